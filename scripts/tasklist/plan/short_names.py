"""Short names, understood beside the units a file is known to be about: 分校, 校本部, 中心小学, 河西.

Nobody bears them in the roster, so what is said under one is never taken for anybody's: a person is asked, and offered
whom it is likeliest to mean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
        fits = [unit for unit, called in self._called.items() if any(_fits(said, name) for name in called)]
        related = [unit for unit in fits if self.related(unit, near, around)]
        found = related or fits
        return tuple(unit for unit in found if self.superiors.get(unit) not in found)

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
        """Whom to offer for a name: those it may mean, else those with a name like it."""
        return self.meant(text, near, around) or self.names.likely(text)

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


def _fits(said: str, name: str) -> bool:
    """Is a short name a piece of a full one, or that with words left out: 城关小学 for 城关镇中心小学?"""
    if said in name:
        return True
    rest = iter(name)
    return len(said) >= _SCATTERED and all(char in rest for char in said)
