"""催报清单.xlsx: whom to call, about what, and the words to paste into a message."""

from __future__ import annotations

import io

from tasklist.ledger.gaps import Gap
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Colour, Ledger
from tasklist.text.display import visible
from tasklist.text.moments import chinese, chinese_moment
from tasklist.views.master.columns import Column, listed
from tasklist.views.master.sheet import Sheet, ShownCell, Value, finished, workbook
from tasklist.views.reports.reminder import Stage, held, owed, owing
from tasklist.views.style import LIGHTS


def call_list(summary: Summary, stage: Stage = Stage.AFTER) -> bytes:
    """The workbook of every unit the stage is for, with or without an address, in roster order."""
    stream, ledger = io.BytesIO(), summary.ledger
    book = workbook(stream, "催报清单", office=ledger.plan.campaign.office, as_of=ledger.as_of)
    sheet = Sheet(book, "催报清单")
    found = owing(summary, stage)
    title = visible(ledger.plan.campaign.title)
    known = f"{title}　{ledger.period.name}　数据截至{chinese_moment(ledger.as_of)}　共{len(found)}家。"
    note = known + "没有邮箱的单位以红色标出，只能电话联系。"
    columns: tuple[Column[Gap], ...] = (
        Column("单位", 20, lambda gap: gap.unit.name, repeated=True),
        Column("联络员", 11, lambda gap: gap.unit.contact, "centre"),
        Column("电话", 14, lambda gap: gap.unit.phone, "centre"),
        Column("邮箱", 9, _address, "centre"),
        Column("欠报事项", 34, _owes),
        Column("可直接粘贴的文字", 62, lambda gap: paste(ledger, gap)),
    )
    listed(sheet, "催报清单", note, columns, found, back=False)
    return finished(book, stream)


def _address(gap: Gap) -> Value:
    return "有" if gap.unit.emails else ShownCell("没有", tint=LIGHTS[Colour.RED])


def _owes(gap: Gap) -> str:
    soon = f"即将到期{len(gap.soon)}项" if gap.soon else ""
    return "；".join(part for part in (gap.words, soon) if part)


def paste(ledger: Ledger, gap: Gap) -> str:
    """The words for a message to the unit's contact: what, until when, and no one's telephone number."""
    lines = (*gap.overdue, *gap.soon)
    few = owed(ledger, lines[:3])
    rest = f"……共{len(lines)}项，详见补填表。" if len(lines) > len(few) else ""
    files = "；".join(held(ledger, gap.unit))
    aside = f"另外，贵单位交来的文件没有能并入：{files}。" if files else ""
    campaign = ledger.plan.campaign
    return visible(
        f"{gap.unit.name}{gap.unit.contact}您好！《{campaign.title}》{ledger.period.name}，贵单位还有{len(lines)}项待报："
        f"{'；'.join(few)}。{rest}{aside}请尽快报送，谢谢！（{campaign.office}，{chinese(ledger.as_of)}）"
    )
