"""What a master says to the office above it: the rows of 明细台账, and in its hidden sheet what no row says.

The hidden sheet names the office, then what a row cannot show: documents and counted items with the file they were in,
when an answer counts as received, what stands in a cell instead of text. Written by the views, read where a master of
a lower office comes in as a return.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, fields

from tasklist.model.book import Book, Grid
from tasklist.tables.heading_rows import Cell, MergedGrid
from tasklist.tables.marks import META_SHEET, master_digest, turn_of
from tasklist.text.normalize import bare

DETAIL_SHEET = "明细台账"
UNIT, NUMBER, OWN_NUMBER, TASK, STATE, SAID, CAME = "单位", "序号", "清单序号", "具体任务", "状态", "说明", "收到时间"
_PERIOD, _OFFICE, _FACTS = 2, 4, 5  # rows of the hidden sheet, the first of them the mark


@dataclass(frozen=True, slots=True)
class HandedFact:
    """What is handed up beside the rows, a row of the hidden sheet each; every column is text.

    `kind`, `unit`, `name` (of a task its number), `span` and `field` say of what. `field`: that of the answer; or
    `waiting`: something waits for a person, `text` says what; `annexed`: more than its form came from the unit.
    `received`: when it counts as received; `doubt`, `earliest`: of its receipt. `instead`: the code of what stands in
    the cell of a task instead of text, which `text` tells.
    """

    kind: str
    unit: str
    name: str = ""
    span: str = ""
    field: str = ""
    text: str = ""
    title: str = ""
    on: str = ""
    received: str = ""
    until: str = ""
    doubt: str = ""
    earliest: str = ""
    instead: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class HandedRow:
    """A row of 明细台账, with those it goes on in: unit, task, what was said, and all of its cells."""

    unit: str
    number: str
    printed: str  # the number the list itself prints, where it has its own
    task: str
    state: str
    said: str
    came: str
    rows: tuple[int, ...]
    columns: Mapping[str, int]  # heading → column
    all: Mapping[Cell, str]  # every cell of it, with its text

    def cells(self, heading: str) -> tuple[Cell, ...]:
        """Where what is under a heading stands, or would stand; nothing where there is no such column."""
        column = self.columns.get(heading)
        return tuple((row, column) for row in self.rows) if column else ()

    def text(self, heading: str) -> str:
        """What stands under a heading."""
        return "".join(self.all.get(cell, "") for cell in self.cells(heading))


@dataclass(frozen=True)
class HandedUp:
    """What a master hands up: whose it is, its period, its rows, and the facts with their rows in the hidden sheet.

    `whole`: can its rows be told apart, or is 明细台账 gone, or a heading of it, or does it go on in a second sheet?
    """

    office: str
    period: str
    whole: bool
    rows: tuple[HandedRow, ...]
    facts: tuple[tuple[int, HandedFact], ...] = field(default=())


def hidden_rows(
    mark: str, period: str, digest: str, office: str, facts: Iterable[HandedFact]
) -> Iterator[tuple[str, ...]]:
    """The rows of the hidden sheet of a master."""
    yield from ((text,) for text in (mark, period, digest, office))
    yield from map(astuple, facts)


def handed_up(book: Book) -> HandedUp | None:
    """What a master hands up; None for a workbook that is none, or of a version that did not name its office."""
    meta = next((grid for grid in book.grids if grid.sheet == META_SHEET), None)
    if meta is None or not master_digest(book) or not (office := meta.cells.get((_OFFICE, 1), "").strip()):
        return None
    detail = next((grid for grid in book.grids if grid.sheet == DETAIL_SHEET), None)
    sheet = MergedGrid(detail) if detail else None
    head, columns = _head(sheet) if sheet else (0, {})
    rows = tuple(_rows(sheet, head, columns)) if sheet and head else ()
    whole = bool(head) and not any(grid.sheet.startswith(f"{DETAIL_SHEET}（") for grid in book.grids)
    return HandedUp(office, meta.cells.get((_PERIOD, 1), "").strip(), whole, rows, tuple(_facts(meta)))


def _facts(meta: Grid) -> Iterator[tuple[int, HandedFact]]:
    width = len(fields(HandedFact))
    for row in sorted({row for row, _ in meta.cells if row >= _FACTS}):
        yield row, HandedFact(*(meta.cells.get((row, column), "") for column in range(1, width + 1)))


def _head(sheet: MergedGrid) -> tuple[int, Mapping[str, int]]:
    """The heading row of 明细台账 and its columns; nothing when a column that says what a row is was lost."""
    for row in sheet.rows[:20]:
        columns = {bare(sheet.text((row, column))): column for column in reversed(sheet.columns(row))}
        if {UNIT, NUMBER, TASK, STATE} <= columns.keys():
            return row, {sheet.text((row, column)).strip(): column for column in columns.values()}
    return 0, {}


def _rows(sheet: MergedGrid, head: int, columns: Mapping[str, int]) -> Iterator[HandedRow]:
    """The rows, each with those that go on from it, wherever the table was sorted to."""
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for row in (row for row in sheet.rows if row > head):
        if len(sheet.columns(row)) < 2:  # （本期没有要填报进展的任务）
            continue
        said = {heading: sheet.text((row, columns[heading])).strip() for heading in (UNIT, NUMBER, TASK, STATE)}
        turn = turn_of(said[STATE])
        key = (said[UNIT], said[NUMBER], bare(said[TASK]))
        copies = sum(before == turn for before, _ in found.get(key, ()))  # a row that was doubled is one more
        while copies and any(before == turn for before, _ in found.get((*key, str(copies)), ())):
            copies += 1
        found.setdefault((*key, str(copies)) if copies else key, []).append((turn, row))
    for turns in found.values():
        yield _row(sheet, columns, tuple(row for _, row in sorted(turns)))


def _row(sheet: MergedGrid, columns: Mapping[str, int], rows: tuple[int, ...]) -> HandedRow:
    def said(heading: str) -> str:
        column = columns.get(heading)
        return sheet.text((rows[0], column)).strip() if column else ""

    cells = sheet.grid.cells
    every = {spot: cells[spot] for row in rows for column in sheet.columns(row) if (spot := (row, column)) in cells}
    return HandedRow(
        said(UNIT), said(NUMBER), said(OWN_NUMBER) or said(NUMBER), said(TASK), said(STATE), said(SAID), said(CAME),
        rows, columns, every,
    )  # fmt: skip
