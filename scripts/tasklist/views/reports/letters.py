"""The mails, as pure Messages: the report to leaders and the alarm to the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tasklist.ledger.summary import Summary
from tasklist.model.message import Attachment, Message
from tasklist.model.plan import Campaign
from tasklist.tables.letter_lines import BY_US
from tasklist.text.display import shorten, visible
from tasklist.text.moments import chinese
from tasklist.views.attention import Item, Part
from tasklist.views.reports import page
from tasklist.views.reports.content import Brief, brief

FOOT = f"{BY_US}。数字以附件汇总表为准。"
UNIT_FOOT = f"{BY_US}；如已报送，请忽略。"

_ALARM_FOOT = f"{BY_US}，每天至多一封；详情见 outbox/log/ 和 check --health。"

Parts = Sequence[tuple[str, Sequence[str]]]


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
