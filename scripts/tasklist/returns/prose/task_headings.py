"""Lines of a letter that hold nothing but the name or number of tasks: they head the lines below them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tasklist.text import line_numbers, task_numbers

NONE = -1  # no line heads it


def over(lines: Sequence[str], ends: Callable[[str], bool]) -> list[int]:
    """Line by line, which line is its heading, if any: the last label above it, unless a line between the two, or it,
    says by itself of which task it is, or `ends` what stands above it.
    """
    found: list[int] = []
    now = NONE
    for place, line in enumerate(lines):
        label = _is_label(line)
        if label or ends(line) or (now != NONE and _is_of_its_own(line, lines[now])):
            now = NONE
        found.append(now)
        now = place if label else now
    return found


def no_signature(over: Sequence[int]) -> list[bool]:
    """Which lines below headings are no signature, short as they are: the first below each, and all but the last's."""
    last = max(over, default=NONE)
    return [heading != NONE and (heading == place - 1 or heading != last) for place, heading in enumerate(over)]


def _is_label(line: str) -> bool:
    return task_numbers.is_label(line) or line_numbers.is_label(line)


def _is_of_its_own(line: str, heading: str) -> bool:
    """Does a line name its tasks, or bear a number as the heading itself is one?"""
    numbered = line_numbers.is_label(heading) and bool(line_numbers.label(line)[0])
    return numbered or bool(task_numbers.starts(line))
