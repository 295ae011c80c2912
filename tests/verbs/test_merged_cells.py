"""One text in a cell merged over several tasks: all of them only where its words are; else one question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from offices import DETAILS, FACT, UNITS, merged, office, own_table
from tasklist.model.question import DROPPED, PART_BY_PART, Doubt
from todo_book import offered, open_rows, say, shown, todo

ASKED = Doubt.TASK.label
THIRD = "走访8户"
WHEN = "2023-06-24"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def told(home: Path, text: str, cells: str = "G2:G3") -> Any:
    """What merge says of a table in which one text stands over several tasks."""
    path = own_table(home / f"inbox/{UNITS[0]}.xlsx", {1: text, 2: "", 3: "" if cells.endswith("4") else THIRD})
    book = load_workbook(path)
    book.worksheets[0].merge_cells(cells)
    book.save(path)
    return merged(home, WHEN)


def asked(home: Path) -> list[str]:
    """What is asked, where anything is."""
    return open_rows(home) if (home / "outbox/待办.xlsx").exists() else []


def texts(home: Path) -> list[str]:
    return [text for _, text in shown(home, UNITS[0]).values()]


def test_an_act_over_two_tasks_is_one_question_and_both_wait(home: Path) -> None:
    answer = told(home, FACT)
    assert open_rows(home) == [ASKED]
    assert [state for state, _ in shown(home, UNITS[0]).values()] == ["待核对", "待核对", "已报"]
    assert answer["files"][0]["cells"]["unplaced"] == 1
    assert "任务1、2" in offered(home) and PART_BY_PART not in offered(home)
    say(home, ASKED, "任务1、2")
    merged(home, WHEN)
    assert (texts(home), open_rows(home)) == ([FACT, FACT, THIRD], [])


def test_it_may_be_of_the_first_alone_or_of_none(home: Path) -> None:
    told(home, FACT)
    say(home, ASKED, "1")
    merged(home, WHEN)
    assert (texts(home), open_rows(home)) == ([FACT, "", THIRD], [])
    say(home, ASKED, DROPPED)
    merged(home, WHEN)
    assert (texts(home), open_rows(home)) == (["", "", THIRD], [])
    say(home, ASKED, "")
    merged(home, WHEN)
    assert open_rows(home) == [ASKED]


@pytest.mark.parametrize("text", ["零报告", "三项工作均已按要求完成", "任务1、2：6月3日合并召开推进会1次"])
def test_words_that_are_of_all_are_of_all(home: Path, text: str) -> None:
    told(home, text)
    assert ASKED not in asked(home)
    assert texts(home) == [text, text, THIRD]


@pytest.mark.parametrize(
    "text",
    [
        "任务1：6月3日学习2次\n任务2：6月9日建成教育点3个",
        "1.6月3日党组理论学习2次\n2.6月9日建成职工教育点3个",
    ],
)
def test_numbered_parts_go_to_their_numbers(home: Path, text: str) -> None:
    told(home, text)
    assert not asked(home)
    first, second, _ = texts(home)
    assert first.endswith("学习2次") and second.endswith("教育点3个") and "\n" not in first + second


def test_numbers_that_may_only_count_are_asked_about_and_part_by_part_each_line_is(home: Path) -> None:
    told(home, "1.6月3日走访3户\n2.6月9日义诊1场\n3.6月12日慰问2人", "G2:G4")
    assert open_rows(home) == [ASKED]
    say(home, ASKED, PART_BY_PART)
    merged(home, WHEN)
    assert open_rows(home) == [ASKED] * 3
    say(home, ASKED, "3", "走访3户”")
    say(home, ASKED, "1", "义诊1场”")
    merged(home, WHEN)
    assert texts(home) == ["6月9日义诊1场", "", "6月3日走访3户"]
    assert shown(home, UNITS[0])[2][0] == "待核对"
    say(home, ASKED, DROPPED, "慰问2人”")
    merged(home, WHEN)
    assert not open_rows(home) and shown(home, UNITS[0])[2][0] != "待核对"


def test_in_a_document_it_is_asked_too(home: Path) -> None:
    document = Document()
    table = document.add_table(3, 3)
    rows = (("序号", "具体任务", "进展情况"), ("1", DETAILS[0], FACT), ("2", DETAILS[1], ""))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    document.save(str(home / f"inbox/{UNITS[0]}.docx"))
    merged(home, WHEN)
    assert open_rows(home) == [ASKED]
    assert "任务1、任务2" in todo(home)[0]["看到的情况"]


def test_an_offices_own_list_that_asks_one_answer_of_several_tasks_gets_it(home: Path) -> None:
    listed = home / "templates/任务清单.xlsx"
    book = load_workbook(listed)
    page = book.worksheets[0]
    head = next(cell for row in page.iter_rows() for cell in row if "进展" in str(cell.value))
    page.merge_cells(start_row=head.row + 1, end_row=head.row + 2, start_column=head.column, end_column=head.column)
    next(cell for row in page.iter_rows() for cell in row if cell.value == "牵头单位").value = "分管领导"
    book.save(listed)
    told(home, FACT)
    assert ASKED not in asked(home)
    assert texts(home) == [FACT, FACT, THIRD]
