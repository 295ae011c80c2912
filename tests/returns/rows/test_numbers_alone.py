"""Rows that say a number and no text of a task: the list's number, or the unit's own."""

from __future__ import annotations

import pytest

from relaid import LABELS, issued, sent, table, told

BESIDE = ("seq", "theme", "deadline", "progress")
OWN = {"theme": "与党建、党风廉政、意识形态和业务同步", "progress": "6月8日完成职工食堂改造。"}


def answered() -> dict[int | None, str]:
    return {int(row["seq"]): row["progress"] for row in issued() if row["progress"]}


def test_numbers_beside_the_lists_own_words_are_the_lists() -> None:
    assert told(sent(LABELS, *table(issued(), *BESIDE))) == answered()


@pytest.mark.parametrize("at", [5, 9, 13])
def test_numbers_that_an_own_task_has_shifted_are_trusted_nowhere(at: int) -> None:
    rows = issued()
    rows.insert(at, dict(OWN))
    for number, row in enumerate(rows, 1):
        row["seq"] = f"{number}"
    made = sent(LABELS, *table(rows, *BESIDE))
    assert not {task: text for task, text in told(made).items() if text != answered().get(task)}
    assert OWN["progress"] in {each.text for each in made.unplaced}


def test_a_row_without_its_number_is_no_rest_of_the_row_above_when_it_has_words_of_the_list() -> None:
    rows = issued()
    lost = rows[9]["progress"]
    rows[9]["seq"] = ""
    made = sent(LABELS, *table(rows, "seq", "theme", "lead", "responsible", "deadline", "progress"))
    assert told(made)[9] == answered()[9]
    assert lost in {each.text for each in made.unplaced}


def test_a_number_and_nothing_but_its_mark_are_enough() -> None:
    assert told(sent(LABELS, *table(issued(), "seq", "progress", "mark"))) == answered()
    bare = sent(LABELS, *table(issued(), "seq", "progress"))
    assert told(bare) == {}
    assert {*answered().values()} <= {each.text for each in bare.unplaced}


def test_a_row_without_a_mark_is_not_known_by_its_number_where_marks_say_others() -> None:
    rows = issued()
    rows.insert(5, {**OWN, "theme": rows[5]["theme"]})
    for number, row in enumerate(rows, 1):
        row["seq"] = f"{number}"
    made = sent(LABELS, *table(rows, "seq", "theme", "deadline", "progress", "mark"))
    assert OWN["progress"] not in told(made).values()


def test_one_word_over_all_rows_says_of_none_what_it_is() -> None:
    rows = [{**row, "theme": "重点工作任务"} for row in issued()]
    assert told(sent(LABELS, *table(rows, "seq", "theme", "progress", "contact", "mark"))) == answered()
