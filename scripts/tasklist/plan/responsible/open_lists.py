"""Lists that say there are more than they name, or how many: 甲、乙等群团组织; 柳河、东坪等3个镇; 石桥、双龙两镇."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from tasklist.plan.responsible.cuts import ROLES, SOME_OF_A_KIND, SUCH_AS
from tasklist.plan.responsible.names import Directory
from tasklist.plan.responsible.places import sort_of_town, sorts_of_towns
from tasklist.text.normalize import fold

_NUMBER = r"[\d一二两三四五六七八九十]{1,3}"
_PLACES = "[镇乡县区村]|街道|乡镇"
_END = rf"(?=$|[、,;。( ]|{ROLES})"
_MORE = re.compile(
    rf"{SUCH_AS}(?:(?P<count>{_NUMBER})[家个所])?(?P<kind>[镇乡县区村]|[^、,;。()/|+ ]{{2,16}}?){_END}"
    rf"|(?:{SUCH_AS}|(?<=[\u4e00-\u9fff]))(?P<number>{_NUMBER})个?(?P<place>{_PLACES}){_END}"
)
_DIGITS = "一二三四五六七八九"
_PIECE = re.compile("[、,;。及和与]")


@dataclass(frozen=True)
class OpenList:
    """A list that may leave some out. `members`: of the group it is of, if that is known; `count`: how many it says."""

    members: frozenset[str] = frozenset()
    kind: str = ""
    count: int = 0

    def is_complete(self, words: Collection[str], named: Collection[str]) -> bool:
        """Are those reached, or those named one by one, all it speaks of?"""
        if self.count:
            return len([name for name in named if self._is_one(name)]) == self.count
        return bool(self.members) and self.members <= {*words}

    def _is_one(self, name: str) -> bool:
        return name in self.members if self.members else sort_of_town(name) in {self.kind, *sorts_of_towns(self.kind)}


def opened(text: str, said: Callable[[str], str], directory: Directory) -> tuple[str, dict[str, OpenList]]:
    """A phrase with such words cut off, and each of them with those it may leave out."""
    found: dict[str, OpenList] = {}

    def cut(match: re.Match[str]) -> str:
        kind = said(match["kind"] or match["place"])
        piece = said(_PIECE.split(match.string[: match.start()])[-1])
        members = frozenset(unit.name for unit in directory.group(fold(kind)))
        short = not directory.reaches(fold(piece)) and bool(directory.members(fold(piece + kind)))
        if match["place"] and not (match[0].startswith("等") or (short and piece != match.string[: match.start()])):
            return match[0]  # 城北二村 is a name
        if not (members or match["place"] or SOME_OF_A_KIND.fullmatch(kind)):
            return match[0]
        found[match[0]] = OpenList(members, kind, _number(match["count"] or match["number"] or ""))
        return f"{kind}、" if short else "、"

    return _MORE.sub(cut, text), found


def _number(text: str) -> int:
    if not text or text.isdigit():
        return int(text or 0)
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    return (10 * (_DIGITS.find(tens) + 1 or 1) if ten else 0) + _DIGITS.find(ones[-1:] or "?") + 1
