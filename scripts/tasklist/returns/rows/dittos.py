"""同上 in the column of contacts: whoever stands right above it in the same table, or a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tasklist.tables.find import Table, TableRow
from tasklist.tables.heading_rows import Cell
from tasklist.tables.marks import own_text
from tasklist.text.normalize import bare, ordinal
from tasklist.text.phones import is_contact

_SAME = frozenset(("同上", "同前", "同上行", "同上一行", "同上格", "同上述", "联系人同上", "联络员同上", "电话同上"))
_SIGNS = frozenset(('"', "”", "“", "″", "〃", "''", "''", "‖", "↑"))


def is_ditto(text: str) -> bool:
    """Does a cell say no more than: the same as above?"""
    return bare(text) in _SAME or text.strip() in _SIGNS


@dataclass(frozen=True, slots=True)
class Dittos:
    """`meant`: the cell of a 同上 → the contact above; `rows`: → its row; `unclear`: those with nobody right above."""

    meant: Mapping[Cell, str] = field(default_factory=dict)
    rows: Mapping[Cell, int] = field(default_factory=dict)
    unclear: frozenset[Cell] = frozenset()


def dittos(table: Table) -> Dittos:
    """Whom every 同上 among the contacts of a table means. A row in between without a contact, or with words that are
    none, makes it unclear.
    """
    meant: dict[Cell, str] = {}
    unclear: set[Cell] = set()
    rows: dict[Cell, int] = {}
    above, where = "", 0
    for row in table.rows:
        if any(map(own_text, row.texts.values())):
            continue  # a line of the form's own, as it stands on top of a printed page
        cells = row.cells.get("contact", ())
        said = [row.texts[cell] for cell in cells if not is_ditto(row.texts[cell])]
        same = [cell for cell in cells if is_ditto(row.texts[cell])]
        if said:
            told = " ".join(text.strip() for text in said)
            above, where = told if is_contact(told) and not same else "", row.number
        elif not same and not _is_line(row):
            above = ""
        if len(cells) == 1 and above:
            meant |= dict.fromkeys(same, above)
            rows |= dict.fromkeys(same, where)
        else:
            unclear |= set(same)
    return Dittos(meant, rows, frozenset(unclear))


def _is_line(row: TableRow) -> bool:
    """Is a row no task's, but a line across the table: a theme, 小计, in whatever column?"""
    return not any(row.cells.get(role) for role in ("detail", "progress")) and ordinal(row.text("seq")) is None
