"""The sheet 待办与决定: what a person is asked, and what a person decided, with what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tasklist.ledger.effects import effect
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Colour
from tasklist.model.question import Question
from tasklist.text.moments import moment
from tasklist.views import style
from tasklist.views.master.columns import Column, listed
from tasklist.views.master.sheet import Sheet, ShownCell, opened
from tasklist.views.questions import claimants, places


@dataclass(frozen=True, slots=True)
class Told:
    """One row: a question, open or with its answer, when that was given and its effect."""

    question: Question
    answer: str = ""
    remark: str = ""
    at: str = ""
    effect: str = ""


def _state(one: Told) -> ShownCell:
    colour = Colour.GREEN if one.answer else Colour.RED
    return ShownCell("已决定" if one.answer else "待办", tint=style.LIGHTS[colour])


COLUMNS: tuple[Column[Told], ...] = (
    Column("状态", 9, _state, "centre", repeated=True),
    Column("事项", 13, lambda one: one.question.doubt.label, "centre", repeated=True),
    Column("文件", 30, lambda one: places(one.question)),
    Column("看到的情况", 34, lambda one: one.question.seen),
    Column("可能是", 20, lambda one: claimants(one.question)),
    Column("决定", 18, lambda one: one.answer),
    Column("备注", 16, lambda one: one.remark),
    Column("决定时间", 17, lambda one: one.at, "centre"),
    Column("效果", 28, lambda one: one.effect),
    Column("原件", 7, lambda one: opened(one.question.place), "centre"),
)


def write(sheet: Sheet, summary: Summary) -> None:
    """What is open first, the most urgent on top; then what was decided."""
    note = "要决定的事在 outbox/待办.xlsx 里答：在“决定”一格选一个答案，保存，再汇总一次；清空那一格即收回。"
    listed(sheet, "待办与决定", note, COLUMNS, _rows(summary))


def _rows(summary: Summary) -> Iterator[Told]:
    ledger = summary.ledger
    yield from map(Told, summary.open_questions)
    told = ("", ledger.period.id)  # what was decided about the words of another period is told there
    for one in (one for one in ledger.decisions if one.question.span in told):
        yield Told(one.question, one.answer, one.remark, moment(one.at), effect(ledger, one))
