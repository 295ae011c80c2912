"""What a line of a letter wants to stand as an answer: its own words, without greeting, label and quotation marks."""

from __future__ import annotations

import pytest

from laboratory import context
from tasklist.model.question import EMPTIED, INSTEAD
from tasklist.returns.prose import letter_intents
from tasklist.returns.prose.letter_answers import adds, answer_to, corrects
from tasklist.substance.extension import told_apart


@pytest.mark.parametrize(
    ("line", "task", "answer"),
    [
        ("任务3改为已完成12家", 3, "已完成12家"),
        ("任务3应为“6月12日专题学习2次”。", 3, "6月12日专题学习2次"),
        ("任务3补充：另有2家", 3, "另有2家"),
        ("任务3补充另有2家", 3, "另有2家"),
        ("5月任务3补充：另有2家", 3, "另有2家"),
        ("我院6月报表的任务3补充：另有2家", 3, "另有2家"),
        ("6月2日走访5家，任务3补充：另有2家", 3, "6月2日走访5家，任务3补充：另有2家"),
        ("您好，现报上。附件为表格。任务3填错了，应改为：走访12家。请查收，谢谢！", 3, "走访12家。"),
        ("附件为表格。任务2应为6月2日走访12家，发放资料30份。", 2, "6月2日走访12家，发放资料30份。"),
        ("任务1：6月2日召开会议1次；任务2：6月10日建成教育点2处。", 2, "6月10日建成教育点2处。"),
        ("任务1：6月2日召开会议1次；任务2：6月10日建成教育点2处。", 1, "6月2日召开会议1次"),
        ("任务 3 的进展有误，请更正为：走访8家", 3, "走访8家"),
        ("任务3由5家改为12家", 3, "任务3由5家改为12家"),
        ("6月报表中任务3改为义诊5场", 3, "义诊5场"),
        ("走访牧户，发放资料40份", 3, "走访牧户，发放资料40份"),
        ("您好，任务3改为已完成12家", 2, "您好，任务3改为已完成12家"),
        ("任务1至5本月无进展，零报告", 4, "任务1至5本月无进展，零报告"),
        ("6月2日走访8家。谢谢！", 3, "6月2日走访8家。"),
    ],
)
def test_an_answer_is_taken_out_of_its_letter(line: str, task: int, answer: str) -> None:
    assert answer_to(task, line, context()) == answer


def test_what_adds_is_told_from_what_corrects() -> None:
    assert adds("任务3补充：另有2家") and not corrects("任务3补充：另有2家")
    assert corrects("任务3补充材料改为已完成12家") and not adds("任务3补充材料改为已完成12家")


@pytest.mark.parametrize(
    "text",
    [
        "任务8的内容请删去，以后再报。",
        "请删除任务8的填报内容",
        "任务8的内容请删去",
        "第三项请删除。",
        "任务6填错了，请撤回",
    ],
)
def test_words_that_only_ask_for_an_answer_to_go_are_no_answer(text: str) -> None:
    assert letter_intents.ways(text, context()) == (EMPTIED,)


@pytest.mark.parametrize("text", ["任务5取消药品加成，惠及群众300人", "任务4删除重复档案32份", "任务9那条不是我们的"])
def test_work_that_took_something_away_is_an_answer(text: str) -> None:
    assert EMPTIED not in letter_intents.ways(text, context())


@pytest.mark.parametrize(
    ("text", "amended"),
    [
        ("我单位6月表里任务7更正为：6月21日党组会研究，45人参加", []),
        ("我单位6月报送的任务3更正为：6月28日开展学习", []),
        ("任务3里6月14日应为6月15日", [("6月14日", "6月15日")]),
        ("由5家改为12家", [("5家", "12家")]),
    ],
)
def test_a_figure_is_mended_only_by_one_of_its_kind_said_of_the_same(text: str, amended: list[tuple[str, str]]) -> None:
    assert list(letter_intents.amendments(text)) == amended


@pytest.mark.parametrize(
    "text",
    [
        "任务4人数应为82人，原报28人有误",
        "任务4原报28人有误，应为82人",
        "任务4人数原填28人，应为82人",
        "任务4误报为28人，应是82人",
        "任务4应为82人（原报28人）",
        "任务4参训人数误填28人，实际82人",
        "任务4的28人有误，实为82人",
        "任务4参训82人，误报为28人",
        "任务4：82人，不是28人",
        "任务4原28人，现82人",
        "任务4参训人数应更正为82人，原来填的28人是笔误",
        "任务4应为“82人”，原报“28人”有误",
    ],
)
def test_what_is_wrong_and_what_is_right_are_known_in_either_order_and_are_no_progress(text: str) -> None:
    assert [(wrong, right) for wrong, right in letter_intents.amendments(text)] == [("28人", "82人")]
    assert INSTEAD not in letter_intents.ways(text, context())


def test_several_figures_are_mended_in_their_order_and_a_comparison_mends_none() -> None:
    assert list(letter_intents.amendments("任务4原报5家、28人有误，应为12家、82人")) == [
        ("5家", "12家"),
        ("28人", "82人"),
    ]
    assert not list(letter_intents.amendments("任务4完成82人，较原报28人增加"))


@pytest.mark.parametrize("sign", ["。", "，", "；", "、"])
@pytest.mark.parametrize("asked", ["请删去任务8", "麻烦把任务8作废", "请帮忙去掉任务8", "同时请删掉第8项"])
def test_two_requests_close_together_are_two_parts(sign: str, asked: str) -> None:
    first, second = told_apart(f"任务1应为5家{sign}{asked}。")
    assert first == f"任务1应为5家{sign}" and letter_intents.ways(second, context()) == (EMPTIED,)
