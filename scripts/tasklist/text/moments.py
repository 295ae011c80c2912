"""How days and moments are written: in digits in tables and messages, in Chinese where people are addressed."""

from __future__ import annotations

from datetime import date, datetime, time

YEARS = range(1990, 2101)  # any day a campaign speaks of
_DAY_ENDS = (time(0, 0), time(23, 59))


def moment(when: datetime | None) -> str:
    """2023-06-25 09:00; empty for none."""
    return f"{when:%Y-%m-%d %H:%M}" if when else ""


def month_day(day: date) -> str:
    """6月25日."""
    return f"{day.month}月{day.day}日"


def chinese(day: date) -> str:
    """2023年6月25日."""
    return f"{day.year}年{month_day(day)}"


def chinese_moment(when: datetime) -> str:
    """2023年6月25日 09:00."""
    return f"{chinese(when)} {when:%H:%M}"


def chinese_due(due: datetime) -> str:
    """A due moment: the day, and the time when it is not the day's end."""
    return chinese(due) if time(due.hour, due.minute) in _DAY_ENDS else chinese_moment(due)


def day_range(first: date, last: date) -> str:
    """4月24日—30日, 5月29日—6月4日."""
    return f"{month_day(first)}—{month_day(last) if last.month != first.month else f'{last.day}日'}"
