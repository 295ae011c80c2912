"""One received file made into a Return: whose it is, which period, what kind, and the fate of every cell.

Pure: what the readers handed on goes in, a Return comes out. A file that cannot be settled is set aside
with every claimant named, its words listed as unplaced; it never stops the batch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, count

from tasklist.model.arrival import Arrival
from tasklist.model.book import LETTER, Book, Grid, Refusal, cell_name
from tasklist.model.finding import Advice
from tasklist.model.finding_kinds import finding
from tasklist.model.plan import Kind
from tasklist.model.question import BY_CLERK, Doubt
from tasklist.model.returns import Clue, Outcome, Return
from tasklist.returns import bounds, cell_accounts, documents, letters, master_back, other_sheets, questions, uneven
from tasklist.returns.answers import Answers
from tasklist.returns.cell_accounts import Fates
from tasklist.returns.contact_lines import contact_lines
from tasklist.returns.context import Context
from tasklist.returns.counted_items import CountedItems
from tasklist.returns.decided import decided
from tasklist.returns.evidence import Evidence
from tasklist.returns.letter_parts import partly_nil
from tasklist.returns.placing import ANSWERED, Fate, place
from tasklist.returns.proofs import proved
from tasklist.returns.titles import title_fates
from tasklist.returns.which_period import RECEIVED
from tasklist.tables import small_tables


def interpret(
    arrival: Arrival, content: Book | Refusal | None, context: Context, original: Book | None = None
) -> Return:
    """The Return of one file. `content` is None when the arrival itself says why it was not read.

    `original`: for a master that came back, the master as the program wrote it.
    """
    said = context.answer(Doubt.RECEIVED, arrival)
    came = small_tables.civil_moment(said, context.plan.campaign.zone) if said else None
    made = _interpreted(arrival.delivered(came, BY_CLERK) if came else arrival, content, context, original)
    return decided(made, context, content.modified if isinstance(content, Book) else None)


def failed(arrival: Arrival, todo: str, *, seen: int, unit: str = "") -> Return:
    """A file that is set aside whole because the program itself failed on its content. `seen`: how much it holds."""
    reason = "程序处理这个文件的内容时出了内部错误，没有并入，别的文件不受影响"
    asked = finding("set_aside", reason, of=arrival.place(), unit=unit, todo=todo, ask="")
    return Return(arrival, Outcome.SET_ASIDE, unit=unit, reason=reason, findings=(asked,), question=asked, seen=seen)


def _interpreted(arrival: Arrival, content: Book | Refusal | None, context: Context, original: Book | None) -> Return:
    if content is None:
        return _unread(arrival, context)
    left: tuple[bounds.Rest, ...] = ()
    if isinstance(content, Book) and original is None:
        content, left = bounds.within(content)
    book = uneven.mended(_unique(content), context.matcher) if isinstance(content, Book) else Book("")
    return bounds.accounted(_made(_File(Evidence(arrival, book, context)), content, original), left)


def _made(file: _File, content: Book | Refusal, original: Book | None) -> Return:
    evidence = file.evidence
    whole = not content.members if isinstance(content, Book) else content.code == "unsupported"
    if whole and (proof := proved(evidence, file.answers)):
        return proof
    if isinstance(content, Refusal):
        return file.document() if content.code == "unsupported" and evidence.things else file.refused(content)
    if content.members:
        return file.container()
    if evidence.is_master:
        return file.master(original)
    return file.words()


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


def _unread(arrival: Arrival, context: Context) -> Return:
    if arrival.state == "ignored":
        return Return(arrival, Outcome.IGNORED, reason=arrival.reason)
    code, outcome = {"pending": ("pending", Outcome.PENDING), "refused": ("not_opened", Outcome.SET_ASIDE)}[
        arrival.state
    ]
    asked = finding(code, arrival.reason, of=arrival.place())
    made = Return(arrival, outcome, reason=arrival.reason, findings=(asked,), question=asked)
    return _File(Evidence(arrival, Book(""), context)).waiting(made)


@dataclass(frozen=True)
class _File:
    """One file under interpretation, and what can be made of it."""

    evidence: Evidence

    @property
    def arrival(self) -> Arrival:
        return self.evidence.arrival

    @property
    def context(self) -> Context:
        return self.evidence.context

    @cached_property
    def answers(self) -> Answers:
        return Answers(self.evidence)

    @cached_property
    def items(self) -> CountedItems:
        """The counted items it holds, or is."""
        return CountedItems(self.evidence, self.answers)

    def refused(self, refusal: Refusal) -> Return:
        """A file that could not be read."""
        unit, advice = self.evidence.unit.value, refusal.advice or Advice("", "")
        asked = finding(
            refusal.code,
            refusal.seen,
            of=self.arrival.place(),
            unit=unit,
            todo=advice.clerk,
            ask=advice.unit,
            advised=bool(refusal.advice),
        )
        if refusal.code in ("returned_mail", "auto_reply"):  # nobody wrote it: nothing is to be decided
            return Return(self.arrival, Outcome.IGNORED, reason=refusal.reason, findings=(asked,))
        made = Return(
            self.arrival, Outcome.SET_ASIDE, unit=unit, reason=refusal.reason, findings=(asked,), question=asked,
            doubt=Doubt.FILE if unit else Doubt.UNIT,
        )  # fmt: skip
        return self.waiting(made)

    def waiting(self, made: Return) -> Return:
        """A file that waits, with everything it may turn out to be."""
        unit, period = self.evidence.unit, self.evidence.period
        claimants = tuple(filter(None, (unit.value,))) or unit.claimants
        spans = (period.value,) if period.value and period.evidence != (Clue(RECEIVED),) else period.claimants
        own = unit.own if not unit.value else ""
        return replace(made, claimants=claimants, spans=spans, own=own, things=self.evidence.things)

    def words(self) -> Return:
        """What a file itself says: tables, a letter beside enclosures, or a document."""
        tables = self.evidence.task_tables or self.evidence.quota_tables
        if self.evidence.book.format == LETTER and not tables:
            return self.letter()
        return self.tables() if tables and not self.evidence.thing_in_folder else self.document()

    def container(self) -> Return:
        """A file that holds others: they are listed by themselves, what nobody meant to send is named once."""
        book = self.evidence.book
        unmeant = [f"{name}（{what}）" for name, what in book.packing.items()]
        said = [*book.remarks, *([f"不是报送内容、没有采用：{'、'.join(unmeant)}"] if unmeant else [])]
        told = tuple(finding("remark", each, of=self.arrival.place()) for each in said)
        return Return(self.arrival, Outcome.MERGED, reason="内含文件另列", findings=told, archive=True)

    def letter(self) -> Return:
        """The words beside enclosures: what says something waits for a person, greeting and signature are packing."""
        asked, whose = letters.asked(self.evidence), self.evidence.unit
        if not whose.value and whose.claimants and letters.is_of_tasks(self.evidence):
            return self.nobodys()
        unit, period = (whose.value, self.evidence.period.value) if asked else ("", "")
        spans = tuple(filter(None, (period, self.evidence.perhaps_before)))
        made = Return(self.arrival, Outcome.MERGED, unit=unit, period=period, reason="信里有话要核对", spans=spans)
        fates = letters.packing(self.evidence, in_a_mail=False) | asked
        made = cell_accounts.balanced(made, self.evidence, fates, letters.SAID)
        if made.unplaced:
            return made
        return replace(made, outcome=Outcome.IGNORED, unit="", reason="只有问候、署名之类的话")

    def nobodys(self, kind: Kind | None = None) -> Return:
        """Words of which somebody must say whose they are."""
        why, todo = questions.why(self.evidence.unit, "单位"), questions.how_to_settle(self.evidence.unit, "单位")
        return self.set_aside(why, kind, todo, doubt=Doubt.UNIT)

    def set_aside(
        self, reason: str, kind: Kind | None, todo: str, ask: str = "", *, doubt: Doubt = Doubt.FILE
    ) -> Return:
        """A file that was read but cannot be settled: its own words are unplaced, the form's are not."""
        unit = self.evidence.unit
        asked = finding("set_aside", reason, of=self.arrival.place(), unit=unit.value, todo=todo, ask=ask)
        # Nothing is placed while a question is open: every answer waits with its place and text.
        waiting = "文件待处理，原因见“文件清单”"
        lines = ((grid, line) for grid in self.evidence.grids for line in contact_lines(grid, ()))
        fates: Fates = {
            self.arrival.place(grid.sheet, cell_name(cell)): Fate(waiting, own=True)
            for grid, line in lines
            for cell in line.cells
        }
        for table in self.evidence.task_tables:
            fates |= cell_accounts.of_table(self.evidence, table, place(table, self.context.matcher, None, waiting))
        made = Return(
            self.arrival,
            Outcome.SET_ASIDE,
            kind,
            unit.value,
            self.evidence.period.value,
            reason,
            unit.evidence,
            findings=(asked,),
            question=asked,
            doubt=doubt,
            claimants=unit.claimants,
            apart=bool(self.evidence.owners),
            counts=any(row.text("item").strip() for table in self.evidence.quota_tables for row in table.rows),
        )
        return cell_accounts.balanced(self.waiting(made), self.evidence, fates, waiting)

    def tables(self) -> Return:
        """A workbook or document with task tables, quota tables or both."""
        evidence = self.evidence
        kind = Kind.TASKS if evidence.task_tables else Kind.QUOTA
        if not evidence.unit.value:
            return self.nobodys(kind)
        if not (period := evidence.period).value:
            why, todo = questions.why(period, "报送期"), questions.how_to_settle(period, "报送期")
            return self.set_aside(why, kind, todo, doubt=Doubt.PERIOD)
        others = [evidence.other_period(table) for table in evidence.task_tables]
        if others and all(others):
            said = "、".join(map(str, period.evidence))
            reason = f"报送期对不上：表里写的是{others[0]}，{said}指向{period.value}"
            todo = f"核对后{questions.ANSWER_IT}（或把文件拖进 inbox/ 下以报送期命名的文件夹），再汇总一次"
            return self.set_aside(reason, kind, todo, doubt=Doubt.PERIOD)
        answers = self.answers
        entries, fates = answers.of_tasks()
        items, item_fates = self.items.of_tables()
        made = Return(
            self.arrival,
            Outcome.MERGED,
            kind,
            evidence.unit.value,
            evidence.period.value,
            evidence=tuple(dict.fromkeys(evidence.unit.evidence + evidence.period.evidence)),
            entries=(*entries, *items),
            answer_cells=(*answers.cells(), *other_sheets.waiting(answers)),
            strays=(*answers.strays(), *other_sheets.asked(answers), *self.items.strays()),
            findings=(*answers.own_tasks(), *answers.dittos(), *cell_accounts.noticed(evidence)),
            nameless=evidence.nameless,
        )
        fates = letters.packing(evidence) | fates | item_fates | title_fates(evidence)
        return cell_accounts.balanced(made, evidence, fates, "表格以外的文字")

    def mail_alone(self) -> Return:
        """A mail without attachment and without a table.

        The subject of a mail whose attachment was forgotten proves nothing: it is asked, until a person has put it
        into the folder of what it is. From an unknown sender it is not what anybody owes. Asking for more time, and
        what it says of a task, are questions of their own.
        """
        if self.evidence.unit.value in self.context.plan.duties and letters.is_of_tasks(self.evidence):
            return self.letter()
        todo = f"打开邮件看一眼，{questions.ANSWER_IT}：是哪家的、是什么，无关的选“不采用”；漏了附件的请单位重发"
        doubt = Doubt.FILE if self.evidence.unit.value else Doubt.UNIT
        made = self.set_aside(f"{self.evidence.stranger}邮件没有附件，正文里也没有任务表", None, todo, doubt=doubt)
        return made if made.claimants else replace(made, things=())

    def document(self) -> Return:
        """A dated document or a counted item, kept whole: every word of it is one answer."""
        evidence, answers = self.evidence, self.answers
        unit = evidence.unit.value
        if evidence.book.format == "eml" and not (evidence.thing_in_folder or evidence.answered(Doubt.FILE)):
            return self.mail_alone()
        if not unit:
            return self.nobodys()
        found = documents.kept_whole(evidence, answers, self.items)
        if isinstance(found, documents.Unsure):
            if partly_nil(evidence):
                return self.letter()
            return self.set_aside(found.reason, found.kind, found.todo, found.ask)
        made = Return(
            self.arrival,
            Outcome.MERGED,
            found.entry.kind,
            unit,
            evidence.period.value,
            evidence=evidence.unit.evidence,
            entries=(found.entry,),
            findings=(*found.findings, *cell_accounts.noticed(evidence)),
        )
        return cell_accounts.balanced(made, evidence, dict.fromkeys(found.entry.sources, ANSWERED), "")

    def master(self, original: Book | None) -> Return:
        """Our own master, edited by a person: what was changed are the office's corrections."""
        if original is None:
            reason = "这是程序生成的汇总表，但找不到它的原稿，不知道改了哪里"
            todo = "把要更正的内容写进该单位的填报表，放进收件夹"
            return self.set_aside(reason, Kind.MASTER, todo)
        return master_back.taken(self.answers, original)
