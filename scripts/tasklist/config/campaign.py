"""Settings resolved into a Campaign: unit names found in the roster, phrases read as dates, holidays as a calendar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from tasklist.config.schema import DeliverableItem, QuotaItem
from tasklist.config.yaml_file import Key, Settings, nearest
from tasklist.model.layout import Role
from tasklist.model.plan import LAST_SECOND, Campaign, Deliverable, Period, PeriodRule, Phase, Quota, Waiver
from tasklist.model.roster import Roster
from tasklist.model.settings import Checks, FormSettings, ImapSettings, Job, MailSettings, UpwardSettings
from tasklist.model.tasks import Deadline
from tasklist.model.workdays import Calendar
from tasklist.plan import periods
from tasklist.plan.deadlines.deadlines import read_deadline
from tasklist.plan.responsible import responsible
from tasklist.plan.tiers import MASTER, OFFICE
from tasklist.tables import small_tables

RESERVED = ("archive", "mail", "log", "demo", "state.sqlite3")  # what outbox/ holds beside the periods


def campaign_of(settings: Settings, roster: Roster, calendar: Calendar) -> Campaign:
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
        form=FormSettings(**document.form.model_dump()),
        upward=UpwardSettings(**document.upward.model_dump()),
        checks=Checks(
            due_soon_days=checks.due_soon_days, copied_share=checks.copied_share, grace_days=checks.grace_days
        ),
        mail=_mail(settings),
        schedule=_schedule(settings),
        duties=tuple((Role(name), words) for name, words in section.duties.items()),
        workers=document.engine.workers,
        cluster=document.engine.dask.removeprefix("false").removeprefix("no"),
        calendar=calendar,
    )


# --- units ----------------------------------------------------------------------------------------


def _units(settings: Settings, key: Key, names: Sequence[str], roster: Roster) -> tuple[str, ...]:
    """The units these names, aliases and groups stand for, in roster order; all of them when none is named."""
    if not names:
        return tuple(unit.name for unit in roster.units)
    reach = responsible.resolve(names, roster, settings.document.campaign.office)
    if reach.unreached:
        word = reach.unreached[0]
        known = [*roster.order, *(alias for unit in roster.units for alias in unit.aliases), *roster.groups]
        close = nearest(word, known) if len(known) < 12 else nearest(word, known).partition("可用的是")[0]
        advice = close or "请先在名册里写上这个单位、简称或类别"
        raise settings.error(key, f"名册里没有“{word}”，{advice}")
    return tuple(unit for unit, _ in reach.units)


def _owing(settings: Settings, key: Key, item: DeliverableItem | QuotaItem, roster: Roster) -> tuple[str, ...]:
    """The units an item names, those it leaves out taken away."""
    units = _units(settings, (*key, "units"), item.units, roster)
    spared = _units(settings, (*key, "except"), item.except_, roster) if item.except_ else ()
    owing = tuple(unit for unit in units if unit not in spared)
    if not owing:
        raise settings.error((*key, "except"), "除外之后没有单位了，请检查 units 和 except")
    return owing


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
        due = _due_moment(item.due, zone)
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


def _due_moment(text: str, zone: ZoneInfo) -> datetime | None:
    words, clock = text, LAST_SECOND
    match = re.fullmatch(r"(.+?)[\sT]+(\d{1,2})[:：](\d{2})", text)
    if match:
        words = match[1]
        if int(match[2]) > 23 or int(match[3]) > 59:
            return None
        clock = time(int(match[2]), int(match[3]))
    found = small_tables.day(words)
    return datetime.combine(found, clock, zone) if found else None


def _deadline(settings: Settings, key: Key, text: str, calendar: Calendar) -> Deadline:
    day = small_tables.day(text)
    if day:
        return Deadline(text, due=(day,))
    deadline = read_deadline(text, settings.document.campaign.issued_on, calendar)
    if not deadline.due:
        raise settings.error(key, f"从“{text}”读不出日期，请写成 2023-12-20 的样子")
    return deadline


def _deliverables(settings: Settings, roster: Roster, calendar: Calendar) -> tuple[Deliverable, ...]:
    found = []
    for place, item in enumerate(settings.document.deliverables):
        key = ("deliverables", place)
        deadline = _deadline(settings, (*key, "due"), item.due, calendar)
        if len(deadline.due) > 1:
            raise settings.error((*key, "due"), f"“{item.due}”里有几个日期，一份材料只能有一个，请分成几项")
        found.append(
            Deliverable(item.name, deadline.due[0], _owing(settings, key, item, roster), item.evidence, item.due)
        )
    return tuple(found)


def _quotas(settings: Settings, roster: Roster) -> tuple[Quota, ...]:
    found = []
    for place, item in enumerate(settings.document.quotas):
        key = ("quotas", place)
        found.append(Quota(item.name, item.at_least, item.per, _owing(settings, key, item, roster)))
    return tuple(found)


def _phases(settings: Settings, calendar: Calendar) -> tuple[Phase, ...]:
    found = []
    for place, item in enumerate(settings.document.phases):
        deadline = _deadline(settings, ("phases", place, "until"), item.until, calendar)
        found.append(Phase(item.name, deadline.due[-1], item.until))
    return tuple(found)


def _waivers(settings: Settings, roster: Roster) -> tuple[Waiver, ...]:
    document = settings.document
    materials = [*(item.name for item in document.deliverables), *((MASTER,) if roster.members(OFFICE) else ())]
    quotas = [item.name for item in document.quotas]
    found: list[Waiver] = []
    for place, item in enumerate(document.exempt):
        key: Key = ("exempt", place)
        _refuse_stranger(settings, (*key, "deliverable"), item.deliverable, materials)
        _refuse_stranger(settings, (*key, "quota"), item.quota, quotas)
        for unit in _units(settings, (*key, "unit"), item.unit, roster):
            found += [Waiver(unit, item.reason, task, item.deliverable or item.quota) for task in item.task or (None,)]
    for place, extension in enumerate(document.extensions):
        key = ("extensions", place)
        _refuse_stranger(settings, (*key, "deliverable"), extension.deliverable, materials)
        for unit in _units(settings, (*key, "unit"), extension.unit, roster):
            found += [
                Waiver(unit, extension.reason, task, extension.deliverable, extension.until)
                for task in extension.task or (None,)
            ]
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
