"""Where a sheet shows something else than it keeps, and where what was typed is no longer there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.model.book import Grid, cell_name
from tasklist.model.finding import Finding, Quote
from tasklist.model.finding_kinds import finding
from tasklist.returns.belonging.evidence import Evidence
from tasklist.text.display import shorten

# What spreadsheets make of what was typed, beyond repair.
_MANGLED = (
    (
        re.compile(r"(?<![\w.])\d(?:\.\d+)?E\+\d{2}(?!\w)", re.IGNORECASE),
        "像是被表格软件改成了科学计数的号码，后几位已丢失",
    ),
    (re.compile(r"(?<![\d.])\d{15}0{1,4}(?![\d.])"), "超过 15 位，后几位被表格软件改成了 0"),
    (re.compile(r"[\ue000-\uf8ff]"), "里有认不出的专用符号"),
)


def not_as_stored(evidence: Evidence, grid: Grid) -> Iterator[Finding]:
    """What is to be known of the cells of a sheet that are not as stored, or no longer as typed."""
    unit, path = evidence.unit.value, evidence.arrival.place()
    stored = sorted(cell for cell in grid.stored if cell in grid.cells)
    if stored:
        where = evidence.arrival.place(grid.sheet, cell_name(stored[0]))
        words, kept = Quote(shorten(grid.cells[stored[0]], 30)), Quote(shorten(grid.stored[stored[0]], 30))
        said = f"”有 {len(stored)} 个单元格由数字格式加了字，如 {where.cell} 显示“"
        yield finding(
            "shown", path, " 的“", Quote(grid.sheet), said, words, "”，存的是“", kept, "”", unit=unit, place=where
        )
    for cell, text in sorted(grid.cells.items()):
        why = next((why for pattern, why in _MANGLED if pattern.search(text)), "")
        if why:
            where = evidence.arrival.place(grid.sheet, cell_name(cell))
            yield finding("mangled", where, "“", Quote(shorten(text, 30)), f"”{why}", unit=unit, place=where)
