"""What the words of one file say of periods, as they are meant on the day it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tasklist.model.arrival import Arrival
from tasklist.model.book import Book
from tasklist.plan import periods
from tasklist.returns.belonging.periods_apart import heading_of
from tasklist.returns.context import Context
from tasklist.tables import marks
from tasklist.tables.find import Table
from tasklist.text.normalize import fold
from tasklist.text.of_itself import of_itself
from tasklist.text.table_titles import is_title


@dataclass(frozen=True)
class PeriodWords:
    """One file, and how the names of periods in it are to be understood."""

    arrival: Arrival
    book: Book
    context: Context

    @property
    def received_on(self) -> date:
        """The day the file came, as the campaign's calendar has it."""
        return self.context.plan.campaign.day(self.arrival.received)

    @cached_property
    def running(self) -> tuple[str, ...]:
        """The period that was running when the file came; where that is not known, all that may have been."""
        campaign, receipt, last = self.context.plan.campaign, self.arrival.receipt, self.received_on
        if not receipt.doubt:
            return (periods.period_at(campaign, last).id,)
        first = campaign.day(receipt.earliest) if receipt.earliest else None
        return tuple(period.id for period in periods.up_to(campaign, last, begin=first))

    def periods_in(self, text: str) -> tuple[str, ...]:
        """The periods a text names, as they are meant on the day the file came."""
        return self.context.periods_named(text, self.received_on)

    def periods_of(self, line: str) -> tuple[str, ...]:
        """The periods a line says the report is of; one from before the campaign only in a title or behind 报送期：."""
        named, campaign = self.periods_in(of_itself(line)), self.context.plan.campaign
        plain = is_title(line) or fold(marks.PERIOD_LABEL) in fold(line)
        return named if plain else tuple(each for each in named if not periods.is_before(campaign, each))

    def headed(self, line: str) -> tuple[str, bool]:
        """The period a line says the words below or behind it are of, and whether it says nothing else; mostly none."""
        return heading_of(line, self.context, self.received_on, self.running)

    def heads_rows(self, line: str, inside: bool) -> str:
        """The one period that a line says the rows below are of; `inside`: among answers, where it says only that."""
        span, alone = self.headed(line)
        ids = () if alone or inside else self.periods_of(line)
        return ids[0] if len(ids) == 1 else span if alone else ""

    def heads_table(self, table: Table) -> tuple[str, ...]:
        """The period of which, by a line right above its headings that says nothing else, a table is; mostly none."""
        texts = {table.sheet.text((table.top - 1, column)) for column in table.sheet.columns(table.top - 1)}
        span, alone = self.headed(texts.pop()) if len(texts) == 1 and not table.across else ("", False)
        return (span,) if span and alone else ()
