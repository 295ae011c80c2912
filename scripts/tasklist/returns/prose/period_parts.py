"""The periods of the parts of one file, by the lines that head them: 一、9月份补充：…, 二、10月份情况：…."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasklist.returns.belonging.file_words import FileWords
from tasklist.returns.prose import task_headings
from tasklist.text import task_numbers
from tasklist.text.period_lines import is_heading


@dataclass(frozen=True, slots=True)
class LinesOfPeriods:
    """The lines of a letter: `spans`, of each the periods it may be of where the letter has parts of several (none: as
    the letter); `heads`: those that say nothing but this.
    """

    spans: Sequence[tuple[str, ...]]
    heads: frozenset[int]


def of_lines(lines: Sequence[str], said: FileWords, whole: str, over: Sequence[int]) -> LinesOfPeriods:
    """Line by line, the periods the words are of. `whole`: that of the letter, which counts where one period is named;
    `over`: which line names the task of each.

    Above every heading, under one that names none, and inside the answer to a task they may be of any of them.
    """
    by_line = [said.headed(line) for line in lines]
    named = tuple(dict.fromkeys(span for span, _ in by_line if span))
    heads = frozenset(at for at, (_, alone) in enumerate(by_line) if alone and over[at] == task_headings.NONE)
    if not {*named} - {whole}:
        return LinesOfPeriods([()] * len(lines), heads)
    all_ = named if whole in (*named, "") else (*named, whole)
    now, found = named if whole in (*named, "") else (whole,), []
    for line, (span, _), task in zip(lines, by_line, over, strict=True):
        if span:
            now = (span,) if task == task_headings.NONE else tuple(dict.fromkeys((span, *all_)))
        elif is_heading(line) and not task_numbers.places(line):
            now = all_
        found.append(now)
    return LinesOfPeriods(found, heads)
