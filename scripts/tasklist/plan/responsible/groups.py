"""The groups of a roster (类别), as phrases of 责任单位 call them.

A group is meant by its name, by that with fewer words, by the same areas (各县区), or by how only it ends (各卫生院).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tasklist.model.roster import Roster, Unit
from tasklist.plan.responsible.house import House
from tasklist.plan.responsible.places import AREAS, may_mean_more, plain_areas, same_areas, sort_of_town, sorts_of_towns
from tasklist.plan.responsible.short_forms import plain_name
from tasklist.plan.unit_names import index
from tasklist.text.normalize import fold

VAGUE = re.compile("有关|相关")
QUANTITY = re.compile("全(?:[省市县区旗盟院校]|州(?!县))|其他|其它|其余|所有|全体|全部|各个|每个|各级|各|的|同志")
_SYNONYMS = (
    (re.compile("卫生健康委员会|卫生健康委|卫健委|卫生健康局|卫健局|委员会"), "委"),
    (re.compile("科室|股室|处室|科股室"), "室"),
    (re.compile("卫健|卫生健康"), "卫健"),
    (re.compile("下属|所属|局属|委属"), "直属"),
    (re.compile("(?<=[省市县区旗州盟])级(?=部门|单位|机关)"), "直"),
    (re.compile("(?<=[公民]办)园"), "幼儿园"),
)
_PARTY = re.compile("[省市县区旗州盟]委(?!员)")  # 旗委, 市委各部门: no office that is called 委 for short
_HOUSE = re.compile(r"^(?:[省市县区旗州本我]*[委局]|[省市县区旗州本]|(?:街道|[镇乡院校]|集团|公司)(?=机关|室$))")
_LEVELS = re.compile("各级|[两三四]级")  # of every level, not of the office's alone
_GENERIC = re.compile("单位|部门|机构|组织|企业|系统")  # a group that is called no more than this is none of its own
_ROOMS = re.compile("[科股处]室$")
_OF_A_SYSTEM = re.compile("(?P<system>.+系统)(?:各|所有|全部|全体)[科股处]室")
_ZONE = re.compile("[\u4e00-\u9fff]{0,6}(?:高新|经开|经济|开发|新|园|度假|管理|示范|保税|化工)区")
_IN_AREAS = re.compile("(?P<areas>[县区旗]{1,2})(?P<house>[\u4e00-\u9fff]{2,})")
_COUNTED = re.compile(r"(?:全[省市县区旗州盟]|共)?(?P<count>\d{1,3})[个家所](?P<kind>[\u4e00-\u9fff]{2,})")
_NO_KIND = re.compile(".*(?:单位|部门|机构|组织|企业)(?<!成员单位)")  # 各医疗卫生单位: of whatever group


def _inside(text: str) -> str:
    return _HOUSE.sub("", canonical(QUANTITY.sub("", text)))


def _without_room(text: str) -> str:
    """委机关 for 委机关股室."""
    return _inside(text).removesuffix("室")


def canonical(text: str) -> str:
    """A text with one word for each of the many that mean the same."""
    for pattern, word in _SYNONYMS:
        text = pattern.sub(word, text)
    return text


# How a group's name may be reduced, from nothing lost to most; the first that fits one group decides.
_STEPS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: QUANTITY.sub("", text),
    lambda text: canonical(QUANTITY.sub("", text)),
    _inside,
    lambda text: _inside(text).removeprefix("机关"),
)
_LITERAL = 2  # of these keep every word that names somebody
_LEAST = 2  # characters of what a group's name ends with


class Nobody(Exception):  # noqa: N818 - a reading that fails is the ordinary case
    """A mention reaches nobody; the message, if any, says between whom it cannot choose."""


@dataclass(frozen=True)
class Groups:
    """The groups of one roster. `callings`: its units, each with all it is called, folded."""

    roster: Roster
    house: House
    callings: Sequence[tuple[Unit, tuple[str, ...]]]

    @cached_property
    def _known(self) -> tuple[Mapping[str, list[str]], ...]:
        """For each step of reduction, what the groups' names come to, each with the groups."""
        groups = [(group, plain_areas(fold(group))) for group in self.roster.groups]
        reduced = (((step(plain), plain, group) for group, plain in groups) for step in (*_STEPS, _without_room))
        return tuple(
            index((name, group) for name, plain, group in step if name == plain or not _GENERIC.fullmatch(name))
            for step in reduced
        )

    def named(self, text: str) -> tuple[Unit, ...]:
        """The members of the group with this name, or with fewer words of it. Raises Nobody."""
        strange = self.house.is_another(text) or self.house.is_elsewhere(text)
        literal = strange or _PARTY.match(text) or _LEVELS.search(text)
        steps = _STEPS[:_LITERAL] if literal else (*_STEPS, _inside)
        for step, known in zip(steps, self._known, strict=False):
            fitting = known.get(step(text), [])
            if len(fitting) > 1:
                raise Nobody(f"可能是{'或'.join(fitting)}")
            if fitting:
                return self.roster.members(fitting[0])
        return ()

    def wide(self, text: str) -> tuple[Unit, ...]:
        """各县区应急局 for the group 县（市、区）应急管理局: the same areas, and what its units are called."""
        said = QUANTITY.sub("", text)
        fits = [group for group in self.roster.groups if self._is_wide(said, group)]
        if len(fits) > 1:
            raise Nobody(f"可能是{'或'.join(fits)}")
        return self.roster.members(fits[0]) if fits else ()

    def _is_wide(self, said: str, group: str) -> bool:
        same, end, other = same_areas(said, plain_areas(fold(group)))
        units = {unit.name for unit in self.roster.members(group)} if same and end else ()
        called = (names for unit, names in self.callings if unit.name in units)
        return same and (end == other or (bool(end) and all(self._called(names, end) for names in called)))

    @staticmethod
    def _called(names: Sequence[str], end: str) -> bool:
        return bool(ending(tuple(map(plain_name, names)), plain_name(end)))

    def towns(self, text: str) -> tuple[Unit, ...]:
        """各乡镇 of a group 乡镇（街道）: those of its members that are of a sort the text says."""
        said = sorts_of_towns(QUANTITY.sub("", text))
        return tuple(unit for unit in self.all_towns(text) if self._sort(unit) in said)

    def all_towns(self, text: str) -> tuple[Unit, ...]:
        """The members of the one group of towns, where a text says all of some sort; 各街道 leaves no other open.

        Where no group is of all the sorts said (各镇街), those of the groups that are together.
        """
        said = QUANTITY.sub("", text)
        sorts = sorts_of_towns(said)
        if said == text or not sorts:
            return ()
        found = [group for group, known in self._towns.items() if known >= sorts]
        if not found and frozenset().union(*self._towns.values()) >= sorts:
            found = [group for group, known in self._towns.items() if known & sorts]
        elif len(found) > 1:
            found = []
        names = {unit.name for group in found for unit in self.roster.members(group)}
        members = tuple(unit for unit in self.roster.units if unit.name in names)
        return members if all(map(self._sort, members)) else ()

    @cached_property
    def _towns(self) -> Mapping[str, frozenset[str]]:
        """The groups of towns or villages, each with the sorts that its name says and its members are of."""
        said = ((group, sorts_of_towns(plain_areas(fold(group)))) for group in self.roster.groups)
        return {group: sorts | {*map(self._sort, self.roster.members(group))} - {""} for group, sorts in said if sorts}

    def counted(self, text: str) -> tuple[Unit, ...]:
        """5个街道, 全县10个乡镇: all of a kind, where there are as many."""
        found = _COUNTED.fullmatch(text)
        if not found:
            return ()
        every = f"各{found['kind']}"
        units = self.named(every) or self.towns(every) or self.kind(every)
        if units and len(units) != int(found["count"]):
            raise Nobody(f"名册里有{len(units)}个")
        return units

    def left_open(self, text: str) -> tuple[Unit, ...]:
        """The towns of another sort than the text says, which it may mean, too: 各乡镇 where there are 街道."""
        said = QUANTITY.sub("", text)
        sorts = sorts_of_towns(said) if may_mean_more(said) else frozenset(map(self._sort, self.all_towns(text)))
        return tuple(unit for unit in self.all_towns(text) if self._sort(unit) not in sorts)

    def _sort(self, unit: Unit) -> str:
        names = next(names for each, names in self.callings if each == unit)
        return next(filter(None, map(sort_of_town, names)), "")

    def is_kind(self, text: str) -> bool:
        """Is it the name of a group that says no more than how its members are called at the end (小学)?"""
        return text in self._kinds

    def are_of_a_kind(self, units: Collection[Unit]) -> bool:
        """Is there one unit, of a group that is called so?"""
        return len(units) == 1 and any(not members.isdisjoint(units) for members in self._kinds.values())

    @cached_property
    def _kinds(self) -> Mapping[str, frozenset[Unit]]:
        groups = {fold(group): frozenset(self.roster.members(group)) for group in self.roster.groups}
        return {
            end: members
            for end, members in groups.items()
            if any(ending(names, end) for unit, names in self.callings if unit in members)
        }

    def is_part_of_a_name(self, text: str) -> bool:
        """Does it mean a group whose name says more, though nothing says all of them (机关 of 局机关科室)?"""
        if QUANTITY.search(text) or text in map(fold, self.roster.groups):
            return False
        try:
            return len(self.named(text)) > 1
        except Nobody:
            return False

    def rooms(self, text: str) -> tuple[Unit, ...]:
        """各科室, where several groups are of 科室: all of theirs; 各职能科室, 各临床医技科室: those so called."""
        said = QUANTITY.sub("", text)
        room = _ROOMS.search(said)
        if said == text or not room:
            return ()
        known = {fold(group): group for group in self.roster.groups}
        if system := _OF_A_SYSTEM.fullmatch(text):  # 外科系统各科室
            return self.roster.members(known.get(system["system"], ""))
        found = [group for name, group in known.items() if name.endswith(said)]
        for at in range(_LEAST, room.start() - _LEAST + 1):
            if not found and {said[:at] + room[0], said[at:]} <= known.keys():
                found = [known[said[:at] + room[0]], known[said[at:]]]
        if said == room[0] and len(found) == 1:
            return ()
        members = {unit.name for group in found for unit in self.roster.members(group)}
        return tuple(unit for unit in self.roster.units if unit.name in members)

    def begun(self, text: str, among: Collection[str]) -> list[str]:
        """Those of these units that are the one group of which a text is the beginning: 民办 of 民办幼儿园."""
        said = fold(text)
        groups = [group for group in self.roster.groups if len(said) >= _LEAST and fold(group).startswith(said)]
        found = {tuple(unit.name for unit in self.roster.members(group)) for group in groups}
        within = [names for names in found if {*names} < {*among}]
        return [*within[0]] if len(within) == 1 else []

    def _in_areas(self, text: str) -> tuple[Unit, ...]:
        """各县中医院: all that are called so behind the name of a county; whether 高新区 is one of 各区 is asked."""
        said = plain_name(QUANTITY.sub("", text))
        areas = _IN_AREAS.fullmatch(said) if text.startswith("各") else None
        if not areas:
            return ()
        one = re.compile(rf"[\u4e00-\u9fff]{{2,}}[{areas['areas']}]{areas['house']}")
        found = tuple(unit for unit, names in self.callings if any(one.fullmatch(plain_name(name)) for name in names))
        return found if len(found) > 1 and not any(_ZONE.match(unit.name) for unit in found) else ()

    def kind(self, text: str) -> tuple[Unit, ...]:
        """各卫生院, 各村委会: everybody who is called so at the end, where these are the members of a group."""
        said = QUANTITY.sub("", text)
        if said == text or len(said) < _LEAST or _NO_KIND.fullmatch(said) or _LEVELS.search(text) or VAGUE.search(text):
            return ()
        units = tuple(unit for unit, names in self.callings if ending(names, said))
        if units and units in map(self.roster.members, self.roster.groups):
            return units
        if units or said[0] in AREAS:
            return self._in_areas(text)
        committees = [group for group in self.roster.groups if fold(group).endswith(said)]  # 市安委会成员单位
        return self.roster.members(committees[0]) if said.endswith("成员单位") and len(committees) == 1 else ()


def only(found: Sequence[Unit]) -> tuple[Unit, ...]:
    """The one unit found, if any. Raises Nobody where there are more."""
    return tuple(found) if len(found) < 2 else nobody(found)


def nobody(found: Sequence[Unit]) -> tuple[Unit, ...]:
    """Raises Nobody between these units."""
    raise Nobody(f"可能是{'或'.join(unit.name for unit in found)}")


def ending(names: Sequence[str], end: str) -> list[str]:
    """The names with this end."""
    return [name for name in names if name.endswith(end)]
