"""Offices below offices: who is over whom by the roster's 上级单位, and which units gather the reports of others.

A unit of the class 汇总单位 is such an office: it owes its own master in every period; what is below it is added up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tasklist.model.roster import Roster
from tasklist.plan.unit_names import Names
from tasklist.text.normalize import bare

OFFICE = "汇总单位"  # the class
MASTER = "汇总表"  # what is owed


@dataclass(frozen=True)
class Tiers:
    """The offices and units of a roster, as they stand over one another."""

    names: Names

    @property
    def _roster(self) -> Roster:
        return self.names.roster

    @cached_property
    def above(self) -> Mapping[str, str]:
        """Unit → its 上级单位, by the full name where that is in the roster too."""
        found = {unit.name: (unit.parent, self.names.find(unit.parent)) for unit in self._roster.units if unit.parent}
        return {name: superior.name if superior else written for name, (written, superior) in found.items()}

    def over(self, unit: str) -> tuple[str, ...]:
        """The offices over a unit, the nearest first; a circle ends where it closes."""
        found: list[str] = []
        while (unit := self.above.get(unit, "")) and unit not in found:
            found.append(unit)
        return tuple(found)

    def called(self, name: str) -> tuple[str, ...]:
        """The offices that go by this name: units, and 上级单位 that are no units themselves."""
        units = self.names.labelled(name)
        return units or tuple(dict.fromkeys(each for each in self.above.values() if bare(each) == bare(name)))

    @cached_property
    def offices(self) -> tuple[str, ...]:
        """The units that gather the reports of others, in the official order."""
        return tuple(unit.name for unit in self._roster.members(OFFICE))

    @cached_property
    def under(self) -> Mapping[str, tuple[str, ...]]:
        """Office → itself and every unit below it, in the official order."""
        found: dict[str, list[str]] = {office: [] for office in self.offices}
        for unit in self._roster.units:
            for office in {unit.name, *self.over(unit.name)} & found.keys():
                found[office].append(unit.name)
        return {office: tuple(units) for office, units in found.items()}

    @cached_property
    def circles(self) -> tuple[tuple[str, ...], ...]:
        """Units that are over one another in a circle, each circle once."""
        circles = {frozenset(self.over(unit)): self.over(unit) for unit in self.above if unit in self.over(unit)}
        return tuple(circles.values())

    @cached_property
    def unknown(self) -> Mapping[str, tuple[str, ...]]:
        """上级单位 that is in no roster → the units that have it."""
        found: dict[str, tuple[str, ...]] = {}
        for unit, office in self.above.items():
            if office not in self._roster.by_name:
                found[office] = (*found.get(office, ()), unit)
        return found
