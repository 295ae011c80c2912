"""The evidence one file carries: of its unit, its period and its kind, in the order of strength of DESIGN §5."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import cached_property

from tasklist.model.plan import Kind
from tasklist.model.question import AS_USUAL, DROPPED, Doubt
from tasklist.plan.unit_names import Names
from tasklist.returns.belonging.file_words import FileWords
from tasklist.returns.belonging.identity import WAYS, Attribution, things_named
from tasklist.returns.belonging.which_period import EarlierPart, WhichPeriod
from tasklist.returns.belonging.whose import Whose
from tasklist.tables.find import Table, find_tables
from tasklist.tables.headings import REGISTER
from tasklist.tables.marks import master_digest
from tasklist.text.normalize import bare

_WORKBOOKS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods", "csv"})


class Evidence(FileWords):
    """Everything one file says of itself, and what it is decided to be."""

    @cached_property
    def is_master(self) -> bool:
        """Is it our own master, come back?"""
        return bool(master_digest(self.book))

    @cached_property
    def _whose(self) -> Whose:
        return Whose(self)

    @cached_property
    def _which_period(self) -> WhichPeriod:
        return WhichPeriod(self)

    def unit_of(self, table: Table) -> str:
        """Whose a table is, empty while that is not known."""
        own = (table.owner or table.called) and self.each_its_own
        return table.owner if own else self._whose.by_sheet[table.name].value

    def left_out(self, table: Table) -> bool:
        """Did a person say that the sheet of a table counts for nobody?"""
        said = self.context.decisions.get(Doubt.PART.about(self.arrival.sha256, table.name), "")
        return said == DROPPED

    @property
    def apart(self) -> bool:
        """May a person say that its rows or sheets are each of the unit they name?"""
        return bool(self.owners) or self._whose.sheets_apart

    @property
    def sheets_asked(self) -> Mapping[str, tuple[str, ...]]:
        """The sheets of which a person must say whose they are, with the units their names are like."""
        return self._whose.sheets_asked

    @property
    def unit(self) -> Attribution:
        """Whose file it is: one unit, or none with the reason; several only when each sheet has its own."""
        return self._whose.unit

    @property
    def nameless(self) -> bool:
        """Did it come in a mail, and does nothing but that say whose it is?"""
        return self.by_mail and bool(self.unit.evidence) and all(each.source in WAYS for each in self.unit.evidence)

    @property
    def period(self) -> Attribution:
        """Which period it belongs to; without any word of one, the period in which it arrived."""
        return self._which_period.decided

    @property
    def perhaps_before(self) -> str:
        """The period before that, when words that say of none themselves may as well be of it; else empty."""
        return self._which_period.perhaps_before

    def other_period(self, table: Table) -> str:
        """The period a table says it is of, when that is not the file's; else empty."""
        return self._which_period.other(table)

    @cached_property
    def other_columns(self) -> tuple[tuple[str, str, Table], ...]:
        """The columns of other periods beside that of the file's: the period, the heading, the table with it alone."""
        tables = [table for table in self.lists if "progress" in table.columns and not self.is_sample(table.name)]
        return tuple(each for table in tables for each in self._which_period.other_columns(table))

    @cached_property
    def task_tables(self) -> tuple[Table, ...]:
        """Every task table with a progress column; a column of another period, or unit, is set beside it."""
        tables = (self._which_period.part_of(table) for table in self.lists if "progress" in table.columns)
        return tuple(table.without(self._of_others(table)) for table in tables)

    def _of_others(self, table: Table) -> Set[int]:
        """The columns of answers over which another unit is named, in their headings or right above these, where others
        of their kind are left.
        """
        unit, names, found = self.unit_of(table), self.context.names, set[int]()
        for role in self.context.plan.task_list.layout.answers:
            said = {column: _named_over(table, column, names) for column in table.columns.get(role, ())}
            theirs = {column for column, units in said.items() if units and unit not in units}
            found |= theirs if len(theirs) < len(said) else set()
        return found

    @cached_property
    def earlier_parts(self) -> tuple[EarlierPart, ...]:
        """The task tables as they were for earlier parts of the year, where the list has a column for each."""
        if not self.context.plan.task_list.layout.timed:
            return ()
        tables = [table for table in self.lists if "progress" in table.columns and not self.is_sample(table.name)]
        tables = [table for table in tables if not self.other_period(self._which_period.part_of(table))]
        return tuple(each for table in tables for each in self._which_period.earlier(table))

    def another_part(self, heading: str) -> bool:
        """Is this the heading of an answer column for one part of the year?"""
        said = bare(heading)
        return any(bare("".join(column.heading)) == said for column in self.context.plan.task_list.layout.timed)

    @cached_property
    def quota_tables(self) -> tuple[Table, ...]:
        """Every table of counted items; in a workbook that is called by one of them, a register of it as well."""
        named = super().quota_tables
        if named or self.lists or not self.registered:
            return named
        return tuple(table for grid in self.grids for table in find_tables(grid, REGISTER))

    @cached_property
    def registered(self) -> str:
        """The one counted item a workbook is called by: of that are the rows that name none. Else empty."""
        kinds, names = {kind for kind, _ in self.things}, [name for _, name in self.things]
        return names[0] if kinds == {Kind.QUOTA} and len(names) == 1 and self.book.format in _WORKBOOKS else ""

    @cached_property
    def thing_in_folder(self) -> bool:
        """Did the clerk put it into a folder named after a deliverable or a quota?"""
        campaign = self.context.plan.campaign
        names = [*(each.name for each in campaign.deliverables), *(each.name for each in campaign.quotas)]
        known = {bare(name) for name in names} | {bare(re.sub(r"[（(].*", "", name)) for name in names}
        return any(bare(folder) in known for folder in self.folders)

    @cached_property
    def things(self) -> tuple[tuple[Kind, str], ...]:
        """The deliverables and quotas its folders, names or first lines mean; the strongest evidence alone."""
        campaign = self.context.plan.campaign
        if (answer := self.answered(Doubt.FILE)) and answer.value != AS_USUAL:
            named = [(Kind.DELIVERABLE, each.name) for each in campaign.deliverables]
            named += [(Kind.QUOTA, each.name) for each in campaign.quotas]
            return tuple(pair for pair in named if pair[1] == answer.value)
        titles = [title for grid in self.grids[:1] for title in self.titles(grid)[:2]]
        for said in (*self.folders, *self.given_names, *titles):
            if found := things_named(said, campaign.deliverables, campaign.quotas):
                return found
        return ()


def _named_over(table: Table, column: int, names: Names) -> tuple[str, ...]:
    """The units named over a column, nearest to it: in its headings from the last up, or in the row above these."""
    rows = sorted({row for row, _ in table.headings}, reverse=True) or [1]
    texts = (*(table.sheet.text((row, column)) for row in rows), table.heading(column))
    return next(filter(None, map(names.within, (*texts, table.sheet.text((rows[-1] - 1, column))))), ())
