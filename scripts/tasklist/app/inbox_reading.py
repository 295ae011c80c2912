"""One pass over the inbox: every file made into its Return, those inside archives and mails too."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import chain, count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tasklist.app import inner_errors
from tasklist.app.file_work import LATER, Contestable, FileJob, Made, MadeAndFound, Stumbled, received, size
from tasklist.app.known_returns import KnownReturns
from tasklist.files import disk, inbox, masters
from tasklist.model.arrival import Arrival
from tasklist.model.book import LETTER, Book, Refusal
from tasklist.model.finding import by_anyone
from tasklist.model.plan import Kind
from tasklist.model.returns import Return
from tasklist.readers import registry
from tasklist.readers.limits import BEYOND, OVER_TIME, Allowance
from tasklist.readers.pool import SLOW, Pool, Source
from tasklist.returns.belonging.file_words import stem
from tasklist.returns.context import Context
from tasklist.returns.interpret import failed, interpret
from tasklist.tables.marks import master_digest
from tasklist.text import memory
from tasklist.text.display import shorten
from tasklist.text.normalize import bare

if TYPE_CHECKING:
    from tasklist.app.cluster import Cluster

NESTING = 5  # archives inside archives: a mailbox, a mail, the mail passed on in it, an archive, one more
_PAGE_FOLDER = re.compile(r"[._]files$", re.IGNORECASE)
_SHEET = re.compile(r"sheet\d+\.html?", re.IGNORECASE)


@dataclass(frozen=True)
class InboxReading:
    """One pass over the inbox: the workers, what every file is read against, and what is known from before."""

    home: Path
    pool: Pool[FileJob, Made | MadeAndFound] | Cluster
    context: Context
    known: KnownReturns
    deliveries: Mapping[str, datetime]  # sha256 of a collected mail → when the mail server took it
    # what the levels of an archive, by its path and copy, may still hold together
    allowances: dict[tuple[str, str], Allowance] = field(default_factory=dict)
    # files the way they came speaks against
    contested: dict[tuple[str, str], Book | Refusal | None] = field(default_factory=dict)  # what was read of them
    passing: set[str] = field(default_factory=set)  # files whose Return may be another at another time

    def returns(self, arrivals: Sequence[Arrival]) -> Iterator[Return]:
        """The Return of every arrival, and of everything inside archives and mails."""
        paths = [each.path for each in arrivals]
        for first in range(0, len(arrivals), self.pool.ahead):
            batch = arrivals[first : first + self.pool.ahead]
            known = {_key(each): None if each.state else self.known.get(each) for each in batch}
            unknown = [each for each in batch if not each.state and known[_key(each)] is None]
            contents = self.made_of([(each, partial(inbox.content, self.home, each)) for each in unknown])
            for each in batch:
                before = known[_key(each)]
                made = before or tuple(self.each_opened(each, next(contents) if not each.state else None, paths, 0))
                if not (before or each.state):
                    self.known.keep(each, made, self.passing)
                yield from made

    def made_of(self, files: Sequence[tuple[Arrival, Source]], allowance: Allowance | None = None) -> Iterator[Made]:
        """What the workers made of files: a Return, or what was read where a worker alone cannot settle it.

        Only so many are held at a time, and of what holds much only one. `allowance`: of what came in one file.
        """
        for first in range(0, len(files), self.pool.ahead):
            batch = files[first : first + self.pool.ahead]
            for file, made in zip(batch, list(self.by_workers(self.jobs(batch), allowance)), strict=True):
                yield self.whole(file, allowance) if made == LATER else made

    def by_workers(self, jobs: Iterable[tuple[str, Source, FileJob]], allowance: Allowance | None) -> Iterator[Made]:
        """What the workers made; what they found out about texts is remembered."""
        for made in self.pool.make_all(jobs, allowance):
            if isinstance(made, MadeAndFound):
                memory.learn(made.texts)
            yield made.made if isinstance(made, MadeAndFound) else made

    def whole(self, file: tuple[Arrival, Source], allowance: Allowance | None) -> Made:
        """An archive with all it holds."""
        (made,) = self.by_workers(self.jobs([file], whole=True), allowance)
        return made

    def jobs(
        self, files: Iterable[tuple[Arrival, Source]], *, whole: bool = False
    ) -> Iterator[tuple[str, Source, FileJob]]:
        """Files as the workers are told of them."""
        for arrival, source in files:
            yield arrival.path, source, FileJob(arrival, self.deliveries.get(arrival.sha256), whole)

    def each_opened(self, arrival: Arrival, content: Made | None, paths: Sequence[str], depth: int) -> Iterator[Return]:
        """The Returns of a file that lies beside `paths`. A frame page whose sheets lie beside it is packing."""
        if isinstance(content, Return | tuple | Contestable | Stumbled):
            yield from self.told(arrival, content)
            return
        if isinstance(content, Refusal):  # of the workers themselves, or by what lies beside: not so at another time
            self.passing.add(arrival.outer)
        if not (isinstance(content, Refusal) and content.code == "frames"):
            yield from self.opened(arrival, content, depth)
        elif _has_sheets(arrival.path, paths):
            reason = "网页的框架页，表格在同名的 .files 文件夹里"
            yield interpret(replace(arrival, state="ignored", reason=reason), None, self.context)
        else:
            yield from self.opened(arrival, replace(content, code="unsupported"), depth)

    def settled(self, returns: Sequence[Return]) -> tuple[Return, ...]:
        """The returns, those read anew that say whose they are and came in a folder or mail with other units' forms, or
        that are by the company of a form of the same unit.
        """
        company: dict[str, set[str]] = {}
        forms = Counter((_way(each.arrival), each.unit) for each in returns if each.kind is Kind.TASKS)
        tables: dict[str, list[Return]] = {}
        for each in returns:
            if each.kind is Kind.TASKS:
                tables.setdefault(_way(each.arrival), []).append(each)
            if each.kind or each.own:  # a letter is no form of its unit
                company.setdefault(_way(each.arrival), set()).update(filter(None, (each.unit, each.own)))

        def contested(one: Return) -> bool:
            way = _way(one.arrival)
            if one.nameless:
                return any(_disputes(other, one) for other in tables[way] if other is not one)
            return len(company.get(way, ())) > 1 if one.own else one.by_company and forms[way, one.unit] > 1

        return tuple(self.anew(each) if contested(each) else each for each in returns)

    def anew(self, one: Return) -> Return:
        """A file whose own word stands, now that the way it came is known to be shared."""
        content, arrival = self.contested[_key(one.arrival)], replace(one.arrival, shared=True)
        return self.again(arrival, content) if isinstance(content, Book) else self.interpreted(arrival, content)

    def told(self, arrival: Arrival, made: Return | tuple[Return, ...] | Contestable | Stumbled) -> tuple[Return, ...]:
        """The Returns a worker made of a file."""
        if isinstance(made, Stumbled):
            self.passing.add(arrival.outer)
            return (failed(arrival, inner_errors.told(inner_errors.keep(self.home, made.report)), seen=made.seen),)
        if isinstance(made, Contestable):
            self.contested[_key(arrival)] = made.content
            made = made.made
        return made if isinstance(made, tuple) else (made,)

    def again(self, arrival: Arrival, content: Book, original: Book | None = None) -> Return:
        """The Return of what was read before, found by a worker in what is left of the file's time.

        `original`: of a master that came back, the master as the program wrote it.
        """
        job = FileJob(arrival, None, content=content, original=original)
        (made,) = self.by_workers([(arrival.path, bytes, job)], self.allowance(arrival))
        if isinstance(made, Refusal | Book):  # it took too long
            self.passing.add(arrival.outer)
            return self.made(arrival, SLOW if made == OVER_TIME and not arrival.inside else made)
        return self.told(arrival, made)[0]

    def allowance(self, arrival: Arrival) -> Allowance:
        """What all that came in one file may still take."""
        key = (arrival.outer, arrival.kept)
        if key not in self.allowances:
            self.allowances[key] = Allowance()
            self.allowances[key].took(self.pool.spent.get(arrival.outer, 0.0))
        return self.allowances[key]

    def made(self, arrival: Arrival, content: Book | Refusal | None) -> Return:
        """The Return of a file nobody could read, or that holds others; it is kept what it was made of."""
        made = self.interpreted(arrival, content)
        if made.contestable:
            self.contested[_key(arrival)] = content
        return made

    def interpreted(self, arrival: Arrival, content: Book | Refusal | None) -> Return:
        """The Return of such a file; whatever fails while it is interpreted costs this file alone."""
        try:
            return interpret(arrival, content, self.context)
        except Exception as error:
            said = inner_errors.report(error, "interpreting a file")
            return self.told(arrival, Stumbled(said, size(content) if isinstance(content, Book) else 0))[0]

    def opened(self, arrival: Arrival, content: Book | Refusal | None, depth: int) -> Iterator[Return]:
        """The Return of a file, then those of its members."""
        if isinstance(content, Book):
            arrival, content = received(arrival, content, self.deliveries.get(arrival.sha256))
        if isinstance(content, Book) and content.members and depth >= NESTING:
            content = Refusal("too_large", f"压缩包或邮件套了 {NESTING} 层以上，没有打开", by_anyone("解压后重报"))
        if isinstance(content, Book) and not content.members:
            yield self.again(arrival, content, self.original(content))
            return
        allowance = self.allowance(arrival)
        if isinstance(content, Book):
            content = content if allowance.takes(content.members) else BEYOND
        yield self.made(arrival, content)
        if not isinstance(content, Book):
            return
        members = [_member(arrival, content, name, data) for name, data in content.members]
        made = self.made_of([(inside, partial(bytes, data)) for inside, data in members if not inside.state], allowance)
        paths = [inside.path for inside, _ in members]
        found: list[Return] = []
        for inside, _ in members:
            found += self.each_opened(inside, None if inside.state else next(made), paths, depth + 1)
        if content.grids or content.leftovers:
            body, words = _body(arrival, content)
            forms = dict.fromkeys((each.unit, each.period) for each in found if each.kind is Kind.TASKS and each.unit)
            yield self.again(replace(body, forms=tuple(forms)), words)
        yield from found

    def original(self, content: Book) -> Book | None:
        """The master a returned master was made from, as the program wrote it."""
        digest = master_digest(content)
        kept = self.home / masters.original(digest)
        if not (digest.isalnum() and kept.is_file()):
            return None
        book = registry.read(disk.read(kept), kept.name)
        return book if isinstance(book, Book) else None


def _member(arrival: Arrival, book: Book, name: str, data: bytes) -> tuple[Arrival, bytes]:
    why = book.packing.get(name) or inbox.left_out(name)
    company = (*arrival.company, *_company(book, name))
    return replace(
        _within(arrival, book, name, data), state="ignored" if why else "", reason=why, company=company
    ), data


def _body(arrival: Arrival, book: Book) -> tuple[Arrival, Book]:
    """What a letter or document itself says, as a file beside its enclosures, called by its subject."""
    subject = "".join(char for char in book.subject if char not in "/\\!")
    name = next(name for name in _body_names(subject) if name not in dict(book.members))
    meant = [each for each, _ in book.members if not (each in book.packing or inbox.left_out(each))]
    content = replace(book, members=(), remarks=(), packing={}, format=LETTER if meant else book.format)
    said = "\n".join(text for grid in book.grids for _, text in sorted(grid.cells.items()))
    return _within(arrival, book, name, said.encode("utf-8", "replace")), content


_LINE, _LINES = 120, 60  # characters of a line of a letter, and how many, that may name whose its enclosures are


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
        subject=book.subject or arrival.subject,
    )


def _company(book: Book, name: str) -> Iterator[str]:
    """What a letter says line by line, and what else is in it or in an archive, as one of its members may mean it."""
    lines = (line for grid in book.grids for _, text in sorted(grid.cells.items()) for line in text.splitlines())
    others = (stem(each) for each, _ in book.members if each != name and each not in book.packing)
    yield from (book.subject, *islice((line for line in lines if len(line) <= _LINE), _LINES), *islice(others, _LINES))


def _has_sheets(page: str, paths: Iterable[str]) -> bool:
    """Do the sheets a frame page shows lie in a folder beside it?"""
    folder = page.rpartition("/")[0]
    around = (path.rpartition("/") for path in paths)
    return any(
        _SHEET.fullmatch(name) and _PAGE_FOLDER.search(beside) and beside.rpartition("/")[0] == folder
        for beside, _, name in around
    )


def _way(arrival: Arrival) -> str:
    """What a file came with: the mail or archive it lies in or is, else its folder."""
    by_itself = arrival.inside or arrival.collected or arrival.sender
    return arrival.outer if by_itself else arrival.path.rpartition("/")[0]


def _disputes(other: Return, nameless: Return) -> bool:
    """Does a form in the same mail speak against a nameless one's being the sender's: it names another unit, or answers
    a task of the same unit otherwise?
    """
    if other.unit != nameless.unit:
        return not other.nameless
    said, here = other.said, nameless.said
    return other.period == nameless.period and any(bare(said[task]) != bare(here[task]) for task in said.keys() & here)


def _key(arrival: Arrival) -> tuple[str, str]:
    return (arrival.path, arrival.sha256)
