"""Sheets of another period in a workbook: left over from it, or sent in late. Which, only a person can say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tasklist.model.returns import AnswerCell, Stray
from tasklist.plan import periods
from tasklist.returns.answers import Answers
from tasklist.returns.one_answer import one_answer_each


def waiting(answers: Answers) -> Iterator[AnswerCell]:
    """The tasks of the other period that such a sheet may answer, as long as nobody has looked."""
    matcher = answers.evidence.context.matcher
    for table, _ in answers.placed:
        other = answers.evidence.other_period(table)
        for row in table.rows if other else ():
            task = matcher.match(row.text("seq"), row.text("detail")).task
            if task and (cells := row.cells.get("progress")):
                where, why = answers.at(table.name, table.on_sheet(cells[0])), f"工作表“{table.name}”写的是{other}"
                yield AnswerCell(answers.unit_of(table), other, task, where, answers.stamp, waiting=why)


def asked(answers: Answers) -> Iterator[Stray]:
    """Each such sheet, with what it answers if it is its unit's for the period that it names."""
    evidence, campaign = answers.evidence, answers.evidence.context.plan.campaign
    for table, _ in answers.placed:
        span, unit = evidence.other_period(table), answers.unit_of(table)
        if not span or periods.by_id(campaign, span) is None:
            continue
        placed = answers.placed_as(table)
        entries, _ = one_answer_each([replace(entry, span=span) for entry in answers.entries_of(table, placed)])
        cells = tuple(
            (answer.field, answers.at(table.name, table.on_sheet(cell)), table.sheet.text(cell))
            for answer in placed.answers
            for cell in answer.cells
        )
        if entries:
            told = f"工作表“{table.name}”写的是{span}，文件报的是{evidence.period.value}，填了 {len(placed.rows)} 行"
            yield Stray(cells[0][1], told, "", unit, span, cells, entries=tuple(entries))
