"""A notice read: the book of a document → what its prose says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tasklist.config.notice.contacts import contact
from tasklist.config.notice.demands import demands, unit_words
from tasklist.config.notice.facts import Notice, NoticeFacts
from tasklist.config.notice.heads import PRINTED, heads
from tasklist.config.notice.owing import owing, parts
from tasklist.config.notice.paper_tables import is_paper_table, papers_in_tables
from tasklist.config.notice.paragraphs import SIGNED, above_tables, lines, paragraphs, sentences, squeezed
from tasklist.model.book import Book
from tasklist.model.tasks import Deadline
from tasklist.model.workdays import WEEKENDS_ONLY
from tasklist.plan.deadlines.deadlines import read_deadline

_ANY_YEAR = date(2000, 1, 1)  # only whether a phrase gives a day is asked here; which day, the settings say
_YEAR = re.compile(r"[〔\[（(【](\d{4})[〕\]）)】]")
_NAMED_YEAR = re.compile(r"20\d{2}(?=年)")
_ANNEX = re.compile(r"附件\d{0,2}[：:]|附件\d{0,2}$|抄送|[（(]此件")
_TO_LINES = 14  # the first lines of a notice


def read_notice(book: Book) -> NoticeFacts:
    """What the prose of a notice says. A workbook has none."""
    set_out = lines(book) if book.format in ("docx", "doc", "html", "text", "txt", "rtf") else ()
    found = tuple(map(squeezed, set_out))
    whole = paragraphs(found, above_tables(book))
    at = year_of(found)

    def read(phrase: str) -> Deadline:
        named = _NAMED_YEAR.search(phrase) if at == _ANY_YEAR else None
        return read_deadline(phrase, date(int(named[0]), 1, 1) if named else at, WEEKENDS_ONLY)

    facts = replace(heads(found, whole, lambda phrase: bool(read(phrase).due)), contact=contact(set_out))
    if facts.issued_on:
        at = date.fromisoformat(facts.issued_on.value)
    to = addressed(found)
    since = at if facts.issued_on else None
    settled = Notice(facts.office.value if facts.office else "", to, at.year if at != _ANY_YEAR else 0, since, read)
    tables = papers_in_tables(book, settled) if set_out else ((), ())
    facts = demands(facts, _body(facts, whole), settled, *tables)
    named, spoken = unit_words(facts)
    return replace(facts, named=named, spoken=tuple(dict.fromkeys((*to, *spoken))))


def without_papers(book: Book) -> Book:
    """The book without its tables of papers: they are no task lists."""
    return replace(book, grids=tuple(grid for grid in book.grids if not is_paper_table(grid)))


def addressed(found: Sequence[str]) -> tuple[str, ...]:
    """Whom the notice is addressed to: the first line that is units and a colon."""
    for line in found[:_TO_LINES]:
        named = tuple(parts(line[:-1])) if line.endswith(("：", ":")) else ()
        if named and all(owing(part) for part in named):
            return named
    return ()


def _body(facts: NoticeFacts, whole: Sequence[str]) -> Iterator[str]:
    """The sentences that ask for something: what the heads have said already is left out."""
    title = facts.title.sentence if facts.title else ""
    stages = [each.sentence for _, each in facts.stages]
    for sentence in sentences(whole):
        if sentence in title or SIGNED.fullmatch(sentence) or PRINTED.fullmatch(sentence) or _ANNEX.match(sentence):
            continue
        stage = next((each for each in stages if sentence.startswith(each)), "")
        if rest := sentence.removeprefix(stage).strip("。"):
            yield sentence if not stage else rest


def year_of(found: tuple[str, ...]) -> date:
    """The first day of the year in the notice's number, to try phrases against; any year when it has none."""
    years = [match[1] for line in found[:14] if len(line) < 40 and (match := _YEAR.search(line))]
    return date(int(years[0]), 1, 1) if years else _ANY_YEAR
