"""What page, mail and circular say of a period, gathered once so that they cannot disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tasklist.ledger.gaps import Gap, Matter, ranges
from tasklist.ledger.statistics import Figures, Tally
from tasklist.ledger.summary import Card, Summary
from tasklist.text.display import percent, visible
from tasklist.text.moments import chinese, chinese_moment
from tasklist.text.phones import masked

FULL, EMPTY = "■", "□"


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


def brief(summary: Summary) -> Brief:
    """What a report says, from the summary of its period."""
    ledger = summary.ledger
    return Brief(
        title=visible(ledger.plan.campaign.title),
        office=visible(ledger.plan.campaign.office),
        period=ledger.period.name,
        as_of=chinese_moment(ledger.as_of),
        conclusion=summary.conclusion,
        cards=summary.cards,
        balances=summary.balances,
        bars=_bars(summary.now),
        missing=summary.now.missing,
        calls=tuple(map(_call, summary.calls)),
        blanks=_told(summary.blanks),
        doubts=_told(summary.doubts),
        decisions=tuple(map(_for_leader, summary.matters)),
        dates=tuple(f"{chinese(day)}：{'、'.join(map(visible, names))}" for day, names in summary.dates),
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


def _told(found: Mapping[str, tuple[int, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple((visible(unit), f"任务{ranges(tasks)}") for unit, tasks in found.items())


def quoted(text: str) -> str:
    """`text` in Chinese quotation marks, those inside it turned into single ones."""
    return f"“{visible(text).replace('“', '‘').replace('”', '’')}”"
