"""Which period a file belongs to, and which of its tables are left over from another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tasklist.model.book import MAILS
from tasklist.model.layout import Layout, ListColumn
from tasklist.model.plan import Period
from tasklist.model.question import Doubt
from tasklist.model.returns import Clue
from tasklist.plan import periods
from tasklist.plan.year_parts import answered_in
from tasklist.returns.belonging import year_parts
from tasklist.returns.belonging.days_told import DaysTold
from tasklist.returns.belonging.file_words import FileWords, row_marks
from tasklist.returns.belonging.identity import (
    FILE_NAME,
    FORMS,
    SUBJECT,
    TITLE,
    Attribution,
    Claim,
    decide,
)
from tasklist.returns.belonging.period_ways import claims_of_labels, claims_of_marks, claims_of_the_way, quarrelling
from tasklist.tables.find import Table
from tasklist.text.table_titles import is_title

_DAYS = "进展里的日期"
RECEIVED = "收到时间"  # what tells the period of a file that says nothing of one


@dataclass(frozen=True, slots=True)
class EarlierPart:
    """A table as it was for an earlier part of the year: the period and the key of its answers, and their column."""

    period: str
    key: str
    table: Table
    column: int


@dataclass(frozen=True)
class WhichPeriod:
    """What one file says of its period, and what that comes to."""

    said: FileWords

    @cached_property
    def _days(self) -> DaysTold:
        return DaysTold(self.said)

    @cached_property
    def decided(self) -> Attribution:
        """Which period it belongs to; without any word of one, the period in which it arrived.

        A folder of a month is where the clerk puts what comes in that month: it decides when the file says nothing.
        """
        if answer := self.said.answered(Doubt.PERIOD):
            return answer
        found, final = self._by_words
        marked = self.said.is_form or not self.said.lists
        if found.value and not (final or marked) and self._not_then((found.value,)):
            words, now = "、".join(map(str, found.evidence)), self.said.running[-1]
            reason = f"{words}说的那一期在收到时还没有开始，或在通知印发以前"
            return Attribution(evidence=found.evidence, reason=reason, claimants=(now,))
        later = "" if final else self._days.later(found.value)
        if not later:
            return found
        said_so = Claim(found.evidence[0].source, (found.value,), found.value)
        return decide([said_so, Claim(_DAYS, (later,), "多在那一期以后")], "")

    @cached_property
    def _by_words(self) -> tuple[Attribution, bool]:
        """What it says of its period and how it came; and whether a person settled it by moving the file."""
        named, folders = self.said.periods_in, claims_of_the_way(self.said)
        claims = claims_of_marks(self.said, self._kept_sheets)
        called = [Claim(FILE_NAME, ids, each) for each in self.said.given_names if (ids := named(each))]
        told = claims or (called and self.said.lists)
        claims += [*(claims_of_labels(self.said, [*claims, *called], self._kept_sheets) if told else ()), *called]
        moved = any(each.final for each in folders)
        if moved and claims and (own := decide(claims, "").value) and not self._days.later(own):
            # A move answers a question; of a file that was never in question it is a way to keep order.
            moved, folders = False, [replace(each, final=False) for each in folders]
        if claims or moved:
            claims += self._said_in_letter
            return decide(claims + folders, "", lambda *_: True), moved
        return self._period_of_sheets(folders), False

    @cached_property
    def _kept_sheets(self) -> Mapping[str, tuple[str, ...]]:
        """Sheets that were the form of another period, by all their marks, beside one with the marks of this form's."""
        form = self.said.meta.period if self.said.meta else ""
        marked = {
            grid.sheet: tuple(dict.fromkeys(each.period for each in row_marks(grid) if each.period))
            for grid in self.said.grids
        }
        others = {sheet: periods for sheet, periods in marked.items() if len(periods) == 1 and form not in periods}
        return others if form and (form,) in marked.values() else {}

    def _period_of_sheets(self, folders: list[Claim]) -> Attribution:
        """The period the sheets name: the current one if it is among them, else the only one; unnamed, the current.

        Where the file came in the folder of a month, that is the current one.
        """
        by_folder = decide(folders, "").value
        running, forms = self.said.running, dict.fromkeys(period for _, period in self.said.arrival.forms if period)
        current = by_folder or running[-1]
        said = [ids for grid in self.said.grids if (ids := self._sheet_periods[grid.sheet])]
        said = (
            said
            or self._of_tables(current)
            or [
                ids
                for grid in self.said.grids
                for line in self.said.titles(grid, labels=True)
                if (ids := self.said.periods_of(line))
            ]
        )
        candidates = tuple(dict.fromkeys(period for ids in said for period in ids))
        if not candidates and (quarrel := quarrelling(folders) or [Claim(FORMS, (each,), each) for each in forms]):
            return decide(quarrel, "")
        if not by_folder and len(running) > 1 and len(candidates) != 1:
            named = [Claim("工作表", candidates, "、".join(candidates))] if candidates else []
            return decide([*named, Claim(RECEIVED, running, self.said.arrival.receipt.doubt)], "")
        if not candidates and (before := self._days.before(current)):
            came = folders or [Claim(RECEIVED, (current,), self.said.received_on.isoformat())]
            return decide([*came, Claim(_DAYS, (before,), "都在上一期")], "")
        if strange := self._not_then(candidates):
            told = Claim("表里写的报送期", strange, "、".join(strange))
            return decide([told, Claim(RECEIVED, (current,), self.said.received_on.isoformat())], "")
        if not candidates or current in candidates:
            by = "工作表里写的报送期" if candidates else folders[0].source if by_folder else RECEIVED
            return Attribution(current, (Clue(by),), own=current)
        letter = self._said_in_letter  # its subject is of the same hand
        named = letter or [Claim("工作表", candidates, "、".join(candidates))]
        return decide([*named, *folders], "", lambda _, claim: not letter or claim.source != SUBJECT)

    @cached_property
    def _of_parts(self) -> tuple[str, ...]:
        """The periods that lines of a text name of which the words below each are."""
        texts = (text for grid in self.said.grids for _, text in sorted(grid.cells.items()))
        return tuple(dict.fromkeys(span for text in texts if (span := self.said.headed(text)[0])))

    def _of_tables(self, current: str) -> list[tuple[str, ...]]:
        """The periods of the tables by the lines above them, where they are of several; one without any is of now."""
        during = [table.during for table in self.said.lists if "progress" in table.columns]
        return [(each or current,) for each in during] if any(during) else []

    @cached_property
    def _said_in_letter(self) -> list[Claim]:
        """What the first lines of a mail without a table, or the titles of a document, say of its period."""
        if self.said.lists:
            return []
        if len(parts := self._of_parts) > 1:
            return [Claim("正文", parts, "、".join(parts))]
        lines = [line for grid in self.said.grids for line in self.said.titles(grid, labels=True)]
        mail = self.said.book.format in MAILS
        told = lines if mail else [line for line in lines[:1] if is_title(line)]
        return [Claim("正文" if mail else TITLE, ids, line) for line in told if (ids := self.said.periods_of(line))]

    @property
    def perhaps_before(self) -> str:
        """The period before that of words which say of none themselves, when it may be meant as well."""
        found = self.decided
        if found.evidence != (Clue(RECEIVED),):
            return ""
        return self._days.perhaps_before(found.value)

    def _not_then(self, candidates: tuple[str, ...]) -> tuple[str, ...]:
        """What the file says it is of, when all of that lies after the day it came, or before the campaign."""
        campaign, came = self.said.context.plan.campaign, self.said.received_on
        said = [period for each in candidates if (period := periods.by_id(campaign, each))]
        ahead, over = (period.opens > came for period in said), (period.last < campaign.issued_on for period in said)
        return candidates if said and (all(ahead) or all(over)) else ()

    @cached_property
    def _sheet_periods(self) -> Mapping[str, tuple[str, ...]]:
        """Sheet → the periods its name names, or else all the headings of its progress."""
        found: dict[str, tuple[str, ...]] = {}
        for grid in self.said.grids:
            headings = [
                self.said.periods_in(table.heading(column))
                for table in self.said.lists
                if table.name == grid.sheet
                for column in table.columns.get("progress", ())
            ]
            named = tuple(period for ids in headings for period in ids) if all(headings) else ()
            found[grid.sheet] = self._kept_sheets.get(grid.sheet) or self.said.periods_in(grid.sheet) or named
        return found

    def part_of(self, table: Table) -> Table:
        """The table without progress columns of other periods, where one of this period stands beside them."""
        return table.without({*self.of_other_parts(table), *self._other_columns(table)})

    def _other_columns(self, table: Table) -> Mapping[int, tuple[str, ...]]:
        """The progress columns of other periods, with these, where one of this period stands beside them."""
        table = table.without(self.of_other_parts(table))
        named = {column: self.said.periods_in(table.heading(column)) for column in table.columns.get("progress", ())}
        others = {column: ids for column, ids in named.items() if ids and self.decided.value not in ids}
        return others if len(others) < len(named) else {}

    def other_columns(self, table: Table) -> Iterator[tuple[str, str, Table]]:
        """Each of them that names one period of the campaign: the period, its heading, the table with it alone."""
        for column, ids in self._other_columns(table).items():
            if len(ids) == 1 and periods.by_id(self.said.context.plan.campaign, ids[0]):
                beside = set(table.columns["progress"]) - {column}
                yield ids[0], table.heading(column), table.without(beside)

    def of_other_parts(self, table: Table) -> Mapping[int, ListColumn]:
        """The columns of a table in which the list wants the answers of other parts of the year."""
        period = self.period
        return year_parts.other_parts(self._layout, table, period.last) if period else {}

    def earlier(self, table: Table) -> Iterator[EarlierPart]:
        """The answers a table has for earlier parts of the year, column by column."""
        period, campaign = self.period, self.said.context.plan.campaign
        if period is None:
            return
        every = set(year_parts.parts_in(self._layout, table, period.last))
        for place, column in self.of_other_parts(table).items():
            if column.past(period.last):
                then, key = answered_in(campaign, self._layout, column, period.last.year)
                yield EarlierPart(then.id, key, table.without(every - {place}), place)

    @property
    def period(self) -> Period | None:
        """The period it belongs to, when that is decided."""
        return periods.by_id(self.said.context.plan.campaign, self.decided.value) if self.decided.value else None

    @property
    def _layout(self) -> Layout:
        return self.said.context.plan.task_list.layout

    def other(self, table: Table) -> str:
        """The period a table says it is of, when that is not the file's: last month's sheet left in the workbook.

        Of tables side by side each says it in its own headings or above them; else the sheet says it for all of
        its tables. What the clerk decided, or a folder the file was moved into, ends the matter here too.
        """
        if table.during:
            return table.during if table.during != self.decided.value else ""
        if self.said.answered(Doubt.PERIOD) or any(
            self.said.moved_into(each) and self.said.periods_in(each) for each in self.said.folders
        ):
            return ""
        lists = (each for each in self.said.lists if "progress" in each.columns)
        strips = [each for each in lists if each.name == table.name and each.sheet is not table.sheet]
        named = (self._said_by(table) if strips else ()) or self._sheet_periods.get(table.name, ())
        named = named or self._headed(table) or self.said.heads_table(table)
        named = named or self._left_over.get(table.name, ())
        return "、".join(dict.fromkeys(named)) if named and self.decided.value not in named else ""

    @cached_property
    def _left_over(self) -> Mapping[str, tuple[str, ...]]:
        """Sheet → the period the lines above its table name, where another sheet's say that it is the file's."""
        sheets = {table.name for table in self.said.lists if "progress" in table.columns}
        lines = {
            grid.sheet: tuple(
                period for line in self.said.titles(grid, labels=True) for period in self.said.periods_of(line)
            )
            for grid in self.said.grids
            if grid.sheet in sheets
        }
        return lines if any(self.decided.value in named for named in lines.values()) else {}

    def _headed(self, table: Table) -> tuple[str, ...]:
        """The periods a table names in all the headings of its progress, whatever tables stand below it."""
        told = [self.said.periods_in(table.heading(column)) for column in table.columns["progress"]]
        return tuple(period for ids in told for period in ids) if all(told) else ()

    def _said_by(self, table: Table) -> tuple[str, ...]:
        """The periods the headings of a table among several side by side name, or else the lines above it."""
        headings = (table.heading(column) for column in table.columns["progress"])
        said = tuple(period for text in headings for period in self.said.periods_in(text))
        return said or tuple(period for text in self.said.lines_over(table) for period in self.said.periods_of(text))
