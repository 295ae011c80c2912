"""The rows of an office's own list: its lines, and what stands across them (a chapter, a note)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasklist.tables.find import Table
from tasklist.tables.heading_rows import Cell, MergedGrid
from tasklist.text.normalize import fold, ordinal

_STYLES = (
    re.compile(r"(?:第[一二三四五六七八九十]{1,3}(?:部分|章|类|篇)|[一二三四五六七八九十]{1,3}[、.．])"),
    re.compile(r"(?:第[一二三四五六七八九十]{1,3}节|[（(][一二三四五六七八九十]{1,3}[）)])"),
    re.compile(r"\d{1,2}[、.．]"),
)
_COUNT = re.compile(r"[（(]共?\d+[项条个件][）)]$")
_NOTE = re.compile(
    r"(?:备?注|附?注|(?:填[表报写]|有关|其他)?说明|填表[人日期]*|填报[人日期]*|单位?负责人|审核[人]?|联系人?(?:及|和)?(?:联系)?(?:电话|方式)?"
    r"|联络员(?:及|和)?(?:联系)?(?:电话)?|制表[人]?|附件?)[^一-龥]*[:：]"
)
_NO_NAME = re.compile(r"(?:sheet|工作表|表|导入|附件|清单|任务清单)[\d（()）]*$|表\d", re.IGNORECASE)  # of a sheet
_SUM = re.compile(r"(?:合计|小计|总计|共计)(?:[（(:：].*|\d.*)?")
_SUM_OF = re.compile(r".{1,8}(?:合计|小计|总计)(?:[（(][^）)]*[）)])?")  # 社会事业小计
_OUTER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?")  # a chapter's number alone
_SUMMED = re.compile(r"[\d.,]+[%％]?")
_OWED = ("responsible", "lead", "undertaking", "deadline")  # roles of columns in which a sum says nothing
_LABEL = re.compile(r"[^。；]{0,20}(?:单位|日期|时间|人|电话)\s*[:：]")
_ENDS = ("。", "；", "：", ":", ";", "，")
_TITLE, _TITLE_LEAST = 40, 6  # characters of a title between two tables at most, of one of the whole list at least
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
    return _list_rows(table, [])


def all_rows(tables: Sequence[Table]) -> Iterator[tuple[Table, ListRow]]:
    """The rows of the tables of one list; a title between two tables has its level among those before it.

    Sheets with names of their own (医疗类, 公卫类) are levels where no chapter stands in a table.
    """
    stack: list[int] = []
    found: list[tuple[Table, ListRow]] = []
    for table in tables:
        if not led_by_title(table):
            stack = []
        found += ((table, row) for row in _list_rows(table, stack))
    sheets = list(dict.fromkeys(table.name for table in tables))
    named = len(sheets) > 1 and not any(row.chapter for _, row in found) and not any(map(_NO_NAME.match, sheets))
    before = ""
    for table, row in found:
        if named and table.name != before:
            yield table, ListRow(row.number, table.name, chapter=True)
        before = table.name
        yield table, row


def led_by_title(table: Table) -> bool:
    """Does a title stand right above the table, so that it goes on in the levels of the one before?"""
    return bool(titles(table.sheet.grid.led.get(min((row for row, _ in table.headings), default=0), ())))


def _list_rows(table: Table, stack: list[int]) -> list[ListRow]:
    heads = {row for row, _ in table.headings}
    numbers = [row.number for row in table.rows if row.number not in heads and table.sheet.columns(row.number)]
    lone = _lone_lines(table, numbers)
    told = [(number, "" if number in lone else _across(table, number) or _sum(table, number)) for number in numbers]
    last = max((number for number, line in told if not line), default=0)
    led = [(row - 1, title) for row, lines in table.sheet.grid.led.items() for title in titles(lines)]
    return list(_levelled(sorted(told + led, key=lambda each: each[0]), last, stack))


def titles(lines: Sequence[str]) -> tuple[str, ...]:
    """The titles a table of a document stands under, of the lines before it: 二、公共卫生（1项） right above it."""
    found: list[str] = []
    for line in map(str.strip, reversed(lines)):
        title = any(style.match(fold(line)) for style in _STYLES[:2]) or bool(_COUNT.search(line))
        if title and len(line) <= _TITLE and not line.endswith(_ENDS):
            found.insert(0, line)
        elif not _LABEL.match(line):
            break
    return tuple(found)


def title_over(table: Table) -> list[str]:
    """The line of a document right above a table that may be its title: no sentence, no label, no part of the list."""
    lines = table.sheet.grid.led.get(min(row for row, _ in table.headings), ())
    above = ["".join(line.split()) for line in lines[: _before_titles(lines)]]
    free = [line for line in above if not (_LABEL.match(line) or _NOTE.match(fold(line)) or line.startswith("附件"))]
    return [line for line in free[-1:] if _TITLE_LEAST <= len(line) <= 60 and not line.endswith(_ENDS)]


def under_titles(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables of one list, their titles left where they tell parts of it apart.

    A title over the only table of a notice (二、任务分工) is a title of the notice, unless it counts its tasks or a
    chapter in the table is the next one.
    """
    tables = tuple(map(_led_on_sheet, tables))
    found = [title for table in tables for lines in table.sheet.grid.led.values() for title in titles(lines)]
    if len(found) > 1 or any(map(_COUNT.search, found)) or _go_on(found, tables):
        return tables
    return tuple(map(untitled, tables))


def _led_on_sheet(table: Table) -> Table:
    """The table with the lines that stand above it on its sheet, where no document says what led up to it."""
    grid, first = table.sheet.grid, min((row for row, _ in table.headings), default=0)
    if first in grid.led:
        return table
    lines = [_label_aside(table.sheet, row) for row in table.sheet.rows if row < first]
    return replace(table, sheet=MergedGrid(replace(grid, led={**grid.led, first: tuple(filter(None, lines))})))


def _label_aside(sheet: MergedGrid, row: int) -> str:
    """What a row above a table says, without labels beside it (单位：万元)."""
    origins = dict.fromkeys(sheet.origin((row, column)) for column in sheet.columns(row))
    texts = [text for origin in origins if origin[0] == row and (text := sheet.text(origin).strip())]
    said = [text for text in texts if not _LABEL.match(text)] or texts
    return "　　".join(said)


def _go_on(found: Sequence[str], tables: Sequence[Table]) -> bool:
    """Is the first chapter inside the tables the one behind the last title above: 一、社会治安, then 二、矛盾化解?"""
    inside = next((row.line for table in tables for row in list_rows(untitled(table)) if row.chapter), "")
    places = [_place(line) for line in (*found[-1:], inside)]
    return len(places) == 2 and places[0] is not None and places[1] == (places[0][0], places[0][1] + 1)


def _place(line: str) -> tuple[int, int] | None:
    """How a title is numbered, and with which number: 二、矛盾化解 → 0, 2."""
    for style, each in enumerate(_STYLES):
        number = ordinal(said[0]) if (said := each.match(fold(line))) else None
        if number is not None:
            return style, number
    return None


def untitled(table: Table) -> Table:
    """The table without the titles right above it."""
    led = {row: lines[: _before_titles(lines)] for row, lines in table.sheet.grid.led.items()}
    return replace(table, sheet=MergedGrid(replace(table.sheet.grid, led=led)))


def _before_titles(lines: Sequence[str]) -> int:
    """How many of the lines stand before the titles right above the table."""
    first = next(iter(titles(lines)), None)
    return len(lines) if first is None else max(at for at, line in enumerate(lines) if line.strip() == first)


def _texts(table: Table, number: int) -> set[Cell]:
    """The cells of a row that show text, each once."""
    sheet = table.sheet
    columns = [column for column in sheet.columns(number) if sheet.text((number, column)).strip()]
    return {sheet.origin((number, column)) for column in columns}


def _known(text: str) -> bool:
    """Is a text numbered as chapters are?"""
    return any(style.match(fold(text)) for style in _STYLES)


def _is_wide(table: Table, origin: Cell) -> bool:
    """Is a cell as wide as what stands across the table?"""
    return table.sheet.widths.get(origin, 1) >= min(_WIDE, len(_named(table)))


def _lone_lines(table: Table, numbers: Sequence[int]) -> set[int]:
    """The lines of a table in which every row holds one text only, under one heading: 隐患描述 | 是否销号 | 治理进展.

    What is numbered as a chapter is one there where others are not.
    """
    rows = {number: origins for number in numbers if (origins := _texts(table, number))}
    lone = {number: next(iter(origins)) for number, origins in rows.items() if len(origins) == 1}
    lone = {number: origin for number, origin in lone.items() if not _is_wide(table, origin)}
    lone = {number: origin for number, origin in lone.items() if not is_note(table.sheet.text(origin))}
    several = any(len(origins) > 1 for origins in rows.values())
    if several or len({column for _, column in lone.values()}) != 1:
        return set()
    chapters = {number for number, origin in lone.items() if _known(table.sheet.text(origin))}
    return set(lone) - (chapters if len(chapters) < len(lone) else set())


def _across(table: Table, number: int) -> str:
    """The one text of a row that holds nothing else and is no part of a line, or empty."""
    sheet, origins = table.sheet, _texts(table, number)
    if len(origins) != 1:
        return _numbered_apart(table, number, sorted(origins))
    (origin,) = origins
    text = sheet.text(origin)
    wide = origin[0] == number and _is_wide(table, origin)
    first = origin[1] == min(_named(table)) and ordinal(text) is None
    alone = len(_named(table)) > 2 and (first or _known(text))  # 任务 | 进展: nothing but the task stands in a line
    return text if origin[0] == number and (wide or alone or _NOTE.match(fold(text))) else ""


def _numbered_apart(table: Table, number: int, origins: Sequence[Cell]) -> str:
    """A chapter whose number stands in a cell of its own (一 | 续建项目（3个）), or empty: amounts may stand behind it,
    nobody owes it, and the lines are numbered otherwise.
    """
    sheet = table.sheet
    texts = ["".join(sheet.text(origin).split()) for origin in origins if origin[0] == number]
    outer = len(texts) > 1 and len(texts) == len(origins) and _OUTER.fullmatch(fold(texts[0]))
    if not outer or ordinal(texts[1]) is not None or not all(map(_SUMMED.fullmatch, texts[2:])):
        return ""
    owed = any(sheet.text((number, place)).strip() for role in _OWED for place in table.columns.get(role, ()))
    beside = (sheet.text((row.number, origins[0][1])).strip() for row in table.rows)
    lines = any(text.isdigit() for text in beside)
    return f"{texts[0]}{'、' * texts[0].isalpha()}{texts[1]}" if lines and not owed else ""


def _sum(table: Table, number: int) -> str:
    """What a row of sums calls itself, or empty: the first of its own words that is no number."""
    sheet = table.sheet
    origins = dict.fromkeys(sheet.origin((number, column)) for column in sheet.columns(number))
    said = ["".join(sheet.text(origin).split()) for origin in origins if origin[0] == number]
    first = next((text for text in said if text and ordinal(text) is None), "")
    owed = [sheet.text((number, column)) for role in _OWED for column in table.columns.get(role, ())]
    owed = [text for text in owed if "".join(text.split()) != first]  # merged over their columns, too
    return first if is_sum(first) and not any(map(str.strip, owed)) else ""


def is_note(line: str) -> bool:
    """Does a line begin as a note does, or as a label at the foot of a table: 注：…, 联系人：…?"""
    return bool(_NOTE.match(fold(line)))


def is_sum(line: str) -> bool:
    """Is this what a row of sums calls itself: 合计, 社会事业小计?"""
    return bool(_SUM.fullmatch(fold(line)) or _SUM_OF.fullmatch(fold(line)))


def _named(table: Table) -> set[int]:
    roles = (span for role, span in table.columns.items() if role != "settled")
    return {column for span in roles for column in span} | set(table.extra)


def _levelled(told: list[tuple[int, str]], last: int, stack: list[int]) -> Iterator[ListRow]:
    """The rows, chapters with their level: what is numbered otherwise than the one above stands below it.

    `stack`: the styles of the chapters that stand open, outermost first; it is kept up.
    """
    for number, line in told:
        if not line:
            yield ListRow(number)
            continue
        style = next((place for place, each in enumerate(_STYLES) if each.match(fold(line))), len(_STYLES))
        chapter = number < last and not _NOTE.match(fold(line)) and not is_sum(line)
        if chapter:
            stack[:] = [*[each for each in stack if each < style][:2], style]
        yield ListRow(number, line, chapter, len(stack) - 1 if chapter else 0)
