"""How workbooks in formats older than .xls begin; LibreOffice reads them (`office_sheets`)."""

from __future__ import annotations

import re
import struct

_SYLK = re.compile(rb"ID;P[A-Z0-9]{2,10}(?:;[NE])*[\r\n]")
_DIF = re.compile(rb"TABLE\r?\n0,1\r?\n")
_LOTUS = re.compile(rb"[\0\xff]\0\x02\0[\x04\x06]\x04|[\0\x04]\0\x1a\0[\0-\x05]\x10")
_DBF = re.compile(rb"[\x03\x30\x31\x83\x8b\xf5].[\x01-\x0c][\x01-\x1f]", re.DOTALL)
_FIELD = 32  # bytes of the head of a .dbf, and of what it says of each field
_BEHIND_FIELDS = b"\r"


def old_kind(data: bytes) -> str:
    """The old format of a workbook by its first bytes: a name in `formats`, or empty."""
    for kind, beginning in (("sylk", _SYLK), ("dif", _DIF), ("lotus", _LOTUS)):
        if beginning.match(data):
            return kind
    return "dbf" if _DBF.match(data) and _is_dbf(data) else ""


def _is_dbf(data: bytes) -> bool:
    """Does the head go on as that of a .dbf: its length, then fields of 32 bytes up to a sign that ends them?"""
    if len(data) < 2 * _FIELD:
        return False
    size, record = struct.unpack_from("<HH", data, 8)
    ends = range(2 * _FIELD, min(size, len(data)), _FIELD)
    return record > 1 and any(data[end : end + 1] == _BEHIND_FIELDS for end in ends)
