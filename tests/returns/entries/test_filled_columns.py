"""A column filled in beside its own is one question, and goes where a person says: to the progress, or elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from laboratory import RECEIVED, context
from tasklist.ledger.stray_questions import question
from tasklist.model.arrival import Arrival
from tasklist.model.layout import NINE, AnswerKind, ListColumn, Role
from tasklist.model.question import AS_PROGRESS, DROPPED
from tasklist.model.returns import Return
from tasklist.returns.context import Context
from tasklist.returns.interpret import interpret
from texts import UNIT, answers, read, rows

NAME = f"{UNIT}6月.csv"
PROGRESS, REMARK = 6, 8
OWN = "存在问题及打算"
WORK = {task: f"6月{task}日到嘎查义诊{task}次，诊疗{task}6人次" for task in (2, 3, 4, 5)}
WANTS = {task: f"设备老化，经费不足{task}万元，下步申请资金" for task in (2, 3, 4, 5)}
IN_OWN = f"都算填在“{OWN}”一栏"


def known(decisions: Mapping[str, str]) -> Context:
    """A list that asks for problems where the shipped one asks for remarks."""
    column = ListColumn("c9", Role.ANSWER, (OWN,), kind=AnswerKind.TEXT)
    base = context()
    listed = replace(base.plan.task_list, layout=replace(NINE, columns=(*NINE.columns[:-1], column)))
    return replace(base, plan=replace(base.plan, task_list=listed), decisions=decisions)


def returned(table: list[list[str]], decisions: Mapping[str, str] | None = None) -> Return:
    """What becomes of a table when this was decided."""
    book = read("".join(",".join(row) + "\n" for row in table), NAME)
    return interpret(Arrival(f"inbox/{NAME}", "0" * 64, RECEIVED, RECEIVED, 1), book, known(decisions or {}))


def filled(said: Mapping[int, str], *, heading: str, progress: bool, column: int = REMARK) -> list[list[str]]:
    """The form with these texts under a heading, the progress of their tasks there or not."""
    table = [[*row, *[""] * (column - REMARK)] for row in rows()]
    table[0][REMARK] = OWN
    table[0][column] = heading
    for task, text in said.items():
        table[task][column] = text
        table[task][PROGRESS] = table[task][PROGRESS] if progress else ""
    return table


def options(made: Return) -> tuple[str, ...]:
    """What is offered for the one thing that is asked."""
    (stray,) = made.strays
    return question(stray, known({}).plan, {}).options


@pytest.mark.parametrize(("heading", "column"), [(OWN, REMARK), ("备注", REMARK + 1), ("本月情况", REMARK + 1)])
def test_answers_typed_under_another_heading_are_offered_as_the_progress_that_is_empty(
    heading: str, column: int
) -> None:
    table = filled(WORK, heading=heading, progress=False, column=column)
    made = returned(table)
    assert options(made) == (AS_PROGRESS, DROPPED)
    assert {cell.task for cell in made.answer_cells if cell.waiting} == {*WORK}, "not blank until a person has looked"
    taken = returned(table, {made.strays[0].key: AS_PROGRESS})
    assert {task: answers(taken)[task] for task in WORK} == WORK and not answers(taken, "c9")
    assert (taken.strays, taken.unplaced, [cell for cell in taken.answer_cells if cell.waiting]) == ((), (), [])


@pytest.mark.parametrize("said", [WANTS, dict.fromkeys(WORK, "无"), dict.fromkeys(WORK, "下步计划7月10日前完成")])
def test_what_is_wanting_and_what_is_planned_is_no_progress(said: Mapping[int, str]) -> None:
    assert returned(filled(said, heading=OWN, progress=False)).strays == ()


def test_work_told_in_a_column_of_ones_own_beside_its_progress_is_not_asked_about() -> None:
    assert returned(filled(WORK, heading=OWN, progress=True)).strays == ()


@pytest.mark.parametrize("heading", ["困难和问题", "问题", "存在的主要问题及下步打算", "本单位问题台账"])
def test_a_column_under_a_changed_heading_is_offered_as_the_one_the_table_lacks(heading: str) -> None:
    table = filled(WANTS, heading=heading, progress=True)
    made = returned(table)
    assert options(made) == (IN_OWN, DROPPED)
    assert not any(cell.waiting for cell in made.answer_cells), "the progress of its tasks is known"
    taken = returned(table, {made.strays[0].key: IN_OWN})
    assert answers(taken, "c9") == WANTS and (taken.strays, taken.unplaced) == ((), ())
    kept = returned(table, {made.strays[0].key: DROPPED})
    assert not answers(kept, "c9") and [spot.text for spot in kept.unplaced] == list(WANTS.values())


def test_a_column_added_beside_all_of_the_lists_own_is_no_other() -> None:
    made = returned(filled(WANTS, heading="附注", progress=True, column=REMARK + 1))
    assert options(made) == (DROPPED,)


def test_work_under_a_changed_heading_may_be_the_progress_or_the_column_that_is_lacking() -> None:
    made = returned(filled(WORK, heading="困难和问题", progress=False))
    assert options(made) == (AS_PROGRESS, IN_OWN, DROPPED)


@pytest.mark.parametrize("heading", ["上月进展", "上期填报", "下步打算", "5月情况"])
def test_a_column_of_another_time_is_not_offered_as_progress(heading: str) -> None:
    made = returned(filled(WORK, heading=heading, progress=False, column=REMARK + 1))
    assert all(AS_PROGRESS not in question(stray, known({}).plan, {}).options for stray in made.strays)


def test_an_ask_for_more_time_in_a_column_of_the_lists_own_is_no_answer_that_strayed() -> None:
    made = returned(filled({2: "因设备未到，申请延期至7月10日报送"}, heading=OWN, progress=False))
    assert made.strays == () and answers(made, "c9") == {2: "因设备未到，申请延期至7月10日报送"}
