"""A report that its unit calls 作废, and one of which it says 以此为准: one question that quotes the words."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mailing import mailed
from offices import FACT, UNITS, answered, merged, office, own_table
from todo_book import offered, open_rows, say, shown, todo

WHEN, LATER = "2023-06-21T09:00", "2023-06-22T09:00"
FIRST = UNITS[0]
OLD = {1: FACT, 2: "6月13日建成教育点2处", 3: "6月14日义诊3场"}
NEW = {1: "6月15日专题学习2次", 2: "6月16日建成教育点5处", 3: "6月17日义诊6场"}
TAKES_BACK = "王主任：\n我院6月19日所报6月份填报表数据有误，请作废，待核实后重新报送。\n联络员01"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def said(home: Path) -> list[tuple[str, str]]:
    return list(shown(home, FIRST).values())


def laid(home: Path, answers: dict[int, str], name: str, hour: int) -> Path:
    path = answered(home, FIRST, answers).rename(home / "inbox" / name)
    when = datetime(2023, 6, 19, hour, tzinfo=UTC).timestamp()
    os.utime(path, (when, when))
    return path


@pytest.mark.parametrize("subject", ["撤回6月报表", "6月报表作废"])
def test_a_letter_that_takes_the_report_back_holds_it_until_a_person_says(home: Path, subject: str) -> None:
    laid(home, OLD, "一.xlsx", 1)
    merged(home, "2023-06-19T17:00")
    mailed(home, TAKES_BACK, subject=subject)
    merged(home, WHEN)
    assert {status for status, _ in said(home)} == {"待核对"}
    (row,) = todo(home)
    assert "请作废，待核实后重新报送" in row["看到的情况"]
    say(home, row["事项"], next(one for one in offered(home) if one.startswith("任务1、2、3（原来填的作废）")))
    merged(home, WHEN)
    assert not open_rows(home) and [text for _, text in said(home)] == ["", "", ""]
    assert "已报" not in {status for status, _ in said(home)}
    laid(home, NEW, "二.xlsx", 2)
    merged(home, LATER)
    assert said(home) == [("已报", text) for text in NEW.values()]
    say(home, row["事项"], "不采用")


def test_a_letter_that_says_in_its_subject_alone_what_it_takes_back_is_shown_by_it(home: Path) -> None:
    mailed(home, "王主任：您好！", subject="6月报表作废")
    merged(home, WHEN)
    (row,) = todo(home)
    assert "主题是“6月报表作废”" in row["看到的情况"]
    say(home, row["事项"], "不采用")
    merged(home, WHEN)
    assert not open_rows(home)


def test_a_form_that_came_after_the_letter_is_not_held_by_it(home: Path) -> None:
    mailed(home, TAKES_BACK, subject="撤回6月报表")
    merged(home, WHEN)
    laid(home, NEW, "二.xlsx", 2)
    merged(home, LATER)
    assert said(home) == [("已报", text) for text in NEW.values()]


def test_a_file_called_void_is_taken_for_nothing_until_a_person_says(home: Path) -> None:
    laid(home, OLD, f"{FIRST}（以此为准）.xlsx", 1)
    laid(home, NEW, f"{FIRST}（作废）.xlsx", 2)
    merged(home, WHEN)
    assert said(home) == [("已报", text) for text in OLD.values()]
    assert open_rows(home) == ["这个文件怎么办"] and "“（作废）”" in todo(home)[0]["看到的情况"]
    say(home, "这个文件怎么办", "不采用")
    merged(home, WHEN)
    assert not open_rows(home) and said(home)[0] == ("已报", OLD[1])


def test_a_file_called_void_that_a_person_wants_counts_as_any_other(home: Path) -> None:
    laid(home, NEW, f"{FIRST}（作废）.xlsx", 2)
    merged(home, WHEN)
    assert {status for status, _ in said(home)} <= {"待核对", "未到期"}
    say(home, "这个文件怎么办", "照常采用")
    merged(home, WHEN)
    assert not open_rows(home) and said(home)[0] == ("已报", NEW[1])


def test_of_two_files_the_one_its_sender_says_counts_is_used_and_asked_about_once(home: Path) -> None:
    laid(home, OLD, f"{FIRST}（以此为准）.xlsx", 1)
    laid(home, NEW, f"{FIRST}.xlsx", 2)
    merged(home, WHEN)
    assert said(home) == [("已报", text) for text in OLD.values()]
    assert open_rows(home) == ["以哪一份为准"] and "“（以此为准）”" in todo(home)[0]["看到的情况"]
    say(home, "以哪一份为准", next(one for one in offered(home) if one.endswith(f"{FIRST}.xlsx")))
    merged(home, WHEN)
    assert not open_rows(home) and said(home) == [("已报", text) for text in NEW.values()]


def test_a_letter_that_prefers_its_enclosure_is_quoted_in_the_one_question(home: Path) -> None:
    laid(home, OLD, f"{FIRST}.xlsx", 3)
    mailed(home, "我院前日报的6月份填报表作废，请以本次附件为准。", laid(home, NEW, "更正.xlsx", 1))
    merged(home, WHEN)
    assert open_rows(home) == ["以哪一份为准"] and "请以本次附件为准" in todo(home)[0]["看到的情况"]
    assert said(home) == [("已报", text) for text in NEW.values()]


@pytest.mark.parametrize("name", ["6月（作废）", "旧表", "（旧）"])
@pytest.mark.parametrize("beside", [FACT, None])
def test_a_sheet_called_void_or_old_answers_nothing_until_a_person_says(
    home: Path, name: str, beside: str | None
) -> None:
    path = own_table(home / f"inbox/{FIRST}.xlsx", {1: FACT})
    book = load_workbook(path)
    old = book.copy_worksheet(book.worksheets[0])
    old.title, old["G2"].value, book.worksheets[0]["G2"].value = name, "6月1日走访2户", beside
    book.save(path)
    merged(home, WHEN)
    assert shown(home, FIRST)[1] == (("已报", FACT) if beside else ("待核对", ""))
    (asked,) = open_rows(home)
    say(home, asked, "并入2023-06")
    merged(home, WHEN)
    assert shown(home, FIRST)[1] == ("已报", "6月1日走访2户")


@pytest.mark.parametrize(("column", "words"), [("G", "此项作废"), ("I", "此项作废"), ("G", "（作废）6月1日走访2户")])
def test_a_row_that_says_it_is_void_asks_to_be_taken_back(home: Path, column: str, words: str) -> None:
    path = own_table(home / f"inbox/{FIRST}.xlsx", OLD)
    book = load_workbook(path)
    book.worksheets[0][f"{column}3"].value = words
    book.save(path)
    merged(home, WHEN)
    assert shown(home, FIRST)[2][0] == "待核对"
    (asked,) = open_rows(home)
    say(home, asked, next(one for one in offered(home) if one.startswith("任务2") and "作废" in one))
    merged(home, WHEN)
    assert [text for _, text in said(home)] == [OLD[1], "", OLD[3]] and not open_rows(home)


def test_a_letter_that_takes_back_what_was_reported_leaves_what_came_with_it(home: Path) -> None:
    laid(home, OLD, "一.xlsx", 1)
    merged(home, "2023-06-19T17:00")
    mailed(home, "之前报的填报表作废，现重新报送，见附件。", own_table(home / "附件.xlsx", {1: NEW[1]}))
    merged(home, WHEN)
    assert {status for status, _ in said(home)} == {"待核对"}
    (asked,) = open_rows(home)
    say(home, asked, next(one for one in offered(home) if one.startswith("任务1、2、3（原来填的作废）")))
    merged(home, WHEN)
    assert [text for _, text in said(home)] == [NEW[1], "", ""]
