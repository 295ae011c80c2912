"""Word documents: every table a Grid, and every other word of the document in one too.

What a person sees decides: tracked deletions are gone, tracked insertions are there, automatic numbers are
written out, of a drawing with a fallback only one is read.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from tasklist.model.book import Book, Grid, Picture
from tasklist.model.finding import by_anyone, by_unit
from tasklist.readers.docx_markup import BOX, Element, W, blocks, cells, frame, is_struck, rows, spans, walk, written
from tasklist.readers.docx_numbering import Numbering
from tasklist.readers.libreoffice import office_program, to_docx
from tasklist.readers.limits import Refused, check_zip, open_ole, read_stream

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": f"{_R}embed",
    "{urn:schemas-microsoft-com:vml}imagedata": f"{_R}id",
}
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_REFERENCES = {
    f"{W}commentReference": REL.COMMENTS,
    f"{W}footnoteReference": REL.FOOTNOTES,
    f"{W}endnoteReference": REL.ENDNOTES,
}
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AS = by_anyone("用 Word 或 WPS 打开后另存为 .docx 重报")


@dataclass
class _Seen:
    """What one paragraph, cell or box shows, gathered while walking it once."""

    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    struck: bool = False

    @property
    def text(self) -> str:
        """The lines as one text, empty when nothing can be seen."""
        text = "\n".join(self.lines)
        return text.strip("\n") if text.strip() else ""


class _Document:
    """One open document: resolves pictures, notes and automatic numbers while its text is read in order."""

    def __init__(self, package: OpcPackage) -> None:
        self.part = package.part_related_by(REL.OFFICE_DOCUMENT)
        self.body = parse_xml(self.part.blob).find(f"{W}body")
        self.numbering = Numbering(*(self._root(kind) for kind in (REL.NUMBERING, REL.STYLES)))
        self.objects = 0
        self._notes: dict[tuple[str, str], str] = {}
        for tag, kind in _REFERENCES.items():
            root = self._root(kind)
            for note in () if root is None else root:
                text = self.seen(note).text
                if text:
                    self._notes[tag, note.get(f"{W}id", "")] = text

    def margins(self) -> list[str]:
        """The lines of all headers and footers, each said once."""
        parts = [rel.target_part for rel in self.part.rels.values() if rel.reltype in (REL.HEADER, REL.FOOTER)]
        said = [line for part in parts for line in self.seen(parse_xml(part.blob)).lines if line.strip()]
        return list(dict.fromkeys(said))

    def seen(self, container: Element) -> _Seen:
        """Everything a container (cell, box, note) shows; a table inside is one line per row."""
        seen = _Seen()
        for block in blocks(container):
            if block.tag == f"{W}p":
                self.paragraph(block, seen)
                continue
            for row in rows(block):
                inner = [self.seen(cell) for cell in cells(row)]
                seen.lines.append(" ".join(cell.text for cell in inner if cell.text))
                for cell in inner:
                    seen.notes += cell.notes
                    seen.boxes += cell.boxes
                    seen.pictures += cell.pictures
                    seen.struck |= cell.struck
        return seen

    def paragraph(self, paragraph: Element, seen: _Seen) -> None:
        """Add what one paragraph shows to `seen`."""
        parts = [self.numbering.label(paragraph)]
        struck = False
        for node in walk(paragraph):
            tag = node.tag
            if tag == f"{W}r":
                struck = is_struck(node)
            elif tag == BOX:
                seen.boxes.append(node)
            elif tag in _PICTURES:
                seen.pictures += self._picture(node.get(_PICTURES[tag]))
            elif tag in _REFERENCES:
                note = self._notes.get((tag, node.get(f"{W}id", "")))
                seen.notes += [note] if note else []
            elif tag == _OBJECT:
                self.objects += 1
            else:
                text = written(node)
                seen.struck |= struck and bool(text.strip())
                parts.append(text)
        seen.lines.append("".join(parts))

    def _picture(self, relation: str | None) -> list[tuple[str, bytes]]:
        rel = self.part.rels.get(relation or "")
        if rel is None or rel.is_external:
            return []
        return [(str(rel.target_part.partname).rsplit("/", 1)[-1], rel.target_part.blob)]

    def _root(self, kind: str) -> Element | None:
        rel = next((rel for rel in self.part.rels.values() if rel.reltype == kind and not rel.is_external), None)
        return None if rel is None else parse_xml(rel.target_part.blob)


# --- tables -------------------------------------------------------------------------------------


def _grid(document: _Document, sheet: str, table: Element) -> Grid:
    shown, covered, merged = spans(table)
    content = {(row, column): document.seen(cell) for row, column, cell in shown}
    boxes = [document.seen(box).text for seen in content.values() for box in seen.boxes]
    hidden = [document.seen(cell).text for cell in covered]
    return _laid_out(sheet, content, tuple(merged), tuple(text for text in boxes + hidden if text))


def _laid_out(
    sheet: str,
    content: dict[tuple[int, int], _Seen],
    merged: tuple[tuple[int, int, int, int], ...] = (),
    floating: tuple[str, ...] = (),
) -> Grid:
    return Grid(
        sheet,
        {place: seen.text for place, seen in content.items() if seen.text},
        merged=merged,
        notes={place: "\n".join(seen.notes) for place, seen in content.items() if seen.notes},
        struck=frozenset(place for place, seen in content.items() if seen.struck),
        floating=floating,
        pictures=tuple(Picture(name, data, place) for place, seen in content.items() for name, data in seen.pictures),
    )


def _read_blocks(document: _Document, container: Element, grids: list[Grid], body: list[_Seen]) -> None:
    """Tables into `grids`, paragraphs into `body`, in document order; boxes and frames are entered."""
    for block in blocks(container):
        if block.tag == f"{W}p":
            seen = _Seen()
            document.paragraph(block, seen)
            body.append(seen)
            for box in seen.boxes:
                _read_blocks(document, box, grids, body)
            continue
        framed = frame(block)
        if framed is not None:
            _read_blocks(document, framed, grids, body)
        else:
            grids.append(_grid(document, f"表{len(grids) + 1}", block))


# --- files --------------------------------------------------------------------------------------


def read_docx(data: bytes, name: str) -> Book:
    """A .docx: one Grid per table (表1…), then 正文 (one row per paragraph) and 页眉页脚.

    Raises Refused `unreadable` when it is no Word document or a damaged one.
    """
    check_zip(data)
    try:
        package = OpcPackage.open(io.BytesIO(data))
        document = _Document(package)
        grids: list[Grid] = []
        body: list[_Seen] = []
        if document.body is not None:
            _read_blocks(document, document.body, grids, body)
        margins = document.margins()
        modified = _modified(package)
    except (KeyError, ValueError, AttributeError, SyntaxError, zipfile.BadZipFile, zlib.error, PackageNotFoundError):
        raise _unreadable(name) from None
    said = [seen for seen in body if seen.text or seen.notes or seen.pictures]
    if said:
        grids.append(_laid_out("正文", {(row, 1): seen for row, seen in enumerate(said, start=1)}))
    if margins:
        grids.append(Grid("页眉页脚", {(row, 1): line for row, line in enumerate(margins, start=1)}))
    remarks = ("文中嵌有其他文件（如 Excel 表），其中内容没有读取，请单位另附",) if document.objects else ()
    return Book("docx", tuple(grids), modified=modified, remarks=remarks)


def _unreadable(name: str) -> Refused:
    return Refused("unreadable", f"{name} 的文档内容读不出来", _SAVE_AS)


def _modified(package: OpcPackage) -> datetime | None:
    try:
        part: Part = package.part_related_by(REL.CORE_PROPERTIES)
        stamp = datetime.fromisoformat((parse_xml(part.blob).findtext(_MODIFIED) or "").strip())
    except (KeyError, ValueError, SyntaxError):
        return None
    return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)


def read_doc(data: bytes, name: str) -> Book:
    """A legacy .doc, converted by LibreOffice.

    Raises Refused: `unsupported` without LibreOffice, `unreadable` when it cannot convert the file in time.
    """
    program = office_program()
    if not program:
        raise Refused("unsupported", f"{name} 是旧版 Word 格式（.doc）", by_unit("另存为 .docx 后重报"))
    if data.startswith(_OLE):  # some .doc are RTF or HTML underneath, and LibreOffice reads those too
        with open_ole(data) as ole:
            read_stream(ole, "WordDocument")
    converted = to_docx(program, data)
    if converted is None:
        raise _unreadable(name)
    book = read_docx(converted, name)
    return Book("doc", book.grids, modified=book.modified, remarks=book.remarks)
