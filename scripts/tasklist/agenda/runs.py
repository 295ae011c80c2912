"""The agenda: which slots are due and not yet done, the record of those that are, and who watches over it.

The record is one row per job, slot and period in outbox/state.sqlite3. A job that is new starts with a row of
its own (`first seen`), so that nothing of the days before is made good. A slot is done when its verb returned 0
or 1; otherwise it is tried again, a little later each time, until a newer slot takes its place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tasklist.agenda.due_times import DueTime, reach, slots, told
from tasklist.files import atomic, outbox, state
from tasklist.files.lock import BusyError, alone
from tasklist.model.errors import UserError, cause
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.plan import Campaign, Period
from tasklist.model.settings import Job
from tasklist.plan import periods
from tasklist.text.moments import moment

TABLES = (
    """CREATE TABLE IF NOT EXISTS runs (
        job TEXT NOT NULL, slot TEXT NOT NULL, period TEXT NOT NULL, started TEXT NOT NULL,
        ended TEXT, outcome TEXT NOT NULL, error TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (job, slot, period))""",
)
_RECORD = """
    SELECT slot, period, outcome, started, ended, error, attempts FROM runs WHERE job = :job AND (
        outcome IN ('running', 'failed')
        OR slot = (SELECT max(slot) FROM runs WHERE job = :job AND outcome NOT IN ('running', 'failed')))"""
ATTEMPTS = 5
PAUSE = timedelta(minutes=5)  # before the second attempt; doubled before each later one
GRACE = timedelta(minutes=30)  # how late a slot may be before whoever watches is told
Verb = Callable[[Job, DueTime], int]
Verbs = Mapping[str, Verb]


@dataclass(frozen=True, slots=True)
class Run:
    """What became of one slot: one row of the record.

    `outcome`: done, attention (a person must look), failed, skipped (made way for a newer slot), running (or cut
    off while it was), first seen.
    """

    slot: DueTime
    outcome: str
    started: datetime
    ended: datetime | None = None
    error: str = ""
    attempts: int = 0

    @property
    def settled(self) -> bool:
        """Is nothing left to be done?"""
        return self.outcome not in ("running", "failed")

    def worth_trying(self, now: datetime) -> bool:
        """May it be tried again already? At once when it was cut off, later and later when it failed."""
        rested = self.ended is None or now >= self.ended + PAUSE * 2 ** (self.attempts - 1)
        return self.attempts < ATTEMPTS and rested


def name(job: Job) -> str:
    """The job in one line, stable for as long as its line in the config says the same."""
    when = job.every or ("on_due" if job.on_due else "")
    when = when or (f"before_due:{job.before_due}" if job.before_due else f"after_due:{job.after_due}")
    return f"{job.do} {when} {job.at}{' workdays' if job.workdays else ''}"


def run_due(
    home: Path, campaign: Campaign, verbs: Verbs, clock: Callable[[], datetime]
) -> tuple[tuple[Job, Run], ...] | None:
    """Do what is due and not yet done, each job apart from the others; None when another tick is at work.

    `verbs[do](job, slot)` is the verb, returning its exit code; `slot.period` is the period whose due day caused
    it, or "" for whichever is current. Raises UserError when outbox/ cannot be written to.
    """
    folder = home / outbox.FOLDER
    try:
        with alone(home, patience=0, verb="tick"), closing(state.connect(home / outbox.STATE)) as connection:
            agenda = _Agenda(connection, campaign)
            done = [(job, run) for job in campaign.schedule for run in agenda.run(job, verbs[job.do], clock)]
            _beat(folder / "log" / "heartbeat", clock())
    except BusyError:
        return None
    except (OSError, sqlite3.Error) as error:
        raise UserError(f"{folder} 写不进去（{cause(error)}），请检查文件夹权限和磁盘空间。") from error
    return tuple(done)


def waiting(home: Path, campaign: Campaign, as_of: datetime) -> tuple[tuple[Job, DueTime], ...]:
    """What a tick at `as_of` would do, nothing done or written."""
    with closing(state.throwaway(home / outbox.STATE)) as connection:
        agenda = _Agenda(connection, campaign)
        return tuple((job, slot) for job in campaign.schedule for slot in agenda.waiting(job, as_of))


def health(home: Path, campaign: Campaign, as_of: datetime) -> tuple[Finding, ...]:
    """One finding for each job with a slot that should have been done half an hour ago and is not."""
    if not campaign.schedule:
        return ()
    if not (home / outbox.STATE).is_file():
        return (finding("job_failed", "定时任务从来没有运行过", todo="运行 tick --print-cron，按提示装上定时器"),)
    with closing(state.throwaway(home / outbox.STATE)) as connection:
        agenda = _Agenda(connection, campaign)
        found = (agenda.overdue(job, as_of) for job in campaign.schedule)
        return tuple(each for each in found if each)


def due_now(job: Job, late: Sequence[DueTime]) -> tuple[tuple[DueTime, ...], tuple[DueTime, ...]]:
    """Of the slots not done so far: those that make way for newer ones, and those to do, `catch_up` moments at most."""
    kept = set(sorted({slot.at for slot in late})[-job.catch_up :])
    return tuple(slot for slot in late if slot.at not in kept), tuple(slot for slot in late if slot.at in kept)


class _Agenda:
    """The record of one campaign, and what it leaves to be done."""

    def __init__(self, connection: sqlite3.Connection, campaign: Campaign) -> None:
        state.ensure(connection, TABLES)
        self.connection = connection
        self.campaign = campaign

    def run(self, job: Job, verb: Verb, clock: Callable[[], datetime]) -> list[Run]:
        """What this tick does for one job."""
        now = clock()
        record = self.record(job)
        if not record:
            first = self._first_seen(now)
            self.write(job, first)
            record = {first.slot: first}
        skipped, wanted = due_now(job, self.late(job, record, now))
        runs = [Run(slot, "skipped", now, now) for slot in skipped]
        for run in runs:
            self.write(job, run)
        for slot in wanted:
            before = record.get(slot)
            if before is None or before.worth_trying(now):
                start = Run(slot, "running", clock(), attempts=before.attempts + 1 if before else 1)
                self.write(job, start)
                outcome, error = _call(verb, job, slot)
                runs.append(replace(start, outcome=outcome, ended=clock(), error=error))
                self.write(job, runs[-1])
        return runs

    def _first_seen(self, now: datetime) -> Run:
        """Where the record of a new job begins: with the day it was first seen, nothing of the days before."""
        midnight = now.astimezone(self.campaign.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return Run(DueTime((midnight - timedelta(seconds=1)).astimezone(UTC)), "first seen", now, now)

    def waiting(self, job: Job, now: datetime) -> list[DueTime]:
        """The slots of a job that a tick would do now."""
        first = self._first_seen(now)
        record = self.record(job) or {first.slot: first}
        wanted = due_now(job, self.late(job, record, now))[1]
        return [slot for slot in wanted if slot not in record or record[slot].worth_trying(now)]

    def late(self, job: Job, record: Mapping[DueTime, Run], now: datetime) -> tuple[DueTime, ...]:
        """The slots of a job not after `now` that are not settled, oldest first."""
        settled = {slot for slot, run in record.items() if run.settled}
        since = max(slot.at for slot in settled)
        around = () if job.every else self._periods(since - reach(job), now + reach(job))
        zone, calendar = self.campaign.zone, self.campaign.calendar
        first = since - timedelta(microseconds=1)  # two periods may share a moment
        fresh = slots(job, first, now, zone=zone, calendar=calendar, periods=around)
        return tuple(sorted({*fresh, *record} - settled))

    def _periods(self, first: datetime, last: datetime) -> tuple[Period, ...]:
        campaign = self.campaign
        begin = max(first.date(), campaign.issued_on)
        return periods.up_to(campaign, last.date(), begin=begin)

    def overdue(self, job: Job, as_of: datetime) -> Finding | None:
        """What to tell whoever watches about a job, if anything."""
        record = self.record(job)
        if not record:
            return finding("job_failed", f"“{told(job)}”还没有运行过", todo="检查定时器是否装上")
        late = self.late(job, record, as_of - GRACE)
        if not late:
            return None
        at = late[-1].at.astimezone(self.campaign.zone)
        because = record[late[-1]].error if late[-1] in record else "定时器没有按时运行"
        return finding("job_failed", f"“{told(job)}”应在 {moment(at)} 做，没有做成：{because or '中途停下了'}")

    def record(self, job: Job) -> dict[DueTime, Run]:
        """What the record knows of a job: the newest moment that is settled, and all that is not."""
        moment = datetime.fromisoformat
        found = {}
        for at, period, outcome, started, ended, error, attempts in self.connection.execute(
            _RECORD, {"job": name(job)}
        ):
            slot = DueTime(moment(at), period)
            found[slot] = Run(slot, outcome, moment(started), moment(ended) if ended else None, error, attempts)
        return found

    def write(self, job: Job, run: Run) -> None:
        """Put one row into the record, in place of what it said of this slot before."""
        ended = run.ended.isoformat() if run.ended else None
        row = (name(job), run.slot.at.isoformat(), run.slot.period, run.started.isoformat(), ended)
        with self.connection:
            self.connection.execute(
                "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, run.outcome, run.error, run.attempts),
            )


def _call(verb: Verb, job: Job, slot: DueTime) -> tuple[str, str]:
    """The outcome of a verb and its error: one failing job must never starve another."""
    try:
        code = verb(job, slot)
    except UserError as problem:
        return "failed", str(problem)
    except (Exception, SystemExit) as problem:
        return "failed", f"{type(problem).__name__}：{cause(problem) if isinstance(problem, Exception) else problem}"
    return {0: "done", 1: "attention"}.get(code, "failed"), "" if code in (0, 1) else f"退出码 {code}"


def _beat(path: Path, now: datetime) -> None:
    atomic.save(path, f"{now.isoformat()}\n".encode(), private=True)
