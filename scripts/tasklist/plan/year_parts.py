"""Answer columns for one part of the year each: in which period, and under which key, each of them is answered."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from tasklist.model.layout import Layout, ListColumn
from tasklist.model.plan import Campaign, Period
from tasklist.plan import periods


def answered_in(campaign: Campaign, layout: Layout, column: ListColumn, year: int) -> tuple[Period, str]:
    """The period a column for a part of the year is answered in last, and the key it has there.

    `year`: of the report in which it is seen. Half-yearly reports with a column a quarter answer two.
    """
    ends, month = column.ends(year)
    period = periods.period_at(campaign, date(ends, month, monthrange(ends, month)[1]))
    own = layout.during(period.last).columns
    return period, next(each.key for each in own if each.heading == column.heading)
