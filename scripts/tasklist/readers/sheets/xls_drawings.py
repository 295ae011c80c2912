"""Pictures, text boxes and controls of an .xls: drawing records of [MS-ODRAW] and [MS-XLS], as far as they go."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasklist.model.book import Picture
from tasklist.readers.sheets.grid_builder import Area
from tasklist.text.display import visible

CONTINUE, OBJECT, DRAWING_GROUP, DRAWING, TEXT = 0x003C, 0x005D, 0x00EB, 0x00EC, 0x01B6
KINDS = frozenset({CONTINUE, OBJECT, DRAWING_GROUP, DRAWING, TEXT})
NOTE, CHART = 0x19, 0x05  # objects: a comment, whose text is read with the cell; a chart, whose words are its own
CONTROLS = {
    0x07: "按钮",
    0x0B: "复选框",
    0x0C: "单选按钮",
    0x0D: "编辑框",
    0x0E: "标签控件",
    0x12: "列表框",
    0x13: "分组框",
    0x14: "下拉框",
}
TICKED = ("复选框", "单选按钮")

_SHAPE, _ENTRY, _OPTIONS, _ANCHOR = 0xF004, 0xF007, 0xF00B, 0xF010
_PICTURE_INDEX, _ART_TEXT, _LONG = 0x0104, 0x00C0, 0x8000
_TICKS = 0x12
_ROW_PART, _COLUMN_PART = 64, 256  # quarters of a row and of a column that do not yet cover the next
_ENTRY_HEAD, _METAFILE_HEAD = 36, 34
_SUFFIXES = {0xF01A: "emf", 0xF01B: "wmf", 0xF01D: "jpg", 0xF01E: "png", 0xF01F: "dib", 0xF029: "tif", 0xF02A: "jpg"}
_METAFILES = (0xF01A, 0xF01B)
_TWO_DIGESTS = (0x46B, 0x6E3, 0x6E1, 0x7A9, 0x6E5, 0x3D5, 0x217)

Record = tuple[int, bytes]


def stored_pictures(records: Sequence[Record]) -> tuple[Picture | None, ...]:
    """The pictures of a workbook in their order, from its first records; None for what is no picture."""
    group = _joined(records, DRAWING_GROUP)
    return tuple(_picture(number, body) for number, body in enumerate(_entries(group), 1))


def sheet_pictures(records: Sequence[Record], stored: Sequence[Picture | None]) -> tuple[Picture, ...]:
    """The pictures on one sheet, each with the cell its upper left corner lies in."""
    found = []
    for shape in _shapes(_joined(records, DRAWING)):
        parts = {kind: (instance, body) for instance, kind, body in _boxes(shape)}
        number = _picture_number(*parts[_OPTIONS]) if _OPTIONS in parts else 0
        picture = stored[number - 1] if 0 < number <= len(stored) else None
        if picture:
            corner = parts.get(_ANCHOR, (0, b""))[1]
            cell = struct.unpack_from("<HHHH", corner) if len(corner) >= 8 else None
            found.append(Picture(picture.name, picture.data, (cell[3] + 1, cell[1] + 1) if cell else None))
    return tuple(found)


@dataclass
class DrawnObject:
    """An object on a sheet: its kind, its words, whether it is ticked, the cells it lies over."""

    kind: int
    words: str = ""
    ticked: bool = False
    area: Area | None = None


def sheet_objects(records: Sequence[Record]) -> tuple[DrawnObject, ...]:
    """The objects on one sheet in their order, comments left out."""
    found: list[DrawnObject] = []
    shape = b""
    for place, (kind, body) in enumerate(records):
        if kind == DRAWING:
            shape = body
        elif kind == OBJECT and len(body) >= 6:
            found.append(DrawnObject(struct.unpack_from("<H", body, 4)[0], _art(shape), _ticked(body), _area(shape)))
            shape = b""
        elif kind == TEXT and found and len(body) >= 12:
            (length,) = struct.unpack_from("<H", body, 10)
            words = visible(_characters(records[place + 1 :], length)).strip()
            found[-1].words = words or found[-1].words
    return tuple(each for each in found if each.kind != NOTE)


def _ticked(body: bytes) -> bool:
    """Do the parts of an object record say that it is ticked ([MS-XLS] 2.5.141)?"""
    at = 0
    while at + 6 <= len(body):
        part, size, value = struct.unpack_from("<HHH", body, at)
        if part == _TICKS:
            return bool(value == 1)
        at += 4 + size
    return False


def _area(drawing: bytes) -> Area | None:
    for shape in _shapes(drawing):
        for _, kind, corner in _boxes(shape):
            if kind == _ANCHOR and len(corner) >= 18:
                _, left, _, top, _, right, over_right, bottom, over_bottom = struct.unpack_from("<9H", corner)
                bottom -= over_bottom < _ROW_PART
                right -= over_right < _COLUMN_PART
                return top + 1, left + 1, max(top, bottom) + 1, max(left, right) + 1
    return None


def _art(drawing: bytes) -> str:
    """The words of word art, which stand among the properties of its shape."""
    for shape in _shapes(drawing):
        for count, kind, options in _boxes(shape):
            at = count * 6
            for place in range(0, min(at, len(options) - 5) if kind == _OPTIONS else 0, 6):
                key, value = struct.unpack_from("<HI", options, place)
                if key & 0x3FFF == _ART_TEXT:
                    return visible(options[at : at + value].decode("utf-16-le", "replace").rstrip("\0")).strip()
                at += value if key & _LONG else 0
    return ""


def _characters(following: Iterable[Record], length: int) -> str:
    """`length` characters from the records that continue a text, each of which says how it is encoded."""
    text = ""
    for kind, body in following:
        if kind != CONTINUE or len(text) >= length or not body:
            break
        text += body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")
    return text[:length]


def _joined(records: Sequence[Record], wanted: int) -> bytes:
    """The bodies of records of one kind and of those that continue them."""
    pieces = []
    last = 0
    for kind, body in records:
        last = last if kind == CONTINUE else kind
        if last == wanted:
            pieces.append(body)
    return b"".join(pieces)


def _boxes(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Instance, kind and body of the records of a container, one level deep."""
    at = 0
    while at + 8 <= len(content):
        head, kind, size = struct.unpack_from("<HHI", content, at)
        yield head >> 4, kind, content[at + 8 : at + 8 + size]
        at += 8 + size


def _found(content: bytes, wanted: int, depth: int = 0) -> Iterator[bytes]:
    """The bodies of all records of one kind, however deep in containers (0xF000–0xF003)."""
    for _, kind, body in _boxes(content):
        if kind == wanted:
            yield body
        elif kind in (0xF000, 0xF001, 0xF002, 0xF003) and depth < 16:
            yield from _found(body, wanted, depth + 1)


def _shapes(drawing: bytes) -> Iterator[bytes]:
    return _found(drawing, _SHAPE)


def _entries(group: bytes) -> Iterator[bytes]:
    return _found(group, _ENTRY)


def _picture_number(count: int, options: bytes) -> int:
    """Which stored picture (1-based) a shape shows, 0 for none."""
    for at in range(0, min(count * 6, len(options) - 5), 6):
        key, value = struct.unpack_from("<HI", options, at)
        if key & 0x3FFF == _PICTURE_INDEX:
            return int(value)
    return 0


def _picture(number: int, entry: bytes) -> Picture | None:
    name_length = entry[33] if len(entry) > _ENTRY_HEAD else 0
    for instance, kind, body in _boxes(entry[_ENTRY_HEAD + name_length :]):
        if kind in _SUFFIXES:
            digests = 32 if instance in _TWO_DIGESTS else 16
            data = _metafile(body[digests:]) if kind in _METAFILES else body[digests + 1 :]
            return Picture(f"image{number}.{_SUFFIXES[kind]}", data) if data else None
    return None


def _metafile(body: bytes) -> bytes:
    packed = body[_METAFILE_HEAD:]
    try:
        return zlib.decompressobj().decompress(packed, 16 << 20)
    except zlib.error:
        return packed
