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

from tasklist.model.book import Book, Picture
from tasklist.model.finding import Advice
from tasklist.readers.grid_builder import Cell, GridBuilder, Styles
from tasklist.readers.limits import CUT_DOWN, SAVE_AS, TEXT_BYTES, Package, Refused, unpack
from tasklist.readers.number_formats import BUILTIN, UNCACHED, Show, civil, civil_text, show_of, shown
from tasklist.readers.xlsx_parts import (
    Relation,
    add_beside,
    address,
    cell_images,
    package_stamp,
    relations,
    rich_images,
)
from tasklist.readers.xml import Element, attribute, events, every, local, tree
from tasklist.text.display import visible

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_IMAGE_ID = re.compile(r'DISPIMG\(\s*"([^"]+)"', re.IGNORECASE)
_HIDDEN = {"hidden": "hidden", "veryhidden": "very"}
_UNTRUE = ("", "0", "false", "off")


@dataclass(frozen=True, slots=True)
class Text:
    """A shared or inline string, and whether any of it is struck through."""

    text: str
    struck: bool = False


@dataclass(frozen=True)
class Shared:
    """What the sheets of one workbook have in common."""

    strings: tuple[Text, ...]
    styles: Styles
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
    grids = []
    for entry in every(book, "sheet"):
        link = links.get(attribute(entry, "id"))
        if link is None:
            raise Refused("unreadable", f"工作表“{entry.get('name', '')}”的内容不在文件里", SAVE_AS)
        if link.kind == "worksheet":
            sheet = _read_sheet(package, link.target, shared)
            grids.append(sheet.grid(entry.get("name", ""), _HIDDEN.get(entry.get("state", "").lower(), "")))
    macros = any(part.endswith("vbaproject.bin") for part in package.names)
    return Book(
        format="xlsm" if macros else "xlsx",
        grids=tuple(grids),
        modified=package_stamp(package),
        remarks=_remarks(package, links.values(), macros),
    )


def _remarks(package: Package, links: Iterable[Relation], macros: bool) -> tuple[str, ...]:
    embedded = sum("/embeddings/" in part for part in package.names)
    skipped = sum(link.kind in ("xlMacrosheet", "dialogsheet") for link in links)
    return tuple(
        sentence
        for sentence, applies in (
            ("文件带有宏，宏没有运行，也没有读取", macros),
            (f"文件里有 {skipped} 张宏表或对话框表，没有读取", skipped),
            (f"文件里嵌入了 {embedded} 个附件对象，没有读取，请单位单独报送", embedded),
        )
        if applies
    )


# --- what the sheets share ------------------------------------------------------------------------


def _shared(package: Package, book: Element, links: Iterable[Relation]) -> Shared:
    parts = {link.kind: link.target for link in links}
    properties = next(every(book, "workbookPr"), None)
    since_1904 = properties is not None and _is_true(properties.get("date1904"))
    strings = _strings(package.open(parts["sharedStrings"])) if parts.get("sharedStrings", "") in package else ()
    styles = _styles(tree(package.read(parts["styles"]))) if "styles" in parts else Styles()
    return Shared(strings, styles, since_1904, cell_images(package), rich_images(package))


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
    pieces, struck = [], False
    for child in item:
        kind = local(child)
        if kind == "t":
            pieces.append(child.text or "")
        elif kind == "r":
            words = "".join(part.text or "" for part in child if local(part) == "t")
            pieces.append(words)
            struck = struck or (bool(words.strip()) and _strikes(child))
    return Text(_clean("".join(pieces)), struck)


def _is_true(flag: str | None) -> bool:
    return (flag or "").lower() not in _UNTRUE


def _strikes(font: Element) -> bool:
    return any(_is_true(mark.get("val", "1")) for mark in every(font, "strike"))


def _clean(text: str) -> str:
    """`text` with the escapes of the format undone, then made safe to show."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return visible(text)


def _styles(root: Element) -> Styles:
    codes = {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in every(root, "numFmt")}
    fonts = [_strikes(font) for fonts in root if local(fonts) == "fonts" for font in fonts]
    shows, struck = [], []
    for formats in (child for child in root if local(child) == "cellXfs"):
        for style in formats:
            number_format, font = int(style.get("numFmtId", "0")), int(style.get("fontId", "0"))
            known = show_of(codes[number_format]) if number_format in codes else None
            shows.append(known or BUILTIN.get(number_format, Show.NUMBER))
            struck.append(font < len(fonts) and fonts[font])
    return Styles(tuple(shows), tuple(struck))


# --- one sheet ------------------------------------------------------------------------------------


def _read_sheet(package: Package, part: str, shared: Shared) -> GridBuilder:
    sheet = GridBuilder()
    row = 0
    with package.open(part) as stream:
        for element in events(stream, "row", "mergeCell", "col"):
            kind = local(element)
            if kind == "row":
                row = int(element.get("r") or row + 1)
                _row(sheet, shared, row, element)
            elif kind == "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                sheet.merged.append((*address(first), *address(last or first)))
            elif _is_true(element.get("hidden")):
                sheet.hidden_spans.append((int(element.get("min", "1")), int(element.get("max", "16384"))))
    add_beside(sheet, package, part)
    return sheet


def _row(sheet: GridBuilder, shared: Shared, number: int, row: Element) -> None:
    if _is_true(row.get("hidden")):
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
    style = int(cell.get("s") or 0)
    if kind == "e":
        _error(sheet, shared, at, value or "#VALUE!", int(cell.get("vm") or 0))
    elif formula and (image := _IMAGE_ID.search(formula)):
        _image(sheet, shared, at, image[1])
    elif formula is not None and value is None and kind != "str":
        sheet.broken[at] = UNCACHED
    else:
        text = _rich(inline) if inline is not None else _value(shared, kind, value, style)
        sheet.put(at, text.text, text.struck or shared.styles.strikes(style))


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


def _value(shared: Shared, kind: str, value: str | None, style: int) -> Text:
    if not value:
        return Text("")
    if kind == "s":
        return _shared_string(shared, value)
    return Text(_written(shared, kind, value, style))


def _written(shared: Shared, kind: str, value: str, style: int) -> str:
    if kind == "b":
        return "TRUE" if _is_true(value.strip()) else "FALSE"
    if kind == "d":
        return _iso(value)
    if kind == "n":
        with suppress(ValueError):
            return shown(float(value), shared.styles.show(style), shared.since_1904)
    return _clean(value)


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
