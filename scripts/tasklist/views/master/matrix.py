"""The sheets that cross units with what they owe: 报送情况 and 频次台账."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tasklist.ledger.gaps import lacking
from tasklist.ledger.statistics import Figures, Pivot, Tally, counted, is_on_time, items
from tasklist.ledger.status import made_up
from tasklist.model.ledger import Colour, Ledger, Line, Status
from tasklist.model.plan import Kind
from tasklist.plan.periods import spoken
from tasklist.text.moments import moment
from tasklist.views import style
from tasklist.views.master.formats import HINT, LIST
from tasklist.views.master.sheet import Column, Sheet, ShownCell, Value, listing, opened, printed, titled
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
}
COLOURS = {
    Status.REPORTED: Colour.GREEN,
    Status.NIL: Colour.GREEN,
    Status.LATE: Colour.YELLOW,
    Status.PARTIAL: Colour.RED,
    Status.MISSING: Colour.RED,
    Status.NOT_DUE: Colour.GREY,
    Status.EXEMPT: Colour.GREY,
}
_WORST = (Status.MISSING, Status.PARTIAL, Status.LATE, Status.REPORTED, Status.NIL, Status.NOT_DUE, Status.EXEMPT)
FRAME = 180.0  # points of title, note, headings and the sum of a table
TITLED, LINE = 50.0, 20.0  # points of a sheet's title and the link under it; of a row with one line
RATES = ("报送率", "及时率", "完整率", "有效率")
LATE_NIL = ShownCell("迟零", tint=style.LIGHTS[Colour.YELLOW])
NOTE = (
    "√已报　迟 迟报　零 零报告　迟零 迟交的零报告　漏 漏项　× 未报　… 未到期　免 免报　空格：不欠此项。"
    "频次栏为 已报件数/应有件数，只算已到期或已报满的时段，一个时段多报的不抵另一个时段，两数之差就是所缺件数。　"
    "报送率=交来的项÷已到期应报的项；及时率=按时交来的项÷已到期应报的项；完整率=有内容的项÷交来的项；"
    "有效率=无存疑的项÷有内容的项。免报、未到期不计入；没有到期应报项的记“—”。"
    "迟零计在“零报告”一列，不在“迟报”一列，也不算及时；按时交来的漏项算及时。"
)


@dataclass(frozen=True, slots=True)
class Blocks:
    """Where the small tables for the charts stand on 报送情况: first and last data row, 0-based."""

    groups: tuple[int, int]
    tasks: tuple[int, int]
    periods: tuple[int, int]


def returns(sheet: Sheet, ledger: Ledger, now: Figures, history: tuple[Figures, ...]) -> Blocks:
    """报送情况: unit × what it owes with totals and rates; beneath it, not printed, what the charts are drawn from."""
    keys = tuple(dict.fromkeys(_key(line) for line in sorted(ledger.lines, key=_order)))
    columns = (
        Column("单位", 30),
        *(Column(_heading(key), 5 if key[0] is Kind.TASKS else 8, "centre") for key in keys),
        *(Column(word, 5.6, "number") for word in ("应报", *(status.label for status in Status))),
        *(Column(word, 8, "rate") for word in RATES),
    )
    first = titled(sheet, "报送情况", NOTE, columns)
    lines = {(unit, key): tuple(same) for unit, mine in ledger.by_unit.items() for key, same in _same(mine)}
    rows = (
        (tally.name, *(_sign(lines.get((tally.name, key), ())) for key in keys), *_sums(tally)) for tally in now.units
    )
    row = listing(sheet, columns, rows, first)
    answered = (f"{sum(line.status.answered for line in ledger.lines if _key(line) == key)}" for key in keys)
    sheet.put(row, 0, "合计（有答复的）", "total")
    for place, value in enumerate((*map(int, answered), *_sums(now.total)), 1):
        sheet.put(row, place, value, "total_rate" if isinstance(value, float) else "total")
    sheet.page.set_row(row, 20)
    sheet.page.freeze_panes(first + 1, 1)
    printed(sheet, len(columns), row, first)
    tall = FRAME + sum(height((tally.name,), (columns[0].width,), LIST.points) for tally in now.units)
    if tall < 1.3 * page_room(sum(column.width for column in columns)):
        sheet.page.fit_to_pages(1, 1)  # rather a little smaller than two rows and the total on a page of their own
    return _tables(sheet, now, history, row + 2)


def _key(line: Line) -> tuple[Kind, str]:
    owed = line.obligation
    return (owed.kind, f"{owed.task}" if owed.kind is Kind.TASKS else owed.name)


def _order(line: Line) -> tuple[int, int]:
    return tuple(Kind).index(line.obligation.kind), line.obligation.task or 0


def _same(lines: tuple[Line, ...]) -> list[tuple[tuple[Kind, str], list[Line]]]:
    found: dict[tuple[Kind, str], list[Line]] = {}
    for line in lines:
        found.setdefault(_key(line), []).append(line)
    return list(found.items())


def _heading(key: tuple[Kind, str]) -> str:
    return key[1]


def _sign(lines: tuple[Line, ...] | list[Line]) -> Value:
    if not lines:
        return ""
    worst = min((line.status for line in lines), key=_WORST.index)
    if lines[0].obligation.kind is Kind.QUOTA and worst not in (Status.EXEMPT, Status.NOT_DUE):
        due = [line for line in lines if line.status not in (Status.EXEMPT, Status.NOT_DUE)]
        owed = sum(line.obligation.at_least for line in due)
        return ShownCell(f"{owed - sum(map(lacking, due))}/{owed}", tint=style.LIGHTS[COLOURS[worst]])
    if worst is Status.NIL and not all(map(is_on_time, lines)):
        return LATE_NIL
    return ShownCell(SIGNS[worst], tint=style.LIGHTS[COLOURS[worst]])


def _sums(tally: Tally) -> tuple[Value, ...]:
    rates = (tally.reporting_rate, tally.timely_rate, tally.complete_rate, tally.sound_rate)
    return (tally.expected, *tally.counts, *("—" if rate is None else rate for rate in rates))


# --- the tables the charts are drawn from -------------------------------------------------------


def _tables(sheet: Sheet, now: Figures, history: tuple[Figures, ...], row: int) -> Blocks:
    def rated(tallies: Iterable[Tally]) -> list[tuple[str | float | None, ...]]:
        return [(one.name, one.reporting_rate, one.timely_rate) for one in tallies]

    lamps = ("任务", *(colour.value for colour in Colour))
    lit: list[tuple[str | float | None, ...]] = [
        (task.name, *lights) for task, lights in zip(now.tasks, now.lights, strict=True)
    ]
    past = [replace(one.total, name=one.name) for one in (*history, now)]
    groups, row = _table(sheet, "分类别", ("类别", *RATES[:2]), rated(now.groups), row)
    tasks, row = _table(sheet, "分任务（灯）", lamps, lit, row)
    periods, _ = _table(sheet, "历期", ("报送期", *RATES[:2]), rated(past), row)
    return Blocks(groups, tasks, periods)


def _table(
    sheet: Sheet, title: str, headings: tuple[str, ...], rows: Sequence[Sequence[str | float | None]], row: int
) -> tuple[tuple[int, int], int]:
    """Write one small table; its first and last data row, and the row after it."""
    sheet.put(row, 0, title, "section")
    _pairs(sheet, row + 1, headings, "heading")
    for place, values in enumerate(rows, row + 2):
        _pairs(sheet, place, ["—" if value is None else value for value in values], "number")
    last = row + 1 + len(rows)
    return (row + 2, last), last + 2


def _pairs(sheet: Sheet, row: int, values: Sequence[str | float | None], look: str) -> None:
    # Two columns of the matrix above make one that a rate fits into.
    sheet.put(row, 0, values[0], "heading" if look == "heading" else "centre")
    for place, value in enumerate(values[1:]):
        sheet.merge((row, 2 * place + 1, row, 2 * place + 2), value, "rate" if isinstance(value, float) else look)
    sheet.page.set_row(row, 20)


# --- 频次台账 -------------------------------------------------------------------------------------

ITEMS = (
    Column("单位", 22),
    Column("频次要求", 13),
    Column("时段", 14, "centre"),
    Column("日期", 13, "centre"),
    Column("内容", 32),
    Column("来源", 22),
    Column("收到时间", 24, "centre"),
    Column("原表", 7, "centre"),
)


def quotas(sheet: Sheet, ledger: Ledger) -> None:
    """频次台账: for each quota units × windows with totals, then every counted item with its source."""
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
    for name in dict.fromkeys(line.obligation.name for line in lines):
        for block in _windows([line for line in lines if line.obligation.name == name]):
            if used + _tall(block[1]) > room and row > first:
                breaks.append(row)
                used = 0.0
            used += _tall(block[1])
            row = _block(sheet, name, block, row) + 1
    if used + 5 * LINE > room:  # its title, its headings and an item or two
        breaks.append(row)
    sheet.put(row, 0, "计入的每一件", "section")
    last = listing(sheet, ITEMS, _items(lines), row + 1)
    printed(sheet, len(ITEMS), last - 1, row + 1)
    sheet.page.set_h_pagebreaks(breaks)
    sheet.page.freeze_panes(3, 1)


def _windows(lines: list[Line]) -> Iterator[tuple[list[Line], Pivot]]:
    """The lines in blocks that fit a page: at most as many windows as the sheet has columns, as many units as rows."""
    units = list(dict.fromkeys(line.obligation.unit for line in lines))
    spans = sorted({line.obligation.span for line in lines})
    for first in range(0, len(spans), len(ITEMS) - 2):
        some = spans[first : first + len(ITEMS) - 2]
        for page in _pages(units):
            block = [line for line in lines if line.obligation.unit in page and line.obligation.span in some]
            yield block, counted(block)


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


def _block(sheet: Sheet, name: str, block: tuple[list[Line], Pivot], row: int) -> int:
    lines, table = block
    found = {(line.obligation.unit, line.obligation.span): line for line in lines}
    sheet.put(row, 0, f"{name}（每时段不少于{lines[0].obligation.at_least}件）", "section")
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
    grey = line.status in (Status.EXEMPT, Status.NOT_DUE)
    enough = items(line) >= line.obligation.at_least
    colour = Colour.GREEN if enough else Colour.GREY if grey else Colour.YELLOW if items(line) else Colour.RED
    word = "免报" if line.status is Status.EXEMPT else "—" if grey and not items(line) else f"{items(line)}"
    return ShownCell(word, tint=style.LIGHTS[colour])


def _items(lines: list[Line]) -> list[tuple[Value, ...]]:
    return [
        (
            line.obligation.unit,
            line.obligation.name,
            spoken(line.obligation.span),
            str(entry.on or ""),
            entry.text,
            str(entry.place),
            moment(entry.stamp.received) + ("（补报）" if made_up(line.obligation, entry) else ""),
            opened(entry.place),
        )
        for line in lines
        for entry in line.entries
        if entry.field == "item"
    ]
