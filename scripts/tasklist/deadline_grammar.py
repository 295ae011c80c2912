"""完成时限: a phrase of an official list becomes milestones, a recurrence, an ongoing duty — or a question.

    phrase    := clause (sep clause)*          sep is ， ； 。 （ ）
    clause    := (span | recurrence | duration | ongoing | words)*
    span      := point [起] [至 point] mark*   mark is 前 内 止 左右 17:00 （星期一） …
    point     := year? (half | quarter)? month? (day | third)? edge?
    recurrence:= 每 week weekday? | 每 month day? | 每 quarter (nth month day)? | 每 year point*
    duration  := [自印发之日起] n (days | working days | weeks | months | years) 内

Free words around a date are normal; words that could bind a date nobody can know (汛期前, 验收后, 视情)
make the whole phrase a question.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tasklist.deadline_dates import Context, Span, Unclear, add_months, month_end, point, within
from tasklist.deadline_lexicon import DATE_KINDS, DURATIONS
from tasklist.deadline_recurrence import rhythm
from tasklist.deadline_words import END, Row, Token
from tasklist.model import Deadline
from tasklist.workdays import Calendar

_ISSUING = ("印发", "下发", "发布", "公布")  # a day before these is a paper's, no deadline


@dataclass
class Clause:
    """What the words since the last separator said. `timed`: a date, recurrence or ongoing word stands in it."""

    timed: bool = False
    wordy: bool = False  # free words since the last date
    vague: str = ""
    recurring: bool = False


@dataclass
class Parser:
    """One pass over the tokens of one phrase."""

    row: Row
    context: Context
    calendar: Calendar
    due: list[date] = field(default_factory=list)
    start: date | None = None
    ongoing: bool = False
    every: str | None = None
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    untimed: list[str] = field(default_factory=list)
    clause: Clause = field(default_factory=Clause)
    extending: bool = False
    was: bool = False
    outer: list[tuple[Clause, int, int]] = field(default_factory=list)  # around brackets: clause, milestones, place
    hoped: bool = False  # 力争 stands before a date

    # -- the row

    def run(self) -> None:
        """Read the row to its end. Raises Unclear where a reading would be a guess."""
        while self.row.peek() is not END:
            kind = self.row.peek().kind
            if kind in DATE_KINDS:
                self._dated()
            elif kind in DURATIONS:
                self._duration(self.context.issued_on)
            else:
                _WORDS.get(kind, Parser._words)(self, self.row.take())
        self._on_sep(END)

    def deadline(self, text: str) -> Deadline:
        """What was found, as a value; any problem turns it into a question."""
        problems = list(self.problems)
        if self.was:
            problems.append("写了原定时限，没有说明改到哪一天")
        if not (self.due or self.ongoing or self.every):
            problems += self.untimed  # beside a clause that has its time, 立即 or 适时 is a manner, not a date
        if not problems and not (self.due or self.ongoing or self.every):
            problems.append("只写了开始时间，没有完成时间" if self.start else "没有说明时间")
        due = tuple(sorted(set(self.due)))
        if problems:
            note = "；".join(dict.fromkeys(problems))
            return Deadline(text, ongoing=self.ongoing, ask=True, note=note)
        return Deadline(
            text, due, self.start, self.ongoing, self.every, note="；".join(dict.fromkeys((*self.notes, *self.untimed)))
        )

    def milestone(self, day: date) -> None:
        """Keep a day the work is to be done by; after 延期至 it takes the place of the one before. Raises Unclear."""
        day = within(day, self.context.issued_on)
        if self.extending and self.due:
            self.notes.append(f"原定 {self.due.pop()}，已改期")
        self.was = self.was and not self.extending
        self.extending = False
        self.due.append(day)
        self.clause.timed, self.clause.wordy = True, False

    # -- dates

    def _dated(self) -> None:
        """A point or a range, its marks, and what it is: a milestone, a start, or part of a thing's name."""
        before = copy.copy(self.context)
        self._stands_alone(self.row.peek(-1), self.row.peek())
        found, words = point(self.row, self.context)
        ranged = self._range_start() or (self.row.peek().kind == "to" and self.row.peek(1).kind in DATE_KINDS)
        if ranged:
            found, words = self._range(found)
        edged = found.exact or words[-1].kind == "edge" or words[-1].text.endswith(("底", "末", "终", "内"))
        marked = self._marks(found.last, "" if edged else "".join(word.text for word in words))
        following = self.row.peek().kind
        if following == "start" and not marked:
            self._starts(found)
        elif following == "after":
            self._after(found)
        elif not marked and self._is_name(words, edged, ranged):
            self.context = before
        elif words[0].text.startswith("当月"):
            raise Unclear("“当月”是哪个月，没有说清")
        elif not (marked or ranged) and (self.clause.vague or self.row.peek().text in _ISSUING):
            raise Unclear(f"“{self.row.around()}”是不是完成时限，没有说清")
        elif following == "ongoing" and self.due and not (edged or marked or ranged):
            pass  # 2024年持续深化, after a milestone: how long it goes on, no second date
        else:
            if words[-1].kind == "rel_week" and not (words[-1].value[1] or marked or ranged):
                raise Unclear(f"“{words[-1].text}”没有说清是哪一天")
            self._in_order(found)
            self._unlike_next(found, marked or edged or ranged)
            if ranged:
                self.start = self.start or found.first
            self.milestone(found.last)

    def _stands_alone(self, before: Token, first: Token) -> None:
        """A point that begins with 日 or 月底 must not hang on an unknown word (某月底, 最后5日, 每月5日、15日)."""
        if first.kind == "day" and before.kind in ("text", "soft", "num", "neutral", "noun", "count", "danger"):
            raise Unclear(f"“{before.text}{first.text}”读不懂")
        if first.kind in ("month_end", "year_end") and before.kind in ("text", "num", "danger", "past"):
            raise Unclear(f"“{before.text}{first.text}”读不懂")
        if first.kind in ("day", "third", "month_end") and (self.every or self.clause.recurring):
            raise Unclear(f"“{first.text}”是每期的还是一次的，没有说清")

    def _is_name(self, words: tuple[Token, ...], edged: bool, ranged: bool) -> bool:
        """Does a bare span belong to a thing's name (报送上半年总结)? Raises Unclear when it may be either."""
        following = self.row.peek()
        if edged and not ranged and words[-1].kind != "year_end":
            return False
        if self.clause.timed and self.clause.wordy and following.kind in ("noun", "act"):
            return True
        if edged or ranged:
            return False
        text = "".join(word.text for word in words)
        things = {"noun"} if words[-1].kind in ("month", "rel_month", "ym") else {"noun", "neutral", "text", "count"}
        if words[-1].kind not in ("month", "rel_month", "ym", "half", "quarter") or not self.due:
            things |= {"act"} if words[-1].kind not in ("month", "rel_month", "ym") else set()
        if following.kind == "count" and following.text.endswith("%") and not self.clause.wordy:
            return False
        loose = self.clause.wordy and following.kind not in ("done", "verb", "sep", "end", "list", "ongoing")
        if following.kind in things or loose:
            raise Unclear(f"“{text}{following.text}”是时限还是事项名称，没有说清")
        return False

    def _range_start(self) -> bool:
        """Take 起 and a comma before 至, when a range follows (自5月1日起，至6月30日止)."""
        gap = 2 if self.row.peek(1).text == "," else 1
        found = (
            self.row.peek().kind == "start"
            and self.row.peek(gap).kind == "to"
            and self.row.peek(gap + 1).kind in DATE_KINDS
        )
        self.row.at += gap if found else 0
        return found

    def _range(self, first: Span) -> tuple[Span, tuple[Token, ...]]:
        """The span from `first` to the point after 至. A month range may run over the turn of a year by half a year."""
        self.row.take()
        last, words = point(self.row, self.context)
        if last.last < first.first:
            months = (last.last.month - first.first.month) % 12
            if last.dated or last.exact or not months <= 5 or first.first < self.context.issued_on.replace(day=1):
                raise Unclear(f"“{''.join(word.text for word in words)}”早于开始时间")
            self.context.year += 1
            later = last.last.year + 1
            last = replace(last, last=month_end(later, last.last.month))
            self.notes.append(f"止于次年（{later}年）")
        return Span(first.first, last.last, last.exact, first.dated or last.dated), words

    def _marks(self, day: date, loose: str) -> bool:
        """Take what may follow a date: 前 内 止 左右, an hour, a weekday. Was there a mark that makes it a deadline?

        前 includes a named day; before a whole month or year (`loose`: 6月前, 2025年前) it may mean either: Unclear.
        """
        marked = False
        while True:
            token = self.row.peek()
            if token.kind == "mark":
                marked = True
                if token.text in ("前", "以前", "之前") and loose:
                    raise Unclear(f"“{loose}{token.text}”含不含{loose}，没有说清")
                if token.text == "前" and self.row.peek(1).kind in DURATIONS | {"day", "num"}:
                    raise Unclear(f"“{token.text}{self.row.peek(1).text}”读不懂")
                if token.text in ("左右", "前后", "许"):
                    self.notes.append(f"“{token.text}”按当日计")
            elif token.kind == "time":
                self._hour(token)
            elif token.kind == "weekday":
                self._weekday(token, day)
            else:
                return marked
            self.row.at += 1

    def _hour(self, token: Token) -> None:
        if token.value and not 0 < token.value[0] <= 24:
            raise Unclear(f"“{token.text}”没有说清是当日还是前一日")
        self.notes.append(f"当日 {token.text} 前")

    def _weekday(self, token: Token, day: date) -> None:
        if day.isoweekday() != token.value[0]:
            raise Unclear(f"{day} 不是{token.text}")

    def _starts(self, found: Span) -> None:
        """3月启动, 6月起: a beginning, not a deadline. 起 without an end is open-ended."""
        token = self.row.take()
        if not self.due:
            self.start = self.start or within(found.last if found.exact else found.first, self.context.issued_on)
        self.clause.timed, self.clause.wordy = True, False
        self.ongoing = self.ongoing or (token.text.startswith("起") and not self.due and self._open_ended())

    def _open_ended(self) -> bool:
        """Does no later word of the phrase name an end or a rhythm?"""
        return not any(token.kind in DATE_KINDS | DURATIONS | {"every"} for token in self.row.tokens[self.row.at :])

    def _after(self, found: Span) -> None:
        token = self.row.take()
        if self.row.peek().kind != "ongoing":
            raise Unclear(f"“{token.text}”之后到哪一天，没有说清")
        self.start = self.start or within(found.last, self.context.issued_on)

    def _in_order(self, found: Span) -> None:
        """A date without a year that runs backwards may belong to another year: ask."""
        issued = self.context.issued_on
        backwards = self.due and not found.dated and not self.extending and found.last < self.due[-1]
        if self.due and found.last < self.due[-1] and (self.hoped or (self.clause.timed and self.clause.wordy)):
            raise Unclear(f"{found.last} 早于前一个时间，没有说清以哪个为准")
        if backwards and (self.context.year != issued.year or found.last < issued):
            raise Unclear(f"{found.last} 早于前一个时间，没有说清是哪一年")

    def _unlike_next(self, found: Span, marked: bool) -> None:
        """6月、12月20日前: is the first one the 20th as well? Ask."""
        beyond = (self.row.peek(1).kind, self.row.peek(2).kind)
        bare = not marked and not found.exact and self.row.peek().kind == "list"
        if bare and beyond[0] == "month" and beyond[1] in ("day", "third"):
            raise Unclear("前一个月份没有写明是哪一天")

    # -- durations and recurrences

    def _duration(self, base: date) -> None:
        """N days, working days, weeks, months … from `base`, which is not counted."""
        token = self.row.take()
        amount = token.value[0]
        if self.clause.wordy or self.clause.timed or (self.row.at > 1 and self.row.peek(-2).kind in DATE_KINDS):
            raise Unclear(f"“{token.text}”从哪一天算起，没有说清")
        if not 0 < amount <= 3660:
            raise Unclear(f"“{token.text}”读不懂")
        if token.text.endswith("工作日") and self.row.peek().kind in ("danger", "after"):
            raise Unclear(f"“{token.text}{self.row.peek().text}”读不懂")
        try:
            day = self._reckon(token.kind, base, amount)
        except (ValueError, OverflowError):
            raise Unclear(f"“{token.text}”超出日历") from None
        self.notes.append(f"自 {base} 起算")
        self.milestone(day)

    def _reckon(self, kind: str, base: date, amount: int) -> date:
        if kind == "workdays":
            day = self.calendar.add(base, amount)
            unknown = [year for year in range(base.year, day.year + 1) if year not in self.calendar.years]
            if unknown:
                self.notes.append(f"节假日表缺{'、'.join(map(str, unknown))}年，按周末推算")
            return day
        if kind in ("months", "quarters", "years"):
            return add_months(base, amount * {"months": 1, "quarters": 3, "years": 12}[kind])
        return base + timedelta(days=amount * (7 if kind == "weeks" else 1))

    def _on_every(self, token: Token) -> None:
        months = token.value[0]
        name = rhythm(token, self.row, self.context)
        if months != 12 and self.row.peek().kind in DATE_KINDS:
            raise Unclear(f"“{token.text}{self.row.peek().text}”读不懂")
        if self.every not in (None, name):
            raise Unclear("有两种报送频次，没有说清以哪个为准")
        self.every = name
        self.clause.timed, self.clause.wordy, self.clause.recurring = True, False, True
        while self.row.peek().kind in ("mark", "time"):
            follower = self.row.take()
            if follower.kind == "time":
                self._hour(follower)
        if self.row.peek().kind in DURATIONS | {"day"}:
            raise Unclear(f"“{self.row.around()}{self.row.peek().text}”读不懂")

    # -- words

    def _on_issue(self, token: Token) -> None:
        """自印发之日起: a duration, a range or an open-ended duty begins with the notice."""
        if self.clause.wordy:
            raise Unclear(f"“{self.row.around()}”是哪一天，没有说清")
        following = self.row.peek()
        if following.kind in DURATIONS:
            return self._duration(self.context.issued_on)
        if following.kind not in ("to", "ongoing") and following.text not in ("实施", "执行", "施行", "生效"):
            raise Unclear(f"“{token.text}”之后到哪一天，没有说清")
        return self._on_now(token)

    def _on_now(self, token: Token) -> None:
        self.start = self.context.issued_on
        if self.row.peek().kind == "to" and self.row.peek(1).kind not in DATE_KINDS:
            raise Unclear(f"“{token.text}{self.row.peek().text}”哪一天，没有说清")
        self.ongoing = self.ongoing or self._open_ended()
        self.clause.timed = True

    def _on_ongoing(self, token: Token) -> None:
        until = self.row.peek().kind == "to" and self.row.peek(1).kind in DATE_KINDS
        self.ongoing = self.ongoing or not (until and token.text == "持续")
        self.clause.timed = True

    def _on_to(self, token: Token) -> None:
        before = self.row.peek(-2).kind if self.row.at > 1 else "end"
        if self.row.peek().kind not in DATE_KINDS and before in DATE_KINDS | {"start", "ongoing", "mark"}:
            raise Unclear(f"“{token.text}{self.row.peek().text}”哪一天，没有说清")

    def _on_list(self, _: Token) -> None:
        if self.row.peek().kind in DATE_KINDS:
            self.clause.wordy = False

    def _on_sep(self, token: Token) -> None:
        """A clause ends. Brackets are a clause within: the one around them goes on behind them."""
        if self.clause.vague and not self.clause.timed:
            self.untimed.append(f"“{self.clause.vague}”没有说明时间")
        if token.text in "([":
            self.outer.append((self.clause, len(self.due), self.row.at))
            self.clause = Clause()
        elif token.text in ")]" and self.outer:
            self.clause = self._close()
        else:
            while token is END and self.outer:
                self._close()
            self.clause = Clause()

    def _close(self) -> Clause:
        """After a bracket: 每季度末（6月、9月和12月底） is its dates; 6月底（9月底） is a question."""
        clause, known, opened = self.outer.pop()
        added = self.due[known:]
        if clause.recurring and len(added) >= 2:
            self.every = None
        elif added and known and opened > 1 and self.row.tokens[opened - 2].kind in DATE_KINDS | {"mark"}:
            inside = self.row.tokens[opened : self.row.at]
            bare = all(token.kind in DATE_KINDS | {"mark", "sep", "hedge", "latest"} for token in inside)
            if bare and added != [self.due[known - 1]]:
                raise Unclear("括号内外的时间不一致，没有说清以哪个为准")
        return clause

    def _on_extend(self, _: Token) -> None:
        self.extending = self.row.peek().kind in DATE_KINDS
        if not self.extending:
            self.clause.wordy = True

    def _on_was(self, _: Token) -> None:
        self.was = True

    def _on_roll(self, _: Token) -> None:
        self.notes.append("遇节假日顺延")

    def _on_hedge(self, token: Token) -> None:
        self.notes.append(f"原文有“{token.text}”")
        if self.due and (self.outer or (self.hoped and token.text == "确保")):
            self.problems.append(f"有几个时间，“{token.text}”以哪个为准没有说清")
        self.hoped = self.hoped or token.text in ("力争", "争取", "最好", "尽量", "尽可能")

    def _on_latest(self, token: Token) -> None:
        """最迟 after another date: which of the two counts?"""
        if self.due:
            self.problems.append(f"有几个时间，“{token.text}”以哪个为准没有说清")

    def _on_vague(self, token: Token) -> None:
        self.clause.vague = token.text

    def _on_past(self, token: Token) -> None:
        if not self.clause.timed:
            self.problems.append(f"“{token.text}”不是完成时限")

    def _on_num(self, token: Token) -> None:
        if token.text.isascii():
            self.problems.append(f"“{token.text}”读不懂")
        self.clause.wordy = True

    def _words(self, token: Token) -> None:
        """Everything else: free words are neutral, unless they may bind a date."""
        if token.kind in _LOOSE:
            self.problems.append(f"“{self.row.around()}”读不懂")
        elif token.kind not in _SILENT:
            self.clause.wordy = True


_LOOSE = frozenset(("danger", "mark", "after", "edge", "time", "weekday", "nth_month"))
_SILENT = frozenset(("prep", "subject", "soft", "then", "start"))
_WORDS: dict[str, Callable[[Parser, Token], None]] = {
    "every": Parser._on_every,
    "issue": Parser._on_issue,
    "now": Parser._on_now,
    "ongoing": Parser._on_ongoing,
    "to": Parser._on_to,
    "list": Parser._on_list,
    "sep": Parser._on_sep,
    "extend": Parser._on_extend,
    "was": Parser._on_was,
    "roll": Parser._on_roll,
    "hedge": Parser._on_hedge,
    "latest": Parser._on_latest,
    "vague": Parser._on_vague,
    "past": Parser._on_past,
    "num": Parser._on_num,
}
