"""Recurrences of 完成时限: 每周五, 每月25日前, 每季度首月15日, 每半年, 每年, as the rhythm a Deadline keeps."""

from __future__ import annotations

import copy
from datetime import date

from tasklist.plan.deadlines.dates import Anchor, Unclear, point
from tasklist.plan.deadlines.lexicon import DATE_KINDS
from tasklist.plan.deadlines.words import Token, TokenRow


def rhythm(token: Token, row: TokenRow, context: Anchor) -> str:
    """The rhythm of an `every` token and the day words behind it: `week:5`, `month:end`, `quarter:1-15`, `year`.

    Without a day it is the end of the span. Raises Unclear. 每年 leaves its dates in the row, as milestones of this
    year, unless they are the year's end.
    """
    months, weekday, closed = token.value
    if closed:
        return _closed(months, row)
    if months == 0:
        return f"week:{weekday or 7}"
    if months == 1:
        return f"month:{_day_of_month(row) or 'end'}"
    if months == 3:
        return _quarterly(row)
    if months == 6:
        _skip_end(row)
        return "half-year"
    _skip_year_end(row, context)
    return "year"


def _closed(months: int, row: TokenRow) -> str:
    """每月结束后5日内 is the 5th of the next month; 每季度结束后15日内 the 15th of the quarter's first month."""
    token = row.take()
    if token.kind != "days" or months not in (1, 3) or not 0 < token.value[0] <= 28:
        raise Unclear("期末之后的哪一天，没有说清")
    return f"month:{token.value[0]}" if months == 1 else f"quarter:1-{token.value[0]}"


def _quarterly(row: TokenRow) -> str:
    row.skip_of()
    if row.peek().kind != "nth_month":
        day = _day_of_month(row) if _skip_end(row) and row.peek().kind == "day" else None
        return f"quarter:3-{day}" if day else "quarter:end"  # 每季末25日前
    place = row.take().value[0]
    day = _day_of_month(row)
    if day is None or (day == "end" and place != 3):
        raise Unclear("每季度的哪一天，没有说清")
    return "quarter:end" if day == "end" else f"quarter:{place}-{day}"


def _skip_end(row: TokenRow) -> bool:
    found = row.peek().kind == "edge" and row.peek().text in ("底", "末")
    row.at += found
    return found


def _skip_year_end(row: TokenRow, context: Anchor) -> None:
    row.skip_of()
    if _skip_end(row) or row.peek().kind not in DATE_KINDS:
        return
    ahead = copy.copy(row)
    found, _ = point(ahead, copy.copy(context))
    if ahead.peek().kind not in ("list", "to") and found.last == date(context.year, 12, 31):
        row.at = ahead.at


def _day_of_month(row: TokenRow) -> str | None:
    """The day within a month that the next words name: 25日, 1—5日 (the last), 上旬, 底; None: no such word."""
    row.skip_of()
    token = row.peek()
    if token.kind == "day" and row.peek(1).kind == "to" and row.peek(2).kind == "day":
        row.at += 2
        token = row.peek()
    if token.kind not in ("day", "third", "month_end", "edge"):
        return None
    row.take()
    if token.text in ("初", "中") or (token.value and not 1 <= token.value[0] <= 31):
        raise Unclear(f"“{token.text}”没有说清是哪一天")
    ends = token.kind in ("month_end", "edge") or (token.kind == "third" and token.value[0] == 31)
    return "end" if ends else str(token.value[0])
