"""A sheet while a reader fills it in, and what the cell styles of a workbook do: the same for every format."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasklist.model.book import Grid, Leftover, Picture
from tasklist.readers.limits import CELLS, CUT_DOWN, MERGES, TEXT_BYTES, Refused
from tasklist.readers.sheets.symbol_fonts import as_signs
from tasklist.readers.sheets.worded_formats import GENERAL, NumberFormat, Shown
from tasklist.text.display import visible

Cell = tuple[int, int]
Area = tuple[int, int, int, int]  # first row, first column, last row, last column

_COVERED = 400  # cells; what lies over more is a background


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell style does to what is in the cell.

    `font`: its name, when its letters are signs; `unseen`: is it written in the colour of the ground? `box`: are its
    truth values boxes to tick? `white_ground`: would white words be unseen in it?
    """

    format: NumberFormat = GENERAL
    struck: bool = False
    font: str = ""
    unseen: bool = False
    box: bool = False
    white_ground: bool = True

    def truth(self, value: bool) -> Shown:
        """A truth value as the style shows it."""
        return Shown(("☑" if value else "☐") if self.box else str(value).upper())

    def text(self, text: str) -> Shown:
        """A stored text as the style shows it."""
        signs = as_signs(text, self.font) if self.font else text
        return self.format.text(signs)


PLAIN = Style()


@dataclass
class GridBuilder:
    """Rows and columns are 1-based; `hidden_spans` are the first and last columns that are hidden together."""

    cells: dict[Cell, str] = field(default_factory=dict)
    broken: dict[Cell, str] = field(default_factory=dict)
    notes: dict[Cell, str] = field(default_factory=dict)
    struck: dict[Cell, str] = field(default_factory=dict)
    unseen: set[Cell] = field(default_factory=set)
    stored: dict[Cell, str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_spans: list[tuple[int, int]] = field(default_factory=list)
    floating: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    characters: int = 0
    over: dict[Cell, Leftover] = field(default_factory=dict)

    def put(self, at: Cell, text: str, struck: str = "") -> None:
        """Set the text of a cell, and which of its words are struck; blanks are none. Raises Refused for too many.

        A cell the file holds twice with different texts has neither: which one stands is a person's to say.
        """
        if not text or text.isspace():
            return
        if at in self.cells or at in self.broken:
            self._put_again(at, text)
            return
        self.cells[at] = text
        if struck:
            self.struck[at] = struck
        self.characters += len(text)
        if self.characters > TEXT_BYTES:  # one long text shared by thousands of cells takes no room, until it is read
            raise Refused("too_large", "一张表里的文字太多，没有读取", CUT_DOWN)
        if len(self.cells) > CELLS:
            self.bound(0)

    def _put_again(self, at: Cell, text: str) -> None:
        if self.cells.get(at) != text:
            self.broken[at] = f"文件里这一格有两处内容：“{self.cells.pop(at, self.broken.get(at))}”“{text}”"

    def show(self, at: Cell, shown: Shown, style: Style, struck: str = "", *, white: bool = False) -> None:
        """`put` what the style of a cell shows. What a format hides is put as stored, and marked, as is a text of which
        some words are `white`.
        """
        hidden = not shown.text and shown.stored not in ("", "0")
        text = shown.stored if hidden else shown.text
        self.put(at, text, text if style.struck else struck)
        if at in self.cells and (hidden or style.unseen or (white and style.white_ground)):
            self.unseen.add(at)
        elif at in self.cells and shown.stored:
            self.stored[at] = shown.stored

    def cover(self, area: Area | None, what: str, text: str) -> None:
        """Note what lies over the cells of an area."""
        top, left, bottom, right = area or (1, 1, 0, 0)
        if (bottom - top + 1) * (right - left + 1) <= _COVERED:
            for at in ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)):
                self.over.setdefault(at, Leftover(what, text))

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
            struck=self.struck,
            unseen=frozenset(self.unseen),
            stored=self.stored,
            over=self.over,
            floating=tuple(self.floating),
            pictures=tuple(self.pictures),
        )
