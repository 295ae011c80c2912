"""The official task list as a workbook: the template from which every form is made."""

from __future__ import annotations

from collections.abc import Sequence

from tasklist.model.layout import NINE
from tasklist.model.plan import Campaign
from tasklist.model.tasks import TaskList
from tasklist.tables import marks
from tasklist.views import style
from tasklist.views.forms.head import label_row
from tasklist.views.forms.own_table import own_layout, set_widths, write_head
from tasklist.views.forms.rows import write_lines, write_notes
from tasklist.views.forms.rules import prompt
from tasklist.views.forms.sheet import (
    CellStyle,
    CellWriter,
    merge,
    new_workbook,
    save,
    set_page,
    set_width,
    widths,
)
from tasklist.views.forms.table import (
    TaskTable,
    official_layout,
)

OWN_DATE = "应完成日期"
_OWN_DATE_PROMPT = "程序读不懂的完成时限，由经办人在这里填上日期；有几个日期时用顿号隔开。这一列不打印，也不下发。"
_TITLE_GAP = 9
_SIGNATURE_HEIGHT = 27.0


def official_template(task_list: TaskList, campaign: Campaign) -> bytes:
    """The list in the official layout: title, nine headings, 重点任务 over two columns, theme blocks merged.

    Right of the nine, outside the printed page, the office's own column 应完成日期 settles what cannot be read.
    """
    (workbook, sheet), pen = new_workbook("任务清单"), CellWriter()
    own, above = task_list.layout, task_list.layout.above
    head = 3 + len(above)
    layout = official_layout(head) if own == NINE else own_layout(own, head)
    desk, edge, first = TaskTable(sheet, pen, layout), layout.edge, layout.last + 1
    _set_widths(desk)
    pen.put(sheet, (1, 1), task_list.title, CellStyle(style.TITLE, "center", ruled=False))
    merge(sheet, (1, 1), (1, edge))
    room = sum(widths(sheet, edge).values())
    sheet.row_dimensions[1].height = style.text_height(task_list.title, room, style.TITLE.points) + _TITLE_GAP
    for row, line in enumerate(above, 2):
        pen.put(sheet, (row, 1), line, CellStyle(style.SUBTITLE, ruled=False))
        merge(sheet, (row, 1), (row, edge))
    label_row(desk, head - 1, (marks.UNIT_LABEL, marks.PERIOD_LABEL, marks.DUE_LABEL))
    _headings(desk, task_list.headings)
    written = write_lines(desk, task_list.tasks, {}, first, below=_SIGNATURE_HEIGHT, one_row=True)
    end = written[-1].rows[-1] if written else layout.last
    _own_dates(desk, edge + 1, range(layout.last, end + 1))
    last = write_notes(desk, (*own.below, marks.SIGNATURE), end + 1)
    sheet.row_dimensions[last].height = _SIGNATURE_HEIGHT
    sheet.freeze_panes = f"A{first}"
    set_page(sheet, last_row=last, last_column=edge, heading=(layout.first, layout.last), landscape=True)
    return save(workbook, title=task_list.title, author=campaign.office, created=campaign.issued_on)


def _set_widths(desk: TaskTable) -> None:
    if desk.layout.own != NINE:
        set_widths(desk.sheet, desk.layout.own)
        return
    for role, span in desk.layout.columns.items():
        for column, chars in zip(span, style.OFFICIAL_WIDTHS[role], strict=True):
            set_width(desk.sheet, column, chars)


def _headings(desk: TaskTable, texts: Sequence[str]) -> None:
    if desk.layout.own != NINE:
        write_head(desk)
        return
    row = desk.layout.last
    for (role, span), text in zip(desk.layout.columns.items(), texts, strict=True):
        tint = style.ANSWER_TINT if role in desk.layout.own.answers else style.HEADING_TINT
        for column in span:
            shown = text if column == span[0] else ""
            desk.pen.put(desk.sheet, (row, column), shown, CellStyle(style.HEADING, "center", tint.fill))
        merge(desk.sheet, (row, span[0]), (row, span[-1]))
    desk.sheet.row_dimensions[row].height = style.HEADING_HEIGHT


def _own_dates(desk: TaskTable, column: int, rows: range) -> None:
    set_width(desk.sheet, column, 14)
    head = CellStyle(style.HINT, "center", style.HEADING_TINT.fill)
    desk.pen.put(desk.sheet, (rows[0], column), OWN_DATE, head)
    for row in rows[1:]:
        desk.pen.put(desk.sheet, (row, column), "", CellStyle(style.HINT, "center", number_format="yyyy-mm-dd"))
    if len(rows) > 1:
        prompt(desk.sheet, column, (rows[1], rows[-1]), OWN_DATE, _OWN_DATE_PROMPT)
