"""What a file as a whole says of its unit: the folders it lies in, its mark, its sender, the names it was given."""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.model.arrival import folders_of
from tasklist.model.book import MAILS
from tasklist.model.returns import COMPANY
from tasklist.returns.belonging.file_words import FileWords
from tasklist.returns.belonging.identity import FILE_NAME, FOLDER, LETTER_OF_IT, MARK, SENDER, SUBJECT, Claim
from tasklist.text.enclosures import unlabelled
from tasklist.text.file_names import without_span


def claims_of_file(said: FileWords) -> list[Claim]:
    """What the file as a whole says: the way it came, its mark, its names."""
    names, context = said.context.names, said.context
    folders = ((each, _sorted_for(said, each)) for each in said.folders)
    claims = [Claim(FOLDER, units, each, final=said.moved_into(each)) for each, units in folders if units]
    if said.lists:  # one report is one unit's, in whatever folders copies of it lie
        elsewhere = dict.fromkeys(each for path in said.arrival.copies for each in folders_of(path))
        claims += [Claim(FOLDER, units, each) for each in elsewhere if (units := _sorted_for(said, each))]
    if said.meta and (unit := context.by_digest.get(said.meta.unit_digest)):
        claims.append(Claim(MARK, (unit,), unit))
    if owners := context.plan.roster.by_address.get(said.sender):
        claims.append(Claim(SENDER, tuple(unit.name for unit in owners), said.sender))
    named = [(each, names.within(each)) for each in said.given_names]
    told = [claim for each, units in named[:1] for claim in _of_a_name(said, FILE_NAME, each, units)]
    if said.book.format in MAILS:
        told += _of_a_name(said, SUBJECT, said.subject, names.within(said.subject) or said.sent_for)
    elif said.by_mail:
        told += _of_a_name(said, SUBJECT, said.subject, ())
    of_it = ((each, names.within(unlabelled(each), partners=False)) for each in said.said_of_it)
    told += [Claim(LETTER_OF_IT, units, each) for each, units in of_it if units]
    return claims + told + [Claim(COMPANY, units, each) for each, units in named[1:] if units]


def _of_a_name(said: FileWords, source: str, name: str, units: tuple[str, ...]) -> Iterator[Claim]:
    """What the name of a file or the subject of a mail says: of these units, and of somebody nobody knows."""
    context, near = said.context, said.near
    if stranger := context.strangers.spoken_for(name):
        meant = near.meant(stranger)
        yield Claim(source, meant, name, like=units, short=bool(meant))
    elif units:
        yield Claim(source, units, name)
    elif source != SUBJECT and (context.names.foreign(name) or _strange_head(said, name)):
        yield Claim(source, (), name, like=near.like(without_span(name).strip("0123456789")))


def _strange_head(said: FileWords, name: str) -> bool:
    """Does a name begin with that of a house which means no unit?"""
    head = said.context.strangers.at_the_head(name)
    return bool(head) and not said.near.meant(head)


def _sorted_for(said: FileWords, folder: str) -> tuple[str, ...]:
    """The units a folder is called by, with a month or the like or without: 南坡乡卫生院7月."""
    names = said.context.names
    return names.exact(folder) or names.exact(without_span(folder))
