"""From the inbox to Ledgers: the shell around the pure core, the same for every verb."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from itertools import chain, count
from pathlib import Path

from tasklist.app import inner_errors, questions
from tasklist.app.cli import Desk
from tasklist.app.file_work import FileJob, FileWork, Made, received
from tasklist.app.office import Office, furniture
from tasklist.app.questions import ClerkAnswers
from tasklist.files import disk, inbox, outbox, state
from tasklist.ledger import checks
from tasklist.ledger.build import build_ledger, standing_texts
from tasklist.mail import collect
from tasklist.model.book import LETTER, Book, Refusal
from tasklist.model.finding import Finding, by_anyone
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Period
from tasklist.model.returns import Arrival, Return
from tasklist.plan import periods
from tasklist.plan.decided import decided
from tasklist.readers import registry
from tasklist.readers.pool import Pool, Source
from tasklist.returns.context import Context
from tasklist.returns.interpret import failed, interpret
from tasklist.tables.marks import master_digest
from tasklist.text.display import shorten

PASSWORDS = "TASKLIST_FILE_PASSWORDS"  # environment variable: passwords to try on returned files, separated by commas
NESTING = 5  # archives inside archives: a mailbox, a mail, the mail passed on in it, an archive, one more
_PAGE_FOLDER = re.compile(r"[._]files$", re.IGNORECASE)
_SHEET = re.compile(r"sheet\d+\.html?", re.IGNORECASE)
HISTORY = 6  # earlier periods shown in the trend


@dataclass(frozen=True)
class Received:
    """What has come, as known at a moment: every Return of the campaign, and findings about the inbox itself."""

    office: Office
    as_of: datetime
    returns: tuple[Return, ...]
    findings: tuple[Finding, ...]
    answers: ClerkAnswers

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
        plan, words = self.office.plan, self.office.words
        return standing_texts(self.returns, plan, words, decisions=self.answers.decisions)

    def _joined(self, period: Period) -> Ledger:
        return build_ledger(
            self.office.plan,
            period,
            self.as_of,
            self.returns,
            self.office.words,
            decisions=self.answers.decisions,
        )


def receive(desk: Desk, connection: sqlite3.Connection) -> Received:
    """Everything in the inbox, archives opened. New versions are copied to the archive, unless the run is dry."""
    home = desk.home
    scan = inbox.scan(home, connection, desk.as_of, collect.senders(connection), keep=not desk.dry)
    answers = questions.taken(home, connection, desk.as_of, desk.office.zone)
    office = replace(desk.office, plan=decided(desk.office.plan, answers.decisions))
    own = furniture(office.template, office.plan.task_list.layout)
    context = Context(office.plan, own, office.words, answers.by_key)
    passwords = tuple(word for word in os.environ.get(PASSWORDS, "").split(",") if word)
    work = FileWork(context)
    with Pool(work, office.plan.campaign.workers, passwords, prepare=work.prepare) as pool:
        arrivals = scan.arrivals
        reading = _Reading(office.home, pool, context, collect.deliveries(connection))
        returns = reading.settled(tuple(_watched(reading.returns(arrivals), len(arrivals))))
    asked = {each.arrival.outer for each in returns if each.arrival.receipt.doubt and not each.archive}
    told = (one for one in scan.findings if one.code != "received_when" or (one.place and one.place.file in asked))
    return Received(office, desk.as_of, returns, (*told, *_loss(connection)), answers)


def _loss(connection: sqlite3.Connection) -> Iterator[Finding]:
    """A state file that had to begin anew, until a person has said what was mailed before."""
    if state.unanswered(connection):
        said = f"收发记录 {state.loss(connection)}，已按留存副本重建：何时收到的、发过哪些邮件的记录没有了"
        yield finding("state_lost", said, place=outbox.STATE)


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
    pool: Pool[FileJob, Made]
    context: Context
    deliveries: Mapping[str, datetime]  # sha256 of a collected mail → when the mail server took it
    # files the way they came speaks against
    contested: dict[tuple[str, str], Book | Refusal | None] = field(default_factory=dict)

    def returns(self, arrivals: Sequence[Arrival]) -> Iterator[Return]:
        """The Return of every arrival, and of everything inside archives and mails."""
        readable = [each for each in arrivals if not each.state]
        contents = self.made_of((each, partial(inbox.content, self.home, each)) for each in readable)
        yield from self.each_opened([(each, contents.get(_key(each))) for each in arrivals], 0)

    def made_of(self, files: Iterable[tuple[Arrival, Source]]) -> dict[tuple[str, str], Made]:
        """What the workers made of files: a Return, or what was read where a worker alone cannot settle it."""
        keys: list[tuple[str, str]] = []

        def jobs() -> Iterator[tuple[str, Source, FileJob]]:
            for arrival, source in files:
                keys.append(_key(arrival))
                yield arrival.path, source, FileJob(arrival, self.deliveries.get(arrival.sha256))

        made = list(self.pool.make_all(jobs()))
        return dict(zip(keys, made, strict=True))

    def each_opened(self, files: Sequence[tuple[Arrival, Made | None]], depth: int) -> Iterator[Return]:
        """The Returns of files that lie side by side. A frame page whose sheets lie beside it is packing."""
        paths = [arrival.path for arrival, _ in files]
        for arrival, content in files:
            if isinstance(content, Return):
                yield content
            elif isinstance(content, Refusal) and content.code == "frames":
                if _has_sheets(arrival.path, paths):
                    reason = "网页的框架页，表格在同名的 .files 文件夹里"
                    yield interpret(replace(arrival, state="ignored", reason=reason), None, self.context)
                    continue
                yield from self.opened(arrival, replace(content, code="unsupported"), depth)
            else:
                yield from self.opened(arrival, content, depth)

    def settled(self, returns: Sequence[Return]) -> tuple[Return, ...]:
        """The returns, those read anew that say whose they are and came in a folder or mail with other units' forms."""
        company: dict[str, set[str]] = {}
        for each in returns:
            company.setdefault(_way(each.arrival), set()).update(filter(None, (each.unit, each.own)))
        return tuple(self.anew(each) if each.own and len(company[_way(each.arrival)]) > 1 else each for each in returns)

    def anew(self, one: Return) -> Return:
        """A file whose own word stands, now that the way it came is known to be shared."""
        content = self.contested[_key(one.arrival)]
        return self.interpreted(replace(one.arrival, shared=True), content)

    def made(self, arrival: Arrival, content: Book | Refusal | None, original: Book | None = None) -> Return:
        """The Return of a file; its content is kept when the way it came speaks against what it says."""
        made = self.interpreted(arrival, content, original)
        if made.own:
            self.contested[_key(arrival)] = content
        return made

    def interpreted(self, arrival: Arrival, content: Book | Refusal | None, original: Book | None = None) -> Return:
        """The Return of a file; whatever fails while its content is interpreted costs this file alone."""
        try:
            return interpret(arrival, content, self.context, original)
        except Exception as error:
            path = inner_errors.keep(self.home, error, "interpreting a file")
            seen = sum(grid.size for grid in content.grids) + len(content.leftovers) if isinstance(content, Book) else 0
            return failed(arrival, inner_errors.told(path), seen=seen)

    def opened(self, arrival: Arrival, content: Book | Refusal | None, depth: int) -> Iterator[Return]:
        """The Return of a file, then those of its members."""
        if isinstance(content, Book):
            arrival, content = received(arrival, content, self.deliveries.get(arrival.sha256))
        if isinstance(content, Book) and content.members and depth >= NESTING:
            content = Refusal("too_large", f"压缩包或邮件套了 {NESTING} 层以上，没有打开", by_anyone("解压后重报"))
        yield self.made(arrival, content, self.original(content))
        if not isinstance(content, Book) or not content.members:
            return
        if content.grids or content.leftovers:
            yield self.made(*_body(arrival, content))
        members = [_member(arrival, content, name, data) for name, data in content.members]
        readable = ((inside, partial(bytes, data)) for inside, data in members if not inside.state)
        made = self.made_of(readable)
        yield from self.each_opened([(inside, made.get(_key(inside))) for inside, _ in members], depth + 1)

    def original(self, content: Book | Refusal | None) -> Book | None:
        """The master a returned master was made from, as the program wrote it."""
        digest = master_digest(content) if isinstance(content, Book) else ""
        kept = self.home / outbox.MASTERS / f"{digest}.xlsx"
        if not (digest.isalnum() and kept.is_file()):
            return None
        book = registry.read(disk.read(kept), kept.name)
        return book if isinstance(book, Book) else None


def _member(arrival: Arrival, book: Book, name: str, data: bytes) -> tuple[Arrival, bytes]:
    why = book.packing.get(name) or inbox.left_out(name)
    return replace(_within(arrival, book, name, data), state="ignored" if why else "", reason=why), data


def _body(arrival: Arrival, book: Book) -> tuple[Arrival, Book]:
    """What a letter or document itself says, as a file beside its enclosures, called by its subject."""
    subject = "".join(char for char in book.subject if char not in "/\\!")
    name = next(name for name in _body_names(subject) if name not in dict(book.members))
    meant = [each for each, _ in book.members if not (each in book.packing or inbox.left_out(each))]
    content = replace(book, members=(), remarks=(), packing={}, format=LETTER if meant else book.format)
    said = "\n".join(text for grid in book.grids for _, text in sorted(grid.cells.items()))
    return _within(arrival, book, name, said.encode("utf-8", "replace")), content


def _body_names(subject: str) -> Iterator[str]:
    stem = f"正文（{shorten(subject, 60)}）" if subject else "正文"
    return chain([stem], (f"{stem}{number}" for number in count(2)))


def _within(arrival: Arrival, book: Book, name: str, data: bytes) -> Arrival:
    return replace(
        arrival,
        path=f"{arrival.path}!{name}",
        inside=(*arrival.inside, name),
        since=None,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        sender=book.sender or arrival.sender,
    )


def _has_sheets(page: str, paths: Iterable[str]) -> bool:
    """Do the sheets a frame page shows lie in a folder beside it?"""
    folder = page.rpartition("/")[0]
    around = (path.rpartition("/") for path in paths)
    return any(
        _SHEET.fullmatch(name) and _PAGE_FOLDER.search(beside) and beside.rpartition("/")[0] == folder
        for beside, _, name in around
    )


def _way(arrival: Arrival) -> str:
    """What a file came with: the mail or archive it lies in, else its folder."""
    return arrival.outer if arrival.inside or arrival.collected else arrival.path.rpartition("/")[0]


def _key(arrival: Arrival) -> tuple[str, str]:
    return (arrival.path, arrival.sha256)
