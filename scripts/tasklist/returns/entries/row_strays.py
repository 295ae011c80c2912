"""The rows of a list that are no task's and hold an answer: a person may say which task they are."""

from __future__ import annotations

from collections.abc import Iterator

from tasklist.model.returns import Stray
from tasklist.returns.entries.answers import Answers
from tasklist.returns.rows.placing import own_task_words
from tasklist.returns.rows.task_matching import How
from tasklist.text.display import shorten


def asked(answers: Answers) -> Iterator[Stray]:
    """Each such row, at the cell of its answer."""
    for table, placed in answers.placed:
        for row, match in placed.strays if answers.unit_of(table) else ():
            said = {
                cell: role
                for role in answers.evidence.context.plan.task_list.layout.answers
                for cell in row.cells.get(role, ())
            }
            typed_over = row.cells.get("detail", row.cells.get("theme", ())) if match.how is How.OVER else ()
            said |= dict.fromkeys(typed_over if not row.text("progress") else (), "progress")
            cells = tuple(
                (said.get(cell, ""), answers.at(table.name, table.on_sheet(cell)), text)
                for cell, text in sorted(row.texts.items())
            )
            text = row.text("progress") or next((row.texts[cell] for cell in sorted(said)), "")
            words = own_task_words(row)
            shown = f"{words}：{text}" if words and words != shorten(text, 30) else text
            unit, span = answers.unit_of(table), answers.evidence.period.value
            own = match.how is How.OWN
            columns = ("progress", *said.values())
            answer = next((row.cells[name][0] for name in columns if row.cells.get(name)), None)
            first = next(iter(typed_over), answer or min(row.texts, key=lambda cell: cell[1]))
            where = answers.at(table.name, table.on_sheet(first))
            yield Stray(where, shown, match.reason, unit, span, cells, match.rivals, row=True, own=own)
