"""How a stored number is written for a person: whole numbers plain, dates as 2023-06-30, percentages as 25%."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

UNCACHED = "无缓存值的公式"
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|[eE][+-]')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_FRACTION = re.compile(r"(\.\d{6})\d+")
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31
_SECONDS = 86_400

# Stamps without a zone are the clock of the machine that saved the file, and these stand in China.
LOCAL = timezone(timedelta(hours=8))


class Show(StrEnum):
    """What a number format makes of a number."""

    NUMBER = "number"
    PERCENT = "percent"
    MOMENT = "moment"
    CLOCK = "clock"
    ELAPSED = "elapsed"


def _builtin() -> dict[int, Show]:
    """ECMA-376 part 1, 18.8.30, with the formats a Chinese system assigns to 27–36 and 50–58."""
    clocks = {18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56}
    moments = {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}
    table = dict.fromkeys(clocks, Show.CLOCK) | dict.fromkeys(moments, Show.MOMENT)
    return table | {9: Show.PERCENT, 10: Show.PERCENT, 46: Show.ELAPSED}


BUILTIN = _builtin()


@lru_cache(maxsize=4096)
def show_of(code: str) -> Show:
    """What a custom number format code shows (its first section decides)."""
    section = _QUOTED.sub("", code).split(";")[0]
    if _ELAPSED.search(section):
        return Show.ELAPSED
    letters = _BRACKETED.sub("", section).lower()
    if "general" in letters or "@" in letters:
        return Show.NUMBER
    if "%" in letters:
        return Show.PERCENT
    if re.search(r"[yde]|g{3}|a{3}", letters):
        return Show.MOMENT
    if re.search(r"[hs]", letters):
        return Show.CLOCK
    return Show.MOMENT if "m" in letters else Show.NUMBER


def number(value: float) -> str:
    """A number in full, as the fifteen digits a sheet keeps: 13800000000, 0.3, never 1.38E+10."""
    if not abs(value) < 1e21:  # also nan
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = format(value, ".15g")
    return format(Decimal(text), "f") if "e" in text and abs(value) > 1e-12 else text


def shown(value: float, show: Show, since_1904: bool = False) -> str:
    """A stored number as text. `value` counts days for dates and times; a date out of range stays a number."""
    if show is Show.PERCENT and abs(value) < 1e12:
        return number(round(value * 100, 4)) + "%"
    if show in (Show.NUMBER, Show.PERCENT) or not 0 <= value < _LAST_SERIAL:
        return number(value)
    seconds = round(value * _SECONDS)
    days, rest = divmod(seconds, _SECONDS)
    if show is Show.ELAPSED:
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}" + _seconds(seconds)
    if days == 0 and not since_1904:
        return _clock(rest) if rest or show is Show.CLOCK else number(value)
    return civil_text(serial_day(days, since_1904) + timedelta(seconds=rest))


def serial_day(days: int, since_1904: bool) -> datetime:
    """The day with this serial number. The 1900 calendar has a 29 February 1900 that never was."""
    if since_1904:
        return datetime(1904, 1, 1) + timedelta(days=days)  # noqa: DTZ001  a civil date
    return datetime(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)  # noqa: DTZ001


def civil_text(stamp: datetime) -> str:
    """A civil date, with its time when that is not midnight."""
    seconds = stamp.hour * 3600 + stamp.minute * 60 + stamp.second
    return stamp.date().isoformat() + (" " + _clock(seconds) if seconds else "")


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}" + _seconds(seconds)


def _seconds(seconds: int) -> str:
    return f":{seconds % 60:02d}" if seconds % 60 else ""


def aware(text: str) -> datetime | None:
    """A document's own stamp, or None when it is none. Without a zone it is taken as China's time."""
    stamp = civil(text)
    return stamp if stamp is None or stamp.tzinfo else stamp.replace(tzinfo=LOCAL)


def civil(text: str) -> datetime | None:
    """An ISO date or date and time (fractions beyond microseconds cut), or None."""
    try:
        return datetime.fromisoformat(_FRACTION.sub(r"\1", text.strip()))
    except ValueError:
        return None
