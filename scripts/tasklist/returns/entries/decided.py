"""What a person decided about a file, or about what found no place in it, applied to its Return; the rest is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from itertools import product

from tasklist.model.arrival import Stamp
from tasklist.model.place import Place
from tasklist.model.question import (
    AS_ANSWER,
    AS_NAMED,
    ATTACHED,
    BESIDE,
    BY_CLERK,
    DROPPED,
    INSTEAD,
    NIL_REPORT,
    OF_PERIOD,
    OWN_WORK,
    WAYS,
    Doubt,
)
from tasklist.model.returns import AnswerCell, Clue, Outcome, Return, Stray
from tasklist.model.unplaced import OwnWork
from tasklist.returns.accounts import cell_accounts
from tasklist.returns.context import Context
from tasklist.returns.entries.answering import (
    answered_by_words,
    answering,
    as_said,
    entered,
    moving,
    nil_words,
    nothing_to_report,
    proved_by_person,
    proving,
    stamp_of,
    without,
)
from tasklist.returns.entries.still_open import period_of, still_open
from tasklist.returns.prose import letter_parts
from tasklist.tables.question_rows import PROOF, move_of, tasks_of, unit_of


def decided(made: Return, context: Context, modified: datetime | None) -> Return:
    """The Return as a person's decisions have it. `modified`: when the document says it was last changed."""
    if made.archive or made.outcome is Outcome.IGNORED:
        return made
    said = {context.answer(doubt, made.arrival) for doubt in Doubt if doubt.of_file}
    if said & {DROPPED, ATTACHED}:
        return _out(made, dropped=DROPPED in said)
    if made.outcome is Outcome.SET_ASIDE and made.unit:
        stamp, period = stamp_of(made, modified), period_of(made, context)
        if proof := next((answer for answer in said if answer.endswith(PROOF)), ""):
            return proved_by_person(made, proof, period, stamp)
        if words := next((answer for answer in said if answer.endswith(AS_ANSWER)), ""):
            return answered_by_words(made, tasks_of(words), context, period, stamp)
        if span := next((answer.removeprefix(NIL_REPORT) for answer in said if answer.startswith(NIL_REPORT)), ""):
            return nothing_to_report(made, context, span, stamp)
    return _placed(made, context, modified) if made.outcome is Outcome.MERGED else made


def _out(made: Return, *, dropped: bool) -> Return:
    """A file that counts no more: not taken at all, or kept as what goes with others."""
    out = replace(made, outcome=Outcome.IGNORED, kind=None, findings=(), question=None, evidence=(Clue(BY_CLERK),))
    if dropped:
        return replace(out, unit="", period="", reason="经办人决定不采用")
    return replace(out, reason="经办人决定作为附件保存，不算填报")


def _placed(made: Return, context: Context, modified: datetime | None) -> Return:
    """The Return with every stray that a person placed or dropped in its place; those still open stay as `strays`."""
    still: list[Stray] = []
    taken: list[Stray] = []
    out: dict[Place, str] = {}
    stamp, before = stamp_of(made, modified), made
    for stray in still_open(made, context):
        answer = context.decisions.get(stray.key, "")
        if not answer:
            still.append(stray)
        elif entries := as_said(made, stray, answer, context):
            made = entered(made, entries, stray)
        elif stray.entries and answer != DROPPED:  # a day on which nothing was owed
            still.append(stray)
        elif answer.startswith(NIL_REPORT):
            made = nil_words(made, stray, context, answer.removeprefix(NIL_REPORT), stamp)
            taken.append(stray)
        elif answer.endswith(PROOF):
            made = proving(made, stray, answer, stamp)
        elif move := move_of(answer):
            made = moving(made, _meant(stray, answer), move, stamp, beside=_way(answer) == BESIDE)
            taken.append(stray)
        elif answers := tuple(_answers(stray, answer)):
            for part, tasks, way in answers:
                made = answering(made, part, tasks, context, stamp, way=way)
                taken.append(part)
        else:
            out |= dict.fromkeys(
                (each.place for each in stray.parts or (stray,)), f"经办人决定{answer}（{stray.reason}）"
            )
            made = _kept_out(made, stray, out[stray.place])
            if answer == OWN_WORK:
                made = replace(made, own_work=(*made.own_work, _own_work(stray)))
    open_ = {place for stray in still for _, place, _ in stray.cells}
    made = letter_parts.left_over(made, before, taken, {at: why for at, why in out.items() if at not in open_}, context)
    if any(spot.place not in open_ for spot in made.unplaced) or not made.unplaced:
        told = tuple(one for one in made.findings if one.code != "unplaced")
        left = [spot for spot in made.unplaced if spot.place in open_]
        made = replace(made, findings=(*told, *cell_accounts.listed(left, made)))
    owed = context.plan.duties
    duties = {unit: tuple(owed.get(unit or made.unit, {})) for stray in still for unit in stray.units}
    rows = {(cell.unit, cell.task) for cell in made.answer_cells if not cell.waiting}
    waiting = tuple(_waiting(still, duties, rows, stamp))
    known = {(cell.unit, cell.place, cell.task, cell.span) for cell in made.answer_cells if cell.waiting}
    waiting = tuple(cell for cell in waiting if (cell.unit, cell.place, cell.task, cell.span) not in known)
    made = replace(made, answer_cells=(*made.answer_cells, *waiting))
    own = {place for stray in still if stray.own for _, place, _ in stray.cells}
    findings = tuple(one for one in made.findings if one.code != "own_task" or one.place in own)
    return replace(made, strays=tuple(still), findings=findings)


def _meant(stray: Stray, answer: str) -> Stray:
    """The stray as of the period and the unit that an answer says it is of."""
    span, unit = answer.partition(OF_PERIOD)[2], unit_of(answer)
    meant = replace(stray, span=span) if span in stray.spans else stray
    return replace(meant, unit=unit) if unit in stray.others else meant


def _answers(stray: Stray, answer: str) -> Iterator[tuple[Stray, tuple[int, ...], str]]:
    """What an answer makes of a stray, part by part: the tasks it answers, and in which way."""
    if answer == AS_NAMED:
        yield from ((part, part.tasks, part.ways[0]) for part in stray.parts)
    elif tasks := tasks_of(answer):
        yield _meant(stray, answer), tasks, _way(answer)


def _way(answer: str) -> str:
    return next(filter(answer.partition(OF_PERIOD)[0].endswith, WAYS), INSTEAD)


def _waiting(
    strays: Sequence[Stray], duties: Mapping[str, Sequence[int]], rows: Set[tuple[str, int]], stamp: Stamp
) -> Iterator[AnswerCell]:
    """The tasks that what is still open may answer: until a person has looked they are not blank (DESIGN §1).

    A row with a task of the unit's own may be any that has no row in the file (`rows`: unit and task of those that do).
    """
    for stray in strays:
        for unit in stray.units if not stray.proof else ():
            missing = [task for task in duties[unit] if not stray.own or (unit, task) not in rows]
            tasks = stray.tasks or stray.may or (missing if stray.row else ())
            for task, span in product(tasks, stray.spans or (stray.span,)):
                yield AnswerCell(unit, span, task, stray.place, stamp, waiting=stray.reason)


def _own_work(stray: Stray) -> OwnWork:
    """A task of the unit's own, its longest other words as its name."""
    said = [text.strip() for name, _, text in stray.cells if name not in ("", "contact")]
    title = max((text.strip() for name, _, text in stray.cells if not name), key=len, default="")
    return OwnWork(stray.unit, stray.span, title, "\n".join(said), stray.place)


def _kept_out(made: Return, stray: Stray, reason: str) -> Return:
    """A stray that a person has looked at and that answers nothing: listed with the decision, asked no more."""
    places = {place for _, place, _ in stray.cells}
    told = tuple(replace(spot, reason=reason, row="") if spot.place in places else spot for spot in made.unplaced)
    return replace(without(made, places), unplaced=told)
