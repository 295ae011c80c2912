"""The tree of an HTML page as browsers make it: what stands where it should not is shown all the same, and read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tasklist.readers.limits import SAVE_AS, Refused
from tasklist.readers.xml import Element

_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
# Browsers go on behind the end of a page: a server's note, a signature, the next page of an export.
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_OF_HEAD = frozenset(("title", "meta", "link", "style", "script", "base", "noscript", "template", "xml"))
_PARTS = frozenset(("thead", "tbody", "tfoot", "tr", "colgroup"))
_CELLS = ("td", "th")
_OWN = frozenset((*_CELLS, "caption", "col", "style", "script", "template"))  # what else a table may hold


def parsed_page(text: str, name: str) -> Element | None:
    """The page of a text, or None where it says nothing. Raises Refused for what cannot be read."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    markup = _END.sub("", _HEAD.sub("", text))
    if not markup.strip():
        return None
    try:
        root = etree.fromstring(markup, parser)
    except (etree.LxmlError, ValueError):
        raise Refused("unreadable", f"{name} 的网页内容读不出来", SAVE_AS) from None
    if any(entry.level_name == "FATAL" for entry in parser.error_log):  # the rest of the page was dropped
        raise Refused("too_large", f"{name} 的网页嵌套过深，没有读取", SAVE_AS)
    if root is not None:
        _begin_body(root)
        for table in list(root.iter("table")):
            _put_before(table)
            _put_in_rows(table)
    return root


def _begin_body(root: Element) -> None:
    """What is no part of a head begins the body: the parser knows few names by which it could tell."""
    head, body = root.find("head"), root.find("body")
    strays = [] if head is None else [each for each in head if each.tag not in _OF_HEAD]
    if strays:
        body = etree.SubElement(root, "body") if body is None else body
        strays[-1].tail = f"{strays[-1].tail or ''}{body.text or ''}"
        body.text = None
        for place, each in enumerate(strays):
            body.insert(place, each)


def _put_before(table: Element) -> None:
    """What a table holds outside of its cells goes before it; a table that begins there ends it."""
    last = table
    for part in list(_parts(table)):
        _move(table, part, "text")
        for child in list(part):
            _move(table, child, "tail")
            if child.tag == "table":
                last.addnext(child)
                last = child
            elif child.tag not in _OWN | _PARTS and not _lays_out(child):
                table.addprevious(child)


def _parts(element: Element) -> Iterator[Element]:
    """A table and its bodies and rows, with whatever a page has put around these."""
    yield element
    for child in element:
        if child.tag in _PARTS or (child.tag not in _OWN and _lays_out(child)):
            yield from _parts(child)


def _lays_out(element: Element) -> bool:
    """Does something that is no part of a table stand around rows or cells of it?"""
    return element.tag != "table" and any(
        next(each.iterancestors("table", element.tag)) is element for each in element.iter("tr", *_CELLS)
    )


def _move(table: Element, element: Element, kept: str) -> None:
    words = getattr(element, kept)
    if words and words.strip():
        setattr(element, kept, None)
        line = etree.Element("div")
        line.text = words
        table.addprevious(line)


def _put_in_rows(table: Element) -> None:
    """Cells that lie in no row are a row together."""
    made: set[Element] = set()
    for cell in list(table.iter(*_CELLS)):
        if next(cell.iterancestors("tr", "table")) is table:
            before = cell.getprevious()
            if before not in made:
                before = etree.Element("tr")
                cell.addprevious(before)
                made.add(before)
            before.append(cell)
