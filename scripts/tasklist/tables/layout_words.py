"""The headings of a layout as a vocabulary: what comes back is read by the list's own words first."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from tasklist.model.layout import NINE, Layout
from tasklist.tables.headings import ANSWERS, OFFICIAL, TASKS, Vocabulary
from tasklist.text.normalize import bare

_TAIL = 3  # bare characters of a heading's lowest row by which it is known alone
_ROLES = frozenset({*ANSWERS, *OFFICIAL})


@lru_cache(maxsize=8)
def vocabulary_of(layout: Layout) -> Vocabulary:
    """How a table with these columns is known, in its own words and, where a heading was changed, in the usual ones."""
    if layout == NINE:
        return TASKS
    keys = {column.key for column in layout.columns}
    missing = _ROLES - keys
    own: dict[str, str] = {}
    for column in layout.columns:
        own.setdefault(bare("".join(column.heading)), column.key)
    own.pop("", None)
    tails = Counter(bare(column.heading[-1]) for column in layout.columns if len(column.heading) > 1)
    for column in layout.columns:  # the lowest row of a heading whose upper rows were lost
        tail = bare(column.heading[-1])
        if tails[tail] == 1 and len(tail) >= _TAIL:
            own.setdefault(tail, column.key)
    parts = frozenset(bare(part) for column in layout.columns for part in column.heading if len(column.heading) > 1)
    return Vocabulary(
        tuple((role, words) for role, words in TASKS.words if role not in missing),
        {word: role for word, role in TASKS.exact.items() if role not in missing and word not in parts},
        TASKS.needed,
        min(TASKS.least, len(keys)),
        tuple((role, words) for role, words in TASKS.vague if role not in missing),
        rows=max(TASKS.rows, layout.depth),
        own=own,
        parts=parts,
        pairs=TASKS.pairs,
    )
