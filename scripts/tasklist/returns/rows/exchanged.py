"""A contact where the progress or the remark belongs, and words of work or of nobody where the contact does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasklist.model.layout import AnswerKind, Layout
from tasklist.returns.rows.task_matching import Match
from tasklist.tables.find import TableRow
from tasklist.text import phones
from tasklist.text.normalize import fold

_CLAUSES = re.compile("[,。!]")  # of a sentence, which names beside telephone numbers are not (folded)
_MOST = 3  # times as many as others
_SEVERAL = 2  # rows: one alone is a slip of its own


def are_exchanged(rows: Sequence[tuple[TableRow, Match]]) -> bool:
    """Are the remarks to nearly all the tasks of a table whom to call, of several, and the contacts to none?"""
    tasks = [row for row, match in rows if match.task is not None]
    remarks = [text for row in tasks if (text := row.text("remark").strip())]
    persons = sum(map(is_whole, remarks))
    several = persons >= min(_SEVERAL, len(tasks)) and persons > _MOST * (len(remarks) - persons)
    return several and not any(is_whole(row.text("contact")) for row in tasks)


def are_of_work(rows: Sequence[tuple[TableRow, Match]]) -> bool:
    """Are the contacts to most tasks of a table words of work, of several, and none of them whom to call?"""
    contacts = [text for row, match in rows if match.task is not None and (text := row.text("contact").strip())]
    told = sum(map(is_of_work, contacts))
    return told >= _SEVERAL and told * 2 > len(contacts) and not any(map(is_whole, contacts))


def is_exchanged(row: TableRow) -> bool:
    """Is the remark of a row whom to call, and its contact nobody?"""
    return is_whole(row.text("remark")) and not is_whole(row.text("contact"))


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


def is_whole(contact: str) -> bool:
    """Does a contact have a name and a number?"""
    return is_contact(contact) and bool(re.search(r"[^\W\d_]{2}", phones.without_numbers(contact)))


def is_contact(text: str) -> bool:
    """Does a text say whom to call, with a number, and nothing else?"""
    return bool(phones.numbers(text)) and phones.is_contact(text)
