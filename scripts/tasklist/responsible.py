"""责任单位: a phrase over units, short names and groups becomes the units it reaches, with the words that did.

A mention reaches by the strictest reading that fits: a unit's own name or alias, a group's name, everybody,
the branches of a unit, then a short form that only one unit can have. Two that fit equally reach nobody:
the words are handed back with both named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasklist.model import Roster, Unit
from tasklist.wording import bare, fold


@dataclass(frozen=True, slots=True)
class Reach:
    """The units reached, (name, the words that caused it) in roster order, and the words that reach nobody."""

    units: tuple[tuple[str, str], ...] = ()
    unreached: tuple[str, ...] = ()


def expand(phrase: str, roster: Roster) -> Reach:
    """Who a phrase of 责任单位 means. 其他 is a group less the units named beside it; 除…外 takes units out."""
    return _Reading(roster).phrase(phrase)


def resolve(names: Sequence[str], roster: Roster) -> Reach:
    """Who a list of unit names, aliases, group names or phrases means (`units:` and `except:` of the settings)."""
    found = [expand(name, roster) for name in names]
    words: dict[str, str] = {}
    for reach in found:
        words = dict(reach.units) | words
    unreached = dict.fromkeys(text for reach in found for text in reach.unreached)
    return Reach(_in_order(words, roster), tuple(unreached))


def _in_order(words: dict[str, str], roster: Roster) -> tuple[tuple[str, str], ...]:
    return tuple((unit.name, words[unit.name]) for unit in roster.units if unit.name in words)


# --- words ----------------------------------------------------------------------------------------

_LABEL = re.compile(r"(?:牵头|责任|配合|主办|协办|参与|参加|落实|主责|实施|承办|报送)(?:单位|部门|科室|股室|处室)?:")
_ROLES = (
    "按照?(?:各自)?职责(?:分工)?(?:分别)?(?:负责|落实|配合)?|(?:牵头|具体|共同|分别)?负责(?!人|同志)|组织实施"
    "|牵头|配合|会同|联合|协同|协助|参与|落实"
)
_HARD = re.compile(rf"[、,;。/|+]|{_ROLES}")
_SOFT = re.compile(r"以及|[及和与并]| ")
_EXCEPT = re.compile(r"除了?(?P<who>[^()]+?)(?:之外|以外|外)的?,?")
_LESS = re.compile(r"(?:不含|不包括|不包含|除)(?P<who>.+?)(?:之外|以外|外|除外)?|(?P<who2>.+?)除外")
_WITH = re.compile(r"(?:含|包括|包含|及)(?:其|所属|下属)?(?P<who>.+)")
_EMPTY = re.compile(rf"(?:{_ROLES}|单位|部门|共?\d+[家个所]|\s)*")
_BRANCH = "(?:分院|院区|分支机构|分中心|单位|机构|卫生院|卫生室|卫生站|村卫生室|党支部|部门|科室)"
_AND_BRANCHES = re.compile(
    rf"(?P<who>.+?)[及和与]?(?:[其各]*(?:所属|下属|下辖|所辖|下设)[各的]*{_BRANCH}?|[及和与][其各]+{_BRANCH})"
)
_BRANCHES = re.compile(r"(?P<who>.+?)(?:的|各|所有|全部)*(?:分院|院区|分支机构|分中心)")
_BODY = re.compile(r"(?P<who>.+?)(?:党支部|党总支|党组织|党委|支部|主要负责人|主要负责同志|负责人|负责同志)")
_OTHERS = re.compile("其他|其它|其余")
_VAGUE = re.compile("有关|相关")
_QUANTITY = re.compile("其他|其它|其余|所有|全体|全部|各个|每个|各级|各|的|同志")
_SYNONYMS = (
    (re.compile("卫生健康委员会|卫生健康委|卫健委|卫生健康局|卫健局|委员会"), "委"),
    (re.compile("科室|股室|处室|科股室"), "室"),
    (re.compile("卫健|卫生健康"), "卫健"),
    (re.compile("下属|所属|局属|委属"), "直属"),
)
_HOUSE = re.compile(r"^(?:[省市县区旗州本我]*[委局]|[省市县区旗州本])")
_EVERYBODY = re.compile(
    "(?:(?:全?[省市县区旗州委局]?)?(?:卫健)?系统)?(?:单位)+|全?[省市县区旗州委局]?(?:卫健)?系统|委系统|单位部门|部门单位|地单位"
)

# How a group's name may be reduced, from nothing lost to most; the first that fits one group decides.
_STEPS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: _QUANTITY.sub("", text),
    lambda text: _canonical(_QUANTITY.sub("", text)),
    lambda text: _HOUSE.sub("", _canonical(_QUANTITY.sub("", text))),
    lambda text: _HOUSE.sub("", _canonical(_QUANTITY.sub("", text))).removeprefix("机关"),
)


def _canonical(text: str) -> str:
    for pattern, word in _SYNONYMS:
        text = pattern.sub(word, text)
    return text


_AND_OTHERS = re.compile(
    r"(?<=[\u4e00-\u9fff])等(?:[\d一二三四五六七八九十]+)?[家个]?(?:有关|相关)?(?:单位|部门|医院)?(?=$|[、，,；;。（(])"
)


class _Nobody(Exception):  # noqa: N818 - a reading that fails is the ordinary case
    """A mention reaches nobody; the message, if any, says between whom it cannot choose."""


# --- reading --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Reading:
    """One roster's names, ready to be looked for."""

    roster: Roster

    def phrase(self, phrase: str) -> Reach:
        # 甲、乙等: those named owe it; who else is meant stays a question.
        text, shields = self.shielded(_AND_OTHERS.sub("、等", _plain(phrase)))
        excluded: set[str] = set()
        unreached: list[str] = []

        def exclude(match: re.Match[str]) -> str:
            excluded.update(self.names(_unshield(match["who"], shields), unreached))
            return "、"

        words: dict[str, str] = {}
        named: set[str] = set()
        mentions = _mentions(_EXCEPT.sub(exclude, _LABEL.sub("、", text)))
        for mention in sorted(mentions, key=lambda each: bool(_OTHERS.search(each))):
            found, explicit = self.mention(mention, shields, unreached)
            named |= explicit
            words = found | words
        for name in excluded - named:
            words.pop(name, None)
        for name in sorted(excluded & named):
            unreached.append(f"{name}（既写明又排除）")
        said = tuple(dict.fromkeys(word for word in unreached if bare(word)))
        return Reach(_in_order(words, self.roster), said)

    def names(self, text: str, unreached: list[str]) -> set[str]:
        """The units a stretch of the phrase reaches; its words that reach nobody are added to `unreached`."""
        reach = self.phrase(text)
        unreached += reach.unreached
        return {name for name, _ in reach.units}

    def mention(self, mention: str, shields: dict[str, str], unreached: list[str]) -> tuple[dict[str, str], set[str]]:
        """The units of one mention with its brackets (name → words), and those among them it names one by one."""
        head, brackets = _without_brackets(mention)
        head = head.strip(" 由请:")
        words: dict[str, str] = {}
        explicit: set[str] = set()
        for part in self.parts(head, shields):
            text = fold(_unshield(part, shields))
            if not text or _EMPTY.fullmatch(text):
                continue
            try:
                units = self.one(text)
            except _Nobody as nobody:
                unreached.append(f"{text}（{nobody}）" if str(nobody) else text)
                continue
            said = text + "".join(f"（{_unshield(bracket, shields)}）" for bracket in brackets)
            words = dict.fromkeys((unit.name for unit in units), said) | words
            explicit |= {unit.name for unit in units} if len(units) == 1 and not _QUANTITY.search(text) else set()
        names = list(words)
        for bracket in brackets:
            names = self.bracket(_unshield(bracket, shields), names, unreached)
        return {name: words.get(name, _unshield(mention, shields)) for name in names}, explicit

    def bracket(self, text: str, names: list[str], unreached: list[str]) -> list[str]:
        """What brackets after a mention do: 不含 takes units away, 含 adds units or branches; roles do nothing."""
        if _EMPTY.fullmatch(text):
            return names
        if less := _LESS.fullmatch(text):
            away = self.names(less["who"] or less["who2"], unreached)
            return [name for name in names if name not in away]
        if also := _WITH.fullmatch(text):
            if re.fullmatch(f"各?{_BRANCH}", also["who"]):
                return names + [unit.name for name in names for unit in self.below(name)]
            return names + sorted(self.names(also["who"], unreached), key=lambda name: self.roster.order[name])
        unreached.append(f"（{text}）")
        return names

    def parts(self, text: str, shields: dict[str, str]) -> Iterator[str]:
        """`text` cut at 和 与 及 or a space, unless it is a name as it stands, or the pieces say less."""
        if not text or self.reaches(fold(_unshield(text, shields))) or not _SOFT.search(text):
            yield text
            return
        cuts = [match for match in _SOFT.finditer(text) if match.start() and match.end() < len(text)]
        for cut in cuts:
            left, right = text[: cut.start()], text[cut.end() :]
            if self.reaches(fold(_unshield(left, shields))):
                yield left
                yield from self.parts(right, shields)
                return
        for cut in cuts:
            right = text[cut.end() :]
            if self.reaches(fold(_unshield(right, shields))):
                yield text[: cut.start()]
                yield right
                return
        yield text

    def reaches(self, text: str) -> bool:
        try:
            return bool(self.one(text))
        except _Nobody as nobody:
            return bool(str(nobody))

    # -- one mention

    def one(self, text: str) -> tuple[Unit, ...]:
        """The units of one plain mention, by the strictest reading that fits. Raises _Nobody."""
        unit = self.named(text)
        if unit:
            return (unit,)
        for reading in (self.group, self.everybody, self.family, self.branches, self.body, self.short):
            found = reading(text)
            if found:
                return found
        if _VAGUE.search(text):
            raise _Nobody("没有说明是哪些单位")
        raise _Nobody

    def named(self, text: str) -> Unit | None:
        found = {unit.name: unit for unit in self.roster.units if fold(unit.name) == text}
        aliased = {u.name: u for u in self.roster.units if any(fold(alias) == text for alias in u.aliases)}
        found = found or aliased
        if len(found) > 1:
            raise _Nobody(f"可能是{'或'.join(found)}")
        return next(iter(found.values()), None)

    def group(self, text: str) -> tuple[Unit, ...]:
        for step in _STEPS:
            wanted = step(text)
            fitting = [group for group in self.roster.groups if wanted and step(fold(group)) == wanted]
            if len(fitting) > 1:
                raise _Nobody(f"可能是{'或'.join(fitting)}")
            if fitting:
                return self.roster.members(fitting[0])
        return ()

    def everybody(self, text: str) -> tuple[Unit, ...]:
        bare = _canonical(_QUANTITY.sub("", text))
        return self.roster.units if _EVERYBODY.fullmatch(bare) and (bare != text or "系统" in bare) else ()

    def family(self, text: str) -> tuple[Unit, ...]:
        """某医院及其分院: those before, and everybody whose 上级单位 they are."""
        match = _AND_BRANCHES.fullmatch(text)
        if not match:
            return ()
        heads = self.inner(match["who"])
        below = [unit for head in heads for unit in self.below(head.name)]
        if heads and not below:
            raise _Nobody(f"名册里没有上级单位是{heads[0].name}的单位")
        return (*heads, *below)

    def branches(self, text: str) -> tuple[Unit, ...]:
        match = _BRANCHES.fullmatch(text)
        return tuple(unit for head in self.inner(match["who"]) for unit in self.below(head.name)) if match else ()

    def body(self, text: str) -> tuple[Unit, ...]:
        """各卫生健康单位党支部 means those units: their party branch, their head."""
        match = _BODY.fullmatch(text)
        return self.inner(match["who"]) if match else ()

    def short(self, text: str) -> tuple[Unit, ...]:
        """A short form: the end of one unit's name, or its letters in order (市疾控中心). Two such units: ask."""
        if len(text) < 3 or _QUANTITY.search(text):
            return ()
        for fits in (_ends, _abbreviates):
            found = [unit for unit in self.roster.units if any(fits(text, fold(n)) for n in (unit.name, *unit.aliases))]
            if len(found) > 1:
                raise _Nobody(f"可能是{'或'.join(unit.name for unit in found)}")
            if found:
                return tuple(found)
        return ()

    def inner(self, text: str) -> tuple[Unit, ...]:
        try:
            return self.one(text)
        except _Nobody:
            return ()

    def below(self, name: str) -> Iterator[Unit]:
        """The branches of a unit, and theirs, in roster order; a circle in the roster ends the walk."""
        known, level = {name}, {name}
        while level:
            level = {u.name for u in self.roster.units if self.parent(u) in level} - known
            known |= level
        yield from (unit for unit in self.roster.units if unit.name in known - {name})

    def parent(self, unit: Unit) -> str:
        found = self.roster.find(unit.parent) if unit.parent else None
        return found.name if found else unit.parent

    # -- names that hold a separator

    def shielded(self, text: str) -> tuple[str, dict[str, str]]:
        """`text` with each known name that a separator or role would cut replaced by one private character."""
        known = [name for unit in self.roster.units for name in (unit.name, *unit.aliases)] + list(self.roster.groups)
        cut = sorted({name for name in map(_plain, known) if _needs_shield(name)}, key=lambda name: (-len(name), name))
        shields: dict[str, str] = {}
        for place, name in enumerate(cut):
            if name in text:
                shields[chr(0xE000 + place)] = name
                text = text.replace(name, chr(0xE000 + place))
        return text, shields


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _needs_shield(name: str) -> bool:
    return bool(name) and bool(re.search(rf"[()除外]|{_HARD.pattern}|{_SOFT.pattern}", name))


def _unshield(text: str, shields: dict[str, str]) -> str:
    return "".join(shields.get(char, char) for char in text)


def _mentions(text: str) -> Iterator[str]:
    """The stretches between hard separators, brackets kept whole."""
    depth, start, place = 0, 0, 0
    while place < len(text):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        match = _HARD.match(text, place) if depth <= 0 else None
        if match:
            yield text[start:place]
            start = place = match.end()
        else:
            place += 1
    yield text[start:]


def _without_brackets(text: str) -> tuple[str, Iterable[str]]:
    return re.sub(r"\([^()]*\)?", "", text).replace(")", ""), re.findall(r"\(([^()]*)\)?", text)


def _ends(short: str, name: str) -> bool:
    return name.endswith(short)


def _abbreviates(short: str, name: str) -> bool:
    letters = iter(name)
    return short[0] == name[:1] and name.endswith(short[-2:]) and all(char in letters for char in short)
