"""任务清单汇总: the official nine columns, one block per task, one row per unit, paged as it will print.

A spreadsheet prints the text of a merged cell once, on the page where it happens to fall, and cuts a block
wherever the paper ends. So pages are laid out here: heights are known, a break is set before the row that no
longer fits, and a block that goes on is merged anew on the next page with its task named again.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from tasklist.ledger.status import COLOURS
from tasklist.model.ledger import Colour, Ledger, Line, Status
from tasklist.model.plan import Kind
from tasklist.model.tasks import Task
from tasklist.text.display import visible
from tasklist.text.moments import chinese
from tasklist.views import style
from tasklist.views.master.blocks import (
    CONTACT,
    DEADLINE,
    DETAIL,
    LEAD,
    LEAST,
    POINTS,
    PROGRESS,
    REMARK,
    RESPONSIBLE,
    SEQ,
    THEME,
    UNIT_WIDTHS,
    WIDTHS,
    BlockRow,
    Segment,
    continued,
    paged,
    row_height,
)
from tasklist.views.master.sheet import Sheet
from tasklist.views.style import full_height, text_height
from tasklist.views.text_height import first_piece, height, pieces, standing

MERGED = (SEQ, DETAIL, LEAD, DEADLINE)  # merged over the block of a task; THEME over all tasks of a theme
PAGE = 595.3 - 72 * (style.MARGINS[2] + style.MARGINS[3]) - 12  # points of paper under the margins, less a little
RED = style.LIGHTS[Colour.RED]
TALL = 340.0  # points of the tallest row: a text that needs more goes on in the next row
ONE_LINE = style.lines_height(1, POINTS)
BREAKS = 1000  # a little under the breaks a sheet may hold; beyond them the program's own paging goes on alone

# What stands in the progress cell when nothing was reported, so that it shows in black and white too.
STAND_INS = {
    Status.MISSING: "（未报）",
    Status.PARTIAL: "（空白）",
    Status.NOT_DUE: "（未到期）",
    Status.EXEMPT: "（免报）",
    Status.PENDING: "（待核对）",
}


def write(sheet: Sheet, ledger: Ledger) -> None:
    """Write the sheet: title, 填报日期, headings, the blocks page by page."""
    heading, top = _head(sheet, ledger)
    row, breaks = 3, list[int]()
    for page in paged(_blocks(ledger), PAGE - heading, PAGE - heading - top):
        if row + sum(len(segment.rows) for segment in page) > sheet.rows:
            _print(sheet, row, breaks)
            sheet = sheet.following()
            _head(sheet, ledger)
            row, breaks = 3, []
        if row > 3:
            breaks.append(row)
        sheet.page.settle(row)
        row = _page(sheet, page, row)
    if row == 3:
        sheet.merge((3, 0, 3, 8), "（通知没有任务清单，只计报送材料和频次，见“报送情况”“频次台账”）", "official_centre")
        row = 4
    _print(sheet, row, breaks)


def _head(sheet: Sheet, ledger: Ledger) -> tuple[float, float]:
    """Write title, 填报日期 and headings; how tall the headings stand, and what is above them."""
    sheet.widths(WIDTHS)
    campaign, task_list = ledger.plan.campaign, ledger.plan.task_list
    sheet.merge((0, 0, 0, 8), campaign.title, "title")
    sheet.page.set_row(0, text_height(campaign.title, sum(WIDTHS), style.TITLE.points) + 8)
    office = f"汇总单位：{campaign.office}　　报送期：{ledger.period.name}"
    sheet.merge((1, 0, 1, 5), office, "left")
    sheet.merge((1, 6, 1, 8), f"填报日期：{chinese(ledger.as_of)}", "right")
    line = max(text_height(office, sum(WIDTHS[:6]), style.SUBTITLE.points), 21.0)
    sheet.page.set_row(1, line)
    heading = height(task_list.headings, WIDTHS, style.HEADING.points, 30)
    for place, text in enumerate(task_list.headings):
        sheet.put(2, place, text, "heading")
    sheet.page.set_row(2, heading)
    return heading, text_height(campaign.title, sum(WIDTHS), style.TITLE.points) + 8 + line


def _print(sheet: Sheet, last: int, breaks: list[int]) -> None:
    page = sheet.page
    page.set_h_pagebreaks(breaks[:BREAKS])
    sheet.on_paper(landscape=True)
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
            rows = (BlockRow(cells, row_height(cells)),)
        yield Segment(task, rows, task.detail)


def _rows(line: Line) -> Iterator[BlockRow]:
    """The rows of one unit: one, or more when a text is taller than a page."""
    progress = line.text or stand_in(line)
    others = [entry.text if (entry := line.answer(name)) else "" for name in ("contact", "remark")]
    tint = RED if COLOURS[line.status] is Colour.RED else None
    texts = (line.obligation.unit, *map(visible, (progress, *others)))
    needs = [standing(text, width, POINTS, TALL) for text, width in zip(texts, UNIT_WIDTHS, strict=True) if text]
    if None not in needs:
        yield BlockRow((texts[0], texts[1], texts[2], texts[3]), max(LEAST, *filter(None, needs)), tint)
        return
    cut = [pieces(text, width, POINTS, TALL) for text, width in zip(texts, UNIT_WIDTHS, strict=True)]
    for turn in range(max(map(len, cut))):
        unit = line.obligation.unit if not turn else continued(line.obligation.unit)
        rest = [part[turn] if turn < len(part) else "" for part in cut[1:]]
        cells = (unit, rest[0], rest[1], rest[2])
        yield BlockRow(cells, row_height(cells), tint)


def stand_in(line: Line) -> str:
    """What stands in the progress cell of a line without an answer."""
    word = STAND_INS.get(line.status, "")
    if line.status is Status.PARTIAL and line.verdict and not line.verdict.blank:
        return f"（{line.verdict.reason}）"
    if line.status is Status.EXEMPT and line.obligation.exempt:
        return f"{word}{line.obligation.exempt}"
    return word


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
    return first_piece(theme, WIDTHS[THEME], POINTS, room).rstrip()[:-1] + "…"


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
