"""What the master of a lower office says of one unit: its rows and the facts beside them, as entries of that unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from tasklist.model.arrival import Arrival, Receipt, Stamp
from tasklist.model.book import cell_name
from tasklist.model.ledger import Status
from tasklist.model.place import Place
from tasklist.model.plan import Kind, Plan
from tasklist.model.returns import AnswerCell, Entry, Stray
from tasklist.model.unplaced import Unplaced
from tasklist.plan import periods
from tasklist.returns.context import Context
from tasklist.returns.masters.master_answers import fields_of
from tasklist.returns.rows.task_matching import How, Match
from tasklist.tables import small_tables
from tasklist.tables.handed_up import DETAIL_SHEET, HandedFact, HandedRow
from tasklist.tables.marks import META_SHEET

_CAME = frozenset(status.label for status in (Status.REPORTED, Status.LATE, Status.NIL, Status.PARTIAL))
WAITING, ANNEXED = "waiting", "annexed"  # fields of facts that are no answers
_SHOWN_ON = {Kind.QUOTA: "频次台账", Kind.DELIVERABLE: "报送情况"}


@dataclass(frozen=True)
class LowerRows:
    """One unit in the master of a lower office. `file`: the master's own arrival; `member`: the unit's part of it."""

    file: Arrival
    member: Arrival
    unit: str
    period: str
    modified: datetime | None
    rows: tuple[HandedRow, ...]
    facts: tuple[tuple[int, HandedFact], ...]
    context: Context

    @cached_property
    def matched(self) -> tuple[tuple[HandedRow, Match], ...]:
        """Every row with the task of the office's own list that it is."""
        return tuple((row, self.context.matcher.match(row.printed, row.task)) for row in self.rows)

    @cached_property
    def _told(self) -> Mapping[str, HandedFact]:
        """Number of a task → what its row does not show."""
        return {fact.name: fact for _, fact in self.facts if fact.kind == Kind.TASKS and fact.field == "progress"}

    @cached_property
    def _fields(self) -> Mapping[str, str]:
        return answers_of(self.context.plan, self.period)

    def _owes(self, match: Match) -> bool:
        return match.task is not None and match.task in self.context.plan.duties.get(self.unit, {})

    def _at(self, cell: tuple[int, int]) -> Place:
        return self.file.place(DETAIL_SHEET, cell_name(cell))

    def entries(self) -> Iterator[Entry]:
        """The answers of the tasks the unit owes, its documents and its counted items."""
        for row, match in self.matched:
            if not self._owes(match):
                continue
            stamp = self._stamp(row)
            for heading, field in self._fields.items():
                if (text := row.text(heading)).strip():
                    where = tuple(self._at(cell) for cell in row.cells(heading) if cell in row.all)
                    yield Entry(
                        self.unit, Kind.TASKS, field, text, where[0], stamp, self.period, match.task, sources=where
                    )  # fmt: skip
        yield from (self._beside(number, fact) for number, fact in self.facts if fact.kind in ("deliverable", "quota")
                    and fact.field not in (WAITING, ANNEXED))  # fmt: skip

    def _beside(self, number: int, fact: HandedFact) -> Entry:
        """A document or counted item. One document is known by its own hash, whichever month's master tells of it."""
        kind, stamp = Kind(fact.kind), self._stamped(_moment(fact.received), fact)
        if kind is Kind.DELIVERABLE and fact.sha256:
            stamp = replace(stamp, sha256=fact.sha256)
        return Entry(
            self.unit, kind, fact.field, fact.text, self.file.place(_SHOWN_ON[kind]), stamp, fact.span, None, fact.name,
            small_tables.day(fact.on), sources=(self.file.place(META_SHEET, f"A{number}"),),
            title=fact.title, until=_moment(fact.until),
        )  # fmt: skip

    def _stamp(self, row: HandedRow) -> Stamp:
        """When an answer came, as the office below knows."""
        fact = self._told.get(row.number)
        counted = _moment(fact.received) if fact else None
        shown = small_tables.civil_moment(row.came, self.context.plan.campaign.zone) if row.came else None
        stamp = self._stamped(shown or counted, fact)
        if row.state == Status.PENDING.label and not stamp.receipt.doubt:
            return replace(stamp, receipt=Receipt(stamp.receipt.by, doubt=row.said))
        return replace(stamp, first=counted) if counted and not stamp.receipt.doubt else stamp

    def _stamped(self, received: datetime | None, fact: HandedFact | None = None) -> Stamp:
        """What came to the office below; nothing did after its master came here, which is its turn among versions."""
        file = self.file
        came = min(received, file.received) if received else file.received
        doubt = fact.doubt if fact else ""
        receipt = Receipt("下级汇总表", doubt=doubt, earliest=_moment(fact.earliest) if fact and doubt else None)
        name, turn = file.path.rsplit("/", 1)[-1], file.turn or file.received
        return Stamp(came, self.modified, file.mtime, name, self.member.sha256, turn, receipt)

    def cells(self) -> Iterator[AnswerCell]:
        """Where each task's answer stands or should stand, and what waits for a person at the office below."""
        for row, match in self.matched:
            heading = next((each for each in row.columns if self._fields.get(each) == "progress"), "")
            if match.task is None or not heading or not self._owes(match):
                continue
            fact, stamp = self._told.get(row.number), self._stamp(row)
            spot = self._at(row.cells(heading)[0])
            if fact or row.state in _CAME or row.text(heading).strip():
                instead = (fact.instead, fact.text) if fact and fact.instead else ("", "")
                yield AnswerCell(self.unit, self.period, match.task, spot, stamp, *instead)
            if row.state == Status.PENDING.label:
                yield AnswerCell(self.unit, self.period, match.task, spot, stamp, waiting=row.said or row.state)
        for number, fact in self.facts:
            if fact.field == WAITING:
                spot = self.file.place(_SHOWN_ON[Kind(fact.kind)], f"A{number}")
                stamp = self._stamped(None)
                yield AnswerCell(self.unit, fact.span, 0, spot, stamp, waiting=fact.text, name=fact.name)

    def strays(self) -> Iterator[Stray]:
        """The rows with an answer that may be several tasks of the list here: a person may say which they are."""
        for row, match in self.matched:
            said = ((field, cell) for heading, field in self._fields.items() for cell in row.cells(heading))
            cells = tuple((field, self._at(cell), row.all[cell]) for field, cell in said if cell in row.all)
            if match.task is None and match.how is not How.OWN and cells:
                yield Stray(
                    cells[0][1], cells[0][2], match.reason, self.unit, self.period, cells, match.rivals, row=True
                )

    def unplaced(self) -> Iterator[Unplaced]:
        """What the rows say of tasks that are none here, or that this unit does not owe here."""
        listed = self.context.plan.task_list
        for row, match in self.matched:
            if self._owes(match):
                continue
            asks = match.task is None and match.how is not How.OWN
            reason = f"{listed.name(match.task)}的责任单位里没有这个单位" if match.task else match.reason
            if match.how is How.OWN:
                reason = "本级的任务清单里没有这一项"
            yield from unplaced(self.file, row, self._fields, reason, self.unit, asks=asks)


def answers_of(plan: Plan, span: str) -> Mapping[str, str]:
    """Heading in 明细台账 → the answer of a period under it. What stands there of earlier parts of the year came with
    the masters of their own periods.
    """
    period = periods.by_id(plan.campaign, span)
    layout = plan.during(period).task_list.layout if period else plan.task_list.layout
    past = {column.title for column in layout.timed if period and column.past(period.last)}
    return {heading: field for heading, field in fields_of(layout).items() if heading not in past}


def unplaced(
    file: Arrival, row: HandedRow, fields: Mapping[str, str], reason: str, unit: str = "", *, asks: bool = False
) -> Iterator[Unplaced]:
    """The answers of a row that finds no place."""
    for heading in fields:
        for cell in row.cells(heading):
            if cell in row.all:
                yield Unplaced(file.place(DETAIL_SHEET, cell_name(cell)), row.all[cell], reason, unit, asks=asks)


def _moment(said: str) -> datetime | None:
    """A moment of the hidden sheet; one that somebody has spoilt says nothing."""
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else None
