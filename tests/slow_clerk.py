"""A slow count of the 2022 campaign, to hold the program against.

The clerk knows only the list of files dropped so far and the words of the notice. It shares nothing with plan,
status or ledger: its calendar, its rules and its sums are written out here.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from campaign_2022 import (
    CLOSED,
    CLOSES,
    DOCUMENTS,
    DUE,
    ISSUED,
    MILESTONES,
    MONTHLY,
    MOVED,
    NEEDED,
    NEWCOMER,
    ONE_DAY,
    OPENS,
    SPARED,
    STUDY,
    TEMPLATE,
    WEEKLY,
    Sent,
    due_of,
    end,
)
from tasklist.ledger.tally import Tally
from tasklist.model.ledger import Colour, Status
from tasklist.model.plan import Plan
from tasklist.model.returns import Outcome


@dataclass
class Row:
    """One thing one unit owes, as the clerk writes it down."""

    unit: str
    kind: str
    what: str
    span: str
    due: datetime
    status: Status
    returned: bool = False
    first: datetime | None = None  # when it was there in full, or else when anything of it first came
    sort: str = ""
    count: int = 0
    made_up: int = 0
    colour: Colour = Colour.GREY
    empty: bool = False  # of a form that came with nothing answered, which is no report

    @property
    def in_time(self) -> bool:
        came = self.first is not None and self.first <= self.due and not self.empty
        return came and self.status not in (Status.EXEMPT, Status.NOT_DUE, Status.MISSING)

    @property
    def blank(self) -> bool:
        return self.status is Status.PARTIAL and self.kind == "task"

    @property
    def doubtful(self) -> bool:
        return self.sort == "slogan" and self.status is not Status.EXEMPT

    @property
    def answered(self) -> bool:
        return self.status in (Status.REPORTED, Status.LATE, Status.NIL)


class Clerk:
    """Counts by hand what is owed and what came, from the files dropped by `now`."""

    def __init__(self, made: Plan, sent: tuple[Sent, ...], now: datetime) -> None:
        self.made, self.now = made, now
        self.today, self.month = now.date(), now.date().month
        self.known = [each for each in sent if each.at <= now]
        self.of = {unit.name: [each for each in self.known if each.unit == unit.name] for unit in made.roster.units}
        self.rows = [row for unit in made.roster.units if self.present(unit.name) for row in self.owed(unit.name)]

    def present(self, unit: str) -> bool:
        if unit == NEWCOMER:
            return self.today >= OPENS
        return unit != CLOSED or self.today <= CLOSES

    def owed(self, unit: str) -> Iterator[Row]:
        tasks = [self.task(unit, task) for task in range(1, 6)]
        nothing = not any(row.answered for row in tasks)
        for row in tasks:
            row.empty = nothing and row.returned
            yield row
        for name, day in DOCUMENTS.items():
            if not (unit == NEWCOMER and day < OPENS):
                yield self.document(unit, name, day)
        for quota in self.made.campaign.quotas:
            if unit in quota.units:
                yield from (self.window(unit, quota.name, *span) for span in self.windows(unit, quota.name))

    # --- one row ------------------------------------------------------------------------------------

    def task(self, unit: str, task: int) -> Row:
        due = due_of(self.month)
        if (unit, task) == (MOVED, 2):
            due = max(due, end(date(2022, 10, 8)))
        said = self.answers(unit, task, self.month)
        real = [(at, sort) for at, sort in said if sort not in ("blank", "nothing")]
        row = Row(unit, "task", str(task), f"2022-{self.month:02}", due, self.silent(due), bool(said))
        if said:
            row.status, row.first = Status.PARTIAL, min(at for at, _ in said)
        if real:
            row.first, row.sort = min(at for at, _ in real), real[-1][1]
            late = Status.REPORTED if row.first <= due else Status.LATE
            row.status = Status.NIL if row.sort == "nil" else late
        if (unit, task) == (SPARED, 3):
            row.status = Status.EXEMPT
        row.colour = self.light(row, task)
        return row

    def answers(self, unit: str, task: int, month: int) -> list[tuple[datetime, str]]:
        """(received, sort of text), the one that counts last."""
        versions = [each for each in self.of[unit] if each.month == month]
        versions.sort(key=lambda each: (each.at, each.edited))
        return [(each.at, sort) for each in versions for number, sort in each.said if number == task]

    def light(self, row: Row, task: int) -> Colour:
        """The worse of time and content, written out."""
        if row.status is Status.EXEMPT:
            return Colour.GREY
        if row.status is Status.MISSING or (row.status is Status.PARTIAL):
            return Colour.RED
        milestone = MILESTONES.get(task)
        if milestone and (row.unit, task) == (MOVED, 2):
            milestone = date(2022, 10, 8)
        if milestone and milestone < self.today:
            ever = [sort for month in DUE for _, sort in self.answers(row.unit, task, month)]
            if row.sort == "not_started" or not set(ever) - {"blank", "nothing"}:
                return Colour.RED
        if row.status is Status.NOT_DUE:
            return Colour.YELLOW if (row.due.date() - self.today).days <= 7 else Colour.GREY
        late = row.first is not None and row.first > row.due
        return Colour.YELLOW if late or row.sort == "slogan" else Colour.GREEN

    def document(self, unit: str, name: str, day: date) -> Row:
        due = end(date(2022, 7, 5)) if (unit, name) == (MOVED, "创建工作推进情况") else end(day)
        texts = [each.at for each in self.of[unit] if (each.document, each.field) == (name, "document")]
        proofs = [each.at for each in self.of[unit] if (each.document, each.field) == (name, "evidence")]
        row = Row(unit, "document", name, "", due, self.silent(due), bool(texts or proofs))
        if texts or proofs:
            row.status, row.first = Status.PARTIAL, min(texts + proofs)
        if texts and (proofs or name != "工作总结"):
            row.first = max(min(texts), min(proofs)) if name == "工作总结" else min(texts)
            row.status = Status.REPORTED if row.first <= due else Status.LATE
        return row

    def window(self, unit: str, quota: str, span: str, first: date, last: date) -> Row:
        due, arrived = end(last), self.items(unit, quota, first, last)
        row = Row(unit, "quota", quota, span, due, self.silent(due), bool(arrived), count=len(arrived))
        row.made_up = sum(at > due for at in arrived)
        row.first = arrived[0] if arrived else None
        if arrived and self.now > due:
            row.status = Status.PARTIAL
        if len(arrived) >= NEEDED[quota]:
            row.first = arrived[NEEDED[quota] - 1]
            row.status = Status.REPORTED if row.first <= due else Status.LATE
        if (unit, quota) == (SPARED, STUDY):
            row.status = Status.EXEMPT
        return row

    def items(self, unit: str, quota: str, first: date, last: date) -> list[datetime]:
        """When each different item of these days first came, in order. A title that repeats its day is the same."""
        came: dict[tuple[str, date], datetime] = {}
        for each in self.of[unit]:
            for name, title, on in each.items:
                if name == quota and max(first, ISSUED) <= on <= last:
                    key = (title.removeprefix(f"{on.month}月{on.day}日"), on)
                    came[key] = min(came.get(key, each.at), each.at)
        return sorted(came.values())

    def windows(self, unit: str, quota: str) -> Iterator[tuple[str, date, date]]:
        """The windows begun by today, but none of which more than half had gone when the notice (the unit) began."""
        begun, day = (OPENS if unit == NEWCOMER else ISSUED), ISSUED
        while day <= self.today:
            if quota == WEEKLY:
                first = day - timedelta(days=day.weekday())
                last, span = first + timedelta(days=6), "{}-W{:02}".format(*first.isocalendar())
            elif quota == MONTHLY:
                first, last = day.replace(day=1), day.replace(day=monthrange(2022, day.month)[1])
                span = f"2022-{day.month:02}"
            else:
                first, last, span = date(2022, 1, 1), date(2022, 12, 31), "2022"
            days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
            if 2 * sum(each >= begun for each in days) >= len(days):
                yield span, first, last
            day = last + ONE_DAY

    def silent(self, due: datetime) -> Status:
        return Status.MISSING if self.now > due else Status.NOT_DUE

    # --- sums ---------------------------------------------------------------------------------------

    def tally(self, name: str, rows: list[Row]) -> Tally:
        return Tally(
            name,
            tuple(len([row for row in rows if row.status is status]) for status in Status),
            on_time=len([row for row in rows if row.in_time]),
            blank=len([row for row in rows if row.blank]),
            doubtful=len([row for row in rows if row.doubtful]),
            sound=len([row for row in rows if row.answered and not row.doubtful]),
            empty=len([row for row in rows if row.empty and row.status is Status.PARTIAL]),
        )

    def files(self, month: int = 0) -> tuple[dict[Outcome, int], tuple[int, int, int, int, int]]:
        """Files but other months' forms by outcome; their cells: seen, merged, template, superseded, unplaced."""
        outcomes = dict.fromkeys(Outcome, 0)
        seen = merged = template = 0
        standing = Counter(self.standing())
        earlier: set[tuple[str, str, int]] = set()
        for each in sorted(self.known, key=lambda each: (each.at, each.path)):
            if each.month and each.month != (month or self.month):
                continue
            cells = sum(sort != "blank" for _, sort in each.said) + len(each.items) + bool(each.document)
            seen += cells + TEMPLATE
            stand = standing[each.path]
            same = (each.sha, each.unit, each.month or each.at.month)
            newer = each.month and any(other.month == each.month and other.at > each.at for other in self.of[each.unit])
            if same in earlier:
                outcomes[Outcome.DUPLICATE] += 1
            elif not stand and (cells or newer):
                outcomes[Outcome.SUPERSEDED] += 1
            else:
                outcomes[Outcome.MERGED] += 1
            earlier.add(same)
            merged += stand
            template += TEMPLATE
        return outcomes, (seen, merged, template, seen - merged - template, 0)

    def standing(self) -> list[str]:
        """The file of every value that stands: the last real text, the first of an item or document."""
        texts: dict[object, tuple[bool, datetime, int, str]] = {}
        firsts: dict[object, tuple[datetime, str, str]] = {}
        doubles = self.doubles()
        for each in self.known:
            if each.path in doubles:
                continue
            for task, sort in each.said:
                if sort != "blank":
                    key, mine = (each.unit, each.month, task), (sort != "nothing", each.at, each.edited, each.path)
                    texts[key] = max(texts.get(key, mine), mine)
            name = each.path.rsplit("/", 1)[-1]
            things: list[object] = [
                (each.unit, quota, title.removeprefix(f"{on.month}月{on.day}日"), on) for quota, title, on in each.items
            ]
            things += [(each.unit, each.document, each.sha)] if each.document else []
            for thing in things:
                firsts[thing] = min(firsts.get(thing, (each.at, name, each.path)), (each.at, name, each.path))
        return [one[-1] for one in (*texts.values(), *firsts.values())]

    def doubles(self) -> set[str]:
        """The paths of second copies of a file in the same month."""
        found, first = set(), set()
        for each in sorted(self.known, key=lambda each: (each.at, each.path)):
            same = (each.sha, each.unit, each.month or each.at.month)
            if same in first:
                found.add(each.path)
            first.add(same)
        return found


def rates(rows: list[Row]) -> list[float | None]:
    """报送率, 及时率, 完整率, 有效率 of some rows."""
    due = [row for row in rows if row.status not in (Status.EXEMPT, Status.NOT_DUE)]
    came = [row for row in due if row.status is not Status.MISSING and not row.empty]
    answered = [row for row in came if row.status is not Status.PARTIAL]
    sound = [row for row in answered if not row.doubtful]
    pairs = [(came, due), ([row for row in due if row.in_time], due), (answered, came), (sound, answered)]
    return [len(part) / len(whole) if whole else None for part, whole in pairs]
