"""What every sheet of a rendered workbook shares: safe cells, lights, links of our own.

Text from outside enters a sheet only through `Sheet.put`: as a string, never as a formula, link or markup.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook

from tasklist.model.book import CELL_NAME
from tasklist.model.ledger import Light
from tasklist.model.place import Place
from tasklist.text.display import visible
from tasklist.views import style
from tasklist.views.master.formats import LOOKS, MARKS, Property
from tasklist.views.master.rows import ROWS_HERE, RowPage
from tasklist.views.package import of_one_system, spelled_out
from tasklist.views.style import Tint

SHEETS = (
    "总览", "任务清单汇总", "明细台账", "空白预警", "报送情况", "频次台账", "版本与冲突", "未归位内容",
    "待办与决定", "文件清单",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell that is more than its column says: a tint, a link of our own making, runs with marks."""

    text: str = ""
    look: str = ""
    tint: Tint | None = None
    link: str = ""
    runs: tuple[tuple[str, str], ...] = ()  # (text, "" or "old" or "new")


Value = str | int | float | None | ShownCell


# Excel takes 65,530 links a sheet (its specifications and limits); the rest is kept for links back and forth.
LINKS = 65_000
OPEN = "打开"  # the words of a link beside the place it leads to

Formats = dict[tuple[tuple[str, Property], ...], Format]


def workbook(stream: io.BytesIO, title: str, *, office: str, as_of: datetime) -> Workbook:
    """A new workbook that writes nothing to disk and says the same of itself every time.

    The standard font decides how wide a column is. 宋体 is the same everywhere (eight pixels a digit); Calibri,
    where it is missing, is replaced by something wider, and the official form would no longer fit its page.
    """
    book = Workbook(
        stream,
        {
            "in_memory": True,
            "default_format_properties": {"font_name": style.NUMBER.name, "font_size": 11},
            "default_column_width": 72,
            "default_row_height": 19,
        },
    )
    stamp = as_of.astimezone(UTC).replace(tzinfo=None)  # written with a Z, whatever its zone
    book.set_properties({"title": visible(title), "company": visible(office), "created": stamp})
    return book


def finished(book: Workbook, stream: io.BytesIO) -> bytes:
    """The bytes of a workbook that was begun on this stream."""
    book.close()
    packed = {page.part: page.packed() for page in book.worksheets() if isinstance(page, RowPage) and page.has_packed}
    whole = spelled_out(stream.getvalue(), ROWS_HERE.encode(), packed) if packed else stream.getvalue()
    return of_one_system(whole)


@dataclass
class Sheet:
    """A worksheet being written, with the format cache of its workbook."""

    book: Workbook
    name: str
    formats: Formats = field(default_factory=dict)
    rows: int = style.SHEET_ROWS  # it may have; then it goes on in the `following` one
    number: int = 1  # of those that go on from one another
    page: RowPage = field(init=False)
    known: dict[tuple[str, Tint | None, str], Format] = field(default_factory=dict)  # of a look, asked for again
    links: int = 0  # to files, written so far
    unlinked: int | None = None  # the first row (0-based) whose place stands without its link, there being too many
    kept: set[int] = field(default_factory=set)  # rows that stand on the same page as the row below

    def __post_init__(self) -> None:
        name = self.name if self.number == 1 else f"{self.name}（{self.number}）"
        self.page = self.book.add_worksheet(name, RowPage)
        self.page.hide_gridlines(2)

    def following(self) -> Sheet:
        """A new sheet that goes on where this one is full: 明细台账（2） after 明细台账."""
        return Sheet(self.book, self.name, self.formats, self.rows, self.number + 1)

    def format(self, look: str, tint: Tint | None = None, mark: str = "") -> Format:
        """The workbook's format for a look, made once."""
        asked = (look, tint, mark)
        if asked not in self.known:
            self.known[asked] = self._made(look, tint, mark)
        return self.known[asked]

    def _made(self, look: str, tint: Tint | None, mark: str) -> Format:
        """The same format for the same properties, by whatever look they come."""
        wanted = LOOKS[look] | MARKS[mark]
        if tint:
            wanted = wanted | {"bg_color": f"#{tint.fill}", "font_color": f"#{tint.text}"}
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(wanted)
        return self.formats[key]

    def widths(self, widths: Sequence[float]) -> None:
        """Set the widths of the first columns, in characters as style counts them (padding included)."""
        for place, width in enumerate(widths):
            self.page.set_column_pixels(place, place, round(width * 7))

    def on_paper(self, *, landscape: bool, size: int = style.PAPER_A4, footer: str = style.FOOTER) -> None:
        """Set the paper, its margins and the words at its foot."""
        self.page.set_paper(size)
        if landscape:
            self.page.set_landscape()
        left, right, top, bottom = style.MARGINS
        self.page.set_margins(left=left, right=right, top=top, bottom=bottom)
        if footer:
            self.page.set_footer(f"&C{footer}", {"margin": style.HEADER_MARGIN})
        self.page.center_horizontally()

    def page_ends(self, first: int, last: int, room: float, used: float = 0.0) -> list[int]:
        """The rows from `first` to before `last` that begin a page of `room` points, so that no kept row ends one.

        `used`: points of the first page that are taken already.
        """
        ends: list[int] = []
        begin = first
        for row in (row for row in range(first, last) if row not in self.kept):
            tall = self.page.points(begin, row + 1)
            if used and used + tall > room:
                ends.append(begin)
                used = 0.0
            used, begin = used + tall, row + 1
        return ends

    def put(self, row: int, column: int, value: Value, look: str = "text", *, tint: Tint | None = None) -> None:
        """Write one value. Text goes in as text, whatever it looks like; raises when a cell could not hold it."""
        if isinstance(value, ShownCell):
            self._put_cell(row, column, value, look)
            return
        form = self.format(look, tint)
        if value is None or value == "":
            code = self.page.blank(row, column, form)
        elif isinstance(value, str):
            code = self.page.text(row, column, value, form)
        else:
            code = self.page.write_number(row, column, value, form)
        self._must(code, row, column)

    def _put_cell(self, row: int, column: int, cell: ShownCell, look: str) -> None:
        look = cell.look or look
        if cell.link and cell.text and self._room(row):
            code = self.page.link(row, column, cell.link, visible(cell.text), self.format("link", cell.tint))
            self._must(code, row, column)
        elif len(cell.runs) > 1:
            parts = [part for text, mark in cell.runs for part in (self.format("text", mark=mark), visible(text))]
            code = self.page.write_rich_string(row, column, *parts, self.format(look, cell.tint))
            self._must(code, row, column)
        elif cell.runs:
            ((text, mark),) = cell.runs
            self._must(self.page.text(row, column, text, self.format(look, cell.tint, mark)), row, column)
        else:
            self.put(row, column, "" if cell.link and cell.text == OPEN else cell.text, look, tint=cell.tint)

    def _room(self, row: int) -> bool:
        """May the sheet have one more link to a file?"""
        if self.links < LINKS:
            self.links += 1
        elif self.unlinked is None:
            self.unlinked = row
        return self.unlinked is None

    def tell_links(self, row: int, column: int) -> None:
        """Say where links end, when there were more than a sheet may have."""
        if self.unlinked is not None:
            words = (
                f"一张表最多放 {LINKS:,} 个链接：从第 {self.unlinked + 1} 行起只写位置，不能点开，请自己打开原文件。"
            )
            self.put(row, column, words, "warning")

    def _must(self, code: int | None, row: int, column: int) -> None:
        if code:
            raise AssertionError(
                f"{self.page.name} R{row + 1}C{column + 1}: the workbook did not take the value ({code})"
            )

    def merge(self, span: tuple[int, int, int, int], value: Value, look: str) -> None:
        """Write one value over (row, column, last row, last column), merged when it is more than one cell."""
        row, column, last_row, last_column = span
        if (row, column) != (last_row, last_column):
            self._must(self.page.merge_range(*span, "", self.format(look)), row, column)
        self.put(row, column, value, look)

    def span(self, cells: tuple[int, int, int, int]) -> str:
        """$A$1:$B$9 of (row, column, last row, last column)."""
        return str(xl_range_abs(*cells))

    def back(self, row: int, column: int) -> None:
        """A link back to the first sheet."""
        self.page.write_url(row, column, f"internal:'{SHEETS[0]}'!A1", self.format("back"), f"← {SHEETS[0]}")


# --- cells of our own making --------------------------------------------------------------------


def lamp(light: Light) -> ShownCell:
    """A light as a word on its colour."""
    return ShownCell(light.colour.value, "centre", style.LIGHTS[light.colour])


def opened(place: Place | None, words: str = OPEN, *, up: str = "../../") -> Value:
    """A link to where the words stand. `up`: from the folder of the workbook to the home."""
    if place is None or not place.file or not words:
        return words if place else ""
    link = _link(place, up)
    return ShownCell("" if words == OPEN and not link else words, "centre", link=link)


def _link(place: Place, up: str) -> str:
    """Relative to the workbook's folder (outbox/PERIOD): our own path of the file, never a text found in it."""
    file = _file(place.disk)  # a member of an archive opens with the archive
    if not file:
        return ""
    target = f"external:{up}{file}"
    cell = CELL_NAME.match(place.cell)
    if cell and place.sheet and not place.outer and place.file.lower().endswith((".xlsx", ".xlsm", ".xls")):
        name = visible(place.sheet).replace("'", "''")
        target += f"#'{name}'!{cell[0]}"
    return target if len(target) < 1000 else ""


@lru_cache(1 << 14)  # a file is opened from every row it answered
def _file(path: str) -> str:
    """A file as a link spells it, or empty when it must not be opened or cannot be spelled."""
    if not path.lower().rstrip(" .").endswith(_DOCUMENTS):
        return ""  # a click on a program would run it
    if any("\ud800" <= char <= "\udfff" for char in path):
        return ""  # a name of stray bytes
    return _escape(path)


def _escape(path: str) -> str:
    return "".join(char if char.isprintable() and char not in _RESERVED else quote(char, safe="") for char in path)


_DOCUMENTS = (  # what may be opened from a master that goes out by mail: everything that is only looked at
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".tsv", ".txt"),
    *(".docx", ".docm", ".doc", ".wps", ".odt", ".rtf", ".pdf", ".ofd", ".pptx", ".ppt", ".md"),
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"),
    *(".zip", ".rar", ".7z", ".eml", ".msg"),
)
_RESERVED = frozenset('%#"<>[]^`{}|?*\\ ')
