"""The evidence one file carries: of its unit, its period and its kind, in the order of strength of DESIGN §5."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tasklist.model.book import Book, Grid
from tasklist.model.plan import Kind
from tasklist.model.question import ATTACHED, BY_CLERK, DROPPED, Doubt
from tasklist.model.returns import Arrival, Clue
from tasklist.plan import periods
from tasklist.returns.context import Context
from tasklist.returns.continuing import goes_on, loose
from tasklist.returns.identity import FOLDER, SENDER, Attribution, Claim, decide, things_named, unit_cell
from tasklist.returns.issued_table import as_issued
from tasklist.returns.samples import is_sample_sheet
from tasklist.tables import marks
from tasklist.tables.find import Table, find_across, find_tables
from tasklist.tables.headings import QUOTAS, TASKS
from tasklist.tables.marks import master_digest
from tasklist.text.display import shorten, visible
from tasklist.text.file_names import said_by_sender
from tasklist.text.normalize import bare

RECEIVED = "收到时间"  # what tells the period of a file that says nothing of one
_STRENGTH = ("表单标记", "行标记", "填报单位一栏", "文件名", "标题", FOLDER, "工作表名", SENDER)
_OF_A_SHEET = ("行标记", "填报单位一栏")  # what a sheet says of itself beyond doubt; its name is what someone called it
# A mobile number, with or without gaps, or a landline with or without its area code.
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d(?:[- ]?\d{4}){2}|(?:0\d{2,3}[- ]?)?\d{7,8})(?!\d)")
_LINE = 80  # characters: a longer text above a table is a paragraph, not a title or a label
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def stem(name: str) -> str:
    """A file name without its ending."""
    return _ENDING.sub("", name)


@dataclass(frozen=True)
class Evidence:
    """Everything one file says of itself, from its path to its cells."""

    arrival: Arrival
    book: Book
    context: Context

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """The clerk's folders between inbox/ and the file, nearest first (folders inside an archive are not)."""
        return tuple(reversed(self.arrival.outer.split("/")[1:-1]))

    @cached_property
    def given_names(self) -> tuple[str, ...]:
        """Names the sender gave, without endings: the file, then the folders and archives around it."""
        parts = [part for member in reversed(self.arrival.inside) for part in reversed(member.split("/"))]
        outer = self.arrival.outer.rsplit("/", 1)[-1]
        return tuple(map(stem, (*parts, said_by_sender(outer) if self.arrival.collected else outer)))

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The sheets a unit can have written in."""
        return tuple(grid for grid in self.book.grids if grid.sheet not in marks.OWN_SHEETS)

    @cached_property
    def _lists(self) -> tuple[Table, ...]:
        """Every table that looks like the task list, with or without a column for progress."""
        found: list[Table] = []
        for grid in self.grids:
            if grid.sheet != marks.QUOTA_SHEET:
                found += self._tables_of(grid, found[-1] if found else None)
        return tuple(found)

    def _tables_of(self, grid: Grid, before: Table | None) -> Sequence[Table]:
        """The tables under heading rows; without any, the rest of the table before; the one as it was issued; or
        those with their tasks across.
        """
        matcher = self.context.matcher
        if tables := find_tables(grid, TASKS):
            return tables
        if before and "progress" in before.columns and not before.across and (rest := goes_on(grid, before, matcher)):
            return (rest,)
        across = [table for table in find_across(grid, TASKS) if "progress" in table.columns]
        return as_issued(grid, self.context.furniture.columns, matcher) or across

    @cached_property
    def loose_grids(self) -> tuple[Grid, ...]:
        """Sheets without a table behind a task table that look like rows of it, and could not be joined to it."""
        return tuple(loose(self.grids, (*self._lists, *self.quota_tables), self.context.matcher))

    @cached_property
    def task_tables(self) -> tuple[Table, ...]:
        """Every task table with a progress column; a column of another period is set beside it."""
        return tuple(self._of_the_period(table) for table in self._lists if "progress" in table.columns)

    def _of_the_period(self, table: Table) -> Table:
        named = {column: self._periods_in(table.heading(column)) for column in table.columns["progress"]}
        others = {column for column, ids in named.items() if ids and self.period.value not in ids}
        return table.without(others) if len(others) < len(named) else table

    @cached_property
    def quota_tables(self) -> tuple[Table, ...]:
        """Every table of counted items, on sheets that hold no task table."""
        if not self.context.plan.campaign.quotas:
            return ()
        taken = {table.name for table in self.task_tables}
        return tuple(table for grid in self.grids if grid.sheet not in taken for table in find_tables(grid, QUOTAS))

    @cached_property
    def is_form(self) -> bool:
        """Does it carry the marks of a form the program filled?"""
        return self._meta is not None or any(_marks(grid) for grid in self.grids)

    @cached_property
    def is_master(self) -> bool:
        """Is it our own master, come back?"""
        return bool(master_digest(self.book))

    @cached_property
    def _meta(self) -> marks.Meta | None:
        found = (marks.read_meta(grid.cells) for grid in self.book.grids if grid.sheet == marks.META_SHEET)
        return next(filter(None, found), None)

    def titles(self, grid: Grid, *, labels: bool = False) -> tuple[str, ...]:
        """The lines above the first table of a sheet, or the first lines of a document; the official title is none.

        `labels`: with the lines the form says of itself (报送期：…).
        """
        first = min((table.top for table in self._lists if table.name == grid.sheet), default=3)
        lines = _above(grid, first)
        official = bare(self.context.plan.task_list.title)
        listed, names = self.context.matcher.is_official, self.context.names
        own = (line for line in lines if bare(line) not in official and (not listed(line) or names.exact(line)))
        return tuple(line for line in own if labels or not marks.own_text(line))[:6]

    # --- whose ----------------------------------------------------------------------------------

    @property
    def _sender(self) -> str:
        return (self.arrival.sender or self.book.sender).lower()

    @property
    def stranger(self) -> str:
        """What is said of a sender nobody knows, before what else does not tell whose a file is."""
        known = not self._sender or self._sender in self.context.plan.roster.by_address
        return "" if known else f"发件人 {shorten(visible(self._sender), 60)} 不在名册里，"

    @cached_property
    def _file_claims(self) -> list[Claim]:
        names, context = self.context.names, self.context
        folders = ((each, names.exact(each)) for each in self.folders)
        claims = [Claim(FOLDER, units, each, final=self._put_into(each)) for each, units in folders if units]
        if self._meta and (unit := context.by_digest.get(self._meta.unit_digest)):
            claims.append(Claim("表单标记", (unit,), unit))
        if owners := context.plan.roster.by_address.get(self._sender):
            claims.append(Claim(SENDER, tuple(unit.name for unit in owners), self._sender))
        named = [(each, names.within(each)) for each in self.given_names]
        return claims + [Claim("文件名", units, each) for each, units in named if units or names.foreign(each)]

    def _sheet_claims(self, grid: Grid) -> list[Claim]:
        names, context = self.context.names, self.context
        if is_sample_sheet(grid.sheet, context.furniture):
            return []
        marked = dict.fromkeys(context.by_digest.get(each.unit_digest, "") for each in _marks(grid))
        claims = [Claim("行标记", (unit,), unit) for unit in marked if unit]
        tables = [table for table in self._lists if table.name == grid.sheet]
        headings = frozenset(table.on_sheet(cell) for table in tables for cell in table.headings)
        claims += [Claim("填报单位一栏", names.labelled(said), said) for said in unit_cell(grid, headings)]
        columns = dict.fromkeys(row.text("unit") for table in tables for row in table.rows)
        told = [(said, names.exact(said)) for said in columns]
        claims += [Claim("填报单位一栏", units, said) for said, units in told if units or names.foreign(said)]
        claims += [Claim("标题", units, title) for title in self.titles(grid) if (units := names.within(title))]
        named = names.named(grid.sheet)
        return claims + ([Claim("工作表名", named, grid.sheet)] if named or names.foreign(grid.sheet) else [])

    def _put_into(self, folder: str) -> bool:
        """Was the file moved into this folder after it had been seen elsewhere? Then a person has answered by it."""
        return bool(self.arrival.first_path) and folder not in self.arrival.first_path.split("/")[1:-1]

    @cached_property
    def _by_contact(self) -> str:
        """The unit whose telephone, by the roster, the contact columns give; empty when it is not one throughout."""
        texts = [row.text("contact") for table in self._lists for row in table.rows]
        numbers = (
            re.sub(r"\D", "", found) for found in _PHONE.findall(unicodedata.normalize("NFKC", "\n".join(texts)))
        )
        owners = {unit for number in numbers for unit in self.context.by_phone.get(number, ())}
        return owners.pop() if len(owners) == 1 else ""

    def _ordinary(self, unit: str, claim: Claim) -> bool:
        """May a file of this unit well come by the folder or from the sender that a claim names?

        From its superior, yes; with forms of several units, too, unless the contact is of the unit that is named: then
        its staff may have filled in another's form.
        """
        if self.context.superiors.get(unit) in claim.candidates:
            return True
        filled_in = self._by_contact in claim.candidates and self._by_contact != unit
        return not filled_in and (self.arrival.shared or len(self._own_units) > 1)

    @cached_property
    def _own_units(self) -> set[str]:
        """The units the sheets are of by their own words, whatever way the file came."""
        claims = [self._sheet_claims(grid) for grid in self.grids]
        return {found.own for each in claims if each and (found := decide(each, "")).own}

    @cached_property
    def unit_by_sheet(self) -> Mapping[str, Attribution]:
        """Sheet → whose it is. A sheet without a word of its own follows the file, or the one unit the others name."""
        nothing = f"{self.stranger}文件夹、表单标记、填报单位、文件名里都没有单位名称"
        own = {grid.sheet: self._sheet_claims(grid) for grid in self.grids}
        decided = {sheet: self._decided(self._file_claims + claims, nothing) for sheet, claims in own.items()}
        decided |= _sheets_of_others(own, decided)
        speaking = {decided[sheet].value: decided[sheet] for sheet, claims in own.items() if claims}
        if len(speaking) == 1:
            (common,) = speaking.values()
            decided |= {sheet: common for sheet, claims in own.items() if not claims}
        if answer := self._answered(Doubt.UNIT):
            # Where the sheets are several units', the answer is to what was asked: whose the others are.
            waiting = [sheet for sheet, found in decided.items() if not found.value]
            one = len({found.value for found in decided.values()}) <= 1
            decided |= dict.fromkeys(decided if one else waiting, answer)
        return decided

    @cached_property
    def unit(self) -> Attribution:
        """Whose file it is: one unit, or none with the reason; several only when each sheet has its own."""
        decisions = [self.unit_by_sheet[sheet] for sheet in self._sheets_that_count] or [
            self._answered(Doubt.UNIT)
            or self._decided(self._file_claims, f"{self.stranger}文件夹、发件人、文件名里都没有单位名称")
        ]
        undecided = [decision for decision in decisions if not decision.value]
        if undecided:
            return undecided[0]
        evidence = tuple(dict.fromkeys(words for decision in decisions for words in decision.evidence))
        remark = "；".join(dict.fromkeys(decision.remark for decision in decisions if decision.remark))
        return Attribution("、".join(dict.fromkeys(decision.value for decision in decisions)), evidence, remark=remark)

    def _answered(self, doubt: Doubt) -> Attribution | None:
        """What a person decided of the file, which no other evidence outranks."""
        said = self.context.answer(doubt, self.arrival)
        return Attribution(said, (Clue(BY_CLERK, said),), own=said) if said not in ("", DROPPED, ATTACHED) else None

    def _decided(self, claims: list[Claim], nothing: str) -> Attribution:
        return decide(_by_strength(claims), nothing, self._ordinary)

    @cached_property
    def _sheets_that_count(self) -> tuple[str, ...]:
        """Sheets with tables; in a document without any, every sheet."""
        tables = dict.fromkeys(table.name for table in (*self.task_tables, *self.quota_tables))
        return tuple(tables) or tuple(grid.sheet for grid in self.grids)

    # --- which period ---------------------------------------------------------------------------

    @cached_property
    def period(self) -> Attribution:
        """Which period it belongs to; without any word of one, the period in which it arrived.

        A folder of a month is where the clerk puts what comes in that month: it decides when the file says nothing.
        """
        if answer := self._answered(Doubt.PERIOD):
            return answer
        named = self._periods_in
        folders = [
            Claim(FOLDER, ids, each, final=self._put_into(each)) for each in self.folders if (ids := named(each))
        ]
        claims = []
        if self._meta and self._meta.period:
            claims.append(Claim("表单标记", (self._meta.period,), self._meta.period))
        marked = dict.fromkeys(each.period for grid in self.grids for each in _marks(grid) if each.period)
        claims += [Claim("行标记", (period,), period) for period in marked]
        claims += [Claim("文件名", ids, each) for each in self.given_names if (ids := named(each))]
        if claims or any(each.final for each in folders):
            return decide(claims + folders, "", lambda *_: True)
        return self._period_of_sheets(folders)

    def _period_of_sheets(self, folders: list[Claim]) -> Attribution:
        """The period the sheets name: the current one if it is among them, else the only one; unnamed, the current.

        Where the file came in the folder of a month, that is the current one.
        """
        by_folder = decide(folders, "").value
        current = by_folder or periods.period_at(self.context.plan.campaign, self.received_on).id
        said = [ids for grid in self.grids if (ids := self._sheet_periods[grid.sheet])]
        said = said or [
            ids for grid in self.grids for line in self.titles(grid, labels=True) if (ids := self._periods_in(line))
        ]
        candidates = tuple(dict.fromkeys(period for ids in said for period in ids))
        if not candidates or current in candidates:
            by = "工作表里写的报送期" if candidates else FOLDER if by_folder else RECEIVED
            return Attribution(current, (Clue(by),), own=current)
        return decide([Claim("工作表", candidates, "、".join(candidates)), *folders], "", lambda *_: True)

    @cached_property
    def _sheet_periods(self) -> Mapping[str, tuple[str, ...]]:
        """Sheet → the periods its name names, or else all the headings of its progress."""
        found: dict[str, tuple[str, ...]] = {}
        for grid in self.grids:
            headings = [
                self._periods_in(table.heading(column))
                for table in self._lists
                if table.name == grid.sheet
                for column in table.columns.get("progress", ())
            ]
            named = tuple(period for ids in headings for period in ids) if all(headings) else ()
            found[grid.sheet] = self._periods_in(grid.sheet) or named
        return found

    def _periods_in(self, text: str) -> tuple[str, ...]:
        return self.context.periods_named(text, self.received_on)

    def other_period(self, table: Table) -> str:
        """The period a table says it is of, when that is not the file's: last month's sheet left in the workbook.

        Of tables side by side each says it in its own headings or above them; else the sheet says it for all of
        its tables. What the clerk decided, or a folder the file was moved into, ends the matter here too.
        """
        if self._answered(Doubt.PERIOD) or any(
            self._put_into(each) and self._periods_in(each) for each in self.folders
        ):
            return ""
        strips = [each for each in self.task_tables if each.name == table.name and each.sheet is not table.sheet]
        named = (self._said_by(table) if strips else ()) or self._sheet_periods.get(table.name, ())
        return "、".join(dict.fromkeys(named)) if named and self.period.value not in named else ""

    def _said_by(self, table: Table) -> tuple[str, ...]:
        """The periods the headings of a table among several side by side name, or else the lines above it."""
        first = min((each.top for each in self._lists if each.sheet is table.sheet), default=1)
        headings = (table.heading(column) for column in table.columns["progress"])
        said = tuple(period for text in headings for period in self._periods_in(text))
        return said or tuple(period for text in _above(table.sheet.grid, first) for period in self._periods_in(text))

    @property
    def received_on(self) -> date:
        """The day the file came, as the campaign's calendar has it."""
        return self.context.plan.campaign.day(self.arrival.received)

    # --- what kind ------------------------------------------------------------------------------

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
        if answer := self._answered(Doubt.FILE):
            named = [(Kind.DELIVERABLE, each.name) for each in campaign.deliverables]
            named += [(Kind.QUOTA, each.name) for each in campaign.quotas]
            return tuple(pair for pair in named if pair[1] == answer.value)
        titles = [title for grid in self.grids[:1] for title in self.titles(grid)[:2]]
        for said in (*self.folders, *self.given_names, *titles):
            if found := things_named(said, campaign.deliverables, campaign.quotas):
                return found
        return ()


def _above(grid: Grid, first: int) -> list[str]:
    """The lines above row `first`, as far as they are short enough to name something."""
    return [text for (row, _), text in sorted(grid.cells.items()) if row < first and len(text) <= _LINE]


def _marks(grid: Grid) -> tuple[marks.Mark, ...]:
    """Every different mark in a sheet's rows (unit and period; the task number aside)."""
    tokens = (marks.mark_in(text) for text in grid.cells.values() if "." in text[:8] and len(text) < 200)
    found = {(token.unit_digest, token.period): token for token in tokens if token}
    return tuple(found[key] for key in sorted(found))


def _sheets_of_others(own: Mapping[str, list[Claim]], decided: Mapping[str, Attribution]) -> Mapping[str, Attribution]:
    """Sheets that by mark or 填报单位, and all else they say, are another unit's, beside one that is the file's."""
    said = {sheet: decide(_by_strength(claims), "") for sheet, claims in own.items() if claims}
    ours = {each.value for sheet, each in decided.items() if each.value and said.get(sheet, each).value == each.value}
    strong = {sheet for sheet, claims in own.items() if any(claim.source in _OF_A_SHEET for claim in claims)}
    others = {sheet: each for sheet, each in said.items() if sheet in strong and each.value and each.value not in ours}
    return others if ours & {each.value for each in said.values()} else {}


def _by_strength(claims: list[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: _STRENGTH.index(claim.source))
