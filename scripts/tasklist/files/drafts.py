"""What stood in a 上报稿 when it was last written, and what a person wrote over it since: kept in the state file."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from tasklist.files import state
from tasklist.model.upward import ClerkText

TABLES = (
    "CREATE TABLE IF NOT EXISTS drafts (path TEXT, turn INTEGER, task INTEGER, field TEXT, drawn TEXT NOT NULL,"
    " shown TEXT NOT NULL, PRIMARY KEY (path, turn, task, field))",
    "CREATE TABLE IF NOT EXISTS rewritten (period TEXT, task INTEGER, field TEXT, text TEXT NOT NULL,"
    " against TEXT NOT NULL, PRIMARY KEY (period, task, field))",
)
KEPT = 8  # times written that are remembered of a file
Cell = tuple[int, str]  # task number, field


@dataclass(frozen=True, slots=True)
class Draft:
    """One cell as it was written: the text drawn for it, and the text shown there (a person's, when that stood)."""

    drawn: str
    shown: str


def written(connection: sqlite3.Connection, path: str) -> list[dict[Cell, Draft]]:
    """What the program wrote into the file at `path`, cell by cell, the last time first."""
    state.ensure(connection, TABLES)
    rows = connection.execute(
        "SELECT turn, task, field, drawn, shown FROM drafts WHERE path = ? ORDER BY turn DESC, task, field", (path,)
    )
    found: dict[int, dict[Cell, Draft]] = {}
    for turn, task, name, drawn, shown in rows.fetchall():
        found.setdefault(turn, {})[task, name] = Draft(drawn, shown)
    return list(found.values())


def remember(connection: sqlite3.Connection, path: str, drafts: Mapping[Cell, Draft]) -> None:
    """Remember what was written into the file at `path` now; the same as before is one time."""
    former = written(connection, path)
    if former and former[0] == drafts:
        return
    with connection:
        last = connection.execute("SELECT max(turn) FROM drafts WHERE path = ?", (path,)).fetchone()[0] or 0
        rows = [(path, last + 1, *cell, each.drawn, each.shown) for cell, each in drafts.items()]
        connection.executemany("INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?)", rows)
        connection.execute("DELETE FROM drafts WHERE path = ? AND turn <= ?", (path, last + 1 - KEPT))


def rewritten(connection: sqlite3.Connection, period: str) -> dict[Cell, ClerkText]:
    """What a person wrote in the 上报稿 of a period, cell by cell."""
    state.ensure(connection, TABLES)
    rows = connection.execute("SELECT task, field, text, against FROM rewritten WHERE period = ?", (period,))
    return {(task, field): ClerkText(text, against) for task, field, text, against in rows.fetchall()}


def keep(connection: sqlite3.Connection, period: str, texts: Mapping[Cell, ClerkText]) -> None:
    """Keep these as all that a person wrote in the 上报稿 of a period."""
    state.ensure(connection, TABLES)
    rows = [(period, *cell, each.text, each.against) for cell, each in texts.items()]
    with connection:
        connection.execute("DELETE FROM rewritten WHERE period = ?", (period,))
        connection.executemany("INSERT INTO rewritten VALUES (?, ?, ?, ?, ?)", rows)
