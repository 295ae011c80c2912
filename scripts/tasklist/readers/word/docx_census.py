"""The census of a Word document: every run of visible words, picture, control and embedded file, part by part.

It knows nothing of how the document is read: one pass over the parts says what is there, what the reader handed on
is struck off, and what is left is what nobody would otherwise have heard of.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from tasklist.model.book import Book, Leftover
from tasklist.readers.word.docx_markup import BOX, MATH_TEXT, UNSEEN, A, Element, R, W, children
from tasklist.readers.word.docx_package import WordPackage
from tasklist.readers.word.docx_shown import TICK_CONTROL, chosen, drawn_words, font_of, tick
from tasklist.readers.word.docx_story import OBJECT, PICTURES, Story
from tasklist.readers.word.docx_symbols import alike, as_shown, symbol
from tasklist.text.display import visible

# Kinds of links to parts a person sees something of, and what such a part is called.
_STORIES = {
    "officeDocument": "正文",
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
}
_DRAWN = {"diagramData": "SmartArt", "chart": "图表", "chartEx": "图表", "chartUserShapes": "图表"}
_ATTACHED = {"aFChunk": "导入的片段", "oleObject": "嵌入的文件", "package": "嵌入的文件"}
_PARAGRAPHS = {f"{W}p", f"{A}p"}
_TEXTS = {f"{W}t", MATH_TEXT, f"{A}t"}
_BREAKS = {f"{W}br", f"{W}cr", f"{A}br"}
_RUBY = f"{W}rt"  # the words over others
_ART = "{urn:schemas-microsoft-com:vml}textpath"


@dataclass
class CensusLine:
    """A line of words, run by run, and what a person calls the place it stands in."""

    what: str
    runs: list[str] = field(default_factory=list)

    def split(self) -> Iterator[CensusLine]:
        """The line cut at its line breaks."""
        runs: list[str] = []
        for run in self.runs:
            first, *others = run.split("\n")
            runs.append(first)
            for other in others:
                yield CensusLine(self.what, runs)
                runs = [other]
        yield CensusLine(self.what, runs)


def leftovers(package: WordPackage, handed: Book, story: Story) -> tuple[Leftover, ...]:
    """What the document holds and `handed` does not, each with what it is and its words or name.

    `story` names what was seen and means nothing (prompts, page numbers) and the parts that were opened.
    """
    words: list[CensusLine] = []
    pictures: list[str] = []
    found: list[Leftover] = []
    for part, kind in package.reachable(_STORIES | _DRAWN):
        root = package.root(part)
        if root is None:
            continue
        if kind in _DRAWN:
            words.append(CensusLine(_DRAWN[kind], ["\n".join(drawn_words(root)) or posixpath.basename(part)]))
            continue
        words += _said(root, _STORIES[kind])
        pictures += _pictures(package, part, root)
        found += [Leftover("控件", held.get(f"{W}name", "")) for held in root.iter(f"{W}control")]
        found += [Leftover("嵌入的对象", held.get("ProgID", "")) for held in _unresolved(package, part, root)]
        found += _attached(package, part, story)
    texts = chain.from_iterable((*grid.cells.values(), *grid.notes.values(), *grid.floating) for grid in handed.grids)
    told = chain(texts, (each.text for each in handed.leftovers), story.left_out)
    seen = chain((picture.name for grid in handed.grids for picture in grid.pictures), story.left_out)
    return (
        *(Leftover(what, text) for what, text in _struck_off(words, told)),
        *(Leftover("图片", name) for name in (Counter(pictures) - Counter(seen)).elements()),
        *found,
    )


def _said(root: Element, place: str) -> list[CensusLine]:
    """The lines a person can see, in order, those outside of any paragraph too."""
    found: list[CensusLine] = []
    stack: list[tuple[Element, str, CensusLine | None]] = [(root, place, None)]
    while stack:
        node, where, line = stack.pop()
        tag = node.tag
        if (tag in UNSEEN and tag != _RUBY) or (tag == f"{W}tr" and node.find(f"{W}trPr/{W}del") is not None):
            continue
        where = "文本框" if tag == BOX else where
        if tag in _PARAGRAPHS:
            line = CensusLine(where if tag == f"{W}p" else "图形")
            found.append(line)
        elif tag == _RUBY:
            line = CensusLine("注音")
            found.append(line)
        elif tag == _ART:
            found.append(CensusLine("艺术字", [node.get("string", "")]))
        text = visible(_text(node))
        if text and line is None:
            found.append(CensusLine(where, [text]))
        elif text and line is not None:
            line.runs.append(text)
        if not (tag == f"{W}sdt" and text):
            stack += [(child, where, line) for child in children(node)]
    return [each for line in found for each in line.split()]


def _text(node: Element) -> str:
    tag = node.tag
    if tag in _TEXTS:
        return as_shown(font_of(node.getparent()), node.text or "")
    if tag in _BREAKS:
        return "\n"
    if tag == f"{W}sym":
        return symbol(node.get(f"{W}font", ""), node.get(f"{W}char", ""))
    if tag == f"{W}fldChar":
        return chosen(node)
    if tag == f"{W}sdt":
        box = node.find(f"{W}sdtPr/{TICK_CONTROL}")
        return "" if box is None else tick(box)
    return ""


def _pictures(package: WordPackage, part: str, root: Element) -> Iterator[str]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.tag in UNSEEN:
            continue
        target = package.target(part, node.get(PICTURES[node.tag])) if node.tag in PICTURES else ""
        if target:
            yield posixpath.basename(target)
        stack += children(node)


def _unresolved(package: WordPackage, part: str, root: Element) -> Iterator[Element]:
    """The objects whose content is not in the file: linked ones, and those a damage cut off."""
    for held in root.iter(OBJECT):
        if not package.target(part, held.get(f"{R}id")):
            yield held


def _attached(package: WordPackage, part: str, story: Story) -> Iterator[Leftover]:
    for kind, what in _ATTACHED.items():
        for target in package.linked(part, kind):
            if target not in story.opened:
                yield Leftover(what, posixpath.basename(target))


def _struck_off(lines: Iterable[CensusLine], told: Iterable[str]) -> list[tuple[str, str]]:
    """Of the lines, (what, words) of those that were not told.

    A whole line strikes off a whole line, then what stands within one, the longest first; of a line that was told in
    part, what was not.
    """
    whole = Counter(filter(None, (_bare(line) for text in told for line in text.split("\n"))))
    within: list[tuple[int, CensusLine]] = []
    for place, line in enumerate(lines):
        key = _bare("".join(line.runs))
        if whole[key] > 0:
            whole[key] -= 1
        elif key:
            within.append((place, line))
    rest = _Rest("\n".join(whole.elements()))
    left: dict[int, tuple[str, str]] = {}
    for place, line in sorted(within, key=lambda each: -len("".join(each[1].runs))):
        if not rest.take("".join(line.runs)):
            untold = "".join(run for run in line.runs if not rest.take(run)).strip()
            if untold:
                left[place] = (line.what, untold)
    return [left[place] for place in sorted(left)]


class _Rest:
    """What was told and has struck nothing off yet."""

    def __init__(self, text: str) -> None:
        self._text = text

    def take(self, words: str) -> bool:
        """Is it in there? Then it is no longer. Blanks always are."""
        key = _bare(words)
        before, found, behind = self._text.partition(key) if key else ("", "", "")
        if found:
            self._text = f"{before}\n{behind}"
        return bool(found) or not key


def _bare(text: str) -> str:
    return alike("".join(text.split()))
