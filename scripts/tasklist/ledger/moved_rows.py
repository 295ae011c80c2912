"""Answers that a person said stand at another task than they are of, taken from the one and given to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from tasklist.model.plan import Kind
from tasklist.model.returns import Entry, Superseded
from tasklist.model.rule import Rule


@dataclass(frozen=True)
class Moved:
    """The answers, each at its task; the words by which they were moved, and those that found nothing to move."""

    entries: tuple[Entry, ...]
    done: tuple[Entry, ...] = ()
    lost: tuple[Superseded, ...] = ()


def moved(
    entries: Iterable[Entry], is_blank: Callable[[Entry], bool], stands: Callable[[Sequence[Entry]], Entry]
) -> Moved:
    """The answers as words that came later say they are meant. `stands`: which of several versions does.

    The task from which an answer goes is left empty, unless another comes in its place or is told later.
    """
    known = tuple(entries)
    words = [entry for entry in known if entry.moves]
    if not words:
        return Moved(known)
    answers = [entry for entry in known if entry.kind is Kind.TASKS and entry.field == "progress"]
    answers = [entry for entry in answers if not (entry.moves or entry.amends or is_blank(entry))]
    found: dict[Entry, Entry] = {}
    emptied: list[Entry] = []
    done: list[Entry] = []
    for word in words:
        meant = [(word.moves.at, word.moves.to)] if word.moves else []
        meant += [(word.moves.to, word.moves.at)] if word.moves and word.moves.both else []
        for at, to in meant:
            there = [one for one in answers if one.key == replace(word, task=at).key and _before(one, word)]
            if there:
                answer = stands(there)
                found[answer] = replace(answer, task=to, placed=True, beside=word.beside)
                emptied += [replace(word, moves=None, text="", empties=True, beside=False)] if len(meant) == 1 else []
                done += [word]
    kept = tuple(found.get(entry, entry) for entry in known if not entry.moves)
    lost = tuple(Superseded(word, word, Rule.NOT_THERE) for word in words if word not in done)
    return Moved((*kept, *emptied), tuple(dict.fromkeys(done)), lost)


def _before(answer: Entry, word: Entry) -> bool:
    return answer.stamp.order <= word.stamp.order
