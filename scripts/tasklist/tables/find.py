"""What a grid means: where its tables stand, what each column holds, and which rows are lines.

Headings decide, never places: a table may stand on any sheet, at any row, with its columns in any
order, its heading in one row or two, repeated at page breaks, beside columns nobody asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tasklist.model.book import Grid, cell_name
from tasklist.tables import marks
from tasklist.tables.heading_rows import Cell, Head, MergedGrid, heading_rows
from tasklist.tables.headings import Vocabulary, is_answer, of_per_cent
from tasklist.tables.marks import own_text
from tasklist.text.normalize import fold

_BEHIND = (1 << 14) + 1  # the column behind XFD, the last a sheet can have
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?|百分之.{1,6}")
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
    """A table found on a sheet: `columns` role → columns; `headings`: the cells of every heading row.

    `across`: the sheet has its tasks side by side, and is looked at with rows and columns exchanged. `owner`: the unit
    whose rows these are, by what the sheet says, where others stand on it too; `called`: how it is named there, by
    words that are nobody's name, and then `owner` is whom they may mean, or nobody. `numbers_hold`: what a person
    said of rows that have nothing but a number: are they of the tasks these name? `during`: the period its rows are
    of by the line `under` which they stand, where the file has tables or blocks of rows of several.
    """

    sheet: MergedGrid
    columns: Mapping[str, tuple[int, ...]]
    headings: frozenset[Cell]
    rows: tuple[TableRow, ...]
    extra: Mapping[int, str]
    above: Table | None = None  # the table this one goes on from, which has the headings
    across: bool = False
    owner: str = ""
    called: str = ""
    numbers_hold: bool | None = None
    during: str = ""
    under: str = ""

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.sheet.grid.sheet

    @property
    def root(self) -> tuple[str, frozenset[Cell]]:
        """Where the headings stand, of this table or of the one it goes on from: its sheet and their cells."""
        return self.above.root if self.above else (self.name, self.headings)

    def on_sheet(self, cell: Cell) -> Cell:
        """Where a cell of the table stands on its sheet."""
        return cell[::-1] if self.across else cell

    @property
    def top(self) -> int:
        """The first row of the sheet that belongs to the table."""
        return min((self.on_sheet(cell)[0] for cell in self.headings), default=0) or min(
            (self.on_sheet(cell)[0] for row in self.rows for cell in row.texts), default=1
        )

    def cell_name(self, cell: Cell) -> str:
        """A cell of the table, as a person finds it on the sheet: H7."""
        return cell_name(self.on_sheet(cell))

    def heading(self, column: int) -> str:
        """What stands over a column, in one line: its headings from the top down, each once, without its number."""
        if self.above:
            return self.above.heading(column)
        rows = sorted({row for row, _ in self.headings})
        texts = ("".join(self.sheet.text((row, column)).split()) for row in rows)
        return "".join(dict.fromkeys(text for text in texts if not text.isdigit()))

    def giving(self, role: str, columns: Collection[int]) -> Table:
        """The table with columns nobody asked for under a role."""

        def given(row: TableRow) -> TableRow:
            cells = tuple((row.number, column) for column in sorted(columns) if self.sheet.text((row.number, column)))
            texts = {cell: self.sheet.text(cell) for cell in cells}
            return replace(row, cells={**row.cells, role: cells}, texts={**row.texts, **texts}) if cells else row

        extra = {column: heading for column, heading in self.extra.items() if column not in columns}
        roles = {**self.columns, role: tuple(sorted(columns))}
        return replace(self, columns=roles, rows=tuple(map(given, self.rows)), extra=extra)

    def without(self, columns: Collection[int]) -> Table:
        """The table with these columns set beside it, as columns nobody asked for."""
        if not columns:
            return self

        def kept(row: TableRow) -> TableRow:
            cells = {role: tuple(cell for cell in found if cell[1] not in columns) for role, found in row.cells.items()}
            left = {role: found for role, found in cells.items() if found}
            texts = {cell: row.texts[cell] for found in left.values() for cell in found}
            return TableRow(row.number, left, texts, row.doubt)

        roles = {
            role: left
            for role, found in self.columns.items()
            if (left := tuple(column for column in found if column not in columns))
        }
        extra = dict(self.extra) | {column: self.heading(column) for column in columns}
        return replace(self, columns=roles, rows=tuple(map(kept, self.rows)), extra=extra)


def find_tables(grid: Grid, vocabulary: Vocabulary) -> tuple[Table, ...]:
    """Every table of this kind on a sheet: those side by side from left to right, each from top to bottom.

    A heading repeated at a page break opens no new table.
    """
    sheet = MergedGrid(grid)
    heads = list(heading_rows(sheet, vocabulary))
    if heads and (edges := _anew(heads[0].columns, vocabulary)):
        return tuple(table for strip in _strips(grid, edges) for table in find_tables(strip, vocabulary))
    return tuple(_numbers_aside(table, vocabulary) for table in _stacked(sheet, heads))


def find_across(grid: Grid, vocabulary: Vocabulary) -> tuple[Table, ...]:
    """The tables of a sheet whose headings stand in a column, its tasks side by side or one under the other.

    Lines above the first heading, lines across the table, and what the form says again over another part of it belong
    to none.
    """
    sheet = MergedGrid(grid)
    labels = {row: sheet.text((row, min(sheet.columns(row)))) for row in sheet.rows}
    named = [row for row, text in labels.items() if vocabulary.role(text) and not is_answer(text)]
    while named and (len(_origins(sheet, named[0])) == 1 or _names_the_unit(sheet, named, vocabulary)):
        named.pop(0)
    below = [row for row in sheet.rows if named and row >= named[0] and not own_text(labels[row])]
    kept = {row for row in below if len(_origins(sheet, row)) > 1} | set(named[1:])
    return tuple(replace(table, across=True) for table in find_tables(_turned(grid, kept), vocabulary))


def _names_the_unit(sheet: MergedGrid, named: Sequence[int], vocabulary: Vocabulary) -> bool:
    """Is the first of these rows a line above the table (填报单位 | 某院 | 报送期 | 6月), and no heading of it?

    A row of units, one to a task, is as wide as the next and holds no other label.
    """
    first = [sheet.text(cell) for cell in sorted(_origins(sheet, named[0]))]
    if vocabulary.role(first[0]) != "unit":
        return False
    labels = any(vocabulary.role(text) or own_text(text) or own_text(f"{text}：") for text in first[1:])
    return labels or len(first) < max([_LINE, *(len(_origins(sheet, row)) for row in named[1:2])])


def _origins(sheet: MergedGrid, row: int) -> set[Cell]:
    return {sheet.origin((row, column)) for column in sheet.columns(row)}


def _turned(grid: Grid, rows: Collection[int]) -> Grid:
    """These rows of a sheet, rows and columns exchanged."""

    def turned(cells: Mapping[Cell, str]) -> dict[Cell, str]:
        return {(column, row): text for (row, column), text in cells.items() if row in rows}

    return replace(
        grid,
        cells=turned(grid.cells),
        broken=turned(grid.broken),
        notes=turned(grid.notes),
        fields={},
        doubts={},
        merged=tuple((left, top, right, bottom) for top, left, bottom, right in grid.merged if top in rows),
        pictures=tuple(replace(each, cell=each.cell and each.cell[::-1]) for each in grid.pictures),
    )


def under(grid: Grid, columns: Mapping[str, tuple[int, ...]], first: int) -> Table:
    """The rows of a sheet from `first` on, read by the columns its lost heading row is known to have had."""
    sheet = MergedGrid(grid)
    head = Head(first - 1, first - 1, columns, frozenset(), {})
    return Table(sheet, columns, frozenset(), tuple(_rows(sheet, head, sheet.rows[-1] if sheet.rows else 0)), {})


def _numbers_aside(table: Table, vocabulary: Vocabulary) -> Table:
    """Columns of progress that hold only numbers, beside others or headed so, are per cents: columns of their own,
    unless the office's own list asks for just that.
    """
    every = table.columns.get("progress", ())
    columns = [column for column in every if not vocabulary.asks(table.heading(column))]
    said = {
        column: [row.texts[cell] for row in table.rows for cell in row.cells.get("progress", ()) if cell[1] == column]
        for column in columns
    }
    numbers = {column for column, texts in said.items() if texts and all(_NUMBER.fullmatch(fold(one)) for one in texts)}
    others = len(numbers) < len(every) or all(of_per_cent(table.heading(column)) for column in numbers)
    return table.without(numbers) if numbers and others else table


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
        if marks.signed_values(_said(sheet, number)) is not None:
            continue
        placed = {role: tuple(found) for role, found in cells.items()}
        yield TableRow(number, placed, texts, sheet.grid.doubts.get(number, ""))


def _said(sheet: MergedGrid, row: int) -> list[str]:
    """The texts of a row, each once, left to right."""
    places = dict.fromkeys(sheet.origin((row, column)) for column in sheet.columns(row))
    return [text for place in places if (text := sheet.grid.cells.get(place, "")).strip()]


def _is_line(sheet: MergedGrid, origin: Cell, by_column: Mapping[int, str]) -> bool:
    """Is this merged cell a line across the table: a theme, a note, a signature?"""
    row, left = origin
    width = sheet.widths.get(origin, 1)
    least = min(_LINE, len({*by_column.values()} - {"settled"}))
    if width < least:
        return False
    covered = {by_column.get(column) for column in range(left, left + width)} - {None}
    beside = set(sheet.columns(row)) - set(range(left, left + width))
    return len(covered) >= least and not any(by_column.get(column) in ("seq", "detail") for column in beside)
