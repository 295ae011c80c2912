"""A sheet while a reader fills it in, and what the cell styles of a workbook do: the same for every format."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasklist.model.book import Grid, Picture
from tasklist.readers.limits import CELLS, CUT_DOWN, MERGES, SAVE_AS, Refused
from tasklist.readers.number_formats import Show
from tasklist.text.display import visible

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Styles:
    """By the number of a cell style: what it makes of a number, and whether it strikes text through."""

    shows: tuple[Show, ...] = ()
    struck: tuple[bool, ...] = ()

    def show(self, style: int) -> Show:
        """What the style makes of a number."""
        return self.shows[style] if style < len(self.shows) else Show.NUMBER

    def strikes(self, style: int) -> bool:
        """Does the style strike text through?"""
        return style < len(self.struck) and self.struck[style]


@dataclass
class GridBuilder:
    """Rows and columns are 1-based; `hidden_spans` are the first and last columns that are hidden together."""

    cells: dict[Cell, str] = field(default_factory=dict)
    broken: dict[Cell, str] = field(default_factory=dict)
    notes: dict[Cell, str] = field(default_factory=dict)
    struck: set[Cell] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_spans: list[tuple[int, int]] = field(default_factory=list)
    floating: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def put(self, at: Cell, text: str, struck: bool = False) -> None:
        """Set the text of a cell; blanks are none. Raises Refused for a cell that has one already, and for too many."""
        if not text or text.isspace():
            return
        if at in self.cells or at in self.broken:
            raise Refused("unreadable", "同一个单元格在文件里出现两次，文件可能已损坏", SAVE_AS)
        self.cells[at] = text
        if struck:
            self.struck.add(at)
        self.bound(0)

    def bound(self, more: int) -> None:
        """Raise Refused when `more` cells are more than a file may have."""
        if len(self.cells) + more > CELLS:
            raise Refused("too_large", f"文件里有字的单元格超过 {CELLS} 个，没有读取", CUT_DOWN)

    def grid(self, name: str, hidden: str = "") -> Grid:
        """The finished sheet. Raises Refused when it has more merged ranges than any form."""
        used = self.cells.keys() | self.broken.keys()
        rows = {row for row, _ in used}
        columns = {column for _, column in used}
        if len(self.merged) > MERGES:
            raise Refused("too_large", f"工作表里有 {len(self.merged)} 处合并单元格，没有读取", CUT_DOWN)
        return Grid(
            sheet=visible(name),
            cells=self.cells,
            merged=tuple(self.merged),
            hidden=hidden,
            hidden_rows=frozenset(self.hidden_rows & rows),
            hidden_columns=frozenset(
                c for c in columns if any(first <= c <= last for first, last in self.hidden_spans)
            ),
            notes=self.notes,
            broken=self.broken,
            struck=frozenset(self.struck),
            floating=tuple(self.floating),
            pictures=tuple(self.pictures),
        )
