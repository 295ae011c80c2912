"""The title a unit wrote over its own table: no answer, so it is listed with its place and nobody is asked about it."""

from __future__ import annotations

from tasklist.model.book import cell_name
from tasklist.returns.accounts.cell_accounts import Fates
from tasklist.returns.accounts.own_words import by_row, own_words
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.belonging.part_heads import heads
from tasklist.returns.rows.fates import TEMPLATE, Fate
from tasklist.text.normalize import bare
from tasklist.text.table_titles import is_title

_END = 1 << 30  # a row that no text of a document reaches
_HERE = Fate("表格上方的标题", asks=False)


def title_fates(evidence: Evidence) -> Fates:
    """The fates of the rows that hold nothing but a title: above the (last) headings of a sheet, and in the text of a
    document around its tables.
    """
    below: dict[str, int] = {}
    for table in (*evidence.task_tables, *(evidence.quota_tables if evidence.registered else ())):
        below[table.name] = max((below.get(table.name, 0), *(table.on_sheet(cell)[0] for cell in table.headings)))
    heading = {(table.name, table.on_sheet(cell)[0]) for table in evidence.task_tables for cell in table.headings}
    found: Fates = {}
    headed = heads(evidence)
    for grid in evidence.grids:
        for row, cells in by_row(grid.cells).items():
            places = {evidence.arrival.place(grid.sheet, cell_name(cell)): grid.cells[cell] for cell in cells}
            if grid.sheet not in below and all(text.strip() in headed for text in places.values()):
                found |= dict.fromkeys(places, TEMPLATE)
            elif row < below.get(grid.sheet, _END if below else 0):
                # Beside a title may stand what the form says of itself: 填报单位：…｜6月.
                whole = (grid.sheet, row) in heading
                beside = {at: text for at, text in places.items() if whole or not own_words(evidence, text)}
                titled = all(is_title(text) or _names(evidence, text) for text in beside.values())
                found |= dict.fromkeys(beside, _HERE) if titled else {}
    return found


def _names(evidence: Evidence, text: str) -> bool:
    """Is a line but the name of the counted items that a workbook registers?"""
    return bool(evidence.registered) and bare(text) in bare(evidence.registered)
