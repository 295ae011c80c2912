"""A finding: what a person should know, of which kind it is, and whom it is told to in which words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tasklist.model.place import Place


class Severity(StrEnum):
    """How much a finding matters: an error means something is missing or set aside."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The severity in Chinese."""
        return {"error": "须处理", "warning": "请核实", "info": "提示"}[self.value]


class Topic(StrEnum):
    """What a kind of finding is about."""

    TEXT = "text"  # the verdict on what a unit wrote to a task, or left blank
    CELL = "cell"  # what else was seen in the cells of a form
    THING = "thing"  # what is owed and is not there: a form, a document, counted items
    FILE = "file"
    SETUP = "setup"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about it: as the clerk reads it, and what the unit itself is asked (said behind 请)."""

    clerk: str
    unit: str


def by_unit(act: str) -> Advice:
    """The advice to have the unit do something: 请单位另存为 .xlsx 后重报, to the unit 请另存为 .xlsx 后重报."""
    return Advice(f"请单位{act}", act)


def by_anyone(act: str) -> Advice:
    """The advice to do something that the clerk can do as well as the unit."""
    return Advice(f"请{act}", act)


@dataclass(frozen=True, slots=True)
class FindingKind:
    """Everything about one kind of finding. What it advises and asks is the default; a finding may be closer.

    `todo`: the advice to the clerk. `ask`: what the unit is asked, said behind 请, or empty. `sent_back`: does it go
    to the unit in its correction workbook? `leader`: who handles it, as a leader reads it; empty: not the leader's.
    """

    code: str
    severity: Severity
    topic: Topic
    title: str
    why: str
    todo: str
    ask: str = ""
    sent_back: bool = False
    leader: str = ""

    @property
    def asks_leader(self) -> bool:
        """Is it a leader who must decide (请确定…), and not the clerk who handles it (由经办人…)?"""
        return self.leader.startswith("请")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that are not ours in a sentence of ours."""

    text: str

    def __str__(self) -> str:
        return self.text


Part = str | Place | Quote


@dataclass(frozen=True, slots=True)
class Finding:
    """核查问题: what was seen, of which kind, of whom and where, and what to do about it.

    `said`: what was seen, places and words from outside kept apart from our own. The sentence begins with the file
    it is `of`, or with the unit and `link`, the word behind its name; or with neither. `name`: the document or the
    counted item it is about. `advised`: does the sentence end with the advice?
    `field`: the answer column it is about, where that is not the main one.
    """

    kind: FindingKind
    said: tuple[Part, ...]
    unit: str = ""
    task: int | None = None
    place: Place | None = None
    name: str = ""
    todo: str = ""
    ask: str = ""
    of: Place | None = None
    link: str | None = None
    advised: bool = False
    field: str = ""

    @property
    def code(self) -> str:
        """The code of its kind."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """The severity of its kind."""
        return self.kind.severity

    @property
    def seen(self) -> str:
        """What was seen, for a reader who has the unit and the file beside it."""
        return "".join(map(str, self.said))

    @property
    def message(self) -> str:
        """The whole sentence."""
        return self._front(str) + self.seen + (f"，{self.todo}" if self.advised else "")

    def brief(self, outside: Callable[[str], str] = str, *, placed: bool = True) -> str:
        """The sentence in a summary: files by their names alone, whose or in which file it is in front.

        `outside` shows what is not in our own words: names of files, words of a unit. `placed`: where the unit is
        named, is its file named too? Who only hears the sentence has no file before him.
        """

        def shown(part: Part) -> str:
            return part if isinstance(part, str) else outside(part.named if isinstance(part, Place) else part.text)

        sentence = self._front(shown) + "".join(map(shown, self.said))
        places = [part for part in (self.of, *self.said) if isinstance(part, Place)]
        if self.unit and self.link is None and not any(self.unit in each.named for each in places):
            return f"{self.unit}：{sentence}"
        if self.place and (placed or not self.unit) and not any(each.disk == self.place.disk for each in places):
            return f"{shown(Place(self.place.disk))}：{sentence}"
        return sentence

    def _front(self, shown: Callable[[Part], str]) -> str:
        if self.of:
            return f"{shown(self.of)}："
        return "" if self.link is None else self.unit + self.link
