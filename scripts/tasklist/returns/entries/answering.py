"""What a person says a file, or something in it, answers: made into entries, every cell of it accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from tasklist.model.arrival import Stamp
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.model.question import AMENDED, BESIDE, BY_CLERK, EMPTIED, IN_ROWS, INTO, NIL, Doubt
from tasklist.model.returns import AnswerCell, Clue, Entry, Outcome, Return, Stray
from tasklist.model.told import Move
from tasklist.plan import quotas
from tasklist.returns.context import Context
from tasklist.returns.prose.letter_answers import answer_to
from tasklist.returns.prose.letters import says
from tasklist.substance.judge import judge
from tasklist.substance.progress_text import Surroundings
from tasklist.tables import small_tables
from tasklist.tables.question_rows import PROOF, as_column, tasks_of
from tasklist.text.normalize import bare
from tasklist.text.taken_back import takes_back

_NAMED = re.compile(r"《(.{1,200})》")
_NIL = "零报告"  # what stands for a report of nothing that has no words of its own


def stamp_of(made: Return, modified: datetime | None) -> Stamp:
    """What puts a file's answers in order among other versions."""
    arrival = made.arrival
    name = arrival.path.rsplit("/", 1)[-1]
    return Stamp(arrival.received, modified, arrival.mtime, name, arrival.sha256, arrival.turn, arrival.receipt)


# --- whole files ----------------------------------------------------------------------------------


def proved_by_person(made: Return, answer: str, period: str, stamp: Stamp) -> Return:
    """A picture or document that a person says is the evidence of a task, or of a document the unit owes."""
    arrival, task, named = made.arrival, next(iter(tasks_of(answer)), None), _NAMED.search(answer)
    sources = tuple(spot.place for spot in made.unplaced) or (arrival.place(),)
    kind = Kind.TASKS if task else Kind.DELIVERABLE
    entry = Entry(
        made.unit, kind, "evidence", arrival.path.rsplit("/", 1)[-1], sources[0], stamp,
        period if task else "", task, "" if task or not named else named[1], sources=sources,
    )  # fmt: skip
    reason = f"经办人决定作为{f'任务{task}{PROOF}' if task else answer}"
    return _settled(made, (entry,), Kind.DELIVERABLE, period, reason)


def nothing_to_report(made: Return, context: Context, span: str, stamp: Stamp) -> Return:
    """A mail or document with which a unit says, as a person has found, that it has nothing to report for a period."""
    sources = tuple(spot.place for spot in made.unplaced) or (made.arrival.place(),)
    words = "\n".join(spot.text.strip() for spot in made.unplaced if says(spot.text, context))
    nil = Entry(made.unit, Kind.TASKS, "progress", words, sources[0], stamp, span, sources=sources)
    return _settled(made, tuple(_nil(nil, context)), Kind.TASKS, span, f"经办人决定作为 {span} 的零报告")


def answered_by_words(made: Return, tasks: Sequence[int], context: Context, period: str, stamp: Stamp) -> Return:
    """A text without a table as what a person says it is: the answer to tasks, all that it says as one."""
    sources = tuple(spot.place for spot in made.unplaced) or (made.arrival.place(),)
    words = "\n".join(spot.text.strip() for spot in made.unplaced if says(spot.text, context))
    answer = Entry(made.unit, Kind.TASKS, "progress", words, sources[0], stamp, period, sources=sources, placed=True)
    entries = tuple(replace(answer, task=task) for task in tasks)
    return _settled(made, entries, Kind.TASKS, period, f"经办人决定作为任务{'、'.join(map(str, tasks))}的进展")


def _settled(made: Return, entries: tuple[Entry, ...], kind: Kind, period: str, reason: str) -> Return:
    return replace(
        made,
        outcome=Outcome.MERGED,
        kind=kind,
        period=period,
        reason=reason,
        evidence=(Clue(BY_CLERK),),
        entries=entries,
        unplaced=(),
        findings=(),
        question=None,
        seen=None,
    )


def _nil(nil: Entry, context: Context) -> Iterator[Entry]:
    """A report of nothing, task by task."""
    for task in context.plan.duties.get(nil.unit, {}):
        yield replace(nil, task=task, text=nil.text or _NIL, nil=True)


# --- what found no place --------------------------------------------------------------------------


def proving(made: Return, stray: Stray, answer: str, stamp: Stamp) -> Return:
    """Pictures in a file as the evidence of the task, or of the document, that a person said; or each of its row's."""
    places = {place: text for _, place, text in stray.cells}
    rows = {each.place: each.task for each in made.pictures if each.place}
    named, said = _NAMED.search(answer), next(iter(tasks_of(answer)), None)
    proved: dict[int | None, list[Place]] = {}
    for place in places:
        proved.setdefault(rows.get(place) if answer == IN_ROWS else said, []).append(place)
    entries = tuple(
        Entry(
            stray.unit, Kind.TASKS if task else Kind.DELIVERABLE, "evidence", "、".join(map(places.__getitem__, found)),
            found[0], stamp, stray.span if task else "", task, "" if task or not named else named[1],
            sources=tuple(found), placed=True,
        )
        for task, found in proved.items()
    )  # fmt: skip
    of = {place: task for task, found in proved.items() for place in found}
    pictures = (replace(each, task=of[each.place]) if each.place in of else each for each in made.pictures)
    return replace(entered(made, entries), pictures=tuple(pictures))


def answering(made: Return, stray: Stray, tasks: Sequence[int], context: Context, stamp: Stamp, *, way: str) -> Return:
    """A stray as the answer to tasks, in the `way` a person said.

    The words of a row stand behind what the file says there itself; words outside the table take their place.
    """
    places = {place for _, place, _ in stray.cells}
    taken = tuple(spot.place for spot in made.unplaced if spot.place in places)
    said: dict[str, list[str]] = {}
    for name, _, text in stray.cells:
        if name:
            said.setdefault(name, []).append(text.strip())
    entries, taken = _moved_out(made.entries, stray, taken)
    names = sorted(said, key=lambda name: name != "progress")
    for task, name in ((task, name) for task in tasks for name in names):
        text = "\n".join(said[name] if stray.row else (answer_to(task, each, context) for each in said[name]))
        sources = taken if name == names[0] else ()
        own = tuple(place for field, place, _ in stray.cells if field == name and place in taken)
        new = _in_the_way(way, stray, context, Entry(
            stray.unit, Kind.TASKS, name, text, own[0] if own else stray.place, stamp, stray.span, task,
            sources=tuple(dict.fromkeys((*own, *sources))), placed=True,
        ))  # fmt: skip
        before = next((one for one in entries if one.key == new.key and (stray.row or _alike(one, new))), None)
        if before is None:
            entries.append(new)
        else:
            entries[entries.index(before)] = _together(before, new)
    left = without(made, places)
    known = {cell.task for cell in made.answer_cells if cell.unit == stray.unit and not cell.waiting}
    cells = (AnswerCell(stray.unit, stray.span, task, stray.place, stamp) for task in tasks if task not in known)
    return replace(
        left,
        kind=made.kind or Kind.TASKS,
        entries=tuple(entries),
        unplaced=tuple(one for one in made.unplaced if one.place not in taken),
        answer_cells=(*left.answer_cells, *cells),
        evidence=tuple(dict.fromkeys((*made.evidence, Clue(BY_CLERK)))),
    )


def _moved_out(
    entries: Sequence[Entry], stray: Stray, taken: tuple[Place, ...]
) -> tuple[list[Entry], tuple[Place, ...]]:
    """The entries without the contact or remark that a person says is progress, and the cells that are free by it."""
    out = [one for one in entries if one.field == stray.stands != "progress" and stray.place in one.sources]
    return [one for one in entries if one not in out], (*taken, *(source for one in out for source in one.sources))


def _in_the_way(way: str, stray: Stray, context: Context, said: Entry) -> Entry:
    """What words answer to a task in the way a person said."""
    if way == NIL:
        silent = judge(said.text, Surroundings(words=context.words)).code != "nil"
        return replace(said, text=_NIL if silent else said.text, nil=True)
    if way == AMENDED:
        return replace(said, text=stray.text, amends=stray.amends)
    if way == EMPTIED and takes_back(stray.text):  # a whole report: not what came with these words
        said = replace(said, stamp=said.stamp.before_its_company())
    return replace(said, text="", empties=True) if way == EMPTIED else replace(said, beside=way == BESIDE)


def moving(made: Return, stray: Stray, move: Move, stamp: Stamp, *, beside: bool) -> Return:
    """Words by which a person puts what was answered to one task to another; they answer nothing themselves.

    `beside`: behind what stands there already.
    """
    places = {place for _, place, _ in stray.cells}
    taken = tuple(spot.place for spot in made.unplaced if spot.place in places)
    said = Entry(
        stray.unit, Kind.TASKS, "progress", stray.text, stray.place, stamp, stray.span, move.at,
        sources=taken or (stray.place,), placed=True, beside=beside, moves=move,
    )  # fmt: skip
    return replace(
        without(made, places),
        entries=(*made.entries, said),
        unplaced=tuple(one for one in made.unplaced if one.place not in taken),
        evidence=tuple(dict.fromkeys((*made.evidence, Clue(BY_CLERK)))),
    )


def nil_words(made: Return, stray: Stray, context: Context, span: str, stamp: Stamp) -> Return:
    """Words in a letter or beside a table with which a unit says that it has nothing to report for a period."""
    places = {place for _, place, _ in stray.cells}
    taken = tuple(spot.place for spot in made.unplaced if spot.place in places)
    words = "\n".join(text.strip() for _, _, text in stray.cells)
    sources = taken or (stray.place,)
    nil = Entry(stray.unit, Kind.TASKS, "progress", words, sources[0], stamp, span, sources=sources)
    return replace(
        without(made, places),
        kind=made.kind or Kind.TASKS,
        entries=(*made.entries, *_nil(nil, context)),
        unplaced=tuple(one for one in made.unplaced if one.place not in taken),
        evidence=tuple(dict.fromkeys((*made.evidence, Clue(BY_CLERK)))),
    )


def as_said(made: Return, stray: Stray, answer: str, context: Context) -> tuple[Entry, ...]:
    """What a stray answers by what a person said of it: a sheet for its period, a row as an item or on a day."""
    if stray.into:
        layout = context.plan.task_list.layout
        field = next((each for each in stray.into if as_column(each, layout) == answer), "")
        return tuple(replace(entry, field=field) for entry in stray.entries) if field else ()
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


def entered(made: Return, entries: Sequence[Entry], stray: Stray | None = None) -> Return:
    """The Return with what a stray answers; its cells are waited for no more, and it stands no more where it stood."""
    stands, into = (stray.stands, bool(stray.into)) if stray else ("", False)
    taken = {place for entry in entries for place in entry.sources}
    cells = tuple(replace(one, waiting="") if one.waiting and one.place in taken else one for one in made.answer_cells)
    left = [one for one in made.entries if not (one.field == stands and taken & {*one.sources})]
    known = {one.key: place for place, one in enumerate(left) if one.placed and into}
    for entry in entries:  # two columns may both be a third
        if entry.key in known:
            left[known[entry.key]] = _together(left[known[entry.key]], entry)
        else:
            left.append(entry)
    return replace(
        made,
        entries=tuple(left),
        unplaced=tuple(one for one in made.unplaced if one.place not in taken),
        answer_cells=cells,
        evidence=tuple(dict.fromkeys((*made.evidence, Clue(BY_CLERK)))),
    )


def without(made: Return, places: set[Place]) -> Return:
    """The Return, nothing waiting at these places any more."""
    left = tuple(cell for cell in made.answer_cells if not (cell.waiting and cell.place in places))
    return replace(made, answer_cells=left)


def _alike(one: Entry, new: Entry) -> bool:
    """Are both words that a person placed, to the same effect?"""
    return one.placed and (one.beside, one.nil, one.empties) == (new.beside, new.nil, new.empties) and not new.amends


def _together(before: Entry, new: Entry) -> Entry:
    """Two answers of one file to one field as one; a contact is not said twice."""
    more = new.text if new.field != "contact" and bare(new.text) not in bare(before.text) else ""
    text = "\n".join(filter(None, (before.text, more)))
    return replace(before, text=text, sources=tuple(dict.fromkeys((*before.sources, *new.sources))))
