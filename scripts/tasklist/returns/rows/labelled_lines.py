"""One cell in which a unit answers several tasks, each piece on a line of its own under 任务3：."""

from __future__ import annotations

import re
from collections.abc import Callable

_LABEL = re.compile(
    r"^[ \u3000]{0,4}任务[ ]?([0-9一二三四五六七八九十]{1,4}(?:[.．-][0-9]{1,3}(?![0-9])){0,3})[ ]?[:：、.．]",
    re.MULTILINE,
)
Pieces = tuple[tuple[int, str], ...]


def named(text: str, number: Callable[[str], int | None]) -> set[int]:
    """The tasks that lines of a text begin with."""
    return {task for each in _LABEL.finditer(text) if (task := number(each[1])) is not None}


def unknown(text: str, number: Callable[[str], int | None]) -> tuple[str, ...]:
    """The labels of a text in which several lines begin with one that is no number of the list: 任务3, 任务4."""
    labels = [each[1] for each in _LABEL.finditer(text)]
    strange = [label for label in labels if number(label) is None]
    return tuple(f"任务{label}" for label in strange) if len(strange) > 1 else ()


def pieces(text: str, number: Callable[[str], int | None]) -> Pieces:
    """(task, words) of each piece in order, empty words too. `number`: the task a printed number means.

    Nothing when the text does not begin with such a label, names one task only or one twice, or none that is known.
    """
    found = list(_LABEL.finditer(text))
    tasks = [number(each[1]) for each in found]
    if not found or text[: found[0].start()].strip() or None in tasks or len(set(tasks)) < max(len(tasks), 2):
        return ()
    ends = [*(each.start() for each in found[1:]), len(text)]
    words = [text[each.end() : end].strip() for each, end in zip(found, ends, strict=True)]
    return tuple((task, said) for task, said in zip(tasks, words, strict=True) if task is not None)
