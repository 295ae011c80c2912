"""What counts as a mail address, in settings, in the roster and before anything is sent."""

from __future__ import annotations

import re

from tasklist.text.normalize import fold

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*")
_LONGEST = 254  # characters, by the standard


def address(text: str) -> str | None:
    """A mail address in its plain form (full-width signs folded), or None when it is none."""
    plain = fold(text)
    one = len(text.split()) == 1 and len(plain) <= _LONGEST
    return plain if one and _ADDRESS.fullmatch(plain) else None


def is_address(text: str) -> bool:
    """Is this, as it stands, one plain ASCII mail address that no mail command can be smuggled in with?"""
    return address(text) == text
