"""What the clerk should know of a file besides its answers: what is hidden, struck, or shown otherwise than stored."""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.model.book import Grid, cell_name
from tasklist.model.finding import Finding, Quote
from tasklist.model.finding_kinds import finding
from tasklist.returns.accounts.as_stored import not_as_stored
from tasklist.returns.accounts.cell_accounts import MARGINS, beside, others_named
from tasklist.returns.accounts.own_words import own_words
from tasklist.returns.belonging.evidence import Evidence
from tasklist.tables.heading_rows import Cell
from tasklist.text.display import shorten
from tasklist.text.normalize import bare


def noticed(evidence: Evidence) -> Iterator[Finding]:
    """What the clerk should know of a file: the reader's remarks, hidden cells, struck-through texts."""
    unit, path = evidence.unit.value, evidence.arrival.place()
    ways = (evidence.unit.remark, evidence.period.remark)
    for said in (*evidence.book.remarks, *filter(None, ways)):
        yield finding("remark", said, unit=unit, of=path)
    for spot, text, what in beside(evidence.arrival, evidence.book):
        if what in MARGINS and unit and (others := others_named(evidence, text)):
            told = (spot, " 写着“", Quote(shorten(text, 30)), f"”，指向{'、'.join(others)}，这份文件认定是{unit}的")
            yield finding("other_unit", *told, unit=unit, place=spot)
    for grid in evidence.grids:
        yield from not_as_stored(evidence, grid)
        hidden = [
            cell
            for cell, text in sorted(grid.cells.items())
            if _is_hidden(grid, cell) and not own_words(evidence, text)
        ]
        if hidden:
            where = evidence.arrival.place(grid.sheet, cell_name(hidden[0]))
            said = f"”有 {len(hidden)} 个有字的单元格被隐藏，如 {where.cell}"
            yield finding("hidden", path, " 的“", Quote(grid.sheet), said, unit=unit, place=where)
        for cell, words in sorted(grid.struck.items()):
            if cell in grid.cells:
                where = evidence.arrival.place(grid.sheet, cell_name(cell))
                partly = bare(words) != bare(grid.cells[cell])
                said = " 的文字有一部分带删除线，划掉的是：" if partly else " 的文字带删除线："
                yield finding("struck", where, said, Quote(shorten(words, 30)), unit=unit, place=where)


def _is_hidden(grid: Grid, cell: Cell) -> bool:
    return bool(grid.hidden) or cell in grid.unseen or cell[0] in grid.hidden_rows or cell[1] in grid.hidden_columns
