"""What stands in a workbook beside the answers of its period: a column of another month, a hidden draft."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from offices import FACT, UNITS, answered, merged, office, sheet, task_list
from todo_book import open_rows, say, todo

FIRST = UNITS[0]
JUNE = {1: FACT, 2: "6月13日建成教育点2处", 3: "6月14日义诊3场"}
JULY = {1: "7月2日学习1次，参训40人", 2: "7月3日建点1处", 3: "7月4日义诊2场"}
ABOUT = "是不是那一期的填报"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def monthly(home: Path, *headings: str) -> None:
    """A list of a unit's own with one column for each month."""
    rows = [["填报单位：" + FIRST], ["序号", "具体任务", *headings, "联络员及联系电话"]]
    rows += [
        [str(task.seq), task.detail, JUNE[task.seq], JULY[task.seq], "联络员01 13900000001"]
        for task in task_list().tasks
    ]
    sheet(home / "inbox/月报.xlsx", rows)


def said(home: Path, period: str) -> list[str]:
    """The progress of the unit in 明细台账 of a period."""
    rows = list(load_workbook(home / f"outbox/{period}/汇总表.xlsx")["明细台账"].iter_rows(values_only=True))
    head = next(row for row in rows if "单位" in row and "状态" in row)
    return [str(row[head.index("工作任务推进措施及进展情况")] or "") for row in rows if row[0] == FIRST]


@pytest.mark.parametrize("headings", [("6月", "7月"), ("6月进展情况", "7月进展情况")])
def test_the_column_of_an_earlier_month_is_put_into_it_by_one_answer(home: Path, headings: tuple[str, str]) -> None:
    monthly(home, *headings)
    merged(home, "2023-07-21T09:00")
    assert (said(home, "2023-07"), open_rows(home)) == (list(JULY.values()), [ABOUT])
    before = (home / "outbox/2023-07/汇总表.xlsx").read_bytes()
    june: Any = merged(home, "2023-07-21T09:00", "--period", "2023-06")
    assert june["obligations"]["pending"] == 3 and FIRST not in june["units"]["missing"]
    say(home, ABOUT, "并入2023-06")
    answer: Any = merged(home, "2023-07-21T09:00", "--period", "2023-06")
    assert (said(home, "2023-06"), answer["obligations"]["late"]) == (list(JUNE.values()), 3)
    assert not open_rows(home)
    say(home, ABOUT, "")
    merged(home, "2023-07-21T09:00")
    assert (home / "outbox/2023-07/汇总表.xlsx").read_bytes() == before


def hidden_draft(home: Path, texts: dict[int, str]) -> None:
    """The unit's form with a copy hidden in it that says something else."""
    path = answered(home, FIRST, JUNE)
    book = load_workbook(path)
    draft = book.copy_worksheet(book.worksheets[0])
    draft.title, draft.sheet_state = "草稿", "hidden"
    instead = {JUNE[task]: text for task, text in texts.items()}
    for row in draft.iter_rows():
        for cell in row:
            cell.value = instead.get(str(cell.value), cell.value)
    book.save(path)


def test_a_hidden_draft_is_one_question_and_what_is_shown_counts(home: Path) -> None:
    hidden_draft(home, {1: "5月2日学习", 2: "5月3日建点", 3: "5月4日义诊"})
    answer: Any = merged(home, "2023-06-21T09:00")
    assert (open_rows(home), answer["obligations"]["reported"]) == ([ABOUT], 3)
    assert "隐藏的工作表“草稿”" in todo(home)[0]["看到的情况"]
    assert said(home, "2023-06") == list(JUNE.values())
    before = (home / "outbox/2023-06/汇总表.xlsx").read_bytes()
    say(home, ABOUT, "并入2023-06")
    merged(home, "2023-06-21T09:00")
    assert said(home, "2023-06") == ["5月2日学习", "5月3日建点", "5月4日义诊"]
    say(home, ABOUT, "不采用")
    merged(home, "2023-06-21T09:00")
    assert said(home, "2023-06") == list(JUNE.values()) and not open_rows(home)
    say(home, ABOUT, "")
    merged(home, "2023-06-21T09:00")
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == before


def test_a_hidden_copy_that_says_the_same_is_no_question(home: Path) -> None:
    hidden_draft(home, {})
    merged(home, "2023-06-21T09:00")
    assert not (home / "outbox/待办.xlsx").exists() or not open_rows(home)
