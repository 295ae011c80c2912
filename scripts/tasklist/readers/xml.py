"""XML parts, parsed without entities, document types or network: the one door to the XML library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, TypeAlias

from lxml import etree

from tasklist.readers.limits import HARMFUL, OPEN_AND_SAVE_AS, Faulty, Refused

Element: TypeAlias = Any  # the library publishes no types

_DAMAGED = ("unreadable", "文件内部的 XML 有错误，没有读取", OPEN_AND_SAVE_AS)
_SAFE = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


_BLANKS = b" \t\r\n"  # before the declaration: careless programs write an empty line there


class Readable(Protocol):
    """Bytes that come piece by piece."""

    def read(self, size: int = ..., /) -> bytes:
        """The next piece; empty at the end."""


class _FromFirst:
    """A stream from its first character that is no blank on."""

    def __init__(self, stream: Readable) -> None:
        self._stream, self._begun = stream, False

    def read(self, size: int = -1, /) -> bytes:
        piece = self._stream.read(size)
        while piece and not self._begun:
            if piece := piece.lstrip(_BLANKS):
                self._begun = True
            else:
                piece = self._stream.read(size)
        return piece


def tree(xml: bytes, *, lenient: bool = False) -> Element:
    """The root of a small part. Raises Refused when it is not well-formed or declares a document type.

    `lenient`: as far as it makes sense, for the drawings that Office itself writes with unclosed tags.
    """
    try:
        root = etree.fromstring(xml.lstrip(_BLANKS), etree.XMLParser(**_SAFE, recover=lenient))
        root = etree.Element("nothing") if root is None else root
    except (etree.XMLSyntaxError, ValueError) as error:
        if not _is_behind_the_end(error):
            raise _reason(error) from error
        return tree(xml, lenient=True)
    _refuse_declarations(root)
    return root


def events(stream: Readable, *tags: str) -> Iterator[Element]:
    """Elements with these local names, as they end, in any namespace; each is emptied when the next is asked for.

    Raises Refused when the part is not well-formed to the end of its root or declares a document type.
    """
    found = None
    try:
        for _, found in etree.iterparse(
            _FromFirst(stream), events=("end",), tag=[f"{{*}}{tag}" for tag in tags], **_SAFE
        ):
            yield found
            found.clear()
            parent = found.getparent()
            while parent is not None and found.getprevious() is not None:
                del parent[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        if not _is_behind_the_end(error):
            raise _reason(error) from error
    if found is not None:
        _refuse_declarations(found)


def markup(element: Element) -> bytes:
    """The element with all it holds, as a part of its own."""
    found: bytes = etree.tostring(element, encoding="utf-8", xml_declaration=True, with_tail=False)
    return found


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """The attribute with this local name, in any namespace, or an empty string."""
    plain: str | None = element.get(name)
    if plain is not None:
        return plain
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}" + name)), "")


def every(element: Element, *names: str) -> Iterator[Element]:
    """The descendants with these local names, in document order."""
    found: Iterator[Element] = element.iter(*(f"{{*}}{name}" for name in names))
    return found


def chart_names(chart: Element) -> Iterator[str]:
    """The names a chart shows of its series and categories: of one level or several, from cells or written out."""
    for held in every(chart, "strCache", "multiLvlStrCache", "strLit", "strDim", "tx"):
        yield from (value.text or "" for value in every(held, "v", "pt") if not len(value))


def _is_behind_the_end(error: Exception) -> bool:
    """Is the root whole, and only what follows it (zero bytes, the rest of a longer part) no XML? Others stop there."""
    return bool(getattr(error, "code", 0) == etree.ErrorTypes.ERR_DOCUMENT_END)


def _reason(error: Exception) -> Exception:
    """Damage, unless the parser only ran out of memory, which it calls a mistake in the text too."""
    code = getattr(error, "code", 0)
    if code == etree.ErrorTypes.ERR_NO_MEMORY:
        return MemoryError()
    return Faulty(*_DAMAGED) if "Resource limit" in str(error) else Refused(*_DAMAGED)


def _refuse_declarations(element: Element) -> None:
    declared = element.getroottree().docinfo.internalDTD
    if declared is not None and any((*declared.iterentities(), *declared.iterelements())):
        raise Refused(*HARMFUL)
