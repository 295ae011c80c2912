"""The sheet 责任单位对照 of the roster workbook: words for units that reach nobody, answered by ticking units."""

from __future__ import annotations

from collections.abc import Mapping

from tasklist.model.book import Book, Grid
from tasklist.text.normalize import bare, fold

ANSWERS, UNIT = "责任单位对照", "单位"
TICK, UNSURE = "√", "？"
TICKS = (TICK, UNSURE)
_YES = ("√", "✓", "✔", "v", "是", "1", "y")


def ticked(book: Book) -> Mapping[str, tuple[str, ...]]:
    """Words → the names of the units ticked for them; words without a tick are no answer and left out."""
    grid = next((each for each in book.grids if each.sheet == ANSWERS), None)
    if grid is None:
        return {}
    row = next((at[0] for at, text in sorted(grid.cells.items()) if at[1] == 1 and bare(text) == UNIT), 0)
    words = {column: text.strip() for (at, column), text in grid.cells.items() if at == row and column > 1}
    found = {word: _ticked(grid, row, column) for column, word in sorted(words.items())}
    return {word: names for word, names in found.items() if names}


def _ticked(grid: Grid, heading: int, column: int) -> tuple[str, ...]:
    marked = sorted(row for (row, at), text in grid.cells.items() if at == column and fold(text).lower() in _YES)
    return tuple(grid.cells[row, 1].strip() for row in marked if row > heading and (row, 1) in grid.cells)
