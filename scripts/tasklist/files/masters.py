"""Every master as it was first written, under its digest, so that a person's changes to one can be told."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from tasklist.files import atomic, disk, state
from tasklist.files.archive import ARCHIVE

MASTERS = f"{ARCHIVE}/masters"
NAME = "汇总表.xlsx"
TABLES = (
    "CREATE TABLE IF NOT EXISTS originals (digest TEXT PRIMARY KEY, sha256 TEXT NOT NULL)",
    # the files that were known when the master of a period was last written
    "CREATE TABLE IF NOT EXISTS known_files (period TEXT, sha256 TEXT, PRIMARY KEY (period, sha256))",
)


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


def keep_files(connection: sqlite3.Connection, period: str, hashes: Iterable[str]) -> None:
    """Keep which files were known when the master of a period was written."""
    state.ensure(connection, TABLES)
    with connection:
        connection.execute("DELETE FROM known_files WHERE period = ?", (period,))
        connection.executemany(
            "INSERT OR IGNORE INTO known_files VALUES (?, ?)", [(period, sha256) for sha256 in hashes if sha256]
        )


def known_files(connection: sqlite3.Connection, period: str) -> frozenset[str]:
    """The hashes of the files that were known when the master of a period was last written."""
    state.ensure(connection, TABLES)
    rows = connection.execute("SELECT sha256 FROM known_files WHERE period = ?", (period,)).fetchall()
    return frozenset(sha256 for (sha256,) in rows)


def known_elsewhere(connection: sqlite3.Connection, period: str) -> tuple[tuple[str, str], ...]:
    """(period, hash) of the files that were known when the masters of the other periods were last written."""
    state.ensure(connection, TABLES)
    sql = "SELECT period, sha256 FROM known_files WHERE period <> ? ORDER BY period, sha256"
    return tuple(connection.execute(sql, (period,)).fetchall())


def is_original(home: Path, path: str, data: bytes) -> bool:
    """Is a master just as it was once written? The kept originals know it, also when the state file is lost."""
    if not path.endswith(NAME):
        return False
    return any(disk.read(one) == data for one in (home / MASTERS).glob("*.xlsx") if one.stat().st_size == len(data))
