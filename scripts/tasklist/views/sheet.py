"""What every sheet of a rendered workbook shares: looks, columns, safe cells, heights, the printed page.

Text from outside enters a sheet only through `Sheet.put`: as a string, never as a formula, link or markup.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from tasklist.figures import percent
from tasklist.model import Colour, Light, Place
from tasklist.views import style
from tasklist.views.style import Face, Tint, text_height, text_width
from tasklist.wording import visible

SHEETS = (
    "总览", "任务清单汇总", "明细台账", "空白预警", "报送情况", "频次台账", "版本与冲突", "未归位内容", "文件清单",
)  # fmt: skip
# The standard font decides how wide a column is. 宋体 is the same everywhere (eight pixels a digit); Calibri, where it
# is missing, is replaced by something wider, and the official form would no longer fit its page.
BOOK = {
    "in_memory": True,
    "default_format_properties": {"font_name": style.NUMBER.name, "font_size": 11},
    "default_column_width": 72,
    "default_row_height": 19,
}
CONTINUED = "续上行"
LIST = Face(style.NUMBER.name, 10)
HINT = Face(style.NUMBER.name, 10, colour="595959")  # a note must survive a grey printer
ROW_LIMIT = 396.0  # points; a little under Excel's limit, and under a printed page
# As style measures: points of a character of width, of a line per point of type, above and below.
CHAR_POINTS, LEADING, PADDING = 5.25, 1.45, 4.5
LONG = 160  # characters from which a text is measured in bulk

_BORDER = {"border": 1, "border_color": "#A6A6A6"}
_RULED = {"border": 1, "border_color": f"#{style.RULE}"}

_CARD = {"left": 1, "right": 1, "border_color": "#A6A6A6", "bg_color": "#F7F9FC"}


def _face(face: Face, **more: Any) -> dict[str, Any]:
    base = {"font_name": face.name, "font_size": face.points, "font_color": f"#{face.colour}", "valign": "vcenter"}
    return base | ({"bold": True} if face.bold else {}) | more


LOOKS: dict[str, dict[str, Any]] = {
    "title": _face(style.TITLE, align="center"),
    "sheet_title": _face(Face(style.HEADING.name, 15), align="left"),
    "subtitle": _face(style.SUBTITLE, align="center"),
    "left": _face(style.SUBTITLE, align="left"),
    "right": _face(style.SUBTITLE, align="right"),
    "note": _face(style.NOTE, text_wrap=True, align="left"),
    "hint": _face(HINT, text_wrap=True, align="left"),
    "section": _face(Face(style.HEADING.name, 12, colour=style.LINK), bottom=2, bottom_color=f"#{style.LINK}"),
    "heading": _face(style.HEADING, align="center", text_wrap=True, bg_color=f"#{style.HEADING_TINT.fill}", **_RULED),
    "official": _face(style.BODY, text_wrap=True, align="left", **_RULED),
    "official_centre": _face(style.BODY, text_wrap=True, align="center", **_RULED),
    "text": _face(LIST, text_wrap=True, align="left", **_BORDER),
    "centre": _face(LIST, text_wrap=True, align="center", **_BORDER),
    "number": _face(LIST, align="center", num_format="0", **_BORDER),
    "rate": _face(LIST, align="center", num_format="0.0%", **_BORDER),
    "total": _face(LIST, align="center", bold=True, top=2, bottom=1, left=1, right=1, num_format="0"),
    "total_rate": _face(LIST, align="center", bold=True, top=2, bottom=1, left=1, right=1, num_format="0.0%"),
    "link": _face(LIST, text_wrap=True, align="left", font_color=f"#{style.LINK}", underline=1) | _BORDER,
    "left_text": _face(LIST, text_wrap=True, align="left"),
    "card_label": _face(Face(style.HEADING.name, 11, colour="404040"), align="center") | _CARD | {"top": 1},
    "card_number": _face(Face(style.NUMBER.name, 26, bold=True, colour=style.LINK), align="center") | _CARD,
    "card_small": _face(Face(style.NUMBER.name, 9, colour="595959"), align="center") | _CARD,
    "card_last": _face(Face(style.NUMBER.name, 9, colour="595959"), align="center") | _CARD | {"bottom": 1},
    "jump": _face(Face(style.NUMBER.name, 8, colour=style.LINK), align="center", underline=1, shrink=True),
    "back": _face(LIST, align="left") | {"font_color": f"#{style.LINK}", "underline": 1},
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a listing: heading, width in characters, and the look of its cells."""

    heading: str
    width: float
    look: str = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than its column says: a tint, a link of our own making, runs with marks."""

    text: str = ""
    look: str = ""
    tint: Tint | None = None
    link: str = ""
    runs: tuple[tuple[str, str], ...] = ()  # (text, "" or "old" or "new")


Value = str | int | float | None | Cell


@dataclass
class Sheet:
    """A worksheet being written, with the format cache of its workbook."""

    book: Any
    name: str
    formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)
    page: Any = None

    def __post_init__(self) -> None:
        self.page = self.book.add_worksheet(self.name)
        self.page.hide_gridlines(2)

    def format(self, look: str, tint: Tint | None = None, **more: Any) -> Any:
        """The workbook's format for a look, made once."""
        wanted = LOOKS[look] | more
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

    def put(self, row: int, column: int, value: Value, look: str = "text", tint: Tint | None = None, **more: Any) -> None:
        """Write one value. Text goes in as text, whatever it looks like; raises when a cell could not hold it."""
        if isinstance(value, Cell):
            self._put_cell(row, column, value, value.look or look, value.tint or tint, more)
            return
        form = self.format(look, tint, **more)
        if value is None or value == "":
            code = self.page.write_blank(row, column, None, form)
        elif isinstance(value, str):
            code = _string(self.page, row, column, visible(value), form)
        else:
            code = self.page.write_number(row, column, value, form)
        _must(code, self.name, row, column)

    def _put_cell(self, row: int, column: int, cell: Cell, look: str, tint: Tint | None, more: dict[str, Any]) -> None:
        if cell.link and cell.text:
            form = self.format("link", tint, **more)
            code = self.page.write_url(row, column, cell.link, form, visible(cell.text))
            if code < 0:  # too many links or too long a path: the words alone must do
                code = _string(self.page, row, column, visible(cell.text), self.format(look, tint, **more))
        elif len(cell.runs) > 1:
            parts: list[Any] = []
            for text, mark in cell.runs:
                parts += [self.format("text", font_color=MARKS[mark][0], **MARKS[mark][1]), visible(text)]
            code = self.page.write_rich_string(row, column, *parts, self.format(look, tint, **more))
        else:
            self.put(row, column, cell.text, look, tint, **more)
            return
        _must(code, self.name, row, column)

    def merge(self, row: int, column: int, last_row: int, last_column: int, value: Value, look: str, **more: Any) -> None:
        """Write one value over a range, merged when it is more than one cell."""
        if (row, column) != (last_row, last_column):
            _must(
                self.page.merge_range(row, column, last_row, last_column, "", self.format(look, **more)),
                self.name, row, column,
            )  # fmt: skip
        self.put(row, column, value, look, **more)

    def back(self, row: int, column: int) -> None:
        """A link back to the first sheet."""
        self.page.write_url(row, column, f"internal:'{SHEETS[0]}'!A1", self.format("back"), f"← {SHEETS[0]}")


MARKS: dict[str, tuple[str, dict[str, Any]]] = {
    "": ("#000000", {}),
    "old": ("#C00000", {"font_strikeout": True}),
    "new": ("#1F4E79", {"bold": True, "underline": 1}),
}


def _string(page: Any, row: int, column: int, text: str, form: Any) -> int:
    if text.startswith("<r>") and text.endswith("</r>"):
        # The library takes such a string for rich text it made itself and writes it as raw XML.
        return int(page.write_rich_string(row, column, "<", form, text[1:], form))
    return int(page.write_string(row, column, text, form))


def _must(code: int | None, sheet: str, row: int, column: int) -> None:
    if code:
        raise AssertionError(f"{sheet} R{row + 1}C{column + 1}: the workbook did not take the value ({code})")


# --- long text ----------------------------------------------------------------------------------


def pieces(text: str, width: float, points: float, tallest: float = ROW_LIMIT) -> tuple[str, ...]:
    """`text` cut so that each piece stands in a row of `tallest` points and a cell's 32,767 characters.

    Joined, the pieces are the text. A cut falls after a line or a sentence where one is near.
    """
    text = visible(text)
    room = max(int((width - 1) * CHAR_POINTS / points), 1)  # wide characters a line surely holds
    lines = max(int((tallest - PADDING) / (points * LEADING)), 1)
    found = []
    while text and not _fits(text, room, lines):
        end = _cut(text, room, lines)
        found.append(text[:end])
        text = text[end:]
    return (*found, text) if text or not found else tuple(found)


def _fits(text: str, room: int, lines: int) -> bool:
    if len(text) > room * lines * 2:
        return False
    return sum(max(math.ceil(len(paragraph) / room), 1) for paragraph in text.split("\n")) <= lines


def _cut(text: str, room: int, lines: int) -> int:
    end, used = 0, 0
    for paragraph in text.split("\n"):
        need = max(math.ceil(len(paragraph) / room), 1)
        if used + need > lines:
            end += (lines - used) * room
            break
        end, used = end + len(paragraph) + 1, used + need
    end = min(max(end, 1), len(text))
    near = max(text.rfind(mark, max(end - 2 * room, 1), end) for mark in "\n。；")
    return near + 1 if near > 0 else end


def height(values: Sequence[str], widths: Sequence[float], points: float, least: float = 18.0) -> float:
    """The height of a row whose cells hold these texts in columns of these widths."""
    tall = [_tall(text, width, points) for text, width in zip(values, widths, strict=True) if text]
    return max(least, *tall, 0.0)


@lru_cache(4096)  # the same task text stands in a hundred rows
def _tall(text: str, width: float, points: float) -> float:
    if len(text) < LONG:
        return text_height(text, width, points)
    # Thousands of long texts: counted by the codec at once instead of sign by sign, a little on the tall side.
    room = (width - 1) * CHAR_POINTS / (points / 2) - 3
    lines = sum(max(math.ceil(len(part.encode("gbk", "replace")) / room), 1) for part in text.split("\n"))
    return min(math.ceil(lines * points * LEADING + PADDING), style.TALLEST)


# --- listings -----------------------------------------------------------------------------------


def listing(
    sheet: Sheet, columns: Sequence[Column], rows: Iterable[Sequence[Value]], first: int, keep: int = 1
) -> int:
    """Write headings at row `first` and the rows below; returns the row after the last.

    A text taller than a row may be goes on in the next row, where the first `keep` columns are repeated.
    """
    sheet.widths([column.width for column in columns])
    for place, column in enumerate(columns):
        sheet.put(first, place, column.heading, "heading")
    widths = [column.width for column in columns]
    sheet.page.set_row(first, height([column.heading for column in columns], widths, style.HEADING.points, 24))
    row = first + 1
    for values in rows:
        row = _write_row(sheet, columns, values, row, keep)
    if row == first + 1:
        sheet.merge(row, 0, row, len(columns) - 1, "（没有）", "centre")
        row += 1
    return row


def _write_row(sheet: Sheet, columns: Sequence[Column], values: Sequence[Value], row: int, keep: int) -> int:
    cut = [pieces(shown(value), column.width, LIST.points) for value, column in zip(values, columns, strict=True)]
    for turn in range(max(map(len, cut))):
        texts = []
        for place, (value, column) in enumerate(zip(values, columns, strict=True)):
            part = cut[place][turn] if turn < len(cut[place]) else ""
            if turn and place < keep:
                part, value = shown(value), shown(value)  # noqa: PLW2901 - the repeated key of a continued row
            elif turn or len(cut[place]) > 1:
                value = part  # noqa: PLW2901
            sheet.put(row, place, value, column.look)
            texts.append(part)
        sheet.page.set_row(row, height(texts, [column.width for column in columns], LIST.points))
        row += 1
    return row


def shown(value: Value) -> str:
    """The text of a value, for measuring and cutting."""
    if isinstance(value, Cell):
        return value.text or "".join(text for text, _ in value.runs)
    if isinstance(value, float):
        return percent(value)
    return "" if value is None else str(value)


def titled(sheet: Sheet, title: str, note: str, columns: Sequence[Column], *, back: bool = True) -> int:
    """Title, link back and one sentence above a listing; returns the row for its headings."""
    width = sum(column.width for column in columns)
    sheet.put(0, 0, title, "sheet_title")
    sheet.page.set_row(0, 27)
    if back:
        sheet.back(1, 0)
    sheet.merge(2, 0, 2, len(columns) - 1, note, "hint")
    sheet.page.set_row(2, text_height(note, width, HINT.points) + 3)
    return 3


def printed(sheet: Sheet, columns: int, last_row: int, heading: int, *, landscape: bool = True, paper: int = 9) -> None:
    """One page wide, headings on every page, page numbers, the margins of the style."""
    page = sheet.page
    _paper(page, landscape, paper)
    page.fit_to_pages(1, 0)
    page.repeat_rows(heading)
    page.print_area(0, 0, max(last_row, heading), columns - 1)
    page.freeze_panes(heading + 1, 1)


def _paper(page: Any, landscape: bool, paper: int) -> None:
    page.set_paper(paper)
    if landscape:
        page.set_landscape()
    left, right, top, bottom = style.MARGINS
    page.set_margins(left=left, right=right, top=top, bottom=bottom)
    page.set_footer(f"&C{style.FOOTER}", {"margin": style.HEADER_MARGIN})
    page.center_horizontally()


# --- cells of our own making --------------------------------------------------------------------


def lamp(light: Light) -> Cell:
    """A light as a word on its colour."""
    return Cell(light.colour.value, "centre", style.LIGHTS[light.colour])


def tint(colour: Colour) -> Tint:
    """The background of a colour."""
    return style.LIGHTS[colour]


def opened(place: Place | None, words: str = "打开", width: float = 7) -> Value:
    """A link to where the words stand; when `words` need more than one line of `width`, the words alone.

    (LibreOffice does not wrap a cell with a link: what does not fit on one line would be cut.)
    """
    if place is None or not place.file or not words:
        return words if place else ""
    return Cell(words, "centre", link=_link(place)) if text_width(words) < width else words


def _link(place: Place) -> str:
    """Relative to the master's folder (outbox/PERIOD): our own path of the file, never a text found in it."""
    file = place.file.split("!")[0]  # a member of an archive opens with the archive
    target = "external:../../" + _escape(file)
    if place.cell and place.sheet and "!" not in place.file and file.lower().endswith((".xlsx", ".xlsm", ".xls")):
        name = visible(place.sheet).replace("'", "''")
        target += f"#'{name}'!{place.cell}"
    return target if len(target) < 1000 else ""


def _escape(path: str) -> str:
    return "".join(f"%{ord(char):02X}" if char in _RESERVED or ord(char) < 0x20 else char for char in visible(path))


_RESERVED = frozenset("%#\"<>[]^`{}|?* ")
