"""Units crossed with what they owe: one column per task, document and quota, one crossing per unit that owes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tasklist.ledger.gaps import lacking
from tasklist.ledger.statistics import is_on_time
from tasklist.model.ledger import Ledger, Line, Status
from tasklist.model.plan import Kind

_WORST = (
    Status.MISSING, Status.PARTIAL, Status.PENDING, Status.LATE, Status.REPORTED, Status.NIL, Status.NOT_DUE,
    Status.EXEMPT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Crossing:
    """How a unit stands with one thing it owes: the worst status of its lines, and were all in time?

    `counted` of `wanted` items came, in the windows that are due or full; 0 of 0 where nothing is counted.
    """

    status: Status
    in_time: bool
    counted: int = 0
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that units owe: the number of a task, or the name of a document or quota."""

    kind: Kind
    name: str
    answered: int  # lines with an answer, of all units
    units: Mapping[str, Crossing]


def crossed(ledger: Ledger) -> tuple[Owed, ...]:
    """Everything owed by anyone: tasks by number, then documents and quotas."""
    found: dict[tuple[Kind, str], dict[str, list[Line]]] = {}
    for line in sorted(ledger.lines, key=_order):
        owed = line.obligation
        key = (owed.kind, f"{owed.task}" if owed.kind is Kind.TASKS else owed.name)
        found.setdefault(key, {}).setdefault(owed.unit, []).append(line)
    return tuple(
        Owed(
            kind,
            name,
            sum(line.status.answered for lines in units.values() for line in lines),
            {unit: _crossing(lines) for unit, lines in units.items()},
        )
        for (kind, name), units in found.items()
    )


def _order(line: Line) -> tuple[int, int]:
    return tuple(Kind).index(line.obligation.kind), line.obligation.task or 0


def _crossing(lines: Iterable[Line]) -> Crossing:
    lines = tuple(lines)
    worst = min((line.status for line in lines), key=_WORST.index)
    due = [
        line
        for line in lines
        if line.obligation.kind is Kind.QUOTA and line.status not in (Status.EXEMPT, Status.NOT_DUE, Status.PENDING)
    ]
    wanted = sum(line.obligation.at_least for line in due)
    return Crossing(worst, all(map(is_on_time, lines)), wanted - sum(map(lacking, due)), wanted)
