"""What a unit says in words, not in its form: nothing to report, a correction, something more."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from mailing import mailed
from offices import FACT, UNITS, answered, merged, office, verb
from todo_book import offered, open_rows, say, shown, told

FIRST, SECOND = UNITS[:2]
WHEN = "2023-06-21T09:00"
ANSWERS = {1: FACT, 2: "6月13日建成教育点2处", 3: "6月14日义诊3场"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def said(home: Path, unit: str = FIRST) -> dict[int, tuple[str, str]]:
    """Task → status and progress in 明细台账."""
    return shown(home, unit)


def master(home: Path) -> bytes:
    return (home / "outbox/2023-06/汇总表.xlsx").read_bytes()


@pytest.mark.parametrize("text", ["任务1至3本月无进展，零报告。", "任务1、2、3本月无进展，零报告。"])
def test_a_report_of_nothing_for_several_tasks_answers_all_of_them(home: Path, text: str) -> None:
    mailed(home, text)
    merged(home, WHEN)
    before = master(home)
    say(home, "是哪一项任务", "任务1、2、3")
    answer: Any = merged(home, WHEN)
    assert (answer["obligations"]["nil"], open_rows(home)) == (3, [])
    assert said(home) == dict.fromkeys((1, 2, 3), ("零报告", text))
    say(home, "是哪一项任务", "")
    merged(home, WHEN)
    assert master(home) == before


def test_a_unit_with_nothing_to_report_at_all_is_taken_at_its_word(home: Path) -> None:
    mailed(home, "您好：\n本月无相关工作开展，零报告。\n谢谢！", sender="unit02@example.org")
    (home / f"inbox/{FIRST}零报告.txt").write_text("本月我院无相关工作，零报告。", "utf-8")
    merged(home, WHEN)
    assert open_rows(home) == ["这个文件怎么办"] * 2
    before = master(home)
    say(home, "这个文件怎么办", "零报告，报送期 2023-06")
    answer: Any = merged(home, WHEN)
    assert (answer["obligations"]["nil"], open_rows(home)) == (6, [])
    assert said(home, SECOND)[3] == ("零报告", "本月无相关工作开展，零报告。")
    assert "作为 2023-06 的零报告" in told(home, "待办与决定")
    assert "零报告，报送期 2023-06" in verb("why", home, SECOND, "1", "--as-of", WHEN)[1]
    say(home, "这个文件怎么办", "")
    merged(home, WHEN)
    assert master(home) == before


def test_a_report_of_nothing_takes_the_place_of_no_answer(home: Path) -> None:
    mailed(home, "其余任务本月无进展，零报告。", answered(home, FIRST, {2: ANSWERS[2]}))
    merged(home, WHEN)
    say(home, "没有归位的内容", "零报告，报送期 2023-06")
    merged(home, WHEN)
    assert not open_rows(home)
    assert [status for status, _ in said(home).values()] == ["零报告", "已报", "零报告"]
    assert "零报告不覆盖具体的填报" in told(home, "版本与冲突")


@pytest.mark.parametrize(("way", "text"), [("代替", "另有2家"), ("补在", "6月13日建成教育点2处\n另有2家")])
def test_words_of_a_letter_stand_instead_of_an_answer_or_behind_it_as_a_person_says(
    home: Path, way: str, text: str
) -> None:
    mailed(home, "您好，现报上。附件为表格。任务2补充：另有2家。请查收，谢谢！", answered(home, FIRST, ANSWERS))
    merged(home, WHEN)
    before = master(home)
    choice = next(one for one in offered(home) if one.startswith("任务2") and way in one)
    say(home, "是哪一项任务", choice)
    answer: Any = merged(home, WHEN)
    assert said(home)[2] == ("已报", f"{text}。")
    assert not open_rows(home)
    (letter,) = [one for one in answer["files"] if "正文" in one["path"]]
    assert (letter["outcome"], letter["cells"]["merged"]) == ("merged", 1)
    story = verb("why", home, FIRST, "2", "--as-of", WHEN)[1]
    assert story.count("→ 采用") == 2 and "教育点2处" in story  # of the progress and of the contact
    say(home, "是哪一项任务", "")
    merged(home, WHEN)
    assert master(home) == before


def test_what_was_put_behind_an_answer_is_asked_about_when_a_later_form_has_it_not(home: Path) -> None:
    form = answered(home, FIRST, ANSWERS)
    kept = form.read_bytes()
    mailed(home, "任务2补充：另有2家", form)
    merged(home, WHEN)
    say(home, "是哪一项任务", "2")
    merged(home, WHEN)
    assert said(home)[2][1] == "6月13日建成教育点2处\n另有2家"
    form.write_bytes(kept)
    answered(home, FIRST, ANSWERS | {2: "6月18日建成教育点4处"})
    answer: Any = merged(home, "2023-06-22T09:00")
    assert said(home)[2][1] == "6月18日建成教育点4处" and open_rows(home) == ["以哪一份为准"]
    assert [one["task"] for one in answer["findings"] if one["code"] == "words_lost"] == [2]
    (letter,) = [one for one in answer["files"] if "正文" in one["path"]]
    assert letter["cells"]["superseded"] == 1
    before = master(home)
    for choice, text in (("后来填的后面仍补上", "\n另有2家"), ("只用后来填的", "")):
        say(home, "以哪一份为准", next(one for one in offered(home) if choice in one))
        answer = merged(home, "2023-06-22T09:00")
        assert said(home)[2][1] == f"6月18日建成教育点4处{text}" and not open_rows(home)
        assert not [one for one in answer["findings"] if one["code"] == "words_lost"]
    say(home, "以哪一份为准", "")
    merged(home, "2023-06-22T09:00")
    assert master(home) == before


def test_a_correction_without_quotation_marks_is_what_it_wants_to_stand_there(home: Path) -> None:
    mailed(home, "您好，任务3改为已完成12家。\n张三", answered(home, FIRST, ANSWERS))
    merged(home, WHEN)
    say(home, "是哪一项任务", "任务3")
    merged(home, WHEN)
    assert said(home)[3][1] == "已完成12家。" and not open_rows(home)


def test_the_overview_counts_what_is_to_be_answered_by_the_rows_of_the_workbook(home: Path) -> None:
    mailed(home, "任务1补充：另有2家\n任务2补充：另有3家\n任务3改为4家", answered(home, FIRST, ANSWERS))
    merged(home, WHEN)
    assert len(open_rows(home)) == 3
    assert "经办人要处理的（待办.xlsx 里待决定的3件）" in told(home, "总览")
    assert told(home, "待办与决定").count("是哪一项任务") == 3


def reminder(home: Path) -> str:
    """Our own letter to the first unit, as it reads there."""
    assert verb("remind", home, "--as-of", "2023-06-26T09:00")[0] in (0, 1)
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in (home / "outbox/mail").rglob("*.eml")]
    body = next(mail for mail in mails if "unit01" in str(mail["To"])).get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def test_titles_signatures_and_page_numbers_ask_nothing_and_our_reminder_below_them_neither(home: Path) -> None:
    merged(home, "2023-06-24T09:00")
    lines = [
        "关于报送6月进展的函",
        "某医字〔2023〕12号",
        "附件请查收。",
        "签发人：联络员01",
        "2023.6.20",
        "第 1 页 共 1 页",
        "- 1 -",
        "3",
    ]
    passed = ["-----原始邮件-----", "发件人: 卫健委 <other@example.com>", "主题: 催报", reminder(home)]
    mailed(home, "\n".join((*lines, *passed)), answered(home, FIRST, ANSWERS))
    answer: Any = merged(home, "2023-06-27T09:00")
    assert [each["outcome"] for each in answer["files"] if "正文" in each["path"]] == ["ignored"]


@pytest.mark.parametrize("sign", ["", "> "])
def test_our_own_reminder_quoted_bare_is_no_word_of_the_units(home: Path, sign: str) -> None:
    merged(home, "2023-06-24T09:00")
    quoted = "\n".join(f"{sign}{line}" for line in reminder(home).splitlines())
    mailed(home, f"收到，谢谢！\n{quoted}", answered(home, FIRST, ANSWERS), subject="回复：催报")
    answer: Any = merged(home, "2023-06-27T09:00")
    (letter,) = [one for one in answer["files"] if "正文" in one["path"]]
    assert letter["outcome"] == "ignored"


@pytest.mark.parametrize(("day", "asked"), [("5月24日", 1), ("6月12日", 2)])
def test_quoted_answers_of_a_mail_from_an_earlier_period_are_not_asked_again(home: Path, day: str, asked: int) -> None:
    mailed(
        home,
        f"任务1：{FACT}\n\n2023年{day} 10:00，联络员01 <unit01@example.org> 写道：\n"
        "> 任务1：5月8日学习20人\n> 任务2：布置阵地1处",
    )
    answer: Any = merged(home, WHEN)
    (letter,) = answer["files"]
    assert letter["period"] == "2023-06" and answer["obligations"]["pending"] == asked


def test_what_a_mail_quotes_and_says_nothing_beside_is_asked(home: Path) -> None:
    mailed(home, "2023年5月24日 10:00，联络员01 写道：\n> 任务1：5月8日学习20人")
    merged(home, WHEN)
    assert "是哪一项任务" in open_rows(home)


def test_what_a_unit_writes_between_the_lines_of_our_reminder_is_heard(home: Path) -> None:
    merged(home, "2023-06-24T09:00")
    lines = reminder(home).splitlines()
    at = next(place for place, line in enumerate(lines) if "任务2" in line)
    lines[at] += "：已于6月13日建成教育点2处"
    lines.insert(at, "6月12日组织专题学习1次，参训45人")
    mailed(home, "\n".join(lines))
    answer: Any = merged(home, "2023-06-27T09:00")
    (letter,) = answer["files"]
    assert letter["cells"]["unplaced"] == 2


@pytest.mark.parametrize("text", ["任务1：6月10日与{0}联合签约20户。", "{0}：\n任务1：6月10日签约20户。"])
def test_a_letter_that_names_a_partner_is_never_the_partners(home: Path, text: str) -> None:
    answered(home, UNITS[2], dict(ANSWERS))  # another unit's form, loose in the same folder
    mailed(home, text.format(SECOND))
    answer: Any = merged(home, WHEN)
    (letter,) = (each for each in answer["files"] if each["path"].endswith(".eml"))
    assert (letter["unit"], open_rows(home)) == (FIRST, ["是哪一项任务"])


def test_words_beside_a_form_of_which_nobody_knows_whose_they_are_are_asked_and_can_be_taken(home: Path) -> None:
    form = answered(home, FIRST, dict(ANSWERS))
    mailed(home, f"任务1：{SECOND}6月10日签约20户。", form)
    merged(home, WHEN)
    say(home, "是哪个单位的", FIRST)
    merged(home, WHEN)
    say(home, "是哪一项任务", next(one for one in offered(home) if one.startswith("任务1") and "补在" in one))
    merged(home, WHEN)
    assert said(home)[1][1].endswith(f"{SECOND}6月10日签约20户。")
    assert open_rows(home) == []


def test_of_a_line_with_several_intents_more_time_is_asked_only_for_the_task_that_wants_it(home: Path) -> None:
    mailed(home, "任务1至2零报告，任务3拟延期至7月5日报送。")
    merged(home, WHEN)
    assert [row for row in open_rows(home) if "延期" in str(row) and "任务1" in str(row)] == []


def answer_rows(home: Path, **choices: str) -> None:
    """What a clerk picks for the rows whose sentence holds a word: the option that begins so and ends in its way."""
    for seen, choice in choices.items():
        begins, way = choice.split("…")
        say(
            home,
            "是哪一项任务",
            next(one for one in offered(home) if one.startswith(begins) and one.endswith(way)),
            seen,
        )


@pytest.mark.parametrize("text", ["其余任务零报告，任务3：义诊5场。", "任务3：义诊5场，其余任务零报告。"])
def test_words_that_answer_one_task_and_leave_the_others_empty_are_asked_apart(home: Path, text: str) -> None:
    mailed(home, text)
    merged(home, WHEN)
    assert open_rows(home) == ["是哪一项任务"] * 2
    assert not [one for one in offered(home) if one.startswith("零报告，报送期")]
    before = master(home)
    answer_rows(home, 其余="任务1、2…（按零报告）")
    merged(home, WHEN)
    assert [status for status, _ in said(home).values()] == ["零报告", "零报告", "待核对"]
    answer_rows(home, 义诊="任务3　…")
    answer: Any = merged(home, WHEN)
    assert [status for status, _ in said(home).values()] == ["零报告", "零报告", "已报"]
    assert said(home)[3][1].startswith("义诊5场") and "零报告" not in said(home)[3][1]
    assert [one["cells"]["merged"] for one in answer["files"]] == [1] and not open_rows(home)
    say(home, "是哪一项任务", "")
    merged(home, WHEN)
    assert master(home) == before


def test_words_that_leave_a_task_out_are_never_its_report_of_nothing(home: Path) -> None:
    mailed(home, "本月零报告，任务3除外。")
    (home / f"inbox/{SECOND}零报告.txt").write_text("除任务3外，其余任务本月零报告。任务3：义诊5场。", "utf-8")
    merged(home, WHEN)
    assert not [one for one in offered(home) if one.startswith("零报告，报送期")]
    say(home, "是哪一项任务", "任务1、2（按零报告）", "零报告")
    merged(home, WHEN)
    for unit in (FIRST, SECOND):
        assert [status for status, _ in said(home, unit).values()][:2] == ["零报告"] * 2
        assert said(home, unit)[3][0] in ("漏项", "待核对")


def test_a_part_that_is_not_wanted_stays_among_what_has_no_place(home: Path) -> None:
    mailed(home, "任务3改为签约12家；任务2补充：另有2家。", answered(home, FIRST, ANSWERS))
    merged(home, WHEN)
    answer_rows(home, 签约="任务3…（代替原来填的）")
    say(home, "是哪一项任务", "不采用", "另有")
    answer: Any = merged(home, WHEN)
    assert said(home)[3][1] == "签约12家" and said(home)[2][1] == ANSWERS[2] and not open_rows(home)
    (letter,) = [one for one in answer["files"] if "正文" in one["path"]]
    assert (letter["cells"]["merged"], letter["cells"]["unplaced"]) == (0, 1)
    assert "任务2补充：另有2家" in told(home, "未归位内容") and "签约12家" not in told(home, "未归位内容")


def test_each_part_answers_its_task_in_its_own_way(home: Path) -> None:
    mailed(home, "任务3改为签约12家；任务2补充：另有2家。", answered(home, FIRST, ANSWERS))
    merged(home, WHEN)
    say(home, "是哪一项任务", "3", "签约")
    say(home, "是哪一项任务", "2", "另有")
    answer: Any = merged(home, WHEN)
    assert (said(home)[3][1], said(home)[2][1]) == ("签约12家", f"{ANSWERS[2]}\n另有2家。")
    (letter,) = [one for one in answer["files"] if "正文" in one["path"]]
    assert letter["cells"]["merged"] == 1


def test_more_time_is_still_asked_for_when_the_rest_of_the_line_has_its_place(home: Path) -> None:
    mailed(home, "任务1、2零报告，任务3拟延期至7月5日报送。")
    merged(home, WHEN)
    assert open_rows(home) == ["是哪一项任务", "是否同意延期"]
    answer_rows(home, 零报告="任务1、2…（按零报告）")
    merged(home, WHEN)
    assert open_rows(home) == ["是否同意延期"]
    say(home, "是否同意延期", "同意延期至 2023-07-05")
    merged(home, "2023-06-27T09:00")
    assert [status for status, _ in said(home).values()] == ["零报告", "零报告", "未到期"] and not open_rows(home)


@pytest.mark.parametrize(
    "text",
    [
        "任务3中“6月14日”应为“6月16日”。",
        '任务3的"6月14日"应为"6月16日"', "任务3原来写的“6月14日”有误，应为“6月16日”。",
        "附件中“6月14日”应为“6月16日”。", "表中6月14日应为6月16日", "任务3是“6月16日”，不是“6月14日”。",
        "任务3的“6月16日”误写成“6月14日”",
    ],
)  # fmt: skip
def test_words_said_to_be_wrong_are_mended_in_the_answer_they_stand_in(home: Path, text: str) -> None:
    mailed(home, f"您好，{text}", answered(home, FIRST, ANSWERS | {2: "12月6日、16月14日皆无"}))
    merged(home, WHEN)
    before, (about,) = master(home), open_rows(home)
    assert about in ("是哪一项任务", "没有归位的内容")
    say(home, about, next(one for one in offered(home) if one.endswith("（照信里说的改原来填的字）")))
    answer: Any = merged(home, WHEN)
    assert said(home)[3] == ("已报", "6月16日义诊3场") and said(home)[2][1] == "12月6日、16月14日皆无"
    assert not open_rows(home) and not [one for one in answer["findings"] if one["code"] == "words_lost"]
    say(home, about, "")
    merged(home, WHEN)
    assert master(home) == before


@pytest.mark.parametrize("text", ["任务3场次应为5场，原报3场有误。", "任务3原报3场，实际5场。"])
def test_a_figure_is_mended_whichever_of_the_two_is_said_first(home: Path, text: str) -> None:
    mailed(home, f"{text}请删去任务2。", answered(home, FIRST, ANSWERS))
    merged(home, WHEN)
    mending = next(one for one in offered(home) if one.endswith("（照信里说的改原来填的字）"))
    say(home, "是哪一项任务", mending, "场")
    say(home, "是哪一项任务", "2", "删去")
    merged(home, WHEN)
    assert (said(home)[3], said(home)[2]) == (("已报", "6月14日义诊5场"), ("漏项", "")) and not open_rows(home)


def test_a_mending_whose_words_are_gone_is_told(home: Path) -> None:
    mailed(home, "任务3中“6月14日”应为“6月16日”。", form := answered(home, FIRST, ANSWERS))
    merged(home, WHEN)
    say(home, "是哪一项任务", next(one for one in offered(home) if one.endswith("（照信里说的改原来填的字）")))
    merged(home, WHEN)
    answered(home, FIRST, ANSWERS | {3: "6月14日义诊8场"}, name=f"新{form.name}")
    answer: Any = merged(home, "2023-06-22T09:00")
    assert said(home)[3][1] == "6月14日义诊8场"
    assert [one["task"] for one in answer["findings"] if one["code"] == "words_lost"] == [3]
    answered(home, FIRST, ANSWERS | {3: "6月16日义诊9场"}, name=f"再{form.name}")
    answer = merged(home, "2023-06-23T09:00")
    assert not [one for one in answer["findings"] if one["code"] == "words_lost"]


def test_words_to_mend_that_stand_nowhere_are_said_so_and_offered_to_no_answer(home: Path) -> None:
    mailed(home, "任务3中“2月6日”应为“12月6日”。", answered(home, FIRST, ANSWERS | {3: "12月6日义诊3场"}))
    merged(home, WHEN)
    assert "找不到要改的“2月6日”" in told(home, "待办与决定")
    assert not [one for one in offered(home) if one.endswith("（照信里说的改原来填的字）")]


@pytest.mark.parametrize(
    ("text", "way", "row"),
    [
        ("第三项请删除。", "（原来填的作废）", ("漏项", "")),
        ("任务3填错了，请撤回，谢谢", "（原来填的作废）", ("漏项", "")),
        ("任务3无。", "（按零报告）", ("已报", "6月14日义诊3场")),
    ],
)
def test_a_wish_to_empty_and_a_placeholder_are_no_answers(
    home: Path, text: str, way: str, row: tuple[str, str]
) -> None:
    mailed(home, text, answered(home, FIRST, ANSWERS))
    merged(home, WHEN)
    before = master(home)
    assert not [one for one in offered(home) if one.endswith(("（代替原来填的）", "（补在原来填的后面）"))]
    say(home, "是哪一项任务", next(one for one in offered(home) if one.startswith("任务3") and one.endswith(way)))
    merged(home, "2023-06-26T09:00")
    assert said(home)[3] == row and not open_rows(home)
    say(home, "是哪一项任务", "")
    merged(home, WHEN)
    assert master(home) == before


def test_a_placeholder_for_a_task_without_an_answer_is_a_report_of_nothing_when_a_person_says_so(home: Path) -> None:
    mailed(home, "任务3无。", answered(home, FIRST, {1: FACT}))
    merged(home, WHEN)
    say(home, "是哪一项任务", "3")
    merged(home, WHEN)
    assert said(home)[3] == ("零报告", "零报告")


@pytest.mark.parametrize("text", ["任务3不变。", "任务3同上期", "任务3与上月相同。", "任务3无变化"])
def test_that_nothing_has_changed_is_a_claim_to_look_at(home: Path, text: str) -> None:
    mailed(home, text, answered(home, FIRST, {1: FACT, 2: ANSWERS[2]}))
    merged(home, WHEN)
    assert "原来填的仍有效的选“不采用”" in told(home, "待办与决定")
    say(home, "是哪一项任务", "3")
    merged(home, WHEN)
    assert said(home)[3] == ("已报", text) and open_rows(home) == ["内容行不行"]


def test_two_letters_that_want_different_things_of_one_task_are_asked_about(home: Path) -> None:
    mailed(home, "任务3改为义诊12场", answered(home, FIRST, ANSWERS))
    mailed(home, "任务3改为义诊15场", subject="更正")
    merged(home, WHEN)
    say(home, "是哪一项任务", "3", "12场")
    say(home, "是哪一项任务", "3", "15场")
    answer: Any = merged(home, WHEN)
    assert open_rows(home) == ["以哪一份为准"]
    assert [one["task"] for one in answer["findings"] if one["code"] == "tie"] == [3]
    for text in ("义诊12场", "义诊15场"):
        say(home, "以哪一份为准", next(one for one in offered(home) if text in one and one[0] in "甲乙"))
        merged(home, WHEN)
        assert said(home)[3][1] == text and not open_rows(home)
        assert "经办人决定以它为准" in told(home, "版本与冲突")


JULY = "2023-07-03T09:00"


def letters_of(answer: Any) -> list[str]:
    return [each["period"] for each in answer["files"] if "正文" in each["path"] or each["path"].endswith("更正.eml")]


def test_words_beside_a_form_are_of_its_period_whenever_they_come(home: Path) -> None:
    mailed(home, "任务3改为义诊5场", answered(home, FIRST, ANSWERS))
    answer: Any = merged(home, JULY, "--period", "2023-06")
    assert letters_of(answer) == ["2023-06"]
    say(home, "是哪一项任务", "3")
    merged(home, JULY, "--period", "2023-06")
    assert said(home)[3][1] == "义诊5场"


def test_words_alone_that_name_no_period_are_asked_of_which_they_are_early_in_one(home: Path) -> None:
    answered(home, FIRST, ANSWERS)
    merged(home, WHEN)
    mailed(home, "任务3改为义诊5场", subject="更正")
    (home / "inbox/unit01@example.org 更正.eml").write_bytes(
        (home / "inbox/unit01@example.org 更正.eml").read_bytes().replace(b"Tue, 20 Jun", b"Mon, 03 Jul")
    )
    merged(home, JULY, "--period", "2023-06")
    assert "信里没有写是哪一期的" in told(home, "待办与决定")
    say(home, "是哪一项任务", "3")
    merged(home, JULY, "--period", "2023-06")
    assert said(home)[3][1] == ANSWERS[3], "a number alone does not say which period"
    say(home, "是哪一项任务", next(one for one in offered(home) if one.endswith("（代替原来填的），报送期 2023-06")))
    merged(home, JULY, "--period", "2023-06")
    assert said(home)[3][1] == "义诊5场" and not open_rows(home)
    july: Any = merged(home, JULY, "--period", "2023-07")
    assert july["obligations"]["reported"] == 0


@pytest.mark.parametrize("text", ["现转报{0}的报表，见附件。", "您好，转报呼吉尔特分院6月进展情况，详见附件，请审阅。"])
def test_that_a_branchs_form_is_handed_on_is_no_word_to_ask_about(home: Path, text: str) -> None:
    mailed(home, text.format(UNITS[3]), answered(home, UNITS[3], ANSWERS), sender="unit03@example.org")
    answer: Any = merged(home, WHEN)
    assert [each["outcome"] for each in answer["files"] if "正文" in each["path"]] == ["ignored"]
    mailed(home, f"代{UNITS[0]}报送，见附件。", answered(home, UNITS[3], ANSWERS), sender="unit03@example.org")
    answer = merged(home, WHEN)
    assert [each["outcome"] for each in answer["files"] if "正文" in each["path"]] != ["ignored"], "theirs is not there"


@pytest.mark.parametrize("text", ["转报", "请转市局。", "您好，烦请转报，谢谢！"])
def test_that_a_form_is_handed_on_is_no_word_to_ask_about_whomever_it_does_not_name(home: Path, text: str) -> None:
    mailed(home, text, answered(home, UNITS[3], ANSWERS), sender="unit03@example.org")
    answer: Any = merged(home, WHEN)
    assert [each["outcome"] for each in answer["files"] if "正文" in each["path"]] == ["ignored"]
    mailed(home, f"{text}任务3的数字还要转报一次", answered(home, UNITS[3], ANSWERS), sender="unit03@example.org")
    answer = merged(home, WHEN)
    assert [each["outcome"] for each in answer["files"] if "正文" in each["path"]] != ["ignored"]


@pytest.mark.parametrize("width", [70, 40, 30])
@pytest.mark.parametrize("sign", ["", "> "])
def test_our_own_reminder_is_known_where_a_mail_program_broke_its_lines(home: Path, sign: str, width: int) -> None:
    merged(home, "2023-06-24T09:00")
    lines = reminder(home).splitlines()
    broken = [line[at : at + width] for line in lines for at in range(0, max(len(line), 1), width)]
    mailed(home, "收到，谢谢！\n" + "\n".join(f"{sign}{line}" for line in broken), answered(home, FIRST, ANSWERS))
    answer: Any = merged(home, "2023-06-27T09:00")
    assert [each["outcome"] for each in answer["files"] if "正文" in each["path"]] == ["ignored"]


def test_next_monday_is_that_after_the_day_the_letter_was_written(home: Path) -> None:
    mailed(home, "我院6月报表预计下周一报送。")  # on Tuesday, 20 June
    merged(home, "2023-06-27T09:00")
    assert "同意延期至 2023-06-26" in offered(home)


def test_more_time_for_a_document_is_asked_for_beside_what_a_line_says_of_a_task(home: Path) -> None:
    config = (home / "config.yaml").read_text("utf-8")
    (home / "config.yaml").write_text(config + "deliverables: [{name: 实施方案, due: 2023-06-30}]\n", "utf-8")
    mailed(home, "任务3零报告；实施方案延期至7月5日报送；任务2：建成2处。")
    merged(home, WHEN)
    assert open_rows(home) == ["是哪一项任务", "是哪一项任务", "是否同意延期"]
    assert "申请延期：“实施方案延期至7月5日报送；”" in told(home, "待办与决定")
    say(home, "是哪一项任务", "3", "零报告")
    say(home, "是哪一项任务", "2", "建成")
    merged(home, WHEN)
    assert open_rows(home) == ["是否同意延期"] and said(home)[3] == ("零报告", "任务3零报告")


@pytest.mark.parametrize("words", ["没有变化。", "本月共培训12人。"])
def test_while_words_that_name_no_task_wait_nothing_unanswered_is_said_to_be_missing(home: Path, words: str) -> None:
    when = "2023-06-27T09:00"
    mailed(home, f"您好：\n任务1：6月8日学习31人。\n{words}\n谢谢！")
    merged(home, when)
    choice = next(one for one in offered(home) if one.startswith("任务1") and "（" not in one)
    say(home, "是哪一项任务", choice)
    merged(home, when)
    assert [status for status, _ in said(home).values()] == ["已报", "待核对", "待核对"]
    say(home, "没有归位的内容", "不采用")
    merged(home, when)
    assert [status for status, _ in said(home).values()] == ["已报", "漏项", "漏项"]


def test_greetings_hold_nothing(home: Path) -> None:
    mailed(home, "您好：\n现报上6月清单，请查收。\n谢谢！", answered(home, FIRST, {1: FACT}))
    merged(home, "2023-06-27T09:00")
    assert [status for status, _ in said(home).values()] == ["已报", "漏项", "漏项"]


def test_all_other_tasks_by_whatever_word_are_settled_by_one_answer(home: Path) -> None:
    mailed(home, "任务1：6月8日学习31人。\n除以上外均为零报告。")
    merged(home, WHEN)
    say(home, "是哪一项任务", "任务2、3（按零报告）", "除以上外")
    merged(home, WHEN)
    assert [status for status, _ in said(home).values()] == ["待核对", "零报告", "零报告"]
