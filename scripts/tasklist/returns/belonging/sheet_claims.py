"""What one sheet says of its unit: the marks in its rows, its labels, its titles, what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tasklist.model.book import Grid
from tasklist.returns.belonging.file_words import FileWords, row_marks
from tasklist.returns.belonging.identity import LABEL, ROW_MARK, SHEET_NAME, SIGNATURE, TITLE, Claim, unit_cells
from tasklist.returns.belonging.part_heads import claims_of_heads
from tasklist.returns.belonging.row_claims import claims_of_rows
from tasklist.tables.find import TableRow
from tasklist.text.normalize import bare, fold

_SENTENCE = re.compile("[。！!？?；;，,：:]|任务")  # a line of a letter in which whoever is named may be a partner
_DAY = re.compile(r"(?:20\d\d年)?\d{1,2}月\d{1,2}日|20\d\d[-./]\d{1,2}[-./]\d{1,2}")
_LABELLED = re.compile(r"[:：]\s*[^\s_＿]")


def claims_of_sheets(said: FileWords) -> dict[str, list[Claim]]:
    """Sheet → its claims. A label with nobody's name over a list whose answers stand under no heading, or with one made
    of a unit's over what is no list, holds for the sheets without a label, too: they may be the rest of it.
    """
    claims = {grid.sheet: claims_of(said, grid) for grid in said.grids}
    labels = {sheet: [claim for claim in each if claim.source == LABEL] for sheet, each in claims.items()}
    read = {table.name for table in said.lists if "progress" in table.columns}
    lists = {table.name for table in said.lists}
    nobodys = [
        claim
        for sheet in labels
        for claim in labels[sheet]
        if sheet not in read and not claim.candidates and (sheet in lists or said.context.names.foreign(claim.words))
    ]
    return {sheet: each + nobodys if sheet in read and not labels[sheet] else each for sheet, each in claims.items()}


def claims_of(said: FileWords, grid: Grid) -> list[Claim]:
    """The claims of a sheet; a sample makes none."""
    names, context = said.context.names, said.context
    if said.is_sample(grid.sheet):
        return []
    marked = dict.fromkeys(context.by_digest.get(each.unit_digest, "") for each in row_marks(grid))
    claims = [Claim(ROW_MARK, (unit,), unit) for unit in marked if unit]
    tables = [table for table in said.lists if table.name == grid.sheet]
    headings = frozenset(table.on_sheet(cell) for table in tables for cell in table.headings)
    cells = list(unit_cells(grid, headings, lambda name: bool(names.labelled(name))))
    labels = dict.fromkeys(text for cell, text in cells if not _listed(said, grid, cell))
    named = [(text, names.labelled(text)) for text in labels]
    claims += [Claim(LABEL, units, text, like=() if units else said.near.like(text)) for text, units in named]
    claims += claims_of_rows(said, tables)
    claims += claims_of_heads(said, grid) if tables else ()
    torn = set(_torn(grid, cells))
    lines = [line for line in said.titles(grid) if line not in said.of_parts and line not in torn]
    own = [line for line in lines if tables or not _SENTENCE.search(line) or names.begins_of(line)]
    titles = [(title, names.within(title)) for title in own]
    claims += [Claim(TITLE, units, title) for title, units in titles if units or context.strangers.at_the_head(title)]
    called = names.named(grid.sheet)
    return claims + ([Claim(SHEET_NAME, called, grid.sheet)] if called or names.foreign(grid.sheet) else [])


def signed(said: FileWords, grid: Grid) -> list[Claim]:
    """Whose name stands alone under the tables of a sheet, with a day beside or below it: as a paper is signed."""
    tables = [table for table in said.lists if table.name == grid.sheet and "progress" in table.columns]
    if not tables or said.is_sample(grid.sheet):
        return []
    last = max(
        table.on_sheet(cell)[0] for table in tables for row in table.rows if _of_a_task(row) for cell in row.texts
    )
    under: dict[int, list[str]] = {}
    for (row, _), text in sorted(grid.cells.items()):
        under.setdefault(row, []).append(text.strip()) if row > last else None
    lines = [" ".join(dict.fromkeys(filter(None, texts))) for texts in under.values()]
    named = [line for line, below in pairwise([*lines, ""]) if _DAY.search(fold(line)) or _DAY.fullmatch(fold(below))]
    found = {line: said.context.names.labelled(line) for line in named if not said.context.furniture.says(line)}
    return [Claim(SIGNATURE, units, line) for line, units in found.items() if units]


def _of_a_task(row: TableRow) -> bool:
    return len(row.texts) > 1


def _torn(grid: Grid, labels: Sequence[tuple[tuple[int, int], str]]) -> Iterator[str]:
    """The cells right of a label that are the rest of the name behind it, torn apart: no titles of their own."""
    for (row, column), name in labels:
        beside = (text for (at, right), text in grid.cells.items() if at == row and right > column)
        yield from (text for text in beside if bare(name).endswith(bare(text)) or bare(text).endswith(bare(name)))


def _listed(said: FileWords, grid: Grid, cell: tuple[int, int]) -> bool:
    """Does a label with its value stand in the list itself: 单位：万元, 责任单位：各股室?"""
    text = grid.cells.get(cell, "")
    return bool(_LABELLED.search(text)) and said.context.furniture.says(text)
