"""A sender that is meant to be killed: for each line read, a forked child delivers and is killed meanwhile.

Arguments: the home folder, the SMTP port, the authority's certificate, the IMAP port (0: none), the IMAP user.
A line is a day number and the seconds until the kill (none: left alone); the child makes up for every day up
to it whose mails are not queued yet. The answer is the signal it died of, 0 when it was done before.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tasklist.files import state
from tasklist.mail import delivery, queue
from tasklist.model.message import Attachment, Message
from tasklist.model.settings import ImapSettings, MailSettings

START = datetime(2023, 1, 1, 9, tzinfo=UTC)
LEADERS = tuple(f"leader{number}@example.org" for number in range(4))


def message(day: int) -> Message:
    """The report of one day."""
    book = Attachment("report.xlsx", bytes(range(256)) * 400)
    return Message(f"report/{day}", LEADERS, f"第{day}天", "正文", "<p>正文</p>", attachments=(book,))


def settings(port: int, authority: str, imap_port: int, imap_user: str) -> MailSettings:
    """How the child sends."""
    found = MailSettings(
        host="127.0.0.1",
        port=port,
        user="office@example.org",
        password_env="TASKLIST_TEST_PASSWORD",
        sender="office@example.org",
        ca_file=authority,
    )
    if not imap_port:
        return found
    box = ImapSettings("127.0.0.1", imap_user, "TASKLIST_TEST_MAILBOX", port=imap_port, ca_file=authority)
    return replace(found, collect=box)


def deliver(home: Path, how: MailSettings, day: int) -> delivery.Delivery:
    """One run on the given day."""
    connection = state.connect(home / "outbox" / "state.sqlite3")
    try:
        held = {row.key for row in queue.rows(connection)}
        owed = [message(number) for number in range(day + 1) if f"report/{number}" not in held]
        return delivery.send_all(owed, home, how, connection, START + timedelta(days=day), patience=20)
    finally:
        connection.close()


def main() -> None:
    home, port, authority, imap_port, imap_user = sys.argv[1:]
    how = settings(int(port), authority, int(imap_port), imap_user)
    for line in sys.stdin:
        day, *delay = line.split()
        child = os.fork()
        if child == 0:
            deliver(Path(home), how, int(day))
            os._exit(0)
        if delay:
            time.sleep(float(delay[0]))
            os.kill(child, signal.SIGKILL)  # not waited for yet: the number is still its own
        sys.stdout.write(f"{os.WTERMSIG(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
