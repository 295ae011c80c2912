"""The words of 责任单位 that reach nobody and must be asked about; a person named beside his unit is none of them."""

from __future__ import annotations

import re

from tasklist.model.plan import Plan
from tasklist.model.tasks import Task
from tasklist.plan.responsible import responsible

_WITH_PERSON = re.compile(r"(?:及|和|与|、|/).{0,2}(?:责任人|负责人|领导|责任同志|联系人)")  # 责任部门及责任人
_BEHIND = re.compile(r"\s([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])")
_PERSON = re.compile(
    r"[\u4e00-\u9fff]{1,2}某{1,2}|[\u4e00-\u9fff]{2,3}(?<![股室科处院所站队办委部局会组校馆司心位镇乡])"
)


def unreached(plan: Plan, task: Task) -> tuple[str, ...]:
    """Words that reach no unit. Where the heading asks for unit and person, a name behind a unit is a person's."""
    reach = responsible.expand(task.responsible, plan.roster, plan.campaign.office)
    columns = filter(None, map(plan.task_list.layout.find, plan.task_list.layout.owing))
    if not reach.units or not any(_WITH_PERSON.search(column.title) for column in columns):
        return reach.unreached
    behind = _BEHIND.findall(task.responsible)
    return tuple(words for words in reach.unreached if not (words in behind and _PERSON.fullmatch(words)))
