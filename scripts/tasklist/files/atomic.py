"""Writing a file whole or not at all."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def save(path: Path, data: bytes) -> None:
    """`data` at `path`, durably and whole or not at all: beside it first, synced, then renamed onto it.

    The name it has meanwhile begins like an office program's lock file, which every reader here ignores.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"~${hashlib.sha256(path.name.encode()).hexdigest()[:16]}.tmp")
    try:
        with beside.open("wb") as file:
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
