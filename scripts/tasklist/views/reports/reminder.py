"""Reminders: one letter a unit that owes, before the due day, after it, before names are circulated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tasklist.ledger.gaps import Gap, lack, lacking
from tasklist.ledger.history import field_name
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import FileRecord, Ledger, Line, Status
from tasklist.model.message import Attachment, Message
from tasklist.model.plan import Kind
from tasklist.model.returns import Outcome
from tasklist.model.roster import Unit
from tasklist.plan import periods
from tasklist.plan.roles import duty
from tasklist.tables import letter_lines
from tasklist.text.display import shorten, visible
from tasklist.text.moments import chinese, chinese_moment
from tasklist.views.reports import page
from tasklist.views.reports.content import quoted
from tasklist.views.reports.letters import UNIT_FOOT, Parts, plain, subject


class Stage(StrEnum):
    """The steps of reminding: before the due date, after it, before names are circulated."""

    BEFORE = "before"
    AFTER = "after"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """The step in Chinese, as it stands in the subject."""
        return {"before": "提醒", "after": "催报", "notice": "通报前告知"}[self.value]


def reminders(
    summary: Summary,
    stage: Stage,
    *,
    once: str,
    attachments: Mapping[str, tuple[Attachment, ...]] | None = None,
) -> tuple[Message, ...]:
    """One letter to each unit that owes now and has an address, in roster order.

    `BEFORE` goes to whoever owes something due soon or overdue, the later stages only where something is
    overdue. Units without an address are left to 催报清单. `attachments`: by unit name.
    """
    found, ledger = [], summary.ledger
    for gap in owing(summary, stage):
        if gap.unit.emails:
            letter = _reminder(ledger, stage, gap)
            found.append(
                Message(
                    key=f"remind:{ledger.period.id}:{stage.value}:{gap.unit.name}:{once}",
                    to=gap.unit.emails,
                    subject=letter.subject,
                    text=letter.text(ledger),
                    html=letter.html(ledger),
                    attachments=(attachments or {}).get(gap.unit.name, ()),
                    unit=gap.unit.name,
                )
            )
    return tuple(found)


def owing(summary: Summary, stage: Stage) -> tuple[Gap, ...]:
    """The units a stage is for: after the due date only those with something overdue."""
    return tuple(gap for gap in summary.gaps if gap.overdue or stage is Stage.BEFORE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to a unit before it becomes text and HTML."""

    subject: str
    greeting: str
    parts: Parts
    foot: str = UNIT_FOOT

    def text(self, ledger: Ledger) -> str:
        """The plain body."""
        office = f"{visible(ledger.plan.campaign.office)}　{chinese(ledger.as_of)}"
        return plain([(self.greeting, []), *self.parts], office, self.foot)

    def html(self, ledger: Ledger) -> str:
        """The HTML body: the same words."""
        office = visible(ledger.plan.campaign.office)
        return page.letter(self.greeting, self.parts, office, chinese(ledger.as_of), self.foot)


def _reminder(ledger: Ledger, stage: Stage, gap: Gap) -> Letter:
    title = visible(ledger.plan.campaign.title)
    asks = letter_lines.ASKS[stage.value].format(
        nil=letter_lines.NIL if any(line.obligation.kind is Kind.TASKS for line in gap.overdue) else ""
    )
    kinds = {line.obligation.kind for line in (*gap.overdue, *gap.soon)}
    parts: list[tuple[str, Sequence[str]]] = [
        ("", [letter_lines.OPENS.format(title=title, period=ledger.period.name, asks=asks)])
    ]
    if gap.overdue:
        parts.append((letter_lines.OVERDUE.format(count=len(gap.overdue)), owed(ledger, gap.overdue)))
    if gap.soon:
        parts.append((letter_lines.SOON.format(count=len(gap.soon)), owed(ledger, gap.soon)))
    if aside := held(ledger, gap.unit):
        numbered = [f"{place}. {words}" for place, words in enumerate(aside, 1)]
        parts.append((letter_lines.ASIDE.format(count=len(aside)), numbered))
    parts.append(("", [letter_lines.BY_DOCUMENT if kinds == {Kind.DELIVERABLE} else letter_lines.BY_FORM]))
    count = len(gap.overdue) if stage is not Stage.BEFORE else len(gap.overdue) + len(gap.soon)
    return Letter(
        subject(f"【{stage.label}】{title} {ledger.period.name}：贵单位尚有{count}项待报"),
        f"{visible(gap.unit.name)}：",
        parts,
    )


def held(ledger: Ledger, unit: Unit) -> list[str]:
    """The unit's files that came and could not be taken in, one line each: when, which, why."""
    files = [one for one in ledger.files if one.outcome is Outcome.SET_ASIDE and one.unit == unit.name]
    return [
        letter_lines.LEFT.format(
            file=visible(one.path.rsplit("/", 1)[-1]), moment=chinese_moment(one.received), why=visible(why(one))
        )
        for one in files
    ]


def why(record: FileRecord) -> str:
    """Why a file was not taken in, and what the unit itself can do about it."""
    asked = record.question
    return f"{asked.seen}，请{asked.ask}" if asked and asked.ask else record.reason


def owed(ledger: Ledger, lines: Sequence[Line]) -> list[str]:
    """Exactly what is owed, one line each: number, the task's words, what is lacking, its date."""
    return [f"{place}. {_owed(ledger, line)}" for place, line in enumerate(lines, 1)]


def _owed(ledger: Ledger, line: Line) -> str:
    one = line.obligation
    due = f"{chinese(one.due)}前"
    if one.kind is Kind.TASKS:
        task = ledger.plan.task_list.find(one.task or 0)
        main = field_name("progress", ledger.plan.task_list.layout)
        shown = quoted(shorten(task.detail, 36)) if task and shorten(task.detail, 16) not in task.own_name else ""
        what = visible(one.label) + shown
        lacks = f"{main}未报"
        if line.status is Status.PARTIAL:
            lacks = (
                f"{main}需补填（{visible(line.verdict.reason)}）"
                if line.verdict and line.verdict.reason
                else f"{main}空白"
            )
    elif one.kind is Kind.DELIVERABLE:
        what = f"《{visible(one.name)}》" + ("（含佐证材料）" if one.evidence else "")
        lacks = lack(line)
    else:
        what = visible(f"{one.name}（{periods.spoken(one.span)}）")
        lacks = f"应报{one.at_least}件，还缺{lacking(line)}件"
    until = f"（已延期：{visible(one.extended)}）" if one.extended else ""
    part = duty(ledger.plan, one.unit, one.task) if one.task else ""
    return letter_lines.OWED.format(what=what, lacks=lacks, due=due, until=until) + (
        f"；贵单位职责：{visible(part)}" if part else ""
    )
