"""Small tables of the office's own making (roster, holidays, word lists): rows found by heading, cells read.

A heading row may stand anywhere, below a title or beside other columns; the headings decide, never the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from tasklist.model.book import Book, Grid, cell_name
from tasklist.model.errors import UserError
from tasklist.model.place import Place
from tasklist.text.display import shorten
from tasklist.text.normalize import bare, fold

_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?:00:00(?::00)?)?")
_MOMENT = re.compile(r"(.{1,40}?)(?:[T ]\s{0,9}(\d{1,2}:\d{2}(?::\d{2})?))?")
_SEPARATOR = re.compile(r"[、，,；;\n\r]+(?![^（(]{0,40}[)）])")  # none within brackets: 各县（市、区）卫生健康局


@dataclass(frozen=True)
class SmallTable:
    """The rows under one heading row. `columns`: heading → column; `rows`: row number → heading → text."""

    file: str
    sheet: str
    columns: Mapping[str, int]
    rows: Mapping[int, Mapping[str, str]]

    def place(self, row: int, heading: str) -> str:
        """`file!sheet!B7` of one cell."""
        return str(Place(self.file, self.sheet, cell_name((row, self.columns[heading]))))


def find(book: Book, file: str, needed: Sequence[str], optional: Sequence[str] = ()) -> SmallTable:
    """The first table of `book`, visible sheets first, whose heading row has every `needed` heading.

    Columns with other headings are ignored, `optional` ones may be missing; a row that holds nothing under
    these headings is skipped, and so is one whose first needed cell is merged across columns (a title).
    Raises UserError that lists the headings found, or names the two columns that bear the same heading.
    """
    wanted = {bare(heading): heading for heading in (*needed, *optional)}
    best: tuple[str, ...] = ()
    for grid in sorted(book.grids, key=lambda each: bool(each.hidden)):
        for row, cells in _rows(grid):
            known = [(column, wanted[bare(text)]) for column, text in cells if bare(text) in wanted]
            names = [heading for _, heading in known]
            if all(heading in names for heading in needed):
                return _table(grid, file, row, known, needed[0])
            if (len(names), len(cells)) > (sum(bare(text) in wanted for text in best), len(best)):
                best = tuple(text for _, text in cells)
    found = "、".join(shorten(text, 12) for text in best[:12]) or "没有文字"
    raise UserError(f"{file} 里没有找到表头“{'”“'.join(needed)}”，看到的是：{found}；请补上这一列的表头。")


def _rows(grid: Grid) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in sorted(grid.cells.items()):
        rows.setdefault(row, []).append((column, text))
    return iter(rows.items())


def _table(grid: Grid, file: str, heading_row: int, known: list[tuple[int, str]], key: str) -> SmallTable:
    columns: dict[str, int] = {}
    for column, heading in known:
        if heading in columns:
            first, second = cell_name((heading_row, columns[heading])), cell_name((heading_row, column))
            raise UserError(f"{file}!{grid.sheet} 的 {first} 和 {second} 都是“{heading}”，请只留一列。")
        columns[heading] = column
    banners = {
        row
        for top, left, bottom, right in grid.merged
        if left < right and left <= columns[key] <= right
        for row in range(top, bottom + 1)
    }
    rows = {}
    for row, cells in _rows(grid):
        texts = dict(cells)
        values = {heading: texts.get(column, "").strip() for heading, column in columns.items()}
        repeated = all(bare(text) in ("", bare(heading)) for heading, text in values.items())
        if row > heading_row and row not in banners and not repeated:
            rows[row] = values
    return SmallTable(file, grid.sheet, columns, rows)


def day(text: str) -> date | None:
    """The civil date a person typed (2023-04-04, 2023/4/4, 2023.4.4, 2023年4月4日), or None when it is none."""
    match = _DAY.fullmatch(fold(text))
    if not match:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def civil_moment(text: str, zone: tzinfo) -> datetime | None:
    """The moment a person typed (2023-06-24 16:00; a day alone is its beginning), or None when it is none."""
    found = _MOMENT.fullmatch(text.strip().replace("：", ":"))
    on = day(found[1]) if found else None
    if not found or on is None:
        return None
    try:
        return datetime.combine(on, time.fromisoformat(found[2].zfill(5)) if found[2] else time(), zone)
    except ValueError:
        return None


def several(text: str) -> tuple[str, ...]:
    """The parts of a cell that lists several things, separated by 、，,；; or a line break, each once."""
    return tuple(dict.fromkeys(" ".join(part.split()) for part in _SEPARATOR.split(text) if part.strip()))
