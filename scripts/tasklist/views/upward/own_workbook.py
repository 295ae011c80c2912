"""上报稿 of a list in the office's own columns: its heading, its chapters, one consolidated row per task."""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.model.tasks import Task
from tasklist.model.upward import UpwardReport, UpwardTask
from tasklist.views.master.own_blocks import OwnBlock, paged, rows_of
from tasklist.views.master.own_paper import OwnPaper, write_head, write_lines, write_notes, write_page
from tasklist.views.master.sheet import Sheet
from tasklist.views.upward.layout import about, token
from tasklist.views.upward.own_work import write_own_work


def write_own(sheet: Sheet, report: UpwardReport) -> None:
    """Write the paper: title, who reports and when, the heading, the tasks page by page, the list's notes."""
    paper = OwnPaper(report.task_list.layout, gathered=True)
    sheet.widths(paper.widths)
    lines = (*report.task_list.layout.above, "　　".join(about(report)))
    top, above = write_lines(sheet, paper, report.title, lines)
    row = first = write_head(sheet, paper, top)
    breaks, pages = list[int](), paper.pages(above)
    for page in paged(_blocks(report, paper), pages):
        if row > first:
            breaks.append(row)
        row, starts = write_page(sheet, paper, page, row)
        for block, start in zip(page, starts, strict=True):
            sheet.put(start, paper.last + 1, token(report, block.task.seq), "dense")
    below, used = row, sheet.page.points(breaks[-1], row) if breaks else above + sheet.page.points(first, row)
    row = write_notes(sheet, paper, write_own_work(sheet, report, row, paper.last, sum(paper.widths)))
    breaks += sheet.page_ends(below, row, pages.room, used)
    sheet.page.set_h_pagebreaks(breaks)
    sheet.page.set_column_pixels(paper.last + 1, paper.last + 1, 16, None, {"hidden": 1})
    sheet.on_paper(landscape=True)
    sheet.page.fit_to_pages(1, 0)
    sheet.page.repeat_rows(top, first - 1)
    sheet.page.print_area(0, 0, row - 1, paper.last)
    sheet.page.freeze_panes(first, 0)


def _blocks(report: UpwardReport, paper: OwnPaper) -> Iterator[OwnBlock]:
    before: Task | None = None
    for row in report.tasks:
        texts = {place: shown(report, row, key) for place, key in paper.answers.items()}
        yield paper.block(row.task, before, list(rows_of(texts, paper.widths, -1, None)))
        before = row.task


def shown(report: UpwardReport, row: UpwardTask, key: str) -> str:
    """The text under one answer column: consolidated, or what units wrote in a column of the list's own."""
    own = next((each for each in row.others if each.key == key), None)
    return report.shown(row, key) if own is None else str(own)
