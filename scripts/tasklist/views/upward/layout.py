"""What the workbook and the Word document of 上报稿 share: its lines of office and day, and how 重点任务 is merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasklist.model.tasks import Task
from tasklist.model.upward import UpwardReport
from tasklist.tables import marks
from tasklist.views.style import CHAR_POINTS, full_height

LEVELS = 2  # columns of 重点任务


@dataclass(frozen=True, slots=True)
class ThemeSpan:
    """One merged cell of 重点任务: the tasks `first`…`last` (0-based), the levels `left`…`right`, its words."""

    first: int
    last: int
    left: int
    right: int
    text: str


def theme_spans(tasks: Sequence[Task]) -> Iterator[ThemeSpan]:
    """The cells of 重点任务 over these tasks, left to right and top down; a theme of one level takes both columns."""
    rows = list(enumerate(map(_levels, tasks)))
    for outer, group in groupby(rows, key=lambda row: (row[1][0], len(row[1]))):
        same = list(group)
        if outer[1] == 1:
            yield ThemeSpan(same[0][0], same[-1][0], 0, LEVELS - 1, outer[0])
            continue
        yield ThemeSpan(same[0][0], same[-1][0], 0, 0, outer[0])
        for inner, below in groupby(same, key=lambda row: row[1][1]):
            under = list(below)
            yield ThemeSpan(under[0][0], under[-1][0], 1, LEVELS - 1, inner)


def _levels(task: Task) -> tuple[str, ...]:
    outer, *inner = task.themes or ("",)
    return (outer, " / ".join(inner)) if inner else (outer,)


def about(report: UpwardReport) -> tuple[str, str]:
    """Who reports and for which period; the day it is filled in."""
    day = report.as_of
    office = f"{marks.UNIT_LABEL}{report.office}　　{marks.PERIOD_LABEL}{report.period.name}"
    return office, f"填报日期：{day.year}年{day.month}月{day.day}日"


_RUN = re.compile("[!-~]+")  # what a program breaks only where a column has no room for it
_BROAD = 1.3  # times as wide as half a character are the digits of a font that stands in
_WIDEST, _LEAST = 18.0, 36.0  # characters of width 联络员 has at most, and 进展 at least
_STEP = 2.0


def fitted(report: UpwardReport, widths: Sequence[float], points: float) -> tuple[float, ...]:
    """The widths of the columns in characters, 进展, 联络员 and 备注 last: 联络员 holds a whole telephone, and 备注
    takes from 进展 as much as makes the rows lowest together.
    """
    *others, progress, contact, remark = widths
    together = progress + contact + remark
    texts = {report.shown(row, "contact") for row in report.tasks}
    longest = max((len(run) for text in texts for run in _RUN.findall(text)), default=0)
    contact = max(contact, min(longest * _BROAD * points / 2 / CHAR_POINTS + 1, _WIDEST))
    room = together - contact
    shares = [remark + _STEP * count for count in range(int(max(room - remark - _LEAST, 0) / _STEP) + 1)]
    remark = min(shares, key=lambda share: _tall(report, room - share, share, points))
    return (*others, room - remark, contact, remark)


def _tall(report: UpwardReport, progress: float, remark: float, points: float) -> float:
    """How tall all rows stand together."""
    return sum(
        max(
            full_height(report.shown(row, "progress"), progress, points),
            full_height(report.shown(row, "remark"), remark, points),
        )
        for row in report.tasks
    )


def token(report: UpwardReport, task: int = 0) -> str:
    """The hidden mark: this office as a unit, this period, this task of the list."""
    return marks.token(report.task_list.digest, report.office, report.period.id, task)
