"""完成时限: a phrase of an official list becomes milestones, a recurrence, an ongoing duty — or a question.

    phrase    := clause (sep clause)*          sep is ， ； 。 （ ）
    clause    := (span | recurrence | duration | ongoing | words)*
    span      := point [起] [至 point] mark*   mark is 前 内 止 左右 17:00 （星期一） …
    point     := year? (half | quarter)? month? (day | third)? edge?
    recurrence:= 每 week weekday? | 每 month day? | 每 quarter (nth month day)? | 每 year point*
    duration  := [自印发之日起] n (days | working days | weeks | months | years) 内

Free words around a date are normal; words that could bind a date nobody can know (汛期前, 验收后, 视情)
make the whole phrase a question; `deadline_doubts` holds the questions about dates.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

from tasklist.model.workdays import Calendar
from tasklist.plan.deadlines import doubts
from tasklist.plan.deadlines.dates import Anchor, Span, Unclear, point, reckon, through, within
from tasklist.plan.deadlines.lexicon import DATE_KINDS, DURATIONS
from tasklist.plan.deadlines.reading import Reading
from tasklist.plan.deadlines.recurrence import rhythm
from tasklist.plan.deadlines.words import END, Token, TokenRow

# A day before these is a paper's, no deadline, and a year leaves open when in it.
_NO_DEADLINE = ("印发", "下发", "发布", "公布", "中期", "近期", "远期")
_RELATIVE = ("rel_month", "rel_quarter", "rel_week")


@dataclass
class DeadlineParser:
    """One pass over the tokens of one phrase: the words still to come (`row`), and what they have `said`."""

    row: TokenRow
    context: Anchor
    calendar: Calendar
    said: Reading

    def run(self) -> None:
        """Read the row to its end. Raises Unclear where a reading would be a guess."""
        while self.row.peek() is not END:
            kind = self.row.peek().kind
            if kind in DATE_KINDS:
                self._dated()
            elif kind in DURATIONS:
                self._duration()
            else:
                _WORDS.get(kind, DeadlineParser._words)(self, self.row.take())
        self._on_sep(END)

    # -- dates

    def _dated(self) -> None:
        """A point or a range, its marks, and what it is: a milestone, a start, or part of a thing's name."""
        before, said = copy.copy(self.context), self.said
        doubts.stands_alone(self.row, said)
        found, words = point(self.row, self.context)
        ranged = self._range_start()
        if ranged:
            found, words = self._range(found)
        edged = found.exact or words[-1].kind == "edge" or words[-1].text.endswith(("底", "末", "终", "内"))
        marked = self._marks(found, "" if edged else "".join(word.text for word in words))
        following = self.row.peek().kind
        if following == "start" and not marked:
            self._starts(found)
        elif following == "after":
            self._after(found)
        elif not marked and (
            (not ranged and doubts.names_a_paper(self.row, self.context, found, words))
            or doubts.is_name(self.row, said, words, edged=edged, ranged=ranged)
        ):
            self.context = before
        elif self.said.clause.recurring and len(words) == 1 and words[0].kind in _RELATIVE and not marked:
            pass  # 每月25日前报当月, 每季度末报本季度: what the report is of
        elif words[0].text.startswith("当月"):
            raise Unclear("“当月”是哪个月，没有说清")
        elif not (marked or ranged) and (said.clause.vague or self.row.peek().text in _NO_DEADLINE):
            raise Unclear(f"“{self.row.around()}”是不是完成时限，没有说清")
        elif following == "ongoing" and said.due and not (edged or marked or ranged):
            pass  # 2024年持续深化, after a milestone: how long it goes on, no second date
        else:
            if words[-1].kind == "rel_week" and not (words[-1].value[1] or marked or ranged):
                raise Unclear(f"“{words[-1].text}”没有说清是哪一天")
            doubts.in_order(found, said, self.context.year)
            doubts.unlike_next(self.row, found, marked=marked or edged or ranged)
            if ranged:
                said.start = said.start or found.first
            said.milestone(found.last)
            said.ongoing = said.ongoing or words[-1].kind == "whole_year"

    def _range_start(self) -> bool:
        """Does a range follow? Take what stands before its 至: 起 and a comma, the hour the first day begins at."""
        gap = 0
        while self.row.peek(gap).kind in ("time", "weekday"):
            gap += 1
        if self.row.peek(gap).kind == "start":
            gap += 2 if self.row.peek(gap + 1).text == "," else 1
        found = self.row.peek(gap).kind == "to" and self.row.peek(gap + 1).kind in DATE_KINDS
        self.row.at += gap if found else 0
        return found

    def _range(self, first: Span) -> tuple[Span, tuple[Token, ...]]:
        """The span from `first` to the point after 至."""
        self.row.take()
        last, words = point(self.row, self.context)
        found, turned = through(first, last, self.context, "".join(word.text for word in words))
        self.said.notes += [f"止于次年（{found.last.year}年）"] * turned
        return found, words

    def _marks(self, found: Span, loose: str) -> bool:
        """Take what may follow a date: 前 内 止 左右, an hour, a weekday. Was there a mark that makes it a deadline?

        `loose`: the words of a whole month or year, where 前 may mean either. Raises Unclear.
        """
        marked = False
        while True:
            token = self.row.peek()
            if token.kind == "mark":
                marked = True
                doubts.before_what(self.row, loose)
                if token.text in ("左右", "许"):
                    self.said.notes.append(f"“{token.text}”按当日计")
            elif token.kind == "time":
                self._hour(token)
            elif token.kind == "weekday":
                doubts.weekday(token, found.last)
            else:
                return marked
            self.row.at += 1

    def _hour(self, token: Token) -> None:
        doubts.hour(token)
        self.said.notes.append(f"当日 {token.text} 前")

    def _starts(self, found: Span) -> None:
        """3月启动, 6月起: a beginning, not a deadline. 起 without an end is open-ended."""
        token, said = self.row.take(), self.said
        if not said.due:
            said.start = said.start or within(found.last if found.exact else found.first, said.issued_on)
            said.ongoing = said.ongoing or (token.text.startswith("起") and self._open_ended())
        said.clause.dated()

    def _open_ended(self) -> bool:
        """Does no later word of the phrase name an end or a rhythm?"""
        return not any(token.kind in DATE_KINDS | DURATIONS | {"every"} for token in self.row.tokens[self.row.at :])

    def _after(self, found: Span) -> None:
        token = self.row.take()
        if self.row.peek().kind != "ongoing":
            raise Unclear(f"“{token.text}”之后到哪一天，没有说清")
        self.said.start = self.said.start or within(found.last, self.context.issued_on)

    # -- durations and recurrences

    def _duration(self) -> None:
        """N days, working days, weeks, months … from the notice, whose own day is not counted."""
        token, clause = self.row.take(), self.said.clause
        if clause.wordy or clause.timed or (self.row.at > 1 and self.row.peek(-2).kind in DATE_KINDS):
            raise Unclear(f"“{token.text}”从哪一天算起，没有说清")
        if token.text.endswith("工作日") and self.row.peek().kind in ("danger", "after"):
            raise Unclear(f"“{token.text}{self.row.peek().text}”读不懂")
        day, notes = reckon(token, self.context.issued_on, self.calendar)
        self.said.notes += notes
        self.said.milestone(day, reckoned=True)

    def _on_every(self, token: Token) -> None:
        if self.said.due and "then" in (self.row.peek(-2).kind, self.row.peek(-3).kind):
            self.said.start = self.said.start or self.said.due[-1]  # 4月20日前首报，此后每月20日前
        doubts.which_months(self.row)
        name = rhythm(token, self.row, self.context)
        if token.value[0] != 12 and self.row.peek().kind in DATE_KINDS:
            raise Unclear(f"“{token.text}{self.row.peek().text}”读不懂")
        if self.said.every not in (None, name):
            raise Unclear("有两种报送频次，没有说清以哪个为准")
        self.said.every = name
        self.said.clause.dated()
        self.said.clause.recurring = True
        while self.row.peek().kind in ("mark", "time"):
            if (follower := self.row.take()).kind == "time":
                self._hour(follower)
        if self.row.peek().kind in DURATIONS | {"day"}:
            raise Unclear(f"“{self.row.around()}{self.row.peek().text}”读不懂")

    # -- words

    def _on_issue(self, token: Token) -> None:
        """自印发之日起: a duration, a range or an open-ended duty begins with the notice."""
        if self.said.clause.wordy:
            raise Unclear(f"“{self.row.around()}”是哪一天，没有说清")
        following = self.row.peek()
        if following.kind in DURATIONS:
            return self._duration()
        doubts.until_when(token, following, self.said)
        return self._on_now(token)

    def _on_now(self, token: Token) -> None:
        self.said.start = self.context.issued_on
        if self.row.peek().kind == "to" and self.row.peek(1).kind not in DATE_KINDS:
            raise Unclear(f"“{token.text}{self.row.peek().text}”哪一天，没有说清")
        self.said.ongoing = self.said.ongoing or self._open_ended()
        self.said.clause.timed = True

    def _on_ongoing(self, token: Token) -> None:
        if self.row.peek().text == ":":  # 长期：2026年底 is the name of what follows
            return
        until = self.row.peek().kind == "to" and self.row.peek(1).kind in DATE_KINDS
        self.said.ongoing = self.said.ongoing or not (until and token.text == "持续")
        self.said.clause.timed = True

    def _on_gradual(self, _: Token) -> None:
        """达到60%，并逐年提升: in a clause of its own behind the last date it goes on; else it is a manner."""
        behind = bool(self.said.due) and not self.said.clause.timed and self._open_ended()
        self.said.ongoing = self.said.ongoing or behind

    def _on_to(self, token: Token) -> None:
        before = self.row.peek(-2).kind if self.row.at > 1 else "end"
        if self.row.peek().kind not in DATE_KINDS and before in DATE_KINDS | {"start", "ongoing", "mark"}:
            raise Unclear(f"“{token.text}{self.row.peek().text}”哪一天，没有说清")

    def _on_list(self, _: Token) -> None:
        if self.row.peek().kind in DATE_KINDS:
            self.said.clause.wordy = False
        elif self.said.clause.recurring and self.row.peek().kind in ("num", "weekday"):
            raise Unclear("每期有几个日子，请逐个写明或选定一个")  # 每周一、三、五

    def _on_sep(self, token: Token) -> None:
        self.said.separator(token, self.row.tokens[: self.row.at])

    def _on_extend(self, _: Token) -> None:
        self.said.extending = self.row.peek().kind in DATE_KINDS
        if not self.said.extending:
            self.said.clause.wordy = True

    def _on_was(self, _: Token) -> None:
        self.said.was = True

    def _on_roll(self, token: Token) -> None:
        self.said.notes.append("遇节假日提前" if "提前" in token.text else "遇节假日顺延")

    def _on_hedge(self, token: Token) -> None:
        self.said.notes.append(f"原文有“{token.text}”")
        if self.said.outer or (self.said.hoped and token.text == "确保"):
            doubts.which_counts(token, self.said)
        self.said.hoped = self.said.hoped or token.text in ("力争", "争取", "最好", "尽量", "尽可能")

    def _on_latest(self, token: Token) -> None:
        """最迟 after another date: which of the two counts?"""
        doubts.which_counts(token, self.said)

    def _on_vague(self, token: Token) -> None:
        self.said.clause.vague = token.text

    def _on_past(self, token: Token) -> None:
        if not self.said.clause.timed:
            self.said.problems.append(f"“{token.text}”不是完成时限")

    def _on_above(self, token: Token) -> None:
        self.said.clause.above = token

    def _on_own(self, _: Token) -> None:
        self.said.clause.above, self.said.clause.wordy = None, True

    def _on_num(self, token: Token) -> None:
        if token.text.isascii():
            self.said.not_read(self.row)
        self.said.clause.wordy = True

    def _words(self, token: Token) -> None:
        """Everything else: free words are neutral, unless they may bind a date."""
        if token.kind in _LOOSE:
            self.said.not_read(self.row)
        elif token.kind not in _SILENT:
            self.said.clause.wordy = True


_LOOSE = frozenset(("danger", "mark", "after", "edge", "time", "weekday", "nth_month"))
_SILENT = frozenset(("prep", "subject", "soft", "then", "start"))
_WORDS: dict[str, Callable[[DeadlineParser, Token], None]] = {
    "every": DeadlineParser._on_every,
    "issue": DeadlineParser._on_issue,
    "now": DeadlineParser._on_now,
    "ongoing": DeadlineParser._on_ongoing,
    "gradual": DeadlineParser._on_gradual,
    "to": DeadlineParser._on_to,
    "list": DeadlineParser._on_list,
    "sep": DeadlineParser._on_sep,
    "extend": DeadlineParser._on_extend,
    "was": DeadlineParser._on_was,
    "roll": DeadlineParser._on_roll,
    "hedge": DeadlineParser._on_hedge,
    "latest": DeadlineParser._on_latest,
    "vague": DeadlineParser._on_vague,
    "past": DeadlineParser._on_past,
    "num": DeadlineParser._on_num,
    "above": DeadlineParser._on_above,
    "own": DeadlineParser._on_own,
}
