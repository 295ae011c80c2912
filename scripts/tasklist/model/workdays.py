"""Working days: weekends, the holidays and the shifted working days of the years that are known.

A `Calendar` is data. The shell fills it from the holiday workbook or a package; a year it does not
know is counted by weekends alone, and whoever uses the result says so (`Calendar.knows`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """工作日历. `days` are the exceptions (True: working day, False: day off); `years`: the years known."""

    days: Mapping[date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def working(self, day: date) -> bool:
        """Is `day` a working day? Without an exception: Monday to Friday."""
        return self.days.get(day, day.weekday() < 5)

    def knows(self, day: date) -> bool:
        """Are the holidays of this day's year known?"""
        return day.year in self.years

    def add(self, day: date, n: int) -> date:
        """The `n`-th working day after `day`, which is not counted itself (n ≥ 1; 0 gives `day`)."""
        for _ in range(n):
            day = self.on_or_after(day + ONE_DAY)
        return day

    def on_or_after(self, day: date) -> date:
        """`day`, or the first working day after it."""
        while not self.working(day):
            day += ONE_DAY
        return day

    def on_or_before(self, day: date) -> date:
        """`day`, or the last working day before it."""
        while not self.working(day):
            day -= ONE_DAY
        return day

    def count(self, first: date, last: date) -> int:
        """How many working days lie in `first`…`last`, both included (0 when they are in reverse)."""
        return sum(self.working(first + timedelta(days=n)) for n in range((last - first).days + 1))


WEEKENDS_ONLY = Calendar({}, frozenset())
