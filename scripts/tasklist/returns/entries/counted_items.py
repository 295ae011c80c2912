"""Counted items (动态信息, 学习 …): the rows of 频次填报 sheets, and documents that are one item each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.place import Place
from tasklist.model.plan import Kind, Quota
from tasklist.model.returns import Entry, Stray
from tasklist.plan import periods, quotas
from tasklist.returns.accounts.cell_accounts import Fates, extra_column
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.entries.answers import Answers
from tasklist.returns.entries.quota_rows import incomplete, quota_meant
from tasklist.returns.rows.fates import ANSWERED, TEMPLATE, Fate
from tasklist.tables import marks
from tasklist.tables.find import Table, TableRow
from tasklist.tables.headings import TASKS
from tasklist.text.item_titles import day_in, month_in
from tasklist.text.normalize import bare, fold, ordinal

_WHEN = re.compile(r"(?:会议|学习|活动|培训|召开|开展|发布|举办)?(?:时间|日期)[:：](.{4,40})")
_CLAUSE = re.compile(r"[，。；;,\n]")
_FIRST = 40  # texts of a document among which it says when it was


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of 频次填报 as it reads: whose it is, what that unit owes, which item it means, of which day, and why it
    does not count (empty: it does). `where`: its cells, with what they say.
    """

    unit: str
    owed: Sequence[Quota]
    quota: Quota | None
    title: str
    note: str
    day: date | None
    why: str
    where: Mapping[Place, str]


@dataclass(frozen=True)
class CountedItems:
    """The counted items of one file whose unit is known."""

    evidence: Evidence
    answers: Answers

    def of_tables(self) -> tuple[list[Entry], Fates]:
        """The counted items of the 频次填报 sheets, and the fates of all their cells."""
        entries: list[Entry] = []
        fates: Fates = {}
        for table in self.evidence.quota_tables:
            fates |= {self.answers.at(table.name, cell): TEMPLATE for cell in table.headings}
            fates |= self._beside(table)
            for row in table.rows:
                item, row_fates = self._counted(table, row)
                entries += [item] if item else []
                fates |= row_fates
        return entries, fates

    def _beside(self, table: Table) -> Iterator[tuple[Place, Fate]]:
        """The fates of what stands in columns nobody asked for; the numbers of a numbered list are no words."""
        for column, heading in table.extra.items():
            numbers = TASKS.role(heading) == "seq"
            for row in table.rows:
                text = table.sheet.grid.cells.get((row.number, column), "")
                own = numbers and ordinal(text) is not None
                yield self.answers.at(table.name, (row.number, column)), TEMPLATE if own else extra_column(heading)

    def _counted(self, table: Table, row: TableRow) -> tuple[Entry | None, Fates]:
        read = self._read(table, row)
        if not (read.title or row.text("on") or read.note):
            return None, {at: TEMPLATE for at, text in read.where.items() if read.quota or marks.own_text(text)}
        if read.why or read.quota is None:
            return None, dict.fromkeys(read.where, Fate(f"频次填报第{row.number}行{read.why}"))
        return self._of_row(read, read.quota, read.day), dict.fromkeys(read.where, ANSWERED)

    def _read(self, table: Table, row: TableRow) -> _Row:
        context, received, unit = self.evidence.context, self.evidence.received_on, self.evidence.unit_of(table)
        campaign = context.plan.campaign
        owed = [quota for quota in campaign.quotas if unit in quota.units]
        said, title = row.text("name") or self.evidence.registered, row.text("item")
        # A cell merged down from a row above is no place to show for this one.
        cells = sorted(row.texts, key=lambda cell: cell[0] != row.number)
        where = {self.answers.at(table.name, cell): row.texts[cell] for cell in cells}
        quota, day = quota_meant(said, owed, campaign.quotas), day_in(row.text("on"), received)
        why = incomplete(quota, title, day, said, received, placeholders=context.placeholders)
        if quota and day and not why and quotas.window_of(campaign, quota, day) is None:
            why = "的日期不在应报时段内"
        return _Row(unit, owed, quota, title, row.text("remark"), day, why, where)

    def _of_row(self, read: _Row, quota: Quota, day: date | None) -> Entry:
        """The item of a row, of the day; when that is not known, of the window it came in at the latest."""
        item = self.item(read.unit, quota, read.title, day, tuple(read.where))
        campaign, form = self.evidence.context.plan.campaign, self.evidence.period.value
        until = quotas.form_due(campaign, quota, day, form) if day else None
        span = item.span or periods.span_at(quota.per, self.evidence.received_on).id
        return replace(item, until=until, span=span, text=f"{read.title}（{read.note}）" if read.note else read.title)

    def strays(self) -> Iterator[Stray]:
        """The rows that would count if one knew which item they are, or of which day: a person may say so."""
        for table in self.evidence.quota_tables:
            for row in table.rows:
                read = self._read(table, row)
                if not read.why or bare(read.title) in self.evidence.context.placeholders:
                    continue
                if read.quota:
                    entries = [self._of_row(read, read.quota, None)]
                else:
                    entries = [self._of_row(read, quota, read.day) for quota in self._possible(read)]
                if entries:
                    cells = tuple(("", at, text) for at, text in read.where.items())
                    why, span = f"（频次填报第{row.number}行）{read.why}", self.evidence.period.value
                    yield Stray(cells[0][1], read.title, why, read.unit, span, cells, entries=tuple(entries))

    def _possible(self, read: _Row) -> Iterator[Quota]:
        """The items a row may be that names none which its unit owes: those that count on its day, if that has been."""
        campaign, day = self.evidence.context.plan.campaign, read.day
        if day and day <= self.evidence.received_on:
            yield from (quota for quota in read.owed if quotas.window_of(campaign, quota, day))

    def item(self, unit: str, quota: Quota, title: str, day: date | None, sources: tuple[Place, ...]) -> Entry:
        """One counted item of the day; of no window as long as that is not known."""
        window = quotas.window_of(self.evidence.context.plan.campaign, quota, day) if day else None
        span = window.id if window else ""
        made = self.answers.entry(unit, Kind.QUOTA, "item", title, sources, span=span, name=quota.name)
        return replace(made, on=day, title=title)

    @cached_property
    def named_day(self) -> date | None:
        """The day a document says it is of, in its name, else behind 时间：; None when that is not one day."""
        received = self.evidence.received_on
        named = next(filter(None, (day_in(each, received) for each in self.evidence.given_names)), None)
        texts = (text for grid in self.evidence.grids[:1] for _, text in sorted(grid.cells.items())[:_FIRST])
        lines = (line for text in texts for line in text.splitlines())
        told = {day for line in lines if (when := _WHEN.match(fold(line))) and (day := day_in(when[1], received))}
        return named or (told.pop() if len(told) == 1 else None)

    def day(self, quota: Quota) -> date | None:
        """The day a counted document is of: the one it names; in the month its name names, where that is another than
        the one it came in and the item's window no less than a month; in the window of the days its text tells of;
        else the day it first came, in whatever version. None when that is another month or several windows.
        """
        arrival, campaign = self.evidence.arrival, self.evidence.context.plan.campaign
        came = campaign.day(arrival.since or arrival.received)
        months = (month_in(each, came) for each in self.evidence.given_names)
        month = next(filter(None, months), None)
        if self.named_day:
            return self.named_day
        if month and (month.year, month.month) != (came.year, came.month):
            return None if quota.per == "week" else month
        return self._told_of(quota, came)

    def _told_of(self, quota: Quota, came: date) -> date | None:
        """The first day the text names in the window it came in, else in the only window it names days of; without any
        day, that it came on.
        """
        campaign = self.evidence.context.plan.campaign
        texts = (text for grid in self.evidence.grids[:1] for _, text in sorted(grid.cells.items())[:_FIRST])
        days = (day for text in texts for clause in _CLAUSE.split(text) if (day := day_in(clause, came)))
        first: dict[str, date] = {}
        for day in days:
            window = quotas.window_of(campaign, quota, day) if day <= came else None
            if window:
                first.setdefault(window.id, day)
        now = quotas.window_of(campaign, quota, came)
        if not first or (now and now.id in first):
            return first[now.id] if first and now else came
        return next(iter(first.values())) if len(first) == 1 else None

    def new_version(self, quota: Quota) -> Iterator[Finding]:
        """An undated document put in the place of an earlier one is its next version, and the clerk is told."""
        path = self.evidence.arrival.place()
        if self.evidence.arrival.since and not self.named_day:
            said = f" 换成了新的一版，里面没有日期，按同一件“{quota.name}”计，日期仍是 {self.day(quota)}"
            yield finding("remark", path, said, place=path, todo="如果是另一件，请改名后再放进收件夹")
