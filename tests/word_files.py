"""Word documents written part by part, so that a test says exactly what is in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    }.items()
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63606060600000000500"
    "01a5f645400000000049454e44ae426082"
)

Link = tuple[str, str, str]  # id, kind, target


def r(text: str, look: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inside: str) -> str:
    """A paragraph of runs; plain text is one."""
    return f"<w:p>{''.join(each if each.startswith('<') else r(each) for each in inside)}</w:p>"


def tc(content: str, properties: str = "") -> str:
    """A cell; plain text is one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tbl(*rows: Sequence[str], widths: Sequence[int] = ()) -> str:
    """A table of rows of cells."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = ("".join(cell if cell.startswith("<") else tc(cell) for cell in row) for row in rows)
    grid = f"<w:tblPr/><w:tblGrid>{columns}</w:tblGrid>"
    return f"<w:tbl>{grid}{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def root(tag: str, inside: str) -> bytes:
    """A part with this root element."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {NAMESPACES}>{inside}</w:{tag}>'.encode()


def links(*each: Link) -> bytes:
    """A part of links."""
    inside = "".join(
        f'<Relationship Id="{key}" Type="{kind if ":" in kind else KIND + kind}" Target="{target}"/>'
        for key, kind, target in each
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()


def parts(body: str, more: Mapping[str, bytes] | None = None, linked: Sequence[Link] = ()) -> dict[str, bytes]:
    """The parts of a document with this body, by name; `linked`: the links of the document itself."""
    types = f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/>'
    return {
        "[Content_Types].xml": f"<Types>{types}</Types>".encode(),
        "_rels/.rels": links(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": links(*linked),
        **(more or {}),
    }


def packed(content: Mapping[str, bytes]) -> bytes:
    """The parts as a file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def word_file(body: str, more: Mapping[str, bytes] | None = None, linked: Sequence[Link] = ()) -> bytes:
    """A whole document (see `parts`)."""
    return packed(parts(body, more, linked))
