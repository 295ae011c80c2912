"""The tasks a number may mean: the office's own, as it is printed beside them, or the one they are counted by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.model.tasks import Task, TaskList
from tasklist.text import task_numbers
from tasklist.text.normalize import fold, ordinal, printed_number

_COUNTED = re.compile(r"(?:任务|第)?(?P<seq>[0-9]+)[项条号]?")
_DASHED = re.compile(r"([^-—–]{1,9})[-—–]([^-—–]{1,9})")  # 1-5, where no task is printed so


def called(tasks: TaskList, said: str) -> tuple[Task, ...]:
    """The tasks a person may mean by a number (3, 3.2, （二）, 1-2): by what is printed, or by what they are counted.

    任务3 is how the program calls them; where one is counted so, no other is meant.
    """
    counted = _COUNTED.fullmatch(fold(said))
    own = next((task for task in tasks.tasks if counted and task.seq == int(counted["seq"])), None)
    if own and fold(said).startswith("任务"):
        return (own,)
    wanted, plain = printed_number(said), ordinal(said)
    numbered = [task for task in tasks.tasks if task.number]
    printed = [task for task in numbered if printed_number(task.number) == wanted]
    printed = printed or [task for task in numbered if plain is not None and ordinal(task.number) == plain]
    if not printed:
        own = own or next((task for task in tasks.tasks if task.seq == plain), None)
    return tuple(dict.fromkeys((*printed, *filter(None, (own,)))))


def mentioned(tasks: TaskList, text: str) -> Iterator[int]:
    """The tasks a sentence names by number (任务3已完成, 第3.2项, 任务1至5): every one that may be meant, once."""
    seen: set[int] = set()
    for first, last in task_numbers.named(text):
        for task in _meant(tasks, first, last):
            if task.seq not in seen:
                seen.add(task.seq)
                yield task.seq


def _meant(tasks: TaskList, first: str, last: str) -> tuple[Task, ...]:
    """The tasks of a number, or of all from one to another."""
    found = called(tasks, first)
    dashed = _DASHED.fullmatch(first) if not found and not last else None
    if dashed:
        first, last = dashed.groups()
        found = called(tasks, first)
    whole = re.match(r"[0-9]+", first)
    found = found or (called(tasks, whole[0]) if whole else ())
    ends = called(tasks, last) if last else ()
    if len(found) == len(ends) == 1 and found[0].seq < ends[0].seq:
        return tuple(task for task in tasks.tasks if found[0].seq <= task.seq <= ends[0].seq)
    return (*found, *ends)
