"""Patterns made quick find what they found before."""

from __future__ import annotations

import re

import pytest

from tasklist.substance import facts, frames, problems
from tasklist.text.patterns import quick

PLAIN = (
    "甲|乙{1,2}丙",
    "(?:在|于)?去年|第[一二三]期",
    r"(?<!\d)\d{1,3}次|(?=会)会议",
    "[x×_-]{2,}|某月",
    "(?:a|B)c",
    r"[\s、]+完",
)
OPEN = ("[^。]+", "(?:甲)?", "甲*", ".次", r"(甲|乙)?\1完", "(?:|甲)", "$|甲")
TEXTS = ("", "去年会议3次", "在去年，第二期乙乙丙", "x--××某月甲", "ac AC bc", "完 、完\n完", "甲甲甲完。次")


@pytest.mark.parametrize("pattern", PLAIN + OPEN)
@pytest.mark.parametrize("flags", [re.NOFLAG, re.IGNORECASE])
def test_a_quick_pattern_finds_what_the_plain_one_finds(pattern: str, flags: re.RegexFlag) -> None:
    plain, found = re.compile(pattern, flags), quick(pattern, flags)
    for text in TEXTS:
        assert [match.span() for match in found.finditer(text)] == [match.span() for match in plain.finditer(text)]


@pytest.mark.parametrize("pattern", PLAIN)
def test_what_begins_a_pattern_is_asked_first(pattern: str) -> None:
    assert quick(pattern).pattern.startswith("(?=[")


@pytest.mark.parametrize("pattern", OPEN)
def test_a_pattern_that_anything_may_begin_stays_as_it_is(pattern: str) -> None:
    assert quick(pattern).pattern == pattern


@pytest.mark.parametrize("pattern", [facts._POLICY, facts._QUANTITY, frames._BEFORE, frames._LASTING, problems._LACKS])
def test_the_patterns_of_the_many_words_are_quick(pattern: re.Pattern[str]) -> None:
    assert pattern.pattern.startswith("(?=[")
