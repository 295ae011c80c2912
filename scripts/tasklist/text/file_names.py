"""Names for files that every system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')


def safe_name(name: str, *, limit: int = 150) -> str:
    """A file name that every system takes: no path, no control characters, no reserved name, `limit` bytes at most."""
    plain = unicodedata.normalize("NFC", name)
    kept = "".join(
        char for char in plain if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    )
    plain = _FORBIDDEN.sub("_", kept).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix.encode()) > 16:
        stem, dot, suffix = plain, "", ""
    if _RESERVED.fullmatch(plain.split(".")[0].strip()) or plain.startswith("~$"):
        stem = f"_{stem}"
    room = limit - len(f"{dot}{suffix}".encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .")
    return f"{stem or '附件'}{dot}{suffix}"


def free_name(name: str, taken: Container[str]) -> str:
    """`name`, or the first of 名（2）.xlsx, 名（3）.xlsx … that is not taken, upper and lower case alike."""
    stem, dot, suffix = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem}（{number}）{dot}{suffix}" if dot else f"{name}（{number}）"
    return free
