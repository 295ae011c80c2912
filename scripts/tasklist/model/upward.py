"""上报稿: the official list with one row and one consolidated text per task, every piece of it with its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tasklist.model.place import Place
from tasklist.model.plan import Period
from tasklist.model.tasks import Task, TaskList

FIELDS = ("progress", "contact", "remark")  # the columns of a task a clerk may write over


@dataclass(frozen=True, slots=True)
class Source:
    """What a piece of the text rests on: a unit, its own words (of a figure: its status), and their cell, if any.

    `opens`: where the words can still be read when a newer file stands at their place.
    """

    unit: str
    words: str
    place: Place | None = None
    opens: Place | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of a consolidated text, numbered through the report: `text`, and the punctuation and names around it.

    `note`: where its many sources are told one by one, when that is not beside the piece itself.
    """

    number: int
    text: str
    sources: tuple[Source, ...]
    before: str = ""
    after: str = ""
    note: str = ""

    def __str__(self) -> str:
        return f"{self.before}{self.text}{self.after}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence of a unit that is not in the text, and why."""

    source: Source
    reason: str


@dataclass(frozen=True, slots=True)
class UpwardColumn:
    """What a task's row says under an answer column of an office's own list that is none of `FIELDS`."""

    key: str
    title: str
    passages: tuple[Passage, ...]

    def __str__(self) -> str:
        return "".join(map(str, self.passages))


@dataclass(frozen=True, slots=True)
class UpwardTask:
    """One row of the 上报稿, as drawn from what units wrote, with what was left out of it.

    `others`: the answer columns of an office's own list that are none of `FIELDS`.
    """

    task: Task
    progress: tuple[Passage, ...]
    remark: tuple[Passage, ...] = ()
    contact: str = ""
    left_out: tuple[LeftOut, ...] = ()
    others: tuple[UpwardColumn, ...] = ()
    counted: tuple[str, ...] = ()  # what several units counted alike: 专题学习12次（5家单位）

    @property
    def passages(self) -> tuple[tuple[str, tuple[Passage, ...]], ...]:
        """Every column with text that has sources: its key, its pieces."""
        own = ((each.key, each.passages) for each in self.others)
        return (("progress", self.progress), ("remark", self.remark), *own)

    def titled(self, name: str) -> str:
        """What a column is called."""
        own = {each.key: each.title for each in self.others}
        return {"progress": "进展", "remark": "备注"}.get(name) or own[name]

    def drawn(self, name: str) -> str:
        """The text drawn for one of `FIELDS`."""
        if name == "contact":
            return self.contact
        return "".join(map(str, self.progress if name == "progress" else self.remark))


@dataclass(frozen=True, slots=True)
class ClerkText:
    """What a person wrote in place of a drawn text. `against`: the drawn text it was written over."""

    text: str
    against: str


@dataclass(frozen=True)
class UpwardReport:
    """上报稿 of one period. `clerk`: (task number, field) → what a person wrote there and has not taken back.

    `own`: what units added to the list and the office keeps in sight, below the list.
    """

    title: str
    office: str
    period: Period
    as_of: datetime
    task_list: TaskList
    tasks: tuple[UpwardTask, ...]
    clerk: Mapping[tuple[int, str], ClerkText] = field(default_factory=dict)
    own: tuple[Passage, ...] = ()

    def find(self, seq: int) -> UpwardTask | None:
        """The row of a task, or None."""
        return next((one for one in self.tasks if one.task.seq == seq), None)

    def written(self, one: UpwardTask, name: str) -> str | None:
        """What a person wrote for a field and what stands, because its sources are still the same; else None."""
        clerk = self.clerk.get((one.task.seq, name))
        return clerk.text if clerk and clerk.against == one.drawn(name) else None

    def shown(self, one: UpwardTask, name: str) -> str:
        """The text of a field as it stands in the paper: the person's, else the drawn one."""
        written = self.written(one, name)
        return one.drawn(name) if written is None else written

    def overtaken(self) -> Iterator[tuple[UpwardTask, str, ClerkText]]:
        """The (task, field, person's text) whose sources have changed since: a person must look at both texts."""
        for one in self.tasks:
            for name in FIELDS:
                clerk = self.clerk.get((one.task.seq, name))
                if clerk and clerk.against != one.drawn(name):
                    yield one, name, clerk
