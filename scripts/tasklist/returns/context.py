"""What every file of a run is read against: the plan, the names units go by, the official list, the template."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tasklist.model.arrival import Arrival
from tasklist.model.plan import Plan
from tasklist.model.question import Doubt
from tasklist.plan import periods
from tasklist.plan.short_names import ShortNames
from tasklist.plan.strangers import Strangers
from tasklist.plan.tiers import Tiers
from tasklist.plan.unit_names import Names
from tasklist.returns.rows.task_matching import Matcher
from tasklist.substance.word_lists import DEFAULT_WORDS, Words
from tasklist.tables import marks
from tasklist.tables.headings import Vocabulary
from tasklist.tables.layout_words import vocabulary_of
from tasklist.tables.template_text import NOTHING, Furniture
from tasklist.text.normalize import bare

_SHORTEST_PHONE = 7  # digits: a landline without its area code


@dataclass(frozen=True)
class Context:
    """What every file of a run is read against. `furniture`: what is the template's own; `words`: the clerk's 词表.

    `decisions`: the key of a question → what a person answered.
    """

    plan: Plan
    furniture: Furniture = NOTHING
    words: Words = DEFAULT_WORDS
    decisions: Mapping[str, str] = field(default_factory=dict)

    def answer(self, doubt: Doubt, arrival: Arrival) -> str:
        """What a person decided about a file, or empty."""
        return self.decisions.get(doubt.of(arrival.sha256), "")

    @cached_property
    def names(self) -> Names:
        """The names units go by."""
        return Names(self.plan.roster, self.plan.campaign.office)

    @cached_property
    def strangers(self) -> Strangers:
        """Houses outside the roster."""
        return Strangers(self.names)

    @cached_property
    def short_names(self) -> ShortNames:
        """What units are called that bears no name of the roster's."""
        return ShortNames(self.names, self.superiors)

    @cached_property
    def matcher(self) -> Matcher:
        """The official list, ready for comparing."""
        return Matcher(self.plan.task_list)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words the list's columns are known by."""
        return vocabulary_of(self.plan.task_list.layout)

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """What stands for nothing said (无, 暂无 and the clerk's own 占位词), bare; the empty text is one of them."""
        return frozenset(map(bare, ("", *self.words.placeholders)))

    @cached_property
    def by_digest(self) -> Mapping[str, str]:
        """The unit a mark names."""
        return {marks.unit_digest(unit.name): unit.name for unit in self.plan.roster.units}

    @cached_property
    def by_phone(self) -> Mapping[str, tuple[str, ...]]:
        """The units a telephone number of the roster belongs to, digits only."""
        found: dict[str, tuple[str, ...]] = {}
        for unit in self.plan.roster.units:
            for phone in re.split(r"[、，,；;\s]+", unit.phone):
                digits = re.sub(r"\D", "", phone)
                if len(digits) >= _SHORTEST_PHONE:
                    found[digits] = (*found.get(digits, ()), unit.name)
        return found

    @cached_property
    def by_contact(self) -> Mapping[str, tuple[str, ...]]:
        """The units a person of the roster is to be called for, by name (bare)."""
        found: dict[str, tuple[str, ...]] = {}
        for unit in self.plan.roster.units:
            if name := bare(unit.contact):
                found[name] = (*found.get(name, ()), unit.name)
        return found

    @cached_property
    def tiers(self) -> Tiers:
        """Which offices are over which units."""
        return Tiers(self.names)

    @cached_property
    def superiors(self) -> Mapping[str, str]:
        """Unit → its 上级单位, where that is in the roster too."""
        return {name: superior for name, superior in self.tiers.above.items() if superior in self.plan.roster.by_name}

    def with_branches(self, units: Sequence[str]) -> tuple[str, ...]:
        """The units, and those of which one of them is the 上级单位."""
        below = (unit for unit, superior in self.superiors.items() if superior in units)
        return tuple(dict.fromkeys((*units, *below)))

    def periods_named(self, text: str, seen: date) -> tuple[str, ...]:
        """The ids of the periods a text names."""
        return tuple(period.id for period in periods.named(self.plan.campaign, text, seen=seen))
