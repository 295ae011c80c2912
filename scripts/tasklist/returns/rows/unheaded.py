"""The columns of a task table that have neither a meaning nor a heading."""

from __future__ import annotations

from tasklist.tables.find import Table, TableRow
from tasklist.tables.heading_rows import Cell
from tasklist.text.normalize import ordinal


def unheaded(table: Table, row: TableRow) -> list[Cell]:
    """The cells of a row in columns that have neither a meaning nor a heading."""
    known = {column for columns in table.columns.values() for column in columns} | set(table.extra)
    cells = ((row.number, column) for column in table.sheet.columns(row.number) if column not in known)
    return [cell for cell in cells if cell in table.sheet.grid.cells]


def numbering(table: Table) -> int | None:
    """The column of numbers that lost its heading: left of every other, 1 2 3 … from the top down."""
    first = min((min(columns) for columns in table.columns.values() if columns), default=0)
    if "seq" in table.columns or first < 2:
        return None
    told = [ordinal(table.sheet.text((row.number, first - 1))) for row in table.rows]
    numbers = [number for number in told if number is not None]
    return first - 1 if numbers and numbers == sorted(set(numbers)) and numbers[-1] < 1000 else None
