"""Whom one plain mention of 责任单位 means: a unit, a group, everybody, the branches of a unit, a short form.

A mention reaches by the strictest reading that fits: a unit's own name, its 简称, half of a name with a second
one in brackets, a group's name, everybody, the branches of a unit, then a short form that only one unit can have.
Two that fit equally reach nobody, and both are named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tasklist.model.roster import Roster, Unit
from tasklist.plan.unit_names import Names, callings, index
from tasklist.text.normalize import bare, fold

BRANCH = "(?:分院|院区|分支机构|分中心|单位|机构|卫生院|卫生室|卫生站|村卫生室|党支部|部门|科室)"
OTHERS = re.compile("其他|其它|其余")
_VAGUE = re.compile("有关|相关")
QUANTITY = re.compile("全(?:[省市县区旗盟]|州(?!县))|其他|其它|其余|所有|全体|全部|各个|每个|各级|各|的|同志")
_AND_BRANCHES = re.compile(
    rf"(?P<who>.+?)[及和与]?(?:[其各]{{0,3}}(?:所属|下属|下辖|所辖|下设)[各的]*{BRANCH}?|[及和与][其各]{{1,3}}{BRANCH})"
)
_BRANCHES = re.compile(r"(?P<who>.+?)(?:的|各|所有|全部){0,4}(?:分院|院区|分支机构|分中心)")
_BODY = re.compile(r"(?P<who>.+?)(?:党支部|党总支|党组织|党组|党委|支部|主要负责人|主要负责同志|负责人|负责同志)")
_SYNONYMS = (
    (re.compile("卫生健康委员会|卫生健康委|卫健委|卫生健康局|卫健局|委员会"), "委"),
    (re.compile("科室|股室|处室|科股室"), "室"),
    (re.compile("卫健|卫生健康"), "卫健"),
    (re.compile("下属|所属|局属|委属"), "直属"),
)
_OFFICE = re.compile(
    "(?:本|我)?委|卫生健康委员会|卫生健康委|卫健委|卫生健康局|卫健局"
)  # of another place it is another's
_PARTY = re.compile("[省市县区旗州盟]委(?!员)")  # 旗委, 市委各部门: no office that is called 委 for short
_HOUSE = re.compile(r"^(?:[省市县区旗州本我]*[委局]|[省市县区旗州本])")
_AREAS = re.compile(r"(?<=[县市区旗州乡镇盟])[(（]((?:[、,，]?(?:县|市|区|旗|州|盟|乡|镇|街道|开发区|园区))+)[)）]")
_EVERYBODY = re.compile(
    "(?:(?:全?[省市县区旗州委局]?)?(?:卫健)?系统)?(?:单位)+|全?[省市县区旗州委局]?(?:卫健)?系统|委系统|单位部门|部门单位|地单位"
)

# How a group's name may be reduced, from nothing lost to most; the first that fits one group decides.
_STEPS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: QUANTITY.sub("", text),
    lambda text: _canonical(QUANTITY.sub("", text)),
    lambda text: _HOUSE.sub("", _canonical(QUANTITY.sub("", text))),
    lambda text: _HOUSE.sub("", _canonical(QUANTITY.sub("", text))).removeprefix("机关"),
    lambda text: _HOUSE.sub("", _canonical(QUANTITY.sub("", text))).removesuffix("室"),
)
_LITERAL = 2  # of these keep every word that names somebody


def _canonical(text: str) -> str:
    for pattern, word in _SYNONYMS:
        text = pattern.sub(word, text)
    return text


def plain_areas(text: str) -> str:
    """县（市、区）应急管理局 as one word: 县市区应急管理局."""
    return _AREAS.sub(lambda match: re.sub("[、,，]", "", match[1]), text)


def plain_line(text: str) -> str:
    """A name or phrase in plain signs on one line, areas as one word."""
    return plain_areas(" ".join(unicodedata.normalize("NFKC", text).split()))


class Nobody(Exception):  # noqa: N818 - a reading that fails is the ordinary case
    """A mention reaches nobody; the message, if any, says between whom it cannot choose."""


@dataclass(frozen=True)
class Directory:
    """One roster, ready to be looked up by mentions folded as `wording.fold` does."""

    roster: Roster

    def units(self, text: str) -> tuple[Unit, ...]:
        """The units of one plain mention, by the strictest reading that fits. Raises Nobody."""
        readings = (
            *(self._named, self._housed, self._group, self._everybody, self._family, self._branches, self._body),
            self._short,
        )
        for reading in readings:
            found = reading(text)
            if found:
                return found
        raise Nobody("没有说明是哪些单位" if _VAGUE.search(text) else "")

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
            self._succeeds(reading, text) for reading in (self._named, self._group, self._everybody)
        )

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

    @cached_property
    def _groups(self) -> tuple[Mapping[str, list[str]], ...]:
        """For each step of reduction, what the groups' names come to, each with the groups."""
        return tuple(index((step(plain_areas(fold(group))), group) for group in self.roster.groups) for step in _STEPS)

    def _named(self, text: str) -> tuple[Unit, ...]:
        return _only(self._names.bearers(text))

    def _housed(self, text: str) -> tuple[Unit, ...]:
        """委机关党委, 卫健委医政科: a unit's own name behind that of the office it belongs to."""
        office = _OFFICE.match(text)
        return self._named(text[office.end() :]) if office else ()

    def _group(self, text: str) -> tuple[Unit, ...]:
        steps = len(_STEPS) if not _PARTY.match(text) else _LITERAL
        for step, known in list(zip(_STEPS, self._groups, strict=True))[:steps]:
            fitting = known.get(step(text), [])
            if len(fitting) > 1:
                raise Nobody(f"可能是{'或'.join(fitting)}")
            if fitting:
                return self.roster.members(fitting[0])
        return ()

    def _everybody(self, text: str) -> tuple[Unit, ...]:
        bare = _canonical(QUANTITY.sub("", text))
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

    def _body(self, text: str) -> tuple[Unit, ...]:
        """各卫生健康单位党支部 means those units: their party branch, their head."""
        match = _BODY.fullmatch(text)
        return self._inner(match["who"]) if match else ()

    def _short(self, text: str) -> tuple[Unit, ...]:
        """A short form: the end of one unit's name, or its letters in order (市疾控中心). Two such units: ask."""
        if len(text) < 3 or QUANTITY.search(text):
            return ()
        for fits in (_ends, _abbreviates):
            found = [unit for unit, names in self._callings if any(fits(text, name) for name in names)]
            if found:
                return _only(found)
        return ()

    def _inner(self, text: str) -> tuple[Unit, ...]:
        try:
            return self.units(text)
        except Nobody:
            return ()


def _only(found: Sequence[Unit]) -> tuple[Unit, ...]:
    if len(found) > 1:
        raise Nobody(f"可能是{'或'.join(unit.name for unit in found)}")
    return tuple(found)


def _ends(short: str, name: str) -> bool:
    return name.endswith(short)


def _abbreviates(short: str, name: str) -> bool:
    letters = iter(name)
    return short[0] == name[:1] and name.endswith(short[-2:]) and all(char in letters for char in short)


_latest: list[Directory] = []


def directory_of(roster: Roster) -> Directory:
    """A roster ready to be looked up. A run has one roster and many phrases: it is made ready once."""
    if not (_latest and _latest[0].roster is roster):
        _latest[:] = [Directory(roster)]
    return _latest[0]
