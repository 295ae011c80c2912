"""What stands around the tables of an office's own list and is printed with it: lines above, notes below.

In a workbook that is whatever stands on the sheet. In a document the list may stand within a notice: there it is what
stands between the title and the table, and behind it what is said of the list (注：…, 填表说明：…, 联系人：…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasklist.config.list_text import words
from tasklist.config.list_title import is_title
from tasklist.model.book import Book
from tasklist.tables.find import Table
from tasklist.tables.list_rows import all_rows, is_note, is_sum, titles
from tasklist.tables.marks import own_text
from tasklist.text.measures import is_measure

BODY = "正文"  # the paragraphs of a document, beside its tables
_ANNEX = re.compile(r"附(?:件|表)[\d一二三四五六七八九十]{0,2}[：:]?")  # its number in the notice it came with
_UNDER = re.compile(r"(?:备?注|说明)\d?\s*[:：]")
_ITEM = re.compile(r"\s*(?:[（(]?\d{1,2}[）).、．]|[①-⑳]|[（(][一二三四五六七八九十]{1,2}[）)])")
_COUNTED_IN = re.compile(r"(?:计量|金额)?单位\s*[:：]\s*([^\s、，,；;（）()]{1,6})")
_APART = re.compile(r"\s{2,}|\u3000|\s(?=[\u4e00-\u9fff]{0,6}[:：])")  # between two things said in one line
_RULE = re.compile(r"[_＿\s]*(?:[（(][\u4e00-\u9fff]{0,6}[）)])?")  # to write on: ____（盖章）
_BLANK = re.compile(r"(?:[^:：]{2,14}[:：])?[\s_＿年月日]*")  # to be filled in by hand: 填报日期：  年  月  日
_LINE = 300  # characters of a note; what is longer is a text of the notice
_SHORT, _FEW = 60, 4  # characters and lines between a title and its table at most; more is a text of the notice


def above(table: Table, title: str, own: str) -> tuple[str, ...]:
    """The lines between the title of a list and its first table, without what a form says itself and chapters.

    `own`: the title of this table, where that of the list is another one.
    """
    first = min(row for row, _ in table.headings)
    led = table.sheet.grid.led.get(first, ())
    chapters = titles(led)
    lines: dict[int, list[str]] = {}
    for (row, _), text in sorted(table.sheet.grid.cells.items()):
        if row < first and text.strip() and text.strip() not in chapters:
            lines.setdefault(row, []).append(text)
    on_sheet = ["　　".join(filter(None, map(_kept, parts))) for parts in lines.values()]
    said = on_sheet or [_kept(line) for line in _between(led, title) if line.strip() not in chapters]
    kept = (line for line in said if line and not _ANNEX.fullmatch(words(line)))
    return tuple(line for line in kept if not (is_title(line, title) or is_title(line, own)))


def _kept(line: str) -> str:
    """A line without what every form says itself: of 填报单位：____　　单位：万元 the second half."""
    parts = _APART.split(line.strip())
    said = [part for part in parts if not (_BLANK.fullmatch(part) or (own_text(line) and _own(part)))]
    return " ".join("　　".join(said).split()) if len(said) < len(parts) else " ".join(line.split())


def _own(part: str) -> bool:
    return own_text(part) or bool(_RULE.fullmatch(part))


def counted_in(lines: Sequence[str]) -> str:
    """The unit in which the amounts of the table are, by the lines above it: 单位：万元; empty when none says it."""
    found = (said for line in lines for said in _COUNTED_IN.findall(line) if is_measure(said))
    return next(found, "")


def _between(led: Sequence[str], title: str) -> Sequence[str]:
    """The lines of a document between the title and the table; nothing where they are a text of the notice."""
    named = [place for place, line in enumerate(led) if is_title(line, title)]
    found = led[named[-1] + 1 :] if named else ()
    return found if len(found) <= _FEW and all(len(line) <= _SHORT for line in found) else ()


def below(book: Book, tables: Sequence[Table]) -> tuple[str, ...]:
    """The notes across and under the tables, each once."""
    across = [row.line.strip() for _, row in all_rows(tables) if row.line and not row.chapter and not is_sum(row.line)]
    elsewhere = [
        text.strip()
        for grid in book.grids
        if all(grid.sheet != table.name for table in tables)
        for _, text in sorted(grid.cells.items())
        if _UNDER.match(text.strip()) and len(text) <= _LINE
    ]
    notes = (*across, *_said_of_it(_behind(book, tables[-1])), *elsewhere)
    return tuple(dict.fromkeys(note for note in notes if not own_text(note)))


def _said_of_it(lines: Sequence[str]) -> Iterator[str]:
    """The lines right behind a table that are notes: each begins as one, or is a numbered item of the one before."""
    opened = False
    for line in map(str.strip, lines):
        note = is_note(line)
        if not (note or (opened and _ITEM.match(line))) or len(line) > _LINE:
            return
        opened = True
        yield line


def _behind(book: Book, last: Table) -> Sequence[str]:
    """The lines of a document behind a table, up to the next one."""
    names = [grid.sheet for grid in book.grids]
    after = book.grids[names.index(last.name) + 1 :] if last.name in names else ()
    following = next((grid.led for grid in after if grid.led), None)
    if following is not None:
        return following[min(following)]
    before = sum(len(lines) for grid in book.grids for lines in grid.led.values())
    body = next((grid for grid in book.grids if grid.sheet == BODY), None)
    said = [text for _, text in sorted(body.cells.items())] if body else []
    return said[before:]
