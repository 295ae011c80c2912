"""An answer cut into its sentences, as they were typed but for white space, list numbers and full stops.

A list number is taken off only where it surely is one: 一、二期改造 and 12、13日 begin with what they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from tasklist.substance.clauses import bare_of
from tasklist.substance.frames import opened
from tasklist.text.normalize import fold


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence as it was typed. `statement`: the number of the full stop it stands before; `last`: does it end there?

    `title`: does a colon end it? `item`: had it a list number? `table`: is it a row or a cell of a table pasted into
    the answer?
    """

    text: str
    statement: int
    last: bool
    title: bool = False
    item: bool = False
    table: bool = False


# No list number before another one of its kind: it is the first of several (一、二期; 12、13日; （一）、（二）标段).
_CHINESE = "[一二三四五六七八九十]"
_WORD = rf"{_CHINESE}{{1,2}}(?:[、．]|\.(?!\d))(?!\s{{0,5}}第?{_CHINESE}(?!{_CHINESE}?是))"
_DIGIT = r"\d{1,2}(?:[、．](?!\s{0,5}第?\d{1,2}(?!\d))|\.(?!\d|\s{1,5}\d)|\.(?=\s{0,5}\d{1,2}月))"
_SIGN = rf"(?:[（(【\[](?:\d{{1,2}}|{_CHINESE}{{1,2}})[)）】\]]|[①-⒛㈠-㈩❶-❿])"
_ITEM = (
    rf"(?:{_SIGN}(?![期号楼栋批段标组届次])、?(?!\s{{0,5}}[、,，和与及至到~～—–-]?\s{{0,5}}{_SIGN})|{_WORD}|{_DIGIT}|{_CHINESE}{{1,2}}是[:：]?"
    rf"|第{_CHINESE}[,，、](?!\s{{0,5}}第?{_CHINESE}))"
)
# 1、4月11日: a list number where the others are there too.
_DATED = r"\d{1,2}[、．](?=\s{0,5}\d{1,2}月\d{1,2}[日号])"
_LISTED = re.compile(r"(?:^|[\r\n。；;：:])\s{0,20}(\d{1,2})[、．.]")


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Where a sentence ends, and what of its beginning is a list number."""

    ends: re.Pattern[str]
    number: re.Pattern[str]


def _cuts(item: str) -> _Cuts:
    ends = (
        rf"[。！？!?；;]+[”’」』）)]?|(?<![\r\n])[\r\n]++(?=\s{{0,20}}{item})"
        rf"|(?<=[：:])(?:\s{{0,20}}(?={item})|[^\S\r\n]{{0,20}}[\r\n]++)"
    )
    return _Cuts(re.compile(ends), re.compile(rf"\s*{item}\s*"))


_PLAIN_CUTS, _DATED_CUTS = _cuts(_ITEM), _cuts(rf"(?:{_ITEM}|{_DATED})")
_OPEN, _CLOSE = "（([【《“「『", "）)]】》”」』"
_MARKS = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
_COLON = "：:"
_HALVES = ("；", ";")


def pieces(text: str) -> tuple[Saying, ...]:
    """The sentences of a text in order; halves of a statement that opens with what governs them all stay together."""
    found: list[Saying] = []
    numbers = {int(number) for number in _LISTED.findall(text)}
    cuts = _DATED_CUTS if {1, 2} <= numbers else _PLAIN_CUTS
    for kind, run in _blocks(text):
        first = found[-1].statement + 1 if found else 0
        cut = _cut(run, cuts) if kind is _Kind.TEXT else _rows(run, table=kind is _Kind.TABLE)
        found += [replace(one, statement=first + one.statement) for one in cut] if first else cut
    return tuple(found)


def _cut(text: str, cuts: _Cuts) -> Iterator[Saying]:
    statement: list[tuple[int, int]] = []
    start, inside, count = 0, _inside(text), 0
    for end in (*cuts.ends.finditer(text), None):
        if end and inside[end.start()]:
            continue
        statement.append((start, end.start() if end else len(text)))
        if end:
            start = end.end()
        if not end or not end[0].startswith(_HALVES):
            told = (_said(text, *span, cuts) for span in _joined(text, statement))
            said = [(one, item) for one, item in told if bare_of(one)]
            yield from (
                Saying(one.rstrip(_COLON), count, place == len(said), one[-1] in _COLON, item)
                for place, (one, item) in enumerate(said, 1)
            )
            count += bool(said)
            statement = []


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The halves of a statement, or the whole where its opening governs every one (全市：义诊10场；培训3次)."""
    if len(spans) > 1 and opened(fold(text[slice(*spans[0])])):
        return [(spans[0][0], spans[-1][1])]
    return spans


def _said(text: str, start: int, end: int, cuts: _Cuts) -> tuple[str, bool]:
    number = cuts.number.match(text, start, end)
    said = " ".join(text[number.end() if number else start : end].split()).strip("，,、。；; ")
    return said.rstrip("，,、。；;.． "), bool(number)


def _inside(text: str) -> bytearray:
    """1 where a place lies between brackets or quotation marks; one never closed opens nothing."""
    inside = bytearray(len(text) + 1)
    opened: list[int] = []
    for mark in _MARKS.finditer(text):
        place = mark.start()
        if mark[0] in _OPEN:
            opened.append(place)
        elif opened:
            first = opened.pop() + 1
            if not opened:
                inside[first : place + 1] = b"\1" * (place + 1 - first)
    return inside


# --- a table pasted into a cell -------------------------------------------------------------------

_GAP = re.compile(r"\t+|[|｜]| {3,}")
_STOP = re.compile(r"[，。；：！？,;:!?]")
_HEAD = re.compile(
    "序号|时间|日期|地点|内容|主题|数量|人数|次数|场次|份数|单位|备注|姓名|项目|名称|活动(?:名称|内容)?|完成情况|责任人"
)
_COLUMNS = 3  # lines of so many cells under a heading are a table; without one each reads as a sentence of its own
_CELL = 12  # characters of a line that may be one cell of a table pasted cell by cell
_TALL = 6  # so many such lines, two words of a heading among them, are one


class _Kind(StrEnum):
    TEXT, ROWS, TABLE = "text", "rows", "table"


def _blocks(text: str) -> Iterator[tuple[_Kind, str]]:
    """The text in runs of lines of one kind, one line behind the other."""
    lines = [
        each for shape, group in groupby(text.splitlines(keepends=True), key=_shape) for each in _kinds(shape, [*group])
    ]
    for kind, run in groupby(lines, key=lambda line: line[0]):
        told = [line for _, line in run]
        yield from ((kind, part) for part in (_paragraphs(told) if kind is _Kind.TEXT else ["".join(told)]))


_OPEN_END = re.compile(r"[，,、；;：:（(《“「『—\-~～\d.一二三四五六七八九十百千万于在至到和与及对为将把被的]$")
_SHORT = 4  # a wrapped line is full: one so many signs shorter than the longest was ended by hand


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Lines that belong together: a line break ends a sentence only where it was surely meant."""
    if len(lines) == 1:
        yield lines[0]
        return
    longest = max(len(line.strip()) for line in lines)
    inside, place, last = _inside("".join(lines)), 0, ""
    run: list[str] = []
    for line in lines:
        run.append(line)
        place += len(line)
        meant = not line.strip() or len(line.strip()) + _SHORT <= longest
        last = line.strip() or last
        if meant and last and not inside[place - 1] and not _OPEN_END.search(last):
            yield "".join(run)
            run, last = [], ""
    yield "".join(run)


def _kinds(shape: str, lines: Sequence[str]) -> Iterator[tuple[_Kind, str]]:
    filled = [line.strip() for line in lines if line.strip()]
    kind = _Kind.TEXT
    if shape == "row" and len(filled) > 1:
        headed = not any(map(str.isdigit, filled[0]))
        kind = _Kind.TABLE if headed and any(_cells(line) >= _COLUMNS for line in filled) else _Kind.ROWS
    elif shape == "cell" and len(filled) >= _TALL and sum(1 for line in filled if _HEAD.fullmatch(line)) > 1:
        kind = _Kind.TABLE
    return ((kind, line) for line in lines)


def _shape(line: str) -> str:
    """`row`: several cells with gaps between; `cell`: so short and without a stop that it may be one cell; or empty."""
    if _cells(line) > 1:
        return "row"
    plain = line.strip()
    return "cell" if len(plain) <= _CELL and not _STOP.search(plain) and not _PLAIN_CUTS.number.match(plain) else ""


def _cells(line: str) -> int:
    wide = sum(1 for cell in _GAP.split(line.strip()) if cell.strip())
    close = len(line.split())  # of a table within a Word cell, single spaces part the cells
    return close if close >= _COLUMNS and not _STOP.search(line) else wide


def _rows(text: str, *, table: bool) -> Iterator[Saying]:
    rows = (" ".join(line.split()).strip("，,、。；; ") for line in text.splitlines())
    return (Saying(row, place, last=True, table=table) for place, row in enumerate(filter(bare_of, rows)))
