"""待办.xlsx: what only a person can settle is one row, an answer settles it, an answer taken back asks again."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from offices import CONFIG, FACT, UNITS, answered, merged, office, own_table, verb
from todo_book import open_rows, todo, told, write

FIRST, SECOND = UNITS[:2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def outcomes(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["outcome"], each["unit"]) for each in answer["files"]]


def test_a_form_in_a_strangers_folder_is_one_row_and_answering_it_settles_it(home: Path) -> None:
    answered(home, SECOND, {1: FACT}, into=f"inbox/{FIRST}")
    when = "2023-06-20T09:00"
    merged(home, when)
    before = (home / "outbox/2023-06/汇总表.xlsx").read_bytes()
    (row,) = todo(home)
    assert (row["事项"], row["决定"]) == ("是哪个单位的", "")
    assert FIRST in row["可能是"] and SECOND in row["可能是"]
    assert row["看到的情况"] in told(home, "待办与决定")

    write(home, SECOND)
    answer = merged(home, when)
    assert outcomes(answer) == [("merged", SECOND)]
    (row,) = todo(home)
    assert row["决定"] == SECOND and "2023-06-20 09:00" in row["说明"]
    assert "经办人的决定" in told(home, "文件清单")
    assert SECOND in told(home, "待办与决定")
    assert not list((home / "outbox").glob("*人工修改*"))
    _, story, _ = verb("why", home, SECOND, "1", "--as-of", when)
    assert "是哪个单位的" in story and "2023-06-20 09:00" in story
    assert outcomes(merged(home, when)) == [("merged", SECOND)], "an answer once given stands"

    write(home, "")
    assert outcomes(merged(home, when)) == [("set_aside", "")]
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == before


def test_an_earlier_moment_is_told_as_it_was_before_the_decision(home: Path) -> None:
    answered(home, SECOND, {1: FACT}, into=f"inbox/{FIRST}")
    merged(home, "2023-06-20T09:00")
    before = (home / "outbox/2023-06/汇总表.xlsx").read_bytes()
    write(home, SECOND)
    merged(home, "2023-06-21T09:00")
    asked = (home / "outbox/待办.xlsx").read_bytes()
    assert outcomes(merged(home, "2023-06-20T09:00")) == [("set_aside", "")]
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == before
    assert (home / "outbox/待办.xlsx").read_bytes() == asked, "it belongs to the present"
    assert outcomes(merged(home, "2023-06-22T09:00")) == [("merged", SECOND)]


def test_an_impossible_answer_is_said_in_its_row_and_changes_nothing(home: Path) -> None:
    own_table(home / "inbox/表.xlsx", {1: FACT}, contact="张三")
    merged(home, "2023-06-20T09:00")
    write(home, "火星医院")
    assert outcomes(merged(home, "2023-06-21T09:00")) == [("set_aside", "")]
    (row,) = todo(home)
    assert row["决定"] == "火星医院" and "“火星医院”不是可选的答案" in row["说明"]
    write(home, f" {SECOND} ")
    assert outcomes(merged(home, "2023-06-22T09:00")) == [("merged", SECOND)]
    assert todo(home)[0]["决定"] == SECOND


def test_a_file_not_taken_counts_no_more_and_a_remark_stays(home: Path) -> None:
    own_table(home / "inbox/表.xlsx", {1: FACT}, contact="张三")
    merged(home)
    write(home, "电话问过了", column="备注")
    merged(home)
    assert todo(home)[0]["备注"] == "电话问过了"
    write(home, "不采用")
    answer = merged(home)
    (one,) = answer["files"]
    assert (one["outcome"], one["reason"]) == ("ignored", "经办人决定不采用")
    assert answer["obligations"]["pending"] == 0
    assert todo(home)[0]["备注"] == "电话问过了"


def test_which_period_is_asked_once_whose_it_is_has_been_answered(home: Path) -> None:
    own_table(home / "inbox/4月5月.xlsx", {1: FACT}, contact="张三")
    merged(home, "2023-06-20T09:00")
    write(home, FIRST)
    merged(home, "2023-06-20T10:00")
    rows = todo(home)
    assert [row["事项"] for row in rows] == ["是哪一期的", "是哪个单位的"]
    write(home, "2023-05", FIRST)
    answer: Any = merged(home, "2023-06-20T11:00")
    assert [(each["outcome"], each["unit"], each["period"]) for each in answer["files"]] == [
        ("merged", FIRST, "2023-05")
    ]


@pytest.mark.parametrize(("said", "late"), [("2023-06-24 16:00", 0), ("2023-06-26", 3), ("2023-06-27 09:00", 3)])
def test_when_a_file_came_is_what_a_person_says(home: Path, said: str, late: int) -> None:
    form = answered(home, FIRST, {1: FACT, 2: FACT + "1", 3: FACT + "2"})
    mail = EmailMessage()
    mail["From"], mail["Date"] = "someone@example.org", "Sat, 24 Jun 2023 16:00:00 +0800"
    mail.set_content("见附件")
    mail.add_attachment(form.read_bytes(), maintype="application", subtype="octet-stream", filename="form.xlsx")
    form.unlink()
    (home / "inbox/来信.eml").write_bytes(bytes(mail))
    merged(home, "2023-06-27T09:00")
    (row,) = [row for row in todo(home) if row["事项"] == "什么时候收到的"]
    assert "邮件自写的日期" in row["看到的情况"]
    write(home, said)
    answer: Any = merged(home, "2023-06-27T10:00")
    assert answer["obligations"]["late"] == late
    (row,) = [row for row in todo(home) if row["事项"] == "什么时候收到的"]
    assert row["决定"].startswith(said)


@pytest.mark.parametrize(("said", "outcome"), [("工作总结", "merged"), ("作为附件", "ignored"), ("不采用", "ignored")])
def test_what_a_document_is_may_be_answered(tmp_path: Path, said: str, outcome: str) -> None:
    more = "deliverables: [{name: 工作总结, due: 2023-12-20}, {name: 实施方案, due: 2023-05-20}]\n"
    home = office(tmp_path / "home", CONFIG + more)
    (home / "inbox" / FIRST).mkdir()
    (home / "inbox" / FIRST / "材料一.txt").write_text("今年的几件事", "utf-8")
    merged(home)
    (row,) = todo(home)
    assert row["事项"] == "这个文件怎么办"
    write(home, said)
    (one,) = merged(home)["files"]  # type: ignore[attr-defined]
    assert one["outcome"] == outcome


def test_the_drop_down_has_just_the_possible_answers(home: Path) -> None:
    own_table(home / "inbox/表.xlsx", {1: FACT}, contact="张三")
    merged(home, "2023-06-20T09:00")
    book = load_workbook(home / "outbox/待办.xlsx")
    (rule,) = book["待办"].data_validations.dataValidation
    assert rule.type == "list" and rule.formula1.startswith("'可选的答案'!")
    offered = [row[0] for row in book["可选的答案"].iter_rows(values_only=True)]
    assert offered == [*UNITS, "不采用"]


def test_nothing_to_ask_makes_no_workbook(home: Path) -> None:
    answered(home, FIRST, {1: FACT})
    merged(home, "2023-06-20T09:00")
    assert not (home / "outbox/待办.xlsx").exists()


def test_what_is_asked_about_a_later_month_stays_when_an_earlier_one_is_merged_again(home: Path) -> None:
    for month in ("6", "7"):
        own_table(home / "inbox" / UNITS[0] / f"{month}月任务清单.xlsx", {1: "已按要求开展相关工作。"})
    merged(home, "2023-07-20T09:00", "--period", "2023-06")
    merged(home, "2023-07-20T10:00", "--period", "2023-07")
    asked = open_rows(home)
    assert asked.count("内容行不行") == 2
    merged(home, "2023-07-20T11:00", "--period", "2023-06")
    assert open_rows(home) == asked


def test_a_table_of_the_units_own_that_says_another_month_than_its_name_asks(home: Path) -> None:
    own_table(home / f"inbox/{UNITS[0]}2023年6月进展.xlsx", {1: FACT, 2: FACT}, head="报送期：2023年5月")
    merged(home, "2023-06-21T09:00")
    (row,) = (row for row in todo(home) if row["事项"] == "是哪一期的")
    assert "报送期一栏“报送期：2023年5月”" in row["看到的情况"] and "文件名" in row["看到的情况"]


def test_a_sheet_called_by_the_month_of_the_file_does_not_hide_the_month_it_says(home: Path) -> None:
    path = own_table(home / f"inbox/{UNITS[0]}2023年6月进展.xlsx", {1: FACT, 2: FACT}, head="报送期：2023年5月")
    book = load_workbook(path)
    book.worksheets[0].title = "6月"
    book.save(path)
    merged(home, "2023-06-21T09:00")
    assert "是哪一期的" in open_rows(home)
