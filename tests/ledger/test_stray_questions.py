"""Every answer that a question speaks of can be chosen: what it may be, and what the advice names."""

from __future__ import annotations

import re
from itertools import product

import pytest

import worlds
from made_returns import FACT, form
from tasklist.ledger.questions import questions
from tasklist.ledger.stray_questions import question
from tasklist.model.finding_kinds import finding
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.model.question import AMENDED, BESIDE, EMPTIED, INSTEAD, NIL, Doubt, Question
from tasklist.model.returns import Outcome, Stray
from tasklist.tables.question_rows import PROOF, tasks_of
from worlds import moment

PLAN = worlds.plan(3, 3)
UNIT, OTHER = (worlds.unit(number).name for number in range(2))
AT = Place("inbox/甲.xlsx", "Sheet1", "G5")
WAYS = ((INSTEAD, BESIDE), (NIL,), (EMPTIED,), (AMENDED,), (INSTEAD, BESIDE, NIL, EMPTIED))
COLUMN = "决定"  # where answers are written


def spoken_of(asked: Question) -> set[str]:
    """The answers that the row of a question names."""
    return {*asked.claimants, *re.findall("“([^”]+)”", asked.advice)} - {COLUMN}


def offered(asked: Question) -> bool:
    """Is each in the drop-down, whole or as what tells an answer from the others?"""
    return all(any(said in option for option in asked.options) for said in spoken_of(asked))


@pytest.mark.parametrize("name", ["", "progress", "contact", "evidence"])
@pytest.mark.parametrize("tasks", [(), (2,), (1, 3), (7,)])
@pytest.mark.parametrize("ways", WAYS)
def test_a_question_about_what_found_no_place_names_no_answer_that_is_not_offered(
    name: str, tasks: tuple[int, ...], ways: tuple[str, ...]
) -> None:
    for count, row, own, others in product((1, 2), (False, True), (False, True), ((), (OTHER,))):
        cells = tuple((name, AT, FACT) for _ in range(count))
        amends = (("参训45人", "参训54人"),) if ways == (AMENDED,) else ()
        stray = Stray(
            AT, FACT, "说不清", UNIT, "2023-06", cells, tasks, row, own and row, (), ways, amends, others=others
        )
        for texts in ({}, {(UNIT, "2023-06"): {2: [FACT]}}):
            asked = question(stray, PLAN, texts)
            assert offered(asked), (asked.claimants, asked.advice, asked.options)


def test_pictures_can_be_the_evidence_of_every_task_of_their_unit() -> None:
    stray = Stray(AT, "image1.png", "图片", UNIT, "2023-06", (("evidence", AT, "image1.png"),), (2,))
    asked = question(stray, PLAN, {})
    assert [re.match("任务(.)", option)[1] for option in asked.claimants] == ["2"]  # type: ignore[index]
    assert {seq for option in asked.options if option.endswith(PROOF) for seq in tasks_of(option)} == {
        *PLAN.duties[UNIT]
    }


@pytest.mark.parametrize("doubt", [doubt for doubt in Doubt if doubt.of_file])
@pytest.mark.parametrize("kind", [None, Kind.TASKS])
@pytest.mark.parametrize("unit", ["", UNIT])
def test_a_question_about_a_file_names_no_answer_that_is_not_offered(
    doubt: Doubt, kind: Kind | None, unit: str
) -> None:
    came = form(UNIT, {1: FACT}, moment(20))
    why = finding("set_aside", "对不上", of=came.arrival.place())
    for spans, cures in product(((), ("2023-05",)), ((), ("上移一行",))):
        aside = came.__class__(
            came.arrival, Outcome.SET_ASIDE, kind, unit, "2023-06", "对不上", question=why, doubt=doubt,
            claimants=(UNIT,), spans=spans, cures=cures, apart=True,
        )  # fmt: skip
        for asked in questions([aside], PLAN, moment(28)):
            assert offered(asked), (asked.claimants, asked.advice, asked.options)
