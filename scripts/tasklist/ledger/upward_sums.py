"""What several units counted alike, added up: never what may be counted twice or is not surely the same."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from tasklist.model.plan import Period
from tasklist.model.roster import Roster
from tasklist.model.upward import Source
from tasklist.plan.unit_names import callings
from tasklist.substance.clauses import compiled
from tasklist.substance.frames import Day, any_two_on_one_day, days
from tasklist.substance.quantities import MEASURE, Quantity, counted, mentioned
from tasklist.substance.sentences import Sentence
from tasklist.substance.word_lists import Words
from tasklist.text.normalize import fold, number, wording

_NUMBERS = re.compile(r"\d{1,9}|[一二两三四五六七八九十百千]{1,9}(?=[次场期篇条份册本人名户家台])")
_COUNTED = re.compile(rf"(?<![\d.])(\d{{1,9}}(?:\.\d{{1,4}})?)(?=余?(?:{MEASURE}))")
_OPEN = re.compile(  # what is held once for many: two who tell it may tell of one
    "义诊|巡诊|巡演|演出|汇演|展演|晚会|比赛|竞赛|大赛|联赛|运动会|联谊|联欢|论坛|招聘|宣讲|宣传|讲座|咨询|展览|慰问|志愿|献血|游园|观摩"
    "|启动|仪式|庙会|集市|大集|现场会|推进会|调度会"
)
_AT = re.compile("[在到赴“‘「『]|走进|深入")  # a place or an event by name
_YEAR = re.compile(r"(?<!\d)20\d\d(?=[年./-])")
_MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,3})月(?![\d一二三四五六七八九十])")
_NAME = 2  # characters a name has at least that is looked for in a sentence


@dataclass(frozen=True)
class Sum:
    """So many of one thing over several units: `parts` in roster order, each from its own cell."""

    thing: str
    measure: str
    parts: tuple[tuple[str, Decimal], ...]
    sources: tuple[Source, ...]

    @property
    def total(self) -> Decimal:
        """The sum of the parts."""
        return sum((amount for _, amount in self.parts), Decimal())


@dataclass(frozen=True)
class _Part:
    quantity: Quantity
    source: Source
    sentence: Sentence  # that it stands in

    @cached_property
    def within(self) -> str:
        """The statement it stands in, folded."""
        return fold(self.sentence.within)


def sums(
    said: Sequence[tuple[Sentence, Source]], roster: Roster, doubtful: Container[str], period: Period, words: Words
) -> tuple[Sum, ...]:
    """The sums of what two units or more counted alike, those of most units first.

    `said`: every sentence of every unit; what is of another year than the `period` is not its number. No sum when one
    unit gives the thing twice, when a unit and its 上级单位 both give it, when it may be one event that two tell, when
    an answer is itself in doubt, or when a further number of the same thing cannot be added: it is of all who say it.
    """
    groups: dict[tuple[str, str], list[_Part]] = {}
    in_period = cache(lambda text: _of(period, fold(text)))  # one statement may be that of thousands of sentences
    lexicon = compiled(words)
    told = [each for _, source in said for each in mentioned(source.words)]
    for sentence, source in said:
        own = sentence.alone and in_period(sentence.title) and in_period(sentence.statement)
        for quantity in counted(source.words, lexicon) if own else ():
            groups.setdefault(quantity.key, []).append(_Part(quantity, source, sentence))
    found = [
        _sum(parts, roster)
        for key, parts in groups.items()
        if len(parts) > 1 and _certain(parts, roster, doubtful) and len(parts) == _times(key, told)
    ]
    return tuple(sorted(found, key=lambda each: -len(each.parts)))


def _times(key: tuple[str, str], told: Sequence[tuple[str, frozenset[str]]]) -> int:
    """In how many clauses a number of the thing stands, whatever else they say."""
    thing, measure = key
    return sum(1 for words, measures in told if thing in words and measure in measures)


def _of(period: Period, within: str) -> bool:
    """Does a statement name no year and no month that the period does not lie in? A day may be one just before."""
    years = range(period.opens.year, period.closes.year + 1)
    first, last = ((day.year * 12 + day.month - 1) for day in (period.opens, period.closes))
    months = {place % 12 + 1 for place in range(first, last + 1)}
    return all(int(year) in years for year in _YEAR.findall(within)) and all(
        number(month) in months for month in _MONTH.findall(within)
    )


def _certain(parts: Sequence[_Part], roster: Roster, doubtful: Container[str]) -> bool:
    units = [part.source.unit for part in parts]
    parents = {unit.parent for name in units if (unit := roster.by_name.get(name)) and unit.parent}
    known = {name: _called(name, roster) for name in units}
    return (
        len(set(units)) == len(units)
        and not any(parents & names for names in known.values())
        and not any(part.source.unit in doubtful for part in parts)
        and not _one_event(parts)
        and not _tell_of_another(parts, known)
    )


def _called(unit: str, roster: Roster) -> frozenset[str]:
    found = roster.by_name.get(unit)
    return frozenset(callings(found)) if found else frozenset()


def _one_event(parts: Sequence[_Part]) -> bool:
    """May two parts tell of the same? On one day; or, where the days do not part them, at one place or event, with one
    number that is no chance, word for word with more than one number, or as often of what many hold together.
    """
    told = [_Told.of(part) for part in parts]
    dated: dict[tuple[str, str], list[bool]] = {}  # mark → of each statement that bears it, whether its day is told
    for each in told:
        for mark in each.marks:
            dated.setdefault(mark, []).append(bool(each.days))
    return any_two_on_one_day(each.days for each in told) or any(
        len(bearing) > 1 and not all(bearing) for bearing in dated.values()
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a statement tells by which it may be another's: its days and its marks, each with its kind."""

    days: frozenset[Day]
    marks: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, part: _Part) -> _Told:
        text = part.within
        marks = {("number", each) for each in _COUNTED.findall(text) if len(each) > 1}
        if len(_NUMBERS.findall(text)) > 1:
            marks.add(("words", wording(text)))
        if _AT.search(text):
            marks.add(("place or event", _NUMBERS.sub("", text)))
        if _OPEN.search(part.quantity.thing):
            marks.add(("how often", str(part.quantity.amount)))
        return cls(days(text), frozenset(marks))


def _tell_of_another(parts: Sequence[_Part], known: Mapping[str, frozenset[str]]) -> bool:
    """Does a statement name another of the units that count the thing? Then they may have done it together."""
    by_start: dict[str, list[tuple[str, str]]] = {}
    for unit, names in known.items():
        for name in filter(lambda name: len(name) >= _NAME, map(fold, names)):
            by_start.setdefault(name[:_NAME], []).append((name, unit))
    return any(
        unit != part.source.unit and part.within.startswith(name, place)
        for part in parts
        for place in range(len(part.within) - 1)
        for name, unit in by_start.get(part.within[place : place + _NAME], ())
    )


def _sum(parts: Sequence[_Part], roster: Roster) -> Sum:
    ordered = sorted(parts, key=lambda part: roster.order[part.source.unit])
    return Sum(
        ordered[0].quantity.thing,
        ordered[0].quantity.measure,
        tuple((part.source.unit, part.quantity.amount) for part in ordered),
        tuple(part.source for part in ordered),
    )
