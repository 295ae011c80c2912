"""What units added to the list themselves and the office keeps in sight: below the list, marked as what it is."""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.model.upward import UpwardReport
from tasklist.views.master.formats import DENSE
from tasklist.views.master.sheet import Sheet
from tasklist.views.style import text_height
from tasklist.views.text_height import pieces

HEAD = "单位自加的工作（清单以外，经办人决定保留）"
POINTS = DENSE.points
_ROOM = 380.0  # points a row of a sheet may be tall


def told(report: UpwardReport) -> Iterator[str]:
    """A heading, then one line for each; nothing where there is none."""
    if report.own:
        yield HEAD
        yield from (f"{place}. {one}" for place, one in enumerate(report.own, 1))


def write_own_work(sheet: Sheet, report: UpwardReport, row: int, last: int, width: float) -> int:
    """Write it below the list, across all columns to the `last`, `width` together; returns the row after it."""
    for line in told(report):
        if line == HEAD:
            sheet.kept.add(row)
        for piece in pieces(line, width, POINTS, _ROOM):
            sheet.merge((row, 0, row, last), piece, "dense")
            sheet.page.set_row(row, text_height(piece, width, POINTS) + 4)
            row += 1
    return row
