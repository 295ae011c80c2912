"""The text of a Word document read in order, with what hangs on it: notes, comments, pictures, embedded files."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from itertools import groupby

from tasklist.model.book import Book, Leftover, Refusal
from tasklist.readers import registry
from tasklist.readers.embedded_files import embedded_file
from tasklist.readers.word.docx_markup import BOX, CHUNK, Element, R, W, blocks, cells, rows
from tasklist.readers.word.docx_numbering import Numbering
from tasklist.readers.word.docx_package import WordPackage
from tasklist.readers.word.docx_shown import Looks, drawn_words, pieces, prompts_of
from tasklist.text.display import visible

OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": f"{R}embed",
    "{urn:schemas-microsoft-com:vml}imagedata": f"{R}id",
}
# The SmartArts and charts of a paragraph, whose words stand in a part of their own.
DRAWINGS = {
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": ("SmartArt", f"{R}dm"),
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": ("图表", f"{R}id"),
}
_REFERENCES = {
    f"{W}commentReference": "comments",
    f"{W}footnoteReference": "footnotes",
    f"{W}endnoteReference": "endnotes",
}
# What stands in a header or footer only to number the pages: — 1 —, 第 1 页 共 3 页, 1 / 3.
_PAGE_NUMBER = re.compile(r"[-—–－~\s·|]*+(?:(?:第|共|page|of|[\d/／，,、]|页)\s*+)++[-—–－~\s·|]*+", re.IGNORECASE)


@dataclass
class StoryPart:
    """What one paragraph, cell or box shows, gathered while walking it once."""

    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    drawn: list[tuple[str, str]] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    unseen: bool = False  # are words of it white on white?

    @property
    def text(self) -> str:
        """The lines as one text, empty when nothing can be seen."""
        text = "\n".join(self.lines)
        return visible(text).strip("\n") if text.strip() else ""

    def take_beside(self, other: StoryPart) -> None:
        """Add everything of `other` but its lines."""
        self.notes += other.notes
        self.boxes += other.boxes
        self.pictures += other.pictures
        self.hidden += other.hidden
        self.drawn += other.drawn
        self.struck += other.struck
        self.unseen |= other.unseen


class Story:
    """One open document. `left_out`: the words and pictures that were seen and mean nothing (prompts, page numbers,
    a header said again, the preview of an embedded file); `members`: the embedded files, by their parts; `opened`:
    the parts of embedded and imported things that were looked into; `pieces`: what was imported, `refused`: what could
    not be read of it.
    """

    def __init__(self, package: WordPackage) -> None:
        self.package = package
        self.left_out: list[str] = []
        self.members: dict[str, tuple[str, bytes]] = {}
        self.opened: set[str] = set()
        self.pieces: list[Book] = []
        self.refused: list[Leftover] = []
        self._numbering = Numbering(self._root("numbering"), self._root("styles"))
        self._looks = Looks(self._root("styles"))
        self._prompts = prompts_of(self._root("glossaryDocument"))
        self._notes: dict[tuple[str, str], str] = {}
        for tag, kind in _REFERENCES.items():
            for part in package.linked(package.main, kind):
                root = package.root(part)
                for note in () if root is None else root:
                    self._notes[tag, note.get(f"{W}id", "")] = self.seen(note, part).text

    def _root(self, kind: str) -> Element | None:
        parts = self.package.linked(self.package.main, kind)
        return self.package.root(parts[0]) if parts else None

    def seen(self, container: Element, part: str) -> StoryPart:
        """Everything a container (cell, box, note) of a part shows; a table or a piece inside is one line per row."""
        seen = StoryPart()
        for block in blocks(container):
            if block.tag == f"{W}p":
                self.paragraph(block, part, seen)
            elif block.tag == CHUNK:
                self._piece(self.package.target(part, block.get(f"{R}id")), seen)
            else:
                for row in rows(block):
                    inner = [self.seen(cell, part) for cell in cells(row)]
                    seen.lines.append(" ".join(cell.text for cell in inner if cell.text))
                    for cell in inner:
                        seen.take_beside(cell)
        return seen

    def imported(self, target: str) -> Book | None:
        """A piece of another format that Word shows in its place, read as what it is; None for one nobody can read."""
        self.opened.add(target)
        name = posixpath.basename(target)
        book = registry.read(self.package.content(target), name)
        if isinstance(book, Refusal):
            self.refused.append(Leftover("导入的片段", f"{name}：{book.reason}"))
            return None
        self.pieces.append(book)
        return book

    def _piece(self, target: str, seen: StoryPart) -> None:
        if not target:
            return
        book = self.imported(target)
        if book is None:
            seen.drawn.append(("导入的片段", posixpath.basename(target)))
            return
        for grid in book.grids:
            for _, cells_of_row in groupby(sorted(grid.cells.items()), key=lambda each: each[0][0]):
                seen.lines.append(" ".join(text for _, text in cells_of_row))
            seen.notes += grid.notes.values()
            seen.pictures += [(each.name, each.data) for each in grid.pictures]

    def whole(self, container: Element, part: str) -> StoryPart:
        """Everything a container shows, its boxes' lines behind its own."""
        seen = self.seen(container, part)
        while seen.boxes:
            inner = self.seen(seen.boxes.pop(0), part)
            seen.lines += inner.lines
            seen.take_beside(inner)
        return seen

    def paragraph(self, paragraph: Element, part: str, seen: StoryPart) -> None:
        """Add what one paragraph shows to `seen`."""
        parts = [self._numbering.label(paragraph)]
        hidden = ""
        for piece in pieces(paragraph, self._looks, self._prompts):
            if piece.node is not None:
                self._beside(piece.node, part, seen)
            elif piece.prompt:
                self.left_out.append(piece.text)
            elif piece.hidden:
                hidden += piece.text
            else:
                seen.struck += [piece.text] if piece.struck and piece.text.strip() else []
                parts.append(piece.text)
                seen.unseen |= piece.unseen and bool(piece.text.strip())
        seen.lines.append("".join(parts))
        if hidden.strip():
            seen.hidden.append(visible(hidden.strip()))

    def _beside(self, node: Element, part: str, seen: StoryPart) -> None:
        tag = node.tag
        if tag == BOX:
            seen.boxes.append(node)
        elif tag in PICTURES:
            self._picture(node, part, seen)
        elif tag in _REFERENCES:
            note = self._notes.get((tag, node.get(f"{W}id", "")))
            seen.notes += [note] if note else []
        elif tag in DRAWINGS:
            what, relation = DRAWINGS[tag]
            root = self.package.root(self.package.target(part, node.get(relation)))
            seen.drawn += [] if root is None else [(what, "\n".join(drawn_words(root)) or what)]
        elif tag == f"{W}object":
            self._object(next(node.iter(OBJECT), None), part)

    def _picture(self, node: Element, part: str, seen: StoryPart) -> None:
        target = self.package.target(part, node.get(PICTURES[node.tag]))
        if not target:
            return
        around = next(node.iterancestors(f"{W}object"), None)
        held = None if around is None else next(around.iter(OBJECT), None)
        name = posixpath.basename(target)
        if held is not None and self.package.target(part, held.get(f"{R}id")) in self.members:
            self.left_out.append(name)
        else:
            seen.pictures.append((name, self.package.content(target)))

    def _object(self, held: Element | None, part: str) -> None:
        target = "" if held is None else self.package.target(part, held.get(f"{R}id"))
        if held is None or not target or target in self.opened:
            return
        self.opened.add(target)
        found = embedded_file(posixpath.basename(target), self.package.content(target), held.get("ProgID", ""))
        if found:
            self.members[target] = found

    def margins(self) -> StoryPart:
        """What all headers and footers show, each line and picture once; page numbers are left out."""
        every = StoryPart()
        for part in self.package.linked(self.package.main, "header", "footer"):
            root = self.package.root(part)
            if root is None:
                continue
            seen = self.whole(root, part)
            for line in seen.lines:
                if line in every.lines or _PAGE_NUMBER.fullmatch(line):
                    self.left_out.append(line)
                elif line.strip():
                    every.lines.append(line)
            self.left_out += [name for name, data in seen.pictures if (name, data) in every.pictures]
            every.pictures += [picture for picture in seen.pictures if picture not in every.pictures]
            every.notes += seen.notes
            every.hidden += seen.hidden
        return every
