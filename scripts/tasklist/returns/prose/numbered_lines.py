"""The tasks that lines of a letter mean by a bare number before them: 3、…, （四）…, 6-8项.

Such a number may as well only count the lines. It is a task's where the words are the task's, too, or where the numbers
of all lines are such as the list has and a mere count has not; else the line may be of any task.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasklist.plan.speakers import Speech
from tasklist.plan.task_names import called, mentioned
from tasklist.returns.context import Context
from tasklist.returns.rows.task_matching import lone_numbers
from tasklist.substance.extension import told_apart
from tasklist.text import line_numbers


def apart(text: str) -> list[str]:
    """What a text says of tasks, one after the other, by their names and by the numbers of its lines."""
    return [part for each in told_apart(text) for part in line_numbers.parts(each)]


def numbered(said: Sequence[Speech], context: Context) -> list[tuple[int, ...]]:
    """The tasks each part of a letter is about, by what it names or by its number."""
    listed = context.plan.task_list
    named = [tuple(mentioned(listed, each.text)) for each in said]
    bare = [() if tasks else _tasks(each, context) for each, tasks in zip(said, named, strict=True)]
    by_unit: dict[str, list[int]] = {}
    for each, tasks in zip(said, bare, strict=True):
        by_unit.setdefault(each.units[0], []).extend(tasks)
    trusted = {unit: lone_numbers(tasks, tuple(context.plan.duties.get(unit, ()))) for unit, tasks in by_unit.items()}
    found = []
    for each, tasks, numbers in zip(said, named, bare, strict=True):
        unit = each.units[0]
        meant = all(trusted[unit](task) or context.matcher.shares(each.words, task) for task in numbers)
        found.append(tasks or (numbers if meant else ()))
    return found


def _tasks(said: Speech, context: Context) -> tuple[int, ...]:
    """The tasks a line's number may mean; none where one of them is no task."""
    pairs, _ = line_numbers.label(said.words)
    ends = [tuple(_called(each, context)) for pair in pairs for each in pair if each]
    if not pairs or not all(len(each) == 1 for each in ends):
        return ()
    return tuple(dict.fromkeys(task for pair in pairs for task in _between(*pair, context)))


def _between(first: str, last: str, context: Context) -> Iterator[int]:
    (begin,) = _called(first, context)
    (end,) = _called(last, context) if last else (begin,)
    yield from (task.seq for task in context.plan.task_list.tasks if begin <= task.seq <= end)


def _called(number: str, context: Context) -> Iterator[int]:
    yield from (task.seq for task in called(context.plan.task_list, number))
