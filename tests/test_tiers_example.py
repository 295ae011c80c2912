"""Three tiers, from the units' returns to the province, compared with what was found right."""

from __future__ import annotations

from pathlib import Path

import pytest

import tiers


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tiers.Played:
    return tiers.play(tmp_path_factory.mktemp("tiers"))


def test_the_tiers_come_to_what_is_written_down(played: tiers.Played) -> None:
    expected = {path.name: path.read_text("utf-8") for path in (tiers.FOLDER / "expected").iterdir()}
    assert sorted(played.texts) == sorted(expected), "regenerate with: python tests/golden.py"
    for name, text in played.texts.items():
        assert text == expected[name], f"{name}: look at the difference, then python tests/golden.py"


def test_the_figures_of_the_units_are_the_same_at_every_tier(played: tiers.Played) -> None:
    def returned(name: str) -> set[str]:
        return set(_units(tiers.FOLDER / name)) - set(played.answers[name]["units"]["missing"])

    assert returned("东县") | returned("西县") <= returned("市") & returned("省")


def test_what_is_late_for_the_county_is_in_time_for_the_province(played: tiers.Played) -> None:
    assert played.answers["东县"]["obligations"]["late"] > 0
    late = [line for line in played.texts["省.txt"].splitlines() if "东县中医医院" in line and "| 迟报 |" in line]
    assert late == []


def _units(folder: Path) -> list[str]:
    """The units of a roster that gather nobody's reports."""
    from openpyxl import load_workbook

    rows = load_workbook(folder / "单位名册.xlsx").worksheets[0].iter_rows(min_row=2, values_only=True)
    return [str(row[0]) for row in rows if row[2] != "汇总单位"]
