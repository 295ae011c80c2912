"""A table of numbers and answers without a word of the tasks: one question, whether the numbers are the list's."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from offices import FACT, UNITS, merged, office, sheet
from tasklist.model.question import BY_NUMBER, DROPPED, ROW_BY_ROW, Doubt
from todo_book import offered, open_rows, say, shown, todo

HEALED = "6月3日义诊1场，服务群众120人"
TAUGHT = "6月5日建成教育点2个，覆盖180人"
ASKED = Doubt.NUMBERS.label


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = office(tmp_path / "home")
    sheet(made / "inbox" / f"{UNITS[0]}.xlsx", [["序号", "进展情况"], ["1", FACT], ["3", HEALED]])
    return made


def texts(home: Path, unit: str = UNITS[0]) -> dict[int, str]:
    return {task: text for task, (_, text) in shown(home, unit).items()}


def test_it_is_asked_once_and_nothing_of_its_unit_is_missing_meanwhile(home: Path) -> None:
    answer: Any = merged(home)
    assert open_rows(home) == [ASKED]
    assert offered(home) == [BY_NUMBER, ROW_BY_ROW, DROPPED]
    assert answer["obligations"]["pending"] == 3
    (row,) = todo(home)
    assert "序号1、3" in row["看到的情况"]


def test_by_number_each_row_answers_the_task_its_number_names(home: Path) -> None:
    merged(home)
    say(home, ASKED, BY_NUMBER)
    merged(home)
    assert texts(home) == {1: FACT, 2: "", 3: HEALED}
    assert not open_rows(home)


def test_the_answer_taken_back_the_rows_wait_again(home: Path) -> None:
    merged(home)
    say(home, ASKED, BY_NUMBER)
    merged(home)
    say(home, ASKED, "")
    answer: Any = merged(home)
    assert (answer["obligations"]["pending"], open_rows(home)) == (3, [ASKED])


def test_numbers_of_the_units_own_are_asked_row_by_row(home: Path) -> None:
    merged(home)
    say(home, ASKED, ROW_BY_ROW)
    merged(home)
    assert open_rows(home) == [Doubt.TASK.label] * 2
    say(home, Doubt.TASK.label, "3", FACT)
    merged(home)
    assert texts(home)[3] == FACT


def test_all_the_numbers_of_the_list_are_asked_too(home: Path) -> None:
    rows = [["序号", "进展情况"], ["1", FACT], ["2", TAUGHT], ["3", HEALED]]
    sheet(home / "inbox" / f"{UNITS[0]}.xlsx", rows)
    answer: Any = merged(home)
    assert (open_rows(home), answer["obligations"]["reported"]) == ([ASKED], 0)


def test_a_number_that_stands_twice_is_still_asked_by_itself(home: Path) -> None:
    rows = [["序号", "进展情况"], ["1", FACT], ["3", HEALED], ["3", TAUGHT]]
    sheet(home / "inbox" / f"{UNITS[0]}.xlsx", rows)
    merged(home)
    say(home, ASKED, BY_NUMBER)
    merged(home)
    assert texts(home) == {1: FACT, 2: "", 3: ""}
    assert open_rows(home) == [Doubt.TASK.label] * 2


def test_rows_that_may_be_numbered_anew_in_a_wider_table_are_one_question(home: Path) -> None:
    rows = [["序号", "进展情况", "联系人"], ["1", FACT, "联络员01"], ["2", HEALED, "联络员01"]]
    sheet(home / "inbox" / f"{UNITS[0]}.xlsx", rows)
    merged(home)
    assert open_rows(home) == [ASKED]
    assert "单位自己编的" in todo(home)[0]["看到的情况"]
    say(home, ASKED, BY_NUMBER)
    merged(home)
    assert texts(home) == {1: FACT, 2: HEALED, 3: ""}


@pytest.mark.parametrize("numbers", [("1", "2", "3"), ("1", "3")])
@pytest.mark.parametrize("more", [("联系人",), ("联系人", "备注")])
def test_the_very_numbers_of_the_list_in_a_wider_table_are_one_question_too(
    home: Path, numbers: tuple[str, ...], more: tuple[str, ...]
) -> None:
    said = {"1": FACT, "2": TAUGHT, "3": HEALED}
    rows = [["序号", "进展情况", *more], *([each, said[each], "联络员01"] for each in numbers)]
    sheet(home / "inbox" / f"{UNITS[0]}.xlsx", rows)
    answer: Any = merged(home)
    assert (open_rows(home), answer["obligations"]["reported"]) == ([ASKED], 0)
    say(home, ASKED, BY_NUMBER)
    merged(home)
    assert {str(task) for task, text in texts(home).items() if text} == {*numbers}


def test_such_a_table_in_a_document_or_in_a_mail_is_asked_too(home: Path) -> None:
    (home / "inbox" / f"{UNITS[0]}.xlsx").unlink()
    document = Document()
    table = document.add_table(2, 2)
    for row, texts_ in zip(table.rows, (("序号", "完成情况"), ("3", HEALED)), strict=True):
        for cell, text in zip(row.cells, texts_, strict=True):
            cell.text = text
    document.save(str(home / "inbox" / f"{UNITS[0]}.docx"))
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = "报送", "unit02@example.org", "Tue, 20 Jun 2023 09:00:00 +0800"
    cells = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in (("序号", "进展情况"), ("1", FACT)))
    mail.set_content(f"<table>{cells}</table>", subtype="html")
    (home / "inbox/报送.eml").write_bytes(mail.as_bytes())
    merged(home)
    assert open_rows(home) == [ASKED] * 2


def test_a_table_with_numbers_the_list_has_not_is_no_table_of_tasks(home: Path) -> None:
    sheet(home / "inbox" / f"{UNITS[0]}.xlsx", [["序号", "工作情况"], ["1", FACT], ["31", HEALED]])
    merged(home)
    assert open_rows(home) == [Doubt.FILE.label]


def test_tasks_side_by_side_without_their_words_are_one_question_too(home: Path) -> None:
    rows = [["序号", "1", "2"], ["具体任务", "", ""], ["进展情况", FACT, HEALED], ["联络员及联系电话", "张三", "张三"]]
    sheet(home / "inbox" / f"{UNITS[0]}.xlsx", [[f"填报单位：{UNITS[0]}"], *rows])
    merged(home)
    assert open_rows(home) == [ASKED]
