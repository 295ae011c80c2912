"""What page, mail and circular say of a period, gathered once so that they cannot disagree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from tasklist.ledger.statistics import Figures
from tasklist.ledger.summary import Card, Summary
from tasklist.ledger.tally import Tally
from tasklist.model.roster import Unit
from tasklist.text.display import percent, visible
from tasklist.text.moments import chinese, chinese_moment
from tasklist.text.phones import masked
from tasklist.views.attention import Part, parts

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
    """The content of a report. Phones are masked unless `mail.show_phones` says otherwise: it may leave the office."""

    title: str
    office: str
    period: str
    as_of: str
    conclusion: str
    cards: tuple[Card, ...]
    balances: tuple[str, ...]
    bars: tuple[Bar, ...]
    parts: tuple[Part, ...]
    dates: tuple[str, ...]


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
        parts=parts(summary, partial(_contact, shown=ledger.plan.campaign.mail.show_phones)),
        dates=tuple(f"{chinese(day)}：{'、'.join(map(visible, names))}" for day, names in summary.dates),
    )


def _bars(now: Figures) -> tuple[Bar, ...]:
    def one(tally: Tally) -> Bar:
        rate = tally.reporting_rate
        full = int((rate or 0) * 10)
        return Bar(tally.name, FULL * full + EMPTY * (10 - full), percent(rate), f"{tally.returned}/{tally.due}项")

    return tuple(one(tally) for tally in (now.total, *now.groups))


def _contact(unit: Unit, *, shown: bool) -> str:
    """A unit's contact as it may leave the office: the telephone in full only where the config says so."""
    phone = unit.phone if shown else masked(unit.phone)
    return " ".join(part for part in (unit.contact, phone) if part)


def quoted(text: str) -> str:
    """`text` in Chinese quotation marks, those inside it turned into single ones."""
    return f"“{visible(text).replace('“', '‘').replace('”', '’')}”"
