"""What of a file found no place and waits for a person, question by question, before any of it is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from tasklist.model.place import Place
from tasklist.model.question import PART_BY_PART, Doubt
from tasklist.model.returns import Return, Stray
from tasklist.model.unplaced import Loose, Unplaced
from tasklist.plan import periods
from tasklist.returns.context import Context
from tasklist.returns.entries.named_parts import as_named
from tasklist.returns.prose import letter_parts
from tasklist.returns.prose.letter_intents import ways
from tasklist.returns.prose.letters import SAID, SAID_IN
from tasklist.returns.rows.uneven import is_contact


def period_of(made: Return, context: Context) -> str:
    """The period a file is of; what says nothing of one is of that in which it came."""
    campaign = context.plan.campaign
    return made.period or periods.period_at(campaign, campaign.day(made.arrival.received)).id


def still_open(made: Return, context: Context) -> Iterator[Stray]:
    """The rows, then what else found no place: each that names a task by itself, the others by their reason."""
    period = period_of(made, context)
    loose = {spot.place: spot for spot in made.unplaced if spot.asks}
    # A comment, a text box has a verdict of its own beside the cell it belongs to, which is not called blank for it.
    asides = {place for place, spot in loose.items() if spot.loose is Loose.ASIDE}
    for stray in made.strays:
        places = {place for _, place, _ in stray.cells}
        if stray.stands or places & loose.keys():
            yield stray
        for place in places if not stray.stands else ():
            loose.pop(place, None)
    parts = _parts(loose.values(), made, period, context)
    each = context.answer(Doubt.FILE, made.arrival) == PART_BY_PART
    own = [part for part in parts if each or part.tells or part.units != (part.spot.unit,)]
    told = [_of_part(part, made, period, asides, context) for part in own]
    whence = next((SAID_IN[part.spot.loose] for part in own if part.spot.loose.is_line), SAID)
    yield from told if each or made.entries or made.arrival.forms else as_named(told, context, whence)
    taken = {place for part in own for _, place, _ in part.cells}
    left = [spot for place, spot in loose.items() if place not in taken]
    yield from _pictures([spot for spot in left if spot.loose is Loose.PICTURE], made, period, context)
    alone = all(part.alone for part in parts)
    for stray in _by_reason((spot for spot in left if spot.loose is not Loose.PICTURE), period):
        yield replace(_of_the_rest(stray, loose[stray.place], made, asides, context), alone=alone)


def _parts(loose: Iterable[Unplaced], made: Return, period: str, context: Context) -> Sequence[letter_parts.SaidPart]:
    """The parts of what is words by itself, and of what several may share once a person wants to see each."""
    spots = tuple(loose)
    shared = _by_reason(filter(letter_parts.is_shared, spots), period)
    split = {each.place for each in shared if context.decisions.get(each.key) == PART_BY_PART}
    words = [spot for spot in spots if letter_parts.is_words(spot) or spot.place in split]
    return tuple(letter_parts.parts(words, context, answered=bool(made.entries)))


def _of_part(part: letter_parts.SaidPart, made: Return, period: str, asides: Set[Place], context: Context) -> Stray:
    """One part of what is said in words, as what it may answer."""
    unit, *others = part.units
    return Stray(
        part.spot.place,
        part.text,
        part.reason,
        unit,
        next(iter(part.spot.spans), period),
        part.cells,
        part.tasks,
        ways=part.ways,
        amends=part.amends,
        moves=part.moves,
        alone=part.alone,
        spans=part.spot.spans or _several(made),
        others=tuple(others),
        head=part.head,
        may=() if part.tasks or part.spot.place in asides else _may(part.units, context),
    )


def _of_the_rest(stray: Stray, first: Unplaced, made: Return, asides: Set[Place], context: Context) -> Stray:
    """What found no place for the same reason, `first` of it, and in which ways it may answer tasks after all."""
    answers = not stray.tasks and stray.place not in asides and any(field for field, _, _ in stray.cells)
    return replace(
        stray,
        ways=ways(stray.text, context, answered=bool(made.entries)),
        spans=stray.spans or _several(made),
        may=_may((stray.unit or made.unit,), context) if answers else (),
        apart=letter_parts.is_shared(first) and len(letter_parts.told(first, context)) > 1,
    )


def _may(units: Sequence[str], context: Context) -> tuple[int, ...]:
    """What words that name no task may answer: until a person has looked, anything of their units."""
    return tuple(sorted({task for unit in units for task in context.plan.duties.get(unit, ())}))


def _several(made: Return) -> tuple[str, ...]:
    """The periods a letter may be of, where that is not known."""
    return made.spans if len(made.spans) > 1 else ()


def _pictures(spots: Sequence[Unplaced], made: Return, period: str, context: Context) -> Iterator[Stray]:
    """Pictures, as one thing those in the rows of tasks the unit owes, and as one those that stand elsewhere."""
    sent = {each.place: each for each in made.pictures}
    groups: dict[object, list[tuple[Unplaced, int | None]]] = {}
    for spot in spots:
        task = sent[spot.place].task if spot.place in sent else None
        task = task if task in context.plan.duties.get(spot.unit, {}) else None
        groups.setdefault((spot.unit, spot.place.sheet, spot.reason, task is None), []).append((spot, task))
    for same in groups.values():
        first, places = same[0][0], [spot.place for spot, _ in same]
        tasks = tuple(dict.fromkeys(task for _, task in same if task))
        where = f"；贴在{'、'.join(map(context.plan.task_list.name, tasks))}那一行" if tasks else ""
        cells = tuple(("evidence", spot.place, spot.text) for spot, _ in same)
        more = f"等{len(same)}处" if len(same) > 1 else ""
        digests = tuple(sent[place].picture.sha256 for place in places if place in sent)
        yield Stray(
            first.place, f"{first.text}{more}", f"{first.why}{where}", first.unit, period, cells, tasks, digests=digests
        )  # fmt: skip


def _by_reason(spots: Iterable[Unplaced], period: str) -> Iterator[Stray]:
    by_reason: dict[object, list[Unplaced]] = {}
    for spot in spots:
        by_reason.setdefault(_asked_with(spot), []).append(spot)
    for same in by_reason.values():
        first = same[0]
        tasks = first.tasks if len(same) == 1 else ()
        reason = first.why if first.tasks == tasks else f"各行里{first.reason}"
        shown = bool(first.tasks and not tasks)  # no telephone is one to several tasks
        cells = tuple(("" if shown else "progress", spot.place, spot.text) for spot in same)
        more = f"等{len(same)}处" if len(same) > 1 else ""
        span = next(iter(first.spans), period)
        yield Stray(first.place, f"{first.text}{more}", reason, first.unit, span, cells, tasks, spans=first.spans)


def _asked_with(spot: Unplaced) -> object:
    """What is the same of all that is asked about in one question.

    What is about a task is asked by itself; contacts down one column, of which each row has its own, are one thing.
    """
    if not spot.tasks:
        return spot.unit, spot.place.sheet, spot.reason, spot.spans
    column = spot.place.cell.rstrip("0123456789")
    return (spot.unit, spot.place.sheet, spot.reason, column) if spot.row and is_contact(spot.text) else spot.place
