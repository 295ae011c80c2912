"""From a home folder to a Ledger: the shell around the pure core, the same for every verb."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tasklist.app.office import Office, furniture
from tasklist.files import inbox, outbox
from tasklist.ledger import build, checks
from tasklist.mail import collect
from tasklist.model.book import Book, Refusal
from tasklist.model.finding import Finding, by_anyone
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Period
from tasklist.model.returns import Arrival, Return
from tasklist.plan import periods
from tasklist.readers import registry
from tasklist.readers.pool import Readers
from tasklist.returns.context import Context
from tasklist.returns.interpret import interpret
from tasklist.tables.marks import master_digest

PASSWORDS = "TASKLIST_FILE_PASSWORDS"  # environment variable: passwords to try on returned files, separated by commas
NESTING = 3  # archives inside archives
HISTORY = 6  # earlier periods shown in the trend
Progress = Callable[[Iterable[Return], int], Iterable[Return]]


def read_inbox(
    office: Office, connection: sqlite3.Connection, as_of: datetime, progress: Progress, *, keep: bool
) -> tuple[tuple[Return, ...], tuple[Finding, ...]]:
    """Every Return known at `as_of`, archives opened, and findings about the inbox itself.

    `keep`: copy new versions to the archive. `progress` wraps the loop (it may draw a bar).
    """
    scan = inbox.scan(office.home, connection, as_of, collect.senders(connection), keep=keep)
    context = Context(office.plan, furniture(office.template), office.words)
    passwords = tuple(word for word in os.environ.get(PASSWORDS, "").split(",") if word)
    with Readers(office.plan.campaign.workers, passwords) as readers:
        arrivals = scan.arrivals
        reading = _Reading(office.home, readers, context)
        returns = tuple(progress(reading.returns(arrivals), len(arrivals)))
    return returns, scan.findings


def build_ledger(
    office: Office, returns: Iterable[Return], period: Period, as_of: datetime, found: Iterable[Finding] = ()
) -> Ledger:
    """The Ledger of a period with every finding: of the files, the inbox and the checks."""
    made = build.build(office.plan, period, as_of, returns, office.words)
    made = replace(made, findings=(*made.findings, *found))
    return replace(made, findings=checks.findings(made))


def history(office: Office, returns: tuple[Return, ...], period: Period, as_of: datetime) -> tuple[Ledger, ...]:
    """The ledgers of earlier periods in which anything came, oldest first."""
    campaign = office.plan.campaign
    earlier = periods.up_to(campaign.periods, campaign.issued_on, period.opens, campaign.timezone, campaign.calendar)
    came = {each.period for each in returns if each.unit}
    wanted = [each for each in earlier if each.opens < period.opens and each.id in came][-HISTORY:]
    return tuple(build.build(office.plan, each, as_of, returns, office.words) for each in wanted)


def standing(office: Office, returns: tuple[Return, ...]) -> Mapping[tuple[str, str, int, str], str]:
    """(unit, period id, task, field) → the text that stands, over all periods."""
    return build.standing(returns, office.plan, office.words)


@dataclass(frozen=True)
class _Reading:
    """One pass over the inbox: the readers at work, and what every file is read against."""

    home: Path
    readers: Readers
    context: Context

    def returns(self, arrivals: Sequence[Arrival]) -> Iterator[Return]:
        """The Return of every arrival, and of everything inside archives and mails."""
        readable = [each for each in arrivals if not each.state]
        sources = ((each.path, lambda each=each: inbox.content(self.home, each)) for each in readable)
        read = (content for _, content in self.readers.read_all(sources))
        contents = dict(zip(map(_key, readable), read, strict=True))
        for arrival in arrivals:
            yield from self.opened(arrival, contents.get(_key(arrival)), 0)

    def opened(self, arrival: Arrival, content: Book | Refusal | None, depth: int) -> Iterator[Return]:
        """The Return of a file, then those of its members."""
        if isinstance(content, Book) and content.members and depth >= NESTING:
            content = Refusal("too_large", f"压缩包套了 {NESTING} 层以上，没有打开", by_anyone("解压后重报"))
        yield interpret(arrival, content, self.context, self.original(content))
        if not isinstance(content, Book):
            return
        members = [_member(arrival, content, name, data) for name, data in content.members]
        readable = [(inside, data) for inside, data in members if not inside.state]
        sources = ((inside.path, lambda data=data: data) for inside, data in readable)
        read = (book for _, book in self.readers.read_all(sources))
        books = {inside.path: book for (inside, _), book in zip(readable, read, strict=True)}
        for inside, _ in members:
            yield from self.opened(inside, books.get(inside.path), depth + 1)

    def original(self, content: Book | Refusal | None) -> Book | None:
        """The master a returned master was made from, as the program wrote it."""
        digest = master_digest(content) if isinstance(content, Book) else ""
        kept = self.home / outbox.MASTERS / f"{digest}.xlsx"
        if not (digest.isalnum() and kept.is_file()):
            return None
        book = registry.read(kept.read_bytes(), kept.name)
        return book if isinstance(book, Book) else None


def _member(arrival: Arrival, book: Book, name: str, data: bytes) -> tuple[Arrival, bytes]:
    path = f"{arrival.path}!{name}"
    ignored = inbox.junk(name)
    return (
        replace(
            arrival,
            path=path,
            inside=(*arrival.inside, name),
            since=None,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            sender=book.sender or arrival.sender,
            state="ignored" if ignored else "",
            reason="系统或办公软件的临时文件" if ignored else "",
        ),
        data,
    )


def _key(arrival: Arrival) -> tuple[str, str]:
    return (arrival.path, arrival.sha256)
