"""How two versions of a text differ, as marked runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from tasklist.views.master.sheet import ShownCell

_LONGEST = 1200  # clauses, or characters: what differs over a longer stretch is marked as a whole
_BEHIND_CLAUSE = re.compile(r"(?<=[。；，\n])")


def compared(old: str, new: str) -> tuple[ShownCell, ShownCell]:
    """Two texts as marked runs: what only the old has, what only the new has.

    A long text is compared by its clauses first, and those that differ by their characters.
    """
    before: list[tuple[str, str]] = []
    after: list[tuple[str, str]] = []
    short = max(len(old), len(new)) <= _LONGEST
    stretches = [(False, old, new)] if short else _changes(_BEHIND_CLAUSE.split(old), _BEHIND_CLAUSE.split(new))
    for same, one, other in stretches:
        for equal, was, now in [(True, one, other)] if same else _changes(one, other):
            before.append((was, "" if equal else "old"))
            after.append((now, "" if equal else "new"))
    return _runs(old, before), _runs(new, after)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    """Two texts, as characters or as clauses, cut into stretches that are the same or differ."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    yield True, "".join(old[:head]), "".join(new[:head])
    if max(len(left), len(right)) > _LONGEST:
        yield False, "".join(left), "".join(right)
    else:
        for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            yield kind == "equal", "".join(left[a:b]), "".join(right[c:d])
    yield True, "".join(old[len(old) - tail :]), "".join(new[len(new) - tail :])


def _runs(text: str, parts: list[tuple[str, str]]) -> ShownCell:
    """The text with its marks, neighbours with one mark joined."""
    joined = [
        ("".join(part for part, _ in some), mark)
        for mark, some in groupby((part for part in parts if part[0]), key=itemgetter(1))
    ]
    return ShownCell(text, runs=tuple(joined))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
