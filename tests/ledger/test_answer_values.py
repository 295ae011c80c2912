"""What people write in a column with a kind is read as they mean it; what is not certain is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasklist.ledger.answer_values import choice, least, read
from tasklist.model.layout import AnswerKind, ListColumn, Role

YES_NO = ("是", "否")
STATES = ("已完成", "推进中", "未启动")
LIGHTS = ("绿", "黄", "红")


@pytest.mark.parametrize(
    ("choices", "written", "meant"),
    [
        (YES_NO, "是", "是"),
        (YES_NO, " 是 ", "是"),
        (YES_NO, "是（6月）", "是"),
        (YES_NO, "是（6月30日完成）", "是"),
        (YES_NO, "是（已完成）", "是"),
        (YES_NO, "√（见附件2）", "是"),
        (YES_NO, "是（部分）", ""),
        (YES_NO, "完成（除2户外）", ""),
        (YES_NO, "√", "是"),
        (YES_NO, "☑", "是"),
        (YES_NO, "×", "否"),
        (YES_NO, "x", "否"),
        (YES_NO, "已完成", "是"),
        (YES_NO, "已销号", "是"),
        (YES_NO, "100%", "是"),
        (YES_NO, "100", "是"),
        (YES_NO, "未销号", "否"),
        (YES_NO, "未启动", "否"),
        (YES_NO, "推进中", ""),
        (YES_NO, "是/否", ""),
        (YES_NO, "基本完成", ""),
        (STATES, "已完成", "已完成"),
        (STATES, "完成", "已完成"),
        (STATES, "正在推进", "推进中"),
        (STATES, "尚未启动", "未启动"),
        (STATES, "100%", "已完成"),
        (STATES, "√", ""),
        (STATES, "未完成", ""),
        (LIGHTS, "绿", "绿"),
        (LIGHTS, "√", ""),
    ],
)
def test_a_choice_is_read_where_it_is_certain(choices: tuple[str, ...], written: str, meant: str) -> None:
    assert choice(choices, written) == meant


def test_an_amount_counts_in_the_unit_the_list_states_beside_its_line_or_above_its_table() -> None:
    plain = ListColumn("own", Role.ANSWER, ("完成投资",), kind=AnswerKind.NUMBER)
    above = replace(plain, counted_in="万元")
    assert read(plain, "1.2亿元", "万元").shown == read(above, "1.2亿元").shown == "12000"
    assert read(above, "30个").shown == "30"  # what the heading of that column counts is something else
    assert read(plain, "1.2亿元").doubt
    assert read(plain, "85%", "%").shown == "85%"
    assert [read(plain, each).shown for each in ("三", "一十二", "一百〇五")] == ["3", "12", "105"]
    assert read(plain, "十几个").doubt
    assert read(replace(plain, heading=("完成投资（元）",)), "3万元", "万元").shown == "30000"


@pytest.mark.parametrize(
    ("kind", "written", "shown", "sure"),
    [
        (AnswerKind.PERCENT, "85%", "85%", True),
        (AnswerKind.PERCENT, "85", "85%", True),
        (AnswerKind.PERCENT, "８５．５％", "85.5%", True),
        (AnswerKind.PERCENT, "百分之八十五", "85%", True),
        (AnswerKind.PERCENT, "0.85", "0.85", False),
        (AnswerKind.PERCENT, "1", "1", False),
        (AnswerKind.PERCENT, "1.2", "1.2", False),
        (AnswerKind.PERCENT, "1%", "1%", True),
        (AnswerKind.PERCENT, "0", "0%", True),
        (AnswerKind.PERCENT, "约85%", "约85%", False),
        (AnswerKind.NUMBER, "1,200", "1200", True),
        (AnswerKind.NUMBER, "12家", "12", True),
        (AnswerKind.NUMBER, "十几", "十几", False),
        (AnswerKind.DATE, "2024-06-30", "2024-06-30", True),
        (AnswerKind.DATE, "6月30日", "6月30日", True),
        (AnswerKind.DATE, "尽快", "尽快", False),
        (AnswerKind.DATE, "13月40日", "13月40日", False),
        (AnswerKind.DATE, "6月31日", "6月31日", False),
        (AnswerKind.TEXT, "协调困难", "协调困难", True),
    ],
)
def test_numbers_days_and_texts_keep_their_kind(kind: AnswerKind, written: str, shown: str, sure: bool) -> None:
    found = read(ListColumn("own", Role.ANSWER, ("栏",), kind=kind), written)
    assert (found.shown, not found.doubt) == (shown, sure)


@pytest.mark.parametrize(
    ("heading", "written", "shown"),
    [
        ("完成数量（亩）", "1.5万亩", "15000"),
        ("完成数量（亩）", "1.5万", "15000"),
        ("完成投资（万元）", "1.2亿元", "12000"),
        ("完成投资（万元）", "3500元", "0.35"),
        ("完成投资（单位：万元）", "1,200万元", "1200"),
        ("完成户数（万户）", "0.5万户", "0.5"),
        ("完成户数（户）", "0.5万户", "5000"),
        ("完成数量（累计）", "12家", "12"),
        ("得分", "14.5分", "14.5"),
    ],
)
def test_an_amount_is_turned_into_the_unit_its_heading_states(heading: str, written: str, shown: str) -> None:
    found = read(ListColumn("own", Role.ANSWER, (heading,), kind=AnswerKind.NUMBER), written)
    assert (found.shown, found.doubt) == (shown, "")


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("完成数量", "1.5万亩"),
        ("完成投资", "1.2亿元"),
        ("完成投资（万元）", "1.2万"),
        ("完成投资（万元）", "12家"),
        ("完成数量（亩）", "12公顷"),
        ("完成户数", "12余户"),
        ("完成户数", "12户左右"),
        ("完成户数", "3个半"),
        ("完成户数", "6月底"),
        ("完成户数", "3分之一"),
    ],
)
def test_an_amount_in_a_unit_the_heading_does_not_state_stays_in_words_and_is_asked(heading: str, written: str) -> None:
    found = read(ListColumn("own", Role.ANSWER, (heading,), kind=AnswerKind.NUMBER), written)
    assert (found.shown, bool(found.doubt)) == (written, True)


@pytest.mark.parametrize("written", ["1.5万亩", "85家", "9成"])
def test_an_amount_is_no_per_cent(written: str) -> None:
    found = read(ListColumn("own", Role.ANSWER, ("完成率",), kind=AnswerKind.PERCENT), written)
    assert (found.shown, bool(found.doubt)) == (written, True)


@pytest.mark.parametrize(
    ("target", "asked"),
    [("执行率达到90%以上", 90.0), ("不低于62%", 62.0), ("建成2家", None), ("从50%提高到70%", None)],
)
def test_a_target_asks_a_per_cent_only_when_it_names_one(target: str, asked: float | None) -> None:
    assert least(target) == asked
