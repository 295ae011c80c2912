"""Spreadsheets kept as one XML file: OpenDocument's is taken apart into its package, others go through LibreOffice."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from tasklist.model.book import Book, Leftover
from tasklist.readers.libreoffice import converted, office_program
from tasklist.readers.limits import SAVE_AS, Refused
from tasklist.readers.sheets.ods import read_ods
from tasklist.readers.sheets.page_headers import header_words
from tasklist.readers.sheets.xlsx import read_xlsx
from tasklist.readers.xml import Element, attribute, every, local, markup, tree
from tasklist.text.display import visible
from tasklist.text.normalize import bare

_OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_HREF = "{http://www.w3.org/1999/xlink}href"
_HEAD = 4096
_PAGES = {"Header": "页眉", "Footer": "页脚"}
_JPEG = b"\xff\xd8"
# What the first kilobytes of a file say → how such a file is called, which LibreOffice looks at as well.
_ENDINGS = ((b"schemas.uof.org", ".uos"), (b"uof:", ".uos"))


def read_flat_sheets(data: bytes, name: str) -> Book:
    """A workbook saved as one XML file. Raises Refused: `unsupported` when it takes LibreOffice and there is none."""
    if _OPENDOCUMENT in data[:_HEAD]:
        return replace(read_ods(_package(tree(data)), name), format="fods")
    ending = next((ending for mark, ending in _ENDINGS if mark in data[:_HEAD]), ".xml")
    program = office_program()
    again = converted(program, data, ending, "xlsx") if program else None
    if again is None:
        raise Refused("unsupported", f"{name} 是 XML 格式的表格", SAVE_AS)
    book = read_xlsx(again, name)
    beside = _beside(data, book) if ending == ".xml" else ()
    return replace(book, format="xml", leftovers=(*book.leftovers, *beside))


def _beside(data: bytes, book: Book) -> Iterator[Leftover]:
    """The comments and page headers of the XML of 2003 that LibreOffice did not hand on."""
    notes_told = [note for grid in book.grids for note in grid.notes.values()]
    told = [bare(text) for text in (*notes_told, *(each.text for each in book.leftovers))]
    for sheet in every(tree(data, lenient=True), "Worksheet"):
        title = visible(attribute(sheet, "Name"))
        notes = (("批注", visible("".join(note.itertext())).strip()) for note in every(sheet, "Comment"))
        pages = ((_PAGES[local(page)], header_words(attribute(page, "Data"))) for page in every(sheet, *_PAGES))
        for what, words in (*notes, *pages):
            if words and not any(bare(words) in each for each in told):
                yield Leftover(what, words, title)


def _package(root: Element) -> bytes:
    """The document as the package it would have been: charts and pictures, which stand inline, become its parts."""
    parts: dict[str, bytes] = {}
    for number, held in enumerate([*every(root, "object")], 1):
        inner = next((child for child in held if local(child) == "document"), None)
        if inner is not None:
            parts[f"Object {number}/content.xml"] = markup(inner)
            held.remove(inner)
            held.set(_HREF, f"./Object {number}")
    for number, image in enumerate([*every(root, "image")], 1):
        stored = next((child for child in image if local(child) == "binary-data"), None)
        if stored is not None:
            picture = _bytes(stored.text or "")
            part = f"Pictures/{number}.{'jpg' if picture.startswith(_JPEG) else 'png'}"
            parts[part] = picture
            image.remove(stored)
            image.set(_HREF, part)
    whole = markup(root)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", _OPENDOCUMENT)
        for part, content in {"content.xml": whole, "styles.xml": whole, "meta.xml": whole, **parts}.items():
            archive.writestr(part, content)
    return out.getvalue()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()))
    except (binascii.Error, ValueError):
        return b""
