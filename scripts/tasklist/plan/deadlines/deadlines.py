"""完成时限: what a phrase of the list asks, with a person's own date beside it, in one value and one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tasklist.model.tasks import Deadline
from tasklist.model.workdays import Calendar
from tasklist.plan.deadlines.dates import Anchor, Unclear, add_months, month_end
from tasklist.plan.deadlines.grammar import DeadlineParser
from tasklist.plan.deadlines.reading import Reading
from tasklist.plan.deadlines.words import TokenRow, clean, tokens

PAST = "下发时已过"
NO_DAY = "没有固定日期，随每期报送"  # 立即, 立行立改
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_LINES = re.compile(r"[\r\n\v\f\u2028]+")
_GAPS = re.compile(r"\s+")


def read_deadline(
    text: str, issued_on: date, calendar: Calendar, settled: str = "", *, told_anyway: bool = False
) -> Deadline:
    """How the phrase `text` of a notice issued on `issued_on` is understood. Never raises.

    `settled` is what a person typed beside the phrase (dates, separated by 、 , ; or spaces): it wins for
    good; when it cannot be read, the deadline asks. The year is the notice's, never today's (DESIGN §5).
    `told_anyway`: what is to be done at once (立即, 立行立改) needs no day, every report tells of it.
    """
    found = _tried(text, _LINES, issued_on, calendar, told_anyway=told_anyway)
    if settled.strip():
        typed = _tried(settled, _GAPS, issued_on, calendar)
        if typed.ask or not (typed.due or typed.ongoing or typed.every):
            note = f"人工填写的日期“{settled.strip()}”读不懂：{typed.note}"
            found = replace(found, due=(), ask=True, note=note, advised=typed.advised)
        else:
            found = replace(
                typed,
                start=found.start,
                ongoing=typed.ongoing or found.ongoing,
                every=typed.every or found.every,
                note="；".join(
                    filter(None, ("人工确定", _past_note(typed.due, issued_on, recurring=bool(typed.every))))
                ),
            )
    found = replace(found, text=text)
    return replace(found, reading=_in_words(found))


def next_due(deadline: Deadline, after: date) -> date | None:
    """The first milestone or recurrence on or after a day, or None when nothing is ahead."""
    ahead = [day for day in deadline.due if day >= after]
    if deadline.every:
        begin = max(after, deadline.start) if deadline.start else after
        ahead += [day for day in _occurrences(deadline, begin) if day >= begin]
    return min(ahead, default=None)


def _occurrences(deadline: Deadline, begin: date) -> list[date]:
    """The days a recurrence falls on from the month of `begin`, at least one whole round."""
    name, _, at = (deadline.every or "").partition(":")
    if name == "week":
        return [begin + timedelta(days=(int(at) - begin.isoweekday()) % 7)]
    months = [add_months(begin.replace(day=1), n) for n in range(13)]
    if name == "month":
        return [month_end(m.year, m.month) if at == "end" else _clamped(m, int(at)) for m in months]
    if name == "quarter" and at != "end":
        place, day = map(int, at.split("-"))
        return [_clamped(m, day) for m in months if (m.month - 1) % 3 + 1 == place]
    if name == "year" and deadline.due:
        return [add_months(day, 12 * (begin.year + n - day.year)) for day in deadline.due for n in (0, 1)]
    length = {"quarter": 3, "half-year": 6, "year": 12}[name]
    return [month_end(m.year, m.month) for m in months if m.month % length == 0]


def _clamped(month: date, day: int) -> date:
    return month.replace(day=min(day, month_end(month.year, month.month).day))


# --- reading --------------------------------------------------------------------------------------


def _tried(
    text: str, breaks: re.Pattern[str], issued_on: date, calendar: Calendar, *, told_anyway: bool = False
) -> Deadline:
    """Read the text as one run; if that leaves a question, once more with its breaks as separators."""
    found = _read(text, issued_on, calendar, told_anyway)
    if found.ask and breaks.search(text.strip()):
        again = _read(breaks.sub("；", text.strip()), issued_on, calendar, told_anyway)
        return found if again.ask else again
    return found


def _read(text: str, issued_on: date, calendar: Calendar, told_anyway: bool) -> Deadline:
    phrase = clean(text)
    if not phrase:
        return Deadline(text, ask=True, note="没有填写完成时限")
    said, advised = Reading(issued_on, told_anyway), False
    try:
        if _SERIAL.fullmatch(phrase):
            said.milestone(date(1899, 12, 30) + timedelta(days=int(phrase[:5])))
        else:
            DeadlineParser(TokenRow(tokens(phrase)), Anchor(issued_on), calendar, said).run()
    except Unclear as unclear:
        said.problems.append(str(unclear))
        advised = unclear.advised
    found = said.deadline(text)
    past = "" if found.ask else _past_note(found.due, issued_on, recurring=bool(found.every))
    return replace(found, note="；".join(filter(None, (past, found.note))), advised=advised)


# --- saying it ------------------------------------------------------------------------------------


def _past_note(due: tuple[date, ...], issued_on: date, *, recurring: bool) -> str:
    past = [day for day in due if day < issued_on]
    if not past:
        return ""
    return PAST if len(past) == len(due) and not recurring else f"部分{PAST}：{'、'.join(map(str, past))}"


_EVERY_WORDS: dict[str, Callable[[str], str]] = {
    "week": lambda at: f"每周{'一二三四五六日'[int(at) - 1]}前",
    "month": lambda at: "每月底前" if at == "end" else f"每月{at}日前",
    "quarter": lambda at: "每季度末前" if at == "end" else "每季度第{}个月{}日前".format(*at.split("-")),
    "half-year": lambda _: "每半年末前",
    "year": lambda _: "每年",
}


def _in_words(deadline: Deadline) -> str:
    """The reading in Chinese."""
    if deadline.ask:
        advice = "" if deadline.advised else "，请在“应完成日期”栏填写"
        return f"不能确定日期（{deadline.note}）{advice}"
    parts = [f"自 {deadline.start} 起"] if deadline.start else []
    if deadline.every:
        name, _, at = deadline.every.partition(":")
        yearly = name == "year" and not deadline.due
        parts.append("每年底前" if yearly else _EVERY_WORDS[name](at))
    if deadline.due:
        parts.append(f"{'、'.join(map(str, deadline.due))} 前完成")
    if deadline.ongoing:
        parts.append("之后常态化" if deadline.due else "常态化推进")
    if not parts:
        parts.append(NO_DAY)
    return "，".join(parts) + (f"（{deadline.note}）" if deadline.note else "")
