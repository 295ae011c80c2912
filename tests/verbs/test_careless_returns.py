"""Returns as careless units send them: a sample, an old form or a line beside the table is no answer unasked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from offices import FACT, UNITS, answered, merged, office, own_table
from tasklist.returns.samples import is_sample_title


def unplaced(answer: Any, path: Path) -> int:
    (found,) = [each for each in answer["files"] if each["path"].endswith(path.name)]
    return int(found["cells"]["unplaced"])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


@pytest.mark.parametrize("title", ["填写样例（仅供参考）", "样表", "（填报示例）", "填表样例"])
def test_a_line_that_only_names_a_sample_is_a_samples_title(title: str) -> None:
    assert is_sample_title(title)


@pytest.mark.parametrize("title", ["填写说明：逐项填写", "示范点建设任务清单", "任务清单", ""])
def test_other_lines_above_a_table_are_none(title: str) -> None:
    assert not is_sample_title(title)


def test_what_a_sheet_titled_as_a_sample_says_is_no_answer(home: Path) -> None:
    path = own_table(home / "inbox" / f"{UNITS[0]}.xlsx", {1: FACT}, f"填报单位：{UNITS[0]}")
    book = load_workbook(path)
    sample = book.copy_worksheet(book.worksheets[0])
    sample.title = "Sheet2"
    for row in sample.iter_rows():
        for cell in row:
            if cell.value == FACT:
                cell.value = "6月1日组织活动9次，参加999人"
            elif cell.value == f"填报单位：{UNITS[0]}":
                cell.value = "填写样例（仅供参考）"
    book.save(path)
    answer: Any = merged(home, "2023-06-20")
    assert answer["obligations"]["reported"] == 1
    assert unplaced(answer, path) == 3, "the title, and the sample with its contact"


def test_a_form_of_june_whose_period_was_typed_anew_asks_which_it_is(home: Path) -> None:
    path = answered(home, UNITS[0], {1: FACT})
    book = load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("报送期："):
                cell.value = "报送期：2023年7月"
    path.unlink()
    book.save(home / "inbox" / f"{UNITS[0]}.xlsx")
    answer: Any = merged(home)
    (told,) = answer["files"]
    assert (told["outcome"], told["unit"]) == ("set_aside", UNITS[0])
    assert "2023-06" in told["reason"] and "2023-07" in told["reason"]


def test_a_contact_beside_a_table_whose_rows_have_their_own_is_asked_about(home: Path) -> None:
    path = home / "inbox" / f"{UNITS[0]}.xlsx"
    book = Workbook()
    page = book.worksheets[0]
    page.append(["联络员：王新 13900000099"])
    page.append(["序号", "具体任务", "工作任务推进措施及进展情况", "联络员及联系电话"])
    details = [
        row[3].value for row in load_workbook(home / "templates/任务清单.xlsx").worksheets[0].iter_rows(min_row=3)
    ]
    for seq, detail in enumerate([text for text in details if text][:3], 1):
        page.append([seq, detail, FACT, f"联络员0{seq} 1390000000{seq}"])
    book.save(path)
    answer: Any = merged(home)
    asked = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["未归位内容"]
    assert unplaced(answer, path) == 3, "the line, and the two cells of the task the unit does not owe"
    assert any("13900000099" in str(cell.value) for row in asked.iter_rows() for cell in row)


def test_a_file_that_was_never_in_question_is_not_given_away_by_a_move(home: Path) -> None:
    path = answered(home, UNITS[0], {1: FACT})
    merged(home, "2023-06-20")
    (home / "inbox" / UNITS[4]).mkdir()
    path.rename(home / "inbox" / UNITS[4] / path.name)
    answer: Any = merged(home, "2023-06-21")
    (told,) = answer["files"]
    assert (told["outcome"], told["unit"]) == ("set_aside", ""), "the folder speaks against the form: a person is asked"
