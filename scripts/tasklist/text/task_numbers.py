"""The numbers by which a text names tasks: 任务3, 第二项, 序号2、4和7, 任务1至5."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasklist.text.normalize import fold, number

_ONE = r"(?:[0-9]{1,3}+(?![0-9])|[一二三四五六七八九十]{1,3}+(?![览些致起样般并直]))"
_NUMBER = rf"[(]?{_ONE}(?:[.\-—–][0-9]{{1,3}}+(?![0-9])){{0,3}}[)]?"
_COUNTS = r"[天日周月年期次家个人名场件处份例户所台套万千百元张%倍点时号]"  # behind a number: it counts something
_TO = r"(?:至|到|~|[—–-]{1,2})"
_MORE = rf"(?:(?:[、和及与]|{_TO})(?:任务|序号|第)?{_NUMBER}(?!{_COUNTS}))"
NAMES = re.compile(
    rf"(?:任务|序号)(?P<said>{_NUMBER}{_MORE}{{0,20}})|第(?P<item>{_NUMBER}[项条]?{_MORE}{{0,20}})[项条]"
)
_ENDS = re.compile(r"[。！!；;？?\n]")
_NEXT = re.compile(rf"[，,](?=(?:任务|序号){_ONE}|第{_ONE}项)")
_BUT = re.compile(r"除了?(?P<tasks>[^。；;]{2,60}?)(?:以|之)?外[，,]?(?:其余|其他|其它|均|都|各项)")
_GAP = re.compile(r"(?<=\d)\s(?=\s*\d)|(?<=\d\s)\s")
_PART = re.compile(rf"(?P<to>{_TO})?(?:[、和及与项条]|任务|序号|第){{0,4}}(?P<number>{_NUMBER})")


def parted(text: str) -> str:
    """The text, as long as it was, where a gap between two figures is one that folding keeps: 任务6 6月15日."""
    return _GAP.sub("，", text)


def named(text: str) -> Iterator[tuple[str, str]]:
    """Every number a text names a task by, as it is said, and where a range of them ends (else empty)."""
    for found in NAMES.finditer(fold(parted(text))):
        yield from _listed(found["said"] or found["item"])


def apart(text: str) -> list[str]:
    """The sentences of a text, parted where each is about tasks of its own: 任务1零报告，任务6拟延期."""
    return [part for sentence in _ENDS.split(text) for part in _apart(sentence)]


def _apart(sentence: str) -> list[str]:
    parts: list[str] = []
    for part in _NEXT.split(sentence):
        if parts and NAMES.fullmatch(fold(parts[-1])):  # 任务3，任务4申请延期: the one is no part without the other
            parts[-1] += f"，{part}"
        else:
            parts.append(part)
    return parts


def but(text: str) -> str:
    """The words of a text that name the tasks it leaves out, meaning all others: 除任务3外，其余任务…; else empty."""
    found = _BUT.search(fold(text))
    return found["tasks"] if found else ""


def _listed(said: str) -> Iterator[tuple[str, str]]:
    """The numbers of one list: 1、3至5 is 1, and 3 to 5."""
    first = ""
    for part in _PART.finditer(said):
        if part["to"] and first:
            yield first, part["number"]
            first = ""
            continue
        if first:
            yield first, ""
        first = part["number"]
    if first:
        yield first, ""


def between(first: str, last: str) -> range:
    """The whole numbers of a range; none when its ends are no such numbers, or it runs backwards."""
    begin, end = number(first.strip("()")), number(last.strip("()"))
    return range(begin, end + 1) if begin and end and begin < end < 1000 else range(0)
