"""What the prose of a notice says, each fact with the sentence it stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tasklist.model.tasks import Deadline


@dataclass(frozen=True, slots=True)
class Notice:
    """What its sentences are read against: who issued it, to whom, in which year (0: not known) and on which day, how
    to read days.
    """

    office: str
    addressed: tuple[str, ...]
    year: int
    since: date | None
    read: Callable[[str], Deadline]


@dataclass(frozen=True, slots=True)
class Said:
    """One value, and the sentence of the notice that says it. Empty: the sentence does not settle it."""

    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class DocumentDue:
    """A document owed by a day, `due` as the notice words it. `units`: the notice's words for them, empty for all."""

    name: str
    due: str
    units: str
    spared: tuple[str, ...]
    evidence: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Count:
    """At least so many of something per week, month, quarter or year."""

    name: str
    at_least: int
    per: str
    units: str
    spared: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often progress is asked for, as `periods:` of the settings says it. `name`: what the notice calls it."""

    every: str
    due: str
    roll: str
    name: str
    units: str
    spared: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Everything the prose says. What is None or empty it does not say; `open`: sentences that could not be settled.

    `unused`: sentences that name a time or ask for something, and no key came of them.
    """

    title: Said | None = None
    office: Said | None = None
    document_number: Said | None = None
    issued_on: Said | None = None
    contact: Said | None = None
    rhythm: Rhythm | None = None
    documents: tuple[DocumentDue, ...] = ()
    counts: tuple[Count, ...] = ()
    stages: tuple[tuple[str, Said], ...] = ()
    named: tuple[str, ...] = ()  # units named one by one
    spoken: tuple[str, ...] = ()  # other words for units: the addressees, 各单位, 委直属单位
    open: tuple[Said, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Does the prose ask units for anything, be it not clear for what?"""
        return bool(self.documents or self.counts or self.rhythm or self.open)

    @property
    def found(self) -> bool:
        """Does the prose say anything a config.yaml has a key for?"""
        heads = (self.title, self.office, self.document_number, self.issued_on, self.contact, self.rhythm)
        return any(heads) or bool(self.documents or self.counts or self.stages)
