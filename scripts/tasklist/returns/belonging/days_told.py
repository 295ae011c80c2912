"""What the days that are told in a file say of its period, beside when it came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tasklist.plan import periods
from tasklist.returns.belonging.file_words import FileWords
from tasklist.text import task_numbers
from tasklist.text.item_titles import days_in, month_in
from tasklist.text.normalize import fold

_CLAUSE = re.compile(r"[，。；;,\n]")


def _begun(text: str, came: date) -> Iterator[date]:
    """The days a text names, and the first of the months it names without a day."""
    yield from days_in(text, came)
    parts = (part for part in _CLAUSE.split(text) if "月" in fold(part))
    months = (month_in(part, came) for part in parts if not days_in(part, came))
    yield from (month.replace(day=1) for month in months if month)


@dataclass(frozen=True)
class DaysTold:
    """The days of one file."""

    said: FileWords

    def before(self, current: str) -> str:
        """The period before the current one, when every day the answers name lies in it or earlier (the last of them in
        it), and either all of them were over when it was due, or the file came in the first half of the time for the
        current one; else empty.
        """
        days = [day for told in self._of_answers for day in told]
        return self._before(current, days) if days else ""

    def perhaps_before(self, current: str) -> str:
        """The period before the current one, when words that say of none may as well be of it: they came in the first
        half of the time for this one, or all days they tell of a task were over when it was due.
        """
        texts = (text for grid in self.said.grids for text in grid.cells.values() if task_numbers.places(text))
        return self._before(current, [day for text in texts for day in self._days_in(text)])

    def _before(self, current: str, days: Sequence[date]) -> str:
        """The period before the current one when nothing speaks against it; `days`: those that are told."""
        campaign, came = self.said.context.plan.campaign, self.said.received_on
        now = periods.by_id(campaign, current)
        before = periods.previous(campaign, now) if now else None
        if now is None or before is None or before.last < campaign.issued_on:
            return ""
        if days and not before.opens <= max(days) < now.opens:
            return ""
        soon = (came - now.opens) * 2 <= now.due.date() - now.opens
        return before.id if soon or (days and max(days) < before.due.date()) else ""

    def later(self, period: str) -> str:
        """The later period that most answers with a day or month tell of: last month's form was used again.

        Empty when as many tell of no later day than the period's last, or none tells of any that has been.
        """
        campaign, now = self.said.context.plan.campaign, periods.by_id(self.said.context.plan.campaign, period)
        told = [max(days) for days in self._of_answers if days]
        late = [day for day in told if now and day > now.last]
        return periods.period_at(campaign, min(late)).id if len(late) * 2 > len(told) else ""

    @cached_property
    def _of_answers(self) -> tuple[tuple[date, ...], ...]:
        """Of every answer the days it names that had been when the file came, of a month without a day its first."""
        texts = [row.text("progress") for table in self.said.told for row in table.rows]
        return tuple(map(self._days_in, texts))

    def _days_in(self, text: str) -> tuple[date, ...]:
        came = self.said.received_on
        return tuple(day for day in _begun(text, came) if day <= came)
