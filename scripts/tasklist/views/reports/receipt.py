"""Receipts: one letter a unit whose files came, with what became of them and what is still owed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from tasklist.ledger.summary import Summary
from tasklist.model.ledger import FileRecord, Ledger, Line
from tasklist.model.message import Message
from tasklist.model.returns import Outcome
from tasklist.model.roster import Unit
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
    files = [
        f"{place}. {visible(record.path.rsplit('/', 1)[-1])}：{chinese_moment(record.received)}收到，"
        f"{record.outcome.label}"
        + (f"（{visible(why(record))}）" if record.reason else "")
        + f"；有字单元格{record.cells.seen}个，并入{record.cells.merged}个，未归位{record.cells.unplaced}个；"
        f"校验码{record.sha256[:16]}"
        for place, record in enumerate(records, 1)
    ]
    title = visible(ledger.plan.campaign.title)
    parts: list[tuple[str, Sequence[str]]] = [
        ("", [f"贵单位报送的《{title}》{ledger.period.name}材料已收到，现予回执。"]),
        (f"收到的文件（{len(records)}个）", files),
    ]
    if overdue:
        parts.append(("仍需补报", owed(ledger, overdue)))
    letter = Letter(
        subject(f"【回执】{title} {ledger.period.name}：已收到{len(records)}个文件"), f"{visible(unit.name)}：", parts,
        "本邮件由任务清单台账系统自动发出，无需回复。",
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
