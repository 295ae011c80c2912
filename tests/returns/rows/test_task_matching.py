"""Number and text together say which task a row is; text decides when they disagree; ties ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasklist.model.book import Grid
from tasklist.model.tasks import Deadline, Task, TaskList
from tasklist.returns.rows.row_tasks import tasks_of_rows
from tasklist.returns.rows.task_matching import How, Matcher, lone_numbers, recognises
from tasklist.tables.find import find_tables
from tasklist.tables.headings import TASKS as VOCABULARY
from tasklist.tables.template_text import NOTHING
from tasklist.text.normalize import ordinal

DETAILS = (
    "党组理论学习中心组每年专题学习不少于一次，书记讲专题课一次",
    "利用党员活动中心打造实践教育阵地，建立职工、青年教育点",
    "将铸牢意识任务纳入党建工作责任制，作为述职考核的内容",
    "将铸牢意识任务纳入意识形态工作责任制，开展专项检查",
    "加强传统医药资源保护和开发利用，实施健康行动",
)
TASKS = tuple(
    Task(seq, ("主题",), detail, "卫健委", "各卫生健康单位", Deadline("6月底前"))
    for seq, detail in enumerate(DETAILS, 1)
)
MATCHER = Matcher(TaskList("清单", TASKS, ()))


def test_the_official_text_is_an_exact_match_whatever_the_number() -> None:
    assert MATCHER.match("9", DETAILS[1]) == MATCHER.match("2", DETAILS[1])
    assert MATCHER.match("9", DETAILS[1]).how is How.EXACT


def test_spaces_punctuation_and_full_width_forms_do_not_matter() -> None:
    said = DETAILS[0].replace("，", " ,\n").replace("一", "一 ")
    assert MATCHER.match("１", said).how is How.EXACT


@pytest.mark.parametrize(
    ("seq", "said", "task"),
    [
        ("1", "党组理论学习中心组每年专题学习不少于一次，书记讲专题课", 1),
        ("", "利用党员活动中心打造实践教育阵地", 2),
        ("5", "加强传统医药保护开发利用", 5),
        ("2", "加强传统医药资源的保护和开发利用，实施健康行动计划", 5),
        ("3", "任务纳入党建工作责任制", 3),
    ],
)
def test_an_edited_or_abbreviated_text_is_recognised(seq: str, said: str, task: int) -> None:
    assert MATCHER.match(seq, said).task == task


def test_a_text_that_fits_two_tasks_asks_and_names_both() -> None:
    found = MATCHER.match("", "将铸牢意识任务纳入工作责任制")
    assert (found.task, found.rivals) == (None, (3, 4))


def test_the_number_breaks_a_tie_between_two_texts_that_are_alike() -> None:
    assert MATCHER.match("4", "将铸牢意识任务纳入工作责任制").task in (4, None)


def test_a_units_own_task_is_no_task_of_the_list() -> None:
    assert MATCHER.match("6", "购置彩超设备一台并完成安装调试").how is How.OWN


def test_without_a_text_the_mark_decides_and_a_number_that_contradicts_it_asks() -> None:
    assert MATCHER.match("", "", marked=3).task == 3
    assert MATCHER.match("4", "", marked=3).task is None
    assert MATCHER.match("4", "").how is How.NUMBER


def test_a_row_that_was_pasted_over_another_belongs_to_its_text_not_to_the_mark() -> None:
    assert MATCHER.match("2", DETAILS[1], marked=5).task == 2


def test_two_tasks_with_one_text_are_told_apart_by_number() -> None:
    twice = Matcher(TaskList("清单", (*TASKS, replace(TASKS[0], seq=6)), ()))
    assert twice.match("6", DETAILS[0]).task == 6
    assert twice.match("", DETAILS[0]).task is None


def test_numbers_that_may_be_the_units_own_are_not_trusted() -> None:
    assert not lone_numbers([1, 2, 3], duties=[3, 5, 7])(3)
    assert not lone_numbers([1, 2], duties=[1, 2, 3])(1)
    assert lone_numbers([3, 5, 7], duties=[3, 5, 7])(3)
    assert lone_numbers([1, 2, 3], duties=[1, 2, 3])(2)
    assert not lone_numbers([3, 5, 5], duties=[3, 5, 7])(5)


def test_a_task_column_is_recognised_until_it_holds_something_of_the_units_own() -> None:
    assert recognises(TASKS[0], "detail", DETAILS[0])
    assert recognises(TASKS[0], "detail", DETAILS[0][:14])
    assert not recognises(TASKS[0], "detail", DETAILS[0] + "。我院于3月15日组织学习1次，参加45人，4月又组织了一次测试")
    assert recognises(TASKS[0], "responsible", "各卫生健康单位")
    assert not recognises(TASKS[0], "responsible", "办公室主任负责")


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("3", 3), ("03", 3), ("3.", 3), ("3、", 3), ("（三）", 3), ("第3项", 3), ("任务3", 3), ("③", 3), ("３", 3),
        ("3.0", 3), ("十二", 12), ("3.1", None), ("1、2", None), ("合计", None), ("2023年", None), ("", None),
    ],
)  # fmt: skip
def test_a_number_is_read_in_any_dress_and_nothing_else_is_one(said: str, number: int | None) -> None:
    assert ordinal(said) == number


def test_a_theme_typed_in_front_of_the_task_does_not_hide_it() -> None:
    assert MATCHER.match("", f"主题：{DETAILS[4]}").task == 5


def test_an_answer_typed_behind_the_task_does_not_hide_it() -> None:
    assert MATCHER.match("", f"{DETAILS[1]}\n已建教育点2个，覆盖职工120人，4月起每月开放两次").task == 2


def test_two_tasks_in_one_cell_ask_and_name_both() -> None:
    found = MATCHER.match("1、2", f"{DETAILS[0]}\n{DETAILS[1]}")
    assert (found.task, found.rivals) == (None, (1, 2))


@pytest.mark.parametrize("seq", ["第9项、第10项", "一、二", "另一项"])
def test_a_number_nobody_can_read_is_not_made_good_by_the_mark_alone(seq: str) -> None:
    assert MATCHER.match(seq, "", 3).how is How.ASK


CHAPTERS = (("党建", "开展专题学习并形成台账"), ("党建", "报送工作总结和下步计划"), ("廉政", "开展专题学习并形成台账"))
SAME = Matcher(
    TaskList(
        "清单",
        tuple(
            Task(seq, (theme,), detail, "卫健委", "各卫生健康单位", Deadline("6月底前"))
            for seq, (theme, detail) in enumerate(CHAPTERS, 1)
        ),
        (),
    )
)
ANSWER = "6月2日办了1次"


@pytest.mark.parametrize(
    ("rows", "task"),
    [
        ([["重点任务", "序号", "具体任务", "进展情况"], ["廉政", "1", CHAPTERS[2][1], ANSWER]], 3),
        ([["重点任务", "具体任务", "进展情况"], ["党建", CHAPTERS[0][1], ANSWER]], 1),
        ([["序号", "具体任务", "进展情况"], ["二、廉政", "", ""], ["1", CHAPTERS[2][1], ANSWER]], 3),
        ([["重点任务", "序号", "具体任务", "进展情况"], ["监督", "1", CHAPTERS[2][1], ANSWER]], None),
        ([["序号", "具体任务", "进展情况"], ["1", CHAPTERS[0][1], ANSWER]], 1),
        ([["具体任务", "进展情况", "备注"], [CHAPTERS[0][1], ANSWER, "无"]], None),
    ],
)
def test_of_tasks_with_one_text_the_other_columns_and_the_chapter_tell_which(
    rows: list[list[str]], task: int | None
) -> None:
    cells = {(r, c): text for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1) if text}
    (table,) = find_tables(Grid("表", cells), VOCABULARY)
    found = [match for row, match in tasks_of_rows(table, SAME, (1, 2, 3), NOTHING, ()) if row.text("progress")]
    assert [match.task for match in found] == [task]
