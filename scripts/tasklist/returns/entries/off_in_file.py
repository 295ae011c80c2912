"""A file whose answers stand beside other rows' tasks: what a person is asked of it, and the answers put back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tasklist.model.question import ALONG, STAYING, Doubt
from tasklist.returns.accounts import questions
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.rows.misplaced import RowsOff, shown
from tasklist.returns.rows.row_tasks import tasks_of_rows
from tasklist.returns.rows.rows_off import rows_off
from tasklist.tables import marks
from tasklist.tables.find import Table

TablesOff = Sequence[tuple[Table, RowsOff]]
_NUMBER = 1  # the column of 上期填报 with the number of the task


class Asked(NamedTuple):
    """What a person is asked of a file: what was seen, what to do, what the unit is told, what would put it right."""

    reason: str
    todo: str
    ask: str
    cures: tuple[str, ...]


def found(evidence: Evidence, tables: Iterable[Table]) -> TablesOff:
    """The tables whose answers stand beside other rows' tasks, and how."""
    context, last = evidence.context, _last_said(evidence)
    fields = context.plan.task_list.layout.answers
    made = []
    for table in tables:
        duties = tuple(context.plan.duties[unit]) if (unit := evidence.unit_of(table)) else None
        rows = tasks_of_rows(table, context.matcher, duties, context.furniture, ())
        if off := rows_off(table, rows, context.matcher, last, fields):
            made.append((table, off))
    return made


def _last_said(evidence: Evidence) -> Mapping[int, str]:
    """Task → what the form's own sheet 上期填报 says was answered last."""
    said: dict[int, str] = {}
    for grid in evidence.book.grids if not evidence.owners else ():
        for row, column in sorted(grid.cells) if grid.sheet == marks.LAST_SHEET else ():
            task = evidence.context.matcher.number(grid.cells.get((row, _NUMBER), ""))
            if column == marks.LAST_TEXT and task is not None:
                said[task] = said.get(task, "") + grid.cells[row, column].removeprefix(marks.AGAIN)
    return said


def asked(evidence: Evidence, off: TablesOff) -> Asked | None:
    """What a person is asked, until one has answered; None where nothing stands off."""
    if not off or evidence.answered(Doubt.ROWS):
        return None
    told = "；".join(_told(evidence, table, one) for table, one in off)
    how = "错了行" if any(one.by for _, one in off) else "填反了" if any(one.cure for _, one in off) else "换了顺序"
    reason = f"填报和任务对不上，像是{how}：{told}"
    ask = f"贵单位的填报和任务对不上，像是{how}，请对着任务核对：{told}"
    return Asked(reason, f"打开原件对着任务看，{questions.ANSWER_IT}", ask, tuple(_cures(evidence, off)))


def _cures(evidence: Evidence, off: TablesOff) -> Iterator[str]:
    """What would put the tables right, as it is offered: with the columns that may have moved along, and without."""
    layout = evidence.context.plan.task_list.layout
    cure = "、".join(dict.fromkeys(one.cure for _, one in off if one.cure))
    columns = (layout.find(name) for name in dict.fromkeys(name for _, one in off for name in one.perhaps))
    if names := "、".join(f"“{column.title}”" for column in columns if column):
        yield f"{cure}，{names}{ALONG}"
        yield f"{cure}，{names}{STAYING}"
    elif cure:
        yield cure


def _told(evidence: Evidence, table: Table, off: RowsOff) -> str:
    where = f"“{table.name}”的" if len(evidence.task_tables) > 1 else ""
    below = "；表的末行下面多出填报，前面空着" if off.over else ""
    return f"{where}{shown(off, table, evidence.context.matcher)}{below}"


def put_back(table: Table, off: TablesOff, said: str) -> Table:
    """A table with its answers in the rows of their tasks, where they stood off, as a person said."""
    along = not said.endswith(STAYING)
    return next((one.moved(table, along=along) for found, one in off if found is table and one.home), table)
