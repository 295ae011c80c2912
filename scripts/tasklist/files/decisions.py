"""What was asked in 待办.xlsx and what a person answered, with its time: any earlier moment can be told again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime

from tasklist.files import state
from tasklist.model.place import Place
from tasklist.model.question import Decision, Question, packed, unpacked

TABLES = (
    # every question as it was last asked: what an answer is checked against
    "CREATE TABLE IF NOT EXISTS questions (key TEXT PRIMARY KEY, asked TEXT NOT NULL)",
    # an answer that is empty takes the one before it back
    """CREATE TABLE IF NOT EXISTS decisions (
        number INTEGER PRIMARY KEY, key TEXT NOT NULL, answer TEXT NOT NULL, remark TEXT NOT NULL,
        at TEXT NOT NULL, asked TEXT NOT NULL)""",
)


def ask(connection: sqlite3.Connection, questions: Iterable[Question]) -> None:
    """Remember questions as they are asked now."""
    state.ensure(connection, TABLES)
    with connection:
        connection.executemany(
            "INSERT OR REPLACE INTO questions VALUES (?, ?)", [(one.key, packed(one)) for one in questions]
        )


def asked(connection: sqlite3.Connection) -> Mapping[str, Question]:
    """Every question ever asked, by its key."""
    state.ensure(connection, TABLES)
    return {key: unpacked(key, text) for key, text in connection.execute("SELECT key, asked FROM questions")}


def record(connection: sqlite3.Connection, decision: Decision) -> None:
    """Keep what a person wrote; an empty answer takes back the one before."""
    state.ensure(connection, TABLES)
    with connection:
        connection.execute(
            "INSERT INTO decisions (key, answer, remark, at, asked) VALUES (?, ?, ?, ?, ?)",
            (
                decision.key,
                decision.answer,
                decision.remark,
                decision.at.isoformat(),
                packed(decision.question),
            ),
        )


def standing(connection: sqlite3.Connection, as_of: datetime) -> tuple[Decision, ...]:
    """The latest that was written beside each question by `as_of`, by key; one taken back has an empty answer."""
    state.ensure(connection, TABLES)
    latest: dict[str, Decision] = {}
    for key, answer, remark, at, text in connection.execute(
        "SELECT key, answer, remark, at, asked FROM decisions ORDER BY number"
    ):
        moment = datetime.fromisoformat(at)
        if moment <= as_of:
            latest[key] = Decision(unpacked(key, text), answer, remark, moment.astimezone(as_of.tzinfo))
    return tuple(latest[key] for key in sorted(latest))


def about(connection: sqlite3.Connection) -> list[tuple[str, Place | None]]:
    """The key of every decision ever taken and the place it is about, None when the record makes no sense."""
    state.ensure(connection, TABLES)
    found: list[tuple[str, Place | None]] = []
    for key, text in connection.execute("SELECT key, asked FROM decisions ORDER BY number").fetchall():
        try:
            found.append((key, unpacked(key, text).place))
        except (ValueError, KeyError, TypeError):
            found.append((key, None))
    return found


def last(connection: sqlite3.Connection) -> datetime | None:
    """When the latest decision was taken; None when there is none."""
    state.ensure(connection, TABLES)
    moments = [datetime.fromisoformat(at) for (at,) in connection.execute("SELECT at FROM decisions")]
    return max(moments, default=None)
