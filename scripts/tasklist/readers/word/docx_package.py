"""The parts of a Word document, opened as leniently as Word, WPS and LibreOffice open them.

Whole it must be (every member inflated, its checksum compared, no document type: `limits.unpack`). Beyond that
these faults keep nobody from reading it, and each has a test of its name:

- a link that leads nowhere (`../NULL`, a missing thumbnail) is no link;
- content types are not asked: an untyped or mistyped part is what its link says it is;
- a missing or dangling link to the document itself: the part of the usual name is the document;
- backslashes and odd case in the names of parts;
- zero bytes or the rest of a longer part behind the end of a part (`xml`);
- the Strict namespaces are read as the Transitional ones;
- a damaged part beside the text (styles, numbering, one header) is left out, and a remark says so.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator, Mapping

from tasklist.model.finding import Advice, by_anyone, by_unit
from tasklist.readers.limits import HARMFUL, Package, Refused, declares_type, unpack
from tasklist.readers.sheets.xlsx_parts import Relation, relations
from tasklist.readers.xml import Element, tree

SAVE_AS_DOCX = by_anyone("用 Word 或 WPS 打开后另存为 .docx 重报")
_MEND = by_unit("找出原稿重新发来，或用 WPS 的“文件修复”修复后另存为 .docx 重报")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_STRICT_ROOTS = {
    b"officeDocument": b"http://schemas.openxmlformats.org/officeDocument/2006/",
    b"wordprocessingml": b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
    b"drawingml": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
_USUAL = re.compile(r"(?:.*/)?document\d*\.xml")


class NoDocument(Refused):
    """A whole package in which there is no document, or one that is not well-formed."""

    def __init__(self, seen: str, advice: Advice = SAVE_AS_DOCX) -> None:
        super().__init__("unreadable", seen, advice)


class WordPackage:
    """The parts of one document and the links between them; `damaged` names the parts that could not be read."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises Refused when the file is not whole, NoDocument when there is no document in it."""
        self._package: Package = unpack(data)
        self._name = name
        self._links: dict[str, Mapping[str, Relation]] = {}
        self._roots: dict[str, Element | None] = {}
        self.damaged: list[str] = []
        self.main = self._main()

    def _main(self) -> str:
        linked = self.linked("", "officeDocument")
        usual = [part for part in self._package.names if _USUAL.fullmatch(part) and "glossary" not in part]
        if not linked and not usual:
            raise NoDocument(f"{self._name} 里没有 Word 文档的正文")
        return (linked or sorted(usual, key=len))[0]

    def links(self, part: str) -> Mapping[str, Relation]:
        """The links of a part (of the document as a whole: `""`) by id, those that lead somewhere."""
        if part not in self._links:
            try:
                found = relations(self._package, part)
            except Refused:
                self.damaged.append(posixpath.basename(part) + ".rels")
                found = {}
            self._links[part] = {key: link for key, link in found.items() if link.target in self._package}
        return self._links[part]

    def linked(self, part: str, *kinds: str) -> list[str]:
        """The parts a part links to as one of these kinds, each once."""
        return list(dict.fromkeys(link.target for link in self.links(part).values() if link.kind in kinds))

    def target(self, part: str, relation: str | None) -> str:
        """The part a link of `part` leads to, or empty."""
        link = self.links(part).get(relation or "")
        return link.target if link else ""

    def content(self, part: str) -> bytes:
        """The bytes of a part that is there."""
        return self._package.read(part)

    def document(self) -> Element:
        """The root of the document itself. Raises NoDocument when it is not well-formed."""
        root = self.root(self.main)
        if root is None:
            raise NoDocument(f"{self._name} 的正文内部已损坏，Word 也打不开", _MEND)
        return root

    def root(self, part: str) -> Element | None:
        """The root of a part, in the Transitional namespaces; None when there is none or it is damaged."""
        if part not in self._roots:
            self._roots[part] = self._parsed(part) if part in self._package else None
        return self._roots[part]

    def _parsed(self, part: str) -> Element | None:
        xml = self._package.read(part)
        if declares_type(xml):
            raise Refused(*HARMFUL)
        try:
            return tree(_STRICT.sub(_transitional, xml))
        except Refused:
            self.damaged.append(posixpath.basename(part))
            return None

    def reachable(self, kinds: Container[str]) -> Iterator[tuple[str, str]]:
        """(part, kind of the link that leads to it): the document, and all that links of these kinds lead to."""
        seen = {self.main}
        waiting = [(self.main, "officeDocument")]
        while waiting:
            part, kind = waiting.pop(0)
            yield part, kind
            for link in self.links(part).values():
                if link.target not in seen and link.kind in kinds:
                    seen.add(link.target)
                    waiting.append((link.target, link.kind))


def _transitional(found: re.Match[bytes]) -> bytes:
    return _STRICT_ROOTS.get(found[1], found[0])
