"""The one place where the rooms touch the disk: whatever the disk may refuse, it refuses here.

Every call goes through `attempt`, and so does the state file's (`files.state`). A test takes its place and lets the
k-th call fail, for every k.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import TypeVar

T = TypeVar("T")
_PLAIN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


# What the machine is short of, and no file can help.
_SHORT = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class ChangedError(OSError):
    """The file changed while it was read: what was read is neither its old nor its new content."""


def attempt(act: Callable[..., T], *arguments: object, **more: object) -> T:
    """One call to the system."""
    return act(*arguments, **more)


def short(error: OSError) -> bool:
    """Is the machine short of something, so that no other file could be read either?"""
    return error.errno in _SHORT


def content_of(path: Path) -> bytes:
    """The bytes of a regular file, never through a link and never waiting on a pipe; all of one state of it.

    Raises ChangedError when it changed meanwhile, OSError when it cannot be read.
    """
    with open(attempt(os.open, path, _PLAIN), "rb") as file:  # noqa: PTH123  Path.open takes no flags
        before = os.fstat(file.fileno())
        if not S_ISREG(before.st_mode):
            raise OSError(None, "不是普通文件")
        data = attempt(file.read, before.st_size + 1)  # one that grows without end is not read without end
        after = os.fstat(file.fileno())
        if (len(data), before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or before.st_size != after.st_size:
            raise ChangedError(None, "读取时还在变化")
        return bytes(data)


def read(path: Path) -> bytes:
    """The bytes of a file of our own. Raises OSError."""
    return attempt(path.read_bytes)


def folder(path: Path) -> None:
    """Make a folder and those above it, unless it is there."""
    if not path.is_dir():
        attempt(path.mkdir, parents=True, exist_ok=True)


def write(path: Path, data: bytes, *, private: bool = False, durable: bool = True) -> None:
    """Write a file; `durable`: it has reached the disk when this returns. `private`: its owner's alone."""
    with attempt(path.open, "wb") as file:
        if private:
            own(path)
        attempt(file.write, data)
        attempt(file.flush)
        if durable:
            attempt(os.fsync, file.fileno())


def rename(path: Path, target: Path) -> None:
    """Put a file in another's place, at once."""
    attempt(path.replace, target)


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    attempt(path.unlink, missing_ok=True)


def clear(path: Path) -> None:
    """Remove a folder of ours with all that is in it, as far as that can be."""
    attempt(shutil.rmtree, path, ignore_errors=True)


def own(path: Path) -> None:
    """Let nobody but its owner read a file or enter a folder, where the file system knows owners and it is ours."""
    if os.name == "posix":
        with suppress(PermissionError):
            attempt(path.chmod, 0o700 if path.is_dir() else 0o600)


def own_from_the_start(path: Path) -> None:
    """Have a file be its owner's alone before another library writes the first byte into it."""
    os.close(attempt(os.open, path, os.O_WRONLY | os.O_CREAT, 0o600))
    own(path)


def executable(path: Path) -> None:
    """Let a file be started by a double click, where the file system asks for that."""
    attempt(path.chmod, 0o755)


def settle_name(path: Path) -> None:
    """A name is durable only when the folder is: have the folder reach the disk (systems that know of it)."""
    if os.name == "posix":
        descriptor = attempt(os.open, path.parent, os.O_RDONLY)
        try:
            attempt(os.fsync, descriptor)
        finally:
            os.close(descriptor)


def settle(paths: Sequence[Path]) -> None:
    """Have many files written without `durable`, and their names, reach the disk: in one go where the system can."""
    if not paths:
        return
    if len(paths) > 1 and (barrier := _barrier()) is not None:
        descriptor = attempt(os.open, paths[0].parent, os.O_RDONLY)
        try:
            attempt(barrier, descriptor)
        finally:
            os.close(descriptor)
        return
    for path in paths:
        with attempt(path.open, "rb+") as file:
            attempt(os.fsync, file.fileno())
    for one in {path.parent: path for path in paths}.values():
        settle_name(one)


def _barrier() -> Callable[[int], None] | None:
    """Linux's syncfs: everything written to a file system so far reaches the disk, or it says so."""
    try:
        import ctypes  # noqa: PLC0415  few runs receive several files

        libc = ctypes.CDLL(None, use_errno=True)
        call = libc.syncfs
    except (ImportError, OSError, AttributeError, TypeError):
        return None

    def barrier(descriptor: int) -> None:
        if call(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return barrier
