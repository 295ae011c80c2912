"""汇总表: the workbook rendered from a Ledger. Values in, the same bytes out every time."""

from __future__ import annotations

import io

from tasklist.ledger.summary import Summary
from tasklist.model.layout import NINE
from tasklist.tables.marks import META_SHEET
from tasklist.views import style
from tasklist.views.master import (
    charts,
    decisions,
    detail,
    file_list,
    handed_up,
    listings,
    matrix,
    overview,
    own_list,
    task_list,
)
from tasklist.views.master.sheet import SHEETS, Sheet, finished, workbook


def render(summary: Summary, rows: int = style.SHEET_ROWS) -> bytes:
    """The master of one period; a sheet that would have more `rows` goes on in numbered ones."""
    stream, ledger = io.BytesIO(), summary.ledger
    campaign = ledger.plan.campaign
    book = workbook(stream, campaign.title, office=campaign.office, as_of=ledger.as_of)
    first = Sheet(book, SHEETS[0], rows=rows)
    written = task_list if ledger.plan.task_list.layout == NINE else own_list

    def sheet(name: str) -> Sheet:  # made when its turn comes: those it goes on in stand behind it
        return Sheet(book, name, first.formats, rows)

    written.write(sheet("任务清单汇总"), ledger)
    detail.write(sheet("明细台账"), summary)
    listings.blanks(sheet("空白预警"), summary)
    crossed = sheet("报送情况")
    tables = charts.put_tables(crossed, summary, matrix.returns(crossed, summary) + 1)
    matrix.quotas(sheet("频次台账"), summary)
    listings.versions(sheet("版本与冲突"), summary)
    listings.unplaced(sheet("未归位内容"), summary)
    decisions.write(sheet("待办与决定"), summary)
    file_list.files(sheet("文件清单"), summary)
    for page in book.worksheets()[1:]:
        if page.name in overview.OF_TASKS and not ledger.plan.task_list.tasks:
            page.hide()
    overview.write(first, summary, tables, [page.name for page in book.worksheets()[1:] if not page.hidden])
    mark = book.add_worksheet(META_SHEET)
    for row, texts in enumerate(handed_up.rows(summary)):
        for column, text in enumerate(texts):
            if text:
                mark.write_string(row, column, text)
    mark.very_hidden()
    return finished(book, stream)
