"""A day as people write it in a narrow column."""

from __future__ import annotations

from datetime import date

import pytest

from tasklist.text.loose_days import loose_day


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("2024-06-30", date(2024, 6, 30)),
        ("2024/6/3", date(2024, 6, 3)),
        ("24年6月3日", date(2024, 6, 3)),
        ("2024年6月", date(2024, 6, 1)),
        ("2024.6", date(2024, 6, 1)),
        ("6月30日", date(2023, 6, 30)),
        ("6月底", date(2023, 6, 21)),
        ("6月中旬", date(2023, 6, 11)),
        ("6.30", date(2023, 6, 30)),
    ],
)
def test_a_day_or_a_part_of_a_month_is_read(said: str, begins: date) -> None:
    found = loose_day(said)
    assert found and found.begins(2023) == begins


@pytest.mark.parametrize("said", ["13月40日", "6月31日", "2023-02-29", "13.5", "6", "1-2", "尽快", "6月30日前", ""])
def test_a_day_that_is_none_is_not(said: str) -> None:
    assert loose_day(said) is None
