"""总览: what a leader reads and prints, on one A4 page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tasklist.ledger.status import LIGHT_RULES, TASK_RULE
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Phase
from tasklist.model.roster import Unit
from tasklist.text.moments import chinese, chinese_moment, month_day
from tasklist.views import style
from tasklist.views.attention import Item, Part, doubts, parts, signs
from tasklist.views.master.charts import ChartTables, draw
from tasklist.views.master.formats import HINT, LIST
from tasklist.views.master.sheet import Sheet
from tasklist.views.style import page_room, text_height
from tasklist.views.text_height import height, pieces

COLUMNS = 10
WIDTH = 9.6  # characters of each column: ten of them fill A4 upright
Span = tuple[int, int]  # first and last of the columns a text stands over
WHOLE = (0, COLUMNS - 1)
ON_ONE_PAGE = 500  # signs of answers that leave the clerk's part and the pictures their room on the same page
OF_TASKS = ("任务清单汇总", "明细台账")
_STOP = "。"  # left out at the end of a line: a program that breaks lines anywhere would put it on one of its own
SMALL = 17.0  # points a title may shrink to


def write(sheet: Sheet, summary: Summary, tables: ChartTables, others: Sequence[str]) -> None:
    """Write the page from top to bottom; `others`: the sheets behind it, which it leads to."""
    ledger = summary.ledger
    sheet.widths([WIDTH] * COLUMNS)
    campaign = ledger.plan.campaign
    row = _title(sheet, campaign.title) + 1
    as_of = chinese_moment(ledger.as_of)
    _across(sheet, row, f"报送期：{summary.now.name}　　数据截至：{as_of}　　{campaign.office}", "subtitle", 12)
    if campaign.phases:
        row = _across(sheet, row + 1, _phases(campaign.phases, ledger.as_of.date()), "left_text", LIST.points)
    row = _cards(sheet, summary, row + 1)
    row = _across(sheet, row, summary.conclusion.rstrip(_STOP), "note", style.NOTE.points) + 1
    for text in summary.balances:
        row = _across(sheet, row, text, "left_text", LIST.points) + 1
    found = parts(summary, _contact, chores=False)
    for part in found:
        row = _part(sheet, part, row)
    rest = row
    for part in (*doubts(summary), *_chores(summary)):
        row = _part(sheet, part, row)
    row = _section(sheet, row, "图示（数据见“报送情况”表后）")
    draw(sheet, tables, row)
    row += 1
    row = _rules(sheet, ledger, row)
    _links(sheet, row, others)
    _print(sheet, row, rest if signs(found) > ON_ONE_PAGE else 0)


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
    for place, (card, more) in enumerate(zip(summary.cards, summary.now.beneath, strict=True)):
        left, right = place * 2, place * 2 + 1
        sheet.merge((row, left, row, right), f"{card.label}（{card.measure}）", "card_label")
        sheet.merge((row + 1, left, row + 1, right), card.value, "card_number")
        sheet.merge((row + 2, left, row + 2, right), more, "card_small")
        sheet.merge((row + 3, left, row + 3, right), f"较上期 {card.change}", "card_last")
    for place, points in enumerate((18, 36, 15, 16)):
        sheet.page.set_row(row + place, points)
    return row + 4


def _contact(unit: Unit) -> str:
    """The contact in full: the master stays in the office."""
    return " ".join(part for part in (unit.contact, unit.phone) if part)


def _chores(summary: Summary) -> tuple[Part, ...]:
    """What the clerk must handle, below what a leader reads: what is to be answered is counted by its rows."""
    told = tuple(Item(f"{one.title}（{one.count}条）：{one.example}→{one.todo}") for one in summary.matters)
    asked = len(summary.open_questions)
    heading = f"经办人要处理的（待办.xlsx 里待决定的{asked}件）" if asked else "经办人要处理的"
    return (Part(heading, told, none="见“待办与决定”。", joined=False),) if told or asked else ()


def _part(sheet: Sheet, part: Part, row: int) -> int:
    row = _section(sheet, row, part.heading)
    texts = [f"{one.text}（{one.contact}）" if one.contact else one.text for one in part.items]
    if part.joined or not texts:
        texts = ["；".join(texts) or part.none.rstrip(_STOP)]
    else:
        told = zip(part.items, texts, strict=True)
        texts = [f"{text}　可直接转发：{one.ready}" if one.ready else text for one, text in told]
    for text in texts:
        for piece in pieces(text, WIDTH * COLUMNS, LIST.points):
            row = _spread(sheet, row, {WHOLE: piece}, "left_text")
    return row


def _section(sheet: Sheet, row: int, text: str) -> int:
    sheet.page.set_row(row, 5)
    sheet.merge((row + 1, 0, row + 1, COLUMNS - 1), text, "section")
    sheet.page.set_row(row + 1, 20)
    sheet.kept.update((row, row + 1))
    return row + 2


def _spread(sheet: Sheet, row: int, texts: Mapping[Span, str], look: str) -> int:
    widths = [(last - first + 1) * WIDTH for first, last in texts]
    for (first, last), text in texts.items():
        sheet.merge((row, first, row, last), text, look)
    sheet.page.set_row(row, height(tuple(texts.values()), widths, LIST.points + (look == "heading")))
    return row + 1


# --- foot ---------------------------------------------------------------------------------------


def _rules(sheet: Sheet, ledger: Ledger, row: int) -> int:
    first, row = row, _section(sheet, row, "灯的规则")
    checks = ledger.plan.campaign.checks
    for place, (colour, words) in enumerate(LIGHT_RULES.items()):
        column = place % 2 * 5
        sheet.put(row, column, colour.value, "centre", tint=style.LIGHTS[colour])
        sheet.merge((row, column + 1, row, column + 4), words, "hint")
        sheet.page.set_row(row, 18)
        row += place % 2
    limits = f"临近到期指{checks.due_soon_days}天以内；与他处相同达{checks.copied_share}%的内容建议核实。"
    row = _across(sheet, row, TASK_RULE + limits, "hint", HINT.points) + 1
    sheet.kept.update(range(first, row))  # they are read together, and the links below with them
    return row


def _links(sheet: Sheet, row: int, names: Sequence[str]) -> None:
    for number, name in enumerate(names):
        below, place = divmod(number, COLUMNS)
        sheet.page.set_row(row + below, 18)
        sheet.page.write_url(row + below, place, f"internal:'{name}'!A1", sheet.format("jump"), name)


def _print(sheet: Sheet, row: int, rest: int) -> None:
    """One page; with more names than it holds, as many as they take, and the clerk's part and pictures on their own.

    No heading stands alone at the foot of one.
    """
    page = sheet.page
    sheet.on_paper(landscape=False, footer="")
    page.fit_to_pages(1, 0 if rest else 1)
    if rest:
        room = page_room(WIDTH * COLUMNS, portrait=True)
        page.set_h_pagebreaks([*sheet.page_ends(0, rest, room), rest, *sheet.page_ends(rest, row, room)])
    page.print_area(0, 0, row - 1, COLUMNS - 1)
    page.activate()
