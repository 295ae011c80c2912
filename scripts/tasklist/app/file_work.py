"""What a worker does with one file: it is read, and made into a Return when that concerns no other file.

So what a file holds is judged behind the same wall as it is read: one that makes the program run for ever, swell or
stumble costs itself and nobody else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import NamedTuple, TypeAlias

from tasklist.app.inner_errors import report
from tasklist.app.text_work import found_in
from tasklist.model.arrival import BY_MAIL, Arrival
from tasklist.model.book import Book, Refusal
from tasklist.model.returns import Return
from tasklist.returns.context import Context
from tasklist.returns.interpret import interpret
from tasklist.returns.masters.lower_master import returns_below
from tasklist.tables.marks import master_digest
from tasklist.text import memory
from tasklist.text.memory import Plain
from tasklist.text.moments import moment

HELD = 1 << 20  # bytes of members that come to the parent unasked: all it holds of a batch must stay small
LATER = Refusal("later", "里面的文件一会儿再取")  # an archive that holds more: its turn comes when the others are done


@dataclass(frozen=True)
class Contestable:
    """A Return that other files may make another unit's, and what was read, of which it would be made anew."""

    made: Return
    content: Book


@dataclass(frozen=True)
class Stumbled:
    """The program failed on the content of a file: the report of it, and how many things the file holds."""

    report: str
    seen: int


Made: TypeAlias = Return | tuple[Return, ...] | Contestable | Stumbled | Book | Refusal


@dataclass(frozen=True, slots=True)
class MadeAndFound:
    """What a worker made of a file, and what it found out about the texts in it."""

    made: Return | tuple[Return, ...] | Contestable
    texts: Mapping[bytes, Plain]


class FileJob(NamedTuple):
    """A file for a worker. `delivered`: when the mail server took it, when it was collected. `whole`: its turn came.

    `content`: what was read of it before, so that nothing is read now; `original`: of a master of ours that came back,
    the master as it was written.
    """

    arrival: Arrival
    delivered: datetime | None
    whole: bool = False
    content: Book | None = None
    original: Book | None = None


@dataclass(frozen=True)
class FileWork:
    """What a worker does with a file, read against `context`. `period`: the one that is reported."""

    context: Context
    period: str = ""

    def prepare(self) -> None:
        """Work out what every file is compared with, before there are workers to share it."""
        _ = self.context.names, self.context.matcher, self.context.placeholders, self.context.by_digest
        _ = self.context.by_phone, self.context.superiors
        memory.recall()

    def __call__(self, job: FileJob, content: Book | Refusal) -> Made | MadeAndFound:
        """What is made of a file, with all that can be said of its texts without the other files."""
        made = self._of_file(job, content)
        if isinstance(made, Stumbled | Book | Refusal):
            return made
        alone = made.made if isinstance(made, Contestable) else made
        returns = alone if isinstance(alone, tuple) else (alone,)
        texts = found_in(returns, self.context.plan, self.context.words, self.period)
        return MadeAndFound(made, texts) if texts else made

    def _of_file(self, job: FileJob, content: Book | Refusal) -> Made:
        """The Return of a file; what was read, when its members, another file or the archive must be asked first."""
        if job.content:
            return self._endured(job.content, partial(interpret, job.arrival, job.content, self.context, job.original))
        if isinstance(content, Refusal):
            return content if content.code == "frames" else interpret(job.arrival, content, self.context)
        content = content.light()
        if sum(len(data) for _, data in content.members) > HELD and not job.whole:
            return LATER
        if content.members:
            return content
        arrival, book = received(job.arrival, content, job.delivered)
        return self._endured(book, partial(self._made, arrival, content, book))

    def _made(self, arrival: Arrival, content: Book, book: Book) -> Return | tuple[Return, ...] | Book:
        """What a file comes to that holds no others; its content for our own master, which needs its original."""
        if below := returns_below(arrival, content, self.context):
            return below
        return content if master_digest(content) else interpret(arrival, book, self.context)

    def _endured(self, content: Book, make: Callable[[], Return | tuple[Return, ...] | Book]) -> Made:
        """What is made of what was read, with it where other files may make it another; or how that failed."""
        try:
            made = make()
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # the report is written where there is a home to write it in
            return Stumbled(report(error, "interpreting a file"), size(content))
        return Contestable(made, content) if isinstance(made, Return) and made.contestable else made


def size(content: Book) -> int:
    """How many things a file that was read holds."""
    return sum(grid.size for grid in content.grids) + len(content.leftovers)


def received(arrival: Arrival, book: Book, server: datetime | None) -> tuple[Arrival, Book]:
    """The arrival with what a mail tells of when it came: its server's word counts, its sender's is asked about.

    `server`: when the mail server took a collected mail. What a mail inside another file tells is said to the clerk,
    who knows how it came there.
    """
    arrival = replace(arrival, sender=arrival.sender or book.sender)
    zone = arrival.received.tzinfo
    server = server and server.astimezone(zone)
    if arrival.inside:
        told = (("写信人标注的发出时间", book.written), ("邮件服务器收到的时间", book.delivered))
        said = "，".join(f"{what}是 {moment(when.astimezone(zone))}" for what, when in told if when)
        remark = f"邮件里{said}；收件时间与此不符的，请核对"
        return arrival, replace(book, remarks=(remark, *book.remarks)) if said else book
    if server:
        return arrival.delivered(server, BY_MAIL, elsewhere=True), _apart(book, server)
    if book.delivered:
        when, book = book.delivered.astimezone(zone), _apart(book, book.delivered.astimezone(zone))
        said = f"邮件服务器 {moment(when)} 收到，那以后汇总过，当时收件夹里还没有它"
        return arrival.delivered(when, BY_MAIL).perhaps(when, said, elsewhere=True), book
    if book.written:
        when = book.written.astimezone(zone)
        return arrival.perhaps(when, f"邮件自写的日期是 {moment(when)}", elsewhere=True), book
    return arrival, book


def _apart(book: Book, delivered: datetime) -> Book:
    """The mail with a word of its own date, when its server took it on a later day: that may be why it is late."""
    written = book.written and book.written.astimezone(delivered.tzinfo)
    if not written or written.date() >= delivered.date():
        return book
    said = f"邮件自写的日期是 {moment(written)}，邮件服务器 {moment(delivered)} 才收到，按收到的时间算；请核对"
    return replace(book, remarks=(said, *book.remarks))
