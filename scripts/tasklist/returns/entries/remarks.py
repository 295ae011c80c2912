"""What the clerk should know of how the answers of a file were taken."""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.model.finding import Finding, Quote
from tasklist.model.finding_kinds import finding
from tasklist.returns.entries.answers import Answers
from tasklist.returns.rows.placing import own_task_words


def of(answers: Answers) -> Iterator[Finding]:
    """What is to be told of the answers of one file."""
    yield from _own_tasks(answers)
    yield from _dittos(answers)


def _own_tasks(answers: Answers) -> Iterator[Finding]:
    """The tasks the unit added to the list."""
    for table, placed in answers.placed:
        for row in placed.own_tasks:
            where = answers.at(table.name, table.on_sheet((row.number, min(cell[1] for cell in row.texts))))
            said = ("填了清单以外的任务：", Quote(own_task_words(row)))
            yield finding("own_task", *said, unit=answers.unit_of(table), link="", place=where)


def _dittos(answers: Answers) -> Iterator[Finding]:
    """The contacts that said 同上, and whom they were read as: told once for a table."""
    for table, placed in answers.placed:
        for cell, text in list(placed.dittos.items())[:1]:
            where = answers.at(table.name, table.on_sheet(cell))
            much = f"有 {len(placed.dittos)} 格联系人写着“同上”，按紧挨着的上一行读取，如 {where.cell} 读作“"
            told = (answers.evidence.arrival.place(), " 的“", Quote(table.name), "”", much, Quote(text), "”，请核对")
            yield finding("remark", *told, unit=answers.unit_of(table), place=where)
