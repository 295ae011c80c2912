"""Telling the title of a table from a sentence somebody wrote above it."""

from __future__ import annotations

import re

from tasklist.text.normalize import fold

_TITLE = re.compile(
    r"[^。；;！!？?：:，,]{0,40}(?:表|清单|台账|汇总|上报|情况|报告|统计|一览|材料|附件)[一二三四五]?(?:[（(][^）)]{1,20}[）)])?"
)
_DATES = re.compile(r"\d{4}(?:年|[-./])?(?:\d{1,2}月?)?|\d{1,2}月(?:份|\d{1,2}日)?|第?[1-4]季度|\d{1,2}[-—至]\d{1,2}月")


def is_title(text: str) -> bool:
    """Is this short line the title of a table: does it end like one, and hold no figure but of a date?"""
    said = fold("".join(text.split()))
    return bool(_TITLE.fullmatch(said)) and not any(map(str.isdigit, _DATES.sub("", said)))
