"""What is owed: periods, documents, counted items, and the plan they make with the units and their tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from tasklist.model.layout import Role
from tasklist.model.roster import Roster
from tasklist.model.settings import Checks, FormSettings, Job, MailSettings, UpwardSettings
from tasklist.model.tasks import TaskList
from tasklist.model.workdays import WEEKENDS_ONLY, Calendar

LAST_SECOND = time(23, 59, 59)  # of a day that counts as a whole


@dataclass(frozen=True, slots=True)
class Period:
    """报送期: one collection round, the days `opens`…`closes`, due at the moment `due`."""

    id: str
    name: str
    opens: date
    closes: date
    due: datetime

    @property
    def last(self) -> date:
        """The last day it is about: one that is due while it still lasts is about what was until then."""
        return min(self.closes, self.due.date())


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """How periods follow one another: regular (`every`, `due`) or `listed` one by one.

    `due`: `25`, `end` or `06-25`, for weeks the weekday 1…7, with an optional time (`25 17:00`).
    `roll`: move a due day that is no working day to the next one (`next`), the one before (`previous`),
    or leave it (empty).
    """

    every: str = ""
    due: str = ""
    roll: str = ""
    listed: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """One span a quota is counted in: the days `first`…`last`, with an id written like a period's."""

    id: str
    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Deliverable:
    """报送材料: a dated document each of `units` (names, roster order) owes by the end of `due`."""

    name: str
    due: date
    units: tuple[str, ...]
    evidence: bool = False
    text: str = ""  # the phrase the date was read from, verbatim


@dataclass(frozen=True, slots=True)
class Quota:
    """报送频次: at least `at_least` items per `per` (week, month, quarter, year) from each of `units`."""

    name: str
    at_least: int
    per: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """实施步骤: a dated stage of the campaign, shown and never taken for a reporting date."""

    name: str
    until: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """免报 or 延期: for one unit, one thing (`task` number, or `name` of a deliverable or quota; neither: all).

    `span`: of the task reports of this period alone.
    """

    unit: str
    reason: str
    task: int | None = None
    name: str = ""
    until: date | None = None  # an extension's new date; None means exempt
    span: str = ""

    def covers(self, task: int | None, name: str, span: str = "") -> bool:
        """Is it about this task number (in the period `span`), or this deliverable or quota by `name`?"""
        if self.span:
            return task is not None and self.span == span and self.task in (None, task)
        if self.task is None and not self.name:
            return True
        return self.task == task if self.task is not None else self.name == name


@dataclass(frozen=True, slots=True)
class Campaign:
    """专项工作: everything one config.yaml describes, with every unit name and date resolved."""

    title: str
    office: str
    document_number: str
    issued_on: date
    timezone: str
    periods: PeriodRule
    deliverables: tuple[Deliverable, ...] = ()
    quotas: tuple[Quota, ...] = ()
    phases: tuple[Phase, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    checks: Checks = field(default_factory=Checks)
    mail: MailSettings = field(default_factory=MailSettings)
    form: FormSettings = field(default_factory=FormSettings)
    upward: UpwardSettings = field(default_factory=UpwardSettings)
    schedule: tuple[Job, ...] = ()
    duties: tuple[tuple[Role, str], ...] = ()  # what each role of the list must do, in the office's own words
    workers: int = 0  # reading processes; 0: as many as there are processors
    cluster: str = ""  # the scheduler whose workers read instead; empty: those of this machine
    calendar: Calendar = WEEKENDS_ONLY

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of its days."""
        return ZoneInfo(self.timezone)

    def day(self, moment: datetime) -> date:
        """The day a moment falls on where the campaign is."""
        return moment.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """The last second of a day: a day named in a deadline is included."""
        return datetime.combine(day, LAST_SECOND, self.zone)


class Kind(StrEnum):
    """What sort of thing is owed, and what sort a returned file is."""

    TASKS = "tasks"
    DELIVERABLE = "deliverable"
    QUOTA = "quota"
    MASTER = "master"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return {"tasks": "任务进展", "deliverable": "报送材料", "quota": "报送频次", "master": "汇总表"}[self.value]


@dataclass(frozen=True, slots=True)
class Obligation:
    """应报项: one unit owes one thing for one period or window.

    `task` is set for Kind.TASKS, with what it is `called`; `name` for the others. `span` is the period's id, the
    window's id, or empty for a deliverable. `why` keeps the words that caused it. `exempt` is the reason, or empty.
    """

    unit: str
    kind: Kind
    span: str
    due: datetime
    why: str
    task: int | None = None
    name: str = ""
    at_least: int = 1
    evidence: bool = False
    exempt: str = ""
    extended: str = ""
    called: str = field(default="", repr=False)

    @property
    def label(self) -> str:
        """What is owed, in a few words a clerk would use on the phone."""
        if self.kind is Kind.TASKS:
            return self.called or f"任务{self.task}"
        return f"{self.name}（{self.span}）" if self.span else self.name


@dataclass(frozen=True)
class Plan:
    """What is owed: the campaign, its roster and task list, and who owes which task because of which words.

    `duties`: unit name → task number → the words that caused it, in roster and list order. `meant`: words of 责任单位
    that reach nobody → whom a person named for them. `parts`: unit → task → the key of the column that names it, where
    several columns say who owes.
    """

    campaign: Campaign
    roster: Roster
    task_list: TaskList
    duties: Mapping[str, Mapping[int, str]]
    meant: Mapping[str, Sequence[str]] = field(default_factory=dict)
    parts: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    @property
    def titles(self) -> tuple[str, str]:
        """What stands over a form: what the campaign is called, and what its list was called before."""
        return self.campaign.title, self.task_list.title

    def during(self, period: Period) -> Plan:
        """The plan with the list's columns as the report of a period has them (see `Layout.during`)."""
        layout = self.task_list.layout.during(period.last)
        if layout is self.task_list.layout:
            return self
        return replace(self, task_list=replace(self.task_list, layout=layout))
