"""What page, mail and circular say of a period, gathered once so that they cannot disagree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from tasklist import periods
from tasklist.figures import (
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
from tasklist.gaps import Decision, Gap, decisions, masked, ranges, to_call
from tasklist.model import Ledger, Status
from tasklist.wording import visible

FULL, EMPTY = "■", "□"


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
    decisions: tuple[Decision, ...]
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
        as_of=moment(ledger.as_of),
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
        decisions=tuple(replace(one, example=masked(visible(one.example))) for one in decisions(ledger)),
        dates=tuple(next_dates(ledger)),
        past_due=ledger.as_of > ledger.period.due,
    )


def _bars(now: Figures) -> tuple[Bar, ...]:
    def one(tally: Tally) -> Bar:
        rate = tally.reporting_rate
        full = int((rate or 0) * 10)
        return Bar(tally.name, FULL * full + EMPTY * (10 - full), percent(rate), f"{tally.returned}/{tally.due}项")

    return tuple(one(tally) for tally in (now.total, *now.groups))


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
    for line in ledger.lines:
        owed = line.obligation
        if line.status is Status.NOT_DUE and owed.due > ledger.as_of:
            due.setdefault(owed.due.date(), {})[owed.name or f"{ledger.period.name}任务进展"] = None
    campaign = ledger.plan.campaign
    later = periods.following(campaign.periods, ledger.period, campaign.timezone, campaign.calendar)
    if later and ledger.as_of > ledger.period.due:
        due.setdefault(later.due.date(), {})[f"{later.name}任务进展"] = None
    for phase in campaign.phases:
        if phase.until >= ledger.as_of.date():
            due.setdefault(phase.until, {})[f"{phase.name.removesuffix('阶段')}阶段结束"] = None
    return [f"{chinese(day)}：{'、'.join(map(visible, names))}" for day, names in sorted(due.items())[:most]]


def quoted(text: str) -> str:
    """`text` in Chinese quotation marks, those inside it turned into single ones."""
    return f"“{visible(text).replace('“', '‘').replace('”', '’')}”"


def chinese(day: date | datetime) -> str:
    """2023年6月25日."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment(when: datetime) -> str:
    """2023年6月25日 09:00."""
    return f"{chinese(when)} {when:%H:%M}"
