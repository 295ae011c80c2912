"""What a 完成时限 phrase has said so far: its milestones, start, rhythm and notes, and what it leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise

from tasklist.model.tasks import Deadline
from tasklist.plan.deadlines.dates import Unclear, within
from tasklist.plan.deadlines.lexicon import AT_ONCE, DATE_KINDS, DURATIONS
from tasklist.plan.deadlines.words import END, Token, TokenRow

_TIMES = DATE_KINDS | DURATIONS


@dataclass
class DeadlineClause:
    """What the words since the last separator said. `timed`: a date, recurrence or ongoing word stands in it."""

    timed: bool = False
    wordy: bool = False  # free words since the last date
    worded: bool = False  # free words before the last date
    vague: str = ""
    above: Token | None = None  # the authority above whose day it names: 省要求, 国家考核
    recurring: bool = False
    days: list[tuple[date, bool]] = field(default_factory=list)  # its milestones; `reckoned` from the notice?

    def dated(self) -> None:
        """A date has just been read: no free word stands behind it yet."""
        self.worded = self.worded or self.wordy
        self.timed, self.wordy = True, False


@dataclass
class Reading:
    """One phrase as far as it has been read. `problems` make it a question; so does `untimed` (words like 适时), when
    that is all, unless its words mean at once and that is `told_anyway`, with every report.
    """

    issued_on: date
    told_anyway: bool = False
    due: list[date] = field(default_factory=list)
    start: date | None = None
    ongoing: bool = False
    every: str | None = None
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    untimed: list[str] = field(default_factory=list)
    clause: DeadlineClause = field(default_factory=DeadlineClause)
    extending: bool = False  # 延期至 stands before a date
    was: bool = False  # 原定 has been said, and no new date yet
    hoped: bool = False  # 力争 stands before a date
    above: list[tuple[date, Token]] = field(default_factory=list)  # the days of others, with whose they are
    outer: list[tuple[DeadlineClause, int, int]] = field(
        default_factory=list
    )  # around brackets: clause, milestones, place
    times: list[tuple[date, bool, bool]] = field(default_factory=list)  # of clauses read: day, reckoned, with words
    unread: tuple[int, int, int] | None = None  # the last words not understood: first token, behind the last, problem

    @property
    def says_when(self) -> bool:
        """Is there a milestone, a rhythm or an ongoing duty?"""
        return bool(self.due or self.ongoing or self.every)

    def not_read(self, row: TokenRow) -> None:
        """The last token is not understood: quoted with the words before it, once with those just before it."""
        begin, place = max(0, row.at - 4), len(self.problems)
        if self.unread and self.unread[1] > begin:
            begin, _, place = self.unread
        self.problems[place : place + 1] = [f"“{row.around(begin)}”读不懂"]
        self.unread = (begin, row.at, place)

    def milestone(self, day: date, *, reckoned: bool = False) -> None:
        """Keep a day the work is to be done by; after 延期至 it takes the place of the one before. Raises Unclear.

        `reckoned`: a span of time came to it (3年内). The day of an authority above is kept apart.
        """
        day = within(day, self.issued_on)
        if self.clause.above:
            self.above.append((day, self.clause.above))
            self.clause.dated()
            return
        if self.extending and self.due:
            self.notes.append(f"原定 {self.due.pop()}，已改期")
        self.was = self.was and not self.extending
        self.extending = False
        self.due.append(day)
        self.clause.days.append((day, reckoned))
        self.clause.dated()

    def separator(self, token: Token, before: Sequence[Token]) -> None:
        """A clause ends. Brackets are a clause within: the one around them goes on behind them. Raises Unclear.

        `before`: the tokens up to and with this one.
        """
        if self.clause.vague and not self.clause.timed:
            self.untimed.append(self.clause.vague)
        if token is not END and token.text in "([":
            self.outer.append((self.clause, len(self.due), len(before)))
            self.clause = DeadlineClause()
        elif token.text in ")]" and self.outer:
            self.clause = self._close(before)
        else:
            while token is END and self.outer:
                self._close(before)
            said = self.clause.worded or self.clause.wordy
            self.times += [(day, reckoned, said) for day, reckoned in self.clause.days]
            self.clause = DeadlineClause()

    def _close(self, before: Sequence[Token]) -> DeadlineClause:
        """After a bracket: 每季度末（6月、9月和12月底） is its dates; 6月底（9月底） is a question."""
        clause, known, opened = self.outer.pop()
        added = self.due[known:]
        if clause.recurring and len(added) >= 2 and self.every != "year":
            self.every = None
        elif added and known and opened > 1 and before[opened - 2].kind in _TIMES | {"mark"}:
            inside = before[opened:]
            bare = all(token.kind in _TIMES | {"mark", "sep", "hedge", "latest"} for token in inside)
            if bare and added != [self.due[known - 1]]:
                raise Unclear("括号内外的时间不一致，没有说清以哪个为准")
        return clause

    def _disagrees(self) -> bool:
        """Is there a span and a day that is another one, and of one of them is not said what it is for?

        3年内，2025年底前 is a question; 30日内报方案，6月底前完成 is not.
        """
        known = [each for each in self.times if each[0] in self.due]
        pairs = ((one, other) for one, other in combinations(known, 2) if one[0] != other[0] and one[1] != other[1])
        return any(not (one[2] and other[2]) for one, other in pairs)

    def _backwards(self) -> bool:
        """4月底前，3月底前: does a day lie before the one named before it, and is not said what each is for?"""
        known = [each for each in self.times if each[0] in self.due]
        return any(later[0] < one[0] and not (one[2] and later[2]) for one, later in pairwise(known))

    def _settle_above(self) -> None:
        """省要求6月底前，我县5月底前: our own day counts, and theirs is told, unless ours is later than they ask for.

        What one of them asks for is ours when no other day is named.
        """
        asked = {day for day, whose in self.above if whose.value}
        if not self.due and len(asked) == len(self.above) and len({whose.text for _, whose in self.above}) == 1:
            self.due += asked
        elif self.above and (not self.due or any(day < max(self.due) for day in asked)):
            self.problems.append("写了上级的时间，没有说清以哪个为准")
        else:
            self.notes += [f"“{whose.text}”的时间是 {day}" for day, whose in self.above]

    def deadline(self, text: str) -> Deadline:
        """What was found, as a value; any problem turns it into a question."""
        self._settle_above()
        problems, untimed = list(self.problems), [f"“{word}”没有说明时间" for word in self.untimed]
        if self._disagrees():
            problems.append("有两个时间，没有说清以哪个为准")
        if self._backwards():
            problems.append("几个时间先后颠倒，没有说清各是什么的")
        at_once = self.told_anyway and self.untimed and AT_ONCE.issuperset(self.untimed)
        if at_once and not (self.says_when or problems or self.start):
            return Deadline(text)
        if self.was:
            problems.append("写了原定时限，没有说明改到哪一天")
        if not self.says_when:
            problems += untimed  # beside a clause that has its time, 立即 or 适时 is a manner, not a date
        if not problems and not self.says_when:
            problems.append("只写了开始时间，没有完成时间" if self.start else "没有说明时间")
        if problems:
            note = "；".join(dict.fromkeys(problems))
            return Deadline(text, ongoing=self.ongoing, ask=True, note=note)
        note = "；".join(dict.fromkeys((*self.notes, *untimed)))
        return Deadline(text, tuple(sorted(set(self.due))), self.start, self.ongoing, self.every, note=note)
