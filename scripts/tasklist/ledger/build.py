"""Owed against came: the Plan's obligations joined with the Returns' entries. One pure function builds it.

The order of the returns does not matter; every cell of every file has one fate in the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from tasklist.ledger import file_records, questions, status
from tasklist.ledger.versions import Resolved, settle
from tasklist.ledger.waiting import Waiting
from tasklist.model.finding import Finding, Quote
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import Ledger, Light, Line, Status, Verdict
from tasklist.model.plan import Kind, Obligation, Period, Plan
from tasklist.model.question import Decision
from tasklist.model.returns import AnswerCell, Entry, Outcome, Return
from tasklist.plan import obligations, periods
from tasklist.substance import judge
from tasklist.substance.copies import copies
from tasklist.substance.progress_text import Surroundings
from tasklist.substance.word_lists import Words
from tasklist.text.display import shorten


def build_ledger(
    plan_: Plan,
    period: Period,
    as_of: datetime,
    returns: Iterable[Return],
    words: Words,
    *,
    decisions: Sequence[Decision] = (),
) -> Ledger:
    """The Ledger of one period as known at `as_of`, from every Return of the campaign (any order).

    Lines are those of the period; files, superseded values, unplaced cells and questions are those of all returns,
    which were read with the `decisions` a person had made.
    """
    ordered = sorted(returns, key=lambda each: each.arrival.path)
    known = file_records.without_duplicates(ordered)
    counted = [each for each in known if each.outcome is Outcome.MERGED]
    entries = [entry for each in counted for entry in each.entries]
    blanks = _Blanks(plan_, words)
    settled = settle(entries, blanks)
    answer_cells = [asked for each in counted for asked in each.answer_cells]
    annexed, waiting = file_records.with_annexes(known), Waiting.of(known)
    join = _Join(plan_, period, as_of, settled, answer_cells, words, blanks, annexed, waiting)
    asked = [
        each for each in known if each.outcome in (Outcome.MERGED, Outcome.SET_ASIDE) and not each.arrival.replaced
    ]
    unplaced = [spot for each in asked for spot in each.unplaced]
    found = [one for each in known for one in each.findings if each.outcome is not Outcome.DUPLICATE]
    return Ledger(
        plan_,
        period,
        as_of,
        _told_empty(tuple(join.line(obligation) for obligation in obligations.obligations(plan_, period, as_of))),
        file_records.of_files(known, settled),
        tuple(unplaced),
        settled.superseded,
        (*found, *_ties(settled)),
        questions.questions(known, plan_, as_of),
        questions.standing(decisions, known),
    )


def standing_texts(returns: Sequence[Return], plan_: Plan, words: Words) -> Mapping[tuple[str, str, int, str], str]:
    """(unit, period id, task, field) → the text that stands, for prefilling forms."""
    known = file_records.without_duplicates(sorted(returns, key=lambda each: each.arrival.path))
    entries = [entry for each in known if each.outcome is Outcome.MERGED for entry in each.entries]
    settled = settle(entries, _Blanks(plan_, words))
    return {
        (entry.unit, entry.span, entry.task, entry.field): entry.text
        for entry in settled.standing
        if entry.kind is Kind.TASKS and entry.task is not None
    }


def _told_empty(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, those of a form in which nothing is answered marked so (DESIGN §5, an empty form is no report)."""
    tasks = [line for line in lines if line.obligation.kind is Kind.TASKS]
    said = {
        line.obligation.unit
        for line in tasks
        if line.status.answered or line.status is Status.PENDING or (line.verdict and line.verdict.no_text)
    }
    mute = {line.obligation.unit for line in tasks if line.returned} - said
    return tuple(
        replace(line, empty=True) if line.obligation.unit in mute and line.obligation.kind is Kind.TASKS else line
        for line in lines
    )


@dataclass
class _Blanks:
    """Does an answer certainly say nothing? Asked again and again of the same texts, so the answers are kept.

    A contact or a remark says nothing only when it is a placeholder: what else is expected there differs.
    """

    plan: Plan
    words: Words
    known: dict[tuple[int | None, str], bool] = field(default_factory=dict)

    def __call__(self, entry: Entry) -> bool:
        if entry.kind is not Kind.TASKS:
            return False
        progress = entry.field == "progress"
        task = entry.task if progress else None
        key = (task, entry.text)
        if key not in self.known:
            asked = self.plan.task_list.find(task or 0)
            verdict = judge.judge(entry.text, Surroundings(task_text=asked.detail if asked else "", words=self.words))
            self.known[key] = verdict.blank and (progress or verdict.code == "placeholder")
        return self.known[key]


def _ties(settled: Resolved) -> Iterable[Finding]:
    for each in settled.ties:
        winner, loser = each.winner, each.loser
        yield finding(
            "tie",
            f"任务{winner.task}有两份不同的填报，{each.rule}：采用 ",
            *(winner.place, "“", Quote(shorten(winner.text, 20)), "”，未采用 "),
            *(loser.place, "“", Quote(shorten(loser.text, 20)), "”"),
            unit=winner.unit,
            link="的",
            task=winner.task,
            place=winner.place,
        )


# --- lines --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Join:
    """Obligations of one period looked up in what stands."""

    plan: Plan
    period: Period
    as_of: datetime
    settled: Resolved
    answer_cells: Sequence[AnswerCell]
    words: Words
    blanks: _Blanks
    annexed: frozenset[tuple[str, str]]  # (unit, period id): something came beside the form
    waiting: Waiting

    def line(self, obligation: Obligation) -> Line:
        if obligation.kind is Kind.TASKS:
            return self._task_line(obligation)
        return self._other_line(obligation)

    @cached_property
    def _standing(self) -> Mapping[tuple[str, Kind, str, str, int | None], tuple[Entry, ...]]:
        found: dict[tuple[str, Kind, str, str, int | None], list[Entry]] = {}
        for entry in self.settled.standing:
            found.setdefault((entry.unit, entry.kind, entry.name, entry.span, entry.task), []).append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def _first(self) -> Mapping[object, datetime]:
        """When a task that has several versions was first answered with anything not certainly blank, by key."""
        first: dict[object, datetime] = {}
        for entry in (entry for each in self.settled.superseded for entry in (each.winner, each.loser)):
            if entry.kind is Kind.TASKS and not self.blanks(entry):
                received = entry.stamp.received
                first[entry.key] = min(first.get(entry.key, received), received)
        return first

    @cached_property
    def _returned(self) -> set[tuple[str, str]]:
        """Whose form came for which period; what the office wrote for a unit is no return of the unit's."""
        came = {(asked.unit, asked.span) for asked in self.answer_cells}
        tasks = (entry for entry in self.settled.standing if entry.kind is Kind.TASKS and not entry.office)
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
            first[key] = min(first.get(key, asked.stamp.received), asked.stamp.received)
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
    def _rows(self) -> Mapping[tuple[str, str], list[tuple[int, str]]]:
        """(unit, period id) → its tasks with their standing progress."""
        found: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for (unit, span, task), text in self._progress.items():
            found[unit, span].append((task, text))
        return found

    @cached_property
    def _peers(self) -> Mapping[int, Mapping[str, tuple[str, ...]]]:
        """Task → unit → the other units whose progress reads the same this period."""
        share = self.plan.campaign.checks.copied_share
        texts: dict[int, dict[str, str]] = {}
        for (unit, span, task), text in self._progress.items():
            if span == self.period.id:
                texts.setdefault(task, {})[unit] = text
        return {task: copies(by_unit, share) for task, by_unit in texts.items()}

    def _task_line(self, obligation: Obligation) -> Line:
        unit, task = obligation.unit, obligation.task or 0
        entries = self._standing.get((unit, Kind.TASKS, "", obligation.span, task), ())
        progress = next((entry for entry in entries if entry.field == "progress"), None)
        asked = self._asked.get((unit, obligation.span, task))
        returned = (unit, obligation.span) in self._returned
        verdict = self._verdict(obligation, progress, asked) if returned or progress else None
        answered = [replace_received(progress, self._first)] if progress else []
        decided = status.decide(obligation, answered, verdict, returned, self.as_of)
        state, files = status.or_pending(decided, obligation, self.waiting)
        first_came = self._came.get((unit, obligation.span, task))
        received = status.came(answered[0], obligation) if state.answered else first_came
        light = self._time_light(obligation, state, received, answered, files)
        if state not in (Status.EXEMPT, Status.PENDING):
            told = state.answered or not all(map(self.blanks, self._told[unit, task]))
            light = status.with_milestone(
                light, obligations.milestones(self.plan, unit, task), told, verdict, self._today
            )
        content = status.content_light(obligation, state, verdict)
        place = progress.place if progress else asked.place if asked else None
        return Line(obligation, state, light, content, entries, verdict, returned, received, place)

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
        if not text.strip() and asked and asked.instead:
            return Verdict(asked.instead, True, asked.note)
        official = self.plan.task_list.find(task)
        before = self._previous.id if self._previous else ""
        same = self._peers.get(task, {}).get(unit, ())
        others = tuple(said for other, said in self._rows[unit, obligation.span] if other != task)
        above = next((said for seq, said in self._rows_above(unit, task) if said), "")
        context = Surroundings(
            task_text=official.detail if official else "",
            last=self._progress.get((unit, before, task), ""),
            peers=tuple((name, text) for name in same),
            others=others,
            above=above,
            attached=(unit, obligation.span) in self.annexed,
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


def replace_received(entry: Entry, first: Mapping[object, datetime]) -> Entry:
    """The entry as of its first substantive version: a later correction does not make an answer late."""
    return replace(entry, stamp=replace(entry.stamp, received=first.get(entry.key, entry.stamp.received)))
