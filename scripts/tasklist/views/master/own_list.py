"""任务清单汇总 of a list in the office's own columns: its heading, its chapters, one row per unit in a task's block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasklist.ledger.answer_values import value
from tasklist.ledger.status import COLOURS
from tasklist.model.layout import Layout, ListColumn, Role
from tasklist.model.ledger import Colour, Ledger, Line
from tasklist.model.plan import Kind
from tasklist.model.tasks import Task
from tasklist.tables import marks
from tasklist.text.moments import chinese
from tasklist.views.master.own_blocks import OwnBlock, OwnRow, paged, rows_of
from tasklist.views.master.own_paper import OwnPaper, write_head, write_lines, write_notes, write_page
from tasklist.views.master.sheet import Sheet
from tasklist.views.master.task_list import BREAKS, RED, stand_in

UNIT = "填报单位"


def write(sheet: Sheet, ledger: Ledger) -> None:
    """Write the sheet: title, the list's own lines, 填报日期, the heading, the blocks page by page, the notes."""
    campaign, task_list = ledger.plan.campaign, ledger.plan.task_list
    paper = _paper(task_list.layout)
    office = f"汇总单位：{campaign.office}　　报送期：{ledger.period.name}"
    lines = (*task_list.layout.above, f"{office}　　填报日期：{chinese(ledger.as_of)}")
    top, above, first = _head(sheet, paper, campaign.title, lines)
    row, breaks = first, list[int]()
    for page in paged(_blocks(ledger, paper), paper.pages(above)):
        if row + sum(len(block.chapters) + len(block.rows) for block in page) + len(paper.shown.below) > sheet.rows:
            _print(sheet, paper, (top, first, row), breaks)
            sheet = sheet.following()
            _head(sheet, paper, campaign.title, lines)
            row, breaks = first, []
        if row > first:
            breaks.append(row)
        sheet.page.settle(row)
        row, _ = write_page(sheet, paper, page, row)
    _print(sheet, paper, (top, first, write_notes(sheet, paper, row)), breaks)


def _head(sheet: Sheet, paper: OwnPaper, title: str, lines: Sequence[str]) -> tuple[int, float, int]:
    """Write the lines above the heading, and it; its row, the points above it, the row after it."""
    sheet.widths(paper.widths)
    top, above = write_lines(sheet, paper, title, lines)
    return top, above, write_head(sheet, paper, top)


def _print(sheet: Sheet, paper: OwnPaper, rows: tuple[int, int, int], breaks: list[int]) -> None:
    """Lay out the page. `rows`: that of the heading, the one after it, the one after all."""
    top, first, row = rows
    sheet.page.set_h_pagebreaks(breaks[:BREAKS])
    sheet.on_paper(landscape=True)
    sheet.page.fit_to_pages(1, 0)
    sheet.page.repeat_rows(top, first - 1)
    sheet.page.print_area(0, 0, row - 1, paper.last)
    sheet.page.freeze_panes(first, 0)
    sheet.page.set_column_pixels(paper.last + 1, paper.last + 1, 20, None, {"hidden": True})
    sheet.back(0, paper.last + 2)


def _paper(layout: Layout) -> OwnPaper:
    """The columns of the list; one more for the unit where no single column of the list names who owes."""
    columns = layout.columns
    if len(layout.owing) == 1 and not layout.everybody:
        return OwnPaper(layout, next(at for at, column in enumerate(columns) if column.key == layout.owing[0]))
    at = next(place for place, column in enumerate(columns) if column.kind)
    while at and len(columns[at].heading) > 1 and columns[at].heading[:1] == columns[at - 1].heading[:1]:
        at -= 1  # what stands under one heading stays together
    unit = ListColumn("unit", Role.RESPONSIBLE, (UNIT,))
    return OwnPaper(replace(layout, columns=(*columns[:at], unit, *columns[at:])), at)


def _blocks(ledger: Ledger, paper: OwnPaper) -> Iterator[OwnBlock]:
    lines: dict[int | None, list[Line]] = {}
    for line in ledger.lines:
        if line.obligation.kind is Kind.TASKS:
            lines.setdefault(line.obligation.task, []).append(line)
    before: Task | None = None
    task_list = ledger.plan.task_list
    for task in task_list.tasks:
        rows = [row for line in lines.get(task.seq, ()) for row in _rows(paper, line, task, task_list.digest)]
        if not rows:
            texts = dict.fromkeys(paper.answers, "") | {paper.unit: task.responsible}
            texts |= {paper.main: "（本期没有单位应报此项）"}
            rows = list(rows_of(texts, paper.widths, paper.unit, None))
        yield paper.block(task, before, rows)
        before = task


def _rows(paper: OwnPaper, line: Line, task: Task, digest: str) -> Iterator[OwnRow]:
    owed = line.obligation
    texts = {paper.unit: owed.unit}
    for place in paper.answers:
        texts[place] = value(paper.shown.columns[place], line, task).shown
    texts[paper.main] = line.text or stand_in(line)
    tint = RED if COLOURS[line.status] is Colour.RED else None
    yield from rows_of(texts, paper.widths, paper.unit, tint, marks.token(digest, owed.unit, owed.span, owed.task or 0))
