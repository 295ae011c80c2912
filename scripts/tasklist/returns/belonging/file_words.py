"""What one file says before anything is decided: its names, the folders around it, its sheets, tables and marks."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from tasklist.model.book import MAILS, Grid
from tasklist.model.question import ATTACHED, BY_CLERK, BY_NUMBER, DROPPED, EACH_ITS_OWN, ROW_BY_ROW, Doubt
from tasklist.model.returns import Clue
from tasklist.plan.short_names import Near, near
from tasklist.plan.speakers import Speakers, parted
from tasklist.returns.belonging.identity import Attribution
from tasklist.returns.belonging.parts import apart
from tasklist.returns.belonging.period_words import PeriodWords
from tasklist.returns.belonging.periods_apart import by_period
from tasklist.returns.belonging.unit_columns import with_units
from tasklist.returns.rows.continuing import goes_on, loose
from tasklist.returns.rows.issued_table import as_issued
from tasklist.returns.rows.samples import is_sample_sheet, is_sample_title
from tasklist.tables import marks
from tasklist.tables.find import Table, find_across, find_tables
from tasklist.tables.headings import QUOTAS
from tasklist.tables.parts_of_year import is_span
from tasklist.text.display import shorten, visible
from tasklist.text.enclosures import said_of
from tasklist.text.file_names import said_by_sender
from tasklist.text.normalize import bare
from tasklist.text.packing import page_of

_LINE = 80  # characters: a longer text above a table is a paragraph, not a title or a label
_TOP = 3  # the first row in which no title is looked for before the list is known
_LINES = 400  # of a text without a table: a longer one is no letter
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def stem(name: str) -> str:
    """A file name without its ending."""
    return _ENDING.sub("", name)


@dataclass(frozen=True)
class FileWords(PeriodWords):
    """One file, from its path to its cells, as it speaks for itself."""

    @property
    def folders(self) -> tuple[str, ...]:
        """The clerk's folders around the file, nearest first."""
        return self.arrival.folders

    @cached_property
    def given_names(self) -> tuple[str, ...]:
        """Names the sender gave, without endings: the file, then the folders and archives around it. What was saved
        with a page (甲.files/sheet001.htm) is called as that is.
        """
        parts = [part for member in reversed(self.arrival.inside) for part in reversed(member.split("/"))]
        outer = "_".join(filter(None, (page_of(self.arrival.outer), self.arrival.outer.rsplit("/", 1)[-1])))
        return tuple(map(stem, (*parts, said_by_sender(outer) if self.arrival.collected else outer)))

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The sheets a unit can have written in."""
        ours = marks.OWN_SHEETS | marks.behind_the_paper(self.book)
        return tuple(grid for grid in self.book.grids if grid.sheet not in ours)

    @cached_property
    def lists(self) -> tuple[Table, ...]:
        """Every table that looks like the task list, with or without a column for progress."""
        found: list[Table] = []
        for grid in self.grids:
            if grid.sheet != marks.QUOTA_SHEET:
                found += self._tables_of(grid, found[-1] if found else None)
        said = self.context.answer(Doubt.NUMBERS, self.arrival)
        if said in (BY_NUMBER, ROW_BY_ROW):
            found = [replace(table, numbers_hold=said == BY_NUMBER) for table in found or self.of_numbers]
        exact, official = self.context.names.exact, self.context.matcher.is_official
        tables = [with_units(self._by_period(table), exact, self.near.meant, official) for table in found]
        names, answers = self.context.names, self.context.plan.task_list.layout.answers
        return by_period(apart(tables, names, self.near.meant, answers), self.heads_rows)

    @cached_property
    def told(self) -> tuple[Table, ...]:
        """The same without those that show how to fill in the form."""
        return tuple(table for table in self.lists if not self.is_sample(table.name))

    @cached_property
    def near(self) -> Near:
        """The units the file names before its list: by its names, its way, its sheets; and the words of these."""
        tops = (line for grid in self.grids for line in lines_above(grid, _TOP))
        lines = [*self.given_names[:1], self.subject, *tops]
        called = [*self.folders, *(grid.sheet for grid in self.grids)]
        return near(self.context.short_names, lines, called, self.sent_from)

    @cached_property
    def of_numbers(self) -> tuple[Table, ...]:
        """The tables of two columns, 序号 and 进展情况, in which every row is numbered as a task; nothing where not."""
        return tuple(table for grid in self.grids for table in self._of_numbers(grid))

    def _of_numbers(self, grid: Grid) -> Sequence[Table]:
        matcher, pairs = self.context.matcher, replace(self.context.vocabulary, pairs=(frozenset({"seq", "progress"}),))
        tables = find_tables(grid, pairs)
        rows = [row for table in tables for row in table.rows if row.text("progress").strip()]
        told = [matcher.number(said) for row in rows if (said := row.text("seq")).strip()]
        numbered = bool(told) and all(task and matcher.task_list.find(task) for task in told)
        return tables if numbered else ()

    def _by_period(self, table: Table) -> Table:
        """A list without a column of progress whose columns are called by the periods (6月 | 7月): these are it."""
        if "progress" in table.columns or "detail" not in table.columns:
            return table
        named = {column for column in table.extra if is_span(table.heading(column)) and self._one_period(table, column)}
        return table.giving("progress", named) if named else table

    def _one_period(self, table: Table, column: int) -> bool:
        return len(self.periods_in(table.heading(column))) == 1

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """The units that sheets say their rows are of, where several stand on one sheet."""
        return tuple(dict.fromkeys(table.owner for table in self.lists if table.owner))

    def _tables_of(self, grid: Grid, before: Table | None) -> Sequence[Table]:
        """The tables under heading rows; without any, the rest of the table before; the one as it was issued; or
        those with their tasks across.
        """
        matcher = self.context.matcher
        if tables := find_tables(grid, self.context.vocabulary):
            return tables
        if before and "progress" in before.columns and not before.across and (rest := goes_on(grid, before, matcher)):
            return (rest,)
        across = [table for table in find_across(grid, self.context.vocabulary) if "progress" in table.columns]
        issued = as_issued(grid, self.context.furniture.columns, matcher) or across
        return issued or (self._of_numbers(grid) if row_marks(grid) else ())  # beside a mark a number is enough

    @cached_property
    def quota_tables(self) -> tuple[Table, ...]:
        """Every table of counted items, on sheets that hold no task table."""
        if not self.context.plan.campaign.quotas:
            return ()
        taken = {table.name for table in self.lists if "progress" in table.columns}
        return tuple(table for grid in self.grids if grid.sheet not in taken for table in find_tables(grid, QUOTAS))

    @cached_property
    def loose_grids(self) -> tuple[Grid, ...]:
        """Sheets without a table behind a task table that look like rows of it, and could not be joined to it."""
        return tuple(loose(self.grids, (*self.lists, *self.quota_tables), self.context.matcher))

    @cached_property
    def sheets_that_count(self) -> tuple[str, ...]:
        """Sheets with tables; in a document without any, every sheet."""
        lists = (table for table in self.lists if "progress" in table.columns)
        tables = dict.fromkeys(table.name for table in (*lists, *self.quota_tables))
        return tuple(tables) or tuple(grid.sheet for grid in self.grids)

    @cached_property
    def is_form(self) -> bool:
        """Does it carry the marks of a form the program filled?"""
        return self.meta is not None or any(row_marks(grid) for grid in self.grids)

    @cached_property
    def meta(self) -> marks.Meta | None:
        """What the very hidden sheet of a form says, or None without one."""
        found = (marks.read_meta(grid.cells) for grid in self.book.grids if grid.sheet == marks.META_SHEET)
        return next(filter(None, found), None)

    def titles(self, grid: Grid, *, labels: bool = False) -> tuple[str, ...]:
        """The lines above the first table of a sheet, or the first lines of a document; the official title is none.

        `labels`: with the lines the form says of itself (报送期：…).
        """
        first = min((table.top for table in self.lists if table.name == grid.sheet), default=3)
        lines = lines_above(grid, first)
        official = tuple(map(bare, self.context.plan.titles))
        listed, names = self.context.matcher.is_official, self.context.names
        others = (line for line in lines if not any(bare(line) in title for title in official))
        own = (line for line in others if not listed(line) or names.exact(line))
        return tuple(line for line in own if labels or not marks.own_text(line))[:6]

    def lines_over(self, table: Table) -> list[str]:
        """The lines over a table among several on its sheet; over a block of rows, those since the block before."""
        if not table.across:
            return lines_above(table.sheet.grid, min(each.top for each in self.lists if each.sheet is table.sheet))
        above = [each for each in self.lists if each.name == table.name and each.top < table.top]
        said = (each.on_sheet(cell) for each in above for row in each.rows for cell in (*each.headings, *row.texts))
        last = max((row for row, _ in said), default=0)
        grid = next(grid for grid in self.grids if grid.sheet == table.name)
        return [text for (row, _), text in sorted(grid.cells.items()) if last < row < table.top and len(text) <= _LINE]

    @property
    def each_its_own(self) -> bool:
        """Did a person say that rows or sheets are each of the unit they name?"""
        return self.context.answer(Doubt.UNIT, self.arrival) == EACH_ITS_OWN

    @cached_property
    def of_parts(self) -> Set[str]:
        """The lines of a text that say of which of several units the words under or behind them are, not the text."""
        return parted(self._lines, self._speakers) if not self.lists else frozenset()

    @cached_property
    def spoken_for(self) -> tuple[str, ...]:
        """The units of which parts of a text are, by the names the parts begin with or stand under."""
        return tuple(filter(None, self._speakers.named_in(self._lines) if not self.lists else ()))

    @property
    def sent_for(self) -> tuple[str, ...]:
        """The units for which, by its subject, somebody else sends a mail."""
        return self._speakers.sent_for((self.subject,))

    @cached_property
    def _speakers(self) -> Speakers:
        return Speakers(self.context.names, self.sent_from if self.book.format in MAILS else "")

    @property
    def sent_from(self) -> str:
        """The one unit whose address it was sent from, or empty."""
        owners = self.context.plan.roster.by_address.get(self.sender, ())
        return owners[0].name if len(owners) == 1 else ""

    @cached_property
    def _lines(self) -> list[str]:
        cells = (text for grid in self.grids[:1] for _, text in sorted(grid.cells.items()))
        return [line for text in islice(cells, _LINES) for line in text.splitlines()]

    # --- the way it came ------------------------------------------------------------------------

    @property
    def sender(self) -> str:
        """The address of the mail it came by, or empty."""
        return (self.arrival.sender or self.book.sender).lower()

    @cached_property
    def said_of_it(self) -> tuple[str, ...]:
        """What the letter it came in says of it among its enclosures."""
        name = self.given_names[0]
        return tuple(said_of(name, self.arrival.company)) if self.by_mail and self.arrival.inside else ()

    @property
    def subject(self) -> str:
        """The subject of the mail it came in, or is."""
        return self.book.subject or self.arrival.subject

    @property
    def by_mail(self) -> bool:
        """Did it come in a mail, or is it one?"""
        return bool(self.sender) and (bool(self.arrival.inside) or self.book.format in MAILS)

    @property
    def stranger(self) -> str:
        """What is said of a sender nobody knows, before what else does not tell whose a file is."""
        known = not self.sender or self.sender in self.context.plan.roster.by_address
        return "" if known else f"发件人 {shorten(visible(self.sender), 60)} 不在名册里，"

    def is_sample(self, sheet: str) -> bool:
        """Does a sheet show how to fill in the form, by its name or by a line above its table?"""
        first = min((table.top for table in self.lists if table.name == sheet), default=0)
        above: list[str] = []
        for grid in (grid for grid in self.grids if grid.sheet == sheet and first):
            led = (line for row, lines in grid.led.items() if row <= first for line in lines)  # in a document
            above += [*lines_above(grid, first), *led]
        return is_sample_sheet(sheet, self.context.furniture) or any(map(is_sample_title, above))

    def moved_into(self, folder: str) -> bool:
        """Was the file moved into this folder after it had been seen elsewhere? Then a person has answered by it."""
        return bool(self.arrival.first_path) and folder not in self.arrival.first_path.split("/")[1:-1]

    # --- what others say of it ------------------------------------------------------------------

    def answered(self, doubt: Doubt) -> Attribution | None:
        """What a person decided of the file, which no other evidence outranks."""
        said = self.context.answer(doubt, self.arrival)
        return Attribution(said, (Clue(BY_CLERK, said),), own=said) if said not in ("", DROPPED, ATTACHED) else None


def lines_above(grid: Grid, first: int) -> list[str]:
    """The lines above row `first`, as far as they are short enough to name something."""
    return [text for (row, _), text in sorted(grid.cells.items()) if row < first and len(text) <= _LINE]


def row_marks(grid: Grid) -> tuple[marks.Mark, ...]:
    """Every different mark in a sheet's rows (unit and period; the task number aside)."""
    tokens = (marks.mark_in(text) for text in grid.cells.values() if "." in text[:8] and len(text) < 200)
    found = {(token.unit_digest, token.period): token for token in tokens if token}
    return tuple(found[key] for key in sorted(found))
