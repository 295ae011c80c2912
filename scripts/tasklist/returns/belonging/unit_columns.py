"""The column of a list that says whose each row is, whatever it is headed: 单位, 学校, 责任单位 filled in anew.

A column is known by what stands in it: names of the roster's units. Who helps, checks or leads is no owner of a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tasklist.tables.find import Table
from tasklist.text.normalize import bare

Units = tuple[str, ...]

_OF_UNITS = re.compile(
    r"(?:单位|学校|医院|[卫中]?.?院|科室|股室|处室|部门|机构|[校院园站所局乡镇]|校区|教学点)(?:名称?|全称|简称)?$"
)
_OF_OTHERS = re.compile(
    "配合|协[办助同]|牵头|督导|检查|受检|帮扶|联[系合]|对口|主[管责办]|上级|指导|验收|共建|合作|参与|涉及|监管|分管|包[联保抓校]"
)
_SECTIONS = re.compile(r"科室|股室|处室|部门")
_ASIDE = ("responsible",)  # the list's own column, over which a unit may write whose the row is
_OWN_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,5}[室科股处部办组]")  # every institution has a 办公室 and a 医务科
_LONGEST = 30  # characters of a name


def with_units(
    table: Table, exact: Callable[[str], Units], meant: Callable[[str], Units], official: Callable[[str], bool]
) -> Table:
    """The table, with a column under `unit` where it has one that says so. `official`: is it the list's own text?"""
    if "unit" in table.columns or "progress" not in table.columns or table.across:
        return table
    aside = {column for role in _ASIDE for column in table.columns.get(role, ())}
    for column in sorted({*table.extra, *aside}):
        heading = bare(table.heading(column))
        said = [text for text in _answered(table, column) if not (column in aside and official(text))]
        if not any(said) or _OF_OTHERS.search(heading):
            continue
        names = {text for text in said if text}
        if column in aside and len(names) == 1 and _OWN_OFFICE.fullmatch(next(iter(names))):
            continue
        known = [text for text in names if len(text) <= _LONGEST and exact(text)]
        headed = column not in aside and bool(_OF_UNITS.search(heading))
        sections = bool(_SECTIONS.search(heading))  # a hospital's own, one of which is called like an office's: 办公室
        if headed and not sections:
            named = bool(known) or any(len(meant(text)) == 1 for text in names)
        else:
            named = all(exact(text) or (headed and len(meant(text)) == 1) for text in said)
        if named:
            return table.without({column}).giving("unit", {column})
    return table


def _answered(table: Table, column: int) -> Iterator[str]:
    """What stands in a column beside the answers."""
    for row in table.rows:
        if row.text("progress").strip():
            yield table.sheet.text((row.number, column)).strip()
