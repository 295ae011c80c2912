"""By which numbers a text names tasks, and which part of it is about which."""

from __future__ import annotations

import pytest

from tasklist.text import task_numbers


def test_a_day_behind_a_number_is_no_part_of_it() -> None:
    assert list(task_numbers.named("任务6 6月15日检查4处")) == [("6", "")]
    assert list(task_numbers.named("任务5  12日调解")) == [("5", "")]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("任务1零报告，任务6拟延期至7月5日", ["任务1零报告", "任务6拟延期至7月5日"]),
        ("任务3，任务4申请延期", ["任务3，任务4申请延期"]),
        ("任务3，任务4，任务5：联合活动1次", ["任务3，任务4，任务5：联合活动1次"]),
        ("因设备未到，任务6拟延期", ["因设备未到", "任务6拟延期"]),
    ],
)
def test_parts_of_a_sentence_are_about_tasks_of_their_own(sentence: str, parts: list[str]) -> None:
    assert task_numbers.apart(sentence) == parts


def test_what_a_text_leaves_out_is_told_from_what_it_names() -> None:
    assert task_numbers.but("除任务3外，其余任务本月零报告") == ("任务3", ",其余任务本月零报告")
    assert task_numbers.but("本月零报告，任务3除外")[0] == "任务3"
    assert task_numbers.but("任务3除例会外开展2次")[0] == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("任务3改为12家；任务2补充：另有2家", ["任务3改为12家；", "任务2补充：另有2家"]),
        ("其余任务零报告，任务3：已完成12家。", ["其余任务零报告，", "任务3：已完成12家。"]),
        ("除任务3外，其余任务本月零报告。", ["除任务3外，其余任务本月零报告。"]),
        ("其余任务零报告，任务3除外。", ["其余任务零报告，任务3除外。"]),
        ("任务3，任务4申请延期", ["任务3，任务4申请延期"]),
        ("任务3，任务4，任务5：联合活动1次", ["任务3，任务4，任务5：联合活动1次"]),
        ("您好，现报上。任务2补充：另有2家。请查收", ["您好，现报上。任务2补充：另有2家。请查收"]),
        ("请将任务3改为12家，另外请把任务2改为3家", ["请将任务3改为12家，", "另外请把任务2改为3家"]),
        ("1、任务3改为5家 2、任务2改为6家", ["1、任务3改为5家", "2、任务2改为6家"]),
        ("任务3：召开会议。其他工作正在推进。", ["任务3：召开会议。其他工作正在推进。"]),
        ("任务3：已完成12家。其他无。", ["任务3：已完成12家。", "其他无。"]),
        ("其他医院均无此情况，任务3改为2家", ["其他医院均无此情况，任务3改为2家"]),
    ],
)
def test_a_text_falls_into_what_is_said_of_tasks_of_their_own(text: str, parts: list[str]) -> None:
    assert task_numbers.parts(text) == parts
