"""Answers that stand beside other rows' tasks: which, what would put them right, and the table when that is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasklist.returns.rows.task_matching import Matcher
from tasklist.tables.find import Table, TableRow
from tasklist.tables.heading_rows import Cell
from tasklist.text.display import shorten


@dataclass(frozen=True, slots=True)
class Misplaced:
    """An answer that fits another row's task: its cell, its words, the task of its row and the one it fits."""

    cell: Cell
    text: str
    here: int
    fits: int


@dataclass(frozen=True)
class RowsOff:
    """Answers that stand beside other rows' tasks. `home`: the row of a task → the row where its answer stands, for
    every row from which answers go or to which they come; empty where only a person can tell. `fields`: the columns
    that moved together; `perhaps`: those of which nothing says whether they did. `by`: how many rows they stand below
    their tasks (less than nothing: above); `first`: the first of them, where not the whole column moved.
    """

    seen: tuple[Misplaced, ...]
    by: int = 0
    home: Mapping[int, int] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    first: int = 0
    over: bool = False  # an answer stands under the table

    @property
    def cure(self) -> str:
        """What would put them right, as it is offered; empty where nothing plain would."""
        if self.swapped:
            return f"任务{self.seen[0].here}和任务{self.seen[1].here}的填报对调"
        which = f"第{self.first}行起" if self.first else "整列"
        far = "零一两三"[abs(self.by)]
        return f"{which}{'上' if self.by > 0 else '下'}移{far}行" if self.by else ""

    @property
    def swapped(self) -> bool:
        """Is it nothing but two answers that stand in the rows of one another?"""
        return bool(self.home) and not self.by

    def moved(self, table: Table, *, along: bool) -> Table:
        """The table with every answer in the row of its task. `along`: do the columns move with it that may have?"""
        fields = (*self.fields, *(self.perhaps if along else ()))
        rows = {row.number: row for row in table.rows}
        made = (_with_answers(row, rows.get(self.home[row.number]), fields) if row.number in self.home else row
                for row in table.rows)  # fmt: skip
        return replace(table, rows=tuple(row for row in made if row.texts))


def _with_answers(row: TableRow, other: TableRow | None, fields: Sequence[str]) -> TableRow:
    cells = {role: found for role, found in row.cells.items() if role not in fields}
    texts = {cell: row.texts[cell] for found in cells.values() for cell in found}
    for role in fields if other else ():
        if other and role in other.cells:
            cells[role] = other.cells[role]
            texts |= {cell: other.texts[cell] for cell in other.cells[role]}
    return TableRow(row.number, cells, texts, row.doubt)


def shown(off: RowsOff, table: Table, matcher: Matcher) -> str:
    """Two of the answers, each with its cell, its words, where it stands and which task it fits."""
    name = matcher.task_list.name
    return "；".join(
        f"{table.cell_name(one.cell)}“{shorten(one.text, 24)}”"
        f"{f'在{name(one.here)}的行里' if one.here else '在表的末行下面'}，像是{name(one.fits)}的"
        for one in off.seen[:2]
    )
