"""What falls due next: forms, documents and counted items, the tasks' own dates, the stages of the campaign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tasklist.model.ledger import Ledger, Status
from tasklist.model.plan import Obligation
from tasklist.model.tasks import Task
from tasklist.plan import periods
from tasklist.plan.obligations import milestones
from tasklist.plan.task_names import named

NEAR = timedelta(days=31)  # how far ahead a task's own date is told
NAMED = 3  # units with more time that are named for one date
MOST = 5  # dates that are told

NextDate = tuple[date, tuple[str, ...]]  # a day, and what falls due on it


def next_dates(ledger: Ledger) -> tuple[NextDate, ...]:
    """The next days on which something falls due, nearest first, each with the names of it."""
    due: dict[date, dict[str, None]] = {}
    for day, name in (*_owed_next(ledger), *_milestones(ledger), *_stages(ledger)):
        due.setdefault(day, {})[name] = None
    return tuple((day, tuple(names)) for day, names in sorted(due.items())[:MOST])


def _owed_next(ledger: Ledger) -> Iterator[tuple[date, str]]:
    """The form, documents and counted items not due yet; who has more time is named with what he has it for."""
    form = f"{ledger.period.name}任务进展"
    extended: dict[tuple[date, str], dict[str, list[Obligation]]] = {}
    for line in ledger.lines:
        owed = line.obligation
        if line.status is Status.NOT_DUE and owed.due > ledger.as_of:
            if owed.extended:
                units = extended.setdefault((owed.due.date(), owed.name or form), {})
                units.setdefault(owed.unit, []).extend([owed] if owed.task else [])
            else:
                yield owed.due.date(), owed.name or form
    for (day, name), units in extended.items():
        told = [f"{unit}延期" + (f"的{named(tasks)}" if tasks else "") for unit, tasks in units.items()]
        more = f"等{len(told)}家" if len(told) > NAMED else ""
        yield day, f"{name}（{'、'.join(told[:NAMED])}{more}）"
    later = periods.following(ledger.plan.campaign, ledger.period) if ledger.plan.task_list.tasks else None
    if later and ledger.as_of > ledger.period.due:
        yield later.due.date(), f"{later.name}任务进展"


def _milestones(ledger: Ledger) -> Iterator[tuple[date, str]]:
    """The days of the tasks' own 完成时限 that are near and charged to some unit."""
    today = ledger.as_of.date()
    owing: dict[int | None, list[str]] = {}
    for line in ledger.lines:
        if line.status is not Status.EXEMPT:
            owing.setdefault(line.obligation.task, []).append(line.obligation.unit)
    found: dict[date, list[Task]] = {}
    for task in ledger.plan.task_list.tasks:
        for day in task.deadline.due:
            units = owing.get(task.seq, ()) if today <= day <= today + NEAR else ()
            if any(day in milestones(ledger.plan, unit, task.seq) for unit in units):
                found.setdefault(day, []).append(task)
    for day, tasks in found.items():
        yield day, f"{named(tasks)}完成时限"


def _stages(ledger: Ledger) -> Iterator[tuple[date, str]]:
    for phase in ledger.plan.campaign.phases:
        if phase.until >= ledger.as_of.date():
            yield phase.until, f"{phase.name.removesuffix('阶段')}阶段结束"
