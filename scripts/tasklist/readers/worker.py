"""The life of a worker: it reads what is handed over, makes of it what was asked, and keeps to its limits."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tasklist.model import packed as _packed  # noqa: F401  nouns are packed quickly
from tasklist.model.book import Book, Refusal
from tasklist.readers.limits import CUT_ROWS_DOWN, SAVE_AS
from tasklist.readers.registry import read

if sys.platform != "win32":
    import resource

ADDRESS_SPACE = 960 << 20  # beside what is mapped already; the largest file the bounds let through took a third
RETIRE_BYTES = 512 << 20  # a worker that has grown past this makes room for a fresh one

READY = "ready"  # the first thing a worker says: its limits count from here
GONE = Refusal("too_large", "读取这个文件时程序超出内存上限或意外中止，没有读取", CUT_ROWS_DOWN)


@dataclass(frozen=True)
class Orders:
    """What a worker is told when it starts. `work`: what to make of a file, from its job and what was read."""

    work: Callable[[Any, Book | Refusal], object]
    passwords: tuple[str, ...]


def serve(pipe: Connection, inherited: list[Connection], orders: Orders) -> None:
    """Work until the other end is gone. `inherited`: pipes of others that a forked child must let go."""
    for other in inherited:
        other.close()
    _confine()
    pipe.send_bytes(as_said(READY))
    while True:
        try:
            name, seconds, job = pipe.recv()
            data = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        _limit_cpu(seconds)
        before = _used()
        made = _made(orders, name, data, job)
        del data
        try:
            _hand_over(pipe, made, _used() - before)
        except MemoryError:
            pipe.send_bytes(as_said((GONE, (), True, seconds)))
        _limit_cpu(0)


def _hand_over(pipe: Connection, made: object, used: float) -> None:
    """What was made and the CPU it took; the members of a Book one by one, lest both ends hold them twice."""
    members = made.members if isinstance(made, Book) else ()
    if isinstance(made, Book):
        made = replace(made, members=())
    pipe.send_bytes(as_said((made, [name for name, _ in members], _grown(), used)))
    for _, data in members:
        pipe.send_bytes(data)


def as_said(said: object) -> bytes:
    """What a worker says, as it goes through the pipe."""
    return pickle.dumps(said, pickle.HIGHEST_PROTOCOL)


def _made(orders: Orders, name: str, data: bytes, job: object) -> object:
    """What was asked for, or a Refusal: no file may stop the run, whatever it makes the program do."""
    content = read(data, name, orders.passwords)
    try:
        return orders.work(job, content)
    except (MemoryError, RecursionError):
        return GONE
    except Exception as error:  # a file that finds a fault of ours costs itself, not everybody's master
        return Refusal("unreadable", f"处理这个文件时程序出错（{type(error).__name__}），没有采用", SAVE_AS)


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


def _limit_cpu(seconds: float) -> None:
    """End this process by SIGPROF after so much CPU time from now; 0 takes the limit away."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, max(seconds, 0.001) if seconds else 0)  # less would be none


def _used() -> float:
    """Seconds of CPU of this process and of what it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _mapped() -> int:
    """Address space the process already has, in bytes (0 where the system does not say)."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _grown() -> bool:
    return sys.platform == "linux" and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10 > RETIRE_BYTES
