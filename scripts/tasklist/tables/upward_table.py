"""The table of 上报稿 read back: what stands for each task under 进展, 联络员 and 备注, whoever edited it since."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tasklist.model.book import Book, Grid
from tasklist.model.layout import NINE
from tasklist.model.tasks import TaskList
from tasklist.tables import marks
from tasklist.tables.find import Table, TableRow, find_tables
from tasklist.tables.headings import ANSWERS, TASKS
from tasklist.tables.layout_words import vocabulary_of
from tasklist.text.normalize import bare, ordinal

NOTE = "［{number}］"  # a footnote number in Word: full-width brackets, which no answer has around a bare number
_NOTE = re.compile(r"［\d+］")
_Rows = Iterator[tuple[int, int, dict[str, int]]]  # (task number, row, role → column)


def texts(book: Book, own: TaskList | None = None) -> dict[tuple[int, str], str]:
    """(task number, field) → its text; a column whose heading is gone is left out, a task told twice is joined.

    `own`: the list, when it has columns of its own.
    """
    found: dict[tuple[int, str], str] = {}
    for grid in book.grids:
        rows = _own_rows(grid, own) if own and own.layout != NINE else _rows(grid)
        for seq, row, columns in rows if not grid.hidden else ():
            for name in ANSWERS:
                if name in columns:
                    text = _NOTE.sub("", grid.cells.get((row, columns[name]), ""))
                    found[seq, name] = found.get((seq, name), "") + text
    return found


def _own_rows(grid: Grid, tasks: TaskList) -> _Rows:
    """The rows of a list in the office's own columns, each known by its hidden mark or by its text."""
    for table in find_tables(grid, vocabulary_of(tasks.layout)):
        columns = {role: span[0] for role, span in table.columns.items() if role in ANSWERS}
        for row in table.rows:
            seq = _known(table, row, tasks)
            if seq:
                yield seq, row.number, columns


def _known(table: Table, row: TableRow, tasks: TaskList) -> int | None:
    cells = (table.sheet.grid.cells.get((row.number, column), "") for column in table.sheet.columns(row.number))
    marked = next((mark.task for mark in map(marks.mark_in, cells) if mark and mark.task), None)
    said = bare(row.text("detail"))
    same = [task.seq for task in tasks.tasks if bare(task.detail) == said]
    return marked or (same[0] if len(same) == 1 else None)


def _rows(grid: Grid) -> _Rows:
    """Every row below a row of headings that has a number."""
    columns: dict[str, int] = {}
    for row in sorted({row for row, _ in grid.cells}):
        roles = _roles((column, text) for (at, column), text in grid.cells.items() if at == row)
        if TASKS.is_heading(tuple(roles)):
            columns = roles
        elif "seq" in columns and (seq := ordinal(grid.cells.get((row, columns["seq"]), ""))):
            yield seq, row, columns


def _roles(cells: Iterable[tuple[int, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, text in sorted(cells):
        role = TASKS.role(text)
        if role:
            found.setdefault(role, column)
    return found
