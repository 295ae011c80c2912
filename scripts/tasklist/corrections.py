"""A master that came back edited: what a person changed in it, against the master as it was written.

Only changes count, so a copy nobody edited changes nothing. In 明细台账 and 任务清单汇总 the three answer
columns are the office's corrections, found by unit and task wherever the rows now stand; any other new text
is listed, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tasklist.form import Cell, Sheet
from tasklist.model import Book, Grid, Roster
from tasklist.wording import bare, number

AGAIN = "（续）"  # behind a unit's name where its text goes on in the next row
FIELDS = {"工作任务推进措施及进展情况": "progress", "联络员及联系电话": "contact", "备注": "remark"}
UNIT_COLUMN = {"明细台账": "单位", "任务清单汇总": "责任单位"}

_ELSEWHERE = "汇总表里这一处的改动不作数：只认“明细台账”和“任务清单汇总”的进展、联系和备注三栏"

Key = tuple[str, int, str]  # unit, task, field


@dataclass
class Written:
    """What a master says under one key, and the cells it stands in."""

    text: str = ""
    cells: list[tuple[str, Cell]] = field(default_factory=list)


@dataclass(frozen=True)
class Changes:
    """What a person changed: `answers` by key, `other` cells with new text, how many answers were `cleared`."""

    answers: Mapping[Key, Written]
    other: Mapping[tuple[str, Cell], str]
    cleared: int


def changes(edited: Book, original: Book, roster: Roster) -> Changes:
    """The differences. A key changed in two sheets to different texts is in neither: both cells are `other`."""
    answers: dict[Key, Written] = {}
    disputed: dict[tuple[str, Cell], str] = {}
    cleared = 0
    before = {grid.sheet: grid for grid in original.grids}
    for sheet in UNIT_COLUMN:
        now = next((dict(_answers(grid, roster)) for grid in edited.grids if grid.sheet == sheet), {})
        then = dict(_answers(before[sheet], roster)) if sheet in before else {}
        for key, written in now.items():
            if key not in then or bare(written.text) == bare(then[key].text):
                continue
            first = answers.setdefault(key, written)
            if first is not written and bare(first.text) != bare(written.text):
                said = "“明细台账”和“任务清单汇总”里改得不一样，没有采用"
                disputed |= dict.fromkeys((*first.cells, *written.cells), said)
        cleared += sum(key not in now and bool(then[key].text.strip()) for key in then) if now else 0
    answers = {key: written for key, written in answers.items() if not set(written.cells) & set(disputed)}
    taken = {cell for written in answers.values() for cell in written.cells}
    return Changes(answers, disputed | dict(_other(edited, before, taken | set(disputed))), cleared)


def _answers(grid: Grid, roster: Roster) -> Iterator[tuple[Key, Written]]:
    """Every answer of a sheet under its key, texts that go on in further rows joined."""
    sheet = Sheet(grid)
    head = next((row for row in sheet.rows[:20] if {"序号", *FIELDS} <= set(_row(sheet, row))), 0)
    columns = _row(sheet, head)
    unit_column = columns.get(UNIT_COLUMN[grid.sheet], 0)
    found: dict[Key, Written] = {}
    for row in sheet.rows:
        unit = roster.find(sheet.text((row, unit_column)).removesuffix(AGAIN)) if row > head > 0 else None
        seq = number(sheet.text((row, columns["序号"]))) if unit else None
        if unit is None or seq is None:
            continue
        for heading, name in FIELDS.items():
            cell = (row, columns[heading])
            if grid.cells.get(cell, "").strip():
                written = found.setdefault((unit.name, seq, name), Written())
                written.text += grid.cells[cell]
                written.cells.append((grid.sheet, cell))
    return iter(found.items())


def _row(sheet: Sheet, row: int) -> dict[str, int]:
    """Heading text → column, of one row."""
    return {"".join(sheet.text((row, column)).split()): column for column in reversed(sheet.columns(row))}


def _other(
    edited: Book, before: Mapping[str, Grid], taken: set[tuple[str, Cell]]
) -> Iterator[tuple[tuple[str, Cell], str]]:
    """Cells whose text stood nowhere on that sheet as it was written: new sheets, notes, other columns."""
    for grid in edited.grids:
        known = {bare(text) for text in before[grid.sheet].cells.values()} if grid.sheet in before else set()
        for cell, text in grid.cells.items():
            if bare(text) not in known and (grid.sheet, cell) not in taken:
                yield (
                    (grid.sheet, cell),
                    "汇总表里这一处的改动不作数：只认“明细台账”和“任务清单汇总”的进展、联系和备注三栏",
                )
