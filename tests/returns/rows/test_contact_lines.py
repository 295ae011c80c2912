"""The line, or two, that name one contact for a whole table."""

from __future__ import annotations

import pytest

from relaid import LABELS, issued, sent, table, told

COLUMNS = ("seq", "theme", "detail", "progress", "contact")
ROWS = [{**row, "contact": ""} for row in issued()]


@pytest.mark.parametrize("label", ["联系电话：", "电话：", "手机："])
def test_a_name_and_the_number_in_the_line_below_are_one_contact(label: str) -> None:
    made = sent(LABELS, ["联系人：王新"], [f"{label}13812345678"], *table(ROWS, *COLUMNS))
    assert {*told(made, "contact").values()} == {"王新 13812345678"}
    assert made.unplaced == ()


def test_a_number_below_a_contact_that_has_one_is_none_of_its() -> None:
    made = sent(LABELS, ["联系人：王新 13812345678"], ["联系电话：13900001111"], *table(ROWS, *COLUMNS))
    assert not any("13900001111" in text for text in told(made, "contact").values())


def test_the_label_of_the_unit_over_a_second_part_of_its_list_is_no_unit_of_a_row() -> None:
    rows = [{**row, "mark": "乌审旗人民医院"} for row in issued()]
    head, *lines = table(rows, "mark", *COLUMNS)
    named = ("单位", *head[1:])
    made = sent(LABELS, named, *lines[:7], LABELS, named, *lines[7:])
    assert len(told(made)) == sum(bool(row["progress"]) for row in rows)


@pytest.mark.parametrize("line", [("小计",), ("", "小计"), ()])
def test_the_same_as_above_reaches_over_a_line_that_is_no_row(line: tuple[str, ...]) -> None:
    rows = [{**row, "contact": "王新 13812345678" if row["seq"] == "1" else "同上"} for row in issued()]
    head, *lines = table(rows, *COLUMNS)
    made = sent(LABELS, head, *lines[:3], line, *lines[3:])
    assert told(made, "contact") == dict.fromkeys(told(made), "王新 13812345678")


def test_the_same_as_above_does_not_reach_over_a_task_without_a_contact() -> None:
    rows = [{**row, "contact": {"1": "王新 13812345678", "4": "", "5": "同上"}.get(row["seq"], "")} for row in issued()]
    assert 5 not in told(sent(LABELS, *table(rows, *COLUMNS)), "contact")


def test_the_same_as_above_is_nobody_where_words_of_progress_stand_above() -> None:
    said = {"4": "6月8日开展夜间巡查3次，参加71人，形成纪要2份。", "5": "同上", "6": "王新 13812345678", "7": "同上"}
    rows = [{**row, "contact": said.get(row["seq"], "")} for row in issued()]
    contacts = told(sent(LABELS, *table(rows, *COLUMNS)), "contact")
    assert 5 not in contacts
    assert contacts[7] == "王新 13812345678"
