"""Files embedded in a document or workbook: a sheet or document as it is, or wrapped in an OLE object."""

from __future__ import annotations

import re
import struct
from contextlib import suppress

from tasklist.readers.limits import OleFile, Refused, open_ole, read_stream
from tasklist.readers.sniff import OLE

_NATIVE = "\x01Ole10Native"
_OWN_STREAMS = {"Workbook": ".xls", "Book": ".xls", "WordDocument": ".doc", "PowerPoint Document": ".ppt"}
_FORMULA = re.compile(r"Equation|MathType|Math\.", re.IGNORECASE)


def embedded_file(part: str, data: bytes, program: str) -> tuple[str, bytes] | None:
    """The file an object holds, as (name, bytes); None for a formula, whose picture says it all.

    `part`: the part's own name; `program`: the program the object says it belongs to (Excel.Sheet.12).
    """
    if _FORMULA.match(program):
        return None
    if not data.startswith(OLE):
        return part, data
    try:
        with open_ole(data) as ole:
            return _unwrapped(ole, part, data)
    except Refused:
        return part, data


def _unwrapped(ole: OleFile, part: str, data: bytes) -> tuple[str, bytes]:
    stem = part.rpartition(".")[0] or part
    for stream, ending in _OWN_STREAMS.items():
        if ole.exists(stream):
            return stem + ending, data
    for stream in ("Package", "CONTENTS", "EmbeddedOdf"):
        if ole.exists(stream):
            return stem, read_stream(ole, stream)
    return native_file(read_stream(ole, _NATIVE), part, data) if ole.exists(_NATIVE) else (part, data)


def stored_name(ole: OleFile, storage: str) -> str:
    """The name of the file that a storage of an .xls holds; its own name when it does not say."""
    for stream, ending in _OWN_STREAMS.items():
        if ole.exists(f"{storage}/{stream}"):
            return storage + ending
    native = f"{storage}/{_NATIVE}"
    with suppress(Refused):  # a name that cannot be read is none
        return native_file(read_stream(ole, native), storage, b"")[0] if ole.exists(native) else storage
    return storage


def native_file(stream: bytes, part: str, data: bytes) -> tuple[str, bytes]:
    """A file dropped into the document: its name, where it came from, its size and content ([MS-OLEDS] 2.3.6)."""
    try:
        label, _, rest = stream[6:].partition(b"\0")
        _, _, rest = rest.partition(b"\0")
        behind = 8 + struct.unpack_from("<I", rest, 4)[0]
        size = struct.unpack_from("<I", rest, behind)[0]
        content = rest[behind + 4 : behind + 4 + size]
    except struct.error:
        return part, data
    name = re.split(r"[\\/]", label.decode("gb18030", "replace"))[-1].strip()
    return (name, content) if name and len(content) == size else (part, data)
