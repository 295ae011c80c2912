"""The mails, as pure Messages: the report to leaders, reminders to those who owe, receipts to those who returned."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tasklist.ledger.gaps import Gap, lack, lacking
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import FileRecord, Ledger, Line, Status
from tasklist.model.message import Attachment, Message
from tasklist.model.plan import Campaign, Kind
from tasklist.model.returns import Outcome
from tasklist.model.roster import Unit
from tasklist.plan import periods
from tasklist.plan.roles import duty
from tasklist.text.display import shorten, visible
from tasklist.text.moments import chinese, chinese_moment
from tasklist.views.attention import Item, Part
from tasklist.views.reports import page
from tasklist.views.reports.content import Brief, brief, quoted

FOOT = "本邮件由任务清单台账系统自动发出。数字以附件汇总表为准。"
UNIT_FOOT = "本邮件由任务清单台账系统自动发出；如已报送，请忽略。"

_ALARM_FOOT = "本邮件由任务清单台账系统自动发出，每天至多一封；详情见 outbox/log/ 和 check --health。"

Parts = Sequence[tuple[str, Sequence[str]]]


class Stage(StrEnum):
    """The steps of reminding: before the due date, after it, before names are circulated."""

    BEFORE = "before"
    AFTER = "after"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """The step in Chinese, as it stands in the subject."""
        return {"before": "提醒", "after": "催报", "notice": "通报前告知"}[self.value]


# --- the report ---------------------------------------------------------------------------------


def report(
    summary: Summary,
    *,
    once: str,
    attachments: tuple[Attachment, ...] = (),
    note: str = "",
) -> Message:
    """The report of a period to `report_to` and `cc`; "nothing new" is still a report.

    `note`: one sentence of the office or the program (an attachment left out and where it is, 本期无新增…).
    """
    content = brief(summary)
    ledger, now = summary.ledger, summary.now
    mail = ledger.plan.campaign.mail
    counts = f"应报{len(now.expected)} 已报{len(now.returned)}"
    more = "".join(
        f" {word}{count}" for word, count in (("空白", now.total.blank), ("存疑", now.total.doubtful)) if count
    )
    return Message(
        key=f"report:{ledger.period.id}:{once}",
        to=mail.report_to,
        cc=mail.cc,
        subject=subject(f"【{ledger.period.name}】{ledger.plan.campaign.title}：{counts}{more}"),
        text=_report_text(content, note),
        html=page.mail(content, note, FOOT),
        attachments=attachments,
    )


def subject(text: str) -> str:
    """A subject line: one line, nothing that could become a header of its own."""
    return shorten(visible(text), 120)


def _report_text(content: Brief, note: str) -> str:
    cards = "　".join(f"{card.label}{card.value}{card.measure}（较上期{card.change}）" for card in content.cards)
    parts: Parts = (
        (content.conclusion, [visible(note)] if note else []),
        (f"{content.title}　{content.period}　数据截至{content.as_of}", [cards, *content.balances]),
        *((part.heading, _told(part)) for part in content.parts),
        ("报送率", [f"{bar.signs} {bar.percent}　{bar.name}（{bar.detail}）" for bar in content.bars]),
        ("下一步日期", content.dates or ["没有待到期的事项。"]),
    )
    return plain(
        [(heading, lines) for heading, lines in parts if lines or heading == content.conclusion], content.office
    )


def _told(part: Part) -> list[str]:
    """The answers of a part as lines, a sentence to forward below its own."""
    texts = [f"{one.text}（{one.contact}）" if one.contact else one.text for one in part.items]
    if part.joined or not texts:
        return ["；".join(texts) or part.none]
    return [line for one, text in zip(part.items, texts, strict=True) for line in (text, *_ready(one))]


def _ready(one: Item) -> list[str]:
    return [f"　→ 可直接转发：{one.ready}"] if one.ready else []


def plain(parts: Parts, office: str, foot: str = FOOT) -> str:
    """The plain body: headings as they are, lines under them indented, the office and the foot at the end."""
    blocks = [
        "\n".join([heading, *(f"  {line}" for line in lines)] if heading else list(lines)) for heading, lines in parts
    ]
    return "\n\n".join((*blocks, office, foot)) + "\n"


# --- reminders ----------------------------------------------------------------------------------


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


_NIL = "；本期确无开展的，请按零报告填写并说明情况"  # of a document there is no report that nothing was done
_BY_FORM = "请填写下发的表格（或随信所附的补填表）后回复本邮件，表内的单位、序号请勿改动。感谢支持！"
_BY_DOCUMENT = "请将所欠材料作为附件回复本邮件；要求附佐证材料的，请一并发来。感谢支持！"
_ASKS = {
    Stage.BEFORE: "为便于汇总，请在到期前报送以下事项。",
    Stage.AFTER: "以下事项已到报送期限，尚未报齐，请尽快补报{nil}。",
    Stage.NOTICE: "以下事项经提醒和催报仍未报齐，拟列入本期报送情况通报。请于今日内补报；确有特殊情况的，请书面说明。",
}


def _reminder(ledger: Ledger, stage: Stage, gap: Gap) -> Letter:
    title = visible(ledger.plan.campaign.title)
    asks = _ASKS[stage].format(nil=_NIL if any(line.obligation.kind is Kind.TASKS for line in gap.overdue) else "")
    kinds = {line.obligation.kind for line in (*gap.overdue, *gap.soon)}
    parts: list[tuple[str, Sequence[str]]] = [("", [f"贵单位承担的《{title}》{ledger.period.name}报送事项：{asks}"])]
    if gap.overdue:
        parts.append((f"已到期未报齐（{len(gap.overdue)}项）", owed(ledger, gap.overdue)))
    if gap.soon:
        parts.append((f"即将到期（{len(gap.soon)}项）", owed(ledger, gap.soon)))
    if aside := held(ledger, gap.unit):
        numbered = [f"{place}. {words}" for place, words in enumerate(aside, 1)]
        parts.append((f"已收到但没有并入的文件（{len(aside)}个）", numbered))
    parts.append(("", [_BY_DOCUMENT if kinds == {Kind.DELIVERABLE} else _BY_FORM]))
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
        f"{visible(one.path.rsplit('/', 1)[-1])}（{chinese_moment(one.received)}收到）：{visible(_why(one))}"
        for one in files
    ]


def _why(record: FileRecord) -> str:
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
        what = f"任务{one.task}{quoted(shorten(task.detail, 36))}" if task else f"任务{one.task}"
        lacks = "进展未报"
        if line.status is Status.PARTIAL:
            lacks = (
                f"进展需补填（{visible(line.verdict.reason)}）" if line.verdict and line.verdict.reason else "进展空白"
            )
    elif one.kind is Kind.DELIVERABLE:
        what = f"《{visible(one.name)}》" + ("（含佐证材料）" if one.evidence else "")
        lacks = lack(line)
    else:
        what = visible(f"{one.name}（{periods.spoken(one.span)}）")
        lacks = f"应报{one.at_least}件，还缺{lacking(line)}件"
    until = f"（已延期：{visible(one.extended)}）" if one.extended else ""
    part = duty(ledger.plan, one.unit, one.task) if one.task else ""
    return f"{what}：{lacks}，应于{due}报送{until}" + (f"；贵单位职责：{visible(part)}" if part else "")


# --- for the office itself ----------------------------------------------------------------------


def alarm(campaign: Campaign, lines: Sequence[str], as_of: datetime) -> Message:
    """To the operator: jobs of the agenda that failed. Its key is the day: once a day at most."""
    office, parts = visible(campaign.office), [("没有做成的任务，请尽快处理", [visible(line) for line in lines])]
    return Message(
        key=f"alarm:{as_of:%Y-%m-%d}",
        to=(campaign.mail.operator,),
        subject=subject(f"【定时任务失败】{campaign.title}"),
        text=plain(parts, f"{office}　{chinese(as_of)}", _ALARM_FOOT),
        html=page.letter("值班同志：", parts, office, chinese(as_of), _ALARM_FOOT),
    )


# --- receipts -----------------------------------------------------------------------------------


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
        + (f"（{visible(_why(record))}）" if record.reason else "")
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
