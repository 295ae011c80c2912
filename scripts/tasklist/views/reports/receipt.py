"""Receipts: one letter a unit whose files came, with what became of them and what is still owed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from tasklist.ledger.summary import Summary
from tasklist.model.ledger import FileRecord, Ledger, Line
from tasklist.model.message import Message
from tasklist.model.returns import Outcome
from tasklist.model.roster import Unit
from tasklist.tables import letter_lines
from tasklist.text.display import visible
from tasklist.text.moments import chinese_moment
from tasklist.views.reports.letters import subject
from tasklist.views.reports.reminder import Letter, owed, why


def receipts(summary: Summary) -> tuple[Message, ...]:
    """A receipt to each unit whose files came: what arrived, when, its check code, how much was taken in.

    The key names the files, so a receipt is sent once for what it confirms, whatever the slot.
    """
    ledger = summary.ledger
    units = {unit.name: unit for unit in ledger.plan.roster.units if unit.emails}
    overdue = {gap.unit.name: gap.overdue for gap in summary.calls}
    came: dict[str, list[FileRecord]] = {}
    for record in ledger.files:
        if record.unit in units and not record.member and record.outcome not in (Outcome.IGNORED, Outcome.PENDING):
            came.setdefault(record.unit, []).append(record)
    return tuple(_receipt(ledger, units[name], came[name], overdue.get(name, ())) for name in units if name in came)


def _receipt(ledger: Ledger, unit: Unit, records: Sequence[FileRecord], overdue: Sequence[Line]) -> Message:
    files = [f"{place}. {_received(record)}" for place, record in enumerate(records, 1)]
    title = visible(ledger.plan.campaign.title)
    parts: list[tuple[str, Sequence[str]]] = [
        ("", [letter_lines.CAME.format(title=title, period=ledger.period.name)]),
        (letter_lines.FILES.format(count=len(records)), files),
    ]
    if overdue:
        parts.append((letter_lines.STILL, owed(ledger, overdue)))
    letter = Letter(
        subject(f"【回执】{title} {ledger.period.name}：已收到{len(records)}个文件"), f"{visible(unit.name)}：", parts,
        f"{letter_lines.BY_US}，无需回复。",
    )  # fmt: skip
    mark = hashlib.sha256("".join(sorted(record.sha256 for record in records)).encode()).hexdigest()[:12]
    return Message(
        key=f"receipt:{ledger.period.id}:{unit.name}:{mark}",
        to=unit.emails,
        subject=letter.subject,
        text=letter.text(ledger),
        html=letter.html(ledger),
        unit=unit.name,
    )


def _received(record: FileRecord) -> str:
    """What a unit is told of one file."""
    cells, reason = record.cells, f"（{visible(why(record))}）" if record.reason else ""
    return letter_lines.RECEIVED.format(
        file=visible(record.path.rsplit("/", 1)[-1]),
        moment=chinese_moment(record.received),
        outcome=f"{record.outcome.label}{reason}",
        seen=cells.seen,
        merged=cells.merged,
        unplaced=cells.unplaced,
        code=record.sha256[:16],
    )
