"""The office that sends the list, as phrases call it: 县教育局各股室, 本委机关, 教育系统; and the place it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tasklist.plan.responsible.places import AREAS
from tasklist.text.normalize import fold

_PLACES = re.compile(rf"[\u4e00-\u9fff]{{0,7}}?[{AREAS}镇乡](?P<within>[\u4e00-\u9fff]{{2,7}}?[{AREAS}镇乡])?")
_ABOVE = re.compile("中共|中国共产党|国家税务总局")
_HEALTH = re.compile(rf"[{AREAS}]?(?:卫生健康(?:委员会|委|局)|卫健[委局])")
_SYSTEM = re.compile(r"(?P<of>[\u4e00-\u9fff]{2,6})系统")
_SORT = re.compile("((?P<name>.*?)(?P<sort>医院|大学|学院|学校|集团|公司|街道))(?:办事处)?")
_WITHIN = re.compile("(?:大学|学院|学校|[中小]学|医院|街道|.)(?:办事处)?$")
_SIGNS = (
    (re.compile("大学|学院|学校|[中小]学"), ("学校", "校", "本校", "我校")),
    (re.compile("医院"), ("医院", "院", "本院", "我院")),
    (re.compile("街道.*"), ("街道", "街道机关")),
    (re.compile("局"), ("局", "局机关", "本局", "我局")),
    (re.compile("厅"), ("厅", "厅机关", "本厅")),
)
_LEAST = 2  # signs that say what an office is there for


@dataclass(frozen=True)
class House:
    """`office`: its full name (清河县教育局); empty where it is not known."""

    office: str = ""

    @cached_property
    def _name(self) -> str:
        return _ABOVE.sub("", fold(self.office), count=1)

    @cached_property
    def _places(self) -> tuple[str, str]:
        """滨海市东城区 and 东城区."""
        found = _PLACES.match(self._name)
        return (found[0], found["within"] or found[0]) if found else ("", "")

    @property
    def place(self) -> str:
        """清河县, or 县 alone."""
        return self._places[1]

    @cached_property
    def _body(self) -> str:
        return self._name.removeprefix(self._places[0]).replace("委员会", "委").replace("人民政府", "政府")

    def inside(self, text: str) -> str:
        """县教育局各股室 → 局各股室; empty where the text begins with no name of the office, or is no more."""
        if not self._body:
            return ""
        said = text.replace("委员会", "委", 1)
        ends = [at + 1 for at, char in enumerate(said[:-1]) if char == self._body[-1]]
        return next((said[end - 1 :] for end in ends if self._is_office(said[:end])), "")

    def _is_office(self, text: str) -> bool:
        begins = (*self._places, self.place[-1:], "")
        core = text.removeprefix(next(place for place in begins if text.startswith(place)))
        return len(core) > 1 and _abbreviates(core, self._body)

    def is_elsewhere(self, text: str) -> bool:
        """Does a text begin with a level that is not the office's (省直属单位 in a county)? 县区 is no level."""
        level = self._places[0] and set(re.findall(f"[{AREAS}镇乡]", self._places[0]))
        return bool(level) and text[0] in AREAS and text[0] not in level and text[1:2] not in tuple(AREAS)

    def is_another(self, text: str) -> bool:
        """Does a text begin with the name of a health office, which this one is known not to be?"""
        return bool(self._body and _HEALTH.match(text)) and not self.inside(text)

    def plain_system(self, text: str) -> str:
        """全县教育系统 → 全县系统, where it is the office's."""

        def own(found: re.Match[str]) -> str:
            starts = range(len(found["of"]) - 1)
            return next(
                (f"{found['of'][:at]}系统" for at in starts if _abbreviates(found["of"][at:], self._body)), found[0]
            )

        return _SYSTEM.sub(own, text) if self._body else text

    def forms(self, name: str) -> Iterator[str]:
        """A name with the place before it, or its last sign: 清河县教研室, 县教研室. 县委 is no 委 of here."""
        core = self._core(name)
        if self.place and not core.startswith("委"):
            yield from dict.fromkeys((self.place + core, self.place[-1] + core))

    def elsewhere(self, name: str) -> str:
        """A name without the place before it: 妇联 for 市妇联; empty where that is not there, or little is left."""
        core = self._core(name)
        return core if core != name and len(core) > 1 and not core.startswith("委") else ""

    @cached_property
    def sorts(self) -> tuple[str, ...]:
        """What a house is called by its sort: 医院, 人民医院 of a county's."""
        house = _SORT.match(self._name.removeprefix(self._places[0]))
        return (house["sort"], house["name"], house[1]) if house else ()

    @cached_property
    def here(self) -> tuple[str, ...]:
        """What may stand before a name of here, or not: the place or its last sign, the sort of house (街道, 校)."""
        return tuple(dict.fromkeys((*AREAS, self.place, self.place[-1:], *self.sorts)))

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """What the house is called from within: 局, 校, 院 before the name of a section of its."""
        found = _WITHIN.search(self._body)
        return next((signs for sort, signs in _SIGNS if found and sort.fullmatch(found[0])), ())

    @cached_property
    def own(self) -> tuple[str, ...]:
        """What else a name of here may begin with: the party or the office there, its matter, the place for short."""
        matter = self._body[:-1] if len(self._body) > _LEAST else ""
        houses = (*(f"{place}{house}" for place in ("", *self.here) for house in ("委", "党委", matter, self._body)),)
        return tuple(dict.fromkeys((*houses, self.place[:-1] if len(self.place) > _LEAST else "")))

    def _core(self, name: str) -> str:
        core = name.removeprefix(self.place)
        return core.removeprefix(self.place[-1:]) if core == name else core


def _abbreviates(short: str, full: str) -> bool:
    letters = iter(full)
    return short[:1] == full[:1] and all(char in letters for char in short)
