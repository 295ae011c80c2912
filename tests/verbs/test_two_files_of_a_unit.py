"""Two forms of a unit that differ in many cells and came together: one question which file counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from offices import UNITS, answered, merged, office
from todo_book import open_rows, say, shown, todo

FIRST = UNITS[0]
WHEN = "2023-06-21T09:00"
ONE, OTHER = "人民医院6月表.xlsx", "人民医院6月表（新）.xlsx"
FACTS = {task: f"6月{task}日组织培训{task}次" for task in (1, 2, 3)}
OTHERS = {task: f"6月1{task}日开展义诊{task}场" for task in (1, 2, 3)}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = office(tmp_path / "home")
    answered(made, FIRST, FACTS, ONE)
    answered(made, FIRST, OTHERS, OTHER)
    merged(made, WHEN)
    return made


def texts(home: Path) -> dict[int, str]:
    return {task: text for task, (_, text) in shown(home, FIRST).items()}


def side(home: Path, name: str) -> str:
    """The answer that means a file."""
    (row,) = (row for row in todo(home) if row["事项"] == "以哪一份为准")
    return next(each for each in str(row["可能是"]).split("、") if each.endswith(f"用 inbox/{name}"))


@pytest.mark.parametrize(("name", "stands"), [(ONE, FACTS), (OTHER, OTHERS)])
def test_one_answer_chooses_a_file_for_all_that_the_two_say_differently(
    home: Path, name: str, stands: dict[int, str]
) -> None:
    before = (home / "outbox/2023-06/汇总表.xlsx").read_bytes()
    assert open_rows(home) == ["以哪一份为准"] and "3 处不一样（任务1—3的进展）" in todo(home)[0]["看到的情况"]
    say(home, "以哪一份为准", side(home, name))
    merged(home, WHEN)
    assert texts(home) == stands and not open_rows(home)
    say(home, "以哪一份为准", "")
    merged(home, WHEN)
    assert (home / "outbox/2023-06/汇总表.xlsx").read_bytes() == before


def test_a_person_may_rather_choose_cell_by_cell(home: Path) -> None:
    say(home, "以哪一份为准", "逐项选")
    merged(home, WHEN)
    assert open_rows(home) == ["以哪一份为准"] * 3
    rows = {row["看到的情况"]: str(row["可能是"]) for row in todo(home) if not row["决定"]}
    for task, text in ((1, FACTS[1]), (2, OTHERS[2]), (3, FACTS[3])):
        seen, options = next((seen, options) for seen, options in rows.items() if f"任务{task}的进展" in seen)
        say(home, "以哪一份为准", next(each for each in options.split("、") if each.endswith(text)), seen)
    merged(home, WHEN)
    assert texts(home) == {1: FACTS[1], 2: OTHERS[2], 3: FACTS[3]} and not open_rows(home)


def test_two_files_that_differ_in_one_cell_are_asked_about_it(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    answered(home, FIRST, FACTS, ONE)
    answered(home, FIRST, {**FACTS, 2: OTHERS[2]}, OTHER)
    merged(home, WHEN)
    (row,) = (row for row in todo(home) if row["事项"] == "以哪一份为准")
    assert "任务2的进展" in row["看到的情况"] and OTHERS[2] in row["可能是"]
