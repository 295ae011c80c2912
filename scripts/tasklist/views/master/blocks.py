"""The blocks of 任务清单汇总 laid out on pages: how tall each stands, where it is cut, what is named again.

Nothing here writes: heights in, pages of segments out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tasklist.model.tasks import Task
from tasklist.tables.marks import AGAIN
from tasklist.views import style
from tasklist.views.style import Tint, full_height
from tasklist.views.text_height import first_piece, height

SEQ, THEME, DETAIL, LEAD, RESPONSIBLE, DEADLINE, PROGRESS, CONTACT, REMARK = range(9)
# In characters; together 730 points, A4 upright on its side with a little to spare for fonts that stand in.
WIDTHS = (5.0, 16.0, 23.0, 8.0, 13.5, 10.5, 41.0, 14.0, 8.0)
UNIT_WIDTHS = (WIDTHS[RESPONSIBLE], *WIDTHS[PROGRESS:])  # of the four cells every unit has of its own
POINTS = style.BODY.points
LEAST = 24.0  # points of a row
GAP = 140.0  # points of empty page from which a row is rather cut than moved to the next page whole


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One printed row of a block: the four cells of its own, and how it is tinted."""

    cells: tuple[str, str, str, str]  # 责任单位, 进展, 联络员, 备注
    height: float
    tint: Tint | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a task's block that stands on one page.

    `detail`: what of the task's text is still to be shown; when `shown`, all of it stood on an earlier page
    and is only repeated. `again`: the block began on an earlier page, and so did its theme.
    """

    task: Task
    rows: tuple[BlockRow, ...]
    detail: str
    again: bool = False
    shown: bool = False

    @property
    def height(self) -> float:
        """Points of all rows."""
        return sum(row.height for row in self.rows)

    @property
    def own(self) -> float:
        """Points the cells merged over the block need; a repeated text makes do with what there is."""
        task = self.task
        theme = "" if self.again else theme_text(task)
        texts = {DETAIL: "" if self.shown else self.text, THEME: theme, LEAD: task.lead, DEADLINE: task.deadline.text}
        return max(36.0, *(full_height(text, WIDTHS[place], POINTS) for place, text in texts.items()))

    @property
    def text(self) -> str:
        """具体任务 as it stands in the cell."""
        return AGAIN + self.detail if self.again else self.detail


def theme_text(task: Task) -> str:
    """重点任务, its levels set apart."""
    return "\n\n".join(task.themes)


def row_height(cells: tuple[str, str, str, str]) -> float:
    """How tall a row with these four cells stands, in points."""
    return height(cells, UNIT_WIDTHS, POINTS, LEAST)


def paged(blocks: Iterable[Segment], room: float, first: float) -> Iterator[tuple[Segment, ...]]:
    """The blocks cut into pages of `room` points (the first page holds `first`)."""
    page: list[Segment] = []
    left = first
    for block in blocks:
        rest: Segment | None = block
        while rest:
            if page and left < min(max(rest.own, rest.rows[0].height, _together(rest.rows)), room):
                yield tuple(page)
                page, left = [], room
            part, rest = _take(rest, left)
            page.append(part)
            left -= part.height
    if page:
        yield tuple(page)


def _together(rows: tuple[BlockRow, ...]) -> float:
    """Points that the rows which should not be parted need: two, or three when a third would be left alone."""
    return min(sum(row.height for row in rows[: 3 if len(rows) == 3 else 2]), GAP)


def _take(block: Segment, room: float) -> tuple[Segment, Segment | None]:
    """As many rows as fit in `room` (at least one), tall enough for the task's text, and what is left over."""
    count, used = 1, block.rows[0].height
    while count < len(block.rows) and used + block.rows[count].height <= room:
        used += block.rows[count].height
        count += 1
    if len(block.rows) - count == 1 and count > 2 and block.rows[count].height < GAP:
        count -= 1  # so that two go on the next page
    taken, left = block.rows[:count], block.rows[count:]
    if left and room - used > GAP:
        start, *end = _split(left[0], room - used)
        taken, left = (*taken, start) if end else taken, (*end, *left[1:]) if end else left
    part, more = _detailed(replace(block, rows=_stretched(taken, min(block.own, room))))
    if left:
        rest = more or block.task.detail
        return part, Segment(block.task, left, rest, again=True, shown=block.shown or not more)
    if more:
        blank = BlockRow((continued(taken[-1].cells[0]), "", "", ""), 36.0)
        return part, Segment(block.task, (blank,), more, again=True)
    return part, None


def _split(row: BlockRow, room: float) -> tuple[BlockRow, ...]:
    """A row cut at the foot of a page, when that would otherwise stay empty for a good part."""
    unit, progress, contact, remark = row.cells
    first = first_piece(progress, WIDTHS[PROGRESS], POINTS, room)
    start, end = (unit, first, contact, remark), (continued(unit), progress[len(first) :], "", "")
    if not end[1] or row_height(start) > room:
        return (row,)
    return replace(row, cells=start, height=row_height(start)), replace(row, cells=end, height=row_height(end))


def continued(unit: str) -> str:
    """A unit whose row goes on, named again."""
    return unit if unit.endswith(AGAIN) else unit + AGAIN


def _detailed(part: Segment) -> tuple[Segment, str]:
    """The task's text as far as the segment can show it, and what must follow on the next page."""
    room = part.height
    if full_height(part.text, WIDTHS[DETAIL], POINTS) <= room:
        return part, ""
    first = first_piece(part.text, WIDTHS[DETAIL], POINTS, room).removeprefix(AGAIN)
    if part.shown:
        return replace(part, detail=first.rstrip()[:-1] + "…"), ""
    return replace(part, detail=first), part.detail[len(first) :]


def _stretched(rows: tuple[BlockRow, ...], least: float) -> tuple[BlockRow, ...]:
    missing = least - sum(row.height for row in rows)
    if missing <= 0:
        return rows
    extra = missing / len(rows)
    return tuple(replace(row, height=min(row.height + extra, style.TALLEST)) for row in rows)
