"""A file called by its house and a word of a branch, or with another unit's contacts throughout: never the house's."""

from __future__ import annotations

from pathlib import Path

import pytest

from offices import ROSTER, UNITS, merged, office, sheet, task_list
from tasklist.config.task_list import HEADINGS
from todo_book import offered, open_rows, shown

WHOLE, BRANCH = UNITS[2], UNITS[3]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def table(contact: str = "") -> list[list[str]]:
    rows = [list(HEADINGS)]
    for task in task_list().tasks:
        official = [str(task.seq), task.theme, task.detail, task.lead, task.responsible, task.deadline.text]
        rows.append([*official, f"6月{task.seq}日组织学习{task.seq}次，参训2{task.seq}人", contact, ""])
    return rows


def contact_of(unit: str) -> str:
    return next(f"{row[4]} {row[5]}" for row in ROSTER if row[0] == unit)


@pytest.mark.parametrize("name", [f"{WHOLE}（呼吉尔特分院）6月", "图克卫生院（呼吉尔特分院）"])
def test_a_branch_in_brackets_behind_its_house_is_the_branch(home: Path, name: str) -> None:
    sheet(home / f"inbox/{name}.xlsx", table())
    assert [one["unit"] for one in merged(home)["files"]] == [BRANCH]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [f"{WHOLE}（呼吉）6月", "图克卫生院呼吉尔特点6月"])
def test_the_beginning_of_a_branchs_name_behind_its_house_is_asked(home: Path, name: str) -> None:
    sheet(home / f"inbox/{name}.xlsx", table())
    merged(home)
    assert open_rows(home) == ["是哪个单位的"] and offered(home)[:2] == [WHOLE, BRANCH]
    assert {state for state, _ in shown(home, UNITS[0]).values()} != {"待核对"}


def test_a_file_with_another_units_contacts_in_every_row_is_asked(home: Path) -> None:
    sheet(home / f"inbox/{UNITS[0]}6月.xlsx", table(contact_of(UNITS[1])))
    merged(home)
    assert open_rows(home) == ["是哪个单位的"] and offered(home)[:2] == [UNITS[0], UNITS[1]]


def test_a_file_that_says_nothing_of_its_unit_but_whom_to_call_holds_that_unit_only(home: Path) -> None:
    sheet(home / "inbox/六月.xlsx", table(contact_of(UNITS[1])))
    merged(home)
    assert open_rows(home) == ["是哪个单位的"] and offered(home)[0] == UNITS[1]
    states = [{state for state, _ in shown(home, unit).values()} for unit in UNITS[:3]]
    assert [each == {"待核对"} for each in states] == [False, True, False]


def test_a_name_spelled_otherwise_is_offered_whom_it_is_like_first(home: Path) -> None:
    sheet(home / f"inbox/{WHOLE}东山分院6月.xlsx", table())
    merged(home)
    assert open_rows(home) == ["是哪个单位的"] and {WHOLE, BRANCH} & {*offered(home)[:2]}
