"""The same words in several rows, or in several files, are one row of 待办.xlsx, in which no place is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from mailing import mailed
from offices import UNITS, answered, merged, office
from todo_book import open_rows, say, shown, todo

FIRST = UNITS[0]
WHEN = "2023-06-21T09:00"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def master(home: Path) -> bytes:
    return (home / "outbox/2023-06/汇总表.xlsx").read_bytes()


def merged_cell(home: Path, text: str) -> None:
    """The unit's form with one text in a cell merged over all its tasks."""
    path = answered(home, FIRST, {1: text})
    book = load_workbook(path)
    page = next(each for each in book.worksheets if any(cell.value == text for row in each.iter_rows() for cell in row))
    at = next(cell for row in page.iter_rows() for cell in row if cell.value == text)
    page.merge_cells(start_row=at.row, end_row=at.row + 2, start_column=at.column, end_column=at.column)
    book.save(path)


def test_one_text_over_many_tasks_is_asked_about_once_and_its_answer_serves_all(home: Path) -> None:
    merged_cell(home, "各项工作正常推进")
    merged(home, WHEN)
    before = master(home)
    assert open_rows(home) == ["内容行不行"]
    (row,) = todo(home)
    assert "任务1—3都是这句话" in row["看到的情况"] and row["文件"].endswith("!H4")
    say(home, "内容行不行", "退回")
    merged(home, WHEN)
    assert len(todo(home)) == 1 and not open_rows(home)
    say(home, "内容行不行", "认可")
    merged(home, WHEN)
    assert [state for state, _ in shown(home, FIRST).values()] == ["已报"] * 3 and not open_rows(home)
    say(home, "内容行不行", "")
    merged(home, WHEN)
    assert master(home) == before and open_rows(home) == ["内容行不行"]


def test_one_text_in_many_cells_is_one_row_with_all_of_them(home: Path) -> None:
    answered(home, FIRST, dict.fromkeys((1, 2, 3), "各项工作正常推进"))
    merged(home, WHEN)
    (row,) = todo(home)
    assert row["文件"].endswith("!H4、H5、H6")
    say(home, "内容行不行", "认可")
    merged(home, WHEN)
    assert not open_rows(home)


def test_more_time_asked_for_in_the_same_words_is_granted_once(home: Path) -> None:
    merged_cell(home, "申请延期至7月5日报送")
    merged(home, WHEN)
    assert open_rows(home) == ["是否同意延期"]
    say(home, "是否同意延期", "2023-07-05")
    merged(home, "2023-06-27T09:00")
    assert [state for state, _ in shown(home, FIRST).values()] == ["未到期"] * 3 and not open_rows(home)


def test_two_versions_of_a_text_over_many_tasks_are_one_question(home: Path) -> None:
    merged_cell(home, "任务1至3：6月12日合并组织学习1次，参训45人")
    path = next((home / "inbox").iterdir())
    path.rename(path.with_name(f"甲{path.name}"))
    merged_cell(home, "任务1至3：6月13日合并组织学习2次，参训50人")
    merged(home, WHEN)
    assert open_rows(home).count("以哪一份为准") == 1


@pytest.mark.parametrize("names", [("更正", "再发"), ("再发", "更正")])
def test_the_same_words_in_two_mails_are_one_row_with_both_places(home: Path, names: tuple[str, str]) -> None:
    for name in names:
        mailed(home, "任务3：6月14日义诊3场", subject=name)
    merged(home, WHEN)
    (row,) = [row for row in todo(home) if row["事项"] == "是哪一项任务"]
    assert all(name in row["文件"] for name in names)
    say(home, "是哪一项任务", "3")
    merged(home, WHEN)
    assert shown(home, FIRST)[3][1] == "6月14日义诊3场"
