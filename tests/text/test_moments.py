"""Days and moments are written one way in tables and another way to people, everywhere alike."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tasklist.text.moments import chinese, chinese_due, chinese_moment, day_range, moment

WHEN = datetime(2023, 6, 5, 9, 5)  # noqa: DTZ001  the civil time that is shown


def test_a_moment_is_written_in_digits_for_tables_and_in_chinese_for_people() -> None:
    assert (moment(WHEN), moment(None)) == ("2023-06-05 09:05", "")
    assert (chinese(WHEN), chinese_moment(WHEN)) == ("2023年6月5日", "2023年6月5日 09:05")


@pytest.mark.parametrize(("hour", "minute", "said"), [(23, 59, ""), (0, 0, ""), (17, 0, " 17:00")])
def test_a_due_moment_names_its_hour_when_it_is_not_the_days_end(hour: int, minute: int, said: str) -> None:
    assert chinese_due(WHEN.replace(hour=hour, minute=minute)) == f"2023年6月5日{said}"


def test_a_range_of_days_names_a_month_once() -> None:
    assert day_range(date(2023, 4, 24), date(2023, 4, 30)) == "4月24日—30日"
    assert day_range(date(2023, 5, 29), date(2023, 6, 4)) == "5月29日—6月4日"
