"""总览: what a leader reads and prints, on one A4 page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tasklist.ledger.gaps import Gap, Matter
from tasklist.ledger.status import LIGHT_RULES, TASK_RULE
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Phase
from tasklist.text.display import shorten
from tasklist.text.moments import chinese, chinese_moment, month_day
from tasklist.views import style
from tasklist.views.master.charts import ChartTables, draw
from tasklist.views.master.formats import HINT, LIST
from tasklist.views.master.sheet import SHEETS, Sheet
from tasklist.views.style import text_height
from tasklist.views.text_height import height

COLUMNS = 10
WIDTH = 9.6  # characters of each column: ten of them fill A4 upright
Span = tuple[int, int]  # first and last of the columns a text stands over
WHOLE = (0, COLUMNS - 1)
CALLS, DECISIONS = 6, 4  # rows there is room for; what is left over is counted and pointed at
SMALL = 17.0  # points a title may shrink to


def write(sheet: Sheet, summary: Summary, tables: ChartTables) -> None:
    """Write the page from top to bottom."""
    ledger = summary.ledger
    sheet.widths([WIDTH] * COLUMNS)
    campaign = ledger.plan.campaign
    row = _title(sheet, campaign.title) + 1
    as_of = chinese_moment(ledger.as_of)
    _across(sheet, row, f"报送期：{summary.now.name}　　数据截至：{as_of}　　{campaign.office}", "subtitle", 12)
    if campaign.phases:
        row = _across(sheet, row + 1, _phases(campaign.phases, ledger.as_of.date()), "left_text", LIST.points)
    row = _cards(sheet, summary, row + 1)
    row = _across(sheet, row, summary.conclusion, "note", style.NOTE.points) + 1
    for text in summary.balances:
        row = _across(sheet, row, text, "left_text", LIST.points) + 1
    row = _calls(sheet, summary.calls, row)
    row = _decisions(sheet, summary.matters, row)
    row = _section(sheet, row, "图示（数据见“报送情况”表后）")
    draw(sheet, tables, row)
    row += 1
    row = _rules(sheet, ledger, row)
    _links(sheet, row)
    _print(sheet, row)


def _title(sheet: Sheet, title: str) -> int:
    """The title, a little smaller where that spares a second line with a few characters on it."""
    lines = [text_height(title, WIDTH * COLUMNS, points) / points for points in (SMALL, style.TITLE.points)]
    if lines[0] < 2 < lines[1]:
        return _across(sheet, 0, title, "title_fitted", SMALL)
    return _across(sheet, 0, title, "title", style.TITLE.points)


def _across(sheet: Sheet, row: int, text: str, look: str, points: float) -> int:
    sheet.merge((row, 0, row, COLUMNS - 1), text, look)
    sheet.page.set_row(row, height((text,), (WIDTH * COLUMNS,), points, 20))
    return row


def _phases(phases: Sequence[Phase], today: date) -> str:
    """The stages of the campaign in order, with the one that is running now."""
    running = next((phase for phase in phases if today <= phase.until), None)
    parts = []
    for phase in phases:
        until = month_day(phase.until) if phase.until.year == today.year else chinese(phase.until)
        name = f"{phase.name.removesuffix('阶段')}阶段（至{until}）"
        parts.append(name + "‹当前›" * (phase is running))
    return f"实施步骤：{' → '.join(parts)}"


def _cards(sheet: Sheet, summary: Summary, row: int) -> int:
    now = summary.now
    small = (
        f"共{now.total.due}项到期",
        f"{now.total.returned}项有回表",
        f"{now.total.on_time}项按时",
        f"涉及{len(now.blank)}家",
        f"涉及{len(now.doubtful)}家",
    )
    for place, (card, more) in enumerate(zip(summary.cards, small, strict=True)):
        left, right = place * 2, place * 2 + 1
        sheet.merge((row, left, row, right), f"{card.label}（{card.measure}）", "card_label")
        sheet.merge((row + 1, left, row + 1, right), card.value, "card_number")
        sheet.merge((row + 2, left, row + 2, right), more, "card_small")
        sheet.merge((row + 3, left, row + 3, right), f"较上期 {card.change}", "card_last")
    for place, points in enumerate((18, 36, 15, 16)):
        sheet.page.set_row(row + place, points)
    return row + 4


class CalledColumn(NamedTuple):
    """A column of the units to call: the columns of the page it spans, its heading, and what it shows of a gap."""

    span: Span
    heading: str
    value: Callable[[Gap], str]


CALLED = (
    CalledColumn((0, 2), "单位", lambda gap: shorten(gap.unit.name, 26)),
    CalledColumn((3, 6), "所欠事项", lambda gap: shorten(gap.words, 50)),
    CalledColumn((7, 7), "联络员", lambda gap: gap.unit.contact or "—"),
    CalledColumn((8, 9), "电话", lambda gap: gap.unit.phone.replace("、", "\n") or "—"),
)


def _calls(sheet: Sheet, found: Sequence[Gap], row: int) -> int:
    row = _section(sheet, row, f"需要联系的单位（{len(found)}家，欠项多的在前）")
    row = _spread(sheet, row, {column.span: column.heading for column in CALLED}, "heading")
    for gap in found[:CALLS]:
        row = _spread(sheet, row, {column.span: column.value(gap) for column in CALLED}, "text")
    if not found:
        row = _spread(sheet, row, {WHOLE: "没有欠报的单位。"}, "centre")
    if len(found) > CALLS:
        row = _spread(sheet, row, {WHOLE: f"另有{len(found) - CALLS}家，见“报送情况”和催报清单。"}, "centre")
    return row


def _decisions(sheet: Sheet, found: Sequence[Matter], row: int) -> int:
    row = _section(sheet, row, f"需要决定的事项（{sum(one.count for one in found)}件）")
    for one in found[:DECISIONS]:
        row = _spread(sheet, row, {(0, 5): f"{one.title}{one.count}件：{one.example}", (6, 9): one.todo}, "text")
    if not found:
        row = _spread(sheet, row, {WHOLE: "没有需要决定的事项。"}, "centre")
    if len(found) > DECISIONS:
        words = "、".join(f"{one.title}{one.count}件" for one in found[DECISIONS:])
        row = _spread(sheet, row, {WHOLE: f"另有：{words}"}, "text")
    return row


def _section(sheet: Sheet, row: int, text: str) -> int:
    sheet.page.set_row(row, 5)
    sheet.merge((row + 1, 0, row + 1, COLUMNS - 1), text, "section")
    sheet.page.set_row(row + 1, 20)
    return row + 2


def _spread(sheet: Sheet, row: int, texts: Mapping[Span, str], look: str) -> int:
    widths = [(last - first + 1) * WIDTH for first, last in texts]
    for (first, last), text in texts.items():
        sheet.merge((row, first, row, last), text, look)
    sheet.page.set_row(row, height(tuple(texts.values()), widths, LIST.points + (look == "heading")))
    return row + 1


# --- foot ---------------------------------------------------------------------------------------


def _rules(sheet: Sheet, ledger: Ledger, row: int) -> int:
    row = _section(sheet, row, "灯的规则")
    checks = ledger.plan.campaign.checks
    for place, (colour, words) in enumerate(LIGHT_RULES.items()):
        column = place % 2 * 5
        sheet.put(row, column, colour.value, "centre", tint=style.LIGHTS[colour])
        sheet.merge((row, column + 1, row, column + 4), words, "hint")
        sheet.page.set_row(row, 18)
        row += place % 2
    limits = f"临近到期指{checks.due_soon_days}天以内；与他处相同达{checks.copied_share}%的内容建议核实。"
    return _across(sheet, row, TASK_RULE + limits, "hint", HINT.points) + 1


def _links(sheet: Sheet, row: int) -> None:
    sheet.page.set_row(row, 18)
    for place, name in enumerate(SHEETS[1:]):
        sheet.page.write_url(row, place, f"internal:'{name}'!A1", sheet.format("jump"), name)


def _print(sheet: Sheet, row: int) -> None:
    page = sheet.page
    sheet.on_paper(landscape=False, footer="")
    page.fit_to_pages(1, 1)
    page.print_area(0, 0, row - 1, COLUMNS - 1)
    page.activate()
