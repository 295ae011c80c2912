"""How well the answers of a table fit the tasks of its rows and of others: by words few share, and by the number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from math import log

from tasklist.returns.rows.task_matching import How, Match, Matcher, pairs
from tasklist.tables import marks
from tasklist.tables.find import Table, TableRow
from tasklist.text import task_numbers
from tasklist.text.normalize import bare

CLEAR = 2.0  # by how much an answer must fit one task better than another; a pair of characters found nowhere else is 1
_NAMED = 5.0  # how well an answer fits the task it names by its number
_OPENING = 16  # characters in which an answer names the task it is of
_READ = 400  # characters of an answer that are looked at


@dataclass(frozen=True)
class AnswerLine:
    """A row of the table as it is weighed: the task it is, its answer, is it blank there."""

    row: TableRow
    match: Match
    table: Table

    @cached_property
    def task(self) -> int | None:
        """The task its row is."""
        return self.match.task

    @cached_property
    def text(self) -> str:
        """The answer; a heading pasted with the answers is none."""
        said = self.row.text("progress")
        return "" if bare(said) in self._headings else said[:_READ]

    @cached_property
    def _headings(self) -> frozenset[str]:
        columns = self.table.columns.get("progress", ())
        return frozenset(("", *(bare(self.table.heading(column)) for column in columns)))

    @cached_property
    def below(self) -> bool:
        """Does it hold an answer and nothing that names a task? It may stand in a line of the form's own."""
        names = (self.row.text(role) for role in ("seq", "theme", "detail"))
        named = any(bare(text) and not (marks.to_sign(text) or marks.own_line(text)) for text in names)
        return bool(self.text) and not named and self.match.how in (How.CONTINUED, How.ASK)


@dataclass(frozen=True)
class Fit:
    """How well an answer fits a task: by pairs of characters few tasks and few answers have, and by the number."""

    lines: Sequence[AnswerLine]
    matcher: Matcher
    last: Mapping[int, str]

    @cached_property
    def tasks(self) -> tuple[int, ...]:
        """The tasks that have a row in the table."""
        return tuple(dict.fromkeys(line.task for line in self.lines if line.task))

    @cached_property
    def _knowing(self) -> Mapping[str, Sequence[int]]:
        """A pair of characters → the tasks that have it, in their text or in what was answered last."""
        known = self.matcher.by_pair
        more: dict[str, tuple[int, ...]] = {}
        for task, said in self.last.items():
            for pair in pairs(said):
                have = more.get(pair, known.get(pair, ()))
                more[pair] = have if task in have else (*have, task)
        return {**known, **more} if more else known

    @cached_property
    def _scores(self) -> Mapping[str, Mapping[int, float]]:
        """Every answer with the tasks it has something in common with, and how much."""
        knowing, texts = self._knowing, [line.text for line in self.lines if line.text]
        shared = {text: [pair for pair in pairs(text) if pair in knowing] for text in texts}
        answers = Counter(pair for text in texts for pair in shared[text])
        every, common = 1 + len(self.matcher.task_list.tasks), max(2, len(texts) / 3)
        found: dict[str, dict[int, float]] = {}
        for text, known in shared.items():
            scores = found[text] = {}
            for pair in sorted(each for each in known if answers[each] <= common):
                tasks = knowing[pair]
                for task in tasks:
                    scores[task] = scores.get(task, 0.0) + log(1 + (every - 1) / len(tasks)) / log(every)
            if (named := self._named(text)) is not None:
                scores[named] = scores.get(named, 0.0) + _NAMED
        return found

    def _named(self, text: str) -> int | None:
        """The task whose number an answer begins with: 任务3：…, 第3项…."""
        begins = text.lstrip()[:_OPENING]
        if not any(at == 0 for at, _ in task_numbers.starts(begins)):
            return None
        return next((self.matcher.number(number) for number, _ in task_numbers.named(begins)), None)

    def of(self, text: str, task: int | None) -> float:
        """How well an answer fits a task; nothing where there is none."""
        return self._scores.get(text, {}).get(task or 0, 0.0)

    def best(self, text: str, but: int | None = None) -> int | None:
        """The task of the table that a text fits best, other than one; None when it has nothing in common with any."""
        return next((task for task, _ in self._best.get(text, ()) if task != but), None)

    def another(self, text: str, one: int | None) -> bool:
        """Does a text clearly fit some other task than this one?"""
        return self.better(text, self.best(text, one), one)

    @cached_property
    def _best(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """Every answer with the two tasks of the table that it fits best."""
        here = frozenset(self.tasks)
        told = {text: [one for one in scores.items() if one[0] in here] for text, scores in self._scores.items()}
        return {text: nlargest(2, scores, key=lambda one: (one[1], -one[0])) for text, scores in told.items()}

    def better(self, text: str, one: int | None, other: int | None) -> bool:
        """Does a text clearly fit one task, and the other hardly?"""
        if one is None or one == other:
            return False
        mine = self.of(text, one)
        if mine < CLEAR:
            return False
        others = self.of(text, other)
        return mine >= max(others + CLEAR, 2 * others)
