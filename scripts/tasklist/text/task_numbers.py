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
_PART = re.compile(rf"(?P<to>{_TO})?(?:[、和及与项条]|任务|序号|第){{0,4}}(?P<number>{_NUMBER})")


def named(text: str) -> Iterator[tuple[str, str]]:
    """Every number a text names a task by, as it is said, and where a range of them ends (else empty)."""
    for found in NAMES.finditer(fold(text)):
        yield from _listed(found["said"] or found["item"])


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
