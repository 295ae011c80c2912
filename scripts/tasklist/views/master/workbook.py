"""汇总表: the workbook rendered from a Ledger. Values in, the same bytes out every time."""

from __future__ import annotations

import io

from tasklist.ledger.summary import Summary
from tasklist.model.layout import NINE
from tasklist.tables.marks import META_SHEET
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
from tasklist.views.master.sheet import SHEETS, Sheet, workbook
from tasklist.views.package import of_one_system


def render(summary: Summary) -> bytes:
    """The master of one period."""
    stream, ledger = io.BytesIO(), summary.ledger
    campaign = ledger.plan.campaign
    book = workbook(stream, campaign.title, office=campaign.office, as_of=ledger.as_of)
    first = Sheet(book, SHEETS[0])
    sheets = {name: Sheet(book, name, first.formats) for name in SHEETS[1:]}
    written = task_list if ledger.plan.task_list.layout == NINE else own_list
    written.write(sheets["任务清单汇总"], ledger)
    detail.write(sheets["明细台账"], summary)
    listings.blanks(sheets["空白预警"], summary)
    below = matrix.returns(sheets["报送情况"], summary)
    tables = charts.put_tables(sheets["报送情况"], summary, below + 1)
    matrix.quotas(sheets["频次台账"], summary)
    listings.versions(sheets["版本与冲突"], summary)
    listings.unplaced(sheets["未归位内容"], summary)
    decisions.write(sheets["待办与决定"], summary)
    file_list.files(sheets["文件清单"], summary)
    overview.write(first, summary, tables)
    for name in (name for name in SHEETS[1:] if name not in overview.shown(ledger)):
        sheets[name].page.hide()
    mark = book.add_worksheet(META_SHEET)
    for row, texts in enumerate(handed_up.rows(summary)):
        for column, text in enumerate(texts):
            if text:
                mark.write_string(row, column, text)
    mark.very_hidden()
    book.close()
    return of_one_system(stream.getvalue())
