"""What the names of units have that theirs above have not: 分校, 东校区, 河西教学点."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tasklist.model.roster import Roster, Unit
from tasklist.plan.names_in_text import common_start
from tasklist.text.normalize import fold

_IN_BRACKETS = re.compile(r"[（(]([^（()）]{1,12})[)）]")
_ENOUGH = 2  # characters of the rest of a name by which it is surely meant


def rests_below(roster: Roster) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Unit → what the names of each unit below it add to its own, and whose they are."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for unit in roster.units:
        above = roster.by_name.get(unit.parent)
        for rest in added(unit, above) if above else ():
            found.setdefault(unit.parent, {})[rest, unit.name] = None
    return {unit: tuple(rests) for unit, rests in found.items()}


def added(unit: Unit, above: Unit) -> tuple[str, ...]:
    """What a unit's names add to those of the one above it."""
    names, starts = ([fold(name) for name in (one.name, *one.aliases)] for one in (unit, above))
    rests = (name.removeprefix(start) for name in names for start in starts if name.startswith(start))
    return tuple(dict.fromkeys(rest for rest in rests if len(rest) > 1))


def units_begun(rests: Sequence[tuple[str, tuple[str, ...]]], behind: str, *, whole: bool) -> tuple[str, ...]:
    """The units whose names go on from another one as the text `behind` it does, and are not written out:
    县医院东山(分院), 实验小学（东）. `whole`: only those of which the whole rest stands there: 一中（分校）.
    """
    boxed = _IN_BRACKETS.match(behind)
    said = boxed[1] if boxed else ""
    found: dict[str, None] = {}
    for rest, units in rests:
        enough = len(rest) if whole else min(len(rest), len(said) or _ENOUGH, _ENOUGH)
        if common_start(rest, said or behind) >= enough:
            found |= dict.fromkeys(units)
    return tuple(found)
