"""Whom one plain mention of 责任单位 means: a unit, a group, everybody, the branches of a unit, a short form.

A mention reaches by the strictest reading that fits: a unit's own name, its 简称, half of a name with a second
one in brackets, a group's name, everybody, the branches of a unit, then a short form that only one unit can have.
Two that fit equally reach nobody, and both are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tasklist.model.roster import Roster, Unit
from tasklist.plan.responsible.groups import QUANTITY, VAGUE, Groups, Nobody, canonical, ending, only
from tasklist.plan.responsible.house import House
from tasklist.plan.responsible.places import AREAS, plain_line
from tasklist.plan.responsible.shortened import Shortened
from tasklist.plan.unit_names import Names, callings, index
from tasklist.text.normalize import bare, fold

BRANCH = "(?:分院|院区|分支机构|分中心|单位|机构|卫生院|卫生室|卫生站|村卫生室|党支部|部门|科室)"
OTHERS = re.compile("其他|其它|其余")
_AND_BRANCHES = re.compile(
    rf"(?P<who>.+?)[及和与]?(?:[其各]{{0,3}}(?:所属|下属|下辖|所辖|下设)[各的]*{BRANCH}?|[及和与][其各]{{1,3}}{BRANCH})"
)
_BRANCHES = re.compile(r"(?P<who>.+?)(?:的|各|所有|全部){0,4}(?:分院|院区|分支机构|分中心)")
_OFFSPRING = re.compile(
    r"(?P<who>.+?)(?P<also>[及和与])?(?:其|各|的|所有|所属|下属|下辖){1,3}(?P<kind>[\u4e00-\u9fff]{2,8})"
)
_BODY = re.compile(
    r"(?P<who>.+?)(?:党支部|党总支|党组织|党组|党委|支部|主要负责人|主要负责同志|负责人|负责同志|书记|主任|[院校园局所站科股镇乡]长)"
)
_GOVERNMENT = re.compile(
    rf"(?P<who>.+?(?:[{AREAS}镇乡]|街道|社区|村))(?:(?<!村)(?<!社区)(?:(?:人民)?政府|党工委)|(?<=街道)(?:办事处|办)"
    "|(?<=社区)(?:居委会|居民委员会)|(?<=村)(?:村委会|村民委员会|委会)|(?<!社区)(?<=区)(?:管委会|管理委员会))"
)
_PLACE_ALONE = re.compile("[\u4e00-\u9fff]{1,8}(?:[市区县旗镇乡村]|街道|社区|开发区)")
_GOVERNMENTS = (
    "人民政府",
    "政府",
    "办事处",
    "管委会",
    "管理委员会",
    "村民委员会",
    "民委员会",
    "村委会",
    "委会",
    "居委会",
    "居民委员会",
)
_OFFICE = re.compile(
    "(?:本|我)?委|卫生健康委员会|卫生健康委|卫健委|卫生健康局|卫健局"
)  # of another place it is another's
_EVERYBODY = re.compile(
    "(?:全[委局院校镇乡]|(?:全?[省市县区旗州委局]?)?(?:卫健)?系统)?(?:单位)+|全?[省市县区旗州委局]?(?:卫健)?系统|委系统|单位部门|部门单位|地单位"
)


@dataclass(frozen=True)
class Directory:
    """One roster, ready to be looked up by mentions folded as `wording.fold` does."""

    roster: Roster
    house: House

    def units(self, text: str) -> tuple[Unit, ...]:
        """The units of one plain mention, by the strictest reading that fits. Raises Nobody."""
        readings = (
            *(
                self._named,
                self._housed,
                self.groups.named,
                self._local,
                self.groups.wide,
                self.groups.towns,
                self.groups.counted,
                self.groups.rooms,
                self.groups.kind,
                self._everybody,
            ),
            *(
                self._family,
                self._branches,
                self._offspring,
                self._body,
                self._government,
                self.shortened.department,
                self.shortened.unit,
            ),
        )
        for said in filter(None, (text, self.house.inside(text), re.sub("^(各?)二级", r"\1", text))):
            for reading in readings:
                found = reading(said)
                if found:
                    return found
        raise Nobody("没有说明是哪些单位" if VAGUE.search(text) else "")

    def answered(self, text: str) -> tuple[str, ...]:
        """The names of the units a person has ticked for these words in the roster; empty when nobody has."""
        return self._answers.get(bare(text), ())

    @cached_property
    def _answers(self) -> Mapping[str, tuple[str, ...]]:
        return {bare(word): names for word, names in self.roster.answers.items()}

    def reaches(self, text: str) -> bool:
        """Does the mention mean somebody, be it two that cannot be told apart?"""
        return bool(self.answered(text)) or self._succeeds(self.units, text)

    def knows(self, text: str) -> bool:
        """Does it by a unit's or a group's name, as everybody, or by a person's answer, without any looser reading?"""
        return bool(self.answered(text)) or any(
            self._succeeds(reading, text) for reading in (self._named, self.groups.named, self._everybody)
        )

    def named(self, text: str) -> tuple[Unit, ...]:
        """The unit of exactly this name; none where nobody or more than one has it."""
        found = self._names.bearers(text)
        return found if len(found) == 1 else ()

    @cached_property
    def has_party(self) -> bool:
        """Are there units that are a place's party committee, beside which its government is another?"""
        return any(name.endswith(("党委", "党工委")) for name in self.lines)

    @property
    def _plain(self) -> tuple[Callable[[str], tuple[Unit, ...]], ...]:
        return self._named, self._local, self.shortened.department, self._government

    def completed(self, text: str, *, short: bool = False) -> tuple[Unit, ...]:
        """The unit that words put together of two mentions name, the place left out or not, or as 部门; or `short`."""
        try:
            if not short:
                return next(filter(None, (known(text) for known in self._plain)), ())
            return tuple(unit for unit in self.shortened.unit(text) if len(text) < len(unit.name))
        except Nobody:
            return ()

    def group(self, text: str) -> tuple[Unit, ...]:
        """The members of the group a text is the name of; none where it is no group's."""
        try:
            return self.groups.named(text)
        except Nobody:
            return ()

    def begun(self, text: str, among: Collection[str]) -> list[str]:
        """The one of these units with a name that begins so, else ends so; none where there are more."""
        said = fold(text)
        names = [(unit.name, called) for unit, called in self._callings if unit.name in among and len(said) > 1]
        begun = [name for name, called in names if any(each.startswith(said) for each in called)]
        found = begun or [name for name, called in names if ending(called, said)]
        return found if len(found) == 1 else []

    def members(self, text: str) -> frozenset[Unit]:
        """The units it means; none where that is nobody, or not clear."""
        return frozenset(self._inner(text))

    def below(self, name: str) -> Iterator[Unit]:
        """The branches of a unit, and theirs, in roster order; a circle in the roster ends the walk."""
        known, level = {name}, {name}
        while level:
            level = {u.name for u in self.roster.units if self._parent(u) in level} - known
            known |= level
        yield from (unit for unit in self.roster.units if unit.name in known - {name})

    def _parent(self, unit: Unit) -> str:
        found = self._names.find(unit.parent) if unit.parent else None
        return found.name if found else unit.parent

    @staticmethod
    def _succeeds(reading: Callable[[str], tuple[Unit, ...]], text: str) -> bool:
        try:
            return bool(reading(text))
        except Nobody as nobody:
            return bool(str(nobody))

    @cached_property
    def groups(self) -> Groups:
        """The groups of the roster."""
        return Groups(self.roster, self.house, self._callings)

    @cached_property
    def shortened(self) -> Shortened:
        """What its units are called for short."""
        return Shortened(self._callings, self.house, {unit.name: self._above(unit) for unit in self.roster.units})

    def _above(self, unit: Unit) -> tuple[str, ...]:
        """What the unit above it is called."""
        found = self._names.find(unit.parent) if unit.parent else None
        return tuple(map(fold, callings(found))) if found else ()

    @cached_property
    def _names(self) -> Names:
        return Names(self.roster)

    @cached_property
    def _callings(self) -> tuple[tuple[Unit, tuple[str, ...]], ...]:
        """Every unit with all it is called, folded."""
        return tuple((unit, tuple(map(fold, callings(unit)))) for unit in self.roster.units)

    @cached_property
    def lines(self) -> frozenset[str]:
        """Whatever a unit or group is called, as `plain_line` has it."""
        known = [name for unit in self.roster.units for name in callings(unit)] + list(self.roster.groups)
        return frozenset(map(plain_line, known)) - {""}

    def _named(self, text: str) -> tuple[Unit, ...]:
        return only(self._names.bearers(text))

    def _local(self, text: str) -> tuple[Unit, ...]:
        """县教研室, 妇联: a name with the place of the office before it, or without."""
        return only(self._with_place.get(text, ()))

    @cached_property
    def _with_place(self) -> Mapping[str, list[Unit]]:
        called = [(unit, each) for unit, names in self._callings for name in names for each in _peoples(name)]
        shorter = [(self.house.elsewhere(name), unit) for unit, name in called]
        plain = ((short, unit) for short, unit in shorter if short and self._is_alone(short, unit))
        return index([*((form, unit) for unit, name in called for form in self.house.forms(name)), *plain])

    def _is_alone(self, end: str, bearer: Unit) -> bool:
        """Does no other unit's name end so?"""
        return not any(unit != bearer and ending(names, end) for unit, names in self._callings)

    def _housed(self, text: str) -> tuple[Unit, ...]:
        """委机关党委, 卫健委医政科: a unit's own name behind that of the office it belongs to."""
        office = _OFFICE.match(text)
        if office and not self.house.is_another(text):
            return self._named(text[office.end() :])
        signs = (sign for sign in self.house.signs if text.startswith(sign))
        return self._named(self.house.inside(text)[1:]) or self._named(text[len(next(signs, text)) :])

    def _everybody(self, text: str) -> tuple[Unit, ...]:
        if text in {f"全{sign}" for sign in self.house.signs if sign in "院校"}:
            return self.roster.units
        bare = canonical(QUANTITY.sub("", self.house.plain_system(text)))
        return self.roster.units if _EVERYBODY.fullmatch(bare) and (bare != text or "系统" in bare) else ()

    def _family(self, text: str) -> tuple[Unit, ...]:
        """某医院及其分院: those before, and everybody whose 上级单位 they are."""
        match = _AND_BRANCHES.fullmatch(text)
        if not match:
            return ()
        heads = self._inner(match["who"])
        below = [unit for head in heads for unit in self.below(head.name)]
        if heads and not below:
            raise Nobody(f"名册里没有上级单位是{heads[0].name}的单位")
        return (*heads, *below)

    def _branches(self, text: str) -> tuple[Unit, ...]:
        match = _BRANCHES.fullmatch(text)
        return tuple(unit for head in self._inner(match["who"]) for unit in self.below(head.name)) if match else ()

    def _offspring(self, text: str) -> tuple[Unit, ...]:
        """城关小学各教学点, 城关小学及其教学点: those below a unit whose names end so, and with 及 the unit."""
        match = _OFFSPRING.fullmatch(text)
        heads = self._inner(match["who"]) if match else ()
        below = {unit.name for head in heads for unit in self.below(head.name)}
        found = [
            unit for unit, names in self._callings if match and unit.name in below and ending(names, match["kind"])
        ]
        return (*heads, *found) if match and match["also"] and found else tuple(found)

    def _body(self, text: str) -> tuple[Unit, ...]:
        """各卫生健康单位党支部 means those units: their party branch, their head. 机关党委 and 县党委 are others."""
        match = _BODY.fullmatch(text)
        who = match["who"] if match else ""
        own = who.endswith("机关") or not QUANTITY.sub("", who).strip(AREAS)
        return () if own else self._inner(who)

    def _government(self, text: str) -> tuple[Unit, ...]:
        """石桥镇人民政府, 各开发区管委会: a place of the roster acts by its government. 县政府 is that of here."""
        match = _GOVERNMENT.fullmatch(text)
        who = match["who"] if match else ""
        if _PLACE_ALONE.fullmatch(text):
            return only([unit for end in _GOVERNMENTS for unit in self._names.bearers(text + end)])
        return self.named(who) or self.group(who) if QUANTITY.sub("", who).strip(AREAS) else ()

    def _inner(self, text: str) -> tuple[Unit, ...]:
        try:
            return self.units(text)
        except Nobody:
            return ()


def _peoples(name: str) -> tuple[str, ...]:
    """县医院 is 县人民医院, 法院 人民法院: everybody's house, which says so or not."""
    return tuple(dict.fromkeys((name, re.sub("(?<!第[一二三四五六七八九十])人民(?=医院$|法院$|检察院$)", "", name))))


_latest: list[Directory] = []


def directory_of(roster: Roster, office: str) -> Directory:
    """A roster ready to be looked up. A run has one roster and many phrases: it is made ready once."""
    if not (_latest and _latest[0].roster is roster and _latest[0].house.office == office):
        _latest[:] = [Directory(roster, House(office))]
    return _latest[0]
