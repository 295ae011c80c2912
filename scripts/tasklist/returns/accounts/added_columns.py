"""A column a unit added and left empty: its heading is the unit's own word, to be kept and not asked about."""

from __future__ import annotations

from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.rows.fates import Fate
from tasklist.tables import marks
from tasklist.tables.find import Table
from tasklist.tables.heading_rows import Cell
from tasklist.text.normalize import bare

ONLY_HEADING = Fate("单位自己加的一栏，只有表头，没有内容", own=True, asks=False)


def own_heading(evidence: Evidence, table: Table, column: int) -> list[Cell]:
    """The cells of the heading of such a column; none where it is filled, or is the list's or the template's own."""
    sheet, rows = table.sheet, {row.number for row in table.rows}
    layout = evidence.context.plan.task_list.layout
    known = {bare(part) for each in layout.columns for part in (*each.heading, "".join(each.heading))}
    cells = [cell for cell in table.headings if cell[1] == column and sheet.widths.get(cell, 1) == 1]
    said = {bare(sheet.text(cell)) for cell in cells}
    ours = said & known or any(evidence.context.furniture.says(sheet.text(cell)) for cell in cells)
    filled = any(cell[1] == column and cell[0] in rows for cell in sheet.grid.cells)
    return [] if filled or ours or bare(marks.LAST_HEADING) in said else cells
