"""Telling the title of a table from a sentence somebody wrote above it."""

from __future__ import annotations

import re

from tasklist.text.normalize import fold

_TITLE = re.compile(
    r"[^。；;！!？?：:，,]{0,40}(?:表|清单|台账|汇总|上报|情况|报告|统计|一览|材料|附件|进展|总结|汇报|[月周季年]报)[一二三四五]?(?:[（(][^）)]{1,20}[）)])?"
)
_DATES = re.compile(r"\d{4}(?:年|[-./])?(?:\d{1,2}月?)?|\d{1,2}月(?:份|\d{1,2}日)?|第?[1-4]季度|\d{1,2}[-—至]\d{1,2}月")
_N = "[0-9〇○零一二三四五六七八九十]"
_PART = rf"{_N}{{1,2}}月(?:份|{_N}{{1,3}}日)?|第?[1-4一二三四]季度|[上下]半年"
_MERE = re.compile(  # nothing but the day, month or part of the year the table is of, or the number of an annex
    rf"附[件表]?\d{{1,2}}[:：]?|[（(]?(?:{_N}{{4}}年度?(?:{_PART})?|{_PART}|\d{{4}}[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?)[)）]?"
)


def is_title(text: str) -> bool:
    """Is this short line the title of a table: does it end like one, and hold no figure but of a date? A line that is
    nothing but a date or 附件2 is one, too.
    """
    said = fold("".join(text.split()))
    if _MERE.fullmatch(said):
        return True
    return bool(_TITLE.fullmatch(said)) and not any(map(str.isdigit, _DATES.sub("", said)))
