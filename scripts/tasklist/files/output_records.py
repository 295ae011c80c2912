"""What the program wrote into the outbox: path and hash of it, and of what it was about to write.

By these a file is known that a person has edited since.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping

from tasklist.files import state

TABLES = (
    "CREATE TABLE IF NOT EXISTS outputs (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL)",
    # what is about to be written there: should the run be cut off before `outputs` says so, it is no person's edit
    "CREATE TABLE IF NOT EXISTS coming (path TEXT, sha256 TEXT, PRIMARY KEY (path, sha256))",
    # what was written at `path` because `target` was open and could not be replaced
    "CREATE TABLE IF NOT EXISTS beside (path TEXT PRIMARY KEY, target TEXT NOT NULL)",
)


def written(connection: sqlite3.Connection) -> Mapping[str, str]:
    """The path of every file the program has written and not taken back → the hash of what it wrote."""
    state.ensure(connection, TABLES)
    return dict(connection.execute("SELECT path, sha256 FROM outputs").fetchall())


def cut_off(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Path and hash of what was about to be written when a run was cut off: it may stand there, and be ours."""
    state.ensure(connection, TABLES)
    return frozenset(connection.execute("SELECT path, sha256 FROM coming").fetchall())


def written_of(connection: sqlite3.Connection, paths: Iterable[str]) -> dict[str, str]:
    """Path → the hash of what the program wrote there last, of those it wrote."""
    rows = written(connection)
    return {path: rows[path] for path in paths if path in rows}


def announce(connection: sqlite3.Connection, files: Mapping[str, bytes], beside: str = "") -> None:
    """Remember what is about to be written, before it is; `beside`: the file it stands in for."""
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    fresh = [(path, sha) for path, sha in hashes.items() if (sha,) not in ours(connection, path)]
    if fresh or beside:
        with connection:
            connection.executemany("INSERT INTO coming VALUES (?, ?)", fresh)
            if beside:
                connection.executemany(
                    "INSERT OR REPLACE INTO beside VALUES (?, ?)", [(path, beside) for path in files]
                )


def settled(connection: sqlite3.Connection, path: str, sha256: str) -> bool:
    """Is this all that is remembered of a path already? Most runs write most files as they are."""
    rows = connection.execute("SELECT sha256 FROM outputs WHERE path = ?", (path,)).fetchall()
    others = "SELECT 1 FROM coming WHERE path = ? UNION ALL SELECT 1 FROM beside WHERE ? IN (path, target)"
    return rows == [(sha256,)] and connection.execute(others, (path, path)).fetchone() is None


def written_beside(connection: sqlite3.Connection, path: str) -> list[str]:
    """Where the program wrote what belongs at `path`, while that was open."""
    rows = connection.execute("SELECT path FROM beside WHERE target = ? ORDER BY path", (path,))
    return [other for (other,) in rows.fetchall()]


def edited(connection: sqlite3.Connection, path: str, current: bytes) -> bool:
    """Is it none of what the program wrote there, or was about to write when it was cut off?"""
    return (hashlib.sha256(current).hexdigest(),) not in ours(connection, path)


def ours(connection: sqlite3.Connection, path: str) -> list[tuple[str]]:
    """The hashes of what the program wrote at `path`, or was about to."""
    sql = "SELECT sha256 FROM outputs WHERE path = ? UNION ALL SELECT sha256 FROM coming WHERE path = ?"
    return connection.execute(sql, (path, path)).fetchall()


def record(connection: sqlite3.Connection, hashes: Mapping[str, str], *, beside: str = "") -> None:
    """Remember what stands at each path now; `beside`: what it stands in for, else the name is wanted for itself."""
    with connection:
        connection.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?)", hashes.items())
        connection.executemany("DELETE FROM coming WHERE path = ?", [(path,) for path in hashes])
        if not beside:
            connection.executemany("DELETE FROM beside WHERE path = ?", [(path,) for path in hashes])


def forget(connection: sqlite3.Connection, path: str) -> None:
    """Nothing of the program's stands at a path any more."""
    with connection:
        for table in ("outputs", "coming", "beside"):
            connection.execute(f"DELETE FROM {table} WHERE path = ?", (path,))  # noqa: S608  names of our own
