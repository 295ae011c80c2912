"""What a unit says stands at the wrong task is moved to the right one when a person says so, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mailing import mailed
from offices import FACT, UNITS, answered, merged, office, task_list
from tasklist.model.told import Move
from tasklist.returns.prose.moves import moves
from todo_book import offered, open_rows, say, shown, told

UNIT = UNITS[0]
WHEN = "2023-06-21T09:00"
HEALED, TAUGHT = "6月14日走访3户", "6月13日检查2次"
ASKED = "是哪一项任务"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def said(home: Path) -> dict[int, tuple[str, str]]:
    return shown(home, UNIT)


def master(home: Path) -> bytes:
    return (home / "outbox/2023-06/汇总表.xlsx").read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "任务3的内容写错行了，应填在任务2", "任务3写错了，应该是任务2的", "请把任务3的内容移到任务2",
        "任务3填的其实是任务2的内容",
        "任务2的内容误填到任务3了", "任务2写在了任务3那一行", "第3项填错位置，应放在第2项", "序号3的进展本来是序号2的",
        "任务2不小心填到任务3里，应填在任务2", "任务3写的是任务2的情况，写错了",
    ],
)  # fmt: skip
def test_words_that_say_an_answer_stands_at_another_task_say_where_it_belongs(text: str) -> None:
    assert moves(text, task_list())[0] == Move(3, 2)


@pytest.mark.parametrize("text", ["任务2和任务3填反了", "任务3、2的内容写颠倒了，请对调", "任务2与任务3互换"])
def test_two_answers_in_each_others_place_change_it(text: str) -> None:
    found = moves(text, task_list())[0]
    assert ({found.at, found.to}, found.both) == ({2, 3}, True)


@pytest.mark.parametrize(
    "text",
    [
        "任务3和任务2均已完成", "任务3应为12场", "任务3补充2场，任务2不变", "任务1、2、3填反了",
        "任务2的宣传点设在任务3的场地", "应填在任务2",
    ],
)  # fmt: skip
def test_other_words_that_name_tasks_move_nothing(text: str) -> None:
    assert not moves(text, task_list())


def test_the_answer_goes_to_the_other_task_and_back_when_the_word_is_taken_back(home: Path) -> None:
    mailed(home, "您好：\n任务3的内容写错行了，应填在任务2。", answered(home, UNIT, {1: FACT, 3: TAUGHT}))
    merged(home, WHEN)
    before = master(home)
    assert offered(home)[0] == "把任务3填的移到任务2"
    say(home, ASKED, "把任务3填的移到任务2")
    answer: Any = merged(home, WHEN)
    assert not open_rows(home)
    assert said(home) == {1: ("已报", FACT), 2: ("已报", TAUGHT), 3: ("漏项", "")}
    assert "任务3没有别的填报的，算没有填" in told(home, "待办与决定")
    assert all(file["cells"]["unplaced"] == file["cells"]["superseded"] == 0 for file in answer["files"])
    say(home, ASKED, "")
    merged(home, WHEN)
    assert master(home) == before


@pytest.mark.parametrize(
    ("way", "text"), [("（代替原来填的）", TAUGHT), ("（补在原来填的后面）", f"{HEALED}\n{TAUGHT}")]
)
def test_where_the_other_task_is_answered_a_person_says_which_stands(home: Path, way: str, text: str) -> None:
    mailed(home, "任务3的内容应移到任务2。", answered(home, UNIT, {2: HEALED, 3: TAUGHT}))
    merged(home, WHEN)
    say(home, ASKED, f"把任务3填的移到任务2{way}")
    merged(home, WHEN)
    assert [said(home)[task][1] for task in (2, 3)] == [text, ""]


def test_two_answers_are_exchanged(home: Path) -> None:
    mailed(home, "任务2和任务3填反了，请对调。", answered(home, UNIT, {2: HEALED, 3: TAUGHT}))
    merged(home, WHEN)
    say(home, ASKED, "把任务2、3填的对调")
    answer: Any = merged(home, WHEN)
    assert [said(home)[task][1] for task in (2, 3)] == [TAUGHT, HEALED]
    assert all(file["cells"]["unplaced"] == file["cells"]["superseded"] == 0 for file in answer["files"])


def test_a_later_form_is_as_it_says_itself(home: Path) -> None:
    mailed(home, "任务3的内容写错行了，应填在任务2。", answered(home, UNIT, {3: TAUGHT}))
    merged(home, WHEN)
    say(home, ASKED, "把任务3填的移到任务2")
    merged(home, WHEN)
    answered(home, UNIT, {2: f"{TAUGHT}，覆盖180人", 3: HEALED}, "更正.xlsx")
    merged(home, "2023-06-22T09:00")
    assert [said(home)[task][1] for task in (2, 3)] == [f"{TAUGHT}，覆盖180人", HEALED]


def test_such_words_below_the_table_of_a_form_move_its_answer_too(home: Path) -> None:
    path = answered(home, UNIT, {3: TAUGHT})
    book = load_workbook(path)
    page = next(each for each in book.worksheets if each.max_row > 4)
    page.cell(page.max_row + 3, 1).value = "说明：任务3的内容写错行了，应填在任务2。"
    book.save(path)
    merged(home, WHEN)
    say(home, ASKED, "把任务3填的移到任务2")
    merged(home, WHEN)
    assert [said(home)[task][1] for task in (2, 3)] == [TAUGHT, ""]


def test_nothing_is_offered_to_move_where_nothing_stands(home: Path) -> None:
    mailed(home, "任务3的内容写错行了，应填在任务2。", answered(home, UNIT, {1: FACT}))
    merged(home, WHEN)
    assert not any("移到" in each for each in offered(home))
