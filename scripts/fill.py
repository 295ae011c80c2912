"""fill: one prefilled, protected, official-looking workbook per unit in outbox/PERIOD/下发/."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("fill", VERBS["fill"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

from collections.abc import Sequence

from tasklist.app import cli, last_net, reading
from tasklist.app.cli import Desk
from tasklist.app.forms import Forms
from tasklist.app.reading import Received
from tasklist.files import outbox
from tasklist.text.moments import moment
from tasklist.views.forms import content
from tasklist.views.forms.unit_form import FormSheet


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes."""
    return cli.run(PARSER, argv, act)


def act(desk: Desk) -> int:
    """Fill the official template for every unit that owes something."""
    with desk.state() as connection, reading.known(desk) as kept:
        forms = Forms(desk.office.template, kept)
        received = reading.look(desk, connection).read(kept)
        _, (sheets, files) = last_net.enduring(received, lambda known: _shown(desk, forms, known))
        folder = outbox.of_period(desk.period.id, outbox.FORMS)
        done = () if desk.dry else outbox.put_all(desk.home, connection, folder, files, desk.as_of)
    edited = [one for put in done for one in put.findings]
    tasks = sum(len(sheet.tasks) for sheet in sheets)
    verb = "将生成" if desk.dry else "已生成"
    desk.say(
        f"{verb} {len(files)} 份表{f'（{tasks} 行任务）' if tasks else ''}，在 {folder}/",
        *(f"注意：{one.message}。" for one in edited),
    )
    if not files and not desk.office.plan.task_list.tasks and not desk.office.plan.campaign.quotas:
        desk.say("通知没有任务清单，也没有按次数报的内容，不用下发填报表；各单位直接报送材料。")
    elif not files:
        desk.say(
            f"{desk.period.name}没有单位应报（通知 {desk.office.plan.campaign.issued_on} 印发），请核对 --period。"
        )
    else:
        desk.say(f"把它们发给各单位；交回后放进 inbox/，再运行 merge。截止 {moment(desk.period.due)}。")
    desk.answer({"period": desk.period.id, "folder": folder, "files": sorted(files)})
    desk.show(folder)
    return int(bool(edited))


def _shown(desk: Desk, forms: Forms, received: Received) -> tuple[Sequence[FormSheet], dict[str, bytes]]:
    """What goes into every unit's form, and the forms by name."""
    sheets = content.sheets(received.office.plan, desk.period, desk.as_of, received.standing)
    return sheets, dict(content.named(forms.forms(sheets), desk.period, "填报表").values())


if __name__ == "__main__":
    sys.exit(main())
