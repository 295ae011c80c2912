"""Workbooks in the binary format of Excel 2007 (.xlsb): bytes in, Grids out. Records as in [MS-XLSB]."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from tasklist.model.book import Book
from tasklist.readers.grid_builder import Cell, GridBuilder, Styles
from tasklist.readers.limits import HALF_COPIED, Package, Refused, unpack
from tasklist.readers.number_formats import BUILTIN, ERRORS, Show, show_of, shown
from tasklist.readers.xlsx_parts import add_beside, package_stamp, relations
from tasklist.text.display import visible

_ROW, _SST_ITEM, _FONT, _FORMAT, _XF, _COLUMN = 0, 19, 43, 44, 47, 60
_END_SHEET, _WORKBOOK, _SHEET, _MERGE = 130, 153, 156, 176
_BEGIN_XFS, _END_XFS, _COMMENT, _COMMENT_TEXT = 617, 618, 635, 637
_BLANK, _RK, _ERROR, _BOOL, _REAL, _STRING, _SHARED, _RICH = 1, 2, 3, 4, 5, 6, 7, 62
_SHORT = {11 + kind: kind for kind in range(_BLANK, _SHARED + 1)}  # one column to the right of the last cell
_FORMULAS = {8: _STRING, 9: _REAL, 10: _BOOL, 11: _ERROR}
_CELLS = {kind: kind for kind in (*range(_BLANK, _SHARED + 1), _RICH)} | _FORMULAS | _SHORT
_STRIKES, _HIDDEN_ROW = 0x08, 0x10
_HIDDEN = {0: "", 1: "hidden", 2: "very"}


@dataclass
class BinaryShared:
    """What the sheets have in common."""

    strings: tuple[str, ...] = ()
    styles: Styles = field(default_factory=Styles)
    since_1904: bool = False


def read_xlsb(data: bytes, name: str) -> Book:  # noqa: ARG001  every reader has this shape
    """The sheets of an .xlsb, in their order. Raises Refused."""
    package = unpack(data)
    try:
        return _book(package)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Refused(*HALF_COPIED) from error


def _book(package: Package) -> Book:
    roots = relations(package, "").values()
    main = next((link.target for link in roots if link.kind == "officeDocument"), "xl/workbook.bin")
    links = relations(package, main)
    targets = {link.kind: link.target for link in links.values()}
    shared = BinaryShared()
    if "sharedStrings" in targets:
        items = _records(package.read(targets["sharedStrings"]))
        shared.strings = tuple(_wide(body, 1)[0] for kind, body in items if kind == _SST_ITEM)
    if "styles" in targets:
        shared.styles = _styles(package.read(targets["styles"]))
    grids = []
    for kind, body in _records(package.read(main)):
        if kind == _WORKBOOK:
            shared.since_1904 = bool(body[0] & 1)
        elif kind == _SHEET:
            (state,) = struct.unpack_from("<I", body)
            link_id, after = _wide(body, 8)
            link = links.get(link_id)
            if link is not None and link.kind == "worksheet":
                title = _wide(body, after)[0]
                grids.append(_read_sheet(package, link.target, shared).grid(title, _HIDDEN.get(state, "")))
    macros = any(part.endswith("vbaproject.bin") for part in package.names)
    remarks = ("文件带有宏，宏没有运行，也没有读取",) if macros else ()
    return Book(format="xlsb", grids=tuple(grids), modified=package_stamp(package), remarks=remarks)


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part. Raises Refused when the last is cut short."""
    at = 0
    while at < len(part):
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (part[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while True:
            byte = part[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift == 28:
                break
        if at + size > len(part):
            raise Refused(*HALF_COPIED)
        yield kind, part[at : at + size]
        at += size


def _wide(body: bytes, at: int) -> tuple[str, int]:
    """The string that starts at `at`, and where it ends. An absent one (length −1) is empty."""
    (length,) = struct.unpack_from("<I", body, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(body):
        raise Refused(*HALF_COPIED)
    return visible(body[at + 4 : end].decode("utf-16-le", "surrogatepass")), end


def _styles(part: bytes) -> Styles:
    formats: dict[int, Show] = {}
    fonts: list[bool] = []
    shows, struck = [], []
    of_cells = False
    for kind, body in _records(part):
        if kind == _FORMAT:
            formats[struct.unpack_from("<H", body)[0]] = show_of(_wide(body, 2)[0])
        elif kind == _FONT:
            fonts.append(bool(body[2] & _STRIKES))
        elif kind in (_BEGIN_XFS, _END_XFS):
            of_cells = kind == _BEGIN_XFS
        elif kind == _XF and of_cells:
            _, number_format, font = struct.unpack_from("<HHH", body)
            shows.append(formats.get(number_format, BUILTIN.get(number_format, Show.NUMBER)))
            struck.append(font < len(fonts) and fonts[font])
    return Styles(tuple(shows), tuple(struck))


def _read_sheet(package: Package, part: str, shared: BinaryShared) -> GridBuilder:
    sheet = _cells(package.read(part), shared)
    for link in relations(package, part).values():
        if link.kind == "comments" and link.target in package:
            sheet.notes |= dict(_comments(package.read(link.target)))
    add_beside(sheet, package, part)
    return sheet


def _comments(part: bytes) -> Iterator[tuple[Cell, str]]:
    at = (0, 0)
    for kind, body in _records(part):
        if kind == _COMMENT:
            row, _, column, _ = struct.unpack_from("<IIII", body, 4)
            at = (row + 1, column + 1)
        elif kind == _COMMENT_TEXT:
            yield at, _wide(body, 1)[0]


def _cells(part: bytes, shared: BinaryShared) -> GridBuilder:
    sheet = GridBuilder()
    row, column = 0, -1
    for kind, body in _records(part):
        if kind == _ROW:
            row, column = struct.unpack_from("<I", body)[0] + 1, -1
            if body[11] & _HIDDEN_ROW:
                sheet.hidden_rows.add(row)
        elif kind in _CELLS:
            column = column + 1 if kind in _SHORT else struct.unpack_from("<I", body)[0]
            rest = body if kind in _SHORT else body[4:]
            _put(sheet, shared, (row, column + 1), _CELLS[kind], rest)
        elif kind == _COLUMN and body[16] & 1:
            first, last = struct.unpack_from("<II", body)
            sheet.hidden_spans.append((first + 1, last + 1))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            sheet.merged.append((top + 1, left + 1, bottom + 1, right + 1))
        elif kind == _END_SHEET:
            return sheet
    raise Refused(*HALF_COPIED)


def _put(sheet: GridBuilder, shared: BinaryShared, at: Cell, kind: int, body: bytes) -> None:
    """One cell: its style in three bytes, a byte of flags, its value."""
    style, value = int.from_bytes(body[:3], "little"), body[4:]
    if kind == _ERROR:
        sheet.broken[at] = ERRORS.get(value[0], "#VALUE!")
    else:
        sheet.put(at, _text(shared, style, kind, value), shared.styles.strikes(style))


def _text(shared: BinaryShared, style: int, kind: int, value: bytes) -> str:
    if kind in (_STRING, _RICH):
        return _wide(value, 1 if kind == _RICH else 0)[0]
    if kind == _SHARED:
        return shared.strings[int.from_bytes(value[:4], "little")]
    if kind == _BOOL:
        return "TRUE" if value[0] else "FALSE"
    if kind not in (_REAL, _RK):
        return ""
    stored: float = _rk(value) if kind == _RK else struct.unpack_from("<d", value)[0]
    return shown(stored, shared.styles.show(style), shared.since_1904)


def _rk(value: bytes) -> float:
    """A number packed into four bytes ([MS-XLSB] 2.5.122): an integer or the front of a float, maybe in hundredths."""
    (packed,) = struct.unpack_from("<i", value)
    if packed & 2:
        whole = float(packed >> 2)
    else:
        (whole,) = struct.unpack("<d", struct.pack("<Ii", 0, packed & ~3))
    return whole / 100 if packed & 1 else whole
