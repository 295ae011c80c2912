"""What a grid means: where its tables stand, what each column holds, and which rows are lines.

Headings decide, never places: a table may stand on any sheet, at any row, with its columns in any
order, its heading in one row or two, repeated at page breaks, beside columns nobody asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tasklist.model.book import Grid
from tasklist.tables.heading_rows import Cell, Head, MergedGrid, heading_rows
from tasklist.tables.headings import Vocabulary

_BEHIND = (1 << 14) + 1  # the column behind XFD, the last a sheet can have
_LINE = 3  # a cell merged over so many columns of different meaning is a line of text, not a cell of the table


@dataclass(frozen=True)
class TableRow:
    """One line of a table. `cells`: role → the cells of that role that show text, left to right, each once.

    `doubt`: why its cells may stand in the wrong columns, or empty.
    """

    number: int
    cells: Mapping[str, tuple[Cell, ...]]
    texts: Mapping[Cell, str]
    doubt: str = ""

    def text(self, role: str) -> str:
        """What the row says under a role; several columns joined with a space."""
        return " ".join(self.texts[cell].strip() for cell in self.cells.get(role, ()))


@dataclass(frozen=True)
class Table:
    """A table found on a sheet: `columns` role → columns; `headings`: the cells of every heading row."""

    sheet: MergedGrid
    columns: Mapping[str, tuple[int, ...]]
    headings: frozenset[Cell]
    rows: tuple[TableRow, ...]
    extra: Mapping[int, str]
    above: Table | None = None  # the table this one goes on from, which has the headings

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.sheet.grid.sheet

    @property
    def root(self) -> tuple[str, frozenset[Cell]]:
        """Where the headings stand, of this table or of the one it goes on from: its sheet and their cells."""
        return self.above.root if self.above else (self.name, self.headings)

    def heading(self, column: int) -> str:
        """What stands over a column, in one line: its headings from the top down, each once, without its number."""
        if self.above:
            return self.above.heading(column)
        rows = sorted({row for row, _ in self.headings})
        texts = ("".join(self.sheet.text((row, column)).split()) for row in rows)
        return "".join(dict.fromkeys(text for text in texts if not text.isdigit()))

    def without(self, columns: Collection[int]) -> Table:
        """The table with these columns set beside it, as columns nobody asked for."""

        def kept(row: TableRow) -> TableRow:
            cells = {role: tuple(cell for cell in found if cell[1] not in columns) for role, found in row.cells.items()}
            left = {role: found for role, found in cells.items() if found}
            texts = {cell: row.texts[cell] for found in left.values() for cell in found}
            return TableRow(row.number, left, texts, row.doubt)

        roles = {
            role: tuple(column for column in found if column not in columns) for role, found in self.columns.items()
        }
        extra = dict(self.extra) | {column: self.heading(column) for column in columns}
        return Table(self.sheet, roles, self.headings, tuple(map(kept, self.rows)), extra, self.above)


def find_tables(grid: Grid, vocabulary: Vocabulary) -> tuple[Table, ...]:
    """Every table of this kind on a sheet: those side by side from left to right, each from top to bottom.

    A heading repeated at a page break opens no new table.
    """
    sheet = MergedGrid(grid)
    heads = list(heading_rows(sheet, vocabulary))
    if heads and (edges := _anew(heads[0].columns, vocabulary)):
        return tuple(table for strip in _strips(grid, edges) for table in find_tables(strip, vocabulary))
    return _stacked(sheet, heads)


def carried_on(grid: Grid, before: Table) -> Table:
    """A sheet without headings read under the columns of the table before it. Whether it is its rest is not asked."""
    sheet = MergedGrid(grid)
    head = Head(0, 0, before.columns, frozenset(), before.extra)
    rows = tuple(_rows(sheet, head, sheet.rows[-1] if sheet.rows else 0))
    return Table(sheet, before.columns, frozenset(), rows, before.extra, before)


def _strips(grid: Grid, edges: Sequence[int]) -> Iterator[Grid]:
    """The sheet cut into strips, a new one at each of these columns."""
    for first, behind in pairwise((1, *edges, _BEHIND)):
        yield replace(
            grid,
            cells={cell: text for cell, text in grid.cells.items() if first <= cell[1] < behind},
            broken={cell: text for cell, text in grid.broken.items() if first <= cell[1] < behind},
            merged=tuple(
                (top, left, bottom, min(right, behind - 1))
                for top, left, bottom, right in grid.merged
                if first <= left < behind
            ),
        )


def _anew(columns: Mapping[str, tuple[int, ...]], vocabulary: Vocabulary) -> list[int]:
    """Where a heading begins again with the role it began with (序号 任务 进展 | 序号 任务 进展); mostly nowhere."""
    ordered = sorted((column, role) for role, found in columns.items() for column in found)
    runs = [(column, role) for column, role in ordered if (column - 1, role) not in ordered]
    starts = [place for place, (_, role) in enumerate(runs) if role == runs[0][1]]
    parts = [runs[first:behind] for first, behind in pairwise((*starts, len(runs)))]
    whole = all(vocabulary.is_heading([role for _, role in part]) for part in parts)
    return [part[0][0] for part in parts[1:]] if whole else []


def _stacked(sheet: MergedGrid, heads: Sequence[Head]) -> tuple[Table, ...]:
    tables: list[Table] = []
    for place, head in enumerate(heads):
        last = heads[place + 1].first - 1 if place + 1 < len(heads) else (sheet.rows[-1] if sheet.rows else 0)
        rows = tuple(_rows(sheet, head, last))
        if tables and tables[-1].columns == head.columns:
            before = tables.pop()
            tables.append(Table(sheet, head.columns, before.headings | head.cells, before.rows + rows, before.extra))
        else:
            tables.append(Table(sheet, head.columns, head.cells, rows, head.extra))
    return tuple(tables)


def _rows(sheet: MergedGrid, head: Head, last: int) -> Iterator[TableRow]:
    by_column = {column: role for role, columns in head.columns.items() for column in columns}
    for number in sheet.rows:
        if not head.last < number <= last:
            continue
        cells: dict[str, list[Cell]] = {}
        texts: dict[Cell, str] = {}
        for column in sheet.columns(number):
            origin = sheet.origin((number, column))
            text = sheet.grid.cells.get(origin, "")
            role = by_column.get(column)
            if role is None or origin in texts or not text.strip() or origin in head.cells:
                continue
            if _is_line(sheet, origin, by_column):
                continue
            cells.setdefault(by_column.get(origin[1], role), []).append(origin)
            texts[origin] = text
        placed = {role: tuple(found) for role, found in cells.items()}
        yield TableRow(number, placed, texts, sheet.grid.doubts.get(number, ""))


def _is_line(sheet: MergedGrid, origin: Cell, by_column: Mapping[int, str]) -> bool:
    """Is this merged cell a line across the table: a theme, a note, a signature?"""
    row, left = origin
    width = sheet.widths.get(origin, 1)
    covered = {by_column.get(column) for column in range(left, left + width)} - {None}
    beside = set(sheet.columns(row)) - set(range(left, left + width))
    return len(covered) >= _LINE and not any(by_column.get(column) in ("seq", "detail") for column in beside)
