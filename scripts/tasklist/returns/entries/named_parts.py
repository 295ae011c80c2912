"""A report written into a letter, part by part, each of which names its task: asked about once, as one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasklist.model.question import BESIDE, INSTEAD, NIL, PART_BY_PART
from tasklist.model.returns import Stray
from tasklist.returns.context import Context

_FEW = 3  # parts: fewer are soon answered one by one
_PLAIN = ((INSTEAD, BESIDE), (NIL,), (NIL, INSTEAD, BESIDE))  # ways of words that only say how a task stands


def as_named(strays: Sequence[Stray], context: Context, whence: str) -> Iterator[Stray]:
    """The parts of a letter, those that name a task each as one, unless a person wants to see each by itself.

    `whence`: what its words are called: 信里的话.
    """
    clear = [each for each in strays if _is_of_one_task(each, context)]
    tasks = tuple(task for each in clear for task in each.tasks)
    if len(clear) < _FEW or len({*tasks}) < len(tasks) or len({each.unit for each in clear}) > 1:
        yield from strays
        return
    names = "、".join(map(context.plan.task_list.name, tasks))
    reason = f"等{len(clear)}段{whence}，各写明一项任务：{names}"
    cells = tuple(cell for each in clear for cell in each.cells)
    joint = replace(clear[0], reason=reason, cells=cells, tasks=tasks, head="", parts=tuple(clear))
    split = context.decisions.get(joint.key) == PART_BY_PART
    yield from strays if split else (joint, *(each for each in strays if each not in clear))


def _is_of_one_task(stray: Stray, context: Context) -> bool:
    """Does a part say what was done for one task of its unit, or that nothing was, and no more?"""
    owed = context.plan.duties.get(stray.unit, {})
    one = len(stray.tasks) == 1 and stray.tasks[0] in owed
    return one and stray.ways in _PLAIN and not (stray.moves or stray.others or stray.spans)
