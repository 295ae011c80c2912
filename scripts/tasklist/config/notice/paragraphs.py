"""The lines, paragraphs and sentences of a notice: what stands outside its tables, layout taken out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterator, Sequence

from tasklist.model.book import Book
from tasklist.text.display import visible

_ENDED = re.compile(r"[。！？；：!?;:][”’」』）)]*$")
_BEGINS = re.compile(
    r"[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、]|第.{1,3}[条章阶]|附件|联系人|抄送"
)
_WHOLE = re.compile(
    r"(?:联系人|联络员|联系电话|附件)[^，。]{0,12}[：:]|[^，。]{0,30}关于[^，。]{2,60}(?:通知|函|决定|通报)$"
)  # a line that is whole however it ends
_YEAR, _SMALL = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})", r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
DATE = rf"(?P<year>{_YEAR})年(?P<month>{_SMALL})月(?P<day>{_SMALL})日"
SIGNED = re.compile(DATE)
ABOVE_DAY = re.compile(r"[\u4e00-\u9fff（）]{4,40}(?<!通知)(?<!执行)")  # who signs: the line right above a day
_FULL_LINE = 20  # a shorter line that ends nowhere is a heading, not the beginning of a broken sentence
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?")


def lines(book: Book) -> tuple[str, ...]:
    """Every line of text outside the tables, in order, with one blank where there are some."""
    prose = [grid for grid in book.grids if not grid.hidden and all(column == 1 for _, column in grid.cells)]
    return tuple(line for grid in prose for _, text in sorted(grid.cells.items()) for line in _spaced(text))


def above_tables(book: Book) -> frozenset[str]:
    """The lines below which a table stands, without blanks: no sentence goes on behind it."""
    led = (above for grid in book.grids for above in grid.led.values() if above)
    return frozenset(squeezed(line) for above in led for line in _spaced(above[-1])[-1:])


def _spaced(text: str) -> tuple[str, ...]:
    return tuple(line for each in text.splitlines() if (line := " ".join(visible(each).split())))


def squeezed(line: str) -> str:
    """A line without the blanks Chinese is set with."""
    return "".join(line.split())


def paragraphs(found: Sequence[str], closed: Container[str] = ()) -> tuple[str, ...]:
    """Lines put together again where a page or a narrow line has broken a sentence; `closed`: those that end there."""
    whole: list[str] = []
    last = ""
    for line, below in itertools.zip_longest(found, found[1:], fillvalue=""):
        above = whole[-1] if whole else ""
        ended = len(above) < _FULL_LINE or _ENDED.search(above) or _WHOLE.match(above) or last in closed
        signature = SIGNED.fullmatch(line) or (SIGNED.fullmatch(below) and ABOVE_DAY.fullmatch(line))
        if whole and not (ended or signature or _BEGINS.match(line)):
            whole[-1] += line
        else:
            whole.append(line)
        last = line
    return tuple(whole)


def sentences(whole: Sequence[str]) -> Iterator[str]:
    """The sentences of the paragraphs, in order."""
    for paragraph in whole:
        yield from _SENTENCE.findall(paragraph)
