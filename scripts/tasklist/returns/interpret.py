"""One received file made into a Return: whose it is, which period, what kind, and the fate of every cell.

Pure: what the readers handed on goes in, a Return comes out. A file that cannot be settled is set aside
with every claimant named, its words listed as unplaced; it never stops the batch.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count

from tasklist.model.arrival import Arrival
from tasklist.model.book import LETTER, Book, Grid, Refusal
from tasklist.model.finding_kinds import finding
from tasklist.model.plan import Kind
from tasklist.model.question import BY_CLERK, Doubt
from tasklist.model.returns import Outcome, Return
from tasklist.returns import bounds, taken_back
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.context import Context
from tasklist.returns.entries.decided import decided
from tasklist.returns.entries.proofs import may_be_answers, proved
from tasklist.returns.masters import master_back
from tasklist.returns.one_file import OneFile
from tasklist.returns.rows import uneven
from tasklist.returns.tables_returned import tables
from tasklist.returns.words_returned import document, letter
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
    return bounds.accounted(_made(OneFile(Evidence(arrival, book, context)), content, original), left)


def _made(file: OneFile, content: Book | Refusal, original: Book | None) -> Return:
    evidence = file.evidence
    whole = not content.members if isinstance(content, Book) else content.code == "unsupported"
    if whole and (proof := proved(evidence, file.answers)):
        return proof
    if isinstance(content, Refusal):
        return document(file) if content.code == "unsupported" and evidence.things else file.refused(content)
    if content.members:
        return _container(file)
    if evidence.is_master:
        return _master(file, original)
    return _words(file)


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
    code, outcome = {
        "pending": ("pending", Outcome.PENDING),
        "locked": ("locked_copy", Outcome.PENDING),
        "refused": ("not_opened", Outcome.SET_ASIDE),
    }[arrival.state]
    asked = finding(code, arrival.reason, of=arrival.place())
    evidence = Evidence(arrival, Book(""), context)
    made = Return(
        arrival, outcome, reason=arrival.reason, findings=(asked,), question=asked, unread=may_be_answers(evidence)
    )
    return OneFile(evidence).waiting(made)


def _words(file: OneFile) -> Return:
    """What a file itself says: tables, a letter beside enclosures, or a document."""
    if aside := taken_back.by_name(file):
        return aside
    found = file.evidence.task_tables or file.evidence.quota_tables
    if file.evidence.book.format == LETTER and not found:
        return letter(file)
    return tables(file) if found and not file.evidence.thing_in_folder else document(file)


def _container(file: OneFile) -> Return:
    """A file that holds others: they are listed by themselves, what nobody meant to send is named once."""
    book = file.evidence.book
    unmeant = [f"{name}（{what}）" for name, what in book.packing.items()]
    said = [*book.remarks, *([f"不是报送内容、没有采用：{'、'.join(unmeant)}"] if unmeant else [])]
    told = tuple(finding("remark", each, of=file.arrival.place()) for each in said)
    return Return(file.arrival, Outcome.MERGED, reason="内含文件另列", findings=told, archive=True)


def _master(file: OneFile, original: Book | None) -> Return:
    """Our own master, edited by a person: what was changed are the office's corrections."""
    if original is None:
        reason = "这是程序生成的汇总表，但找不到它的原稿，不知道改了哪里"
        todo = "把要更正的内容写进该单位的填报表，放进收件夹"
        return file.set_aside(reason, Kind.MASTER, todo)
    return master_back.taken(file.answers, original)
