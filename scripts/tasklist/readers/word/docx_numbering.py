"""The automatic numbers of a Word document, which stand in no text: 1. 2. 3., 一、二、三、, （1）."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tasklist.readers.word.docx_markup import Element, W, value, whole

_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str


class Numbering:
    """Counts the paragraphs of a document in reading order: ask `label` once for each."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, Mapping[int, _Level]] = {} if numbering is None else _lists(numbering)
        self._styles = {} if styles is None else _style_lists(styles)
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: Element) -> str:
        """The number shown before this paragraph, or empty (bullets are not numbers)."""
        number, depth = self._place(paragraph)
        levels = self._levels.get(number, {})
        level = levels.get(depth)
        if level is None or level.format in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(number, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = levels.get(at, level)
            return numeral(counts.get(at, of.start), of.format)

        return re.sub(r"%([1-9])", shown, level.text)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        number, depth = ("", 0) if style is None else self._styles.get(value(style), ("", 0))
        if own is not None:
            number = value(own.find(f"{W}numId")) or number
            depth = whole(value(own.find(f"{W}ilvl")), depth)
        return number, depth


def _lists(root: Element) -> dict[str, Mapping[int, _Level]]:
    """Levels by numId, with the starts a list overrides."""
    abstract = {
        kind.get(f"{W}abstractNumId"): {
            whole(level.get(f"{W}ilvl", ""), 0): _level(level) for level in kind.findall(f"{W}lvl")
        }
        for kind in root.findall(f"{W}abstractNum")
    }
    lists: dict[str, Mapping[int, _Level]] = {}
    for entry in root.findall(f"{W}num"):
        levels = dict(abstract.get(value(entry.find(f"{W}abstractNumId")), {}))
        for override in entry.findall(f"{W}lvlOverride"):
            depth = whole(override.get(f"{W}ilvl", ""), 0)
            start = override.find(f"{W}startOverride")
            if start is not None and depth in levels:
                old = levels[depth]
                levels[depth] = _Level(whole(value(start), old.start), old.format, old.text)
        lists[entry.get(f"{W}numId", "")] = levels
    return lists


def _level(level: Element) -> _Level:
    return _Level(
        whole(value(level.find(f"{W}start")), 1),
        value(level.find(f"{W}numFmt")) or "decimal",
        value(level.find(f"{W}lvlText")),
    )


def _style_lists(root: Element) -> dict[str, tuple[str, int]]:
    """Style id → (numId, level) for the styles that number their paragraphs."""
    found = {}
    for style in root.findall(f"{W}style"):
        properties = style.find(f"{W}pPr/{W}numPr")
        if properties is not None:
            number = value(properties.find(f"{W}numId"))
            found[style.get(f"{W}styleId", "")] = (number, whole(value(properties.find(f"{W}ilvl")), 0))
    return found


def numeral(value: int, style: str) -> str:
    """A number as a list of this style shows it; in figures where the style is no known one."""
    if style in _CHINESE and 0 < value < 100:
        tens, ones = divmod(value, 10)
        return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (
            _DIGITS[ones] if ones or not tens else ""
        )
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < value <= 20:
        return chr(0x245F + value)
    if style in ("upperLetter", "lowerLetter") and 0 < value <= 26:
        return chr((64 if style == "upperLetter" else 96) + value)
    return str(value)
