"""The sheets behind 上报稿: where every sentence is from, what was left out, what the clerk changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tasklist.ledger.upward_told import FIELDS, OWN
from tasklist.model.upward import Passage, Source, UpwardReport
from tasklist.views.master.columns import Column, listed
from tasklist.views.master.sheet import Sheet, Value, opened


class Cited(NamedTuple):
    """One row of 来源: a passage with one of the words it rests on."""

    number: int
    task: int | str
    name: str
    text: str
    unit: str
    words: str
    place: str = ""
    link: Value = ""


class NotTaken(NamedTuple):
    """One row of 未列入: a unit's words and why they are not in the text."""

    task: int
    unit: str
    words: str
    reason: str
    place: str
    link: Value


class Edited(NamedTuple):
    """One row of 人工改动: what the clerk wrote, what is drawn now, which of them stands."""

    task: int
    name: str
    own: str
    drawn: str
    stands: str


FROM: tuple[Column[Cited], ...] = (
    Column("编号", 6, lambda one: one.number, "centre", repeated=True),
    Column("任务", 6, lambda one: one.task, "centre"),
    Column("栏目", 7, lambda one: one.name, "centre"),
    Column("上报稿里的话", 40, lambda one: one.text),
    Column("单位", 22, lambda one: one.unit),
    Column("该单位的原话或状态", 40, lambda one: one.words),
    Column("位置", 34, lambda one: one.place),
    Column("原表", 7, lambda one: one.link, "centre"),
)
LEFT: tuple[Column[NotTaken], ...] = (
    Column("任务", 6, lambda one: one.task, "centre", repeated=True),
    Column("单位", 24, lambda one: one.unit),
    Column("原话", 62, lambda one: one.words),
    Column("没有列入的原因", 22, lambda one: one.reason),
    Column("位置", 38, lambda one: one.place),
    Column("原表", 7, lambda one: one.link, "centre"),
)
EDITED: tuple[Column[Edited], ...] = (
    Column("任务", 6, lambda one: one.task, "centre", repeated=True),
    Column("栏目", 8, lambda one: one.name, "centre"),
    Column("您写的", 58, lambda one: one.own),
    Column("现在汇总的", 58, lambda one: one.drawn),
    Column("现在用的", 24, lambda one: one.stands),
)


def write_sources(sheet: Sheet, report: UpwardReport) -> None:
    """来源: where every sentence and number of the paper is from, in the order they stand there."""
    note = (
        "“上报稿”里每一句话、每一个数字的出处。编号按在上报稿里出现的先后，一句话有几家单位的，一家一行；点“打开”可看原表。"
        "经办人改写过的格子，这里列的是程序汇总时的依据。"
    )
    listed(sheet, "来源", note, FROM, _source_rows(report), back=False)


def _source_rows(report: UpwardReport) -> Iterator[Cited]:
    for row in report.tasks:
        for name, passages in row.passages:
            for passage in passages:
                yield from _passage_rows(row.task.seq, row.titled(name), passage)
    for passage in report.own:
        yield from _passage_rows("", OWN, passage)


def _passage_rows(seq: int | str, name: str, passage: Passage) -> Iterator[Cited]:
    if passage.note:
        yield Cited(passage.number, seq, name, passage.text, "", passage.note)
        return
    for source in passage.sources:
        where = str(source.place or "")
        yield Cited(passage.number, seq, name, passage.text, source.unit, source.words, where, opened(source.opens))


def write_left_out(sheet: Sheet, report: UpwardReport) -> None:
    """未列入: what came and is not in the paper, with the reason."""
    note = "收到了、但没有写进“上报稿”的话，写明原因；要用的，经办人可以自己写进去。"
    listed(sheet, "未列入", note, LEFT, _left_out_rows(report), back=False)


def _left_out_rows(report: UpwardReport) -> Iterator[NotTaken]:
    """One row for each cell and reason, its sentences one below the other."""
    for row in report.tasks:
        told: dict[tuple[str, str], list[Source]] = {}
        for one in row.left_out:
            told.setdefault((one.reason, str(one.source.place)), []).append(one.source)
        for (reason, where), sources in told.items():
            words = "\n".join(source.words for source in sources)
            yield NotTaken(row.task.seq, sources[0].unit, words, reason, where, opened(sources[0].opens))


def write_edited(sheet: Sheet, report: UpwardReport) -> None:
    """人工改动: what the clerk wrote, beside what is drawn now."""
    note = (
        "经办人在“上报稿”里改过的格子。汇总的内容没有变的，用您写的；变了的，先用新汇总的，两份都列在这里："
        "要用自己的，把它写回“上报稿”那一格；保存时没有再改那一格，就是采用新汇总的。"
    )
    rows = []
    for row in report.tasks:
        for name, words in FIELDS.items():
            clerk = report.clerk.get((row.task.seq, name))
            if clerk:
                stands = "您写的" if report.written(row, name) is not None else "现在汇总的（内容已变，请核对）"
                rows.append(Edited(row.task.seq, words, clerk.text, row.drawn(name), stands))
    listed(sheet, "人工改动", note, EDITED, rows, back=False, filtered=False)
