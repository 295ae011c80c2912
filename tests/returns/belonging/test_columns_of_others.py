"""A column of answers under another unit's name, beside one under the unit's own."""

from __future__ import annotations

from laboratory import UNITS
from relaid import HEADINGS, LABELS, issued, sent, table, told

COLUMNS = ("seq", "theme", "detail", "progress", "remark")


def test_the_name_in_a_heading_counts_though_another_heading_crowns_it() -> None:
    rows = issued()
    head, *lines = table(rows, *COLUMNS)
    crown = ("基本情况", "", "", "", "落实情况", "")
    heads = (*head[:3], f"{UNITS[1]}{HEADINGS['progress']}", f"{UNITS[0]}{HEADINGS['progress']}", HEADINGS["remark"])
    made = sent(LABELS, crown, heads, *((*line[:3], f"乙院{line[3]}", line[3], "") for line in lines))
    assert told(made) == {int(row["seq"]): row["progress"] for row in rows}
