"""Answers pasted a row too low or too high are asked about as one thing, and go back when a person says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from laboratory import RECEIVED, context
from tasklist.model.arrival import Arrival
from tasklist.model.question import IN_PLACE, Doubt
from tasklist.model.returns import Outcome, Return
from tasklist.returns.interpret import interpret
from texts import UNIT, WHO, answers, read, rows, said

NAME, KEY = f"{UNIT}6月.csv", "7" * 64
PROGRESS, CONTACT, REMARK = 6, 7, 8
TASKS = context().plan.task_list.tasks
FITTING = {task.seq: f"6月{task.seq + 2}日围绕{task.detail[4:14]}开展活动{task.seq}次" for task in TASKS}
PLAIN = {task.seq: said(task.seq) for task in TASKS}


def returned(table: Sequence[Sequence[str]], answer: str = "") -> Return:
    """What becomes of a table when a person has answered so."""
    known = replace(context(), decisions={Doubt.ROWS.of(KEY): answer} if answer else {})
    book = read("".join(",".join(row) + "\n" for row in table), NAME)
    return interpret(Arrival(f"inbox/{NAME}", KEY, RECEIVED, RECEIVED, 1), book, known)


def filled(
    texts: Mapping[int, str], by: int = 0, columns: Sequence[int] = (PROGRESS,), *, under: bool = True
) -> list[list[str]]:
    """The table with these answers, the columns moved down by so many rows (up, when less than nothing)."""
    table = rows()
    for number, row in enumerate(table[1:], 1):
        row[PROGRESS] = texts.get(number, "")
    width = len(table[0])
    table += [[""] * width for _ in range(max(by, 0) if under else 0)]
    for column in columns:
        told = [row[column] for row in table[1:]]
        for number, row in enumerate(table[1:]):
            row[column] = told[number - by] if 0 <= number - by < len(told) else ""
    return [row for row in table if any(row)]


@pytest.mark.parametrize(
    ("texts", "by", "columns", "under", "cure"),
    [
        (FITTING, 1, [PROGRESS], True, "整列上移一行"),
        (FITTING, 1, [PROGRESS], False, "整列上移一行"),
        (FITTING, 1, [PROGRESS, CONTACT], True, "整列上移一行"),
        (FITTING, 2, [PROGRESS], True, "整列上移两行"),
        (FITTING, -1, [PROGRESS], False, "整列下移一行"),
        (PLAIN, 1, [PROGRESS], True, "整列上移一行"),
        ({seq: f"任务{seq}：{text}" for seq, text in PLAIN.items()}, 1, [PROGRESS], False, "整列上移一行"),
        ({task.seq: f"{task.detail}：已完成" for task in TASKS}, 1, [PROGRESS], False, "整列上移一行"),
    ],
    ids=["low", "cut off", "with contacts", "two rows", "high", "one under the table", "numbers", "the tasks' words"],
)
def test_answers_a_row_off_are_one_question_and_go_back(
    texts: Mapping[int, str], by: int, columns: Sequence[int], under: bool, cure: str
) -> None:
    table = filled(texts, by, columns, under=under)
    asked = returned(table)
    assert (asked.outcome, asked.doubt, asked.cures) == (Outcome.SET_ASIDE, Doubt.ROWS, (cure,))
    assert (asked.claimants, asked.entries) == ((UNIT,), ())
    assert asked.reason.count("“") >= 2, "two examples"
    lost = set() if by > 0 and under else {len(TASKS)} if by > 0 else {1}
    back = returned(table, cure)
    assert answers(back) == {seq: text for seq, text in texts.items() if seq not in lost}
    contacts = answers(back, "contact")
    assert contacts == {task.seq: WHO for task in TASKS if CONTACT not in columns or task.seq not in lost}
    assert [one.text for one in back.unplaced] == []


def test_who_says_that_they_stand_right_has_them_in_place() -> None:
    table = filled(FITTING, 1, under=False)
    assert answers(returned(table, IN_PLACE)) == {seq + 1: text for seq, text in FITTING.items() if seq < len(TASKS)}


def test_from_the_row_on_where_they_are_off() -> None:
    moved = {seq: FITTING[seq] if seq < 5 else FITTING[seq - 1] for seq in FITTING if seq != 5}
    table = filled(moved)
    asked = returned(table)
    assert asked.cures == ("第7行起上移一行",)
    assert answers(returned(table, *asked.cures)) == {seq: FITTING[seq] for seq in range(1, len(TASKS))}


def test_answers_in_another_order_ask_without_a_cure() -> None:
    texts = dict(zip(FITTING, [FITTING[seq] for seq in (5, 9, 1, 12, 3, 14, 2, 4, 11, 7, 6, 13, 8, 10)], strict=True))
    asked = returned(filled(texts))
    assert (asked.doubt, asked.cures) == (Doubt.ROWS, ())


@pytest.mark.parametrize("blank", [(), (1,), (14,), (1, 2), (1, 3, 5, 7, 9, 11, 13), (2, 4, 6, 8, 10, 12, 14)])
@pytest.mark.parametrize("texts", [FITTING, PLAIN, dict.fromkeys(PLAIN, "已完成")], ids=["fitting", "plain", "bare"])
def test_a_form_in_which_all_stands_right_is_not_asked(texts: Mapping[int, str], blank: Sequence[int]) -> None:
    made = returned(filled({seq: text for seq, text in texts.items() if seq not in blank}))
    assert made.outcome is Outcome.MERGED


@pytest.mark.parametrize(
    ("last", "under", "joined"),
    [
        ("一是开展培训3次；", "二是走访企业5家", True),
        ("6月6日召开会议，", "传达上级文件", True),
        ("1. 培训3次", "2. 走访5家", True),
        ("6月6日召开会议1次。", "另走访企业5家", True),
        ("6月6日召开会议1次。", "走访企业5家", False),
        ("6月6日召开会议1次", "6月8日义诊1场", False),
        ("", "6月8日义诊1场", False),
    ],
)
def test_what_stands_under_the_table_is_the_rest_of_the_last_answer_or_asked(
    last: str, under: str, joined: bool
) -> None:
    table = filled({**PLAIN, len(TASKS): last})
    made = returned([*table, [*[""] * PROGRESS, under, "", ""]])
    assert answers(made).get(len(TASKS), "") == (f"{last}\n{under}" if joined else last)
    assert [stray.text for stray in made.strays] == ([] if joined else [under])
    assert {cell.task for cell in made.answer_cells if cell.waiting} == (set() if joined else set(PLAIN))


def test_answers_that_use_the_words_of_one_task_are_in_no_other_order() -> None:
    words = TASKS[2].detail
    borrowed = {seq: f"6月{seq}日{words[place * 6 : place * 6 + 6]}{seq}次" for place, seq in enumerate((1, 5, 8, 11))}
    made = returned(filled(PLAIN | borrowed))
    assert made.outcome is Outcome.MERGED and not made.question


def with_remarks(table: list[list[str]], remarks: Mapping[int, str]) -> list[list[str]]:
    """The table with these remarks, row by row."""
    for number, text in remarks.items():
        table[number][REMARK] = text
    return table


def test_a_column_of_few_words_goes_back_with_the_answers_when_one_stands_under_the_table() -> None:
    told = {4: "经费不足3万元", 15: "人员短缺2名"}
    table = with_remarks(filled(FITTING, 1), told)
    asked = returned(table)
    assert asked.cures == ("整列上移一行",)
    assert answers(returned(table, *asked.cures), "remark") == {3: told[4], 14: told[15]}


def test_where_nothing_says_whether_a_column_moved_along_both_are_offered() -> None:
    table = with_remarks(filled(FITTING, 1), {4: "经费不足3万元"})
    asked = returned(table)
    assert asked.cures == ("整列上移一行，“备注”一起移", "整列上移一行，“备注”不动")
    places = [answers(returned(table, cure), "remark") for cure in asked.cures]
    assert places == [{3: "经费不足3万元"}, {4: "经费不足3万元"}]
    assert [len(answers(returned(table, cure))) for cure in asked.cures] == [14, 14]


def test_a_column_with_words_beside_the_row_left_blank_stays() -> None:
    table = with_remarks(filled(FITTING, 1), {1: "见附件1", 4: "经费不足3万元"})
    assert returned(table).cures == ("整列上移一行",)
    assert answers(returned(table, "整列上移一行"), "remark") == {1: "见附件1", 4: "经费不足3万元"}


def test_lines_of_the_form_below_the_table_beside_which_answers_were_pushed_are_not_asked_about() -> None:
    table = filled(FITTING, 1)
    table[15][0] = "另需报送材料：实施方案（2023年6月20日前）"
    back = returned(table, *returned(table).cures)
    assert answers(back) == FITTING and (back.strays, back.unplaced) == ((), ())


def test_two_answers_that_each_fit_the_others_task_are_asked_about_once_and_change_places() -> None:
    table = filled({**FITTING, 8: FITTING[9], 9: FITTING[8]})
    asked = returned(table)
    assert (asked.doubt, asked.cures) == (Doubt.ROWS, ("任务8和任务9的填报对调",))
    assert "填反了" in asked.reason
    assert answers(returned(table, *asked.cures)) == FITTING
    assert answers(returned(table, IN_PLACE)) == {**FITTING, 8: FITTING[9], 9: FITTING[8]}
