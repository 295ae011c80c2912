"""Returns that come as mails alone: which of two counts, and what lies beside them in the inbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailing import mailed
from offices import FACT, UNITS, answered, merged, office, task_list
from tasklist.config.task_list import HEADINGS
from todo_book import offered, open_rows, say, shown, todo

FIRST, SECOND, THIRD = UNITS[:3]
WHEN = "2023-06-24T09:00"
MONDAY, TUESDAY, WEDNESDAY = (f"{day} Jun 2023 09:00:00 +0800" for day in ("Mon, 19", "Tue, 20", "Wed, 21"))
OLD = {1: FACT, 2: "6月13日建成教育点2处", 3: "6月14日义诊3场"}
NEW = {1: "6月15日专题学习2次", 2: "6月16日建成教育点5处", 3: "6月17日义诊6场"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def said(home: Path, unit: str = FIRST) -> list[str]:
    return [text for _, text in shown(home, unit).values()]


def asked(home: Path) -> list[str]:
    return open_rows(home) if (home / "outbox/待办.xlsx").exists() else []


def table(answers: dict[int, str], unit: str) -> str:
    """The body of a mail with the table of the tasks in it, signed in its rows by nobody."""
    heads = "".join(f"<td>{name}</td>" for name in HEADINGS)
    rows = "".join(
        f"<tr><td>{each.seq}</td><td>{each.theme}</td><td>{each.detail}</td><td></td><td></td><td></td>"
        f"<td>{answers[each.seq]}</td><td></td><td></td></tr>"
        for each in task_list().tasks
    )
    return f"<div>{unit}6月情况如下：</div><table border=1><tr>{heads}</tr>{rows}</table>"


@pytest.mark.parametrize("names", [("甲", "乙"), ("乙", "甲")])
def test_of_two_mails_that_one_run_saw_the_one_its_server_took_later_counts_and_nothing_is_asked(
    home: Path, names: tuple[str, str]
) -> None:
    mailed(home, "见附件", answered(home, FIRST, NEW), subject=names[0], taken=TUESDAY)
    mailed(home, "见附件", answered(home, FIRST, OLD), subject=names[1], taken=MONDAY)
    merged(home, WHEN)
    assert said(home) == list(NEW.values()) and not asked(home)


def test_beside_a_file_that_may_have_come_at_any_time_two_mails_are_asked_about(home: Path) -> None:
    mailed(home, "见附件", answered(home, FIRST, NEW), subject="乙", taken=TUESDAY)
    mailed(home, "见附件", answered(home, FIRST, OLD), subject="甲", taken=MONDAY)
    answered(home, FIRST, OLD | {2: "6月18日建成教育点9处"})
    merged(home, WHEN)
    assert "以哪一份为准" in asked(home)


def test_a_table_in_a_mail_is_of_its_sender_whatever_other_forms_lie_in_the_same_folder(home: Path) -> None:
    mailed(home, "", sender="unit02@example.org", page=table(NEW, ""))
    answered(home, FIRST, OLD)
    merged(home, WHEN)
    assert said(home, SECOND) == list(NEW.values())
    assert not asked(home)


def test_a_letter_says_which_report_it_takes_back_in_either_order(home: Path) -> None:
    mailed(home, "见附件", answered(home, FIRST, OLD), subject="6月表", taken=MONDAY)
    mailed(home, "撤回昨天的表，数据还要核，明天重报。", subject="撤回", taken=TUESDAY)
    merged(home, WHEN)
    assert {status for status, _ in shown(home, FIRST).values()} == {"待核对"}
    (row,) = todo(home)
    say(home, row["事项"], next(one for one in offered(home) if one.startswith("任务1、2、3（原来填的作废）")))
    merged(home, WHEN)
    assert said(home) == ["", "", ""] and not asked(home)


def test_a_question_whether_more_time_is_granted_is_asked_as_that(home: Path) -> None:
    mailed(
        home,
        "附件为6月表。因防汛，任务3数据暂未汇总完毕，同意延期至7月5日吗？",
        answered(home, FIRST, {1: OLD[1], 2: OLD[2]}),
    )
    merged(home, WHEN)
    assert asked(home) == ["是否同意延期"]


def test_the_words_of_a_letter_from_a_private_address_are_of_the_unit_whose_form_came_with_it(home: Path) -> None:
    letter = "不好意思，附件中任务二请以本邮件为准：6月16日建成教育点8处。"
    mailed(home, letter, answered(home, FIRST, OLD), sender="10293847@example.net", subject="6月表")
    merged(home, WHEN)
    say(home, "是哪一项任务", next(one for one in offered(home) if one.startswith("任务2") and "代替" in one))
    merged(home, WHEN)
    assert "8处" in said(home)[1] and not asked(home)


def test_words_beside_the_forms_of_two_units_from_a_stranger_are_of_neither(home: Path) -> None:
    forms = answered(home, FIRST, OLD), answered(home, SECOND, NEW)
    mailed(home, "任务二请以本邮件为准：建成教育点8处。", *forms, sender="10293847@example.net", subject="6月表")
    merged(home, WHEN)
    assert said(home) == list(OLD.values()) and said(home, SECOND) == list(NEW.values()) and len(asked(home)) == 1


def test_a_form_mailed_after_the_letter_that_took_one_back_stands_though_one_run_saw_all_three(home: Path) -> None:
    mailed(home, "见附件", answered(home, FIRST, OLD), subject="6月表", taken=MONDAY)
    mailed(home, "撤回昨天的表，数据还要核，明天重报。", subject="撤回", taken=TUESDAY)
    mailed(home, "见附件", answered(home, FIRST, NEW), subject="6月", taken=WEDNESDAY)
    merged(home, WHEN)
    assert shown(home, FIRST) == {task: ("已报", text) for task, text in NEW.items()}
    say(home, "是哪一项任务", next(one for one in offered(home) if one.startswith("任务1、2、3（原来填的作废）")))
    merged(home, WHEN)
    assert said(home) == list(NEW.values()) and not asked(home)


OURS = "<p>贵单位6月的填报还没有收到。欠报：任务1至3。</p>"
FOXMAIL = (
    "<div><b>发件人：</b>&nbsp;<a href='mailto:office@example.org'>{who}</a></div>"
    "<div><b>发送时间：</b>&nbsp;{when}</div><div><b>收件人：</b>&nbsp;某某</div><div><b>主题：</b>&nbsp;{about}</div>"
)
NETEASE = (
    "<div>---- 转发的原邮件 ----</div><table width='100%' border='0'>"
    "<tr><td>发件人</td><td><a href='#'>{who}</a></td></tr><tr><td>发送日期</td><td>{when}</td></tr>"
    "<tr><td>收件人</td><td>某某</td></tr><tr><td>主题</td><td>{about}</td></tr></table>"
)


@pytest.mark.parametrize("head", [FOXMAIL, NETEASE])
def test_our_own_mail_that_a_reply_quotes_is_asked_about_by_no_program_s_way_of_heading_it(
    home: Path, head: str
) -> None:
    quoted = head.format(who="乌审旗卫生健康委员会", when="2023年6月20日 09:00", about="6月填报提醒")
    mailed(home, "", answered(home, FIRST, OLD), page=f"<div>已填，见附件。</div>{quoted}{OURS}")
    merged(home, WHEN)
    assert said(home) == list(OLD.values()) and not asked(home)


@pytest.mark.parametrize("head", [FOXMAIL, NETEASE])
def test_what_is_quoted_below_a_head_from_before_the_period_is_not_of_it(home: Path, head: str) -> None:
    quoted = head.format(who="联络员01", when="2023年5月20日 09:00", about="5月报表")
    below = "<div>任务3：5月12日义诊9场。</div>"
    mailed(home, "", answered(home, FIRST, OLD), page=f"<div>见附件。</div>{quoted}{below}")
    merged(home, WHEN)
    assert said(home) == list(OLD.values()) and not asked(home)


def test_what_is_passed_on_from_within_the_period_is_asked_about_and_its_head_is_not(home: Path) -> None:
    quoted = NETEASE.format(who="联络员09", when="2023年6月18日 09:00", about="转发：6月主题教育")
    page = f"<div>请查收</div>{quoted}<div>任务3：6月17日义诊9场。</div>"
    mailed(home, "", answered(home, FIRST, OLD), page=page)
    merged(home, WHEN)
    (row,) = todo(home)
    assert "义诊9场" in row["看到的情况"]


def test_a_line_that_begins_like_a_head_and_heads_nothing_is_the_unit_s_own(home: Path) -> None:
    mailed(home, "主题教育开展情况：任务2补充：另有3处。", answered(home, FIRST, OLD))
    merged(home, WHEN)
    assert asked(home) == ["是哪一项任务"]


def test_that_a_form_comes_again_or_is_passed_on_is_no_word_of_the_letter_it_came_with(home: Path) -> None:
    mailed(home, "重报。", answered(home, FIRST, OLD))
    mailed(home, "转", answered(home, SECOND, NEW), sender="unit02@example.org")
    mailed(home, "图克卫生院的表补上。", answered(home, THIRD, NEW), sender="unit03@example.org")
    merged(home, WHEN)
    assert said(home) == list(OLD.values()) and said(home, SECOND) == said(home, THIRD) == list(NEW.values())
    assert set(asked(home)) == {"内容行不行"}  # two units say the same


def test_a_letter_that_comes_alone_and_says_it_reports_again_is_asked_about(home: Path) -> None:
    mailed(home, "重报。")
    merged(home, WHEN)
    assert asked(home) == ["这个文件怎么办"]


@pytest.mark.parametrize(("subject", "rows"), [("自动回复: 6月提醒", 0), ("回复: 自动回复: 6月提醒", 1)])
def test_a_subject_that_begins_as_programs_answer_by_themselves_is_of_a_program(
    home: Path, subject: str, rows: int
) -> None:
    mailed(home, "我正在休假，6月30日返岗。", subject=subject)
    merged(home, WHEN)
    assert len(asked(home)) == rows
