"""The mails: who gets one, what it says, that text and HTML agree, that nothing becomes a header."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from markup import Reader
from tasklist.ledger.statistics import figures
from tasklist.ledger.summary import Summary
from tasklist.model.book import Refusal
from tasklist.model.finding import Advice, Quote, by_unit
from tasklist.model.finding_kinds import KINDS, finding
from tasklist.model.ledger import Ledger, Status
from tasklist.model.message import Attachment
from tasklist.model.plan import Kind, Obligation
from tasklist.model.returns import Outcome
from tasklist.model.settings import Job
from tasklist.readers import registry
from tasklist.readers.formats import FORMATS
from tasklist.readers.limits import HALF_COPIED, SAVE_AS
from tasklist.views.reports import page
from tasklist.views.reports.call_list import call_list
from tasklist.views.reports.letters import report
from tasklist.views.reports.receipt import receipts
from tasklist.views.reports.reminder import Stage, reminders
from worlds import line, moment, record, unit

FINE = (Status.REPORTED, Status.LATE, Status.NIL, Status.EXEMPT)


def one(status: Status, **more: object) -> Ledger:
    return worlds.ledger((line(unit(0).name, status),), **more)


def test_the_subject_carries_the_figures_and_the_first_line_the_conclusion() -> None:
    made = worlds.world()
    now, mail = figures(made), report(Summary(made), once="2023-06-28")
    assert f"应报{len(now.expected)} 已报{len(now.returned)}" in mail.subject
    assert mail.subject.startswith("【2023年6月】")
    assert mail.text.startswith(f"应报{len(now.expected)}家，已报{len(now.returned)}家")
    assert (mail.key, mail.to) == ("report:2023-06:2023-06-28", ("leader@example.org",))


def test_text_and_html_of_the_report_say_the_same() -> None:
    made = worlds.world()
    mail = report(Summary(made, (worlds.world(seed=2, month=5),)), once="x", note="本期无新增回收。")
    html = "".join(Reader(mail.html).words)
    for name in figures(made).missing:
        assert name in mail.text
        assert name in html
    for words in ("本期无新增回收。", "下一步日期", "请领导决定", "139****0004", "■"):
        assert words in mail.text
        assert words in html
    assert "13900000004" not in mail.text + mail.html


def test_nothing_new_is_still_a_report() -> None:
    mail = report(Summary(worlds.ledger((), worlds.plan(0, 0))), once="x", note="自上次报告以来没有变化。")
    assert "自上次报告以来没有变化" in mail.text


@given(st.text(max_size=80))
@settings(max_examples=40)
def test_no_title_becomes_a_header_of_its_own(title: str) -> None:
    made = one(Status.MISSING)
    made = replace(
        made, plan=replace(made.plan, campaign=replace(made.plan.campaign, title=f"{title}\r\nBcc: a@example.org"))
    )
    said = Summary(made)
    for mail in (report(said, once="x"), *reminders(said, Stage.AFTER, once="x"), *receipts(said)):
        assert len(mail.subject.splitlines()) == 1
        mail.subject.encode("utf-8")


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("status", FINE)
def test_a_unit_that_owes_nothing_is_not_reminded(stage: Stage, status: Status) -> None:
    assert reminders(Summary(one(status)), stage, once="x") == ()


@pytest.mark.parametrize("stage", list(Stage))
def test_a_unit_that_owes_is_told_exactly_what_and_until_when(stage: Stage) -> None:
    (mail,) = reminders(Summary(one(Status.MISSING)), stage, once="06-28")
    assert mail.subject.startswith(f"【{stage.label}】")
    assert "任务1" in mail.text
    assert "2023年6月25日前" in mail.text
    assert mail.key == f"remind:2023-06:{stage.value}:{unit(0).name}:06-28"
    assert (mail.to, mail.unit) == (("unit01@example.org",), unit(0).name)


def test_before_the_due_date_only_what_is_near_is_reminded_of() -> None:
    assert reminders(Summary(one(Status.NOT_DUE, as_of=moment(2))), Stage.BEFORE, once="x") == ()
    assert len(reminders(Summary(one(Status.NOT_DUE, as_of=moment(20))), Stage.BEFORE, once="x")) == 1
    assert reminders(Summary(one(Status.NOT_DUE, as_of=moment(20))), Stage.AFTER, once="x") == ()


def test_the_first_reminder_reaches_as_far_as_the_schedule_says() -> None:
    made = one(Status.NOT_DUE, as_of=moment(12))
    campaign = made.plan.campaign
    far = replace(campaign, schedule=(Job("remind", before_due=15), Job("send", before_due=30)))
    assert reminders(Summary(made), Stage.BEFORE, once="x") == ()
    assert len(reminders(Summary(replace(made, plan=replace(made.plan, campaign=far))), Stage.BEFORE, once="x")) == 1


def test_a_unit_whose_file_could_not_be_taken_in_is_told_that_it_came_and_why() -> None:
    reason = "文件不完整或已损坏"
    lost = record(unit(0).name, Outcome.SET_ASIDE, "inbox/6月=表.xlsx", reason=reason)
    made = one(Status.MISSING, files=(lost, record(unit(1).name, Outcome.SET_ASIDE, "inbox/别家.xlsx")))
    for stage in (Stage.AFTER, Stage.NOTICE):
        (mail,) = reminders(Summary(made), stage, once="x")
        assert "已收到但没有并入的文件（1个）" in mail.text
        assert "6月=表.xlsx" in mail.text and reason in mail.text and "别家" not in mail.text
        assert "尚未收到" not in mail.text
    sheet = openpyxl.load_workbook(io.BytesIO(call_list(Summary(made))))["催报清单"]
    assert reason in sheet["F5"].value


def told_to_the_unit(refusal: Refusal) -> list[str]:
    """What a unit reads of a file of its that was refused: in the reminder, the receipt, and on the phone."""
    advice = refusal.advice or Advice("", "")
    asked = finding(refusal.code, refusal.seen, of="inbox/6月表.xlsx", todo=advice.clerk, ask=advice.unit)
    lost = record(unit(0).name, Outcome.SET_ASIDE, "inbox/6月表.xlsx", reason=refusal.reason, question=asked)
    made = Summary(one(Status.MISSING, files=(lost,)))
    sheet = openpyxl.load_workbook(io.BytesIO(call_list(made)))["催报清单"]
    return [reminders(made, Stage.AFTER, once="x")[0].text, receipts(made)[0].text, sheet["F5"].value]


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (Refusal(*HALF_COPIED), "像是没有拷贝完，请重新发送一份"),
        (Refusal("unreadable", "没有读取", SAVE_AS), "没有读取，请另存为 .xlsx 后重报"),
        (Refusal("password", "打不开", by_unit("取消密码后重报")), "打不开，请取消密码后重报"),
        (Refusal("too_large", "文件有 300 MB，没有读取"), "没有读取，请删去多余的空行、图片后另存重报"),
        (registry.read(b"Rar!\x1a\x07\x00" + b"x" * 64, "表.rar"), "这是 RAR 压缩包，请重新压缩成 .zip 后重报"),
    ],
)
def test_what_the_office_is_to_ask_a_unit_is_said_to_the_unit_itself(refusal: Refusal, told: str) -> None:
    for text in told_to_the_unit(refusal):
        assert told in text
        assert "重新拷贝" not in text and "请单位" not in text


def test_no_unit_is_told_of_the_inbox_or_the_settings_of_the_office() -> None:
    asked = [kind.ask for kind in KINDS.values()]
    asked += [each.advice.unit for each in FORMATS.values()]
    assert not [text for text in asked if any(word in text for word in ("收件夹", "inbox", "config", "环境变量"))]


def test_who_owes_only_a_document_is_not_asked_for_a_form_or_a_report_of_nothing() -> None:
    document = Obligation(unit(0).name, Kind.DELIVERABLE, "", worlds.period().due, "通知", name="实施方案")
    made = worlds.ledger((line(unit(0).name, Status.MISSING, obligation=document),))
    (letter,) = reminders(Summary(made), Stage.AFTER, once="x")
    assert "《实施方案》：未报" in letter.text
    assert "尚未报齐，请尽快补报。" in letter.text
    assert "请将所欠材料作为附件回复本邮件" in letter.text
    assert "零报告" not in letter.text and "表格" not in letter.text
    (letter,) = reminders(Summary(one(Status.MISSING)), Stage.AFTER, once="x")
    assert "本期确无开展的，请按零报告填写" in letter.text and "请填写下发的表格" in letter.text


def test_the_leader_is_told_what_it_is_and_who_handles_it_and_not_what_the_clerk_clicks() -> None:
    found = (
        finding("set_aside", "单位对不上", place="inbox/表.xlsx", todo="核对后把文件拖进 inbox/ 下，再汇总一次"),
        finding("half_copied", "文件不完整", of="inbox/半.xlsx", todo="请重新拷贝或请单位重发", advised=True),
        finding("own_task", "填了清单以外的任务", unit=unit(0).name),
    )
    said = report(Summary(one(Status.MISSING, findings=found)), once="x").text
    assert "文件待处理1件，由经办人与单位核对后并入" in said
    assert "文件不完整1件，由经办人请单位重新报送" in said
    assert "可直接转发：第01卫生健康单位：填了清单以外的任务。请确定是否采用，由经办人落实" in said
    assert not [word for word in ("inbox", "拖进", "再汇总", "重新拷贝") if word in said]


def test_the_leader_reads_numbers_whole_and_no_telephone_number() -> None:
    found = (
        finding("own_task", "填了清单以外的任务：打印1000000张", of="inbox/大.xlsx"),
        finding(
            "own_task", "填了清单以外的任务：", Quote("投入3261234元，联系13900000001"), unit=unit(0).name, link=""
        ),
    )
    made = Summary(one(Status.MISSING, findings=found))
    for said in (report(made, once="x").text, page.page(made)):
        assert "大.xlsx：填了清单以外的任务：打印1000000张" in said
        assert "投入3261234元，联系139****0001" in said


def test_quotation_marks_in_a_title_do_not_stand_in_quotation_marks() -> None:
    made = one(Status.MISSING)
    told = worlds.task(1, "争创“模范自治区”")
    base = replace(
        made.plan,
        campaign=replace(made.plan.campaign, title="建设“模范自治区”任务清单"),
        task_list=replace(made.plan.task_list, tasks=(told,)),
    )
    (mail,) = reminders(Summary(replace(made, plan=base)), Stage.AFTER, once="x")
    assert "《建设“模范自治区”任务清单》" in mail.text
    assert "任务1“争创‘模范自治区’”" in mail.text


def test_the_correction_workbook_goes_to_its_own_unit_only() -> None:
    made = worlds.ledger((line(unit(0).name, Status.MISSING), line(unit(1).name, Status.MISSING)))
    book = Attachment("buchong.xlsx", b"x")
    first, second = reminders(Summary(made), Stage.AFTER, once="x", attachments={unit(1).name: (book,)})
    assert (first.attachments, second.attachments) == ((), (book,))


def test_a_unit_without_an_address_is_in_the_list_to_call_and_gets_no_mail() -> None:
    base = worlds.plan(2, 1)
    silent = replace(base.roster, units=(unit(0, emails=()), unit(1)))
    lines = (line(unit(0).name, Status.MISSING), line(unit(1).name, Status.REPORTED))
    made = worlds.ledger(lines, replace(base, roster=silent))
    assert reminders(Summary(made), Stage.AFTER, once="x") == ()
    sheet = openpyxl.load_workbook(io.BytesIO(call_list(Summary(made))))["催报清单"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert [row[:4] for row in rows] == [(unit(0).name, "联络员01", "13900000001", "没有")]
    assert "任务1" in rows[0][5]


def test_text_and_html_of_a_reminder_say_the_same() -> None:
    for mail in reminders(Summary(worlds.world(6, 3)), Stage.NOTICE, once="x"):
        html = "".join("".join(Reader(mail.html).words).split())
        for words in mail.text.split():
            assert words in html


def test_a_receipt_names_what_came_when_and_its_check_code() -> None:
    made = one(Status.REPORTED)
    (mail,) = receipts(Summary(made))
    (file,) = made.files
    for words in ("第01卫生健康单位.xlsx", "2023年6月20日 09:00", file.sha256[:16], "并入20个"):
        assert words in mail.text


def test_a_receipt_is_the_same_message_until_something_new_comes() -> None:
    made = one(Status.REPORTED)
    (first,) = receipts(Summary(made))
    (again,) = receipts(Summary(replace(made, as_of=moment(29))))
    assert first.key == again.key
    second = record(unit(0).name, path="inbox/b.xlsx", sha256="f" * 64)
    (more,) = receipts(Summary(replace(made, files=(*made.files, second))))
    assert more.key != first.key


def test_nobody_gets_a_receipt_for_a_file_nobody_could_place() -> None:
    lost = record("", Outcome.SET_ASIDE, "inbox/x.xlsx", unit="")
    assert receipts(Summary(one(Status.MISSING, files=(lost,)))) == ()
