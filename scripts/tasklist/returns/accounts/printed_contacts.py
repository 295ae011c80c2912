"""Whom to call, as a form of ours said it when it went out: an answer only beside one, never another unit's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.rows.fates import Fate, Placement
from tasklist.text.normalize import bare


@dataclass(frozen=True)
class PrintedContacts:
    """The contacts a form came with."""

    evidence: Evidence

    @cached_property
    def given(self) -> frozenset[str]:
        """The contacts (bare) that stood in the form when it went out, by its very hidden sheet."""
        meta = self.evidence.meta
        return frozenset(map(bare, meta.contacts)) if meta else frozenset()

    def of_form(self, name: str) -> frozenset[str]:
        """What a form of a unit said of whom to call (bare): as it went out, or as the roster has it."""
        if not self.evidence.is_form:
            return frozenset()
        unit = self.evidence.context.plan.roster.by_name.get(name)
        known = {unit.called_on} - {""} if unit else set()
        return self.given | frozenset(map(bare, known))

    def without_others(self, placed: Placement, name: str) -> Placement:
        """In another unit's form, whose it is not, the contacts that came with it are nobody's answer."""
        meta = self.evidence.meta
        if meta is None or meta.unit == name:
            return placed
        left = [each for each in placed.answers if each.field == "contact" and bare(each.text) in self.given]
        why = Fate(f"表里原来印着的是{meta.unit}的联系人", own=True, asks=False)
        fates = placed.fates | {cell: why for each in left for cell in each.cells}
        return replace(placed, answers=[each for each in placed.answers if each not in left], fates=fates)
