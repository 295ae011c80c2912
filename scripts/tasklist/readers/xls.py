"""Workbooks in the old binary format (.xls, and .et saved as such): bytes in, Grids out."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import xlrd

from tasklist.model.book import Book, Grid
from tasklist.readers.grid_builder import Cell, GridBuilder
from tasklist.readers.limits import HALF_COPIED, SAVE_AS, Refused, check_ole, open_ole
from tasklist.readers.number_formats import BUILTIN, ERRORS, Show, show_of, shown
from tasklist.readers.sniff import OLE
from tasklist.readers.xls_drawings import KINDS, Record, sheet_pictures, sheet_texts, stored_pictures
from tasklist.text.display import visible

_BOF, _EOF, _BOUNDSHEET = (0x0809, 0x0409, 0x0209, 0x0009), 0x000A, 0x0085
_WORKSHEET = 0
_HIDDEN = {0: "", 1: "hidden", 2: "very"}
# What the library raises when records contradict each other.
_XLRD_FAILS = (
    xlrd.XLRDError,
    struct.error,
    AssertionError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
)
_MACROS = "_VBA_PROJECT_CUR"


def read_xls(data: bytes, name: str) -> Book:  # noqa: ARG001  every reader has this shape
    """The sheets of an .xls, in their order. Raises Refused.

    The format has no checksum: a copy cut short is found (records that do not add up), a flipped bit is not.
    """
    stream = check_ole(data) if data.startswith(OLE) else data
    parts = _whole(stream)
    try:
        book = xlrd.open_workbook(file_contents=stream, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
        grids = tuple(_grid(book, sheet) for sheet in book.sheets())
    except _XLRD_FAILS as error:
        raise Refused("unreadable", "旧版 .xls 文件内部有错误，读不出来", SAVE_AS) from error
    grids = _with_drawings(grids, parts)
    stamp, macros = _beside(data) if data.startswith(OLE) else (None, False)
    remarks = ("文件带有宏，宏没有运行，也没有读取",) if macros else ()
    return Book(format="xls", grids=grids, modified=stamp, remarks=remarks)


def _beside(data: bytes) -> tuple[datetime | None, bool]:
    """The document's own stamp, and whether there are macros."""
    try:
        with open_ole(data) as ole:
            modified = ole.get_metadata().last_saved_time
            macros = bool(ole.exists(_MACROS))
    except (OSError, ValueError, LookupError, TypeError, OverflowError, struct.error) as error:
        raise Refused(*HALF_COPIED) from error
    return modified.replace(tzinfo=UTC) if isinstance(modified, datetime) else None, macros


def _whole(stream: bytes) -> list[list[Record]]:
    """The drawing records of the workbook and of each worksheet, all followed to their ends.

    Raises Refused when one has no end.
    """
    parts: list[list[Record]] = []
    starts = [0]
    for number, start in enumerate(starts):
        part: list[Record] = []
        for kind, body in _records(stream, start):
            if kind in KINDS:
                part.append((kind, body))
            elif kind == _BOUNDSHEET and number == 0 and len(body) > 5 and body[5] == _WORKSHEET:
                starts.append(struct.unpack_from("<I", body)[0])
        parts.append(part)
    return parts


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records from the beginning (BOF) at `at` to the end (EOF) that belongs to it."""
    depth = 0
    while True:
        if at + 4 > len(stream):
            raise Refused(*HALF_COPIED)
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind in _BOF:
            depth += 1
        elif depth == 0 or kind == 0 or at + 4 + size > len(stream):
            raise Refused(*HALF_COPIED)
        elif kind == _EOF:
            depth -= 1
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
        if depth == 0:
            return


def _with_drawings(grids: tuple[Grid, ...], parts: list[list[Record]]) -> tuple[Grid, ...]:
    """The grids with what lies on them; a workbook so old that it lists its sheets otherwise has none."""
    if len(parts) != len(grids) + 1:
        return grids
    stored = stored_pictures(parts[0])
    return tuple(
        replace(grid, floating=sheet_texts(part), pictures=sheet_pictures(part, stored))
        for grid, part in zip(grids, parts[1:], strict=True)
    )


def _grid(book: xlrd.Book, page: xlrd.sheet.Sheet) -> Grid:
    sheet = GridBuilder()
    for row in range(page.nrows):
        for column, (value, kind) in enumerate(zip(page.row_values(row), page.row_types(row), strict=True)):
            at = (row + 1, column + 1)
            if kind == xlrd.XL_CELL_ERROR:
                sheet.broken[at] = ERRORS.get(value, "#VALUE!")
            elif kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                style = book.xf_list[page.cell_xf_index(row, column)]
                text = _text(book, value, kind, style.format_key)
                sheet.put(at, text, _struck(book, page, (row, column), style.font_index))
    sheet.merged += [(top + 1, left + 1, bottom, right) for top, bottom, left, right in page.merged_cells]
    sheet.hidden_rows |= {row + 1 for row, info in page.rowinfo_map.items() if info.hidden}
    sheet.hidden_spans += [(column + 1, column + 1) for column, info in page.colinfo_map.items() if info.hidden]
    notes = page.cell_note_map.items()
    sheet.notes |= {(row + 1, column + 1): visible(note.text) for (row, column), note in notes if note.text}
    return sheet.grid(page.name, _HIDDEN.get(page.visibility, ""))


def _text(book: xlrd.Book, value: str | float, kind: int, format_key: int) -> str:
    if isinstance(value, str):
        return visible(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    known = book.format_map.get(format_key)
    show = show_of(known.format_str) if known and known.format_str else BUILTIN.get(format_key, Show.NUMBER)
    return shown(float(value), show, bool(book.datemode))


def _struck(book: xlrd.Book, page: xlrd.sheet.Sheet, cell: Cell, font: int) -> bool:
    fonts = [font, *(run_font for _, run_font in page.rich_text_runlist_map.get(cell, ()))]
    return any(book.font_list[index].struck_out for index in fonts if index < len(book.font_list))
