"""Whose name stands under a table with a day, as a paper is signed: of a file that says nowhere else whose it is."""

from __future__ import annotations

import pytest

from relaid import UNIT, book, issued, table
from tasklist.model.returns import Outcome, Return

ROWS = table(issued(), "seq", "theme", "detail", "progress", "contact")
OTHER = "乌审旗蒙医综合医院"


def signed(*lines: str, above: str = "报送期：2023年6月") -> Return:
    return book(("Sheet1", [[above], *ROWS, *([line] for line in lines)]), name="填报表.xlsx")


@pytest.mark.parametrize(
    "lines",
    [
        (UNIT, "2023年6月20日"),
        (f"{UNIT}（盖章）", "2023年6月20日"),
        (f"{UNIT}　2023年6月20日",),
        ("注：如有出入以此为准。", UNIT, "6月20日"),
    ],
)
def test_the_name_and_the_day_under_a_table_say_whose_it_is(lines: tuple[str, ...]) -> None:
    made = signed(*lines)
    assert (made.outcome, made.unit) == (Outcome.MERGED, UNIT)


@pytest.mark.parametrize(
    "lines", [(UNIT,), (f"报：{UNIT}", "2023年6月20日"), (f"{UNIT}北区", "2023年6月20日"), (f"抄送{UNIT}", "6月20日")]
)
def test_a_name_without_a_day_or_with_more_beside_it_signs_nothing(lines: tuple[str, ...]) -> None:
    assert signed(*lines).outcome is Outcome.SET_ASIDE


def test_two_names_under_a_table_are_asked_about() -> None:
    assert signed(UNIT, "2023年6月20日", OTHER, "2023年6月20日").outcome is Outcome.SET_ASIDE


def test_what_a_form_says_above_its_table_stands_before_its_signature() -> None:
    made = signed(OTHER, "2023年6月20日", above=f"填报单位：{UNIT}")
    assert (made.outcome, made.unit) == (Outcome.MERGED, UNIT)
