"""The sheets that cross units with what they owe: 报送情况 and 频次台账."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from tasklist.ledger.crossing import Owed
from tasklist.ledger.own_answers import ColumnCount, counted, own_columns
from tasklist.ledger.pivot import Pivot
from tasklist.ledger.statistics import items
from tasklist.ledger.status import count_colour, made_up, status_colour
from tasklist.ledger.summary import Summary
from tasklist.ledger.tally import Tally
from tasklist.model.ledger import Colour, Line, Status
from tasklist.model.plan import Kind
from tasklist.model.returns import Entry
from tasklist.plan.periods import spoken
from tasklist.text.moments import moment
from tasklist.views import style
from tasklist.views.master.columns import Column, filled, listed, listing, printed, put_totals, titled
from tasklist.views.master.formats import HINT, LIST
from tasklist.views.master.sheet import Sheet, ShownCell, Value, opened
from tasklist.views.style import page_room, text_height
from tasklist.views.text_height import height

# One sign per status, so that thirty tasks stand on one page and a black-and-white print still tells.
SIGNS = {
    Status.REPORTED: "√",
    Status.LATE: "迟",
    Status.NIL: "零",
    Status.PARTIAL: "漏",
    Status.MISSING: "×",
    Status.NOT_DUE: "…",
    Status.EXEMPT: "免",
    Status.PENDING: "核",
}
FRAME = 180.0  # points of title, note, headings and the sum of a table
TITLED, LINE = 50.0, 20.0  # points of a sheet's title and the link under it; of a row with one line
RATES: dict[str, Callable[[Tally], str | float]] = {
    "报送率": lambda tally: _rate(tally.reporting_rate),
    "及时率": lambda tally: _rate(tally.timely_rate),
    "完整率": lambda tally: _rate(tally.complete_rate),
    "有效率": lambda tally: _rate(tally.sound_rate),
}
LATE_NIL = "迟零"
NOTE = (
    "√已报　迟 迟报　零 零报告　迟零 迟交的零报告　漏 漏项　× 未报　… 未到期　免 免报　"
    "核 待核对（有文件可能就是）　空格：不欠此项。"
    "频次栏为 已报件数/应有件数，只算已到期或已报满的时段，一个时段多报的不抵另一个时段，两数之差就是所缺件数。　"
    "报送率=交来的项÷已到期应报的项；及时率=按时交来的项÷已到期应报的项；完整率=有内容的项÷交来的项；"
    "有效率=无存疑的项÷有内容的项。免报、未到期、待核对不计入；没有到期应报项的记“—”。"
    "迟零计在“零报告”一列，不在“迟报”一列，也不算及时；按时交来的漏项算及时。"
)

OWN_NOTE = (
    "清单自己的填报栏：选项栏为选了各项的任务数（如“是2 否1”），其余为 已填数/已答复数；"
    "黄：有填得不合栏目的，红：必填的空着。"
)


def returns(sheet: Sheet, summary: Summary) -> int:
    """报送情况: unit × what it owes with totals and rates; returns the row after the totals."""
    now, columns = summary.now, _columns(summary)
    first = titled(
        sheet, "报送情况", NOTE + (OWN_NOTE if own_columns(summary.ledger.plan.task_list.layout) else ""), columns
    )
    row = listing(sheet, columns, now.units, first)
    put_totals(sheet, columns, row)
    sheet.page.set_row(row, 20)
    sheet.page.freeze_panes(first + 1, 1)
    printed(sheet, len(columns), row, first)
    tall = FRAME + sum(height((tally.name,), (columns[0].width,), LIST.points) for tally in now.units)
    if tall < 1.3 * page_room(sum(column.width for column in columns)):
        sheet.page.fit_to_pages(1, 1)  # rather a little smaller than two rows and the total on a page of their own
    return row + 1


def _columns(summary: Summary) -> tuple[Column[Tally], ...]:
    """A column for everything owed, then the counts of every status, then the rates."""

    def summed(heading: str, width: float, look: str, value: Callable[[Tally], Value]) -> Column[Tally]:
        return Column(heading, width, value, look, total=value(summary.now.total))

    return (
        Column("单位", 30, lambda tally: tally.name, repeated=True, total="合计（有答复的）"),
        *(
            Column(owed.name, 5 if owed.kind is Kind.TASKS else 8, partial(_sign, owed), "centre", total=owed.answered)
            for owed in summary.owed
        ),
        *(_own(count) for count in counted(summary.ledger)),
        summed("应报", 5.6, "number", lambda tally: tally.expected),
        *(summed(status.label, 5.6, "number", partial(_number, status)) for status in Status),
        *(summed(heading, 8, "rate", rate) for heading, rate in RATES.items()),
    )


def _own(count: ColumnCount) -> Column[Tally]:
    """The column for an answer column of the list's own."""

    def told(tally: Tally) -> Value:
        said = count.units.get(tally.name)
        if not said:
            return ""
        colour = Colour.RED if count.blank[tally.name] else Colour.YELLOW if count.doubtful[tally.name] else None
        return ShownCell(count.shown(said), tint=style.LIGHTS[colour] if colour else None)

    return Column(count.title, 9, told, "centre", total=count.shown(count.total))


def _rate(rate: float | None) -> str | float:
    return "—" if rate is None else rate


def _number(status: Status, tally: Tally) -> int:
    return tally.of(status)


def _sign(owed: Owed, tally: Tally) -> Value:
    one = owed.units.get(tally.name)
    if one is None:
        return ""
    sign = LATE_NIL if one.status is Status.NIL and not one.in_time else SIGNS[one.status]
    tint = style.LIGHTS[status_colour(one.status, in_time=one.in_time)]
    return ShownCell(f"{one.counted}/{one.wanted}" if one.wanted else sign, tint=tint)


# --- 频次台账 -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CountedItem:
    """One row of the items beneath: an entry, and the line it counts for."""

    line: Line
    entry: Entry

    @property
    def received(self) -> str:
        """When it came, and whether after its window."""
        return moment(self.entry.stamp.received) + ("（补报）" if made_up(self.line.obligation, self.entry) else "")


ITEMS: tuple[Column[CountedItem], ...] = (
    Column("单位", 22, lambda one: one.line.obligation.unit, repeated=True),
    Column("频次要求", 13, lambda one: one.line.obligation.name),
    Column("时段", 14, lambda one: spoken(one.line.obligation.span), "centre"),
    Column("日期", 13, lambda one: str(one.entry.on) if one.entry.on else "", "centre"),
    Column("内容", 32, lambda one: one.entry.text),
    Column("来源", 22, lambda one: str(one.entry.place)),
    Column("收到时间", 24, lambda one: one.received, "centre"),
    Column("原表", 7, lambda one: opened(one.entry.place), "centre"),
)


def quotas(sheet: Sheet, summary: Summary) -> None:
    """频次台账: for each quota units × windows with totals, then every counted item with its source."""
    ledger = summary.ledger
    if not ledger.plan.campaign.quotas:
        sheet.widths([column.width for column in ITEMS])
        printed(sheet, len(ITEMS), 2, titled(sheet, "频次台账", "本专项没有按次数要求的内容。", ITEMS) - 1)
        return
    lines = [line for line in ledger.lines if line.obligation.kind is Kind.QUOTA]
    note = (
        "每格为该时段报来的件数；红：一件没有（0），黄：不足，绿：达到，灰：还没有到期（—或已报件数）或免报。"
        "时段过后才收到的计入原时段，注明补报；印发时已过半的时段不计应报。"
    )
    row = first = titled(sheet, "频次台账", note, ITEMS)
    sheet.widths([column.width for column in ITEMS])
    width = sum(column.width for column in ITEMS)
    breaks, room, used = [], page_room(width), TITLED + text_height(note, width, HINT.points)
    for name, table in summary.counts.items():
        mine = [line for line in lines if line.obligation.name == name]
        for block in _windows(table):
            if used + _tall(block) > room and row > first:
                breaks.append(row)
                used = 0.0
            used += _tall(block)
            row = _block(sheet, mine, block, row) + 1
    if used + 5 * LINE > room:  # its title, its headings and an item or two
        breaks.append(row)
    sheet.put(row, 0, "计入的每一件", "section")
    items = (CountedItem(line, entry) for line in lines for entry in line.entries if entry.field == "item")
    last, rest = filled(sheet, ITEMS, items, row + 1)
    printed(sheet, len(ITEMS), last - 1, row + 1)
    sheet.page.set_h_pagebreaks(breaks)
    sheet.page.freeze_panes(3, 1)
    if rest is not None:
        listed(sheet.following(), "频次台账", note, ITEMS, rest, filtered=False)


def _windows(table: Pivot) -> Iterator[Pivot]:
    """The table in blocks that fit a page: at most as many windows as the sheet has columns, as many units as rows."""
    most = len(ITEMS) - 2
    for first in range(0, len(table.columns), most):
        for units in _pages(table.rows):
            block = table.part(units, table.columns[first : first + most])
            if block.rows:
                yield block


def _pages(units: Iterable[str]) -> Iterator[list[str]]:
    """As many units at a time as fit a page."""
    room = page_room(sum(column.width for column in ITEMS)) - FRAME
    page: list[str] = []
    used = 0.0
    for unit in units:
        tall = height((unit,), (ITEMS[0].width,), LIST.points)
        if page and used + tall > room:
            yield page
            page, used = [], 0.0
        page.append(unit)
        used += tall
    if page:
        yield page


def _headings(table: Pivot) -> tuple[tuple[str, ...], float]:
    """The headings of a table of windows, and how tall they stand."""
    headings = ("单位", *map(spoken, table.columns), "合计")
    return headings, height(headings, [column.width for column in ITEMS[: len(headings)]], style.HEADING.points)


def _tall(table: Pivot) -> float:
    """How tall a table stands with its title, its sum and the empty row behind it, in points."""
    units = sum(height((unit,), (ITEMS[0].width,), LIST.points) for unit in table.rows)
    return _headings(table)[1] + units + 3 * LINE


def _block(sheet: Sheet, lines: Sequence[Line], table: Pivot, row: int) -> int:
    found = {(line.obligation.unit, line.obligation.span): line for line in lines}
    quota = next(found[table.rows[0], span] for span in table.columns if (table.rows[0], span) in found).obligation
    sheet.put(row, 0, f"{quota.name}（每时段不少于{quota.at_least}件）", "section")
    sheet.page.set_row(row, LINE)
    row += 1
    headings, tall = _headings(table)
    for place, heading in enumerate(headings):
        sheet.put(row, place, heading, "heading")
    sheet.page.set_row(row, tall)
    for unit, total in zip(table.rows, table.row_totals, strict=True):
        row += 1
        values: list[Value] = [unit, *(_count(found.get((unit, span))) for span in table.columns), total]
        for place, value in enumerate(values):
            sheet.put(row, place, value, "centre" if place else "text")
        sheet.page.set_row(row, height((unit,), (ITEMS[0].width,), LIST.points))
    row += 1
    sheet.page.set_row(row, LINE)
    sheet.put(row, 0, "小计", "total")
    for place, sum_ in enumerate([*table.column_totals, sum(table.row_totals)], 1):
        sheet.put(row, place, sum_, "total")
    return row + 1


def _count(line: Line | None) -> Value:
    if line is None:
        return ""
    count = items(line)
    if line.status is Status.EXEMPT or (line.status is Status.PENDING and not count):
        word = line.status.label
    else:
        word = "—" if line.status is Status.NOT_DUE and not count else f"{count}"
    return ShownCell(word, tint=style.LIGHTS[count_colour(line.obligation, line.status, count)])
