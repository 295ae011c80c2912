"""remind: one reminder per unit that still owes, with its correction workbook, and the list for the telephone."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("remind", VERBS["remind"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

from collections.abc import Sequence

from tasklist.app import cli, last_net, reading, reminders
from tasklist.app.cli import Desk
from tasklist.app.forms import Forms
from tasklist.app.reading import Received
from tasklist.files import outbox
from tasklist.ledger.gaps import waiting, words
from tasklist.ledger.summary import Summary
from tasklist.mail import delivery
from tasklist.model.ledger import Ledger
from tasklist.model.message import Attachment
from tasklist.views.forms import content
from tasklist.views.reports import call_list, reminder
from tasklist.views.reports.reminder import Stage

CALLS = "催报清单.xlsx"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes: 1 when a mail was not accepted."""
    return cli.run(PARSER, argv, act)


def act(desk: Desk) -> int:
    """Write the list, send one mail a day at most to whoever owes at this moment."""
    with desk.state() as connection, reading.known(desk) as kept:
        forms = Forms(desk.office.template, kept)
        received = reading.look(desk, connection).read(kept)
        received, (ledger, attached) = last_net.enduring(received, lambda known: _shown(desk, forms, known))
        summary, stage = Summary(ledger), reminders.stage(ledger)
        messages = reminders.reminders(summary, attached)
        path = outbox.of_period(desk.period.id, CALLS)
        if desk.dry:
            shown = cli.preview(desk, messages)
            _tell_the_rest(desk, summary, stage)
            return shown
        put = outbox.put(desk.home, connection, path, call_list.call_list(summary, stage), desk.as_of)
        reminders.withdraw_stale(received, connection)
        done = delivery.send_all(messages, desk.home, desk.office.plan.campaign.mail, connection, desk.as_of)
    owing = reminder.owing(summary, stage)
    desk.say(
        f"{ledger.period.name}{stage.label}：{len(owing)} 家单位欠报，邮件 {len(messages)} 封。电话催报用 {put.path}"
    )
    _tell_the_rest(desk, summary, stage)
    desk.show(put.path)
    return max(cli.tell_delivery(desk, done), int(bool(put.findings)))


def _tell_the_rest(desk: Desk, summary: Summary, stage: Stage) -> None:
    """Who owes and gets no mail: without an address, or with a file at the office that may be theirs; and who gets one
    only for a part of what is open.
    """
    asked = {gap.unit.name: gap for gap in reminder.owing(summary, stage)}
    silent = [name for name, gap in asked.items() if not gap.unit.emails]
    held = [name for name in summary.now.pending if name not in asked]
    waits = {name: waiting(lines) for name, lines in summary.ledger.by_unit.items() if name in asked}
    partly = [
        f"  {name}：{waits[name]}先不催，催的是{words((*gap.overdue, *gap.soon))}"
        for name, gap in asked.items()
        if waits.get(name)
    ]
    desk.say(*([f"没有邮箱、请打电话的 {len(silent)} 家：{'、'.join(silent)}"] if silent else []))
    desk.say(*([f"先不催的 {len(held)} 家，待处理的文件里可能有它们的：{'、'.join(held)}。请先核对"] if held else []))
    desk.say(*([f"只催一部分的 {len(partly)} 家，其余的请先核对：", *partly] if partly else []))


def _shown(desk: Desk, forms: Forms, received: Received) -> tuple[Ledger, dict[str, tuple[Attachment, ...]]]:
    """The ledger, and what goes with the reminders."""
    ledger = received.ledger(desk.period)
    return ledger, _workbooks(forms, ledger, received.standing)


def _workbooks(forms: Forms, ledger: Ledger, standing: content.Standing) -> dict[str, tuple[Attachment, ...]]:
    """Unit → its correction workbook; for a unit that returned nothing, its form."""
    files = dict(forms.corrections(ledger, standing))
    returned = {line.obligation.unit for line in ledger.lines if line.returned}
    sheets = content.sheets(ledger.plan, ledger.period, ledger.as_of, standing)
    silent = [sheet for sheet in sheets if sheet.unit not in returned]
    files |= content.named(forms.forms(silent), ledger.period, "填报表")
    return {unit: (Attachment(name, data),) for unit, (name, data) in files.items()}


if __name__ == "__main__":
    sys.exit(main())
