"""Answers that stand a row off: pasted too low or too high, each beside the task of its neighbour.

The evidence is the file's own, over all its rows: whose task's words an answer uses, which number it names, what was
answered last to which task; a first row left blank, and one answer too many under the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from tasklist.returns.rows.fits import CLEAR, AnswerLine, Fit
from tasklist.returns.rows.misplaced import Misplaced, RowsOff
from tasklist.returns.rows.row_tasks import SAMPLE
from tasklist.returns.rows.task_matching import Match, Matcher
from tasklist.tables.find import Table, TableRow
from tasklist.text.normalize import bare

_FAR = 3  # rows that answers may stand off
_HINT = 0.5  # the same of what is but a hint
_STARTS = 40  # places from which on answers are held against other rows' tasks: a few, or they are in no order at all
_ENOUGH = 3  # what must speak for rows being off
_PAIR = 2


def rows_off(
    table: Table,
    rows: Sequence[tuple[TableRow, Match]],
    matcher: Matcher,
    last: Mapping[int, str],
    fields: Sequence[str],
) -> RowsOff | None:
    """How the answers of a table stand off their tasks, or None where nothing says so. `last`: task → what was answered
    to it last; `fields`: the columns of answers.
    """
    lines = [AnswerLine(row, match, table) for row, match in rows if match.reason != SAMPLE]
    fit = Fit(lines, matcher, last)
    found = [
        each
        for by in _offsets(len(lines))
        for start in islice(_starts(lines, fit, by), _STARTS)
        if (each := _Block(lines, fit, by, start)).proved
    ]
    told = [each for each in found if each.by > 0 or each.whole] or found
    if told:
        return max(told, key=_Block.weight).told(fields)
    return _mixed(lines, fit) or _swapped(lines, fit, fields)


def _offsets(lines: int) -> Iterator[int]:
    for by in range(1, min(_FAR + 1, lines - 1)):
        yield from (by, -by)


def _starts(lines: Sequence[AnswerLine], fit: Fit, by: int) -> Iterator[int]:
    """From which line on all answers may stand off: the first that can, and behind a gap they would have left, where
    the next ones rather fit the tasks they would be of, or, without a gap, where the first clearly does.
    """
    first = max(by, 0)
    if first < len(lines):
        yield first

    def fits(place: int) -> float:
        line, home = lines[place], lines[min(place - by, len(lines) - 1)]
        return fit.of(line.text, home.task) - fit.of(line.text, line.task) if line.text else 0.0

    for start in range(first + 1, len(lines)):
        if by < 0 and fits(start) >= CLEAR > fits(start - 1):
            yield start
        gap = by > 0 and lines[start].text and not any(line.text for line in lines[start - by : start])
        if gap and max(map(fits, range(start, min(start + _ENOUGH, len(lines))))) > 0:
            yield start


@dataclass(frozen=True)
class _Block:
    """The answers from line `start` on, if they stood `by` lines below their tasks: what speaks for and against it."""

    lines: Sequence[AnswerLine]
    fit: Fit
    by: int
    start: int

    @cached_property
    def _pairs(self) -> list[tuple[AnswerLine, AnswerLine]]:
        """Every answer of the block with the line whose task it would be of."""
        places = range(self.start, len(self.lines))
        return [
            (self.lines[place], self.lines[place - self.by])
            for place in places
            if self.lines[place].text and 0 <= place - self.by < len(self.lines)
        ]

    @cached_property
    def seen(self) -> tuple[Misplaced, ...]:
        """The answers that clearly fit the task they would be of."""
        return tuple(
            _misplaced(line, home)
            for line, home in self._pairs
            if self.fit.better(line.text, home.task, None if line.below else line.task)
        )

    @cached_property
    def against(self) -> int:
        """How many fit the task of their own row, or of one that is neither."""
        return sum(self.fit.another(line.text, home.task) for line, home in self._pairs if not line.below)

    @cached_property
    def _gap(self) -> Sequence[AnswerLine]:
        """The rows that the answers would have left."""
        return self.lines[self.start - self.by : self.start] if self.by > 0 else self.lines[self.by :]

    @cached_property
    def left(self) -> bool:
        """Are these rows blank, and no more than these?"""
        edge = self.lines[self.start if self.by > 0 else self.by - 1]
        return all(line.task and not line.text for line in self._gap) and bool(edge.text)

    @cached_property
    def over(self) -> bool:
        """Do just as many answers stand under the table as rows were left blank above?"""
        if self.by <= 0 or not self.left:
            return False
        return all(line.below for line in self.lines[-self.by :]) and not self.lines[-self.by - 1].below

    @property
    def whole(self) -> bool:
        """Is it the whole column?"""
        return self.start == max(self.by, 0)

    @cached_property
    def _weighed(self) -> list[tuple[float, float]]:
        """How well each answer fits the task of its row, and the one it would be of."""
        fit = self.fit.of
        return [(0.0 if line.below else fit(line.text, line.task), fit(line.text, to.task)) for line, to in self._pairs]

    @property
    def all_in_all(self) -> bool:
        """Do all the answers together fit the tasks they would be of far better than those of their rows?"""
        return sum(there for _, there in self._weighed) >= 2 * sum(here for here, _ in self._weighed) + CLEAR

    @property
    def of_one_mind(self) -> bool:
        """Do several fit those tasks a little better, and none that of its row?"""
        better = [there - here for here, there in self._weighed if abs(there - here) > _HINT]
        return len(better) >= _ENOUGH and min(better) > 0

    @property
    def points(self) -> int:
        """How much speaks for it."""
        full = len(self._pairs) * 5 >= 4 * (len(self.lines) - self.start - max(-self.by, 0))
        gone = self.left and full
        return len(self.seen) + gone + 2 * self.over + self.all_in_all + (gone and self.whole and self.of_one_mind)

    @property
    def proved(self) -> bool:
        """Does so much speak for it, and so little against it, that a person must look?"""
        alone = self.over and self.whole
        fits = len(self.seen) > 2 * self.against and (len(self.seen) > 1 or self.left)
        hinted = self.whole and self.left and not self.against
        return (
            len(self._pairs) > 1
            and self.points >= _ENOUGH
            and (fits or hinted or (alone and len(self.seen) >= self.against))
        )

    def weight(self) -> tuple[int, ...]:
        """How likely it is beside other such blocks: the whole column before a part, a row before two."""
        return (len(self.seen) - 2 * self.against, self.whole, self.points, -abs(self.by), -self.start)

    def told(self, fields: Sequence[str]) -> RowsOff:
        """What it comes to."""
        rows = [line.row.number for line in self.lines]
        places = range(self.start, len(rows))
        goes = {place - self.by: place for place in places if 0 <= place - self.by < len(rows)}
        left = {place: -1 for place in places if place not in goes}
        home = {rows[task]: rows[at] if at >= 0 else 0 for task, at in {**left, **goes}.items()}
        likely = [pair for pair, (here, there) in zip(self._pairs, self._weighed, strict=True) if there > here]
        seen = self.seen or tuple(_misplaced(line, to) for line, to in (likely or self._pairs[-2:]))
        if self.by < 0 and not self.whole:  # where it begins is not told by any gap
            return RowsOff(seen)
        moved = tuple(name for name in fields if name == "progress" or self._moved(name))
        perhaps = tuple(name for name in fields if name not in moved and self._perhaps_moved(name))
        return RowsOff(seen, self.by, home, moved, perhaps, 0 if self.whole else rows[self.start], self.over)

    def _moved(self, name: str) -> bool:
        """Did a column beside the progress move with it: blank where that is, and filled where that is or under all?"""
        beside = [line for line, _ in self._pairs if line.row.text(name)]
        return self._perhaps_moved(name) and (2 * len(beside) > len(self._pairs) or any(line.below for line in beside))

    def _perhaps_moved(self, name: str) -> bool:
        """Does a column beside the progress say something, and nothing where the progress is blank?"""
        said = any(line.row.text(name) for line, _ in self._pairs)
        return said and not any(line.row.text(name) for line in self._gap)


def _misplaced(line: AnswerLine, home: AnswerLine) -> Misplaced:
    return Misplaced(line.row.cells["progress"][0], line.text, 0 if line.below else line.task or 0, home.task or 0)


def _mixed(lines: Sequence[AnswerLine], fit: Fit) -> RowsOff | None:
    """Answers in another order than the tasks: most that fit any fit one of another row."""
    own, seen = 0, []
    for line in lines:
        if line.task and line.text:
            best = fit.best(line.text)
            own += best == line.task and fit.of(line.text, best) >= CLEAR
            if best and fit.better(line.text, best, line.task):
                seen.append(_answer_off(line, best))
    to = {one.fits for one in seen}  # answers that all use the words of one task are of no order at all
    return RowsOff(tuple(seen)) if len(to) >= _ENOUGH and len(to) > 2 * own and 2 * len(to) > len(seen) else None


def _swapped(lines: Sequence[AnswerLine], fit: Fit, fields: Sequence[str]) -> RowsOff | None:
    """Two answers that clearly fit each the task of the other, and no third that fits one of another row."""
    told = [line for line in lines if line.task and line.text]
    off = [(line, best) for line in told if (best := fit.best(line.text)) and fit.better(line.text, best, line.task)]
    if len(off) != _PAIR or [line.task for line, _ in off] != [best for _, best in off[::-1]]:
        return None
    (one, to), (other, back) = off
    rows, seen = (one.row, other.row), (_answer_off(one, to), _answer_off(other, back))
    perhaps = tuple(
        name for name in fields if name != "progress" and len({bare(row.text(name)) for row in rows}) == _PAIR
    )
    home = {one.row.number: other.row.number, other.row.number: one.row.number}
    return RowsOff(seen, home=home, fields=("progress",), perhaps=perhaps)


def _answer_off(line: AnswerLine, task: int) -> Misplaced:
    return Misplaced(line.row.cells["progress"][0], line.text, line.task or 0, task)
