"""An office's own list, in whatever columns it has, as tasks: its own numbers, its levels, its words kept for print.

The internal numbers run 1…N in the order of the lines; what the office printed beside them is kept as it is.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from tasklist.config.list_around import below
from tasklist.config.list_lines import ListLine, lines_of
from tasklist.config.list_names import with_own_names
from tasklist.config.list_text import paragraphs, units, words
from tasklist.config.row_doubts import RowDoubts
from tasklist.model.book import Book
from tasklist.model.layout import EVERYBODY, Layout, ListColumn, Role
from tasklist.model.tasks import Deadline, Task
from tasklist.model.workdays import Calendar
from tasklist.plan.deadlines.deadlines import read_deadline
from tasklist.tables.find import Table, find_tables
from tasklist.tables.list_columns import signature
from tasklist.tables.list_layout import Understood, understood
from tasklist.tables.list_roles import Settled
from tasklist.tables.list_rows import chapter_name, list_rows, under_titles
from tasklist.tables.list_words import LISTS
from tasklist.text.normalize import bare, ordinal

_LONG = frozenset({Role.TASK, Role.PROBLEM, Role.MEASURE, Role.TARGET, Role.KEPT})  # columns with paragraphs
_OWING = frozenset({Role.LEAD, Role.RESPONSIBLE, Role.COOPERATING, Role.UNDERTAKING})
_SAME = frozenset(map(bare, ("同上", "同前", "同左")))
_CLAUSES = re.compile(r"[；;。\n]+")
_STAGE = re.compile(
    r"\s*(?:\d{1,2}[.、．)）]\s*)?(?P<when>(?:到|至|在|于)?(?:(?:20)?\d{2}年)?"
    r"(?:第?[一二三四1234]季度末?|[上下]半年|年底|年末|全年|\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|底|末|份)?)(?:之?前|以前)?)"
)
UNDATED = "清单没有写时限，按报送期报送"


@dataclass(frozen=True)
class OwnList:
    """The tables of one list in an office's own columns, and how they are understood."""

    tables: tuple[Table, ...]
    understood: Understood
    others: int  # tables that look like lists, too, but have other headings

    @property
    def layout(self) -> Layout:
        """Its columns."""
        return self.understood.layout


def find_own(book: Book, settled: Settled, owes: Sequence[str] = ()) -> OwnList | None:
    """The list of a book, or None: the tables with one heading that have most lines, those that name units before those
    that do not. `owes`: who does, by config.
    """
    groups: dict[tuple[str, ...], list[Table]] = {}
    for grid in book.grids:
        for table in find_tables(grid, LISTS):
            groups.setdefault(signature(table), []).append(table)
    if not groups:
        return None
    tables = under_titles(max(groups.values(), key=_weight))
    notes = below(book, tables)
    found = understood(tables, settled, notes)
    owing = tuple(column.key for role in owes for column in found.layout.columns if column.role == role)
    owing = (EVERYBODY,) if EVERYBODY in owes else owing
    layout = replace(
        found.layout,
        owing=owing or found.layout.owing,
        below=notes,
    )
    return OwnList(tables, replace(found, layout=layout), len(groups) - 1)


def _weight(tables: Sequence[Table]) -> tuple[bool, int]:
    """What speaks for tables with one heading being the list: do they say who owes, and how many lines have they?"""
    return bool(_OWING & set(tables[0].columns)), sum(len(list_rows(table)) for table in tables)


def own_tasks(own: OwnList, issued_on: date, calendar: Calendar, doubts: list[str]) -> tuple[Task, ...]:
    """The lines of the list as tasks 1…N; what a person should check goes to `doubts`."""
    odd = RowDoubts()
    lines = list(lines_of(own.tables, own.understood, odd))
    reading = _Tasks(own.layout, issued_on, calendar)
    tasks = tuple(reading.task(seq, line) for seq, line in enumerate(lines, 1))
    for task, line in zip(tasks, lines, strict=True):
        if own.layout.owing and not own.layout.everybody and not task.responsible:
            odd.add(line.where, "没有写责任单位", "，任务是", task.detail)
    doubts += odd.said()
    if not own.layout.chapters and not any(column.joint for column in own.layout.columns):
        doubts += _numbering([line.text("seq") for line in lines])
    return with_own_names(_renumbered(tasks), own.layout)


# --- tasks ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Tasks:
    """What turns a line into a task."""

    layout: Layout
    issued_on: date
    calendar: Calendar
    resolved: dict[str, str] = field(default_factory=dict)  # key → what 同上 means

    def task(self, seq: int, line: ListLine) -> Task:
        said = self._cells(line)
        themes = (*map(chapter_name, line.chapters), *(words(text) for text in line.all("theme")))
        stages = tuple(self._stages(said))
        owing = [units(self._resolved(key, line.text(key))) for key in self.layout.owing]
        return Task(
            seq,
            tuple(dict.fromkeys(filter(None, themes))),
            said["detail"],
            said.get("lead", ""),
            "、".join(dict.fromkeys(filter(None, owing))),
            self._deadline(line, stages),
            line.text("remark"),
            number=words(line.text("seq")),
            cells=tuple(said.items()),
            stages=stages,
        )

    def _cells(self, line: ListLine) -> dict[str, str]:
        """Key → the words of every column of the list's own; chapters as they are printed."""
        said = {f"chapter{level}": words(text) for level, text in enumerate(line.chapters)}
        for column, text in zip(line.columns, line.texts, strict=True):
            if column.kind or column.key == "theme":
                continue
            whole = "\n".join([text, *line.more]) if column.key == "detail" else text
            clean = paragraphs(whole) if column.role in _LONG else self._short(column, whole)
            said.setdefault(column.key, clean)
        return said

    @staticmethod
    def _short(column: ListColumn, text: str) -> str:
        return units(text) if column.role in _OWING else words(text)

    def _resolved(self, key: str, text: str) -> str:
        if bare(text) not in _SAME:
            self.resolved[key] = text
        return self.resolved.get(key, "")

    def _deadline(self, line: ListLine, stages: Sequence[tuple[date, str]]) -> Deadline:
        text = self._resolved("deadline", line.text("deadline"))
        if not text.strip() and not line.settled.strip():
            days = tuple(dict.fromkeys(day for day, _ in stages))
            if days:
                return Deadline("", due=days, reading=f"{'、'.join(map(str, days))}（取自目标里写的时间）")
            if not any(column.key == "deadline" for column in line.columns):
                return Deadline("", reading=UNDATED)
        found = read_deadline(words(text), self.issued_on, self.calendar, words(line.settled), told_anyway=True)
        return replace(found, text=words(line.text("deadline")))

    def _stages(self, said: Mapping[str, str]) -> Iterator[tuple[date, str]]:
        """The dates a target's clauses begin with (一季度…；二季度…), each with its clause."""
        targets = {column.key for column in self.layout.columns if column.role is Role.TARGET and not column.until}
        for column in self.layout.columns:
            if column.until and not column.kind and (told := said.get(column.key, "").strip(" /—-无")):
                year, month = column.ends(self.issued_on.year)
                day = date(year, month, monthrange(year, month)[1])
                yield day, f"{column.heading[-1]}：{told}"
        for key in said:
            for clause in _CLAUSES.split(said[key]) if key in targets else ():
                found = _STAGE.match(clause)
                read = read_deadline(found["when"].lstrip("到至在于"), self.issued_on, self.calendar) if found else None
                if read and read.due and not read.ask:
                    yield read.due[-1], clause.strip()


def _numbering(said: Sequence[str]) -> list[str]:
    """What is odd about numbers that should run 1…N; numbers in several parts, or none at all, are the office's own."""
    numbers = [ordinal(text) for text in said]
    plain = [number for number in numbers if number is not None]
    if len(plain) < len(said) or plain == list(range(1, len(plain) + 1)):
        return []
    runs = [place for place, number in enumerate(plain) if number == 1]
    restarts = [plain[first:behind] for first, behind in pairwise((*runs, len(plain)))]
    whole = all(len(run) > 1 and run == list(range(1, len(run) + 1)) for run in restarts)
    if runs[:1] == [0] and len(runs) > 1 and whole:
        return []  # begun anew in each part
    if not runs and plain == sorted(set(plain)):
        return []  # some of a longer numbering: 第12号, 第35号
    twice = sorted({number for number in plain if plain.count(number) > 1})
    missing = sorted(set(range(1, max(plain) + 1)) - set(plain))
    found = [f"序号{'、'.join(map(str, twice))}重复，请核对"] if twice else []
    return found + ([f"序号到{max(plain)}为止，缺{'、'.join(map(str, missing[:20]))}，请核对"] if missing else [])


def _renumbered(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """The tasks without a printed number of their own where that is the internal one."""
    if all(task.number == str(task.seq) for task in tasks):
        return tuple(replace(task, number="") for task in tasks)
    return tasks
