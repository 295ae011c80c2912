"""flag: the blank and doubtful cells, printed, and a correction workbook per unit in outbox/PERIOD/退回补填/."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("flag", VERBS["flag"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

from collections.abc import Iterator, Mapping, Sequence

from tasklist.app import cli, last_net, reading
from tasklist.app.cli import Desk
from tasklist.app.forms import Forms
from tasklist.app.reading import Received
from tasklist.files import outbox
from tasklist.model.finding import Finding, Topic
from tasklist.model.ledger import Ledger


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes: 1 when there is a blank or doubtful cell."""
    return cli.run(PARSER, argv, act)


def act(desk: Desk) -> int:
    """Print every cell in question, write one correction workbook per unit."""
    with desk.state() as connection, reading.known(desk) as kept:
        forms = Forms(desk.office.template, kept)
        received = reading.look(desk, connection).read(kept)
        _, (ledger, made) = last_net.enduring(received, lambda known: _shown(desk, forms, known))
        files = dict(made.values())
        folder = outbox.of_period(desk.period.id, outbox.CORRECTIONS)
        done = () if desk.dry else outbox.put_all(desk.home, connection, folder, files, desk.as_of)
    flagged = [one for one in ledger.findings if one.kind.topic is Topic.TEXT]
    # No blank or doubtful cell, but the unit is asked about it too.
    besides = [
        one for one in ledger.findings if one.kind.sent_back and one.unit in made and one.kind.topic is not Topic.TEXT
    ]
    desk.say(*_lines(ledger, flagged, besides), *(f"注意：{one.message}。" for put in done for one in put.findings))
    if files:
        desk.say(f"{'将生成' if desk.dry else '已生成'} {len(files)} 份退回补填表，在 {folder}/")
    desk.answer(
        {
            "period": desk.period.id,
            "as_of": desk.as_of.isoformat(),
            "findings": [cli.finding_json(one) for one in flagged],
            "folder": folder,
            "files": sorted(files),
        }
    )
    desk.show(folder)
    return int(bool(flagged))


def _shown(desk: Desk, forms: Forms, received: Received) -> tuple[Ledger, Mapping[str, tuple[str, bytes]]]:
    """The ledger, and the correction workbook of every unit that gets one."""
    ledger = received.ledger(desk.period)
    return ledger, forms.corrections(ledger, received.standing)


def _lines(ledger: Ledger, flagged: Sequence[Finding], besides: Sequence[Finding]) -> list[str]:
    name, units = ledger.period.name, len({one.unit for one in besides})
    more = f"另有 {units} 家欠材料或有内容要核对"
    if flagged:
        lines = [f"{name}有 {len(flagged)} 处需要处理：", *_by_unit(ledger, flagged)]
        return [*lines, f"{more}：", *_by_unit(ledger, besides)] if besides else lines
    none = f"{name}收到的表里没有空白或存疑的格子"
    return [f"{none}，{more}：", *_by_unit(ledger, besides)] if besides else [f"{none}。"]


def _by_unit(ledger: Ledger, findings: Sequence[Finding]) -> Iterator[str]:
    unit = ""
    for one in sorted(findings, key=lambda each: (ledger.plan.roster.order[each.unit], each.task or 0)):
        if one.unit != unit:
            unit = one.unit
            yield unit
        yield f"  [{one.severity.label}] {one.seen}"
        nowhere = "（没有这一行）" if one.task else "（没有收到）"
        yield f"      位置：{one.place or nowhere}　办法：{one.todo}"


if __name__ == "__main__":
    sys.exit(main())
