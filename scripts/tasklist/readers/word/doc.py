"""Documents of other kinds than .docx (.doc, .rtf, .odt, XML): converted by LibreOffice, when it is there."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from dataclasses import replace

from tasklist.model.book import Book, Leftover
from tasklist.model.finding import by_unit
from tasklist.readers.libreoffice import converted, office_program
from tasklist.readers.limits import Refused, open_ole, read_stream, unpack
from tasklist.readers.sniff import sniff
from tasklist.readers.word.docx import read_docx
from tasklist.readers.word.docx_package import SAVE_AS_DOCX, NoDocument
from tasklist.readers.word.odt_fields import written_out, written_out_flat

_PART, _PART_NAME = b"<pkg:part", re.compile(rb'[^>]*?pkg:name="([^"]+)"')
# Kind → what a person calls it, and how such a file is called.
_KINDS = {
    "doc": ("旧版 Word 格式（.doc）", ".doc"),
    "rtf": ("RTF 文档", ".rtf"),
    "odt": ("ODT 文档", ".odt"),
    "sxw": ("旧版 OpenOffice 文档（.sxw）", ".sxw"),
    "wordxml": ("存成 XML 的文档", ".xml"),
    "olddoc": ("微软 Works、WordPerfect 之类的旧式文档", ".wps"),
}


def read_word(data: bytes, name: str) -> Book:
    """A .docx; LibreOffice, when it is there, has a second look at what is no document to us. Raises Refused."""
    try:
        return read_docx(data, name)
    except NoDocument:
        program = office_program()
        again = converted(program, data, ".docx", "docx") if program else None
        if again is None:
            raise
    book = read_docx(again, name)
    said = "文件有缺损，是由 LibreOffice 修复后读取的，可能不全，请打开原件核对"
    return replace(book, remarks=(*book.remarks, said))


def read_flat(data: bytes, name: str) -> Book:
    """A .docx saved as one XML file, its parts one after the other. Raises Refused."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for piece in data.split(_PART)[1:]:
            if called := _PART_NAME.match(piece):
                content = _within(piece, b"pkg:xmlData") or base64.b64decode(_within(piece, b"pkg:binaryData"))
                archive.writestr(called[1].decode("utf-8", "replace").lstrip("/"), content)
    return read_docx(out.getvalue(), name)


def _within(piece: bytes, element: bytes) -> bytes:
    """What stands in the first element of this name, up to its last end."""
    opened, closed = piece.find(b"<" + element), piece.rfind(b"</" + element)
    start = piece.find(b">", opened) + 1
    return piece[start:closed] if 0 <= opened < start <= closed else b""


def read_by_office(data: bytes, name: str) -> Book:
    """A .doc, .rtf, .odt, .sxw or Word document in XML, converted by LibreOffice.

    Raises Refused: `unsupported` without LibreOffice, `unreadable` when it cannot convert the file in time.
    """
    kind = sniff(data)
    called, ending = _KINDS.get(kind, _KINDS["doc"])
    program = office_program()
    if not program:
        raise Refused("unsupported", f"{name} 是{called}", by_unit("用 Word 或 WPS 另存为 .docx 后重报"))
    beside: tuple[Leftover, ...] = ()
    if kind == "sxw":
        unpack(data)
    if kind == "odt":
        data, beside = written_out(data)
    if kind == "wordxml":
        data, beside = written_out_flat(data)
    if kind == "doc":
        with open_ole(data) as ole:
            read_stream(ole, "WordDocument")
    again = converted(program, data, ending, "docx")
    if again is None:
        raise Refused("unreadable", f"{name} 的文档内容读不出来", SAVE_AS_DOCX)
    book = read_docx(again, name)
    if kind == "olddoc" and not (book.grids or book.leftovers):  # of these it often shows a page without a word
        raise Refused("unsupported", f"{name} 是{called}", SAVE_AS_DOCX)
    return replace(book, format=kind, leftovers=(*book.leftovers, *beside))
