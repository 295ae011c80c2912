"""check: how every 完成时限 and 责任单位 was understood, what was not, and who owes how much."""

from __future__ import annotations

import sys

from run import VERBS
from tasklist.app import arguments

PARSER = arguments.parser("check", VERBS["check"])
if __name__ == "__main__":
    PARSER.parse_args()  # --help and a slip of the pen need nothing of what follows

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tasklist.agenda import runs
from tasklist.agenda.due_times import told
from tasklist.app import cli, questions
from tasklist.app.cli import Desk
from tasklist.config import new_home, readiness
from tasklist.config.holidays import unknown_years
from tasklist.files import atomic, outbox
from tasklist.mail import queue, servers
from tasklist.model.errors import UserError, cause
from tasklist.model.finding import Finding, Severity
from tasklist.model.finding_kinds import finding
from tasklist.model.layout import NINE
from tasklist.model.plan import Campaign, Kind, Plan
from tasklist.model.tasks import Task, TaskList
from tasklist.plan import periods, quotas
from tasklist.plan.decided import decided
from tasklist.plan.roles import duties
from tasklist.tables.list_layout import described
from tasklist.tables.unit_words import ANSWERS
from tasklist.text.display import shorten
from tasklist.views.forms.roster import Word, with_words
from tasklist.views.forms.template import losses


def main(argv: Sequence[str] | None = None) -> int:
    """Run the verb; see cli for the exit codes: 1 when something of the set-up must be mended."""
    return cli.run(PARSER, argv, act, writes=False)


def act(desk: Desk) -> int:
    """Print the readings, the duties and the gaps."""
    if desk.args.health:
        return _health(desk)
    with desk.state() as connection:
        plan = decided(desk.office.plan, questions.standing(connection, desk.as_of))
    desk = replace(desk, office=replace(desk.office, plan=plan))
    settings = desk.office.settings
    gaps = unknown_years(plan.campaign.calendar, plan.campaign.issued_on, desk.as_of.date())
    found = list(readiness.findings(plan, losses(desk.office.template), gaps, settings.document.unsettled))
    if desk.args.mail:
        found += servers.check(plan.campaign.mail)
    if desk.home == Path(arguments.ROOT) and not new_home.sample(desk.home):
        found.append(finding("in_program", f"这项工作的设置、清单或名册改在程序文件夹 {desk.home} 里"))
    asked = _ask(desk) if desk.args.ask else []
    desk.say(*_tasks(plan), "", *_units(desk), *_findings(found), *asked)
    desk.answer(as_json(desk, found))
    return int(any(one.severity is Severity.ERROR for one in found))


def _ask(desk: Desk) -> list[str]:
    """Put the words that reach nobody before the clerk, in the roster: a row a unit, a column for each, to tick."""
    plan, path = desk.office.plan, desk.office.settings.roster
    known = set(plan.roster.answers)
    open_words = [Word(said, where, near) for said, where, near in readiness.open_words(plan) if said not in known]
    if not open_words:
        return ["", "没有要在名册里打勾回答的责任单位说法。"]
    campaign = plan.campaign
    before = path.read_bytes()
    data = with_words(before, plan.roster, open_words, office=campaign.office, created=campaign.issued_on)
    try:
        atomic.save(path, data)
    except OSError as error:
        raise UserError(f"单位名册 {path} 写不进去（{cause(error)}），请关掉打开它的程序后再试。") from error
    kept = outbox.of_period("archive", "单位名册（打勾前）.xlsx")
    atomic.save(desk.home / kept, before, private=True)
    words = "、".join(f"“{each.said}”" for each in open_words)
    return ["", f"已在 {path.name} 的“{ANSWERS}”表里列出 {words}，请打开打勾、保存，再运行 check；原来的在 {kept}。"]


def _health(desk: Desk) -> int:
    """2 when a slot is overdue or a mail is not out: what whoever watches over the machine asks."""
    campaign = desk.office.plan.campaign
    with desk.state() as connection:
        late = (*runs.health(desk.home, campaign, desk.as_of), *queue.problems(connection))
    desk.say(*[one.message for one in late] or ["定时任务都按时做了，没有积压的邮件。"])
    desk.answer({"findings": [cli.finding_json(one) for one in late]})
    return 2 if late else 0


def _listed(plan: Plan) -> str:
    number = len(plan.task_list.tasks)
    return f"{number} 项任务" if number else "没有任务清单，只计报送材料和频次"


def _tasks(plan: Plan) -> list[str]:
    campaign = plan.campaign
    lines = [f"{campaign.title}　{_listed(plan)}，{len(plan.roster.units)} 家单位", *_columns(plan)]
    for task in plan.task_list.tasks:
        units = readiness.owners(plan, task.seq)
        lines.append(f"任务{task.seq}{_printed(task)}　{shorten(task.detail, 36)}")
        lines.append(f"  时限：{task.deadline.text or '（空）'} → {task.deadline.words}")
        lines += [f"  阶段：{day} 前　{shorten(clause, 40)}" for day, clause in task.stages]
        lines.append(f"  责任：{task.responsible} → {len(units)} 家：{shorten('、'.join(units), 60)}")
    lines += [f"材料　{each.name}：{each.due} 前，{len(each.units)} 家" for each in campaign.deliverables]
    lines += [
        f"频次　{each.name}：{quotas.rhythm(each)}至少 {each.at_least} 次，{len(each.units)} 家"
        for each in campaign.quotas
    ]
    lines += [f"步骤　{each.name}：到 {each.until}" for each in campaign.phases]
    return lines + [f"定时　{told(job)}" for job in campaign.schedule]


def _parts(campaign: Campaign, tasks: TaskList) -> Iterator[str]:
    """Of answer columns for one part of the year each: in which periods they are filled in, and until when."""
    year = campaign.issued_on.year
    rounds = periods.up_to(campaign, date(year, 12, 31), begin=date(year, 1, 1)) if tasks.layout.timed else ()
    for column in tasks.layout.timed:
        here = [
            period
            for period in rounds
            if any(each.heading == column.heading and not each.aside for each in tasks.layout.during(period.last).timed)
        ]
        if here:
            ids = here[0].id if len(here) == 1 else f"{here[0].id} 到 {here[-1].id}"
            yield f"“{column.title}”在报送期 {ids} 填，截止 {'、'.join(str(each.due.date()) for each in here)}"


def _columns(plan: Plan) -> list[str]:
    """How the columns of a list that is not the official one were understood, and whose words say who reports what."""
    campaign, tasks = plan.campaign, plan.task_list
    if tasks.layout == NINE:
        return []
    named = "、".join(column.title for key in tasks.layout.owing if (column := tasks.layout.find(key)))
    owing = "名册里的各单位" if tasks.layout.everybody else f"“{named}”一栏的单位"
    return [
        "各栏是这样理解的（认错的，在 config.yaml 的 campaign.columns 里写明）：",
        *(f"  {line}" for line in described(tasks.layout)),
        *(f"  {line}" for line in _parts(campaign, tasks)),
        f"  由{owing}填报（另有要求的，在 config.yaml 的 campaign.owes 里写明）",
        *(f"    {role.label}：{words}（另有要求的，写在 campaign.duties）" for role, words in duties(plan).items()),
        *(
            f"    campaign.duties 里写了“{role.label}”，这一栏的单位不填报，没有用上；要填报的写进 campaign.owes"
            for role, _ in campaign.duties
            if role not in duties(plan)
        ),
    ]


def _printed(task: Task) -> str:
    return f"（{task.own_name or f'清单序号 {task.number}'}）" if task.own_name or task.number else ""


_OWED = {Kind.TASKS: "项任务", Kind.DELIVERABLE: "份材料", Kind.QUOTA: "种频次"}


def _units(desk: Desk) -> list[str]:
    plan, lines = desk.office.plan, ["各单位应报："]
    for name in plan.roster.order:
        owed = readiness.owed(plan, name)
        parts = [
            f"{owed[kind]} {word}"
            for kind, word in _OWED.items()
            if owed[kind] or (kind is Kind.TASKS and plan.task_list.tasks)
        ]
        lines.append(f"  {name}：{'，'.join(parts) or '没有应报项'}")
    return lines


def _findings(found: Sequence[Finding]) -> list[str]:
    if not found:
        return ["", "没有发现问题。"]
    return ["", f"需要看一看的 {len(found)} 处："] + [
        f"  [{one.severity.label}] {one.message}；{one.todo}" for one in found
    ]


def as_json(desk: Desk, found: Sequence[Finding]) -> dict[str, object]:
    """The answer of --json, as DESIGN §4.8 has it."""
    plan = desk.office.plan
    own = plan.task_list.layout
    columns = [
        {
            "heading": column.title,
            "role": column.role.value,
            "kind": column.kind and column.kind.value,
            "why": column.why,
        }
        for column in own.columns
    ]
    return {
        **({"columns": columns} if own != NINE else {}),
        "tasks": [
            {
                "seq": task.seq,
                "deadline": {
                    "text": task.deadline.text,
                    "due": [day.isoformat() for day in task.deadline.due],
                    "start": task.deadline.start.isoformat() if task.deadline.start else None,
                    "ongoing": task.deadline.ongoing,
                    "every": task.deadline.every,
                    "ask": task.deadline.ask,
                    "note": task.deadline.note,
                    "words": task.deadline.words,
                },
                "units": list(readiness.owners(plan, task.seq)),
                "why": readiness.why(plan, task.seq),
            }
            for task in plan.task_list.tasks
        ],
        "units": [
            {
                "name": name,
                "owes": {
                    "tasks": readiness.owed(plan, name)[Kind.TASKS],
                    "deliverables": readiness.owed(plan, name)[Kind.DELIVERABLE],
                    "quotas": readiness.owed(plan, name)[Kind.QUOTA],
                },
            }
            for name in plan.roster.order
        ],
        "findings": [cli.finding_json(one) for one in found],
    }


if __name__ == "__main__":
    sys.exit(main())
