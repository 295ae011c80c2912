"""How texts are compared: full-width forms folded, spaces and punctuation set aside, numerals read.

Comparing never changes what is shown: the verbatim text always travels beside its folded form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from datetime import datetime
from functools import lru_cache

_PUNCTUATION = re.compile(r"[\s\W_]+")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


# White space, control characters, and the format characters (category Cf) that leave no ink.
_UNSEEN = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]+"
)


@lru_cache(maxsize=8192)  # the official texts are folded again for every row of every return
def fold(text: str) -> str:
    """`text` in NFKC (full-width digits and letters become plain), invisible characters and all spaces removed."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """`fold(text)` in lower case without punctuation: what two texts have in common whoever typed them."""
    return _PUNCTUATION.sub("", fold(text)).lower()


def number(text: str) -> int | None:
    """A whole number in digits or Chinese numerals (`12`, `１２`, `十二`), 15 characters at most, or None."""
    folded = fold(text)
    if len(folded) > 15:
        return None
    if folded.isascii() and folded.isdigit():
        return int(folded)
    if not folded or any(char not in _DIGITS and char not in _UNITS for char in folded):
        return None
    if not any(char in _UNITS for char in folded):
        return int("".join(str(_DIGITS[char]) for char in folded))
    total, digit = 0, 0
    for char in folded:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * _UNITS[char]
            digit = 0
    return total + digit


def verbatim(text: str, folded: str) -> str:
    """The words of `text` that fold to `folded`, as they were typed; `folded` itself when they are not found.

    `folded` may have been cut by `shorten`: its … stays.
    """
    words = folded.removesuffix("…")
    marks: list[int] = []
    plain = ""
    for place, char in enumerate(text):
        here = fold(char)
        plain += here
        marks += [place] * len(here)
    start = plain.find(words)
    if not words or start < 0:
        return folded
    return text[marks[start] : marks[start + len(words) - 1] + 1] + folded[len(words) :]


def shorten(text: str, length: int = 40) -> str:
    """`text` on one line, at most `length` characters, with … where it was cut (for messages, never for data)."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def moment(when: datetime) -> str:
    """2023-06-25 09:00."""
    return f"{when:%Y-%m-%d %H:%M}"


def without_advice(said: str, advice: str) -> str:
    """`said` without the `advice` at its end, where that stands beside it anyway."""
    return said.removesuffix(advice).rstrip("，；。") if advice and said.endswith(advice) else said


def visible(text: str) -> str:
    """`text` with what a sheet or a terminal cannot show made visible and harmless.

    Control characters become their symbols (␀…), lone surrogates and bidirectional overrides their code
    points in letters; tabs stay, and every kind of line break becomes a plain one.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(map(_shown, unified)) if _HARMFUL.search(unified) else unified


_HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def _shown(char: str) -> str:
    if not _HARMFUL.match(char):
        return char
    code = ord(char)
    return chr(0x2400 + code) if code < 0x20 else f"\\u{code:04x}"


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
