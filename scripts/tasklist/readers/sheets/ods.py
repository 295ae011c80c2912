"""Workbooks in OpenDocument (.ods): bytes in, Grids out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from tasklist.model.book import Book, Grid, Leftover, Picture
from tasklist.readers.limits import Package, unpack
from tasklist.readers.sheets.grid_builder import Cell, GridBuilder, Style
from tasklist.readers.sheets.number_formats import UNCACHED, Show, aware, civil, civil_text, shown
from tasklist.readers.sheets.ods_census import controls, embedded, page_headers, strays
from tasklist.readers.sheets.ods_styles import OdsStyles
from tasklist.readers.sheets.symbol_fonts import as_signs
from tasklist.readers.sheets.worded_formats import Shown, adds_words
from tasklist.readers.xml import Element, attribute, events, every, local, tree
from tasklist.text.display import visible

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT = _NAMES % "office", _NAMES % "table", _NAMES % "text"
_EXTENSION = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"

_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?\Z")
NO_FONTS: Mapping[str, str] = {}
_ROWS, _COLUMNS = 1_048_576, 16_384
_COPY_OF_ANOTHER_FILE = "'file:"  # what a formula last saw in some other workbook
_SHAPES = (
    *("text-box", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon", "regular-polygon"),
    *("path", "connector", "caption", "measure"),
)
# What stands in a paragraph or a cell and is not its text.
_BESIDE = frozenset({"annotation", "annotation-end", "ruby-text", "note", "frame", "custom-shape", "shapes", "g"})


@dataclass
class OdsTable:
    """A table while it is being read: how many rows and columns have gone by, and what they held."""

    package: Package
    styles: OdsStyles
    sheet: GridBuilder = field(default_factory=GridBuilder)
    found: list[Leftover] = field(default_factory=list)
    inner: dict[int, list[str]] = field(default_factory=dict)  # cell of the row that is read → lines of a table in it
    rows: int = 0
    columns: int = 0


def read_ods(data: bytes, name: str) -> Book:  # noqa: ARG001  every reader has this shape
    """The tables of an .ods, in their order. Raises Refused."""
    package = unpack(data)
    grids: list[Grid] = []
    found = list(page_headers(package))
    meta = tree(package.read("meta.xml") if "meta.xml" in package else b"<meta/>")
    styles = OdsStyles(calculated=_calculates(meta))
    table = OdsTable(package, styles)
    with package.open("content.xml") as stream:
        for element in events(stream, "style", "table-column", "table-row", "shapes", "forms", "table"):
            kind = local(element)
            if kind == "style":
                styles.add(element)
            elif kind in ("table-column", "table-row") and (cells := list(element.iterancestors("{*}table-cell"))):
                _within(table, element, cells[-1])
            elif kind == "table-column":
                _column(table, element)
            elif kind == "table-row":
                _row(table, element)
            elif kind == "shapes":
                _shapes(table, element, None)
            elif kind == "forms":
                table.found += controls(element)
            elif local(element.getparent()) == "spreadsheet":
                title = attribute(element, "name")
                hidden = "hidden" if attribute(element, "style-name") in styles.hiding else ""
                if not title.startswith(_COPY_OF_ANOTHER_FILE):
                    grids.append(table.sheet.grid(title, hidden))
                    found += [replace(each, sheet=visible(title)) for each in table.found]
                table = OdsTable(package, styles)
    told = "\n".join(text for grid in grids for text in (*grid.cells.values(), *grid.floating))
    found += strays(package, told)
    return Book(format="ods", grids=tuple(grids), modified=_modified(meta), leftovers=tuple(found))


def _repeated(element: Element, name: str, limit: int) -> int:
    return max(1, min(int(element.get(name) or 1), limit))


def _column(table: OdsTable, column: Element) -> None:
    first = table.columns + 1
    table.columns += _repeated(column, _TABLE + "number-columns-repeated", _COLUMNS)
    if column.get(_TABLE + "visibility", "") in ("collapse", "filter"):
        table.sheet.hidden_spans.append((first, table.columns))


def _row(table: OdsTable, row: Element) -> None:
    """One row, or the same row many times: blank ones are only counted."""
    repeated = _repeated(row, _TABLE + "number-rows-repeated", _ROWS)
    hidden = row.get(_TABLE + "visibility", "") in ("collapse", "filter")
    filled = list(_filled(row))
    inner, table.inner = {row[place]: "\n".join(lines) for place, lines in table.inner.items()}, {}
    first = table.rows + 1
    table.rows += repeated
    if not filled:
        return
    numbers = range(first, first + repeated)
    if hidden:
        table.sheet.hidden_rows.update(numbers)
    for columns, cell in filled:
        table.sheet.bound(len(numbers) * len(columns))
        _cell(table, [(number, column) for number in numbers for column in columns], cell, inner.get(cell, ""))


def _within(table: OdsTable, row: Element, cell: Element) -> None:
    """A row of a table that stands in a cell: a line of the cell's text."""
    line = "\t".join(filter(None, map(_paragraphs, row)))
    if line and (around := cell.getparent()) is not None:
        table.inner.setdefault(around.index(cell), []).append(line)


def _filled(row: Element) -> Iterator[tuple[range, Element]]:
    """The cells of a row that hold something or span others, each with the columns it stands in."""
    column = 1
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        repeated = _repeated(cell, _TABLE + "number-columns-repeated", _COLUMNS)
        if len(cell) or cell.get(_OFFICE + "value-type", "") or cell.get(_TABLE + "formula", "") or _spans(cell):
            yield range(column, column + repeated), cell
        column += repeated


def _spans(cell: Element) -> tuple[int, int] | None:
    rows = int(cell.get(_TABLE + "number-rows-spanned", "") or 1)
    columns = int(cell.get(_TABLE + "number-columns-spanned", "") or 1)
    return (rows, columns) if rows * columns > 1 else None


def _cell(table: OdsTable, places: list[Cell], cell: Element, inner: str) -> None:
    """One cell, or the same cell in many places. Comments and pictures are not repeated. `inner`: a table in it."""
    sheet, first = table.sheet, places[0]
    spans = _spans(cell)
    if spans:
        sheet.merged += [(row, column, row + spans[0] - 1, column + spans[1] - 1) for row, column in places]
    for note in (child for child in cell if local(child) == "annotation"):
        sheet.notes[first] = _paragraphs(note)
    _shapes(table, cell, first)
    shown = _shown(cell, table.styles)
    shown = replace(shown, text="\n".join(filter(None, (shown.text, inner)))) if inner else shown
    if cell.get(_TABLE + "formula", "") and _is_broken(cell, shown.text or shown.stored, table.styles.calculated):
        sheet.broken |= dict.fromkeys(places, shown.text or UNCACHED)
        return
    name = cell.get(_TABLE + "style-name")
    styles = table.styles
    style = Style(struck=name in styles.struck, unseen=name in styles.unseen, white_ground=name not in styles.coloured)
    struck, white = _spanned(cell, styles.struck), _spanned(cell, styles.unseen)
    for at in places:
        sheet.show(at, shown, style, struck, white=bool(white))


def _spanned(cell: Element, names: Collection[str]) -> str:
    """The words of a cell in spans of these styles."""
    spans = (span for span in every(cell, "span") if span.get(_TEXT + "style-name") in names)
    return visible("".join("".join(_run(span, NO_FONTS)) for span in spans)).strip()


def _is_broken(cell: Element, text: str, calculated: bool) -> bool:
    """LibreOffice marks an error; a formula without any value was never calculated."""
    marked = cell.get(_EXTENSION + "value-type") == "error"
    return marked or (not calculated and not cell.get(_OFFICE + "value-type", "") and not text)


def _shown(cell: Element, styles: OdsStyles) -> Shown:
    """What a person sees in the cell: the file holds it as shown, beside the value."""
    written = as_signs(_paragraphs(cell, styles.fonts), styles.fonts.get(cell.get(_TABLE + "style-name") or "", ""))
    stored = visible(cell.get(_OFFICE + "string-value", ""))
    value = _value(cell)
    if not value:
        return Shown(written or stored, stored if written and stored != written else "")
    if written:
        return Shown(written, value) if adds_words(written, value) else Shown(value)
    hidden = next((child for child in cell if local(child) == "p"), None) is not None
    return Shown("", value) if hidden else Shown(value)


def _value(cell: Element) -> str:
    """A number, date or truth value as it is written for a person; empty for a text."""
    kind = cell.get(_OFFICE + "value-type", "")
    if kind in ("float", "currency", "percentage"):
        with suppress(ValueError):
            return shown(float(cell.get(_OFFICE + "value", "")), Show.PERCENT if kind == "percentage" else Show.NUMBER)
    if kind == "boolean":
        return str(cell.get(_OFFICE + "boolean-value", "")).upper()
    if kind == "date":
        stamp = civil(cell.get(_OFFICE + "date-value", ""))
        return civil_text(stamp.replace(tzinfo=None)) if stamp else ""
    return _clock(cell.get(_OFFICE + "time-value", "")) if kind == "time" else ""


def _clock(text: str) -> str:
    found = _DURATION.match(text)
    if not found:
        return ""
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    whole = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return shown(whole / 86_400, Show.CLOCK if whole < 86_400 else Show.ELAPSED)


def _paragraphs(element: Element, fonts: Mapping[str, str] = NO_FONTS) -> str:
    return visible("\n".join("".join(_run(each, fonts)) for each in _lines(element))).strip("\n")


def _lines(element: Element) -> Iterator[Element]:
    """The paragraphs of a cell, note or shape, those of lists too."""
    for child in element:
        if local(child) in ("p", "h"):
            yield child
        elif local(child) in ("list", "list-item", "list-header"):
            yield from _lines(child)


def _run(element: Element, fonts: Mapping[str, str]) -> Iterator[str]:
    """The text of a paragraph, its spaces, tabs and breaks written out, what stands beside it left out."""
    yield element.text or ""
    for child in element:
        kind = local(child)
        if kind == "s":
            yield " " * _repeated(child, _TEXT + "c", 10_000)
        elif kind == "tab":
            yield "\t"
        elif kind == "line-break":
            yield "\n"
        elif kind not in _BESIDE:
            yield as_signs("".join(_run(child, fonts)), fonts.get(child.get(_TEXT + "style-name") or "", ""))
        yield child.tail or ""


def _shapes(table: OdsTable, holder: Element, at: Cell | None) -> None:
    """Pictures and text boxes in a cell (or on the table, without one). Charts have a stand-in picture: skipped."""
    area = (*at, *at) if at else None
    for frame in every(holder, "frame"):
        for found in embedded(table.package, frame, frozenset(table.sheet.cells.values())):
            table.found.append(found)
            table.sheet.cover(area, found.what, found.text)
        if next(every(frame, "object", "object-ole"), None) is not None:
            continue
        for image in every(frame, "image"):
            path = image.get(_XLINK + "href", "").removeprefix("./")
            if path in table.package:
                table.sheet.pictures.append(Picture(posixpath.basename(path), table.package.read(path), at))
    for shape in every(holder, *_SHAPES):
        if words := _paragraphs(shape):
            table.sheet.floating.append(words)
            table.sheet.cover(area, "图形", words)


def _modified(meta: Element) -> datetime | None:
    stamps = [*every(meta, "date"), *every(meta, "creation-date")]
    return aware(stamps[0].text or "") if stamps else None


def _calculates(meta: Element) -> bool:
    """Did an office program write the file? It calculates first: a formula without a value shows nothing."""
    return any("office" in (generator.text or "").lower() for generator in every(meta, "generator"))
