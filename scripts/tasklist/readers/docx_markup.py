"""The shape of WordprocessingML: what of it is seen, its blocks, rows and cells, and how merged cells are laid out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = Any  # an lxml element, whose package lives elsewhere

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
BOX = f"{W}txbxContent"
_UNSEEN = {
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
_OFF = {"0", "false", "none", "off"}
_HEX = set("0123456789abcdefABCDEF")
_MAX_COLUMNS = 63  # Word's own limit


def walk(element: Element) -> Iterator[Element]:
    """Every visible descendant in document order; a text box is named, not entered."""
    stack = _children(element)
    while stack:
        node = stack.pop()
        if node.tag in _UNSEEN:
            continue
        yield node
        if node.tag != BOX:
            stack += _children(node)


def _children(element: Element) -> list[Element]:
    """The children, last first; of alternatives only the first."""
    if element.tag == f"{_MC}AlternateContent":
        return list(element[:1])
    return list(element)[::-1]


def blocks(container: Element) -> Iterator[Element]:
    """The paragraphs and tables directly in a container, in order."""
    yield from _inside(container, (f"{W}p", f"{W}tbl"))


def rows(table: Element) -> list[Element]:
    """The rows of a table, without those a tracked change deleted."""
    return [row for row in _inside(table, (f"{W}tr",)) if row.find(f"{W}trPr/{W}del") is None]


def cells(row: Element) -> Iterator[Element]:
    """The cells of a row, those covered by a merge included."""
    yield from _inside(row, (f"{W}tc",))


def _inside(container: Element, wanted: tuple[str, ...]) -> Iterator[Element]:
    """The wanted children, also those inside content controls and tracked insertions."""
    stack = _children(container)
    while stack:
        node = stack.pop()
        if node.tag in wanted:
            yield node
        elif node.tag in _WRAPPERS:
            stack += _children(node)


def written(node: Element) -> str:
    """What a node itself adds to the text."""
    tag = node.tag
    if tag in (f"{W}t", _MATH):
        return node.text or ""
    if tag == f"{W}br":
        return "" if node.get(f"{W}type") in ("page", "column") else "\n"
    if tag == f"{W}sym":
        code = node.get(f"{W}char", "")
        return chr(int(code, 16)) if len(code) == 4 and set(code) <= _HEX else ""
    return {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}.get(tag, "")


def is_struck(run: Element) -> bool:
    """Is this run struck through?"""
    marks = [run.find(f"{W}rPr/{W}{mark}") for mark in ("strike", "dstrike")]
    return any(mark is not None and mark.get(f"{W}val", "1") not in _OFF for mark in marks)


def _count(element: Element, path: str) -> int:
    """A span or offset from the properties of a cell or row: 0 when absent, never above Word's limit."""
    found = element.find(path)
    value = "" if found is None else found.get(f"{W}val", "")
    return min(int(value), _MAX_COLUMNS) if value.isascii() and value.isdigit() and len(value) < 9 else 0


def _merge(cell: Element, direction: str) -> str:
    """`restart`, `continue` or empty."""
    found = cell.find(f"{W}tcPr/{W}{direction}")
    return "" if found is None else found.get(f"{W}val", "continue")


def frame(table: Element) -> Element | None:
    """The one cell of a table that only frames other tables, or None."""
    inner = [cell for row in rows(table) for cell in cells(row)]
    if len(inner) == 1 and any(block.tag == f"{W}tbl" for block in blocks(inner[0])):
        return inner[0]
    return None


def spans(table: Element) -> tuple[list[tuple[int, int, Element]], list[Element], list[tuple[int, int, int, int]]]:
    """The cells that show (row, column, cell), those a merge covers, and the merged ranges."""
    shown: list[tuple[int, int, Element]] = []
    covered: list[Element] = []
    ranges: list[list[int]] = []
    above: dict[int, list[int]] = {}  # column → the range a vertical merge may continue
    for row, element in enumerate(rows(table), start=1):
        column = 1 + _count(element, f"{W}trPr/{W}gridBefore")
        last: list[int] | None = None
        below: dict[int, list[int]] = {}
        for cell in cells(element):
            right = column + max(_count(cell, f"{W}tcPr/{W}gridSpan"), 1) - 1
            vertical = _merge(cell, "vMerge")
            if last is not None and _merge(cell, "hMerge") == "continue":
                last[3] = right
                covered.append(cell)
            elif vertical == "continue" and column in above:
                last = above[column]
                last[2] = row
                below[column] = last
                covered.append(cell)
            else:
                last = [row, column, row, right]
                ranges.append(last)
                shown.append((row, column, cell))
                if vertical:
                    below[column] = last
            column = right + 1
        above = below
    merged = [(top, left, bottom, right) for top, left, bottom, right in ranges if (top, left) != (bottom, right)]
    return shown, covered, merged
