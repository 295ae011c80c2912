"""The master of a lower office, come in as a return: a container of what its units reported, each a Return of its own.

The office is known by the mark in the master. Its units stay visible below it, the figures are those of their rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tasklist.model.arrival import Arrival, Stamp
from tasklist.model.book import Book, cell_name
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.plan import Kind
from tasklist.model.question import Doubt
from tasklist.model.returns import Clue, Entry, Outcome, Return
from tasklist.model.unplaced import Unplaced
from tasklist.plan import periods
from tasklist.plan.tiers import MASTER
from tasklist.returns.accounts import cell_accounts, questions
from tasklist.returns.belonging.file_words import FileWords
from tasklist.returns.belonging.identity import Attribution, Claim, decide
from tasklist.returns.belonging.whose import Whose
from tasklist.returns.context import Context
from tasklist.returns.entries.decided import decided
from tasklist.returns.masters.lower_rows import ANNEXED, LowerRows, answers_of, unplaced
from tasklist.returns.masters.master_answers import LIST, MasterReader, fields_of
from tasklist.tables.handed_up import HandedFact, HandedRow, HandedUp, handed_up
from tasklist.text.normalize import bare

MARK = "汇总表自身的标记"
_FEW = 4  # units named in a sentence
_LONG = 200  # characters from which a text may go on in further rows


def returns_below(arrival: Arrival, book: Book, context: Context) -> tuple[Return, ...]:
    """The Return of a lower office's master and those of its units; nothing when it is not one of another office."""
    handed = handed_up(book)
    if handed is None or bare(handed.office) == bare(context.plan.campaign.office):
        return ()
    return _LowerMaster(arrival, book, context, handed).returns()


@dataclass(frozen=True)
class _LowerMaster:
    arrival: Arrival
    book: Book
    context: Context
    handed: HandedUp

    @cached_property
    def office(self) -> Attribution:
        """Whose master it is: what a person said, else its own mark, which the way it came must not speak against."""
        said = FileWords(self.arrival, Book(self.book.format), self.context)
        if answer := said.answered(Doubt.UNIT):
            return answer
        named = self.handed.office
        claims = [Claim(MARK, self.context.tiers.called(named), named), *Whose(said).file_claims]
        return decide(claims, "", self._ordinary)

    def _ordinary(self, office: str, claim: Claim) -> bool:
        """May a master well come by the folder or from the sender a claim names, of an office over or below its own?"""
        over = self.context.tiers.over
        return any(each in over(office) or office in over(each) for each in claim.candidates)

    @cached_property
    def period(self) -> str:
        """The period it is of, as the office's own campaign has it; empty when it has none such."""
        campaign = self.context.plan.campaign
        said = self.context.answer(Doubt.PERIOD, self.arrival) or self.handed.period
        return said if periods.by_id(campaign, said) else ""

    def returns(self) -> tuple[Return, ...]:
        """The container and the units' own, or one that waits for a person."""
        if not self.office.value:
            named, office = self.handed.office, self.office
            seen = f"是“{named}”的汇总表，{questions.why(office, '单位') if office.claimants else '名册里没有这个单位'}"
            todo = f"把它补进单位名册（它汇总的单位在“上级单位”一栏写它），或{questions.ANSWER_IT}，再汇总一次"
            return (self._waiting(seen, todo, Doubt.UNIT),)
        if not self.period:
            seen = f"是{self.office.value}的汇总表，它的报送期“{self.handed.period}”在本级没有"
            return (self._waiting(seen, f"核对后{questions.ANSWER_IT}，再汇总一次", Doubt.PERIOD),)
        if not self.handed.whole:
            seen = f"是{self.office.value}的汇总表，但“明细台账”不见了、分成了几张，或者表头被改过，读不出各单位的填报"
            return (self._waiting(seen, "请该单位发程序生成的原样汇总表", Doubt.FILE),)
        members = tuple(self._members())
        return (self._container(members), *members)

    def _waiting(self, reason: str, todo: str, doubt: Doubt) -> Return:
        """The master as a file that is asked about; anything of anybody may be in it."""
        asked = finding("set_aside", reason, of=self.arrival.place(), unit=self.office.value, todo=todo, ask="")
        campaign = self.context.plan.campaign
        things = [(Kind.TASKS, ""), (Kind.DELIVERABLE, MASTER)]
        things += [(Kind.DELIVERABLE, each.name) for each in campaign.deliverables]
        things += [(Kind.QUOTA, each.name) for each in campaign.quotas]
        waiting = "文件待处理，原因见“文件清单”"
        loose = tuple(one for row in self.handed.rows for one in unplaced(self.arrival, row, self._fields, waiting))
        seen = self._size
        made = Return(
            self.arrival, Outcome.SET_ASIDE, None, self.office.value, self.period, reason, self.office.evidence,
            unplaced=loose, template=seen - len(loose), findings=(asked,), question=asked, doubt=doubt,
            claimants=self.office.claimants, spans=(self.period,) if self.period else (), things=tuple(things),
            seen=seen,
        )  # fmt: skip
        return decided(made, self.context, self.book.modified)

    @cached_property
    def _fields(self) -> Mapping[str, str]:
        return answers_of(self.context.plan, self.period)

    @property
    def _size(self) -> int:
        """How many things the file holds."""
        return sum(grid.size for grid in self.book.grids) + len(self.book.leftovers)

    @property
    def _added(self) -> Iterator[cell_accounts.Thing]:
        """What the program writes into no master: comments, text boxes, pictures."""
        for grid in self.book.grids:
            yield from cell_accounts.things(self.arrival, replace(grid, cells={}, broken={}))

    @cached_property
    def _by_unit(self) -> Mapping[str, list[HandedRow]]:
        """Unit below, by its full name → its rows; under the empty name the rows of those that are none of its."""
        found: dict[str, list[HandedRow]] = {}
        for row in self.handed.rows:
            found.setdefault(self._below(row.unit), []).append(row)
        return found

    @cached_property
    def _facts(self) -> Mapping[str, list[tuple[int, HandedFact]]]:
        found: dict[str, list[tuple[int, HandedFact]]] = {}
        for number, fact in self.handed.facts:
            found.setdefault(self._below(fact.unit), []).append((number, fact))
        return found

    def _below(self, name: str) -> str:
        """The unit of a name, when it is the office or below it, or nobody's by the roster; else empty."""
        named = self.context.names.exact(name)
        over = self.context.tiers.over(named[0]) if len(named) == 1 else ()
        ours = len(named) == 1 and (named[0] == self.office.value or not over or self.office.value in over)
        return named[0] if ours else ""

    def _members(self) -> Iterator[Return]:
        """The Returns of the units of which anything came, in the order of the roster."""
        order = self.context.plan.roster.order
        for unit in sorted({*self._by_unit, *self._facts} - {""}, key=order.__getitem__):
            digest = hashlib.sha256(f"{self.arrival.sha256} {unit}".encode()).hexdigest()
            receipt = replace(self.arrival.receipt, doubt="", earliest=None)
            member = replace(
                self.arrival, path=f"{self.arrival.path}!{unit}", inside=(*self.arrival.inside, unit), since=None,
                sha256=digest, size=0, receipt=receipt,
            )  # fmt: skip
            rows, facts = tuple(self._by_unit.get(unit, ())), tuple(self._facts.get(unit, ()))
            said = LowerRows(self.arrival, member, unit, self.period, self.book.modified, rows, facts, self.context)
            made = self._member(said)
            if made.entries or made.answer_cells or made.unplaced or made.annexed:
                yield decided(made, self.context, self.book.modified)

    def _member(self, said: LowerRows) -> Return:
        entries, loose = tuple(said.entries()), tuple(said.unplaced())
        claimed = {source for entry in entries for source in entry.sources}
        seen = sum(len(row.all) for row in said.rows) + sum(entry.kind is not Kind.TASKS for entry in entries)
        kind = Kind.TASKS if said.rows or not entries else entries[0].kind
        made = Return(
            said.member, Outcome.MERGED, kind, said.unit, self.period,
            evidence=(Clue(f"{self.office.value}的汇总表"),), entries=entries, unplaced=loose,
            template=seen - len(claimed) - len(loose), answer_cells=tuple(said.cells()), seen=seen,
            strays=tuple(said.strays()), annexed=any(fact.field == ANNEXED for _, fact in said.facts),
        )  # fmt: skip
        return replace(made, findings=cell_accounts.listed(loose, made))

    def _container(self, members: Sequence[Return]) -> Return:
        """The master itself: the program's own words in it, and what stands in it of nobody here or was added."""
        strangers = self._by_unit.get("", [])
        why = f"本级名册里{self.office.value}下面没有这个单位"
        loose = [one for row in strangers for one in unplaced(self.arrival, row, self._fields, why)]
        loose += [Unplaced(thing.place, thing.text, f"{thing.what}，不是程序写在汇总表里的") for thing in self._added]
        loose += self._told_elsewhere()
        seen = self._size - sum(one.seen or 0 for one in members)
        made = Return(
            self.arrival, Outcome.MERGED, Kind.MASTER, self.office.value, self.period, "所辖单位另列",
            self.office.evidence, (self._owed(),), tuple(loose), template=seen - len(loose), archive=True, seen=seen,
        )  # fmt: skip
        told = (*self._unknown(strangers), *cell_accounts.listed([one for one in loose if one.asks], made))
        return replace(made, findings=told)

    def _told_elsewhere(self) -> Iterator[Unplaced]:
        """What somebody wrote into 任务清单汇总 alone: that sheet only shows again what 明细台账 says."""
        context, grid = self.context, next((grid for grid in self.book.grids if grid.sheet == LIST), None)
        period = periods.by_id(context.plan.campaign, self.period)
        if period is None or grid is None:
            return
        layout = context.plan.during(period).task_list.layout
        columns = MasterReader(context.names, context.by_digest, layout, period.last).columns(grid)
        known = {bare(row.text(heading)) for row in self.handed.rows for heading in fields_of(layout)}
        long = [text for text in known if len(text) > _LONG]  # one that goes on in further rows does so elsewhere here
        for (row, column), text in sorted(grid.cells.items()) if columns else ():
            shown = text.startswith("（") and text.endswith("）")  # （未报）, （空白）
            if not columns or row <= columns.head or column not in columns.answers or shown or bare(text) in known:
                continue
            if not any(bare(text) in whole for whole in long):
                where = self.arrival.place(LIST, cell_name((row, column)))
                yield Unplaced(where, text, "写在“任务清单汇总”里，“明细台账”里没有，汇总以“明细台账”为准")

    def _owed(self) -> Entry:
        """The master as the document the office owes itself."""
        arrival = self.arrival
        name = arrival.path.rsplit("/", 1)[-1]
        stamp = Stamp(
            arrival.received, self.book.modified, arrival.mtime, name, arrival.sha256, arrival.turn, arrival.receipt
        )
        return Entry(
            self.office.value, Kind.DELIVERABLE, "document", name, arrival.place(), stamp, self.period, None, MASTER
        )

    def _unknown(self, strangers: Sequence[HandedRow]) -> Iterator[Finding]:
        """The units of the master that are none below the office here, told once."""
        names = tuple(dict.fromkeys(row.unit for row in strangers))
        if names:
            office, few = self.office.value, f"{'、'.join(names[:_FEW])}{'等' if len(names) > _FEW else ''}"
            said = f" 里有 {len(names)} 个单位不在本级名册的{office}下面，没有并入：{few}"
            todo = f"要并入的，补进单位名册，“上级单位”写“{office}”，再汇总一次"
            yield finding("remark", self.arrival.place(), said, unit=office, todo=todo, place=self.arrival.place())
