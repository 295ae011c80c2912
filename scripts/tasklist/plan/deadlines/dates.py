"""From date words to days: one point of a 完成时限 phrase becomes the span of days it names.

The year is the notice's unless the phrase names one, and a named year holds for the points after it.
What cannot be settled raises `Unclear`: a wrong date is worse than a question.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tasklist.model.workdays import Calendar
from tasklist.plan.deadlines.words import Token, TokenRow

REACH = 10  # years either side of the notice a deadline may lie in


class Unclear(Exception):  # noqa: N818 - not an error of the program: the phrase leaves it open
    """The phrase cannot be read; the message says which words and why. `advised`: and where to give the date."""

    def __init__(self, message: str, *, advised: bool = False) -> None:
        super().__init__(message)
        self.advised = advised


@dataclass(frozen=True, slots=True)
class Span:
    """The days a point names. `exact`: down to a day or third of a month; `dated`: the year stands in the words."""

    first: date
    last: date
    exact: bool
    dated: bool


@dataclass
class Anchor:
    """What earlier words of the phrase settle for later ones. Lives for one phrase."""

    issued_on: date
    base: int = field(init=False)  # the year 次年 counts from
    year: int = field(init=False)
    month: int | None = None

    def __post_init__(self) -> None:
        self.base = self.year = self.issued_on.year


# How fine a word is: a point goes on while its words get finer (年 → 季 → 月 → 旬/日 → 底).
FINENESS: Mapping[str, int] = {
    "full": 90, "md": 40, "ym": 30, "plan": 45, "rel_week": 90, "year": 10, "rel_year": 10, "next_year": 10,
    "year_end": 15,
    "whole_year": 15, "half": 20, "quarter": 20, "rel_quarter": 20, "month": 30, "rel_month": 30, "month_end": 35,
    "third": 40, "day": 40, "edge": 50,
}  # fmt: skip


_NO_WORD = Token("", "")


def finer(kind: str, fineness: int) -> bool:
    """May a word of this kind go on with a point that has come to `fineness`?"""
    alone = kind in ("full", "rel_week", "plan", "ym")
    return fineness == 0 if alone else FINENESS.get(kind, 0) > fineness and fineness < 60


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day `months` later, clamped to the month's end."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, monthrange(day.year + years, month + 1)[1]))


def within(day: date, issued_on: date) -> date:
    """`day`, if it lies within ten years of the notice. Raises Unclear."""
    try:
        low, high = add_months(issued_on, -12 * REACH), add_months(issued_on, 12 * REACH)
    except ValueError:
        low, high = date.min, date.max
    if not low <= day <= high:
        raise Unclear(f"{day} 离印发日期超过{REACH}年")
    return day


def reckon(token: Token, base: date, calendar: Calendar) -> tuple[date, tuple[str, ...]]:
    """The day N days, working days, weeks, months … after `base`, and the notes to it. Raises Unclear."""
    amount = token.value[0]
    if not 0 < amount <= 3660:
        raise Unclear(f"“{token.text}”读不懂")
    try:
        day = _later(token.kind, base, amount, calendar)
    except (ValueError, OverflowError):
        raise Unclear(f"“{token.text}”超出日历") from None
    years = range(base.year, day.year + 1) if token.kind == "workdays" else ()
    unknown = "、".join(str(year) for year in years if year not in calendar.years)
    return day, (*([f"节假日表缺{unknown}年，按周末推算"] if unknown else ()), f"自 {base} 起算")


def _later(kind: str, base: date, amount: int, calendar: Calendar) -> date:
    if kind == "workdays":
        return calendar.add(base, amount)
    if kind in ("months", "quarters", "years"):
        return add_months(base, amount * {"months": 1, "quarters": 3, "years": 12}[kind])
    return base + timedelta(days=amount * (7 if kind == "weeks" else 1))


def point(row: TokenRow, context: Anchor) -> tuple[Span, tuple[Token, ...]]:
    """Take the words of one point from the row, as long as they get finer. Raises Unclear."""
    words: list[Token] = []
    while finer(row.peek().kind, FINENESS[words[-1].kind] if words else 0):
        words.append(row.take())
        if row.peek().text == "的" and finer(row.peek(1).kind, FINENESS[words[-1].kind]):
            row.take()
    if not words:
        raise Unclear(f"“{row.peek().text}”读不懂")
    return span(tuple(words), context), tuple(words)


def through(first: Span, last: Span, context: Anchor, text: str) -> tuple[Span, bool]:
    """The days from one span to the other, whose words were `text`, and whether it ends in the next year.

    A month range may run over the turn of a year by half a year. Raises Unclear.
    """
    turns = last.last < first.first
    if turns:
        months = (last.last.month - first.first.month) % 12
        if last.dated or last.exact or not months <= 5 or first.first < context.issued_on.replace(day=1):
            raise Unclear(f"“{text}”早于开始时间")
        context.year += 1
        last = replace(last, last=month_end(last.last.year + 1, last.last.month))
    return Span(first.first, last.last, last.exact, first.dated or last.dated), turns


def span(words: tuple[Token, ...], context: Anchor) -> Span:
    """The days named by the words of one point. Raises Unclear for what no calendar holds."""
    text = "".join(word.text for word in words)
    try:
        return _span({word.kind: word for word in words}, context, text)
    except (ValueError, OverflowError):
        raise Unclear(f"“{text}”不是存在的日期") from None


def _span(words: Mapping[str, Token], context: Anchor, text: str) -> Span:
    value = {kind: word.value for kind, word in words.items()}
    if "full" in words:
        return _day(date(*value["full"]), context, dated=True)
    if "rel_week" in words:
        return _week(value["rel_week"], words, context)
    return _dated(value, words, context, text)


def _dated(value: Mapping[str, tuple[int, ...]], words: Mapping[str, Token], context: Anchor, text: str) -> Span:
    if "plan" in words:
        return Span(date(value["plan"][0] - 4, 1, 1), date(value["plan"][0], 12, 31), exact=False, dated=True)
    dated = _settle_year(value, words, context)
    if "md" in words:
        month, day = value["md"]
        return _day(date(context.year, month, day), context, dated=dated)
    months = _months(value, words, context, text)
    edge = words["edge"].text if "edge" in words else ""
    if edge == "中" or words.get("year_end", _NO_WORD).text.endswith("中") or (edge == "初" and months[0] != months[1]):
        raise Unclear(f"“{text}”没有说清是哪一天")
    if "day" in words or "third" in words or edge == "初":
        if months[0] != months[1]:
            raise Unclear(f"“{text}”没有说清是哪个月")
        if "third" in words:
            return _third(value["third"][0], words["third"].text, months[0], context, dated)
        if "day" not in words:
            return _third(10, edge, months[0], context, dated)
        return _day(date(context.year, months[0], value["day"][0]), context, dated=dated)
    context.month = months[0] if months[0] == months[1] else None
    last = month_end(context.year, months[1])
    first = last if edge and context.month else date(context.year, months[0], 1)  # what begins 6月底 begins that day
    return Span(first, last, exact=False, dated=dated)


def _day(day: date, context: Anchor, *, dated: bool) -> Span:
    if dated:
        context.base = context.year = day.year
    context.month = day.month
    return Span(day, day, exact=True, dated=dated)


def _third(end: int, name: str, month: int, context: Anchor, dated: bool) -> Span:
    context.month = month
    last = min(end, monthrange(context.year, month)[1])
    first = {"中旬": 11, "中下旬": 11, "下旬": 21, "下半月": 16}.get(name, 1)
    return Span(date(context.year, month, first), date(context.year, month, last), exact=True, dated=dated)


def _week(value: tuple[int, ...], words: Mapping[str, Token], context: Anchor) -> Span:
    later, weekday = value
    monday = context.issued_on - timedelta(days=context.issued_on.weekday()) + timedelta(weeks=later)
    if "edge" in words:
        raise Unclear(f"“{words['rel_week'].text}末”没有说清是哪一天")
    if weekday:
        return _day(monday + timedelta(days=weekday - 1), context, dated=True)
    return Span(monday, monday + timedelta(days=6), exact=True, dated=True)


def _settle_year(value: Mapping[str, tuple[int, ...]], words: Mapping[str, Token], context: Anchor) -> bool:
    """Take the year of these words, if they name one, for them and for what follows."""
    if "ym" in words:
        context.base = context.year = value["ym"][0]
    elif "year" in words:
        short = not words["year"].text[:4].isdigit() and words["year"].text[0].isdigit()
        if short and not -1 <= value["year"][0] - context.issued_on.year <= REACH:
            raise Unclear(f"“{words['year'].text}”没有说清是哪一年")
        context.base = context.year = value["year"][0]
    elif "rel_year" in words:
        context.base = context.year = context.issued_on.year + value["rel_year"][0]
    elif "next_year" in words:
        context.year = context.base + 1
    elif "rel_month" in words or "rel_quarter" in words:
        context.year = context.issued_on.year
        return True
    else:
        return False
    return True


def _months(
    value: Mapping[str, tuple[int, ...]], words: Mapping[str, Token], context: Anchor, text: str
) -> tuple[int, int]:
    """The first and last month the words leave open."""
    first, last = 1, 12
    if "half" in words:
        first, last = (1, 6) if value["half"][0] == 1 else (7, 12)
    elif "quarter" in words:
        last = 3 * value["quarter"][0]
        first = last - 2
    elif "rel_quarter" in words:
        last = 3 * ((context.issued_on.month - 1) // 3 + 1 + value["rel_quarter"][0])
        context.year, last = (context.year + 1, 3) if last > 12 else (context.year, last)
        first = last - 2
    month = _month(value, words, context, text)
    if month is not None:
        if not first <= month <= last:
            raise Unclear(f"“{text}”前后矛盾")
        first = last = month
    if not 1 <= first <= last <= 12:
        raise Unclear(f"“{text}”不是存在的日期")
    return first, last


def _month(value: Mapping[str, tuple[int, ...]], words: Mapping[str, Token], context: Anchor, text: str) -> int | None:
    if "ym" in words:
        return value["ym"][1]
    if "month" in words:
        return value["month"][0]
    if "rel_month" in words:
        day = add_months(context.issued_on, value["rel_month"][0])
        context.year = day.year
        return day.month
    if "month_end" in words or "day" in words or "third" in words:
        if {"year", "rel_year", "next_year", "half", "quarter", "rel_quarter"} & words.keys():
            return None
        if context.month is None:
            example = f"{context.issued_on.year}-06-30"
            raise Unclear(f"“{text}”没有写明是哪个月，请在“应完成日期”栏填上年月日，如 {example}", advised=True)
        return context.month
    return None
