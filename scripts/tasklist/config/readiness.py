"""How a campaign is set up: who owes what because of which words, and every gap in it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.plan import Kind, Plan
from tasklist.model.tasks import Task
from tasklist.plan.responsible import responsible
from tasklist.plan.task_names import named
from tasklist.plan.tiers import MASTER, OFFICE, Tiers
from tasklist.plan.unit_names import Names
from tasklist.plan.unreached import unreached


def owners(plan: Plan, task: int) -> tuple[str, ...]:
    """The units that owe a task, in roster order."""
    return tuple(unit for unit, duties in plan.duties.items() if task in duties)


def why(plan: Plan, task: int) -> str:
    """The words of 责任单位 and the units each of them reached: 各卫生健康单位 → 甲、乙."""
    reached: dict[str, list[str]] = {}
    for unit, duties in plan.duties.items():
        if task in duties:
            reached.setdefault(duties[task], []).append(unit)
    return "；".join(f"{words} → {'、'.join(units)}" for words, units in reached.items())


def owed(plan: Plan, unit: str) -> Mapping[Kind, int]:
    """How many tasks, deliverables and quotas a unit owes, what it is exempt from left out."""
    campaign, gathers = plan.campaign, OFFICE in plan.roster.by_name[unit].groups
    spared = [each for each in campaign.waivers if each.unit == unit and each.until is None]

    def owes(task: int | None = None, name: str = "") -> bool:
        return not any(each.covers(task, name) for each in spared)

    return {
        Kind.TASKS: sum(owes(task=task) for task in plan.duties[unit]),
        Kind.DELIVERABLE: sum(unit in each.units and owes(name=each.name) for each in campaign.deliverables)
        + (gathers and owes(name=MASTER)),
        Kind.QUOTA: sum(unit in each.units and owes(name=each.name) for each in campaign.quotas),
    }


def findings(
    plan: Plan, losses: tuple[str, ...], calendar_gaps: tuple[Finding, ...], unsettled: Sequence[str] = ()
) -> Iterator[Finding]:
    """Every gap in the set-up: what the notice left open, phrases not understood, words that reach nobody, units
    nobody reaches, addresses.
    """
    yield from (finding("unsettled", f"通知里没有读准：{one}") for one in unsettled)
    yield from (finding("list_doubt", said) for said in plan.task_list.doubts)
    yield from _phrases(plan)
    yield from _past(plan)
    yield from _units(plan)
    yield from _tiers(plan)
    yield from _waivers(plan)
    yield from _mail(plan)
    for lost in losses:
        yield finding("template_loss", lost)
    yield from calendar_gaps


def _phrases(plan: Plan) -> Iterator[Finding]:
    """What of the list is not understood: each cause once, with all tasks it is said of."""
    causes: dict[tuple[str, str, str], list[Task]] = {}
    for task in plan.task_list.tasks:
        if task.deadline.ask:
            said = f"的完成时限“{task.deadline.text}”读不懂：{task.deadline.note or '没有日期'}"
            causes.setdefault(("deadline_unread", said, ""), []).append(task)
        for words in responsible.expand(task.responsible, plan.roster, plan.campaign.office).doubts:
            said = f"责任单位“{words}”：括号里的字没有认出指谁，现按括号前的单位计"
            todo = "如果另有所指，在名册里补上简称或改责任单位；否则不用改"
            causes.setdefault(("remark", said, todo), []).append(task)
        if not owners(plan, task.seq) and not task.responsible.strip():
            causes.setdefault(("nobody", "没有写责任单位", ""), []).append(task)
    for (code, said, todo), tasks in causes.items():
        yield _about(code, tasks, said, todo)
    for words, seqs in unreached_words(plan).items():
        tasks = [task for task in plan.task_list.tasks if task.seq in seqs]
        counted = "，现只算写明的" if _PARTLY in words else "没有落到任何单位"
        yield _about("nobody", tasks, f"责任单位里的“{words}”{counted}")


def _about(code: str, tasks: Sequence[Task], said: str, todo: str = "") -> Finding:
    """A finding of the list, with the tasks it is said of and, of many, how many they are."""
    return finding(code, f"{_listed(tasks)}{said}", task=tasks[0].seq if len(tasks) == 1 else None, todo=todo)


def _past(plan: Plan) -> Iterator[Finding]:
    """Documents due before the notice asked for them: a day without a year is read in the year of the notice."""
    for each in plan.campaign.deliverables:
        if each.due < plan.campaign.issued_on:
            said = f"{each.name}的日期 {each.due} 早于通知印发日期 {plan.campaign.issued_on}"
            yield finding("unsettled", said, todo="在 config.yaml 的 deliverables 里写明是哪一年的，或核对 issued_on")


def unreached_words(plan: Plan) -> Mapping[str, tuple[int, ...]]:
    """Words of 责任单位 that reach nobody, each once, with the tasks they stand in."""
    found: dict[str, tuple[int, ...]] = {}
    for task in plan.task_list.tasks:
        for words in unreached(plan, task):
            if words in plan.meant:
                continue
            found[words] = (*found.get(words, ()), task.seq)
    return found


_ASIDE = re.compile(r"（(?:可能是.{0,2000}|没有说明是哪些单位|没有写明是除谁以外|没有写明含不含.{0,2000})）$")
_PARTLY = "（没有写明含不含"
_CONTRARY = ("（既写明又排除）", "（写了除外，本不在其中）")
_NEAR_NAME, _FEW = 0.7, 4  # how like a unit's name an office must be to be offered; units named in a sentence
_MANY = 6  # tasks a sentence names without saying how many
_NEAR = 0.34  # how like a group's name words must be for the group to be offered


def open_words(plan: Plan) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Words of 责任单位 a person may answer by ticking units: the words, where they stand, the units they may mean."""
    groups = plan.roster.groups
    for words, seqs in unreached_words(plan).items():
        if words.endswith(_CONTRARY):
            continue
        said = _ASIDE.sub("", words)
        near = difflib.get_close_matches(said, groups, n=1, cutoff=_NEAR)
        tasks = [task for task in plan.task_list.tasks if task.seq in seqs]
        yield said, _listed(tasks), tuple(unit.name for group in near for unit in plan.roster.members(group))


def _listed(tasks: Sequence[Task]) -> str:
    """任务3、5 with, of many, how many they are; as the office calls them where they have names of their own."""
    if any(task.own_name for task in tasks):
        return named(tasks)
    many = f"（共{len(tasks)}项）" if len(tasks) > _MANY else ""
    return f"任务{'、'.join(str(task.seq) for task in tasks)}{many}"


def _units(plan: Plan) -> Iterator[Finding]:
    """What lacks in the roster: each cause once, with everybody it is said of."""
    lacks: dict[tuple[str, str, str], list[str]] = {}
    for unit in plan.roster.units:
        missing = "、".join(word for word, has in (("联络员", unit.contact), ("联系电话", unit.phone)) if not has)
        told = (
            ("idle", "没有任何应报项", "", not any(owed(plan, unit.name).values())),
            ("no_address", "没有邮箱", "", not unit.emails),
            ("no_address", f"没有{missing}", "在名册里补上", bool(missing)),
        )
        for code, said, todo, true in told:
            if true:
                lacks.setdefault((code, said, todo), []).append(unit.name)
    for (code, said, todo), units in lacks.items():
        if len(units) == 1:
            yield finding(code, said, unit=units[0], link="", todo=todo)
        else:
            yield finding(code, f"{len(units)}家单位{said}：{'、'.join(units)}", todo=todo)


def _tiers(plan: Plan) -> Iterator[Finding]:
    """Offices over units that are in no roster, or that are over one another in a circle."""
    tiers = Tiers(Names(plan.roster, plan.campaign.office))
    for office, units in tiers.unknown.items():
        near = difflib.get_close_matches(office, plan.roster.order, n=1, cutoff=_NEAR_NAME)
        meant = f"，是不是“{near[0]}”" if near else ""
        named = "、".join(units[:_FEW]) + (f"等{len(units)}家" if len(units) > _FEW else "")
        yield finding("superior", f"{named}的上级单位“{office}”不在名册里{meant}")
    for circle in tiers.circles:
        said = f"上级单位绕成了圈：{' → '.join((*circle, circle[0]))}"
        yield finding("superior", said, todo="在名册里改正其中一家的“上级单位”")


def _waivers(plan: Plan) -> Iterator[Finding]:
    """Exemptions and extensions of things the unit does not owe, or that give no more time."""
    campaign = plan.campaign
    things = {each.name: each.units for each in campaign.deliverables} | {
        each.name: each.units for each in campaign.quotas
    }
    things[MASTER] = tuple(unit.name for unit in plan.roster.members(OFFICE))
    for waiver in campaign.waivers:
        what = "延期" if waiver.until else "免报"
        if waiver.task is not None and waiver.task not in plan.duties[waiver.unit]:
            yield finding("waiver", f"任务{waiver.task}写了{what}，但它不用报这一项", unit=waiver.unit, link="的")
        elif waiver.name and waiver.unit not in things.get(waiver.name, ()):
            yield finding("waiver", f"{waiver.name}写了{what}，但它不用报这一项", unit=waiver.unit, link="的")
        elif waiver.until and waiver.until < campaign.issued_on:
            yield finding("waiver", f"延期到 {waiver.until}，早于通知印发日期", unit=waiver.unit, link="")


def _mail(plan: Plan) -> Iterator[Finding]:
    mail = plan.campaign.mail
    if not mail.report_to:
        yield finding("mail_setup", "没有写汇总报告发给谁", todo="在 config.yaml 的 mail.report_to 写上领导的邮箱")
    if mail.host and not mail.password_env:
        yield finding(
            "mail_setup", "写了发信服务器，没有写密码所在的环境变量", todo="在 config.yaml 写上 mail.password_env"
        )
