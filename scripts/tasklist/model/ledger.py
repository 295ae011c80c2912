"""Owed against came: lines with a status and two lights, and the ledger they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from tasklist.model.arrival import Receipt
from tasklist.model.finding import Finding
from tasklist.model.place import Place
from tasklist.model.plan import Kind, Obligation, Period, Plan
from tasklist.model.question import Decision, Question
from tasklist.model.returns import Cells, Clue, Entry, Outcome, Superseded
from tasklist.model.unplaced import OwnWork, Unplaced


class Status(StrEnum):
    """状态: exactly one for every line."""

    REPORTED = "reported"
    LATE = "late"
    NIL = "nil"
    PARTIAL = "partial"
    MISSING = "missing"
    NOT_DUE = "not_due"
    EXEMPT = "exempt"
    PENDING = "pending"

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
            "pending": "待核对",
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

    `code`: empty, placeholder, hint, copied_task, broken (a formula without a value), picture, comment, test, pointer,
    slogan, bare_claim, plan_only, copied_last, copied_peer, copied_self, misplaced, not_started, nil, ok; by a person's
    decision sent_back, extension. `quote`: the words it rests on.
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
    def no_text(self) -> bool:
        """Is there something in the cell, and no text: an error, a picture, a comment, a drawing over it?"""
        return self.code in NO_TEXT_CODES

    @property
    def doubtful(self) -> bool:
        """A person should look (建议核实)."""
        return not self.certain and self.code not in ("ok", "nil", "not_started")


NO_TEXT_CODES = frozenset({"broken", "picture", "comment", "covered"})
BLANK_CODES = frozenset({"empty", "placeholder", "hint", "copied_task", "test", "pointer", "sent_back", "extension"})


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
    came: datetime | None = field(default=None, repr=False)  # when what stands at `place` did, in whatever version
    empty: bool = False  # of a form that came with nothing answered, which is no report
    noticed: tuple[Finding, ...] = field(default=(), repr=False)  # in the answer columns of an office's own list

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


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One row of 文件清单: what became of a file, and the balance of its cells."""

    path: str
    outcome: Outcome
    kind: Kind | None
    unit: str
    period: str
    reason: str
    evidence: tuple[Clue, ...]
    sha256: str
    received: datetime
    cells: Cells
    outer: str = ""  # for a member: the archive on disk it is inside of, whose own record carries the sums
    replaced: bool = False  # a newer version stands at this path; this one is in the archive
    kept: str = ""  # where its copy in the archive is; a member has that of the archive it came in
    question: Finding | None = None  # what is asked about it, while it waits for a person
    claimants: tuple[str, ...] = ()  # the units it could be from, when that is asked
    receipt: Receipt = field(default_factory=Receipt)
    signed: tuple[str, ...] = ()  # what stands behind the form's own 填报人：, 填报日期：

    @property
    def member(self) -> bool:
        """Is it inside an archive?"""
        return bool(self.outer)

    @property
    def place(self) -> Place:
        """The file as a place."""
        return Place(self.path, outer=self.outer)


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
    questions: tuple[Question, ...] = ()  # of the whole campaign, the most urgent first
    decisions: tuple[Decision, ...] = ()  # those that stand, about files that are here
    annexed: frozenset[tuple[str, str]] = frozenset()  # (unit, period id) of those who sent more than the form itself
    own_work: tuple[OwnWork, ...] = ()  # of the period, in roster order

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Line, ...]]:
        """Unit name → its lines, in roster order."""
        groups: dict[str, list[Line]] = {}
        for line in self.lines:
            groups.setdefault(line.obligation.unit, []).append(line)
        return {unit: tuple(lines) for unit, lines in groups.items()}

    def unplaced_about(self, unit: str, task: int) -> tuple[Unplaced, ...]:
        """The unit's cells without a place that are about this task: two answers that differ, and the like."""
        return tuple(one for one in self.unplaced if unit in (one.unit, *one.units) and task in one.tasks)
