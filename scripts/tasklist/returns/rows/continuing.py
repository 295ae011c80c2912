"""A table that goes on where its heading is not repeated: on the next page, the next sheet, behind a paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasklist.model.book import Grid
from tasklist.returns.rows.official_text import verbatim
from tasklist.returns.rows.task_matching import How, Matcher
from tasklist.returns.rows.uneven import is_contact
from tasklist.tables.find import Table, TableRow, carried_on
from tasklist.tables.heading_rows import MergedGrid
from tasklist.tables.headings import ANSWERS
from tasklist.tables.marks import mark_in, own_text
from tasklist.text.normalize import bare, ordinal

_ROW = 3  # texts a row of the table has at least; fewer are a note below it


def goes_on(grid: Grid, before: Table, matcher: Matcher) -> Table | None:
    """The sheet as the rest of `before`, when columns and numbering fit: every row a task that has not been yet."""
    table = carried_on(grid, before)
    rows = [row for row in table.rows if len(row.texts) >= _ROW]
    if not rows or not _columns_fit(grid, before) or (grid.merged and not table.rows):
        return None
    if any(_official_in_answer(row, matcher) for row in rows) or (_numbered(before.rows) and not _numbered(rows)):
        return None
    tasks, earlier = [_task(row, matcher) for row in rows], {_task(row, matcher) for row in before.rows}
    if "detail" in before.columns:
        fits = all(tasks) and len(set(tasks)) == len(tasks) and not set(tasks) & earlier
    else:
        fits = _counts_on(rows, before)
    return table if fits else None


def _numbered(rows: Sequence[TableRow]) -> bool:
    """Do mostly numbers stand under 序号, or nothing?"""
    said = [text for row in rows if (text := row.text("seq").strip()) and not own_text(text)]
    return sum(ordinal(text) is not None for text in said) * 2 >= len(said)


def _official_in_answer(row: TableRow, matcher: Matcher) -> bool:
    """Does the list's own text stand where an answer should?"""
    said = [row.texts[cell] for role in ANSWERS for cell in row.cells.get(role, ())]
    return any(verbatim(task, "", text) for text in said if bare(text) for task in matcher.task_list.tasks)


def _columns_fit(grid: Grid, before: Table) -> bool:
    """Does nothing on the sheet stand in a wrong column: behind the last, a mark or a person where none belongs, or
    persons in a column without a heading and none where they do?
    """
    known = {column for columns in before.columns.values() for column in columns} | set(before.extra)
    persons = {*before.columns.get("contact", ()), *before.extra}
    persons |= {cell[1] for row in before.rows for cell, text in row.texts.items() if is_contact(text)}
    asked = {column for role in ("progress", "remark") for column in before.columns.get(role, ())} - persons
    named = {column for (_, column), text in grid.cells.items() if is_contact(text)}
    if named - known and not named & {*before.columns.get("contact", ())}:
        return False
    for (_, column), text in grid.cells.items():
        marked = mark_in(text) is not None
        if (marked and column in known - set(before.extra)) or (not marked and column > max(known)):
            return False
        if column in asked and is_contact(text):
            return False
    return True


def loose(grids: Sequence[Grid], tables: Sequence[Table], matcher: Matcher) -> Iterator[Grid]:
    """The sheets without a table behind a task table that look like rows of it, and could not be joined to it."""
    before: Table | None = None
    for grid in grids:
        own = [table for table in tables if table.name == grid.sheet]
        if not own and before and _may_go_on(grid, before, matcher):
            yield grid
        before = next((table for table in reversed(own) if "progress" in table.columns), before)


def _may_go_on(grid: Grid, before: Table, matcher: Matcher) -> bool:
    """Does a sheet without headings look like rows of the table before it all the same?"""
    last = _last(before)
    rows = [texts for texts in _texts(MergedGrid(grid)) if len(texts) >= _ROW]
    counts_on = last is not None and bool(rows) and last + 1 in map(ordinal, rows[0][:2])
    return counts_on or any(matcher.is_task(text) for texts in rows for text in texts)


def _texts(sheet: MergedGrid) -> Iterator[list[str]]:
    for row in sheet.rows:
        yield [text for column in sheet.columns(row) if (text := sheet.text((row, column)).strip())]


def _task(row: TableRow, matcher: Matcher) -> int | None:
    """The task a row names by its text."""
    if not bare(row.text("detail")):
        return None
    match = matcher.match(row.text("seq"), row.text("detail"))
    return match.task if match.how in (How.EXACT, How.ALIKE) else None


def _counts_on(rows: list[TableRow], before: Table) -> bool:
    """Do the numbers go on by one from those of the table before?"""
    last = _last(before)
    numbers = [ordinal(row.text("seq")) for row in rows]
    return last is not None and numbers == list(range(last + 1, last + 1 + len(rows)))


def _last(table: Table) -> int | None:
    """The last number of a table."""
    numbers = [number for row in table.rows if (number := ordinal(row.text("seq"))) is not None]
    return numbers[-1] if numbers else None
