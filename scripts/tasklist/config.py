"""Settings resolved into a Campaign: unit names found in the roster, phrases read as dates, holidays as a calendar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from chinese_calendar import constants as official

from tasklist import deadlines, periods, responsible, tables
from tasklist.catalogue import finding
from tasklist.errors import UserError
from tasklist.model import (
    Campaign,
    Checks,
    Deadline,
    Deliverable,
    Finding,
    ImapSettings,
    Job,
    MailSettings,
    Period,
    PeriodRule,
    Phase,
    Quota,
    Refusal,
    Roster,
    Waiver,
)
from tasklist.readers import registry
from tasklist.settings import Key, Settings, nearest, read_settings
from tasklist.workdays import Calendar

__all__ = ["Settings", "calendar_of", "campaign", "read_settings", "unknown_years"]

RESERVED = ("archive", "mail", "log", "demo", "state.sqlite3")  # what outbox/ holds beside the periods
_WORKING = {"放假": False, "休": False, "休息": False, "上班": True, "班": True, "调休上班": True, "补班": True}


def campaign(settings: Settings, roster: Roster, calendar: Calendar) -> Campaign:
    """The campaign of these settings, with every unit name and date resolved.

    Raises UserError with file, line and the nearest valid name for a unit, deliverable or quota nobody has
    declared, a name used twice, or a phrase that gives no single date.
    """
    document = settings.document
    section = document.campaign
    _refuse_doubles(settings)
    checks = document.checks
    return Campaign(
        title=section.title,
        office=section.office,
        document_number=section.document_number,
        issued_on=section.issued_on,
        timezone=section.timezone,
        periods=_periods(settings),
        deliverables=_deliverables(settings, roster, calendar),
        quotas=_quotas(settings, roster),
        phases=_phases(settings, calendar),
        waivers=_waivers(settings, roster),
        checks=Checks(due_soon_days=checks.due_soon_days, copied_share=checks.copied_share),
        mail=_mail(settings),
        schedule=_schedule(settings),
        workers=document.engine.workers,
        calendar=calendar,
    )


# --- units ----------------------------------------------------------------------------------------


def _units(settings: Settings, key: Key, names: Sequence[str], roster: Roster) -> tuple[str, ...]:
    """The units these names, aliases and groups stand for, in roster order; all of them when none is named."""
    if not names:
        return tuple(unit.name for unit in roster.units)
    reach = responsible.resolve(names, roster)
    if reach.unreached:
        word = reach.unreached[0]
        known = [*roster.order, *(alias for unit in roster.units for alias in unit.aliases), *roster.groups]
        close = nearest(word, known) if len(known) < 12 else nearest(word, known).partition("可用的是")[0]
        advice = close or "请先在名册里写上这个单位、简称或类别"
        raise settings.error(key, f"名册里没有“{word}”，{advice}")
    return tuple(unit for unit, _ in reach.units)


# --- what is owed ---------------------------------------------------------------------------------


def _periods(settings: Settings) -> PeriodRule:
    section = settings.document.periods
    zone = ZoneInfo(settings.document.campaign.timezone)
    listed = []
    for place, item in enumerate(section.listed):
        if item.id.lower() in RESERVED:
            raise settings.error(
                ("periods", "listed", place, "id"), f"“{item.id}”是 outbox/ 里已有的文件夹，请换一个编号"
            )
        due = _moment(item.due, zone)
        if not due:
            key = ("periods", "listed", place, "due")
            raise settings.error(key, f"“{item.due}”不是日期，请写成 2023-06-25 或 2023-06-25 17:00 的样子")
        if due.date() < item.opens:
            raise settings.error(("periods", "listed", place, "due"), "截止日期早于开始日期")
        listed.append(Period(item.id, item.name or item.id, item.opens, due.date(), due))
    rule = PeriodRule(every=section.every, due=section.due, roll=section.roll, listed=tuple(listed))
    problem = periods.rule_problem(rule)
    if problem:
        raise settings.error(("periods", "due"), problem)
    return rule


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    words, clock = text, periods.LAST_SECOND
    match = re.fullmatch(r"(.+?)[\sT]+(\d{1,2})[:：](\d{2})", text)
    if match:
        words = match[1]
        if int(match[2]) > 23 or int(match[3]) > 59:
            return None
        clock = time(int(match[2]), int(match[3]))
    found = tables.day(words)
    return datetime.combine(found, clock, zone) if found else None


def _read(settings: Settings, key: Key, text: str, calendar: Calendar) -> Deadline:
    day = tables.day(text)
    if day:
        return Deadline(text, due=(day,))
    deadline = deadlines.read(text, settings.document.campaign.issued_on, calendar)
    if not deadline.due:
        raise settings.error(key, f"从“{text}”读不出日期，请写成 2023-12-20 的样子")
    return deadline


def _deliverables(settings: Settings, roster: Roster, calendar: Calendar) -> tuple[Deliverable, ...]:
    found = []
    for place, item in enumerate(settings.document.deliverables):
        key = ("deliverables", place)
        deadline = _read(settings, (*key, "due"), item.due, calendar)
        if len(deadline.due) > 1:
            raise settings.error((*key, "due"), f"“{item.due}”里有几个日期，一份材料只能有一个，请分成几项")
        units = _units(settings, (*key, "units"), item.units, roster)
        found.append(Deliverable(item.name, deadline.due[0], units, item.evidence, item.due))
    return tuple(found)


def _quotas(settings: Settings, roster: Roster) -> tuple[Quota, ...]:
    found = []
    for place, item in enumerate(settings.document.quotas):
        key = ("quotas", place)
        units = _units(settings, (*key, "units"), item.units, roster)
        spared = _units(settings, (*key, "except"), item.except_, roster) if item.except_ else ()
        owing = tuple(unit for unit in units if unit not in spared)
        if not owing:
            raise settings.error((*key, "except"), "除外之后没有单位了，请检查 units 和 except")
        found.append(Quota(item.name, item.at_least, item.per, owing))
    return tuple(found)


def _phases(settings: Settings, calendar: Calendar) -> tuple[Phase, ...]:
    found = []
    for place, item in enumerate(settings.document.phases):
        deadline = _read(settings, ("phases", place, "until"), item.until, calendar)
        found.append(Phase(item.name, deadline.due[-1], item.until))
    return tuple(found)


def _waivers(settings: Settings, roster: Roster) -> tuple[Waiver, ...]:
    document = settings.document
    materials = [item.name for item in document.deliverables]
    quotas = [item.name for item in document.quotas]
    found: list[Waiver] = []
    for place, item in enumerate(document.exempt):
        key: Key = ("exempt", place)
        _refuse_stranger(settings, (*key, "deliverable"), item.deliverable, materials)
        _refuse_stranger(settings, (*key, "quota"), item.quota, quotas)
        for unit in _units(settings, (*key, "unit"), item.unit, roster):
            found.append(Waiver(unit, item.reason, item.task, item.deliverable or item.quota))
    for place, extension in enumerate(document.extensions):
        key = ("extensions", place)
        _refuse_stranger(settings, (*key, "deliverable"), extension.deliverable, materials)
        for unit in _units(settings, (*key, "unit"), extension.unit, roster):
            found.append(Waiver(unit, extension.reason, extension.task, extension.deliverable, extension.until))
    return tuple(found)


def _refuse_stranger(settings: Settings, key: Key, name: str, known: Sequence[str]) -> None:
    if name and name not in known:
        advice = nearest(name, known) if known else "前面没有声明这样的项目"
        raise settings.error(key, f"“{name}”没有声明过，{advice}")


def _refuse_doubles(settings: Settings) -> None:
    document = settings.document
    taken: set[str] = set()
    named: list[tuple[Key, str]] = []
    named += [(("deliverables", place, "name"), item.name) for place, item in enumerate(document.deliverables)]
    named += [(("quotas", place, "name"), quota.name) for place, quota in enumerate(document.quotas)]
    named += [(("periods", "listed", place, "id"), item.id) for place, item in enumerate(document.periods.listed)]
    for key, name in named:
        if name in taken:
            raise settings.error(key, f"“{name}”已经用过，报送材料、报送频次和报送期不能重名，请改一个名称")
        taken.add(name)


# --- mail and schedule ----------------------------------------------------------------------------


def _mail(settings: Settings) -> MailSettings:
    section = settings.document.mail
    if section.host and not section.sender:
        raise settings.error(("mail", "host"), "写了发信服务器，还缺发件地址 from")
    values = section.model_dump(exclude={"collect"})
    collect = ImapSettings(**section.collect.model_dump(), ca_file=values["ca_file"]) if section.collect else None
    return MailSettings(**values, collect=collect)


def _schedule(settings: Settings) -> tuple[Job, ...]:
    jobs: list[Job] = []
    for place, item in enumerate(settings.document.schedule):
        job = Job(**item.model_dump())
        if job in jobs:
            raise settings.error(("schedule", place), "与前面的一条完全相同，请只留一条")
        jobs.append(job)
    return tuple(jobs)


# --- working days ---------------------------------------------------------------------------------


def calendar_of(settings: Settings, home: Path) -> Calendar:
    """Working days: the published years of the package, and the office's own 节假日表 over them.

    Raises UserError that names the cell of a date or 类型 that cannot be read.
    """
    days = dict.fromkeys(official.holidays, False) | dict.fromkeys(official.workdays, True)
    years = {day.year for day in days}
    name = settings.document.calendar.holidays
    if name:
        own = _holidays(home / name)
        days |= own
        years |= {day.year for day in own}
    return Calendar(dict(sorted(days.items())), frozenset(years))


def _holidays(path: Path) -> dict[date, bool]:
    book = registry.read(path.read_bytes(), path.name)
    if isinstance(book, Refusal):
        raise UserError(f"节假日表 {path.name} 读不出来：{book.reason}。")
    table = tables.find(book, path.name, ("日期", "类型"), ("名称",))
    found: dict[date, bool] = {}
    for row, values in table.rows.items():
        day, kind = tables.day(values["日期"]), values["类型"]
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
