"""The line that names one contact for a whole table: 联络员：王新　联系电话：139…, in one cell or in several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasklist.model.book import Grid
from tasklist.returns.rows.fates import Placement
from tasklist.tables.find import Table, TableRow
from tasklist.tables.heading_rows import Cell
from tasklist.text import phones
from tasklist.text.normalize import fold

_WHO = (
    r"(?:本?单位)?(?:工作|具体|日常|信息)?(?:联络员|联系人|联络人)(?:姓名)?"
    r"(?:[及和、/]?(?:其)?(?:联系|手机)?(?:电话|方式|号码)(?:号码)?)?(?:\([^)]{0,40}\))?"
)
_PHONE = r"(?:联系|办公|手机|固定)?(?:电话|方式|手机|座机|号码)(?:号码?)?(?:\([^)]{0,40}\))?"
_OTHER = (
    r"(?:(?:备用|应急|第二|其他)(?:联络员|联系人)|(?:单位|主要|分管)?(?:负责|责任|领导)人?|(?:填报|填表|制表|审核|审批|报送|经办|签发)人"
    r"|(?:填报|填表|制表|报送|审核)?(?:日期|时间)|(?:填报|填表|报送|上报)?单位(?:名称)?|报送期|截止|职务|科室|部门|邮箱|电子邮箱|传真|地址)"
    r"(?:\([^)]{0,40}\))*"
)
_LABEL = rf"(?:{_OTHER}|{_WHO}|{_PHONE})"
_PAIR = re.compile(rf"(?P<label>{_LABEL})\s*:\s*(?P<said>(?:(?!{_LABEL}\s*:)[^:])*)")
_ALONE = re.compile(rf"\s*(?P<label>{_LABEL})\s*+(?::\s*)?")
_NUMBER = re.compile(r"(?:1[3-9]\d(?:[\s-]?\d{4}){2}|(?:0\d{2,3}[\s-]?)?\d{7,8})")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,8}\d{0,3}(?:[、/和 ]{1,3}[\u4e00-\u9fff·]{2,8}\d{0,3}){0,2}")
_Pair = tuple[str, str, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact, as a cell of the table would have it, and the cells it stands in."""

    text: str
    cells: tuple[Cell, ...]


def contact_lines(grid: Grid, tables: Sequence[tuple[Table, Placement]]) -> list[ContactLine]:
    """The contacts a sheet names outside its tables, one per line; a label with nothing behind it is none."""
    taken = {row for table, placed in tables if not table.across for row in placed.rows}
    taken |= {row.number for table, _ in tables if not table.across for row in table.rows if _in_table(row)}
    taken |= {row for table, _ in tables for row, _ in map(table.on_sheet, table.headings)}
    taken |= {row for table, _ in tables if table.across for row, _ in grid.cells if row >= table.top}
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(grid.cells):
        if cell[0] not in taken:
            rows.setdefault(cell[0], []).append(cell)
    said = {row: list(_pairs(grid, cells)) for row, cells in rows.items()}
    for row, pairs in said.items():  # 联系人：王新, and 联系电话：139… in the line below
        below = said.get(row + 1, [])
        if [kind for kind, *_ in (*pairs, *below)] == ["who", "phone"] and pairs:
            pairs.extend(below)
    return [line for pairs in said.values() for line in _line(pairs)]


def _in_table(row: TableRow) -> bool:
    """Is this a row that names a task and answers it, though no one task's, and no line of labels below them?"""
    said = [fold(row.text(role)) for role in ("seq", "detail", "progress")]
    return bool(said[2]) and any(said[:2]) and not any(_ALONE.match(text) for text in said)


def same_contact(text: str, others: Iterable[str]) -> bool:
    """Is the person of a contact line one of these contacts: a telephone number of theirs, or else their name alone?"""
    mine = set(map(fold, phones.numbers(text)))
    if mine:
        return any(mine & set(map(fold, phones.numbers(other))) for other in others)
    return any(phones.without_numbers(text) == phones.without_numbers(other) for other in others)


def _line(pairs: Sequence[_Pair]) -> Iterator[ContactLine]:
    """The contact of one line."""
    said: list[tuple[str, tuple[Cell, ...]]] = []
    for (kind, text, spots), following in pairwise([*pairs, ("", "", ())]):
        if kind != "who":
            continue
        number = _NUMBER.search(text)
        name = (text[: number.start()] + text[number.end() :] if number else text).strip(" 　,，、()（）;；。/")
        if number is None and following[0] == "phone" and (number := _NUMBER.search(following[1])):
            own = (*spots, *following[2])
        else:
            own = spots
        if _NAME.fullmatch(name):
            said.append((f"{name} {number[0]}" if number else name, own))
    if said:
        told = dict.fromkeys(spot for _, each in said for spot in each)
        yield ContactLine("、".join(dict.fromkeys(text for text, _ in said)), tuple(told))


def _pairs(grid: Grid, cells: Sequence[Cell]) -> Iterator[_Pair]:
    """(who, phone or other; what stands behind that label; its cells). A label may have a cell of its own."""
    label: tuple[str, tuple[Cell, ...]] = ("", ())
    for cell in cells:
        text = unicodedata.normalize("NFKC", grid.cells[cell])
        if alone := _ALONE.fullmatch(text):
            label = (_kind(alone["label"]), (cell,))
            continue
        found = list(_PAIR.finditer(text)) if _PAIR.match(text, len(text) - len(text.lstrip())) else []
        for match in found:
            yield _kind(match["label"]), match["said"].strip(), (cell,)
        if not found and label[0]:
            yield label[0], text.strip(), (*label[1], cell)
        label = ("", ())


def _kind(label: str) -> str:
    kinds = (("other", _OTHER), ("who", _WHO), ("phone", _PHONE))
    return next((kind for kind, pattern in kinds if re.fullmatch(pattern, label)), "other")
