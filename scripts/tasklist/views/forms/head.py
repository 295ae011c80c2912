"""What stands above the table of a form: its title as the campaign is called, and 填报单位, 报送期 and 截止, where the
template has a place for them or anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from tasklist.model.layout import NINE
from tasklist.text.normalize import bare
from tasklist.views import style
from tasklist.views.forms.sheet import (
    CellStyle,
    Worksheet,
    fit_row,
    merge,
    set_text,
)
from tasklist.views.forms.table import (
    TaskTable,
    insert_row,
)


def entitle(sheet: Worksheet, heading: int, listed: str, title: str) -> None:
    """Call the table what the campaign is called, where the template calls it what its list is called (`listed`)."""
    if bare(listed) in ("", bare(title)):
        return
    for row in range(1, heading):
        for column in range(1, sheet.max_column + 1):
            cell = sheet.cell(row, column)
            if bare(str(cell.value or "")) == bare(listed):
                set_text(cell, title)
                fit_row(sheet, (row, column))


def fill_head(desk: TaskTable, labels: Sequence[str]) -> TaskTable:
    """Fill 填报单位, 报送期 and 截止 where the template has a place for them, else in a row above the headings."""
    layout = desk.layout
    missing = [label for label in labels if not _fill_label(desk.sheet, layout.first, label)]
    if not missing:
        return desk
    insert_row(desk.sheet, layout)
    label_row(desk, layout.first, missing)
    return desk.moved_down()


def _fill_label(sheet: Worksheet, heading: int, label: str) -> bool:
    """Write a label's value behind its name above the table; False when the name is not there."""
    name, _, _ = label.partition("：")
    place = re.compile(rf"{name}\s*[:：][\s_＿]*")
    for row in range(1, heading):
        for cell in sheet[row]:
            if cell.value is not None and place.search(str(cell.value)):
                set_text(cell, place.sub(lambda _: f"{label}　　", str(cell.value)).rstrip())
                fit_row(sheet, (row, cell.column))
                return True
    return False


def label_row(desk: TaskTable, row: int, texts: Sequence[str]) -> None:
    """Up to three texts side by side over the width of the table; in one of fewer columns the last share a cell."""
    columns, edge = desk.layout.columns, desk.layout.edge
    if edge < len(texts):
        texts = (*texts[: edge - 1], "　　".join(texts[edge - 1 :]))
    starts = sorted({1, columns["detail"][0] + 1, columns["progress"][0]})[: len(texts)]
    if desk.layout.own != NINE:  # its task or its answer may stand anywhere
        starts = [1, 1 + math.ceil(edge / 3), 1 + math.ceil(2 * edge / 3)][: len(texts)]
    desk.sheet.row_dimensions[row].height = 24
    for start, end, text in zip(starts, [*(each - 1 for each in starts[1:]), edge], texts, strict=False):
        desk.pen.put(desk.sheet, (row, start), text, CellStyle(style.SUBTITLE, ruled=False))
        merge(desk.sheet, (row, start), (row, end))
        fit_row(desk.sheet, (row, start))
