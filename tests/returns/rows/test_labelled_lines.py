"""One cell, several tasks: each line is the answer of the task it names, or nothing is taken apart."""

from __future__ import annotations

import pytest

from tasklist.returns.rows.labelled_lines import pieces, unknown
from tasklist.text.normalize import ordinal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("任务3：走访8户\n任务4：学习2次", ((3, "走访8户"), (4, "学习2次"))),
        ("任务3：\n任务4：学习2次\n又学习1次\n任务五、义诊", ((3, ""), (4, "学习2次\n又学习1次"), (5, "义诊"))),
    ],
)
def test_lines_under_the_names_of_tasks_are_their_answers(text: str, found: tuple[tuple[int, str], ...]) -> None:
    assert pieces(text, ordinal) == found


@pytest.mark.parametrize(
    "text",
    [
        "走访8户，任务4：学习2次",
        "任务3：走访8户",
        "先说明情况\n任务3：走访8户\n任务4：学习2次",
        "任务3：走访8户\n任务3：又走访2户",
        "第一，加强领导。\n第二，压实责任。",
    ],
)
def test_a_text_that_is_not_made_of_such_lines_stays_whole(text: str) -> None:
    assert pieces(text, ordinal) == ()


def test_lines_may_name_tasks_by_the_offices_own_numbers_and_others_are_asked_about() -> None:
    own = {"1.3": 3, "1.4": 4}
    assert pieces("任务1.3：走访8户\n任务1.4：学习2次", own.get) == ((3, "走访8户"), (4, "学习2次"))
    assert unknown("任务3：走访8户\n任务4：学习2次", own.get) == ("任务3", "任务4")
    assert unknown("任务1.3：走访8户\n任务4：学习2次", own.get) == unknown("任务4：学习2次", own.get) == ()
