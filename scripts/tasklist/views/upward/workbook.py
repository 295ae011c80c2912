"""上报稿.xlsx: the official nine columns, one row per task, laid out page by page, and where every word is from.

A text taller than a row may be stands in rows merged; one taller than a page goes on in a block of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tasklist.ledger.upward_told import FIELDS
from tasklist.model.layout import NINE
from tasklist.model.upward import Passage, Source, UpwardReport, UpwardTask
from tasklist.tables import marks
from tasklist.tables.marks import AGAIN, META_SHEET
from tasklist.views import style
from tasklist.views.master.columns import Column, listing, printed, titled
from tasklist.views.master.formats import DENSE
from tasklist.views.master.sheet import Sheet, Value, opened, workbook
from tasklist.views.package import of_one_system
from tasklist.views.style import full_height, text_height
from tasklist.views.text_height import first_piece, height, pieces
from tasklist.views.upward.layout import LEVELS, UPWARD_MARK, ThemeSpan, about, theme_spans, token
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


class Cited(NamedTuple):
    """One row of 来源: a passage with one of the words it rests on."""

    number: int
    task: int
    name: str
    text: str
    unit: str
    words: str
    place: str = ""
    link: Value = ""


class NotTaken(NamedTuple):
    """One row of 未列入: a unit's words and why they are not in the text."""

    task: int
    unit: str
    words: str
    reason: str
    place: str
    link: Value


class Edited(NamedTuple):
    """One row of 人工改动: what the clerk wrote, what is drawn now, which of them stands."""

    task: int
    name: str
    own: str
    drawn: str
    stands: str


FROM: tuple[Column[Cited], ...] = (
    Column("编号", 6, lambda one: one.number, "centre", repeated=True),
    Column("任务", 6, lambda one: one.task, "centre"),
    Column("栏目", 7, lambda one: one.name, "centre"),
    Column("上报稿里的话", 40, lambda one: one.text),
    Column("单位", 22, lambda one: one.unit),
    Column("该单位的原话或状态", 40, lambda one: one.words),
    Column("位置", 34, lambda one: one.place),
    Column("原表", 7, lambda one: one.link, "centre"),
)
LEFT: tuple[Column[NotTaken], ...] = (
    Column("任务", 6, lambda one: one.task, "centre", repeated=True),
    Column("单位", 24, lambda one: one.unit),
    Column("原话", 62, lambda one: one.words),
    Column("没有列入的原因", 22, lambda one: one.reason),
    Column("位置", 38, lambda one: one.place),
    Column("原表", 7, lambda one: one.link, "centre"),
)
EDITED: tuple[Column[Edited], ...] = (
    Column("任务", 6, lambda one: one.task, "centre", repeated=True),
    Column("栏目", 8, lambda one: one.name, "centre"),
    Column("您写的", 58, lambda one: one.own),
    Column("现在汇总的", 58, lambda one: one.drawn),
    Column("现在用的", 24, lambda one: one.stands),
)


def render(report: UpwardReport) -> bytes:
    """The workbook of one 上报稿, the same bytes for the same report."""
    stream = io.BytesIO()
    book = workbook(stream, report.title, office=report.office, as_of=report.as_of)
    first = Sheet(book, MAIN)
    (_main if report.task_list.layout == NINE else write_own)(first, report)
    _sources(Sheet(book, "来源", first.formats), report)
    _left_out(Sheet(book, "未列入", first.formats), report)
    if report.clerk:
        _edited(Sheet(book, "人工改动", first.formats), report)
    mark = book.add_worksheet(META_SHEET)
    facts = marks.meta(report.task_list.digest, report.office, report.period.id, report.title)
    for row, (name, value) in enumerate((*facts, ("kind", UPWARD_MARK))):
        mark.write_string(row, 0, name)
        mark.write_string(row, 1, value)
    mark.very_hidden()
    book.close()
    return of_one_system(stream.getvalue())


# --- the paper ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TaskBlock:
    """What of a task stands on one page: a text for every column behind 重点任务."""

    row: UpwardTask
    texts: tuple[str, ...]

    @property
    def height(self) -> float:
        """Points the block needs."""
        needs = (full_height(text, WIDTHS[place], POINTS) for place, text in enumerate(self.texts, DETAIL) if text)
        return max(LEAST, *(min(need, ROOM) for need in needs))


def _main(sheet: Sheet, report: UpwardReport) -> None:
    sheet.widths(WIDTHS)
    last = REMARK
    tall = text_height(report.title, sum(WIDTHS), style.TITLE.points) + 8
    sheet.merge((0, 0, 0, last), report.title, "title")
    sheet.page.set_row(0, tall)
    office, day = about(report)
    sheet.merge((1, 0, 1, DEADLINE), office, "left")
    sheet.merge((1, PROGRESS, 1, last), day, "right")
    line = max(text_height(office, sum(WIDTHS[:PROGRESS]), style.SUBTITLE.points), 21.0)
    sheet.page.set_row(1, line)
    heads = _headings(sheet, report)
    row, breaks = 3, []
    for page, room in _pages(report, PAGE - heads, PAGE - heads - tall - line):
        if row > 3:
            breaks.append(row)
        row = _page(sheet, report, page, row, room)
    if row == 3:
        sheet.merge((3, 0, 3, last), "（任务清单里没有任务）", "official_centre")
        row = 4
    sheet.page.set_h_pagebreaks(breaks)
    sheet.page.set_column_pixels(TOKEN, TOKEN, 16, None, {"hidden": 1})
    printed(sheet, last + 1, row - 1, 2)


def _headings(sheet: Sheet, report: UpwardReport) -> float:
    """Write the official headings; how tall they stand."""
    texts = report.task_list.headings
    sheet.put(2, SEQ, texts[0], "heading")
    sheet.merge((2, THEME, 2, THEME + LEVELS - 1), texts[1], "heading")
    for column, text in enumerate(texts[2:], DETAIL):
        sheet.put(2, column, text, "heading")
    widths = (WIDTHS[SEQ], sum(WIDTHS[THEME:DETAIL]), *WIDTHS[DETAIL:])
    tall = height(texts, widths, style.HEADING.points, HEADING)
    sheet.page.set_row(2, tall)
    return tall


def _pages(report: UpwardReport, full: float, first: float) -> Iterator[tuple[list[TaskBlock], float]]:
    """The blocks of all tasks page by page, with the points each page holds: `full`, but `first` on the first one."""
    page: list[TaskBlock] = []
    room = left = first
    for row in report.tasks:
        for block in _blocks(report, row):
            if block.height > left and page:
                yield page, room
                page, room, left = [], full, full
            page.append(block)
            left -= block.height
    if page:
        yield page, room


def _blocks(report: UpwardReport, row: UpwardTask) -> Iterator[TaskBlock]:
    """One block, or more when a text is taller than a page."""
    task = row.task
    shown = (report.shown(row, name) for name in ("progress", "contact", "remark"))
    texts = (task.detail, task.lead, task.responsible, task.deadline.text, *shown)
    cut = [pieces(text, WIDTHS[place], POINTS, ROOM) for place, text in enumerate(texts, DETAIL)]
    for turn in range(max(map(len, cut))):
        parts = [part[turn] if turn < len(part) else "" for part in cut]
        if turn and not parts[0]:
            parts[0] = AGAIN
        yield TaskBlock(row, tuple(parts))


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


# --- where it is from ---------------------------------------------------------------------------


def _sources(sheet: Sheet, report: UpwardReport) -> None:
    note = (
        "“上报稿”里每一句话、每一个数字的出处。编号按在上报稿里出现的先后，一句话有几家单位的，一家一行；点“打开”可看原表。"
        "经办人改写过的格子，这里列的是程序汇总时的依据。"
    )
    first = titled(sheet, "来源", note, FROM, back=False)
    last = listing(sheet, FROM, _source_rows(report), first)
    printed(sheet, len(FROM), last - 1, first)
    sheet.page.autofilter(first, 0, last - 1, len(FROM) - 1)


def _source_rows(report: UpwardReport) -> Iterator[Cited]:
    for row in report.tasks:
        for name, passages in row.passages:
            for passage in passages:
                yield from _passage_rows(row.task.seq, row.titled(name), passage)


def _passage_rows(seq: int, name: str, passage: Passage) -> Iterator[Cited]:
    if passage.note:
        yield Cited(passage.number, seq, name, passage.text, "", passage.note)
        return
    for source in passage.sources:
        where = str(source.place or "")
        yield Cited(passage.number, seq, name, passage.text, source.unit, source.words, where, opened(source.opens))


def _left_out(sheet: Sheet, report: UpwardReport) -> None:
    note = "收到了、但没有写进“上报稿”的话，写明原因；要用的，经办人可以自己写进去。"
    first = titled(sheet, "未列入", note, LEFT, back=False)
    last = listing(sheet, LEFT, _left_out_rows(report), first)
    printed(sheet, len(LEFT), last - 1, first)
    sheet.page.autofilter(first, 0, last - 1, len(LEFT) - 1)


def _left_out_rows(report: UpwardReport) -> Iterator[NotTaken]:
    """One row for each cell and reason, its sentences one below the other."""
    for row in report.tasks:
        told: dict[tuple[str, str], list[Source]] = {}
        for one in row.left_out:
            told.setdefault((one.reason, str(one.source.place)), []).append(one.source)
        for (reason, where), sources in told.items():
            words = "\n".join(source.words for source in sources)
            yield NotTaken(row.task.seq, sources[0].unit, words, reason, where, opened(sources[0].opens))


def _edited(sheet: Sheet, report: UpwardReport) -> None:
    note = (
        "经办人在“上报稿”里改过的格子。汇总的内容没有变的，用您写的；变了的，先用新汇总的，两份都列在这里："
        "要用自己的，把它写回“上报稿”那一格；保存时没有再改那一格，就是采用新汇总的。"
    )
    first = titled(sheet, "人工改动", note, EDITED, back=False)
    rows = []
    for row in report.tasks:
        for name, words in FIELDS.items():
            clerk = report.clerk.get((row.task.seq, name))
            if clerk:
                stands = "您写的" if report.written(row, name) is not None else "现在汇总的（内容已变，请核对）"
                rows.append(Edited(row.task.seq, words, clerk.text, row.drawn(name), stands))
    last = listing(sheet, EDITED, rows, first)
    printed(sheet, len(EDITED), last - 1, first)
