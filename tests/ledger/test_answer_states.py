"""The answers of one row held against one another, and against the day they came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

import worlds
from made_returns import FACT, form
from tasklist.ledger import checks
from tasklist.ledger.build import build_ledger
from tasklist.model.finding import Finding
from tasklist.model.layout import NINE, AnswerKind, ListColumn, Role
from tasklist.plan import periods
from tasklist.substance.word_lists import DEFAULT_WORDS
from worlds import moment

UNIT = worlds.unit(0).name
TEXT = "进展"
OWN = (
    ListColumn("closed", Role.ANSWER, ("是否销号",), kind=AnswerKind.CHOICE, choices=("是", "否")),
    ListColumn("state", Role.ANSWER, ("进展状态",), kind=AnswerKind.CHOICE, choices=("已完成", "推进中", "未启动")),
    ListColumn("help", Role.ANSWER, ("是否需要协调",), kind=AnswerKind.CHOICE, choices=("是", "否")),
    ListColumn("light", Role.ANSWER, ("亮灯",), kind=AnswerKind.CHOICE, choices=("绿", "黄", "红")),
    ListColumn("share", Role.ANSWER, ("完成进度（%）",), kind=AnswerKind.PERCENT),
    ListColumn("rate", Role.ANSWER, ("疫苗接种率（%）",), kind=AnswerKind.PERCENT),
    ListColumn("day", Role.ANSWER, ("实际完成时间",), kind=AnswerKind.DATE),
)
MADE = worlds.plan(2, 3)
PLAN = replace(MADE, task_list=replace(MADE.task_list, layout=replace(NINE, columns=(*NINE.columns, *OWN))))


def codes(**said: str) -> list[str]:
    """What is seen in the answer columns of one row, handed in on the 20th of June 2023."""
    return [one.code for one in seen(said)]


def seen(said: Mapping[str, str]) -> list[Finding]:
    returned = form(UNIT, {1: said.get("text", FACT)}, moment(20))
    first = form(UNIT, {1: FACT}, moment(20)).entries[0]
    more = tuple(replace(first, field=key, text=text) for key, text in said.items() if key != "text")
    period = periods.period_at(PLAN.campaign, date(2023, 6, 1))
    returned = replace(returned, entries=(*returned.entries, *more))
    table = build_ledger(PLAN, period, moment(28), [returned], DEFAULT_WORDS)
    return [one for one in checks.findings(table) if one.code.startswith("answer_")]


@pytest.mark.parametrize(
    "said",
    [
        {"text": "未启动", "closed": "是"},
        {"text": "尚未启动，计划下月开展", "closed": "是"},
        {"text": "已完成", "closed": "否"},
        {"text": "已全部完成整改，5月5日通过验收。下一步巩固成果", "closed": "否"},
        {"text": "已完成3个项目结算审计", "closed": "否"},
        {"text": "未启动", "state": "推进中"},
        {"text": "已全部完成", "state": "推进中"},
        {"share": "100%", "state": "推进中"},
        {"share": "100%", "closed": "否"},
        {"share": "60%", "closed": "是"},
        {"share": "100%", "text": "尚未启动"},
        {"share": "60%", "text": "已全部完成"},
        {"day": "2023-06-05", "closed": "否"},
        {"day": "6月5日", "state": "未启动"},
        {"light": "绿", "text": "尚未启动"},
        {"light": "红", "text": "已全部完成"},
    ],
)
def test_two_answers_of_a_row_that_cannot_both_be_are_a_doubt(said: Mapping[str, str]) -> None:
    assert "answer_contradicts" in codes(**said)


@pytest.mark.parametrize(
    "said",
    [
        {"closed": "是", "day": "6月5日", "share": "100%", "state": "已完成", "text": "已全部完成整改"},
        {"closed": "否", "share": "60%", "state": "推进中", "text": "6月3日已完成招标，正在施工"},
        {"state": "推进中", "text": "已完成方案编制"},
        {"help": "是", "text": "尚未启动，缺少经费"},
        {"help": "否", "text": "已全部完成"},
        {"light": "绿", "share": "60%"},
        {"light": "黄", "text": "已全部完成"},
        {"rate": "100%", "state": "推进中"},
        {"state": "推进中", "text": "正在起草方案，下月印发"},
        {"state": "未启动", "share": "0"},
    ],
)
def test_answers_that_go_together_are_no_doubt(said: Mapping[str, str]) -> None:
    assert "answer_contradicts" not in codes(**said)


@pytest.mark.parametrize("day", ["2023-06-21", "6月30日", "6月底", "2024年1月", "12.5"])
def test_a_task_done_on_a_day_that_had_not_come_when_it_was_said_is_a_doubt(day: str) -> None:
    assert codes(day=day) == ["answer_ahead"]


@pytest.mark.parametrize("day", ["2023-06-20", "6月", "6月5日", "2022-12-05"])
def test_a_day_that_had_come_is_none(day: str) -> None:
    assert codes(day=day) == []


def test_what_stands_in_a_row_without_a_main_answer_is_looked_at_too() -> None:
    assert codes(text="", state="快了") == ["answer_choice"]
