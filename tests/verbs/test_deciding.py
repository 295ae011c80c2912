"""Whose file, which period, when it came: by all the evidence, and asked where the evidence disagrees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from offices import DETAILS, FACT, UNITS, answered, merged, office, own_table, sheet
from tasklist.config.task_list import HEADINGS
from todo_book import open_rows, say, todo

PARENT, BRANCH = UNITS[2], UNITS[3]
OTHER = "6月15日走访牧户8户，发放宣传册30份"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def files(answer: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """File name → outcome and unit."""
    return {each["path"].rpartition("/")[2]: (each["outcome"], each["unit"]) for each in answer["files"]}


def texts(home: Path) -> dict[tuple[str, int], tuple[str, str]]:
    """(unit, task) → progress and status, as 明细台账 has them."""
    sheet = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["明细台账"]
    heads = {cell.value: cell.column - 1 for cell in sheet[1]}
    columns = [heads[name] for name in ("单位", "序号", "工作任务推进措施及进展情况", "状态")]
    rows = ([row[column] for column in columns] for row in sheet.iter_rows(min_row=2, values_only=True))
    return {(unit, seq): (text or "", status) for unit, seq, text, status in rows}


def test_a_parent_sends_its_branchs_form_with_its_own_and_each_is_of_its_unit(home: Path) -> None:
    answered(home, PARENT, {1: FACT}, into=f"inbox/{PARENT}")
    answered(home, BRANCH, {1: OTHER}, into=f"inbox/{PARENT}")
    answer: Any = merged(home, "2023-06-20T09:00")
    assert sorted(files(answer).values()) == [("merged", PARENT), ("merged", BRANCH)]
    assert texts(home)[PARENT, 1][0] == FACT and texts(home)[BRANCH, 1][0] == OTHER
    assert any(BRANCH in one["message"] and one["code"] == "remark" for one in answer["findings"])


def test_a_form_in_a_strangers_folder_is_asked_and_a_move_answers(home: Path) -> None:
    path = answered(home, UNITS[1], {1: FACT}, into=f"inbox/{UNITS[0]}")
    answer: Any = merged(home, "2023-06-20T09:00")
    assert [outcome for outcome, _ in files(answer).values()] == ["set_aside"]
    (home / "inbox" / UNITS[1]).mkdir()
    path.rename(home / "inbox" / UNITS[1] / path.name)
    answer = merged(home, "2023-06-21T09:00")
    assert list(files(answer).values()) == [("merged", UNITS[1])]


def test_a_form_of_june_that_comes_in_july_is_junes(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT, 2: FACT + "。", 3: OTHER}, into="inbox/2023-07")
    answer: Any = merged(home, "2023-07-02T09:00", "--period", "2023-06")
    assert [(each["unit"], each["period"]) for each in answer["files"]] == [(UNITS[0], "2023-06")]
    assert answer["obligations"]["late"] == 3
    july: Any = merged(home, "2023-07-02T10:00")
    assert july["obligations"]["reported"] == 0


def test_a_folder_of_a_month_tells_the_period_of_a_table_that_says_nothing(home: Path) -> None:
    own_table(home / f"inbox/2023-06/{UNITS[0]}.xlsx", {1: FACT})
    answer: Any = merged(home, "2023-07-02T09:00", "--period", "2023-06")
    assert [(each["outcome"], each["period"]) for each in answer["files"]] == [("merged", "2023-06")]


def test_anothers_form_filled_in_by_the_staff_of_the_folder_is_asked(home: Path) -> None:
    answered(home, UNITS[0], {1: FACT}, into=f"inbox/{UNITS[0]}")
    own_table(home / f"inbox/{UNITS[0]}/{UNITS[1]}.xlsx", {1: FACT}, contact="联络员01 13900000001")
    answer: Any = merged(home, "2023-06-20T09:00")
    found = files(answer)[f"{UNITS[1]}.xlsx"]
    assert found[0] == "set_aside"
    (reason,) = (each["reason"] for each in answer["files"] if each["outcome"] == "set_aside")
    assert UNITS[0] in reason and UNITS[1] in reason


def test_a_parents_staff_may_fill_in_for_its_branch(home: Path) -> None:
    own_table(home / f"inbox/{BRANCH}.xlsx", {1: FACT}, contact="联络员03 13900000003")
    answer: Any = merged(home, "2023-06-20T09:00")
    assert list(files(answer).values()) == [("merged", BRANCH)]


# --- what waits ---------------------------------------------------------------------------------------


def test_a_unit_whose_file_waits_is_pending_and_not_missing(home: Path) -> None:
    own_table(home / f"inbox/{UNITS[0]}.xlsx", {1: FACT}, head=f"填报单位：{UNITS[1]}", contact="张三")
    answer: Any = merged(home)
    assert {unit: status for (unit, seq), (_, status) in texts(home).items() if seq == 1} == {
        UNITS[0]: "待核对", UNITS[1]: "待核对", UNITS[2]: "未报", UNITS[3]: "未报", UNITS[4]: "未报",
    }  # fmt: skip
    assert answer["obligations"]["pending"] == 6
    assert not {UNITS[0], UNITS[1]} & set(answer["units"]["missing"])


def test_a_file_that_names_nobody_may_be_anybodys_once_the_day_has_passed(home: Path) -> None:
    own_table(home / "inbox/表.xlsx", {1: FACT}, contact="张三")
    before: Any = merged(home, "2023-06-20T09:00")
    assert before["obligations"]["pending"] == 0
    after: Any = merged(home, "2023-06-26T09:00")
    assert (after["obligations"]["pending"], after["obligations"]["missing"]) == (14, 0)
    assert after["units"]["missing"] == []


@pytest.mark.parametrize(
    ("name", "pending"), [("微信图片_1.jpg", 14), ("扫描件.pdf", 14), ("任务1佐证.jpg", 0), ("任务清单照片.jpg", 14)]
)
def test_a_picture_that_may_be_a_photographed_table_may_be_anybodys_too(home: Path, name: str, pending: int) -> None:
    (home / "inbox" / name).write_bytes((b"%PDF" if name.endswith("pdf") else b"\xff\xd8\xff") + b"x" * 99)
    answer: Any = merged(home, "2023-06-26T09:00")
    assert (answer["obligations"]["pending"], answer["obligations"]["missing"]) == (pending, 14 - pending)


@pytest.mark.parametrize(
    ("name", "begins", "pending"),
    [
        ("新建.xlsx", b"PK\x03\x04", 14), ("表.rar", b"Rar!\x1a\x07\x01\x00", 14), ("表.xls", b"\xd0\xcf\x11\xe0", 14),
        ("任务1佐证.rar", b"Rar!\x1a\x07\x01\x00", 0), ("会场.mp4", b"\x00\x00\x00\x18ftypmp42", 0),
    ],
)  # fmt: skip
def test_a_file_of_nobodys_that_cannot_be_opened_may_be_anybodys_as_a_picture_may(
    home: Path, name: str, begins: bytes, pending: int
) -> None:
    (home / "inbox" / name).write_bytes(begins + b"x" * 999)
    answer: Any = merged(home, "2023-06-26T09:00")
    assert (answer["obligations"]["pending"], answer["obligations"]["missing"]) == (pending, 14 - pending)


def test_what_waits_for_another_period_leaves_this_one_alone(home: Path) -> None:
    may = FACT.replace("6月", "5月")
    own_table(home / f"inbox/{UNITS[0]}5月.xlsx", {1: may}, head=f"填报单位：{UNITS[1]}", contact="张三")
    answer: Any = merged(home)
    assert answer["obligations"]["pending"] == 0
    (home / "inbox/照片.jpg").write_bytes(b"\xff\xd8\xff" + b"x" * 99)
    assert merged(home, "2023-06-26T10:00")["obligations"]["pending"] == 0  # type: ignore[index]


# --- when it came ------------------------------------------------------------------------------------

MAIL = """\
{received}From: someone@example.org
Date: {date}
Subject: =?utf-8?b?6L+b5bGV?=
MIME-Version: 1.0
Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; name="form.xlsx"
Content-Disposition: attachment; filename="form.xlsx"
Content-Transfer-Encoding: base64

{body}
"""


@pytest.mark.parametrize(
    ("received", "date", "late", "asked"),
    [
        ("Sat, 24 Jun 2023 16:00:00 +0800", "Sat, 24 Jun 2023 15:59:00 +0800", 0, False),
        ("Mon, 26 Jun 2023 08:00:00 +0800", "Sat, 24 Jun 2023 15:59:00 +0800", 3, False),
        ("", "Sat, 24 Jun 2023 16:00:00 +0800", 0, True),
        ("", "Mon, 26 Jun 2023 08:00:00 +0800", 3, False),
    ],
)
def test_a_mails_server_tells_when_it_came_and_its_sender_only_makes_a_doubt(
    home: Path, received: str, date: str, late: int, asked: bool
) -> None:
    import base64

    form = answered(home, UNITS[0], {1: FACT, 2: OTHER, 3: FACT + "。"})
    line = f"Received: from a.example.org by mx.example.org;\n {received}\n" if received else ""
    mail = MAIL.format(received=line, date=date, body=base64.encodebytes(form.read_bytes()).decode())
    form.unlink()
    (home / "inbox/来信.eml").write_text(mail)
    answer: Any = merged(home, "2023-06-27T09:00")
    assert answer["obligations"]["late"] == late
    sheet = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["明细台账"]
    told = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert ("收到时间待核对" in told) is asked


def test_a_mail_dropped_after_a_run_that_its_server_took_before_is_a_doubt_and_makes_nobody_late(home: Path) -> None:
    import base64

    form = answered(home, UNITS[0], {1: FACT, 2: OTHER, 3: FACT + "。"})
    line = "Received: from a.example.org by mx.example.org;\n Sat, 24 Jun 2023 16:00:00 +0800\n"
    body = base64.encodebytes(form.read_bytes()).decode()
    form.unlink()
    merged(home, "2023-06-26T09:00")
    (home / "inbox/来信.eml").write_text(MAIL.format(received=line, date="Sat, 24 Jun 2023 15:59:00 +0800", body=body))
    answer: Any = merged(home, "2023-06-27T09:00")
    assert answer["obligations"]["late"] == 0
    (row,) = [row for row in todo(home) if row["事项"] == "什么时候收到的"]
    assert "邮件服务器 2023-06-24 16:00 收到" in row["看到的情况"]
    say(home, "什么时候收到的", "2023-06-26 10:00")
    assert merged(home, "2023-06-27T10:00")["obligations"]["late"] == 3  # type: ignore[index]
    say(home, "什么时候收到的", "2023-06-24 16:00")
    assert merged(home, "2023-06-27T11:00")["obligations"]["late"] == 0  # type: ignore[index]


def test_the_name_of_a_sheet_alone_never_outranks_a_folder(home: Path) -> None:
    rows = [list(HEADINGS), ["1", "", DETAILS[0], "", "", "", FACT, "张三", ""]]
    sheet(home / f"inbox/{PARENT}/六月.xlsx", rows, title=BRANCH)
    answer: Any = merged(home, "2023-06-20T09:00")
    assert [outcome for outcome, _ in files(answer).values()] == ["set_aside"]
    assert open_rows(home) == ["是哪个单位的"]
