"""What a letter's words are: greeting and signature are packing, anything that tells something is asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from laboratory import UNITS, context
from tasklist.model.book import LETTER, Book, Grid
from tasklist.model.returns import Outcome
from tasklist.returns.prose.letters import says
from texts import UNIT, answers, html, read, returned


@pytest.mark.parametrize(
    "line",
    [
        "各位领导：", "尊敬的王主任：您好！", "您好，", "晚上好！", "见附件", "附件请查收。",
        "附件是我院6月任务清单，请查收，谢谢！", "现将我院6月份任务清单推进落实情况报上，请审阅。",
        "附件已填好，请查收", "此致", "敬礼", "祝工作顺利！", "王晓明", "乌审旗人民医院", "联系电话：13811110001",
        "0477-7211234", "2023年6月20日", "--", "发自我的iPhone", "从 QQ邮箱发来的邮件", "wxm@example.org",
        "地址：乌审旗嘎鲁图镇", "-----原始邮件-----", "发件人: 王晓明 <wxm@example.org>",
        "发送时间: 2023年6月20日 16:00", "本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的个人",
        "各位领导，我院6月填报如下：", "我院6月任务清单已填好，现上报，请审阅！", "已按要求填报，请查收。", "",
        "联络员01", "联络员01 电话 13900000001", "附件是填报表，请查收",
        "这是我院6月的表，请查收", "发一下6月的表", "不妥之处请指正", "妥否，请批示",
        "3", "- 1 -", "—2—", "1/2", "第 1 页 共 2 页", "Page 1 of 2", "P1", "6月20日", "2023.6.20",
        "2023年6月20日星期二",
        "二〇二三年六月二十日", "院长：联络员01", "签发人：联络员01", "联络员01（签字）", "信息科 联络员01 13900000001",
        "某医字〔2023〕12号", "（此页无正文）", "关于报送6月任务清单进展情况的函", "关于贯彻落实试点工作情况的报告",
        "乌审旗人民医院关于报送6月进展的函",
    ],
)  # fmt: skip
def test_greeting_and_signature_say_nothing(line: str) -> None:
    assert not says(line, context())


@pytest.mark.parametrize(
    "line",
    [
        "另外附件里任务3写错了，应为：6月12日专题学习2次", "任务5以此为准", "附件请查收，另外第3项请改成已完成",
        "本月无", "未开展", "请以第二个附件为准", "我院共培训58人", "附件2请忽略", "与上月情况相同",
        "因疫情申请延期报送", "代图克分院报", "已全部落实", "王晓明，任务3更正为6月12日", "昨天发的表作废",
        "序号7漏填，补上：6月2日检查", "表格打不开怎么办", "数据有出入",
        "预计下周一报", "拟延期",
        "关于申请延期报送的函", "关于更正任务3的说明", "3家", "共3人", "院长：带队检查", "学习关于医改的通报",
        "组织学习上级党委关于作风建设的报告",
    ],
)  # fmt: skip
def test_what_corrects_adds_or_asks_is_heard(line: str) -> None:
    assert says(line, context())


def letter(*lines: str) -> Book:
    return Book(LETTER, (Grid("邮件正文", {(row, 1): line for row, line in enumerate(lines, start=1)}),))


def test_a_letter_that_says_nothing_is_left_out_and_asks_nothing() -> None:
    made = returned(letter("您好：", "附件请查收。", "王晓明"), f"{UNITS[0]}.eml")
    assert (made.outcome, made.unplaced, made.findings, made.unit) == (Outcome.IGNORED, (), (), "")


def test_a_correction_in_a_letter_waits_with_the_task_it_names() -> None:
    made = returned(letter("您好：", "任务3填错了，应为专题学习2次。"), f"{UNITS[0]}.eml")
    assert (made.outcome, made.unit) == (Outcome.MERGED, UNITS[0])
    assert [(each.text, "任务3" in each.reason) for each in made.unplaced] == [("任务3填错了，应为专题学习2次。", True)]
    assert [found.code for found in made.findings] == ["unplaced"]


def test_a_table_in_a_letter_is_a_return_and_its_greeting_packing() -> None:
    book = read(html().replace("<body>", "<body><p>各位领导，我院填报如下：</p><p>任务2另有补充，见下月</p>"), "a.html")
    made = returned(replace(book, format=LETTER), f"{UNITS[0]}6月.eml")
    assert len(answers(made)) == 14
    assert [each.text for each in made.unplaced] == ["任务2另有补充，见下月"]


@pytest.mark.parametrize("line", ["周科长，分院的表一并转来，请查收。", "6月份的表贴在下面：", "表格附在后面，请查收"])
def test_that_tables_came_along_is_no_word_of_the_letter_they_came_with(line: str) -> None:
    assert not says(line, context(), [UNIT])


@pytest.mark.parametrize(
    "line", ["分院的表一并转来，数据有误请改", "分院的表没有一并转来", "任务3的表贴在下面，请更正"]
)
def test_what_says_more_than_that_is_heard(line: str) -> None:
    assert says(line, context(), [UNIT])


def test_without_any_table_that_one_stands_below_is_heard() -> None:
    assert says("6月份的表贴在下面：", context())
