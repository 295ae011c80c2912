"""What a leader asks of a period, answered from its ledger: who has sent nothing, who was late and how often, who is
incomplete, what waits at the office, how every document and counted item stands, and what a leader must decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from tasklist.ledger.gaps import lacking, lacks_document, words
from tasklist.ledger.statistics import Figures, is_overdue, items, of_now
from tasklist.model.finding import Finding, Severity
from tasklist.model.ledger import Ledger, Line, Status
from tasklist.model.plan import Kind
from tasklist.model.returns import Outcome
from tasklist.plan.tiers import MASTER


@dataclass(frozen=True, slots=True)
class Silent:
    """A unit whose form has not come, or came with nothing in it; for how many periods running whose day is past."""

    unit: str
    running: int
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Tardy:
    """What came late: `what` is the document or counted item, or empty for the form; how many days; how many periods
    running the unit's form, or what it owes in place of one, was late.
    """

    unit: str
    what: str
    days: int
    running: int = 1
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of how many of one document or counted item: `came` of `owing`, in units or in items.

    `lacking`: unit → what it still lacks, in a few words, of those whose time has come. `open`: is its day still ahead?
    """

    name: str
    counted: bool
    due: date | None
    open: bool
    came: int
    owing: int
    late: int
    pending: int
    lacking: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Attention:
    """The answers, each in roster order. `incomplete`: unit → what lacks in what it sent."""

    silent: tuple[Silent, ...]
    tardy: tuple[Tardy, ...]
    incomplete: tuple[tuple[str, str], ...]
    pending: tuple[str, ...]
    files: int
    standings: tuple[Standing, ...]
    decisions: tuple[Finding, ...]


def attention(ledger: Ledger, now: Figures, past: Sequence[Figures]) -> Attention:
    """The answers for a period; `past`: the figures of the periods before, oldest first."""
    returned, empty, before = set(now.returned), set(now.empty), _silent(past)
    silent = {*now.missing, *empty}
    return Attention(
        silent=tuple(
            Silent(unit, _running(before, unit, int(ledger.as_of > ledger.period.due)), unit in empty)
            for unit in now.expected
            if unit in silent
        ),
        tardy=tuple(_tardy(ledger, now, past)),
        incomplete=tuple(
            (unit, said)
            for unit, lines in ledger.by_unit.items()
            if (said := words(line for line in lines if _lacks(line, ledger, sent=unit in returned)))
        ),
        pending=tuple(
            unit for unit, lines in ledger.by_unit.items() if any(line.status is Status.PENDING for line in lines)
        ),
        files=now.files[Outcome.SET_ASIDE] + now.files[Outcome.PENDING],
        standings=tuple(_standings(ledger)),
        decisions=tuple(sorted(_for_leader(ledger), key=lambda one: tuple(Severity).index(one.severity))),
    )


def _lacks(line: Line, ledger: Ledger, *, sent: bool) -> bool:
    """Does something lack in what came? What has not come at all is told elsewhere."""
    if not is_overdue(line, ledger.as_of):
        return False
    if line.obligation.kind is Kind.TASKS:
        return sent and not line.empty
    return line.obligation.kind is Kind.DELIVERABLE and line.status is Status.PARTIAL


# --- late, and how often --------------------------------------------------------------------------


Periods = Sequence[tuple[Set[str], Set[str]]]  # of each: the units that owed, and those of which something was so


def _silent(past: Iterable[Figures]) -> Periods:
    return [(frozenset(each.expected), {*each.missing, *each.empty}) for each in past]


def _late(past: Iterable[Figures]) -> Periods:
    return [(frozenset(each.expected), frozenset(each.late)) for each in past]


def _running(periods: Periods, unit: str, running: int) -> int:
    """For how many periods running, `running` of this one; one in which it owed nothing neither counts nor ends it."""
    for owing, were in reversed(periods):
        if unit in owing:
            if unit not in were:
                break
            running += 1
    return running


def _tardy(ledger: Ledger, now: Figures, past: Sequence[Figures]) -> Iterator[Tardy]:
    late, before = frozenset(now.late), _late(past)
    for unit, lines in ledger.by_unit.items():
        form = [line for line in lines if line.obligation.kind is Kind.TASKS]
        days = max((_days(line, ledger) for line in form), default=0)
        running = _running(before, unit, 1) if unit in late else 1
        if unit in late and days:
            yield Tardy(unit, "", days, running)
        here = of_now(lines, ledger.period)
        for kind in (Kind.DELIVERABLE, Kind.QUOTA):
            things: dict[str, int] = {}
            for line in (line for line in lines if line.obligation.kind is kind and line.status in _CAME_LATE[kind]):
                if kind is Kind.DELIVERABLE or line in here:  # a bulletin that came late in April is none of June's
                    days = max(_days(line, ledger), things.get(line.obligation.name, 0))
                    things[line.obligation.name] = days
            for name, days in things.items():
                if days:
                    yield Tardy(unit, name, days, 1 if form else running, counted=kind is Kind.QUOTA)


_CAME_LATE = {Kind.DELIVERABLE: (Status.LATE, Status.PARTIAL), Kind.QUOTA: (Status.LATE,)}


def _days(line: Line, ledger: Ledger) -> int:
    """How many days after its due day it came; a few hours of the same day count as one."""
    due = line.obligation.due
    if line.received is None or line.received <= due or line.status is Status.EXEMPT:
        return 0
    campaign = ledger.plan.campaign
    return max((campaign.day(line.received) - campaign.day(due)).days, 1)


# --- documents and counted items ------------------------------------------------------------------


def _standings(ledger: Ledger) -> Iterator[Standing]:
    campaign = ledger.plan.campaign
    for document in campaign.deliverables:
        lines = _of(ledger, Kind.DELIVERABLE, document.name)
        if lines:
            yield _document(ledger, document.name, document.due, lines)
    if masters := _of(ledger, Kind.DELIVERABLE, MASTER):
        yield _document(ledger, MASTER, ledger.period.due.date(), masters)
    for quota in campaign.quotas:
        lines = [line for line in _of(ledger, Kind.QUOTA, quota.name) if line.status is not Status.NOT_DUE]
        if lines:
            yield _counted(quota.name, lines)


def _of(ledger: Ledger, kind: Kind, name: str) -> list[Line]:
    return [
        line
        for line in ledger.lines
        if (line.obligation.kind, line.obligation.name) == (kind, name) and line.status is not Status.EXEMPT
    ]


def _document(ledger: Ledger, name: str, due: date, lines: Sequence[Line]) -> Standing:
    here = [
        line for line in lines if line.status.answered or (line.status is Status.PARTIAL and not lacks_document(line))
    ]
    away = [
        line for line in lines if line.status in (Status.MISSING, Status.PARTIAL) and is_overdue(line, ledger.as_of)
    ]
    return Standing(
        name,
        counted=False,
        due=due,
        open=all(ledger.as_of < line.obligation.due for line in lines),
        came=len(here),
        owing=len(lines),
        late=sum(line.status is Status.LATE for line in lines),
        pending=sum(line.status is Status.PENDING for line in lines),
        lacking=tuple((line.obligation.unit, "缺佐证材料" if line in here else "") for line in away),
    )


def _counted(name: str, lines: Sequence[Line]) -> Standing:
    """Items of the windows that are over; of one that waits for a person nothing is said to lack."""
    due = [line for line in lines if line.status is not Status.PENDING]
    short: dict[str, int] = {}
    for line in due:
        short[line.obligation.unit] = short.get(line.obligation.unit, 0) + lacking(line)
    owing = sum(line.obligation.at_least for line in due)
    return Standing(
        name,
        counted=True,
        due=None,
        open=False,
        came=sum(min(items(line), line.obligation.at_least) for line in due),
        owing=owing,
        late=sum(line.status is Status.LATE for line in due),
        pending=len(lines) - len(due),
        lacking=tuple((unit, f"缺{count}条") for unit, count in short.items() if count),
    )


def _for_leader(ledger: Ledger) -> Iterable[Finding]:
    """Findings only a leader can answer: who is responsible, by when, whether an exemption stands."""
    return (one for one in ledger.findings if one.kind.asks_leader)
