"""Counted items as a table: it agrees with the plain count, and a part of it holds what is owed there."""

from __future__ import annotations

from dataclasses import replace

import worlds
from tasklist.ledger.pivot import counted
from tasklist.ledger.statistics import items
from tasklist.model.ledger import Line, Status
from tasklist.model.plan import Kind
from worlds import line


def quota(name: str, span: str) -> Line:
    owed = replace(line(name, Status.MISSING).obligation, kind=Kind.QUOTA, name="信息", span=span, task=None)
    return replace(line(name, Status.MISSING), obligation=owed)


def test_the_pivot_of_items_agrees_with_the_plain_count() -> None:
    lines = [one for one in worlds.world(12, 2).lines if one.obligation.kind is Kind.QUOTA]
    table = counted(lines)
    assert sum(table.row_totals) == sum(table.column_totals) == sum(map(items, lines))
    assert table.rows == tuple(dict.fromkeys(one.obligation.unit for one in lines))


def test_a_unit_that_owes_no_item_in_a_window_has_an_empty_place() -> None:
    table = counted([quota("甲", "2023-05"), quota("乙", "2023-06")])
    assert table.cells == ((0, None), (None, 0))


def test_a_part_of_the_table_leaves_out_whoever_owes_nothing_there() -> None:
    table = counted([quota("甲", "2023-05"), quota("甲", "2023-06"), quota("乙", "2023-06")])
    assert table.part(("甲", "乙"), ("2023-05",)).rows == ("甲",)
    assert table.part(("乙",), ("2023-05", "2023-06")).columns == ("2023-06",)
    assert table.part(("乙",), ("2023-05",)).rows == ()
