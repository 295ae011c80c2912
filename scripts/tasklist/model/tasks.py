"""The official list: its tasks, and what their 完成时限 means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tasklist.model.layout import NINE, Layout


@dataclass(frozen=True, slots=True)
class Deadline:
    """完成时限: the phrase kept verbatim and how it was read.

    `due`: milestones in order. `every`: `week:1`…`week:7`, `month:25`, `month:end`, `quarter:end`,
    `quarter:1-15`, `half-year`, `year`, or None. `ask`: a person must supply the date, and then `due`
    is empty. `reading`: how it was read, in Chinese. `note`: hedges, extensions, 下发时已过; `advised`: it says, too,
    where a person gives the date.
    """

    text: str
    due: tuple[date, ...] = ()
    start: date | None = None
    ongoing: bool = False
    every: str | None = None
    ask: bool = False
    note: str = ""
    advised: bool = False
    reading: str = ""

    @property
    def words(self) -> str:
        """The reading as one sentence."""
        return f"读作：{self.reading}" if self.reading else ""


@dataclass(frozen=True, slots=True)
class Task:
    """任务: one numbered line of the list. `themes` has up to three levels of 重点任务, outer first.

    `number`: the office's own number as it is printed, where that is not `seq`. `cells`: key of a column → what stands
    in it, for a layout of the office's own. `stages`: the dates inside a target's text, each with its clause.
    `own_name`: what the office itself calls it, where that is not by `seq` (措施编号3-2).
    """

    seq: int
    themes: tuple[str, ...]
    detail: str
    lead: str
    responsible: str
    deadline: Deadline
    remark: str = ""
    number: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    stages: tuple[tuple[date, str], ...] = ()
    own_name: str = ""

    @property
    def name(self) -> str:
        """What it is called in messages: 任务3, or as the office itself calls it."""
        return self.own_name or f"任务{self.seq}"

    def says(self, key: str) -> str:
        """What the list says of the task in the column with this key."""
        if key == "theme":
            return "".join(self.themes)
        if key == "seq":
            return self.number or str(self.seq)
        said = dict(self.cells)
        if key in said:
            return said[key]
        own = {
            "detail": self.detail,
            "lead": self.lead,
            "responsible": self.responsible,
            "deadline": self.deadline.text,
        }
        return own.get(key, "") if not self.cells else ""

    @property
    def theme(self) -> str:
        """重点任务 in one line, outer level first."""
        return " / ".join(self.themes)


@dataclass(frozen=True, slots=True)
class TaskList:
    """任务清单: the ordered tasks. `headings`: the nine official headings, left to right, verbatim.

    `layout`: its columns. `doubts`: what of an office's own list a person should check, in Chinese.
    """

    title: str
    tasks: tuple[Task, ...]
    headings: tuple[str, ...]
    digest: str = ""  # eight hex characters over numbers and texts: which list a form was made from
    layout: Layout = NINE
    doubts: tuple[str, ...] = ()

    def name(self, seq: int | None) -> str:
        """What the task with this number is called."""
        task = self.find(seq) if seq is not None else None
        return task.name if task else f"任务{seq}"

    def find(self, seq: int) -> Task | None:
        """The task with this number, or None."""
        return next((task for task in self.tasks if task.seq == seq), None)
