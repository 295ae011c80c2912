"""Telephone numbers: found in what units write, and covered where they may not leave the office (139****0001)."""

from __future__ import annotations

import re
import unicodedata

from tasklist.text.normalize import fold

# A mobile number with or without gaps, a landline with or without its area code, or either as 1.39E+10; no part of a
# code with dots, as the mark of a form's row may hold (RW.15E3C49D.95808760.2026-Q2).
_FOUND = re.compile(
    r"(?<!\d)(?:1[3-9]\d(?:[- ]?\d{4}){2}|0\d{2,3}[- ]?\d{7,8}|(?!(?<=\.)\d+\.[\da-z])[2-9]\d{6,7}"
    r"|(?<![a-z.])[1-9](?:\.\d+)?e\+?(?:09|9|1[0-2])(?![a-z]))(?!\d)",
    re.IGNORECASE,
)
# A mobile number (with or without gaps), or a landline with or without its area code; not a date like 20230625.
_NUMBER = re.compile(
    r"(?<!\d)(?:(1[3-9]\d)[- ]?\d{4}[- ]?|(0\d{2,3}[-－ ]?\d{0,1})\d{3}|(?!19\d{6}|20\d{6})(\d)\d{2,3})(\d{4})(?!\d)"
)
# What is a telephone number wherever it stands: eleven digits as mobile numbers begin, or an area code and its dash.
_EVIDENT = re.compile(r"(?<!\d)(?:(1[3-9]\d)[- ]?\d{4}[- ]?|(0\d{2,3}[-－]\d{0,1})\d{3}())(\d{4})(?!\d)")


def numbers(text: str) -> tuple[str, ...]:
    """The telephone numbers in a text, as they stand in it."""
    return tuple(_FOUND.findall(unicodedata.normalize("NFKC", text)) or _FOUND.findall(fold(text)))


def without_numbers(text: str) -> str:
    """A text, folded, with its telephone numbers taken out."""
    rest, found = _FOUND.subn(" ", unicodedata.normalize("NFKC", text))
    return fold(rest) if found else _FOUND.sub("", fold(text))


_LABEL = re.compile(r"(?:联络员|联系人|联络人|联系电话|电话)\s*[:：]")
_NAMES = 24  # characters of names and offices that stand beside telephone numbers
_NUMBERED = 2  # digits in a name that stands alone (联络员01): more are figures


def is_contact(text: str) -> bool:
    """Does a text say whom to call, and nothing else: telephone numbers with a name or two, or a name alone?"""
    names = re.sub(r"[\W\d_]", "", without_numbers(text))
    if numbers(text):
        return len(names) <= _NAMES
    return 0 < len(names) <= _NAMES // 2 and sum(map(str.isdigit, text)) <= _NUMBERED


def another_is_named(text: str, contact: str) -> bool:
    """Does a text name behind a label whom to call (联系人：…), with another number than this contact's?"""
    label = _LABEL.search(text)
    named = set(map(fold, numbers(text[label.end() :]))) if label else set()
    return bool(named) and not named & set(map(fold, numbers(contact)))


def masked(phones: str) -> str:
    """A person's telephone numbers, as they stand in the roster, with their middle covered."""
    return _NUMBER.sub(_covered, phones)


def discreet(text: str) -> str:
    """Words of somebody else's with the telephone numbers covered that can be nothing else: an amount stays."""
    return _EVIDENT.sub(_covered, text)


def _covered(found: re.Match[str]) -> str:
    return f"{found[1] or found[2] or found[3]}{'*' * (4 if found[1] else 3)}{found[4]}"
