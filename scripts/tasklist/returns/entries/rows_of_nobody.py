"""Rows that stay nobody's where a file was taken apart by what it says: each is asked, of the units it may be of."""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.model.returns import Stray
from tasklist.returns.entries.answers import Answers
from tasklist.tables.find import Table

_OFFERED = 4  # units: of each every task is offered


def asked(answers: Answers) -> Iterator[Stray]:
    """Each row with progress of a part called as nobody is."""
    evidence = answers.evidence
    matcher = evidence.context.matcher
    fields = [field for field in evidence.context.plan.task_list.layout.answers if field != "progress"]
    for table, _ in answers.placed:
        nobody = table.called and evidence.each_its_own and not answers.unit_of(table)
        units = _units(answers, table) if nobody else ()
        for row in table.rows if units else ():
            if not row.text("progress").strip():
                continue
            cells = tuple(
                (field, answers.at(table.name, table.on_sheet(cell)), row.texts[cell])
                for field, of in (*((field, field) for field in ("progress", *fields)), ("", "unit"))
                for cell in row.cells.get(of, ())
            )
            task = matcher.match(row.text("seq"), row.text("detail")).task
            yield Stray(
                cells[0][1], cells[0][2], answers.no_answer_yet(table), units[0], evidence.period.value, cells,
                (task,) if task else (), others=units[1:], head=table.called,
            )  # fmt: skip


def _units(answers: Answers, table: Table) -> tuple[str, ...]:
    """Whose a table may be: units with a name like its own, then those the file names besides."""
    evidence = answers.evidence
    others = (answers.unit_of(other) for other, _ in answers.placed)
    found = dict.fromkeys((*evidence.near.like(table.called), *evidence.owners, *others))
    return tuple(filter(None, found))[:_OFFERED]
