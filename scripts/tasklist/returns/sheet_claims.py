"""What one sheet says of its unit: the marks in its rows, its labels, its titles, what it is called."""

from __future__ import annotations

import re

from tasklist.model.book import Grid
from tasklist.returns.file_words import FileWords, row_marks
from tasklist.returns.identity import Claim, unit_cells
from tasklist.returns.part_heads import claims_of_heads
from tasklist.returns.row_claims import claims_of_rows

_LABEL = "填报单位一栏"
_SENTENCE = re.compile("[。！!？?；;，,：:]|任务")  # a line of a letter in which whoever is named may be a partner
_LABELLED = re.compile(r"[:：]\s*[^\s_＿]")


def claims_of(said: FileWords, grid: Grid) -> list[Claim]:
    """The claims of a sheet; a sample makes none."""
    names, context = said.context.names, said.context
    if said.is_sample(grid.sheet):
        return []
    marked = dict.fromkeys(context.by_digest.get(each.unit_digest, "") for each in row_marks(grid))
    claims = [Claim("行标记", (unit,), unit) for unit in marked if unit]
    tables = [table for table in said.lists if table.name == grid.sheet]
    headings = frozenset(table.on_sheet(cell) for table in tables for cell in table.headings)
    cells = unit_cells(grid, headings, lambda name: bool(names.labelled(name)))
    labels = dict.fromkeys(text for cell, text in cells if not _listed(said, grid, cell))
    named = [(text, names.labelled(text)) for text in labels]
    claims += [Claim(_LABEL, units, text, like=() if units else said.near.like(text)) for text, units in named]
    claims += claims_of_rows(said, tables)
    claims += claims_of_heads(said, grid) if tables else ()
    lines = [line for line in said.titles(grid) if line not in said.of_parts]
    own = [line for line in lines if tables or not _SENTENCE.search(line) or names.begins_of(line)]
    titles = [(title, names.within(title)) for title in own]
    claims += [Claim("标题", units, title) for title, units in titles if units or names.strange_title(title)]
    called = names.named(grid.sheet)
    return claims + ([Claim("工作表名", called, grid.sheet)] if called or names.foreign(grid.sheet) else [])


def _listed(said: FileWords, grid: Grid, cell: tuple[int, int]) -> bool:
    """Does a label with its value stand in the list itself: 单位：万元, 责任单位：各股室?"""
    text = grid.cells.get(cell, "")
    return bool(_LABELLED.search(text)) and said.context.furniture.says(text)
