"""Reading in child processes: one file can neither stop, nor slow, nor swell the run.

Ordinary files share a few long-lived workers. A worker that dies or passes its deadline costs the file
it was reading, which gets a Refusal; a new one goes on with the rest.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType

from tasklist.model.book import Book, Refusal
from tasklist.model.errors import cause
from tasklist.model.finding import Advice
from tasklist.readers.limits import CUT_ROWS_DOWN, SEND_AGAIN
from tasklist.readers.registry import read

if sys.platform == "win32":
    _CONTEXT = multiprocessing.get_context("spawn")
else:
    import resource

    _CONTEXT = multiprocessing.get_context("fork")  # a child in under a millisecond

_FORKS = sys.platform != "win32"

SECONDS = 20.0  # the slowest honest file took a tenth of it
ADDRESS_SPACE = 960 << 20  # beside what is mapped already; the largest file the bounds let through took a third
CPU_SECONDS = 30  # should the parent be gone and no one watch the clock
RETIRE_BYTES = 512 << 20  # a worker that has grown past this makes room for a fresh one
AHEAD = 64  # results held back while a slow file is waited for

Source = Callable[[], bytes]

_GONE = Refusal("too_large", "读取这个文件时程序超出内存上限或意外中止，没有读取", CUT_ROWS_DOWN)
_SLOW = Refusal("too_large", f"读取超过 {SECONDS:.0f} 秒，没有读完", CUT_ROWS_DOWN)


@dataclass
class Worker:
    """A reading process, and which file it has in hand since when."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    ticket: int = -1
    deadline: float = 0.0


class Readers:
    """A pool of reading processes, started one by one as files come; leaving the context ends them.

    `workers`: how many at most (0: as many as there are processors). `passwords` are tried on files that have one.
    """

    def __init__(self, workers: int = 0, passwords: tuple[str, ...] = (), seconds: float = SECONDS) -> None:
        self._most = workers or os.cpu_count() or 1
        self._passwords = passwords
        self._seconds = seconds
        self._workers: list[Worker] = []

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in tuple(self._workers):
            self._end(worker)

    def read_all(self, files: Iterable[tuple[str, Source]]) -> Iterator[tuple[str, Book | Refusal]]:
        """(name, Book or Refusal) for every (name, function that gives the bytes), in the order given.

        The function is called when its turn comes. Nothing a file holds raises.
        """
        names: deque[str] = deque()
        done: dict[int, Book | Refusal] = {}
        coming = enumerate(files)
        first, more = 0, True
        try:
            while more or names:
                while more and len(names) < AHEAD and self._has_room():
                    following = next(coming, None)
                    more = following is not None
                    if following:
                        ticket, (name, source) = following
                        names.append(name)
                        done |= self._give(ticket, name, source)
                while first in done:
                    yield names.popleft(), done.pop(first)
                    first += 1
                if names:
                    done.update(self._collect())
        finally:
            for worker in [worker for worker in self._workers if worker.ticket >= 0]:
                self._end(worker)

    def _has_room(self) -> bool:
        return len(self._workers) < self._most or any(worker.ticket < 0 for worker in self._workers)

    def _idle(self) -> Worker:
        return next((worker for worker in self._workers if worker.ticket < 0), None) or self._start()

    def _start(self) -> Worker:
        ours, theirs = _CONTEXT.Pipe()
        # A forked child has copies of every pipe: while it holds ours, a sibling would never see us go.
        inherited = [ours, *(worker.pipe for worker in self._workers)] if _FORKS else []
        process = _CONTEXT.Process(target=_serve, args=(theirs, inherited, self._passwords), daemon=True)
        with warnings.catch_warnings():
            # Python warns of forking beside threads: the child runs nothing but the readers, and takes no lock of ours.
            warnings.simplefilter("ignore", DeprecationWarning)
            process.start()
        theirs.close()
        worker = Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _give(self, ticket: int, name: str, source: Source) -> dict[int, Book | Refusal]:
        """Hand a file to an idle worker; the answer at once only when it cannot be read at all."""
        try:
            content = source()
        except OSError as error:
            return {
                ticket: Refusal(
                    "unreadable", f"文件打不开（{cause(error)}）", Advice("请检查文件和权限", SEND_AGAIN.unit)
                )
            }
        worker = self._idle()
        worker.ticket, worker.deadline = ticket, time.monotonic() + self._seconds
        try:
            worker.pipe.send((name, content))
        except OSError:
            self._end(worker)
            return {ticket: _GONE}
        return {}

    def _collect(self) -> dict[int, Book | Refusal]:
        """Wait for the next answers, deaths or deadlines."""
        busy = {worker.pipe: worker for worker in self._workers if worker.ticket >= 0}
        if not busy:
            return {}
        patience = min(worker.deadline for worker in busy.values()) - time.monotonic()
        done: dict[int, Book | Refusal] = {}
        for pipe in wait(list(busy), max(patience, 0)):
            worker = busy[pipe]  # type: ignore[index]
            ticket, worker.ticket = worker.ticket, -1
            try:
                done[ticket], retire = worker.pipe.recv()
            except (EOFError, OSError):
                done[ticket], retire = _GONE, True
            if retire:
                self._end(worker)
        for worker in busy.values():
            if worker.ticket >= 0 and time.monotonic() >= worker.deadline:
                done[worker.ticket] = _SLOW
                self._end(worker)
        return done

    def _end(self, worker: Worker) -> None:
        """Stop a worker and whatever it started."""
        self._workers.remove(worker)
        worker.pipe.close()
        if sys.platform != "win32" and worker.process.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(worker.process.pid, signal.SIGKILL)
        worker.process.kill()
        worker.process.join()
        worker.process.close()


def _serve(pipe: Connection, inherited: list[Connection], passwords: tuple[str, ...]) -> None:
    """The life of a worker: read what is handed over until the other end is gone."""
    for other in inherited:
        other.close()
    _confine()
    while True:
        try:
            name, data = pipe.recv()
        except (EOFError, OSError):
            return
        _limit_cpu()
        result = read(data, name, passwords)
        try:
            pipe.send((result, _grown()))
        except MemoryError:
            pipe.send((_GONE, True))


def _confine() -> None:
    """Limits where the system has them, and silence: standard output belongs to the verb that started us."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    if sys.platform != "win32":
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_mapped() + ADDRESS_SPACE, hard))


def _limit_cpu() -> None:
    if sys.platform != "win32":
        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + CPU_SECONDS, hard))


def _mapped() -> int:
    """Address space the process already has, in bytes (0 where the system does not say)."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _grown() -> bool:
    return sys.platform == "linux" and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10 > RETIRE_BYTES
