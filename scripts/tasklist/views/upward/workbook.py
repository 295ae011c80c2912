"""上报稿.xlsx: the official nine columns, one row per task, laid out page by page, and where every word is from.

A text taller than a row may be stands in rows merged; one taller than a page goes on in a block of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasklist.model.layout import NINE
from tasklist.model.upward import UpwardReport, UpwardTask
from tasklist.tables import marks
from tasklist.tables.marks import AGAIN, META_SHEET
from tasklist.views import style
from tasklist.views.master.columns import printed
from tasklist.views.master.formats import DENSE
from tasklist.views.master.sheet import Sheet, finished, workbook
from tasklist.views.style import full_height, text_height
from tasklist.views.text_height import first_piece, height, pieces
from tasklist.views.upward import sources
from tasklist.views.upward.layout import LEVELS, ThemeSpan, about, fitted, theme_spans, token
from tasklist.views.upward.own_work import write_own_work
from tasklist.views.upward.own_workbook import write_own

MAIN = "上报稿"
SEQ, THEME, DETAIL, LEAD, RESPONSIBLE, DEADLINE, PROGRESS, CONTACT, REMARK = 0, 1, 3, 4, 5, 6, 7, 8, 9
TOKEN = REMARK + 1  # the hidden column
# In characters; together as wide as A4 upright on its side, with a little to spare for fonts that stand in.
WIDTHS = (4.5, 7.0, 7.0, 23.0, 5.5, 10.0, 8.5, 54.5, 8.5, 10.5)
POINTS = DENSE.points
HEADING, LEAST = 36.0, 36.0  # points a row has at least
PAGE = 595.3 - 72 * (style.MARGINS[2] + style.MARGINS[3]) - 12  # points of paper, less a little
ROOM = PAGE - 66  # points the tallest block takes: headings of three lines stand above it


def render(report: UpwardReport) -> bytes:
    """The workbook of one 上报稿, the same bytes for the same report."""
    stream = io.BytesIO()
    book = workbook(stream, report.title, office=report.office, as_of=report.as_of)
    first = Sheet(book, MAIN)
    (_main if report.task_list.layout == NINE else write_own)(first, report)
    sources.write_sources(Sheet(book, marks.SOURCES, first.formats), report)
    sources.write_left_out(Sheet(book, marks.LEFT_OUT, first.formats), report)
    if report.clerk:
        sources.write_edited(Sheet(book, marks.EDITED, first.formats), report)
    mark = book.add_worksheet(META_SHEET)
    facts = marks.meta(report.task_list.digest, report.office, report.period.id, report.title)
    for row, (name, value) in enumerate((*facts, ("kind", marks.UPWARD_MARK))):
        mark.write_string(row, 0, name)
        mark.write_string(row, 1, value)
    mark.very_hidden()
    return finished(book, stream)


# --- the paper ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TaskBlock:
    """What of a task stands on one page: a text for every column behind 重点任务."""

    row: UpwardTask
    texts: tuple[str, ...]
    widths: tuple[float, ...]

    @property
    def height(self) -> float:
        """Points the block needs."""
        needs = (full_height(text, self.widths[place], POINTS) for place, text in enumerate(self.texts, DETAIL) if text)
        return max(LEAST, *(min(need, ROOM) for need in needs))


def _main(sheet: Sheet, report: UpwardReport) -> None:
    widths = fitted(report, WIDTHS, POINTS)
    sheet.widths(widths)
    last = REMARK
    tall = text_height(report.title, sum(WIDTHS), style.TITLE.points) + 8
    sheet.merge((0, 0, 0, last), report.title, "title")
    sheet.page.set_row(0, tall)
    office, day = about(report)
    sheet.merge((1, 0, 1, DEADLINE), office, "left")
    sheet.merge((1, PROGRESS, 1, last), day, "right")
    line = max(text_height(office, sum(WIDTHS[:PROGRESS]), style.SUBTITLE.points), 21.0)
    sheet.page.set_row(1, line)
    heads = _headings(sheet, report, widths)
    row, breaks = 3, []
    for page, room in _pages(report, widths, PAGE - heads, PAGE - heads - tall - line):
        if row > 3:
            breaks.append(row)
        row = _page(sheet, report, page, row, room)
    if row == 3:
        sheet.merge((3, 0, 3, last), "（任务清单里没有任务）", "official_centre")
        row = 4
    below, used = row, sheet.page.points(breaks[-1], row) if breaks else tall + line + sheet.page.points(3, row)
    row = write_own_work(sheet, report, below, last, sum(widths))
    breaks += sheet.page_ends(below, row, PAGE - heads, used)
    sheet.page.set_h_pagebreaks(breaks)
    sheet.page.set_column_pixels(TOKEN, TOKEN, 16, None, {"hidden": 1})
    printed(sheet, last + 1, row - 1, 2)


def _headings(sheet: Sheet, report: UpwardReport, widths: tuple[float, ...]) -> float:
    """Write the official headings; how tall they stand."""
    texts = report.task_list.headings
    sheet.put(2, SEQ, texts[0], "heading")
    sheet.merge((2, THEME, 2, THEME + LEVELS - 1), texts[1], "heading")
    for column, text in enumerate(texts[2:], DETAIL):
        sheet.put(2, column, text, "heading")
    tall = height(texts, (widths[SEQ], sum(widths[THEME:DETAIL]), *widths[DETAIL:]), style.HEADING.points, HEADING)
    sheet.page.set_row(2, tall)
    return tall


def _pages(
    report: UpwardReport, widths: tuple[float, ...], full: float, first: float
) -> Iterator[tuple[list[TaskBlock], float]]:
    """The blocks of all tasks page by page, with the points each page holds: `full`, but `first` on the first one."""
    page: list[TaskBlock] = []
    room = left = first
    for row in report.tasks:
        for block in _blocks(report, row, widths):
            if block.height > left and page:
                yield page, room
                page, room, left = [], full, full
            page.append(block)
            left -= block.height
    if page:
        yield page, room


def _blocks(report: UpwardReport, row: UpwardTask, widths: tuple[float, ...]) -> Iterator[TaskBlock]:
    """One block, or more when a text is taller than a page."""
    task = row.task
    shown = (report.shown(row, name) for name in ("progress", "contact", "remark"))
    texts = (task.detail, task.lead, task.responsible, task.deadline.text, *shown)
    cut = [pieces(text, widths[place], POINTS, ROOM) for place, text in enumerate(texts, DETAIL)]
    for turn in range(max(map(len, cut))):
        parts = [part[turn] if turn < len(part) else "" for part in cut]
        if turn and not parts[0]:
            parts[0] = AGAIN
        yield TaskBlock(row, tuple(parts), widths)


def _page(sheet: Sheet, report: UpwardReport, page: Sequence[TaskBlock], row: int, room: float) -> int:
    """Write the blocks of one page; returns the row after them."""
    spans = tuple(theme_spans([block.row.task for block in page]))
    heights = _stretched([block.height for block in page], spans, room)
    starts = [row]
    for block, tall in zip(page, heights, strict=True):
        starts.append(_block(sheet, report, block, starts[-1], tall))
    for span in spans:
        column, last = THEME + span.left, THEME + span.right
        words = _fitted(span.text, sum(WIDTHS[column : last + 1]), sum(heights[span.first : span.last + 1]))
        sheet.merge((starts[span.first], column, starts[span.last + 1] - 1, last), words, "dense_centre")
    return starts[-1]


def _block(sheet: Sheet, report: UpwardReport, block: TaskBlock, row: int, tall: float) -> int:
    """Write what is not merged over several tasks; returns the row after it."""
    count = 1 if tall <= style.TALLEST else 2
    for place in range(row, row + count):
        sheet.page.set_row(place, tall / count)
    last = row + count - 1
    sheet.merge((row, SEQ, last, SEQ), block.row.task.seq, "dense_centre")
    for column, text in enumerate(block.texts, DETAIL):
        look = "dense" if column in (DETAIL, PROGRESS, REMARK) else "dense_centre"
        sheet.merge((row, column, last, column), text, look)
    sheet.put(row, TOKEN, token(report, block.row.task.seq), "dense")
    return last + 1


def _stretched(heights: list[float], spans: Sequence[ThemeSpan], room: float) -> list[float]:
    """Heights with which the themes are shown whole, as far as the page has room for that."""
    for span in spans:
        need = full_height(span.text, sum(WIDTHS[THEME + span.left : THEME + span.right + 1]), POINTS)
        over = need - sum(heights[span.first : span.last + 1])
        more = min(over, room - sum(heights)) / (span.last + 1 - span.first)
        for place in range(span.first, span.last + 1):
            heights[place] += max(more, 0.0)
    return heights


def _fitted(text: str, width: float, room: float) -> str:
    """A theme as far as it stands in `room` points, with … where it was cut."""
    if full_height(text, width, POINTS) <= room:
        return text
    return first_piece(text, width, POINTS, room).rstrip()[:-1] + "…"
