"""报送频次: the windows counted items fall in, from when on a window is owed, and how a quota is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from tasklist.model.plan import Campaign, Quota, Window
from tasklist.plan import periods

RHYTHMS = {"week": "每周", "month": "每月", "quarter": "每季度", "half-year": "每半年", "year": "每年"}


def rhythm(quota: Quota) -> str:
    """How often it is due, as a person says it: 每周."""
    return RHYTHMS[quota.per]


def window_of(campaign: Campaign, quota: Quota, day: date) -> Window | None:
    """The window an item of that day counts in, or None when the unit owes nothing for that time."""
    window = periods.span_at(quota.per, day)
    owed = window.last >= campaign.issued_on and owed_from(window, campaign.issued_on)
    return window if owed else None


def form_due(campaign: Campaign, quota: Quota, day: date, form: str) -> datetime | None:
    """When the form of the period `form` is due, if it covers the window of an item of that day entered in it."""
    period, window = periods.by_id(campaign, form), window_of(campaign, quota, day)
    covers = period and window and period.opens <= window.last and window.first <= period.last
    return period.due if period and covers else None


def windows(campaign: Campaign, quota: Quota, seen: date) -> Iterator[Window]:
    """The windows that are owed and have begun by the day `seen`, in order."""
    begun = periods.spans(quota.per, campaign.issued_on, seen)
    return (window for window in begun if owed_from(window, campaign.issued_on))


def owed_from(window: Window, begin: date) -> bool:
    """Is a window owed by whom the notice, or the campaign, reaches on the day `begin`?

    One already begun is when at least half of its days remain, `begin` included: of June, 15 days from the 16th on
    are half of 30, so it is owed.
    """
    if window.first >= begin:
        return True
    remaining = (window.last - begin).days + 1
    return 2 * remaining >= (window.last - window.first).days + 1
