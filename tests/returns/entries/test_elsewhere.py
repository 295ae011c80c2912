"""An answer under another column's heading, or in another task's cell, is offered to its task and stays till then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from laboratory import RECEIVED, context
from tasklist.ledger.stray_questions import question
from tasklist.model.arrival import Arrival
from tasklist.model.question import AS_PROGRESS, DROPPED
from tasklist.model.returns import Return
from tasklist.returns.interpret import interpret
from texts import UNIT, WHO, answers, cut, read, rows, said

NAME = f"{UNIT}6月.csv"
PROGRESS, CONTACT, REMARK = 6, 7, 8
WORK = "6月15日到嘎查义诊3次，诊疗86人次"


def returned(changes: Mapping[tuple[int, int], str], decisions: Mapping[str, str] | None = None) -> Return:
    """What becomes of the table with these cells (row, column) changed, when this was decided."""
    table = rows()
    for (number, column), text in changes.items():
        cut(number, column, text)(table)
    book = read("".join(",".join(row) + "\n" for row in table), NAME)
    known = replace(context(), decisions=decisions or {})
    return interpret(Arrival(f"inbox/{NAME}", "0" * 64, RECEIVED, RECEIVED, 1), book, known)


def answered(changes: Mapping[tuple[int, int], str], wish: str) -> Return:
    """The same once a person has chosen the first possible answer that begins so."""
    (stray,) = returned(changes).strays
    option = next(one for one in question(stray, context().plan, {}).options if one.startswith(wish))
    return returned(changes, {stray.key: option})


@pytest.mark.parametrize("column", [CONTACT, REMARK])
@pytest.mark.parametrize(
    "text", [WORK, f"王晓明 13811110001，{WORK}", "已完成", "本期未开展，待7月启动", "召开推进会，部署下步工作"]
)
def test_work_told_beside_an_empty_cell_is_offered_to_its_task(column: int, text: str) -> None:
    changes = {(3, PROGRESS): "", (3, column): text}
    made = returned(changes)
    (stray,) = made.strays
    assert (stray.text, stray.tasks) == (text, (3,))
    assert {cell.task for cell in made.answer_cells if cell.waiting} == {3}
    field = {CONTACT: "contact", REMARK: "remark"}[column]
    assert answers(made, field)[3] == text, "it stands where it was typed until a person has looked"
    taken = answered(changes, "任务3")
    assert answers(taken)[3] == text and 3 not in answers(taken, field)
    assert (taken.strays, [cell for cell in taken.answer_cells if cell.waiting]) == ((), [])
    kept = answered(changes, DROPPED)
    assert 3 not in answers(kept) and answers(kept, field)[3] == text
    assert [cell for cell in kept.answer_cells if cell.waiting] == []


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (CONTACT, WHO),
        (CONTACT, "张三（办公室）"),
        (CONTACT, "李主任 内线8012"),
        (CONTACT, "无"),
        (REMARK, "见附件3"),
        (REMARK, "附签到表3份"),
        (REMARK, "申请延期至7月10日"),
    ],
)
def test_whom_to_call_and_what_is_enclosed_is_no_work(column: int, text: str) -> None:
    assert returned({(3, PROGRESS): "", (3, column): text}).strays == ()


@pytest.mark.parametrize("column", [CONTACT, REMARK])
def test_beside_an_answer_nothing_is_asked(column: int) -> None:
    assert returned({(3, column): WORK}).strays == ()


@pytest.mark.parametrize(
    ("behind", "part"),
    [
        (f"；任务4：{WORK}。", f"任务4：{WORK}。"),
        (f"。任务四已完成，{WORK}", f"任务四已完成，{WORK}"),
        (f"；序号4：{WORK}", f"序号4：{WORK}"),
    ],
)
def test_a_sentence_that_begins_with_another_task_is_offered_to_that(behind: str, part: str) -> None:
    changes = {(3, PROGRESS): said(3) + behind, (4, PROGRESS): ""}
    made = returned(changes)
    (stray,) = made.strays
    assert (stray.text, stray.tasks) == (part, (4,))
    assert {cell.task for cell in made.answer_cells if cell.waiting} == {4}
    taken = answered(changes, "任务4")
    assert WORK in answers(taken)[4] and answers(taken)[3] == said(3) + behind


@pytest.mark.parametrize(
    "behind", ["，与任务4一并推进", "；第二项工作已启动", "；任务3的材料已报送", "；任务40：无此项"]
)
def test_what_only_mentions_a_task_is_not_taken_for_its_answer(behind: str) -> None:
    assert returned({(3, PROGRESS): said(3) + behind, (4, PROGRESS): ""}).strays == ()


@pytest.mark.parametrize(("column", "field"), [(CONTACT, "contact"), (REMARK, "remark")])
def test_a_column_filled_in_beside_its_own_is_asked_about_once(column: int, field: str) -> None:
    told = {task: f"6月{task}日到嘎查义诊{task}次，诊疗{task}6人次" for task in (2, 3, 4, 5)}
    changes = {(task, PROGRESS): "" for task in told} | {(task, column): text for task, text in told.items()}
    made = returned(changes)
    (stray,) = made.strays
    assert stray.tasks == tuple(told) and {cell.task for cell in made.answer_cells if cell.waiting} == {*told}
    assert {task: answers(made, field)[task] for task in told} == told
    taken = answered(changes, AS_PROGRESS)
    assert {task: answers(taken)[task] for task in told} == told and not {*told} & {*answers(taken, field)}
    assert (taken.strays, [cell for cell in taken.answer_cells if cell.waiting]) == ((), [])
    kept = answered(changes, DROPPED)
    assert {task: answers(kept, field)[task] for task in told} == told and not {*told} & {*answers(kept)}
    assert (kept.strays, [cell for cell in kept.answer_cells if cell.waiting]) == ((), [])


def test_of_two_answers_in_another_column_each_is_asked_about() -> None:
    changes = {(task, PROGRESS): "" for task in (2, 3)} | {(task, REMARK): f"{WORK}{task}" for task in (2, 3)}
    assert [stray.tasks for stray in returned(changes).strays] == [(2,), (3,)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("本月各项任务均为零报告。", "本月各项任务均为零报告"),
        ("6月12日学习1次。以上工作任务本月都没有开展", "以上工作任务本月都没有开展"),
        ("6月12日学习1次，参训30人；其余任务本月均无新进展", "其余任务本月均无新进展"),
    ],
)
def test_how_all_tasks_stand_is_offered_to_those_whose_cells_are_empty(text: str, said: str) -> None:
    empty = {(row, PROGRESS): "" for row in (3, 4)}
    made = returned({(1, PROGRESS): text, **empty})
    (stray,) = made.strays
    assert (stray.text, stray.tasks) == (said, (3, 4))
    assert {cell.task for cell in made.answer_cells if cell.waiting} == {3, 4}
    taken = answered({(1, PROGRESS): text, **empty}, "任务3、4")
    assert (answers(taken)[1], answers(taken)[3], answers(taken)[4]) == (text, said, said)


def test_a_task_that_the_words_leave_out_is_not_offered_them() -> None:
    empty = {(row, PROGRESS): "" for row in (3, 4, 5)}
    (stray,) = returned({(1, PROGRESS): "除任务4外，其余任务本月均无新进展", **empty}).strays
    assert stray.tasks == (3, 5)


@pytest.mark.parametrize("text", ["6月12日学习1次，各项工作有序推进", "所有任务点位6月12日前完成检查12次"])
def test_what_is_said_of_the_task_alone_is_offered_to_no_other(text: str) -> None:
    assert not returned({(1, PROGRESS): text, (3, PROGRESS): "", (4, PROGRESS): ""}).strays


def test_a_form_that_is_filled_in_may_say_how_all_tasks_stand() -> None:
    assert not returned({(1, PROGRESS): "各项任务均按计划推进，6月12日学习1次"}).strays
