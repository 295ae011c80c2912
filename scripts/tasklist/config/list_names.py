"""What an office calls the lines of its own list: by the number it printed beside them, else by their words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from tasklist.model.layout import Layout
from tasklist.model.tasks import Task
from tasklist.text.display import shorten

_NUMBER = re.compile(r"号|编码|代码|序|no", re.IGNORECASE)
_CHAPTER, _TEXT = 14, 16  # characters of a chapter and of a line's text by which it is told apart


def with_own_names(tasks: tuple[Task, ...], layout: Layout) -> tuple[Task, ...]:
    """The tasks, each with the shortest of these names that no other has; none where 任务N says what is printed.

    措施编号3-2; “一、党的建设”序号2 where numbers begin anew in each chapter; “制定学习计划” where there are none.
    """
    column = layout.find("seq")
    if column and not any(task.number for task in tasks):
        return tasks
    heading = column.title if column and _NUMBER.search(column.title) else "序号"

    def by_number(task: Task) -> str:
        return f"{heading}{task.number}" if task.number else ""

    def in_chapter(task: Task) -> str:
        chapter = f"“{shorten(task.themes[0], _CHAPTER)}”" if task.themes else ""
        return f"{chapter}{by_number(task)}" if task.number else ""

    def by_text(task: Task) -> str:
        return f"{by_number(task)}“{shorten(task.detail, _TEXT)}”"

    named: list[str] = [""] * len(tasks)
    for way in (by_number, in_chapter, by_text):
        _name(named, tasks, way)
    return tuple(replace(task, own_name=name) for task, name in zip(tasks, named, strict=True))


def _name(named: list[str], tasks: Sequence[Task], way: Callable[[Task], str]) -> None:
    """Give those without a name the one they alone have in this way."""
    names = list(map(way, tasks))
    times = Counter(names)
    for place, name in enumerate(names):
        if name and not named[place] and times[name] == 1:
            named[place] = name
