"""A task table whose heading row was deleted while its columns stand as issued: the official texts prove it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tasklist.model.book import Grid
from tasklist.returns.rows.official_text import official
from tasklist.returns.rows.task_matching import Matcher
from tasklist.tables import marks
from tasklist.tables.find import Table, under
from tasklist.tables.heading_rows import MergedGrid
from tasklist.text import phones
from tasklist.text.normalize import bare, fold

_LONG_NAME = 24  # bare characters of a contact; what is longer is no name with a telephone


def as_issued(grid: Grid, columns: Mapping[str, tuple[int, ...]], matcher: Matcher) -> Sequence[Table]:
    """The table of a sheet without headings, or nothing. `columns`: role → columns of the template's table.

    Every official column must hold its own task's words; behind them the form's marks stand in their column, or
    telephones in that of the contacts and nowhere else: then no column was put in, taken out or moved.
    """
    if not {"detail", "progress", "contact"} <= set(columns):
        return ()
    sheet = MergedGrid(grid)
    issued = {role: found for role, found in columns.items() if role != "settled"}  # the office's own, in no form
    rows = {**_marked(sheet, issued, matcher), **_tasks(sheet, matcher)}
    if not rows:
        return ()
    shift = Counter(column for _, column in rows.values()).most_common(1)[0][0] - columns["detail"][0]
    moved = {role: tuple(column + shift for column in found) for role, found in issued.items()}
    own = {row: task for row, (task, column) in rows.items() if column == moved["detail"][0]}
    if not _official(sheet, own, moved, matcher) or not _answers_in_place(sheet, own, moved):
        return ()
    return (under(grid, moved, min(own)),)


def _tasks(sheet: MergedGrid, matcher: Matcher) -> dict[int, tuple[int, int]]:
    """Row → (task, column) of the rows that hold the whole text of one task."""
    found: dict[int, tuple[int, int]] = {}
    for row in sheet.rows:
        for column in sheet.columns(row):
            text = sheet.text((row, column))
            if matcher.is_task(text) and (task := matcher.match("", text).task):
                found.setdefault(row, (task, column))
    return found


def _marked(sheet: MergedGrid, columns: Mapping[str, tuple[int, ...]], matcher: Matcher) -> dict[int, tuple[int, int]]:
    """Row → (task, the column its text was issued in) of the rows with a mark of the list in force behind the last."""
    behind = max(column for found in columns.values() for column in found) + 1 - columns["detail"][0]
    found: dict[int, tuple[int, int]] = {}
    for row in sheet.rows:
        for column in sheet.columns(row):
            mark = marks.mark_in(sheet.text((row, column)))
            if mark and mark.task and mark.list_digest == matcher.task_list.digest:
                found[row] = (mark.task, column - behind)
    return found


def _official(
    sheet: MergedGrid, rows: Mapping[int, int], columns: Mapping[str, tuple[int, ...]], matcher: Matcher
) -> bool:
    """Does every official column hold its tasks' own words, and nothing else?"""
    for role in (role for role in matcher.task_list.layout.official if role not in ("seq", "detail")):
        told = [
            (matcher.task_list.find(task), text)
            for row, task in rows.items()
            for column in columns.get(role, ())
            if (text := sheet.text((row, column))).strip()
        ]
        listed = any(bare(task.says(role)) for task in matcher.task_list.tasks) and role in columns
        if (listed and not told) or not all(task and official(task, role, text) for task, text in told):
            return False
    return True


def _answers_in_place(sheet: MergedGrid, rows: Mapping[int, int], columns: Mapping[str, tuple[int, ...]]) -> bool:
    last = max(column for found in columns.values() for column in found)
    contact = columns["contact"]
    contacts = [text for row in rows for column in contact if (text := sheet.text((row, column))).strip()]
    if any(len(bare(text)) > _LONG_NAME for text in contacts):
        return False
    if any(marks.mark_in(sheet.text((row, last + 1))) for row in rows):
        return True
    elsewhere = [sheet.text((row, column)) for row in rows for column in sheet.columns(row) if column not in contact]
    beyond = any(column > last for row in range(min(rows), max(rows) + 1) for column in sheet.columns(row))
    bare_phone = any(fold(text) and not phones.without_numbers(text) for text in elsewhere)
    return any(map(phones.numbers, contacts)) and not beyond and not bare_phone
