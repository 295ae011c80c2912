"""A file that names nobody: the way it came, what came with it, and whom to call must agree, or a person is asked."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from offices import CONFIG, FACT, UNITS, answered, merged, office, own_table, sheet, task_list
from tasklist.config.task_list import HEADINGS
from todo_book import open_rows, say, shown, todo

PARENT, BRANCH = UNITS[2], UNITS[3]
ALL = dict.fromkeys((1, 2, 3), FACT)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def mail(home: Path, sender: str, subject: str, text: str, table: Path) -> None:
    """A mail with a table that names nobody."""
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = sender, subject, "Sat, 24 Jun 2023 09:00:00 +0800"
    made.set_content(text)
    made.add_attachment(table.read_bytes(), maintype="application", subtype="octet-stream", filename="6月.xlsx")
    table.unlink()
    (home / "inbox/来信.eml").write_bytes(bytes(made))


def table(home: Path, contact: str = "") -> Path:
    return own_table(home / "表.xlsx", ALL, contact=contact)


def whose(answer: Any) -> list[str]:
    return [each["unit"] for each in answer["files"] if each["path"].endswith(".xlsx")]


def test_a_parents_mail_may_hold_its_branchs_table(home: Path) -> None:
    mail(home, "unit03@example.org", "6月报表", "请查收", table(home))
    answer = merged(home, "2023-06-24T12:00")
    assert open_rows(home) == ["是哪个单位的"] and whose(answer) == [""]


@pytest.mark.parametrize(
    ("contact", "unit"), [("联络员03 13900000003", PARENT), ("联络员04 13900000004", BRANCH), ("13900000001", "")]
)
def test_whom_to_call_settles_it_between_a_hospital_and_its_branch_and_no_others(
    home: Path, contact: str, unit: str
) -> None:
    mail(home, "unit03@example.org", "6月报表", "请查收", table(home, contact))
    assert whose(merged(home, "2023-06-24T12:00")) == [unit]


@pytest.mark.parametrize(
    ("subject", "text"), [("呼吉尔特分院6月报表", "请查收"), ("6月报表", "现报送呼吉尔特分院的表，请查收。")]
)
def test_what_the_letter_says_counts(home: Path, subject: str, text: str) -> None:
    mail(home, "unit03@example.org", subject, text, table(home))
    assert whose(merged(home, "2023-06-24T12:00")) == [BRANCH]


def test_a_letter_that_names_another_than_its_sender_asks(home: Path) -> None:
    mail(home, "unit01@example.org", "旗蒙医医院6月报表", "请查收", table(home))
    assert whose(merged(home, "2023-06-24T12:00")) == [""]


def test_what_a_letter_of_an_unknown_sender_says_proves_nothing(home: Path) -> None:
    mail(home, "someone@example.com", "旗蒙医医院6月报表", "请查收", table(home))
    assert whose(merged(home, "2023-06-24T12:00")) == [""]
    assert open_rows(home) == ["是哪个单位的"]


def test_a_table_without_a_month_that_tells_of_the_last_asks_which_it_is(home: Path) -> None:
    own_table(home / "inbox" / UNITS[0] / "任务清单.xlsx", ALL)
    answer: Any = merged(home, "2023-07-02T09:00", "--period", "2023-06")
    assert open_rows(home) == ["是哪一期的"] and UNITS[0] not in answer["units"]["missing"]
    say(home, "是哪一期的", "2023-06")
    assert merged(home, "2023-07-02T10:00", "--period", "2023-06")["units"]["returned"] == 1  # type: ignore[index]


def test_units_that_are_rows_of_one_table_are_asked_about(home: Path) -> None:
    rows: list[list[str]] = [list(HEADINGS)]
    for unit in UNITS[:2]:
        rows.append([unit])
        rows += [[str(task.seq), "", task.detail, "", "", "", FACT, "", ""] for task in task_list().tasks]
    sheet(home / "inbox" / f"{UNITS[0]}6月.xlsx", rows)
    answer: Any = merged(home)
    assert open_rows(home) == ["是哪个单位的"] and not set(UNITS[:2]) & set(answer["units"]["missing"])
    say(home, "是哪个单位的", "按表里写的单位分开")
    assert merged(home, "2023-06-26T10:00")["units"]["returned"] == 2  # type: ignore[index]


THINGS = """\
deliverables: [{name: 工作总结, due: 2023-12-20}]
quotas:
  - {name: 理论学习, at_least: 1, per: month, units: [卫生健康单位]}
  - {name: 动态信息, at_least: 1, per: week, units: [卫生健康单位]}
"""


@pytest.mark.parametrize(
    ("name", "text", "window"),
    [
        ("6月理论学习记录.txt", "学习了文件", "2023-06"),
        ("理论学习记录.txt", "时间：2023年6月15日\n学习了文件", "2023-06"),
        ("理论学习记录.txt", "学习了文件", "2023-07"),
        ("动态信息.txt", "时间：6月7日\n开展义诊", "2023-W23"),
        ("6月动态信息.txt", "开展义诊", ""),
    ],
)
def test_a_counted_document_is_of_the_day_or_month_it_names(tmp_path: Path, name: str, text: str, window: str) -> None:
    home = office(tmp_path / "home", CONFIG + THINGS)
    (home / "inbox" / UNITS[0]).mkdir()
    (home / "inbox" / UNITS[0] / name).write_text(text, "utf-8")
    merged(home, "2023-07-03T09:00", "--period", "2023-07")
    page = load_workbook(home / "outbox/2023-07/汇总表.xlsx")["频次台账"]
    counted = [[cell.value for cell in row] for row in page.iter_rows() if "txt" in str(row[5].value)]
    spans = {"2023-06": "2023年6月", "2023-07": "2023年7月", "2023-W23": "6月5日—11日"}
    assert [row[2] for row in counted] == ([spans[window]] if window else [])


def test_a_summary_of_another_year_is_not_this_ones(tmp_path: Path) -> None:
    home = office(tmp_path / "home", CONFIG + THINGS)
    (home / "inbox" / UNITS[0]).mkdir()
    (home / "inbox" / UNITS[0] / "2022年工作总结.txt").write_text("去年的几件事", "utf-8")
    merged(home)
    assert open_rows(home) == ["这个文件怎么办"]
    say(home, "这个文件怎么办", "工作总结")
    (record,) = merged(home, "2023-06-26T10:00")["files"]  # type: ignore[misc]
    assert record["outcome"] == "merged"


def test_before_the_day_nobody_is_named_as_missing(home: Path) -> None:
    before: Any = merged(home, "2023-06-22T09:00")
    assert before["units"]["missing"] == []
    said = " ".join(each.text for each in Document(str(home / "outbox/2023-06/通报（草稿）.docx")).paragraphs)
    assert "未报0家" in said and "未到期5家" in said and UNITS[0] not in said


def test_a_file_name_that_begins_a_branchs_name_is_asked(home: Path) -> None:
    own_table(home / f"inbox/{PARENT}呼吉尔特.xlsx", ALL, contact="")
    assert [each["unit"] for each in merged(home, "2023-06-24T12:00")["files"]] == [""]  # type: ignore[attr-defined]
    assert open_rows(home) == ["是哪个单位的"]


def test_a_form_in_the_same_mail_takes_no_nameless_table_with_it(home: Path) -> None:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "unit03@example.org", "6月报表", "Sat, 24 Jun 2023 09:00:00 +0800"
    made.set_content("请查收")
    forms = (answered(home, PARENT, {1: FACT}), answered(home, BRANCH, {}), table(home))
    for path, name in zip(forms, ("表1.xlsx", f"{BRANCH}.xlsx", "进展情况.xlsx"), strict=True):
        made.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename=name)
        path.unlink()
    (home / "inbox/来信.eml").write_bytes(bytes(made))
    assert sorted(whose(merged(home, "2023-06-24T12:00"))) == ["", PARENT, BRANCH]
    assert "是哪个单位的" in open_rows(home)


def enclosed(
    home: Path, sender: str, subject: str, text: str, *tables: Path, day: int = 24, month: str = "Jun"
) -> None:
    """A mail with several tables under their own names."""
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = sender, subject, f"{day} {month} 2023 09:00:00 +0800"
    made.set_content(text)
    for path in tables:
        made.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name)
        path.unlink()
    (home / "inbox/来信.eml").write_bytes(bytes(made))


OWN = {1: FACT, 2: "6月13日建成教育点2处", 3: "6月14日义诊3场"}
OTHERS = {1: "6月3日培训1次，参训30人", 2: "6月4日建点1处", 3: "6月5日义诊5场"}


def test_a_nameless_table_beside_the_senders_own_form_is_asked(home: Path) -> None:
    own = answered(home, UNITS[0], OWN)
    enclosed(home, "unit01@example.org", "6月", "请查收", own, own_table(home / "表.xlsx", OTHERS, contact=""))
    merged(home, "2023-06-24T12:00")
    assert open_rows(home) == ["是哪个单位的"]
    before = (home / "outbox/2023-06/汇总表.xlsx").read_bytes()
    say(home, "是哪个单位的", UNITS[1])
    answer: Any = merged(home, "2023-06-24T12:00")
    assert answer["obligations"]["reported"] == 6 and not open_rows(home)
    say(home, "是哪个单位的", "")
    merged(home, "2023-06-24T12:00")
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == before


def test_a_second_copy_of_the_senders_own_answers_is_no_question(home: Path) -> None:
    own = answered(home, UNITS[0], OWN)
    enclosed(home, "unit01@example.org", "6月", "请查收", own, own_table(home / "表.xlsx", OWN, contact=""))
    answer: Any = merged(home, "2023-06-24T12:00")
    assert answer["obligations"]["reported"] == 3
    assert not (home / "outbox/待办.xlsx").exists() or not open_rows(home)


def test_the_signature_under_a_letter_of_an_unknown_sender_is_told_with_the_question(home: Path) -> None:
    enclosed(
        home, "someone@example.com", "报表", f"请查收\n{UNITS[1]} 李四", own_table(home / "表.xlsx", ALL, contact="")
    )
    answer: Any = merged(home, "2023-06-26T12:00")
    (row,) = todo(home)
    assert (row["事项"], row["可能是"]) == ("是哪个单位的", UNITS[1])
    assert UNITS[1] not in answer["units"]["missing"] and UNITS[0] in answer["units"]["missing"]


def test_the_month_in_the_subject_of_a_mail_is_that_of_a_table_without_one(home: Path) -> None:
    table_ = own_table(home / "表.xlsx", dict.fromkeys((1, 2, 3), "组织专题学习1次，参训45人"))
    enclosed(home, "unit01@example.org", "6月任务清单", "请查收", table_, day=2, month="Jul")
    answer: Any = merged(home, "2023-07-02T12:00")
    assert [each["period"] for each in answer["files"] if each["path"].endswith(".xlsx")] == ["2023-06"]


@pytest.mark.parametrize("folder", [f"{UNITS[1]}7月", f"{UNITS[1]}（2023年7月份）", f"7月/{UNITS[1]}"])
def test_a_folder_may_be_called_by_a_unit_and_a_month(home: Path, folder: str) -> None:
    own_table(home / "inbox" / folder / "表.xlsx", dict.fromkeys((1, 2, 3), "组织专题学习1次，参训45人"), contact="")
    answer: Any = merged(home, "2023-07-20T12:00")
    assert [(each["unit"], each["period"]) for each in answer["files"]] == [(UNITS[1], "2023-07")]


@pytest.mark.parametrize("text", ["转旗蒙医医院的，请查收", "转发旗蒙医医院的表", "代旗蒙医医院报送6月进展，请查收"])
def test_a_table_that_is_passed_on_for_another_unit_is_not_its_senders(home: Path, text: str) -> None:
    mail(home, "unit01@example.org", "6月报表", text, table(home))
    assert whose(merged(home, "2023-06-24T12:00")) == [""]
    assert "是哪个单位的" in open_rows(home)


@pytest.mark.parametrize(
    "name", ["人民医院代王家镇卫生院报6月任务清单", "王家镇卫生院和人民医院6月", "转发旗发改局报送的清单_人民医院"]
)
def test_a_files_name_that_names_a_stranger_beside_a_unit_is_asked_about(home: Path, name: str) -> None:
    own_table(home / f"inbox/{name}.xlsx", {1: FACT}, contact="")
    merged(home)
    assert open_rows(home) == ["是哪个单位的"]
    say(home, "是哪个单位的", UNITS[0])
    merged(home)
    assert shown(home, UNITS[0])[1][1] == FACT


def test_a_mail_sent_for_a_stranger_and_a_form_that_begins_with_its_name_are_not_the_senders(home: Path) -> None:
    mail(home, "unit01@example.org", "代王家镇卫生院报送6月任务清单", "请查收", table(home))
    answer: Any = merged(home)
    assert {one["unit"] for one in answer["files"]} == {""}
    (home / "inbox/来信.eml").unlink()
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "unit01@example.org", "报表", "Sat, 24 Jun 2023 09:00:00 +0800"
    made.set_content("请查收")
    made.add_attachment(
        table(home).read_bytes(), maintype="application", subtype="octet-stream", filename="王家镇卫生院6月.xlsx"
    )
    (home / "inbox/来信.eml").write_bytes(bytes(made))
    answer = merged(home)
    assert {one["unit"] for one in answer["files"] if one["path"].endswith("xlsx")} == {""}
