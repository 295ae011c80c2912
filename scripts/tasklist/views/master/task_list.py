"""任务清单汇总: the official nine columns, one block per task, one row per unit, paged as it will print.

A spreadsheet prints the text of a merged cell once, on the page where it happens to fall, and cuts a block
wherever the paper ends. So pages are laid out here: heights are known, a break is set before the row that no
longer fits, and a block that goes on is merged anew on the next page with its task named again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from tasklist.model.ledger import Colour, Ledger, Line, Status
from tasklist.model.plan import Kind, Task
from tasklist.tables.marks import AGAIN
from tasklist.text.moments import chinese
from tasklist.views import style
from tasklist.views.master.sheet import Sheet
from tasklist.views.style import Tint, full_height, text_height
from tasklist.views.text_height import height, pieces

SEQ, THEME, DETAIL, LEAD, RESPONSIBLE, DEADLINE, PROGRESS, CONTACT, REMARK = range(9)
# In characters; together 730 points, A4 upright on its side with a little to spare for fonts that stand in.
WIDTHS = (5.0, 16.0, 23.0, 8.0, 13.5, 10.5, 41.0, 14.0, 8.0)
MERGED = (SEQ, DETAIL, LEAD, DEADLINE)  # merged over the block of a task; THEME over all tasks of a theme
POINTS = style.BODY.points
PAGE = 595.3 - 72 * (style.MARGINS[2] + style.MARGINS[3]) - 12  # points of paper under the margins, less a little
RED = style.LIGHTS[Colour.RED]
TALL = 340.0  # points of the tallest row: a text that needs more goes on in the next row
GAP = 140.0  # points of empty page from which a row is rather cut than moved to the next page whole
ONE_LINE = style.lines_height(1, POINTS)
BREAKS = 1000  # a little under the breaks a sheet may hold; beyond them the program's own paging goes on alone

# What stands in the progress cell when nothing was reported, so that it shows in black and white too.
STAND_INS = {
    Status.MISSING: "（未报）",
    Status.PARTIAL: "（空白）",
    Status.NOT_DUE: "（未到期）",
    Status.EXEMPT: "（免报）",
}


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
        theme = "" if self.again else _theme(task)
        texts = {DETAIL: "" if self.shown else self.text, THEME: theme, LEAD: task.lead, DEADLINE: task.deadline.text}
        return max(36.0, *(full_height(text, WIDTHS[place], POINTS) for place, text in texts.items()))

    @property
    def text(self) -> str:
        """具体任务 as it stands in the cell."""
        return AGAIN + self.detail if self.again else self.detail


def write(sheet: Sheet, ledger: Ledger) -> None:
    """Write the sheet: title, 填报日期, headings, the blocks page by page."""
    sheet.widths(WIDTHS)
    task_list = ledger.plan.task_list
    sheet.merge((0, 0, 0, 8), task_list.title, "title")
    sheet.page.set_row(0, text_height(task_list.title, sum(WIDTHS), style.TITLE.points) + 8)
    office = f"汇总单位：{ledger.plan.campaign.office}　　报送期：{ledger.period.name}"
    sheet.merge((1, 0, 1, 5), office, "left")
    sheet.merge((1, 6, 1, 8), f"填报日期：{chinese(ledger.as_of)}", "right")
    line = max(text_height(office, sum(WIDTHS[:6]), style.SUBTITLE.points), 21.0)
    sheet.page.set_row(1, line)
    heading = height(task_list.headings, WIDTHS, style.HEADING.points, 30)
    for place, text in enumerate(task_list.headings):
        sheet.put(2, place, text, "heading")
    sheet.page.set_row(2, heading)
    top = text_height(task_list.title, sum(WIDTHS), style.TITLE.points) + 8 + line
    row, breaks = 3, []
    for page in paged(_blocks(ledger), PAGE - heading, PAGE - heading - top):
        if row > 3:
            breaks.append(row)
        row = _page(sheet, page, row)
    if row == 3:
        sheet.merge((3, 0, 3, 8), "（任务清单里没有任务）", "official_centre")
        row = 4
    sheet.page.set_h_pagebreaks(breaks[:BREAKS])
    _print(sheet, row)


def _print(sheet: Sheet, last: int) -> None:
    page = sheet.page
    page.set_landscape()
    page.set_paper(style.PAPER_A4)
    left, right, top, bottom = style.MARGINS
    page.set_margins(left=left, right=right, top=top, bottom=bottom)
    page.set_footer(f"&C{style.FOOTER}", {"margin": style.HEADER_MARGIN})
    page.center_horizontally()
    page.fit_to_pages(1, 0)  # at full size where the fonts are there; never a second page to the right
    page.repeat_rows(2)
    page.print_area(0, 0, last - 1, 8)
    page.freeze_panes(3, 0)
    sheet.back(0, 10)


# --- blocks -------------------------------------------------------------------------------------


def _blocks(ledger: Ledger) -> Iterator[Segment]:
    lines: dict[int | None, list[Line]] = {}
    for line in ledger.lines:
        if line.obligation.kind is Kind.TASKS:
            lines.setdefault(line.obligation.task, []).append(line)
    for task in ledger.plan.task_list.tasks:
        rows = tuple(row for line in lines.get(task.seq, ()) for row in _rows(line))
        if not rows:
            cells = (task.responsible, "（本期没有单位应报此项）", "", task.remark)
            rows = (BlockRow(cells, _height(cells)),)
        yield Segment(task, rows, task.detail)


def _rows(line: Line) -> Iterator[BlockRow]:
    """The rows of one unit: one, or more when a text is taller than a page."""
    progress = line.text or _stand_in(line)
    others = [entry.text if (entry := line.answer(name)) else "" for name in ("contact", "remark")]
    owes = line.status in (Status.MISSING, Status.PARTIAL)
    texts = (line.obligation.unit, progress, *others)
    cut = [
        pieces(text, width, POINTS, TALL)
        for text, width in zip(texts, WIDTHS[RESPONSIBLE:][:1] + WIDTHS[PROGRESS:], strict=True)
    ]
    for turn in range(max(map(len, cut))):
        unit = line.obligation.unit if not turn else _again(line.obligation.unit)
        rest = [part[turn] if turn < len(part) else "" for part in cut[1:]]
        cells = (unit, rest[0], rest[1], rest[2])
        yield BlockRow(cells, _height(cells), RED if owes else None)


def _stand_in(line: Line) -> str:
    word = STAND_INS.get(line.status, "")
    if line.status is Status.PARTIAL and line.verdict and not line.verdict.blank:
        return f"（{line.verdict.reason}）"
    if line.status is Status.EXEMPT and line.obligation.exempt:
        return f"{word}{line.obligation.exempt}"
    return word


def _height(cells: tuple[str, str, str, str]) -> float:
    return height(cells, (WIDTHS[RESPONSIBLE], *WIDTHS[PROGRESS:]), POINTS, 24.0)


# --- pages --------------------------------------------------------------------------------------


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
        blank = BlockRow((_again(taken[-1].cells[0]), "", "", ""), 36.0)
        return part, Segment(block.task, (blank,), more, again=True)
    return part, None


def _split(row: BlockRow, room: float) -> tuple[BlockRow, ...]:
    """A row cut at the foot of a page, when that would otherwise stay empty for a good part."""
    unit, progress, contact, remark = row.cells
    first = pieces(progress, WIDTHS[PROGRESS], POINTS, room)[0]
    start, end = (unit, first, contact, remark), (_again(unit), progress[len(first) :], "", "")
    if not end[1] or _height(start) > room:
        return (row,)
    return replace(row, cells=start, height=_height(start)), replace(row, cells=end, height=_height(end))


def _again(unit: str) -> str:
    return unit if unit.endswith(AGAIN) else unit + AGAIN


def _detailed(part: Segment) -> tuple[Segment, str]:
    """The task's text as far as the segment can show it, and what must follow on the next page."""
    room = part.height
    if full_height(part.text, WIDTHS[DETAIL], POINTS) <= room:
        return part, ""
    first = pieces(part.text, WIDTHS[DETAIL], POINTS, room)[0].removeprefix(AGAIN)
    if part.shown:
        return replace(part, detail=first.rstrip()[:-1] + "…"), ""
    return replace(part, detail=first), part.detail[len(first) :]


def _stretched(rows: tuple[BlockRow, ...], least: float) -> tuple[BlockRow, ...]:
    missing = least - sum(row.height for row in rows)
    if missing <= 0:
        return rows
    extra = missing / len(rows)
    return tuple(replace(row, height=min(row.height + extra, style.TALLEST)) for row in rows)


# --- cells --------------------------------------------------------------------------------------


def _page(sheet: Sheet, page: tuple[Segment, ...], row: int) -> int:
    for _, same in groupby(page, key=lambda segment: segment.task.themes):
        segments = tuple(same)
        last = row + sum(len(segment.rows) for segment in segments) - 1
        room = sum(segment.height for segment in segments)
        sheet.merge((row, THEME, last, THEME), _fitted(segments[0].task, room), "official_centre")
        for segment in segments:
            row = _segment(sheet, segment, row)
    return row


def _theme(task: Task) -> str:
    """重点任务, its levels set apart."""
    return "\n\n".join(task.themes)


def _fitted(task: Task, room: float) -> str:
    """The theme; where a block goes on with a few rows only, its upper level gives way to the lower one."""
    *upper, own = task.themes or ("",)
    below = f"\n\n{own}"
    left = room - full_height(below, WIDTHS[THEME], POINTS)
    if not upper or left < ONE_LINE:
        return _begun(own, room)
    return _begun("\n\n".join(upper), left) + below


def _begun(theme: str, room: float) -> str:
    """A theme as far as it stands in `room` points, with … where it was cut."""
    if full_height(theme, WIDTHS[THEME], POINTS) <= room:
        return theme
    return pieces(theme, WIDTHS[THEME], POINTS, room)[0].rstrip()[:-1] + "…"


def _segment(sheet: Sheet, segment: Segment, row: int) -> int:
    task = segment.task
    last = row + len(segment.rows) - 1
    shown: dict[int, tuple[Any, str]] = {
        SEQ: (task.seq, "official_centre"),
        DETAIL: (segment.text, "official"),
        LEAD: (task.lead, "official_centre"),
        DEADLINE: (task.deadline.text, "official_centre"),
    }
    for column in MERGED:
        sheet.merge((row, column, last, column), *shown[column])
    for place, one in enumerate(segment.rows, row):
        unit, progress, contact, remark = one.cells
        sheet.put(place, RESPONSIBLE, unit, "official_centre", tint=one.tint)
        sheet.put(place, PROGRESS, progress, "official", tint=one.tint)
        sheet.put(place, CONTACT, contact, "official_centre")
        sheet.put(place, REMARK, remark, "official")
        sheet.page.set_row(place, one.height)
    return last + 1
