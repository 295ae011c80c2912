"""What a damaged return became, held against what it says: right, asked, misplaced, lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from damages.drafts import Draft, correct
from tasklist.app.office import furniture
from tasklist.config import roster, task_list
from tasklist.model.book import Book
from tasklist.model.plan import Campaign, Kind, PeriodRule
from tasklist.model.returns import Arrival, Return
from tasklist.model.workdays import WEEKENDS_ONLY
from tasklist.plan import periods
from tasklist.plan.obligations import build_plan
from tasklist.readers import registry
from tasklist.returns.context import Context
from tasklist.returns.interpret import interpret
from tasklist.tables.headings import ANSWERS
from tasklist.text.normalize import bare
from tasklist.views.forms import unit_form
from tasklist.views.forms.content import sheets

TEMPLATES = Path(__file__).parents[1] / "templates"
ISSUED = date(2023, 4, 4)
RECEIVED = datetime(2023, 6, 24, 1, tzinfo=UTC)
UNITS = ("乌审旗人民医院", "乌审旗卫生健康委员会办公室")


@cache
def context() -> Context:
    """The shipped list and roster, one period a month."""
    campaign = Campaign("任务清单", "乌审旗卫生健康委员会", "", ISSUED, "Asia/Shanghai", PeriodRule("month", "25"))
    template = TEMPLATES / "任务清单.xlsx"
    tasks = task_list.load(template, template.name, ISSUED, WEEKENDS_ONLY)
    return Context(
        build_plan(campaign, roster.load(TEMPLATES / "单位名册.xlsx"), tasks),
        furniture(template.read_bytes()),
    )


def answer(unit: str, seq: int, field: str) -> str:
    """What a unit says to one task in one field: facts, in one or two sentences, some of them alike."""
    salt = UNITS.index(unit) * 40 + seq
    if field == "contact":
        return f"联络员{salt:02d} 139000000{salt:02d}"
    if field == "remark":
        return f"见附件{salt}" if seq % 3 == 0 else ""
    if seq % 5 == 0:
        return "本期无" if seq % 2 else f"已完成{salt}项"
    learnt = f"6月{seq + 3}日组织专题学习{salt}次，参训{salt * 3}人"
    return f"{learnt}；6月{seq + 8}日走访企业{salt + 1}家，发放资料{salt * 7}份"


@cache
def form(unit: str) -> Draft:
    """A unit's own form, made by the program, read back, and filled in correctly."""
    made = context().plan
    period = periods.by_id(made.campaign, "2023-06")
    assert period
    content = next(each for each in sheets(made, period, RECEIVED, {}) if each.unit == unit)
    book = registry.read(unit_form.form((TEMPLATES / "任务清单.xlsx").read_bytes(), content), "a.xlsx")
    assert isinstance(book, Book)
    said = {(task.seq, field): answer(unit, task.seq, field) for task in content.tasks for field in ANSWERS}
    return correct(f"{unit}-2023年6月填报表.xlsx", book.grids, said)


def received(draft: Draft, book: Book | None = None, first_path: str = "") -> Return:
    """The Return made of a draft, or of the book a reader made of its file. `first_path`: it was moved from there."""
    arrival = Arrival(f"inbox/{draft.name}", "0" * 64, RECEIVED, RECEIVED, 1, first_path=first_path)
    return interpret(arrival, book or draft.book(), context())


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
    truth = draft.truth()
    everything = "\n".join(bare(each.text) for each in (*made.unplaced, *made.entries))
    entries = {(entry.task or 0, entry.field): entry for entry in made.entries if entry.kind is Kind.TASKS}
    right: list[str] = []
    asked: list[str] = []
    excused: list[str] = []
    strange = {key: entry for key, entry in entries.items() if not _said(entry.text, truth.get(key, []))}
    misplaced = [f"{key}: {entry.text}" for key, entry in strange.items()]
    misplaced += [f"{entry.unit}: {entry.text}" for entry in made.entries if entry.unit != unit]
    lost: list[str] = []
    for key, pieces in truth.items():
        for piece in pieces:
            placed = key in entries and bare(piece) in bare(entries[key].text)
            if placed:
                right.append(f"{key}: {piece}")
            elif bare(piece) in everything:
                (excused if key in draft.may_ask else asked).append(f"{key}: {piece}")
            else:
                lost.append(f"{key}: {piece}")
    own = [word.text for word in draft.words() if word.own]
    lost += [f"own: {text}" for text in own if bare(text) not in everything]
    return Verdict(
        *map(tuple, (right, asked, excused, misplaced, lost)), unbalanced=_balance(book or draft.book(), made)
    )


def _said(text: str, pieces: list[str]) -> bool:
    """Is the text made of the pieces of one answer, each perhaps with its column's heading in front?"""
    left = text
    for piece in sorted(pieces, key=len, reverse=True):
        before, found, behind = left.partition(piece)
        left = before + behind if found else left
    left = bare(left)
    return len(left) <= 40 and not any(char.isdigit() for char in left.replace("6月", "")) and bool(pieces)


def _balance(book: Book, made: Return) -> str:
    seen = sum(grid.size for grid in book.grids)
    sources = {source for entry in made.entries for source in entry.sources}
    parts = (len(sources), made.template, len(made.unplaced))
    return "" if seen == sum(parts) else f"seen {seen} != merged, template, unplaced {parts}"
