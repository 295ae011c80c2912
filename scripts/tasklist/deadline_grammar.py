"""完成时限: a phrase of an official list becomes milestones, a recurrence, an ongoing duty — or a question.

    phrase    := clause (sep clause)*          sep is ， ； 。 （ ）
    clause    := (span | recurrence | duration | ongoing | words)*
    span      := point [起] [至 point] mark*   mark is 前 内 止 左右 17:00 （星期一） …
    point     := year? (half | quarter)? month? (day | third)? edge?
    recurrence:= 每 week weekday? | 每 month day? | 每 quarter (nth month day)? | 每 year point*
    duration  := [自印发之日起] n (days | working days | weeks | months | years) 内

Free words around a date are normal; words that could bind a date nobody can know (汛期前, 验收后, 视情)
make the whole phrase a question. Nothing here raises: the worst answer is `ask`.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tasklist.deadline_dates import FINENESS, Context, Span, Unclear, add_months, finer, month_end, span, within
from tasklist.deadline_lexicon import DATE_KINDS, DURATIONS
from tasklist.deadline_words import Token
from tasklist.model import Deadline
from tasklist.workdays import Calendar

_END = Token("end", "")


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

    row: tuple[Token, ...]
    context: Context
    calendar: Calendar
    at: int = 0
    due: list[date] = field(default_factory=list)
    start: date | None = None
    ongoing: bool = False
    every: str | None = None
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    clause: Clause = field(default_factory=Clause)
    extending: bool = False
    was: bool = False
    outer: list[tuple[Clause, int, int]] = field(default_factory=list)  # around brackets: clause, milestones, place
    hoped: bool = False  # 力争 stands before a date

    # -- the row

    def peek(self, ahead: int = 0) -> Token:
        place = self.at + ahead
        return self.row[place] if place < len(self.row) else _END

    def take(self) -> Token:
        token = self.peek()
        self.at += 1
        return token

    def run(self) -> None:
        while self.peek() is not _END:
            kind = self.peek().kind
            if kind in DATE_KINDS:
                self.dated()
            elif kind in DURATIONS:
                self.duration(self.context.issued_on)
            else:
                getattr(self, f"on_{kind}", self.words)(self.take())
        self.on_sep(_END)

    def deadline(self, text: str) -> Deadline:
        """What was found, as a value; any problem turns it into a question."""
        problems = list(self.problems)
        if self.was:
            problems.append("写了原定时限，没有说明改到哪一天")
        if not problems and not (self.due or self.ongoing or self.every):
            problems.append("只写了开始时间，没有完成时间" if self.start else "没有说明时间")
        due = tuple(sorted(set(self.due)))
        if problems:
            note = "；".join(dict.fromkeys(problems))
            return Deadline(text, ongoing=self.ongoing, ask=True, note=note)
        return Deadline(text, due, self.start, self.ongoing, self.every, note="；".join(dict.fromkeys(self.notes)))

    def milestone(self, day: date) -> None:
        day = within(day, self.context.issued_on)
        if self.extending and self.due:
            self.notes.append(f"原定 {self.due.pop()}，已改期")
        self.was = self.was and not self.extending
        self.extending = False
        self.due.append(day)
        self.clause.timed, self.clause.wordy = True, False

    # -- dates

    def point(self) -> tuple[Span, tuple[Token, ...]]:
        """Take the words of one point, as long as they get finer."""
        words: list[Token] = []
        while finer(self.peek().kind, FINENESS[words[-1].kind] if words else 0):
            words.append(self.take())
            if self.peek().text == "的" and finer(self.peek(1).kind, FINENESS[words[-1].kind]):
                self.take()
        if not words:
            raise Unclear(f"“{self.peek().text}”读不懂")
        return span(tuple(words), self.context), tuple(words)

    def dated(self) -> None:
        """A point or a range, its marks, and what it is: a milestone, a start, or part of a thing's name."""
        before = copy.copy(self.context)
        found, words = self.point()
        ranged = self.range_start() or (self.peek().kind == "to" and self.peek(1).kind in DATE_KINDS)
        if ranged:
            found, words = self.range(found)
        edged = found.exact or words[-1].kind == "edge" or words[-1].text.endswith(("底", "末", "终", "内"))
        marked = self.marks(found.last, "" if edged else "".join(word.text for word in words)) or ranged
        following = self.peek().kind
        if following == "start" and not marked:
            self.starts(found)
        elif following == "after":
            self.after(found)
        elif not marked and self.is_name(words, edged):
            self.context = before
        elif following == "ongoing" and self.due and not (edged or marked):
            pass  # 2024年持续深化, after a milestone: how long it goes on, no second date
        else:
            if words[-1].kind == "rel_week" and not (words[-1].value[1] or marked):
                raise Unclear(f"“{words[-1].text}”没有说清是哪一天")
            self.in_order(found)
            self.unlike_next(found, marked or edged)
            if ranged:
                self.start = self.start or found.first
            self.milestone(found.last)

    def is_name(self, words: tuple[Token, ...], edged: bool) -> bool:
        """Does a bare span belong to a thing's name (报送上半年总结)? Raises Unclear when it may be either."""
        following = self.peek()
        if edged and words[-1].kind != "year_end":
            return False
        if self.clause.timed and self.clause.wordy and following.kind in ("noun", "act"):
            return True
        if edged:
            return False
        text = "".join(word.text for word in words)
        things = {"noun"} if words[-1].kind in ("month", "rel_month", "ym") else {"noun", "neutral", "text", "count"}
        if words[-1].kind not in ("month", "rel_month", "ym", "half", "quarter") or not self.due:
            things |= {"act"} if words[-1].kind not in ("month", "rel_month", "ym") else set()
        loose = self.clause.wordy and following.kind not in ("done", "verb", "sep", "end", "list", "ongoing")
        if following.kind in things or loose or text == "当月":
            raise Unclear(f"“{text}{following.text}”是时限还是事项名称，没有说清")
        return False

    def range_start(self) -> bool:
        """Take 起 and a comma before 至, when a range follows (自5月1日起，至6月30日止)."""
        gap = 2 if self.peek(1).text == "," else 1
        found = self.peek().kind == "start" and self.peek(gap).kind == "to" and self.peek(gap + 1).kind in DATE_KINDS
        self.at += gap if found else 0
        return found

    def range(self, first: Span) -> tuple[Span, tuple[Token, ...]]:
        """The span from `first` to the point after 至. A month range may run over the turn of a year by half a year."""
        self.take()
        last, words = self.point()
        if last.last < first.first:
            months = (last.last.month - first.first.month) % 12
            if last.dated or last.exact or not months <= 5 or first.first < self.context.issued_on.replace(day=1):
                raise Unclear(f"“{''.join(word.text for word in words)}”早于开始时间")
            self.context.year += 1
            later = last.last.year + 1
            last = replace(last, last=month_end(later, last.last.month))
            self.notes.append(f"止于次年（{later}年）")
        return Span(first.first, last.last, last.exact, first.dated or last.dated), words

    def marks(self, day: date, loose: str) -> bool:
        """Take what may follow a date: 前 内 止 左右, an hour, a weekday. Was there a mark that makes it a deadline?

        前 includes a named day; before a whole month or year (`loose`: 6月前, 2025年前) it may mean either: Unclear.
        """
        marked = False
        while True:
            token = self.peek()
            if token.kind == "mark":
                marked = True
                if token.text in ("前", "以前", "之前") and loose:
                    raise Unclear(f"“{loose}{token.text}”含不含{loose}，没有说清")
                if token.text == "前" and self.peek(1).kind in DURATIONS | {"day", "num"}:
                    raise Unclear(f"“{token.text}{self.peek(1).text}”读不懂")
                if token.text in ("左右", "前后", "许"):
                    self.notes.append(f"“{token.text}”按当日计")
            elif token.kind == "time":
                self.hour(token)
            elif token.kind == "weekday":
                self.weekday(token, day)
            else:
                return marked
            self.at += 1

    def hour(self, token: Token) -> None:
        if token.value and not 0 < token.value[0] <= 24:
            raise Unclear(f"“{token.text}”没有说清是当日还是前一日")
        self.notes.append(f"当日 {token.text} 前")

    def weekday(self, token: Token, day: date) -> None:
        if day.isoweekday() != token.value[0]:
            raise Unclear(f"{day} 不是{token.text}")

    def starts(self, found: Span) -> None:
        """3月启动, 6月起: a beginning, not a deadline. 起 without an end is open-ended."""
        token = self.take()
        if not self.due:
            self.start = self.start or within(found.last if found.exact else found.first, self.context.issued_on)
        self.clause.timed, self.clause.wordy = True, False
        self.ongoing = self.ongoing or (token.text.startswith("起") and not self.due and self.open_ended())

    def open_ended(self) -> bool:
        """Does no later word of the phrase name an end or a rhythm?"""
        return not any(token.kind in DATE_KINDS | DURATIONS | {"every"} for token in self.row[self.at :])

    def after(self, found: Span) -> None:
        token = self.take()
        if self.peek().kind != "ongoing":
            raise Unclear(f"“{token.text}”之后到哪一天，没有说清")
        self.start = self.start or within(found.last, self.context.issued_on)

    def in_order(self, found: Span) -> None:
        """A date without a year that runs backwards may belong to another year: ask."""
        issued = self.context.issued_on
        if self.due and not found.dated and not self.extending and found.last < self.due[-1]:
            if self.context.year != issued.year or found.last < issued:
                raise Unclear(f"{found.last} 早于前一个时间，没有说清是哪一年")

    def unlike_next(self, found: Span, marked: bool) -> None:
        """6月、12月20日前: is the first one the 20th as well? Ask."""
        beyond = (self.peek(1).kind, self.peek(2).kind)
        if not marked and not found.exact and self.peek().kind == "list" and beyond[0] == "month":
            if beyond[1] in ("day", "third"):
                raise Unclear("前一个月份没有写明是哪一天")

    # -- durations and recurrences

    def duration(self, base: date) -> None:
        """N days, working days, weeks, months … from `base`, which is not counted."""
        token = self.take()
        amount = token.value[0]
        if self.clause.wordy or self.clause.timed or (self.at > 1 and self.peek(-2).kind in DATE_KINDS):
            raise Unclear(f"“{token.text}”从哪一天算起，没有说清")
        if not 0 < amount <= 3660:
            raise Unclear(f"“{token.text}”读不懂")
        if token.text.endswith("工作日") and self.peek().kind in ("danger", "after"):
            raise Unclear(f"“{token.text}{self.peek().text}”读不懂")
        try:
            day = self.reckon(token.kind, base, amount)
        except (ValueError, OverflowError):
            raise Unclear(f"“{token.text}”超出日历") from None
        self.notes.append(f"自 {base} 起算")
        self.milestone(day)

    def reckon(self, kind: str, base: date, amount: int) -> date:
        if kind == "workdays":
            day = self.calendar.add(base, amount)
            unknown = [year for year in range(base.year, day.year + 1) if year not in self.calendar.years]
            if unknown:
                self.notes.append(f"节假日表缺{'、'.join(map(str, unknown))}年，按周末推算")
            return day
        if kind in ("months", "quarters", "years"):
            return add_months(base, amount * {"months": 1, "quarters": 3, "years": 12}[kind])
        return base + timedelta(days=amount * (7 if kind == "weeks" else 1))

    def on_every(self, token: Token) -> None:
        months, weekday, closed = token.value
        name = (
            self.closed(months)
            if closed
            else {0: self.weekly, 1: self.monthly, 3: self.quarterly}.get(
                months, self.yearly if months == 12 else self.half_yearly
            )(weekday)
        )
        if months != 12 and self.peek().kind in DATE_KINDS:
            raise Unclear(f"“{token.text}{self.peek().text}”读不懂")
        if self.every not in (None, name):
            raise Unclear("有两种报送频次，没有说清以哪个为准")
        self.every = name
        self.clause.timed, self.clause.wordy, self.clause.recurring = True, False, True
        while self.peek().kind in ("mark", "time"):
            follower = self.take()
            if follower.kind == "time":
                self.hour(follower)
        if self.peek().kind in DURATIONS | {"day"}:
            raise Unclear(f"“{self.around()}{self.peek().text}”读不懂")

    def weekly(self, weekday: int) -> str:
        return f"week:{weekday or 7}"

    def monthly(self, _: int) -> str:
        return f"month:{self.day_of_month() or 'end'}"

    def quarterly(self, _: int) -> str:
        self.skip_of()
        if self.peek().kind == "nth_month":
            place = self.take().value[0]
            self.skip_of()
            day = self.day_of_month()
            if day is None or (day == "end" and place != 3):
                raise Unclear("每季度的哪一天，没有说清")
            return "quarter:end" if day == "end" else f"quarter:{place}-{day}"
        if self.peek().kind == "edge" and self.peek().text in ("底", "末"):
            self.take()
        return "quarter:end"

    def half_yearly(self, _: int) -> str:
        if self.peek().kind == "edge" and self.peek().text in ("底", "末"):
            self.take()
        return "half-year"

    def yearly(self, _: int) -> str:
        """每年 alone, or with the year's end, is the year; other dates stay as this year's milestones."""
        self.skip_of()
        if self.peek().kind == "edge" and self.peek().text in ("底", "末"):
            self.take()
        elif self.peek().kind in DATE_KINDS:
            place, known = self.at, copy.copy(self.context)
            found, _words = self.point()
            if self.peek().kind in ("list", "to") or found.last != date(known.year, 12, 31):
                self.at, self.context = place, known
        return "year"

    def closed(self, months: int) -> str:
        """每月结束后5日内 is the 5th of the next month; 每季度结束后15日内 the 15th of the next quarter's first month."""
        token = self.take()
        if token.kind != "days" or months not in (1, 3) or not 0 < token.value[0] <= 28:
            raise Unclear("期末之后的哪一天，没有说清")
        return f"month:{token.value[0]}" if months == 1 else f"quarter:1-{token.value[0]}"

    def skip_of(self) -> None:
        if self.peek().text == "的":
            self.take()

    def day_of_month(self) -> str | None:
        """The day within a month that the next words name: 25日, 1—5日 (the last), 上旬, 底; None: no such word."""
        self.skip_of()
        token = self.peek()
        if token.kind == "day" and self.peek(1).kind == "to" and self.peek(2).kind == "day":
            self.at += 2
            token = self.peek()
        if token.kind not in ("day", "third", "month_end", "edge"):
            return None
        self.take()
        if token.text in ("初", "中") or (token.value and not 1 <= token.value[0] <= 31):
            raise Unclear(f"“{token.text}”没有说清是哪一天")
        ends = token.kind in ("month_end", "edge") or (token.kind == "third" and token.value[0] == 31)
        return "end" if ends else str(token.value[0])

    # -- words

    def on_issue(self, token: Token) -> None:
        """自印发之日起: a duration, a range or an open-ended duty begins with the notice."""
        if self.clause.wordy:
            raise Unclear(f"“{self.around()}”是哪一天，没有说清")
        if self.peek().kind in DURATIONS:
            return self.duration(self.context.issued_on)
        return self.on_now(token)

    def on_now(self, token: Token) -> None:
        self.start = self.context.issued_on
        if self.peek().kind == "to" and self.peek(1).kind not in DATE_KINDS:
            raise Unclear(f"“{token.text}{self.peek().text}”哪一天，没有说清")
        self.ongoing = self.ongoing or self.open_ended()
        self.clause.timed = True

    def on_ongoing(self, token: Token) -> None:
        if not (self.peek().kind == "to" and self.peek(1).kind in DATE_KINDS) or (
            self.peek().kind == "to" and token.text != "持续"
        ):
            self.ongoing = True
        self.clause.timed = True

    def on_to(self, token: Token) -> None:
        before = self.peek(-2).kind if self.at > 1 else "end"
        if self.peek().kind not in DATE_KINDS and before in DATE_KINDS | {"start", "ongoing", "mark"}:
            raise Unclear(f"“{token.text}{self.peek().text}”哪一天，没有说清")

    def on_list(self, _: Token) -> None:
        if self.peek().kind in DATE_KINDS:
            self.clause.wordy = False

    def on_sep(self, token: Token) -> None:
        """A clause ends. Brackets are a clause within: the one around them goes on behind them."""
        if self.clause.vague and not self.clause.timed:
            self.problems.append(f"“{self.clause.vague}”没有说明时间")
        if token.text in "([":
            self.outer.append((self.clause, len(self.due), self.at))
            self.clause = Clause()
        elif token.text in ")]" and self.outer:
            self.clause = self.close()
        else:
            while token is _END and self.outer:
                self.close()
            self.clause = Clause()

    def close(self) -> Clause:
        """After a bracket: 每季度末（6月、9月和12月底） is its dates; 6月底（9月底） is a question."""
        clause, known, opened = self.outer.pop()
        added = self.due[known:]
        if clause.recurring and len(added) >= 2:
            self.every = None
        elif added and known and opened > 1 and self.row[opened - 2].kind in DATE_KINDS | {"mark"}:
            bare = all(
                token.kind in DATE_KINDS | {"mark", "sep", "hedge", "latest"} for token in self.row[opened : self.at]
            )
            if bare and added != [self.due[known - 1]]:
                raise Unclear("括号内外的时间不一致，没有说清以哪个为准")
        return clause

    def on_extend(self, _: Token) -> None:
        self.extending = self.peek().kind in DATE_KINDS
        if not self.extending:
            self.clause.wordy = True

    def on_was(self, _: Token) -> None:
        self.was = True

    def on_roll(self, _: Token) -> None:
        self.notes.append("遇节假日顺延")

    def on_hedge(self, token: Token) -> None:
        self.notes.append(f"原文有“{token.text}”")
        if self.due and (self.outer or (self.hoped and token.text == "确保")):
            self.problems.append(f"有几个时间，“{token.text}”以哪个为准没有说清")
        self.hoped = self.hoped or token.text in ("力争", "争取", "最好", "尽量", "尽可能")

    def on_latest(self, token: Token) -> None:
        """最迟 after another date: which of the two counts?"""
        if self.due:
            self.problems.append(f"有几个时间，“{token.text}”以哪个为准没有说清")

    def on_vague(self, token: Token) -> None:
        self.clause.vague = token.text

    def on_past(self, token: Token) -> None:
        if not self.clause.timed:
            self.problems.append(f"“{token.text}”不是完成时限")

    def on_num(self, token: Token) -> None:
        if token.text.isascii():
            self.problems.append(f"“{token.text}”读不懂")
        self.clause.wordy = True

    def words(self, token: Token) -> None:
        """Everything else: free words are neutral, unless they may bind a date."""
        if token.kind in _LOOSE:
            self.problems.append(f"“{self.around()}”读不懂")
        elif token.kind not in _SILENT:
            self.clause.wordy = True

    def around(self) -> str:
        """The last token with a few characters before it: what was not understood, as a person would quote it."""
        return "".join(token.text for token in self.row[max(0, self.at - 4) : self.at])


_LOOSE = frozenset(("danger", "mark", "after", "edge", "time", "weekday", "nth_month"))
_SILENT = frozenset(("prep", "subject", "soft", "then", "start"))
