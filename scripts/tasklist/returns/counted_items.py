"""Counted items (动态信息, 学习 …): the rows of 频次填报 sheets, and documents that are one item each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.place import Place
from tasklist.model.plan import Kind, Quota
from tasklist.model.returns import Entry
from tasklist.plan import periods, quotas
from tasklist.returns.answers import Answers
from tasklist.returns.cell_accounts import Fates, extra_column
from tasklist.returns.evidence import Evidence
from tasklist.returns.placing import ANSWERED, TEMPLATE, Fate
from tasklist.returns.quota_rows import incomplete, quota_meant
from tasklist.tables import marks
from tasklist.tables.find import Table, TableRow
from tasklist.tables.headings import TASKS
from tasklist.text.item_titles import day_in, month_in
from tasklist.text.normalize import fold, ordinal

_WHEN = re.compile(r"(?:会议|学习|活动|培训|召开|开展|发布|举办)?(?:时间|日期)[:：](.{4,40})")
_FIRST = 40  # texts of a document among which it says when it was


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
        unit, context, received = self.evidence.unit_of(table), self.evidence.context, self.evidence.received_on
        campaign = context.plan.campaign
        owed = [quota for quota in campaign.quotas if unit in quota.units]
        said, title, note = row.text("name"), row.text("item"), row.text("remark")
        # A cell merged down from a row above is no place to show for this one.
        cells = sorted(row.texts, key=lambda cell: cell[0] != row.number)
        where = {self.answers.at(table.name, cell): cell for cell in cells}
        quota, day = quota_meant(said, owed, campaign.quotas), day_in(row.text("on"), received)
        if not (title or row.text("on") or note):
            return None, {spot: TEMPLATE for spot in where if quota or marks.own_text(row.texts[where[spot]])}
        reason = incomplete(quota, title, day, said, received, placeholders=context.placeholders)
        if quota is None or day is None or reason:
            return None, dict.fromkeys(where, Fate(f"频次填报第{row.number}行{reason}"))
        if quotas.window_of(campaign, quota, day) is None:
            return None, dict.fromkeys(where, Fate(f"频次填报第{row.number}行的日期不在应报时段内"))
        item = replace(self.item(unit, quota, title, day, tuple(where)), until=self._form_due(quota, day))
        return replace(item, text=f"{title}（{note}）" if note else title), dict.fromkeys(where, ANSWERED)

    def _form_due(self, quota: Quota, day: date) -> datetime | None:
        """When the form is due in which an item of the day was entered, if its period covers the item's window."""
        campaign = self.evidence.context.plan.campaign
        period, window = periods.by_id(campaign, self.evidence.period.value), quotas.window_of(campaign, quota, day)
        covers = period and window and period.opens <= window.last and window.first <= period.last
        return period.due if period and covers else None

    def item(self, unit: str, quota: Quota, title: str, day: date, sources: tuple[Place, ...]) -> Entry:
        """One counted item of the day."""
        window = quotas.window_of(self.evidence.context.plan.campaign, quota, day)
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
        the one it came in and the item's window no less than a month; else the day it first came, in whatever version.
        None when its name only says that it is of another month.
        """
        arrival, campaign = self.evidence.arrival, self.evidence.context.plan.campaign
        came = campaign.day(arrival.since or arrival.received)
        months = (month_in(each, came) for each in self.evidence.given_names)
        month = next(filter(None, months), None)
        if self.named_day or not month or (month.year, month.month) == (came.year, came.month):
            return self.named_day or came
        return None if quota.per == "week" else month

    def new_version(self, quota: Quota) -> Iterator[Finding]:
        """An undated document put in the place of an earlier one is its next version, and the clerk is told."""
        path = self.evidence.arrival.place()
        if self.evidence.arrival.since and not self.named_day:
            said = f" 换成了新的一版，里面没有日期，按同一件“{quota.name}”计，日期仍是 {self.day(quota)}"
            yield finding("remark", path, said, place=path, todo="如果是另一件，请改名后再放进收件夹")
