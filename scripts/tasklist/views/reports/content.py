"""What page, mail and circular say of a period, gathered once so that they cannot disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tasklist.ledger.gaps import Gap, Matter, decisions, ranges, to_call
from tasklist.ledger.statistics import (
    Figures,
    Tally,
    cell_balance,
    change,
    conclusion,
    figures,
    file_balance,
    is_blank,
    is_doubtful,
    obligation_balance,
    percent,
)
from tasklist.model.ledger import Ledger, Status
from tasklist.plan import periods
from tasklist.plan.obligations import milestones
from tasklist.text.display import visible
from tasklist.text.moments import chinese, chinese_moment
from tasklist.text.phones import masked

FULL, EMPTY = "■", "□"
NEAR = timedelta(days=31)  # how far ahead a task's own date is told
NAMED = 3  # units with more time that are named for one date


@dataclass(frozen=True, slots=True)
class Card:
    """One of the five figures with its change against last period."""

    label: str
    value: int
    measure: str
    change: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A rate as a bar of ten signs, readable as plain text."""

    name: str
    signs: str
    percent: str
    detail: str


@dataclass(frozen=True)
class Brief:
    """The content of a report. Phones are masked: every use of it may leave the office."""

    title: str
    office: str
    period: str
    as_of: str
    conclusion: str
    cards: tuple[Card, ...]
    balances: tuple[str, ...]
    bars: tuple[Bar, ...]
    missing: tuple[str, ...]
    calls: tuple[tuple[str, str, str], ...]  # 单位, 所欠事项, 联络员 and masked phone
    blanks: tuple[tuple[str, str], ...]  # 单位, 任务3、7
    doubts: tuple[tuple[str, str], ...]
    decisions: tuple[Matter, ...]
    dates: tuple[str, ...]
    past_due: bool


def brief(ledger: Ledger, history: tuple[Ledger, ...] = ()) -> Brief:
    """Gather the content of a report from the ledger and the periods before it (oldest first)."""
    now = figures(ledger)
    before = figures(history[-1]).five if history else None
    return Brief(
        title=visible(ledger.plan.campaign.title),
        office=visible(ledger.plan.campaign.office),
        period=ledger.period.name,
        as_of=chinese_moment(ledger.as_of),
        conclusion=conclusion(now),
        cards=tuple(
            Card(label, value, measure, change(value, before[place][1] if before else None))
            for place, (label, value, measure) in enumerate(now.five)
        ),
        balances=(obligation_balance(now.total), file_balance(now), cell_balance(now.cells)),
        bars=_bars(now),
        missing=now.missing,
        calls=tuple(map(_call, to_call(ledger))),
        blanks=_told(ledger, blank=True),
        doubts=_told(ledger, blank=False),
        decisions=tuple(map(_for_leader, decisions(ledger))),
        dates=tuple(next_dates(ledger)),
        past_due=ledger.as_of > ledger.period.due,
    )


def _bars(now: Figures) -> tuple[Bar, ...]:
    def one(tally: Tally) -> Bar:
        rate = tally.reporting_rate
        full = int((rate or 0) * 10)
        return Bar(tally.name, FULL * full + EMPTY * (10 - full), percent(rate), f"{tally.returned}/{tally.due}项")

    return tuple(one(tally) for tally in (now.total, *now.groups))


def _for_leader(one: Matter) -> Matter:
    """What it is and who handles it, without the steps to take at the computer."""
    return replace(one, example=visible(one.told), todo=one.leader)


def _call(gap: Gap) -> tuple[str, str, str]:
    contact = " ".join(part for part in (gap.unit.contact, masked(gap.unit.phone)) if part)
    return visible(gap.unit.name), visible(gap.words), visible(contact) or "—"


def _told(ledger: Ledger, *, blank: bool) -> tuple[tuple[str, str], ...]:
    found = []
    for unit, lines in ledger.by_unit.items():
        tasks = [line.obligation.task or 0 for line in lines if (is_blank(line) if blank else is_doubtful(line))]
        if tasks:
            found.append((visible(unit), f"任务{ranges(tasks)}"))
    return tuple(found)


def next_dates(ledger: Ledger, most: int = 5) -> list[str]:
    """What falls due next, nearest first: one line per date."""
    due: dict[date, dict[str, None]] = {}
    for day, name in (*_owed_next(ledger), *_milestones(ledger), *_stages(ledger)):
        due.setdefault(day, {})[name] = None
    return [f"{chinese(day)}：{'、'.join(map(visible, names))}" for day, names in sorted(due.items())[:most]]


def _owed_next(ledger: Ledger) -> Iterator[tuple[date, str]]:
    """The form, documents and counted items not due yet; who has more time is named with what he has it for."""
    form = f"{ledger.period.name}任务进展"
    extended: dict[tuple[date, str], dict[str, list[int]]] = {}
    for line in ledger.lines:
        owed = line.obligation
        if line.status is Status.NOT_DUE and owed.due > ledger.as_of:
            if owed.extended:
                units = extended.setdefault((owed.due.date(), owed.name or form), {})
                units.setdefault(owed.unit, []).extend([owed.task] if owed.task else [])
            else:
                yield owed.due.date(), owed.name or form
    for (day, name), units in extended.items():
        told = [f"{unit}延期" + (f"的任务{ranges(tasks)}" if tasks else "") for unit, tasks in units.items()]
        more = f"等{len(told)}家" if len(told) > NAMED else ""
        yield day, f"{name}（{'、'.join(told[:NAMED])}{more}）"
    later = periods.following(ledger.plan.campaign, ledger.period)
    if later and ledger.as_of > ledger.period.due:
        yield later.due.date(), f"{later.name}任务进展"


def _milestones(ledger: Ledger) -> Iterator[tuple[date, str]]:
    """The days of the tasks' own 完成时限 that are near and charged to some unit."""
    today = ledger.as_of.date()
    owing: dict[int | None, list[str]] = {}
    for line in ledger.lines:
        if line.status is not Status.EXEMPT:
            owing.setdefault(line.obligation.task, []).append(line.obligation.unit)
    found: dict[date, list[int]] = {}
    for task in ledger.plan.task_list.tasks:
        for day in task.deadline.due:
            units = owing.get(task.seq, ()) if today <= day <= today + NEAR else ()
            if any(day in milestones(ledger.plan, unit, task.seq) for unit in units):
                found.setdefault(day, []).append(task.seq)
    for day, seqs in found.items():
        yield day, f"任务{ranges(seqs)}完成时限"


def _stages(ledger: Ledger) -> Iterator[tuple[date, str]]:
    for phase in ledger.plan.campaign.phases:
        if phase.until >= ledger.as_of.date():
            yield phase.until, f"{phase.name.removesuffix('阶段')}阶段结束"


def quoted(text: str) -> str:
    """`text` in Chinese quotation marks, those inside it turned into single ones."""
    return f"“{visible(text).replace('“', '‘').replace('”', '’')}”"
