"""待办.xlsx as a table: the headings it is written and read by, and what a person's words mean as an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta, tzinfo
from typing import NamedTuple

from tasklist.model.book import Book
from tasklist.model.question import AGREED, Doubt, Question
from tasklist.tables import small_tables
from tasklist.text.display import shorten
from tasklist.text.moments import moment
from tasklist.text.normalize import bare

ANSWER, REMARK, KEY = "决定", "备注", "编码"
PROOF = "的佐证材料"  # behind the task or document that a picture or document proves
_DAY = timedelta(days=1)
_TASK = re.compile(r"(?:任务|第)?(\d{1,4})(?:项|条)?")


class AnswerRow(NamedTuple):
    """What a person wrote beside a question."""

    answer: str
    remark: str


def written(book: Book, file: str) -> Mapping[str, AnswerRow]:
    """The key of every row → what is written in it, also when that is nothing.

    Raises UserError when the columns cannot be found.
    """
    table = small_tables.find(book, file, (KEY, ANSWER), (REMARK,))
    return {
        row[KEY]: AnswerRow(row[ANSWER].strip(), row.get(REMARK, "").strip()) for row in table.rows.values() if row[KEY]
    }


def meant(question: Question, said: str, zone: tzinfo) -> str:
    """The possible answer that a person's words mean, or empty when they mean none."""
    options = {bare(option): option for option in question.options}
    if found := options.get(bare(said)) or _begun(question, said):
        return found
    if question.several:
        parts = [options.get(bare(part), "") for part in small_tables.several(said)]
        return "、".join(parts) if parts and all(parts) else ""
    if number := _TASK.fullmatch(bare(said)):
        named = [option for option in question.options if task_of(option) == int(number[1])]
        return named[0] if len(named) == 1 else ""
    return _dated(question, said, zone) if question.doubt.dated else ""


def _begun(question: Question, said: str) -> str:
    """The only possible answer that begins so (同意, 甲, the first characters of a unit's name), or empty."""
    begun = [option for option in question.options if bare(said) and bare(option).startswith(bare(said))]
    return begun[0] if len(begun) == 1 and not bare(said).isdigit() else ""


def task_of(answer: str) -> int | None:
    """The number of the task an answer names in front (任务7　…), or None."""
    found = re.match(r"任务(\d+)", answer)
    return int(found[1]) if found else None


def _dated(question: Question, said: str, zone: tzinfo) -> str:
    if question.doubt is not Doubt.RECEIVED:
        on = small_tables.day(said.removeprefix(AGREED.strip()))
        early = on and question.first and on < question.first.astimezone(zone).date()
        return "" if on is None or early else f"{AGREED if question.doubt is Doubt.EXTENSION else ''}{on.isoformat()}"
    when = small_tables.civil_moment(said, zone)
    if when is None or question.last is None or when > question.last:
        return ""
    # A day alone is its beginning; the file may have come later on that day.
    return "" if question.first and when + _DAY <= question.first else moment(when)


def impossible(question: Question, said: str) -> str:
    """What is wrong with an answer that means none of the possible ones, for the person who wrote it."""
    seen = f"“{shorten(said, 30)}”不是可选的答案，没有采用"
    if question.several:
        return f"{seen}；请在下拉列表里选，几个之间用“、”隔开"
    if not question.doubt.dated:
        return f"{seen}；请在下拉列表里选一个"
    if question.doubt is not Doubt.RECEIVED:
        return f"{seen}；请在下拉列表里选一个，或写一个日期，如 2023-07-10"
    between = f"，不早于 {moment(question.first)}" if question.first else ""
    return f"{seen}；请写 {moment(question.last)} 以前的时间{between}，如 2023-06-24 16:00"
