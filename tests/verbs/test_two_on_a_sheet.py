"""Several units on one sheet: nobody is guessed, and one answer of the clerk's takes the rows apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from offices import UNITS, merged, office, sheet, task_list
from tasklist.config.task_list import HEADINGS
from tasklist.model.question import EACH_ITS_OWN
from todo_book import offered, open_rows, say, todo, told

Layout = Callable[..., list[list[str]]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path)


def lines(unit: str) -> Iterable[list[str]]:
    """A unit's rows of the list, each with a progress of its own."""
    for task in task_list().tasks:
        official = [str(task.seq), task.theme, task.detail, task.lead, task.responsible, task.deadline.text]
        yield [*official, f"{unit}6月{task.seq}日走访{task.seq + 1}户", "联络员09 13900000009", ""]


def of_column(*units: str) -> list[list[str]]:
    """One table with a column that says whose each row is."""
    return [["6月进展情况汇总表"], ["单位", *HEADINGS], *([unit, *line] for unit in units for line in lines(unit))]


def of_blocks(*units: str) -> list[list[str]]:
    """Two tables one below the other, each behind a line that says whose it is."""
    return [row for unit in units for row in (["进展情况表"], [f"填报单位：{unit}"], list(HEADINGS), *lines(unit))]


def of_column_once(*units: str) -> list[list[str]]:
    """The same column, each unit named only in the first of its rows."""
    rows = [[unit if not place else "", *line] for unit in units for place, line in enumerate(lines(unit))]
    return [["6月进展情况汇总表"], ["单位", *HEADINGS], *rows]


def of_names(*units: str) -> list[list[str]]:
    """Tables one below the other, each behind a line that is nothing but a unit's name."""
    return [row for unit in units for row in ([unit], list(HEADINGS), *lines(unit))]


def of_names_within(*units: str) -> list[list[str]]:
    """One table, a unit's name in a row of its own before its rows."""
    return [list(HEADINGS), *(row for unit in units for row in ([unit], *lines(unit)))]


@pytest.mark.parametrize("layout", [of_column, of_blocks, of_column_once, of_names, of_names_within])
def test_the_rows_of_two_units_are_taken_apart_by_one_answer(home: Path, layout: Layout) -> None:
    sheet(home / "inbox/两家.xlsx", layout(UNITS[2], UNITS[3]))
    assert merged(home)["units"] == {"expected": 5, "returned": 0, "missing": [UNITS[0], UNITS[1], UNITS[4]]}
    assert open_rows(home) == ["是哪个单位的"]
    say(home, "是哪个单位的", EACH_ITS_OWN)
    answer = merged(home, "2023-06-26T10:00")
    assert answer["units"]["returned"] == 2  # type: ignore[index]
    assert open_rows(home) == []
    (record,) = answer["files"]  # type: ignore[misc]
    assert record["unit"] == f"{UNITS[2]}、{UNITS[3]}" and record["cells"]["merged"] == 12
    ledger = told(home, "明细台账")
    assert all(f"{unit}6月{task}日走访" in ledger for unit in UNITS[2:4] for task in (1, 2, 3))


def test_a_row_of_a_name_that_nobody_bears_is_taken_out_and_asked_by_itself(home: Path) -> None:
    rows = of_column(UNITS[2], UNITS[3])
    rows[3][0] = "某某医院"
    sheet(home / "inbox/两家.xlsx", rows)
    merged(home)
    say(home, "是哪个单位的", EACH_ITS_OWN)
    merged(home, "2023-06-26T10:00")
    (asked,) = [row for row in todo(home) if not row["决定"]]
    assert asked["事项"] == "是哪一项任务" and "“某某医院”不在名册里" in asked["看到的情况"]
    say(home, "是哪一项任务", next(each for each in offered(home) if each.startswith(f"{UNITS[3]}的任务2")))
    merged(home, "2023-06-26T11:00")
    assert open_rows(home) == []
    assert f"{UNITS[2]}6月2日走访" in told(home, "明细台账").partition(UNITS[3])[2]


def test_a_short_name_under_a_heading_of_another_word_is_asked_and_goes_to_whom_it_means(home: Path) -> None:
    rows = of_column(UNITS[2], "呼吉尔特分院")
    rows[1][0] = "医院"
    sheet(home / f"inbox/{UNITS[2]}6月.xlsx", rows)
    merged(home)
    assert open_rows(home) == ["是哪个单位的"] and offered(home)[:2] == [UNITS[2], UNITS[3]]
    say(home, "是哪个单位的", EACH_ITS_OWN)
    assert merged(home, "2023-06-26T10:00")["units"]["returned"] == 2  # type: ignore[index]
    assert open_rows(home) == []
    assert all(f"呼吉尔特分院6月{task}日走访" in told(home, "明细台账") for task in (1, 2, 3))


def test_a_hospitals_own_sections_in_a_column_are_no_units(home: Path) -> None:
    rows = of_column(UNITS[2])
    rows[1][0] = "科室"
    for row, section in zip(rows[2:], ("办公室", "医务科", "护理部"), strict=False):
        row[0] = section
    sheet(home / f"inbox/{UNITS[2]}6月.xlsx", rows)
    assert [one["unit"] for one in merged(home)["files"]] == [UNITS[2]]  # type: ignore[attr-defined]


def test_a_name_alone_under_unit_that_is_not_the_files_own_is_asked(home: Path) -> None:
    sheet(home / f"inbox/{UNITS[2]}6月.xlsx", of_column("某某医院"))
    merged(home)
    assert open_rows(home) == ["是哪个单位的"]


def test_labels_below_their_tables_are_no_ground_to_take_rows_apart(home: Path) -> None:
    below = [row for unit in UNITS[2:4] for row in (list(HEADINGS), *lines(unit), [f"填报单位：{unit}"])]
    sheet(home / "inbox/两家.xlsx", below)
    merged(home)
    assert EACH_ITS_OWN not in offered(home)
