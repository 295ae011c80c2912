"""A sheet on which several units stand: under a column 单位, or in blocks, each behind its own 填报单位 and headings.

Which rows are whose is only read here. That the rows may be taken apart so is for a person to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasklist.plan.unit_names import Names
from tasklist.returns.identity import unit_cells
from tasklist.tables.find import Table, TableRow


def apart(table: Table, names: Names, answers: Sequence[str]) -> tuple[Table, ...]:
    """The table, or its parts, each with its `owner`, where every row that answers (has a cell of the roles
    `answers`) is plainly one of several units'.
    """
    if table.across or "progress" not in table.columns:
        return (table,)
    owners = _by_column(table, names) if "unit" in table.columns else _by_blocks(table, names)
    spoken = [owner for row, owner in zip(table.rows, owners, strict=True) if any(map(row.cells.get, answers))]
    units = tuple(dict.fromkeys(filter(None, spoken)))
    if len(units) < 2 or not all(spoken):
        return (table,)
    rows: dict[str, list[TableRow]] = {unit: [] for unit in units}
    last = units[0]
    for row, owner in zip(table.rows, owners, strict=True):
        last = owner if owner in rows else last
        rows[last].append(row)
    return tuple(replace(table, rows=tuple(found), owner=unit) for unit, found in rows.items())


def _by_column(table: Table, names: Names) -> list[str]:
    """Whose each row is, by its cell under 单位; empty where that names nobody, or several."""
    return [_only(names.exact(row.text("unit"))) for row in table.rows]


def _by_blocks(table: Table, names: Names) -> list[str]:
    """Whose each row is, by the last 填报单位 above it that has headings of its own, or the last row that is a unit."""
    labels = dict(_labels(table, names))
    return [labels[max(above)] if (above := [at for at in labels if at < row.number]) else "" for row in table.rows]


def _labels(table: Table, names: Names) -> Iterator[tuple[int, str]]:
    """The rows that are nothing but a unit's name, and those that say 填报单位：甲 right above headings, with the unit
    (empty when it is not known).
    """
    for row in table.rows:
        if len(alone := {text.strip() for text in row.texts.values()}) == 1 and (unit := _only(names.exact(*alone))):
            yield row.number, unit
    heads = sorted({row for row, _ in table.headings})
    numbers = [row.number for row in table.rows]
    for (at, _), said in unit_cells(table.sheet.grid, table.headings):
        head = next((row for row in heads if row > at), 0)
        if head and not any(at < number < head for number in numbers):
            yield at, _only(names.labelled(said))


def _only(units: Sequence[str]) -> str:
    return units[0] if len(units) == 1 else ""
