"""why UNIT TASK: the life of one cell, every version, file, time, verdict and rule."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("why", VERBS["why"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

import re
from collections.abc import Iterable, Sequence
from datetime import date

from tasklist.app import cli, last_net, reading, upward
from tasklist.app.cli import Desk
from tasklist.ledger import history, thing_life, upward_told
from tasklist.model.errors import UserError
from tasklist.model.plan import Kind, Plan
from tasklist.model.returns import Return
from tasklist.model.tasks import Task
from tasklist.model.upward import UpwardReport
from tasklist.plan import periods
from tasklist.plan.task_names import called
from tasklist.plan.unit_names import Names
from tasklist.text.display import shorten, visible
from tasklist.text.normalize import bare, number, ordinal

UPWARD = "上报稿"  # asked for in place of a unit
_MOST = 5  # names offered when several are meant


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes."""
    return cli.run(PARSER, argv, act, writes=False)


def act(desk: Desk) -> int:
    """Find the unit and the task, and tell the story."""
    plan = desk.office.plan
    paper = bare(desk.args.unit) == UPWARD
    unit, thing = "" if paper else named_unit(plan, desk.args.unit), "" if paper else named_thing(plan, desk.args.task)
    if thing:
        return _of_a_thing(desk, unit, thing)
    task, taken = named_task(plan, desk.args.task, unit)
    with desk.state() as connection, reading.known(desk) as kept:
        received = reading.look(desk, connection).read(kept)
        received, ledger = last_net.enduring(received, lambda known: known.ledger(desk.period))
        if paper:
            return _of_the_paper(desk, upward.report(connection, ledger, desk.office.words), task)
    life = history.life(ledger, unit, task)
    others = _other_periods(received.returns, life)
    lines = (*taken, *history.told(life))
    if others:
        lines += ("", f"别的报送期也收到过这一项：{'、'.join(others)}。要看就加 --period {others[-1]}。")
    desk.say(*lines)
    desk.answer(as_json(life) | {"other_periods": list(others), "life": list(lines)})
    return 0


def _of_a_thing(desk: Desk, unit: str, name: str) -> int:
    """Tell of a document or counted item."""
    with desk.state() as connection, reading.known(desk) as kept:
        received = reading.look(desk, connection).read(kept)
        _, ledger = last_net.enduring(received, lambda known: known.ledger(desk.period))
    lines = thing_life.told(ledger, unit, name)
    desk.say(*lines)
    desk.answer({"unit": unit, "name": name, "period": ledger.period.id, "life": list(lines)})
    return 0


def _of_the_paper(desk: Desk, report: UpwardReport, task: Task) -> int:
    """Tell where every word of a task's row in 上报稿 is from."""
    row = report.find(task.seq)
    if row is None:
        raise UserError(f"上报稿里没有任务{task.seq}。")
    desk.say(*upward_told.told(report, row))
    desk.answer(upward_told.as_json(report, row))
    return 0


# --- whom and what was asked for ------------------------------------------------------------------


def named_unit(plan: Plan, asked: str) -> str:
    """The one unit meant: its name, an alias, or a part of one. Raises UserError that names the likely ones."""
    names = Names(plan.roster, plan.campaign.office)
    meant = names.meant(asked)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise UserError(f"“{visible(asked)}”可能是{_some(meant, '家')}，请写全称或简称。")
    likely = names.likely(asked)
    hint = f"，最像的是{_some(likely, '家')}" if likely else "，请写名册里的全称或简称"
    if number(asked) is not None:
        hint = "，请先写单位、再写任务，如：why 人民医院 3"
    raise UserError(f"名册里没有“{visible(asked)}”这个单位{hint}。")


def named_thing(plan: Plan, asked: str) -> str:
    """The document or counted item called so, or the only one with these words when no task has them; else empty."""
    names, words = _things(plan), bare(asked)
    exact = [name for name in names if bare(name) == words]
    if exact or any(words in bare(task.detail) for task in plan.task_list.tasks) or number(asked) is not None:
        return next(iter(exact), "")
    within = [name for name in names if words and words in bare(name)]
    return within[0] if len(within) == 1 else ""


def _things(plan: Plan) -> list[str]:
    campaign = plan.campaign
    return [*(each.name for each in campaign.deliverables), *(each.name for each in campaign.quotas)]


def named_task(plan: Plan, asked: str, unit: str = "") -> tuple[Task, tuple[str, ...]]:
    """The one task meant: by number (3, 三, 任务3, 第3项, or the list's own: 3.2, （二）), else by words of its text
    (a number among them: 120); and what is to be said of why. Of several the one the unit owes is meant.

    Raises UserError when there is none or more than one.
    """
    tasks = plan.task_list.tasks
    seq = number(asked.strip().removeprefix("任务").removeprefix("第").rstrip("项条号"))
    words = bare(asked)
    apart = re.compile(re.escape(words) if seq is None else rf"(?<!\d){re.escape(words)}(?!\d)")  # 12 is not 120
    numbered = called(plan.task_list, asked) or tuple(task for task in tasks if task.seq == seq)
    meant = numbered or tuple(task for task in tasks if words and apart.search(bare(task.detail)))
    owed = tuple(task for task in meant if task.seq in plan.duties.get(unit, ()))
    if len(meant) == 1:
        return meant[0], _by_count(plan, asked, meant[0]) if numbered else ()
    where = "清单里序号是" if numbered else "任务原文里有"
    if len(owed) == 1:
        others = _some([_shown(task) for task in meant if task is not owed[0]], "项")
        return owed[0], (
            f"{where}“{visible(asked)}”的有{len(meant)}项，{unit}承担的只有{_shown(owed[0])}，下面说的是它；"
            f"别的是{others}，要看哪一项就写“任务”加它的号。",
        )
    if meant:
        likely = _some([_shown(task) for task in owed or meant], "项")
        whose = f"，其中{unit}承担的" if 0 < len(owed) < len(meant) else ""
        first = f"任务{(owed or meant)[0].seq}"
        raise UserError(f"{where}“{visible(asked)}”的有{len(meant)}项{whose}：{likely}，请写是哪一项，如：{first}。")
    known = f"任务序号是 {tasks[0].seq} 到 {tasks[-1].seq}" if tasks else "清单里还没有任务"
    things = _things(plan)
    others = f"；材料和频次写名称：{_some(things, '项')}" if things else ""
    raise UserError(f"任务清单里没有“{visible(asked)}”，{known}，写序号或任务原文里的几个字都行{others}。")


def _shown(task: Task) -> str:
    """A task by the number to ask for it with, what the office calls it, and its text."""
    own = f"，{task.own_name}" if task.own_name else ""
    return f"任务{task.seq}（{shorten(task.detail, 16)}{own}）"


def _by_count(plan: Plan, asked: str, task: Task) -> tuple[str, ...]:
    """What is to be said when a bare number is none the list prints: it was taken as the one tasks are counted by."""
    bare_number = not asked.strip().startswith("任务")
    printed = any(each.number for each in plan.task_list.tasks)
    if not printed or not bare_number or number(asked) != task.seq or ordinal(task.number) == task.seq:
        return ()
    return (f"清单里没有印着“{visible(asked)}”的序号，按从头数的第{task.seq}项来看：{_shown(task)}。",)


def _some(names: Sequence[str], measure: str) -> str:
    listed = "、".join(f"“{name}”" for name in names[:_MOST])
    return listed if len(names) <= _MOST else f"{listed}等{len(names)}{measure}"


def _other_periods(returns: Iterable[Return], life: history.Life) -> tuple[str, ...]:
    """The other periods in which something came for this cell, oldest first."""
    mine = (life.unit, Kind.TASKS, life.task.seq)
    entries = (entry for each in returns for entry in each.entries)
    found = {entry.span for entry in entries if (entry.unit, entry.kind, entry.task) == mine}
    return tuple(sorted(found - {life.ledger.period.id}, key=lambda span: (_opens(life.ledger.plan, span), span)))


def _opens(plan: Plan, span: str) -> date:
    """The first day of a period; one the config no longer has comes before all others."""
    campaign = plan.campaign
    found = periods.by_id(campaign, span)
    return found.opens if found else date.min


# --- for programs ---------------------------------------------------------------------------------


def as_json(life: history.Life) -> dict[str, object]:
    """The answer of --json; `versions` of a field are oldest first, and one of them stands."""
    line = life.line
    return {
        "period": life.ledger.period.id,
        "as_of": life.ledger.as_of.isoformat(),
        "unit": life.unit,
        "task": life.task.seq,
        "status": line.status.value if line else None,
        "versions": {name: [_version(each) for each in versions] for name, versions in life.versions.items()},
    }


def _version(each: history.Version) -> dict[str, object]:
    entry, lost = each.entry, each.lost
    return {
        "text": entry.text,
        "file": entry.place.file,
        "sheet": entry.place.sheet,
        "cell": entry.place.cell,
        "opens": each.opens.file,
        "sha256": entry.stamp.sha256,
        "received": entry.stamp.received.isoformat(),
        "office": entry.office,
        "stands": lost is None,
        "rule": lost.rule if lost else None,
        "same_text": lost.equal if lost else None,
    }


if __name__ == "__main__":
    sys.exit(main())
