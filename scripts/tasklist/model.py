"""The nouns of the project, as frozen values. Nothing here reads a file, a clock or a setting.

Every word is one of the glossary (README, 名词). A value made here is never changed: a later stage
makes a new value from it. Dates are civil dates in the campaign's time zone; moments are aware
datetimes; cells are addressed 1-based, as a person counts them in a sheet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from tasklist.workdays import WEEKENDS_ONLY, Calendar

# --- who owes -----------------------------------------------------------------------------------

_BRACKETED = re.compile(r"([^（()）]+)[（(](?:原名?|又名|亦称|简称|加?挂)?([^（()）]+?)(?:牌子?)?[)）]")
_PART = re.compile(
    r"(?!不?含|不包|除).*(?:院区|校区|分院|分部|分中心|分站|门诊部)"
    r"|[总分本主新老东西南北中]*(?:院部?|部|中心|站|所|点|室|科|处|办)"
)
_SECOND_NAME = re.compile(r"(?!不?含|不包|除|各).+(?:院|中心|所|站|室|科|股|处|办|局|委|部|队|校|会|组|馆|公司|集团)")


def _halves(name: str) -> tuple[str, ...]:
    found = _BRACKETED.fullmatch(name)
    if not found or _PART.fullmatch(found[2]):
        return ()
    first, second = found[1].strip(), found[2].strip()
    return (first, second) if _SECOND_NAME.fullmatch(second) else (first,)


@dataclass(frozen=True, slots=True)
class Unit:
    """单位: who owes. `opens` and `closes` are the first and last day it is counted (None: always)."""

    name: str
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    parent: str = ""
    contact: str = ""
    phone: str = ""
    emails: tuple[str, ...] = ()
    opens: date | None = None
    closes: date | None = None

    @property
    def halves(self) -> tuple[str, ...]:
        """Both names of 旗妇幼保健院（旗妇幼保健服务中心）; of 市口腔医院（民营） the first.

        None of 旗人民医院（东院区）: the brackets say which part, and without them it is the whole.
        """
        return tuple(dict.fromkeys(half for name in (self.name, *self.aliases) for half in _halves(name)))

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called: the full name, the 简称, the halves of a name with a second one in brackets."""
        return tuple(dict.fromkeys((self.name, *self.aliases, *self.halves)))

    def active(self, day: date) -> bool:
        """Is the unit part of the campaign on `day`?"""
        return (self.opens is None or self.opens <= day) and (self.closes is None or day <= self.closes)


@dataclass(frozen=True)
class Roster:
    """单位名册: the units in the official order, which is the order of every output."""

    units: tuple[Unit, ...]

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Unit name → its place in the official order (0-based)."""
        return {unit.name: place for place, unit in enumerate(self.units)}

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Every 类别, in the order of first appearance."""
        return tuple(dict.fromkeys(group for unit in self.units for group in unit.groups))

    @cached_property
    def _known(self) -> Mapping[str, Unit]:
        shared = Counter(half for unit in self.units for half in unit.halves)
        names = {half: unit for unit in self.units for half in unit.halves if shared[half] == 1}
        names |= {alias: unit for unit in reversed(self.units) for alias in unit.aliases}
        return names | {unit.name: unit for unit in self.units}

    def find(self, name: str) -> Unit | None:
        """The unit of exactly this full name, else alias, else half of a name that no other unit shares; or None."""
        return self._known.get(name.strip())

    def members(self, group: str) -> tuple[Unit, ...]:
        """The units of a 类别, in roster order (empty when nobody is in it)."""
        return tuple(unit for unit in self.units if group in unit.groups)


# --- what is owed -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deadline:
    """完成时限: the phrase kept verbatim and how it was read.

    `due`: milestones in order. `every`: `week:1`…`week:7`, `month:25`, `month:end`, `quarter:end`,
    `quarter:1-15`, `half-year`, `year`, or None. `ask`: a person must supply the date, and then `due`
    is empty. `words`: the reading in one Chinese sentence (读作：…). `note`: hedges, extensions, 下发时已过.
    """

    text: str
    due: tuple[date, ...] = ()
    start: date | None = None
    ongoing: bool = False
    every: str | None = None
    ask: bool = False
    note: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """任务: one numbered line of the list. `themes` has one or two levels of 重点任务, outer first."""

    seq: int
    themes: tuple[str, ...]
    detail: str
    lead: str
    responsible: str
    deadline: Deadline
    remark: str = ""

    @property
    def theme(self) -> str:
        """重点任务 in one line, outer level first."""
        return " / ".join(self.themes)


@dataclass(frozen=True, slots=True)
class TaskList:
    """任务清单: the ordered tasks. `headings`: the nine official headings, left to right, verbatim."""

    title: str
    tasks: tuple[Task, ...]
    headings: tuple[str, ...]
    digest: str = ""  # eight hex characters over numbers and texts: which list a form was made from

    def find(self, seq: int) -> Task | None:
        """The task with this number, or None."""
        return next((task for task in self.tasks if task.seq == seq), None)


@dataclass(frozen=True, slots=True)
class Period:
    """报送期: one collection round, the days `opens`…`closes`, due at the moment `due`."""

    id: str
    name: str
    opens: date
    closes: date
    due: datetime


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
    """免报 or 延期: for one unit, one thing (`task` number, or `name` of a deliverable or quota; neither: all)."""

    unit: str
    reason: str
    task: int | None = None
    name: str = ""
    until: date | None = None  # an extension's new date; None means exempt

    def covers(self, task: int | None, name: str) -> bool:
        """Is it about this task number, or this deliverable or quota by `name`?"""
        if self.task is None and not self.name:
            return True
        return self.task == task if self.task is not None else self.name == name


@dataclass(frozen=True, slots=True)
class Checks:
    """Thresholds, in days and shares. Printed under the tables they colour."""

    due_soon_days: int = 7
    copied_share: int = 90  # percent alike from which a text counts as copied


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """Where `collect` fetches, and where sent mail is looked up."""

    host: str
    user: str
    password_env: str
    port: int = 993
    tls: str = "ssl"
    folder: str = "INBOX"
    sent_folder: str = ""
    mark_seen: bool = False
    max_mb: int = 25
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail leaves. No `host`: messages are written to outbox/mail/ as .eml files."""

    host: str = ""
    port: int = 587
    tls: str = "starttls"  # starttls, ssl or none
    user: str = ""
    password_env: str = ""
    sender: str = ""  # key `from`; must be the login address
    report_to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    allowed_domains: tuple[str, ...] = ()
    operator: str = ""
    receipts: bool = False
    max_mb: int = 20
    pause_seconds: float = 0.0
    ca_file: str = ""
    notice_after: int = 0
    collect: ImapSettings | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One line of `schedule:`: what to do (`do`) and when.

    Exactly one of `every` (day, week:5, month:25, month:end), `before_due` (days), `after_due` (days),
    `on_due`. `days` count working days when `workdays`; a slot that falls on no working day is then
    moved to the next one. `at` is HH:MM in the campaign's time zone. `catch_up`: how many missed slots
    are made good after an outage.
    """

    do: str
    every: str = ""
    before_due: int | None = None
    after_due: int | None = None
    on_due: bool = False
    at: str = "09:00"
    workdays: bool = False
    catch_up: int = 1


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
    checks: Checks = Checks()
    mail: MailSettings = MailSettings()
    schedule: tuple[Job, ...] = ()
    workers: int = 0  # reading processes; 0: as many as there are processors
    calendar: Calendar = WEEKENDS_ONLY

    def day(self, moment: datetime) -> date:
        """The day a moment falls on where the campaign is."""
        return moment.astimezone(ZoneInfo(self.timezone)).date()


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

    `task` is set for Kind.TASKS, `name` for the others. `span` is the period's id, the window's id, or
    empty for a deliverable. `why` keeps the words that caused it. `exempt` is the reason, or empty.
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

    @property
    def label(self) -> str:
        """What is owed, in a few words a clerk would use on the phone."""
        if self.kind is Kind.TASKS:
            return f"任务{self.task}"
        return f"{self.name}（{self.span}）" if self.span else self.name


# --- what came ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture found in a sheet or document. `cell` is (row, column) of its anchor, or None when it floats."""

    name: str
    data: bytes
    cell: tuple[int, int] | None = None


@dataclass(frozen=True)
class Grid:
    """表格: one sheet (or one table of a document), as a person sees it.

    `cells` maps (row, column), 1-based, to the non-empty text shown there: numbers, dates and
    percentages are already written as a person reads them; line breaks are plain ones. `merged` ranges are
    (first row, first column, last row, last column). `hidden` is "" (visible), "hidden" or "very".
    `notes` are comments by cell; `broken` maps a cell to the error it shows (#REF!) or to
    "无缓存值的公式"; `struck` are cells whose text is struck through. `floating`: texts of text boxes.
    """

    sheet: str
    cells: Mapping[tuple[int, int], str]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: str = ""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: frozenset[tuple[int, int]] = frozenset()
    floating: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def size(self) -> int:
        """How many things a person could have put here: cells, comments, text boxes, pictures."""
        broken = sum(1 for cell in self.broken if cell not in self.cells)
        return len(self.cells) + broken + len(self.notes) + len(self.floating) + len(self.pictures)


@dataclass(frozen=True)
class Book:
    """What a reader hands on of one file: its grids, and what the file says of itself.

    `modified`: the document's own stamp (aware, or None). `format`: `xlsx`, `xls`, `docx`, …
    `members`: for an archive or a mail, the files inside, as (name, bytes), in the order stored; then
    `grids` is empty. `sender`: the mail address an .eml came from. `remarks`: Chinese sentences a person
    should see (text decoded as GB18030, macros ignored, …).
    """

    format: str
    grids: tuple[Grid, ...] = ()
    modified: datetime | None = None
    members: tuple[tuple[str, bytes], ...] = ()
    sender: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be read: a finding `code` and one Chinese `reason` that says what to do."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A version of a file, as received. `path` is relative to the home, with `/`, members after `!`.

    `received`: the as-of of the run that first saw it. `mtime`: the file's own time. `replaced`: a newer
    version stands at the same path, and this one is read from the archive. `sender`: mail address, when
    `collect` brought it. `state`: "" (to be read), or why it is not: "ignored", "pending" or "refused".
    """

    path: str
    sha256: str
    received: datetime
    mtime: datetime
    size: int
    replaced: bool = False
    sender: str = ""
    state: str = ""
    reason: str = ""
    inside: tuple[str, ...] = ()  # for a member of an archive: its path there, outermost archive first
    since: datetime | None = None  # when the first version at this path was received, if this is a later one
    kept: str = ""  # where its copy in the archive is, relative to the home; a member has that of its archive
    turn: datetime | None = None  # when it took its place among the versions: never before the one it replaced

    @property
    def outer(self) -> str:
        """The file in the inbox: itself, or the archive it is a member of."""
        return self.path.removesuffix("".join(f"!{name}" for name in self.inside))

    def place(self, sheet: str = "", cell: str = "") -> Place:
        """A place in this file."""
        return Place(self.path, sheet, cell, self.outer if self.inside else "")


CELL_NAME = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")  # what begins so lies at a cell: H7, H7批注; 图片1 and 文本框1 do not


def cell_name(cell: tuple[int, int]) -> str:
    """(row, column), 1-based, as a spreadsheet names it: (7, 28) → AB7."""
    row, column = cell
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a word stands: file!sheet!cell. A member of an archive has the archive as its `outer` file."""

    file: str
    sheet: str = ""
    cell: str = ""
    outer: str = ""

    @property
    def disk(self) -> str:
        """The file on disk: itself, or the archive it is a member of."""
        return self.outer or self.file

    def __str__(self) -> str:
        return "!".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(frozen=True, slots=True)
class Stamp:
    """How versions are put in order: the receipt first; within one run the document's own modified stamp,
    the file's time, its name and the place in it decide, and that is said (DESIGN §5, resubmission).
    """

    received: datetime
    modified: datetime | None
    mtime: datetime
    name: str
    sha256: str
    turn: datetime | None = None  # of its Arrival

    @property
    def order(self) -> datetime:
        """What comes later in this counts."""
        return self.turn or self.received


@dataclass(frozen=True, slots=True)
class Entry:
    """填报行: one cell's worth of answer with its provenance.

    `field`: for tasks `progress`, `contact` or `remark`; for a quota `item`; for a deliverable `document`
    or `evidence`. `span`: period id, window id, or empty. `on`: the day a counted item happened.
    `office`: the office's own correction (an edited master put into the inbox), above any unit's text.
    """

    unit: str
    kind: Kind
    field: str
    text: str
    place: Place
    stamp: Stamp
    span: str = ""
    task: int | None = None
    name: str = ""
    on: date | None = None
    office: bool = False
    sources: tuple[Place, ...] = ()  # every cell it was read from; several when rows or columns were joined
    title: str = ""  # of a counted item: what it is called, without the note that `text` shows behind it

    @property
    def key(self) -> tuple[str, Kind, str, str, int | None, str]:
        """What the entry answers: entries with one key are versions of one another."""
        return (self.unit, self.kind, self.name, self.span, self.task, self.field)


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """Where a returned form has the progress cell of a task, answered or blank. `note` says why the cell
    that holds no text is still not blank (a picture, a comment, a broken formula), or is empty.
    """

    unit: str
    span: str
    task: int
    place: Place
    stamp: Stamp
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """未归位: a cell that found no place, with its text and the reason."""

    place: Place
    text: str
    reason: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Superseded:
    """A value that lost to a later one, and the rule that decided. `equal`: both said the same."""

    winner: Entry
    loser: Entry
    rule: str
    equal: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """The balance of one file: every non-empty cell has exactly one fate, or making the value raises."""

    seen: int = 0
    merged: int = 0
    template: int = 0
    superseded: int = 0
    unplaced: int = 0

    def __post_init__(self) -> None:
        if self.seen != self.merged + self.template + self.superseded + self.unplaced:
            raise AssertionError(f"cells do not balance: {self}")

    def __add__(self, other: Cells) -> Cells:
        return Cells(
            self.seen + other.seen,
            self.merged + other.merged,
            self.template + other.template,
            self.superseded + other.superseded,
            self.unplaced + other.unplaced,
        )


class Outcome(StrEnum):
    """What became of a file."""

    MERGED = "merged"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    SET_ASIDE = "set_aside"
    IGNORED = "ignored"
    PENDING = "pending"

    @property
    def label(self) -> str:
        """The outcome in Chinese."""
        return {
            "merged": "已并入",
            "superseded": "已被更新",
            "duplicate": "重复文件",
            "set_aside": "待处理",
            "ignored": "已忽略",
            "pending": "尚在拷贝",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Return:
    """回收表: one received file identified and read: whose, which period, what kind, and every word of it.

    `template` counts the cells recognised as the form's own text; entries + template + unplaced are all
    the file holds. A file set aside has a `reason`, and its unit when that is known. `evidence`: what identified it.
    """

    arrival: Arrival
    outcome: Outcome
    kind: Kind | None = None
    unit: str = ""
    period: str = ""
    reason: str = ""
    evidence: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    template: int = 0
    answer_cells: tuple[AnswerCell, ...] = ()
    findings: tuple[Finding, ...] = ()
    pictures: tuple[Picture, ...] = ()
    archive: bool = False  # its members have records of their own, and this one carries their sums
    seen: int | None = None  # how many things the file holds; None: as many as its parts add up to


# --- owed against came --------------------------------------------------------------------------


class Status(StrEnum):
    """状态: exactly one for every line."""

    REPORTED = "reported"
    LATE = "late"
    NIL = "nil"
    PARTIAL = "partial"
    MISSING = "missing"
    NOT_DUE = "not_due"
    EXEMPT = "exempt"

    @property
    def label(self) -> str:
        """The status in Chinese, as it stands in 明细台账."""
        return {
            "reported": "已报",
            "late": "迟报",
            "nil": "零报告",
            "partial": "漏项",
            "missing": "未报",
            "not_due": "未到期",
            "exempt": "免报",
        }[self.value]

    @property
    def answered(self) -> bool:
        """Is there an answer: in time, late, or an explicit nothing?"""
        return self in (Status.REPORTED, Status.LATE, Status.NIL)


class Colour(StrEnum):
    """The colour of a light, written as a word so that it survives black-and-white print."""

    RED = "红"
    YELLOW = "黄"
    GREEN = "绿"
    GREY = "灰"


@dataclass(frozen=True, slots=True)
class Light:
    """灯: a colour and the sentence that explains it."""

    colour: Colour
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the substance check says of a text: `certain` verdicts act, others are 建议核实.

    `code`: empty, placeholder, hint, copied_task, broken, test, pointer, slogan, bare_claim, plan_only,
    copied_last, copied_peer, copied_self, misplaced, not_started, nil, ok. `quote`: the words it rests on.
    """

    code: str
    certain: bool
    reason: str
    quote: str = ""

    @property
    def blank(self) -> bool:
        """Certainly nothing said: the cell is empty, or blank in meaning."""
        return self.certain and self.code in BLANK_CODES

    @property
    def doubtful(self) -> bool:
        """A person should look (建议核实)."""
        return not self.certain and self.code not in ("ok", "nil", "not_started")


BLANK_CODES = frozenset({"empty", "placeholder", "hint", "copied_task", "test", "pointer"})


@dataclass(frozen=True, slots=True)
class Line:
    """台账行: an obligation joined with its entries or none, and a status.

    `entries`: the values that stand (for a task at most one per field; for a quota every counted item).
    `returned`: did anything of this kind come from the unit for this span? `received`: when the standing
    answer first arrived. `time` and `content` are separate lights.
    """

    obligation: Obligation
    status: Status
    time: Light
    content: Light
    entries: tuple[Entry, ...] = ()
    verdict: Verdict | None = None
    returned: bool = False
    received: datetime | None = None
    place: Place | None = None  # where the answer stands, or where it should have stood in the latest return

    def answer(self, field_name: str) -> Entry | None:
        """The standing entry of one field (`progress`, `contact`, `remark`), or None."""
        return next((entry for entry in self.entries if entry.field == field_name), None)

    @property
    def text(self) -> str:
        """The standing progress text, or empty."""
        entry = self.answer("progress")
        return entry.text if entry else ""

    @property
    def light(self) -> Light:
        """The worse of the two lights, time first."""
        order = (Colour.RED, Colour.YELLOW, Colour.GREEN, Colour.GREY)
        return min((self.time, self.content), key=lambda light: order.index(light.colour))


class Severity(StrEnum):
    """How much a finding matters: an error means something is missing or set aside."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The severity in Chinese."""
        return {"error": "须处理", "warning": "请核实", "info": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """核查问题: what was seen, where, why it matters and what to do. `code` is declared in catalogue.py."""

    code: str
    severity: Severity
    message: str
    unit: str = ""
    task: int | None = None
    place: str = ""
    why: str = ""
    todo: str = ""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One row of 文件清单: what became of a file, and the balance of its cells."""

    path: str
    outcome: Outcome
    kind: Kind | None
    unit: str
    period: str
    reason: str
    evidence: tuple[str, ...]
    sha256: str
    received: datetime
    cells: Cells
    outer: str = ""  # for a member: the archive on disk it is inside of, whose own record carries the sums
    replaced: bool = False  # a newer version stands at this path; this one is in the archive
    kept: str = ""  # where its copy in the archive is; a member has that of the archive it came in

    @property
    def member(self) -> bool:
        """Is it inside an archive?"""
        return bool(self.outer)

    @property
    def place(self) -> Place:
        """The file as a place."""
        return Place(self.path, outer=self.outer)


@dataclass(frozen=True)
class Plan:
    """What is owed: the campaign, its roster and task list, and who owes which task because of which words.

    `duties`: unit name → task number → the words that caused it, in roster and list order.
    """

    campaign: Campaign
    roster: Roster
    task_list: TaskList
    duties: Mapping[str, Mapping[int, str]]


@dataclass(frozen=True)
class Ledger:
    """台账: expected joined with received, as known at `as_of`. Every output is a view of it."""

    plan: Plan
    period: Period
    as_of: datetime
    lines: tuple[Line, ...]
    files: tuple[FileRecord, ...]
    unplaced: tuple[Unplaced, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Line, ...]]:
        """Unit name → its lines, in roster order."""
        groups: dict[str, list[Line]] = {}
        for line in self.lines:
            groups.setdefault(line.obligation.unit, []).append(line)
        return {unit: tuple(lines) for unit, lines in groups.items()}

    def unplaced_about(self, unit: str, task: int) -> tuple[Unplaced, ...]:
        """The unit's cells without a place whose reason names this task: two answers that differ, and the like."""
        names = re.compile(rf"任务{task}(?!\d)")
        return tuple(one for one in self.unplaced if one.unit == unit and names.search(one.reason))


# --- what leaves --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a mail: ASCII-safe `name` on the wire, bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """邮件: a pure value. `key` (report + slot) makes sending idempotent, per recipient."""

    key: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str
    cc: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    unit: str = ""
