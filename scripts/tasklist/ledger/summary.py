"""What a report says of a period: worked out once, from its ledger and those before it, and handed to every view."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tasklist.ledger.attention import Attention, attention
from tasklist.ledger.balances import cell_balance, conclusion, file_balance, obligation_balance
from tasklist.ledger.crossing import Owed, crossed
from tasklist.ledger.gaps import Gap, Matter, decisions, gaps
from tasklist.ledger.history import gone
from tasklist.ledger.like_questions import together
from tasklist.ledger.next_dates import NextDate, next_dates
from tasklist.ledger.pivot import Pivot, counted
from tasklist.ledger.questions import by_urgency
from tasklist.ledger.statistics import Figures, blank_cells, doubtful_cells, elsewhere, figures
from tasklist.ledger.tally import Tally
from tasklist.model.ledger import Ledger, Line
from tasklist.model.plan import Kind
from tasklist.model.question import Question
from tasklist.model.upward import UpwardReport
from tasklist.text.display import change


@dataclass(frozen=True, slots=True)
class Card:
    """One of the five figures with its change against last period."""

    label: str
    value: int
    measure: str
    change: str


@dataclass(frozen=True)
class Summary:
    """The one report value. `history`: the ledgers of earlier periods, oldest first; `upward`: its 上报稿, if drawn.

    Every part is worked out when it is first asked for, and then stands: no view counts for itself.
    """

    ledger: Ledger
    history: tuple[Ledger, ...] = ()
    upward: UpwardReport | None = None

    @cached_property
    def digest(self) -> str:
        """Sixteen hex characters over what the master says: which ledger it was rendered from."""
        one = self.ledger
        told = hashlib.sha256()
        # One by one: the words of all records at once would take more room than all else.
        for record in ((one.period.id, one.as_of.isoformat(), one.plan.task_list.digest), *one.lines, *one.files):
            told.update(f"{record!r}\n".encode("utf-8", "surrogatepass"))
        return told.hexdigest()[:16]

    @cached_property
    def now(self) -> Figures:
        """All numbers of the period."""
        return figures(self.ledger)

    @cached_property
    def past(self) -> tuple[Figures, ...]:
        """All numbers of the periods before, oldest first."""
        return tuple(map(figures, self.history))

    @cached_property
    def trend(self) -> tuple[Tally, ...]:
        """Period by period, oldest first, this one last: all its obligations, under its name."""
        return tuple(replace(one.total, name=one.name) for one in (*self.past, self.now))

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The five figures, each with its change against last period."""
        before = self.past[-1].five if self.past else ((None, None, None),) * 5
        return tuple(
            Card(label, value, measure, change(value, last))
            for (label, value, measure), (_, last, _) in zip(self.now.five, before, strict=True)
        )

    @cached_property
    def conclusion(self) -> str:
        """What matters, in one breath."""
        return conclusion(self.now)

    @cached_property
    def balances(self) -> tuple[str, str, str]:
        """The lines that must add up: obligations, files, cells."""
        return obligation_balance(self.now.total), file_balance(self.now), cell_balance(self.now.cells)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Who owes something now, or soon: within the days of the config, or of the earliest reminder it schedules."""
        campaign = self.ledger.plan.campaign
        reminders = (job.before_due or 0 for job in campaign.schedule if job.do == "remind")
        return gaps(self.ledger, max((campaign.checks.due_soon_days, *reminders)))

    @cached_property
    def calls(self) -> tuple[Gap, ...]:
        """The units with something overdue, those that owe most first, roster order among equals."""
        return tuple(sorted((gap for gap in self.gaps if gap.overdue), key=lambda gap: -len(gap.overdue)))

    @cached_property
    def open_questions(self) -> tuple[Question, ...]:
        """What a person has yet to answer, row by row of 待办.xlsx, the most urgent kinds first."""
        return together(self.each_question, self.ledger.plan.task_list)

    @cached_property
    def each_question(self) -> tuple[Question, ...]:
        """Every open question by itself, the texts of earlier periods included."""
        asked = (one for each in (self.ledger, *reversed(self.history)) for one in each.questions)
        decided = {one.key for one in self.ledger.decisions}
        return by_urgency(one for one in asked if one.key not in decided)

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """What the clerk must handle, errors first."""
        return decisions(self.ledger)

    @cached_property
    def attention(self) -> Attention:
        """What a leader asks first: who is silent, late, incomplete, what waits, how every document stands."""
        return attention(self.ledger, self.now, self.past)

    @cached_property
    def blanks(self) -> Mapping[str, tuple[int, ...]]:
        """Unit → the numbers of its tasks that are blank (0: a document)."""
        return self._tasks(blank_cells)

    @cached_property
    def doubts(self) -> Mapping[str, tuple[int, ...]]:
        """Unit → the numbers of its tasks a person should look at."""
        return self._tasks(doubtful_cells)

    def _tasks(self, told: Callable[[Line], int]) -> Mapping[str, tuple[int, ...]]:
        found = {
            unit: tuple(line.obligation.task or 0 for line in lines if told(line))
            for unit, lines in self.ledger.by_unit.items()
        }
        return {unit: tasks for unit, tasks in found.items() if tasks}

    @cached_property
    def dates(self) -> tuple[NextDate, ...]:
        """What falls due next, nearest first."""
        return next_dates(self.ledger)

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """Everything owed by anyone, with how each unit stands with it."""
        return crossed(self.ledger)

    @cached_property
    def counts(self) -> Mapping[str, Pivot]:
        """Quota → its counted items, unit × window."""
        lines: dict[str, list[Line]] = {}
        for line in self.ledger.lines:
            if line.obligation.kind is Kind.QUOTA:
                lines.setdefault(line.obligation.name, []).append(line)
        return {name: counted(some) for name, some in lines.items()}

    @cached_property
    def elsewhere(self) -> Mapping[str, str]:
        """Path → id of its period, of every file that is the form of another period."""
        return elsewhere(self.ledger)

    @cached_property
    def gone(self) -> Mapping[tuple[str, str], str]:
        """(path, hash) of every version in whose place a newer file stands → its kept copy."""
        return gone(self.ledger)
