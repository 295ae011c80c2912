"""When a job of `schedule:` is due: the moments between two others, from the calendar alone."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tasklist.model.plan import Period
from tasklist.model.settings import Job
from tasklist.model.workdays import ONE_DAY, Calendar

# No run of days off is longer: a slot is moved, and working days are counted back, across at most so many days.
LONGEST_BREAK = timedelta(days=31)


_DO = {"merge": "汇总", "remind": "提醒", "send": "报告领导", "collect": "收信"}


@dataclass(frozen=True, slots=True, order=True)
class DueTime:
    """The moment `at` (UTC) at which a job is due, and the period it is due for ("" when none caused it)."""

    at: datetime
    period: str = ""


def slots(
    job: Job, first: datetime, last: datetime, *, zone: ZoneInfo, calendar: Calendar, periods: Sequence[Period]
) -> tuple[DueTime, ...]:
    """Every slot of `job` after `first` and not after `last`, in order, none twice.

    Days and `job.at` are those of `zone`; the slots are in UTC, where every moment exists once.
    `periods` must hold each period whose due day the job may count from (`reach` says how far that is).
    """
    hour, minute = map(int, job.at.split(":"))
    if job.every:
        span = _days(first.astimezone(zone).date() - LONGEST_BREAK, last.astimezone(zone).date())
        named = ((day, "") for day in span if _named(job.every, day))
    else:
        named = ((_counted(job, period.due.astimezone(zone).date(), calendar), period.id) for period in periods)
    found = set()
    for day, period_id in named:
        moved = calendar.on_or_after(day) if job.workdays else day
        moment = datetime.combine(moved, time(hour, minute), zone).astimezone(UTC)
        if first < moment <= last:
            found.add(DueTime(moment, period_id))
    return tuple(sorted(found))


def reach(job: Job) -> timedelta:
    """How far from a slot the due day can lie that it was counted from."""
    days = max(job.before_due or 0, job.after_due or 0)
    return LONGEST_BREAK + timedelta(days=days * 3 if job.workdays else days)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _named(every: str, day: date) -> bool:
    """Is it one of the days the words name? A month without a 31st has its last day instead."""
    unit, _, which = every.partition(":")
    if unit == "day":
        return True
    if unit == "week":
        return day.isoweekday() == int(which)
    end = monthrange(day.year, day.month)[1]
    return day.day == (end if which == "end" else min(int(which), end))


def _counted(job: Job, due: date, calendar: Calendar) -> date:
    if job.on_due:
        return due
    days = job.before_due or job.after_due or 0
    if not job.workdays:
        return due + timedelta(days=-days if job.before_due else days)
    if job.after_due:
        return calendar.add(due, days)
    for _ in range(days):
        due = calendar.on_or_before(due - ONE_DAY)
    return due


def told(job: Job) -> str:
    """A line of the schedule in words, its hour too when none was written."""
    name, _, at = job.every.partition(":")
    when = {"day": "每天", "week": f"每周{'一二三四五六日'[int(at) - 1] if name == 'week' else ''}"}.get(name, "")
    when = when or (f"每月{'最后一天' if at == 'end' else f'{at}日'}" if name == "month" else "")
    when = when or (
        f"截止前{job.before_due}天" if job.before_due else f"截止后{job.after_due}天" if job.after_due else "截止当天"
    )
    return f"{when} {job.at} {_DO[job.do]}{'（按工作日）' if job.workdays else ''}"
