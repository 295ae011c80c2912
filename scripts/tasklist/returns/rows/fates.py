"""What becomes of the cells of a task table: answers, the form's own text, or unplaced with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasklist.model.unplaced import Loose
from tasklist.returns.rows.task_matching import Match
from tasklist.tables.find import TableRow
from tasklist.tables.heading_rows import Cell


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a cell: TEMPLATE, ANSWERED, or unplaced for a reason, with the `tasks` it is about.

    `own`: it is known to be the unit's, though it may look like a line of the form. `asks`: must a person look? The
    others: as of what is unplaced.
    """

    reason: str
    tasks: tuple[int, ...] = ()
    own: bool = False
    asks: bool = True
    row: str = ""
    loose: Loose = Loose.CELL
    units: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    head: str = ""
    spans: tuple[str, ...] = ()


LEFT_OUT = "经办人决定不采用这张工作表"  # why a sheet that waits for nothing has no answers
TEMPLATE, ANSWERED = Fate("表样自带"), Fate("并入")  # the form's own text; an answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What a table says to one task in one field, and the cells it stands in (the first is its place)."""

    task: int
    field: str
    text: str
    cells: tuple[Cell, ...]


@dataclass
class Placement:
    """What became of a table's cells. `progress`: task → the cell where its progress stands or should stand.

    `rows`: the rows that are a task's → which. `unsettled`: rows that wait for a person, and the tasks they may answer
    (none: any). `strays`: rows with an answer that are no task's, with why and what they may be. `dittos`: the cells
    of contacts that say 同上, and whom they were read as.
    """

    answers: list[Answer] = field(default_factory=list)
    fates: dict[Cell, Fate] = field(default_factory=dict)
    progress: dict[int, Cell] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)
    own_tasks: list[TableRow] = field(default_factory=list)
    unsettled: list[tuple[TableRow, tuple[int, ...]]] = field(default_factory=list)
    strays: list[tuple[TableRow, Match]] = field(default_factory=list)
    dittos: dict[Cell, str] = field(default_factory=dict)
