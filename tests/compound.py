"""A minimal OLE compound file, so that tests can write what Outlook writes."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_LARGE = 4096  # streams below this would go into a second kind of sectors
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Tree = Mapping[str, "bytes | Tree"]


def compound(tree: Tree) -> bytes:
    """The file that holds `tree`; streams are padded with zeros to 4,096 bytes at least."""
    entries: list[list[object]] = []  # name, kind, left, right, child, first sector, size
    sectors: list[bytes] = []
    chains: list[int] = []

    def stored(data: bytes) -> tuple[int, int]:
        data = data.ljust(_LARGE, b"\0")
        first, count = len(sectors), -(-len(data) // _SECTOR)
        for number in range(count):
            sectors.append(data[number * _SECTOR : (number + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            chains.append(first + number + 1 if number + 1 < count else _END)
        return first, len(data)

    def added(name: str, value: bytes | Tree, kind: int) -> int:
        place = len(entries)
        entries.append([name, kind, _FREE, _FREE, _FREE, 0, 0])
        if isinstance(value, bytes):
            entries[place][5:] = stored(value)
            return place
        before = _FREE
        for inner, content in value.items():
            at = added(inner, content, 2 if isinstance(content, bytes) else 1)
            if before == _FREE:
                entries[place][4] = at
            else:
                entries[before][3] = at
            before = at
        return place

    added("Root Entry", tree, 5)
    entries[0][5] = _END
    directory = b"".join(_entry(*entry) for entry in entries)
    start, _ = stored(directory)
    tables = 1
    while tables * _SECTOR // 4 < len(sectors) + tables:
        tables += 1
    fat = [*chains, *([_FAT] * tables)]
    fat += [_FREE] * (tables * _SECTOR // 4 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, start, 0, _LARGE, _END, 0, _END, 0)
    header += struct.pack("<109I", *(len(sectors) + n if n < tables else _FREE for n in range(109)))
    return header + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, left: int, right: int, child: int, first: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", written, len(written), kind, 1, left, right, child, b"", 0, 0, 0, first, size
    )


def dropped(name: str, content: bytes) -> bytes:
    """The stream of a file that was dropped into a document."""
    label, path, temporary = name.encode("gb18030"), f"C:\\临时\\{name}".encode("gb18030"), b"C:\\T\\a.tmp\0"
    stream = struct.pack("<IH", 99, 2) + label + b"\0" + path + b"\0" + struct.pack("<HHI", 0, 3, len(temporary))
    return stream + temporary + struct.pack("<I", len(content)) + content
