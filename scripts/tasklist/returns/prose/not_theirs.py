"""Lines of a letter that are no words to this period of who wrote it: our own mail that it answers, an older one."""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.model.book import LETTER, MAILS, cell_name
from tasklist.model.place import Place
from tasklist.returns.accounts import cell_accounts
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.prose.older_mail import quoted
from tasklist.tables.letter_lines import broken
from tasklist.text import quoted_mails


def not_theirs(evidence: Evidence) -> set[Place]:
    """The lines of a letter that are no words to this period of whoever wrote it: our mail, and an older one."""
    return _ours(evidence) | set(quoted(evidence)) | set(_heads(evidence))


def _heads(evidence: Evidence) -> Iterator[Place]:
    """The lines with which mail programs head the mails that a letter passes on."""
    told = list(cell_accounts.everything(evidence)) if evidence.book.format in (LETTER, *MAILS) else []
    for head in quoted_mails.heads([text for _, text, _ in told]):
        yield from (told[at].place for at in head)


def _ours(evidence: Evidence) -> set[Place]:
    """Where a letter quotes the mail of ours that it answers: all below the line that says it is from us, and our lines
    where they were broken into several.
    """
    mail = evidence.context.plan.campaign.mail
    addresses = (address.lower() for address in (mail.sender, mail.user) if "@" in address)
    names = (*addresses, evidence.context.plan.campaign.office)
    below: set[str] = set()  # sheets that have begun to quote
    found: set[Place] = set()
    for spot, text, _ in cell_accounts.everything(evidence):
        if quoted_mails.written_by(text, names):
            below.add(spot.sheet)
        found |= {spot} if spot.sheet in below else set()
    return found | set(_broken_lines(evidence))


def _broken_lines(evidence: Evidence) -> Iterator[Place]:
    """The parts of lines of ours that a mail program broke."""
    for grid in evidence.book.grids if evidence.book.format in MAILS else ():
        cells = sorted(grid.cells)
        for at in broken([grid.cells[cell] for cell in cells]):
            yield evidence.arrival.place(grid.sheet, cell_name(cells[at]))
