"""待办.xlsx: one row for every question of the campaign, with a cell to answer it in and just the answers there are."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tasklist.model.question import Doubt, Question, packed
from tasklist.tables.question_rows import ANSWER, ASKED, KEY, REMARK
from tasklist.text.display import shorten
from tasklist.views.master.columns import Column, printed, put_headings, put_row, titled
from tasklist.views.master.sheet import Sheet, finished, opened, workbook

SHEET, OPTIONS = "待办", "可选的答案"
_WORDS = 60  # characters shown of a claimant that is a text
_SHOWN = 4  # claimants named in a row; the drop-down has them all
CELL = 32_000  # characters that surely fit into one cell
_UP = "../"  # from outbox/ to the home


@dataclass(frozen=True, slots=True)
class Row:
    """One question with what is written beside it, and what the program says to that."""

    question: Question
    answer: str = ""
    remark: str = ""
    said: str = ""


def claimants(question: Question) -> str:
    """Who or what the evidence names; texts in few words."""
    named = [shorten(each, _WORDS) for each in question.claimants[:_SHOWN]]
    return "、".join(named) + (f"等{len(question.claimants)}个" if len(question.claimants) > _SHOWN else "")


def places(question: Question) -> str:
    """Every place it is about: the cells of one sheet behind the first."""
    told: dict[tuple[str, str, str], list[str]] = {}
    for place in question.places:
        told.setdefault((place.file, place.sheet, place.outer), []).append(str(place) if not told else place.cell)
    sheets = []
    for place in question.places:
        cells = told.pop((place.file, place.sheet, place.outer), [])
        if cells:
            sheets.append("、".join(filter(None, (str(place), *cells[1:]))))
    return "\n".join(sheets)


COLUMNS: tuple[Column[Row], ...] = (
    Column("事项", 13, lambda row: row.question.doubt.label, "centre", repeated=True),
    Column("文件", 30, lambda row: places(row.question)),
    Column("原件", 7, lambda row: opened(row.question.place, up=_UP), "centre"),
    Column("看到的情况", 38, lambda row: row.question.seen),
    Column("可能是", 22, lambda row: claimants(row.question)),
    Column("建议", 28, lambda row: row.question.advice),
    Column(ANSWER, 24, lambda row: row.answer, "answer"),
    Column(REMARK, 20, lambda row: row.remark, "answer"),
    Column("说明", 28, lambda row: row.said),
)
_ANSWER = [column.heading for column in COLUMNS].index(ANSWER)
_KEY = len(COLUMNS)  # the hidden column
_NOTE = (
    "每一行是一件要由人决定的事，最急的在前。在黄色的“决定”一格里从下拉列表选一个答案，保存即可，下次运行时照办；"
    "想收回，把这一格清空再保存。其他格子由程序填写。"
)


def render(rows: Sequence[Row], *, title: str, office: str, as_of: datetime) -> bytes:
    """The workbook. The key of every row stands in a hidden column; the answers it may have on a hidden sheet."""
    stream = io.BytesIO()
    book = workbook(stream, title, office=office, as_of=as_of)
    sheet = Sheet(book, SHEET)
    options = Sheet(book, OPTIONS, sheet.formats)
    asked = Sheet(book, ASKED, sheet.formats)
    first = titled(sheet, f"{title}　待办", _NOTE, COLUMNS, back=False)
    sheet.widths([column.width for column in COLUMNS])
    put_headings(sheet, COLUMNS, first)
    sheet.put(first, _KEY, KEY, "heading")
    sources: dict[tuple[str, ...], str] = {}
    at = first + 1
    for row in rows:
        last = put_row(sheet, COLUMNS, row, at)
        sheet.put(at, _KEY, " ".join(one.key for one in row.question.all))
        _offer(sheet, at, row.question, _source(options, sources, row.question.options))
        at = last
    if not rows:
        sheet.merge((at, 0, at, _KEY - 1), "（没有待办）", "centre")
        at += 1
    printed(sheet, len(COLUMNS), at - 1, first)
    sheet.page.set_column(_KEY, _KEY, None, None, {"hidden": True})
    sheet.page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    for place, question in enumerate(one for row in rows for one in row.question.all):
        if len(text := packed(question)) <= CELL:
            asked.put(place, 0, question.key)
            asked.put(place, 1, text)
    options.page.hide()
    asked.page.very_hidden()
    return finished(book, stream)


def _source(sheet: Sheet, known: dict[tuple[str, ...], str], options: tuple[str, ...]) -> str:
    """Where the possible answers stand, each list once: a column of the hidden sheet."""
    if options not in known:
        column = len(known)
        for row, option in enumerate(options):
            sheet.put(row, column, option)
        known[options] = f"='{OPTIONS}'!{sheet.span((0, column, len(options) - 1, column))}"
    return known[options]


def _offer(sheet: Sheet, row: int, question: Question, source: str) -> None:
    """The drop-down of one row; when it came may also be typed."""
    free = question.doubt.dated or question.several
    said = (
        "也可以写日期和时间，如 2023-06-24 16:00" if question.doubt is Doubt.RECEIVED else "也可以写日期，如 2023-07-10"
    )
    said = "几个之间用“、”隔开" if question.several else said
    rule = {
        "validate": "list",
        "source": source,
        "error_type": "information" if free else "stop",
        "error_title": "不在列表里",
        "error_message": said if free else "请在下拉列表里选一个；想收回就清空",
    }
    sheet.page.data_validation(row, _ANSWER, row, _ANSWER, rule)
