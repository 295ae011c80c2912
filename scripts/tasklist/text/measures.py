"""An amount with its unit under a heading with a unit: 1.5万亩 under （亩） is 15000, 1.2亿元 under （万元） is 12000.

Converted only where heading and answer say the same unit; any other unit, and words like 余 or 左右, leave it open.
"""

from __future__ import annotations

import re
from decimal import Decimal

from tasklist.text.normalize import fold

_TIMES = {"十": 10, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
_AMOUNT = re.compile(
    r"(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)(?P<times>[十百千]?[万亿]|万亿|[十百千](?![米克瓦]))?"
    r"(?P<unit>[\u4e00-\u9fff]{0,3})"
)
_STATED = re.compile(
    r"[（(](?:计量)?(?:单位[:：])?(?P<times>[十百千]?[万亿]|万亿|[十百千](?![米克瓦]))?(?P<unit>[\u4e00-\u9fff]{1,4})[）)]"
)
_UNITS = frozenset("元亩户人家个件项套间处座条台辆次场批份起例名所栋幢口头只株吨斤克米顷里升度天门张本期篇组村宗床") | {
    *("公斤", "千克", "公里", "千米", "公顷", "美元", "小时", "人次", "户次", "车次", "张床", "千瓦", "千瓦时"),
    *("平方米", "平方公里", "立方米"),
}
_WRITTEN = _UNITS | frozenset(
    ("%", "‰", "月", "季", "季度", "年", "天", "日", "周", "小时", "分钟", "分", "百分比", "百分点")
)
_PER = re.compile(r"(?:[十百千]?[万亿]|万亿|[十百千](?![米克瓦]))?(?P<unit>[\u4e00-\u9fff]{1,4}|%|‰)")
_RATE = re.compile(r"\d{1,3}(?:[十百千]?[万亿]|[十百千])?(?P<unit>[\u4e00-\u9fff]{0,2})")  # 1/10万, 例/10万人
_OPEN = re.compile(r"[零一二三四五六七八九十百千万亿余多半几来数成左右上下约近未不分月季底之]")  # beside 14.5分
_POINTS = "分"


def is_measure(text: str) -> bool:
    """Is a text nothing but a unit amounts are counted in: 张, 万元, %, 人次/月, 张/千人, 1/10万?"""
    parts = re.split(r"[/每]", fold(text).strip("()"))
    rates = [_RATE.fullmatch(part) if len(parts) > 1 else None for part in parts]
    found = [rate or _PER.fullmatch(part) for rate, part in zip(rates, parts, strict=True)]
    return all(
        part and part["unit"] in (*_WRITTEN, *([""] if rate else [])) for rate, part in zip(rates, found, strict=True)
    )


def measured(heading: str, written: str, counted_in: str = "") -> str:
    """The amount a text certainly means in the unit of its heading, or empty.

    `counted_in`: the unit the list states beside the line or above the table, where the heading has none of its own.
    """
    if counted_in and not _unit_of(heading):
        return measured(f"{heading}（{counted_in}）", written) or measured(heading, written)
    found = _AMOUNT.fullmatch(fold(written))
    if not found:
        return ""
    number, unit = found["number"].replace(",", ""), found["unit"]
    stated = _unit_of(heading)
    if not found["times"] and not unit:
        return number
    if stated:
        times, own = stated
        bare_times = not unit and times == 1  # 1.5万 under （亩）
        same = unit == own or bare_times
        return _plain(Decimal(number) * _factor(found["times"]) / times) if same else ""
    sure = not found["times"] and (unit == _POINTS or unit in _UNITS or not _OPEN.search(unit))
    return number if sure else ""


def _unit_of(heading: str) -> tuple[int, str] | None:
    """The unit a heading states in brackets, by how much it counts: 完成投资（万元） → 10000, 元."""
    found = [each for each in _STATED.finditer(fold(heading)) if each["unit"] in _UNITS]
    return (_factor(found[-1]["times"]), found[-1]["unit"]) if found else None


def _factor(times: str | None) -> int:
    factor = 1
    for sign in times or "":
        factor *= _TIMES[sign]
    return factor


def _plain(number: Decimal) -> str:
    """A decimal as people write it: no exponent, no noughts behind the point."""
    return f"{number.normalize():f}"
