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

_PERCENT = re.compile(r"[%％]|百分(?:比|率|数)|完成率|达标率|执行率|比例")
ASIDE = re.compile(r"问题|困难|下一?步|打算|建议|需.{0,4}协调|原因|佐证|印证|证明材料|支撑[材资]料|材料目录|[同环]比")
_TOLD = re.compile(r"情况|进展|成效|结果|落实")
SETTLED = "config.yaml 的 campaign.columns"  # why a column is what it is, when a person settled it
_CHOSEN = frozenset({AnswerKind.CHOICE, AnswerKind.TEXT})  # kinds of columns a note may name choices for
_KINDS = {"date": AnswerKind.DATE, "choice": AnswerKind.CHOICE, "number": AnswerKind.NUMBER}


def answer_kind(one: ColumnFacts) -> AnswerKind | None:
    """What units write in a column, or None when the list itself has written in it."""
    if one.empty and (in_heading(one.title) or _PERCENT.search(one.title)):
        return AnswerKind.CHOICE if in_heading(one.title) else AnswerKind.PERCENT
    if one.role == "progress":
        planned = one.given and not _TOLD.search(one.title)  # 时序进度 with its steps, not 进展情况 of the last report
        return None if planned else AnswerKind.TEXT
    if one.role == "person" and one.empty:
        return AnswerKind.PERSON
    if one.role in _KINDS and (one.empty or one.role == "choice"):
        return _KINDS[one.role]
    if one.role == "deadline" and one.empty:
        return AnswerKind.DATE
    blank_text = one.empty and (one.role in ("measure", "problem", "target", "aside") or ASIDE.search(one.name))
    return AnswerKind.TEXT if blank_text else None


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
