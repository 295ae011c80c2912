"""A worksheet of XlsxWriter that takes and writes the plain cells a master consists of many times as fast.

What is kept is the library's own, cell by cell, and so are the bytes: only the way there is shorter. A text is looked
at once, however often it stands on the sheet; a row is written in one go, and rows that are done are kept packed: as
cells they take forty times the memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import lru_cache
from types import SimpleNamespace

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellBlankTuple, CellStringTuple, Worksheet

from tasklist.text.display import visible
from tasklist.views.style import CELL_LIMIT

_MOST_LINKS = 65_530  # of a sheet, as Excel has it
_BLOCK = 16  # rows that share their `spans`
_FIRST = _BLOCK  # rows that are never packed: headings and links are written into them last
_PACK = 64 * _BLOCK  # rows packed at a time
_CHUNK = 1 << 18
POINTS_PER_PIXEL = 0.75
ROWS_HERE = "<?rows?>"  # stands in a sheet's part for its packed rows


class RowPage(Worksheet):  # type: ignore[misc]
    """A worksheet for many rows of texts."""

    def __init__(self) -> None:
        super().__init__()
        self._indexes: dict[str, int] = {}  # text → its number among the shared strings
        self._packed: list[bytes] = []
        self._done = _FIRST  # the row behind the packed ones
        self.table_cells = _Forgotten()  # of every cell of a table the library remembers that it is one

    def text(self, row: int, column: int, text: str, form: Format) -> int:
        """Write a text; 0 when it was taken. Harmful characters are made visible."""
        index = self._indexes.get(text)
        if index is None:
            plain = visible(text)
            if plain.startswith("<r>") and plain.endswith("</r>"):
                # The library takes such a string for rich text it made itself and writes it as raw XML.
                return int(self.write_rich_string(row, column, "<", form, plain[1:], form))
            if len(plain) > CELL_LIMIT // 2:  # beyond the edge of a cell the library says so
                return int(self.write_string(row, column, plain, form))
            index = self._indexes[text] = self.str_table._get_shared_string_index(plain)
        else:
            self.str_table.count += 1
        if self._check_dimensions(row, column):
            return -1
        self.table[row][column] = CellStringTuple(index, form)
        return 0

    def blank(self, row: int, column: int, form: Format) -> int:
        """Write a cell with nothing in it; 0 when it was taken."""
        if self._check_dimensions(row, column):
            return -1
        self.table[row][column] = CellBlankTuple(form)
        return 0

    def link(self, row: int, column: int, target: str, text: str, form: Format) -> int:
        """Write a text that leads to a file, `external:` and its path, perhaps with # and a place in it."""
        file, _, anchor = target.partition("#")
        url = Url.__new__(Url)
        url.__dict__.update(_parsed(file).__dict__, _text=text, _anchor=anchor.replace("/", "\\"))
        self.hlink_count += 1
        if self.hlink_count > _MOST_LINKS:
            return -1
        self.hyperlinks[row][column] = url
        return self.text(row, column, text, form)

    def points(self, first: int, end: int) -> float:
        """How tall the rows from `first` to before `end` were made, together."""
        sizes = (self.row_sizes.get(row, (self.default_row_height,)) for row in range(first, end))
        return float(sum(size[0] for size in sizes)) * POINTS_PER_PIXEL

    def settle(self, row: int) -> None:
        """Pack the rows above `row`, which nothing touches any more; a few at the top are left."""
        last = row - row % _BLOCK
        if last - self._done < _PACK:
            return
        spelled: list[str] = []
        self.fh = SimpleNamespace(write=spelled.append)  # the library opens its own for the whole
        self._spell(self._done, last)
        self._packed.append(zlib.compress("".join(spelled).encode(), 1))
        for each in range(self._done, last):
            self.row_info.pop(each, None)
            self.row_sizes.pop(each, None)
            for column in self.table.pop(each, ()):
                self.merged_cells.pop((each, column), None)
        self._done = last

    @property
    def part(self) -> str:
        """The name of its part in the workbook's package."""
        return f"xl/worksheets/sheet{self.index + 1}.xml"

    @property
    def has_packed(self) -> bool:
        """Are any of its rows packed?"""
        return bool(self._packed)

    def packed(self) -> Iterator[bytes]:
        """The packed rows as they stand in the file, a piece at a time."""
        return map(zlib.decompress, self._packed)

    def _write_rows(self) -> None:
        """The rows with all their cells, as the library writes them; the packed ones by a mark."""
        if late := [row for row in (*self.table, *self.row_info) if _FIRST <= row < self._done]:
            raise AssertionError(f"{self.name}: row {late[0] + 1} was packed before all of it was written")
        self._spell(self.dim_rowmin, min(_FIRST, self.dim_rowmax + 1))
        if self._packed:
            self.fh.write(ROWS_HERE)
        self._spell(max(self._done, self.dim_rowmin), self.dim_rowmax + 1)

    def _spell(self, first: int, end: int) -> None:
        """Write the rows from `first` to before `end`."""
        names = {column: xl_col_to_name(column) for column in range(self.dim_colmin, self.dim_colmax + 1)}
        for row in range(first, end):
            cells, info = self.table.get(row), self.row_info.get(row)
            span = self._span(row // _BLOCK)
            if cells:
                self._write_row(row, span, info)
                self._write_cells(row, cells, names)
                self._xml_end_tag("row")
            elif info or row in self.comments:
                self._write_empty_row(row, span, info)

    @lru_cache(2)  # noqa: B019  asked for row after row; the page goes with its workbook
    def _span(self, block: int) -> str | None:
        """The first and the last column that the rows of a block have, as the library writes them."""
        rows = (self.table.get(row) for row in range(block * _BLOCK, block * _BLOCK + _BLOCK))
        columns = {column for cells in rows if cells for column in (min(cells), max(cells))}
        return f"{min(columns) + 1}:{max(columns) + 1}" if columns else None

    def _write_cells(self, row: int, cells: dict[int, tuple[object, ...]], names: dict[int, str]) -> None:
        write, number = self.fh.write, row + 1
        for column in sorted(cells):
            cell = cells[column]
            form = cell.format  # type: ignore[attr-defined]
            if form and type(cell) is CellStringTuple:
                write(f'<c r="{names[column]}{number}" s="{_style(form)}" t="s"><v>{cell[0]}</v></c>')
            elif form and type(cell) is CellBlankTuple:
                write(f'<c r="{names[column]}{number}" s="{_style(form)}"/>')
            else:
                self._write_cell(row, column, cell)


class _Forgotten(dict[tuple[int, int], str]):
    """Keeps nothing."""

    def __setitem__(self, key: tuple[int, int], value: str) -> None:
        pass


def _style(form: Format) -> int:
    index = form.xf_index
    return int(form._get_xf_index() if index is None else index)


@lru_cache(1 << 14)  # a file is opened from every row it answered
def _parsed(file: str) -> Url:
    return Url(file)
