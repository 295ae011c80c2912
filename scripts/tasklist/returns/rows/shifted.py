"""A table pasted one column too far: contacts under 进展情况, the progress over what was printed beside it."""

from __future__ import annotations

from collections.abc import Sequence

from tasklist.returns.rows.dittos import is_ditto
from tasklist.returns.rows.exchanged import is_contact, is_whole
from tasklist.returns.rows.official_text import official
from tasklist.returns.rows.row_tasks import SAMPLE
from tasklist.returns.rows.task_matching import Match, Matcher
from tasklist.tables.find import TableRow
from tasklist.text import phones

_PRINTED = ("lead", "responsible", "deadline")
_TEXT = 20  # characters of a text that is no deadline
_SEVERAL = 2  # rows that name a person where the progress belongs: one alone is a slip of its own


def is_shifted(rows: Sequence[tuple[TableRow, Match]], matcher: Matcher) -> bool:
    """Is there a row with a contact for progress, and with words over what was printed, or without progress and with
    the contact behind its column? Do most say nothing but whom to call? Or does a text as long as one
    stand over the deadline, of several rows where there are but names for progress and no contact, of most that say
    anything where there is nothing?
    """
    rows = [(row, match) for row, match in rows if match.reason != SAMPLE and _says(row, match, matcher)]
    told = [(row, match) for row, match in rows if row.text("progress").strip()]
    persons = [(row, match) for row, match in told if is_contact(row.text("progress"))]
    if any(_over_printed(row, match, matcher, _PRINTED) for row, match in persons):
        return True
    if any(_pushed_right(row) for row, _ in rows):
        return True
    if len(persons) >= _SEVERAL and len(persons) * 2 > len(told):
        return True
    long = [row for row, match in rows if _over_printed(row, match, matcher, ("deadline",), _TEXT)]
    named = [row for row in long if phones.is_contact(row.text("progress")) and not is_whole(row.text("contact"))]
    return len(named) >= _SEVERAL or (not told and len(long) * 2 > max(len(rows), 2))


def _says(row: TableRow, match: Match, matcher: Matcher) -> bool:
    """Has anybody written in a row?"""
    answered = any(row.text(role).strip() for role in matcher.task_list.layout.answers)
    return answered or _over_printed(row, match, matcher, _PRINTED)


def _over_printed(row: TableRow, match: Match, matcher: Matcher, roles: Sequence[str], least: int = 1) -> bool:
    may = match.task or next(iter(match.rivals), 0)
    task = matcher.task_list.find(may) if may else None
    said = [(role, row.text(role).strip()) for role in roles]
    return task is not None and any(len(text) >= least and not official(task, role, text) for role, text in said)


def _pushed_right(row: TableRow) -> bool:
    """Does a row say no progress, and whom to call as a remark, with something else where that belongs?"""
    contact = row.text("contact").strip()
    moved = bool(contact) and not is_whole(contact) and is_whole(row.text("remark"))
    return moved and not row.text("progress").strip()


def no_progress(row: TableRow, match: Match, matcher: Matcher, *, shifted: bool) -> bool:
    """In a table that was shifted: does a row say no progress under its heading, but whom to call, or nothing? In any
    other: nothing, with words over the deadline and such as are nobody's name and number where a contact belongs? Or is
    there whom to call over what was printed, or as a remark and nothing else?
    """
    told, contact = row.text("progress").strip(), row.text("contact").strip()
    if any(is_whole(row.text(role)) for role in _PRINTED) or (not (told or contact) and is_whole(row.text("remark"))):
        return True
    if not told and is_whole(contact) and not is_whole(row.text("remark")):
        return False
    if not shifted:
        silent = (not told or is_ditto(told)) and bool(contact) and not is_whole(contact)
        return silent and _over_printed(row, match, matcher, ("deadline",))
    named = phones.is_contact(told) and _over_printed(row, match, matcher, _PRINTED)
    return not told or named or is_contact(told) or is_ditto(told)
