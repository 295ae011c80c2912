"""Numbers of lines that do not say of what they are the number; days, decimals and counts are none."""

from __future__ import annotations

import pytest

from tasklist.text.line_numbers import label, parts


@pytest.mark.parametrize(
    ("text", "numbers", "words"),
    [
        ("3、6月12日义诊", [("3", "")], "6月12日义诊"),
        ("（四）义诊", [("四", "")], "义诊"),
        ("6-8项本月无进展零报告", [("6", "8")], "本月无进展零报告"),
        ("1、3：零报告", [("1", ""), ("3", "")], "零报告"),
        ("③义诊", [("③", "")], "义诊"),
        ("1.6月12日学习", [("1", "")], "6月12日学习"),
        ("3）义诊", [("3", "")], "义诊"),
        ("3、12家单位参加", [("3", "")], "12家单位参加"),
        ("第3项：义诊", [], ""),
        ("3.5万元用于义诊", [], ""),
        ("12、13日各义诊1场", [], ""),
        ("一、二季度无进展", [], ""),
        ("6:30召开会议", [], ""),
        ("2023年6月", [], ""),
        ("3项任务全部完成", [], ""),
        ("3、", [], ""),
    ],
)
def test_a_line_is_numbered_where_a_number_and_its_sign_stand_before_words(
    text: str, numbers: list[tuple[str, str]], words: str
) -> None:
    found, begins = label(text)
    assert (list(found), text[begins:] if found else "") == (numbers, words)


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("1.学习1次 2.建成2处", ["1.学习1次", "2.建成2处"]),
        ("①学习；②建成", ["①学习；", "②建成"]),
        ("义诊 2.建成2处", ["义诊 2.建成2处"]),
        ("2.建成 1.学习", ["2.建成 1.学习"]),
    ],
)
def test_numbers_that_follow_one_another_take_a_line_apart(text: str, apart: list[str]) -> None:
    assert parts(text) == apart
