"""Telephone numbers as they may leave the office: 139****0001."""

from __future__ import annotations

import re

# A mobile number (with or without gaps), or a landline with or without its area code; not a date like 20230625.
_NUMBER = re.compile(
    r"(?<!\d)(?:(1[3-9]\d)[- ]?\d{4}[- ]?|(0\d{2,3}[-－ ]?\d{0,1})\d{3}|(?!19\d{6}|20\d{6})(\d)\d{2,3})(\d{4})(?!\d)"
)
# What is a telephone number wherever it stands: eleven digits as mobile numbers begin, or an area code and its dash.
_EVIDENT = re.compile(r"(?<!\d)(?:(1[3-9]\d)[- ]?\d{4}[- ]?|(0\d{2,3}[-－]\d{0,1})\d{3}())(\d{4})(?!\d)")


def masked(phones: str) -> str:
    """A person's telephone numbers, as they stand in the roster, with their middle covered."""
    return _NUMBER.sub(_covered, phones)


def discreet(text: str) -> str:
    """Words of somebody else's with the telephone numbers covered that can be nothing else: an amount stays."""
    return _EVIDENT.sub(_covered, text)


def _covered(found: re.Match[str]) -> str:
    return f"{found[1] or found[2] or found[3]}{'*' * (4 if found[1] else 3)}{found[4]}"
