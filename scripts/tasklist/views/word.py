"""What every Word document of ours shares: fonts by script, page numbers, table margins, the same bytes every time."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.table import _Cell as Cell
from docx.table import _Row as Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tasklist.text.display import visible
from tasklist.views import style
from tasklist.views.package import repacked

__all__ = [  # the words of the library that the documents themselves use
    "WD_ALIGN_PARAGRAPH", "WD_CELL_VERTICAL_ALIGNMENT", "WD_LINE_SPACING", "WD_ORIENT", "WD_TABLE_ALIGNMENT",
    "WD_TAB_ALIGNMENT", "Cell", "Document", "Mm", "Paragraph", "Pt", "Row", "Table", "alike", "blank", "font", "narrow",
    "numbered", "repeated", "saved", "unbroken", "whole",
]  # fmt: skip
FOOT = 14  # points of the page number: 四号
_FOREIGN = {  # of the library's own template: a picture of its page, the program it was made with, a list of sources
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}


def blank(name: str, points: float) -> Document:
    """An empty Chinese document whose text stands in this font; nothing of the library's own template shows."""
    document = docx.Document()
    font(document.styles["Normal"], name, points)
    for element in (document.styles.element, document.settings.element):
        for language in element.iter(qn("w:lang"), qn("w:themeFontLang")):
            language.set(qn("w:eastAsia"), "zh-CN")
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, each in rels.items() if each.reltype in _FOREIGN]:
            del rels[key]
    return document


def font(target: Run | ParagraphStyle, name: str, points: float) -> None:
    """Set font and size for every script, in black."""
    target.font.name, target.font.size = name, Pt(points)
    target.font.color.rgb = RGBColor(0, 0, 0)
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), name)


_STROKE = re.compile(r"(?<=\d)-(?=\d)")


def unbroken(run: Run, text: str) -> None:
    """Add text to a run, the strokes in its telephone numbers such that no line ends there."""
    first, *others = _STROKE.split(text)
    run.add_text(first)
    for part in others:
        run._r.append(run._r.makeelement(qn("w:noBreakHyphen"), {}))
        run.add_text(part)


def numbered(foot: Paragraph, points: float = FOOT) -> None:
    """第n页 in the middle of a footer."""
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, number, after = foot.add_run("第"), foot.add_run(), foot.add_run("页")
    for run in (before, number, after):
        font(run, style.NUMBER.name, points)
    for kind in ("begin", "", "end"):  # a field: the program that opens the file counts the pages
        part = number._r.makeelement(
            qn("w:fldChar" if kind else "w:instrText"), {qn("w:fldCharType"): kind} if kind else {}
        )
        part.text = None if kind else "PAGE"
        number._r.append(part)


def narrow(table: Table) -> None:
    """A millimetre between the text of a cell and its sides."""
    margins = table._tblPr.makeelement(qn("w:tblCellMar"), {})
    for side in ("left", "right"):
        margins.append(margins.makeelement(qn(f"w:{side}"), {qn("w:w"): "57", qn("w:type"): "dxa"}))
    look = table._tblPr.find(qn("w:tblLook"))
    if look is None:
        table._tblPr.append(margins)
    else:  # the schema wants it before the look
        look.addprevious(margins)


def repeated(row: Row) -> None:
    """Print this row of headings on every page."""
    row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:tblHeader"), {}))


def whole(row: Row) -> None:
    """Keep the row on one page where it fits on one."""
    row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:cantSplit"), {}))


def alike(pattern: Row, texts: Sequence[str]) -> bool:
    """Add a row like `pattern` with other texts; False, and nothing added, when a text asks for more than its words.

    A copy costs a tenth of a row drawn cell by cell.
    """
    if not all(text and text == text.strip() and text.isprintable() for text in texts):
        return False
    copy = deepcopy(pattern._tr)
    places = list(copy.iter(qn("w:t")))
    if len(places) != len(texts):
        return False
    for place, text in zip(places, texts, strict=True):
        place.text = text
    pattern._tr.getparent().append(copy)
    return True


def saved(document: Document, *, title: str, office: str, as_of: datetime) -> bytes:
    """The document as bytes, dated `as_of` and by nobody but the office: the same words are the same bytes."""
    about = document.core_properties
    about.comments = ""  # the library's name
    about.title, about.author = visible(title)[:255], visible(office)[:255]
    about.created = about.modified = as_of.astimezone(UTC).replace(tzinfo=None)  # written with a Z
    stream = io.BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())
