"""The hidden sheet of a master: its mark, and what it says to the office above that none of its rows shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tasklist.ledger.status import came
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Ledger, Line, Status
from tasklist.model.plan import Kind
from tasklist.model.returns import Entry
from tasklist.tables.handed_up import HandedFact, hidden_rows
from tasklist.tables.marks import MASTER_MARK
from tasklist.text.display import visible
from tasklist.text.moments import moment


def rows(summary: Summary) -> Iterator[tuple[str, ...]]:
    """The rows of the hidden sheet."""
    ledger = summary.ledger
    told = hidden_rows(MASTER_MARK, ledger.period.id, summary.digest, ledger.plan.campaign.office, _facts(ledger))
    yield from (tuple(map(visible, row)) for row in told)


def _facts(ledger: Ledger) -> Iterator[HandedFact]:
    for line in ledger.lines:
        if line.obligation.kind is Kind.TASKS:
            yield from _of_task(line)
        else:
            yield from _of_thing(line)
    here = {unit for unit, span in ledger.annexed if span == ledger.period.id}
    yield from (
        HandedFact(Kind.TASKS, unit.name, field="annexed") for unit in ledger.plan.roster.units if unit.name in here
    )


def _of_task(line: Line) -> Iterator[HandedFact]:
    """What the row of a task does not show: when it counts as received, where that differs; what is instead of text."""
    owed, progress, verdict = line.obligation, line.answer("progress"), line.verdict
    receipt = progress.stamp.receipt if progress else None
    doubt = receipt.doubt if receipt else ""
    instead = verdict if verdict and verdict.no_text else None
    counted = progress.stamp.received if progress and doubt else line.received
    shown = moment(progress.stamp.received) if progress else ""
    if line.returned and (doubt or instead or moment(counted) != shown):
        yield HandedFact(
            owed.kind, owed.unit, str(owed.task), owed.span, "progress", instead.reason if instead else "",
            received=_iso(counted), doubt=doubt, earliest=_iso(receipt.earliest) if receipt else "",
            instead=instead.code if instead else "",
        )  # fmt: skip


def _of_thing(line: Line) -> Iterator[HandedFact]:
    """The documents and counted items that came, and what may be one and waits for a person."""
    owed = line.obligation
    for entry in line.entries:
        yield _of_entry(line, entry)
    if line.status is Status.PENDING:
        yield HandedFact(owed.kind, owed.unit, owed.name, owed.span, "waiting", line.time.sentence)


def _of_entry(line: Line, entry: Entry) -> HandedFact:
    owed, stamp = line.obligation, entry.stamp
    in_time = entry.until is not None and came(entry, owed) < stamp.received
    return HandedFact(
        owed.kind, owed.unit, owed.name, entry.span, entry.field, entry.text, entry.title, str(entry.on or ""),
        _iso(stamp.received), _iso(entry.until) if in_time else "", stamp.receipt.doubt, _iso(stamp.receipt.earliest),
        sha256=stamp.sha256 if entry.kind is Kind.DELIVERABLE else "",
    )  # fmt: skip


def _iso(when: datetime | None) -> str:
    return when.isoformat() if when else ""
