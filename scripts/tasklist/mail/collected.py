"""What is known of the mails collected so far, for those that only read them: no mail server is spoken to here."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from tasklist.files import state

TABLES = (
    """CREATE TABLE IF NOT EXISTS mails (
        account TEXT, folder TEXT, validity TEXT, uid INTEGER, sender TEXT NOT NULL, taken INTEGER NOT NULL,
        PRIMARY KEY (account, folder, validity, uid)) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS collected (
        sha256 TEXT, path TEXT, sender TEXT NOT NULL, collected TEXT NOT NULL, PRIMARY KEY (sha256, path, sender))""",
    # identity → the mail it is, however often it lies in the mailbox; when the server first took it
    """CREATE TABLE IF NOT EXISTS kept_mails (
        identity TEXT PRIMARY KEY, sha256 TEXT NOT NULL, delivered TEXT) WITHOUT ROWID""",
)


def senders(connection: sqlite3.Connection) -> Mapping[str, str]:
    """sha256 of every file collected so far → the address it came from; a file two addresses sent is left out."""
    state.ensure(connection, TABLES)
    found: dict[str, set[str]] = {}
    for sha256, address in connection.execute("SELECT sha256, sender FROM collected ORDER BY sha256, sender"):
        found.setdefault(sha256, set()).add(address)
    return {sha256: min(addresses) for sha256, addresses in found.items() if len(addresses) == 1}


def deliveries(connection: sqlite3.Connection) -> Mapping[str, datetime]:
    """sha256 of every mail collected so far → when the server took it, first of all if more than once."""
    state.ensure(connection, TABLES)
    rows = connection.execute("SELECT sha256, delivered FROM kept_mails WHERE delivered IS NOT NULL")
    return {sha256: datetime.fromisoformat(delivered) for sha256, delivered in rows}


def kept(connection: sqlite3.Connection) -> Mapping[str, str]:
    """sha256 of every mail collected so far → where it was put, relative to the home."""
    state.ensure(connection, TABLES)
    return dict(connection.execute("SELECT sha256, path FROM collected ORDER BY path").fetchall())
