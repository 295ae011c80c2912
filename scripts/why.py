"""why UNIT TASK: the life of one cell, every version, file, time, verdict and rule."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tasklist import cli, loader, story
from tasklist.cli import Desk
from tasklist.errors import UserError
from tasklist.identity import Names
from tasklist.wording import number


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes."""
    made = cli.parser("why", "查一个格子的来历：哪些版本、何时收到、怎样判定、为什么是这个结果。", writes=False)
    made.add_argument("unit", metavar="单位", help="单位全称或简称")
    made.add_argument("task", metavar="任务", help="任务序号")
    made.set_defaults(dry_run=True)  # asking changes nothing
    return cli.run(made, argv, act, writes=False)


def act(desk: Desk) -> int:
    """Find the unit and the task, and tell the story."""
    plan = desk.office.plan
    asked = desk.args.unit
    units = Names(plan.roster, plan.campaign.office).named(asked) or tuple(
        unit.name for unit in plan.roster.units if any(asked in name for name in (unit.name, *unit.aliases))
    )
    if len(units) != 1:
        found = f"可能是{'、'.join(units)}" if units else f"名册里有：{'、'.join(list(plan.roster.order)[:12])}……"
        raise UserError(f"“{desk.args.unit}”不能确定是哪个单位，{found}。")
    task = number(desk.args.task.removeprefix("任务"))
    if task is None or plan.task_list.find(task) is None:
        raise UserError(f"没有任务“{desk.args.task}”，任务序号是 1 到 {len(plan.task_list.tasks)}。")
    with desk.state() as connection:
        returns, found_ = loader.read_inbox(desk.office, connection, desk.as_of, cli.progress, keep=False)
    ledger = loader.build_ledger(desk.office, returns, desk.period, desk.as_of, found_)
    text = story.life(ledger, units[0], task)
    desk.say(text)
    desk.answer({"period": desk.period.id, "unit": units[0], "task": task, "life": text.splitlines()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
