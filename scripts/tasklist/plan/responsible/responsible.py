"""责任单位: a phrase over units, short names and groups becomes the units it reaches, with the words that did.

The phrase is cut into mentions at separators and roles (牵头, 配合), and at 和 or a blank where the pieces are known;
`responsible_names` says whom each means. Brackets behind a mention add, take away, or remark. Words that reach nobody
are handed back, and so are brackets whose meaning is open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from tasklist.model.roster import Roster
from tasklist.plan.responsible import cuts
from tasklist.plan.responsible.elisions import completed, kinds_left_open
from tasklist.plan.responsible.groups import QUANTITY, Nobody
from tasklist.plan.responsible.names import BRANCH, OTHERS, Directory, directory_of
from tasklist.plan.responsible.open_lists import OpenList, opened
from tasklist.plan.responsible.places import PARTY_TOO, plain_line
from tasklist.text.normalize import bare, fold

_PERHAPS_ALL = "（没有写明是全部，还是前面那家的）"


@dataclass(frozen=True, slots=True)
class Reach:
    """The units reached, (name, the words that caused it) in roster order, and the words that reach nobody.

    `doubts`: mentions that reach somebody, with brackets behind them that may say more, or less.
    """

    units: tuple[tuple[str, str], ...] = ()
    unreached: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def expand(phrase: str, roster: Roster, office: str = "") -> Reach:
    """Who a phrase of 责任单位 means. 其他 is a group less the units named beside it; 除…外 takes units out.

    `office`: who sends the list; its own name before 各股室 or 系统 may be written out.
    """
    return _Reading(directory_of(roster, office)).read(phrase)


def resolve(names: Sequence[str], roster: Roster, office: str = "") -> Reach:
    """Who a list of unit names, aliases, group names or phrases means (`units:` and `except:` of the settings).

    Who writes settings can say it plainly: a doubtful bracket counts as words that reach nobody.
    """
    found = [expand(name, roster, office) for name in names]
    words: dict[str, str] = {}
    for reach in found:
        words = dict(reach.units) | words
    unreached = dict.fromkeys(text for reach in found for text in (*reach.unreached, *reach.doubts))
    return Reach(_in_order(words, roster), tuple(unreached))


def _in_order(words: dict[str, str], roster: Roster) -> tuple[tuple[str, str], ...]:
    return tuple((unit.name, words[unit.name]) for unit in roster.units if unit.name in words)


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
    open: dict[str, OpenList] = field(default_factory=dict)  # 等群团组织: those it is of
    unlisted: set[str] = field(default_factory=set)  # tails that were tried and are no list of names

    def read(self, phrase: str) -> Reach:
        text = cuts.QUOTES.sub("", self._shielded(plain_line(phrase)))
        text = text if self.directory.has_party else PARTY_TOO.sub("", text)
        text, self.open = opened(cuts.OF_ALL.sub("、", text), self._said, self.directory)
        # 甲、乙等: those named owe it; who else is meant stays a question, unless it is said: 甲等各医院.
        text = cuts.AND_OTHERS.sub("、等", text)
        text, away = cuts.without_exceptions(cuts.LABEL.sub("、", cuts.NUMBERED.sub("、", text)))
        mentions = self._completed([*cuts.mentions(text)])
        unclear = {*kinds_left_open(mentions, self._said, self.directory)}
        for mention in sorted(mentions, key=lambda each: bool(OTHERS.search(each))):
            if answer := self.directory.answered(self._said(mention)):
                self.words = dict.fromkeys(answer, self._said(mention).strip()) | self.words
            elif mention in unclear:
                self.unreached.append(f"{self._said(mention).strip()}{_PERHAPS_ALL}")
            elif not (self.words or away) and cuts.other_than_nobody(mention) and not self._names_some(mention):
                self.unreached.append(f"{self._said(mention).strip()}（没有写明是除谁以外）")
            else:
                self.words = self._mention(mention) | self.words
        self._close()
        for who, known in away:
            self._take_out(set(self._taken(self._said(who), self.words)), known=known)
        said = tuple(dict.fromkeys(word for word in self.unreached if bare(word)))
        return Reach(_in_order(self.words, self.directory.roster), said, tuple(dict.fromkeys(self.doubts)))

    def _names_some(self, mention: str) -> bool:
        """柳河镇及其他乡镇: is it said in the mention itself than whom they are others?"""
        return any(OTHERS.match(right) and self._reaches(left) for left, right in cuts.halves(mention))

    def _close(self) -> None:
        for words, rest in self.open.items():
            if answer := self.directory.answered(words):
                self.words = dict.fromkeys(answer, words) | self.words
            elif not rest.is_complete(self.words, self.named):
                self.unreached.append(words)

    def _take_out(self, excluded: set[str], *, known: bool) -> None:
        self.unreached += [f"{name}（既写明又排除）" for name in sorted(excluded & self.named)]
        strange = excluded - self.words.keys() if known else ()
        self.unreached += [f"{name}（写了除外，本不在其中）" for name in sorted(strange)]
        for name in excluded - self.named:
            self.words.pop(name, None)

    def _names(self, text: str) -> list[str]:
        """The units a stretch of the phrase reaches; its words that reach nobody, or are in doubt, are handed on."""
        reach = _Reading(self.directory).read(text)
        self.unreached += reach.unreached
        self.doubts += reach.doubts
        return [name for name, _ in reach.units]

    def _taken(self, text: str, among: Collection[str]) -> list[str]:
        """Whom words take out of these units: by a name, or by what only one of theirs begins with (高新区除外)."""
        reach = _Reading(self.directory).read(text)
        self.doubts += reach.doubts
        found: list[str] = []
        for name, words in reach.units:
            found += [name] if name in among else self.directory.begun(words, among) or [name]
        for words in reach.unreached:
            begun = self.directory.groups.begun(words, among) or self.directory.begun(words, among)
            found += begun
            self.unreached += [] if begun else [words]
        return found

    def _completed(self, pieces: Sequence[str]) -> list[str]:
        return completed(pieces, self._said, self.directory)

    # -- one mention

    def _mention(self, mention: str) -> dict[str, str]:
        """The units of one mention with its brackets: name → words."""
        head, found = cuts.without_brackets(mention)
        brackets = tuple(map(self._said, found))
        behind = "".join(f"（{bracket}）" for bracket in brackets)
        whole = f"{self._said(head).strip()}{behind}"
        words, lost = self._head(head.strip(" 由请:"), behind)
        unnamed = not words and all(map(cuts.is_unnamed, lost))
        names = list(words)
        for bracket, rest in zip(brackets, cuts.behind_brackets(mention), strict=True) if words or unnamed else ():
            both = [unit.name for unit in self.directory.named(fold(bracket + self._said(rest)))] if rest else []
            names = [*names, *both] if both else self._bracket(bracket, names, whole if words else "")
        self.unreached += () if unnamed and names else lost.values()
        return {name: words.get(name, whole) for name in names}

    def _head(self, head: str, behind: str) -> tuple[dict[str, str], dict[str, str]]:
        """The units of a mention without its brackets, and its lost words: each with what is to be said of it."""
        words: dict[str, str] = {}
        lost: dict[str, str] = {}
        parts = self._completed([*self._parts(head)])
        unclear = {*kinds_left_open(parts, self._said, self.directory)}
        for part in parts:
            text = fold(self._said(part))
            if not text or cuts.is_empty(text):
                continue
            if answer := self.directory.answered(text):
                words = dict.fromkeys(answer, text + behind) | words
                continue
            if part in unclear:
                lost[text] = f"{text}{_PERHAPS_ALL}"
                continue
            try:
                units = self.directory.units(text)
            except Nobody as nobody:
                lost[text] = f"{text}（{nobody}）" if str(nobody) else text
                continue
            words = dict.fromkeys((unit.name for unit in units), text + behind) | words
            if more := self.directory.groups.left_open(text):
                self.open[f"{text}（没有写明含不含{'、'.join(unit.name for unit in more)}）"] = OpenList(
                    frozenset(unit.name for unit in more)
                )
            if len(units) == 1 and not QUANTITY.search(text):
                self.named.add(units[0].name)
        return words, lost

    def _bracket(self, text: str, names: list[str], head: str) -> list[str]:
        """What brackets do to the units before them: 不含 takes some away, 含 adds some, a unit is added, a remark
        does nothing. `head`: the mention to quote when they are not understood; empty: nobody stands before them.
        """
        if cuts.is_remark(text):
            return names
        if less := cuts.LESS.fullmatch(text):
            away = self._taken(less["who"] or less["who2"], names)
            self.doubts += [head] if len(names) > 1 and not {*away} <= {*names} else []  # 各乡镇（东关街道除外）
            return [name for name in names if name not in away]
        if also := cuts.WITH.fullmatch(text):
            if re.fullmatch(f"各?{BRANCH}", also["who"]):
                return names + [unit.name for name in names for unit in self.directory.below(name)]
            return names + self._names(also["who"])
        before = head.partition("（")[0]
        either = self.directory.members(fold(before[: -len(text)] + text))  # 学生工作部（处）
        if either and {unit.name for unit in either} <= {*names}:
            return names
        called = cuts.ALSO_CALLED.fullmatch(text)
        inner = _Reading(self.directory).read(called["who"] if called else text)
        added = [name for name, _ in inner.units]
        if not head:
            self.unreached += inner.unreached
            self.doubts += inner.doubts
        elif not added and (part := self.directory.named(fold(before + text))):  # 实验小学（东校区）
            names = [name for name in names if name not in {unit.name for unit in self.directory.named(fold(before))}]
            added = [part[0].name]
        elif not called and (inner.unreached or inner.doubts or cuts.narrows(text, names, added)):
            self.doubts.append(head)
        return names + added

    def _parts(self, text: str) -> Iterator[str]:
        """`text` cut at 和 与 及 or a blank, unless it is a name as it stands, or the pieces say less."""
        if self._says_less(text):
            yield from self._cut(text)
        elif not cuts.halves(text) or self._knows(text):
            yield text
        elif lines := self._lines(text):
            yield from lines
        elif self._is_list(text):
            yield from self._cut(text)
        elif self._reaches(text):
            yield text
        else:
            yield from self._cut(text)

    def _is_list(self, text: str) -> bool:
        """Is what stands before 和 somebody's name, and what stands behind it another's, or such with the first's?"""
        return any(
            self._knows(left) and (self._reaches(right) or self._completed([left, right])[1] != right)
            for left, right in cuts.halves(text)
        )

    def _says_less(self, text: str) -> bool:
        """Are there units that the whole leaves out, and a piece that says 各 means: 各卫生单位 各股室?"""
        pieces = [pair for pair in cuts.halves(text) if cuts.EVERY.match(pair[1]) and all(map(self._reaches, pair))]
        meant = [self.directory.members(fold(self._said(piece))) for pair in pieces for piece in pair]
        return bool(pieces) and not self.directory.members(fold(self._said(text))) >= frozenset().union(*meant)

    def _cut(self, text: str) -> Iterator[str]:
        """The piece up to the first cut with somebody before it, else up to where somebody begins; else all of it."""
        for left, right in cuts.halves(text):
            if self._reaches(left):
                yield left
                yield from self._parts(right)
                return
        for left, right in cuts.halves(text):
            if self._reaches(right) or any(self._reaches(begun) for begun, _ in cuts.halves(right)):
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
        cut = [name for name in self.directory.lines if name in text and cuts.CUTS.search(name)]
        cut.sort(key=lambda name: (-len(name), name))
        for place, name in enumerate(cut):
            if name in text:
                self.shields[chr(0xE000 + place)] = name
                text = text.replace(name, chr(0xE000 + place))
        return text

    def _said(self, text: str) -> str:
        """`text` with the names behind its private characters."""
        return "".join(self.shields.get(char, char) for char in text)
