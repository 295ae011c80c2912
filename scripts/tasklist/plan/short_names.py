"""Short names, understood beside the units a file is known to be about: 分校, 校本部, 中心小学, 河西.

Nobody bears them in the roster, so what is said under one is never taken for anybody's: a person is asked, and offered
whom it is likeliest to mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tasklist.plan.unit_names import Names, callings
from tasklist.text.normalize import bare

Units = tuple[str, ...]

_WHOLE = re.compile(r"(?:[总主]?[校院园站所]|[总院校园]?本)部?|[总主][院校]区|机关|本级|本[校院园单位]{1,2}")  # 校本部
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:镇|乡|街道|苏木|社区)")
_INSTITUTION = re.compile(
    r"[\u4e00-\u9fff]{1,20}(?:[院站所校园馆局会司队团学]|中心|教学点)|[\u4e00-\u9fff]{0,4}[一二三四五六七八九十][中小幼]"
)
_LONGEST = 24  # characters of a name
_SCATTERED = 3  # characters of a short name of which a full one may hold others between


@dataclass(frozen=True)
class ShortNames:
    """The short names of a roster's units. `superiors`: unit → its 上级单位."""

    names: Names
    superiors: Mapping[str, str]

    def meant(self, text: str, near: Sequence[str], around: str = "") -> Units:
        """Whom a name means beside the units `near`, and texts that may name their town: a unit that bears it; the main
        house; else those with its words in their name, if there are any those related to the file's own.
        """
        if units := self.names.exact(text):
            return units
        said = bare(text)
        if _WHOLE.fullmatch(said):
            return tuple(dict.fromkeys(unit for unit in near if self.superiors.get(unit) not in near))
        if not 1 < len(said) <= _LONGEST:
            return ()
        fits = next(filter(None, (self._fitting(said, rule) for rule in (_fits, _fits_loosely))), [])
        related = [unit for unit in fits if self.related(unit, near, around)]
        found = related or fits
        return tuple(unit for unit in found if self.superiors.get(unit) not in found)

    def _fitting(self, said: str, rule: Callable[[str, str], bool]) -> list[str]:
        return [unit for unit, called in self._called.items() if any(rule(said, name) for name in called)]

    def beside(self, text: str, near: Sequence[str], around: str = "") -> Units:
        """Whom a name means among the units `near`, those over and under them, and those of their town."""
        return tuple(unit for unit in self.meant(text, near, around) if self.related(unit, near, around))

    def related(self, unit: str, near: Sequence[str], around: str = "") -> bool:
        """Is a unit one of these, over or under one, beside it under the same one, or of the same town?"""
        above, town = self.superiors.get(unit), self._towns.get(unit, "")
        if town and town in around:
            return True
        return any(
            each in (unit, above)
            or self.superiors.get(each) in (unit, above or unit)
            or (town and town == self._towns.get(each))
            for each in near
        )

    def like(self, text: str, near: Sequence[str], around: str = "") -> Units:
        """Whom to offer for a name: those it may mean, else those named in it, else those with a name like it."""
        return self.meant(text, near, around) or self.names.within(text) or self.names.likely(text)

    def is_institution(self, text: str) -> bool:
        """Is a text by its last word the name of a house like those of the roster, be it in it or not?"""
        return bool(_INSTITUTION.fullmatch(bare(text)))

    @cached_property
    def _called(self) -> Mapping[str, Units]:
        return {unit.name: tuple(map(bare, callings(unit))) for unit in self.names.roster.units}

    @cached_property
    def _towns(self) -> Mapping[str, str]:
        found = {unit: _TOWN.match(unit.removeprefix(self.names.place)) for unit in self._called}
        return {unit: town[0] for unit, town in found.items() if town}


@dataclass(frozen=True)
class Near:
    """Short names as one file uses them: beside the `units` it names itself, in the words it does so in."""

    names: ShortNames
    units: Units
    words: str

    def meant(self, text: str, beside: Sequence[str] = ()) -> Units:
        """The units a name means, beside those of the file and these."""
        return self.names.meant(text, (*beside, *self.units), self.words)

    def related(self, text: str, beside: Sequence[str] = ()) -> Units:
        """The units a name means among those of the file and these, their branches and their town."""
        return self.names.beside(text, (*beside, *self.units), self.words)

    def like(self, text: str) -> Units:
        """The units to offer for a name that is nobody's."""
        return self.names.like(text, self.units, self.words)


def near(names: ShortNames, lines: Sequence[str], called: Sequence[str], sender: str) -> Near:
    """Short names beside the units that `lines` speak of, that something is `called`, and the sender's, if any."""
    units = [sender, *(unit for each in called for unit in names.names.exact(each))]
    units += [unit for line in lines for unit in names.names.within(line)]
    return Near(names, tuple(dict.fromkeys(filter(None, units))), "\n".join((*lines, *called)))


def _fits(said: str, name: str) -> bool:
    """Is a short name a piece of a full one, or that with words left out: 城关小学 for 城关镇中心小学?"""
    return said in name or (len(said) >= _SCATTERED and said[-2:] in name and _in_order(said, name))


def _fits_loosely(said: str, name: str) -> bool:
    """Has a short name all but its last character in a full one, and that at its end: 河西点 for 河西教学点?"""
    return len(said) >= _SCATTERED and said[:-1] in name and said[-1] == name[-1]


def _in_order(said: str, name: str) -> bool:
    rest = iter(name)
    return all(char in rest for char in said)
