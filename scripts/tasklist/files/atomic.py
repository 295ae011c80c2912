"""Writing a file whole or not at all."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path


def own(path: Path) -> None:
    """Let nobody but its owner read a file or enter a folder, where the file system knows owners and it is ours."""
    if os.name == "posix":
        with suppress(PermissionError):
            path.chmod(0o700 if path.is_dir() else 0o600)


def save(path: Path, data: bytes, *, private: bool = False) -> None:
    """`data` at `path`, durably and whole or not at all: beside it first, synced, then renamed onto it.

    A `private` file and its folder are readable by their owner alone. The name it has meanwhile begins like an
    office program's lock file, which every reader here ignores.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if private:
        own(path.parent)
    beside = path.with_name(f"~${hashlib.sha256(path.name.encode()).hexdigest()[:16]}.tmp")
    try:
        with beside.open("wb") as file:
            if private:
                own(beside)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    if os.name == "posix":  # the name is durable only when the folder is
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
