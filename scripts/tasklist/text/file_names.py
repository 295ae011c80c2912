"""Names for files that every system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from datetime import date

_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]", re.IGNORECASE)
_MAIL = re.compile(r"\d{4}-\d\d-\d\d_[^_]*_")  # what `mail_name` puts before the subject
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


def mail_name(day: date, who: str, subject: str) -> str:
    """What a collected mail is saved as: the day it came, its sender, what the sender called it."""
    return safe_name(f"{day}_{safe_name(who).replace('_', '-')}_{subject}.eml")


def said_by_sender(name: str) -> str:
    """Of a collected mail's name the part its sender wrote, the subject: the rest is ours and proves nothing."""
    return _MAIL.sub("", name, count=1) if _MAIL.match(name) else name


def free_name(name: str, taken: Container[str]) -> str:
    """`name`, or the first of 名（2）.xlsx, 名（3）.xlsx … that is not taken, upper and lower case alike."""
    stem, dot, suffix = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem}（{number}）{dot}{suffix}" if dot else f"{name}（{number}）"
    return free
