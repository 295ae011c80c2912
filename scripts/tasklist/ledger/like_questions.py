"""Questions that one answer can serve, asked in one row: the same words of a unit in several rows, the same answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tasklist.model.question import Question
from tasklist.model.tasks import TaskList
from tasklist.plan.task_names import named


def together(asked: Iterable[Question], listed: TaskList) -> tuple[Question, ...]:
    """The questions, those that are alike as one in the place of the first."""
    groups: dict[object, list[Question]] = {}
    for one in asked:
        alike = (one.doubt, one.unit, one.span, one.name, one.words, one.options)
        groups.setdefault(alike if one.words and one.task else one.key, []).append(one)
    return tuple(_joint(each, listed) for each in groups.values())


def _joint(several: list[Question], listed: TaskList) -> Question:
    first = several[0]
    if len(several) == 1:
        return first
    tasks = [task for one in several if one.task and (task := listed.find(one.task))]
    seen = f"{first.seen}；{named(tasks)}都是这句话，一个答案管{len(several)}处"
    return replace(first, seen=seen, like=tuple(several))
