"""Who a sentence has named so far: the units, those left out, or the office itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasklist.config.notice.owing import Owing, is_office, is_stranger, owing, subject

_VERBS = re.compile(r"向|将|每|于|在|要|应|会|负责|定期|及时")


@dataclass
class NamedUnits:
    """The units named last, kept for the clauses behind that name nobody. `ours`: it was the office itself."""

    office: str
    units: Owing | None = None
    ours: bool = False
    spared: tuple[str, ...] = ()  # 除某院外 has been said, and not yet of whom
    heard: str = ""  # the stretch of this clause they were taken from

    def begin(self, text: str) -> None:
        """A clause begins: whom it names first is who the next clauses are about."""
        self.heard = ""
        starts = (text, *(text[: match.start()] for match in _VERBS.finditer(text)))
        if any(is_office(start, self.office) for start in starts):
            self.ours, self.units = True, None
        else:
            self.take(text)

    def take(self, text: str) -> Owing | None:
        """The units a stretch is or begins with, those left out before it with them; None when it names none."""
        if text and text == self.heard:
            return self.units
        named = owing(text) or subject(text)
        if named:
            self.units = replace(named, spared=(*self.spared, *named.spared))
            self.ours, self.spared, self.heard = False, (), text
        return named and self.units

    def of(self, before: str, own: Owing | None, stranger: bool) -> tuple[Owing, bool]:
        """Who owes: named right before the verb, `own` of its time, or before that; everybody when nobody is named.

        The second is True when somebody is named who is no unit, or `stranger` says so of its time.
        """
        named = self.take(before)
        if named:
            return named, False
        return own or self.carried() or Owing(), stranger or is_stranger(before)

    def carried(self) -> Owing | None:
        """The units named before; None when there are none."""
        if self.spared:
            known = self.units or Owing()
            self.units, self.spared = replace(known, spared=(*self.spared, *known.spared)), ()
        return self.units
