"""Every master as it was first written, under its digest, so that a person's changes to one can be told."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from tasklist.files import atomic, disk, state
from tasklist.files.archive import ARCHIVE

MASTERS = f"{ARCHIVE}/masters"
NAME = "汇总表.xlsx"
TABLES = ("CREATE TABLE IF NOT EXISTS originals (digest TEXT PRIMARY KEY, sha256 TEXT NOT NULL)",)


def original(digest: str) -> str:
    """Where the master of a digest is kept as it was written, relative to the home."""
    return f"{MASTERS}/{digest}.xlsx"


def keep_original(home: Path, connection: sqlite3.Connection, digest: str, master: bytes) -> None:
    """Keep a master as it was first written, and its hash."""
    state.ensure(connection, TABLES)
    kept = home / original(digest)
    if not kept.exists():
        atomic.save(kept, master, private=True)
    with connection:
        connection.execute(
            "INSERT OR IGNORE INTO originals VALUES (?, ?)", (digest, hashlib.sha256(disk.read(kept)).hexdigest())
        )


def originals(connection: sqlite3.Connection) -> Mapping[str, str]:
    """The digest of every master kept → the hash of its bytes."""
    state.ensure(connection, TABLES)
    return dict(connection.execute("SELECT digest, sha256 FROM originals").fetchall())


def is_original(home: Path, path: str, data: bytes) -> bool:
    """Is a master just as it was once written? The kept originals know it, also when the state file is lost."""
    if not path.endswith(NAME):
        return False
    return any(disk.read(one) == data for one in (home / MASTERS).glob("*.xlsx") if one.stat().st_size == len(data))
