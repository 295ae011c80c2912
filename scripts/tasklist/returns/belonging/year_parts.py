"""Answer columns for one part of the year each: which of a table's is the report's own, which are of other parts."""

from __future__ import annotations

from datetime import date

from tasklist.model.layout import Layout, ListColumn
from tasklist.tables.find import Table
from tasklist.text.normalize import bare


def parts_in(layout: Layout, table: Table, day: date) -> dict[int, ListColumn]:
    """Column of a table → the list's answer column there, of those for a part of the year, by the report of `day`."""
    if not layout.timed:
        return {}
    columns = layout.during(day).timed
    whole = {bare("".join(column.heading)): column for column in columns}
    lowest = [bare(column.heading[-1]) for column in columns]
    tails = {tail: column for tail, column in zip(lowest, columns, strict=True) if lowest.count(tail) == 1}
    last = max((row for row, _ in table.headings), default=0)
    found: dict[int, ListColumn] = {}
    told = frozenset(layout.official)  # 阶段性目标 has its quarters, too, and they are the list's own
    for place in (place for role, span in table.columns.items() if role not in told for place in span):
        column = whole.get(bare(table.heading(place))) or tails.get(bare(table.sheet.text((last, place))))
        if column:
            found[place] = column
    return found


def other_parts(layout: Layout, table: Table, day: date) -> dict[int, ListColumn]:
    """Those of them that are for other parts of the year, where the one for this part stands beside them."""
    found = parts_in(layout, table, day)
    asked = {column.key for column in found.values() if not column.aside}
    return {place: column for place, column in found.items() if column.aside and column.base in asked}
