"""Boxes to tick: ☑已完成 □未完成 says 已完成 and nothing of 未完成. What is not ticked is printed, not said."""

from __future__ import annotations

import re

_ON = r"(?:[(（\[【]\s{0,3}[√✓✔]\s{0,3}[)）\]】]|[☑☒✓✔√■✅])"
_OFF = r"(?:[(（\[【]\s{0,6}[)）\]】]|[□☐◻❑❒])"
_WORDS = r"[^\s□☐◻❑❒☑☒✓✔√■✅,，;；。、()（）\[\]【】]{1,12}"
_BOX = re.compile(f"{_ON}|{_OFF}")
_BOX_FIRST = re.compile(rf"(?:{_WORDS}[:：]\s{{0,3}})?(?:{_ON}|{_OFF})")
_BEFORE = re.compile(rf"{_ON}\s{{0,3}}(?P<said>{_WORDS})|{_OFF}\s{{0,3}}(?P<left>{_WORDS})")
_BEHIND = re.compile(rf"(?P<said>{_WORDS})\s{{0,3}}{_ON}|(?P<left>{_WORDS})\s{{0,3}}{_OFF}")
_FIGURE = re.compile(r"\d")


def chosen(text: str) -> str:
    """The text with what was ticked, and without what was not and the boxes.

    It stays as it is unless it has boxes of both sorts: else they are bullets. Words with figures are no option.
    """
    if not (re.search(_ON, text) and re.search(_OFF, text)):
        return text
    options = _options(text)
    if any(_FIGURE.search(found["left"] or "") for found in options.finditer(text)):
        return text
    return _BOX.sub("", options.sub(lambda found: found["said"] or "", text)).strip()


def unanswered(text: str) -> bool:
    """Is it two empty boxes or more with their words, and nothing else?"""
    if not re.search(_OFF, text):
        return False
    left = [found["left"] or "" for found in _options(text).finditer(text)]
    nothing_else = not re.sub(r"[\s,，;；。、/]", "", _options(text).sub("", text))
    return len(left) > 1 and nothing_else and all(left) and not _FIGURE.search(text)


def _options(text: str) -> re.Pattern[str]:
    return _BEFORE if _BOX_FIRST.match(text.strip()) else _BEHIND
