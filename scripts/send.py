"""send: the consolidated report to the leaders, once per period and recipient."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("send", VERBS["send"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from tasklist.agenda import runs
from tasklist.app import cli, last_net, reading, reminders, upward
from tasklist.app.cli import Desk
from tasklist.app.publish import PAGE, publish, verify
from tasklist.app.reading import Received
from tasklist.files import outbox, state
from tasklist.files.cache import Cache
from tasklist.files.outbox import Put
from tasklist.ledger.summary import Summary
from tasklist.mail import delivery, queue
from tasklist.model.errors import UserError
from tasklist.model.ledger import Ledger
from tasklist.model.message import Attachment, Message
from tasklist.model.settings import Job
from tasklist.plan import periods
from tasklist.text.addresses import is_address
from tasklist.text.display import visible
from tasklist.views.master import workbook
from tasklist.views.reports import letters, receipt

_TITLE = 30  # characters of the campaign's title in the name of an attachment
ONCE = "once"  # the report of the period itself, sent by hand or on its due day

_SETTLED = {"sent": "记为已送达", "again": "放回待发，下次 send 或 tick 会再发", "done": "记为已另行告知"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes: 1 when a mail was not accepted."""
    return cli.run(PARSER, argv, act)


def act(desk: Desk, once: str = ONCE) -> int:
    """Settle, preview, test or send."""
    with desk.state() as connection, reading.known(desk) as kept:
        if getattr(desk.args, "settle", None):
            return _settle(desk, connection)
        to = getattr(desk.args, "to", "")
        if to and not is_address(to):
            raise UserError(f"--to 写的“{to}”不是邮箱地址，请写成 name@example.org 的样子。")
        received = reading.look(desk, connection).read(kept)
        received, (summary, data) = last_net.enduring(received, lambda known: _shown(desk, known))
        message, written = _report(desk, connection, received, (summary, data), once=once, kept=kept)
        if desk.dry:
            desk.show(outbox.of_period(desk.period.id, PAGE))
            return cli.preview(desk, (message,))
        if to:
            key = f"test:{desk.period.id}:{desk.as_of.isoformat()}:{to}"
            message = replace(message, key=key, to=(to,), cc=(), subject=f"【测试】{message.subject}")
        elif not message.to:
            raise UserError("config.yaml 的 mail.report_to 没有写收件人，请写上领导的邮箱后再发。")
        again = bool(to or getattr(desk.args, "again", False))  # a test was never sent before
        settings = desk.office.plan.campaign.mail
        reminders.withdraw_stale(received, connection)
        done = delivery.send_all((message,), desk.home, settings, connection, desk.as_of, again=again)
    return max(cli.tell_delivery(desk, done), int(any(put.findings for put in written)))


def _shown(desk: Desk, received: Received) -> tuple[Summary, bytes]:
    """What the report says, and the master."""
    ledger = received.ledger(desk.period)
    summary = Summary(ledger, received.history(desk.period), upward.drawn(ledger, desk.office.words))
    return summary, workbook.render(summary)


def _report(
    desk: Desk,
    connection: sqlite3.Connection,
    received: Received,
    shown: tuple[Summary, bytes],
    *,
    once: str,
    kept: Cache,
) -> tuple[Message, tuple[Put, ...]]:
    """The report with the master attached, written first so that the disk and the mail hold the same."""
    summary, data = shown
    verify(data, summary)
    written: tuple[Put, ...] = ()
    if not desk.dry:
        written = publish(
            desk.home,
            connection,
            summary=summary,
            returns=received.returns,
            workbook=data,
            answers=received.answers,
            kept=kept,
        )
    note = "" if desk.dry else "附件为汇总表。"
    attachments = (Attachment(_name(summary.ledger), data),)
    return letters.report(summary, once=once, attachments=attachments, note=note), written


def _name(ledger: Ledger) -> str:
    """What the attached master is called: period and campaign, short enough for every mail program."""
    return f"{ledger.period.name}汇总表-{visible(ledger.plan.campaign.title)[:_TITLE]}.xlsx"


def _settle(desk: Desk, connection: sqlite3.Connection) -> int:
    lost = desk.args.settle != "done" and state.unanswered(connection)
    if lost and desk.args.settle == "sent":
        _hold(desk, connection)
    settled = queue.settle(connection, desk.args.settle, desk.as_of)
    if lost:
        state.answer(connection)
        desk.say(
            "记下了：收发记录丢失以前的邮件" + ("都已发过，不再发。" if desk.args.settle == "sent" else "可以再发。")
        )
    word = _SETTLED[desk.args.settle]
    nothing = "没有发送失败的邮件。" if desk.args.settle == "done" else "没有送达不明的邮件。"
    desk.say(*[f"{row.recipient}：{word}" for row in settled] or ([] if lost else [nothing]))
    desk.answer({"settled": [row.recipient for row in settled]})
    return 0


def _hold(desk: Desk, connection: sqlite3.Connection) -> None:
    """Put into the queue, unsent, whatever would go out now of any period: what was mailed before the loss."""
    received = reading.receive(desk, connection)
    campaign = desk.office.plan.campaign
    due = runs.waiting(desk.home, campaign, desk.as_of)
    slots = [(slot.period or desk.period.id, slot.at.isoformat()) for job, slot in due if _at_its_slot(job)]
    for period in periods.up_to(campaign, desk.period.opens):
        summary = Summary(received.ledger(period), received.history(period))
        reports = [letters.report(summary, once=once) for once in (ONCE, *(at for of, at in slots if of == period.id))]
        others = (*reminders.reminders(summary, {}), *receipt.receipts(summary))
        delivery.enqueue((*reports, *others), desk.home, campaign.mail, connection, desk.as_of)


def _at_its_slot(job: Job) -> bool:
    """Is it a report besides the one of the period itself?"""
    return job.do == "send" and not job.on_due


if __name__ == "__main__":
    sys.exit(main())
