"""What a counted item is called, and the day its text names."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

from tasklist.text.normalize import bare, fold
from tasklist.text.patterns import quick

_DAY = quick(
    r"(?<!\d)(?:(?P<y>20\d\d)[年./-])?(?P<m>1[0-2]|0?[1-9])[月./-](?P<d>3[01]|[12]\d|0?[1-9])(?:日|号|(?![\d月]))"
    r"|(?<!\d)(?P<y8>20\d\d)(?P<m8>0[1-9]|1[0-2])(?P<d8>0[1-9]|[12]\d|3[01])(?!\d)"
)


def day_in(text: str, received: date) -> date | None:
    """The first civil day a text names, or None. A day without a year is the latest one not after `received`."""
    found = _DAY.search(unicodedata.normalize("NFKC", text)) or _DAY.search(fold(text))
    return _day(found, received) if found else None


def days_in(text: str, received: date) -> tuple[date, ...]:
    """Every civil day a text names, in order, those without a year as in `day_in`."""
    found = _DAY.finditer(unicodedata.normalize("NFKC", text))
    return tuple(day for each in found if (day := _day(each, received)))


def _day(found: re.Match[str], received: date) -> date | None:
    part = found.groupdict()
    year, month, day = part["y"] or part["y8"], part["m"] or part["m8"], part["d"] or part["d8"]
    try:
        if year:
            return date(int(year), int(month), int(day))
        this = date(received.year, int(month), int(day))
        return this if this <= received else this.replace(year=received.year - 1)
    except ValueError:
        return None


_MONTH = quick(r"(?<!\d)(?:(?P<y>20\d\d)[年./-]?)?(?P<m>1[0-2]|0?[1-9])月(?:份)?(?!\d)")


def month_in(text: str, received: date) -> date | None:
    """The last day of the first month a text names, or None. One without a year is the latest begun by `received`."""
    found = _MONTH.search(fold(text))
    if not found:
        return None
    year, month = int(found["y"] or received.year), int(found["m"])
    year -= not found["y"] and month > received.month
    return date(year, month, monthrange(year, month)[1])


def undated(text: str) -> str:
    """`text` without the days it names."""
    return _DAY.sub("", fold(text))


# What people put behind a title when they send it again: a version, or what is enclosed. A number is none of these.
_ASIDE = (
    r"(?:附|见|含|配|有|另)?(?:照片|图片|图|附件|佐证(?:材料)?|签到表|链接)(?:另送|另附|见附件)?|补报?|重报|再报|已报|更正|补充|"
    r"(?:修改|修订|最终|定)?[终定]?[稿版]|副本"
)
_ASIDES = re.compile(rf"(?:[（(【\[](?:{_ASIDE})[）)】\]]|[-_—–\s]{{1,9}}(?:{_ASIDE}))\s*$")


def called(title: str) -> str:
    """What an item is called, bare: without the days it names and the asides behind it (（附照片）, -终稿)."""
    left = title.strip()
    while found := _ASIDES.search(left):
        left = left[: found.start()]
    return bare(undated(left)) or bare(title)
