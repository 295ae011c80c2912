"""The numbers with which lines begin that do not say of what they are the number: 3、, （四）, 6-8项, ③."""

from __future__ import annotations

import re

from tasklist.text.normalize import NUMERAL, ordinal

_ONE = rf"(?:[0-9０-９]{{1,3}}|{NUMERAL}{{1,3}})"
_TO = r"(?:至|到|~|～|[—–-]{1,2})"
# Behind the sign of a number: 3.5, 6:30, 12、13日 and 一、二季度 are no numbers of lines; 3、6月12日 and 3、12家 are.
_DIGIT = r"[0-9０-９]"
_DAY = rf"(?={_DIGIT}{{1,2}}月{_DIGIT}|{_DIGIT}{{4}}年)"
_POINT = rf"\s?[.．:：](?:(?!{_DIGIT})|{_DAY})"
_COUNTED = rf"(?={_DIGIT}{{1,9}}[家户名人场次件份个处例])"
_COMMA = rf"\s?、(?:(?!{_DIGIT}|{NUMERAL}{{1,3}}[季月日、项])|{_DAY}|{_COUNTED})"
_MORE = rf"(?:{_TO}|[、，,和及]){_ONE}"
_SAID = (
    rf"(?:[（(]\s?(?P<bracketed>{_ONE})\s?[）)][、.．:：]?"
    rf"|(?P<items>{_ONE}(?:{_MORE}){{1,9}})(?:项(?!目)|\s?[:：])|(?P<item>{_ONE})项(?=[:：，,、\s])"
    rf"|(?P<range>{_ONE}(?:{_TO}{_ONE})?)(?:{_POINT}|{_COMMA}|\s?[)）])"
    r"|(?P<circled>[①-⑳㈠-㈩]))"
)
_LABEL = re.compile(rf"\s{{0,9}}{_SAID}\s{{0,3}}[:：，,、]?\s{{0,3}}")
_CUT = re.compile(rf"(?<=[\s。！!；;？?，,]){_SAID}")
_SPLIT = re.compile(rf"({_TO})|[、，,和及]")


def label(text: str) -> tuple[tuple[tuple[str, str], ...], int]:
    """The numbers a text begins with, each with the end of its range (else empty), and where its words begin."""
    found = _LABEL.match(text)
    if not found or not text[found.end() :].strip():
        return (), 0
    said = next(each for each in found.groups() if each)
    return tuple(_pairs(said)), found.end()


def is_label(text: str) -> bool:
    """Is a text such a number, and nothing else?"""
    return bool(_LABEL.fullmatch(text.strip()))


def _pairs(said: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    ranged = False
    for part in _SPLIT.split(said):
        if part is None or not part:
            continue
        if re.fullmatch(_TO, part):
            ranged = True
        elif ranged and pairs:
            pairs[-1], ranged = (pairs[-1][0], part), False
        else:
            pairs.append((part, ""))
    return pairs


def parts(text: str) -> list[str]:
    """A text taken apart where numbers that follow one another begin: 1.… 2.…, ①…；②…; else the text."""
    cuts = [0, *(found.start() for found in _CUT.finditer(text))]
    found = [text[begin:end].strip() for begin, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    numbers = [ordinal(pairs[0][0]) if (pairs := label(each)[0]) else None for each in found]
    if len(found) > 1 and all(numbers) and numbers == sorted({*numbers}, key=lambda each: each or 0):
        return found
    return [text]
