"""Columns of an office's own list that stand side by side for one part of the year each: quarter by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasklist.model.layout import ListColumn, Role
from tasklist.tables.list_columns import ColumnFacts
from tasklist.tables.parts_of_year import part_of_year

_ANSWERED = "进展情况"  # the upper heading of columns that lost theirs
_GIVEN = frozenset({Role.TARGET, Role.KEPT, Role.TASK, Role.MEASURE})


def timed(facts: Sequence[ColumnFacts], columns: Sequence[ListColumn]) -> list[ListColumn]:
    """The columns, those that differ in nothing but the part of the year they name with the last month of that part.

    What units answer there is answered in one of them after the other; what the list says there are stage targets.
    """
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, column in enumerate(columns):
        found = part_of_year("".join(column.heading))
        if found and not column.key and (column.kind or (column.role in _GIVEN and facts[place].filled)):
            groups.setdefault((column.kind, column.choices, found[1]), []).append(place)
    made = list(columns)
    for places in groups.values():
        parts = [part_of_year("".join(columns[place].heading)) for place in places]
        ends = [part[0] for part in parts if part]
        if len(places) < 2 or len(set(ends)) < len(places):
            continue
        for place, end in zip(places, ends, strict=True):
            role = columns[place].role if columns[place].kind else Role.TARGET
            made[place] = replace(columns[place], role=role, until=end)
    return made


def told_apart(facts: Sequence[ColumnFacts], doubts: list[str]) -> list[ColumnFacts]:
    """The columns; where an upper row of their headings was lost (一季度 … 一季度 …), the later, empty ones of two with
    one heading are those units answer, and say so in an upper row of their own.
    """
    given = {one.heading for one in facts if one.filled}
    made = [
        replace(one, heading=(_ANSWERED, *one.heading), role="progress")
        if one.empty and one.heading in given and part_of_year("".join(one.heading))
        else one
        for one in facts
    ]
    named = dict.fromkeys(one.title for one, told in zip(facts, made, strict=True) if one is not told)
    if named:
        doubts.append(f"有两组“{'”“'.join(named)}”，空着的一组当作单位填的，上面加了表头“{_ANSWERED}”，请核对")
    return made


def common(column: ListColumn) -> str:
    """What a column for a part of the year has in common with those for the others; of any other column nothing."""
    found = part_of_year("".join(column.heading)) if column.until else None
    return f"{found[1] or '填报'}" if found else ""
