"""Working days: the published holidays, and the office's own 节假日表 over them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from chinese_calendar import constants as official

from tasklist.config.office_files import book_of
from tasklist.config.yaml_file import Settings
from tasklist.model.errors import UserError
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.workdays import Calendar
from tasklist.tables import small_tables

_WORKING = {"放假": False, "休": False, "休息": False, "上班": True, "班": True, "调休上班": True, "补班": True}


def calendar_of(settings: Settings, home: Path) -> Calendar:
    """Working days: the published years of the package, and the office's own 节假日表 over them.

    Raises UserError that names the cell of a date or 类型 that cannot be read.
    """
    name = settings.document.calendar.holidays
    own = _holidays(home / name) if name else {}
    days = {**published().days, **own}
    return Calendar(dict(sorted(days.items())), published().years | {day.year for day in own})


def published() -> Calendar:
    """Working days as the package knows them."""
    days = dict.fromkeys(official.holidays, False) | dict.fromkeys(official.workdays, True)
    return Calendar(dict(sorted(days.items())), frozenset(day.year for day in days))


def _holidays(path: Path) -> dict[date, bool]:
    table = small_tables.find(book_of(path, "节假日表"), path.name, ("日期", "类型"), ("名称",))
    found: dict[date, bool] = {}
    for row, values in table.rows.items():
        day, kind = small_tables.day(values["日期"]), values["类型"]
        if not day:
            raise UserError(f"{table.place(row, '日期')} 的“{values['日期']}”不是日期，请写成 2027-01-01 的样子。")
        if kind not in _WORKING:
            raise UserError(f"{table.place(row, '类型')} 的“{kind}”读不懂，请写“放假”或“上班”。")
        if found.get(day, _WORKING[kind]) != _WORKING[kind]:
            raise UserError(f"{table.place(row, '日期')}：{day} 既写了放假又写了上班，请只留一条。")
        found[day] = _WORKING[kind]
    return found


def unknown_years(calendar: Calendar, first: date, last: date) -> tuple[Finding, ...]:
    """One finding for each year from `first` to `last` whose holidays nobody has told."""
    years = (year for year in range(first.year, last.year + 1) if year not in calendar.years)
    return tuple(finding("calendar", f"{year} 年没有节假日安排，工作日只按周一至周五推算") for year in years)
