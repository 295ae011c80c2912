"""The lines, paragraphs and sentences of a notice: what stands outside its tables, layout taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasklist.model.book import Book
from tasklist.text.display import visible

_ENDED = re.compile(r"[。！？；：!?;:][”’」』）)]*$")
_BEGINS = re.compile(
    r"[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、]|第.{1,3}[条章阶]|附件|联系人|抄送"
)
_WHOLE = re.compile(
    r"(?:联系人|联络员|联系电话|附件)[^，。]{0,12}[：:]|[^，。]{0,30}关于[^，。]{2,60}(?:通知|函|决定|通报)$"
)  # a line that is whole however it ends
_FULL_LINE = 20  # a shorter line that ends nowhere is a heading, not the beginning of a broken sentence
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?")


def lines(book: Book) -> tuple[str, ...]:
    """Every line of text outside the tables, in order, with one blank where there are some."""
    prose = [grid for grid in book.grids if not grid.hidden and all(column == 1 for _, column in grid.cells)]
    texts = [line for grid in prose for _, text in sorted(grid.cells.items()) for line in text.splitlines()]
    return tuple(spaced for text in texts if (spaced := " ".join(visible(text).split())))


def squeezed(line: str) -> str:
    """A line without the blanks Chinese is set with."""
    return "".join(line.split())


def paragraphs(found: Sequence[str]) -> tuple[str, ...]:
    """Lines put together again where a page or a narrow line has broken a sentence."""
    whole: list[str] = []
    for line in found:
        above = whole[-1] if whole else ""
        ended = len(above) < _FULL_LINE or _ENDED.search(above) or _WHOLE.match(above)
        broken = whole and not ended and not _BEGINS.match(line)
        if broken:
            whole[-1] += line
        else:
            whole.append(line)
    return tuple(whole)


def sentences(whole: Sequence[str]) -> Iterator[str]:
    """The sentences of the paragraphs, in order."""
    for paragraph in whole:
        yield from _SENTENCE.findall(paragraph)
