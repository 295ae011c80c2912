"""A table of the papers a notice asks for: a row names a paper, the day it is due and who sends it in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasklist.config.notice.facts import DocumentDue, Notice, Said
from tasklist.config.notice.named_units import NamedUnits
from tasklist.config.notice.papers import EVIDENCE, named_papers
from tasklist.config.notice.paragraphs import squeezed
from tasklist.config.notice.times import times
from tasklist.model.book import Book, Grid
from tasklist.tables.heading_rows import MergedGrid

_PAPER = re.compile(r"(?:(?:报送|上报|提交)(?:的)?)?(?:材料|资料|文稿|文件)(?:名称|内容|清单)?|报送(?:内容|事项)")
_DAY = re.compile(r"(?:报送|上报|提交|报告|截止)(?:截止)?(?:时间|日期|时限|期限)")
_WHO = re.compile(r"(?:报送|上报|提交|填报|责任)(?:单位|部门|主体)|单位|部门")
_HEAD_ROWS = 4  # rows a heading may stand in


@dataclass(frozen=True, slots=True)
class _Columns:
    head: int
    paper: int
    day: int
    who: int  # 0: the table does not say


def is_paper_table(grid: Grid) -> bool:
    """Does a table name papers and the days they are due, and no tasks?"""
    return _columns(MergedGrid(grid)) is not None


def papers_in_tables(book: Book, notice: Notice) -> tuple[tuple[DocumentDue, ...], tuple[Said, ...]]:
    """The papers of every such table, and the rows that leave something open."""
    documents: list[DocumentDue] = []
    open_: list[Said] = []
    for grid in book.grids:
        shown = MergedGrid(grid)
        columns = None if grid.hidden else _columns(shown)
        for row in _rows(shown, columns) if columns else ():
            found = _read(row, notice)
            (documents if isinstance(found, DocumentDue) else open_).append(found)  # type: ignore[arg-type]
    return tuple(documents), tuple(open_)


def _columns(shown: MergedGrid) -> _Columns | None:
    for row in shown.rows[:_HEAD_ROWS]:
        heads = {column: squeezed(text) for (at, column), text in shown.grid.cells.items() if at == row}
        found = [
            next((column for column, text in sorted(heads.items()) if pattern.fullmatch(text)), 0)
            for pattern in (_PAPER, _DAY, _WHO)
        ]
        if found[0] and found[1]:
            return _Columns(row, *found)
    return None


@dataclass(frozen=True, slots=True)
class _Row:
    paper: str
    day: str
    who: str
    whole: str


def _rows(shown: MergedGrid, columns: _Columns) -> Iterator[_Row]:
    last = max(column for _, column in shown.grid.cells)
    for row in (each for each in shown.rows if each > columns.head):
        texts = [squeezed(shown.text((row, column))) for column in range(1, last + 1)]
        paper, day = texts[columns.paper - 1], texts[columns.day - 1]
        if paper and not _PAPER.fullmatch(paper):  # a heading repeated on the next page
            who = texts[columns.who - 1] if columns.who else ""
            yield _Row(paper, day, who, "　".join(filter(None, texts)))


def _read(row: _Row, notice: Notice) -> DocumentDue | Said:
    """One paper with one day and units known as such; else the row, with what it leaves open."""
    said = NamedUnits(notice.office, notice.addressed)
    owing = said.take(row.who) if row.who else None
    when = tuple(times(row.day))
    due = notice.read(row.day).due if len(when) == 1 and when[0].days == (row.day,) else ()
    again = any(each.rhythm for each in when)
    open_ = {
        f"“{row.day}”反复报的，是写进 quotas，还是把各份逐个列进 deliverables": again,
        f"“{row.day}”是哪一天" if row.day else "哪天报": not due and not again,
        f"“{row.day}”是哪一年的，按印发的那一年算已经过了": bool(due and notice.since and due[-1] < notice.since),
        f"“{row.who}”是哪些单位": bool(row.who) and owing is None,
    }
    if any(open_.values()):
        return Said(f"{row.paper}：{'、'.join(what for what, asked in open_.items() if asked)}", row.whole)
    names: Sequence[str] = named_papers(row.paper)
    name = names[0] if len(names) == 1 else row.paper
    units, spared = (owing.units, owing.spared) if owing else ("", ())
    return DocumentDue(name, row.day, units, spared, bool(EVIDENCE.search(row.whole)), row.whole)
