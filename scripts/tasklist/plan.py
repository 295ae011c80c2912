"""What is owed: every unit × task × period, dated deliverable and counted window, as Obligations.

The left side of every table comes from here, never from the inbox: a unit that sends nothing is a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tasklist import periods, responsible
from tasklist.model import Campaign, Kind, Obligation, Period, Plan, Quota, Roster, TaskList, Unit, Waiver, Window


def build(campaign: Campaign, roster: Roster, task_list: TaskList) -> Plan:
    """The plan: who owes which task because of which words of 责任单位, in roster and list order."""
    reaches = {task.seq: dict(responsible.expand(task.responsible, roster).units) for task in task_list.tasks}
    duties = {
        unit.name: {seq: words[unit.name] for seq, words in reaches.items() if unit.name in words}
        for unit in roster.units
    }
    return Plan(campaign, roster, task_list, duties)


def end_of(day: date, zone: str) -> datetime:
    """The last second of a day in the campaign's time zone: a day named in a deadline is included."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone))


def current_period(plan: Plan, day: date) -> Period:
    """The period a day falls in."""
    campaign = plan.campaign
    return periods.period_at(campaign.periods, day, campaign.timezone, campaign.calendar)


def obligations(plan: Plan, period: Period, as_of: datetime) -> tuple[Obligation, ...]:
    """Everything owed in a period as known at `as_of`, in roster order, then list and config order.

    Task progress is owed per period; deliverables stand in every period from the notice on; quota windows
    are those that have begun by then, missed ones included: what never came does not go away. A unit counts
    from the day it opens to the day it closes.
    """
    seen = min(as_of.astimezone(ZoneInfo(plan.campaign.timezone)).date(), period.closes)
    windows = {quota: tuple(_windows(plan.campaign, quota, seen)) for quota in plan.campaign.quotas}
    return tuple(
        obligation
        for unit in plan.roster.units
        for obligation in (
            *_tasks(plan, unit, period, as_of),
            *_deliverables(plan, unit, as_of),
            *_quotas(plan, unit, windows, as_of),
        )
    )


def quota_window(campaign: Campaign, quota: Quota, day: date) -> Window | None:
    """The window an item of that day counts in, or None when the day is before the notice."""
    return next(
        (
            window
            for window in periods.windows(quota.per, campaign.issued_on, day)
            if window.first <= day <= window.last
        ),
        None,
    )


def _tasks(plan: Plan, unit: Unit, period: Period, as_of: datetime) -> Iterator[Obligation]:
    for seq, why in plan.duties[unit.name].items():
        due, extended, exempt = _waived(plan.campaign, unit, period.due, task=seq)
        if _counted(unit, due, as_of):
            yield Obligation(unit.name, Kind.TASKS, period.id, due, why, task=seq, exempt=exempt, extended=extended)


def _deliverables(plan: Plan, unit: Unit, as_of: datetime) -> Iterator[Obligation]:
    for each in plan.campaign.deliverables:
        if unit.name not in each.units:
            continue
        due, extended, exempt = _waived(plan.campaign, unit, end_of(each.due, plan.campaign.timezone), name=each.name)
        if _counted(unit, due, as_of):
            why = each.text or f"{each.due.isoformat()} 前"
            yield Obligation(
                unit.name, Kind.DELIVERABLE, "", due, why,
                name=each.name, evidence=each.evidence, exempt=exempt, extended=extended,
            )  # fmt: skip


def _quotas(
    plan: Plan, unit: Unit, windows: Mapping[Quota, tuple[Window, ...]], as_of: datetime
) -> Iterator[Obligation]:
    for quota, spans in windows.items():
        if unit.name not in quota.units:
            continue
        for window in spans:
            due, extended, exempt = _waived(
                plan.campaign, unit, end_of(window.last, plan.campaign.timezone), name=quota.name
            )
            if _counted(unit, due, as_of):
                why = f"{PER_WORDS[quota.per]}不少于{quota.at_least}次"
                yield Obligation(
                    unit.name, Kind.QUOTA, window.id, due, why,
                    name=quota.name, at_least=quota.at_least, exempt=exempt, extended=extended,
                )  # fmt: skip


PER_WORDS = {"week": "每周", "month": "每月", "quarter": "每季度", "half-year": "每半年", "year": "每年"}


def _windows(campaign: Campaign, quota: Quota, seen: date) -> Iterator[Window]:
    if seen < campaign.issued_on:
        return
    for window in periods.windows(quota.per, campaign.issued_on, seen):
        if periods.owed_from(window, campaign.issued_on):
            yield window


def _counted(unit: Unit, due: datetime, as_of: datetime) -> bool:
    return unit.active(min(due, as_of.astimezone(due.tzinfo)).date())


def _waived(
    campaign: Campaign, unit: Unit, due: datetime, task: int | None = None, name: str = ""
) -> tuple[datetime, str, str]:
    """The due moment after extensions, the extension's reason, and the reason of an exemption."""
    extended = exempt = ""
    for waiver in campaign.waivers:
        if waiver.unit != unit.name or not _covers(waiver, task, name):
            continue
        if waiver.until is None:
            exempt = waiver.reason
        else:
            due, extended = max(due, end_of(waiver.until, campaign.timezone)), waiver.reason
    return due, extended, exempt


def _covers(waiver: Waiver, task: int | None, name: str) -> bool:
    return (waiver.task is None and not waiver.name) or (
        waiver.task == task if waiver.task is not None else bool(name) and waiver.name == name
    )
