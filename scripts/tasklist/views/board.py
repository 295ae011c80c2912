"""The table of tasks on a sheet: its layout as found in a template, and its lines written anew.

Only the lines are ours. Headings, widths, the looks of cells, extra columns and the notes below the table
are the template's; a cell without any formatting gets the official one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasklist import mark
from tasklist.form import Table
from tasklist.headings import ANSWERS
from tasklist.model import Grid, Task
from tasklist.views import style
from tasklist.views.paper import (
    Ink,
    Look,
    Pen,
    Worksheet,
    break_after,
    dress,
    look_of,
    merge,
    set_height,
    set_text,
    widths,
)
from tasklist.wording import number

_CENTRED = frozenset({"seq", "theme", "lead", "responsible", "deadline", "contact"})
Cell = tuple[int, int]


@dataclass(frozen=True)
class Note:
    """One row below the table: (column, value, look) of its cells, merged column spans, height."""

    cells: tuple[tuple[int, object, Look], ...]
    spans: tuple[tuple[int, int], ...]
    height: float | None


@dataclass(frozen=True)
class Layout:
    """Where a table's columns stand (role → columns) and what its template says beside the tasks.

    `first`…`last`: its heading rows. `looks`: (task number, column) → a cell's look; task 0 is any other task.
    `extra`: (task number, column) → the value under a heading that is none of the nine.
    """

    columns: Mapping[str, tuple[int, ...]]
    first: int
    last: int
    looks: Mapping[Cell, Look]
    extra: Mapping[Cell, str]
    notes: tuple[Note, ...] = ()

    @property
    def edge(self) -> int:
        """The last of the official columns, where the printed page ends."""
        return max(column for role, span in self.columns.items() if role != "settled" for column in span)

    @property
    def mark_column(self) -> int:
        """The first column after the official ones that holds nothing of the template's own."""
        taken = {column for _, column in self.extra}
        return next(column for column in range(self.edge + 1, self.edge + 2 + len(taken)) if column not in taken)


def official_layout(heading: int) -> Layout:
    """The nine columns in the official order, 重点任务 taking two, under one heading row."""
    columns: dict[str, tuple[int, ...]] = {}
    for role, chars in style.OFFICIAL_WIDTHS.items():
        start = 1 + sum(map(len, columns.values()))
        columns[role] = tuple(range(start, start + len(chars)))
    return Layout(columns, heading, heading, {}, {})


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


def read_layout(sheet: Worksheet, table: Table) -> Layout:
    """What the template's table looks like, and what stands beside and below its tasks."""
    last = max(row for row, _ in table.headings)
    labels = {cell[0] for cell in table.headings if mark.own_text(table.sheet.text(cell))}  # 填报单位：… is no heading
    first = min({row for row, _ in table.headings} - labels | {last})
    numbers = {row.number: seq for row in table.rows if (seq := number(row.text("seq")))}
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
                extra[seq, column] = str(cell.value or "")
    notes = tuple(_notes(sheet, tasks_end + 1, sheet.max_row))
    return Layout(table.columns, first, last, looks, extra, notes)


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


def clear(sheet: Worksheet, layout: Layout) -> None:
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


def insert_row(sheet: Worksheet, layout: Layout) -> None:
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
class Board:
    """A table being written: the sheet, the pen and where everything goes."""

    sheet: Worksheet
    pen: Pen
    layout: Layout

    def write(self, seq: int, cell: Cell, role: str, text: str) -> None:
        """Write one cell of a line, in its template's look or the official one."""
        look = self.layout.looks.get((seq, cell[1])) or self.layout.looks.get((0, cell[1]))
        answer = role in ANSWERS
        if look is None:
            face = style.NUMBER if role == "seq" else style.BODY
            self.pen.put(self.sheet, cell, text, Ink(face, "center" if role in _CENTRED else "left", open=answer))
        else:
            self.pen.put_like(self.sheet, cell, text, look, answer=answer)

    def height(self, row: int) -> float:
        """The height a row was given, in points."""
        return self.sheet.row_dimensions[row].height or 0.0

    def points(self, row: int, column: int) -> float:
        """The size of a cell's font."""
        return float(self.sheet.cell(row, column).font.size or style.BODY.points)


def write_lines(
    board: Board, tasks: Sequence[Task], answers: Mapping[int, Mapping[str, str]], first: int, below: float
) -> None:
    """The tasks as rows `first`…, each as tall as its longest text, themes merged over their blocks.

    A block ends where a page ends and is named again on the next one, as in the official print; `below` points
    are kept free on the last page for what stands under the table.
    """
    layout, sheet = board.layout, board.sheet
    chars = widths(sheet, max([layout.edge, *(column for _, column in layout.extra)]))
    for row, task in enumerate(tasks, first):
        tallest = style.ANSWER_HEIGHT
        for role, column, text in _texts(task, answers.get(task.seq, {}), layout):
            board.write(task.seq, (row, column), role, text)
            if role != "theme":
                tallest = max(tallest, style.text_height(text, chars[column], board.points(row, column)))
        for column in sorted(column for seq, column in layout.extra if seq == task.seq):
            board.write(task.seq, (row, column), "", layout.extra[task.seq, column])
        set_height(sheet, row, tallest)
    for page in _pages(board, list(enumerate(tasks, first)), chars, below):
        for block in _blocks(page, layout.columns.get("theme", ())):
            _merge_block(board, block, chars)
        if page[-1][0] < first + len(tasks) - 1:
            break_after(sheet, page[-1][0])


def _texts(task: Task, answer: Mapping[str, str], layout: Layout) -> list[tuple[str, int, str]]:
    """(role, column, text) of every official column of a line."""
    themes = task.themes if len(layout.columns.get("theme", ())) > 1 else (task.theme,)
    texts: dict[str, tuple[str, ...]] = {
        "seq": (str(task.seq),),
        "theme": themes,
        "detail": (task.detail,),
        "lead": (task.lead,),
        "responsible": (task.responsible,),
        "deadline": (task.deadline.text,),
        "progress": (answer.get("progress", ""),),
        "contact": (answer.get("contact", ""),),
        "remark": (answer.get("remark", "") or task.remark,),
    }
    return [
        (role, column, (*texts.get(role, ()), "", "")[place] if place < 2 else "")
        for role, span in layout.columns.items()
        if role != "settled"
        for place, column in enumerate(span)
    ]


@dataclass(frozen=True)
class _Block:
    """Rows that share a theme of one level, and the columns it stands in."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    text: str


Rows = Sequence[tuple[int, Task]]


def _blocks(rows: Rows, span: tuple[int, ...]) -> Iterator[_Block]:
    """The theme blocks of these rows, outer level first; a theme without a second level takes both columns."""
    if not span:
        return
    for themes, block in groupby(rows, key=lambda pair: pair[1].themes[:1]):
        inner = list(block)
        two = len(span) > 1 and any(len(task.themes) > 1 for _, task in inner)
        yield _Block(tuple(row for row, _ in inner), span[:1] if two else span, "".join(themes))
        for sub, part in groupby(inner if two else [], key=lambda pair: pair[1].themes[1:2]):
            yield _Block(tuple(row for row, _ in part), span[1:], "".join(sub))


def _lacking(board: Board, block: _Block, chars: Mapping[int, float]) -> float:
    """How much taller each row of a block must be for the theme's own text."""
    points = board.points(block.rows[0], block.columns[0])
    needed = style.text_height(block.text, sum(chars[column] for column in block.columns), points)
    return max(0.0, (needed - sum(map(board.height, block.rows))) / len(block.rows))


def _merge_block(board: Board, block: _Block, chars: Mapping[int, float]) -> None:
    merge(board.sheet, (block.rows[0], block.columns[0]), (block.rows[-1], block.columns[-1]))
    text = board.sheet.cell(block.rows[0], block.columns[0])
    set_text(text, block.text)
    lacking = _lacking(board, block, chars)
    for row in block.rows if lacking else ():
        set_height(board.sheet, row, board.height(row) + lacking)


def _pages(board: Board, rows: Rows, chars: Mapping[int, float], below: float) -> list[Rows]:
    """The rows cut into printed pages, as full as they get."""
    layout = board.layout
    across = sum(chars[column] for column in range(1, layout.edge + 1))
    room = style.page_room(across) - sum(board.height(row) for row in range(layout.first, layout.last + 1))
    above = sum(board.height(row) for row in range(1, layout.first))

    def tall(page: Rows) -> float:
        lacking = sum(
            len(block.rows) * _lacking(board, block, chars) for block in _blocks(page, layout.columns.get("theme", ()))
        )
        return lacking + sum(board.height(row) for row, _ in page)

    pages: list[Rows] = []
    while rows:
        free = room - (0 if pages else above)
        fitting = [count for count in range(1, len(rows) + 1) if tall(rows[:count]) <= free]
        count = max(fitting, default=1)
        if 1 < count == len(rows) and tall(rows) + below > free:
            count -= 1  # so that the signatures do not stand alone on a page
        pages.append(rows[:count])
        rows = rows[count:]
    return pages


def write_notes(board: Board, lines: Sequence[str], first: int) -> int:
    """`lines` of the form's own and then the template's notes below the table, from row `first`; the last row."""
    sheet, layout = board.sheet, board.layout
    chars = sum(widths(sheet, layout.edge).values())
    for row, text in enumerate(lines, first):
        board.pen.put(sheet, (row, 1), text, Ink(style.NOTE, ruled=False))
        merge(sheet, (row, 1), (row, layout.edge))
        sheet.row_dimensions[row].height = _note_height(text, chars)
    start = first + len(lines)
    for row, note in enumerate(layout.notes, start):
        for column, value, look in note.cells:
            cell = sheet.cell(row, column)
            cell.value = value  # type: ignore[assignment]
            dress(cell, look)
        for left, right in note.spans:
            merge(sheet, (row, left), (row, right))
        sheet.row_dimensions[row].height = note.height
    return start + len(layout.notes) - 1


def notes_height(board: Board, lines: Sequence[str]) -> float:
    """How tall `lines` and the template's notes will stand below the table, in points."""
    chars = sum(widths(board.sheet, board.layout.edge).values())
    return sum(_note_height(text, chars) for text in lines) + sum(note.height or 15.0 for note in board.layout.notes)


def _note_height(text: str, chars: float) -> float:
    return style.text_height(text, chars, style.NOTE.points) + 3
