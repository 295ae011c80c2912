"""The part of the year a heading names (第一季度, 上半年, 1—6月, 年底, 2025年), as data: its last month."""

from __future__ import annotations

import re

from tasklist.text.normalize import bare, fold, number

_PART = re.compile(
    r"(?:(?P<year>20\d{2})年?度?)?(?:前?第?(?:[1-4][-—–~至到])?(?P<quarter>[一二三四1-4])季度?末?|(?P<half>[上下])半年"
    r"|(?:\d{1,2}月?[-—–~至到])?(?P<month>1[0-2]|[1-9])月(?:份|底|末)?|(?P<whole>全年|年[底末终]))"
    r"|(?P<only>20\d{2})年度?"
)
_WEEK = re.compile(r"第[0-9一二三四五六七八九十]{1,3}周")
_MONTHS = {"上": 6, "下": 12}


def part_of_year(heading: str) -> tuple[tuple[int, int], str] | None:
    """(year or 0, last month) of the part a heading names, and the bare heading without it; None when it names none.

    工作进展情况第一季度 → ((0, 3), "工作进展情况"); 2025年目标 → ((2025, 12), "目标").
    """
    said = fold(heading)
    found = _PART.search(said)
    if not found:
        return None
    year = int(found["year"] or found["only"] or 0)
    if found["quarter"]:
        month = 3 * (number(found["quarter"]) or 4)
    else:
        month = _MONTHS.get(found["half"] or "", int(found["month"] or 12))
    return (year, month), bare(said[: found.start()] + said[found.end() :])


def is_span(heading: str) -> bool:
    """Does a heading name a month, a quarter, a week or the like, and nothing else?"""
    named = part_of_year(heading)
    return named[1] == "" if named else bool(_WEEK.fullmatch(fold(heading)))
