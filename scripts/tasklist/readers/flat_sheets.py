"""Spreadsheets kept as one XML file: OpenDocument's is taken apart into its package, others go through LibreOffice."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from dataclasses import replace

from tasklist.model.book import Book
from tasklist.readers.libreoffice import converted, office_program
from tasklist.readers.limits import SAVE_AS, Refused
from tasklist.readers.ods import read_ods
from tasklist.readers.xlsx import read_xlsx
from tasklist.readers.xml import Element, every, local, markup, tree

_OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_HREF = "{http://www.w3.org/1999/xlink}href"
_HEAD = 4096
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
    return replace(read_xlsx(again, name), format="xml")


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
