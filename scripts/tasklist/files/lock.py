"""One run at a time writes to an outbox; it sweeps first what runs that were cut off left lying about."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from tasklist.files import atomic, disk, outbox
from tasklist.model.arrival import MAILS
from tasklist.model.errors import UserError, cause

PATIENCE = 30.0  # seconds a run waits for another to finish
HOLDER = ".holder"  # who holds the lock, for whoever must wait; its time is since when
SCRATCH = ".tmp"  # the temporary files of the run at work: what a killed one left is swept by the next


class BusyError(UserError):
    """Another run holds the outbox."""


@contextmanager
def alone(home: Path, patience: float = PATIENCE, *, verb: str = "") -> Iterator[None]:
    """Hold the outbox for one run that writes. Raises BusyError when another one holds it for `patience` seconds.

    The system frees the lock of a run that died, so it is taken over at once.
    """
    folder = home / outbox.FOLDER
    try:
        disk.folder(folder)
        lock = _acquired(folder, patience)
    except Timeout:
        raise BusyError(f"{_holder(folder)}正在运行，请等它做完再试。") from None
    except OSError as error:
        raise UserError(f"{folder} 写不进去（{cause(error)}），请检查文件夹权限和磁盘空间。") from error
    try:
        with suppress(OSError):  # it only helps others
            disk.write(folder / HOLDER, f"{verb}\n{os.getpid()}\n{socket.gethostname()}\n".encode(), durable=False)
        atomic.swept((folder, home / MAILS, home / "templates"))
        with _scratch(folder / SCRATCH):
            yield
    finally:
        with suppress(OSError):
            disk.remove(folder / HOLDER)
        lock.release()


def _acquired(folder: Path, patience: float) -> BaseFileLock:
    """The lock, held. Some network drives know no locks: there a file that names its holder is one."""
    try:
        lock: BaseFileLock = FileLock(folder / ".lock", timeout=patience)
        disk.attempt(lock.acquire)
    except NotImplementedError:
        lock = SoftFileLock(folder / ".lock-soft", timeout=patience)
        disk.attempt(lock.acquire)
    return lock


def _holder(folder: Path) -> str:
    """Who holds the lock, since when, as far as it has said so."""
    try:
        verb, process, host, *_ = disk.read(folder / HOLDER).decode("utf-8", "replace").split("\n")
        since = datetime.fromtimestamp(int((folder / HOLDER).stat().st_mtime)).astimezone()
    except (OSError, ValueError):
        return "另一个汇总或发送"
    where = "" if host == socket.gethostname() else f"在电脑 {host} 上，"
    return f"另一个命令 {verb or 'tick'}（{where}{since:%Y-%m-%d %H:%M:%S} 开始，进程 {process}）"


@contextmanager
def _scratch(folder: Path) -> Iterator[None]:
    """Have temporary files made in a folder of our own, emptied before and after; elsewhere where that cannot be."""
    before = tempfile.tempdir
    disk.clear(folder)
    with suppress(OSError):
        disk.folder(folder)
        disk.own(folder)
        tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        disk.clear(folder)
