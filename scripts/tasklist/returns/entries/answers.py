"""What one file answers: its placed cells, counted rows and whole documents as entries with their provenance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tasklist.model.arrival import Stamp
from tasklist.model.book import cell_name
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.model.question import IN_PLACE, Doubt
from tasklist.model.returns import AnswerCell, Entry
from tasklist.returns.accounts import cell_accounts
from tasklist.returns.accounts.cell_accounts import Fates
from tasklist.returns.accounts.drafts import drafts
from tasklist.returns.accounts.printed_contacts import PrintedContacts
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.belonging.periods_apart import where_of_another
from tasklist.returns.entries import off_in_file
from tasklist.returns.entries.off_in_file import TablesOff
from tasklist.returns.entries.one_answer import one_answer_each
from tasklist.returns.rows.contact_lines import contact_lines, same_contact
from tasklist.returns.rows.fates import ANSWERED, LEFT_OUT, TEMPLATE, Fate, Placement
from tasklist.returns.rows.placing import place
from tasklist.tables import marks
from tasklist.tables.find import Table
from tasklist.tables.heading_rows import Cell
from tasklist.text.normalize import bare
from tasklist.text.taken_back import counts

_REMARK = 40  # characters of what only says which version counts
BODY = "正文"  # the paragraphs of a document, beside its tables
Placed = Sequence[tuple[Table, Placement]]


@dataclass(frozen=True)
class Answers:
    """The answers of one file whose unit and period are known."""

    evidence: Evidence

    @cached_property
    def stamp(self) -> Stamp:
        """What puts the file's answers in order among other versions."""
        arrival = self.evidence.arrival
        name = arrival.path.rsplit("/", 1)[-1]
        said = (*self.evidence.given_names[:1], *arrival.company, *self._remarks)
        return Stamp(
            arrival.received, self.evidence.book.modified, arrival.mtime, name, arrival.sha256, arrival.turn,
            arrival.receipt, claims=next(filter(None, map(counts, said)), ""),
        )  # fmt: skip

    @cached_property
    def _remarks(self) -> Sequence[str]:
        """What stands in few words on its sheets of which version counts: 请以此表为准."""
        texts = (text for grid in self.evidence.grids for text in grid.cells.values() if "为准" in text)
        return [text for text in texts if len(text) <= _REMARK]

    @cached_property
    def contacts(self) -> PrintedContacts:
        """Whom to call, as the form itself says."""
        return PrintedContacts(self.evidence)

    def at(self, sheet: str, cell: Cell) -> Place:
        """The place of a cell."""
        return self.evidence.arrival.place(sheet, cell_name(cell))

    def entry(
        self,
        unit: str,
        kind: Kind,
        field: str,
        text: str,
        sources: tuple[Place, ...],
        *,
        span: str = "",
        task: int | None = None,
        name: str = "",
    ) -> Entry:
        """One answer; the first of `sources` is its place."""
        return Entry(unit, kind, field, text, sources[0], self.stamp, span, task, name, sources=sources)

    # --- tasks ----------------------------------------------------------------------------------

    @cached_property
    def placed(self) -> Placed:
        """Every task table with the fates of its cells."""
        return tuple((table, self._place(table)) for table in self.evidence.task_tables)

    def unit_of(self, table: Table) -> str:
        """Whose a table is, empty while that is not known."""
        return self.evidence.unit_of(table)

    def _place(self, table: Table) -> Placement:
        return self.placed_as(table, self.no_answer_yet(table))

    def no_answer_yet(self, table: Table) -> str:
        """Why nothing in a table is an answer of the file's period; empty where it is."""
        if other := self.evidence.other_period(table):
            return f"{where_of_another(table, other)}，文件报的是{self.evidence.period.value}"
        if self.evidence.is_sample(table.name):
            return f"工作表“{table.name}”是填写说明或样例，不算填报"
        if self.evidence.left_out(table):
            return LEFT_OUT
        if not self.unit_of(table):
            return cell_accounts.of_nobody(table)
        return self.drafts.get(table.name, "")

    @cached_property
    def off(self) -> TablesOff:
        """The tables whose answers stand beside other rows' tasks."""
        tables = (table for table in self.evidence.task_tables if not self.no_answer_yet(table))
        return off_in_file.found(self.evidence, tables)

    @property
    def put_back(self) -> str:
        """How a person said that they go back to the rows of their tasks; empty where nobody did."""
        said = self.evidence.answered(Doubt.ROWS)
        return said.value if said is not None and said.value != IN_PLACE else ""

    @cached_property
    def drafts(self) -> Mapping[str, str]:
        """Sheets that may be a draft or a former version, and what says so."""
        return dict(drafts(self.evidence))

    def placed_as(self, table: Table, waiting: str = "") -> Placement:
        """A table with the fates of its cells as the unit's answers; `waiting`: why none of them is one yet."""
        context = self.evidence.context
        duties = None if waiting else tuple(context.plan.duties[self.unit_of(table)])
        beside, contacts = tuple(self._beside_of(table)), self.contacts.of_form(self.unit_of(table))
        if self.put_back:
            table = off_in_file.put_back(table, self.off, self.put_back)
        placed = place(
            table, context.matcher, duties, waiting,
            furniture=context.furniture, beside=beside, contacts=contacts, words=context.words,
        )  # fmt: skip
        return self.contacts.without_others(placed, self.unit_of(table))

    def _beside_of(self, table: Table) -> Iterator[int]:
        """The numbers in the other parts of a table that goes on from sheet to sheet."""
        for other in self.evidence.task_tables:
            if other.name != table.name and other.root == table.root:
                said = (self.evidence.context.matcher.number(row.text("seq")) for row in other.rows)
                yield from (number for number in said if number is not None)

    def of_tasks(self) -> tuple[list[Entry], Fates]:
        """One entry per task and field, and the fates of all cells of the task tables."""
        said = [
            entry
            for table, placed in self.placed
            for entry in (*self.entries_of(table, placed), *self._emptied(table, placed))
        ]
        entries, fates = one_answer_each(said, self.evidence.context.plan.task_list)
        lines, line_fates = self._contact_lines({entry.key: entry.text for entry in said if entry.field == "contact"})
        entries, fates = entries + lines, fates | line_fates
        for table, placed in self.placed:
            fates = cell_accounts.of_table(self.evidence, table, placed) | fates
        earlier, parts = self._earlier()
        return entries + earlier, fates | parts

    def _earlier(self) -> tuple[list[Entry], Fates]:
        """What the columns of earlier parts of the year say again: answers of the periods they were asked in."""
        context, said = self.evidence.context, []
        for part in self.evidence.earlier_parts:
            table, unit = part.table, self.unit_of(part.table)
            placed = place(table, context.matcher, tuple(context.plan.duties[unit]), furniture=context.furniture)
            for answer in placed.answers:
                if all(cell[1] == part.column for cell in answer.cells):
                    where = tuple(self.at(table.name, table.on_sheet(cell)) for cell in answer.cells)
                    told = self.entry(
                        unit, Kind.TASKS, part.key, answer.text, where, span=part.period, task=answer.task
                    )
                    said.append(replace(told, again=self.evidence.period.value))
        entries, fates = one_answer_each(said, self.evidence.context.plan.task_list)
        return entries, fates | {source: ANSWERED for entry in entries for source in entry.sources}

    def _contact_lines(self, known: Mapping[object, str]) -> tuple[list[Entry], Fates]:
        """联络员：王新 139… beside a table is the contact of its rows that have none; `known`: what those have that do.

        Where all have, and none of them this one, it is asked about.
        """
        entries: dict[object, Entry] = {}
        fates: Fates = {}
        answers = self.evidence.context.plan.task_list.layout.answers
        tables: dict[str, list[tuple[Table, Placement]]] = {}
        for table, placed in self.placed:
            tables.setdefault(table.name, []).append((table, placed))
        for grid in self.evidence.grids:
            under = tables.get(grid.sheet, self.placed if grid.sheet == BODY else ())
            says = self.evidence.context.furniture.says  # whom to ask in the office, printed under its list
            named = contact_lines(grid, tables.get(grid.sheet, ()))
            found = [line for line in named if not all(says(grid.cells[cell]) for cell in line.cells)]
            spots = {self.at(grid.sheet, cell) for line in found for cell in line.cells}
            if not under:
                continue
            if "contact" not in answers:
                fates |= dict.fromkeys(spots, Fate("清单没有联络员一栏，表格外写了联络员", own=True))
                continue
            if len({bare(line.text) for line in found}) > 1:
                fates |= dict.fromkeys(spots, Fate("表格外写了几个联络员，不知道各管哪几行", own=True))
                continue
            for line in found[:1]:
                where = tuple(self.at(grid.sheet, cell) for cell in line.cells)
                for table, placed in under:
                    for task in placed.progress:
                        unit, period = self.unit_of(table), self.evidence.period.value
                        entry = self.entry(unit, Kind.TASKS, "contact", line.text, where, span=period, task=task)
                        if entry.key not in known:
                            entries.setdefault(entry.key, entry)
            if not any(source in spots for entry in entries.values() for source in entry.sources):
                again = all(same_contact(line.text, known.values()) for line in found)
                fate = Fate("表格外还写着联络员，表里各行已有联系人，不知道以谁为准", own=True)
                fates |= dict.fromkeys(spots, TEMPLATE if again else fate)
        used = {source for entry in entries.values() for source in entry.sources}
        return list(entries.values()), fates | dict.fromkeys(used, ANSWERED)

    def entries_of(self, table: Table, placed: Placement) -> Iterator[Entry]:
        """What a table answers, as it is placed, for the file's period."""
        unit, period = self.unit_of(table), self.evidence.period.value
        for answer in placed.answers:
            where = tuple(self.at(table.name, table.on_sheet(cell)) for cell in answer.cells)
            made = self.entry(unit, Kind.TASKS, answer.field, answer.text, where, span=period, task=answer.task)
            given = answer.field == "contact" and bare(answer.text) in self.contacts.given
            yield replace(made, given=True) if given else made

    def _emptied(self, table: Table, placed: Placement) -> Iterator[Entry]:
        """Contacts and remarks that a correction workbook, which came with what stood there, has no more."""
        if all(grid.sheet != marks.CORRECTION_SHEET for grid in self.evidence.book.grids) or table.across:
            return
        unit, period = self.unit_of(table), self.evidence.period.value
        answered = {(answer.task, answer.field) for answer in placed.answers}
        for task, (row, _) in placed.progress.items():
            for name in ("contact", "remark"):
                for column in table.columns.get(name, ())[:1] if (task, name) not in answered else ():
                    cell = table.sheet.origin((row, column))
                    if not table.sheet.grid.cells.get(cell, "").strip():
                        where = (self.at(table.name, table.on_sheet(cell)),)
                        made = self.entry(unit, Kind.TASKS, name, "", where, span=period, task=task)
                        yield replace(made, sources=())

    def cells(self) -> Iterator[AnswerCell]:
        """Where the progress of each task stands or should stand."""
        period = self.evidence.period.value
        for table, placed in self.placed:
            for task, cell in placed.progress.items():
                instead = cell_accounts.instead_of_text(self.evidence, table.sheet.grid, cell)
                where = self.at(table.name, table.on_sheet(cell))
                yield AnswerCell(self.unit_of(table), period, task, where, self.stamp, *instead)
        yield from self._waiting()

    def _waiting(self) -> Iterator[AnswerCell]:
        """The tasks that what nobody could place may answer: they are not blank until a person has looked."""
        period, duties = self.evidence.period.value, self.evidence.context.plan.duties
        for table, placed in self.placed:
            unit = self.unit_of(table)
            for row, tasks in placed.unsettled:
                spot = self.at(table.name, table.on_sheet(min(row.texts)))
                for task in tasks or duties[unit]:
                    yield AnswerCell(unit, period, task, spot, self.stamp, waiting=row.doubt)
        yield from self._under_strange_headings()
        for grid in self.evidence.loose_grids:
            spot = self.at(grid.sheet, min(grid.cells))
            why = f"“{grid.sheet}”像是任务表的后半截，没有表头，栏目和序号接不上"
            for unit in dict.fromkeys(self.unit_of(table) for table, _ in self.placed):
                yield from (AnswerCell(unit, period, task, spot, self.stamp, waiting=why) for task in duties[unit])

    def _under_strange_headings(self) -> Iterator[AnswerCell]:
        """The rows of a list without a column of progress that say something under a heading nobody knows."""
        evidence, matcher = self.evidence, self.evidence.context.matcher
        for table in evidence.lists:
            unit = evidence.unit_of(table)
            if "progress" in table.columns or not unit or evidence.is_sample(table.name):
                continue
            for row in table.rows:
                task = matcher.match(row.text("seq"), row.text("detail")).task
                spots = [(row.number, column) for column in table.extra if table.sheet.text((row.number, column))]
                if task and spots:
                    where = self.at(table.name, table.on_sheet(spots[0]))
                    why = f"这张表没有进展一栏，字写在“{table.extra[spots[0][1]]}”一栏里"
                    yield AnswerCell(unit, evidence.period.value, task, where, self.stamp, waiting=why)
