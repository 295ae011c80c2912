"""A table pasted one column too far: contacts under 进展情况, the progress over what was printed beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasklist.model.layout import AnswerKind, Layout
from tasklist.returns.rows.dittos import is_ditto
from tasklist.returns.rows.official_text import official
from tasklist.returns.rows.row_tasks import SAMPLE
from tasklist.returns.rows.task_matching import Match, Matcher
from tasklist.tables.find import TableRow
from tasklist.text import phones
from tasklist.text.normalize import fold

_PRINTED = ("lead", "responsible", "deadline")
_TEXT = 20  # characters of a text that is no deadline
_CLAUSES = re.compile("[,。!]")  # of a sentence, which names beside telephone numbers are not (folded)
_MOST = 3  # times as many as others
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
    named = [row for row in long if phones.is_contact(row.text("progress")) and not _is_whole(row.text("contact"))]
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
    moved = bool(contact) and not _is_whole(contact) and _is_whole(row.text("remark"))
    return moved and not row.text("progress").strip()


def are_exchanged(rows: Sequence[tuple[TableRow, Match]]) -> bool:
    """Are the remarks to nearly all the tasks of a table whom to call, of several, and the contacts to none?"""
    tasks = [row for row, match in rows if match.task is not None]
    remarks = [text for row in tasks if (text := row.text("remark").strip())]
    persons = sum(map(_is_whole, remarks))
    several = persons >= min(_SEVERAL, len(tasks)) and persons > _MOST * (len(remarks) - persons)
    return several and not any(_is_whole(row.text("contact")) for row in tasks)


def are_of_work(rows: Sequence[tuple[TableRow, Match]]) -> bool:
    """Are the contacts to most tasks of a table words of work, of several, and none of them whom to call?"""
    contacts = [text for row, match in rows if match.task is not None and (text := row.text("contact").strip())]
    told = sum(map(is_of_work, contacts))
    return told >= _SEVERAL and told * 2 > len(contacts) and not any(map(_is_whole, contacts))


def is_exchanged(row: TableRow) -> bool:
    """Is the remark of a row whom to call, and its contact nobody?"""
    return _is_whole(row.text("remark")) and not _is_whole(row.text("contact"))


def _is_whole(contact: str) -> bool:
    """Does a contact have a name and a number?"""
    return is_contact(contact) and bool(re.search(r"[^\W\d_]{2}", phones.without_numbers(contact)))


def no_progress(row: TableRow, match: Match, matcher: Matcher, *, shifted: bool) -> bool:
    """In a table that was shifted: does a row say no progress under its heading, but whom to call, or nothing? In any
    other: nothing, with words over the deadline and such as are nobody's name and number where a contact belongs? Or is
    there whom to call over what was printed, or as a remark and nothing else?
    """
    told, contact = row.text("progress").strip(), row.text("contact").strip()
    if any(_is_whole(row.text(role)) for role in _PRINTED) or (not (told or contact) and _is_whole(row.text("remark"))):
        return True
    if not told and _is_whole(contact) and not _is_whole(row.text("remark")):
        return False
    if not shifted:
        silent = (not told or is_ditto(told)) and bool(contact) and not _is_whole(contact)
        return silent and _over_printed(row, match, matcher, ("deadline",))
    named = phones.is_contact(told) and _over_printed(row, match, matcher, _PRINTED)
    return not told or named or is_contact(told) or is_ditto(told)


def is_swapped(row: TableRow, layout: Layout) -> bool:
    """Does one row say whom to call where words of progress belong, and nobody under the heading of the contact?"""
    asked = layout.find("progress")
    if asked is None or asked.kind is not AnswerKind.TEXT or is_contact(row.text("contact")):
        return False
    names = phones.without_numbers(row.text("progress"))
    return is_contact(row.text("progress")) and not _CLAUSES.search(names) and (not names or phones.is_contact(names))


def is_of_work(contact: str) -> bool:
    """Are there words of several clauses without a number to call where a contact belongs?"""
    return bool(_CLAUSES.search(fold(contact))) and not phones.numbers(contact) and not phones.is_contact(contact)


def is_contact(text: str) -> bool:
    """Does a text say whom to call, with a number, and nothing else?"""
    return bool(phones.numbers(text)) and phones.is_contact(text)
