"""remind: one reminder per unit that still owes, with its correction workbook, and the list for the telephone."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tasklist import cli, forms, loader, mail, outbox, reminding
from tasklist.cli import Desk
from tasklist.model import Attachment, Ledger
from tasklist.views import blank, calls, letters

CALLS = "催报清单.xlsx"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes: 1 when a mail was not accepted."""
    made = cli.parser("remind", "给还没报齐的单位各发一封提醒，附上补填表；没有邮箱的列入催报清单。")
    return cli.run(made, argv, act)


def act(desk: Desk) -> int:
    """Write the list, send one mail a day at most to whoever owes at this moment."""
    with desk.state() as connection:
        returns, found = loader.read_inbox(desk.office, connection, desk.as_of, cli.progress, keep=not desk.dry)
        ledger = loader.build_ledger(desk.office, returns, desk.period, desk.as_of, found)
        stage = reminding.stage(ledger)
        attached = _workbooks(desk, ledger, loader.standing(desk.office, returns))
        messages = reminding.reminders(ledger, attached)
        path = f"{outbox.FOLDER}/{desk.period.id}/{CALLS}"
        if desk.dry:
            return cli.preview(desk, messages)
        put = outbox.put(desk.home, connection, path, calls.call_list(ledger, stage), desk.as_of)
        reminding.withdraw_stale(desk.office, connection, returns, desk.as_of)
        done = mail.send_all(messages, desk.home, desk.office.plan.campaign.mail, connection, desk.as_of)
    owing = letters.owing(ledger, stage)
    silent = [gap.unit.name for gap in owing if not gap.unit.emails]
    desk.say(
        f"{ledger.period.name}{stage.label}：{len(owing)} 家单位欠报，邮件 {len(messages)} 封。电话催报用 {put.path}"
    )
    desk.say(*([f"没有邮箱、请打电话的 {len(silent)} 家：{'、'.join(silent)}"] if silent else []))
    return max(cli.tell_delivery(desk, done), int(bool(put.findings)))


def _workbooks(desk: Desk, ledger: Ledger, standing: forms.Standing) -> dict[str, tuple[Attachment, ...]]:
    """Unit → its correction workbook; for a unit that returned nothing, its form."""
    template = desk.office.template
    mended = forms.corrections(template, ledger, standing)
    files = {unit: data for unit, (_, data) in mended.items()}
    returned = {line.obligation.unit for line in ledger.lines if line.returned}
    sheets = forms.sheets(ledger.plan, ledger.period, ledger.as_of, standing)
    silent = [sheet for sheet in sheets if sheet.unit not in returned]
    files |= dict(blank.forms(template, silent))
    return {unit: (Attachment("tasklist-form.xlsx", data),) for unit, data in files.items()}


if __name__ == "__main__":
    sys.exit(main())
