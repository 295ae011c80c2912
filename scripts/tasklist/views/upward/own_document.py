"""The table of 上报稿.docx in the columns of an office's own list: its heading, its chapters, one row per task."""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.model.layout import AnswerKind, Role
from tasklist.model.upward import UpwardReport, UpwardTask
from tasklist.views import style, word
from tasklist.views.column_widths import column_widths
from tasklist.views.heading_cells import chapters, head_cells, new_chapters
from tasklist.views.upward.boxes import CENTRE, LEFT, WHOLE, Box, heights, parts, table_row, text_line
from tasklist.views.word import WD_TABLE_ALIGNMENT, Document, Mm, Table

ACROSS = 267.0  # millimetres between the margins
_LEFT = frozenset({Role.TASK, Role.PROBLEM, Role.MEASURE, Role.TARGET, Role.KEPT})


def own_table(document: Document, report: UpwardReport, *, footnotes: bool) -> None:
    """Add the table and the notes under it. `footnotes`: with a number behind every piece."""
    layout = report.task_list.layout
    wanted = column_widths(layout, 139.0, gathered=True)
    widths = [width * ACROSS / sum(wanted) for width in wanted]
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    word.narrow(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for level in range(layout.depth):
        word.repeated(table_row(table, _heading(report, level), style.HEADING.name, widths))
    before: UpwardTask | None = None
    for row in report.tasks:
        for text in new_chapters(row.task, before.task if before else None):
            table_row(table, [Box(0, len(widths) - 1, ((text, ""),), LEFT)], style.HEADING.name, widths)
        boxes = list(_cells(report, row, before, footnotes=footnotes))
        made = table_row(table, boxes, style.BODY.name, widths)
        if heights(boxes, widths)[0] <= WHOLE:
            word.whole(made)
        before = row
    for note in layout.below:
        text_line(document.add_paragraph(), note, style.NOTE.name, 10.5, LEFT)


def _heading(report: UpwardReport, level: int) -> Iterator[Box]:
    """The boxes of one row of the heading, those that go down from the row above among them."""
    for cell in sorted(head_cells(report.task_list.layout), key=lambda cell: cell.left):
        if cell.top <= level <= cell.bottom:
            merge = None if cell.top == cell.bottom else "restart" if level == cell.top else "continue"
            yield Box(cell.left, cell.right, ((cell.text, ""),), CENTRE, merge)


def _cells(report: UpwardReport, row: UpwardTask, before: UpwardTask | None, *, footnotes: bool) -> Iterator[Box]:
    """The boxes of one task; what a joint column says again goes on from the row above."""
    said, above = dict(row.task.cells), dict(before.task.cells) if before else {}
    levels = list(row.task.themes[len(chapters(row.task)) :])
    outer = list(before.task.themes[len(chapters(before.task)) :]) if before else []
    same_chapter = bool(before) and not new_chapters(row.task, before.task if before else None)
    depth = 0
    for place, column in enumerate(report.task_list.layout.columns):
        merge = None
        if column.key == "theme":
            text = levels[depth] if depth < len(levels) else ""
            again = same_chapter and bool(text) and levels[: depth + 1] == outer[: depth + 1]
            merge = "continue" if again else "restart"
            depth += 1
        elif column.kind:
            text = ""
        else:
            text = said.get(column.key, "")
            if column.joint and text:
                merge = "continue" if same_chapter and above.get(column.key) == text else "restart"
        left = column.role in _LEFT or column.kind is AnswerKind.TEXT or column.key == "progress"
        pieces = tuple(parts(report, row, column.key, footnotes)) if column.kind else ((text, ""),)
        yield Box(place, place, pieces, LEFT if left else CENTRE, merge)
