"""From the inbox to Ledgers: the shell around the pure core, the same for every verb."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tasklist.app import questions
from tasklist.app.cli import Desk
from tasklist.app.office import Office
from tasklist.app.questions import ClerkAnswers
from tasklist.files import archive, cache, inbox, outbox, receipts, state
from tasklist.files.cache import Cache
from tasklist.files.inbox import Scan
from tasklist.mail import collected
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Campaign, Period
from tasklist.model.returns import Outcome, Return
from tasklist.plan import periods
from tasklist.plan.decided import decided
from tasklist.plan.unit_names import Names
from tasklist.readers.libreoffice import office_program

if TYPE_CHECKING:
    from tasklist.app.cluster import Cluster
    from tasklist.app.file_work import FileJob, FileWork, Made, MadeAndFound
    from tasklist.readers.pool import Pool

PASSWORDS = "TASKLIST_FILE_PASSWORDS"  # environment variable: passwords to try on returned files, separated by commas
HISTORY = 6  # earlier periods shown in the trend


@dataclass(frozen=True)
class Received:
    """What has come, as known at a moment: every Return of the campaign, and findings about the inbox itself."""

    office: Office
    as_of: datetime
    returns: tuple[Return, ...]
    findings: tuple[Finding, ...]
    answers: ClerkAnswers
    passing: bool = False  # may the same files be read otherwise at another time?

    def ledger(self, period: Period) -> Ledger:
        """The Ledger of a period with every finding: of the files, the inbox and the checks."""
        from tasklist.ledger import checks  # noqa: PLC0415  a run with nothing changed joins nothing

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
        from tasklist.ledger.build import standing_texts  # noqa: PLC0415

        plan, words = self.office.plan, self.office.words
        return standing_texts(self.returns, plan, words, decisions=self.answers.decisions)

    def _joined(self, period: Period) -> Ledger:
        from tasklist.ledger.build import build_ledger  # noqa: PLC0415

        return build_ledger(
            self.office.plan,
            period,
            self.as_of,
            self.returns,
            self.office.words,
            decisions=self.answers.decisions,
        )


@dataclass(frozen=True)
class Looked:
    """What lies in the inbox and what a person decided, before any file is opened."""

    desk: Desk
    scan: Scan
    answers: ClerkAnswers
    deliveries: Mapping[str, datetime]
    passwords: tuple[str, ...]
    lost: tuple[Finding, ...]  # of a state file that had to begin anew

    @cached_property
    def office(self) -> Office:
        """The office, with what a person said of phrases of the list that nobody could read."""
        return replace(self.desk.office, plan=decided(self.desk.office.plan, self.answers.decisions))

    @cached_property
    def against(self) -> bytes:
        """The digest of all that every file is read against, but for what a person decided."""
        office = self.office
        return cache.key(cache.program(), office.plan, office.words, office.template, self.passwords, office_program())

    def read(self, kept: Cache) -> Received:
        """Every file made into its Return, archives opened; those known from before are taken as they were."""
        from tasklist.app.file_work import FileWork  # noqa: PLC0415  a run with nothing changed opens nothing
        from tasklist.app.inbox_reading import InboxReading  # noqa: PLC0415
        from tasklist.app.known_returns import KnownReturns  # noqa: PLC0415
        from tasklist.app.office import furniture  # noqa: PLC0415
        from tasklist.ledger.questions import matters  # noqa: PLC0415
        from tasklist.returns.context import Context  # noqa: PLC0415

        office, arrivals = self.office, self.scan.arrivals
        own = furniture(office.template, office.plan.task_list.layout)
        context = Context(office.plan, own, office.words, self.answers.by_key)
        known = KnownReturns(kept, self.against, self.deliveries, self.answers.by_key)
        work = FileWork(context, self.desk.period.id)
        with _workers(work, office.plan.campaign, self.passwords) as pool:
            reading = InboxReading(office.home, pool, context, known, self.deliveries)
            returns = reading.settled(tuple(_watched(reading.returns(arrivals), len(arrivals))))
        doubtful = (each for each in returns if each.arrival.receipt.doubt and not each.archive)
        asked = {
            each.arrival.outer for each in doubtful if each.outcome is not Outcome.MERGED or matters(each, office.plan)
        }
        findings = self.scan.findings
        told = (one for one in findings if one.code != "received_when" or (one.place and one.place.file in asked))
        return Received(office, self.desk.as_of, returns, (*told, *self.lost), self.answers, bool(reading.passing))


def _workers(
    work: FileWork, campaign: Campaign, passwords: tuple[str, ...]
) -> Pool[FileJob, Made | MadeAndFound] | Cluster:
    """Who does it: the processes of this machine, or those of a cluster."""
    if campaign.cluster:
        from tasklist.app.cluster import Cluster  # noqa: PLC0415  a cluster is rare

        return Cluster(campaign.cluster, work, campaign.workers, passwords)
    from tasklist.readers.pool import Pool  # noqa: PLC0415

    return Pool(work, campaign.workers, passwords, prepare=work.prepare)


def look(desk: Desk, connection: sqlite3.Connection) -> Looked:
    """Look at the inbox and at 待办.xlsx. New versions are copied to the archive, unless the run is dry."""
    home = desk.home
    names = Names(desk.office.plan.roster, desk.office.plan.campaign.office)
    scan = inbox.scan(home, connection, desk.as_of, collected.senders(connection), keep=not desk.dry)
    answers = questions.taken(home, connection, desk.as_of, desk.office.zone, names.exact)
    return Looked(desk, scan, answers, collected.deliveries(connection), passwords(), tuple(_loss(home, connection)))


def passwords() -> tuple[str, ...]:
    """What is tried on returned files that have a password."""
    return tuple(word for word in os.environ.get(PASSWORDS, "").split(",") if word)


def receive(desk: Desk, connection: sqlite3.Connection) -> Received:
    """Everything in the inbox, archives opened. New versions are copied to the archive, unless the run is dry."""
    looked = look(desk, connection)
    with known(desk) as kept:
        return looked.read(kept)


@contextmanager
def known(desk: Desk) -> Iterator[Cache]:
    """What is known from before, of files and of texts, while it is in use; kept with what is new when that is over."""
    from tasklist.app.known_judgements import remembering  # noqa: PLC0415  --help knows nothing

    with cache.opened(desk.home, write=not desk.dry) as kept, remembering(kept, desk.period.id):
        yield kept


def _loss(home: Path, connection: sqlite3.Connection) -> Iterator[Finding]:
    """A state file that had to begin anew, until a person has said what was mailed before."""
    if state.unanswered(connection):
        said = f"收发记录 {state.loss(connection)}，已按留存副本重建：何时收到的、发过哪些邮件的记录没有了"
        if left := archive.unclaimed(home, receipts.copies(connection)):
            said += (
                f"；另有{len(left)}份留存副本现在收件夹里没有（如 {left[0]}），没有计入，"
                f"其中被新表替换掉的旧表，需要时请改个名拷回 {inbox.FOLDER}/ 再汇总"
            )
        yield finding("state_lost", said, place=outbox.STATE)


def _watched(made: Iterable[Return], total: int) -> Iterable[Return]:
    """The same returns, with a bar on a terminal while they are read."""
    if not sys.stderr.isatty() or total < 20:
        return made
    from rich.console import Console  # noqa: PLC0415  a bar is drawn rarely, and --help stays instant
    from rich.progress import track  # noqa: PLC0415

    return track(made, "正在读取", total=total, console=Console(stderr=True), transient=True)
