"""Workbooks on paper: text put into cells as text, looks, the printed page, and bytes that do not change.

The one home of openpyxl: the views that fill a template write through what stands here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Hashable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray as Look
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from tasklist.text.display import visible
from tasklist.views import style
from tasklist.views.package import conforming, repacked, stamped, with_results
from tasklist.views.style import Face

__all__ = ["CellStyle", "CellWriter", "Look", "Workbook", "Worksheet"]  # with the types its callers name

Place = tuple[int, int]  # (row, column), 1-based
AnyCell = Cell | MergedCell

_CUT = "…（文字超出单元格上限，以下见汇总表）"
NO_RESULTS: Mapping[str, str] = MappingProxyType({})
_LINE = Side("thin", style.RULE)
_NOTE_CHARS = 44  # a comment box is about as wide as a line of print
_PLAIN_ROW = 15.0  # points of a row nobody gave a height
_GRID = Border(_LINE, _LINE, _LINE, _LINE)
_TEXT_FORMAT = "@"  # what is typed stays as typed: no formula from a leading dash, no number from a telephone


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell looks and whether it can be typed into."""

    face: Face = style.BODY
    across: str = "left"
    fill: str = ""
    ruled: bool = True
    open: bool = False
    number_format: str = "General"


class CellWriter:
    """Writes styled text into one workbook; each look is made once and then shared by its cells."""

    def __init__(self) -> None:
        self._made: dict[Hashable, Look] = {}

    def put(self, sheet: Worksheet, at: Place, text: str, ink: CellStyle) -> None:
        """Write `text` as text at (row, column), in this ink."""
        cell = sheet.cell(*at)
        if ink not in self._made:
            _paint(cell, ink)
            self._made[ink] = look_of(cell)
        dress(cell, self._made[ink])
        set_text(cell, text)

    def put_like(self, sheet: Worksheet, at: Place, text: str, look: Look, *, answer: bool = False) -> None:
        """Write `text` in a look taken from another cell of the workbook, wrapped; an `answer` can be typed into."""
        cell = sheet.cell(*at)
        key = (tuple(look), answer)
        if key not in self._made:
            dress(cell, look)
            _wrap(cell)
            cell.protection = Protection(locked=not answer)
            if answer:
                cell.number_format = _TEXT_FORMAT
            self._made[key] = look_of(cell)
        dress(cell, self._made[key])
        set_text(cell, text)

    def tint(self, sheet: Worksheet, at: Place, fill: str) -> None:
        """Give a cell another background, and leave the rest of its look."""
        sheet.cell(*at).fill = PatternFill("solid", fgColor=fill)


def raise_text(sheet: Worksheet, at: Place) -> None:
    """Let a cell's text begin at its top: one that runs over several pages is not looked for in the middle."""
    _wrap(sheet.cell(*at), "top")


def _wrap(cell: AnyCell, vertical: str = "") -> None:
    """Let a cell's text wrap, and stand as it stood; with `vertical` where that says."""
    old, way = cell.alignment, vertical or cell.alignment.vertical
    cell.alignment = Alignment(old.horizontal, way, old.textRotation, wrap_text=True, indent=old.indent)


def look_of(cell: AnyCell) -> Look:
    """How a cell looks, as a value of its own."""
    return copy(cell._style)  # type: ignore[union-attr, no-any-return]


def dress(cell: AnyCell, look: Look) -> None:
    """Give a cell a look of its own workbook."""
    cell._style = copy(look)  # type: ignore[union-attr]


def _paint(cell: AnyCell, ink: CellStyle) -> None:
    cell.font = Font(name=ink.face.name, size=ink.face.points, bold=ink.face.bold, color=ink.face.colour)
    cell.alignment = Alignment(horizontal=ink.across, vertical="center", wrap_text=True)
    cell.protection = Protection(locked=not ink.open)
    cell.number_format = _TEXT_FORMAT if ink.open and ink.number_format == "General" else ink.number_format
    cell.border = _GRID if ink.ruled else Border()
    cell.fill = PatternFill("solid", fgColor=ink.fill) if ink.fill else PatternFill()


# Excel reads _x0041_ in a text as A, and _x005F_ as the sign itself; the library writes texts as they are.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def set_text(cell: AnyCell, text: str) -> None:
    """Make `text` the value of a cell, never a formula, an error or a link; what is too long says so."""
    shown = visible(text)
    if len(shown) > style.CELL_LIMIT:
        shown = shown[: style.CELL_LIMIT - len(_CUT)] + _CUT
    if isinstance(cell, MergedCell):  # has no value: its text is that of the merged range
        return
    cell.value = _ESCAPE.sub("_x005F_", shown) or None
    if shown:
        cell.data_type = "s"


def set_formula(cell: AnyCell, formula: str) -> None:
    """Make a formula of the program's own the value of a cell; see `save` for the text it gives."""
    if not isinstance(cell, MergedCell):
        cell.value, cell.data_type = formula, "f"


def narrow(sheet: Worksheet, first: Place, last: Place, edge: int) -> None:
    """Let the merged range from `first` to `last` end at column `edge`; what it covered behind is free and bare."""
    sheet.merged_cells.remove(CellRange(None, first[1], first[0], last[1], last[0]).coord)
    for row in range(first[0], last[0] + 1):
        for column in range(edge + 1, last[1] + 1):
            sheet._cells.pop((row, column), None)  # a covered cell is none that can be written
    merge(sheet, first, (last[0], edge))


def unlock(cell: AnyCell) -> None:
    """Let a cell be typed into."""
    cell.protection = Protection(locked=False)


def merge(sheet: Worksheet, first: Place, last: Place) -> None:
    """Merge the range from cell `first` to cell `last` when it has more than one; each keeps its own border.

    The covered cells must be empty; they stay as they are, which is what the spreadsheet programs write too.
    """
    if first != last:
        sheet.merged_cells.add(CellRange(None, first[1], first[0], last[1], last[0]).coord)


def widths(sheet: Worksheet, last: int) -> dict[int, float]:
    """The width in characters of columns 1…`last`; columns stored as one span are told apart from here on."""
    found = dict.fromkeys(range(1, last + 1), sheet.sheet_format.defaultColWidth or 8.43)
    hidden = set()
    for letter, dimension in sheet.column_dimensions.items():
        first = dimension.min or column_index_from_string(letter)
        for column in range(first, min(dimension.max or first, last) + 1):
            found[column] = dimension.width
            hidden |= {column} if dimension.hidden else set()
    for column, width in found.items():
        letter = get_column_letter(column)
        sheet.column_dimensions.pop(letter, None)
        set_width(sheet, column, width, hidden=column in hidden)
    return found


def set_width(sheet: Worksheet, column: int, chars: float, *, hidden: bool = False) -> None:
    """Give a column its width in characters."""
    dimension = sheet.column_dimensions[get_column_letter(column)]
    dimension.width, dimension.hidden = chars, hidden


def comment(sheet: Worksheet, at: Place, text: str, *, author: str) -> None:
    """Put a comment on a cell, in a box that shows all of it."""
    note = Comment(_ESCAPE.sub("_x005F_", visible(text)), author)
    lines = style.text_height(text, _NOTE_CHARS, style.HINT.points) / style.HINT.points
    note.width, note.height = _NOTE_CHARS * 7, 40 + 14 * lines
    sheet.cell(*at).comment = note


def link(sheet: Worksheet, at: Place, target: Worksheet, cell: Place) -> None:
    """Make a cell lead to another one of the same workbook."""
    name = target.title.replace("'", "''")
    place = f"{get_column_letter(cell[1])}{cell[0]}"
    source = sheet.cell(*at)
    source.hyperlink = Hyperlink(ref=source.coordinate, location=f"'{name}'!{place}")
    source.font = Font(name=style.NUMBER.name, size=style.NUMBER.points, color=style.LINK, underline="single")


class _GrowingRow(RowDimension):
    """A row of this height that still grows with what is typed into it."""

    customHeight = False  # noqa: N815


def set_height(sheet: Worksheet, row: int, points: float, *, grows: bool = True) -> None:
    """Give a row its height; one that `grows` the spreadsheet program may make taller when its text grows."""
    kind = _GrowingRow if grows else RowDimension
    sheet.row_dimensions[row] = kind(sheet, index=row, ht=min(points, style.TALLEST))


def fit_row(sheet: Worksheet, at: Place) -> None:
    """Make a row tall enough for the text of its cell, which is wrapped when it is merged or wrapped already."""
    cell = sheet.cell(*at)
    across = [span for span in sheet.merged_cells.ranges if (span.min_row, span.min_col) == at]
    if not (across or cell.alignment.wrap_text) or any(span.max_row > span.min_row for span in across):
        return  # it runs on over the empty cells beside it, or has several rows
    last = max([at[1], *(span.max_col for span in across)])
    chars = widths(sheet, last)
    points = float(cell.font.size or style.BODY.points)
    room = sum(chars[column] for column in range(at[1], last + 1))
    needed = style.text_height(str(cell.value or ""), room, points)
    if needed > (sheet.row_dimensions[at[0]].height or _PLAIN_ROW):
        _wrap(cell)
        sheet.row_dimensions[at[0]].height = needed


def break_after(sheet: Worksheet, row: int) -> None:
    """End the printed page after this row."""
    sheet.row_breaks.append(Break(id=row))


def set_page(sheet: Worksheet, *, last_row: int, last_column: int, heading: tuple[int, int], landscape: bool) -> None:
    """A4, one page wide, as many pages as it takes, the heading rows on each, 第x页共y页 below."""
    sheet.page_setup.paperSize = style.PAPER_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    left, right, top, bottom = style.MARGINS
    sheet.page_margins = PageMargins(left, right, top, bottom, style.HEADER_MARGIN, style.HEADER_MARGIN)
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = style.FOOTER  # type: ignore[union-attr]
    sheet.print_title_rows = f"{heading[0]}:{heading[1]}"
    sheet.print_area = f"A1:{get_column_letter(last_column)}{last_row}"


def activate(workbook: Workbook, sheet: Worksheet) -> None:
    """Let the workbook open on this sheet, and on this sheet alone (two selected ones would be typed into at once)."""
    workbook.active = workbook.index(sheet)
    for each in workbook.worksheets:
        each.sheet_view.tabSelected = each is sheet


def protect(sheet: Worksheet, *, insert: bool = False) -> None:
    """Lock the sheet without a password; rows and columns may be made taller and wider, with `insert` rows added."""
    sheet.protection.insertRows = not insert
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False


def new_workbook(name: str) -> tuple[Workbook, Worksheet]:
    """An empty workbook and its one sheet, of this name."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = name
    return workbook, sheet


def save(
    workbook: Workbook, *, title: str, author: str, created: date, results: Mapping[str, str] = NO_RESULTS
) -> bytes:
    """The workbook as bytes that depend on nothing but its content: fixed stamps, a fixed order of parts.

    `results`: formula → the text it gives now; a program that does not calculate shows it, and so does a preview.
    """
    properties = workbook.properties
    properties.title, properties.creator, properties.lastModifiedBy = title, author, author
    loose = io.BytesIO()
    with zipfile.ZipFile(loose, "w") as archive:
        ExcelWriter(workbook, archive).write_data()

    def mended(name: str, part: bytes) -> tuple[str, bytes]:
        if results and name.startswith("xl/worksheets/"):
            part = with_results(part, results)
        return conforming(name, stamped(part, created) if name == "docProps/core.xml" else part)

    return repacked(loose.getvalue(), mended)
