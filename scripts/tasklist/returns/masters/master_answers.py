"""What a sheet of our own master says under each unit, task and answer, in 明细台账 and in 任务清单汇总.

The official nine and 明细台账 are known by their headings, units and numbers; a list in the office's own columns by its
own headings, which may stand in several rows, and the mark of each row, for its numbers may restart or be none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tasklist.model.book import Grid
from tasklist.model.layout import NINE, Layout
from tasklist.plan.unit_names import Names
from tasklist.tables import marks
from tasklist.tables.heading_rows import Cell, MergedGrid, heading_rows
from tasklist.tables.layout_words import vocabulary_of
from tasklist.tables.marks import AGAIN, turn_of
from tasklist.text.normalize import number

DETAIL, LIST = "明细台账", "任务清单汇总"
SHEETS = (DETAIL, LIST)
_FIELDS = {"工作任务推进措施及进展情况": "progress", "联络员及联系电话": "contact", "备注": "remark"}
_UNIT_COLUMN = {DETAIL: "单位", LIST: "责任单位"}
Key = tuple[str, int, str]  # unit, task, field
Spot = tuple[str, Cell]  # sheet, cell


@dataclass(frozen=True)
class AnswerPiece:
    """A cell's part of an answer; `turn` counts the rows it goes on in."""

    turn: int
    text: str
    spot: Spot
    broken: bool


Pieces = Mapping[Key, Sequence[AnswerPiece]]


@dataclass(frozen=True)
class Columns:
    """Where a sheet has its answers: the last row of its heading, column → answer, those of unit, 序号 and 状态."""

    head: int
    answers: Mapping[int, str]
    named: Mapping[str, int]


@dataclass(frozen=True)
class MasterReader:
    """What is needed to read a master: the names of units, by their digest too, and the list's columns on its `day`."""

    names: Names
    by_digest: Mapping[str, str]
    layout: Layout
    day: date

    def columns(self, grid: Grid) -> Columns | None:
        """Where the answers of a sheet stand; None when its heading cannot be told."""
        sheet = MergedGrid(grid)
        if grid.sheet == LIST and self.layout != NINE:
            heads = heading_rows(sheet, vocabulary_of(self.layout))
            head = next((each for each in heads if "progress" in each.columns), None)
            found = {span[0]: key for key, span in head.columns.items() if key in self._open} if head else {}
            return Columns(head.last, found, {}) if head else None
        row, named = headed(sheet, _UNIT_COLUMN[grid.sheet])
        fields = self._fields if grid.sheet == DETAIL else _FIELDS
        return (
            Columns(row, {named[text]: fields[text] for text in fields.keys() & named.keys()}, named) if row else None
        )

    @property
    def _open(self) -> frozenset[str]:
        """The answers that may be mended: none of a part of the year to come."""
        columns = (column for column in self.layout.columns if column.kind)
        return frozenset(column.key for column in columns if not column.aside or column.past(self.day))

    @property
    def _fields(self) -> Mapping[str, str]:
        return {title: key for title, key in fields_of(self.layout).items() if key in self._open or title in _FIELDS}

    def pieces(self, grid: Grid) -> Pieces:
        """Every answer of a sheet under its key, blank ones too, in the pieces it stands in."""
        columns, found = self.columns(grid), dict[Key, list[AnswerPiece]]()
        for row, unit, seq, turn in self._lines(grid, columns) if columns else ():
            for column, what in columns.answers.items() if columns else ():
                here = found.setdefault((unit, seq, what), [])
                # 任务清单汇总 has no 状态: there the rows stand in their order.
                spot = (grid.sheet, (row, column))
                text, broken = grid.cells.get((row, column), ""), (row, column) in grid.broken
                here.append(AnswerPiece(len(here) if turn is None else turn, text, spot, broken))
        return found

    def _lines(self, grid: Grid, columns: Columns) -> Iterator[tuple[int, str, int, int | None]]:
        """(row, unit, task, turn) of every row that is a unit's answer to a task."""
        sheet, named = MergedGrid(grid), columns.named
        for row in (row for row in sheet.rows if row > columns.head):
            if not named:
                mark = next(filter(None, (marks.mark_in(sheet.text((row, at))) for at in sheet.columns(row))), None)
                if mark and (known := self.by_digest.get(mark.unit_digest)):
                    yield row, known, mark.task, None
                continue
            unit = self.names.find(sheet.text((row, named[_UNIT_COLUMN[grid.sheet]])).removesuffix(AGAIN))
            seq = number(sheet.text((row, named["序号"]))) if unit else None
            told = turn_of(sheet.text((row, named["状态"]))) if "状态" in named else 0
            if unit and seq is not None:
                yield row, unit.name, seq, told or (0 if grid.sheet == DETAIL else None)


def fields_of(layout: Layout) -> Mapping[str, str]:
    """Heading in 明细台账 → the answer under it, those of an office's own list among them."""
    own = {column.title: column.key for column in layout.columns if column.kind and column.key not in _FIELDS.values()}
    return own | _FIELDS


def headed(sheet: MergedGrid, unit_column: str = _UNIT_COLUMN[DETAIL]) -> tuple[int, Mapping[str, int]]:
    """The heading row of a sheet and its columns by heading; nothing when 单位 or 序号 was taken out."""
    for row in sheet.rows[:20]:
        columns = {"".join(sheet.text((row, column)).split()): column for column in reversed(sheet.columns(row))}
        if {unit_column, "序号"} <= columns.keys() and _FIELDS.keys() & columns.keys():
            return row, columns
    return 0, {}
