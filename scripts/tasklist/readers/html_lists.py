"""The numbers a page shows before the items of its lists, which nobody has typed."""

from __future__ import annotations

import re

from tasklist.readers.word.docx_numbering import numeral
from tasklist.readers.xml import Element

_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:([^;]+)", re.IGNORECASE)
_NO_NUMBER, _CHINESE = "none", "chineseCounting"
_KINDS = {
    "none": _NO_NUMBER,
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), "lowerLetter"),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), "upperLetter"),
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), _CHINESE),
}


class ListNumbers:
    """Counts the items of the numbered lists of a page as they come."""

    def __init__(self) -> None:
        self._last: dict[Element, int] = {}

    def before(self, item: Element) -> str:
        """What stands before an item: 1. or 一、 or nothing; one whose words were taken out does not count."""
        held = item.getparent()
        if held is None or held.tag != "ol" or not (len(item) or (item.text or "").strip()):
            return ""
        last = self._last.get(held, _whole(held.get("start"), 1) - 1)
        self._last[held] = number = _whole(item.get("value"), last + 1)
        kind = _kind(item) or _kind(held)
        return "" if kind == _NO_NUMBER else f"{numeral(number, kind)}{'、' if kind == _CHINESE else '. '}"


def _kind(element: Element) -> str:
    said = _STYLE.findall(element.get("style") or "")
    words = said[-1].split() if said else [element.get("type") or ""]
    return next((_KINDS[word] for word in words if word in _KINDS), "")


def _whole(text: str | None, other: int) -> int:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else other
