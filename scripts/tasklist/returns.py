"""One received file made into a Return: whose it is, which period, what kind, and the fate of every cell.

Pure: what the readers handed on goes in, a Return comes out. A file that cannot be settled is set aside
with every claimant named, its words listed as unplaced; it never stops the batch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain, count
from zoneinfo import ZoneInfo

from tasklist import balance, corrections, mark, plan
from tasklist.balance import Fates
from tasklist.catalogue import finding
from tasklist.counted import day_in, incomplete, quota_meant
from tasklist.evidence import Context, Evidence
from tasklist.form import Cell, Table, nearest_headings
from tasklist.headings import TASKS
from tasklist.identity import Decision
from tasklist.model import (
    AnswerCell,
    Arrival,
    Book,
    Entry,
    Finding,
    Grid,
    Kind,
    Outcome,
    Place,
    Quota,
    Refusal,
    Return,
    Stamp,
    cell_name,
)
from tasklist.placing import ANSWERED, TEMPLATE, Placement, own_task_words, place
from tasklist.wording import bare, shorten

_PROOF = re.compile(r"佐证|附件|照片|截图|签到|图片")
_PICTURE = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".heic", ".webp")


def interpret(
    arrival: Arrival, content: Book | Refusal | None, context: Context, original: Book | None = None
) -> Return:
    """The Return of one file. `content` is None when the arrival itself says why it was not read.

    `original`: for a master that came back, the master as the program wrote it.
    """
    if content is None:
        return _unread(arrival)
    evidence = Evidence(arrival, _unique(content) if isinstance(content, Book) else Book(""), context)
    file = _File(evidence)
    if isinstance(content, Refusal):
        return file.document() if content.code == "unsupported" and evidence.things else file.refused(content)
    if content.members:
        return Return(arrival, Outcome.MERGED, reason="内含文件另列", archive=True)
    if evidence.is_master:
        return file.master(original)
    if evidence.thing_in_folder or not (evidence.task_tables or evidence.quota_tables):
        return file.document()
    return file.tables()


def _unique(book: Book) -> Book:
    """The book with no sheet named like another: a place must say which sheet is meant."""
    grids: list[Grid] = []
    taken: set[str] = set()
    for grid in book.grids:
        names = chain([grid.sheet], (f"{grid.sheet} ({number})" for number in count(2)))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        grids.append(grid if name == grid.sheet else replace(grid, sheet=name))
    return replace(book, grids=tuple(grids))


def _unread(arrival: Arrival) -> Return:
    if arrival.state == "ignored":
        return Return(arrival, Outcome.IGNORED, reason=arrival.reason)
    code, outcome = {"pending": ("pending", Outcome.PENDING), "refused": ("unreadable", Outcome.SET_ASIDE)}[
        arrival.state
    ]
    found = finding(code, f"{arrival.path}：{arrival.reason}", place=arrival.path)
    return Return(arrival, outcome, reason=arrival.reason, findings=(found,))


@dataclass(frozen=True)
class _File:
    """One file under interpretation, and what can be made of it."""

    evidence: Evidence

    @property
    def arrival(self) -> Arrival:
        return self.evidence.arrival

    @property
    def grids(self) -> tuple[Grid, ...]:
        return self.evidence.book.grids

    @property
    def context(self) -> Context:
        return self.evidence.context

    @cached_property
    def stamp(self) -> Stamp:
        arrival = self.arrival
        return Stamp(
            arrival.received,
            self.evidence.book.modified,
            arrival.mtime,
            arrival.path.rsplit("/", 1)[-1],
            arrival.sha256,
        )

    # --- outcomes -------------------------------------------------------------------------------

    def refused(self, refusal: Refusal) -> Return:
        """A file that could not be read."""
        where, unit = self.arrival.path, self.evidence.unit.value
        found = finding(refusal.code, f"{where}：{refusal.reason}", unit=unit, place=where)
        return Return(self.arrival, Outcome.SET_ASIDE, unit=unit, reason=refusal.reason, findings=(found,))

    def set_aside(self, reason: str, kind: Kind | None, todo: str) -> Return:
        """A file that was read but cannot be settled: its own words are unplaced, the form's are not."""
        where, unit = self.arrival.path, self.evidence.unit
        found = finding("set_aside", f"{where}：{reason}", unit=unit.value, place=where, todo=todo)
        # Nothing is placed while a question is open: every answer waits with its place and text.
        waiting = f"文件待处理：{shorten(reason, 60)}"
        fates: Fates = {}
        for table in self.evidence.task_tables:
            fates |= balance.of_table(self.evidence, table, place(table, self.context.matcher, None, waiting))
        made = Return(
            self.arrival,
            Outcome.SET_ASIDE,
            kind,
            unit.value,
            self.evidence.period.value,
            reason,
            unit.evidence,
            findings=(found,),
        )
        return balance.balanced(made, self.evidence, fates, waiting)

    def tables(self) -> Return:
        """A workbook or document with task tables, quota tables or both."""
        evidence = self.evidence
        kind = Kind.TASKS if evidence.task_tables else Kind.QUOTA
        for decision, what in ((evidence.unit, "单位"), (evidence.period, "报送期")):
            if not decision.value:
                return self.set_aside(_why(decision, what), kind, _how_to_settle(decision, what))
        others = [evidence.other_period(table.sheet.grid) for table in evidence.task_tables]
        if others and all(others):
            said = "、".join(evidence.period.evidence)
            reason = f"报送期对不上：表里写的是{others[0]}，{said}指向{evidence.period.value}"
            return self.set_aside(reason, kind, "核对后把文件拖进 inbox/ 下以报送期命名的文件夹，再汇总一次")
        placements = [(table, self._place(table)) for table in evidence.task_tables]
        entries, fates = _one_answer_each([entry for pair in placements for entry in self._answers(*pair)])
        for table, placed in placements:
            fates = balance.of_table(evidence, table, placed) | fates
        items, item_fates = self._items()
        made = Return(
            self.arrival,
            Outcome.MERGED,
            kind,
            evidence.unit.value,
            evidence.period.value,
            evidence=tuple(dict.fromkeys(evidence.unit.evidence + evidence.period.evidence)),
            entries=(*entries, *items),
            answer_cells=tuple(asked for pair in placements for asked in self._answer_cells(*pair)),
            findings=(*self._own_tasks(placements), *balance.noticed(evidence)),
        )
        return balance.balanced(made, evidence, fates | item_fates, "表格以外的文字")

    def document(self) -> Return:
        """A dated document or a counted item, kept whole: every word of it is one answer."""
        evidence = self.evidence
        unit = evidence.unit.value
        if not unit:
            return self.set_aside(_why(evidence.unit, "单位"), None, _how_to_settle(evidence.unit, "单位"))
        owed = [pair for pair in evidence.things if unit in self._owing(*pair)]
        if len(owed) != 1:
            return self.set_aside(self._no_kind(unit, owed), None, self._what_kind())
        kind, name = owed[0]
        title = evidence.given_names[0]
        sources = tuple(spot for spot, _ in balance.everything(evidence)) or (Place(self.arrival.path),)
        if kind is Kind.DELIVERABLE:
            proof = _PROOF.search(title) or self.arrival.path.lower().endswith(_PICTURE)
            entry = self._entry(unit, kind, "evidence" if proof else "document", title, sources, name=name)
        else:
            quota = next(each for each in self.context.plan.campaign.quotas if each.name == name)
            if plan.quota_window(self.context.plan.campaign, quota, self._day()) is None:
                return self.set_aside(f"{self._day()} 不在“{name}”的应报时段内", kind, "核对日期；不需要时移出收件夹")
            entry = self._item(unit, quota, title, self._day(), sources)
        made = Return(
            self.arrival,
            Outcome.MERGED,
            kind,
            unit,
            evidence.period.value,
            evidence=evidence.unit.evidence,
            entries=(entry,),
            findings=tuple(balance.noticed(evidence)),
        )
        return balance.balanced(made, evidence, dict.fromkeys(sources, ANSWERED), "")

    def master(self, original: Book | None) -> Return:
        """Our own master, edited by a person: what was changed are the office's corrections."""
        period = self.evidence.period
        if original is None:
            reason = "这是程序生成的汇总表，但找不到它的原稿，不知道改了哪里"
            todo = "把要更正的内容写进该单位的填报表，放进收件夹"
            return self.set_aside(reason, Kind.MASTER, todo)
        changed = corrections.changes(self.evidence.book, original, self.context.plan.roster)
        entries = tuple(self._correction(key, written) for key, written in changed.answers.items())
        made = Return(
            self.arrival,
            Outcome.MERGED,
            Kind.MASTER,
            period=period.value,
            evidence=("汇总表自身的标记", *period.evidence),
            entries=entries,
            findings=tuple(self._cleared(changed.cleared)),
        )
        fates: Fates = {spot: TEMPLATE for spot, _ in balance.everything(self.evidence)}
        fates |= {self._at(sheet, cell): reason for (sheet, cell), reason in changed.other.items()}
        fates |= {source: ANSWERED for entry in entries for source in entry.sources}
        return balance.balanced(made, self.evidence, fates, "")

    def _correction(self, key: corrections.Key, written: corrections.Written) -> Entry:
        unit, task, field = key
        where = tuple(self._at(sheet, cell) for sheet, cell in written.cells)
        span = self.evidence.period.value
        return replace(self._entry(unit, Kind.TASKS, field, written.text, where, span=span, task=task), office=True)

    def _cleared(self, count: int) -> Iterator[Finding]:
        if count:
            said = f"{self.arrival.path} 里清空了 {count} 格：空白不会冲掉已填的内容，不起作用"
            yield finding("remark", said, place=self.arrival.path, todo="要撤下某单位的填报，把它的文件移出收件夹")

    # --- answers --------------------------------------------------------------------------------

    def _unit_of(self, table: Table) -> str:
        return self.evidence.unit_by_sheet[table.name].value

    def _place(self, table: Table) -> Placement:
        if other := self.evidence.other_period(table.sheet.grid):
            reason = f"工作表“{table.name}”写的是{other}，文件报的是{self.evidence.period.value}"
            return place(table, self.context.matcher, None, reason)
        return place(table, self.context.matcher, tuple(self.context.plan.duties[self._unit_of(table)]))

    def _answers(self, table: Table, placed: Placement) -> Iterator[Entry]:
        unit, period = self._unit_of(table), self.evidence.period.value
        for answer in placed.answers:
            where = tuple(self._at(table.name, cell) for cell in answer.cells)
            yield self._entry(unit, Kind.TASKS, answer.field, answer.text, where, span=period, task=answer.task)

    def _answer_cells(self, table: Table, placed: Placement) -> Iterator[AnswerCell]:
        unit, period, grid = self._unit_of(table), self.evidence.period.value, table.sheet.grid
        for task, cell in placed.progress.items():
            yield AnswerCell(
                unit, period, task, self._at(table.name, cell), self.stamp, balance.instead_of_text(grid, cell)
            )

    def _items(self) -> tuple[list[Entry], Fates]:
        """The counted items of the 频次填报 sheets, and the fates of all their cells."""
        entries: list[Entry] = []
        fates: Fates = {}
        received = self._received_on
        for table in self.evidence.quota_tables:
            unit = self._unit_of(table)
            campaign = self.context.plan.campaign
            owed = [quota for quota in campaign.quotas if unit in quota.units]
            fates |= {self._at(table.name, cell): TEMPLATE for cell in table.headings}
            for row in table.rows:
                said, title, note = row.text("name"), row.text("item"), row.text("remark")
                where = {self._at(table.name, cell): cell for cell in row.texts}
                quota, day = quota_meant(said, owed, campaign.quotas), day_in(row.text("on"), received)
                if not (title or row.text("on") or note):
                    fates |= {spot: TEMPLATE for spot in where if quota or mark.own_text(row.texts[where[spot]])}
                elif reason := incomplete(quota, title, day, said, received):
                    fates |= dict.fromkeys(where, f"频次填报第{row.number}行{reason}")
                elif quota and day and plan.quota_window(campaign, quota, day) is None:
                    fates |= dict.fromkeys(where, f"频次填报第{row.number}行的日期不在应报时段内")
                elif quota and day:
                    text = f"{title}（{note}）" if note else title
                    entries.append(self._item(unit, quota, text, day, tuple(where)))
                    fates |= dict.fromkeys(where, ANSWERED)
        return entries, fates

    def _item(self, unit: str, quota: Quota, title: str, day: date, sources: tuple[Place, ...]) -> Entry:
        window = plan.quota_window(self.context.plan.campaign, quota, day)
        span = window.id if window else ""
        return replace(self._entry(unit, Kind.QUOTA, "item", title, sources, span=span, name=quota.name), on=day)

    def _entry(
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
        return Entry(unit, kind, field, text, sources[0], self.stamp, span, task, name, sources=sources)

    @property
    def _received_on(self) -> date:
        return self.arrival.received.astimezone(ZoneInfo(self.context.plan.campaign.timezone)).date()

    def _day(self) -> date:
        """The day a counted document says it is of: in its name, else the day it was received."""
        named = (day_in(each, self._received_on) for each in self.evidence.given_names)
        return next(filter(None, named), self._received_on)

    def _owing(self, kind: Kind, name: str) -> tuple[str, ...]:
        campaign = self.context.plan.campaign
        things = campaign.deliverables if kind is Kind.DELIVERABLE else campaign.quotas
        return next((each.units for each in things if each.name == name), ())

    def _at(self, sheet: str, cell: Cell) -> Place:
        return Place(self.arrival.path, sheet, cell_name(cell))

    def _own_tasks(self, placements: Sequence[tuple[Table, Placement]]) -> Iterator[Finding]:
        for table, placed in placements:
            for row in placed.own_tasks:
                where = self._at(table.name, (row.number, min(cell[1] for cell in row.texts)))
                said = f"{self._unit_of(table)}填了清单以外的任务：{own_task_words(row)}"
                yield finding("own_task", said, unit=self._unit_of(table), place=where)

    def _what_kind(self) -> str:
        if self.evidence.is_form:
            return "请把那一列的表头改回“工作任务推进措施及进展情况”，放回收件夹再汇总"
        campaign = self.context.plan.campaign
        if not (campaign.deliverables or campaign.quotas):
            return "请单位按下发的表填报，或把表头改成正式清单的样子后再汇总"
        return "把文件拖进以报送材料名称命名的文件夹后重新汇总；不需要时移出收件夹"

    def _no_kind(self, unit: str, owed: Sequence[tuple[Kind, str]]) -> str:
        if owed:
            return f"可能是{'、'.join(name for _, name in owed)}，无法确定是哪一项"
        if self.evidence.things:
            return f"{unit}不用报“{'、'.join(name for _, name in self.evidence.things)}”"
        if self.evidence.is_form:
            return "是下发的填报表，但找不到进展一栏，表头可能被改过或删掉了"
        headings = "、".join(shorten(text, 12) for text in nearest_headings(self.evidence.grids, TASKS)[:12])
        if headings:
            return f"没有找到“序号、具体任务、进展情况”这样的表头，最接近的一行是：{headings}"
        if not balance.everything(self.evidence) and self.evidence.book.format:
            return (
                "压缩包里没有文件，请单位重发"
                if self.evidence.book.format == "zip"
                else "文件里没有文字，请单位核对后重发"
            )
        return "没有任务表，文件名也看不出是哪一项报送材料"


def _one_answer_each(entries: Sequence[Entry]) -> tuple[list[Entry], Fates]:
    """One answer per task and field of a file. Two tables that say the same count once; two that differ both ask."""
    said: dict[object, list[Entry]] = {}
    for entry in entries:
        said.setdefault(entry.key, []).append(entry)
    kept: list[Entry] = []
    fates: Fates = {}
    for versions in said.values():
        sources = tuple(dict.fromkeys(source for entry in versions for source in entry.sources))
        if len({bare(entry.text) for entry in versions}) == 1:
            kept.append(replace(versions[0], sources=sources))
        else:
            where = "、".join(f"{entry.place.sheet}!{entry.place.cell}" for entry in versions)
            fates |= dict.fromkeys(sources, f"同一文件里任务{versions[0].task}有不同的填报（{where}）")
    # A cell merged over two tasks may be in dispute for one of them only: then it stands for the other.
    standing = {source for entry in kept for source in entry.sources}
    return kept, {spot: fate for spot, fate in fates.items() if spot not in standing}


def _why(decision: Decision, what: str) -> str:
    return f"{what}对不上：{decision.reason}" if decision.claimants else decision.reason


def _how_to_settle(decision: Decision, what: str) -> str:
    names = "或".join(f"“{name}”" for name in decision.claimants[:4]) or f"{what}名称"
    return f"核对后把文件拖进 inbox/ 下以{names}命名的文件夹，再汇总一次"
