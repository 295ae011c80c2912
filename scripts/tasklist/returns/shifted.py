"""A table pasted one column too far: contacts under 进展情况, the progress over what was printed beside it."""

from __future__ import annotations

from collections.abc import Sequence

from tasklist.returns.official_text import official
from tasklist.returns.task_matching import Match, Matcher
from tasklist.tables.find import TableRow
from tasklist.text import phones

_PRINTED = ("lead", "responsible", "deadline")


def is_shifted(rows: Sequence[tuple[TableRow, Match]], matcher: Matcher) -> bool:
    """Is there a row with a contact for progress, and with words over what was printed?"""
    for row, match in rows:
        task = matcher.task_list.find(match.task) if match.task and is_contact(row.text("progress")) else None
        said = [(role, row.text(role)) for role in _PRINTED]
        if task and any(text.strip() and not official(task, role, text) for role, text in said):
            return True
    return False


def is_contact(text: str) -> bool:
    """Does a text say whom to call, with a number, and nothing else?"""
    return bool(phones.numbers(text)) and phones.is_contact(text)
