"""What a damaged return became, held against what it says: right, asked, misplaced, lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path

from damages.drafts import Draft, Row, correct
from tasklist.app.office import furniture
from tasklist.config import roster, task_list
from tasklist.ledger.build import build_ledger
from tasklist.model.arrival import Arrival
from tasklist.model.book import Book
from tasklist.model.plan import Campaign, Kind, PeriodRule
from tasklist.model.returns import Return
from tasklist.model.workdays import WEEKENDS_ONLY
from tasklist.plan import periods
from tasklist.plan.obligations import build_plan
from tasklist.readers import registry
from tasklist.returns.context import Context
from tasklist.returns.interpret import interpret
from tasklist.substance.word_lists import DEFAULT_WORDS
from tasklist.tables.headings import ANSWERS
from tasklist.text.normalize import bare
from tasklist.views.forms import unit_form
from tasklist.views.forms.content import sheets

TEMPLATES = Path(__file__).parents[1] / "templates"
ISSUED = date(2023, 4, 4)
RECEIVED = datetime(2023, 6, 24, 1, tzinfo=UTC)
UNITS = ("乌审旗人民医院", "乌审旗卫生健康委员会办公室")
NEIGHBOURS = ("乌审旗蒙医综合医院", "乌审旗卫生健康委员会人事股")


@dataclass(frozen=True)
class World:
    """A list and a roster, and the units whose forms are damaged, each with a neighbour in the roster."""

    context: Context
    template: bytes
    units: tuple[str, ...] = UNITS
    neighbours: tuple[str, ...] = NEIGHBOURS

    @cached_property
    def forms(self) -> Mapping[str, Draft]:
        """Unit → its form, correctly filled in."""
        pairs = zip(self.units, self.neighbours, strict=True)
        return {unit: _form(unit, neighbour, self) for unit, neighbour in pairs}


@cache
def shipped() -> World:
    """The shipped list and roster, one period a month."""
    campaign = Campaign("任务清单", "乌审旗卫生健康委员会", "", ISSUED, "Asia/Shanghai", PeriodRule("month", "25"))
    template = TEMPLATES / "任务清单.xlsx"
    tasks = task_list.load(template, template.name, ISSUED, WEEKENDS_ONLY)
    plan = build_plan(campaign, roster.load(TEMPLATES / "单位名册.xlsx"), tasks)
    return World(Context(plan, furniture(template.read_bytes())), template.read_bytes())


def context() -> Context:
    """What returns of the shipped world are read against."""
    return shipped().context


def answer(world: World, unit: str, seq: int, field: str) -> str:
    """What a unit says to one task in one field: facts, in one or two sentences, some of them alike."""
    salt = world.units.index(unit) * 40 + seq
    if field == "contact":
        return f"联络员{salt:02d} 1380000{salt:04d}"
    if field == "remark":
        return f"见附件{salt}" if seq % 3 == 0 else ""
    if seq % 5 == 0:
        return "本期无" if seq % 2 else f"已完成{salt}项"
    learnt = f"6月{seq + 3}日组织专题学习{salt}次，参训{salt * 3}人"
    return f"{learnt}；6月{seq + 8}日走访企业{salt + 1}家，发放资料{salt * 7}份"


def form(unit: str, world: World | None = None) -> Draft:
    """A unit's own form, made by the program, read back, and filled in correctly."""
    return (world or shipped()).forms[unit]


def _form(unit: str, neighbour: str, world: World) -> Draft:
    made = world.context.plan
    period = periods.by_id(made.campaign, "2023-06")
    assert period
    content = next(each for each in sheets(made, period, RECEIVED, {}) if each.unit == unit)
    book = registry.read(unit_form.form(world.template, content), "a.xlsx")
    assert isinstance(book, Book)
    said = {(task.seq, field): answer(world, unit, task.seq, field) for task in content.tasks for field in ANSWERS}
    return correct(f"{unit}-2023年6月填报表.xlsx", book.grids, said, neighbour)


def received(
    draft: Draft, book: Book | None = None, first_path: str = "", *, world: World | None = None, at: datetime = RECEIVED
) -> Return:
    """The Return made of a draft, or of the book a reader made of its file. `first_path`: it was moved from there."""
    arrival = Arrival(f"inbox/{draft.name}", f"{(at - RECEIVED).days:064d}", at, at, 1, first_path=first_path)
    return interpret(arrival, book or draft.book(), (world or shipped()).context)


@dataclass(frozen=True)
class Verdict:
    """Answers by what became of them, each with its words; `lost` and `misplaced` must be empty."""

    right: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    misplaced: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    unbalanced: str = ""

    @property
    def faults(self) -> tuple[str, ...]:
        """What must never happen."""
        return (*self.misplaced, *self.lost, *filter(None, [self.unbalanced]))


def judge(draft: Draft, made: Return, unit: str, book: Book | None = None) -> Verdict:
    """Hold a Return against the truth of its draft."""
    everything = "\n".join(bare(each.text) for each in (*made.unplaced, *made.entries))
    # What stands where it was typed until a person has said where it belongs.
    doubted = {place for stray in made.strays if stray.stands for _, place, _ in stray.cells}
    above = (row for page in draft.pages for row in page.rows if row.kind == "head")
    heads = {bare(word.text) for row in above for word in row.cells.values()}
    known = set() if draft.nobodys else {unit, *draft.others}
    right: list[str] = []
    asked: list[str] = []
    excused: list[str] = []
    lost: list[str] = []
    misplaced = [f"{entry.unit}: {entry.text}" for entry in made.entries if entry.unit not in known]
    for whose in (unit, *draft.others):
        truth = draft.truth("" if whose == unit else whose)
        entries = {
            (entry.task or 0, entry.field): entry
            for entry in made.entries
            if entry.kind is Kind.TASKS and entry.unit == whose
        }
        strange = {key: entry for key, entry in entries.items() if not _said(entry.text, truth.get(key, []), heads)}
        strange = {key: entry for key, entry in strange.items() if not {*entry.sources} <= doubted}
        misplaced += [f"{key}: {entry.text}" for key, entry in strange.items()]
        for key, pieces in truth.items():
            for piece in pieces:
                placed = key in entries and bare(piece) in bare(entries[key].text)
                if placed:
                    right.append(f"{key}: {piece}")
                elif bare(piece) in everything:
                    may = key in draft.may_ask or draft.nobodys or whose != unit
                    (excused if may else asked).append(f"{key}: {piece}")
                else:
                    lost.append(f"{key}: {piece}")
    own = [word.text for word in draft.words() if word.own]
    lost += [f"own: {text}" for text in own if bare(text) not in everything]
    return Verdict(
        *map(tuple, (right, asked, excused, misplaced, lost)), unbalanced=_balance(book or draft.book(), made)
    )


def overtaken(made: Return, unit: str, world: World) -> list[str]:
    """The answers of a return that do not stand although the only other one, undamaged, came days before."""
    draft = form(unit, world)

    def before(row: Row) -> Row:
        words = {name: replace(word, text=f"上次{word.text}") for name, word in row.cells.items() if word.answers}
        return row.put(**words)

    older = received(draft.tables(lambda page: page.tasks(before)), world=world, at=RECEIVED - timedelta(days=4))
    plan = world.context.plan
    period = periods.by_id(plan.campaign, "2023-06")
    assert period
    ledger = build_ledger(plan, period, RECEIVED, [older, made], DEFAULT_WORDS)
    stands = {
        (line.obligation.task, entry.field): entry.stamp
        for line in ledger.by_unit[unit]
        if line.obligation.kind is Kind.TASKS
        for entry in line.entries
    }
    told = [entry for entry in made.entries if entry.unit == unit and entry.kind is Kind.TASKS and bare(entry.text)]
    said = [entry for entry in told if not entry.given]  # what the form itself said gives way
    return [entry.text for entry in said if stands.get((entry.task, entry.field)) != entry.stamp]


def _said(text: str, pieces: list[str], heads: Collection[str]) -> bool:
    """Is the text made of the pieces of one answer, each perhaps with its column's heading in front?"""
    left = bare(text)
    for piece in (*sorted(map(bare, pieces), key=len, reverse=True), *filter(None, heads)):
        left = left.replace(piece, "", 1)
    return len(left) <= 40 and not any(char.isdigit() for char in left.replace("6月", "")) and bool(pieces)


def _balance(book: Book, made: Return) -> str:
    # Fields of a text that were joined are fewer things than the reader handed on.
    seen = made.seen if any(grid.fields for grid in book.grids) else sum(grid.size for grid in book.grids)
    sources = {source for entry in made.entries for source in entry.sources}
    parts = (len(sources), made.template, len(made.unplaced))
    return "" if seen == sum(parts) else f"seen {seen} != merged, template, unplaced {parts}"
