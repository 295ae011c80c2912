"""The heading of a list in the office's own columns as cells, and the chapters across its table, wherever drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasklist.model.layout import Layout, ListColumn
from tasklist.model.tasks import Task
from tasklist.views.style import HEADING, text_height

_AIR = 4.0  # points beside the lines of a heading


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One cell of a heading: the rows and columns it covers (0-based, both ends), its words, and if units answer it."""

    top: int
    left: int
    bottom: int
    right: int
    text: str
    answer: bool


def head_cells(layout: Layout) -> Iterator[HeadCell]:
    """The cells of a heading: what columns share stands over all of them, what has fewer rows goes down to the last."""
    depth = layout.depth
    for level in range(depth):
        numbered = list(enumerate(layout.columns))
        for _, group in groupby(numbered, key=lambda each, level=level: _shared(each, level)):  # type: ignore[misc]
            same = list(group)
            column = same[0][1]
            if level < len(column.heading):
                bottom = depth - 1 if level == len(column.heading) - 1 else level
                yield HeadCell(level, same[0][0], bottom, same[-1][0], column.heading[level], bool(column.kind))


def head_heights(layout: Layout, widths: Sequence[float], upper: float, last: float) -> tuple[float, ...]:
    """How tall the rows of a heading stand, at least `upper` and the last one `last`, so that no cell is cut."""
    tall = [upper] * (layout.depth - 1) + [last]
    for cell in sorted(head_cells(layout), key=lambda cell: cell.bottom):
        need = text_height(cell.text, sum(widths[cell.left : cell.right + 1]), HEADING.points) + _AIR
        tall[cell.bottom] += max(0.0, need - sum(tall[cell.top : cell.bottom + 1]))
    return tuple(tall)


def _shared(numbered: tuple[int, ListColumn], level: int) -> tuple[object, ...]:
    """What a column has in common with its neighbour at a level of the heading; its own last words are its own."""
    place, column = numbered
    alone = level >= len(column.heading) - 1 and column.key != "theme"
    return (*column.heading[: level + 1], *((place,) if alone else ()))


def chapters(task: Task) -> tuple[str, ...]:
    """The rows over the whole width a task stands under, as they are printed, outermost first."""
    return tuple(text for key, text in task.cells if key.startswith("chapter"))


def new_chapters(task: Task, before: Task | None) -> tuple[str, ...]:
    """Those of a task's chapters that begin with it."""
    own, above = chapters(task), chapters(before) if before else ()
    same = next((level for level, text in enumerate(own) if above[level : level + 1] != (text,)), len(own))
    return own[same:]
