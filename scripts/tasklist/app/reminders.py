"""Who is reminded now, and which reminders still in the queue have been overtaken."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from tasklist.app.reading import Received
from tasklist.ledger.summary import Summary
from tasklist.mail import queue
from tasklist.mail.queue import State
from tasklist.model.ledger import Ledger
from tasklist.model.message import Attachment, Message
from tasklist.views.reports import reminder
from tasklist.views.reports.reminder import Stage

KEY = "remind:"


def stage(ledger: Ledger) -> Stage:
    """Before the due moment, after it, or before names are circulated (mail.notice_after working days later)."""
    campaign, due = ledger.plan.campaign, ledger.period.due
    notice = campaign.mail.notice_after
    if ledger.as_of <= due:
        return Stage.BEFORE
    first = campaign.calendar.add(due.date(), notice)
    today = ledger.as_of.astimezone(due.tzinfo).date()
    return Stage.NOTICE if notice and today >= first else Stage.AFTER


def reminders(summary: Summary, attachments: Mapping[str, tuple[Attachment, ...]]) -> tuple[Message, ...]:
    """One message to each unit that owes at this moment and has an address; its key allows one a day."""
    ledger = summary.ledger
    return reminder.reminders(summary, stage(ledger), once=f"{ledger.as_of:%Y-%m-%d}", attachments=attachments)


def withdraw_stale(received: Received, connection: sqlite3.Connection) -> None:
    """Take reminders out of the queue that were written on another day, or to a unit that has returned meanwhile."""
    queued = {row.key for row in queue.rows(connection) if row.state is State.QUEUED and row.key.startswith(KEY)}
    for period_id in sorted({key.split(":")[1] for key in queued}):
        ledger = received.ledger(received.office.period(period_id, received.as_of))
        current = {message.key for message in reminders(Summary(ledger), {})}
        for key in sorted(key for key in queued - current if key.split(":")[1] == period_id):
            queue.withdraw(connection, key, "情况已变，不再催这一封", received.as_of)
