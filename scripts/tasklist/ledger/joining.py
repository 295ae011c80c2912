"""One obligation joined with what stands for it: the line of the ledger with its status, verdict and lights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from tasklist.ledger import status
from tasklist.ledger.blanks import Blanks
from tasklist.ledger.rulings import Rulings
from tasklist.ledger.versions import Resolved
from tasklist.ledger.waiting import Waiting
from tasklist.model.layout import AnswerKind, ListColumn
from tasklist.model.ledger import Light, Line, Status, Verdict
from tasklist.model.plan import Kind, Obligation, Period, Plan
from tasklist.model.returns import AnswerCell, Entry
from tasklist.plan import obligations, periods
from tasklist.plan.year_parts import answered_in
from tasklist.substance import judge
from tasklist.substance.copies import copies
from tasklist.substance.progress_text import Surroundings
from tasklist.substance.word_lists import Words


@dataclass(frozen=True)
class Join:
    """Obligations of one period looked up in what stands."""

    plan: Plan
    period: Period
    as_of: datetime
    settled: Resolved
    answer_cells: Sequence[AnswerCell]
    words: Words
    blanks: Blanks
    annexed: frozenset[tuple[str, str]]  # (unit, period id): something came beside the form
    waiting: Waiting
    rulings: Rulings

    def line(self, obligation: Obligation, *, empty: bool = False) -> Line:
        """The line of one obligation. `empty`: the form it is asked in came with nothing answered."""
        if obligation.kind is Kind.TASKS:
            return self._task_line(obligation, empty=empty)
        return self._other_line(obligation)

    @cached_property
    def _standing(self) -> Mapping[tuple[str, Kind, str, str, int | None], tuple[Entry, ...]]:
        found: dict[tuple[str, Kind, str, str, int | None], list[Entry]] = {}
        for entry in self.settled.standing:
            found.setdefault((entry.unit, entry.kind, entry.name, entry.span, entry.task), []).append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def _first(self) -> Mapping[object, datetime]:
        """When a task that has several versions was first answered by its unit with anything not certainly blank, by
        key; the office's own words are no unit's answer.
        """
        first: dict[object, datetime] = {}
        versions = (entry for each in self.settled.superseded for entry in (each.winner, each.loser))
        for entry in (*versions, *(entry for entry in self.settled.standing if entry.stamp.first)):
            if entry.kind is Kind.TASKS and not (entry.office or entry.empties or self.blanks(entry)):
                received = entry.stamp.first or entry.stamp.received
                first[entry.key] = min(first.get(entry.key, received), received)
        return first

    @cached_property
    def _returned(self) -> set[tuple[str, str]]:
        """Whose form came for which period; what the office wrote for a unit is no return of the unit's, nor are words
        that wait to be somebody's answer.
        """
        came = {(asked.unit, asked.span) for asked in self.answer_cells if not asked.waiting}
        tasks = (
            entry
            for entry in self.settled.standing
            if entry.kind is Kind.TASKS and not entry.office and entry.field != "evidence"
        )
        return came | {(entry.unit, entry.span) for entry in tasks}

    @cached_property
    def _asked(self) -> Mapping[tuple[str, str, int], AnswerCell]:
        """Where the latest form has each task's progress cell."""
        ordered = sorted(
            (asked for asked in self.answer_cells if not asked.waiting),
            key=lambda asked: (asked.stamp.order, asked.stamp.mtime, str(asked.place)),
        )
        return {(asked.unit, asked.span, asked.task): asked for asked in ordered}

    @cached_property
    def _came(self) -> Mapping[tuple[str, str, int], datetime]:
        """When a form with the task's progress cell first came, answered or blank."""
        first: dict[tuple[str, str, int], datetime] = {}
        for asked in self.answer_cells:
            key = (asked.unit, asked.span, asked.task)
            came = asked.stamp.first or asked.stamp.received
            first[key] = min(first.get(key, came), came)
        return first

    @cached_property
    def _told(self) -> Mapping[tuple[str, int], list[Entry]]:
        """(unit, task) → what stands of its progress, over all periods."""
        found: dict[tuple[str, int], list[Entry]] = defaultdict(list)
        for entry in self.settled.standing:
            if entry.field == "progress" and entry.task is not None:
                found[entry.unit, entry.task].append(entry)
        return found

    @cached_property
    def _progress(self) -> Mapping[tuple[str, str, int], str]:
        return {
            (entry.unit, entry.span, entry.task): entry.text
            for entry in self.settled.standing
            if entry.kind is Kind.TASKS and entry.field == "progress" and entry.task is not None
        }

    @cached_property
    def _pasted(self) -> Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]:
        """(unit, period id) → task → the unit's other tasks whose progress reads the same."""
        found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for (unit, span, task), text in self._progress.items():
            found[unit, span][str(task)] = text
        return {key: copies(texts, self.plan.campaign.checks.copied_share) for key, texts in found.items()}

    @cached_property
    def _peers(self) -> Mapping[int, Mapping[str, tuple[str, ...]]]:
        """Task → unit → the other units whose progress reads the same this period."""
        share = self.plan.campaign.checks.copied_share
        order = self.plan.roster.order
        here = ((unit, task, text) for (unit, span, task), text in self._progress.items() if span == self.period.id)
        texts: dict[int, dict[str, str]] = {}
        # In the order of the roster: whose text came first makes no difference.
        for unit, task, text in sorted(here, key=lambda one: order.get(one[0], len(order))):
            texts.setdefault(task, {})[unit] = text
        return {task: copies(by_unit, share) for task, by_unit in texts.items()}

    def _task_line(self, obligation: Obligation, *, empty: bool) -> Line:
        unit, task = obligation.unit, obligation.task or 0
        entries = (*self._standing.get((unit, Kind.TASKS, "", obligation.span, task), ()), *self._before(unit, task))
        progress = next((entry for entry in entries if entry.field == "progress"), None)
        asked = self._asked.get((unit, obligation.span, task))
        returned = (unit, obligation.span) in self._returned
        verdict = self._verdict(obligation, progress, asked) if returned or progress else None
        answered = [self._as_first_told(progress, obligation)] if progress else []
        decided = status.decide(obligation, answered, verdict, returned, self.as_of)
        state, files = status.or_pending(
            decided, obligation, self.waiting, empty=empty, said=progress.stamp if progress else None
        )
        empty = empty and state is not Status.PENDING
        first_came = self._came.get((unit, obligation.span, task))
        received = status.came(answered[0], obligation) if state.answered else first_came
        light = self._time_light(obligation, state, received, answered, files)
        if state not in (Status.EXEMPT, Status.PENDING):
            told = state.answered or not all(map(self.blanks, self._told[unit, task]))
            light = status.with_milestone(
                light, obligations.milestones(self.plan, unit, task), told, verdict, self._today
            )
        content = status.content_light(obligation, state, verdict)
        stands = progress or asked
        place, came = (stands.place, stands.stamp.received) if stands else (None, None)
        return Line(obligation, state, light, content, entries, verdict, returned, received, place, came, empty)

    def _as_first_told(self, entry: Entry, obligation: Obligation) -> Entry:
        """The entry as of its first substantive version: a later correction does not make an answer late.

        What the office wrote where the unit had nothing counts as of the unit's form; without one, nobody knows when
        the unit told it, and a doubt makes nobody late (DESIGN §5, time of receipt).
        """
        received = self._first.get(entry.key)
        if received is None and entry.office:
            form = self._came.get((entry.unit, entry.span, entry.task or 0))
            received = form or min(entry.stamp.received, obligation.due)
        if received in (None, entry.stamp.received):
            return entry
        return replace(entry, stamp=replace(entry.stamp, received=received))

    def _before(self, unit: str, task: int) -> tuple[Entry, ...]:
        """What stands in the answer columns of earlier parts of the year, under the keys these columns have now."""
        found: list[Entry] = []
        for column, span, key in self._earlier:
            entries = self._standing.get((unit, Kind.TASKS, "", span, task), ())
            found += [replace(each, field=column.key) for each in entries if each.field == key]
        return tuple(found)

    @cached_property
    def _earlier(self) -> tuple[tuple[ListColumn, str, str], ...]:
        """The columns of parts of the year before this report's, with the period and the key each was answered in."""
        day, layout = self.period.last, self.plan.task_list.layout
        past = (column for column in layout.timed if column.past(day))
        then = ((column, *answered_in(self.plan.campaign, layout, column, day.year)) for column in past)
        return tuple((column, period.id, key) for column, period, key in then if period.id != self.period.id)

    def _time_light(
        self,
        obligation: Obligation,
        state: Status,
        received: datetime | None,
        entries: Sequence[Entry],
        files: Sequence[str],
    ) -> Light:
        doubt = status.pending(files) if files else status.receipt_doubt(obligation, entries)
        return status.time_light(obligation, state, received, self.as_of, self.plan.campaign.checks, doubt=doubt)

    @property
    def _today(self) -> date:
        return self.plan.campaign.day(self.as_of)

    def _verdict(self, obligation: Obligation, progress: Entry | None, asked: AnswerCell | None) -> Verdict:
        unit, task = obligation.unit, obligation.task or 0
        text = progress.text if progress else ""
        if progress and progress.nil:
            return Verdict("nil", True, "经办人认定为零报告")
        if progress and (ruled := self.rulings.verdict(progress)):
            return ruled
        if not text.strip() and asked and asked.instead:
            return Verdict(asked.instead, True, asked.note)
        main = self.plan.task_list.layout.find("progress")
        if progress and main and main.kind is not AnswerKind.TEXT and not self.blanks(progress):
            return Verdict("ok", True, "已填")  # a choice, a number, a day: judged by its kind
        official = self.plan.task_list.find(task)
        before = self._previous.id if self._previous else ""
        same = self._peers.get(task, {}).get(unit, ())
        span = obligation.span
        pasted = self._pasted.get((unit, span), {}).get(str(task), ())
        above = next((said for seq, said in self._rows_above(unit, task) if said), "")
        context = Surroundings(
            task_text=official.detail if official else "",
            last=self._progress.get((unit, before, task), ""),
            peers=tuple((name, text) for name in same),
            others=tuple(self._progress[unit, span, int(other)] for other in pasted),
            above=above,
            attached=(unit, span) in self.annexed,
            words=self.words,
            copied_share=self.plan.campaign.checks.copied_share,
            due_passed=self.as_of > obligation.due,
        )
        return judge.judge(text, context)

    def _rows_above(self, unit: str, task: int) -> list[tuple[int, str]]:
        """The task right above in the unit's form, with its text."""
        owed = [seq for seq in self.plan.duties[unit] if seq < task][-1:]
        return [(seq, self._progress.get((unit, self.period.id, seq), "")) for seq in owed]

    @cached_property
    def _previous(self) -> Period | None:
        return periods.previous(self.plan.campaign, self.period)

    def _other_line(self, obligation: Obligation) -> Line:
        key = (obligation.unit, obligation.kind, obligation.name, obligation.span, None)
        entries = tuple(
            sorted(self._standing.get(key, ()), key=lambda each: (each.on or date.min, each.stamp.received))
        )
        decided = status.decide(obligation, entries, None, bool(entries), self.as_of)
        state, files = status.or_pending(decided, obligation, self.waiting)
        first = min((status.came(entry, obligation) for entry in entries), default=None)
        received = status.fulfilled(obligation, entries) or first
        light = self._time_light(obligation, state, received, entries, files)
        content = status.content_light(obligation, state, None, entries)
        place = entries[-1].place if entries else None
        return Line(obligation, state, light, content, entries, None, bool(entries), received, place)
