"""Files worked on in child processes: one file can neither stop, nor slow, nor swell the run.

Ordinary files share a few long-lived workers. A worker that dies or passes its limits costs the file
it had in hand, which gets a Refusal; a new one goes on with the rest. What counts is the CPU time a file takes, so
that a busy machine changes no outcome; the clock on the wall only ends a worker that does nothing at all.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Generic, TypeVar

from tasklist.model.book import Book, Refusal
from tasklist.model.errors import cause
from tasklist.model.finding import Advice
from tasklist.readers import worker
from tasklist.readers.limits import CUT_ROWS_DOWN, OVER_TIME, SECONDS, SEND_AGAIN, Allowance
from tasklist.readers.processes import at_work
from tasklist.readers.worker import GONE, READY

if sys.platform == "win32":
    _CONTEXT = multiprocessing.get_context("spawn")
else:
    _CONTEXT = multiprocessing.get_context("fork")  # a child in under a millisecond

_FORKS = sys.platform != "win32"

START_SECONDS = 120.0  # until a child says it is ready: a spawned one imports the program again
_PATIENCE = 1 if sys.platform == "linux" else 12  # times longer where nobody says whether a worker sleeps
AHEAD = 64  # results held back while a slow file is waited for

Source = Callable[[], bytes]
Job = TypeVar("Job")
Made = TypeVar("Made")
# What is made of a file in the worker, from the job it came with and what was read. Picklable where nothing forks.
Work = Callable[[Job, Book | Refusal], Made]

_TIMED_OUT = getattr(signal, "SIGPROF", 0)  # what ends a worker that has used up its CPU time
_DYING = 0.2  # seconds a worker whose pipe is closed has to be gone by itself
SLOW = Refusal("too_large", f"读取超过 {SECONDS:.0f} 秒，没有读完", CUT_ROWS_DOWN)


def content_of(source: Source) -> bytes | Refusal:
    """The bytes of a file, or why they cannot be had."""
    try:
        return source()
    except OSError as error:
        return Refusal("unreadable", f"文件打不开（{cause(error)}）", Advice("请检查文件和权限", SEND_AGAIN.unit))


@dataclass
class Worker:
    """A child process, which file it has in hand, and until when it is waited for."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    ready: bool = False
    ticket: int = -1
    name: str = ""
    deadline: float = 0.0
    ticks: int = -1  # CPU it had used when it was last looked at
    seconds: float = 0.0  # CPU the file it has in hand may take


class Pool(Generic[Job, Made]):
    """A pool of working processes, started one by one as files come; leaving the context ends them.

    `work`: what is made of every file, in the worker. `workers`: how many at most (0: as many as there are processors).
    `passwords` are tried on files that have one. `prepare` is called before the first worker starts: what it makes is
    shared by those that are forked. `ahead`: how many files are best handed over at once. `spent`: the CPU
    that was used up on every file, by its name.
    """

    ahead = AHEAD

    def __init__(
        self,
        work: Work[Job, Made],
        workers: int = 0,
        passwords: tuple[str, ...] = (),
        seconds: float = SECONDS,
        prepare: Callable[[], object] | None = None,
    ) -> None:
        self._orders = worker.Orders(work, passwords)
        self._seconds = seconds
        self._most = workers or os.cpu_count() or 1
        self._workers: list[Worker] = []
        self._prepare = prepare
        self.spent: dict[str, float] = {}

    def __enter__(self) -> Pool[Job, Made]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in tuple(self._workers):
            self._end(each)

    def make_all(
        self, files: Iterable[tuple[str, Source, Job]], allowance: Allowance | None = None
    ) -> Iterator[Made | Refusal]:
        """What was made of every (name, function that gives the bytes, job), in the order given, or a Refusal.

        The function is called when its turn comes. Nothing a file holds raises. `allowance`: what the files, which came
        in one, may still take together; when it is used up the rest is not read.
        """
        done: dict[int, Made | Refusal] = {}
        coming = enumerate(files)
        given, first, more = 0, 0, True
        try:
            while more or first < given:
                while more and given - first < AHEAD and self._has_room():
                    following = next(coming, None)
                    more = following is not None
                    if following:
                        ticket, file = following
                        given += 1
                        done |= self._give(ticket, *file, allowance)
                while first in done:
                    yield done.pop(first)
                    first += 1
                if first < given:
                    done.update(self._collect(allowance))
        finally:
            for each in [each for each in self._workers if each.ticket >= 0]:
                self._end(each)

    def _has_room(self) -> bool:
        return len(self._workers) < self._most or any(each.ticket < 0 for each in self._workers)

    def _idle(self) -> Worker:
        return next((each for each in self._workers if each.ticket < 0), None) or self._start()

    def _start(self) -> Worker:
        if self._prepare and _FORKS:
            self._prepare()
            self._prepare = None
        ours, theirs = _CONTEXT.Pipe()
        # A forked child has copies of every pipe: while it holds ours, a sibling would never see us go.
        inherited = [ours, *(each.pipe for each in self._workers)] if _FORKS else []
        process = _CONTEXT.Process(target=worker.serve, args=(theirs, inherited, self._orders), daemon=True)
        with warnings.catch_warnings():
            # Python warns of forking beside threads: the child runs nothing but its work, and takes no lock of ours.
            warnings.simplefilter("ignore", DeprecationWarning)
            process.start()
        theirs.close()
        started = Worker(process, ours)
        self._workers.append(started)
        return started

    def _give(
        self, ticket: int, name: str, source: Source, job: Job, allowance: Allowance | None
    ) -> dict[int, Made | Refusal]:
        """Hand a file to an idle worker; the answer at once only when it cannot be read at all."""
        if allowance and allowance.seconds <= 0:
            return {ticket: OVER_TIME}
        content = content_of(source)
        if isinstance(content, Refusal):
            return {ticket: content}
        idle = self._idle()
        idle.seconds = min(self._seconds, allowance.seconds) if allowance else self._seconds
        idle.ticket, idle.name, idle.deadline = ticket, name, self._until(idle)
        try:
            idle.pipe.send((name, idle.seconds, job))
            idle.pipe.send_bytes(content)
        except OSError:
            self._end(idle)
            return {ticket: GONE}
        return {}

    def _until(self, one: Worker) -> float:
        """When a worker is looked at again, should nothing come from it."""
        return time.monotonic() + (one.seconds * _PATIENCE if one.ready else START_SECONDS)

    def _collect(self, allowance: Allowance | None) -> dict[int, Made | Refusal]:
        """Wait for the next answers, deaths or deadlines."""
        busy = {each.pipe: each for each in self._workers if each.ticket >= 0}
        if not busy:
            return {}
        patience = min(each.deadline for each in busy.values()) - time.monotonic()
        done: dict[int, Made | Refusal] = {}
        for pipe in wait(list(busy), max(patience, 0)):
            done |= self._answer(busy[pipe], allowance)  # type: ignore[index]
        for each in busy.values():
            if each.ticket >= 0 and time.monotonic() >= each.deadline and not self._goes_on(each):
                done[each.ticket] = _slow(allowance, each.seconds)
                self._end(each)
        return done

    def _answer(self, one: Worker, allowance: Allowance | None) -> dict[int, Made | Refusal]:
        """What a worker says: that it is ready, what it made, or nothing any more."""
        try:
            said = one.pipe.recv()
            members = () if said == READY else tuple((name, one.pipe.recv_bytes()) for name in said[1])
        except (EOFError, OSError):
            ticket = one.ticket
            return {ticket: _slow(allowance, one.seconds) if self._end(one) == -_TIMED_OUT else GONE}
        if said == READY:
            one.ready = True
            one.deadline = self._until(one)
            return {}
        made, _, retire, used = said
        self.spent[one.name] = self.spent.get(one.name, 0.0) + used
        if allowance:
            allowance.took(used)
        if members:
            made = replace(made, members=members)
        ticket, one.ticket = one.ticket, -1
        if retire:
            self._end(one)
        return {ticket: made}

    def _goes_on(self, one: Worker) -> bool:
        """Is a worker still at it, though its time on the wall is over? Its CPU time has a limit of its own."""
        seen = at_work(one.process.pid or 0) if one.ready else None
        if seen is None or not (seen[1] or seen[0] > one.ticks):
            return False
        one.ticks, one.deadline = seen[0], self._until(one)
        return True

    def _end(self, one: Worker) -> int | None:
        """Stop a worker and whatever it started; what it ended with, if it had ended by itself."""
        self._workers.remove(one)
        one.pipe.close()
        one.process.join(0 if one.ticket < 0 else _DYING)
        one.ticket = -1  # it has nothing in hand any more, whatever its deadline
        ended = one.process.exitcode
        if sys.platform != "win32" and one.process.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(one.process.pid, signal.SIGKILL)
        one.process.kill()
        one.process.join()
        one.process.close()
        return ended


def read_apart(data: bytes, name: str) -> Book | Refusal:
    """What one file holds that a person has had in hand, read behind the same wall as what units send."""
    with Pool(_as_read, 1) as pool:
        (book,) = pool.make_all([(name, partial(bytes, data), None)])
    return book


def _as_read(_: None, content: Book | Refusal) -> Book | Refusal:
    return content


def _slow(allowance: Allowance | None, seconds: float) -> Refusal:
    """What is said of a file whose time was over; of several that came in one, that theirs was."""
    if allowance:
        allowance.seconds -= seconds
    return OVER_TIME if allowance and allowance.seconds <= 0 else SLOW
