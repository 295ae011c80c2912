"""A unit that writes itself with its branches is itself; a branch that is in the roster is asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from offices import CONFIG, FACT, ROSTER, UNITS, merged, office, own_table
from todo_book import offered, open_rows, say

PARENT, BRANCH = UNITS[2], UNITS[3]
WITH = [f"{PARENT}（含呼吉尔特分院）", f"{PARENT}及其分院", f"{PARENT}（含分院）", f"{PARENT}（包括下属各分院）"]


def table(home: Path, said: str) -> None:
    own_table(home / "inbox/6月.xlsx", {1: FACT}, f"填报单位：{said}", contact="张三")


@pytest.mark.parametrize("said", WITH)
def test_it_is_asked_of_which_it_is_while_either_waits(tmp_path: Path, said: str) -> None:
    home = office(tmp_path / "home")
    table(home, said)
    answer: Any = merged(home)
    assert open_rows(home) == ["是哪个单位的"]
    assert offered(home)[:2] == [PARENT, BRANCH]
    assert not {PARENT, BRANCH} & set(answer["units"]["missing"])
    say(home, "是哪个单位的", PARENT)
    done: Any = merged(home)
    assert ([each["unit"] for each in done["files"]], open_rows(home)) == ([PARENT], [])


@pytest.mark.parametrize("said", WITH)
def test_a_branch_the_roster_has_not_is_part_of_its_hospital(tmp_path: Path, said: str) -> None:
    home = office(tmp_path / "home", CONFIG, [row for row in ROSTER if row[0] != BRANCH])
    table(home, said)
    answer: Any = merged(home)
    assert [(each["unit"], each["outcome"]) for each in answer["files"]] == [(PARENT, "merged")]


def test_the_name_of_the_file_does_not_settle_it(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    own_table(home / f"inbox/{PARENT}6月.xlsx", {1: FACT}, f"填报单位：{WITH[0]}", contact="张三")
    merged(home)
    assert open_rows(home) == ["是哪个单位的"]


@pytest.mark.parametrize("said", [f"{PARENT}东山分院", f"{PARENT}（东院区）", f"{PARENT}（不含分院）医联体"])
def test_another_part_alone_is_still_nobody_of_the_roster(tmp_path: Path, said: str) -> None:
    home = office(tmp_path / "home")
    table(home, said)
    answer: Any = merged(home)
    assert [each["unit"] for each in answer["files"]] == [""]
