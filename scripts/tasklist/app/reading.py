"""From the inbox to Ledgers: the shell around the pure core, the same for every verb."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from tasklist.app.cli import Desk
from tasklist.app.office import Office, furniture
from tasklist.files import inbox, outbox
from tasklist.ledger import checks
from tasklist.ledger.build import build_ledger, standing_texts
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
from tasklist.text.moments import moment

PASSWORDS = "TASKLIST_FILE_PASSWORDS"  # environment variable: passwords to try on returned files, separated by commas
BY_MAIL = "邮件送达时间"  # evidence of when a file came
NESTING = 3  # archives inside archives
HISTORY = 6  # earlier periods shown in the trend


@dataclass(frozen=True)
class Received:
    """What has come, as known at a moment: every Return of the campaign, and findings about the inbox itself."""

    office: Office
    as_of: datetime
    returns: tuple[Return, ...]
    findings: tuple[Finding, ...]

    def ledger(self, period: Period) -> Ledger:
        """The Ledger of a period with every finding: of the files, the inbox and the checks."""
        made = self._joined(period)
        made = replace(made, findings=(*made.findings, *self.findings))
        return replace(made, findings=checks.findings(made))

    def history(self, period: Period) -> tuple[Ledger, ...]:
        """The ledgers of the latest earlier periods in which anything came, oldest first."""
        came = {each.period for each in self.returns if each.unit}
        earlier = periods.up_to(self.office.plan.campaign, period.opens)
        wanted = [each for each in earlier if each.opens < period.opens and each.id in came][-HISTORY:]
        return tuple(map(self._joined, wanted))

    @cached_property
    def standing(self) -> Mapping[tuple[str, str, int, str], str]:
        """(unit, period id, task, field) → the text that stands, over all periods."""
        return standing_texts(self.returns, self.office.plan, self.office.words)

    def _joined(self, period: Period) -> Ledger:
        return build_ledger(self.office.plan, period, self.as_of, self.returns, self.office.words)


def receive(desk: Desk, connection: sqlite3.Connection) -> Received:
    """Everything in the inbox, archives opened. New versions are copied to the archive, unless the run is dry."""
    office = desk.office
    scan = inbox.scan(office.home, connection, desk.as_of, collect.senders(connection), keep=not desk.dry)
    context = Context(office.plan, furniture(office.template), office.words)
    passwords = tuple(word for word in os.environ.get(PASSWORDS, "").split(",") if word)
    with Readers(office.plan.campaign.workers, passwords) as readers:
        arrivals = scan.arrivals
        reading = _Reading(office.home, readers, context)
        returns = reading.settled(tuple(_watched(reading.returns(arrivals), len(arrivals))))
    return Received(office, desk.as_of, returns, scan.findings)


def _watched(made: Iterable[Return], total: int) -> Iterable[Return]:
    """The same returns, with a bar on a terminal while they are read."""
    if not sys.stderr.isatty() or total < 20:
        return made
    from rich.console import Console  # noqa: PLC0415  a bar is drawn rarely, and --help stays instant
    from rich.progress import track  # noqa: PLC0415

    return track(made, "正在读取", total=total, console=Console(stderr=True), transient=True)


@dataclass(frozen=True)
class _Reading:
    """One pass over the inbox: the readers at work, and what every file is read against."""

    home: Path
    readers: Readers
    context: Context
    contested: dict[tuple[str, str], Book] = field(default_factory=dict)  # files the way they came speaks against

    def returns(self, arrivals: Sequence[Arrival]) -> Iterator[Return]:
        """The Return of every arrival, and of everything inside archives and mails."""
        readable = [each for each in arrivals if not each.state]
        sources = ((each.path, lambda each=each: inbox.content(self.home, each)) for each in readable)
        read = (content for _, content in self.readers.read_all(sources))
        contents = dict(zip(map(_key, readable), read, strict=True))
        for arrival in arrivals:
            yield from self.opened(arrival, contents.get(_key(arrival)), 0)

    def settled(self, returns: Sequence[Return]) -> tuple[Return, ...]:
        """The returns, those read anew that say whose they are and came in a folder or mail with other units' forms."""
        company: dict[str, set[str]] = {}
        for each in returns:
            company.setdefault(_way(each.arrival), set()).update(filter(None, (each.unit, each.own)))
        return tuple(self.anew(each) if each.own and len(company[_way(each.arrival)]) > 1 else each for each in returns)

    def anew(self, one: Return) -> Return:
        """A file whose own word stands, now that the way it came is known to be shared."""
        content = self.contested[_key(one.arrival)]
        return interpret(replace(one.arrival, shared=True), content, self.context)

    def opened(self, arrival: Arrival, content: Book | Refusal | None, depth: int) -> Iterator[Return]:
        """The Return of a file, then those of its members."""
        if isinstance(content, Book) and not arrival.inside:
            arrival = _received(arrival, content)
        if isinstance(content, Book) and content.members and depth >= NESTING:
            content = Refusal("too_large", f"压缩包套了 {NESTING} 层以上，没有打开", by_anyone("解压后重报"))
        made = interpret(arrival, content, self.context, self.original(content))
        if made.own and isinstance(content, Book):
            self.contested[_key(arrival)] = content
        yield made
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


def _received(arrival: Arrival, book: Book) -> Arrival:
    """The arrival with what a mail tells of when it came: its server's word counts, its sender's is asked about."""
    if book.delivered:
        return arrival.delivered(book.delivered, BY_MAIL)
    if book.written:
        return arrival.perhaps(
            book.written, f"邮件自写的日期是 {moment(book.written.astimezone(arrival.received.tzinfo))}"
        )
    return arrival


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


def _way(arrival: Arrival) -> str:
    """What a file came with: the mail or archive it lies in, else its folder."""
    return arrival.outer if arrival.inside else arrival.path.rpartition("/")[0]


def _key(arrival: Arrival) -> tuple[str, str]:
    return (arrival.path, arrival.sha256)
