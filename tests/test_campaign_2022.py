"""The 2022 notice lived day by day: what the ledger counts equals what a slow clerk counts from the raw files.

The clerk of this test (`Clerk`) knows only the list of files dropped so far and the words of the notice. It
shares nothing with plan, status or ledger: its calendar, its rules and its sums are written out here.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest

from tasklist import config, ledger, official, plan, roster, substance
from tasklist.figures import Tally, counted, figures
from tasklist.lexicon import DEFAULT_WORDS
from tasklist.model import (
    AnswerCell,
    Arrival,
    Colour,
    Entry,
    Kind,
    Ledger,
    Outcome,
    Place,
    Plan,
    Return,
    Stamp,
    Status,
    Waiver,
)

HOME = Path(__file__).parent / "examples" / "nation-2022"
ZONE = ZoneInfo("Asia/Shanghai")
ISSUED, LAST = date(2022, 4, 20), date(2022, 12, 31)
ONE_DAY = timedelta(days=1)

# Month → the day its progress is due: its last day, or the working day before (Labour Day, Sunday, New Year).
DUE = {4: 29, 5: 31, 6: 30, 7: 29, 8: 31, 9: 30, 10: 31, 11: 30, 12: 30}
MILESTONES = {1: date(2022, 12, 20), 2: date(2022, 9, 30), 4: date(2022, 10, 20)}
DOCUMENTS = {
    "创建工作方案": date(2022, 5, 30),
    "创建工作推进情况": date(2022, 6, 20),
    "工作总结": date(2022, 12, 20),
}
WEEKLY, MONTHLY, STUDY = "工作动态信息（每周）", "工作动态信息（每月）", "民族政策理论学习"
NEEDED = {WEEKLY: 1, MONTHLY: 1, STUDY: 2}

NEWCOMER, CLOSED = "广元安和康复医院", "广元明光眼科医院"
OPENS, CLOSES = date(2022, 7, 14), date(2022, 8, 31)
SPARED, MOVED = "广元惠民医院", "广元市中心血站"
WAIVERS = (
    Waiver(SPARED, "没有党员", name=STUDY),
    Waiver(SPARED, "没有帮扶任务", task=3),
    Waiver(MOVED, "搬迁", name="创建工作推进情况", until=date(2022, 7, 5)),
    Waiver(MOVED, "搬迁", task=2, until=date(2022, 10, 8)),
)
TEXTS = {
    "slogan": "高度重视，加强领导，统一思想，提高认识。",
    "nil": "本期无此类情况（零报告）。",
    "not_started": "因场地没有落实，尚未开展。",
    "nothing": "无",
}
TEMPLATE = 20  # cells of the form itself


# --- what is dropped into the inbox -----------------------------------------------------------------


@dataclass(frozen=True)
class Sent:
    """One file: a form of a month (`said`: task → sort of text), a document, or counted items."""

    at: datetime
    unit: str
    path: str
    sha: str
    month: int = 0
    said: tuple[tuple[int, str], ...] = ()
    items: tuple[tuple[str, str, date], ...] = ()  # quota, title, day
    document: str = ""
    field: str = "document"
    edited: int = 0  # minutes: the document's own stamp

    def text(self, task: int, sort: str) -> str:
        """What the form says of a task."""
        if sort in TEXTS:
            return TEXTS[sort]
        n = crc32(f"{self.unit}{task}{self.month}{sort}".encode()) % 9000 + 1000
        return f"{self.month}月{n % 27 + 1}日组织专题学习{n % 7 + 2}次，参训{n}人，发放手册{n + task}份。"


def dice(*words: object) -> int:
    """A number that depends on the words alone."""
    return crc32("/".join(map(str, words)).encode()) >> 8


def moment(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def due_of(month: int) -> datetime:
    return datetime(2022, month, DUE[month], 23, 59, 59, tzinfo=ZONE)


def stream(made: Plan) -> tuple[Sent, ...]:
    """Everything that comes from 20 April to 31 December, in no particular order."""
    found: list[Sent] = []
    for unit in made.roster.units:
        items = [*bulletins(unit.name, made), *studies(unit.name)]
        found += items
        for month in range(4, 13):
            found += forms(unit.name, month, [item for sent in items for item in sent.items])
        found += documents(unit.name)
    return tuple(sorted(found, key=lambda sent: dice(sent.path)))


def forms(unit: str, month: int, items: list[tuple[str, str, date]]) -> Iterator[Sent]:
    """One month's form, in one of nine ways. Its list of counted items repeats all of the year so far."""
    due = due_of(month)

    def form(at: datetime, name: str, sorts: str, **more: Any) -> Sent:
        chosen = sorts.split()
        said = tuple((task, chosen[dice(unit, month, task, name) % len(chosen)]) for task in range(1, 6))
        listed = tuple(item for item in items if item[2] <= at.date()) if dice(unit, month, "列表") % 2 else ()
        path = f"inbox/{month}月/{unit}{name}.xlsx"
        return Sent(at, unit, path, f"{path}{at}", month, said, listed, **more)

    mixed = "fact fact fact slogan nil nothing blank not_started"
    way = dice(unit, month) % 10
    if way == 1:
        yield form(due + timedelta(days=1 + dice(unit) % 4, hours=-9), "迟", mixed)
    elif way == 2:
        first = form(due - timedelta(days=2), "", mixed)
        yield from (first, replace(first, at=due + ONE_DAY, path=first.path.replace(".xlsx", " - 副本.xlsx")))
    elif way == 3:
        yield form(due - timedelta(days=6), "", "blank nothing slogan fact")
        yield form(due + timedelta(days=3), "修改", "fact again blank nothing")
    elif way == 4:
        yield form(due - timedelta(days=9), "空表", "blank")
        yield form(due + timedelta(seconds=1), "补", mixed)
    elif way == 5:
        yield form(due, "", "nothing nothing blank")
    elif way == 6:
        yield form(due - timedelta(days=4), "甲稿", "fact slogan nothing", edited=5)
        yield form(due - timedelta(days=4), "乙稿", "again nil blank", edited=3)
    elif way:
        yield form(due - timedelta(days=dice(unit, month, "早") % 15), "", mixed)


def bulletins(unit: str, made: Plan) -> Iterator[Sent]:
    """Dynamic information: one in time, none, late, two, the same one twice; and one from before the notice."""
    quota = next((each for each in made.campaign.quotas[:2] if unit in each.units), None)
    if quota is None:
        return

    def drop(name: str, title: str, on: date, at: datetime) -> Sent:
        path = f"inbox/动态/{unit}{on}{name}.docx"
        return Sent(at, unit, path, path, items=((quota.name, title, on),))

    step = 7 if quota.name == WEEKLY else 30
    yield drop("早", "更早的活动", date(2022, 4, 12), moment(date(2022, 4, 21)))
    for place in range(0, (LAST - ISSUED).days, step):
        on = ISSUED + timedelta(days=place + dice(unit, place) % 3)
        way, title = dice(unit, place, "动态") % 7, f"第{place}号活动"
        if way == 1:
            yield drop("", title, on, moment(on + timedelta(days=step + dice(unit, place) % 9)))
        elif way == 2:
            yield drop("a", title, on, moment(on))
            yield drop("b", f"又一场{title}", on, moment(on + ONE_DAY))
        elif way == 3:
            yield drop("", title, on, moment(on))
            yield drop("再", f"{on.month}月{on.day}日{title}", on, moment(on + timedelta(days=20)))
        elif way > 4:
            yield drop("", title, on, moment(on + ONE_DAY))


def studies(unit: str) -> Iterator[Sent]:
    """None to three studies in the year, the last of them on its last day."""
    for place in range(dice(unit, "学习") % 4):
        on = date(2022, 6, 3) + timedelta(days=place * 105 + dice(unit) % 2)
        path = f"inbox/学习/{unit}{place}.docx"
        yield Sent(moment(on), unit, path, path, items=((STUDY, f"第{place}次学习", on),))


def documents(unit: str) -> Iterator[Sent]:
    """Plan, progress and summary: in time, late, missing, sent again, corrected; evidence late or never."""
    for name, due in DOCUMENTS.items():
        way, path = dice(unit, name) % 8, f"inbox/{name}/{unit}"
        if way == 0:
            continue
        early = timedelta(days=dice(unit, name, "早") % 5)
        first = Sent(
            moment(due - early if way > 2 else due + early + ONE_DAY), unit, f"{path}.docx", path, document=name
        )
        yield first
        if way == 3:
            yield replace(first, at=first.at + timedelta(days=33), path=f"{path}再.docx")
        if way == 4:
            yield replace(first, at=first.at + timedelta(days=3), path=f"{path}改.docx", sha=f"{path}改")
        if name == "工作总结" and way != 5:
            proof = replace(first, path=f"{path}佐证.jpg", sha=f"{path}佐证", field="evidence")
            yield replace(proof, at=proof.at + timedelta(days=(-3, 0, 4)[dice(unit, "佐证") % 3]))


def returned(sent: Sent, made: Plan) -> Return:
    """The file as the reading half of the program hands it on."""
    arrival = Arrival(sent.path, sent.sha, sent.at, sent.at, 1)
    name = sent.path.rsplit("/", 1)[-1]
    stamp = Stamp(sent.at, sent.at + timedelta(minutes=sent.edited), sent.at, name, sent.sha)
    entries: list[Entry] = []

    def add(kind: Kind, field: str, text: str, sheet: str, **more: Any) -> None:
        place = Place(sent.path, sheet, f"G{len(entries) + 5}")
        entries.append(Entry(sent.unit, kind, field, text, place, stamp, sources=(place,), **more))

    period = f"2022-{sent.month or sent.at.month:02}"
    for task, sort in sent.said:
        if sort != "blank":
            add(Kind.TASKS, "progress", sent.text(task, sort), "任务", span=period, task=task)
    for quota_name, title, on in sent.items:
        quota = next(each for each in made.campaign.quotas if each.name == quota_name)
        window = plan.quota_window(made.campaign, quota, on)
        add(Kind.QUOTA, "item", title, "频次填报", span=window.id if window else "", name=quota_name, on=on)
    if sent.document:
        add(Kind.DELIVERABLE, sent.field, name, "", name=sent.document)
    kind = Kind.TASKS if sent.month else Kind.DELIVERABLE if sent.document else Kind.QUOTA
    cells = tuple(
        AnswerCell(sent.unit, period, task, Place(sent.path, "任务", f"G{task}"), stamp) for task, _ in sent.said
    )
    return Return(
        arrival, Outcome.MERGED, kind, sent.unit, period, entries=tuple(entries), answer_cells=cells, template=TEMPLATE
    )


# --- the slow clerk ---------------------------------------------------------------------------------


@dataclass
class Row:
    """One thing one unit owes, as the clerk writes it down."""

    unit: str
    kind: str
    what: str
    span: str
    due: datetime
    status: Status
    returned: bool = False
    first: datetime | None = None  # when it was there in full, or else when anything of it first came
    sort: str = ""
    count: int = 0
    made_up: int = 0
    colour: Colour = Colour.GREY

    @property
    def in_time(self) -> bool:
        came = self.first is not None and self.first <= self.due
        return came and self.status not in (Status.EXEMPT, Status.NOT_DUE, Status.MISSING)

    @property
    def blank(self) -> bool:
        return self.status is Status.PARTIAL and self.kind == "task"

    @property
    def doubtful(self) -> bool:
        return self.sort == "slogan" and self.status is not Status.EXEMPT

    @property
    def answered(self) -> bool:
        return self.status in (Status.REPORTED, Status.LATE, Status.NIL)


class Clerk:
    """Counts by hand what is owed and what came, from the files dropped by `now`."""

    def __init__(self, made: Plan, sent: tuple[Sent, ...], now: datetime) -> None:
        self.made, self.now = made, now
        self.today, self.month = now.date(), now.date().month
        self.known = [each for each in sent if each.at <= now]
        self.of = {unit.name: [each for each in self.known if each.unit == unit.name] for unit in made.roster.units}
        self.rows = [row for unit in made.roster.units if self.present(unit.name) for row in self.owed(unit.name)]

    def present(self, unit: str) -> bool:
        if unit == NEWCOMER:
            return self.today >= OPENS
        return unit != CLOSED or self.today <= CLOSES

    def owed(self, unit: str) -> Iterator[Row]:
        for task in range(1, 6):
            yield self.task(unit, task)
        for name, day in DOCUMENTS.items():
            if not (unit == NEWCOMER and day < OPENS):
                yield self.document(unit, name, day)
        for quota in self.made.campaign.quotas:
            if unit in quota.units:
                yield from (self.window(unit, quota.name, *span) for span in self.windows(unit, quota.name))

    # --- one row ------------------------------------------------------------------------------------

    def task(self, unit: str, task: int) -> Row:
        due = due_of(self.month)
        if (unit, task) == (MOVED, 2):
            due = max(due, end(date(2022, 10, 8)))
        said = self.answers(unit, task, self.month)
        real = [(at, sort) for at, sort in said if sort not in ("blank", "nothing")]
        row = Row(unit, "task", str(task), f"2022-{self.month:02}", due, self.silent(due), bool(said))
        if said:
            row.status, row.first = Status.PARTIAL, min(at for at, _ in said)
        if real:
            row.first, row.sort = min(at for at, _ in real), real[-1][1]
            late = Status.REPORTED if row.first <= due else Status.LATE
            row.status = Status.NIL if row.sort == "nil" else late
        if (unit, task) == (SPARED, 3):
            row.status = Status.EXEMPT
        row.colour = self.light(row, task)
        return row

    def answers(self, unit: str, task: int, month: int) -> list[tuple[datetime, str]]:
        """(received, sort of text), the one that counts last."""
        versions = [each for each in self.of[unit] if each.month == month]
        versions.sort(key=lambda each: (each.at, each.edited))
        return [(each.at, sort) for each in versions for number, sort in each.said if number == task]

    def light(self, row: Row, task: int) -> Colour:
        """The worse of time and content, written out."""
        if row.status is Status.EXEMPT:
            return Colour.GREY
        if row.status is Status.MISSING or (row.status is Status.PARTIAL):
            return Colour.RED
        milestone = MILESTONES.get(task)
        if milestone and (row.unit, task) == (MOVED, 2):
            milestone = date(2022, 10, 8)
        if milestone and milestone < self.today:
            ever = [sort for month in DUE for _, sort in self.answers(row.unit, task, month)]
            if row.sort == "not_started" or not set(ever) - {"blank", "nothing"}:
                return Colour.RED
        if row.status is Status.NOT_DUE:
            return Colour.YELLOW if (row.due.date() - self.today).days <= 7 else Colour.GREY
        late = row.first is not None and row.first > row.due
        return Colour.YELLOW if late or row.sort == "slogan" else Colour.GREEN

    def document(self, unit: str, name: str, day: date) -> Row:
        due = end(date(2022, 7, 5)) if (unit, name) == (MOVED, "创建工作推进情况") else end(day)
        texts = [each.at for each in self.of[unit] if (each.document, each.field) == (name, "document")]
        proofs = [each.at for each in self.of[unit] if (each.document, each.field) == (name, "evidence")]
        row = Row(unit, "document", name, "", due, self.silent(due), bool(texts or proofs))
        if texts or proofs:
            row.status, row.first = Status.PARTIAL, min(texts + proofs)
        if texts and (proofs or name != "工作总结"):
            row.first = max(min(texts), min(proofs)) if name == "工作总结" else min(texts)
            row.status = Status.REPORTED if row.first <= due else Status.LATE
        return row

    def window(self, unit: str, quota: str, span: str, first: date, last: date) -> Row:
        due, arrived = end(last), self.items(unit, quota, first, last)
        row = Row(unit, "quota", quota, span, due, self.silent(due), bool(arrived), count=len(arrived))
        row.made_up = sum(at > due for at in arrived)
        row.first = arrived[0] if arrived else None
        if arrived and self.now > due:
            row.status = Status.PARTIAL
        if len(arrived) >= NEEDED[quota]:
            row.first = arrived[NEEDED[quota] - 1]
            row.status = Status.REPORTED if row.first <= due else Status.LATE
        if (unit, quota) == (SPARED, STUDY):
            row.status = Status.EXEMPT
        return row

    def items(self, unit: str, quota: str, first: date, last: date) -> list[datetime]:
        """When each different item of these days first came, in order. A title that repeats its day is the same."""
        came: dict[tuple[str, date], datetime] = {}
        for each in self.of[unit]:
            for name, title, on in each.items:
                if name == quota and max(first, ISSUED) <= on <= last:
                    key = (title.removeprefix(f"{on.month}月{on.day}日"), on)
                    came[key] = min(came.get(key, each.at), each.at)
        return sorted(came.values())

    def windows(self, unit: str, quota: str) -> Iterator[tuple[str, date, date]]:
        """The windows begun by today, but none of which more than half had gone when the notice (the unit) began."""
        begun, day = (OPENS if unit == NEWCOMER else ISSUED), ISSUED
        while day <= self.today:
            if quota == WEEKLY:
                first = day - timedelta(days=day.weekday())
                last, span = first + timedelta(days=6), "{}-W{:02}".format(*first.isocalendar())
            elif quota == MONTHLY:
                first, last = day.replace(day=1), day.replace(day=monthrange(2022, day.month)[1])
                span = f"2022-{day.month:02}"
            else:
                first, last, span = date(2022, 1, 1), date(2022, 12, 31), "2022"
            days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
            if 2 * sum(each >= begun for each in days) >= len(days):
                yield span, first, last
            day = last + ONE_DAY

    def silent(self, due: datetime) -> Status:
        return Status.MISSING if self.now > due else Status.NOT_DUE

    # --- sums ---------------------------------------------------------------------------------------

    def tally(self, name: str, rows: list[Row]) -> Tally:
        return Tally(
            name,
            tuple(len([row for row in rows if row.status is status]) for status in Status),
            on_time=len([row for row in rows if row.in_time]),
            blank=len([row for row in rows if row.blank]),
            doubtful=len([row for row in rows if row.doubtful]),
            sound=len([row for row in rows if row.answered and not row.doubtful]),
        )

    def files(self) -> tuple[dict[Outcome, int], tuple[int, int, int, int, int]]:
        """Files by outcome, and their cells: seen, merged, template, superseded, unplaced."""
        outcomes = dict.fromkeys(Outcome, 0)
        seen = merged = 0
        standing = Counter(self.standing())
        earlier: set[tuple[str, str, int]] = set()
        for each in sorted(self.known, key=lambda each: (each.at, each.path)):
            cells = sum(sort != "blank" for _, sort in each.said) + len(each.items) + bool(each.document)
            seen += cells + TEMPLATE
            stand = standing[each.path]
            same = (each.sha, each.unit, each.month or each.at.month)
            newer = each.month and any(other.month == each.month and other.at > each.at for other in self.of[each.unit])
            if same in earlier:
                outcomes[Outcome.DUPLICATE] += 1
            elif not stand and (cells or newer) and not each.document:
                outcomes[Outcome.SUPERSEDED] += 1
            else:
                outcomes[Outcome.MERGED] += 1
            earlier.add(same)
            merged += stand
        template = TEMPLATE * len(self.known)
        return outcomes, (seen, merged, template, seen - merged - template, 0)

    def standing(self) -> list[str]:
        """The file of every value that stands: the last real text, the first of an item or document."""
        texts: dict[object, tuple[bool, datetime, int, str]] = {}
        firsts: dict[object, tuple[datetime, str, str]] = {}
        doubles = self.doubles()
        for each in self.known:
            if each.path in doubles:
                continue
            for task, sort in each.said:
                if sort != "blank":
                    key, mine = (each.unit, each.month, task), (sort != "nothing", each.at, each.edited, each.path)
                    texts[key] = max(texts.get(key, mine), mine)
            name = each.path.rsplit("/", 1)[-1]
            things: list[object] = [
                (each.unit, quota, title.removeprefix(f"{on.month}月{on.day}日"), on) for quota, title, on in each.items
            ]
            things += [(each.unit, each.document, each.sha)] if each.document else []
            for thing in things:
                firsts[thing] = min(firsts.get(thing, (each.at, name, each.path)), (each.at, name, each.path))
        return [one[-1] for one in (*texts.values(), *firsts.values())]

    def doubles(self) -> set[str]:
        """The paths of second copies of a file in the same month."""
        found, first = set(), set()
        for each in sorted(self.known, key=lambda each: (each.at, each.path)):
            same = (each.sha, each.unit, each.month or each.at.month)
            if same in first:
                found.add(each.path)
            first.add(same)
        return found


def end(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=ZONE)


# --- the campaign -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> Plan:
    """The example's own settings, with a unit that opens, one that closes, exemptions and an extension."""
    settings = config.read_settings(HOME)
    units = roster.load(settings.roster)
    dated = {NEWCOMER: {"opens": OPENS}, CLOSED: {"closes": CLOSES}}
    units = replace(units, units=tuple(replace(unit, **dated.get(unit.name, {})) for unit in units.units))
    calendar = config.calendar_of(settings, HOME)
    campaign = replace(config.campaign(settings, units, calendar), waivers=WAIVERS)
    tasks = official.load(settings.task_list, settings.task_list.name, campaign.issued_on, calendar)
    return plan.build(campaign, units, tasks)


@pytest.fixture(scope="module")
def dropped(made: Plan) -> tuple[Sent, ...]:
    return stream(made)


@pytest.fixture(scope="module")
def read(made: Plan, dropped: tuple[Sent, ...]) -> tuple[Return, ...]:
    return tuple(returned(sent, made) for sent in dropped)


@pytest.fixture(autouse=True, scope="module")
def judged_once() -> Iterator[None]:
    """A text in the same surroundings has the same verdict, so a day need not judge again what the day before did."""
    judge = substance.judge
    known: dict[object, Any] = {}

    def once(text: str, context: substance.Context) -> Any:
        key = (text, context.task_text, context.last, context.peers, context.others, context.above, context.due_passed)
        if key not in known:
            known[key] = judge(text, context)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(substance, "judge", once)
        yield


def ledger_of(made: Plan, read: tuple[Return, ...], now: datetime) -> Ledger:
    """The ledger as a run at `now` would build it."""
    period = plan.current_period(made, now.date())
    return ledger.build(made, period, now, [each for each in read if each.arrival.received <= now], DEFAULT_WORDS)


def compare(table: Ledger, clerk: Clerk) -> None:
    """Every number of the ledger against the clerk's."""
    rows, now = clerk.rows, figures(table)
    lines = {(each.obligation.unit, each.obligation.label): each for each in table.lines}
    for row, line in zip(rows, table.lines, strict=True):
        owed = line.obligation
        what = str(owed.task) if owed.task else owed.name
        assert (owed.unit, what, owed.span, owed.due) == (row.unit, row.what, row.span, row.due), row
        assert (line.status, line.returned, line.received) == (row.status, row.returned, row.first), row
        if row.kind == "task":
            assert line.light.colour is row.colour, (row, line.time, line.content)
        if row.kind == "quota" and row.status is not Status.EXEMPT:
            told = f"应报{NEEDED[row.what]}条，收到{row.count}条" + (
                f"，其中补报{row.made_up}条" if row.made_up else ""
            )
            assert line.content.sentence == told
    assert len(lines) == len(rows)
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, []).append(row)
    assert now.total == clerk.tally("合计", rows)
    assert now.units == tuple(clerk.tally(unit, some) for unit, some in by_unit.items())
    groups = {unit.name: unit.groups for unit in clerk.made.roster.units}
    assert now.groups == tuple(
        clerk.tally(group, [row for row in rows if group in groups[row.unit]])
        for group in ("委直属单位", "委注册医疗机构", "委机关科室")
    )
    tasks = {str(task): [row for row in rows if (row.kind, row.what) == ("task", str(task))] for task in range(1, 6)}
    assert now.tasks == tuple(clerk.tally(task, some) for task, some in tasks.items())
    assert now.lights == tuple(
        tuple(len([row for row in some if row.colour is colour]) for colour in Colour) for some in tasks.values()
    )
    compare_units(now, by_unit)
    compare_rates(now, rows)
    compare_counts(table, rows)
    outcomes, cells = clerk.files()
    assert now.files == outcomes
    got = now.cells
    assert (got.seen, got.merged, got.template, got.superseded, got.unplaced) == cells


def compare_units(now: Any, by_unit: dict[str, list[Row]]) -> None:
    came = [unit for unit, rows in by_unit.items() if any(row.returned for row in rows if row.kind == "task")]
    assert now.expected == tuple(by_unit)
    assert now.returned == tuple(came)
    assert now.missing == tuple(unit for unit in by_unit if unit not in came)
    assert now.blank == tuple(unit for unit, rows in by_unit.items() if any(row.blank for row in rows))
    assert now.doubtful == tuple(unit for unit, rows in by_unit.items() if any(row.doubtful for row in rows))


def compare_rates(now: Any, rows: list[Row]) -> None:
    due = [row for row in rows if row.status not in (Status.EXEMPT, Status.NOT_DUE)]
    came = [row for row in due if row.status is not Status.MISSING]
    answered = [row for row in came if row.status is not Status.PARTIAL]
    sound = [row for row in answered if not row.doubtful]
    rates = [(came, due), ([row for row in due if row.in_time], due), (answered, came), (sound, answered)]
    expected = [len(part) / len(whole) if whole else None for part, whole in rates]
    total = now.total
    assert [total.reporting_rate, total.timely_rate, total.complete_rate, total.sound_rate] == expected
    assert all(rate is None or 0 <= rate <= 1 for rate in expected)


def compare_counts(table: Ledger, rows: list[Row]) -> None:
    """频次台账: unit × window, with totals."""
    for quota in NEEDED:
        some = [row for row in rows if row.what == quota]
        lines = [line for line in table.lines if line.obligation.name == quota]
        if not some:
            assert not lines
            continue
        pivot = counted(lines)
        by_hand = {(row.unit, row.span): row.count for row in some}
        for unit, cells in zip(pivot.rows, pivot.cells, strict=True):
            assert cells == tuple(by_hand.get((unit, span)) for span in pivot.columns)
        assert sum(pivot.row_totals) == sum(pivot.column_totals) == sum(by_hand.values())


def days(month: int) -> list[date]:
    first = max(ISSUED, date(2022, month, 1))
    return [first + timedelta(days=n) for n in range(monthrange(2022, month)[1] - first.day + 1)]


@pytest.mark.parametrize("month", DUE)
def test_on_every_day_every_figure_equals_the_slow_count(
    made: Plan, dropped: tuple[Sent, ...], read: tuple[Return, ...], month: int
) -> None:
    for day in days(month):
        now = end(day)
        compare(ledger_of(made, read, now), Clerk(made, dropped, now))


@cache
def edges() -> tuple[datetime, ...]:
    """Just before and just after each due moment, and the mornings a unit comes or goes."""
    dues = [due_of(month) for month in DUE] + [end(day) for day in DOCUMENTS.values()]
    near = [due + timedelta(seconds=n) for due in dues for n in (-1, 1)]
    return (*near, *(moment(day, 0) for day in (OPENS, CLOSES, CLOSES + ONE_DAY, LAST)))


def test_around_every_due_moment_every_figure_equals_the_slow_count(
    made: Plan, dropped: tuple[Sent, ...], read: tuple[Return, ...]
) -> None:
    for now in edges():
        if now.year == 2022:
            compare(ledger_of(made, read, now), Clerk(made, dropped, now))


def test_every_status_and_every_way_of_arriving_occurs_in_the_year(made: Plan, dropped: tuple[Sent, ...]) -> None:
    clerk = Clerk(made, dropped, end(LAST))
    assert {row.status for row in clerk.rows} == set(Status)
    assert {Outcome.MERGED, Outcome.SUPERSEDED, Outcome.DUPLICATE} <= {
        outcome for outcome, n in clerk.files()[0].items() if n
    }
    assert any(row.made_up for row in clerk.rows)
    assert any(row.count > NEEDED[row.what] for row in clerk.rows if row.kind == "quota")


def test_the_order_in_which_the_files_lie_there_changes_nothing(made: Plan, read: tuple[Return, ...]) -> None:
    now = end(date(2022, 7, 3))
    assert ledger_of(made, read[::-1], now) == ledger_of(made, read, now)


def test_a_unit_that_sends_nothing_lowers_the_rate(made: Plan, read: tuple[Return, ...]) -> None:
    silent = replace(made.roster.units[0], name="广元市新设医院", aliases=())
    deliverables = tuple(replace(each, units=(*each.units, silent.name)) for each in made.campaign.deliverables)
    more = plan.build(
        replace(made.campaign, deliverables=deliverables),
        replace(made.roster, units=(*made.roster.units, silent)),
        made.task_list,
    )
    for month in DUE:
        now = due_of(month) + timedelta(seconds=1)
        before, after = (figures(ledger_of(each, read, now)).total for each in (made, more))
        assert after.expected > before.expected
        for rate in ("reporting_rate", "timely_rate"):
            assert 0 < getattr(after, rate) < getattr(before, rate) <= 1
