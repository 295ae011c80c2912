"""When a date in a 完成时限 phrase must not be taken for the deadline: each doubt, and the question it raises."""

from __future__ import annotations

import copy
from datetime import date, timedelta

from tasklist.plan.deadlines.dates import Anchor, Span, Unclear, point
from tasklist.plan.deadlines.lexicon import DURATIONS
from tasklist.plan.deadlines.reading import Reading
from tasklist.plan.deadlines.words import END, Token, TokenRow

_MONTHS = ("month", "rel_month", "ym")
_SPANS = ("half", "quarter", "rel_quarter", "year_end")
_PAPERS = ("总结", "小结", "报告", "汇总")
_FIRST_THIRD = 10  # 初, 上旬: till that day
_WHOLE_NAMES = frozenset(("noun", "neutral", "text", "count"))
_IN_FORCE = ("实施", "执行", "施行", "生效")


def stands_alone(row: TokenRow, said: Reading) -> None:
    """日 or 月底 must not hang on an unknown word (某月底, 最后5日, 每月5日、15日). Raises Unclear."""
    before, first = row.peek(-1), row.peek()
    if first.kind == "day" and before.kind in ("text", "soft", "num", "neutral", "noun", "count", "danger"):
        raise Unclear(f"“{before.text}{first.text}”读不懂")
    hangs = first.kind in ("month_end", "year_end") and not first.text.startswith("全")
    if hangs and before.kind in ("text", "num", "danger", "past"):
        raise Unclear(f"“{before.text}{first.text}”读不懂")
    if first.kind in ("day", "third", "month_end") and (said.every or said.clause.recurring):
        raise Unclear(f"“{first.text}”是每期的还是一次的，没有说清")


def is_name(row: TokenRow, said: Reading, words: tuple[Token, ...], *, edged: bool, ranged: bool) -> bool:
    """Does a bare span belong to a thing's name (报送上半年总结)? Raises Unclear when it may be either."""
    following, last = row.peek(), words[-1].kind
    if (edged and not ranged and last != "year_end") or last == "whole_year":
        return False
    if said.clause.timed and said.clause.wordy and following.kind in ("noun", "act"):
        return True
    if edged or ranged:
        return False
    past = last == "year" and len(words) == 1 and words[0].value[0] < said.issued_on.year
    if past and following.kind in _WHOLE_NAMES:
        return True  # 2023年遗留问题
    things = {"noun"} if last in _MONTHS else _WHOLE_NAMES
    if last not in _MONTHS and (last not in ("half", "quarter") or not said.due):
        things = things | {"act"}
    if _amount(row) and not said.clause.wordy:
        return False
    loose = said.clause.wordy and following.kind not in ("done", "verb", "sep", "end", "list", "ongoing")
    if following.kind in things or loose:
        text = "".join(word.text for word in words)
        raise Unclear(f"“{text}{following.text}”是时限还是事项名称，没有说清")
    return False


def names_a_paper(row: TokenRow, context: Anchor, found: Span, words: tuple[Token, ...]) -> bool:
    """上半年总结7月10日前报送: does a paper's name alone stand between a span and a date not before its middle?

    A date before that may be of the next year: 全年总结1月10日前报送. Raises Unclear.
    """
    ahead = copy.copy(row)
    while ahead.peek().kind == "noun" or ahead.peek().text in _PAPERS:
        ahead.take()
    whole = all(word.kind in _SPANS for word in words)  # a year holds for the date behind it, too
    if not whole or ahead.at == row.at or ahead.peek().kind not in ("month", "md", "rel_month"):
        return False
    behind, _ = point(ahead, copy.copy(context))
    return behind.last >= found.first + (found.last - found.first) / 2


def _amount(row: TokenRow) -> bool:
    """上半年80%, 全年不少于4次, 全年至少开展4次: how much of it by then."""
    ahead = 0
    while row.peek(ahead).text in ("至少", "不少于", "不低于") or (ahead and row.peek(ahead).kind == "verb"):
        ahead += 1
    return row.peek(ahead).kind == "count" and row.peek(ahead).text.endswith(("%", "次"))


def in_order(found: Span, said: Reading, year: int) -> None:
    """A date without a year that runs backwards may belong to another year than `year`. Raises Unclear.

    So does 6月底、7月初: some day around the turn of the month.
    """
    turn = bool(said.due) and said.due[-1] + timedelta(days=1) == found.first and found.last.day == _FIRST_THIRD
    if turn and found.exact and said.clause.timed and not said.clause.wordy:
        raise Unclear(f"{said.due[-1]} 和 {found.last} 之间，没有说清是哪一天")
    if not said.due or found.last >= said.due[-1]:
        return
    listed = bool(said.clause.days) and not (said.extending or said.clause.recurring)  # 5月底、3月底前
    if said.hoped or listed or (said.clause.timed and said.clause.wordy):
        raise Unclear(f"{found.last} 早于前一个时间，没有说清以哪个为准")
    open_year = not found.dated and not said.extending
    if open_year and (year != said.issued_on.year or found.last < said.issued_on):
        raise Unclear(f"{found.last} 早于前一个时间，没有说清是哪一年")


def unlike_next(row: TokenRow, found: Span, *, marked: bool) -> None:
    """6月、12月20日前: is the first one the 20th as well? Raises Unclear."""
    ahead = 1 + (row.peek(1).kind in ("year", "next_year", "rel_year"))
    day = ahead + 1 + (row.peek(ahead + 1).text == "的")
    beyond = (row.peek(ahead).kind, row.peek(day).kind)
    bare = not marked and not found.exact and row.peek().kind == "list"
    if bare and beyond[0] == "month" and beyond[1] in ("day", "third"):
        raise Unclear("前一个月份没有写明是哪一天")


def before_what(row: TokenRow, loose: str) -> None:
    """前 includes a named day, 前后 is either side of it; before a whole month or year (`loose`: 6月前, 2025年前) it
    may mean either, and before a number (月底前5日) the day is not reckoned. Raises Unclear.
    """
    token, following = row.peek(), row.peek(1)
    if token.text in ("前后", "上下"):
        raise Unclear(f"“{token.text}”没有说清是哪一天")
    if token.text in ("前", "以前", "之前") and loose:
        raise Unclear(f"“{loose}{token.text}”含不含{loose}，没有说清")
    counted = following.kind in DURATIONS | {"day", "num"} and not following.text.startswith("第")
    if token.text == "前" and counted:
        raise Unclear(f"“{token.text}{following.text}”读不懂")


def which_months(row: TokenRow) -> None:
    """4月、5月每月25日: of these months, or of all? Raises Unclear."""
    if row.peek(-2).kind in _MONTHS and row.peek(-3).kind == "list":
        raise Unclear(f"“{row.around()}”是哪几个月的，没有说清")


def hour(token: Token) -> None:
    """0时 may be the day's beginning or its end. Raises Unclear."""
    if token.value and not 0 < token.value[0] <= 24:
        raise Unclear(f"“{token.text}”没有说清是当日还是前一日")


def weekday(token: Token, day: date) -> None:
    """（周五） behind a date must be its weekday. Raises Unclear."""
    if day.isoweekday() != token.value[0]:
        raise Unclear(f"{day} 不是{token.text}")


def until_when(token: Token, following: Token, said: Reading) -> None:
    """自印发之日起 alone holds from then on, as 即日起 does; before other words it says no end. Raises Unclear."""
    alone = following is END and token.text.endswith("起") and not said.due
    if not alone and following.kind not in ("to", "ongoing") and following.text not in _IN_FORCE:
        raise Unclear(f"“{token.text}”之后到哪一天，没有说清")


def which_counts(token: Token, said: Reading) -> None:
    """力争5月底前、最迟6月底: which of the two is owed?"""
    if said.due:
        said.problems.append(f"有几个时间，“{token.text}”以哪个为准没有说清")
