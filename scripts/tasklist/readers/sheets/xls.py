"""Workbooks in the old binary format (.xls, and .et saved as such): bytes in, Grids out."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import xlrd
from xlrd.formatting import Font
from xlrd.formula import FormulaError

from tasklist.model.book import Book, Leftover
from tasklist.readers.limits import HALF_COPIED, Refused, open_ole, workbook_stream
from tasklist.readers.sheets import calamine
from tasklist.readers.sheets.grid_builder import PLAIN, Cell, GridBuilder, Style
from tasklist.readers.sheets.number_formats import BUILTIN, ERRORS
from tasklist.readers.sheets.symbol_fonts import as_signs, signs_of
from tasklist.readers.sheets.worded_formats import GENERAL, NumberFormat, Shown, format_of
from tasklist.readers.sheets.xls_census import KINDS as CENSUS
from tasklist.readers.sheets.xls_census import chart_sheet, embedded, of_sheet
from tasklist.readers.sheets.xls_drawings import KINDS as DRAWINGS
from tasklist.readers.sheets.xls_drawings import Record, sheet_pictures, stored_pictures
from tasklist.readers.sniff import OLE
from tasklist.text.display import visible

_BOF, _EOF, _BOUNDSHEET = (0x0809, 0x0409, 0x0209, 0x0009), 0x000A, 0x0085
_CELLS = frozenset({0x0006, 0x00BD, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})
_PADDING = 16  # records of nothing in a row: some programs fill up with a few, an interrupted copy with a sector's
_WORKSHEET, _CHART_SHEET = 0, 2
_HIDDEN = {0: "", 1: "hidden", 2: "very"}
# What the library raises when records contradict each other.
_XLRD_FAILS = (
    xlrd.XLRDError,
    FormulaError,
    struct.error,
    AssertionError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
)
_WHITE = (1, 9)  # of the palette
_MACROS = "_VBA_PROJECT_CUR"


def read_xls(data: bytes, name: str) -> Book:  # noqa: ARG001  every reader has this shape
    """The sheets of an .xls, in their order. Raises Refused.

    The format has no checksum: a copy cut short is found (records that do not add up), a flipped bit is not.
    """
    stream = workbook_stream(data) if data.startswith(OLE) else data
    parts, found = _whole(stream)
    try:
        book = xlrd.open_workbook(file_contents=stream, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
        styles = [_style(book, number) for number in range(len(book.xf_list))]
        sheets = [(page, _sheet(book, page, styles)) for page in book.sheets()]
    except _XLRD_FAILS:
        if _width(stream) > calamine.PLACES:  # the other reader makes a value of every place of it, filled or not
            raise calamine.TOO_WIDE from None
        return Book(
            "xls", calamine.grids(data), remarks=(f"旧版 .xls 内部有错误，只读出了格子里的值，{calamine.UNTOLD}",)
        )
    if len(parts) == len(sheets) + 1:  # a workbook so old that it lists its sheets otherwise has no drawings
        stored = stored_pictures(parts[0])
        for (page, sheet), part in zip(sheets, parts[1:], strict=True):
            found += of_sheet(part, visible(page.name), sheet)
            sheet.pictures += sheet_pictures(part, stored)
    grids = tuple(sheet.grid(page.name, _HIDDEN.get(page.visibility, "")) for page, sheet in sheets)
    stamp, macros, files = _beside(data) if data.startswith(OLE) else (None, False, ())
    remarks = ("文件带有宏，宏没有运行，也没有读取",) if macros else ()
    return Book(format="xls", grids=grids, modified=stamp, remarks=remarks, leftovers=(*found, *files))


def _beside(data: bytes) -> tuple[datetime | None, bool, tuple[Leftover, ...]]:
    """The document's own stamp, whether there are macros, and the embedded files, as far as the file can tell."""
    modified, macros = None, False
    files: tuple[Leftover, ...] = ()
    with suppress(OSError, ValueError, LookupError, TypeError, OverflowError, struct.error), open_ole(data) as ole:
        macros, files = bool(ole.exists(_MACROS)), tuple(embedded(ole))
        modified = ole.get_metadata().last_saved_time
    return modified.replace(tzinfo=UTC) if isinstance(modified, datetime) else None, macros, files


def _whole(stream: bytes) -> tuple[list[list[Record]], list[Leftover]]:
    """The records of the workbook and of each worksheet that the census needs, all followed to their ends; and what
    sheets that are one chart say.

    Raises Refused when one has no end.
    """
    parts: list[list[Record]] = []
    charts: list[Leftover] = []
    starts = [0]
    for number, start in enumerate(starts):
        part: list[Record] = []
        for kind, body in _records(stream, start):
            if kind in DRAWINGS | CENSUS:
                part.append((kind, body))
            elif kind == _BOUNDSHEET and number == 0 and len(body) > 5:
                (place,) = struct.unpack_from("<I", body)
                if body[5] == _WORKSHEET:
                    starts.append(place)
                elif body[5] == _CHART_SHEET:
                    charts += _chart_sheet(stream, place, body)
        parts.append(part)
    return parts, charts


def _width(stream: bytes) -> int:
    """How many places the largest range spans that its cells lie in, whichever sheet they are of."""
    at, bottom, right = 0, 0, 0
    while at + 8 <= len(stream):
        kind, size, row, column = struct.unpack_from("<4H", stream, at)
        if kind in _CELLS and size >= 4:
            bottom, right = max(bottom, row + 1), max(right, column + 1)
        at += 4 + size
    return bottom * right


def _chart_sheet(stream: bytes, place: int, listed: bytes) -> list[Leftover]:
    with suppress(Refused):  # it has no cells to lose
        records = [record for record in _records(stream, place) if record[0] in CENSUS]
        return chart_sheet(records, listed)
    return []


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records from the beginning (BOF) at `at` to the end (EOF) that belongs to it.

    Raises Refused when the stream breaks off, or goes on with zeros. A record 0 with a body is one of the oldest
    format, or one that a program has crossed out (the password's, when it was taken off).
    """
    depth = nothing = 0
    while True:
        if at + 4 > len(stream):
            raise Refused(*HALF_COPIED)
        kind, size = struct.unpack_from("<HH", stream, at)
        nothing = 0 if kind or size else nothing + 1
        if kind in _BOF:
            depth += 1
        elif depth == 0 or nothing > _PADDING or at + 4 + size > len(stream):
            raise Refused(*HALF_COPIED)
        elif kind == _EOF:
            depth -= 1
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
        if depth == 0:
            return


def _sheet(book: xlrd.Book, page: xlrd.sheet.Sheet, styles: Sequence[Style]) -> GridBuilder:
    sheet = GridBuilder()
    for row in range(page.nrows):
        for column, (value, kind) in enumerate(zip(page.row_values(row), page.row_types(row), strict=True)):
            at = (row + 1, column + 1)
            if kind == xlrd.XL_CELL_ERROR:
                sheet.broken[at] = ERRORS.get(value, "#VALUE!")
            elif kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                number = page.cell_xf_index(row, column)
                style = styles[number] if number < len(styles) else PLAIN
                if isinstance(value, str):
                    _words(sheet, page, at, value, style)
                else:
                    sheet.show(at, _figure(book, value, kind, style), style)
    sheet.merged += [(top + 1, left + 1, bottom, right) for top, bottom, left, right in page.merged_cells]
    sheet.hidden_rows |= {row + 1 for row, info in page.rowinfo_map.items() if info.hidden}
    sheet.hidden_spans += [(column + 1, column + 1) for column, info in page.colinfo_map.items() if info.hidden]
    notes = page.cell_note_map.items()
    sheet.notes |= {(row + 1, column + 1): visible(note.text) for (row, column), note in notes if note.text}
    return sheet


def _figure(book: xlrd.Book, value: float, kind: int, style: Style) -> Shown:
    if kind == xlrd.XL_CELL_BOOLEAN:
        return style.truth(bool(value))
    return style.format.number(float(value), bool(book.datemode))


def _words(sheet: GridBuilder, page: xlrd.sheet.Sheet, at: Cell, text: str, style: Style) -> None:
    """A text as it is seen: what its runs in fonts of signs show, which of them are struck, whether one is white."""
    runs = list(_runs(page, (at[0] - 1, at[1] - 1), text))
    told = "".join(words for _, words in runs)
    if not text.endswith(told):  # runs that do not follow one another say nothing
        runs, told = [], ""
    plain = text[: len(text) - len(told)]
    shown = style.text(visible(plain + "".join(as_signs(words, font.name) for font, words in runs)))
    struck = "".join(words for font, words in runs if font.struck_out).strip()
    white = any(font.colour_index in _WHITE and words.strip() for font, words in runs)
    sheet.show(at, shown, style, struck, white=white)


def _runs(page: xlrd.sheet.Sheet, cell: Cell, text: str) -> Iterator[tuple[Font, str]]:
    """The runs of a text that have fonts of their own, up to its end, each with its words."""
    runs, fonts = page.rich_text_runlist_map.get(cell, ()), page.book.font_list
    ends = [*(start for start, _ in runs[1:]), len(text)]
    for (start, font), end in zip(runs, ends, strict=False):
        yield fonts[font] if font < len(fonts) else Font(), text[start:end]


def _style(book: xlrd.Book, number: int) -> Style:
    xf = book.xf_list[number]
    font = book.font_list[xf.font_index] if xf.font_index < len(book.font_list) else None
    known = book.format_map.get(xf.format_key)
    builtin = NumberFormat(BUILTIN[xf.format_key]) if xf.format_key in BUILTIN else GENERAL
    ground = xf.background.fill_pattern == 0
    return Style(
        format_of(known.format_str) if known and known.format_str else builtin,
        bool(font and font.struck_out),
        font.name if font and signs_of(font.name) else "",
        bool(font and font.colour_index in _WHITE and ground),
        white_ground=ground,
    )
