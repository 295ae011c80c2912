"""Our own master, come back edited: what was changed in it are the office's corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tasklist.model.book import Book
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.model.returns import Clue, Entry, Outcome, Return
from tasklist.plan import periods
from tasklist.plan.year_parts import answered_in
from tasklist.returns.accounts import cell_accounts
from tasklist.returns.accounts.cell_accounts import Fates
from tasklist.returns.entries.answers import Answers
from tasklist.returns.masters import edited_master
from tasklist.returns.masters.master_answers import Key, MasterReader
from tasklist.returns.rows.fates import ANSWERED, TEMPLATE, Fate


def taken(answers: Answers, original: Book) -> Return:
    """The Return of a master that came back; `original`: the master as the program wrote it."""
    evidence, arrival = answers.evidence, answers.evidence.arrival
    changed = edited_master.changes(evidence.book, original, _reader(answers), evidence.context.plan.task_list)
    # Of a correction file that was corrected itself only the version that stands now counts.
    counts = {} if arrival.replaced else changed.answers
    entries = tuple(_correction(answers, key, written) for key, written in counts.items())
    made = Return(
        arrival,
        Outcome.MERGED,
        Kind.MASTER,
        period=evidence.period.value,
        evidence=(Clue("汇总表自身的标记"), *evidence.period.evidence),
        entries=entries,
        findings=tuple(_cleared(arrival.place(), changed.cleared)),
    )
    things = [thing for grid in original.grids for thing in cell_accounts.things(arrival, grid)]
    ours = {(spot.sheet, text) for spot, text, _ in (*things, *cell_accounts.beside(arrival, original))}
    fates: Fates = {
        spot: TEMPLATE
        for spot, text, what in cell_accounts.everything(evidence)
        if not what or (spot.sheet, text) in ours  # else a comment or picture a person added
    }
    fates |= {answers.at(sheet, cell): Fate(reason) for (sheet, cell), reason in changed.other.items()}
    fates |= {
        answers.at(sheet, cell): Fate("这份更正换成了新的一版，以新的为准")
        for written in changed.answers.values()
        for sheet, cell in written.cells
    }
    fates |= {source: ANSWERED for entry in entries for source in entry.sources}
    return cell_accounts.balanced(made, evidence, fates, "")


def _reader(answers: Answers) -> MasterReader:
    context = answers.evidence.context
    period = periods.by_id(context.plan.campaign, answers.evidence.period.value)
    day = period.last if period else context.plan.campaign.issued_on
    return MasterReader(context.names, context.by_digest, context.plan.task_list.layout.during(day), day)


def _correction(answers: Answers, key: Key, written: edited_master.Written) -> Entry:
    unit, task, field = key
    where = tuple(answers.at(sheet, cell) for sheet, cell in written.cells)
    span, reader = answers.evidence.period.value, _reader(answers)
    if (column := reader.layout.find(field)) and column.aside:  # of an earlier part of the year
        campaign = answers.evidence.context.plan.campaign
        period, field = answered_in(campaign, reader.layout, column, reader.day.year)
        span = period.id
    made = answers.entry(unit, Kind.TASKS, field, written.text, where, span=span, task=task)
    return replace(made, office=True)


def _cleared(where: Place, count: int) -> Iterator[Finding]:
    if count:
        said = f" 里清空或删去了 {count} 格：空白不会冲掉已填的内容，不起作用"
        yield finding("remark", where, said, place=where, todo="要撤下某单位的填报，把它的文件移出收件夹")
