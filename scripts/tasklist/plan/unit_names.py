"""The names units go by, in the roster, in phrases, folders, file names, cells and questions: all of them live here."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from tasklist.model.roster import Roster, Unit
from tasklist.plan.names_below import rests_below, units_begun
from tasklist.plan.names_in_text import addressed, alike, including, of_another, partner
from tasklist.text.normalize import bare, fold

_BRACKETED = re.compile(r"([^（()）]+)[（(](?:原名?|又名|亦称|简称|加?挂)?([^（()）]+?)(?:牌子?)?[)）]")
_PART = re.compile(
    r"(?!不?含|不包|除).*(?:院区|校区|分院|分部|分中心|分站|门诊部)"
    r"|[总分本主新老东西南北中]*(?:院部?|部|中心|站|所|点|室|科|处|办)"
)
_EITHER = re.compile(r"(?P<stem>[^（()）]{3,})(?P<sort>[部处科股室办])[（(](?P<other>[部处科股室办])[)）]")
_SECOND_NAME = re.compile(r"(?!不?含|不包|除|各).+(?:院|中心|所|站|室|科|股|处|办|局|委|部|队|校|会|组|馆|公司|集团)")
# A place before an institution's name, which people write or leave out: 乌审旗人民医院 = 旗人民医院 = 人民医院.
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,7}?[市旗县区州盟]")
_AND = re.compile(r"[、和及与]$")
Units = tuple[str, ...]
_NEAR = 40  # characters beside a name that can make it another institution's
_NEAREST = 3  # units offered for a name nobody bears
_ALIKE = 0.6  # how much a name must be like it to be offered

_Value = TypeVar("_Value")


def halves(unit: Unit) -> tuple[str, ...]:
    """Both names of 旗妇幼保健院（旗妇幼保健服务中心） and of 学生工作部（处）; of 市口腔医院（民营） the first.

    None of 旗人民医院（东院区）: the brackets say which part, and without them it is the whole.
    """
    return tuple(dict.fromkeys(half for name in (unit.name, *unit.aliases) for half in _halves(name)))


def _halves(name: str) -> tuple[str, ...]:
    if either := _EITHER.fullmatch(name):
        return either["stem"] + either["sort"], either["stem"] + either["other"]
    found = _BRACKETED.fullmatch(name)
    if not found or _PART.fullmatch(found[2]):
        return ()
    first, second = found[1].strip(), found[2].strip()
    return (first, second) if _SECOND_NAME.fullmatch(second) else (first,)


def callings(unit: Unit) -> tuple[str, ...]:
    """Everything it is called: the full name, the 简称, the halves of a name with a second one in brackets."""
    return tuple(dict.fromkeys((unit.name, *unit.aliases, *halves(unit))))


# What follows a name in a title.
OF_IT = r"[\s(（:：]|\d|[一二三四上下]|任务|工作|专项|重点|关于|填报|报送|进展|推进|情况|月|年|落实"
_GOES_ON = re.compile(rf"$|(?![:：(\s])(?:{OF_IT})")


# Around a name behind a label: brackets that only remark, what parts names, and what is no name.
_ASIDE = re.compile(r"[（(](?:[^（()）]{0,6}(?:章|签字|签名|全称|简称|填写)[^（()）]{0,4})[）)]")
_BETWEEN = re.compile(r"[\s、,，;；/|]+")
_UNBOXED = str.maketrans("", "", "（()）")  # 第一中学（分校） is 第一中学分校
_NO_NAME = re.compile(r"[\d年月日号./:：-]+|[（(].{0,4}章.{0,4}[）)]|盖章|公章|签章")


@dataclass(frozen=True)
class Names:
    """All names of a roster's units. `office`: whose place name may be left out."""

    roster: Roster
    office: str = ""

    @cached_property
    def _verbatim(self) -> Mapping[str, Unit]:
        units = self.roster.units
        shared = Counter(half for unit in units for half in halves(unit))
        names = {half: unit for unit in units for half in halves(unit) if shared[half] == 1}
        aliases = {alias: unit for unit in reversed(units) for alias in unit.aliases}
        return {**names, **aliases, **self.roster.by_name}

    def find(self, name: str) -> Unit | None:
        """The unit of exactly this full name, else alias, else half of a name that no other unit shares; or None."""
        return self._verbatim.get(name.strip())

    @cached_property
    def _borne(self) -> tuple[Mapping[str, list[Unit]], ...]:
        """Folded full names, folded 简称 and folded halves, each with the units that bear it."""
        kinds: tuple[Callable[[Unit], tuple[str, ...]], ...] = (
            lambda unit: (unit.name,),
            lambda unit: unit.aliases,
            halves,
        )
        return tuple(index((fold(name), unit) for unit in self.roster.units for name in of(unit)) for of in kinds)

    def bearers(self, folded: str) -> tuple[Unit, ...]:
        """The units with this full name; when there is none, those with this 简称, then those with this half."""
        return tuple(next((known[folded] for known in self._borne if folded in known), ()))

    @cached_property
    def place(self) -> str:
        """The office's place: 乌审旗, 广元市, or empty."""
        found = _PLACE.match(self.office)
        return found[0] if found else ""

    @cached_property
    def variants(self) -> Mapping[str, tuple[str, ...]]:
        """Folded name → the units it may mean. A variant that is someone's full name or alias means only them."""
        given = {fold(name): (unit.name,) for unit in reversed(self.roster.units) for name in unit.aliases}
        given |= {fold(unit.name): (unit.name,) for unit in self.roster.units}
        derived: dict[str, tuple[str, ...]] = {}
        parts = [(fold(half), unit.name) for unit in self.roster.units for half in halves(unit)]
        for name, unit in (*((name, unit) for name, (unit,) in given.items()), *parts):
            for variant in (name, *self._forms(name)):
                if variant not in given and unit not in derived.get(variant, ()):
                    derived[variant] = (*derived.get(variant, ()), unit)
        return derived | given

    def _forms(self, name: str) -> Iterable[str]:
        """What people leave out of a name or put before it: the office (of its own sections), the place."""
        section = name.removeprefix(self.office) if self.office else name
        if section != name and len(section) >= 3:
            yield section
        core = name.removeprefix(self.place) if self.place else name
        if self.place and core == name and name[0] == self.place[-1]:
            core = name[1:]
        if len(core) >= 3 and core != name:
            yield core
        if self.place and len(core) >= 3:
            yield self.place + core
            yield self.place[-1] + core

    def exact(self, text: str) -> tuple[str, ...]:
        """The units whose name, alias or variant this text is, spaces and full-width forms aside."""
        return self.variants.get(fold(text), ())

    @cached_property
    def _index(self) -> Mapping[str, tuple[tuple[int, str], ...]]:
        """First two characters → (rank, variant); the longest variant has the lowest rank."""
        found: dict[str, list[tuple[int, str]]] = {}
        for rank, variant in enumerate(sorted(self.variants, key=len, reverse=True)):
            if len(variant) >= 2:
                found.setdefault(variant[:2], []).append((rank, variant))
        return {start: tuple(variants) for start, variants in found.items()}

    def _occurrences(self, folded: str) -> Iterable[tuple[int, str]]:
        """(start, variant) of every variant in a text, the longest variant first; none overlaps itself."""
        found = (
            (rank, start, variant)
            for start in range(len(folded) - 1)
            for rank, variant in self._index.get(folded[start : start + 2], ())
            if folded.startswith(variant, start)
        )
        last, free = -1, 0
        for rank, start, variant in sorted(found):
            if rank == last and start < free:
                continue
            last, free = rank, start + len(variant)
            yield start, variant

    def spans(self, folded: str) -> list[tuple[int, int, tuple[str, ...]]]:
        """(start, end, units) of every name in a text; of a name that is part of somebody else's, no units."""
        spans: list[tuple[int, int, tuple[str, ...]]] = []
        for start, variant in self._occurrences(folded):
            end = start + len(variant)
            if any(first <= start and end <= last for first, last, _ in spans):
                continue
            # A rejected longer reading still covers what is inside it: nobody is better than the wrong one.
            behind = folded[end : end + _NEAR]
            strange = of_another(folded[max(0, start - _NEAR) : start], variant, behind, self.place)
            begun = units_begun(self._longer.get(variant, ()), behind, whole=strange)
            known = () if strange else self.variants[variant]
            spans.append((start, end, tuple(dict.fromkeys((*known, *begun)))))
        return sorted(spans)

    @cached_property
    def _longer(self) -> Mapping[str, list[tuple[str, Units]]]:
        """Variant → how others, and units below it by whatever name, go on from it, and whose they are."""
        found: dict[str, list[tuple[str, Units]]] = {}
        rests = rests_below(self.roster)
        for name, units in self.variants.items():
            for end in range(2, len(name)):
                if name[:end] in self.variants:
                    found.setdefault(name[:end], []).append((name[end:], units))
            for rest, unit in rests.get(units[0], ()) if len(units) == 1 else ():
                found.setdefault(name, []).append((rest, (unit,)))
        return found

    def within(self, text: str, *, partners: bool = True) -> tuple[str, ...]:
        """The units that speak in a text: the longest name counts; a neighbour's is not ours, nor who is addressed.

        Without `partners`, nor with whom or where something was done.
        """
        named: dict[str, None] = {}
        folded, sent, last = fold(text), False, 0
        for start, end, units in self.spans(folded):
            sent = addressed(folded[:start], folded[end:]) or (sent and bool(_AND.fullmatch(folded[last:start])))
            if not sent and (partners or not partner(folded[:start])):
                named |= dict.fromkeys((*units, *self._below(units, including(folded[end:])[0])))
            last = end
        return tuple(named)

    def _below(self, units: Sequence[str], whom: str) -> tuple[str, ...]:
        """The units below others that words mean: 东山分院, or all 分院."""
        below = [unit for unit in self.roster.units if whom and unit.parent in units]
        return tuple(unit.name for unit in below if any(fold(name).endswith(whom) for name in callings(unit)))

    def with_those_below(self, text: str) -> tuple[str, ...]:
        """The unit a text names together with units below it, and these; nothing where the roster has none of them."""
        folded = fold(text)
        for _, end, units in self.spans(folded):
            if below := self._below(units, including(folded[end:])[0]):
                return (*units, *below)
        return ()

    def beginning(self, text: str) -> tuple[tuple[str, ...], int]:
        """The units whose name a text begins with, and where that ends in it as it was typed."""
        if fold(text[:2])[:2] not in self._index:
            return (), 0
        typed = [place for place, char in enumerate(text) for _ in fold(char)]
        first = next(iter(self.spans("".join(map(fold, text)))), None)
        return (first[2], typed[first[1] - 1] + 1) if first and first[0] == 0 and first[2] else ((), 0)

    def foreign(self, text: str) -> bool:
        """Does a text hold the name of somebody outside the roster that is made of a unit's, and no unit's own?

        新民镇卫生院北区 and 市第二人民医院 are not 新民镇卫生院 and 人民医院: nobody's, and a person is asked.
        """
        spans = self.spans(fold(text))
        return bool(spans) and not any(units for _, _, units in spans)

    def begins_of(self, text: str) -> bool:
        """Does a text begin with a unit's name, and go on with what is of it: 南坡乡卫生院6月工作开展情况如下?"""
        said = fold(text)
        first = next(iter(self.spans(said)), None)
        return bool(first and first[0] == 0 and first[2] and _GOES_ON.match(said, first[1]))

    def labelled(self, text: str) -> tuple[str, ...]:
        """Whom a label means (填报单位：…): a name, alias or official shortening as it stands, or nobody.

        Names side by side are all meant; a day or a person's name behind a gap is no part of it.
        """
        whole = self.exact(text) or self.exact(_ASIDE.sub("", text)) or self.exact(text.translate(_UNBOXED))
        if whole:
            return whole
        first = next(iter(self.spans(fold(text))), None)
        if first and first[0] == 0 and including(rest := fold(text)[first[1] :])[1] == len(rest) > 0:
            return (*first[2], *self._below(first[2], including(rest)[0]))
        parts = [part for part in _BETWEEN.split(text.strip()) if part]
        units = [self.exact(part) for part in parts]
        silent = all(unit or _NO_NAME.fullmatch(part) for unit, part in zip(units, parts, strict=True))
        return tuple(dict.fromkeys(name for unit in units for name in unit)) if silent else ()

    def named(self, text: str) -> tuple[str, ...]:
        """Whom a text names: exactly, or somewhere in it."""
        return self.exact(text) or self.within(text)

    def meant(self, asked: str) -> tuple[str, ...]:
        """Whom a person asking means: those named, else those with these words somewhere in a name or 简称."""
        words = bare(asked)
        parts = (unit.name for unit in self.roster.units if any(words in bare(n) for n in (unit.name, *unit.aliases)))
        return self.named(asked) or (tuple(parts) if words else ())

    def likely(self, asked: str) -> tuple[str, ...]:
        """The units whose names are most like a name that nobody bears."""
        known = {bare(name): units for name, units in self.variants.items()}
        close = difflib.get_close_matches(bare(asked), known, _NEAREST, _ALIKE)
        return tuple(dict.fromkeys(unit for name in close if alike(name, bare(asked)) for unit in known[name]))


def index(pairs: Iterable[tuple[str, _Value]]) -> Mapping[str, list[_Value]]:
    """Text → the different values paired with it, in order; an empty text is left out."""
    found: dict[str, list[_Value]] = {}
    for text, value in pairs:
        if text and value not in found.setdefault(text, []):
            found[text].append(value)
    return found
