"""Whose words are, where one text speaks for several units: a hospital's mail for itself and for its branch.

A unit's name before the number of a task or a colon, or alone in a line, says whose the words behind or under it are;
我院 gives them back to whoever sent the text. A name inside a sentence says nothing. Where it is not plain, the words
may be of each of the units named here, the likeliest first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tasklist.plan.names_below import added
from tasklist.plan.unit_names import Names
from tasklist.text import task_numbers
from tasklist.text.normalize import fold

Units = tuple[str, ...]

_OWN = re.compile(
    r"(?:我|本|俺)们?(?:单位|[医卫分]?院|中心|站|所|局|委|科室?|股室?|处室?|校|队|部门?|支部)(?:本部|自身)?|院本部|本级"
)
_NUMBERED = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．:：]|[①-⑳]|[（(][一二三四五六七八九十\d]{1,3}[）)])?"
_HANDED = (
    r"(?:其中|另外?|此外|同时|还有|再)?[，,]?\s{0,3}"
    r"(?:以下[是为]|下面[是为]|现将?|兹将?|附|请|将|把|转报|代报|代为|代|转){0,3}"
)
_FOR = re.compile(r"(?:代[为替]?|替|帮)(?=[\u4e00-\u9fff])")  # before whom a mail is sent for: 代乙医院报6月进展
_REPORTS = re.compile(r"[^。！!；;？?\n，,]{0,12}?[报送填交发]")
_OPENED, _CLOSED = r"\s{0,3}[【\[《“\"（(]?\s{0,3}", r"\s{0,3}[】\]》”\"）)]?\s{0,3}"
_BEFORE = re.compile(rf"\s{{0,9}}{_HANDED}{_OPENED}")
_BEFORE_HEADING = re.compile(rf"\s{{0,9}}(?:[>|｜#*·●■]\s?){{0,3}}{_NUMBERED}\s{{0,3}}{_HANDED}{_OPENED}")
_CALLED = (  # what stands behind a unit's name in a heading
    r"(?:\d{4}年|\d{1,2}月份?|本[月期]|[上下]半年|第?[一二三四1-4]季度|的|各项|任务|重点|清单|工作|进展|推进|落实|完成|开展|报送|填报"
    r"|上报|情况|材料|内容|数据|汇报|报告|如下|方面|[（(][^（()）]{1,12}[）)]|\s)"
)
_HEADING = re.compile(rf"{_CLOSED}(?P<called>{_CALLED}{{0,8}})(?P<colon>[:：]?)\s*[—-]*")
_SHORT = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,20}}?){_CLOSED}{_CALLED}{{0,8}}[:：]?\s{{0,9}}")
_COLON = re.compile(rf"{_CLOSED}{_CALLED}{{0,6}}[:：]")
_TO_TASK = re.compile(rf"{_CLOSED}(?:的|报送?|填报|上报|本[月期]|\d{{1,2}}月份?|[:：，,、\s（(]){{0,4}}")
_KINDS = ("分院", "分校", "分园", "分部", "分站", "分中心", "校区", "院区", "教学点", "校", "院", "点", "区")
_KIND = re.compile(r"分(?:[院校园部站所]|中心)$")
_BELOW = re.compile(r"(?:下属|所属|辖区)?各?(?=分)")
_AND = re.compile(r"(?:及其?|和|与|、|以及)")
_GAP = re.compile(r"[:：，,、\s]{0,3}")
_CLAUSE = re.compile(r"(?<=[。！!；;？?\n，,])")
_FOOT = 16  # characters of a line at the foot of a letter
_NEAR = 60  # characters in which a name that begins a clause must end
_ADDRESSEE = re.compile(r"^(?:[\u4e00-\u9fff]{2,12}(?:委员会|卫健委|卫生健康委|局)|[市旗县区州盟]?(?:卫健)?[委局])")


def words_of_heading(line: str) -> str:
    """What a heading calls whose words stand under it, without its number and what they are: 分校情况如下 → 分校."""
    begins = _BEFORE_HEADING.match(line)
    found = _SHORT.fullmatch(line[begins.end() if begins else 0 :])
    return found["name"] if found else ""


@dataclass(frozen=True, slots=True)
class Speech:
    """A piece of a text, and the units it may be of; `begins`: where its own words do, behind a name."""

    text: str
    units: Units
    begins: int = 0

    @property
    def words(self) -> str:
        """The piece without the name it begins with."""
        return self.text[self.begins :].strip()


@dataclass(frozen=True, slots=True)
class _Lead:
    """What a clause begins with: a name of `units`, up to `end`. `firm`: a task's number or a colon follows."""

    units: Units
    end: int
    firm: bool


@dataclass(frozen=True)
class Speakers:
    """Who speaks in the words of one sender, `own`."""

    names: Names
    own: str
    subject: str = ""

    def heading(self, line: str) -> tuple[Units, bool]:
        """The units a line that says nothing else is the heading of, and whether it is one beyond doubt; else none."""
        begins = _BEFORE_HEADING.match(line)
        at = begins.end() if begins else 0
        units, end = self._named(line, at)
        found = _HEADING.fullmatch(line, end) if units else None
        if not found:
            return (), False
        return units, bool(found["colon"]) or not found["called"].strip()

    def under(self, lines: Sequence[str]) -> list[Units]:
        """Line by line, the units that words without a name of their own may be of.

        Above every heading they are the sender's; where the sender never speaks of itself but names others before
        their tasks, in whatever order, they may be theirs too.
        """
        greeted = self._greeted(lines)
        others = self._others(lines)
        now: Units = _joined((self.own,), _joined(others, self.sent_for((self.subject, *lines))))
        found: list[Units] = []
        for place, line in enumerate(lines):
            found.append(now)
            for part in line.splitlines():
                units, plain = self.heading(part)
                if units:
                    units = greeted if place == 0 and greeted else units
                    now = units if plain else _joined(units, (self.own,))
        return found

    def _others(self, lines: Sequence[str]) -> Units:
        """The units named before their tasks, where the sender is not; else nobody."""
        parts = [part for line in lines for part in line.splitlines()]
        headed = [unit for part in parts for unit in self.heading(part)[0]]
        said = [part for part in parts if not self.heading(part)[0]]
        leads = [lead for part in said for at in self._starts(part) if (lead := self._lead(part, at)) and lead.firm]
        named = _joined((), tuple(unit for lead in leads for unit in lead.units))
        return () if self.own in (*headed, *named) else named

    def sent_for(self, lines: Sequence[str]) -> Units:
        """The units for which the sender says it reports: 代乙医院报6月进展."""
        found: Units = ()
        for line, said in ((text, each) for text in lines for each in _FOR.finditer(text)):
            units, end = self._named(line, said.end())
            found = _joined(found, units) if units and _REPORTS.match(line, end) else found
        return found

    def _greeted(self, lines: Sequence[str]) -> Units:
        """Whom the first line may greet, being the only heading of another unit, with the sender; else nobody."""
        heads = [units for line in lines for part in line.splitlines() if (units := self.heading(part)[0])]
        first = self.heading(lines[0])[0] if lines else ()
        if heads != [first] or first == (self.own,) or not lines[0].rstrip().endswith((":", "：")):
            return ()
        return (self.own,) if _ADDRESSEE.match(first[0]) else _joined((self.own,), first)

    def speeches(self, text: str, under: Units) -> Iterator[Speech]:
        """The pieces of a text, each begun by a name; `under`: whose words without one are."""
        cuts = [(at, lead) for at in self._starts(text) if (lead := self._lead(text, at)) and lead.firm]
        soft = self._lead(text, 0)
        if not cuts or text[: cuts[0][0]].strip():
            first = _joined(soft.units, under) if soft and soft.units != (self.own,) else under
            yield Speech(text[: cuts[0][0]] if cuts else text, first)
        ends = [at for at, _ in cuts[1:]] + [len(text)]
        for (at, lead), end in zip(cuts, ends, strict=False):
            yield Speech(text[at:end], lead.units, lead.end - at)

    def told(self, text: str, under: Units, apart: Callable[[str], list[str]]) -> Iterator[Speech]:
        """What a text says, one after the other, as `apart` takes it apart and as its speakers do."""
        for speech in self.speeches(text, under):
            prefix = speech.text[: speech.begins].strip()
            units = speech.units
            for place, part in enumerate(apart(speech.text)):
                begins = len(prefix) if not place and part.startswith(prefix) else 0
                if not part[begins:].strip():  # the name alone: the words are those behind
                    continue
                told, units = units, _joined(speech.units, under)
                yield Speech(part, self.with_named(part[begins:].strip(), told), begins)

    def with_named(self, text: str, units: Units) -> Units:
        """The units that words of some may be of by the names behind the number of a task: 任务3：乙医院义诊2场, or
        任务3：我院义诊3场，乙医院2场.
        """
        label = next(iter(task_numbers.places(text)), None)
        if not label or text[: label[0]].strip():
            return units
        gap = _GAP.match(text, label[1])
        behind = gap.end() if gap else label[1]
        first, _ = self._named(text, behind)
        later = [self._named(text, at)[0] for at in self._starts(text) if at > behind] if first == (self.own,) else []
        named = tuple(unit for each in (first, *later) for unit in each)
        return units if {*named} <= {self.own} else _joined(units, named)

    def leads(self, line: str) -> bool:
        """Does a line, or a clause of it, begin with whose the words behind it are, or speak of the sender's task?"""
        leads = (self._lead(line, at) for at in self._starts(line))
        firm = any(lead and lead.firm and lead.end < len(line.rstrip()) for lead in leads)
        return firm or (bool(task_numbers.starts(line)) and self.with_named(line.strip(), (self.own,)) == (self.own,))

    def named_in(self, lines: Sequence[str]) -> Units:
        """All units of which lines are, by headings and beginnings of sentences."""
        found: dict[str, None] = {}
        for line in (part for each in lines for part in each.splitlines()):
            found |= dict.fromkeys(self.heading(line)[0])
            for at in self._starts(line):
                lead = self._lead(line, at)
                found |= dict.fromkeys(lead.units if lead and lead.firm else ())
        return tuple(filter(None, found))

    def _starts(self, text: str) -> list[int]:
        return [0, *(cut.start() for cut in _CLAUSE.finditer(text) if cut.start() < len(text))]

    def _lead(self, text: str, at: int) -> _Lead | None:
        begins = _BEFORE.match(text, at)
        units, end = self._named(text, begins.end() if begins else at)
        if not units:
            return None
        if found := _TO_TASK.match(text, end):
            for last in range(found.end(), end - 1, -1):
                if task_numbers.NAMES.match(fold(text[last : last + _NEAR])) and not text[last].isspace():
                    return _Lead(units, last, firm=True)
        colon = _COLON.match(text, end)
        return _Lead(units, colon.end() if colon else end, firm=bool(colon))

    def _named(self, text: str, at: int) -> tuple[Units, int]:
        """The units whose names stand at a place of a text (我院及甲分院: both), and where the last one ends."""
        units, end = self._one_named(text, at)
        more = _AND.match(text, end) if units else None
        others, behind = self._one_named(text, more.end()) if more else ((), end)
        return (_joined(units, others), behind) if others else (units, end)

    def _one_named(self, text: str, at: int) -> tuple[Units, int]:
        """The units one name stands for: 我院 for the sender, 分院 or 河西 for those below it that are called so."""
        own = _OWN.match(text, at)
        if own:
            return (self.own,), own.end()
        units, length = self.names.beginning(text[at : at + _NEAR])
        return (units, at + length) if units else self._branch(text, at)

    def _branch(self, text: str, at: int) -> tuple[Units, int]:
        """The units below the sender that a word of their names (分校, 河西) stands for, and where that ends."""
        begins = _BELOW.match(text, at)
        first = begins.end() if begins else at
        longest = max((len(rest) for rest, _ in self._rests), default=0)
        for length in range(min(longest, len(text) - first), 1, -1):
            said = fold(text[first : first + length])
            if found := tuple(dict.fromkeys(unit for rest, unit in self._rests if _is_called(rest, said))):
                return found, first + length
        return (), at

    @cached_property
    def _rests(self) -> tuple[tuple[str, str], ...]:
        """What the names of the units below the sender add to its own, and the kind they end with (分院)."""
        above = self.names.roster.by_name.get(self.own)
        below = [unit for unit in self.names.roster.units if above and unit.parent == self.own]
        kinds = ((found[0], unit.name) for unit in below if (found := _KIND.search(unit.name)))
        rests = ((rest, unit.name) for unit in below if above for rest in added(unit, above))
        return (*rests, *kinds)


def _is_called(rest: str, said: str) -> bool:
    """Is a word the rest of a branch's name, or the beginning of it by which it is called: 河西 of 河西教学点?"""
    return rest == said or (rest.startswith(said) and rest[len(said) :] in _KINDS)


def parted(lines: Sequence[str], speakers: Speakers) -> frozenset[str]:
    """The lines that say whose the words under or behind them are, where a text speaks for several units.

    A name at the foot of a letter is whose hand it is in. `speakers.own` is empty where the sender is not known.
    """
    heads = {place: units for place, line in enumerate(lines) if (units := speakers.heading(line)[0])}
    foot = next((place for place in reversed(range(len(lines))) if not _is_foot(lines[place], place in heads)), -1)
    above = [line for place, line in enumerate(lines) if place <= foot]
    named = {*speakers.named_in(above)}
    led = frozenset(line for line in above if speakers.leads(line))
    if len(named) > 1:
        heading = {lines[place] for place in heads if place <= foot}
        return led | heading | {line for line in above if task_numbers.starts(line)}
    return led if speakers.own else frozenset()


def _is_foot(line: str, is_name: bool) -> bool:
    """May a line stand at the foot of a letter: a name, a day, a telephone number?"""
    return is_name or (len(line.strip()) <= _FOOT and not task_numbers.places(line) and "：" not in line)


def _joined(first: Units, second: Units) -> Units:
    return tuple(dict.fromkeys((*first, *second)))
