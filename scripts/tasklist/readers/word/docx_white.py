"""White words on white paper in a Word document: they are read, and pointed out as nobody sees them."""

from __future__ import annotations

from collections.abc import Mapping

from tasklist.readers.word.docx_markup import Element, W, value

_WHITE = "FFFFFF"
_PAPER = ("", "AUTO", _WHITE)
_GROUNDS = ((f"{W}p", f"{W}pPr"), (f"{W}tc", f"{W}tcPr"), (f"{W}tr", f"{W}tblPrEx"), (f"{W}tbl", f"{W}tblPr"))


def is_unseen(run: Element, styles: Mapping[str, Element]) -> bool:
    """Does a run make its words white itself, and nothing around it colours the ground?

    `styles`: the document's by their ids; a table of a style that colours anything may colour this.
    """
    color = run.find(f"{W}rPr/{W}color")
    if color is None or color.get(f"{W}val", "").upper() != _WHITE:
        return False
    if _coloured(run.find(f"{W}rPr")) or run.find(f"{W}rPr/{W}highlight") is not None:
        return False
    for around in run.iterancestors():
        properties = next((around.find(found) for tag, found in _GROUNDS if around.tag == tag), None)
        if _coloured(properties):
            return False
        style = None if properties is None else styles.get(value(properties.find(f"{W}tblStyle")))
        if style is not None and any(map(_fills, style.iter(f"{W}shd"))):
            return False
    return True


def _coloured(properties: Element | None) -> bool:
    ground = None if properties is None else properties.find(f"{W}shd")
    return ground is not None and _fills(ground)


def _fills(ground: Element) -> bool:
    plain = ground.get(f"{W}val", "clear") in ("clear", "nil") and ground.get(f"{W}themeFill") is None
    return not plain or ground.get(f"{W}fill", "").upper() not in _PAPER
