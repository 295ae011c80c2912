"""总览: what a leader reads and prints, on one A4 page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from tasklist.ledger.gaps import decisions, to_call
from tasklist.ledger.statistics import Figures, cell_balance, change, conclusion, file_balance, obligation_balance
from tasklist.ledger.status import LIGHTS, RULES
from tasklist.model.ledger import Colour, Ledger
from tasklist.model.plan import Phase
from tasklist.text.display import shorten
from tasklist.text.moments import chinese, chinese_moment, month_day
from tasklist.views import style
from tasklist.views.master.formats import HINT, LIST
from tasklist.views.master.matrix import Blocks
from tasklist.views.master.sheet import SHEETS, Sheet
from tasklist.views.style import text_height
from tasklist.views.text_height import height

COLUMNS = 10
WIDTH = 9.6  # characters of each column: ten of them fill A4 upright
CALLS, DECISIONS = 6, 4  # rows there is room for; what is left over is counted and pointed at
SMALL = 17.0  # points a title may shrink to
CHART = (226, 220)  # pixels
_COLOURS = {Colour.RED: "C00000", Colour.YELLOW: "FFC000", Colour.GREEN: "70AD47", Colour.GREY: "A6A6A6"}


def write(sheet: Sheet, ledger: Ledger, now: Figures, before: Figures | None, blocks: Blocks) -> None:
    """Write the page from top to bottom."""
    sheet.widths([WIDTH] * COLUMNS)
    campaign = ledger.plan.campaign
    row = _title(sheet, campaign.title) + 1
    as_of = chinese_moment(ledger.as_of)
    _across(sheet, row, f"报送期：{now.name}　　数据截至：{as_of}　　{campaign.office}", "subtitle", 12)
    if campaign.phases:
        row = _across(sheet, row + 1, _phases(campaign.phases, ledger.as_of.date()), "left_text", LIST.points)
    row = _cards(sheet, now, before, row + 1)
    row = _across(sheet, row, conclusion(now), "note", style.NOTE.points) + 1
    for text in (obligation_balance(now.total), file_balance(now), cell_balance(now.cells)):
        row = _across(sheet, row, text, "left_text", LIST.points) + 1
    row = _calls(sheet, ledger, row)
    row = _decisions(sheet, ledger, row)
    row = _charts(sheet, blocks, row)
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


def _cards(sheet: Sheet, now: Figures, before: Figures | None, row: int) -> int:
    small = (
        f"共{now.total.due}项到期",
        f"{now.total.returned}项有回表",
        f"{now.total.on_time}项按时",
        f"涉及{len(now.blank)}家",
        f"涉及{len(now.doubtful)}家",
    )
    past: Sequence[int | None] = [value for _, value, _ in before.five] if before else [None] * 5
    for place, ((label, value, measure), more, last) in enumerate(zip(now.five, small, past, strict=True)):
        left, right = place * 2, place * 2 + 1
        sheet.merge((row, left, row, right), f"{label}（{measure}）", "card_label")
        sheet.merge((row + 1, left, row + 1, right), value, "card_number")
        sheet.merge((row + 2, left, row + 2, right), more, "card_small")
        sheet.merge((row + 3, left, row + 3, right), f"较上期 {change(value, last)}", "card_last")
    for place, points in enumerate((18, 36, 15, 16)):
        sheet.page.set_row(row + place, points)
    return row + 4


def _calls(sheet: Sheet, ledger: Ledger, row: int) -> int:
    found = to_call(ledger)
    row = _section(sheet, row, f"需要联系的单位（{len(found)}家，欠项多的在前）")
    spans = ((0, 2), (3, 6), (7, 7), (8, 9))
    row = _spread(sheet, row, spans, ("单位", "所欠事项", "联络员", "电话"), "heading")
    for gap in found[:CALLS]:
        values = (
            shorten(gap.unit.name, 26),
            shorten(gap.words, 50),
            gap.unit.contact or "—",
            gap.unit.phone.replace("、", "\n") or "—",
        )
        row = _spread(sheet, row, spans, values, "text")
    if not found:
        row = _spread(sheet, row, ((0, 9),), ("没有欠报的单位。",), "centre")
    if len(found) > CALLS:
        row = _spread(sheet, row, ((0, 9),), (f"另有{len(found) - CALLS}家，见“报送情况”和催报清单。",), "centre")
    return row


def _decisions(sheet: Sheet, ledger: Ledger, row: int) -> int:
    found = decisions(ledger)
    row = _section(sheet, row, f"需要决定的事项（{sum(one.count for one in found)}件）")
    spans = ((0, 5), (6, 9))
    for one in found[:DECISIONS]:
        row = _spread(sheet, row, spans, (f"{one.title}{one.count}件：{one.example}", one.todo), "text")
    if not found:
        row = _spread(sheet, row, ((0, 9),), ("没有需要决定的事项。",), "centre")
    if len(found) > DECISIONS:
        words = "、".join(f"{one.title}{one.count}件" for one in found[DECISIONS:])
        row = _spread(sheet, row, ((0, 9),), (f"另有：{words}",), "text")
    return row


def _section(sheet: Sheet, row: int, text: str) -> int:
    sheet.page.set_row(row, 5)
    sheet.merge((row + 1, 0, row + 1, COLUMNS - 1), text, "section")
    sheet.page.set_row(row + 1, 20)
    return row + 2


def _spread(sheet: Sheet, row: int, spans: Sequence[tuple[int, int]], values: Sequence[str], look: str) -> int:
    widths = [(last - first + 1) * WIDTH for first, last in spans]
    for (first, last), value in zip(spans, values, strict=True):
        sheet.merge((row, first, row, last), value, look)
    sheet.page.set_row(row, height(values, widths, LIST.points + (look == "heading")))
    return row + 1


# --- charts -------------------------------------------------------------------------------------


RATE = {"num_format": "0%", "min": 0, "max": 1, "major_unit": 0.25}
HATCHED = {  # on a black and white print grey and green would look the same
    "pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#7F7F7F", "bg_color": "#FFFFFF"},
    "border": {"color": "#7F7F7F", "width": 0.5},
}
BLUES = ("2F75B5", "9DC3E6")
DRAWN: tuple[
    tuple[str, str, Sequence[str], Mapping[str, object]], ...
] = (  # kind, title, colours, value axis; in the order of Blocks
    ("bar", "各类别报送率与及时率", BLUES, RATE),
    ("column_stacked", "各项任务的灯", tuple(_COLOURS[colour] for colour in Colour), {}),
    ("line", "历期报送率与及时率", BLUES, RATE),
)


def _charts(sheet: Sheet, blocks: Blocks, row: int) -> int:
    row = _section(sheet, row, "图示（数据见“报送情况”表后）")
    sheet.page.set_row(row, CHART[1] * 0.75 + 4)
    for place, (drawn, rows) in enumerate(zip(DRAWN, (blocks.groups, blocks.tasks, blocks.periods), strict=True)):
        if rows[0] <= rows[1]:
            chart = _chart(sheet.book, drawn, rows)
            sheet.page.insert_chart(
                row, 0, chart, {"x_offset": place * (CHART[0] - 2), "y_offset": 2, "object_position": 1}
            )
    return row + 1


def _chart(book: Workbook, drawn: tuple[str, str, Sequence[str], Mapping[str, object]], rows: tuple[int, int]) -> Chart:
    kind, title, colours, axis = drawn
    base, _, stacked = kind.partition("_")
    chart = book.add_chart({"type": base, "subtype": stacked} if stacked else {"type": base})
    font = {"name": LIST.name, "size": 8}
    for place, colour in enumerate(colours):
        column, ink = 2 * place + 1, {"color": f"#{colour}"}
        look: dict[str, object] = {"fill": ink, "gap": 60}
        if colour == _COLOURS[Colour.GREY]:
            look = HATCHED | {"gap": 60}
        if base == "line":
            look = {"line": ink | {"width": 2}, "marker": {"type": "circle", "size": 5}}
        chart.add_series(
            {
                "name": [SHEETS[4], rows[0] - 1, column],
                "categories": [SHEETS[4], rows[0], 0, rows[1], 0],
                "values": [SHEETS[4], rows[0], column, rows[1], column],
                **look,
            }
        )
    heading = {"name": style.HEADING.name, "size": 10, "bold": False}
    chart.set_title({"name": title, "name_font": heading, "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    numbers = {"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, **axis}
    names = {"num_font": font, "reverse": base == "bar"}  # bars are drawn from below
    chart.set_x_axis(numbers if base == "bar" else names)
    chart.set_y_axis(names if base == "bar" else numbers)
    chart.set_size({"width": CHART[0], "height": CHART[1]})
    return chart


# --- foot ---------------------------------------------------------------------------------------


def _rules(sheet: Sheet, ledger: Ledger, row: int) -> int:
    row = _section(sheet, row, "灯的规则")
    checks = ledger.plan.campaign.checks
    for place, (colour, words) in enumerate(LIGHTS.items()):
        column = place % 2 * 5
        sheet.put(row, column, colour.value, "centre", tint=style.LIGHTS[colour])
        sheet.merge((row, column + 1, row, column + 4), words, "hint")
        sheet.page.set_row(row, 18)
        row += place % 2
    limits = f"临近到期指{checks.due_soon_days}天以内；与他处相同达{checks.copied_share}%的内容建议核实。"
    return _across(sheet, row, "".join((*RULES[1:], limits)), "hint", HINT.points) + 1


def _links(sheet: Sheet, row: int) -> None:
    sheet.page.set_row(row, 18)
    for place, name in enumerate(SHEETS[1:]):
        sheet.page.write_url(row, place, f"internal:'{name}'!A1", sheet.format("jump"), name)


def _print(sheet: Sheet, row: int) -> None:
    page = sheet.page
    page.set_paper(style.PAPER_A4)
    left, right, top, bottom = style.MARGINS
    page.set_margins(left=left, right=right, top=top, bottom=bottom)
    page.center_horizontally()
    page.fit_to_pages(1, 1)
    page.print_area(0, 0, row - 1, COLUMNS - 1)
    page.activate()
