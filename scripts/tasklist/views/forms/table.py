"""The table of tasks on a sheet: its layout as found in a template, and its lines written anew.

Only the lines are ours. Headings, widths, the looks of cells, extra columns and the notes below the table
are the template's; a cell without any formatting gets the official one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tasklist.model.book import Grid
from tasklist.model.layout import NINE, Layout
from tasklist.tables import marks
from tasklist.tables.find import Table
from tasklist.text.normalize import fold, number
from tasklist.views import style
from tasklist.views.forms.sheet import (
    CellStyle,
    CellWriter,
    Look,
    Worksheet,
    dress,
    fit_row,
    look_of,
    merge,
    set_text,
    set_width,
    widths,
)

_CENTRED = frozenset({"seq", "theme", "lead", "responsible", "deadline", "contact"})
_UNTOUCHED = (8, 9)  # characters, rounded, of a column in a new sheet of WPS or Excel
Cell = tuple[int, int]


@dataclass(frozen=True)
class Note:
    """One row below the table: (column, value, look) of its cells, merged column spans, height."""

    cells: tuple[tuple[int, object, Look], ...]
    spans: tuple[tuple[int, int], ...]
    height: float | None

    @property
    def signature(self) -> bool:
        """Is this the line to sign that our own template ends with?"""
        said = [str(value) for _, value, _ in self.cells if value is not None]
        return list(map(fold, said)) == [fold(marks.SIGNATURE)]


@dataclass(frozen=True)
class TableLayout:
    """Where a table's columns stand (role → columns) and what its template says beside the tasks.

    `first`…`last`: its heading rows. `looks`: (task number, column) → a cell's look; task 0 is any other task.
    `extra`: (task number, column) → the value under a heading that is none of the nine. `own`: the list's columns.
    """

    columns: Mapping[str, tuple[int, ...]]
    first: int
    last: int
    looks: Mapping[Cell, Look]
    extra: Mapping[Cell, str]
    notes: tuple[Note, ...] = ()
    own: Layout = NINE

    @property
    def edge(self) -> int:
        """The last of the official columns, where the printed page ends."""
        return max(column for role, span in self.columns.items() if role != "settled" for column in span)

    @property
    def mark_column(self) -> int:
        """The first column after the official ones that holds nothing of the template's own."""
        return self.free_columns(1)[0]

    def free_columns(self, number: int) -> list[int]:
        """The first columns after the official ones that hold nothing of the template's own."""
        taken = {column for _, column in self.extra}
        behind = range(self.edge + 1, self.edge + 1 + number + len(taken))
        return [column for column in behind if column not in taken][:number]


def official_layout(heading: int) -> TableLayout:
    """The nine columns in the official order, 重点任务 taking two, under one heading row."""
    columns: dict[str, tuple[int, ...]] = {}
    for role, chars in style.OFFICIAL_WIDTHS.items():
        start = 1 + sum(map(len, columns.values()))
        columns[role] = tuple(range(start, start + len(chars)))
    return TableLayout(columns, heading, heading, {}, {})


def grid_of(sheet: Worksheet) -> Grid:
    """The sheet as the readers would hand it on: texts and merged ranges, with the hidden flag."""
    cells = {
        (cell.row, cell.column): str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and str(cell.value).strip()
    }
    spans = tuple((each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges)
    return Grid(sheet.title, cells, spans, hidden="" if sheet.sheet_state == "visible" else "hidden")


def read_layout(sheet: Worksheet, table: Table, own: Layout = NINE) -> TableLayout:
    """What the template's table looks like, and what stands beside and below its tasks."""
    last = max(row for row, _ in table.headings)
    labels = {cell[0] for cell in table.headings if marks.own_text(table.sheet.text(cell))}  # 填报单位：… is no heading
    first = min({row for row, _ in table.headings} - labels | {last})
    numbers = {row.number: seq for row in table.rows if (seq := number(row.text("seq")))}
    if own != NINE:  # numbered in its own way, or not at all
        lines = (row.number for row in table.rows if row.text("detail").strip())
        numbers = {row: seq for seq, row in enumerate(lines, 1)}
    tasks_end = max(numbers, default=last)
    for span in sheet.merged_cells.ranges:
        if last < span.min_row <= tasks_end:
            tasks_end = max(tasks_end, span.max_row)
    looks: dict[Cell, Look] = {}
    extra: dict[Cell, str] = {}
    official = {column for span in table.columns.values() for column in span}
    for row, seq in sorted(numbers.items()):
        for column in range(1, sheet.max_column + 1):
            cell = sheet.cell(*table.sheet.origin((row, column)))  # a merged cell looks like its first one
            if cell.has_style:
                looks[seq, column] = look_of(cell)
                looks.setdefault((0, column), looks[seq, column])
            if column in table.extra and column not in official:
                extra[seq, column] = extra.get((seq, column)) or str(cell.value or "")
    notes = tuple(_notes(sheet, tasks_end + 1, sheet.max_row))
    return TableLayout(table.columns, first, last, looks, extra, notes, own)


def _notes(sheet: Worksheet, first: int, last: int) -> Iterator[Note]:
    for row in range(first, last + 1):
        cells = tuple(
            (column, cell.value, look_of(cell))
            for column, cell in enumerate(sheet[row], 1)
            if cell.value is not None or cell.has_style
        )
        spans = tuple(
            (span.min_col, span.max_col) for span in sheet.merged_cells.ranges if span.min_row == span.max_row == row
        )
        yield Note(cells, tuple(sorted(spans)), sheet.row_dimensions[row].height)


def clear(sheet: Worksheet, layout: TableLayout) -> None:
    """Take away everything below the headings, and the office's own column beside them."""
    for span in list(sheet.merged_cells.ranges):
        if span.min_row > layout.last:
            sheet.unmerge_cells(span.coord)
    sheet.delete_rows(layout.last + 1, sheet.max_row)
    for row in [row for row in sheet.row_dimensions if row > layout.last]:
        del sheet.row_dimensions[row]
    rules = sheet.data_validations.dataValidation
    sheet.data_validations.dataValidation = [
        rule for rule in rules if all(span.max_row <= layout.last for span in rule.sqref.ranges)
    ]
    for column in layout.columns.get("settled", ()):
        for row in range(layout.first, layout.last + 1):
            set_text(sheet.cell(row, column), "")
            dress(sheet.cell(row, column), Look())
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    sheet.row_breaks = type(sheet.row_breaks)()


def make_official(sheet: Worksheet, pen: CellWriter, layout: TableLayout) -> None:
    """Give a list that was typed and never formatted the official widths, headings and title.

    Such a list has every column as wide as a new sheet has it. What was formatted by hand keeps its looks.
    """
    if any(round(width) not in _UNTOUCHED for width in widths(sheet, layout.edge).values()):
        return
    for role, span in layout.columns.items():
        tint = style.ANSWER_TINT if role in layout.own.answers else style.HEADING_TINT
        for column in span if role in style.OFFICIAL_WIDTHS else ():
            set_width(sheet, column, sum(style.OFFICIAL_WIDTHS[role]) / len(span))
            for row in range(layout.first, layout.last + 1):
                _dress(sheet, pen, (row, column), CellStyle(style.HEADING, "center", tint.fill))
    for row in range(layout.first, layout.last + 1):
        sheet.row_dimensions[row].height = sheet.row_dimensions[row].height or style.HEADING_HEIGHT
    _make_title(sheet, pen, layout)


def _dress(sheet: Worksheet, pen: CellWriter, at: Cell, ink: CellStyle) -> None:
    """Give a cell nobody formatted this look."""
    cell = sheet.cell(*at)
    if not cell.has_style:
        pen.put(sheet, at, str(cell.value or ""), ink)


def _make_title(sheet: Worksheet, pen: CellWriter, layout: TableLayout) -> None:
    """Centre the title over the table: the first text above it, when that stands alone in its row."""
    above = [cell for row in sheet.iter_rows(max_row=layout.first - 1) for cell in row if cell.value is not None]
    row = above[0].row if layout.first > 1 and above else 0
    first = [cell for cell in above if cell.row == row]
    if [cell.column for cell in first] == [1] and not marks.own_text(str(first[0].value)):
        _dress(sheet, pen, (row, 1), CellStyle(style.TITLE, "center", ruled=False))
        if not any(span.min_row <= row <= span.max_row for span in sheet.merged_cells.ranges):
            merge(sheet, (row, 1), (row, layout.edge))
        fit_row(sheet, (row, 1))


def insert_row(sheet: Worksheet, layout: TableLayout) -> None:
    """Move the heading rows one down, merges and heights included; nothing may stand below them."""
    heights = {row: sheet.row_dimensions[row].height for row in range(layout.first, layout.last + 1)}
    moved = [span for span in sheet.merged_cells.ranges if span.min_row >= layout.first]
    sheet.insert_rows(layout.first)
    for span in moved:
        span.shift(row_shift=1)
    for row, height in heights.items():
        sheet.row_dimensions[row + 1].height = height
    sheet.row_dimensions[layout.first].height = None


@dataclass(frozen=True)
class TaskTable:
    """A table being written: the sheet, the pen and where everything goes."""

    sheet: Worksheet
    pen: CellWriter
    layout: TableLayout

    def write(self, seq: int, cell: Cell, role: str, text: str) -> None:
        """Write one cell of a line, in its template's look or the official one."""
        look = self.layout.looks.get((seq, cell[1])) or self.layout.looks.get((0, cell[1]))
        answer = role in self.layout.own.answers
        if look is None:
            face = style.NUMBER if role == "seq" else style.BODY
            self.pen.put(self.sheet, cell, text, CellStyle(face, "center" if role in _CENTRED else "left", open=answer))
        else:
            self.pen.put_like(self.sheet, cell, text, look, answer=answer)

    def moved_down(self) -> TaskTable:
        """The table with its heading one row further down."""
        layout = replace(self.layout, first=self.layout.first + 1, last=self.layout.last + 1)
        return replace(self, layout=layout)

    def height(self, row: int) -> float:
        """The height a row was given, in points."""
        return self.sheet.row_dimensions[row].height or 0.0

    def points(self, row: int, column: int) -> float:
        """The size of a cell's font."""
        return float(self.sheet.cell(row, column).font.size or style.BODY.points)
