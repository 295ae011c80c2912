"""What a unit must do for a task in its role there: the lead consolidates, those who cooperate report to it."""

from __future__ import annotations

from collections.abc import Mapping

from tasklist.model.layout import Role
from tasklist.model.plan import Plan

_USUAL = {
    Role.LEAD: "汇总各配合单位的情况，填报本项的总体进展",
    Role.RESPONSIBLE: "填报本单位承担部分的进展",
    Role.UNDERTAKING: "填报本单位承办部分的进展",
    Role.COOPERATING: "填报本单位配合的部分，并报牵头单位汇总",
}


def duties(plan: Plan) -> Mapping[Role, str]:
    """Role → what those in it must do, for the roles that owe: in the office's own words (`campaign.duties`), or, where
    several roles do, the usual ones.
    """
    layout, told = plan.task_list.layout, dict(plan.campaign.duties)
    roles = [column.role for key in layout.owing if (column := layout.find(key))]
    usual = _USUAL if len(set(roles)) > 1 else {}
    found = {role: told.get(role, usual.get(role, "")) for role in roles}
    return {role: words for role, words in found.items() if words}


def duty(plan: Plan, unit: str, seq: int) -> str:
    """What a unit must do for a task: 配合，填报…并报牵头单位汇总（牵头单位：医政股）; empty where nothing is said."""
    layout, task = plan.task_list.layout, plan.task_list.find(seq)
    key = plan.parts.get(unit, {}).get(seq) or (layout.owing[0] if len(layout.owing) == 1 else "")
    column = layout.find(key) if key else None
    words = duties(plan).get(column.role, "") if column else ""
    if not (column and words and task):
        return ""
    lead = next((each for each in layout.columns if each.role is Role.LEAD), None)
    named = task.says(lead.key) if lead and column.role is not Role.LEAD else ""
    return f"{column.role.label.removesuffix('单位')}，{words}" + (f"（牵头单位：{named}）" if named else "")
