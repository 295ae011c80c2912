"""Workbooks in Office Open XML (.xlsx, .xlsm, and .et saved as such): bytes in, Grids out.

The sheet XML is read once, cell by cell as stored, so that a stray cell in the last row costs one cell
and what other readers give back as empty (errors, formulas nobody calculated) is told by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from tasklist.model.book import Book, Grid, Picture
from tasklist.model.finding import Advice
from tasklist.readers.limits import CUT_DOWN, SAVE_AS, TEXT_BYTES, Package, Refused, unpack
from tasklist.readers.sheets.empty_rows import WithoutEmptyRows
from tasklist.readers.sheets.grid_builder import PLAIN, Cell, GridBuilder, Style
from tasklist.readers.sheets.number_formats import UNCACHED, civil, civil_text
from tasklist.readers.sheets.symbol_fonts import as_signs
from tasklist.readers.sheets.worded_formats import Shown
from tasklist.readers.sheets.xlsx_census import SHEET_MARKS, Census
from tasklist.readers.sheets.xlsx_parts import (
    Relation,
    add_beside,
    address,
    cell_images,
    package_stamp,
    relations,
    rich_images,
)
from tasklist.readers.sheets.xlsx_styles import cell_styles, is_true, is_white, strikes
from tasklist.readers.xml import Element, attribute, events, every, local, tree
from tasklist.text.display import visible

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_IMAGE_ID = re.compile(r'DISPIMG\(\s*"([^"]+)"', re.IGNORECASE)
_HIDDEN = {"hidden": "hidden", "veryhidden": "very"}


@dataclass(frozen=True, slots=True)
class Text:
    """A shared or inline string, its words that are struck through, whether its runs have fonts of their own, and
    whether one of them is white.
    """

    text: str
    struck: str = ""
    rich: bool = False
    white: bool = False


@dataclass(frozen=True)
class Shared:
    """What the sheets of one workbook have in common."""

    strings: tuple[Text, ...]
    styles: tuple[Style, ...]
    since_1904: bool
    images: Mapping[str, Picture]
    rich_images: tuple[Picture | None, ...]


def read_xlsx(data: bytes, name: str) -> Book:  # noqa: ARG001  every reader has this shape
    """The sheets of an .xlsx or .xlsm, in their order. Raises Refused."""
    package = unpack(data)
    main = next((r.target for r in relations(package, "").values() if r.kind == "officeDocument"), "xl/workbook.xml")
    links = relations(package, main)
    book = tree(package.read(main))
    shared = _shared(package, book, links.values())
    census = Census(package)
    grids: list[Grid] = []
    gone: list[str] = []
    for entry in every(book, "sheet"):
        title = entry.get("name", "")
        link = links.get(attribute(entry, "id")) or _usual(package, len(grids))
        if link is None:
            gone.append(f"工作表“{title}”的内容不在文件里")
        elif link.kind == "worksheet":
            sheet, marks = _read_sheet(package, link.target, shared)
            census.of_sheet(link.target, title, marks, sheet)
            grids.append(sheet.grid(title, _HIDDEN.get(entry.get("state", "").lower(), "")))
        elif link.kind == "chartsheet":
            census.of_chart_sheet(link.target, title)
    if gone and not grids:
        raise Refused("unreadable", gone[0], SAVE_AS)
    macros = any(part.endswith("vbaproject.bin") for part in package.names)
    return Book(
        format="xlsm" if macros else "xlsx",
        grids=tuple(grids),
        modified=package_stamp(package),
        remarks=(*gone, *_remarks(package, links.values(), macros, bool(shared.styles))),
        leftovers=census.rest(),
    )


def _usual(package: Package, place: int) -> Relation | None:
    """Where a sheet is when the workbook's links do not say: in the part numbered as it."""
    part = f"xl/worksheets/sheet{place + 1}.xml"
    return Relation("worksheet", part) if part in package else None


def _remarks(package: Package, links: Iterable[Relation], macros: bool, styled: bool) -> tuple[str, ...]:
    embedded = sum("/embeddings/" in part for part in package.names)
    skipped = sum(link.kind in ("xlMacrosheet", "dialogsheet") for link in links)
    return tuple(
        sentence
        for sentence, applies in (
            ("文件带有宏，宏没有运行，也没有读取", macros),
            (f"文件里有 {skipped} 张宏表或对话框表，没有读取", skipped),
            ("文件里没有样式部分，日期和百分数可能显示成了普通数字，请核对", not styled),
            (f"文件里嵌入了 {embedded} 个附件对象，没有读取，请单位单独报送", embedded),
        )
        if applies
    )


# --- what the sheets share ------------------------------------------------------------------------


def _shared(package: Package, book: Element, links: Iterable[Relation]) -> Shared:
    parts = {link.kind: link.target for link in links}
    properties = next(every(book, "workbookPr"), None)
    since_1904 = properties is not None and is_true(properties.get("date1904"))
    strings = _part(package, parts, "sharedStrings", "xl/sharedStrings.xml")
    styles = _part(package, parts, "styles", "xl/styles.xml")
    return Shared(
        _strings(package.open(strings)) if strings else (),
        cell_styles(tree(package.read(styles))) if styles else (),
        since_1904,
        cell_images(package),
        rich_images(package),
    )


def _part(package: Package, parts: Mapping[str, str], kind: str, usual: str) -> str:
    """The part of a kind, where the workbook says it is or where it usually is; empty when there is none."""
    return next((part for part in (parts.get(kind, ""), usual) if part in package), "")


def _strings(stream: IO[bytes]) -> tuple[Text, ...]:
    texts, size = [], 0
    for item in events(stream, "si"):
        texts.append(_rich(item))
        size += len(texts[-1].text)
        if size > TEXT_BYTES:
            raise Refused("too_large", "文件里的文字太多，没有读取", CUT_DOWN)
    return tuple(texts)


def _rich(item: Element) -> Text:
    """The text of an `si` or `is`: its runs joined, the phonetic guide left out."""
    if len(item) == 1 and item[0].tag.endswith("}t"):
        return Text(_clean(item[0].text or ""))
    pieces, struck, white = [], list[str](), False
    for child in item:
        kind = local(child)
        if kind == "t":
            pieces.append(child.text or "")
        elif kind == "r":
            words = "".join(part.text or "" for part in child if local(part) == "t")
            font = next((attribute(each, "val") for each in every(child, "rFont")), "")
            pieces.append(as_signs(words, font))
            struck += [words] if words.strip() and strikes(child) else []
            white = white or (bool(words.strip()) and is_white(child))
    return Text(_clean("".join(pieces)), _clean("".join(struck)), rich=True, white=white)


def _clean(text: str) -> str:
    """`text` with the escapes of the format undone, then made safe to show."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return visible(text)


# --- one sheet ------------------------------------------------------------------------------------


def _read_sheet(package: Package, part: str, shared: Shared) -> tuple[GridBuilder, list[tuple[str, str]]]:
    """A sheet, and what its census needs of its part: (element, its text or link)."""
    sheet = GridBuilder()
    marks: list[tuple[str, str]] = []
    row = 0
    with package.open(part) as stream:
        for element in events(WithoutEmptyRows(stream), "row", "mergeCell", "col", *SHEET_MARKS):
            kind = local(element)
            if kind == "row":
                row = int(element.get("r") or row + 1)
                _row(sheet, shared, row, element)
            elif kind == "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                sheet.merged.append((*address(first), *address(last or first)))
            elif kind in SHEET_MARKS:
                marks.append(
                    (kind, f"{element.get('shapeId', '')} {attribute(element, 'id')}".strip() or element.text or "")
                )
            elif is_true(element.get("hidden")):
                sheet.hidden_spans.append((int(element.get("min", "1")), int(element.get("max", "16384"))))
    add_beside(sheet, package, part)
    return sheet, marks


def _row(sheet: GridBuilder, shared: Shared, number: int, row: Element) -> None:
    if is_true(row.get("hidden")):
        sheet.hidden_rows.add(number)
    last, steps = "", 0
    for cell in row:
        reference = cell.get("r")
        last, steps = (reference, 0) if reference else (last, steps + 1)
        if len(cell):
            line, column = address(last) if last else (number, 0)
            _cell(sheet, shared, (line, column + steps), cell)


def _cell(sheet: GridBuilder, shared: Shared, at: Cell, cell: Element) -> None:
    value, formula, inline = None, None, None
    for child in cell:
        tag = child.tag
        if tag.endswith("}v"):
            value = child.text
        elif tag.endswith("}f"):
            formula = child.text or ""
        elif tag.endswith("}is"):
            inline = child
    kind = cell.get("t", "n")
    number = int(cell.get("s") or 0)
    style = shared.styles[number] if number < len(shared.styles) else PLAIN
    if kind == "e":
        _error(sheet, shared, at, value or "#VALUE!", int(cell.get("vm") or 0))
    elif formula and (image := _IMAGE_ID.search(formula)):
        _image(sheet, shared, at, image[1])
    elif formula is not None and value is None and kind != "str":
        sheet.broken[at] = UNCACHED
    else:
        stored = _rich(inline) if inline is not None else _value(shared, kind, value or "", style)
        if isinstance(stored, Text):
            shown = style.format.text(stored.text) if stored.rich else style.text(stored.text)
            sheet.show(at, shown, style, stored.struck, white=stored.white)
        else:
            sheet.show(at, stored, style)


def _error(sheet: GridBuilder, shared: Shared, at: Cell, error: str, rich: int) -> None:
    """An error, unless older programs show one where Excel shows a picture."""
    picture = shared.rich_images[rich - 1] if 0 < rich <= len(shared.rich_images) else None
    if picture:
        sheet.pictures.append(Picture(picture.name, picture.data, at))
    else:
        sheet.broken[at] = error


def _image(sheet: GridBuilder, shared: Shared, at: Cell, name: str) -> None:
    """A picture WPS keeps in the cell, where it has the formula `=DISPIMG("name",1)`."""
    known = shared.images.get(name)
    if known:
        sheet.pictures.append(Picture(known.name, known.data, at))
    else:
        sheet.broken[at] = "单元格内的图片不在文件里"


def _value(shared: Shared, kind: str, value: str, style: Style) -> Text | Shown:
    """What is stored as text, or a number as its style shows it."""
    if kind == "s" and value:
        return _shared_string(shared, value)
    if kind == "b" and value:
        return style.truth(is_true(value.strip()))
    if kind == "n" and value:
        with suppress(ValueError):
            return style.format.number(float(value), shared.since_1904)
    return Text(_iso(value) if kind == "d" else _clean(value))


def _shared_string(shared: Shared, value: str) -> Text:
    try:
        index = int(value)
        return shared.strings[index] if index >= 0 else Text("")
    except (ValueError, IndexError) as error:
        raise Refused(
            "half_copied", "文件里的文字部分不完整，没有读取", Advice(f"请重新拷贝，或{SAVE_AS.clerk}", SAVE_AS.unit)
        ) from error


def _iso(value: str) -> str:
    stamp = civil(value)
    return civil_text(stamp.replace(tzinfo=None)) if stamp else _clean(value)
