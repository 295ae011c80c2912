"""Delivery: messages are queued, and what the queue holds goes out, one envelope per recipient.

`sending` is durable before a body leaves, and each recipient's answer is written down. Silence after the
body is `unknown`, never sent again blindly. Without a server the same mails become .eml files in outbox/mail/.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from tasklist.files import atomic, state
from tasklist.mail import filing, imap, mime, queue, servers, smtp
from tasklist.mail.admission import admitted
from tasklist.mail.queue import QueueRow, State
from tasklist.model.errors import UserError
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.message import Message
from tasklist.model.settings import MailSettings
from tasklist.text.file_names import safe_name

DROPS = 3  # that many lost connections in a row end the run; the rest waits for the next
FILED_AFTER = timedelta(minutes=10)  # by then a server that keeps sent mail has put it in the Sent folder


@dataclass(frozen=True)
class Delivery:
    """What one run did: the `rows` it tried as they stand now, those of its keys `already` sent before, findings."""

    rows: tuple[QueueRow, ...] = ()
    already: tuple[QueueRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    def _in(self, *states: State) -> tuple[QueueRow, ...]:
        return tuple(row for row in self.rows if row.state in states)

    @property
    def sent(self) -> tuple[QueueRow, ...]:
        """Accepted by the server (or written as a file)."""
        return self._in(State.SENT)

    @property
    def queued(self) -> tuple[QueueRow, ...]:
        """To be tried later."""
        return self._in(State.QUEUED)

    @property
    def refused(self) -> tuple[QueueRow, ...]:
        """The address was refused for good."""
        return self._in(State.REFUSED)

    @property
    def failed(self) -> tuple[QueueRow, ...]:
        """The mail was refused for good, or tried too often."""
        return self._in(State.FAILED, State.GIVEN_UP)

    @property
    def unknown(self) -> tuple[QueueRow, ...]:
        """Nobody can say whether it arrived."""
        return self._in(State.UNKNOWN)


def send_all(
    messages: Sequence[Message],
    home: Path,
    settings: MailSettings,
    connection: sqlite3.Connection,
    now: datetime,
    *,
    again: bool = False,
    patience: float = smtp.PATIENCE,
) -> Delivery:
    """Queue `messages` (each once per key and recipient, unless `again`) and deliver everything that is due.

    Only one run at a time may deliver: the caller holds the lock. While it is not answered what was mailed before the
    state file was lost, they are asked about and not sent, unless `again`. Raises UserError, before anything is
    queued, when the settings cannot work: no sender, no password in the environment.
    """
    servers.ready(settings)
    blocked = enqueue(messages, home, settings, connection, now, again=again)
    done = deliver(home, settings, connection, now, keys={message.key for message in messages}, patience=patience)
    return replace(done, findings=(*blocked, *done.findings))


def enqueue(
    messages: Sequence[Message],
    home: Path,
    settings: MailSettings,
    connection: sqlite3.Connection,
    now: datetime,
    *,
    again: bool = False,
) -> tuple[Finding, ...]:
    """Queue `messages`, each once per key and recipient, unless `again`; what is said of those not admitted."""
    unsure = state.unanswered(connection) and not again
    blocked: list[Finding] = []
    for message in messages:
        allowed, said = admitted(message, settings.allowed_domains)
        blocked += said
        if not queue.recipients(allowed):
            continue
        place = f"{filing.MAILS}/{filing.file_name(message.key)}"
        fitted, left = mime.fit(allowed, settings.max_mb, place)
        for attachment in left:
            atomic.save(home / place / safe_name(attachment.name), attachment.data, private=True)
        domain = mime.sender(settings)[1].rpartition("@")[2]
        queue.enqueue(connection, fitted, mime.wire(fitted, settings, now), domain, now, again=again, unsure=unsure)
    return tuple(blocked)


def deliver(
    home: Path,
    settings: MailSettings,
    connection: sqlite3.Connection,
    now: datetime,
    *,
    keys: Iterable[str] = (),
    patience: float = smtp.PATIENCE,
) -> Delivery:
    """Settle what an earlier run left open, then try everything due. `keys`: whose older rows to report as well.

    Raises UserError when the settings cannot work; the queue is then as it was.
    """
    servers.ready(settings)
    queue.recover(connection, now)
    said = _look_up(connection, settings, now)
    waiting = queue.due(connection, now)
    if waiting and settings.host:
        said += _post(connection, settings, waiting, now, patience)
    elif waiting:
        filing.file_away(connection, home, waiting, now)
    tried = {row.id for row in waiting}
    wanted = {*keys, *(row.key for row in waiting)}
    after = queue.rows(connection)
    tried |= {row.id for row in after if row.key in wanted and row.state is State.UNKNOWN}
    others = (row for row in after if row.key in wanted and row.id not in tried)
    return Delivery(
        rows=tuple(row for row in after if row.id in tried),
        already=tuple(row for row in others if row.state is State.SENT),
        findings=(*said, *queue.problems(connection, wanted)),
    )


# --- with a server ------------------------------------------------------------------------------


def _post(
    connection: sqlite3.Connection, settings: MailSettings, waiting: Sequence[QueueRow], now: datetime, patience: float
) -> tuple[Finding, ...]:
    """Try every row once over one connection, made anew after a drop."""
    line: smtp.Connection | None = None
    drops = 0
    try:
        for place, row in enumerate(waiting):
            if place and settings.pause_seconds:
                time.sleep(settings.pause_seconds)
            try:
                line = line or servers.connect(settings, patience)
            except smtp.LOST as error:
                said = servers.without_secrets(smtp.trouble(error, settings), settings)
                for rest in waiting[place:]:
                    queue.mark(connection, rest, State.QUEUED, said, now)
                return (finding("mail_failed", said),)
            if _try(connection, settings, line, row, now):
                drops = 0
                continue
            smtp.hang_up(line)
            line, drops = None, drops + 1
            if drops == DROPS:
                text = f"邮件服务器 {settings.host} 连续 {DROPS} 次中断连接，其余邮件留待下次"
                return (finding("mail_failed", text),)
        if line:
            smtp.hang_up(line, politely=True)
            line = None
    finally:
        if line:  # something unforeseen: no polite word in the middle of a mail
            smtp.hang_up(line)
    return ()


def _try(
    connection: sqlite3.Connection, settings: MailSettings, line: smtp.Connection, row: QueueRow, now: datetime
) -> bool:
    """One row, its outcome written down; returns whether the line can go on."""
    claim = partial(queue.claim, connection, row, now)
    body = queue.wire_of(connection, row)
    if not body:  # another run has sent it since
        return True
    verdict = smtp.converse(line, mime.sender(settings)[1], row.recipient, body, claim)
    if verdict.state is not None:
        queue.mark(connection, row, verdict.state, servers.without_secrets(verdict.answer, settings), now)
    return verdict.alive


# --- what an earlier run left open --------------------------------------------------------------


def _look_up(connection: sqlite3.Connection, settings: MailSettings, now: datetime) -> tuple[Finding, ...]:
    """Settle unknown rows by the Sent folder: found, they are sent; surely absent, they are queued again."""
    everything = queue.rows(connection)
    unknown = [row for row in everything if row.state is State.UNKNOWN]
    if not unknown or settings.collect is None or state.unanswered(connection):
        return ()
    witnesses = sorted((row for row in everything if row.state is State.SENT), key=lambda row: row.changed)[-5:]
    since = min(row.changed for row in (*unknown, *witnesses)).date() - timedelta(days=2)
    try:
        found = imap.look_up(
            settings.collect,
            servers.secret(settings.collect.password_env, "mail.collect.password_env"),
            [row.message_id for row in unknown],
            witnesses=[row.message_id for row in witnesses],
            since=since,
        )
    except UserError as error:
        return (finding("mail_server", str(error)),)
    arrived = {row.message_id for row in unknown if found[row.message_id] is True}
    absent = {row.message_id for row in unknown if found[row.message_id] is False and now - row.changed >= FILED_AFTER}
    queue.settle(connection, "sent", now, message_ids=arrived, said="在已发送文件夹中找到")
    queue.settle(connection, "again", now, message_ids=absent, said="已发送文件夹中没有，重新排队")
    return ()
