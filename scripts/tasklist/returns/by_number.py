"""A file whose answers have numbers and no word of the tasks: what a person is asked of it, once for all its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasklist.model.plan import Kind
from tasklist.model.question import Doubt
from tasklist.model.returns import Return
from tasklist.returns.accounts import questions
from tasklist.returns.entries.answers import Placed
from tasklist.returns.one_file import OneFile
from tasklist.returns.rows.numbers_alone import RENUMBERED, UNWORDED
from tasklist.tables.find import Table, TableRow

_SHOWN = 12  # numbers, for a person


def asked(file: OneFile) -> Return | None:
    """The file as what is asked of it, until a person has answered; None where its rows say more than numbers."""
    tables, context = file.evidence.of_numbers if not file.evidence.lists else (), file.context
    rows = [row for table in tables for row in _that_say(table)]
    rows = rows or list(_renumbered(file.answers.placed))
    if not rows or file.evidence.answered(Doubt.NUMBERS) or not file.evidence.period.value:
        return None
    numbers = tuple(dict.fromkeys(said for row in rows if (said := row.text("seq").strip())))
    told = "、".join(numbers[:_SHOWN]) + ("等" if len(numbers) > _SHOWN else "")
    owed = context.plan.duties.get(file.evidence.unit.value, {})
    meant = [context.matcher.number(number) for number in numbers]
    anew = meant == list(range(1, len(meant) + 1)) and meant != sorted(owed)
    why = "；序号从1起连着编，和这家要报的任务对不齐，可能是单位自己编的" if anew else ""
    reason = f"表里只有序号，没有任务文字，填了序号{told}，不能只凭序号认定是哪一项任务{why}"
    todo = f"打开原件对着任务清单看，{questions.ANSWER_IT}"
    ask = f"贵单位的表里没有任务文字，请按下发的表填写，或在每一行写上具体任务：填了序号{told}"
    return file.set_aside(reason, Kind.TASKS, todo, ask, doubt=Doubt.NUMBERS)


def _renumbered(placed: Placed) -> Iterator[TableRow]:
    """The rows of tables in which several rows answer, none of them known by more than a number."""
    for table, placement in placed:
        rows = _that_say(table)
        lone = {row.number for row, match in placement.strays if match in (RENUMBERED, UNWORDED)}
        if len(rows) > 1 and {row.number for row in rows} <= lone:
            yield from rows


def _that_say(table: Table) -> Sequence[TableRow]:
    return [row for row in table.rows if row.text("progress").strip()]
