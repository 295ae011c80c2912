"""What is owed: every unit × task × period, dated deliverable and counted window, as Obligations.

The left side of every table comes from here, never from the inbox: a unit that sends nothing is a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from tasklist.model.layout import Layout
from tasklist.model.plan import Campaign, Kind, Obligation, Period, Plan, Quota, Waiver, Window
from tasklist.model.roster import Roster, Unit
from tasklist.model.tasks import Task, TaskList
from tasklist.plan import periods, quotas
from tasklist.plan.responsible import responsible
from tasklist.plan.tiers import MASTER, OFFICE

PAST = "下发时已过"


def build_plan(
    campaign: Campaign, roster: Roster, task_list: TaskList, meant: Mapping[str, Sequence[str]] | None = None
) -> Plan:
    """The plan: who owes which task because of which words of 责任单位, in roster and list order.

    `meant`: words that reach nobody → whom a person named for them.
    """
    layout = task_list.layout
    reaches = {task.seq: _reach(task, roster, layout, meant or {}, campaign.office) for task in task_list.tasks}
    duties = {
        unit.name: {seq: words[unit.name][0] for seq, words in reaches.items() if unit.name in words}
        for unit in roster.units
    }
    parts = {
        unit.name: {seq: words[unit.name][1] for seq, words in reaches.items() if unit.name in words}
        for unit in (roster.units if len(layout.owing) > 1 else ())
    }
    return Plan(campaign, roster, task_list, duties, meant or {}, parts)


def _reached(phrase: str, roster: Roster, meant: Mapping[str, Sequence[str]], office: str) -> Mapping[str, str]:
    """The units a phrase reaches by its own words, and by what a person said of those that reach nobody."""
    reach = responsible.expand(phrase, roster, office)
    found = dict(reach.units)
    for words in reach.unreached or (() if phrase.strip() else ("",)):
        for unit, _ in responsible.resolve(meant.get(words, ()), roster, office).units:
            found.setdefault(unit, f"{words}（经办人决定）")
    return found


def _reach(
    task: Task, roster: Roster, layout: Layout, meant: Mapping[str, Sequence[str]], office: str
) -> Mapping[str, tuple[str, str]]:
    """Unit → the words that make it owe a task, where several columns do with the heading, and the column's key.

    A unit that several columns name owes in the role of the first.
    """
    if layout.everybody:
        return {unit.name: ("各单位", "") for unit in roster.units}
    if len(layout.owing) < 2:
        return {unit: (words, "") for unit, words in _reached(task.responsible, roster, meant, office).items()}
    found: dict[str, tuple[str, str]] = {}
    for key in layout.owing:
        column = layout.find(key)
        for unit, words in _reached(task.says(key), roster, meant, office).items():
            found.setdefault(unit, (f"{column.title}：{words}" if column else words, key))
    return {unit.name: found[unit.name] for unit in roster.units if unit.name in found}


def obligations(plan: Plan, period: Period, as_of: datetime) -> tuple[Obligation, ...]:
    """Everything owed in a period as known at `as_of`, in roster order, then list and config order.

    Task progress is owed per period; deliverables stand in every period; quota windows are those that have
    begun by then, missed ones included: what never came does not go away. What was due before the notice
    was issued stands as exempt (下发时已过). A unit counts from the day it opens; what fell due earlier it never
    owed. A unit that has closed is left out of every table whose period was due later.
    """
    at = _Moment(plan.campaign, period, as_of)
    windows = {quota: tuple(quotas.windows(plan.campaign, quota, at.seen)) for quota in plan.campaign.quotas}
    return tuple(
        obligation
        for unit in plan.roster.units
        for obligation in (
            *_tasks(plan, unit, at),
            *_deliverables(unit, at),
            *_masters(unit, at),
            *_quotas(unit, windows, at),
        )
    )


def milestones(plan: Plan, unit_name: str, seq: int) -> tuple[date, ...]:
    """The days of a task's 完成时限 that are charged to a unit, in order.

    None from before the notice (下发时已过) or before the unit opened; an extension moves the earlier ones to its day.
    """
    unit, task = plan.roster.by_name.get(unit_name), plan.task_list.find(seq)
    if unit is None or task is None:
        return ()
    begun = max(plan.campaign.issued_on, unit.opens or plan.campaign.issued_on)
    until = max((each.until for each in _waivers(plan.campaign, unit, seq) if each.until), default=begun)
    return tuple(dict.fromkeys(max(day, until) for day in task.deadline.due if day >= begun))


@dataclass(frozen=True)
class _Moment:
    """The period a table is made for and the moment it is seen from."""

    campaign: Campaign
    period: Period
    as_of: datetime

    @cached_property
    def today(self) -> date:
        return self.campaign.day(self.as_of)

    @cached_property
    def seen(self) -> date:
        """The last day whose windows are counted."""
        # The period of the day itself has no end yet: the last of a list goes on until the next one opens.
        current = periods.period_at(self.campaign, self.today).id == self.period.id
        return self.today if current else min(self.today, self.period.closes)

    def counts(self, unit: Unit, due: datetime) -> bool:
        """Is the unit part of the campaign when something is due, or until then on the day it is seen?"""
        day = min(due.date(), self.today)
        last = min(max(due, self.period.due).date(), self.today)
        return (unit.opens is None or unit.opens <= day) and (unit.closes is None or last <= unit.closes)

    def waived(self, unit: Unit, due: datetime, task: int | None = None, name: str = "") -> tuple[datetime, str, str]:
        """The due moment after extensions, the reason of the extension, and the reason of an exemption."""
        extended = exempt = ""
        for waiver in _waivers(self.campaign, unit, task, name, self.period.id):
            if waiver.until is None:
                exempt = exempt or waiver.reason
            elif (later := self.campaign.end_of(waiver.until)) > due:
                due, extended = later, waiver.reason
        past = due.date() < self.campaign.issued_on
        return due, extended, exempt or (PAST if past else "")


def _tasks(plan: Plan, unit: Unit, at: _Moment) -> Iterator[Obligation]:
    period = at.period
    for seq, why in plan.duties[unit.name].items():
        due, extended, exempt = at.waived(unit, period.due, task=seq)
        if at.counts(unit, due):
            yield Obligation(
                unit.name, Kind.TASKS, period.id, due, why,
                task=seq, exempt=exempt, extended=extended, called=plan.task_list.name(seq),
            )  # fmt: skip


def _deliverables(unit: Unit, at: _Moment) -> Iterator[Obligation]:
    for each in at.campaign.deliverables:
        if unit.name not in each.units:
            continue
        due, extended, exempt = at.waived(unit, at.campaign.end_of(each.due), name=each.name)
        if at.counts(unit, due):
            why = each.text or f"{each.due.isoformat()} 前"
            yield Obligation(
                unit.name, Kind.DELIVERABLE, "", due, why,
                name=each.name, evidence=each.evidence, exempt=exempt, extended=extended,
            )  # fmt: skip


def _masters(unit: Unit, at: _Moment) -> Iterator[Obligation]:
    """The master an office owes in every period, of what the units below it report."""
    due, extended, exempt = at.waived(unit, at.period.due, name=MASTER)
    if OFFICE in unit.groups and at.counts(unit, due):
        yield Obligation(
            unit.name, Kind.DELIVERABLE, at.period.id, due, f"类别：{OFFICE}",
            name=MASTER, exempt=exempt, extended=extended,
        )  # fmt: skip


def _quotas(unit: Unit, windows: Mapping[Quota, tuple[Window, ...]], at: _Moment) -> Iterator[Obligation]:
    grace = timedelta(days=at.campaign.checks.grace_days)
    for quota, spans in windows.items():
        if unit.name not in quota.units:
            continue
        for window in spans:
            due, extended, exempt = at.waived(unit, at.campaign.end_of(window.last + grace), name=quota.name)
            joined = unit.opens is None or quotas.owed_from(window, unit.opens)
            if joined and at.counts(unit, due):
                why = f"{quotas.rhythm(quota)}不少于{quota.at_least}次"
                yield Obligation(
                    unit.name, Kind.QUOTA, window.id, due, why,
                    name=quota.name, at_least=quota.at_least, exempt=exempt, extended=extended,
                )  # fmt: skip


def _waivers(
    campaign: Campaign, unit: Unit, task: int | None = None, name: str = "", span: str = ""
) -> Iterator[Waiver]:
    """The waivers of a unit that cover a task (in the period `span`) or a named thing."""
    return (waiver for waiver in campaign.waivers if waiver.unit == unit.name and waiver.covers(task, name, span))
