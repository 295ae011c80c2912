"""The real Chinese working calendar, for tests."""

from __future__ import annotations

from chinese_calendar import constants

from tasklist.model.workdays import Calendar

CALENDAR = Calendar(
    dict.fromkeys(constants.holidays, False) | dict.fromkeys(constants.workdays, True),
    frozenset(day.year for day in constants.holidays),
)
