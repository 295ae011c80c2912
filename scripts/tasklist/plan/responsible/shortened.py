"""Whom a shortened name means: the one unit it is short for, or a bureau called by its matter alone (教育部门)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tasklist.model.roster import Unit
from tasklist.plan.responsible.groups import QUANTITY, ending, nobody, only
from tasklist.plan.responsible.house import House
from tasklist.plan.responsible.places import AREAS
from tasklist.plan.responsible.short_forms import PLACED, begins, expands, fits, plain_name, resembles

_LEAST = 3  # signs of a short form
_NUMBERED = re.compile("[一二三四五六七八九十]{1,2}[中小幼院]")  # 一中, 二院
_WRITTEN_OUT = ("办公室", "委员会")  # 党政办公室 is the 党政办, whatever else that is called
_PARTY = re.compile("^党委(?=.+部$)")  # 党委组织部 is the 组织部 of a house
_DEPARTMENT = re.compile(
    "(?P<what>(?!有关|相关|行政|综合|公共|社会|执法|管理|监管|业务|职能|主管|行业|机关|技术|服务)[\u4e00-\u9fff]{2,4})部门"
)


@dataclass(frozen=True)
class Shortened:
    """`callings`: a roster's units, each with all it is called, folded; `above`: what the one above each is called."""

    callings: Sequence[tuple[Unit, Sequence[str]]]
    house: House
    above: Mapping[str, Sequence[str]]

    def department(self, text: str) -> tuple[Unit, ...]:
        """教育部门: the one bureau of here whose matter begins so (县教育体育局)."""
        match = _DEPARTMENT.fullmatch(text)
        begun = match and re.compile(f"{match['what']}.*(?:[局委部厅]|[大支总]队)")
        found = [
            unit
            for unit, names in self.callings
            if begun and any(begun.fullmatch(self.house.elsewhere(name) or name) for name in names)
        ]
        return only(found) or (self.unit(f"{match['what']}局") if match else ())

    def unit(self, text: str) -> tuple[Unit, ...]:
        """A short form of one unit's name, or the full one of a short; of two, or where it may be another's: ask."""
        if len(text) < 2 or QUANTITY.search(text):
            return ()
        forms = (text, self.house.elsewhere(text), _PARTY.sub("", text))
        said = {form for form in forms if len(form) >= _LEAST or form == text}
        sure = {unit.name for form in said for unit in self._short_of(form)}
        alike = self._by_end.get(text[-1:], ())
        near = [unit for unit, names in alike if unit.name in sure or resembles(text, names)]
        near += [unit for unit, _ in self.callings if unit.name in sure and unit not in near]
        certain = len(near) == 1 and bool(sure) and self._of_here(text, near[0])
        if certain or len(text) < _LEAST:
            return tuple(near) if certain else ()
        return nobody(near) if near else ()

    def _short_of(self, form: str) -> Iterator[Unit]:
        """The units with a name that it is short for; or that have no longer one and are short for it."""
        said = plain_name(form)
        places, signs = begins(said, self._here), frozenset(said)
        whole = len(said) < _LEAST and not _NUMBERED.fullmatch(said)  # 党校: nothing more may be left out
        for unit, called, name, begun in self._formal.get(said[-1:], ()):
            known, is_full = frozenset(name), all(len(called) >= len(each) for each in self._called[unit.name])
            shorter = is_full or len(form) <= len(called)
            rests = (name, *(name[len(begin) :] for begin in begun))
            found = (shorter or form.endswith(_WRITTEN_OUT)) and said in rests
            if not (found or whole):
                found = shorter and signs <= known and fits(said, name, begun, self.house.sorts)
                found = found or (is_full and known <= signs and name not in said and expands(said, name, places))
            if found:
                yield unit

    @cached_property
    def _by_end(self) -> Mapping[str, Sequence[tuple[Unit, Sequence[str]]]]:
        """The last sign of a name → the units with all they are called: no short form ends otherwise."""
        found: dict[str, list[tuple[Unit, Sequence[str]]]] = {}
        for unit, names in self.callings:
            for end in dict.fromkeys(name[-1:] for name in names):
                found.setdefault(end, []).append((unit, names))
        return found

    @cached_property
    def _formal(self) -> Mapping[str, Sequence[tuple[Unit, str, str, Sequence[str]]]]:
        """The last sign of a name made plain → the units with it, as it is and plain, and what it begins with."""
        own = (*self._here, *map(plain_name, self.house.own))
        found: dict[str, list[tuple[Unit, str, str, Sequence[str]]]] = {}
        for unit, names in self.callings:
            before = (*own, *map(plain_name, self.above.get(unit.name, ())))
            for called in names:
                name = plain_name(called)
                found.setdefault(name[-1:], []).append((unit, called, name, begins(name, before)))
        return found

    @cached_property
    def _called(self) -> Mapping[str, Sequence[str]]:
        return {unit.name: names for unit, names in self.callings}

    @cached_property
    def _here(self) -> tuple[str, ...]:
        return tuple(map(plain_name, self.house.here))

    def _of_here(self, text: str, unit: Unit) -> bool:
        """县人民医院 is that of this place, not of another one that happens to end so (北河市应急管理局)."""
        own = next(names for each, names in self.callings if each == unit)
        if text[0] not in AREAS or not ending(own, text):
            return True
        places = {name.removesuffix(text) + text[0] for name in ending(own, text)}
        if self.house.place:
            return self.house.place in places
        here = [each for each, names in self.callings if any(name.startswith(tuple(places)) for name in names)]
        return len(here) > 1 or not any(
            PLACED.match(name) for each, names in self.callings if each != unit for name in names
        )
