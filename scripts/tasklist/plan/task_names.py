"""The tasks a number may mean: the office's own, as it is printed beside them, or the one they are counted by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.model.tasks import Task, TaskList
from tasklist.text.normalize import fold, ordinal, printed_number

_NUMBER = r"[(]?(?:[0-9]{1,3}(?![0-9])|[一二三四五六七八九十]{1,3})(?:[.\-—–][0-9]{1,3}(?![0-9])){0,3}[)]?"
_MENTION = re.compile(rf"(?:任务|序号)(?P<said>{_NUMBER})|第(?P<item>{_NUMBER})[项条]")
_COUNTED = re.compile(r"(?:任务|第)?(?P<seq>[0-9]+)[项条号]?")


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
    return tuple(dict.fromkeys((*printed, *filter(None, (own,)))))


def mentioned(tasks: TaskList, text: str) -> Iterator[int]:
    """The tasks a sentence names by their numbers (任务3已完成, 第3.2项): every one that may be meant, each once."""
    seen: set[int] = set()
    for found in _MENTION.finditer(fold(text)):
        said = found["said"] or found["item"]
        first = re.match(r"[0-9]+", said)
        for task in called(tasks, said) or (called(tasks, first[0]) if first else ()):
            if task.seq not in seen:
                seen.add(task.seq)
                yield task.seq
