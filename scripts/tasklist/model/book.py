"""What a reader hands on of one file: sheets as grids of text, with what lies over and beside the cells."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from tasklist.model.finding import Advice

FILE_BYTES = 200 << 20  # larger is no return: the largest honest workbook seen was a tenth of it


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture found in a sheet or document. `cell` is (row, column) of its anchor, or None when it floats.

    Where only its digest and size are wanted, `data` was left behind: the pictures of all units fit into no memory.
    """

    name: str
    data: bytes
    cell: tuple[int, int] | None = None
    digest: str = ""
    size: int = 0

    @property
    def sha256(self) -> str:
        """What tells its content."""
        return self.digest or hashlib.sha256(self.data).hexdigest()

    def light(self) -> Picture:
        """The same without its data."""
        return replace(self, data=b"", digest=self.sha256, size=self.size or len(self.data))


@dataclass(frozen=True, slots=True)
class Leftover:
    """What a file holds beside its grids: words, a picture, a control or an embedded file no cell shows.

    `what`: what a person would call it (页眉, 文本框, SmartArt, 复选框, 正文 …); `text`: its words, or its name;
    `sheet`: on which sheet, or empty. A file's readers count what they know; the census of its parts adds the rest.
    """

    what: str
    text: str
    sheet: str = ""


@dataclass(frozen=True)
class Grid:
    """表格: one sheet (or one table of a document), as a person sees it.

    `cells` maps (row, column), 1-based, to the non-empty text shown there: numbers, dates and
    percentages are already written as a person reads them; line breaks are plain ones. `merged` ranges are
    (first row, first column, last row, last column). `hidden` is "" (visible), "hidden" or "very".
    `notes` are comments by cell; `broken` maps a cell to the error it shows (#REF!) or to
    "无缓存值的公式"; `struck` are the words of a cell that are struck through, `unseen` cells whose text a format or a
    white font hides. `stored`: what a cell keeps where its format shows something else. `over`: what lies over a cell
    (a control with its tick, a drawing with its words). `floating`: texts of text boxes.
    `fields`: in a table of text (csv, HTML), row → how many fields it was written with, the empty ones too;
    `glue`: the sign between them, which may have cut an answer in two (empty: fields are never parts of one).
    `doubts`: rows whose texts may stand in wrong columns, and why. `led`: in a document, row → the lines that stand
    between this row and the table before (they are cells of the grid 正文, too).
    """

    sheet: str
    cells: Mapping[tuple[int, int], str]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: str = ""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: Mapping[tuple[int, int], str] = field(default_factory=dict)
    unseen: frozenset[tuple[int, int]] = frozenset()
    stored: Mapping[tuple[int, int], str] = field(default_factory=dict)
    over: Mapping[tuple[int, int], Leftover] = field(default_factory=dict)
    floating: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    fields: Mapping[int, int] = field(default_factory=dict)
    glue: str = ""
    doubts: Mapping[int, str] = field(default_factory=dict)
    led: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many things a person could have put here: cells, comments, text boxes, pictures."""
        broken = sum(1 for cell in self.broken if cell not in self.cells)
        return len(self.cells) + broken + len(self.notes) + len(self.floating) + len(self.pictures)


@dataclass(frozen=True)
class Book:
    """What a reader hands on of one file: its grids, and what the file says of itself.

    `modified`: the document's own stamp (aware, or None). `format`: `xlsx`, `xls`, `docx`, …
    `members`: the files inside an archive, a mail or a document, as (name, bytes), in the order stored.
    `sender`: the mail address an .eml came from. `remarks`: Chinese sentences a person should see (text decoded
    as GB18030, macros ignored, …). `leftovers`: what is in the file and in no grid. `packing`: member → what it is,
    when no unit means it as a return (the logo of a signature). A book with members and grids is a letter with
    enclosures, `subject` is what it is called.
    """

    format: str
    grids: tuple[Grid, ...] = ()
    modified: datetime | None = None
    members: tuple[tuple[str, bytes], ...] = ()
    sender: str = ""
    remarks: tuple[str, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    delivered: datetime | None = None  # of a mail: when its last server took it, as its topmost Received line says
    written: datetime | None = None  # of a mail: the date its sender's program wrote
    packing: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""

    def light(self) -> Book:
        """The same, its pictures without their data."""
        grids = (replace(grid, pictures=tuple(each.light() for each in grid.pictures)) for grid in self.grids)
        return replace(self, grids=tuple(grids))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be read: a finding `code`, what was seen, what to do where that is closer than usual."""

    code: str
    seen: str
    advice: Advice | None = None

    @property
    def reason(self) -> str:
        """What was seen and what to do, in one Chinese sentence for the clerk."""
        return f"{self.seen}，{self.advice.clerk}" if self.advice else self.seen


LETTER = "letter"  # the format of a Book that is the body of a letter with enclosures: its words are about them
MAILS = frozenset({LETTER, "eml", "msg", "tnef"})  # the formats of what is written to somebody

CELL_NAME = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")  # what begins so lies at a cell: H7, H7批注; 图片1 and 文本框1 do not


@lru_cache(1 << 14)
def cell_name(cell: tuple[int, int]) -> str:
    """(row, column), 1-based, as a spreadsheet names it: (7, 28) → AB7."""
    row, column = cell
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
