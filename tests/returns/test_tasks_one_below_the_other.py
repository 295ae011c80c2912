"""Forms in which every task is a block of its own: its headings in one column, what they ask beside them."""

from __future__ import annotations

from collections.abc import Sequence

from laboratory import UNITS, form, received
from tasklist.model.book import Book, Grid
from tasklist.model.returns import Return

UNIT = UNITS[0]
COLUMNS = {1: "序号", 2: "重点任务", 4: "具体任务", 7: "完成时限", 8: "进展情况", 9: "联络员及联系电话"}


def in_blocks(lines: Sequence[str], over: dict[str, str] | None = None) -> Return:
    """The form with `lines` above its blocks, and more over the block of a task by its number."""
    book = form(UNIT).book()
    issued = book.grids[0].cells
    rows: list[tuple[str, ...]] = [(line,) for line in lines]
    for row in range(4, 18):
        if line := (over or {}).get(issued[row, 1]):
            rows.append((line,))
        rows += [(heading, issued.get((row, column), "")) for column, heading in COLUMNS.items()]
        rows.append(())
    cells = {(at, place): text for at, row in enumerate(rows, 1) for place, text in enumerate(row, 1) if text}
    return received(form(UNIT), Book(grids=(Grid("Sheet1", cells),), format=book.format))


def test_a_tasks_own_deadline_in_its_block_names_no_period() -> None:
    made = in_blocks([f"填报单位：{UNIT}", "报送期：2023年6月"])
    assert made.unplaced == ()
    told = {entry.task: entry.text for entry in made.entries if entry.field == "progress"}
    wanted = {entry.task: entry.text for entry in received(form(UNIT)).entries if entry.field == "progress"}
    assert told == wanted


def test_a_block_under_the_line_of_another_month_is_not_taken_for_this_one() -> None:
    made = in_blocks([f"填报单位：{UNIT}", "报送期：2023年6月"], {"4": "报送期：2023年5月"})
    assert 4 not in {entry.task for entry in made.entries if entry.span in ("", "2023-06")}
    assert 3 in {entry.task for entry in made.entries}
