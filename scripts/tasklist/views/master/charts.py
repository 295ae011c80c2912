"""The charts of 总览, and the small tables on 报送情况 that they are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from tasklist.ledger.summary import Summary
from tasklist.ledger.tally import Tally
from tasklist.model.ledger import Colour
from tasklist.views import style
from tasklist.views.master.formats import LIST
from tasklist.views.master.matrix import RATES
from tasklist.views.master.rows import POINTS_PER_PIXEL
from tasklist.views.master.sheet import Sheet

CHARTED = ("报送率", "及时率")
TALL, WIDE = 220, 666  # pixels of a chart, and of all of them side by side: a little less than the page
RATE = {"num_format": "0%", "min": 0, "max": 1, "major_unit": 0.25}
HATCHED = {  # on a black and white print grey and green would look the same
    "pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#7F7F7F", "bg_color": "#FFFFFF"},
    "border": {"color": "#7F7F7F", "width": 0.5},
}
BLUES = ("2F75B5", "9DC3E6")
DRAWN: tuple[
    tuple[str, str, Sequence[str], Mapping[str, object]], ...
] = (  # kind, title, colours, value axis; in the order of ChartTables
    ("bar", "各类别报送率与及时率", BLUES, RATE),
    ("column_stacked", "各项任务的灯", tuple(style.LIGHTS[colour].strong for colour in Colour), {}),
    ("line", "历期报送率与及时率", BLUES, RATE),
)


@dataclass(frozen=True, slots=True)
class Charted:
    """Where a small table for a chart stands, rows and columns 0-based: names in the first, numbers in `columns`."""

    sheet: str
    heading: int
    last: int
    columns: tuple[int, ...]

    @property
    def first(self) -> int:
        """The first row of data; behind the last when there is none."""
        return self.heading + 1


@dataclass(frozen=True, slots=True)
class ChartTables:
    """The small tables the charts are drawn from."""

    groups: Charted
    tasks: Charted
    periods: Charted


# --- tables --------------------------------------------------------------------------------------


def put_tables(sheet: Sheet, summary: Summary, row: int) -> ChartTables:
    """Write the small tables from `row` on, beneath what is printed."""

    def rated(tallies: Iterable[Tally]) -> list[tuple[str | float, ...]]:
        return [(one.name, *(RATES[heading](one) for heading in CHARTED)) for one in tallies]

    now = summary.now
    lamps = ("任务", *(colour.value for colour in Colour))
    lit: list[tuple[str | float, ...]] = [
        (task.name, *lights) for task, lights in zip(now.tasks, now.lights, strict=True)
    ]
    groups, row = _table(sheet, "分类别", ("类别", *CHARTED), rated(now.groups), row)
    if now.offices:
        _, row = _table(sheet, "分汇总单位（含所辖各单位）", ("汇总单位", *CHARTED), rated(now.offices), row)
    tasks, row = _table(sheet, "分任务（灯）", lamps, lit, row)
    periods, _ = _table(sheet, "历期", ("报送期", *CHARTED), rated(summary.trend), row)
    return ChartTables(groups, tasks, periods)


def _table(
    sheet: Sheet, title: str, headings: tuple[str, ...], rows: Sequence[Sequence[str | float]], row: int
) -> tuple[Charted, int]:
    """Write one small table; where it stands, and the row after it."""
    sheet.put(row, 0, title, "section")
    # Two columns of the matrix above make one that a rate fits into.
    made = Charted(sheet.name, row + 1, row + 1 + len(rows), tuple(range(1, 2 * len(headings) - 1, 2)))
    _pairs(sheet, made, made.heading, headings, "heading")
    for place, values in enumerate(rows, made.first):
        _pairs(sheet, made, place, values, "number")
    return made, made.last + 2


def _pairs(sheet: Sheet, table: Charted, row: int, values: Sequence[str | float], look: str) -> None:
    name, *numbers = values
    sheet.put(row, 0, name, "heading" if look == "heading" else "centre")
    for column, value in zip(table.columns, numbers, strict=True):
        sheet.merge((row, column, row, column + 1), value, "rate" if isinstance(value, float) else look)
    sheet.page.set_row(row, 20)


# --- charts --------------------------------------------------------------------------------------


def draw(sheet: Sheet, tables: ChartTables, row: int) -> None:
    """Draw the charts side by side in one row; one without data is left out, and the others take its room."""
    sheet.page.set_row(row, TALL * POINTS_PER_PIXEL + 4)
    known = zip(DRAWN, (tables.groups, tables.tasks, tables.periods), strict=True)
    shown = [(drawn, table) for drawn, table in known if table.first <= table.last]
    wide = WIDE // max(len(shown), 1)
    for place, (drawn, table) in enumerate(shown):
        chart = _chart(sheet.book, drawn, table)
        chart.set_size({"width": wide, "height": TALL})
        sheet.page.insert_chart(row, 0, chart, {"x_offset": place * wide, "y_offset": 2, "object_position": 1})


def _chart(book: Workbook, drawn: tuple[str, str, Sequence[str], Mapping[str, object]], table: Charted) -> Chart:
    kind, title, colours, axis = drawn
    base, _, stacked = kind.partition("_")
    chart = book.add_chart({"type": base, "subtype": stacked} if stacked else {"type": base})
    font = {"name": LIST.name, "size": 8}
    for column, colour in zip(table.columns, colours, strict=True):
        ink = {"color": f"#{colour}"}
        look: dict[str, object] = {"fill": ink, "gap": 60}
        if colour == style.LIGHTS[Colour.GREY].strong:
            look = HATCHED | {"gap": 60}
        if base == "line":
            look = {"line": ink | {"width": 2}, "marker": {"type": "circle", "size": 5}}
        chart.add_series(
            {
                "name": [table.sheet, table.heading, column],
                "categories": [table.sheet, table.first, 0, table.last, 0],
                "values": [table.sheet, table.first, column, table.last, column],
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
    return chart
