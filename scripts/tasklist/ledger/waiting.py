"""Which files and rows that wait for a person may be what is owed: while one does, nothing is said of its unit that
it could contradict (DESIGN §1, certainty never exceeds the evidence).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from tasklist.model.arrival import Stamp
from tasklist.model.plan import Kind, Obligation
from tasklist.model.question import EMPTIED, Doubt, Question
from tasklist.model.returns import Entry, Outcome, Return, Superseded

_ANYBODY = ""


@dataclass
class Waiting:
    """The files that are not settled, by the unit they may be of; one that names nobody may be anybody's.

    And in files that are, what could not be placed, by the task (or other thing) of a unit and period that it may
    answer, or by the counted item it may be; what stands beside the table of a form and names no task; and who asks for
    more time, by what for; and what asks for an answer to be taken back.
    """

    _by_unit: dict[str, list[Return]] = field(default_factory=lambda: defaultdict(list))
    _by_task: dict[tuple[str, str, int, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_item: dict[tuple[str, str], list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _beside: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    _asks: dict[tuple[str, str, int | None, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    _back: dict[tuple[str, str, int], list[tuple[Stamp, str]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(
        cls, returns: Iterable[Return], more_time: Iterable[Question] = (), overtyped: Iterable[Superseded] = ()
    ) -> Waiting:
        """The waiting files among all returns; a replaced version waits no more, unless nobody could read it, and then
        for the unit whose file stands in its place. `more_time`: what is asked of it.

        `overtyped`: what may stand in the wrong column of a form, and answer the form's own period.
        """
        made = cls()
        for cell in (one.loser for one in overtyped):
            made._by_task[cell.unit, cell.again, cell.task or 0, ""].append(str(cell.place))
        for one in more_time:
            made._asks[one.unit, one.span, one.task, one.name].append(f"{one.place}里的延期申请")
        known = tuple(returns)
        heirs = {each.arrival.outer: each.unit for each in known if each.unit and not each.arrival.replaced}
        for each in known:
            if each.arrival.replaced and each.outcome is not Outcome.PENDING:
                continue
            if each.outcome in (Outcome.SET_ASIDE, Outcome.PENDING):
                heir = heirs.get(each.arrival.outer, "") if each.arrival.replaced else ""
                anybodys = (_ANYBODY,) if each.kind or each.things or each.unread else ()
                strange = (_ANYBODY,) if any(not likely for _, likely in each.sheets) else ()
                for unit in (*each.claimants, *strange) or ((heir,) if heir else anybodys):
                    made._by_unit[unit].append(each)
            if each.outcome is Outcome.MERGED:
                for spot in (cell for cell in each.answer_cells if cell.waiting):
                    made._by_task[spot.unit, spot.span, spot.task, spot.name].append(str(spot.place))
                for item in (entry for stray in each.strays for entry in stray.entries if entry.kind is Kind.QUOTA):
                    made._by_item[item.unit, item.name].append(item)
                made._take_back(each)
                for stray in each.strays if each.kind is Kind.TASKS else ():
                    if stray.doubt is Doubt.CELL:
                        made._beside[stray.unit, stray.span].append(str(stray.place))
        return made

    def _take_back(self, letter: Return) -> None:
        for stray in (one for one in letter.strays if one.ways == (EMPTIED,)):
            for span, task in product(stray.spans or (stray.span,), stray.tasks):
                self._back[stray.unit, span, task].append((letter.arrival.stamp, str(stray.place)))

    def taken_back(self, obligation: Obligation, came: Stamp) -> tuple[str, ...]:
        """The words that ask for an answer to be taken back which may have come before them."""
        asked = self._back.get((obligation.unit, obligation.span, obligation.task or 0), ())
        return tuple(place for said, place in asked if not came.surely_behind(said))

    def in_time(self, obligation: Obligation) -> tuple[str, ...]:
        """The files that name its unit, came not later than it was due, and may be what is owed here."""
        mine = self._by_unit.get(obligation.unit, [])
        came = (each for each in mine if each.arrival.received <= obligation.due)
        return tuple(each.arrival.path for each in came if _may_be(each, obligation))

    def for_(self, obligation: Obligation, *, named: bool = False, empty: bool = False) -> tuple[str, ...]:
        """What may be what is owed here, files and cells; `named`: only what names its unit. Of an `empty` form what
        stands beside its table (a picture, words) may be all of it.
        """
        mine = self._by_unit.get(obligation.unit, [])
        found = [*mine, *(() if named else self._by_unit.get(_ANYBODY, []))]
        rows = self._by_task.get((obligation.unit, obligation.span, obligation.task or 0, obligation.name), [])
        rows = [*rows, *(self._beside.get((obligation.unit, obligation.span), []) if empty else ())]
        told = self._asks.get((obligation.unit, obligation.span, obligation.task, obligation.name), [])
        if obligation.kind is Kind.TASKS:
            told = [*told, *self._asks.get((obligation.unit, obligation.span, None, ""), [])]
        if obligation.kind is Kind.QUOTA:
            items = self._by_item.get((obligation.unit, obligation.name), [])
            rows = [*rows, *(str(each.place) for each in items if _may_count(each, obligation.span))]
        return (*rows, *told, *(each.arrival.path for each in found if _may_be(each, obligation)))


def _may_count(item: Entry, window: str) -> bool:
    """May a counted row be an item of a window? One whose day is not known, of any up to when it came.

    The windows of one rhythm are named so that they sort in their order.
    """
    return item.span == window if item.on else item.span >= window


def _may_be(waiting: Return, obligation: Obligation) -> bool:
    if waiting.unread and not waiting.claimants and obligation.kind is not Kind.TASKS:
        return False
    if waiting.kind is not None and waiting.kind is not obligation.kind:
        return waiting.counts and obligation.kind is Kind.QUOTA
    if waiting.kind is None and waiting.things and (obligation.kind, obligation.name) not in waiting.things:
        return False
    if obligation.kind is not Kind.TASKS or not waiting.spans:
        return True
    return obligation.span in waiting.spans
