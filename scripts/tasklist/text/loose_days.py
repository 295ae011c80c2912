"""A day as people write it in a narrow column: 2024-06-30, 6月30日, 2024年6月, 6月底, 6.30; or none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tasklist.text.normalize import fold

_DAY = re.compile(
    r"(?:(?P<year>(?:20)?\d{2})年|(?P<digits>20\d{2})[-./])?"
    r"(?P<month>\d{1,2})(?:月份?|[-./](?=\d)|(?<=\d)$)"
    r"(?:(?P<day>\d{1,2})[日号]?|(?P<part>底|末|[上中下]旬|初)|)"
)
_PARTS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31)}


@dataclass(frozen=True, slots=True)
class LooseDay:
    """A day, or the days of a month it may be. `year`: as it is written, or None."""

    year: int | None
    month: int
    first: int
    last: int

    def begins(self, year: int) -> date:
        """The earliest it may be, in `year` where none is written."""
        return date(self.year or year, self.month, 1) + timedelta(days=self.first - 1)


def loose_day(text: str) -> LooseDay | None:
    """The day a text says and nothing else, or None: 13月40日 and 6月31日 are none."""
    found = _DAY.fullmatch(fold(text))
    said = (found["year"] or found["digits"]) if found else None
    if not found or not (said or re.search(r"[月./]", found[0])):  # 6 and 1-2 are none
        return None
    year, month = (int(said) + 2000 if len(said) == 2 else int(said)) if said else None, int(found["month"])
    if not 1 <= month <= 12:
        return None
    last = (date((year or 2024) + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day  # 29 February of any year
    first, end = (int(found["day"]),) * 2 if found["day"] else _PARTS.get(found["part"] or "", (1, last))
    return LooseDay(year, month, first, min(end, last)) if 1 <= first <= last else None
