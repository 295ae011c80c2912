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


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("任务6,7,8零报告", "6 7 8"),
        ("任务8与二幼联合开展演练", "8"),
        ("任务八和二中合办", "八"),
        ("任务4、一小共建", "4"),
        ("任务一和二均零报告", "一 二"),
        ("第3项、第四项零报告", "3 四"),
        ("任务3、12.5万元已到账", "3"),
        ("任务1/2/3本月无进展", "1 2 3"),
        ("任务1 2 3零报告", "1 2 3"),
        ("任务1&2：零报告", "1 2"),
        ("任务1,2,3：6月开展1次", "1 2 3"),
        ("任务1 2 6-14本月没有开展", "1 2 6-14"),
        ("第5至8项零报告，9到14项零报告。", "5至8 9至14"),
        ("9、10、11项：开展1次。12－14项零报告。", "9 10 11 12-14"),
        ("任务3－5：开展。6、9－14项零报告。", "3-5 6 9-14"),
        ("1-4项零报告，5、6项零报告，任务九至十四零报告。", "1-4 5 6 九至十四"),
        ("任务3,6,7,8人参加", "3"),
        ("任务3，12家医院", "3"),
        ("任务3 12.5万元", "3"),
        ("任务3、12.5万元", "3"),
        ("任务3和5.5万元", "3"),
        ("任务3 12:30开会", "3"),
        ("任务3.6月15日开展", "3"),
        ("培训3场，3至5项工作均完成", ""),
    ],
)
def test_a_list_of_tasks_is_read_to_its_end_and_what_counts_something_is_none(text: str, numbers: str) -> None:
    assert ["至".join(filter(None, pair)) for pair in task_numbers.named(text)] == numbers.split()


OTHERS = """除以上外均为零报告 除上述外零报告 以外的任务无变化 另外几项本月没有开展 别的没有 其余各条零报告
其他按上月 其余序号无进展 其他各条零报告"""


@pytest.mark.parametrize("words", OTHERS.split())
def test_words_for_all_other_tasks_begin_a_part_of_their_own(words: str) -> None:
    assert task_numbers.parts(f"任务1：6月8日学习31人。{words}") == ["任务1：6月8日学习31人。", words]
    assert task_numbers.OTHERS.search(words)


@pytest.mark.parametrize(
    "words", ["特别没有问题", "国外没有病例", "除此之外，还义诊3次", "另外没有困难", "其他条件均具备"]
)
def test_words_that_only_look_like_all_other_tasks_are_none(words: str) -> None:
    assert not task_numbers.OTHERS.search(words)
