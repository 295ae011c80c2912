"""How texts are shown in a message, a sheet or on a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def shorten(text: str, length: int = 40) -> str:
    """`text` on one line, at most `length` characters, with … where it was cut (for messages, never for data)."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def visible(text: str) -> str:
    """`text` with what a sheet or a terminal cannot show made visible and harmless.

    Control characters become their symbols (␀…), lone surrogates and bidirectional overrides their code
    points in letters; tabs stay, and every kind of line break becomes a plain one.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return "".join(map(_shown, unified)) if _HARMFUL.search(unified) else unified


_HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def _shown(char: str) -> str:
    if not _HARMFUL.match(char):
        return char
    code = ord(char)
    return chr(0x2400 + code) if code < 0x20 else f"\\u{code:04x}"


def percent(rate: float | None) -> str:
    """A rate as a person reads it: 85.0%, or — when nothing was expected. Never rounded up to 100 %."""
    if rate is None:
        return "—"
    return f"{min(rate * 100, 99.9 if rate < 1 else 100):.1f}%"


def change(now: int, before: int | None) -> str:
    """Against last period: ▲2, ▼1, 持平, or — when there is no last period."""
    if before is None:
        return "—"
    if now == before:
        return "持平"
    return f"{'▲' if now > before else '▼'}{abs(now - before)}"


def display_width(text: str) -> int:
    """How many narrow characters as wide as a text is: 2 for a Chinese one."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def ranges(numbers: Iterable[int]) -> str:
    """1, 2, 3, 5 → 1—3、5."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)
