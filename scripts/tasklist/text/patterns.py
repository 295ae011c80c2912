"""Patterns of many alternatives, made quick: most places of a text begin none of them, and one look says so.

Python tries every alternative at every place, unless all of them begin with a plain sign. Here what they can begin
with is read off the pattern and asked first; what is found is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

try:
    from re import _constants as codes  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # a Python whose library is built otherwise is only slower
    parser = None

Signs = frozenset[str]  # as they are written in a set of signs
_NOTHING: Signs = frozenset()
_SHORTHANDS = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}


def quick(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The pattern compiled; what it can begin with is asked before anything else."""
    begins, empty = _sequence(parser.parse(pattern, flags)) if parser else (None, True)
    if not begins or empty:
        return re.compile(pattern, flags)
    return re.compile(f"(?=[{''.join(sorted(begins))}])(?:{pattern})", flags)


def _sequence(items: Iterable[tuple[Any, Any]]) -> tuple[Signs | None, bool]:
    """What a sequence can begin with (None: with anything), and may it be empty?"""
    found = _NOTHING
    for code, told in items:
        begins, empty = _part(code, told)
        if begins is None:
            return None, False
        found |= begins
        if not empty:
            return found, False
    return found, True


def _part(code: Any, told: Any) -> tuple[Signs | None, bool]:  # noqa: ANN401  as the library has it
    """What one part of a pattern can begin with, and may it be empty?"""
    if code is codes.LITERAL:
        return frozenset({_sign(told)}), False
    if code is codes.IN:
        return _set(told), False
    if code is codes.SUBPATTERN:
        return _sequence(told[3])
    if code is codes.BRANCH:
        ways = [_sequence(each) for each in told[1]]
        known = [signs for signs, _ in ways if signs is not None]
        return _NOTHING.union(*known) if len(known) == len(ways) else None, any(empty for _, empty in ways)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        begins, empty = _sequence(told[2])
        return begins, empty or told[0] == 0
    return (_NOTHING, True) if code in (codes.ASSERT, codes.ASSERT_NOT, codes.AT) else (None, False)


def _set(told: Iterable[tuple[Any, Any]]) -> Signs | None:
    """The signs of a set; None for one that says what is not in it."""
    signs: set[str] = set()
    for code, value in told:
        if code is codes.LITERAL:
            signs.add(_sign(value))
        elif code is codes.RANGE:
            signs.add(f"{_sign(value[0])}-{_sign(value[1])}")
        elif code is codes.CATEGORY and str(value) in _SHORTHANDS:
            signs.add(_SHORTHANDS[str(value)])
        else:
            return None
    return frozenset(signs)


def _sign(code: int) -> str:
    return re.escape(chr(code))
