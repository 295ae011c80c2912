"""The tasks a number may mean: the office's own, as it is printed beside them, or the one they are counted by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tasklist.model.plan import Obligation
from tasklist.model.tasks import Task, TaskList
from tasklist.text import task_numbers
from tasklist.text.display import ranges, shorten
from tasklist.text.normalize import bare, fold, ordinal, printed_number

_COUNTED = re.compile(r"(?:任务|第)?(?P<seq>[0-9]+)[项条号]?")
_DASHED = re.compile(r"([^-—–]{1,9})[-—–]([^-—–]{1,9})")  # 1-5, where no task is printed so


_WORDS = 16  # characters of a task's text to know it by
_MANY = 6  # tasks named one by one in a sentence, where they have no numbers to run through


def named(tasks: Iterable[Task | Obligation]) -> str:
    """Several tasks as a sentence names them: 任务1—3、5, or as the office calls them: 措施编号1-1、措施编号3-2."""
    found = list(tasks)
    own = {task.seq if isinstance(task, Task) else task.task or 0: _own_name(task) for task in found}
    if not any(own.values()):
        return f"任务{ranges(own)}"
    names = [name or f"任务{seq}" for seq, name in sorted(own.items())]
    return "、".join(names[:_MANY]) + (f"等{len(names)}项" if len(names) > _MANY else "")


def task_words(task: Task) -> str:
    """A few words to know a task by: its text, and the problem it is a measure against, where that stands apart."""
    problem = next((text for key, text in task.cells if key.startswith("problem") and text.strip()), "")
    return f"{shorten(problem, _WORDS)}→{shorten(task.detail, _WORDS)}" if problem else shorten(task.detail, _WORDS)


def _own_name(task: Task | Obligation) -> str:
    if isinstance(task, Task):
        return task.own_name
    return "" if task.label == f"任务{task.task}" else task.label


def called(tasks: TaskList, said: str) -> tuple[Task, ...]:
    """The tasks a person may mean by a number (3, 3.2, （二）, 1-2): by what is printed, or by what they are counted.

    任务3 is how the program calls them; where one is counted so, no other is meant.
    """
    if itself := tuple(task for task in tasks.tasks if task.own_name and bare(task.own_name) == bare(said)):
        return itself
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
    """The tasks a sentence names by number (任务3已完成, 第3.2项, 任务1至5): every one that may be meant, once.

    Of a sentence that only names what it leaves out (除任务3外，其余任务…) they are all the others.
    """
    left_out, rest = task_numbers.but(text)
    without = set(_named(tasks, left_out))
    found = [seq for seq in dict.fromkeys(_named(tasks, rest)) if seq not in without]
    yield from found or ((task.seq for task in tasks.tasks if task.seq not in without) if without else ())


def _named(tasks: TaskList, text: str) -> Iterator[int]:
    for first, last in task_numbers.named(text):
        yield from (task.seq for task in _meant(tasks, first, last))


def _dotted(tasks: TaskList, said: str) -> list[str]:
    """The numbers of a list with dots between them (1.2.3), where no task is printed so and they rise."""
    if any("." in fold(task.number) for task in tasks.tasks):
        return []
    numbers = said.strip("()").split(".")
    plain = [int(each) for each in numbers if each.isascii() and each.isdigit()]
    return numbers if len(plain) == len(numbers) > 1 and plain == sorted({*plain}) else []


def _meant(tasks: TaskList, first: str, last: str) -> tuple[Task, ...]:
    """The tasks of a number, or of all from one to another."""
    found = called(tasks, first)
    dashed = _DASHED.fullmatch(first) if not found and not last else None
    if dashed:
        first, last = dashed.groups()
        found = called(tasks, first)
    if not found and not last and (listed := _dotted(tasks, first)):
        return tuple(task for number in listed for task in called(tasks, number))
    whole = re.match(r"[0-9]+", first)
    found = found or (called(tasks, whole[0]) if whole else ())
    ends = called(tasks, last) if last else ()
    if len(found) == len(ends) == 1 and found[0].seq < ends[0].seq:
        return tuple(task for task in tasks.tasks if found[0].seq <= task.seq <= ends[0].seq)
    return (*found, *ends)
