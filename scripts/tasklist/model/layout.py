"""Layout: the columns of an office's own list as data, what each of them means, and which of them units answer.

The nine official columns are one layout among many, `NINE`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    """What a column of a list means."""

    SEQ = "seq"
    THEME = "theme"
    TASK = "task"
    PROBLEM = "problem"
    MEASURE = "measure"
    TARGET = "target"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    COOPERATING = "cooperating"
    UNDERTAKING = "undertaking"
    PERSON = "person"
    LEADER = "leader"
    DEADLINE = "deadline"
    COUNTED_IN = "counted_in"
    KEPT = "kept"
    ANSWER = "answer"

    @property
    def label(self) -> str:
        """The role in Chinese, as `check` shows it and `campaign.columns` takes it."""
        return _LABELS[self.value]


_LABELS = {
    "seq": "序号",
    "theme": "重点任务",
    "task": "具体任务",
    "problem": "问题",
    "measure": "措施",
    "target": "目标",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "cooperating": "配合单位",
    "undertaking": "承办单位",
    "person": "责任人",
    "leader": "分管领导",
    "deadline": "完成时限",
    "counted_in": "计量单位",
    "kept": "照录",
    "answer": "填报",
}
_APART = "@"  # in the key of an answer column that is, in one report, for another part of the year
EVERYBODY = "everybody"  # who owes where no column says it: every unit of the roster
OWING = (Role.RESPONSIBLE, Role.UNDERTAKING, Role.LEAD, Role.COOPERATING)  # who may owe; the first there is, does


def base_key(key: str) -> str:
    """The key an answer column shares with those for the other parts of the year."""
    return key.partition(_APART)[0]


class AnswerKind(StrEnum):
    """What is written under a column that units answer."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    PERSON = "person"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return _KINDS[self.value]


_KINDS = {"text": "文字", "choice": "选项", "number": "数字", "percent": "百分比", "date": "日期", "person": "人员电话"}


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list. `heading`: its words from the top row of the heading down, verbatim.

    `key`: how tables, entries and tasks call it: the slot it takes (seq, theme, detail, lead, responsible, deadline,
    progress, contact, remark), else a name of its own. `why`: what told its role, in Chinese. `kind`: of an answer.
    `joint`: its cells are merged over several lines, which belong together. `needed`: it may not be left blank.
    `until`: of a column for one part of the year (第一季度, 上半年) that part's last month, with its year or 0 for any.
    `counted_in`: of amounts, the unit the list states above its table (单位：万元).
    """

    key: str
    role: Role
    heading: tuple[str, ...]
    why: str = ""
    kind: AnswerKind | None = None
    choices: tuple[str, ...] = ()
    joint: bool = False
    needed: bool = False
    until: tuple[int, int] | None = None
    counted_in: str = ""

    def ends(self, year: int) -> tuple[int, int]:
        """Year and month in which the part of the year it is for ends; a heading without a year means `year`."""
        named, month = self.until or (0, 12)
        return named or year, month

    @property
    def aside(self) -> bool:
        """Is it, in the layout of one report, an answer column of another part of the year?"""
        return _APART in self.key

    @property
    def base(self) -> str:
        """The key it shares with the columns for the other parts of the year."""
        return base_key(self.key)

    def past(self, day: date) -> bool:
        """Is it for a part of the year that had ended by then, and not the one that is answered?"""
        return self.aside and self.ends(day.year) < (day.year, day.month)

    @property
    def title(self) -> str:
        """The heading in one line: 牵头部门·责任人."""
        return "·".join(self.heading)

    @property
    def meaning(self) -> str:
        """Role and kind in Chinese."""
        return f"{self.role.label}（{self.kind.label}）" if self.kind else self.role.label


@dataclass(frozen=True)
class Layout:
    """The columns of a list, left to right.

    `chapters`: how many levels of theme stand as rows over the whole width. `owing`: the keys of the columns whose
    words say who owes, or `EVERYBODY`. `above`, `below`: the lines around the table, kept for print (the title is the
    list's own).
    """

    columns: tuple[ListColumn, ...]
    chapters: int = 0
    owing: tuple[str, ...] = ("responsible",)
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @cached_property
    def answers(self) -> tuple[str, ...]:
        """The keys of the columns that units answer, left to right."""
        return tuple(dict.fromkeys(column.key for column in self.columns if column.kind))

    @cached_property
    def official(self) -> tuple[str, ...]:
        """The keys of the list's own columns, each once, left to right."""
        return tuple(dict.fromkeys(column.key for column in self.columns if not column.kind))

    @property
    def everybody(self) -> bool:
        """Does every unit of the roster owe every task, whatever stands in a column?"""
        return self.owing == (EVERYBODY,)

    @property
    def depth(self) -> int:
        """How many rows the heading has."""
        return max(len(column.heading) for column in self.columns)

    @cached_property
    def timed(self) -> tuple[ListColumn, ...]:
        """The answer columns that are each for one part of the year; those that follow one another share a key."""
        return tuple(column for column in self.columns if column.kind and column.until)

    def during(self, day: date) -> Layout:
        """The layout of the report of `day`: of columns that share a key only the one for that part of the year has it.

        That is the first whose part has not ended before the month of `day`, or the last there is.
        """
        if not self.timed:
            return self
        return replace(self, columns=tuple(self._apart(column, day) for column in self.columns))

    def _apart(self, column: ListColumn, day: date) -> ListColumn:
        if not column.kind or not column.until:
            return column
        year, month = column.until
        own = self._for(column.base, day).until == column.until
        return replace(column, key=column.base if own else f"{column.base}{_APART}{year or ''}{month:02}")

    def _for(self, base: str, day: date) -> ListColumn:
        ordered = sorted((each for each in self.timed if each.base == base), key=lambda each: each.ends(day.year))
        return next((each for each in ordered if each.ends(day.year) >= (day.year, day.month)), ordered[-1])

    def find(self, key: str) -> ListColumn | None:
        """The column with this key, the leftmost of several, or None."""
        return next((column for column in self.columns if column.key == key), None)

    def span(self, key: str) -> tuple[int, ...]:
        """Where (0-based) the columns with this key stand."""
        return tuple(place for place, column in enumerate(self.columns) if column.key == key)


def _nine() -> Layout:
    text, person = AnswerKind.TEXT, AnswerKind.PERSON
    return Layout(
        (
            ListColumn("seq", Role.SEQ, ("序号",)),
            ListColumn("theme", Role.THEME, ("重点任务",), joint=True),
            ListColumn("detail", Role.TASK, ("具体任务",)),
            ListColumn("lead", Role.LEAD, ("牵头单位",)),
            ListColumn("responsible", Role.RESPONSIBLE, ("责任单位",)),
            ListColumn("deadline", Role.DEADLINE, ("完成时限",)),
            ListColumn("progress", Role.ANSWER, ("工作任务推进措施及进展情况",), kind=text, needed=True),
            ListColumn("contact", Role.ANSWER, ("联络员及联系电话",), kind=person),
            ListColumn("remark", Role.ANSWER, ("备注",), kind=text),
        )
    )


NINE = _nine()
