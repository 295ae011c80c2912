"""Word documents (.docx, .docm, .dotx): every table a Grid, every other word of the document in one too.

What a person sees decides: tracked deletions are gone, tracked insertions are there, automatic numbers are
written out. What the document holds beside that is counted by its census and handed on as leftovers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tasklist.model.book import Book, Grid, Leftover
from tasklist.readers.word.docx_census import leftovers
from tasklist.readers.word.docx_markup import CHUNK, Element, R, W, blocks, frame
from tasklist.readers.word.docx_package import WordPackage
from tasklist.readers.word.docx_story import Story, StoryPart
from tasklist.readers.word.docx_tables import TablePart, joined, laid_out, table_part
from tasklist.text.display import visible

_MODIFIED = "{http://purl.org/dc/terms/}modified"
_DELETED = f"{W}del"
_CHANGES = {f"{W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo")}
_BODY, _MARGINS = "正文", "页眉页脚"


@dataclass
class _Read:
    """What has been read of a document so far, in its order."""

    story: Story
    tables: list[TablePart] = field(default_factory=list)
    body: list[StoryPart] = field(default_factory=list)
    imported: list[Book] = field(default_factory=list)
    parted: bool = False  # words or pictures stand between the last table and here
    lines: list[str] = field(default_factory=list)  # the words among them

    def container(self, container: Element, part: str) -> None:
        """Tables, paragraphs and imported pieces in order; boxes and frames are entered."""
        for block in blocks(container):
            if block.tag == f"{W}p":
                self._paragraph(block, part)
            elif block.tag == CHUNK:
                self._import(self.story.package.target(part, block.get(f"{R}id")))
            elif (framed := frame(block)) is not None:
                self.container(framed, part)
            else:
                made = table_part(self.story, part, block, self.parted)
                made.grid = replace(made.grid, led={1: tuple(self.lines)} if self.lines else {})
                self.tables.append(made)
                self.parted, self.lines = False, []

    def _paragraph(self, paragraph: Element, part: str) -> None:
        seen = StoryPart()
        self.story.paragraph(paragraph, part, seen)
        self.body.append(seen)
        self.parted |= bool(seen.text or seen.pictures)
        self.lines += [seen.text] if seen.text.strip() else []
        for box in seen.boxes:
            self.container(box, part)

    def _import(self, target: str) -> None:
        """A piece of another format that Word shows in its place: read as what it is."""
        if target and (book := self.story.imported(target)):
            self.imported.append(book)


def read_docx(data: bytes, name: str) -> Book:
    """A .docx: one Grid per table (表1…), then 正文 (one row per paragraph) and 页眉页脚; embedded files as members.

    Raises Refused: what `limits.unpack` raises, `unreadable` when there is no readable document in it.
    """
    package = WordPackage(data, name)
    root = package.document()
    read = _Read(Story(package))
    body = root.find(f"{W}body")
    read.container(root if body is None else body, package.main)
    read.tables = joined(read.tables)
    margins = read.story.margins()
    grids = _grids(read, margins)
    pieces = read.story.pieces
    found = [*read.story.refused, *_hidden(read, margins)]
    handed = Book("docx", grids, members=tuple(read.story.members.values()), leftovers=tuple(found))
    counted = leftovers(package, handed, read.story)
    return replace(
        handed,
        modified=_modified(package),
        members=_distinct(*handed.members, *(member for book in pieces for member in book.members)),
        remarks=(*_remarks(package, root), *(remark for book in pieces for remark in book.remarks)),
        leftovers=(*found, *_taken_out(root), *counted, *(each for book in pieces for each in book.leftovers)),
    )


def _grids(read: _Read, margins: StoryPart) -> tuple[Grid, ...]:
    grids = [table.grid for table in read.tables]
    for number, book in enumerate(read.imported, 1):
        grids += [replace(grid, sheet=f"导入{number}{grid.sheet}") for grid in book.grids]
    said = [seen for seen in read.body if seen.text or seen.notes or seen.pictures]
    if said:
        grids.append(laid_out(_BODY, {(row, 1): seen for row, seen in enumerate(said, start=1)}))
    if margins.lines or margins.pictures or margins.notes:
        lines = {(row, 1): StoryPart([line]) for row, line in enumerate(margins.lines, start=1)}
        grids.append(laid_out(_MARGINS, lines, beside=[replace(margins, lines=[])]))
    return tuple(grids)


def _distinct(*members: tuple[str, bytes]) -> tuple[tuple[str, bytes], ...]:
    """The members, the second of two of one name with （2）."""
    times: Counter[str] = Counter()
    named = []
    for name, data in members:
        times[name] += 1
        stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
        named.append((f"{stem}（{times[name]}）{dot}{ending}" if times[name] > 1 else name, data))
    return tuple(named)


def _hidden(read: _Read, margins: StoryPart) -> list[Leftover]:
    places = [(table.grid.sheet, table.hidden) for table in read.tables]
    places += [(_BODY, seen.hidden) for seen in read.body] + [(_MARGINS, margins.hidden)]
    return [Leftover("隐藏文字", words, sheet) for sheet, hidden in places for words in hidden]


def _taken_out(root: Element) -> list[Leftover]:
    """The words that changes nobody has accepted took out: they still stand there, struck through, for most readers."""
    said = (
        visible("".join(text.text or "" for text in each.iter(f"{W}delText"))).strip() for each in root.iter(_DELETED)
    )
    words = "\n".join(dict.fromkeys(filter(None, said)))
    return [Leftover("修订删去的文字", words)] if words else []


def _remarks(package: WordPackage, root: Element) -> tuple[str, ...]:
    changes = any(next(root.iter(tag), None) is not None for tag in _CHANGES)
    damaged = "、".join(dict.fromkeys(package.damaged))
    return tuple(
        sentence
        for sentence, applies in (
            ("文中有没有接受的修订，按接受以后的样子读取", changes),
            (f"文件里有损坏的部分（{damaged}），没有读取，其余照常读取，请打开原件核对", damaged),
        )
        if applies
    )


def _modified(package: WordPackage) -> datetime | None:
    parts = package.linked("", "core-properties")
    root = package.root(parts[0]) if parts else None
    try:
        stamp = datetime.fromisoformat(("" if root is None else root.findtext(_MODIFIED) or "").strip())
    except ValueError:
        return None
    return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
