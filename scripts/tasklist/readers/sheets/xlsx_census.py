"""What a workbook package holds beside its cells: one pass over its parts, whoever links to them.

Every part is either known to be no content (`_SILENT`), read by the reader, or counted here: its words, pictures,
controls and embedded files. A part of a kind nobody knows is counted too, when it has words.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tasklist.model.book import Leftover
from tasklist.readers.embedded_files import embedded_file
from tasklist.readers.limits import Package, Refused
from tasklist.readers.sheets import active_x
from tasklist.readers.sheets.grid_builder import Area, GridBuilder
from tasklist.readers.sheets.page_headers import header_words
from tasklist.readers.sheets.vml import controls, drawing, header_pictures
from tasklist.readers.sheets.xlsx_parts import ANCHORS, Relation, area, chosen, is_well_formed, paragraphs, relations
from tasklist.readers.xml import Element, attribute, chart_names, every, local, tree
from tasklist.text.display import visible

# Elements of a sheet's own part that its census needs.
_HEADERS = ("oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter")
HEADER_DRAWING, BACKGROUND, CONTROL = "legacyDrawingHF", "picture", "control"
SHEET_MARKS = (*_HEADERS, HEADER_DRAWING, BACKGROUND, CONTROL)

# Parts that show nothing of their own: looks, formulas' business, what other parts already say.
_SILENT = re.compile(
    r"\[content_types\]\.xml|.*\.rels|.*/?(?:theme|styles|tablestyles)\d*\.xml|docprops/.*|docmetadata/.*|customxml/.*|customui/.*"
    r"|xl/(?:workbook|sharedstrings|metadata|calcchain|connections|volatiledependencies|xmlmaps|usernames)\.xml|xl/persons/.*"
    r"|xl/(?:externallinks|pivotcache|pivottables|tables|querytables|printersettings|slicers|slicercaches|timelines"
    r"|timelinecaches|revisions|richdata|featurepropertybag|customproperty|model|namedsheetviews|webextensions|ctrlprops"
    r"|customdata|datamashup|theme|macrosheets|dialogsheets|activex)/.*|.*vbaproject.*|_xmlsignatures/.*|mimetype"
    r"|xl/(?:charts/(?:style|colors)\d*\.xml|diagrams/(?:layout|quickstyle|colors)\d*\.xml|cellimages\.xml|attachedtoolbars\.bin)"
)
_MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".webp", ".heic", ".dib")
_DRAWN_AGAIN = re.compile(r"xl/diagrams/drawing\d*\.xml")
_NO_WORDS = "（没有文字）"


@dataclass
class Census:
    """The count of one package: which parts were looked at, and what was found beside the cells."""

    package: Package
    looked_at: set[str] = field(default_factory=set)
    found: list[Leftover] = field(default_factory=list)

    def of_sheet(self, part: str, title: str, marks: Sequence[tuple[str, str]], sheet: GridBuilder) -> None:
        """Count what is linked to a sheet. Labels the reader took for text boxes are struck off its `floating`."""
        self.looked_at.add(part)
        name = visible(title)
        for what, words in _headers(marks):
            self.found.append(Leftover(what, words, name))
        ids = {kind: value for kind, value in marks if kind in (BACKGROUND, HEADER_DRAWING)}
        links = {key: link for key, link in relations(self.package, part).items() if link.target in self.package}
        ticks = self._ticks([value.split() for kind, value in marks if kind == CONTROL and " " in value], links)
        areas = self._areas(part) if any(link.kind == "control" for link in links.values()) else {}
        meant = {(link, key in ids.values()): key for key, link in links.items()}  # each part once, whoever links to it
        for (link, _), key in meant.items():
            if not is_well_formed(self.package, link):
                self.looked_at.add(link.target)
                self.found.append(Leftover("读不出的部分", posixpath.basename(link.target), name))
            elif link.kind == "vmlDrawing" and key != ids.get(HEADER_DRAWING):
                self._controls(link.target, name, sheet, ticks)
            elif link.kind == "control":
                self._active_x(link.target, name, sheet, areas.get(key))
            else:
                self._linked(key, link, ids, name, sheet)

    def _linked(self, key: str, link: Relation, ids: Mapping[str, str], name: str, sheet: GridBuilder) -> None:
        self.looked_at.add(link.target)
        base = posixpath.basename(link.target)
        if link.kind == "drawing":
            self.found += self._drawing(link.target, name, sheet)
        elif link.kind == "vmlDrawing":
            pictures = header_pictures(drawing(self.package.read(link.target)))
            self.found += [Leftover("页眉页脚图片", words, name) for words in pictures]
            self._look_at_media(link.target)
        elif link.kind in ("oleObject", "package"):
            self.found.append(Leftover("嵌入文件", self._file_name(link.target), name))
        elif link.kind == "image" and key == ids.get(BACKGROUND):
            self.found.append(Leftover("背景图", base, name))

    def _look_at_media(self, part: str) -> None:
        self.looked_at |= {link.target for link in relations(self.package, part).values()}

    def _ticks(self, listed: Sequence[Sequence[str]], links: Mapping[str, Relation]) -> dict[str, bool]:
        """The number of the shape of each control → whether its properties say that it is ticked."""
        parts = {number: links[key].target for number, key in listed if key in links}
        roots = ((number, self._tree(part)) for number, part in parts.items() if part.endswith(".xml"))
        return {number: root.get("checked") == "Checked" for number, root in roots}

    def _controls(self, part: str, name: str, sheet: GridBuilder, ticks: Mapping[str, bool]) -> None:
        self.looked_at.add(part)
        self._look_at_media(part)
        for control in controls(drawing(self.package.read(part)), ticks):
            said = control.label or _NO_WORDS
            if control.label in sheet.floating:
                sheet.floating.remove(control.label)
            self.found.append(Leftover(control.what, said, name))
            sheet.cover(control.area, control.what, said)

    def _areas(self, part: str) -> Mapping[str, Area | None]:
        """The link of each control of a sheet → the cells it lies over, when the sheet says so."""
        found = [
            (attribute(each, "id"), next(every(each, "anchor"), None)) for each in every(self._tree(part), CONTROL)
        ]
        return {key: area(anchor) for key, anchor in found if anchor is not None}

    def _active_x(self, part: str, name: str, sheet: GridBuilder, where: Area | None) -> None:
        self.looked_at.add(part)
        self._look_at_media(part)
        states = (link.target for link in relations(self.package, part).values() if link.target in self.package)
        state = next((self.package.read(each) for each in states if each.endswith(".bin")), b"")
        what, words = active_x.shown(self._tree(part), state) if part.endswith(".xml") else ("", "")
        if words or what.startswith("已勾选"):
            self.found.append(Leftover(what, words or _NO_WORDS, name))
            sheet.cover(where, what, words or _NO_WORDS)

    # --- drawings ---------------------------------------------------------------------------------

    def _drawing(self, part: str, name: str, sheet: GridBuilder) -> Iterator[Leftover]:
        root, links = self._tree(part), relations(self.package, part)
        self.looked_at |= {link.target for link in links.values() if link.kind in ("image", "hdphoto")}
        for anchor in every(root, *ANCHORS):
            for frame in chosen(anchor, "graphicFrame", "contentPart"):
                for what, words in self._frame(frame, links, sheet):
                    sheet.cover(area(anchor), what, words)
                    yield Leftover(what, words, name)
            for blip in chosen(anchor, "blip"):
                if attribute(blip, "link") and not attribute(blip, "embed"):
                    yield Leftover("链接的图片", _NO_WORDS, name)
        told = "\n".join(sheet.floating)
        for words in map(_words, every(root, "txBody")):
            if words and words not in told and next(every(root, "Fallback"), None) is None:
                yield Leftover("图形", words, name)

    def _frame(self, frame: Element, links: Mapping[str, Relation], sheet: GridBuilder) -> Iterator[tuple[str, str]]:
        """A diagram, a chart or ink in a drawing: what it is, and its words."""
        ids = {value for each in frame.iter() for value in each.attrib.values()}
        for link in (link for key, link in links.items() if key in ids and link.target in self.package):
            self.looked_at.add(link.target)
            if link.kind == "diagramData":
                yield "SmartArt", _words(self._tree(link.target)) or _NO_WORDS
            elif link.kind in ("chart", "chartEx"):
                yield "图表", "\n".join(self._chart(link.target, sheet)) or _NO_WORDS
            elif link.kind in ("customXml", "ink"):
                yield "手写墨迹", _NO_WORDS

    def _chart(self, part: str, sheet: GridBuilder | None) -> Iterator[str]:
        """The words of a chart that do not stand in cells, and of the boxes drawn upon it."""
        told = set(sheet.cells.values()) if sheet else set()
        root = self._tree(part)
        words = (*paragraphs(root), *(visible(name).strip() for name in chart_names(root)))
        yield from dict.fromkeys(each for each in words if each and each not in told)
        for link in relations(self.package, part).values():
            self.looked_at.add(link.target)
            if link.kind == "chartUserShapes" and link.target in self.package:
                yield from paragraphs(self._tree(link.target))

    # --- what nobody links to ---------------------------------------------------------------------

    def of_chart_sheet(self, part: str, title: str) -> None:
        """Count a sheet that is one chart."""
        marks = [(local(each), each.text or "") for each in every(self._tree(part), *_HEADERS)]
        self.of_sheet(part, title, marks, GridBuilder())

    def rest(self) -> tuple[Leftover, ...]:
        """All that was found, with the parts nothing led to."""
        known = {part.lower() for part in self.looked_at}
        for part in self.package.names:
            if part in known or _SILENT.fullmatch(part) or part.startswith("__macosx/"):
                continue
            self.found += self._stray(part)
        return tuple(self.found)

    def _stray(self, part: str) -> Iterator[Leftover]:
        base = posixpath.basename(part)
        if "/embeddings/" in part:
            yield Leftover("嵌入文件", self._file_name(part))
        elif part.endswith(_MEDIA):
            if "/media/" not in part:
                yield Leftover("图片", base)
        elif part.endswith((".xml", ".vml")):
            try:
                words = _words(self._tree(part))
            except Refused:
                words = ""
            if _DRAWN_AGAIN.fullmatch(part):  # a SmartArt once more, as it was drawn last; alone it is all there is
                told = "\n".join(each.text for each in self.found)
                if any(line not in told for line in words.splitlines()):
                    yield Leftover("SmartArt", words)
            elif words:
                yield Leftover("没有用到的部分", words)

    def _file_name(self, part: str) -> str:
        """What an embedded file is called: the name it was dropped in with, else its part's."""
        base = posixpath.basename(part)
        return visible((embedded_file(base, self.package.read(part), "") or (base, b""))[0])

    def _tree(self, part: str) -> Element:
        """A part that only tells what lies beside the cells: read as far as it makes sense."""
        return tree(self.package.read(part), lenient=True)


def _headers(marks: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Page headers and footers with words of their own, each once."""
    texts = ((kind, header_words(text)) for kind, text in marks if kind in _HEADERS)
    yield from dict.fromkeys(("页眉" if kind.endswith("Header") else "页脚", words) for kind, words in texts if words)


def _words(root: Element) -> str:
    return "\n".join(paragraphs(root))
