"""待办.xlsx as a table: the headings it is written and read by, and what a person's words mean as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta, tzinfo
from typing import NamedTuple

from tasklist.model.book import Book
from tasklist.model.question import Doubt, Question
from tasklist.tables import small_tables
from tasklist.text.display import shorten
from tasklist.text.moments import moment
from tasklist.text.normalize import bare

ANSWER, REMARK, KEY = "决定", "备注", "编码"
_DAY = timedelta(days=1)


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
    found = next((option for option in question.options if bare(option) == bare(said)), "")
    if found or question.doubt is not Doubt.RECEIVED:
        return found
    when = small_tables.civil_moment(said, zone)
    if when is None or question.last is None or when > question.last:
        return ""
    # A day alone is its beginning; the file may have come later on that day.
    return "" if question.first and when + _DAY <= question.first else moment(when)


def impossible(question: Question, said: str) -> str:
    """What is wrong with an answer that means none of the possible ones, for the person who wrote it."""
    seen = f"“{shorten(said, 30)}”不是可选的答案，没有采用"
    if question.doubt is not Doubt.RECEIVED:
        return f"{seen}；请在下拉列表里选一个"
    between = f"，不早于 {moment(question.first)}" if question.first else ""
    return f"{seen}；请写 {moment(question.last)} 以前的时间{between}，如 2023-06-24 16:00"
