"""Who owes: the units, in the official order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Unit:
    """单位: who owes. `opens` and `closes` are the first and last day it is counted (None: always)."""

    name: str
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    parent: str = ""
    contact: str = ""
    phone: str = ""
    emails: tuple[str, ...] = ()
    opens: date | None = None
    closes: date | None = None

    @property
    def called_on(self) -> str:
        """Whom to call, as the column of contacts wants it: name, blank, telephone; empty without a name."""
        return " ".join(part for part in (self.contact, self.phone) if part) if self.contact else ""


@dataclass(frozen=True)
class Roster:
    """单位名册: the units in the official order, which is the order of every output.

    `answers`: words for units, and the names of the units a person has ticked for them in the sheet 责任单位对照.
    """

    units: tuple[Unit, ...]
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Unit name → its place in the official order (0-based)."""
        return {unit.name: place for place, unit in enumerate(self.units)}

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Every 类别, in the order of first appearance."""
        return tuple(dict.fromkeys(group for unit in self.units for group in unit.groups))

    @cached_property
    def by_name(self) -> Mapping[str, Unit]:
        """Full name → the unit. What else it may be called: plan.unit_names."""
        return {unit.name: unit for unit in self.units}

    @cached_property
    def by_address(self) -> Mapping[str, tuple[Unit, ...]]:
        """Mail address in small letters → the units it belongs to, in the official order."""
        found: dict[str, tuple[Unit, ...]] = {}
        for unit in self.units:
            for address in dict.fromkeys(email.lower() for email in unit.emails):
                found[address] = (*found.get(address, ()), unit)
        return found

    def members(self, group: str) -> tuple[Unit, ...]:
        """The units of a 类别, in roster order (empty when nobody is in it)."""
        return tuple(unit for unit in self.units if group in unit.groups)
