"""What a form holds before a unit has written in it: the contact the office knows already."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from offices import UNITS, answered, form, merged, office, own_table, verb
from tasklist.tables.find import find_tables
from tasklist.tables.headings import TASKS
from tasklist.views.forms.table import grid_of


def contacts(path: Path) -> list[str]:
    """The contacts in a form, task by task."""
    (table,) = find_tables(grid_of(load_workbook(path)["任务清单"]), TASKS)
    return [row.text("contact") for row in table.rows if row.text("seq").isdigit()]


def test_the_contact_of_the_roster_stands_in_every_line(tmp_path: Path) -> None:
    assert contacts(form(office(tmp_path / "home"), UNITS[0])) == ["联络员01 13900000001"] * 3


def test_what_the_unit_wrote_last_goes_before_the_roster(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    own_table(
        home / f"inbox/2023-05/{UNITS[0]}.xlsx", {1: "5月20日开展活动1次", 2: "走访企业3家"}, contact="王新 3266380"
    )
    verb("merge", home, "--as-of", "2023-05-24T09:00", "--period", "2023-05")
    assert contacts(form(home, UNITS[0])) == ["王新 3266380"] * 3


def test_a_form_in_which_only_the_contact_stands_is_still_an_empty_form(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    answered(home, UNITS[0], {})
    answer = merged(home)
    assert UNITS[0] not in answer["units"]["missing"]  # type: ignore[index]
    assert answer["units"]["returned"] == 0  # type: ignore[index]
    (file,) = answer["files"]  # type: ignore[misc]
    assert file["cells"]["unplaced"] == 0
