"""The parts of words that stand beside a form, in a letter or around a table, each about tasks of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby

from tasklist.model.place import Place
from tasklist.model.question import NIL
from tasklist.model.returns import Return, Stray
from tasklist.model.tasks import TaskList
from tasklist.model.told import Move
from tasklist.model.unplaced import Loose, Unplaced
from tasklist.plan.speakers import Speakers, Speech
from tasklist.plan.task_names import mentioned
from tasklist.returns.accounts import cell_accounts
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.context import Context
from tasklist.returns.prose import letters
from tasklist.returns.prose.letter_intents import Amendment, amendments, ways
from tasklist.returns.prose.moves import moves
from tasklist.returns.prose.numbered_lines import apart, numbered
from tasklist.substance.extension import only_asks_for_time
from tasklist.text import line_numbers, task_numbers
from tasklist.text.taken_back import takes_back

_ENDS = "，,、；;"
_LONGEST = 400  # characters: a text longer than that is a document


@dataclass(frozen=True, slots=True)
class SaidPart:
    """What one part of a text says: of which `tasks`, and how it may answer them (`letter_intents`).

    `reason`: why it is asked about. `whole`: it is all of its text. `alone`: no other part of all the texts names a
    task, so that it may be of all. `units`: those whose words it may be, the likeliest first.
    `answer`: the text without its `head`, the number of its line. `below`: all the lines below a line that is the head.
    """

    spot: Unplaced
    text: str
    reason: str
    tasks: tuple[int, ...]
    ways: tuple[str, ...]
    amends: tuple[Amendment, ...]
    whole: bool
    alone: bool
    units: tuple[str, ...]
    answer: str
    head: str
    below: tuple[Unplaced, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def cells(self) -> tuple[tuple[str, Place, str], ...]:
        """What of it would answer a task, and where it stands."""
        lines = tuple(("progress", each.place, each.text.strip()) for each in self.below)
        return lines or (("progress", self.spot.place, self.answer),)

    @property
    def tells(self) -> bool:
        """Is it asked about by itself, for its tasks or as a part, not with all that has one reason?"""
        return bool(self.tasks or self.amends or self.head) or not self.whole


def is_words(spot: Unplaced) -> bool:
    """Is this a line of a letter, or a text around a table that is not known to be about a task?"""
    return spot.loose.is_line or not (spot.tasks or spot.loose is Loose.PICTURE)


def is_shared(spot: Unplaced) -> bool:
    """Is this a cell that may be of several tasks, by its place and its words?"""
    return spot.loose is Loose.CELL and len(spot.tasks) > 1


def told(spot: Unplaced, context: Context) -> tuple[str, ...]:
    """The parts of a text that say something, of which each may be about a task of its own."""
    return tuple(each.text for each in _told(spot, context) if letters.says(each.text, context))


def parts(spots: Sequence[Unplaced], context: Context, *, answered: bool) -> Iterator[SaidPart]:
    """The parts of texts of one file, in their order. What says 其余任务 is of those that no other part names; a part
    that only asks for more time, or only greets, is none. `answered`: they stand beside answers.
    """
    listed = context.plan.task_list
    below = {lines[0]: lines for lines in _headed(spots)}
    said_by = [(spot, each) for spot in below for each in _speeches(spot, below[spot], context)]
    named_in = [_with_head(each, spot.head, context) for spot, each in said_by]
    told = [(*each, tasks) for each, tasks in zip(said_by, numbered(named_in, context), strict=True)]
    named_by: dict[str, set[int]] = {}
    for _, speech, tasks in told:
        for unit in speech.units:
            named_by.setdefault(unit, set()).update(tasks)
    for spot, speech, tasks in told:
        part, named = speech.text, named_by[speech.units[0]]
        whole = bool(spot.head) or part == spot.text.strip()
        if not whole and (only_asks_for_time(part) or not letters.says(part, context)):
            continue
        rest = (task for task in context.plan.duties.get(speech.units[0], {}) if task not in named)
        others = tuple(rest) if named and not tasks and task_numbers.OTHERS.search(part) else ()
        text = spot.text if whole and not (speech.begins or spot.head) else speech.words.rstrip(_ENDS)
        begins = 0 if spot.head else line_numbers.label(text)[1]
        said = ways(text[begins:], context, answered=answered)
        meant = tasks or others or (spot.tasks if takes_back(text) else ())
        units = _able(speech.units, meant, context)
        why = _reason(spot, meant, units, listed)
        meant = spot.tasks if is_shared(spot) else meant
        head, lines = spot.head or text[:begins], below[spot] if spot.head else ()
        yield SaidPart(
            spot, text, why, meant, said, tuple(amendments(text)), whole, not named, units, text[begins:], head, lines,
            moves(text, listed),
        )  # fmt: skip


def _headed(spots: Sequence[Unplaced]) -> Iterator[tuple[Unplaced, ...]]:
    """The texts, those below one line that only says of which task they are together."""
    for _, lines in groupby(spots, lambda spot: (spot.head, "" if spot.head else spot.place)):
        yield tuple(lines)


def _speeches(spot: Unplaced, lines: Sequence[Unplaced], context: Context) -> Iterator[Speech]:
    if not spot.head:
        yield from _told(spot, context)
        return
    yield Speech("\n".join(line.text.strip() for line in lines), spot.under or (spot.unit,))


def _with_head(speech: Speech, head: str, context: Context) -> Speech:
    """What says of which task a speech is: its heading, where that names one."""
    if any(mentioned(context.plan.task_list, head)):
        return replace(speech, text=head, begins=0)
    return replace(speech, text=f"{head}\n{speech.text}", begins=0) if head else speech


def _told(spot: Unplaced, context: Context) -> Iterator[Speech]:
    """What a text says, of which tasks and units one after the other."""
    cut = _of_cell if is_shared(spot) else apart
    return Speakers(context.names, spot.unit).told(spot.text, spot.under or (spot.unit,), cut)


def _of_cell(text: str) -> list[str]:
    """The parts of what stands in a cell that may be of several tasks: its lines, and what is numbered in them."""
    return [part for line in text.splitlines() for part in apart(line) if part.strip()]


def _able(units: tuple[str, ...], tasks: Sequence[int], context: Context) -> tuple[str, ...]:
    """The units that owe something words may answer; all, where none does."""
    duties = context.plan.duties
    return tuple(unit for unit in units if unit in duties and (not tasks or {*tasks} & {*duties[unit]})) or units


def _reason(spot: Unplaced, tasks: Sequence[int], units: Sequence[str], listed: TaskList) -> str:
    file = "文件" if spot.loose is Loose.DOCUMENT else "信"
    whose = f"；{file}是{spot.unit}的，这一句像是{'或'.join(units)}的" if tuple(units) != (spot.unit,) else ""
    if spot.loose.is_line and takes_back(spot.text):
        return f"{letters.SAID_IN[spot.loose]}，说报过的作废{whose}"
    if spot.loose.is_line:
        return f"{letters.asks_what(tasks, listed, spot.loose)}{whose}"
    return f"{spot.why}{letters.about(tasks, listed)}{whose}"


def partly_nil(evidence: Evidence) -> bool:
    """Is a short text, in whatever kind of file, the word of a unit that it has nothing to report for some tasks?"""
    told = [(place, text) for place, text, what in cell_accounts.everything(evidence) if not what]
    if evidence.unit.value not in evidence.context.plan.duties or sum(len(text) for _, text in told) > _LONGEST:
        return False
    spots = [Unplaced(place, text, letters.SAID, evidence.unit.value, loose=Loose.LETTER) for place, text in told]
    found = list(parts(spots, evidence.context, answered=False))
    return any(NIL in part.ways for part in found) and any(part.tasks for part in found)


def left_over(
    made: Return, before: Return, taken: Sequence[Stray], out: Mapping[Place, str], context: Context
) -> Return:
    """The Return with the rest of each text of which only parts were `taken` among what has no place, as it was
    `before`: a text is only placed when all of it is. `out`: why the rest of one is not wanted.
    """
    told: dict[Place, set[str]] = {}
    for stray in taken:
        told.setdefault(stray.place, set()).add(stray.text.strip())
        for _, place, text in stray.cells if stray.head else ():
            told.setdefault(place, set()).add(text.strip())
    kept = {spot.place: spot for spot in made.unplaced}
    for spot in before.unplaced:
        rest = _rest(spot, told[spot.place], context) if spot.place in told else ""
        if rest:
            kept[spot.place] = _with_reason(replace(spot, text=rest), out.get(spot.place, ""))
    open_ = kept.keys() & told.keys()
    entries = tuple(replace(one, sources=tuple(at for at in one.sources if at not in open_)) for one in made.entries)
    unplaced = tuple(kept[spot.place] for spot in before.unplaced if spot.place in kept)
    return replace(made, entries=entries, unplaced=unplaced) if open_ else made


def _with_reason(spot: Unplaced, reason: str) -> Unplaced:
    return replace(spot, reason=reason, row="") if reason else spot


def _rest(spot: Unplaced, told: Set[str], context: Context) -> str:
    if spot.text.strip() in told:
        return ""
    parts = (each for each in _told(spot, context) if letters.says(each.text, context))
    return "".join(each.text for each in parts if each.words.rstrip(_ENDS) not in told)
