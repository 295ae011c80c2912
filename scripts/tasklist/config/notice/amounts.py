"""How many of something a stretch of a notice asks for: 至少报送2条以上信息, 简报不少于2期."""

from __future__ import annotations

import re

from tasklist.config.notice.owing import parts

AMOUNT = re.compile(
    r"(?P<mid>.*?)(?P<least>不少于|不得少于|不低于|至少)?(?P<number>\d{1,6}|[一二两三四五六七八九十]{1,6})(?P<range>[-—~至到]\d{1,6})?"
    r"(?P<unit>[条次篇期场件份节堂]|个(?!月|工作|自然|小时|星期))(?P<most>以内|以下)?(?:以上|及以上)?(?P<rest>.*)"
)


def amounts(text: str) -> list[re.Match[str]]:
    """The amounts a stretch asks for: 简报不少于2期、案例不少于1篇 are two."""
    whole = AMOUNT.fullmatch(text)
    each = [AMOUNT.fullmatch(part) for part in parts(text)]
    found = [match for match in each if match]
    return found if len(found) == len(each) else [whole] if whole else []
