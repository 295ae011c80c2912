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
