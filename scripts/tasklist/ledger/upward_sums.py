"""What several units counted alike, added up: never what may be counted twice or is not surely the same."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tasklist.model.roster import Roster
from tasklist.model.upward import Source
from tasklist.plan.unit_names import callings
from tasklist.substance.clauses import compiled
from tasklist.substance.facts import facts, prepared
from tasklist.substance.quantities import Quantity, countable, quantities
from tasklist.substance.word_lists import Words


@dataclass(frozen=True)
class Sum:
    """So many of one thing over several units: `parts` in roster order, each from its own cell."""

    thing: str
    measure: str
    parts: tuple[tuple[str, Decimal], ...]
    sources: tuple[Source, ...]

    @property
    def total(self) -> Decimal:
        """The sum of the parts."""
        return sum((amount for _, amount in self.parts), Decimal())


@dataclass(frozen=True)
class _Part:
    quantity: Quantity
    source: Source
    days: frozenset[str]  # the days the sentence names


def sums(
    said: Sequence[tuple[str, tuple[Source, ...]]], roster: Roster, doubtful: Container[str], words: Words
) -> tuple[Sum, ...]:
    """The sums of what two units or more counted alike, those of most units first.

    `said`: each sentence with all who said it. No sum when one unit gives the thing twice, when a unit and its 上级单位
    both give it, when two name the same day (it may be one event), or when an answer is itself in doubt.
    """
    groups: dict[tuple[str, str], list[_Part]] = {}
    lexicon = compiled(words)
    for text, sources in said:
        days = frozenset(fact.words for fact in facts(prepared(text)) if fact.kind == "date")
        for source in sources:
            for quantity in quantities(source.words):
                groups.setdefault(quantity.key, []).append(_Part(quantity, source, days))
    found = [
        _sum(parts, roster)
        for parts in groups.values()
        if len(parts) > 1 and countable(parts[0].quantity.thing, lexicon) and _certain(parts, roster, doubtful)
    ]
    return tuple(sorted(found, key=lambda each: -len(each.parts)))


def _certain(parts: Sequence[_Part], roster: Roster, doubtful: Container[str]) -> bool:
    units = [part.source.unit for part in parts]
    parents = {unit.parent for name in units if (unit := roster.by_name.get(name)) and unit.parent}
    days = [day for part in parts for day in part.days]
    known = {name for unit in units if (found := roster.by_name.get(unit)) for name in callings(found)}
    return (
        len(set(units)) == len(units)
        and not parents & known
        and not any(part.source.unit in doubtful for part in parts)
        and len(set(days)) == len(days)
    )


def _sum(parts: Sequence[_Part], roster: Roster) -> Sum:
    ordered = sorted(parts, key=lambda part: roster.order[part.source.unit])
    return Sum(
        ordered[0].quantity.thing,
        ordered[0].quantity.measure,
        tuple((part.source.unit, part.quantity.amount) for part in ordered),
        tuple(part.source for part in ordered),
    )
