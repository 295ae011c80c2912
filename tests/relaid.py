"""The shipped form, answered, laid out anew by hand: its rows as texts by column, and a file of any rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from laboratory import UNITS, form, received
from tasklist.model.book import Book, Grid
from tasklist.model.returns import Return

UNIT = UNITS[0]
PLACES = {
    **{"seq": 1, "theme": 2, "level": 3, "detail": 4, "lead": 5, "responsible": 6},
    **{"deadline": 7, "progress": 8, "contact": 9, "remark": 10, "mark": 11},
}
HEADINGS = {
    **{"seq": "序号", "theme": "重点任务", "level": "", "detail": "具体任务", "lead": "牵头单位"},
    **{"responsible": "责任单位", "deadline": "完成时限", "progress": "进展情况", "contact": "联络员及联系电话"},
    **{"remark": "备注", "mark": ""},
}
LABELS = (f"填报单位：{UNIT}", "报送期：2023年6月")


def issued() -> list[dict[str, str]]:
    """The rows of the form's tasks, themes on every row."""
    cells = form(UNIT).book().grids[0].cells
    rows = [{name: cells.get((row, place), "") for name, place in PLACES.items()} for row in range(4, 18)]
    for above, row in pairwise(rows):
        row["level"] = row["level"] or ("" if row["theme"] else above["level"])
        row["theme"] = row["theme"] or above["theme"]
    return rows


def table(rows: Sequence[dict[str, str]], *columns: str) -> list[tuple[str, ...]]:
    """A heading and the rows, of these columns only."""
    return [tuple(HEADINGS[name] for name in columns), *(tuple(row.get(name, "") for name in columns) for row in rows)]


def sent(*lines: Sequence[str], sheet: str = "Sheet1", merged: Sequence[tuple[int, int, int, int]] = ()) -> Return:
    """What becomes of a file with these lines on one sheet, read for the unit whose form it was."""
    cells = {(row, place): text for row, line in enumerate(lines, 1) for place, text in enumerate(line, 1) if text}
    return received(form(UNIT), Book(grids=(Grid(sheet, cells, merged=tuple(merged)),), format="xlsx"))


def told(made: Return, field: str = "progress") -> dict[int | None, str]:
    """Task → what was taken as its answer."""
    return {entry.task: entry.text for entry in made.entries if entry.field == field}


def edited(**texts: str) -> Return:
    """The form itself with other texts in some cells (H6=…)."""
    book = form(UNIT).book()
    cells = {(int(name[1:]), ord(name[0]) - 64): text for name, text in texts.items()}
    return received(
        form(UNIT),
        replace(book, grids=(replace(book.grids[0], cells={**book.grids[0].cells, **cells}), *book.grids[1:])),
    )


def book(*sheets: tuple[str, Sequence[Sequence[str]]], name: str = f"{UNIT}-填报表.xlsx") -> Return:
    """What becomes of a file with these sheets."""
    grids = (
        Grid(name, {(row, at): text for row, line in enumerate(lines, 1) for at, text in enumerate(line, 1) if text})
        for name, lines in sheets
    )
    return received(replace(form(UNIT), name=name), Book(grids=tuple(grids), format="xlsx"))
