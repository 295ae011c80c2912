"""The 2022 notice as it was lived: who owes what, and every file dropped from 20 April to 31 December."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from tasklist.model.arrival import Arrival, Stamp
from tasklist.model.place import Place
from tasklist.model.plan import Kind, Plan, Waiver
from tasklist.model.returns import AnswerCell, Entry, Outcome, Return
from tasklist.plan import quotas

HOME = Path(__file__).parent / "examples" / "nation-2022"
LIST = Path(__file__).parent / "examples" / "campaign-2022" / "任务清单.xlsx"  # invented: the notice has none
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


def end(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=ZONE)


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
        window = quotas.window_of(made.campaign, quota, on)
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
