"""The roster workbook 单位名册: who is in the campaign, in the official order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from tasklist.config.office_files import book_of
from tasklist.model.errors import UserError
from tasklist.model.roster import Roster, Unit
from tasklist.tables import small_tables, unit_words
from tasklist.tables.small_tables import SmallTable
from tasklist.text.addresses import address
from tasklist.text.normalize import bare

NAME = "单位名称"
OPTIONAL = ("简称", "类别", "上级单位", "联络员", "联系电话", "邮箱", "启用日期", "停用日期")


def load(path: Path) -> Roster:
    """The units of the workbook at `path`, in its row order, columns found by heading (DESIGN §4.3).

    Raises UserError that names file, sheet and cell: no 单位名称 column, a name or alias used twice, a date
    or mail address that is none, a row with content but no name.
    """
    book = book_of(path, "单位名册")
    roster = roster_of(small_tables.find(book, path.name, (NAME,), OPTIONAL))
    return replace(roster, answers=_answers(path, roster, unit_words.ticked(book)))


def _answers(path: Path, roster: Roster, ticked: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The ticks of 责任单位对照. Raises UserError for a unit that is not in the roster any more."""
    for word, names in ticked.items():
        for name in names:
            if name not in roster.by_name:
                said = f"{path.name}!{unit_words.ANSWERS} 的“{word}”勾了“{name}”，名册里没有这个单位"
                raise UserError(f"{said}，请改成名册里的全称，或清空这一行。")
    return ticked


def roster_of(table: SmallTable) -> Roster:
    """The roster of a table found by heading. Raises UserError as `load` does."""
    units = tuple(_unit(table, row, values) for row, values in table.rows.items())
    if not units:
        raise UserError(f"{table.file}!{table.sheet} 的“{NAME}”下面没有单位，请逐行填上单位全称。")
    _refuse_doubles(table, units)
    return Roster(units)


def _unit(table: SmallTable, row: int, values: Mapping[str, str]) -> Unit:
    name = " ".join(values[NAME].split())
    if not name:
        raise UserError(f"{table.place(row, NAME)} 是空的，但这一行填有其他内容，请补上单位全称或清空这一行。")
    opens, closes = (_day(table, row, heading) for heading in ("启用日期", "停用日期"))
    if opens and closes and closes < opens:
        raise UserError(f"{table.place(row, '停用日期')}：{name}的停用日期早于启用日期，请改正。")
    return Unit(
        name=name,
        aliases=tuple(alias for alias in small_tables.several(values.get("简称", "")) if bare(alias) != bare(name)),
        groups=small_tables.several(values.get("类别", "")),
        parent=values.get("上级单位", ""),
        contact=values.get("联络员", ""),
        phone=values.get("联系电话", ""),
        emails=_emails(table, row),
        opens=opens,
        closes=closes,
    )


def _day(table: SmallTable, row: int, heading: str) -> date | None:
    text = table.rows[row].get(heading, "")
    found = small_tables.day(text) if text else None
    if text and not found:
        raise UserError(f"{table.place(row, heading)} 的“{text}”不是日期，请写成 2023-04-04 的样子。")
    return found


def _emails(table: SmallTable, row: int) -> tuple[str, ...]:
    parts = [part for part in re.split(r"[、，,；;\s]+", table.rows[row].get("邮箱", "")) if part]
    for part in parts:
        if not address(part):
            raise UserError(f"{table.place(row, '邮箱')} 的“{part}”不是邮箱地址，请改正；几个地址之间用、隔开。")
    return tuple(dict.fromkeys(address(part) or part for part in parts))


def _refuse_doubles(table: SmallTable, units: tuple[Unit, ...]) -> None:
    taken: dict[str, str] = {}
    for row, unit in zip(table.rows, units, strict=True):
        for heading, word in ((NAME, unit.name), *(("简称", alias) for alias in unit.aliases)):
            place, key = table.place(row, heading), bare(word) or word
            if key in taken:
                raise UserError(f"{place} 的“{word}”与 {taken[key]} 重复，一个名称或简称只能指一个单位，请改名。")
            taken[key] = place
