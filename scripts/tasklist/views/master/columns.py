"""Listings: a row for every record, columns that know what they show of it, and the page they print on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

from tasklist.tables.marks import again
from tasklist.text.display import percent, visible
from tasklist.views import style
from tasklist.views.master.formats import HINT, LIST
from tasklist.views.master.sheet import Sheet, ShownCell, Value
from tasklist.views.style import text_height, text_width
from tasklist.views.text_height import MOST_ROWS, height, pieces, standing

Record = TypeVar("Record")
LEAST = 18.0  # points of a row


@dataclass(frozen=True, slots=True)
class Column(Generic[Record]):
    """One column of a listing: heading, width in characters, what it shows of a record, and the look of its cells.

    A text taller than a row goes on in further rows, where the `repeated` columns show their value again and
    the one that is `counting` says how many rows it is behind the first. `total` stands at the foot.
    """

    heading: str
    width: float
    value: Callable[[Record], Value]
    look: str = "text"
    repeated: bool = False
    counting: bool = False
    total: Value = ""


def listed(
    sheet: Sheet, title: str, note: str, columns: Sequence[Column[Record]], records: Iterable[Record],
    *, back: bool = True, filtered: bool = True, totals: bool = False,
) -> None:  # fmt: skip
    """A whole sheet: title, note, headings, a row for every record, the totals at its foot, the page it prints on.

    Where it is full it goes on in the following one, which is made in the same way.
    """
    rest: Iterator[Record] | None = iter(records)
    while rest is not None:
        first = titled(sheet, title, note, columns, back=back)
        last, rest = filled(sheet, columns, rest, first)
        if totals and rest is None:
            put_totals(sheet, columns, last)
        printed(sheet, len(columns), last - (not totals or rest is not None), first)
        if filtered:
            sheet.page.autofilter(first, 0, last - 1, len(columns) - 1)
        sheet = sheet.following() if rest is not None else sheet


def listing(sheet: Sheet, columns: Sequence[Column[Record]], records: Iterable[Record], first: int) -> int:
    """Write headings at row `first` and all rows below; the row after the last. Raises when they do not fit."""
    row, rest = filled(sheet, columns, iter(records), first)
    if rest is not None:
        raise AssertionError(f"{sheet.page.name}: more rows than a sheet holds")
    return row


def filled(
    sheet: Sheet, columns: Sequence[Column[Record]], records: Iterator[Record], first: int
) -> tuple[int, Iterator[Record] | None]:
    """Write headings at row `first` and the rows below as far as they fit; the row after the last, and the others."""
    put_head(sheet, columns, first)
    row, rest = put_rows(sheet, columns, records, first + 1)
    if row == first + 1:
        sheet.merge((row, 0, row, len(columns) - 1), "（没有）", "centre")
        sheet.page.set_row(row, 18)
        row += 1
    return row, rest


def put_rows(
    sheet: Sheet, columns: Sequence[Column[Record]], records: Iterator[Record], row: int
) -> tuple[int, Iterator[Record] | None]:
    """Write a row for every record as far as they fit; the row after the last, and the records left, if any."""
    full = sheet.rows - MOST_ROWS  # the longest record and the totals still fit
    for record in records:
        if row >= full:
            return row, chain((record,), records)
        sheet.page.settle(row)
        row = put_row(sheet, columns, record, row)
    return row, None


def put_head(sheet: Sheet, columns: Sequence[Column[Record]], row: int) -> None:
    """Set the columns' widths and write their headings, in a row as tall as these need."""
    widths = [column.width for column in columns]
    sheet.widths(widths)
    put_headings(sheet, columns, row)
    sheet.page.set_row(row, height([column.heading for column in columns], widths, style.HEADING.points, 24))


def put_headings(sheet: Sheet, columns: Sequence[Column[Record]], row: int) -> None:
    """Write the headings of the columns."""
    for place, column in enumerate(columns):
        sheet.put(row, place, column.heading, "heading")


def put_row(sheet: Sheet, columns: Sequence[Column[Record]], record: Record, row: int) -> int:
    """Write one record, and the rows a text too tall for one goes on in; returns the row after the last."""
    values = [_fitted(column.value(record), column.width) for column in columns]
    needs = [
        standing(text, column.width, LIST.points) if (text := shown(value)) else LEAST
        for value, column in zip(values, columns, strict=True)
    ]
    if None in needs:
        return _put_long(sheet, columns, values, row)
    for place, (value, column) in enumerate(zip(values, columns, strict=True)):
        sheet.put(row, place, value, column.look)
    sheet.page.set_row(row, max(LEAST, *filter(None, needs)))
    return row + 1


def _put_long(sheet: Sheet, columns: Sequence[Column[Record]], values: Sequence[Value], row: int) -> int:
    """Write a record one of whose texts is too tall for a row; returns the row after the last."""
    widths = [column.width for column in columns]
    cut = [pieces(shown(value), width, LIST.points) for value, width in zip(values, widths, strict=True)]
    for turn in range(max(map(len, cut))):
        line = [
            again(turn) if turn and column.counting else _part(value, parts, turn, column.repeated)
            for column, value, parts in zip(columns, values, cut, strict=True)
        ]
        for place, (value, column) in enumerate(zip(line, columns, strict=True)):
            sheet.put(row, place, value, column.look)
        sheet.page.set_row(row, height([shown(value) for value in line], widths, LIST.points, LEAST))
        row += 1
    return row


def put_totals(sheet: Sheet, columns: Sequence[Column[Record]], row: int) -> None:
    """Write the foot of a listing: the total of every column that has one."""
    for place, column in enumerate(columns):
        sheet.put(row, place, column.total, "total_rate" if isinstance(column.total, float) else "total")


def _fitted(value: Value, width: float) -> Value:
    """A link whose words need more than one line becomes the words: LibreOffice would cut them."""
    long = isinstance(value, ShownCell) and value.link and text_width(value.text) >= width
    return value.text if long and isinstance(value, ShownCell) else value


def _part(value: Value, parts: tuple[str, ...], turn: int, repeated: bool) -> Value:
    if len(parts) == 1:
        return value if repeated or not turn else ""
    text = parts[turn] if turn < len(parts) else ""
    if not isinstance(value, ShownCell) or not text:
        return text
    return ShownCell(text, runs=tuple(_cut(value.runs, sum(map(len, parts[:turn])), len(text))))


def _cut(runs: Iterable[tuple[str, str]], start: int, length: int) -> Iterator[tuple[str, str]]:
    """What of marked runs stands in `length` characters from `start`."""
    for text, mark in ((visible(text), mark) for text, mark in runs):
        part = text[max(start, 0) : max(start + length, 0)]
        start -= len(text)
        if part:
            yield part, mark


def shown(value: Value) -> str:
    """The text of a value, for measuring and cutting."""
    if isinstance(value, ShownCell):
        return value.text or "".join(text for text, _ in value.runs)
    if isinstance(value, float):
        return percent(value)
    return "" if value is None else str(value)


def titled(sheet: Sheet, title: str, note: str, columns: Sequence[Column[Record]], *, back: bool = True) -> int:
    """Title, link back and one sentence above a listing; returns the row for its headings."""
    width = sum(column.width for column in columns)
    sheet.put(0, 0, title, "sheet_title")
    sheet.page.set_row(0, 27)
    if back:
        sheet.back(1, 0)
    sheet.merge((2, 0, 2, len(columns) - 1), note, "hint")
    sheet.page.set_row(2, text_height(note, width, HINT.points) + 3)
    return 3


def printed(sheet: Sheet, columns: int, last_row: int, heading: int, *, paper: int = style.PAPER_A4) -> None:
    """One page wide, headings on every page, page numbers, the margins of the style."""
    page = sheet.page
    sheet.on_paper(landscape=True, size=paper)
    page.fit_to_pages(1, 0)
    page.repeat_rows(heading)
    page.print_area(0, 0, max(last_row, heading), columns - 1)
    page.freeze_panes(heading + 1, 1)
    if heading > 1:
        sheet.tell_links(1, 1)
