"""The shape of WordprocessingML: what of it is seen, its blocks, rows and cells, and how merged cells are laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Element = Any  # an lxml element, whose package lives elsewhere

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BOX = f"{W}txbxContent"
CHUNK = f"{W}altChunk"
UNSEEN = {
    f"{W}{tag}"
    for tag in (
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
        "sdtPr",
        "sdtEndPr",
        "rt",
    )
}
_WRAPPERS = {f"{W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")} | {
    f"{_MC}AlternateContent",
    f"{_MC}Choice",
    f"{_MC}Fallback",
}
_KNOWN = re.compile(r"(?:(?:wp[sgc]|wp14|w14|w15|a14|c14|cx\d*|dgm|v)\s*)+")  # what the choices of drawings require
_MAX_COLUMNS = 63  # Word's own limit


def children(element: Element) -> list[Element]:
    """The children, last first; of alternatives only the one that Word of today shows."""
    if element.tag == f"{_MC}AlternateContent":
        return [alternative(element)] if len(element) else []
    return list(element)[::-1]


def alternative(alternatives: Element) -> Element:
    """The first choice, or the fallback where the choice is of a kind that is told no other way (symbols, ink)."""
    first, last = alternatives[0], alternatives[-1]
    known = _KNOWN.fullmatch(first.get("Requires", ""))
    return first if known or not len(last) else last


def blocks(container: Element) -> Iterator[Element]:
    """The paragraphs, tables and imported pieces directly in a container, in order."""
    yield from _inside(container, (f"{W}p", f"{W}tbl", CHUNK))


def rows(table: Element) -> list[Element]:
    """The rows of a table, without those a tracked change deleted."""
    return [row for row in _inside(table, (f"{W}tr",)) if row.find(f"{W}trPr/{W}del") is None]


def cells(row: Element) -> Iterator[Element]:
    """The cells of a row, those covered by a merge included."""
    yield from _inside(row, (f"{W}tc",))


def _inside(container: Element, wanted: tuple[str, ...]) -> Iterator[Element]:
    """The wanted children, also those inside content controls and tracked insertions."""
    stack = children(container)
    while stack:
        node = stack.pop()
        if node.tag in wanted:
            yield node
        elif node.tag in _WRAPPERS:
            stack += children(node)


def value(element: Element | None) -> str:
    """The `w:val` of an element, or empty."""
    return "" if element is None else element.get(f"{W}val", "")


def whole(text: str, default: int = 0) -> int:
    """A whole number as the markup writes it, or `default` where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else default


def count_of(element: Element, path: str) -> int:
    """A span or offset from the properties of a cell or row: 0 when absent, never above Word's limit."""
    return min(whole(value(element.find(path))), _MAX_COLUMNS)


def merge_of(cell: Element, direction: str) -> str:
    """`restart`, `continue` or empty."""
    found = cell.find(f"{W}tcPr/{W}{direction}")
    return "" if found is None else found.get(f"{W}val", "continue")


def frame(table: Element) -> Element | None:
    """The one cell of a table that only frames other tables, or None."""
    inner = [cell for row in rows(table) for cell in cells(row)]
    if len(inner) == 1 and any(block.tag == f"{W}tbl" for block in blocks(inner[0])):
        return inner[0]
    return None
