"""What came: every word of a file with its place, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as hidden
from datetime import date, datetime
from enum import StrEnum

from tasklist.model.arrival import Arrival, Stamp
from tasklist.model.book import Picture
from tasklist.model.finding import Finding
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.model.question import BESIDE, INSTEAD, Doubt
from tasklist.model.rule import Rule
from tasklist.model.told import Move, Tells
from tasklist.model.unplaced import OwnWork, Unplaced


@dataclass(frozen=True, slots=True)
class Entry:
    """填报行: one cell's worth of answer with its provenance.

    `field`: for tasks `progress`, `contact` or `remark`; for a quota `item`; for a deliverable `document`
    or `evidence`. `span`: period id, window id, or empty. `on`: the day a counted item happened.
    `office`: the office's own correction (an edited master put into the inbox), above any unit's text. `given`: it
    stood in the form when that went out, and gives way to whatever a unit has typed. `again`: it stands in the column
    of an earlier part of the year, in the later form of this period. `until`: of an item entered in the form of a
    period that covers its window, when that form is due (DESIGN §5, counted items). `placed`: a person said what it
    answers. `beside`: and that it goes behind what is answered already. `nil`: it is a report that there is nothing to
    report, which gives way to whatever is answered to one task. `amends`: it is no answer, but the words that are wrong
    in one and those that should stand there. `empties`: a person said that what was answered is taken back.
    `moves`: it is no answer either, but the word that what was answered to its task is another one's.
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
    given: bool = False
    again: str = hidden(default="", repr=False)  # no answer says more or less for it
    until: datetime | None = hidden(default=None, repr=False)
    placed: bool = hidden(default=False, repr=False)
    beside: bool = hidden(default=False, repr=False)
    nil: bool = hidden(default=False, repr=False)
    amends: tuple[tuple[str, str], ...] = hidden(default=(), repr=False)
    empties: bool = hidden(default=False, repr=False)
    moves: Move | None = hidden(default=None, repr=False)

    @property
    def key(self) -> tuple[str, Kind, str, str, int | None, str]:
        """What the entry answers: entries with one key are versions of one another."""
        return (self.unit, self.kind, self.name, self.span, self.task, self.field)


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """Where a returned form has the progress cell of a task, answered or blank. `instead`: what makes a cell that
    holds no text still not blank (the code of its verdict: picture, comment or broken), or empty; `note` says it.
    `waiting`: this is no cell of the task, but something that may answer it waits for a person here, and why; of a
    document or counted item its `name`, and then `task` is 0.
    """

    unit: str
    span: str
    task: int
    place: Place
    stamp: Stamp
    instead: str = ""
    note: str = ""
    waiting: str = ""
    name: str = ""


COMPANY = "一起来的文字"  # evidence: what the letter it came with says, and the names of what came with it


@dataclass(frozen=True, slots=True)
class Stray:
    """What found no place and is asked about as one thing: a row of a task table, or what stands beside the tables.

    `cells`: (the field a cell would answer, or empty, its place, its text). `tasks`: those it may be about. `row`: is
    it one row, and so of one task? `own`: is it a task the unit added to the list? `place`: the first of it. `entries`:
    what it answers once a person says so: a sheet for the period it names, a counted row as one of the items the unit
    owes (their names), or, when its day cannot be read, on a day, a whole column that stands elsewhere (`into`: the
    fields it may answer, likeliest first). `ways`: how its
    words may answer a task, likeliest first. `amends`: the words they say are wrong in an answer, and the right ones.
    `alone`: nothing beside them names a task, so they may be of all of them. `spans`: the periods they may be of, where
    there are several. `others`: the units whose they may be beside `unit`. `may`: where they name no task, those they
    may still answer. `stands`: the field of the answer in which its words stand meanwhile, and from which nothing is
    taken without a person's word. `digests`: of pictures, by which they are known. `head`: what stands before its words
    and is none of them: the number of a line, the task they are headed by. `moves`: what they may ask to be put from
    one task to another. `apart`: are they several parts, each of which may be asked about by itself? `parts`: these,
    where each names the task it is about.
    """

    place: Place
    text: str
    reason: str
    unit: str
    span: str
    cells: tuple[tuple[str, Place, str], ...]
    tasks: tuple[int, ...] = ()
    row: bool = False
    own: bool = False
    entries: tuple[Entry, ...] = ()
    ways: tuple[str, ...] = (INSTEAD, BESIDE)
    amends: tuple[tuple[str, str], ...] = ()
    alone: bool = True
    spans: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    may: tuple[int, ...] = ()
    stands: str = ""
    into: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    head: str = ""
    moves: tuple[Move, ...] = ()
    apart: bool = False
    parts: tuple[Stray, ...] = ()

    @property
    def proof(self) -> bool:
        """Is it no words but pictures, which can only be evidence? Then `tasks` are those in whose rows they stand."""
        return any(name == "evidence" for name, _, _ in self.cells)

    @property
    def units(self) -> tuple[str, ...]:
        """All units it may be of."""
        return (self.unit, *self.others)

    @property
    def doubt(self) -> Doubt:
        """What is asked of it."""
        if self.own:
            return Doubt.OWN_TASK
        if self.entries and not self.into:
            counted = Doubt.ITEM if self.entries[0].on else Doubt.DAY
            return counted if self.entries[0].kind is Kind.QUOTA else Doubt.SHEET
        return Doubt.TASK if self.row or (self.tasks and not (self.proof or self.entries)) else Doubt.CELL

    @property
    def key(self) -> str:
        """The key of its question: the same for the same words of a unit for a period under the same head, in whatever
        file.
        """
        said = (*filter(None, (self.head,)), *(text for _, _, text in self.cells), *self.digests)
        return self.doubt.about(self.unit, self.span, *("".join(each.split()) for each in said))


@dataclass(frozen=True, slots=True)
class Superseded:
    """A value that lost to a later one, and the rule that decided. `equal`: both said the same."""

    winner: Entry
    loser: Entry
    rule: Rule
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
class Clue:
    """What told whose a file is, or of which period: its `source` (文件名, 填报单位一栏 …) and its words."""

    source: str
    words: str = ""

    def __str__(self) -> str:
        return f"{self.source}“{self.words}”" if self.words else self.source


@dataclass(frozen=True, slots=True)
class SentPicture:
    """A picture a unit put into a file, the task whose row it stands in or which it proves, if any, and its place."""

    picture: Picture
    task: int | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """回收表: one received file identified and read: whose, which period, what kind, and every word of it.

    `template` counts the cells recognised as the form's own text; entries + template + unplaced are all
    the file holds. A file set aside has a `reason`, and its unit when that is known; `question` is the finding that
    asks about it, `doubt` what it asks, `cures` what may be answered beside what is always possible. While it waits it
    may be of any of `claimants` for any period of `spans` (none: any), and one of the `things` it names; of anybody
    when it names no unit, but what it would be is known. `own`: the unit it says it is of, when only its way says
    otherwise. `evidence`: what identified it. `apart`: its rows say each whose they are. `counts`: does it hold counted
    items beside the tasks? `unread`: it could not be read, and may be a table of tasks. `annexed`: more than this came
    from the unit. `tells`: what its words are, of a text without a table.
    `sheets`: those of which it is not known whose they are, with the units their names are like.
    """

    arrival: Arrival
    outcome: Outcome
    kind: Kind | None = None
    unit: str = ""
    period: str = ""
    reason: str = ""
    evidence: tuple[Clue, ...] = ()
    entries: tuple[Entry, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    template: int = 0
    answer_cells: tuple[AnswerCell, ...] = ()
    findings: tuple[Finding, ...] = ()
    pictures: tuple[SentPicture, ...] = ()
    archive: bool = False  # its members have records of their own, and this one carries their sums
    question: Finding | None = None
    doubt: Doubt = Doubt.FILE
    cures: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    things: tuple[tuple[Kind, str], ...] = ()
    own: str = ""
    apart: bool = False
    counts: bool = False
    unread: bool = False
    annexed: bool = False
    tells: Tells = Tells.NOTHING
    sheets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    nameless: bool = False  # it came in a mail, and only that says whose it is
    seen: int | None = None  # how many things the file holds; None: as many as its parts add up to
    strays: tuple[Stray, ...] = ()  # what of it found no place and waits for a person
    own_work: tuple[OwnWork, ...] = ()
    signed: tuple[str, ...] = ()  # who signed and when: what stands behind the form's own 填报人：, 填报日期：

    @property
    def by_company(self) -> bool:
        """Is it a form that is its unit's because of what it came with?"""
        return self.kind is Kind.TASKS and any(clue.source == COMPANY for clue in self.evidence)

    @property
    def contestable(self) -> bool:
        """May the other files it came with make it another unit's?"""
        return bool(self.own) or self.by_company or self.nameless

    @property
    def said(self) -> dict[int, str]:
        """Task → its progress, as this file has it."""
        told = (one for one in self.entries if one.task and one.field == "progress" and not one.empties)
        return {one.task: one.text for one in told if one.task}
