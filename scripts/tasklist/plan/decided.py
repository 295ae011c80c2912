"""What a person decided of the plan: days for phrases that name none, units for words that reach nobody, more time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tasklist.model.plan import Plan, Waiver
from tasklist.model.question import AGREED, NOBODY, Decision, Doubt
from tasklist.model.tasks import Task
from tasklist.plan.deadlines.deadlines import read_deadline
from tasklist.plan.obligations import build_plan

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def decided(plan: Plan, decisions: Sequence[Decision]) -> Plan:
    """The plan with the decisions about 完成时限, 责任单位 and extensions in it; the same when there are none."""
    by_key = {one.key: one.answer for one in decisions}
    tasks = tuple(
        _dated(plan, task, by_key.get(Doubt.DEADLINE.about(task.deadline.text), "")) for task in plan.task_list.tasks
    )
    meant = {
        one.question.name: () if one.answer == NOBODY else tuple(one.answer.split("、"))
        for one in decisions
        if one.question.doubt is Doubt.RESPONSIBLE
    }
    waivers = tuple(waiver for one in decisions if (waiver := _extension(one)))
    if not (meant or waivers or tasks != plan.task_list.tasks):
        return plan
    campaign = replace(plan.campaign, waivers=(*plan.campaign.waivers, *waivers))
    return build_plan(campaign, plan.roster, replace(plan.task_list, tasks=tasks), meant)


def _dated(plan: Plan, task: Task, answer: str) -> Task:
    if not (answer and task.deadline.ask):
        return task
    campaign = plan.campaign
    return replace(task, deadline=read_deadline(task.deadline.text, campaign.issued_on, campaign.calendar, answer))


def _extension(one: Decision) -> Waiver | None:
    """The extension a person granted, of one thing of a unit or of its report of one period."""
    asked, day = one.question, _DAY.search(one.answer)
    if asked.doubt is not Doubt.EXTENSION or not one.answer.startswith(AGREED) or not day:
        return None
    span = "" if asked.name else asked.span
    return Waiver(asked.unit, "单位申请，经办人同意", asked.task, asked.name, date.fromisoformat(day[0]), span)
