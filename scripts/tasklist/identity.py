"""Whose file is it, which period, what kind: none, one, or ask.

Evidence comes as claims, strongest first (DESIGN §5): the clerk's folder, the form's own mark, the sender,
a 填报单位 cell, the file name, a title, the sheet name. The folder is the clerk's decision and ends the
matter. Any other two that disagree set the file aside with everyone named; nothing is ever guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tasklist.model import Deliverable, Grid, Kind, Quota, Roster
from tasklist.wording import bare, fold, shorten

# A place before an institution's name, which people write or leave out: 乌审旗人民医院 = 旗人民医院 = 人民医院.
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,7}?[市旗县区州盟]")
_PLACE_SIGN = "市旗县区州盟"
# Words that make the institution behind them another one: 第二人民医院 is not 人民医院.
_OTHER_BEFORE = re.compile(
    r"(第[一二三四五六七八九十\d]+|[中蒙藏维]医|中西医结合|妇幼|妇女儿童|精神|口腔|肿瘤|儿童|传染病|康复|老年|附属|"
    r"[省市旗县区州盟镇乡])$"
)
_OTHER_BEHIND = re.compile(
    r"(第[一二三四五六七八九十\d]+(分院|门诊|医院)|[\u4e00-\u9fff]{0,6}?(分院|门诊部|分中心)|附属)"
)
# What may stand right before a name that begins with 市, 旗 or 县 without naming another place.
_NEUTRAL_BEFORE = "于的报送由自和及与在件年月日期号份表单告据对给向为"
_NEAR = 40  # characters beside a name that can make it another institution's
_UNIT_WORDS = r"(?:填报|填表|填写|报送|上报|呈报|申报|汇报|报告|制表|本|我)"
_UNIT_CELL = re.compile(rf"^{_UNIT_WORDS}?单位(?:名称|全称)?(?:[（(][^）)]*[）)])*[:：](.*)$")
_UNIT_LABEL = re.compile(rf"^(?:{_UNIT_WORDS}单位(?:名称|全称)?|单位(?:名称|全称))(?:[（(][^）)]*[）)])*[:：]?$")
_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,8}[:：]|^[\u4e00-\u9fff]{2}(?:日期|时间)$")
_SEAL = re.compile(r"[（(][^）)]*章[^）)]*[）)]")
# Where the value ends: a gap, or the next label on the line.
_NEXT_LABEL = re.compile(r"\s{2,}|\s+[\u4e00-\u9fff]{2,8}[:：]|(?:报送期|报送时间|填报日期|填报时间|填报人|联系)")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one piece of evidence says. `candidates` may be several (then it narrows) or none (then `words`
    name somebody who is not known, which is a disagreement).
    """

    source: str
    candidates: tuple[str, ...]
    words: str
    final: bool = False

    def __str__(self) -> str:
        return f"{self.source}“{shorten(self.words, 30)}”"


@dataclass(frozen=True, slots=True)
class Decision:
    """The one answer with its evidence, or the reason there is none and `claimants`."""

    value: str = ""
    evidence: tuple[str, ...] = ()
    reason: str = ""
    claimants: tuple[str, ...] = ()


def decide(claims: Sequence[Claim], nothing: str) -> Decision:
    """The one value all claims allow. `nothing` is the reason given when there is no claim at all."""
    settled = [claim for claim in claims if claim.final]
    if settled:
        claims = settled
    if not claims:
        return Decision(reason=nothing)
    left = claims[0].candidates
    for claim in claims[1:]:
        common = tuple(value for value in left if value in claim.candidates)
        if not common:
            return _disagreement(claims)
        left = common
    if len(left) == 1:
        return Decision(left[0], tuple(map(str, claims)))
    return _disagreement(claims)


def _disagreement(claims: Sequence[Claim]) -> Decision:
    sides: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        sides.setdefault(claim.candidates, []).append(claim)
    said = "；".join(_says(candidates, side) for candidates, side in sides.items())
    names = tuple(dict.fromkeys(name for claim in claims for name in claim.candidates))
    return Decision(evidence=tuple(map(str, claims)), reason=said, claimants=names)


def _says(candidates: tuple[str, ...], claims: Sequence[Claim]) -> str:
    """表单标记、行标记是“甲”, or in their own words: 文件名“甲和乙”指向甲、乙."""
    if all((claim.words,) == candidates for claim in claims):
        return f"{'、'.join(dict.fromkeys(claim.source for claim in claims))}是“{candidates[0]}”"
    return f"{'、'.join(dict.fromkeys(map(str, claims)))}指向{'、'.join(candidates) or '名册以外的单位'}"


@dataclass(frozen=True)
class Names:
    """The names units go by in folders, file names and cells. `office`: whose place name may be left out."""

    roster: Roster
    office: str = ""

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
        halves = [(fold(half), unit.name) for unit in self.roster.units for half in unit.halves]
        for name, unit in (*((name, unit) for name, (unit,) in given.items()), *halves):
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

    def within(self, text: str) -> tuple[str, ...]:
        """The units named somewhere in a text: the longest name counts, and a neighbour's is not ours."""
        folded = fold(text)
        spans: list[tuple[int, int, tuple[str, ...]]] = []
        for start, variant in self._occurrences(folded):
            end = start + len(variant)
            if any(first <= start and end <= last for first, last, _ in spans):
                continue
            # A rejected longer reading still covers what is inside it: nobody is better than the wrong one.
            strange = self._strange(folded[max(0, start - _NEAR) : start], variant, folded[end : end + _NEAR])
            spans.append((start, end, () if strange else self.variants[variant]))
        named = (unit for _, _, units in sorted(spans) for unit in units)
        return tuple(dict.fromkeys(named))

    def _strange(self, before: str, variant: str, behind: str) -> bool:
        """Do the neighbours make this the name of another institution?"""
        if (variant[0].isdigit() and before[-1:].isdigit()) or (variant[-1].isdigit() and behind[:1].isdigit()):
            return True  # 120 is no part of 20241201
        if _OTHER_BEHIND.match(behind):
            return True
        if variant[0] in _PLACE_SIGN:
            stem = self.place[:-1]
            free = not before or not "\u4e00" <= before[-1] <= "\u9fff" or before[-1] in _NEUTRAL_BEFORE
            return not (free or (stem and before.endswith(stem) and variant[0] == self.place[-1]))
        if self.place and (before.endswith(self.place) or before == self.place[-1]):
            return False
        return bool(_OTHER_BEFORE.search(before))

    def named(self, text: str) -> tuple[str, ...]:
        """Whom a text names: exactly, or somewhere in it."""
        return self.exact(text) or self.within(text)


def unit_cell(grid: Grid, headings: Collection[tuple[int, int]] = ()) -> tuple[str, ...]:
    """What stands after 填报单位：, in the same cell or the next one to the right; empty values left out.

    `headings`: the cells of table headings, where 填报单位 names a column.
    """
    said: list[str] = []
    for (row, column), text in sorted(grid.cells.items()):
        if (row, column) in headings:
            continue
        inline = _UNIT_CELL.match(text.strip().splitlines()[0] if text.strip() else "")
        if inline and bare(_SEAL.sub("", inline[1])):
            said.append(_NEXT_LABEL.split(_SEAL.sub("  ", inline[1]).strip())[0].strip())
        elif inline or _UNIT_LABEL.match(fold(text)):
            beside = next(
                (grid.cells[row, right] for right in range(column + 1, column + 9) if (row, right) in grid.cells), ""
            )
            if row <= 12 and len(beside) <= 40 and not _LABEL.match(fold(beside)):
                said.append(_SEAL.sub("", beside).strip())
    return tuple(dict.fromkeys(value for value in said if bare(value)))


_GENERIC = ("工作", "情况", "报告", "相关", "有关", "材料", "信息", "的", "及")


def things_named(
    text: str, deliverables: Sequence[Deliverable], quotas: Sequence[Quota]
) -> tuple[tuple[Kind, str], ...]:
    """The deliverables and quotas a folder or file name means: by full name, else by what sets them apart.

    工作总结 is meant by 总结 when no other deliverable has that word; 工作动态信息（每周） by 动态信息.
    Quotas that differ only in brackets are one thing here: the unit decides which of them it owes.
    """
    names = [(Kind.DELIVERABLE, each.name) for each in deliverables] + [(Kind.QUOTA, each.name) for each in quotas]
    said = bare(text)
    full = [(kind, name) for kind, name in names if bare(name) in said]
    if full:
        longest = max(len(bare(name)) for _, name in full)
        return tuple(pair for pair in full if len(bare(pair[1])) == longest)
    for key in (_plain, _core, _tail):
        meant = tuple(pair for pair in names if len(key(pair[1])) >= 2 and key(pair[1]) in said)
        if meant:
            return meant
    return ()


def _plain(name: str) -> str:
    return bare(re.sub(r"[（(][^）)]*[）)]", "", name))


def _core(name: str) -> str:
    core = _plain(name)
    for word in _GENERIC:
        core = core.replace(word, "")
    return core


def _tail(name: str) -> str:
    tail = _plain(name)[-2:]
    return "" if tail in _GENERIC else tail
