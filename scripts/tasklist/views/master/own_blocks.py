"""Blocks of a list in the office's own columns laid out on pages: what each row says, where a page ends.

Nothing here writes: texts and widths in, pages of segments out. A text that does not fit goes on, nothing is cut.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tasklist.model.tasks import Task
from tasklist.tables.marks import AGAIN
from tasklist.views import style
from tasklist.views.style import Tint, full_height
from tasklist.views.text_height import height, pieces

POINTS = style.BODY.points
LEAST = 24.0  # points of a row
TALL = 340.0  # points of the tallest row: a text that needs more goes on in the next row
_FILL = 110.0  # points at the foot of a page that a row too tall for them is parted to fill
_KEEP = 60.0  # points of a block's rows below which it rather begins on the next page


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One printed row: column → text of the cells that are a unit's own, its height, its tint.

    `mark`: what the row is known by when it comes back.
    """

    texts: dict[int, str]
    height: float
    tint: Tint | None = None
    mark: str = ""


@dataclass(frozen=True)
class OwnBlock:
    """The part of a task that stands on one page. `fixed`: column → what of the list's own text is still to be shown.

    `chapters`: the rows that stand across the table before it. `again`: it began on an earlier page.
    """

    task: Task
    rows: tuple[OwnRow, ...]
    fixed: dict[int, str]
    chapters: tuple[tuple[str, float], ...] = ()
    again: bool = False

    @property
    def height(self) -> float:
        """Points of its rows, chapters left out."""
        return sum(row.height for row in self.rows)


@dataclass(frozen=True)
class Paper:
    """How wide the columns are and how much a page holds: the first one `first` points, the others `room`.

    `unit`: the column with the unit's name, -1: none has it.
    """

    widths: tuple[float, ...]
    room: float
    first: float
    unit: int = -1


def rows_of(
    texts: dict[int, str], widths: Sequence[float], unit: int, tint: Tint | None, mark: str = ""
) -> Iterator[OwnRow]:
    """The rows of one unit: one, or more when a text is taller than a row may be.

    `unit`: the column with its name, if any.
    """
    cut = {column: pieces(text, widths[column], POINTS, TALL) for column, text in texts.items()}
    for turn in range(max(map(len, cut.values()))):
        said = {column: part[turn] if turn < len(part) else "" for column, part in cut.items()}
        if turn and unit in texts:
            said[unit] = texts[unit] + AGAIN
        tall = height(list(said.values()), [widths[column] for column in said], POINTS, LEAST)
        yield OwnRow(said, tall, tint, mark)


def stretched(block: OwnBlock, widths: Sequence[float], most: float) -> OwnBlock:
    """The block tall enough for the list's own texts: its rows stretched, and rows added where that is not enough."""
    need = min(
        max((full_height(text, widths[at], POINTS) for at, text in block.fixed.items() if text), default=0.0), most
    )
    lacking = need - block.height
    if lacking <= 0:
        return block
    each = lacking / len(block.rows)
    rows = tuple(replace(row, height=min(row.height + each, TALL)) for row in block.rows)
    more = need - sum(row.height for row in rows)
    blank = OwnRow(dict.fromkeys(block.rows[-1].texts, ""), min(more, TALL))
    return replace(block, rows=(*rows, *([blank] * math.ceil(more / TALL) if more > 1 else [])))


def paged(blocks: Iterable[OwnBlock], paper: Paper) -> Iterator[tuple[OwnBlock, ...]]:
    """The blocks page by page; one that does not fit is cut between its rows and goes on."""
    page: list[OwnBlock] = []
    left = paper.first
    for block in blocks:
        rest: OwnBlock | None = block
        while rest:
            above = sum(tall for _, tall in rest.chapters)
            ready = _filling(stretched(rest, paper.widths, paper.room - above), left - above, paper)
            if page and left - above < min(ready.height, max(ready.rows[0].height, _KEEP)):
                yield tuple(page)
                page, left = [], paper.room
            part, rest = _taken(ready, left - above, paper.widths)
            page.append(part)
            left -= above + part.height
    if page:
        yield tuple(page)


def _filling(block: OwnBlock, room: float, paper: Paper) -> OwnBlock:
    """The block; the first of its rows that does not stand in `room` is parted there, where much room would be left."""
    left = room
    for place, row in enumerate(block.rows):
        if row.height > left:
            if left < _FILL:
                break
            parts = _parted(row, left, paper)
            return replace(block, rows=(*block.rows[:place], *parts, *block.rows[place + 1 :]))
        left -= row.height
    return block


def _parted(row: OwnRow, room: float, paper: Paper) -> Iterator[OwnRow]:
    """A row as two: what of its texts stands in `room`, and the rest, behind the unit's name once more."""
    cut = {column: pieces(text, paper.widths[column], POINTS, room) for column, text in row.texts.items()}
    rest = {column: "".join(parts[1:]) for column, parts in cut.items()}
    said = any(rest.values())
    if said and paper.unit in rest:
        rest[paper.unit] = row.texts[paper.unit].removesuffix(AGAIN) + AGAIN
        cut[paper.unit] = (row.texts[paper.unit],)
    yield replace(row, texts={column: parts[0] if parts else "" for column, parts in cut.items()}, height=room)
    need = height(list(rest.values()), [paper.widths[column] for column in rest], POINTS, LEAST)
    yield replace(row, texts=rest, height=max(need, row.height - room), mark=row.mark if said else "")


def _taken(block: OwnBlock, room: float, widths: Sequence[float]) -> tuple[OwnBlock, OwnBlock | None]:
    """As many rows as fit in `room`, one at least, with what of the list's texts fits beside them; and the rest."""
    count, used = 1, block.rows[0].height
    while count < len(block.rows) and used + block.rows[count].height <= room:
        used += block.rows[count].height
        count += 1
    shown, left = {}, {}
    for column, text in block.fixed.items():
        whole = full_height(text, widths[column], POINTS) <= max(used, LEAST) + 1
        parts = (text,) if whole else pieces(text, widths[column], POINTS, max(used, LEAST))
        shown[column], left[column] = parts[0], text[len(parts[0]) :]
        if text == AGAIN:
            shown[column], left[column] = text, ""
    rest = block.rows[count:]
    if not rest and not any(left.values()):
        return replace(block, fixed=shown), None
    if not rest:
        rest = (OwnRow(dict.fromkeys(block.rows[-1].texts, ""), LEAST),)
    again = {column: text or (AGAIN if block.fixed[column] else "") for column, text in left.items()}
    return replace(block, rows=block.rows[:count], fixed=shown), OwnBlock(block.task, rest, again, again=True)
