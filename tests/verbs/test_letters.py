"""What letters say: our own that came back, a line about one task, a picture beside it, a correction."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from offices import CONFIG, FACT, UNITS, answered, form, merged, office
from todo_book import open_rows, say, told


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def came_back(home: Path, sender: str, subject: str, *, report: bool) -> None:
    """Our mail to the first unit, with its blank form, as the mail system returns it."""
    ours = EmailMessage()
    ours["From"], ours["To"], ours["Subject"] = "office@example.org", "unit01@example.org", "请填报"
    ours.set_content("请查收")
    blank = form(home, UNITS[0])
    ours.add_attachment(blank.read_bytes(), maintype="application", subtype="octet-stream", filename=blank.name)
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = sender, subject, "Tue, 20 Jun 2023 09:00:00 +0800"
    made.set_content("The mail system: user unknown")
    if report:
        status = EmailMessage()
        status["Final-Recipient"] = "rfc822; unit01@example.org"
        made.make_mixed()
        made.attach(status)
        made.set_param("report-type", "delivery-status")
        made.replace_header("Content-Type", str(made["Content-Type"]).replace("multipart/mixed", "multipart/report"))
    made.add_attachment(ours)
    (home / "inbox/退信.eml").write_bytes(bytes(made))


@pytest.mark.parametrize(
    ("sender", "subject", "report"),
    [
        ("MAILER-DAEMON@mx.example.org", "Undelivered Mail Returned to Sender", True),
        ("postmaster@example.com", "系统退信：请填报", False),
    ],
)
def test_our_own_mail_that_came_back_is_nobodys_form(home: Path, sender: str, subject: str, report: bool) -> None:
    came_back(home, sender, subject, report=report)
    answer: Any = merged(home)
    assert UNITS[0] in answer["units"]["missing"] and answer["obligations"]["partial"] == 0
    (record,) = answer["files"]
    assert record["outcome"] == "ignored" and "被退了回来" in record["reason"]
    (one,) = [each for each in answer["findings"] if each["code"] == "returned_mail"]
    assert ("unit01@example.org" in one["message"]) is report
    assert not (home / "outbox/待办.xlsx").exists()


def test_a_line_about_one_task_leaves_the_others_missing(home: Path) -> None:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "unit02@example.org", "照片", "Tue, 20 Jun 2023 09:00:00 +0800"
    made.set_content("任务3佐证材料见照片")
    made.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(40_000), maintype="image", subtype="png", filename="IMG_1.png")
    (home / "inbox/来信.eml").write_bytes(bytes(made))
    answer: Any = merged(home)
    counted = answer["obligations"]
    assert answer["units"]["returned"] == 0 and UNITS[1] not in answer["units"]["missing"]
    assert (counted["pending"], counted["partial"]) == (3, 0)
    assert "已报0家" in told(home, "总览")
    for about in open_rows(home):
        say(home, about, "不采用")
    after: Any = merged(home, "2023-06-26T10:00")
    assert UNITS[1] in after["units"]["missing"] and after["obligations"]["pending"] == 0


@pytest.mark.parametrize("said", ["6月的表，任务3应为“6月15日排查12处”。", "任务3更正为：6月15日排查12处"])
def test_a_correction_that_a_person_places_is_what_it_wants_to_stand_there_and_asked_once(
    home: Path, said: str
) -> None:
    path = answered(home, UNITS[0], {1: FACT, 2: "6月13日建成教育点2处", 3: "6月14日义诊3场"})
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "unit01@example.org", "6月报表", "Tue, 20 Jun 2023 09:00:00 +0800"
    made.set_content(f"您好，请查收。\n{said}")
    made.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name)
    path.unlink()
    (home / "inbox/来信.eml").write_bytes(bytes(made))
    merged(home, "2023-06-21T09:00")
    assert open_rows(home) == ["是哪一项任务"]
    say(home, "是哪一项任务", "任务3")
    merged(home, "2023-06-21T10:00")
    assert open_rows(home) == []
    assert "6月15日排查12处" in told(home, "明细台账") and "6月的表" not in told(home, "明细台账")
    assert "6月14日义诊3场" in told(home, "版本与冲突")


def test_answers_written_into_a_mail_can_be_placed_line_by_line(home: Path) -> None:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "unit01@example.org", "6月进展", "Tue, 20 Jun 2023 09:00:00 +0800"
    made.set_content("您好：\n任务1：6月2日召开会议1次，研究工作4项。\n任务2：6月10日建成教育点2处。\n谢谢！")
    (home / "inbox/来信.eml").write_bytes(bytes(made))
    answer: Any = merged(home, "2023-06-21T09:00")
    assert (answer["obligations"]["pending"], open_rows(home)) == (2, ["是哪一项任务", "是哪一项任务"])
    for seq in (1, 2):
        say(home, "是哪一项任务", f"任务{seq}", seen=f"任务{seq}：")
    after: Any = merged(home, "2023-06-21T10:00")
    assert after["obligations"]["reported"] == 2 and open_rows(home) == []
    assert "6月2日召开会议1次" in told(home, "明细台账") and "任务1：6月2日" not in told(home, "明细台账")


@pytest.mark.parametrize(
    "head", ['---原始邮件---\n发件人："卫健委"<office@example.org>', "在 2023-06-20 09:00，office@example.org 写道："]
)
def test_our_own_mail_that_a_letter_answers_is_no_word_of_the_units(home: Path, head: str) -> None:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "unit01@example.org", "回复：催报", "Tue, 20 Jun 2023 09:00:00 +0800"
    made.set_content(f"收到，谢谢！\n{head}\n贵单位尚有任务1、任务2未报，请于6月25日前报送。")
    path = answered(home, UNITS[0], {1: FACT, 2: "6月13日建成教育点2处", 3: "6月14日义诊3场"})
    made.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name)
    path.unlink()
    (home / "inbox/来信.eml").write_bytes(bytes(made))
    answer: Any = merged(home, "2023-06-21T09:00")
    assert answer["obligations"]["reported"] == 3 and not (home / "outbox/待办.xlsx").exists()


def test_when_a_letters_document_came_is_asked_only_where_it_may_have_been_late(tmp_path: Path) -> None:
    home = office(tmp_path / "home", CONFIG + "deliverables: [{name: 工作方案, due: 2023-06-28}]\n")
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "unit01@example.org", "工作方案", "Fri, 23 Jun 2023 09:00:00 +0800"
    made.set_content("请查收。")
    made.add_attachment("一、目标。二、步骤。".encode(), maintype="text", subtype="plain", filename="工作方案.txt")
    (home / "inbox/来信.eml").write_bytes(bytes(made))
    merged(home, "2023-06-24T09:00")
    assert not (home / "outbox/待办.xlsx").exists() or "什么时候收到的" not in open_rows(home)


def test_an_automatic_reply_is_nobodys_word_and_no_question(home: Path) -> None:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = (
        "unit01@example.org",
        "自动回复：催报",
        "Tue, 20 Jun 2023 09:00:00 +0800",
    )
    made["Auto-Submitted"] = "auto-replied"
    made.set_content("您好，我正在休假，任务1、任务2请联系李科长。")
    (home / "inbox/来信.eml").write_bytes(bytes(made))
    answer: Any = merged(home)
    assert UNITS[0] in answer["units"]["missing"] and not (home / "outbox/待办.xlsx").exists()
    assert [each["outcome"] for each in answer["files"]] == ["ignored"]
