"""What a line of a letter wants to stand as an answer: its own words, without greeting, label and quotation marks."""

from __future__ import annotations

import pytest

from laboratory import context
from tasklist.returns.letter_answers import adds, answer_to, corrects


@pytest.mark.parametrize(
    ("line", "task", "answer"),
    [
        ("任务3改为已完成12家", 3, "已完成12家"),
        ("任务3应为“6月12日专题学习2次”。", 3, "6月12日专题学习2次"),
        ("任务3补充：另有2家", 3, "另有2家"),
        ("任务3补充另有2家", 3, "另有2家"),
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
