"""A task is called by the office's own number, or by the one it is counted by; where they differ, both are meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

import worlds
from tasklist.model.tasks import TaskList
from tasklist.plan.task_names import called, mentioned


def numbered(*numbers: str) -> TaskList:
    made = worlds.plan(2, len(numbers)).task_list
    tasks = zip(made.tasks, numbers, strict=True)
    return replace(made, tasks=tuple(replace(task, number=said) for task, said in tasks))


@pytest.mark.parametrize(
    ("numbers", "said", "meant"),
    [
        (("", "", ""), "3", [3]),
        (("1.1", "1.2", "2.1"), "2.1", [3]),
        (("1.1", "1.2", "2.1"), "２．１、", [3]),
        (("1.1", "1.2", "2.1"), "3", [3]),
        (("1-1", "1-2", "12"), "1—2", [2]),
        (("1-1", "1-2", "12"), "12", [3]),
        (("（一）", "（二）", "（三）"), "二", [2]),
        (("（一）", "（二）", "（三）"), "第二项", [2]),
        (("（一）1", "（一）2", "（二）1"), "（一）2", [2]),
        (("1", "2", "1", "2"), "1", [1, 3]),
        (("1", "2", "1", "2"), "任务1", [1]),
        (("3", "1", "2"), "3", [1, 3]),
        (("①", "②", "①"), "②", [2]),
        (("1.1", "1.2", "2.1"), "9.9", []),
    ],
)
def test_who_is_called(numbers: tuple[str, ...], said: str, meant: list[int]) -> None:
    assert sorted(task.seq for task in called(numbered(*numbers), said)) == meant


def test_a_task_is_called_as_the_program_itself_names_it() -> None:
    listed = numbered("第12号", "第35号")
    own = replace(listed, tasks=tuple(replace(task, own_name=f"案号{task.number}") for task in listed.tasks))
    assert [task.seq for task in called(own, "案号第35号")] == [2]


@pytest.mark.parametrize(
    ("numbers", "text", "meant"),
    [
        (("", "", ""), "任务3已完成，任务12不归我们", [3]),
        (("1.1", "1.2", "2.1"), "任务2.1的数据报错了，第1.2项也要改", [3, 2]),
        (("（一）", "（二）", "（三）"), "任务（二）请以这份为准", [2]),
        (("", "", ""), "任务2.3月底前完成", [2]),
        (("", "", ""), "任务一览表见附件", []),
    ],
)
def test_who_is_mentioned(numbers: tuple[str, ...], text: str, meant: list[int]) -> None:
    assert list(mentioned(numbered(*numbers), text)) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("任务1至5本月零报告", [1, 2, 3, 4, 5]),
        ("任务一到任务三无进展", [1, 2, 3]),
        ("任务2-4已补", [2, 3, 4]),
        ("第一至第三项", [1, 2, 3]),
        ("任务1、3和5均无", [1, 3, 5]),
        ("任务1、任务4", [1, 4]),
        ("任务3、5月12日已开展", [3]),
        ("任务3、2家医院已走访", [3]),
    ],
)
def test_a_list_or_range_in_words_names_every_task_in_it(said: str, meant: list[int]) -> None:
    assert list(mentioned(numbered("", "", "", "", "", ""), said)) == meant


def test_a_dot_stands_between_tasks_only_where_no_task_is_printed_with_one() -> None:
    plain = numbered("", "", "", "")
    assert list(mentioned(plain, "任务1.2.3零报告")) == [1, 2, 3]
    assert list(mentioned(plain, "任务3.2零报告")) == [3]
    assert list(mentioned(numbered("1", "2", "3", "3.2"), "任务1.2.3零报告")) == [1]
