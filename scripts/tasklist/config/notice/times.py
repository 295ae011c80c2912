"""The times a sentence of a notice names: days, rhythms with their day, windows without one, spans after something.

What a phrase comes to is plan.deadlines' to say; here only where each begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tasklist.text.normalize import SMALL

_YEAR = r"(?:\d{4}年|[今本当次明去上]年)"
_CLOCK = r"(?:[上下中]午|晚上|早上)?(?:\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分|半|整)?)|下班)|[上下中]午"  # 下午5时
_END = r"(?:[之以]?前|为?止|[之以]?内)"
_TAIL = rf"(?:[（(](?:星期|周)[一二三四五六日天][)）])?(?:{_CLOCK})?{_END}?"
_IN_MONTH = r"(?:\d{1,2}[日号]|[上中下]旬|[底末初]|最后一[日天])"
_SPAN = r"第?[一二三四1-4]季度[底末]?|[上下]半年|年[底末]"
_NEAR = rf"本?月[底末]|[本下]个?月{_IN_MONTH}|[本下]周[一二三四五六日天末]"
_DAY = rf"(?:{_YEAR}?(?:{SMALL}月份?{_IN_MONTH}?|{_SPAN})|{_NEAR}){_TAIL}"
_MONTHS = (
    rf"(?<!\d){_YEAR}?(?:{SMALL}[、,，和及与]){{1,11}}{SMALL}月份?{_IN_MONTH}?{_TAIL}"  # 4、6、8月末: one day in each
)
_BARE = rf"(?<!\d)\d{{1,2}}[日号]{_TAIL}"
_JOIN = r"(?:[、，,]|以?及|和|与|[至到—–~-]){1,2}"
_DAYS = rf"{_DAY}(?:{_JOIN}(?:{_DAY}|{_BARE})){{0,20}}"

_ONE_WEEKDAY = r"(?:[二三四五六日天](?![次篇条场轮份个项家])|一(?=[前之、，,和及下上中晚\d]|报送|上报|$))"
_WEEKDAYS = rf"(?:周|星期)?{_ONE_WEEKDAY}(?:[、和及与](?:每?周|星期)?[一二三四五六日天])*"
_IN_ROUND = (
    r"(?:(?:度?末|首|最后一个|第[一二三]个)月)?的?"
    rf"(?:\d{{1,2}}[日号](?:[、和及与]\d{{1,2}}[日号])*|{_WEEKDAYS}|[底末初]|最后一[日天]|(?:最后|第)[一二三]个工作日|[上中下]旬)"
    r"|(?:结束)?后\d{1,2}个?(?:工作)?[日天]内"
)
_ROUND = r"半年度?|周|星期|月度?|季度?|年度?|学年|学期|旬|[日天]"
_EVERY = rf"(?:每|逐|逢(?=[单双]))(?:[一1]|(?P<odd>[两二三双单隔234]|半(?!年)))?个?(?P<per>{_ROUND})"
_YEARLY = "(?P<all>全年)(?=报送|上报|提交|至少|不少于|不低于|累计|开展|组织|完成|召开|举办)"
_BY = "按(?P<by>周|月|季度?|半年度?|年度?)(?=报|上报|填报|提交|调度|汇总)"
_RHYTHM = rf"(?:{_YEARLY}|{_EVERY}|{_BY})(?:(?P<day>{_IN_ROUND}|{_DAYS}){_TAIL})?"
_AFTER = (
    r"(?:自|从|在)?(?:(?:收到|接到|印发|下发|发布|公布|通知|文件|发生|结束|完成)[^，,。；;、\d]{0,10})?(?:之日起|之日|[起后])?"
    r"\d{1,3}个?(?:工作日|自然日|小时|分钟|[日天周月]|星期)[之以]?内"
)
FEASTS = "(?:元旦|春节|元宵|清明|五一|端午|七一|八一|中秋|国庆|十一|重阳|两会)"
_FEAST = rf"“?{FEASTS}”?(?:节|小?长?假期?|期间)*[之以]?前"
_TIME = re.compile(
    rf"(?P<rhythm>{_RHYTHM})|(?P<feast>{_FEAST})|(?P<after>{_AFTER})|(?P<months>{_MONTHS})|(?P<days>{_DAYS})|(?P<bare>{_BARE}(?<=[前内止]))"
)
_LISTED = re.compile(rf"(?P<day>{_DAY})|(?P<bare>{_BARE})")
_MONTH = re.compile(rf"{_YEAR}?{SMALL}月")
_WHOLE_MONTH = re.compile(rf"月份?{_END}?$")
_RANGE = re.compile(r"[至到—–~-]")
_PER = {"周": "week", "星期": "week", "月": "month", "月度": "month", "季": "quarter", "季度": "quarter"}
_PER |= {"半年": "half-year", "半年度": "half-year", "年": "year", "年度": "year", "全年": "year"}


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """One time and where it stands. `days`: those it lists, one by one. `per`: the window of a rhythm without a day.

    Neither: a rhythm with its day (每月25日前), or a time that is no day of the calendar.
    """

    text: str
    start: int
    end: int
    days: tuple[str, ...] = ()
    per: str = ""
    rhythm: bool = False

    @property
    def ends(self) -> bool:
        """Does it say that it is an end: 前, 内, 底?"""
        return bool(re.search(rf"(?:{_END}|[底末])$", self.text))

    @property
    def even(self) -> bool:
        """Are all its days told alike, and not a month beside a day (6月、9月20日前)?"""
        return len({bool(_WHOLE_MONTH.search(day)) for day in self.days}) < 2

    @property
    def past(self) -> str:
        """The year it names, as it is written; empty when it names none."""
        found = re.match(r"\d{4}(?=年)|[去上]年", self.text)
        return found[0] if found else ""


def times(text: str) -> Iterator[TimePhrase]:
    """The times of a text, in order."""
    for match in _TIME.finditer(text):
        found = TimePhrase(match[0], match.start(), match.end(), rhythm=bool(match["rhythm"]))
        if match["months"]:
            found = replace(found, days=_each_month(match["months"]))
        elif match["feast"]:
            found = replace(found, days=(match["feast"],))
        elif match["days"]:
            found = replace(found, days=_listed(match["days"]))
        elif match["rhythm"] and not match["day"] and not match["odd"]:
            found = replace(found, per=_PER.get(match["per"] or match["by"] or match["all"], "other"))
        yield found


def _each_month(text: str) -> tuple[str, ...]:
    """One day for each of the months it names: 4、6月末 → 4月末, 6月末."""
    year = re.match(_YEAR, text)
    *others, last = re.split("[、,，和及与]", text[year.end() :] if year else text)
    named, day = last.split("月", 1)
    return tuple(f"{year[0] if year else ''}{month}月{day}" for month in (*others, named))


def _listed(text: str) -> tuple[str, ...]:
    """The days of a row of them: 3月15日、25日前 → 3月15日, 3月25日前. From one day to another is one time."""
    if _RANGE.search(text):
        return (text,)
    found, month = [], ""
    for match in _LISTED.finditer(text):
        named = _MONTH.match(match[0])
        month = named[0] if named else month
        found.append(month + match[0] if match["bare"] else match[0])
    return tuple(found)
