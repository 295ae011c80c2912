"""What was written beside a file while that was open, put into its place by the first run that finds it closed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from pathlib import Path

from tasklist.files import disk, drafts, outbox, output_records, state


def put_in_place(home: Path, connection: sqlite3.Connection) -> None:
    """Let every stand-in take the place it stands beside; one that a person edited, or whose file was, stays.

    Not in the place of a 上报稿: what a person writes in that is held against what was written there last.
    """
    state.ensure(connection, output_records.TABLES)
    rows = connection.execute("SELECT path, target FROM beside ORDER BY path").fetchall()
    several = Counter(target for _, target in rows)
    for path, target in rows:
        if several[target] == 1 and not drafts.written(connection, target):
            _place(home, connection, path, target)


def _place(home: Path, connection: sqlite3.Connection, path: str, target: str) -> None:
    try:
        if not all(outbox.is_as_written(home, connection, each) for each in (path, target)):
            return
        sha256 = hashlib.sha256(disk.read(home / path)).hexdigest()
        with connection:  # should the run be cut off now, it is no person's edit
            connection.execute("INSERT OR IGNORE INTO coming VALUES (?, ?)", (target, sha256))
        disk.rename(home / path, home / target)
        disk.settle_name(home / target)
    except OSError:  # still open
        return
    with connection:
        connection.execute("INSERT OR REPLACE INTO outputs VALUES (?, ?)", (target, sha256))
        connection.execute("DELETE FROM outputs WHERE path = ?", (path,))
        for table in ("coming", "beside"):
            connection.execute(f"DELETE FROM {table} WHERE path IN (?, ?)", (path, target))  # noqa: S608  our own names
