"""The rows of an office's own list: its lines, and what stands across them (a chapter, a note)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasklist.tables.find import Table
from tasklist.text.normalize import fold, ordinal

_STYLES = (
    re.compile(r"(?:第[一二三四五六七八九十]{1,3}(?:部分|章|类|篇)|[一二三四五六七八九十]{1,3}[、.．])"),
    re.compile(r"(?:第[一二三四五六七八九十]{1,3}节|[（(][一二三四五六七八九十]{1,3}[）)])"),
    re.compile(r"\d{1,2}[、.．]"),
)
_COUNT = re.compile(r"[（(]共?\d+[项条个件][）)]$")
_NOTE = re.compile(r"(?:备?注|说明|填表|填报|单位?负责人|审核|联系人|联络员|制表|附件?)[^一-龥]*[:：]|[备]?注\d?[:：]")
_SUM = re.compile(r"(?:合计|小计|总计)")
_WIDE = 3  # columns a cell across the table covers at least


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row. `line`: the text that stands across the table instead of a line of the list; `chapter`: it is one.

    `level`: of a chapter, 0 the outermost.
    """

    number: int
    line: str = ""
    chapter: bool = False
    level: int = 0


def chapter_name(line: str) -> str:
    """A chapter without the count of its tasks behind it: 一、深化医改（2项） → 一、深化医改."""
    return _COUNT.sub("", "".join(line.split()))


def list_rows(table: Table) -> list[ListRow]:
    """Every row of a table that shows anything, its heading rows left out."""
    heads = {row for row, _ in table.headings}
    numbers = [row.number for row in table.rows if row.number not in heads and table.sheet.columns(row.number)]
    told = [(number, _across(table, number)) for number in numbers]
    last = max((number for number, line in told if not line), default=0)
    return list(_levelled(told, last))


def _across(table: Table, number: int) -> str:
    """The one text of a row that holds nothing else and is no part of a line, or empty."""
    sheet = table.sheet
    columns = [column for column in sheet.columns(number) if sheet.text((number, column)).strip()]
    origins = {sheet.origin((number, column)) for column in columns}
    if len(origins) != 1:
        return ""
    (origin,) = origins
    text = sheet.text(origin)
    wide = origin[0] == number and sheet.widths.get(origin, 1) >= min(_WIDE, len(_named(table)))
    first = origin[1] == min(_named(table)) and ordinal(text) is None
    known = any(style.match(fold(text)) for style in _STYLES) or bool(_NOTE.match(fold(text)))
    return text if origin[0] == number and (wide or first or known) else ""


def _named(table: Table) -> set[int]:
    return {column for span in table.columns.values() for column in span} | set(table.extra)


def _levelled(told: list[tuple[int, str]], last: int) -> Iterator[ListRow]:
    """The rows, chapters with their level: what is numbered otherwise than the one above stands below it."""
    stack: list[int] = []
    for number, line in told:
        if not line:
            yield ListRow(number)
            continue
        style = next((place for place, each in enumerate(_STYLES) if each.match(fold(line))), len(_STYLES))
        chapter = number < last and not _NOTE.match(fold(line)) and not _SUM.match(fold(line))
        if chapter:
            stack = [each for each in stack if each < style][:2]
            stack.append(style)
        yield ListRow(number, line, chapter, len(stack) - 1 if chapter else 0)
