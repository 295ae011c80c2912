"""Who a sentence has named so far: the units, those left out, or the office itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tasklist.config.notice.owing import Owing, is_office, is_other_class, is_stranger, owing, parts, subject

_VERBS = re.compile(r"向|将|每|按|于|在|要|应|会|对|通报|组织|负责|定期|及时")
_BRACKETS = re.compile("[（(]")
_BODY = 2  # characters at the end of a name that say what kind of body it is: 企业, 医院


@dataclass
class NamedUnits:
    """The units named last, kept for the clauses behind that name nobody. `ours`: it was the office itself."""

    office: str
    addressed: tuple[str, ...]
    units: Owing | None = None
    ours: bool = False
    spared: tuple[str, ...] = ()  # 除某院外 has been said, and not yet of whom
    row: list[Owing] = field(default_factory=list)  # units with a comma behind them, before the rest of them
    unknown: bool = False  # somebody was named who is no unit, and nobody since
    heard: str = ""  # the stretch of this clause they were taken from

    def begin(self, text: str) -> None:
        """A clause begins: whom it names first is who the next clauses are about."""
        self.heard = ""
        starts = (text, *(text[: match.start()] for match in _VERBS.finditer(text)))
        if any(is_office(start, self.office) for start in starts):
            self.ours, self.units = True, None
        elif not self.take(text):
            self.units, self.row = self._joined() or self.units, []
            if is_other_class(text):
                self.lose()

    def _joined(self, *more: Owing) -> Owing | None:
        """The units of the row and `more` as one."""
        each = (*self.row, *more)
        if not each:
            return None
        units = "、".join(one.units for one in each) if all(one.units for one in each) else ""
        return Owing(units, tuple(name for one in each for name in one.spared))

    def lose(self) -> None:
        """Somebody is named who is no unit: what follows and names nobody is theirs."""
        self.unknown, self.units = True, None

    def take(self, text: str) -> Owing | None:
        """The units a stretch is or begins with, those left out before it with them; None when it names none."""
        if text and text == self.heard:
            return self.units
        named = subject(text) or owing(text)
        if named:
            named, self.row = self._joined(named) or named, []
            self.units = Owing(self._known(named.units), (*self.spared, *named.spared))
            self.ours, self.unknown, self.spared, self.heard = False, False, (), text
        return named and self.units

    def of(self, before: str, own: Owing | None, stranger: bool) -> tuple[Owing, bool]:
        """Who owes: named right before the verb, `own` of its time, or before that; everybody when nobody is named.

        The second is True when somebody is named who is no unit, or `stranger` says so of its time.
        """
        named = self.take(before)
        if named:
            return named, False
        return own or self.carried() or Owing(), stranger or is_stranger(before) or (self.unknown and not own)

    def carried(self) -> Owing | None:
        """The units named before; None when there are none."""
        if self.spared:
            known = self.units or Owing()
            self.units, self.spared = replace(known, spared=(*self.spared, *known.spared)), ()
        return self.units

    def _known(self, units: str) -> str:
        """The words for units; empty, as for everybody, when they are all the notice is addressed to: 各企业."""
        if set(parts(units)) == set(self.addressed):
            return ""
        return "" if len(self.addressed) == 1 and _same_kind(units, self.addressed[0]) else units


def _same_kind(short: str, kind: str) -> bool:
    """Is 各企业 the whole kind 各市属国有企业? Brackets may name several kinds, then nobody knows: 各县（市、区）局."""
    letters = iter(kind)
    one_kind = not _BRACKETS.search(kind) and kind[-_BODY:] == short[-_BODY:]
    return one_kind and short.startswith("各") and all(char in letters for char in short)
