"""One file under interpretation: what can be made of it when it cannot be settled, or is settled by a person only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from tasklist.model.arrival import Arrival
from tasklist.model.book import Refusal, cell_name
from tasklist.model.finding import Advice
from tasklist.model.finding_kinds import finding
from tasklist.model.plan import Kind
from tasklist.model.question import Doubt
from tasklist.model.returns import Clue, Outcome, Return
from tasklist.model.told import Tells
from tasklist.returns.accounts import cell_accounts, questions
from tasklist.returns.accounts.cell_accounts import Fates
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.belonging.which_period import RECEIVED
from tasklist.returns.context import Context
from tasklist.returns.entries.answers import Answers
from tasklist.returns.entries.counted_items import CountedItems
from tasklist.returns.entries.proofs import may_be_answers
from tasklist.returns.prose.told import told
from tasklist.returns.rows.contact_lines import contact_lines
from tasklist.returns.rows.fates import TEMPLATE, Fate
from tasklist.returns.rows.placing import place


@dataclass(frozen=True)
class OneFile:
    """One file under interpretation, and its Return where it waits for a person."""

    evidence: Evidence

    @property
    def arrival(self) -> Arrival:
        """How it came."""
        return self.evidence.arrival

    @property
    def context(self) -> Context:
        """What it is read against."""
        return self.evidence.context

    @cached_property
    def answers(self) -> Answers:
        """What its tables answer."""
        return Answers(self.evidence)

    @cached_property
    def items(self) -> CountedItems:
        """The counted items it holds, or is."""
        return CountedItems(self.evidence, self.answers)

    def refused(self, refusal: Refusal) -> Return:
        """A file that could not be read."""
        unit, advice = self.evidence.unit.value, refusal.advice or Advice("", "")
        asked = finding(
            refusal.code,
            refusal.seen,
            of=self.arrival.place(),
            unit=unit,
            todo=advice.clerk,
            ask=advice.unit,
            advised=bool(refusal.advice),
        )
        if refusal.code in ("returned_mail", "auto_reply"):  # nobody wrote it: nothing is to be decided
            return Return(self.arrival, Outcome.IGNORED, reason=refusal.reason, findings=(asked,))
        made = Return(
            self.arrival, Outcome.SET_ASIDE, unit=unit, reason=refusal.reason, findings=(asked,), question=asked,
            doubt=Doubt.FILE if unit else Doubt.UNIT, unread=may_be_answers(self.evidence),
        )  # fmt: skip
        return self.waiting(made)

    def waiting(self, made: Return) -> Return:
        """A file that waits, with everything it may turn out to be."""
        unit, period = self.evidence.unit, self.evidence.period
        claimants = tuple(filter(None, (unit.value,))) or unit.claimants or self.evidence.spoken_for
        spans = (period.value,) if period.value and period.evidence != (Clue(RECEIVED),) else period.claimants
        own = unit.own if not unit.value else ""
        return replace(made, claimants=claimants, spans=spans, own=own, things=self.evidence.things)

    def nobodys(self, kind: Kind | None = None) -> Return:
        """Words of which somebody must say whose they are."""
        why, todo = questions.why(self.evidence.unit, "单位"), questions.how_to_settle(self.evidence.unit, "单位")
        return self.set_aside(why, kind, todo, doubt=Doubt.UNIT)

    def set_aside(
        self,
        reason: str,
        kind: Kind | None,
        todo: str,
        ask: str = "",
        *,
        doubt: Doubt = Doubt.FILE,
        cures: tuple[str, ...] = (),
    ) -> Return:
        """A file that was read but cannot be settled: its own words are unplaced, the form's are not."""
        unit = self.evidence.unit
        asked = finding("set_aside", reason, of=self.arrival.place(), unit=unit.value, todo=todo, ask=ask)
        # Nothing is placed while a question is open: every answer waits with its place and text.
        waiting = "文件待处理，原因见“文件清单”"
        fates: Fates = {}
        for table in self.evidence.task_tables:
            fates |= cell_accounts.of_table(self.evidence, table, place(table, self.context.matcher, None, waiting))
        lines = ((grid, line) for grid in self.evidence.grids for line in contact_lines(grid, ()))
        spots = (self.arrival.place(grid.sheet, cell_name(cell)) for grid, line in lines for cell in line.cells)
        fates |= {spot: Fate(waiting, own=True) for spot in spots if fates.get(spot) != TEMPLATE}
        made = Return(
            self.arrival,
            Outcome.SET_ASIDE,
            kind,
            unit.value,
            self.evidence.period.value,
            reason,
            unit.evidence,
            findings=(asked,),
            question=asked,
            doubt=doubt,
            cures=cures,
            apart=self.evidence.apart,
            sheets=tuple(self.evidence.sheets_asked.items()),
            tells=told(self.evidence) if unit.value and kind is None else Tells.NOTHING,
            counts=any(row.text("item").strip() for table in self.evidence.quota_tables for row in table.rows),
        )
        return cell_accounts.balanced(self.waiting(made), self.evidence, fates, waiting)
