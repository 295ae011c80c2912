"""Names for files that every system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from datetime import date

from tasklist.text.normalize import SMALL, fold

_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]", re.IGNORECASE)
_MAIL = re.compile(r"\d{4}-\d\d-\d\d_[^_]*_")  # what `mail_name` puts before the subject
# What a clerk adds to a unit's name on a folder: a month, a quarter, what is in it.
_SPAN = re.compile(
    rf"(?:20\d\d年?度?)?(?:{SMALL}月份?|第?[一二三四1-4]季度|[上下]半年|第\d{{1,2}}周)|20\d\d[-./]\d{{1,2}}"
    r"|(?:任务|进展|填报|报送|工作)?(?:清单|报表|材料|表格?)|[()_\-—、.]"
)
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


def without_span(name: str) -> str:
    """A name of a file or folder without the month, the number and what is in it: 南坡乡卫生院7月 → 南坡乡卫生院."""
    return _SPAN.sub("", fold(name))
