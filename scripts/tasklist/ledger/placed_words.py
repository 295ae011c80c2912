"""Words that a person said go behind an answer, or mend one, joined with the answer that stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tasklist.model.returns import Entry, Superseded
from tasklist.model.rule import Rule
from tasklist.text.amending import amended
from tasklist.text.normalize import bare


def behind(stands: Entry, versions: Sequence[Entry], chosen: Callable[[Entry], bool]) -> list[Entry]:
    """What a person put behind the answer that stands; what came before it has been overtaken by it, unless it was
    `chosen` to stay.
    """
    told = [one for one in versions if one.beside and one is not stands]
    told = [one for one in told if one.stamp.order >= stands.stamp.order or chosen(one)]
    return [one for one in told if bare(one.text) not in bare(stands.text)]


def mended(
    whole: Entry, stands: Entry, amending: Sequence[Entry]
) -> tuple[Entry, Sequence[Entry], Sequence[Superseded]]:
    """The answer with the words mended that a person said are wrong in it, what mended it, and what did not."""
    done: list[Entry] = []
    lost: list[Superseded] = []
    for entry in amending:
        text = amended(whole.text, entry.amends) if entry.stamp.order >= stands.stamp.order else ""
        if text:
            sources = tuple(dict.fromkeys((*whole.sources, *entry.sources)))
            whole = replace(whole, text=text, sources=sources)
            done.append(entry)
        else:
            written = all(bare(right) in bare(whole.text) for _, right in entry.amends)
            lost.append(Superseded(stands, entry, Rule.WRITTEN if written else Rule.AMENDS))
    return whole, done, lost


def followed(stands: Entry, more: Sequence[Entry]) -> Entry:
    """An answer with what was put behind it."""
    if not more:
        return stands
    text = "\n".join((stands.text, *dict.fromkeys(one.text for one in more)))
    sources = tuple(dict.fromkeys(source for one in (stands, *more) for source in one.sources))
    return replace(stands, text=text, sources=sources)


def overtaken(winner: Entry, loser: Entry) -> Rule | None:
    """What became of words behind an answer when a later one took its place, or nothing for anything else."""
    if not loser.beside or winner.stamp.order <= loser.stamp.order:
        return None
    return Rule.WRITTEN if bare(loser.text) in bare(winner.text) else Rule.ADDED
