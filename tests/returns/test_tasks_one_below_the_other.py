"""Forms in which every task is a block of its own: its headings in one column, what they ask beside them."""

from __future__ import annotations

from collections.abc import Mapping

from relaid import HEADINGS, LABELS, issued, sent, told
from tasklist.model.returns import Return

COLUMNS = ("seq", "theme", "detail", "deadline", "progress", "contact")


def in_blocks(over: Mapping[str, str] | None = None) -> Return:
    """A block for every task, and a line over the block of a task by its number."""
    lines: list[tuple[str, ...]] = [(label,) for label in LABELS]
    for row in issued():
        lines += [(line,)] if (line := (over or {}).get(row["seq"], "")) else []
        lines += [*((HEADINGS[name], row[name]) for name in COLUMNS), ()]
    return sent(*lines)


def test_a_tasks_own_deadline_in_its_block_names_no_period() -> None:
    made = in_blocks()
    assert made.unplaced == ()
    assert told(made) == {int(row["seq"]): row["progress"] for row in issued() if row["progress"]}


def test_a_block_under_the_line_of_another_month_is_not_taken_for_this_one() -> None:
    made = in_blocks({"4": "报送期：2023年5月"})
    assert 4 not in told(made)
    assert 3 in told(made)


def test_an_answer_below_its_block_is_no_label_though_it_begins_with_one_and_has_a_headings_word() -> None:
    said = "工作进展：完成夜间巡查，覆盖职工78名，编号第7。"
    made = in_blocks({"5": said})
    assert said in {each.text for each in made.unplaced}


def test_what_the_form_says_above_its_blocks_may_stand_again_between_them() -> None:
    lines = [line for row in issued() for line in (*((HEADINGS[name], row[name]) for name in COLUMNS), ())]
    made = sent(LABELS, *lines[:35], ("清单",), LABELS, *lines[35:])
    assert told(made) == {int(row["seq"]): row["progress"] for row in issued() if row["progress"]}
