"""Sheets and columns of another period, and hidden drafts: left over in a workbook, or meant. A person must say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tasklist.model.returns import AnswerCell, Stray
from tasklist.plan import periods
from tasklist.returns.belonging.periods_apart import where_of_another
from tasklist.returns.entries.answers import Answers
from tasklist.returns.entries.one_answer import one_answer_each
from tasklist.tables.find import Table


@dataclass(frozen=True, slots=True)
class _Part:
    """What is of another period, or a draft: a table alone, which period, what says so."""

    table: Table
    span: str
    told: str
    whole: bool  # is it all of a sheet, or a column beside one of the file's own period?


def waiting(answers: Answers) -> Iterator[AnswerCell]:
    """The tasks of the other period that such a part may answer, as long as nobody has looked."""
    matcher = answers.evidence.context.matcher
    for part in _parts(answers):
        for row in part.table.rows:
            task = matcher.match(row.text("seq"), row.text("detail")).task
            if task and (cells := row.cells.get("progress")):
                where = answers.at(part.table.name, part.table.on_sheet(cells[0]))
                yield AnswerCell(answers.unit_of(part.table), part.span, task, where, answers.stamp, waiting=part.told)


def asked(answers: Answers) -> Iterator[Stray]:
    """Each such part, with what it answers if it is its unit's for the period that it names."""
    evidence, campaign = answers.evidence, answers.evidence.context.plan.campaign
    for part in _parts(answers):
        if periods.by_id(campaign, part.span) is None:
            continue
        table, unit = part.table, answers.unit_of(part.table)
        placed = answers.placed_as(table)
        said = [each for each in placed.answers if part.whole or each.field == "progress"]
        made = answers.entries_of(table, replace(placed, answers=said))
        # What a person takes from a hidden sheet counts instead of what is shown.
        hidden = part.span == evidence.period.value
        counted = [replace(entry, span=part.span, placed=hidden) for entry in made]
        entries, _ = one_answer_each(counted, evidence.context.plan.task_list)
        cells = tuple(
            (answer.field, answers.at(table.name, table.on_sheet(cell)), table.sheet.text(cell))
            for answer in said
            for cell in answer.cells
        )
        if entries:
            told = f"{part.told}，文件报的是{evidence.period.value}，填了 {len({each.task for each in said})} 行"
            yield Stray(cells[0][1], told, "", unit, part.span, cells, entries=tuple(entries))


def _parts(answers: Answers) -> Iterator[_Part]:
    evidence = answers.evidence
    for table, _ in answers.placed:
        if other := evidence.other_period(table):
            yield _Part(table, other, where_of_another(table, other), whole=True)
        elif table.name in answers.drafts:
            yield _Part(table, evidence.period.value, answers.drafts[table.name], whole=True)
    for span, heading, table in evidence.other_columns:
        yield _Part(table, span, f"工作表“{table.name}”的“{heading}”一栏写的是{span}", whole=False)
