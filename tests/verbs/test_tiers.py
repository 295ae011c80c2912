"""Offices below offices: a county's master dropped into the province's inbox is a return like any other."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from counties import EARLY, LAST, LATE, OFFICES, handed, home_of, received, roster, table, units
from offices import merged
from tasklist.model.book import Book
from tasklist.readers import registry


def seen(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What a merge says, but where it stands."""
    told = [
        (one["code"], one["severity"], one["unit"], one["task"], one["place"] and one["message"].split(" @ ")[0])
        for one in answer["findings"]
        if one["code"] != "remark"
    ]
    return {"units": answer["units"], "obligations": answer["obligations"], "findings": sorted(told, key=str)}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, Any], dict[str, Any]]:
    """The province from the counties' masters, and the province from all their units' returns."""
    work = tmp_path_factory.mktemp("tiers")
    rows = roster(0, 1, 2)
    above = home_of(work / "above", "省卫生健康委", rows)
    for place in (2, 0, 1):
        shutil.copyfile(handed(work, place), above / f"inbox/{OFFICES[place]}汇总表.xlsx")
    direct = home_of(work / "direct", "省卫生健康委", rows)
    for when in (EARLY, LATE):
        received(direct, (0, 1, 2), when)
    return above, direct, merged(above, LAST), merged(direct, LAST)


def test_three_counties_masters_come_to_the_same_as_all_their_units_returns(
    both: tuple[Path, Path, dict[str, Any], dict[str, Any]],
) -> None:
    _, _, above, direct = both
    assert seen(above) == seen(direct)


@pytest.mark.parametrize("name", ["任务清单汇总", "明细台账", "空白预警", "报送情况", "频次台账"])
def test_every_figure_and_text_of_the_master_is_the_same(
    both: tuple[Path, Path, dict[str, Any], dict[str, Any]], name: str
) -> None:
    above, direct, _, _ = both
    assert table(above, name) == table(direct, name)
    assert len(table(above, name)) > 3


def test_a_counties_units_stay_visible_below_it_and_every_cell_is_accounted_for(
    both: tuple[Path, Path, dict[str, Any], dict[str, Any]],
) -> None:
    _, _, answer, _ = both
    files = {each["path"]: each for each in answer["files"]}
    master = files[f"inbox/{OFFICES[0]}汇总表.xlsx"]
    assert (master["kind"], master["outcome"], master["unit"]) == ("master", "merged", OFFICES[0])
    inside = [each for path, each in files.items() if path.startswith(f"inbox/{OFFICES[0]}汇总表.xlsx!")]
    assert [each["unit"] for each in inside] == sorted(units(0)[:3])  # of the fourth nothing came
    assert sum(each["cells"]["merged"] for each in inside) == master["cells"]["merged"] > 0
    book = registry.read((both[0] / "inbox" / f"{OFFICES[0]}汇总表.xlsx").read_bytes(), "汇总表.xlsx")
    assert isinstance(book, Book)
    assert master["cells"]["seen"] == sum(grid.size for grid in book.grids) + len(book.leftovers)
