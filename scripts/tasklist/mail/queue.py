"""发信队列: one row per message and recipient, in the state file; what is sent is never sent again.

A row is `queued` until its turn, `sending` from just before the body leaves until the answer is
written down, and then one of sent, queued (to try later), refused, failed, given_up — or unknown, when
nobody can say. Unknown is never sent again by itself.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from tasklist.files.state import ensure
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.message import Message
from tasklist.text.display import shorten, visible

# Minutes to wait after the 1st, 2nd, … temporary failure: about three days in all, then it is given up.
BACK_OFF = (5, 15, 60) + (240,) * 17


class State(StrEnum):
    """Where one mail to one recipient stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"
    GIVEN_UP = "given_up"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return {
            "queued": "待发",
            "sending": "发送中",
            "sent": "已发",
            "refused": "被拒收",
            "failed": "发送失败",
            "unknown": "是否送达不明",
            "given_up": "已放弃",
        }[self.value]


TABLES = (
    """CREATE TABLE IF NOT EXISTS letters (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL, unit TEXT NOT NULL, subject TEXT NOT NULL, wire BLOB)""",
    """CREATE TABLE IF NOT EXISTS deliveries (
        id INTEGER PRIMARY KEY, letter INTEGER NOT NULL REFERENCES letters (id),
        key TEXT NOT NULL, recipient TEXT NOT NULL COLLATE NOCASE, current INTEGER NOT NULL DEFAULT 1,
        message_id TEXT NOT NULL UNIQUE, state TEXT NOT NULL DEFAULT 'queued', attempts INTEGER NOT NULL DEFAULT 0,
        answer TEXT NOT NULL DEFAULT '', next_try TEXT NOT NULL, changed TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX IF NOT EXISTS one_current ON deliveries (key, recipient) WHERE current",
    "CREATE INDEX IF NOT EXISTS by_state ON deliveries (state)",
)

_COLUMNS = (
    "d.id, d.letter, d.key, d.recipient, d.message_id, d.state, d.attempts, d.answer, d.next_try, d.changed, "
    "l.unit, l.subject"
)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One mail to one recipient. `next_try` and `changed` are moments in UTC; `answer` is the server's last word."""

    id: int
    letter: int
    key: str
    recipient: str
    message_id: str
    state: State
    attempts: int
    answer: str
    next_try: datetime
    changed: datetime
    unit: str
    subject: str


def recipients(message: Message) -> tuple[str, ...]:
    """Everyone the message goes to, each once whatever the case of the letters, `to` before `cc`."""
    found: dict[str, str] = {}
    for address in (*message.to, *message.cc):
        found.setdefault(address.lower(), address)
    return tuple(found.values())


def enqueue(
    connection: sqlite3.Connection,
    message: Message,
    wire: bytes,
    domain: str,
    now: datetime,
    *,
    again: bool = False,
    unsure: bool = False,
) -> tuple[str, ...]:
    """Queue `message` for every recipient who has no row for its key yet; returns those newly queued.

    `wire` is the mail without its Message-ID, kept so that a later run sends the same bytes. Each recipient
    gets a Message-ID of its own (at `domain`), so that the Sent folder can tell one from another. `again`
    opens a new row for every recipient and takes the place of the old one. `unsure`: the record of what was mailed
    before is lost, so nobody knows whether this was sent already: it is asked (state unknown) and not sent.
    """
    with connection:
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")  # two runs queueing the same key: the second sees the first's rows
        held = {row.recipient.lower() for row in rows(connection, (message.key,))}
        fresh = tuple(address for address in recipients(message) if again or address.lower() not in held)
        if not fresh:
            return ()
        if again:
            _write(connection, "UPDATE deliveries SET state='given_up' WHERE key=? AND state='queued'", message.key)
            _write(connection, "UPDATE deliveries SET current=0 WHERE key=?", message.key)
            _shed(connection)
        letter = _write(
            connection,
            "INSERT INTO letters (key, unit, subject, wire) VALUES (?, ?, ?, ?)",
            *(message.key, message.unit, message.subject, wire),
        ).lastrowid
        for address in fresh:
            digest = hashlib.sha256(wire + f"\0{address}\0{letter}".encode()).hexdigest()[:32]
            state, said = (State.UNKNOWN, "发信记录丢失，不知道以前发过没有") if unsure else (State.QUEUED, "")
            _write(
                connection,
                "INSERT INTO deliveries (letter, key, recipient, message_id, state, answer, next_try, changed)"
                " VALUES (?,?,?,?,?,?,?,?)",
                *(letter, message.key, address, f"<{digest}@{domain}>", state, said, _stamp(now), _stamp(now)),
            )
    return fresh


def rows(connection: sqlite3.Connection, keys: Collection[str] | None = None) -> tuple[QueueRow, ...]:
    """The rows that count (no row replaced by `again`), in queue order; of these `keys`, or all."""
    found = _select(connection, "d.current")
    return found if keys is None else tuple(row for row in found if row.key in keys)


def due(connection: sqlite3.Connection, now: datetime) -> tuple[QueueRow, ...]:
    """What may be tried at `now`, in queue order."""
    return _select(connection, "d.current AND d.state='queued' AND d.next_try<=?", _stamp(now))


def wire_of(connection: sqlite3.Connection, row: QueueRow) -> bytes:
    """The very bytes to send for `row`, its Message-ID on top; empty when nobody waits for them any more."""
    wire = connection.execute("SELECT wire FROM letters WHERE id=?", (row.letter,)).fetchone()[0]
    return b"" if wire is None else f"Message-ID: {row.message_id}\r\n".encode("ascii") + bytes(wire)


def claim(connection: sqlite3.Connection, row: QueueRow, now: datetime) -> bool:
    """Take `row` into `sending`, durably. False when another process has taken it meanwhile."""
    with connection:
        sql = "UPDATE deliveries SET state='sending', changed=? WHERE id=? AND state='queued'"
        return _write(connection, sql, _stamp(now), row.id).rowcount == 1


def mark(connection: sqlite3.Connection, row: QueueRow, state: State, answer: str, now: datetime) -> State:
    """Write down how a try ended; returns the state it is in now.

    QUEUED means a temporary failure: the next try waits as BACK_OFF says, and when that is used up the row
    is given up.
    """
    attempts, wait = row.attempts + 1, timedelta()
    if state is State.QUEUED:
        state = State.QUEUED if attempts <= len(BACK_OFF) else State.GIVEN_UP
        wait = timedelta(minutes=BACK_OFF[min(attempts, len(BACK_OFF)) - 1])
    said = shorten(visible(answer), 200)
    with connection:
        _write(
            connection,
            "UPDATE deliveries SET state=?, attempts=?, answer=?, next_try=?, changed=? WHERE id=?",
            *(state.value, attempts, said, _stamp(now + wait), _stamp(now), row.id),
        )
        _shed(connection)
    return state


def recover(connection: sqlite3.Connection, now: datetime) -> int:
    """Rows a crash left in `sending` become `unknown`; returns how many. Call it while no other run is sending."""
    said = "程序在发送途中中断"
    with connection:
        sql = "UPDATE deliveries SET state='unknown', answer=?, changed=? WHERE state='sending'"
        return _write(connection, sql, said, _stamp(now)).rowcount


def settle(
    connection: sqlite3.Connection,
    answer: str,
    now: datetime,
    *,
    message_ids: Collection[str] | None = None,
    said: str = "经办人确认",
) -> tuple[QueueRow, ...]:
    """Answer the open question of the unknown rows (those of `message_ids`, or all) and return them.

    `answer` is `sent` (they arrived: done) or `again` (they did not: queued once more, due at once); `done` is of
    the rows that failed: the recipients know by another way, and nothing is said of them any more.
    Raises ValueError for any other answer.
    """
    state = {"sent": State.SENT, "again": State.QUEUED, "done": State.SENT}.get(answer)
    if state is None:
        raise ValueError(f"answer must be sent, again or done, not {answer!r}")
    asked = set(_TROUBLE) - {State.UNKNOWN} if answer == "done" else {State.UNKNOWN}
    open_rows = tuple(
        row for row in rows(connection) if row.state in asked and (message_ids is None or row.message_id in message_ids)
    )
    with connection:
        for row in open_rows:
            sql = "UPDATE deliveries SET state=?, attempts=0, answer=?, next_try=?, changed=? WHERE id=?"
            _write(connection, sql, state.value, said, _stamp(now), _stamp(now), row.id)
        _shed(connection)
    return open_rows


def withdraw(connection: sqlite3.Connection, key: str, reason: str, now: datetime) -> int:
    """Take what is still queued for `key` out of the queue (the unit has returned meanwhile); returns how many."""
    with connection:
        sql = "UPDATE deliveries SET state='given_up', answer=?, changed=?, current=0 WHERE key=? AND state='queued'"
        count = _write(connection, sql, reason, _stamp(now), key).rowcount
        _shed(connection)
    return count


def problems(connection: sqlite3.Connection, keys: Collection[str] | None = None) -> tuple[Finding, ...]:
    """What a person must look at, in queue order: of these `keys` (or all), and every unknown whatever its key."""
    troubled = (
        row for row in rows(connection) if row.state in _TROUBLE or (row.state is State.QUEUED and row.attempts)
    )
    return tuple(_problem(row) for row in troubled if keys is None or row.key in keys or row.state is State.UNKNOWN)


_TROUBLE = {
    State.REFUSED: "mail_refused",
    State.FAILED: "mail_failed",
    State.GIVEN_UP: "mail_failed",
    State.UNKNOWN: "mail_unknown",
}
_AGAIN = "领导报告用 send --again 重发；其他邮件请打电话告知对方，再运行 send --settle done"
_TODO = {
    State.FAILED: f"服务器明确拒绝，不会自动再试；按服务器的回答改正后，{_AGAIN}",
    State.GIVEN_UP: f"已多次重试仍未成功，不再自动再试；排除原因后，{_AGAIN}",
}


def _problem(row: QueueRow) -> Finding:
    tried = f"，已试 {row.attempts} 次" if row.attempts > 1 else ""
    message = f"“{row.subject}”发给 {row.recipient}：{row.state.label}{tried}（{row.answer or '没有回答'}）"
    return finding(_TROUBLE.get(row.state, "mail_failed"), message, unit=row.unit, todo=_TODO.get(row.state, ""))


def _select(connection: sqlite3.Connection, where: str, *values: object) -> tuple[QueueRow, ...]:
    ensure(connection, TABLES)
    sql = f"SELECT {_COLUMNS} FROM deliveries d JOIN letters l ON l.id=d.letter WHERE {where} ORDER BY d.id"  # noqa: S608 - constant text
    return tuple(_row(record) for record in connection.execute(sql, values))


def _row(record: Sequence[Any]) -> QueueRow:
    *who, state, attempts, answer, next_try, changed, unit, subject = record
    number, letter, key, recipient, message_id = who
    moments = datetime.fromisoformat(next_try), datetime.fromisoformat(changed)
    return QueueRow(number, letter, key, recipient, message_id, State(state), attempts, answer, *moments, unit, subject)


def _shed(connection: sqlite3.Connection) -> None:
    """Drop the stored mails nobody waits for any more: the state file stays small."""
    _write(
        connection,
        "UPDATE letters SET wire=NULL WHERE wire IS NOT NULL AND id NOT IN "
        "(SELECT letter FROM deliveries WHERE state IN ('queued', 'sending', 'unknown'))",
    )


def _write(connection: sqlite3.Connection, sql: str, *values: object) -> sqlite3.Cursor:
    ensure(connection, TABLES)
    return connection.execute(sql, values)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
