"""What a clerk writes beside a question, taken for one of the possible answers or for none."""

from __future__ import annotations

from datetime import datetime

import pytest

from tasklist.model.place import Place
from tasklist.model.question import AGREED, DECLINED, Doubt, Question
from tasklist.tables.question_rows import meant
from worlds import ZONE

ASKED = datetime(2023, 6, 24, 9, tzinfo=ZONE)


def question(doubt: Doubt, *options: str) -> Question:
    return Question("", doubt, Place("inbox/a.xlsx"), "", "", options=options, first=ASKED)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("同意", f"{AGREED}2023-07-10"),
        ("不同意", DECLINED),
        ("2023-07-12", f"{AGREED}2023-07-12"),
        ("2022-07-12", ""),
        ("2023-06-01", ""),
        ("再说吧", ""),
    ],
)
def test_more_time_is_granted_in_a_word_and_never_to_a_day_before_it_was_asked_for(said: str, answer: str) -> None:
    assert meant(question(Doubt.EXTENSION, f"{AGREED}2023-07-10", DECLINED), said, ZONE) == answer


@pytest.mark.parametrize(("said", "answer"), [("旗妇幼", "旗妇幼保健院"), ("旗", ""), ("河南镇卫生院", "河南镇卫生院")])
def test_the_first_words_of_one_answer_mean_it_and_those_of_two_mean_none(said: str, answer: str) -> None:
    units = ("旗妇幼保健院", "旗蒙医医院", "河南镇卫生院", "河南镇卫生院分院")
    assert meant(question(Doubt.UNIT, *units), said, ZONE) == answer


@pytest.mark.parametrize(
    ("doubt", "said", "answer"),
    [
        (Doubt.EXTENSION, "7月10日", f"{AGREED}2023-07-10"),
        (Doubt.EXTENSION, "同意延期至 1月10日", f"{AGREED}2024-01-10"),
        (Doubt.DEADLINE, "6.30", "2023-06-30"),
        (Doubt.DEADLINE, "2月30日", ""),
    ],
)
def test_a_day_without_its_year_is_the_first_that_is_possible(doubt: Doubt, said: str, answer: str) -> None:
    assert meant(question(doubt), said, ZONE) == answer


@pytest.mark.parametrize(
    ("first", "said", "answer"),
    [
        (None, "6月9日", "2023-06-09"),
        (None, "12月9日", "2022-12-09"),
        (None, "2023-06-25", ""),
        (datetime(2023, 4, 1, tzinfo=ZONE), "6月25日", ""),
        (datetime(2022, 4, 1, tzinfo=ZONE), "12月9日", "2022-12-09"),
        (datetime(2022, 4, 1, tzinfo=ZONE), "6月9日", ""),
    ],
)
def test_a_counted_row_is_of_no_day_after_it_came_and_of_the_only_one_before(
    first: datetime | None, said: str, answer: str
) -> None:
    asked = Question("", Doubt.DAY, Place("inbox/a.xlsx"), "", "", first=first, last=ASKED)
    assert meant(asked, said, ZONE) == answer
