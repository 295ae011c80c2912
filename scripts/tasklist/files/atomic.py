"""Writing a file whole or not at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from tasklist.files import disk

# The name a file has while it is written begins like an office program's lock file, which every reader here ignores.
_UNFINISHED = re.compile(r"~\$[0-9a-f]{16}\.tmp")


def save(path: Path, data: bytes, *, private: bool = False) -> None:
    """`data` at `path`, durably and whole or not at all: beside it first, synced, then renamed onto it.

    A `private` file and its folder are readable by their owner alone.
    """
    _put(path, data, private=private, durable=True)
    disk.settle_name(path)


def save_undurably(path: Path, data: bytes) -> None:
    """A private file, whole or not at all; nobody may rely on it before `disk.settle`, for the machine may crash."""
    _put(path, data, private=True, durable=False)


def save_all(files: Mapping[Path, bytes]) -> None:
    """Many files of one folder as `save` writes each, with one barrier for all of them before and one after."""
    beside = {path: _beside(path) for path in files}
    try:
        for path, data in files.items():
            disk.write(beside[path], data, durable=False)
        disk.settle(list(beside.values()))
        for path in files:
            disk.rename(beside[path], path)
    except BaseException:
        for path in beside.values():
            with suppress(OSError):
                disk.remove(path)
        raise
    for path in {path.parent: path for path in files}.values():
        disk.settle_name(path)


def _beside(path: Path) -> Path:
    return path.with_name(f"~${hashlib.sha256(path.name.encode()).hexdigest()[:16]}.tmp")


def _put(path: Path, data: bytes, *, private: bool, durable: bool) -> None:
    disk.folder(path.parent)
    if private:
        disk.own(path.parent)
    beside = _beside(path)
    try:
        disk.write(beside, data, private=private, durable=durable)
        disk.rename(beside, path)
    except BaseException:
        with suppress(OSError):
            disk.remove(beside)
        raise


def swept(folders: Iterable[Path]) -> int:
    """Remove what runs that were cut off left unfinished, at any depth of these folders; how many files.

    Only while no other run writes there.
    """
    count = 0
    for top in folders:
        for path in sorted(top.rglob("~$*.tmp")) if top.is_dir() else ():
            if _UNFINISHED.fullmatch(path.name):
                with suppress(OSError):
                    disk.remove(path)
                    count += 1
    return count
