"""A master that came back edited: what a person changed in it, against the master as it was written.

Only changes count, so a copy nobody edited changes nothing. In 明细台账 and 任务清单汇总 the three answer
columns are the office's corrections, found by unit and task wherever the rows now stand; any other new text
is listed, never dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tasklist.heading_rows import Cell, Sheet
from tasklist.model import Book, Grid, Roster
from tasklist.wording import fold, number

AGAIN = "（续）"  # behind a unit's name where its text goes on in the next row
_TURN = re.compile(r"（续(\d+)）")  # 状态 of such a row in 明细台账
FIELDS = {"工作任务推进措施及进展情况": "progress", "联络员及联系电话": "contact", "备注": "remark"}
UNIT_COLUMN = {"明细台账": "单位", "任务清单汇总": "责任单位"}

_ELSEWHERE = "汇总表里这一处的改动不作数：只认“明细台账”和“任务清单汇总”的进展、联系和备注三栏"

_TWO_WAYS = "“明细台账”和“任务清单汇总”里改得不一样，没有采用"


def again(turn: int) -> str:
    """What 明细台账 says in 状态 of a row that goes on, `turn` rows behind the first: the table may be sorted."""
    return f"（续{turn}）"


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
    handled: set[tuple[str, Cell]] = set()
    cleared = 0
    before = {grid.sheet: grid for grid in original.grids}
    for grid in edited.grids:
        if grid.sheet not in UNIT_COLUMN or grid.sheet not in before:
            continue
        now, then = _answers(grid, roster), _answers(before[grid.sheet], roster)
        for key in (key for key in now if key in then):
            handled |= set(now[key].cells)
            if fold(now[key].text) == fold(then[key].text):
                continue
            if not now[key].text.strip():
                cleared += 1
                continue
            first = answers.setdefault(key, now[key])
            if first is not now[key] and fold(first.text) == fold(now[key].text):
                first.cells += now[key].cells
            elif first is not now[key]:
                disputed |= dict.fromkeys((*first.cells, *now[key].cells), _TWO_WAYS)
    answers = {key: written for key, written in answers.items() if not set(written.cells) & set(disputed)}
    return Changes(answers, disputed | dict(_other(edited, before, handled)), cleared)


def _answers(grid: Grid, roster: Roster) -> dict[Key, Written]:
    """Every answer of a sheet under its key, blank ones too, texts that go on in further rows joined."""
    sheet = Sheet(grid)
    head = next((row for row in sheet.rows[:20] if {"序号", *FIELDS} <= set(_row(sheet, row))), 0)
    columns = _row(sheet, head)
    unit_column, told = columns.get(UNIT_COLUMN[grid.sheet], 0), columns.get("状态", 0)

    def turn(row: int) -> int:
        mark = _TURN.fullmatch(sheet.text((row, told)).strip()) if told else None
        return int(mark[1]) if mark else 0

    found: dict[Key, Written] = {}
    for row in sorted(sheet.rows, key=turn):
        unit = roster.find(sheet.text((row, unit_column)).removesuffix(AGAIN)) if row > head > 0 else None
        seq = number(sheet.text((row, columns["序号"]))) if unit else None
        if unit is None or seq is None:
            continue
        for heading, name in FIELDS.items():
            cell = (row, columns[heading])
            written = found.setdefault((unit.name, seq, name), Written())
            written.text += grid.cells.get(cell, "")
            written.cells += [(grid.sheet, cell)] if cell in grid.cells else []
    return found


def _row(sheet: Sheet, row: int) -> dict[str, int]:
    """Heading text → column, of one row."""
    return {"".join(sheet.text((row, column)).split()): column for column in reversed(sheet.columns(row))}


def _other(
    edited: Book, before: Mapping[str, Grid], handled: set[tuple[str, Cell]]
) -> Iterator[tuple[tuple[str, Cell], str]]:
    """Cells outside the answers with a text that stood less often on that sheet as it was written."""
    for grid in edited.grids:
        known = Counter(map(fold, before[grid.sheet].cells.values())) if grid.sheet in before else Counter()
        for cell, text in sorted(grid.cells.items()):
            if (grid.sheet, cell) in handled:
                continue
            known[fold(text)] -= 1
            if known[fold(text)] < 0:
                yield (grid.sheet, cell), _ELSEWHERE
