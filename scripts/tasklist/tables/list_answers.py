"""The columns of an office's own list that units answer: what is written there, what may be chosen, which is the main.

Words come first; that a column is empty throughout tells it where they leave it open (措施: given, or to fill in?).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasklist.model.layout import AnswerKind, ListColumn
from tasklist.tables.list_columns import ColumnFacts
from tasklist.tables.stated_choices import in_heading, in_notes, named

_PERCENT = re.compile(r"[%％]|百分(?:比|率|数)|(?<![效频汇])率(?=$|[（(·])|比例")
_FIGURE = re.compile(r"(?:(?<!参)数|数量|(?<!价)值|总量|产量|金额|投资额|面积|资金)$")  # how many, how much
_DAY = re.compile(r"(?:时间|日期)$")
ASIDE = re.compile(
    r"问题|困难|下一?步|打算|建议|(?<!整)改进|需.{0,4}协调|原因|佐证|印证|证明材料|支撑[材资]料|材料目录|[同环]比"
)
_TOLD = re.compile(r"情况|进展|成效|结果|落实")
SETTLED = "config.yaml 的 campaign.columns"  # why a column is what it is, when a person settled it
_CHOSEN = frozenset({AnswerKind.CHOICE, AnswerKind.TEXT})  # kinds of columns a note may name choices for
_KINDS = {
    "person": AnswerKind.PERSON,
    "date": AnswerKind.DATE,
    "deadline": AnswerKind.DATE,
    "choice": AnswerKind.CHOICE,
    "number": AnswerKind.NUMBER,
    **dict.fromkeys(("measure", "problem", "target", "aside"), AnswerKind.TEXT),
}  # of a column in which nothing stands


def answer_kind(one: ColumnFacts) -> AnswerKind | None:
    """What units write in a column, or None when the list itself has written in it."""
    if one.role == "progress":
        planned = (one.given or one.spans) and not _TOLD.search(
            one.title
        )  # 时序进度 with its steps, not 进展情况 of the last report
        return _asked(one) or (None if planned else AnswerKind.TEXT)
    if not one.empty or one.role == "kept":
        return AnswerKind.CHOICE if one.role == "choice" else None
    return (
        _asked(one)
        or _KINDS.get(one.role)
        or (AnswerKind.TEXT if ASIDE.search(one.name) or _TOLD.search(one.lowest) else None)
    )


def _asked(one: ColumnFacts) -> AnswerKind | None:
    """What the words of a heading ask for where nothing stands below it: 发现问题数（个）, 满意率（%）, 销号日期."""
    if not one.empty:
        return None
    if in_heading(one.title):
        return AnswerKind.CHOICE
    if _PERCENT.search(one.title):
        return AnswerKind.PERCENT
    if _FIGURE.search(one.lowest):
        return AnswerKind.NUMBER
    return AnswerKind.DATE if one.role in ("choice", "") and _DAY.search(one.lowest) else None


_SCALES = (
    (("亮灯", "灯"), ("绿", "黄", "红")),
    (("销号",), ("是", "否")),
    (("达标",), ("达标", "未达标")),
    (("状态", "进展状态"), ("已完成", "推进中", "未启动")),
)


def usual_choices(heading: str) -> tuple[str, ...]:
    """What may be chosen under a heading: what it says in brackets (是/否), else what is usual."""
    if stated := in_heading(heading):
        return stated
    listed = re.search(r"[（(]([^（）()]+[/、／][^（）()]+)[）)]", heading)
    if listed:
        return tuple(part for part in re.split(r"[/、／]", listed[1]) if part)
    if "是否" in heading:
        return ("是", "否")
    return next((found for words, found in _SCALES if any(word in heading for word in words)), ("是", "否"))


def noted(columns: Sequence[ListColumn], notes: Sequence[str], doubts: list[str]) -> list[ListColumn]:
    """The columns with the choices that notes under the table state for one of them; a doubt where none is named."""
    made = list(columns)
    open_to = {column.heading[-1]: place for place, column in enumerate(columns) if column.kind and not column.key}
    for name, choices in in_notes(notes):
        place = open_to.get(named(name, tuple(open_to)))
        if place is None and all(set(column.choices) != set(choices) for column in columns):
            doubts.append(
                f"注里写着可选“{'、'.join(choices)}”，没有看出是哪一栏，请在 campaign.columns 写明这一栏的选项"
            )
        if place is not None and made[place].kind in _CHOSEN and made[place].why != SETTLED:
            made[place] = replace(made[place], kind=AnswerKind.CHOICE, choices=choices)
    return made


def main_answer(columns: Sequence[ListColumn]) -> int:
    """Where the main answer stands: what was done before a figure or a choice, those before what is wrong and why."""

    def rank(place: int) -> int:
        column = columns[place]
        if column.kind is AnswerKind.TEXT:
            return 2 if ASIDE.search(column.title) else 0
        return 3 if column.kind in (AnswerKind.DATE, AnswerKind.PERSON) else 1

    free = [place for place, column in enumerate(columns) if column.kind and not column.key]
    return min(free, key=rank, default=-1)
