"""Which texts outside the answers are the form's own: its lines, filled in or not, the template's words, our notes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from tasklist.model.book import Grid, cell_name
from tasklist.model.place import Place
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.rows.fates import Fate
from tasklist.tables import marks
from tasklist.tables.heading_rows import Cell
from tasklist.text.normalize import bare, fold

# A value ends where the next label begins: with a second way to read it a long contact list would never be finished.
_LABEL = rf"(?:{marks.SIGNED}|(?:填报单位|报送期|截止)[:：])"
_VALUE = rf"(?:(?!{_LABEL})[^:：。；;，,])"
# The lines above the table, likewise: what stands behind a label is a name, a month, a day with its time.
_HEAD = rf"(?:填报单位|报送期)[:：]{_VALUE}{{0,40}}|截止[:：][0-9年月日]*+(?::\d\d)?{_VALUE}{{0,40}}"
_FILLED = re.compile(rf"(?:(?:{marks.SIGNED}{_VALUE}{{0,24}}|{_HEAD})[，,；;]?+)+")
_SIGNED = re.compile(rf"{marks.SIGNED}{_VALUE}*?[^\W_]")  # a label with a name or a day behind it

# What stands between the parts of a table that goes on: （续表）, 续表1, 接上页, 第2页.
_GOES_ON = re.compile(
    r"\(续\)|第\d{1,3}页(?:[,/]?共\d{1,3}页)?|\(?(?:续上?表|续上?页|[接转见][上下][页表])[\d一二三四五六七八九十]{0,2}\)?[:：]?"
)

_SEVERAL = 3


@dataclass(frozen=True)
class OwnWords:
    """Is the text of a cell the form's own?

    `lines`: the cells of rows that hold only labels, filled in or not; `rows`: those of rows that hold more than a line
    of labels does, as the rows of a table do; `signed`: the names and days behind 填报人：, 填报日期： and the like.
    """

    evidence: Evidence
    lines: Collection[str]
    rows: Collection[str] = ()
    signed: Collection[str] = ()

    def __call__(self, spot: Place, text: str, fate: Fate | None) -> bool:
        """`fate`: why a cell of the table is no answer; there a filled label is the unit's, not the form's."""
        if fate and fate.own:
            return False
        if fate is None and spot.cell in self.signed:
            return True
        label = spot.cell in self.lines or (fate is None and spot.cell not in self.rows)
        return own_words(self.evidence, text) and (label or not _filled(text))


def own_words(evidence: Evidence, text: str) -> bool:
    """Is a text outside every table the form's own, the official template's, or a line of labels filled in?"""
    context = evidence.context
    return (
        not text.strip()
        or marks.own_line(text)
        or own_note(text)
        or bool(_GOES_ON.fullmatch(fold(text)))
        or marks.mark_in(text) is not None
        or bool(_FILLED.fullmatch(fold(text)))
        or context.furniture.says(text)
        or bare(text) in map(bare, context.plan.titles)
        or context.matcher.is_theme(text)
    )


def in_margins(evidence: Evidence, text: str) -> bool:
    """Are the words of a page header or footer, line by line, the form's own, or the name of the unit itself?"""
    unit, exact = evidence.unit.value, evidence.context.names.exact
    return all(own_words(evidence, line) or (unit and exact(line.strip()) == (unit,)) for line in text.splitlines())


@lru_cache(1 << 12)  # most of a return is the list's own text
def _filled(text: str) -> bool:
    """Is this a label with something behind it, or a line the form says of itself? In a task's row it is an answer."""
    return bool(_FILLED.fullmatch(fold(text))) or marks.own_text(text)


def signature(text: str) -> bool:
    """Is this a line to sign that somebody has signed?"""
    folded = fold(text)
    return bool(_FILLED.fullmatch(folded)) and bool(_SIGNED.search(folded)) and not marks.own_text(text)


def label_lines(grid: Grid, top: int) -> set[str]:
    """The cells of the rows that hold nothing but filled-in labels: the form's own lines above and below the table.

    A formula in such a row that shows no value is the form's too: units type none there. So is one that stands alone
    above the table, whose first row is `top`: the line that counts what is left.
    """
    rows = by_row(grid.cells)
    lines = {row: cells for row, cells in rows.items() if all(_filled(grid.cells[cell]) for cell in cells)}
    broken = [cell for cell in grid.broken if cell[0] in lines or (cell[0] < top and cell[0] not in rows)]
    return {cell_name(cell) for cell in (*broken, *(cell for cells in lines.values() for cell in cells))}


def signed_cells(grid: Grid) -> set[str]:
    """The cells of names and days in the rows that are there to be signed."""
    found = set()
    for cells in by_row(grid.cells).values():
        values = marks.signed_values([grid.cells[cell] for cell in cells]) or ()
        found |= {cell_name(cells[place]) for place in values}
    return found


def by_row(cells: Iterable[Cell]) -> dict[int, list[Cell]]:
    """Cells by the number of their row, left to right."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(cells):
        rows.setdefault(cell[0], []).append(cell)
    return rows


def table_rows(grid: Grid) -> set[str]:
    """The cells of rows that hold several texts beside filled-in labels: a contact in one is no line of the form."""
    rows = by_row(grid.cells).values()
    many = [cells for cells in rows if sum(not _filled(grid.cells[cell]) for cell in cells) >= _SEVERAL]
    return {cell_name(cell) for cells in many for cell in cells}


def own_note(text: str) -> bool:
    """Is this a comment a form of ours carries (with or without an author in front)?"""
    return any(fold(each) in fold(text)[:40] for each in (marks.NOTE_PREFIX, marks.LAST_PREFIX))
