"""What a person decided about a file, or about what found no place in it, applied to its Return; the rest is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import datetime

from tasklist.model.arrival import Stamp
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.model.question import ATTACHED, BY_CLERK, DROPPED, INTO, Doubt
from tasklist.model.returns import AnswerCell, Clue, Entry, Outcome, Return, Stray, Unplaced
from tasklist.plan import periods, quotas
from tasklist.returns import cell_accounts
from tasklist.returns.context import Context
from tasklist.returns.letters import corrected_to
from tasklist.returns.uneven import is_contact
from tasklist.tables import small_tables
from tasklist.tables.question_rows import PROOF, task_of
from tasklist.text.normalize import bare

_TASK = re.compile(r"^任务\d+(?:这一行里)?")  # how a reason begins that is about the row of one task
_NAMED = re.compile(r"《(.{1,200})》")


def decided(made: Return, context: Context, modified: datetime | None) -> Return:
    """The Return as a person's decisions have it. `modified`: when the document says it was last changed."""
    if made.archive or made.outcome is Outcome.IGNORED:
        return made
    said = {context.answer(doubt, made.arrival) for doubt in Doubt if doubt.of_file}
    if said & {DROPPED, ATTACHED}:
        return _out(made, dropped=DROPPED in said)
    proof = next((answer for answer in said if answer.endswith(PROOF)), "")
    if proof and made.outcome is Outcome.SET_ASIDE and made.unit:
        return _proof(made, context, proof, modified)
    return _placed(made, context, modified) if made.outcome is Outcome.MERGED else made


def _out(made: Return, *, dropped: bool) -> Return:
    """A file that counts no more: not taken at all, or kept as what goes with others."""
    out = replace(made, outcome=Outcome.IGNORED, kind=None, findings=(), question=None, evidence=(Clue(BY_CLERK),))
    if dropped:
        return replace(out, unit="", period="", reason="经办人决定不采用")
    return replace(out, reason="经办人决定作为附件保存，不算填报")


def _proof(made: Return, context: Context, answer: str, modified: datetime | None) -> Return:
    """A picture or document that a person says is the evidence of a task, or of a document the unit owes."""
    arrival, task, named = made.arrival, task_of(answer), _NAMED.search(answer)
    period = _period(made, context)
    sources = tuple(spot.place for spot in made.unplaced) or (arrival.place(),)
    kind = Kind.TASKS if task else Kind.DELIVERABLE
    entry = Entry(
        made.unit, kind, "evidence", arrival.path.rsplit("/", 1)[-1], sources[0], _stamp(made, modified),
        period if task else "", task, "" if task or not named else named[1], sources=sources,
    )  # fmt: skip
    return replace(
        made,
        outcome=Outcome.MERGED,
        kind=Kind.DELIVERABLE,
        period=period,
        reason=f"经办人决定作为{f'任务{task}{PROOF}' if task else answer}",
        evidence=(Clue(BY_CLERK),),
        entries=(entry,),
        unplaced=(),
        findings=(),
        question=None,
        seen=None,
    )


def _placed(made: Return, context: Context, modified: datetime | None) -> Return:
    """The Return with every stray that a person placed or dropped in its place; those still open stay as `strays`."""
    still: list[Stray] = []
    for stray in _strays(made, _period(made, context)):
        answer = context.decisions.get(stray.key, "")
        if not answer:
            still.append(stray)
        elif entries := _as_said(made, stray, answer, context):
            made = _entered(made, entries)
        elif stray.entries and answer != DROPPED:  # a day on which nothing was owed
            still.append(stray)
        elif task := task_of(answer):
            made = _answering(made, stray, task, _stamp(made, modified))
        else:
            made = _kept_out(made, stray, f"经办人决定{answer}（{stray.reason}）")
    open_ = {place for stray in still for _, place, _ in stray.cells}
    if any(spot.place not in open_ for spot in made.unplaced) or not made.unplaced:
        told = tuple(one for one in made.findings if one.code != "unplaced")
        left = [spot for spot in made.unplaced if spot.place in open_]
        made = replace(made, findings=(*told, *cell_accounts.listed(left, made)))
    duties = context.plan.duties.get(made.unit, {})
    rows = {(cell.unit, cell.task) for cell in made.answer_cells if not cell.waiting}
    waiting = tuple(_waiting(still, tuple(duties), rows, _stamp(made, modified)))
    known = {(cell.place, cell.task) for cell in made.answer_cells if cell.waiting}
    waiting = tuple(cell for cell in waiting if (cell.place, cell.task) not in known)
    made = replace(made, answer_cells=(*made.answer_cells, *waiting))
    own = {stray.place for stray in still if stray.own}
    findings = tuple(one for one in made.findings if one.code != "own_task" or one.place in own)
    return replace(made, strays=tuple(still), findings=findings)


def _waiting(
    strays: Sequence[Stray], duties: Sequence[int], rows: Set[tuple[str, int]], stamp: Stamp
) -> Iterator[AnswerCell]:
    """The tasks that what is still open may answer: until a person has looked they are not blank (DESIGN §1).

    A row with a task of the unit's own may be any that has no row in the file (`rows`: unit and task of those that do).
    """
    for stray in strays:
        missing = [task for task in duties if not stray.own or (stray.unit, task) not in rows]
        for task in stray.tasks or (missing if stray.row else ()):
            yield AnswerCell(stray.unit, stray.span, task, stray.place, stamp, waiting=stray.reason)


def _period(made: Return, context: Context) -> str:
    """The period a file is of; what says nothing of one is of that in which it came."""
    campaign = context.plan.campaign
    return made.period or periods.period_at(campaign, campaign.day(made.arrival.received)).id


def _strays(made: Return, period: str) -> Iterator[Stray]:
    """The rows, then what else found no place: each that names a task by itself, the others by their reason."""
    loose = {spot.place: spot for spot in made.unplaced if spot.asks}
    for stray in made.strays:
        if any(place in loose for _, place, _ in stray.cells):
            yield stray
            for _, place, _ in stray.cells:
                loose.pop(place, None)
    by_reason: dict[object, list[Unplaced]] = {}
    for spot in loose.values():
        by_reason.setdefault(_asked_with(spot), []).append(spot)
    for spots in by_reason.values():
        first = spots[0]
        tasks = first.tasks if len(spots) == 1 else ()
        reason = first.reason if first.tasks == tasks else _TASK.sub("各行里", first.reason)
        # A picture's name is no answer, and no telephone is one to several tasks.
        shown = first.place.cell.startswith(cell_accounts.PICTURE) or bool(first.tasks and not tasks)
        cells = tuple(("" if shown else "progress", spot.place, spot.text) for spot in spots)
        more = f"等{len(spots)}处" if len(spots) > 1 else ""
        yield Stray(first.place, f"{first.text}{more}", reason, first.unit, period, cells, tasks)


def _asked_with(spot: Unplaced) -> object:
    """What is the same of all that is asked about in one question.

    What is about a task is asked by itself; contacts down one column, of which each row has its own, are one thing.
    """
    reason = _TASK.sub("", spot.reason)
    if not spot.tasks:
        return spot.unit, spot.place.sheet, spot.reason
    column = spot.place.cell.rstrip("0123456789")
    return (
        (spot.unit, spot.place.sheet, reason, column) if reason != spot.reason and is_contact(spot.text) else spot.place
    )


def _answering(made: Return, stray: Stray, task: int, stamp: Stamp) -> Return:
    """A stray as the answer to a task: its words stand behind what the file says there already."""
    places = {place for _, place, _ in stray.cells}
    taken = tuple(spot.place for spot in made.unplaced if spot.place in places)
    said: dict[str, list[str]] = {}
    for name, _, text in stray.cells:
        if name:
            said.setdefault(name, []).append(text.strip())
    entries = list(made.entries)
    names = sorted(said, key=lambda name: name != "progress")
    for name in names:
        text = "\n".join(said[name] if stray.row else map(corrected_to, said[name]))
        sources = taken if name == names[0] else ()
        own = tuple(place for field, place, _ in stray.cells if field == name and place in taken)
        new = Entry(
            stray.unit, Kind.TASKS, name, text, own[0] if own else stray.place, stamp, stray.span, task,
            sources=tuple(dict.fromkeys((*own, *sources))), placed=True,
        )  # fmt: skip
        before = next((entry for entry in entries if entry.key == new.key), None)
        if before is None:
            entries.append(new)
        else:
            entries[entries.index(before)] = _together(before, new)
    has = any(cell.task == task and cell.unit == stray.unit and not cell.waiting for cell in made.answer_cells)
    spot = AnswerCell(stray.unit, stray.span, task, stray.place, stamp)
    left = _without(made, places)
    return replace(
        left,
        kind=made.kind or Kind.TASKS,
        entries=tuple(entries),
        unplaced=tuple(one for one in made.unplaced if one.place not in taken),
        answer_cells=left.answer_cells if has else (*left.answer_cells, spot),
        evidence=tuple(dict.fromkeys((*made.evidence, Clue(BY_CLERK)))),
    )


def _as_said(made: Return, stray: Stray, answer: str, context: Context) -> tuple[Entry, ...]:
    """What a stray answers by what a person said of it: a sheet for its period, a row as an item or on a day."""
    if stray.doubt is Doubt.SHEET:
        return stray.entries if answer == f"{INTO}{stray.span}" else ()
    if stray.doubt is Doubt.ITEM:
        return tuple(entry for entry in stray.entries if entry.name == answer)
    day = small_tables.day(answer)
    if stray.doubt is not Doubt.DAY or day is None:
        return ()
    campaign, entry = context.plan.campaign, stray.entries[0]
    quota = next(each for each in campaign.quotas if each.name == entry.name)
    window = quotas.window_of(campaign, quota, day)
    until = quotas.form_due(campaign, quota, day, made.period)
    return (replace(entry, on=day, span=window.id, until=until),) if window else ()


def _entered(made: Return, entries: Sequence[Entry]) -> Return:
    """The Return with what a stray answers; its cells are waited for no more."""
    taken = {place for entry in entries for place in entry.sources}
    cells = tuple(replace(one, waiting="") if one.waiting and one.place in taken else one for one in made.answer_cells)
    return replace(
        made,
        entries=(*made.entries, *entries),
        unplaced=tuple(one for one in made.unplaced if one.place not in taken),
        answer_cells=cells,
        evidence=tuple(dict.fromkeys((*made.evidence, Clue(BY_CLERK)))),
    )


def _together(before: Entry, new: Entry) -> Entry:
    """Two answers of one file to one field as one; a contact is not said twice."""
    more = new.text if new.field != "contact" and bare(new.text) not in bare(before.text) else ""
    text = "\n".join(filter(None, (before.text, more)))
    return replace(before, text=text, sources=tuple(dict.fromkeys((*before.sources, *new.sources))))


def _kept_out(made: Return, stray: Stray, reason: str) -> Return:
    """A stray that a person has looked at and that answers nothing: listed with the decision, asked no more."""
    places = {place for _, place, _ in stray.cells}
    told = tuple(replace(spot, reason=reason) if spot.place in places else spot for spot in made.unplaced)
    return replace(_without(made, places), unplaced=told)


def _without(made: Return, places: set[Place]) -> Return:
    """The Return, nothing waiting at these places any more."""
    left = tuple(cell for cell in made.answer_cells if not (cell.waiting and cell.place in places))
    return replace(made, answer_cells=left)


def _stamp(made: Return, modified: datetime | None) -> Stamp:
    arrival = made.arrival
    name = arrival.path.rsplit("/", 1)[-1]
    return Stamp(arrival.received, modified, arrival.mtime, name, arrival.sha256, arrival.turn, arrival.receipt)
