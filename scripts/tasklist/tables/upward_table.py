"""The table of 上报稿 read back: what stands for each task under 进展, 联络员 and 备注, whoever edited it since."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tasklist.model.book import Book, Grid
from tasklist.tables.headings import ANSWERS, TASKS
from tasklist.text.normalize import ordinal

NOTE = "［{number}］"  # a footnote number in Word: full-width brackets, which no answer has around a bare number
_NOTE = re.compile(r"［\d+］")


def texts(book: Book) -> dict[tuple[int, str], str]:
    """(task number, field) → its text; a column whose heading is gone is left out, a task told twice is joined."""
    found: dict[tuple[int, str], str] = {}
    for grid in book.grids:
        for seq, row, columns in _rows(grid) if not grid.hidden else ():
            for name in ANSWERS:
                if name in columns:
                    text = _NOTE.sub("", grid.cells.get((row, columns[name]), ""))
                    found[seq, name] = found.get((seq, name), "") + text
    return found


def _rows(grid: Grid) -> Iterator[tuple[int, int, dict[str, int]]]:
    """(task number, row, role → column) of every row below a row of headings."""
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
