"""Mail without a server: every letter becomes a draft in outbox/mail/, which a mail program opens and can send."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from tasklist.files import atomic, disk
from tasklist.mail import queue
from tasklist.mail.queue import QueueRow, State
from tasklist.text.file_names import safe_name

MAILS = "outbox/mail"  # where mails lie as files when there is no server, and what was too large to go along
_DRAFT = b"X-Unsent: 1\r\n"  # opens as a letter that can be sent, not as one received; never on one that goes out


def file_away(connection: sqlite3.Connection, home: Path, waiting: Sequence[QueueRow], now: datetime) -> None:
    """Write each letter of the `waiting` rows once, and mark them sent."""
    for _, group in groupby(waiting, key=lambda row: row.letter):
        together = tuple(group)
        wire = queue.wire_of(connection, together[0])
        if not wire:  # another run has written it since
            continue
        name = f"{file_name(together[0].key)}-{together[0].letter}.eml"
        draft, there = _DRAFT + wire, _written(home / MAILS / name)
        if there not in (None, draft):  # of a state file that is gone: kept
            name = f"{name.removesuffix('.eml')}-{together[0].message_id[1:9]}.eml"
        if there != draft:  # else a run was cut off just after it wrote it
            atomic.save(home / MAILS / name, draft, private=True)
        for row in together:
            queue.mark(connection, row, State.SENT, f"{MAILS}/{name}", now)


def _written(path: Path) -> bytes | None:
    return disk.read(path) if path.exists() else None


def file_name(key: str) -> str:
    """What the letters of a key are called in outbox/mail/, without number and ending."""
    return safe_name(key.replace("/", "_"), limit=100)
