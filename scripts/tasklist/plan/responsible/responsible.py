"""责任单位: a phrase over units, short names and groups becomes the units it reaches, with the words that did.

The phrase is cut into mentions at separators and roles (牵头, 配合), and at 和 or a blank where the pieces are known;
`responsible_names` says whom each means. Brackets behind a mention add, take away, or remark. Words that reach nobody
are handed back, and so are brackets whose meaning is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tasklist.model.roster import Roster
from tasklist.plan.responsible.names import BRANCH, OTHERS, QUANTITY, Directory, Nobody, directory_of, plain_line
from tasklist.text.normalize import bare, fold


@dataclass(frozen=True, slots=True)
class Reach:
    """The units reached, (name, the words that caused it) in roster order, and the words that reach nobody.

    `doubts`: mentions that reach somebody, with brackets behind them that may say more, or less.
    """

    units: tuple[tuple[str, str], ...] = ()
    unreached: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def expand(phrase: str, roster: Roster) -> Reach:
    """Who a phrase of 责任单位 means. 其他 is a group less the units named beside it; 除…外 takes units out."""
    return _Reading(directory_of(roster)).read(phrase)


def resolve(names: Sequence[str], roster: Roster) -> Reach:
    """Who a list of unit names, aliases, group names or phrases means (`units:` and `except:` of the settings).

    Who writes settings can say it plainly: a doubtful bracket counts as words that reach nobody.
    """
    found = [expand(name, roster) for name in names]
    words: dict[str, str] = {}
    for reach in found:
        words = dict(reach.units) | words
    unreached = dict.fromkeys(text for reach in found for text in (*reach.unreached, *reach.doubts))
    return Reach(_in_order(words, roster), tuple(unreached))


def _in_order(words: dict[str, str], roster: Roster) -> tuple[tuple[str, str], ...]:
    return tuple((unit.name, words[unit.name]) for unit in roster.units if unit.name in words)


# --- words ----------------------------------------------------------------------------------------

_LABEL = re.compile(r"(?:牵头|责任|配合|主办|协办|参与|参加|落实|主责|实施|承办|报送)(?:单位|部门|科室|股室|处室)?:")
_EVERY = re.compile("[各全]|所有")
_ROLES = (
    "按照?(?:各自)?职责(?:分工)?(?:分别)?(?:负责|落实|配合)?|(?:牵头|具体|共同|分别)?负责(?!人|同志)|(?:具体|共同|组织)(?:实施|落实)"
    "|牵头|配合|会同|联合|协同|协助|参与|落实"
)
_NOUNS = r"单位|部门|共?\d+[家个所]|\s"
_HARD = re.compile(rf"[、,;。/|+]|{_ROLES}")
_SOFT = re.compile(r"以及|[及和与并]| ")
_CUTS = re.compile(rf"[()除外]|{_HARD.pattern}|{_SOFT.pattern}")
_EXCEPT = re.compile(r"除了?(?P<who>[^()]{1,60}?)(?:之外|以外|外)的?,?")
_AND_OTHERS = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![甲乙丙高同平])等[\d一二三四五六七八九十]*[家个]?(?:有关|相关)?(?:医疗)?(?:卫生)?(?:健康)?"
    r"(?:单位|部门|医院|机构|卫生院|[科股处]室)?(?=$|[、，,；;。（(])"
)
_OF_ALL = re.compile(r"(?<=[\u4e00-\u9fff])等(?=各|所有|全部|全体)")
_EMPTY = re.compile(rf"(?:{_ROLES}|{_NOUNS})*+")

# What stands in brackets behind a mention.
_REMARK = re.compile(
    rf"(?:{_ROLES}|{_NOUNS}|科室|股室|处室|医院|主[办责抓管]|协办|承办|共同|责任|主要|成员|组长|下同|排名不分先后"
    r"|[列排]?(?:第一|首)位?的?为?|党委|党组|党总支|党支部|党工委|[、,;])*+|(?:联系人|联络员|负责人|责任人|分管领导|联系电话|电话).*"
)
_LESS = re.compile(r"(?:不含|不包括|不包含|除)(?P<who>.+?)(?:之外|以外|外|除外)?|(?P<who2>.+?)除外")
_WITH = re.compile(r"(?:含|包括|包含|及)(?:其|所属|下属)?(?P<who>.+)")
_UNNAMED = re.compile(
    "(?:卫健|卫生健康|[本我全省市县区旗州盟委局直属机关])*(?:各|所有|全部|全体|其他|其它|其余|部分|有关|相关)"
)  # 各有关医院（甲医院、乙医院）: the brackets say which
_ALSO_CALLED = re.compile(r"(?:以下)?(?:原名?(?!则)|又[名称]|亦称|简称|加?挂)(?P<who>.+?)(?:牌子?)?")


# --- reading --------------------------------------------------------------------------------------


@dataclass
class _Reading:
    """One phrase being read, and what it has said so far. `words`: unit name → the words that caused it."""

    directory: Directory
    shields: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)  # one by one, not as members of a group
    unreached: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    unlisted: set[str] = field(default_factory=set)  # tails that were tried and are no list of names

    def read(self, phrase: str) -> Reach:
        # 甲、乙等: those named owe it; who else is meant stays a question, unless it is said: 甲等各医院.
        text = self._shielded(_AND_OTHERS.sub("、等", _OF_ALL.sub("、", plain_line(phrase))))
        excluded: set[str] = set()

        def exclude(match: re.Match[str]) -> str:
            excluded.update(self._names(self._said(match["who"])))
            return "、"

        mentions = _mentions(_EXCEPT.sub(exclude, _LABEL.sub("、", text)))
        for mention in sorted(mentions, key=lambda each: bool(OTHERS.search(each))):
            if answer := self.directory.answered(self._said(mention)):
                self.words = dict.fromkeys(answer, self._said(mention).strip()) | self.words
            elif not (self.words or excluded) and _other_than_nobody(mention):
                self.unreached.append(f"{self._said(mention).strip()}（没有写明是除谁以外）")
            else:
                self.words = self._mention(mention) | self.words
        for name in excluded - self.named:
            self.words.pop(name, None)
        self.unreached += [f"{name}（既写明又排除）" for name in sorted(excluded & self.named)]
        said = tuple(dict.fromkeys(word for word in self.unreached if bare(word)))
        return Reach(_in_order(self.words, self.directory.roster), said, tuple(dict.fromkeys(self.doubts)))

    def _names(self, text: str) -> list[str]:
        """The units a stretch of the phrase reaches; its words that reach nobody, or are in doubt, are handed on."""
        reach = _Reading(self.directory).read(text)
        self.unreached += reach.unreached
        self.doubts += reach.doubts
        return [name for name, _ in reach.units]

    # -- one mention

    def _mention(self, mention: str) -> dict[str, str]:
        """The units of one mention with its brackets: name → words."""
        head, found = _without_brackets(mention)
        brackets = tuple(map(self._said, found))
        behind = "".join(f"（{bracket}）" for bracket in brackets)
        whole = f"{self._said(head).strip()}{behind}"
        words, lost = self._head(head.strip(" 由请:"), behind)
        unnamed = not words and all(map(_UNNAMED.match, lost))
        names = list(words)
        for bracket in brackets if words or unnamed else ():
            names = self._bracket(bracket, names, whole if words else "")
        if not (unnamed and names):
            self.unreached += lost.values()
        return {name: words.get(name, whole) for name in names}

    def _head(self, head: str, behind: str) -> tuple[dict[str, str], dict[str, str]]:
        """The units of a mention without its brackets, and its lost words: each with what is to be said of it."""
        words: dict[str, str] = {}
        lost: dict[str, str] = {}
        for part in self._parts(head):
            text = fold(self._said(part))
            if not text or _EMPTY.fullmatch(text):
                continue
            if answer := self.directory.answered(text):
                words = dict.fromkeys(answer, text + behind) | words
                continue
            try:
                units = self.directory.units(text)
            except Nobody as nobody:
                lost[text] = f"{text}（{nobody}）" if str(nobody) else text
                continue
            words = dict.fromkeys((unit.name for unit in units), text + behind) | words
            if len(units) == 1 and not QUANTITY.search(text):
                self.named.add(units[0].name)
        return words, lost

    def _bracket(self, text: str, names: list[str], head: str) -> list[str]:
        """What brackets do to the units before them: 不含 takes some away, 含 adds some, a unit is added, a remark
        does nothing. `head`: the mention to quote when they are not understood; empty: nobody stands before them.
        """
        if _REMARK.fullmatch(text):
            return names
        if less := _LESS.fullmatch(text):
            away = self._names(less["who"] or less["who2"])
            return [name for name in names if name not in away]
        if also := _WITH.fullmatch(text):
            if re.fullmatch(f"各?{BRANCH}", also["who"]):
                return names + [unit.name for name in names for unit in self.directory.below(name)]
            return names + self._names(also["who"])
        called = _ALSO_CALLED.fullmatch(text)
        inner = _Reading(self.directory).read(called["who"] if called else text)
        added = [name for name, _ in inner.units]
        if not head:
            self.unreached += inner.unreached
            self.doubts += inner.doubts
        elif not called and (inner.unreached or inner.doubts or _narrows(text, names, added)):
            self.doubts.append(head)
        return names + added

    def _parts(self, text: str) -> Iterator[str]:
        """`text` cut at 和 与 及 or a blank, unless it is a name as it stands, or the pieces say less."""
        if self._says_less(text):
            yield from self._cut(text)
        elif not _halves(text) or self._knows(text):
            yield text
        elif lines := self._lines(text):
            yield from lines
        elif self._reaches(text):
            yield text
        else:
            yield from self._cut(text)

    def _says_less(self, text: str) -> bool:
        """Are there units that the whole leaves out, and a piece that says 各 means: 各卫生单位 各股室?"""
        pieces = [pair for pair in _halves(text) if _EVERY.match(pair[1]) and all(map(self._reaches, pair))]
        meant = [self.directory.members(fold(self._said(piece))) for pair in pieces for piece in pair]
        return bool(pieces) and not self.directory.members(fold(self._said(text))) >= frozenset().union(*meant)

    def _cut(self, text: str) -> Iterator[str]:
        """The piece up to the first cut with somebody before it, else up to where somebody begins; else all of it."""
        for left, right in _halves(text):
            if self._reaches(left):
                yield left
                yield from self._parts(right)
                return
        for left, right in _halves(text):
            if self._reaches(right) or any(self._reaches(begun) for begun, _ in _halves(right)):
                yield left
                yield from self._parts(right)
                return
        yield text

    def _lines(self, text: str) -> list[str]:
        """The names in a list without separators, one per line or with blanks between; empty when not all are known.

        The longest come first: a blank may also stand within a name, or where a line was full.
        """
        if self._knows(text):
            return [text]
        if text in self.unlisted:
            return []
        for cut in reversed(list(re.finditer(" ", text))):
            left, right = text[: cut.start()], text[cut.end() :]
            if self._knows(left) and (rest := self._lines(right)):
                return [left, *rest]
        self.unlisted.add(text)
        return []

    def _knows(self, text: str) -> bool:
        return self.directory.knows(fold(self._said(text)))

    def _reaches(self, text: str) -> bool:
        return self.directory.reaches(fold(self._said(text)))

    # -- names that hold a separator

    def _shielded(self, text: str) -> str:
        """`text` with each known name that a separator or role would cut replaced by one private character."""
        cut = [name for name in self.directory.lines if name in text and _CUTS.search(name)]
        cut.sort(key=lambda name: (-len(name), name))
        for place, name in enumerate(cut):
            if name in text:
                self.shields[chr(0xE000 + place)] = name
                text = text.replace(name, chr(0xE000 + place))
        return text

    def _said(self, text: str) -> str:
        """`text` with the names behind its private characters."""
        return "".join(self.shields.get(char, char) for char in text)


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


def _without_brackets(text: str) -> tuple[str, Sequence[str]]:
    return re.sub(r"\([^()]*\)?", " ", text).replace(")", ""), re.findall(r"\(([^()]*)\)?", text)


def _other_than_nobody(mention: str) -> bool:
    """Does a mention say 其他 without taking anybody out itself (其他各单位, not 其他各单位（不含某院）)?"""
    head, brackets = _without_brackets(mention)
    return bool(OTHERS.search(head)) and not any(map(_LESS.fullmatch, brackets))


def _halves(text: str) -> list[tuple[str, str]]:
    """What stands before and behind each 和, 与, 及 or blank."""
    cuts = (match for match in _SOFT.finditer(text) if match.start() and match.end() < len(text))
    return [(text[: cut.start()], text[cut.end() :]) for cut in cuts]


def _narrows(text: str, names: Sequence[str], inside: Sequence[str]) -> bool:
    """Do brackets list some of the units before them, without a role: only these, or for example these?"""
    return set(inside) < set(names) and len(names) > 1 and bool(inside) and not re.search(_ROLES, text)
