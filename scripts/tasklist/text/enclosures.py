"""What a letter says of its enclosures one by one: 附件1为6月、附件2为7月; 10月报表见附件1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tasklist.text.normalize import ordinal

_ONE = r"[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2}|[①-⑩]"
_CLAUSE = re.compile(r"[，,。；;！!？?\n]|、(?=附件)")
_NAMED = re.compile(rf"附件\s*(?P<numbers>[（(]?(?:{_ONE})[）)]?(?:\s*[、和及与]\s*(?:{_ONE}))*(?![0-9]|[个份张月]))?")
_IS = re.compile(rf"{_NAMED.pattern}\s*(?:为|是|系|即|[:：])")
_NUMBER = re.compile(_ONE)
_CALLED = re.compile(rf"附件\s*[（(]?(?P<first>{_ONE})[）)]?|^(?P<alone>[0-9]{{1,2}})(?:[.、．_\-\s]|$)")
_SHORTEST = 4  # characters of a file's name that a letter repeats


def said_of(name: str, lines: Iterable[str]) -> Iterator[str]:
    """The clauses of a letter that are about the enclosure of this name (without ending): by its number, by its name,
    or about enclosures without a number.
    """
    found = _CALLED.search(name)
    own = ordinal(found["first"] or found["alone"]) if found else None
    for clause in (each.strip() for line in lines for each in _CLAUSE.split(line)):
        named = list(_NAMED.finditer(clause))
        numbers = {ordinal(each[0]) for one in named for each in _NUMBER.finditer(one["numbers"] or "")}
        repeated = len(name) >= _SHORTEST and name in clause
        if repeated or (named and (own in numbers if numbers else True)):
            yield clause


def unlabelled(clause: str) -> str:
    """A clause without the words by which it names the enclosure: 附件1为甲医院的 → 甲医院的."""
    return _IS.sub("", clause)
