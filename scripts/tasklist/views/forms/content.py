"""What each unit's form holds, taken from the plan and from what has already been answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from tasklist.model.finding import Finding
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Kind, Obligation, Period, Plan
from tasklist.model.roster import Unit
from tasklist.model.tasks import Task
from tasklist.plan import obligations, periods
from tasklist.plan.roles import duty
from tasklist.plan.year_parts import answered_in
from tasklist.text import phones
from tasklist.text.display import shorten
from tasklist.text.file_names import free_name, safe_name
from tasklist.views.forms.unit_form import FormSheet

# (unit, period id, task, field) → the text that stands.
Standing = Mapping[tuple[str, str, int, str], str]
Said = tuple[str, int, str, str]  # of one unit: period id, task, field, text


def sheets(plan_: Plan, period: Period, as_of: datetime, standing: Standing) -> tuple[FormSheet, ...]:
    """One FormSheet per unit that owes anything in the period that is entered in a form, in roster order."""
    plan_ = plan_.during(period)
    owed: dict[str, list[Obligation]] = {}
    for obligation in obligations.obligations(plan_, period, max(as_of, period.due)):
        if not obligation.exempt:
            owed.setdefault(obligation.unit, []).append(obligation)
    before = periods.previous(plan_.campaign, period)
    if not plan_.task_list.tasks:  # documents need no form, counted items are entered in one
        owed = {unit: found for unit, found in owed.items() if any(each.kind is Kind.QUOTA for each in found)}
    said, earlier = _by_unit(standing), _earlier(plan_, period)
    return tuple(
        _sheet(
            plan_,
            unit,
            owed=owed[unit.name],
            period=period,
            before=before.id if before else "",
            said=[*said.get(unit.name, ()), *_again(said.get(unit.name, ()), earlier, period)],
        )
        for unit in plan_.roster.units
        if unit.name in owed
    )


def _earlier(plan_: Plan, period: Period) -> Mapping[tuple[str, str], str]:
    """(period id, field) → the key of the column it stands in now, of answers of earlier parts of the year."""
    layout, year = plan_.task_list.layout, period.last.year
    past = (column for column in layout.timed if column.past(period.last))
    then = ((column, *answered_in(plan_.campaign, layout, column, year)) for column in past)
    return {(span.id, key): column.key for column, span, key in then if span.id != period.id}


def _again(said: Sequence[Said], earlier: Mapping[tuple[str, str], str], period: Period) -> list[Said]:
    """What a unit answered for earlier parts of the year, in the columns for these."""
    known = ((task, earlier.get((span, field), ""), text) for span, task, field, text in said)
    return [(period.id, task, key, text) for task, key, text in known if key]


def _by_unit(standing: Standing) -> dict[str, list[Said]]:
    """Unit → what stands of it."""
    found: dict[str, list[Said]] = {}
    for (unit, span, task, field), text in standing.items():
        found.setdefault(unit, []).append((span, task, field, text))
    return found


def named(files: Iterable[tuple[str, bytes]], period: Period, what: str) -> dict[str, tuple[str, bytes]]:
    """Unit → (file name, bytes). The unit stands first, so that a folder sorts by it and a reply says whose it is.

    Two names that a file system cannot tell apart are numbered.
    """
    taken: set[str] = set()
    found: dict[str, tuple[str, bytes]] = {}
    for unit, data in files:
        name = free_name(safe_name(f"{unit}-{period.name}{what}.xlsx"), taken)
        taken.add(name.casefold())
        found[unit] = (name, data)
    return found


def _sheet(
    plan_: Plan, unit: Unit, *, owed: list[Obligation], period: Period, before: str, said: Sequence[Said]
) -> FormSheet:
    campaign = plan_.campaign
    numbers = [each.task for each in owed if each.kind is Kind.TASKS]
    names = {each.name for each in owed}
    answers: dict[int, dict[str, str]] = {}
    last: dict[int, str] = {}
    contacts: dict[int, str] = {}
    for span, task, field, text in said:
        if span == period.id:
            answers.setdefault(task, {})[field] = text
        elif span == before and field == "progress":
            last[task] = text
        elif span == before and field == "contact" and phones.is_contact(text):
            contacts[task] = text
    for task in filter(None, numbers):
        if known := contacts.get(task) or _usual(contacts) or unit.called_on:
            answers.setdefault(task, {}).setdefault("contact", known)
    due = max((each.due for each in owed if each.kind is Kind.TASKS), default=period.due)
    return FormSheet(
        unit=unit.name,
        period=period.id,
        period_name=period.name,
        due=due,
        title=campaign.title,
        office=campaign.office,
        created=campaign.issued_on,
        list_digest=plan_.task_list.digest,
        tasks=tuple(task for task in plan_.task_list.tasks if task.seq in numbers),
        answers=answers,
        last=last,
        quotas=tuple(quota for quota in campaign.quotas if quota.name in names),
        deliverables=tuple(each for each in campaign.deliverables if each.name in names),
        layout=plan_.task_list.layout,
        last_text=campaign.form.last_text,
        duties=tuple(_duties(plan_, unit.name, [task for task in plan_.task_list.tasks if task.seq in numbers])),
        listed=plan_.task_list.title,
    )


def _duties(plan_: Plan, unit: str, tasks: Sequence[Task]) -> Iterator[str]:
    """第1、3项：牵头，…: what the unit must do, tasks with the same duty together, by the list's own numbers."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        if words := duty(plan_, unit, task.seq):
            found.setdefault(words, []).append(task)
    printed = [task.says("seq") for task in plan_.task_list.tasks]
    plain = len(set(printed)) == len(printed)
    for words, same in found.items():
        if len(same) == len(tasks):
            named = "各项" if len(tasks) > 1 else "本项"
        elif plain:
            named = f"第{'、'.join(task.says('seq') for task in same)}项"
        else:
            named = "、".join(f"“{shorten(task.detail, 16)}”" for task in same)
        yield f"{named}：{words}"


def _usual(contacts: Mapping[int, str]) -> str:
    """The one contact a unit gave last period for all its tasks, if it was one."""
    return next(iter(contacts.values())) if len(set(contacts.values())) == 1 else ""


def asked(ledger: Ledger, standing: Standing) -> tuple[tuple[FormSheet, Sequence[Finding]], ...]:
    """What goes back to every unit with cells in question, in roster order: its form's content, and the findings."""
    found: dict[str, list[Finding]] = {}
    for one in ledger.findings:
        if one.kind.sent_back and one.unit:
            found.setdefault(one.unit, []).append(one)
    content = {sheet.unit: sheet for sheet in sheets(ledger.plan, ledger.period, ledger.as_of, standing)}
    return tuple((content[unit], found[unit]) for unit in content if unit in found)
