"""Working days under the real calendar of 2023, and without one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from known_calendar import CALENDAR
from tasklist.model.workdays import WEEKENDS_ONLY, Calendar

ISSUED = date(2023, 4, 4)
DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("n", "expected"), [(0, ISSUED), (1, date(2023, 4, 6)), (10, date(2023, 4, 19)), (30, date(2023, 5, 18))]
)
def test_working_days_are_counted_after_the_day_over_holidays_and_shifted_days(n: int, expected: date) -> None:
    assert CALENDAR.add(ISSUED, n) == expected


def test_a_shifted_saturday_is_a_working_day() -> None:
    assert CALENDAR.working(date(2023, 4, 23))
    assert not CALENDAR.working(date(2023, 5, 1))


def test_a_year_that_is_not_known_is_counted_by_weekends_and_says_so() -> None:
    assert not CALENDAR.knows(date(2035, 10, 1))
    assert CALENDAR.working(date(2035, 10, 1))
    assert WEEKENDS_ONLY.add(ISSUED, 10) == date(2023, 4, 18)


def test_a_holiday_is_moved_forward_or_back() -> None:
    assert CALENDAR.on_or_after(date(2023, 4, 29)) == date(2023, 5, 4)
    assert CALENDAR.on_or_before(date(2023, 5, 3)) == date(2023, 4, 28)
    assert CALENDAR.on_or_after(ISSUED) == CALENDAR.on_or_before(ISSUED) == ISSUED


def test_a_span_in_reverse_holds_no_working_day() -> None:
    assert Calendar().count(date(2023, 4, 5), date(2023, 4, 4)) == 0


@given(DAYS, st.integers(1, 60))
def test_the_nth_working_day_has_n_working_days_up_to_it(day: date, n: int) -> None:
    reached = CALENDAR.add(day, n)
    assert CALENDAR.working(reached)
    assert CALENDAR.count(day + timedelta(days=1), reached) == n
