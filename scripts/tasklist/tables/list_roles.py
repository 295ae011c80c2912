"""What one column of an office's own list means, by its heading and what stands under it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tasklist.model.layout import AnswerKind, ListColumn, Role
from tasklist.tables.list_answers import ASIDE, SETTLED, answer_kind, usual_choices
from tasklist.tables.list_columns import ColumnFacts
from tasklist.tables.list_words import LISTS, WHAT
from tasklist.text.normalize import bare

_AIMED = re.compile(r"目标|任务|计划")
_SORTS = re.compile(r"(?:类别|类型|分类|种类)$")
_LAST = re.compile(r"上一?(?:期|周|月|季|年|阶段)|上一半年")  # 上半年 is a part of this year
_OTHERS = re.compile(
    r"由(?!各?(?:责任|填报|承办|牵头|本)?单位|各)[^）)]{1,10}(?:填|评|打分|赋分|核定)"
)  # 得分（由考核组填写）
_OWING = frozenset({"responsible", "lead", "undertaking", "cooperating", "person"})
_SLOTS = {
    Role.SEQ: "seq",
    Role.THEME: "theme",
    Role.LEAD: "lead",
    Role.RESPONSIBLE: "responsible",
    Role.DEADLINE: "deadline",
}


@dataclass(frozen=True, slots=True)
class SettledColumn:
    """What a person settled of a column in `campaign.columns`: its role, and of an answer its kind and the like."""

    role: Role
    kind: AnswerKind | None = None
    choices: tuple[str, ...] = ()
    needed: bool = False


Settled = Mapping[str, SettledColumn]  # bare heading → what was settled


def column_of(one: ColumnFacts, facts: Sequence[ColumnFacts], settled: Settled, doubts: list[str]) -> ListColumn:
    """The column of the layout these facts make; what a person should check goes to `doubts`."""
    told = settled.get(one.name) or (settled.get(bare(one.heading[-1])) if one.heading else None)
    if told:
        kind = (told.kind or AnswerKind.TEXT) if told.role is Role.ANSWER else None
        return _made(one, told.role, SETTLED, kind, told.choices, needed=told.needed)
    answer = _answer(one)
    if answer:
        return answer
    role, why = _role(one, facts)
    if role is Role.TASK and one.empty and any(each.role == one.role and each.filled for each in facts):
        role = Role.KEPT  # 需要说明的事项 beside 重点事项: nothing stands there that is to be done
    if role is Role.KEPT and one.heading and one.empty:
        others = _LAST.match(one.name) or _OTHERS.search(one.title)
        if one.role not in ("kept", "leader") and not others:
            doubts.append(f"“{one.title}”一栏是空的，没认出含义，先由单位填；不要填的，请在 campaign.columns 写成 照录")
            return _made(one, Role.ANSWER, "没有认出含义，下面是空的", AnswerKind.TEXT)
        doubts.append(f"“{one.title}”一栏是空的，不像由单位填，先照录；要单位填的，请在 campaign.columns 写明")
    if not one.heading and one.filled and role is Role.KEPT:
        doubts.append(f"{one.title}里有文字，先照录")
    return _made(one, role, why)


def _made(
    one: ColumnFacts,
    role: Role,
    why: str,
    kind: AnswerKind | None = None,
    choices: tuple[str, ...] = (),
    *,
    needed: bool = False,
    key: str = "",
) -> ListColumn:
    given = kind is AnswerKind.CHOICE and not choices
    return ListColumn(
        key or _SLOTS.get(role, ""), role, one.heading or ("",), why, kind,
        usual_choices(one.title) if given else choices, one.joint, needed,
    )  # fmt: skip


def _answer(one: ColumnFacts) -> ListColumn | None:
    """The column as one that units fill in, or None. Empty throughout is what tells it where words do not."""
    why = f"表头写着“{one.title}”"
    if _LAST.match(one.name) or _OTHERS.search(one.title):
        return None
    if one.role == "contact" and 2 * one.filled < len(one.texts):
        return _made(one, Role.ANSWER, why, AnswerKind.PERSON, key="contact")
    if one.role == "remark":
        return _made(one, Role.ANSWER, why, AnswerKind.TEXT, key="remark")
    kind = answer_kind(one)
    return _made(one, Role.ANSWER, f"{why}，下面是空的" if one.empty else why, kind) if kind else None


def _role(one: ColumnFacts, facts: Sequence[ColumnFacts]) -> tuple[Role, str]:
    why = f"表头写着“{one.title}”"
    numbered = any(each.role == "seq" for each in facts)
    if one.numbers and not numbered and one.role in ("task", "theme", ""):
        return Role.SEQ, f"“{one.title}”下面都是编号"
    if one.role == "contact":
        return Role.PERSON, f"{why}，清单已写明"
    if role := _named(one, facts):
        return role, why
    return Role.KEPT, "没有认出含义，照录"


def _named(one: ColumnFacts, facts: Sequence[ColumnFacts]) -> Role | None:
    """The role a column's words name. Where each line is a project, that is the task, and what is to be built of it
    how it is met.
    """
    if one.measures and one.role in ("responsible", "unit", "counted_in", ""):
        return Role.COUNTED_IN
    if role := _of_things(one, facts) or _by_contents(one, facts):
        return role
    if one.role in list(Role) and not (one.role == "leader" and one.empty):
        return Role(one.role)
    return Role.PROBLEM if ASIDE.search(one.name) and "问题" in one.name else None


def _by_contents(one: ColumnFacts, facts: Sequence[ColumnFacts]) -> Role | None:
    """The role of a column of sorts, of one that says when where no other does, of the steps a list has written."""
    if sorts(one) and one.filled:
        return Role.THEME
    scheduled = one.role in ("target", "progress") or one.spans
    if scheduled and one.dated and not any(each.role == "deadline" for each in facts):
        return Role.DEADLINE
    return Role.TARGET if one.role == "progress" else None  # 时序进度, 进度要求


def sorts(one: ColumnFacts) -> bool:
    """Does a heading only sort the lines: 问题类别, 整改类型?"""
    return bool(_SORTS.search(one.lowest))


def told_by_offices(facts: Sequence[ColumnFacts]) -> list[ColumnFacts]:
    """The columns; of several called 责任 those that name no unit mean what the rest of their heading says: 内容.

    Where no heading says who owes, the one column of unknown meaning that names units does: 执行机构.
    """
    alone = [one for one in facts if not one.role and one.filled and one.offices and one.heading]
    if len(alone) == 1 and not any(one.role in _OWING for one in facts):
        return [replace(one, role="responsible") if one is alone[0] else one for one in facts]
    named = [one for one in facts if one.role == "responsible"]
    if not any(one.offices for one in named):
        return list(facts)
    others = [one for one in named if one.filled and not one.offices]
    return [replace(one, role=_without(one, "责任")) if one in others else one for one in facts]


def _without(one: ColumnFacts, word: str) -> str:
    rest = one.lowest.replace(word, "")
    return LISTS.role(rest) or LISTS.perhaps(rest) or ""


def _asked_of(named: ColumnFacts, one: ColumnFacts) -> bool:
    """Does a column say what is asked of the things another one names: 资料名称 | 资料要求?"""
    return one.lowest.removesuffix("要求") == named.lowest.removesuffix("名称") != one.lowest


def _of_things(one: ColumnFacts, facts: Sequence[ColumnFacts]) -> Role | None:
    """The role of a column that names things, and of what is to be done of them, where each line is one."""
    projects = any(each.role == "project" and each.distinct for each in facts)
    if one.role == "project":
        return Role.TASK if projects else Role.THEME
    if one.role == "name":  # 路线名称, where nothing else says what is to be done than what is asked of it
        others = (each for each in facts if each.role in WHAT and each.role != "name")
        return Role.TASK if one.distinct and all(_asked_of(one, each) for each in others) else Role.KEPT
    if one.role == "task" and any(each.role == "name" and each.distinct and _asked_of(each, one) for each in facts):
        return Role.TARGET
    if one.role == "task" and projects:
        return Role.TARGET if _AIMED.search(one.name) else Role.MEASURE
    return None
