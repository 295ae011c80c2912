"""The columns of an office's own list as they stand on the sheet: headings from the top down, and every line's cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tasklist.tables.find import Table
from tasklist.tables.heading_rows import COLUMN_SIGNS, Cell
from tasklist.tables.list_rows import ListRow
from tasklist.tables.list_words import LISTS
from tasklist.tables.parts_of_year import is_span
from tasklist.text.measures import is_measure
from tasklist.text.normalize import bare, fold, without_brackets

_NUMBERED = re.compile(r"[（(]?(?:\d{1,3}(?:[.．\-—]\d{1,3}){0,3}|[一二三四五六七八九十]{1,3}|[①-⑳])[）)]?[、.．]?")
_FIRST = re.compile(r"[（(]?(?:0{0,2}1(?!\d)|一|①)")
_AMOUNTS = re.compile(
    r"资金|投资|金额|经费|预算|总额|数量|面积|规模|人数|户数|分值|[（(](?:单位[:：])?[百千万亿]?[元个人户亩张分次][）)]"
)
_AMOUNT = re.compile(r"[<>≤≥]?\d+(?:\.\d+)?(?:[%％]|[\u4e00-\u9fff]{0,2})")
_NOTHING = re.compile(r"[-—–/\\\s]*")  # what stands where there is nothing to say
_WHEN = re.compile(
    r"(?=.*(?:[年月日季旬续期即常]|\d[-/.]\d))(?:(?:20)?\d{2}年|\d{1,2}[月日]|[一二三四1-4]季度|[上下]半年|年[中底末]|月[底末]|全年|[底末前内止起至到]|[上中下]旬"
    r"|(?:长期|持续|立即|立行|即知|常态化?)(?:坚持|推进|进行|整改|立改|即改|完成)?|每[年月季周日]度?|完成|[-—~/.、，,\d])+"
)
_OFFICE = re.compile(
    r"(?:[股室科处院所站队办委部局会组校馆司心位企镇乡村]|[（(][^（）()]{0,20}[）)])$|[各有关相全体]{1,2}(?:单位|部门)"
)


@dataclass(frozen=True)
class ColumnFacts:
    """One column of the tables: its heading from the top down, and its cells, line by line."""

    heading: tuple[str, ...]
    place: int
    role: str  # by its words, or empty
    texts: tuple[str, ...]
    joint: bool

    @property
    def title(self) -> str:
        """The heading in one line, or where the column stands."""
        return "·".join(self.heading) or f"第{self.place}列（没有表头）"

    @property
    def name(self) -> str:
        """The heading, bare."""
        return bare("".join(self.heading))

    @property
    def lowest(self) -> str:
        """The lowest row of the heading, without what stands in brackets: 整改问题数（个） → 整改问题数."""
        return without_brackets(self.heading[-1]) if self.heading else ""

    @property
    def filled(self) -> int:
        """How many lines say anything here."""
        return sum(bool(text.strip()) for text in self.texts)

    @property
    def length(self) -> int:
        """How many characters stand under it."""
        return sum(map(len, self.texts))

    @property
    def empty(self) -> bool:
        """Does no line say anything here?"""
        return not self.filled

    @property
    def given(self) -> bool:
        """Has the list itself written in most of its lines, each time something else?"""
        said = [bare(text) for text in self.texts if text.strip()]
        return len(said) > 1 and 2 * len(said) > len(self.texts) and len(set(said)) == len(said)

    @cached_property
    def numbers(self) -> bool:
        """Does it hold nothing but numbers of lines? Amounts (资金, 面积) and what does not begin at 1 are none."""
        said = [fold(text) for text in self.texts if text.strip()]
        first = bool(said) and _FIRST.match(said[0])
        return bool(first) and all(_NUMBERED.fullmatch(text) for text in said) and not _AMOUNTS.search(self.title)

    @property
    def figures(self) -> bool:
        """Does it hold nothing but amounts?"""
        said = [fold(text) for text in self.texts if text.strip()]
        return bool(said) and all(_AMOUNT.fullmatch(text) for text in said)

    @cached_property
    def measures(self) -> bool:
        """Does it hold nothing but units that amounts are counted in: 张, 万元, %?"""
        said = [text for text in self.texts if not _NOTHING.fullmatch(text)]
        return bool(said) and all(map(is_measure, said))

    @property
    def amounts(self) -> bool:
        """Are most of its texts amounts? 良好以上 may stand between them."""
        said = [fold(text) for text in self.texts if text.strip()]
        return 2 * sum(bool(_AMOUNT.fullmatch(text)) for text in said) > len(said)

    @property
    def dated(self) -> bool:
        """Does every line say when here, and nothing else?"""
        said = ["".join(fold(text).split()) for text in self.texts]
        return bool(said) and all(map(_WHEN.fullmatch, said))

    @property
    def spans(self) -> bool:
        """Does every line name a part of the year here, and nothing else: 一季度, 上半年?"""
        return bool(self.texts) and all(map(is_span, self.texts))

    @property
    def offices(self) -> bool:
        """Do most of its texts end as names of units do: 办公室, 各镇卫生院?"""
        said = ["".join(text.split()) for text in self.texts if text.strip()]
        return 2 * sum(bool(_OFFICE.search(text)) for text in said) > len(said)

    @cached_property
    def distinct(self) -> bool:
        """Does every line say something of its own here?"""
        said = [bare(text) for text in self.texts]
        return all(said) and len(set(said)) == len(said)


def signature(table: Table) -> tuple[str, ...]:
    """The headings of a table, to know another one of the same list by."""
    return tuple(bare("".join(_heading(table, column))) for column in columns_of(table))


def columns_of(table: Table) -> list[int]:
    """The columns of a table that have a heading or hold anything, the office's own 应完成日期 left out."""
    named = {column for span in table.columns.values() for column in span} | set(table.extra)
    shown = Counter(column for row in table.rows for column in table.sheet.columns(row.number))
    settled = set(table.columns.get("settled", ()))
    # Before the first heading the lines may be numbered, each of them, under none.
    within = {column for column, lines in shown.items() if lines == len(table.rows) or column >= min(named)}
    return sorted((named | {column for column in within if column <= max(named)}) - settled)


def _heading(table: Table, column: int) -> tuple[str, ...]:
    """The rows of a column's heading, each once, without line breaks and without a row of column numbers."""
    first = min(row for row, _ in table.headings)
    rows = [row for row in sorted({row for row, _ in table.headings}) if row < first + LISTS.rows]
    cells: dict[Cell, str] = {}
    for row in rows:
        origin = table.sheet.origin((row, column))
        text = "".join(table.sheet.text(origin).split())
        if (
            text
            and origin[0] >= first
            and not (text.isdigit() or text in COLUMN_SIGNS)
            and bare(text) not in map(bare, cells.values())
        ):
            cells[origin] = text
    return tuple(cells.values())


def facts_of(table: Table, column: int, rows: Sequence[tuple[Table, ListRow]]) -> ColumnFacts:
    """A column of the first table, with what stands in it in every line of all of them."""
    role = next((role for role, span in table.columns.items() if column in span), "")
    texts, joint = [], False
    taken: set[tuple[str, Cell]] = set()
    for one, row in rows:
        origin = one.sheet.origin((row.number, column))
        texts.append(one.sheet.text(origin))
        joint = joint or (one.name, origin) in taken
        taken.add((one.name, origin))
    return ColumnFacts(_heading(table, column), column, role, tuple(texts), joint)


def repeats(one: ColumnFacts, before: Sequence[ColumnFacts], rows: Sequence[tuple[Table, ListRow]]) -> bool:
    """Is this the right half of a wider column: heading and cells merged with the one before, line by line?"""
    if not before or one.heading != before[-1].heading:
        return False
    halves = [table.sheet.origin((row.number, one.place))[1] <= before[-1].place for table, row in rows]
    return all(halves) or (one.empty and one.role != "theme")
