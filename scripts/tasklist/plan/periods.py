"""报送期 and the spans of the calendar: which one a day falls in, when it is due, what a name says.

Weeks are ISO weeks (Monday to Sunday, the year of their Thursday). Everything follows from the calendar
and the rule; nothing here knows what day it is.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from tasklist.model.plan import LAST_SECOND, Campaign, Period, PeriodRule, Window
from tasklist.model.workdays import ONE_DAY
from tasklist.text.moments import day_range, month_day
from tasklist.text.normalize import SMALL, fold, number

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_NUMERALS = "〇一二三四"


# --- spans ----------------------------------------------------------------------------------------


def span_at(every: str, day: date) -> Window:
    """The calendar week, month, quarter, half-year or year that holds `day`. Raises KeyError for another word."""
    if every == "week":
        year, week, weekday = day.isocalendar()
        first = day - timedelta(days=weekday - 1)
        last = first + timedelta(days=6)
        name = f"{year}年第{week}周（{month_day(first)}—{month_day(last)}）"
        return Window(f"{year}-W{week:02}", name, first, last)
    length = _MONTHS[every]
    place = (day.month - 1) // length + 1
    first = date(day.year, (place - 1) * length + 1, 1)
    end = place * length
    last = date(day.year, end, monthrange(day.year, end)[1])
    tag, name = {
        "month": (f"-{place:02}", f"{place}月"),
        "quarter": (f"-Q{place}", f"第{_NUMERALS[place % 5]}季度"),
        "half-year": (f"-H{place}", "上半年" if place == 1 else "下半年"),
        "year": ("", ""),
    }[every]
    return Window(f"{day.year}{tag}", f"{day.year}年{name}", first, last)


def spans(every: str, first: date, last: date) -> Iterator[Window]:
    """Every calendar span that overlaps `first`…`last`, in order, each with its full extent."""
    day = first
    while day <= last:
        window = span_at(every, day)
        yield window
        day = window.last + ONE_DAY


# --- periods --------------------------------------------------------------------------------------


def period_at(campaign: Campaign, day: date) -> Period:
    """The period a day falls in; of listed ones the last opened by then, or the first.

    Raises ValueError when the rule's `due` cannot be read (`rule_problem` says so beforehand).
    """
    rule, calendar = campaign.periods, campaign.calendar
    if rule.listed:
        ordered = sorted(rule.listed, key=lambda period: period.opens)
        return next((period for period in reversed(ordered) if period.opens <= day), ordered[0])
    window = span_at(rule.every, day)
    due, clock = _due(rule, window)
    if rule.roll:
        due = calendar.on_or_after(due) if rule.roll == "next" else calendar.on_or_before(due)
    moment = datetime.combine(due, clock, campaign.zone)
    return Period(window.id, window.name, window.first, window.last, moment)


def previous(campaign: Campaign, period: Period) -> Period | None:
    """The period before this one, or None before the first of a list."""
    if not campaign.periods.listed:
        return period_at(campaign, period.opens - ONE_DAY)
    earlier = [other for other in campaign.periods.listed if other.opens < period.opens]
    return max(earlier, key=lambda other: other.opens, default=None)


def following(campaign: Campaign, period: Period) -> Period | None:
    """The period after this one, or None after the last of a list."""
    if not campaign.periods.listed:
        return period_at(campaign, period.closes + ONE_DAY)
    later = [other for other in campaign.periods.listed if other.opens > period.opens]
    return min(later, key=lambda other: other.opens, default=None)


def up_to(campaign: Campaign, day: date, *, begin: date | None = None) -> tuple[Period, ...]:
    """Every period from the one of the notice, or of the day `begin`, to the one of `day`, in order."""
    rule, first = campaign.periods, begin or campaign.issued_on
    if rule.listed:
        ordered = sorted(rule.listed, key=lambda period: period.opens)
        return tuple(period for period in ordered if period.opens <= day)
    return tuple(period_at(campaign, span.first) for span in spans(rule.every, first, day))


def by_id(campaign: Campaign, text: str) -> Period | None:
    """The period of exactly this id (2023-06, 2023-Q2, 2023-H1, 2023-W24, 2023 or a listed id), or None."""
    rule, wanted = campaign.periods, fold(text)
    if rule.listed:
        return next((period for period in rule.listed if fold(period.id) == wanted), None)
    day = _first_day(rule.every, wanted.upper())
    return period_at(campaign, day) if day else None


def is_before(campaign: Campaign, text: str) -> bool:
    """Is this the id of a period that was over before the campaign began?"""
    period = by_id(campaign, text)
    return period is not None and period.last < campaign.issued_on


_ID = {
    "week": re.compile(r"(?P<y>\d{4})-W(?P<n>\d{2})", re.ASCII),
    "month": re.compile(r"(?P<y>\d{4})-(?P<n>\d{2})", re.ASCII),
    "quarter": re.compile(r"(?P<y>\d{4})-Q(?P<n>[1-4])", re.ASCII),
    "half-year": re.compile(r"(?P<y>\d{4})-H(?P<n>[12])", re.ASCII),
    "year": re.compile(r"(?P<y>\d{4})", re.ASCII),
}


def spoken(span: str) -> str:
    """The id of a calendar span as a person says it: 2023-W16 → 4月17日—23日, 2023-05 → 2023年5月; others stay."""
    for every in _ID:
        if day := _first_day(every, span):
            window = span_at(every, day)
            return day_range(window.first, window.last) if every == "week" else window.name
    return span


def _first_day(every: str, period_id: str) -> date | None:
    match = _ID[every].fullmatch(period_id)
    return _opens(every, int(match["y"]), int(match.groupdict().get("n") or 1)) if match else None


def _opens(every: str, year: int, place: int) -> date | None:
    """The first day of the `place`-th span of a year, or None when the year has no such span."""
    try:
        if every == "week":
            return date.fromisocalendar(year, place, 1)
        return date(year, (place - 1) * _MONTHS[every] + 1, 1)
    except ValueError:
        return None


# --- due ------------------------------------------------------------------------------------------

_DUE = re.compile(
    r"(?P<day>end|(?:(?P<month>\d{1,2})-)?(?P<n>\d{1,2})|周(?P<wd>[一二三四五六日天]))"
    r"(?: +(?P<h>\d{1,2}):(?P<min>\d{2}))?"
)


def rule_problem(rule: PeriodRule) -> str:
    """What is wrong with the rule's `due`, in a Chinese sentence that says how to write it; empty when nothing is."""
    if rule.listed:
        return ""
    if rule.every != "week" and rule.every not in _MONTHS:
        return f"“{rule.every}”不是报送周期，请写 week、month、quarter、half-year 或 year"
    try:
        _due(rule, span_at(rule.every, date(2023, 1, 2)))
    except ValueError:
        right = {"week": "周五（或 1 至 7）", "month": "25 或 end"}.get(
            rule.every, "25、end，或落在期内的“月-日”如 06-25"
        )
        return (
            f"“{rule.due}”不是截止日，请写 {right}，后面可加时刻，如“{'周五' if rule.every == 'week' else '25'} 17:00”"
        )
    return ""


def _due(rule: PeriodRule, window: Window) -> tuple[date, time]:
    """The due day and time in a span. `25`: of its last month; `06-25`: of its sixth; clamped to the month's end."""
    match = _DUE.fullmatch(" ".join(rule.due.replace("：", ":").split()))
    if not match:
        raise ValueError(rule.due)
    clock = time(int(match["h"]), int(match["min"])) if match["h"] else LAST_SECOND
    if match["day"] == "end":
        return window.last, clock
    if rule.every == "week":
        weekday = "一二三四五六日".index(match["wd"].replace("天", "日")) + 1 if match["wd"] else int(match["n"])
        if match["month"] or not 1 <= weekday <= 7:
            raise ValueError(rule.due)
        return window.first + timedelta(days=weekday - 1), clock
    length = _MONTHS[rule.every]
    place = int(match["month"]) if match["month"] else length
    if match["wd"] or not 1 <= place <= length or not 1 <= int(match["n"]) <= 31:
        raise ValueError(rule.due)
    month = window.first.month + place - 1
    day = min(int(match["n"]), monthrange(window.first.year, month)[1])
    return date(window.first.year, month, day), clock


# --- names ----------------------------------------------------------------------------------------

_YEAR = r"(?:(?<!\d)(?P<y>\d{4}|\d{2}(?=年))[年\-._/]?度?)?"
_LAST_YEAR = re.compile(r"(?:去年|上一?年)度?的?")
# What looks like a period but is a day or a longer span: taken out before anything is read.
_NO_PERIOD = re.compile(
    r"\d{4}[-./_年]\d{1,2}[-./_月]\d{1,2}日?(?!\d)|(?<!\d)\d{7,}(?!\d)"
    rf"|{SMALL}月{SMALL}[日号]|(?:\d{{4}}年)?{SMALL}月?[-—–~至到]{SMALL}(?:月|季度)"
)
_NAMED = {
    "week": re.compile(rf"{_YEAR}(?:第(?P<n>{SMALL})周|(?<![a-z])w(?P<m>\d{{1,2}})(?!\d))"),
    "month": re.compile(
        rf"{_YEAR}(?<!\d)(?P<n>{SMALL})月|(?<!\d)(?P<z>\d{{4}})[-./_](?P<m>\d{{1,2}})(?!\d)|(?<!\d)(?P<x>20\d{{2}})(?P<k>\d{{2}})(?!\d)"
    ),
    "quarter": re.compile(rf"{_YEAR}第?(?:(?P<n>[1-4一二三四])季度?|(?<![a-z])q(?P<m>[1-4])(?!\d))"),
    "half-year": re.compile(rf"{_YEAR}(?:(?P<n>[上下])半年|(?<![a-z])h(?P<m>[12])(?!\d))"),
    "year": re.compile(r"(?<!\d)(?P<y>20\d{2})(?:年度?(?!\d|[一二三四五六七八九十上下第])|$)"),
}


def named(campaign: Campaign, text: str, *, seen: date | None = None) -> tuple[Period, ...]:
    """Every period that a file, folder or cell names in so many words, in the order of the words.

    A full date is no period's name, nor is a range of months. Without a year it is the first one from the
    notice on; with `seen` (the day it came) the last one opened by then.
    """
    rule, name = campaign.periods, fold(text).lower()
    if rule.listed:
        return tuple(period for period in rule.listed if _mentions(name, period))
    found: dict[str, Period] = {}
    name = _LAST_YEAR.sub(f"{(seen or campaign.issued_on).year - 1}年", name)
    for match in _NAMED[rule.every].finditer(_NO_PERIOD.sub("；", name)):
        day = _named_day(rule.every, match, campaign.issued_on, seen)
        if day:
            period = period_at(campaign, day)
            found.setdefault(period.id, period)
    return tuple(found.values())


def _named_day(every: str, match: re.Match[str], issued_on: date, seen: date | None) -> date | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    which = next((groups[name] for name in "nmk" if name in groups), "1")
    place = {"上": 1, "下": 2}.get(which) or number(which) or 0
    written = next((groups[name] for name in "yzx" if name in groups), "")
    if written:
        return _opens(every, int(written) + (2000 if len(written) == 2 else 0), place)
    year = (seen or issued_on).year
    around = [day for other in (year - 1, year, year + 1) if (day := _opens(every, other, place))]
    begun = span_at(every, issued_on).first
    fitting = [day for day in around if day >= begun]
    if seen:
        fitting = [day for day in fitting if day <= seen][-1:] or fitting
    return next(iter(fitting), None)


def _mentions(name: str, period: Period) -> bool:
    """Does a folded text name a listed period? Short ids count only when they are the whole text."""
    for word in filter(None, (fold(period.id).lower(), fold(period.name).lower())):
        if name == word:
            return True
        if len(word) > 2 and re.search(rf"(?<![0-9a-z]){re.escape(word)}(?![0-9a-z])", name):
            return True
    return False
