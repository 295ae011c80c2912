"""Words that say an answer stands at another task than it is of (任务6的内容写错行了，应填在任务5): only offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tasklist.model.tasks import TaskList
from tasklist.model.told import Move
from tasklist.plan.task_names import mentioned
from tasklist.text import task_numbers
from tasklist.text.normalize import fold

_SWAPPED = re.compile(
    r"[填写报放贴录弄搞]?(?:反|颠倒)了?|互换|对调|调换|换(?:一下|过来)|(?:[填写报]串|串行)了?|(?:顺序|次序|位置)[^。；]{0,4}(?:倒|错)"
)
# Between the two tasks: the words are of the one before, and stand by mistake at the one behind.
_STANDS_AT = re.compile(
    r"(?:误|错|不小心|写|填|报|录|放|贴|串|跑|落){1,4}[错了]{0,2}(?:到|在|进|成|入|至)(?:了)?(?:第|清单|表[里中]?的?)?"
)
_BELONGS = re.compile(
    r"应|移|挪|改[到为在填至]|调[整到至]|转[到至]|放到|归|其实|实际|才是|本[来是]|属于|[写填报]的是|[写填]成了|是$"
)
_WRONG = re.compile(
    r"[错误串]|[填写放贴录][到在进]|应|移|挪|改[到在填至]|调[整到至]|转[到至]|归|其实|实际|本来|属于|才是|反|颠倒|互换|对调|调换|换过来|换一下"
)


def moves(text: str, listed: TaskList) -> tuple[Move, ...]:
    """What a text asks to be put from one task to another, the likeliest first; nothing where it asks no such thing."""
    named = list(_named(text, listed))
    tasks = tuple(dict.fromkeys(task for _, _, several in named for task in several))
    said = fold(text)
    if len(tasks) != 2 or not _WRONG.search(said):
        return ()
    first, second = tasks
    if _SWAPPED.search(said):
        return (Move(first, second, both=True), Move(first, second), Move(second, first))
    ones = [(begin, end, several[0]) for begin, end, several in named if len(several) == 1]
    pairs = pairwise(ones)
    between = next((fold(text[end:begin]) for (_, end, one), (begin, _, other) in pairs if one != other), "")
    there = _BELONGS.search(between)
    astray = not there and bool(_STANDS_AT.search(between))
    if not (there or astray):
        return ()
    likely, other = Move(first, second), Move(second, first)
    return (other, likely) if astray else (likely, other)


def _named(text: str, listed: TaskList) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Where a text names tasks, and which."""
    for begin, end in task_numbers.places(text):
        if several := tuple(dict.fromkeys(mentioned(listed, text[begin:end]))):
            yield begin, end, several
