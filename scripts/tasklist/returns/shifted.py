"""A table pasted one column too far: contacts under 进展情况, the progress over what was printed beside it."""

from __future__ import annotations

from collections.abc import Sequence

from tasklist.returns.official_text import official
from tasklist.returns.task_matching import Match, Matcher
from tasklist.tables.find import TableRow
from tasklist.text import phones

_PRINTED = ("lead", "responsible", "deadline")
_TEXT = 20  # characters of a text that is no deadline


def is_shifted(rows: Sequence[tuple[TableRow, Match]], matcher: Matcher) -> bool:
    """Is there a row with a contact for progress, and with words over what was printed? Or is there no progress at all,
    and a text as long as one over the deadline of most rows?
    """
    if any(_over_printed(row, match, matcher, _PRINTED) for row, match in rows if is_contact(row.text("progress"))):
        return True
    long = [row for row, match in rows if _over_printed(row, match, matcher, ("deadline",), _TEXT)]
    return not any(row.text("progress").strip() for row, _ in rows) and len(long) * 2 > max(len(rows), 2)


def _over_printed(row: TableRow, match: Match, matcher: Matcher, roles: Sequence[str], least: int = 1) -> bool:
    task = matcher.task_list.find(match.task) if match.task else None
    said = [(role, row.text(role).strip()) for role in roles]
    return task is not None and any(len(text) >= least and not official(task, role, text) for role, text in said)


def is_contact(text: str) -> bool:
    """Does a text say whom to call, with a number, and nothing else?"""
    return bool(phones.numbers(text)) and phones.is_contact(text)
