"""From a home folder to a Ledger: the shell around the pure core, the same for every verb."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tasklist import checks, config, inbox, ledger, mailbox, official, outbox, periods, plan, roster, vocabulary
from tasklist.context import Context
from tasklist.errors import UserError
from tasklist.evidence import master_digest
from tasklist.furniture import Furniture, gathered
from tasklist.lexicon import DEFAULT_WORDS, Words
from tasklist.model import Arrival, Book, Finding, Ledger, Period, Plan, Refusal, Return
from tasklist.readers import registry
from tasklist.readers.isolation import Readers
from tasklist.returns import interpret

PASSWORDS = "TASKLIST_FILE_PASSWORDS"  # environment variable: passwords to try on returned files, separated by commas
NESTING = 3  # archives inside archives
HISTORY = 6  # earlier periods shown in the trend

Progress = Callable[[Iterable[Return], int], Iterable[Return]]


@dataclass(frozen=True)
class Office:
    """One home folder, read: the plan, the clerk's words, the official template."""

    home: Path
    plan: Plan
    words: Words
    template: bytes
    settings: config.Settings

    @property
    def zone(self) -> ZoneInfo:
        """The campaign's time zone."""
        return ZoneInfo(self.plan.campaign.timezone)

    def period(self, asked: str, as_of: datetime) -> Period:
        """The period with the id asked for, else the one current at `as_of`. Raises UserError for an unknown id."""
        campaign = self.plan.campaign
        day = as_of.astimezone(self.zone).date()
        if not asked:
            return plan.current_period(self.plan, day)
        found = periods.by_id(campaign.periods, asked, campaign.timezone, campaign.calendar)
        named = periods.named(
            campaign.periods, asked, campaign.timezone, campaign.calendar, campaign.issued_on, seen=day
        )
        if found or len(named) == 1:
            return found or named[0]
        known = periods.up_to(campaign.periods, campaign.issued_on, day, campaign.timezone, campaign.calendar)[-4:]
        raise UserError(f"没有报送期“{asked}”，--period 请写编号，最近的是：{'、'.join(each.id for each in known)}。")


def open_office(home: Path) -> Office:
    """Read config.yaml, the roster, the task list and the word lists. Raises UserError for what a person must mend."""
    settings = config.read_settings(home)
    units = roster.load(settings.roster)
    campaign = config.campaign(settings, units, config.calendar_of(settings, home))
    shown = settings.task_list.relative_to(home).as_posix()
    tasks = official.load(settings.task_list, shown, campaign.issued_on, campaign.calendar)
    words = vocabulary.load(settings.words) if settings.words else DEFAULT_WORDS
    return Office(home, plan.build(campaign, units, tasks), words, settings.task_list.read_bytes(), settings)


def read_inbox(
    office: Office, connection: sqlite3.Connection, as_of: datetime, progress: Progress, *, keep: bool
) -> tuple[tuple[Return, ...], tuple[Finding, ...]]:
    """Every Return known at `as_of`, archives opened, and findings about the inbox itself.

    `keep`: copy new versions to the archive. `progress` wraps the loop (it may draw a bar).
    """
    scan = inbox.scan(office.home, connection, as_of, mailbox.senders(connection), keep=keep)
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
    made = ledger.build(office.plan, period, as_of, returns, office.words)
    made = replace(made, findings=(*made.findings, *found))
    return replace(made, findings=checks.findings(made))


def history(office: Office, returns: tuple[Return, ...], period: Period, as_of: datetime) -> tuple[Ledger, ...]:
    """The ledgers of earlier periods in which anything came, oldest first."""
    campaign = office.plan.campaign
    earlier = periods.up_to(campaign.periods, campaign.issued_on, period.opens, campaign.timezone, campaign.calendar)
    came = {each.period for each in returns if each.unit}
    wanted = [each for each in earlier if each.opens < period.opens and each.id in came][-HISTORY:]
    return tuple(ledger.build(office.plan, each, as_of, returns, office.words) for each in wanted)


def standing(office: Office, returns: tuple[Return, ...]) -> Mapping[tuple[str, str, int, str], str]:
    """(unit, period id, task, field) → the text that stands, over all periods."""
    return ledger.standing(returns, office.plan, office.words)


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
            content = Refusal("too_large", f"压缩包套了 {NESTING} 层以上，没有打开，请解压后重报")
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


def furniture(template: bytes) -> Furniture:
    """What the official template holds outside its task table: as the office keeps it, and as it is in the forms."""
    book = registry.read(template, "任务清单.xlsx")
    if isinstance(book, Refusal):
        return Furniture()
    books: list[Book | Refusal] = [book]
    if any(grid.notes or grid.pictures for grid in book.grids):
        from tasklist.views import paper  # noqa: PLC0415  few templates have a logo, and openpyxl takes its time

        with suppress(UserError):  # a list that is no .xlsx: no form was made of it
            books.append(registry.read(paper.passed_through(template), "任务清单.xlsx"))
    return gathered(each for each in books if isinstance(each, Book))
