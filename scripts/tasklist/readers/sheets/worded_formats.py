"""Number formats that put words into a cell: `"已培训"0"场"`, `[=1]"已完成";"未完成"`, `"已完成："@`, `;;;`.

A format that only dresses a number (separators, decimals, currency signs) leaves it as `number_formats` writes it,
in full; one that says something is applied as the screen shows it, and what is stored is told beside it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from tasklist.readers.sheets.chinese_numerals import figures, read_out
from tasklist.readers.sheets.number_formats import Show, number, serial_day, show_of, shown

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]{0,255})"|[\\!](?P<escaped>.)|[_*](?P<space>.)|\[(?P<bracket>[^\]]{0,255})\]|(?P<general>General|G/通用格式)'
    r"|(?P<digits>[#0?.,]+|%|[eE][+-])|(?P<date>y+|m+|d+|h+|s+|a{3,4}|AM/PM|A/P|上午/下午)|(?P<text>@)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_COMPARISON = re.compile(r"(<=|>=|<>|=|<|>)(-?[\d.]+)")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}
_IMPLIED = (("",), (">=0", "<0"), (">0", "<0", "=0"))  # by the number of sections without conditions
_DRESS = frozenset(" \t\u3000-–—_/.,:;()（）[]'+¥￥$€£‘’|")
_OF_DATES = frozenset("年月日号时時分秒点小钟上下午星期周T")
_LARGEST_FRACTION = 1e9
_WEEK = "一二三四五六日"
_NUMERALS = {"DBNUM1": 1, "DBNUM2": 2}  # DBNum3 is the digits, wide


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as its cell shows it; `stored`: what is kept there, when that is something else."""

    text: str
    stored: str = ""


@dataclass(frozen=True, slots=True)
class FormatSection:
    """One section of a format: when it applies, its pieces as (kind, text), and whether it has something to say.

    `numerals`: 1 for 一二三, 2 for 壹贰叁, 0 for digits.
    """

    condition: str
    pieces: tuple[tuple[str, str], ...]
    numerals: int = 0

    def holds(self, value: float) -> bool:
        """Does the section apply to the number?"""
        found = _COMPARISON.fullmatch(self.condition)
        return found is None or _COMPARE[found[1]](value, float(found[2]))

    @property
    def dates(self) -> bool:
        """Is this a section for dates or times?"""
        return any(kind == "date" for kind, _ in self.pieces)

    @property
    def says(self) -> bool:
        """Does it add words or signs of its own, or write a number in words?"""
        if self.numerals and self.pieces and not self.dates:
            return True
        dress = _DRESS | _OF_DATES if self.dates else _DRESS
        return any(kind == "literal" and not set(text) <= dress for kind, text in self.pieces)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a cell style makes of a number and of a text."""

    show: Show = Show.NUMBER
    numbers: tuple[FormatSection, ...] = ()
    texts: FormatSection | None = None

    def number(self, value: float, since_1904: bool = False) -> Shown:
        """A stored number as a person sees it; its text is empty when the format hides it."""
        plain = shown(value, self.show, since_1904)
        section = next((each for each in self.numbers if each.holds(value)), None)
        if section is None:
            return Shown(plain)
        if not section.pieces:
            return Shown("", plain)
        if section.dates and section.says and value >= 0:
            return Shown(_of_date(section, value, since_1904), plain)
        written = _of_number(section, abs(value) if section.condition == "<0" else value)
        if section.says or (len(_figures(written)) > len(_figures(plain)) and _is_padded(section)):
            return Shown(written, "" if _figures(written) == _figures(plain) and section.dates else plain)
        return Shown(plain)

    def text(self, text: str) -> Shown:
        """A stored text as a person sees it; its text is empty when the format hides it."""
        if self.texts is None or not text:
            return Shown(text)
        if not self.texts.pieces:
            return Shown("", text)
        words = "".join(text if kind == "text" else piece for kind, piece in self.texts.pieces if kind in _SEEN)
        return Shown(words, text) if self.texts.says else Shown(text)


_SEEN = ("text", "literal")
GENERAL = NumberFormat()


@lru_cache(maxsize=4096)
def format_of(code: str) -> NumberFormat:
    """The format with this code. One that says nothing of its own is only a way to show numbers."""
    sections = [_section(part) for part in _parts(code)]
    last = sections[-1].pieces
    texts = sections.pop() if len(sections) == 4 or any(kind == "text" for kind, _ in last) else None
    if not any(section.condition for section in sections) and len(sections) <= len(_IMPLIED):
        implied = _IMPLIED[len(sections) - 1] if sections else ()
        sections = [
            FormatSection(rule, each.pieces, each.numerals) for rule, each in zip(implied, sections, strict=True)
        ]
    telling = any(not each.pieces or each.says or _is_padded(each) for each in sections)
    if texts and texts.pieces and not texts.says:
        texts = None
    return NumberFormat(show_of(code), tuple(sections) if telling else (), texts)


def _parts(code: str) -> list[str]:
    parts = [""]
    for token in _TOKEN.finditer(code):
        if token[0] == ";":
            parts.append("")
        else:
            parts[-1] += token[0]
    return parts


def _section(part: str) -> FormatSection:
    condition, numerals = "", 0
    pieces: list[tuple[str, str]] = []
    for token in _TOKEN.finditer(part):
        kind, text = str(token.lastgroup), token[token.lastgroup or 0]
        if kind == "bracket":
            condition = text if _COMPARISON.fullmatch(text) else condition
            numerals = _NUMERALS.get(text.upper(), numerals)
            kind, text = ("literal", text[1:].partition("-")[0]) if text.startswith("$") else ("", "")
        elif kind in ("quoted", "escaped", "plain"):
            kind = "literal"
        elif kind == "space":
            kind, text = "literal", " "
        if text:
            pieces.append((kind, text))
    return FormatSection(condition, tuple(pieces), numerals)


def _is_padded(section: FormatSection) -> bool:
    """Are whole numbers written with noughts in front (0477-…)?"""
    whole = "".join(text for kind, text in section.pieces if kind == "digits").partition(".")[0]
    return whole.count("0") > 1 and not section.dates and "," not in whole


def adds_words(written: str, plain: str) -> bool:
    """Does a number or date as written say more than the plain one: words, signs, noughts in front?"""
    words = {char for char in written if not char.isdigit() and char not in "%+Ee"}
    return not words <= _DRESS | _OF_DATES or len(_figures(written.partition(".")[0])) > len(_figures(plain))


def _figures(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


# --- numbers --------------------------------------------------------------------------------------


def _of_number(section: FormatSection, value: float) -> str:
    pattern = "".join(text for kind, text in section.pieces if kind == "digits")
    if ("literal", "/") in section.pieces and section.says and abs(value) < _LARGEST_FRACTION:
        return _of_fraction(section, value)
    if not pattern or "E" in pattern.upper() or not abs(value) < 1e15 or ("literal", "/") in section.pieces:
        written = number(value)
        return _around(section, read_out(written, section.numerals == 2) if section.numerals else written)
    whole, _, rest = pattern.partition(".")
    thousands = sum(len(part) - len(part.rstrip(",")) for part in (whole, rest))
    scale = Decimal(100) ** pattern.count("%") / Decimal(1000) ** thousands
    places = sum(rest.count(mark) for mark in "0#?")
    with localcontext(prec=40):
        exact = (Decimal(repr(value)) * scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    integer, _, fraction = format(abs(exact), "f").partition(".")
    needed = places - (len(rest) - len(rest.rstrip("#"))) if fraction else 0
    fraction = fraction[:needed] + fraction[needed:].rstrip("0")
    integer = ("" if integer == "0" else integer).zfill(whole.count("0"))
    if "," in whole.rstrip(","):
        integer = f"{int(integer or 0):,}"
    return ("-" if exact < 0 else "") + _poured(section, integer, fraction)


def _of_fraction(section: FormatSection, value: float) -> str:
    """A number as whole and fraction (# ?/?), the words around it kept: 2.5 → 2 1/2."""
    places = [at for at, (kind, _) in enumerate(section.pieces) if kind == "digits"]
    slash = section.pieces.index(("literal", "/"))
    below = "".join(text for _, text in section.pieces[slash + 1 : slash + 2])
    fraction = Fraction(abs(value)).limit_denominator(10 ** max(len(below), 1) - 1)
    whole, rest = divmod(fraction.numerator, fraction.denominator)
    if sum(at < slash for at in places) < 2:  # no place for a whole number of its own
        written = f"{fraction.numerator}/{fraction.denominator}"
    else:
        written = " ".join(filter(None, (str(whole or ""), f"{rest}/{fraction.denominator}" if rest else ""))) or "0"
    first, last = min([*places, slash]), max([*places, slash])
    words = [text if kind == "literal" else "" for kind, text in section.pieces]
    return "".join((*words[:first], "-" * (value < 0), written, *words[last + 1 :]))


def _around(section: FormatSection, written: str) -> str:
    """The words of a section around a number written once, where its first placeholder stands."""
    pieces = [text if kind == "literal" else None for kind, text in section.pieces]
    place = next((at for at, text in enumerate(pieces) if text is None), len(pieces))
    return "".join(text or (written if at == place else "") for at, text in enumerate(pieces))


def _poured(section: FormatSection, integer: str, fraction: str) -> str:
    """The figures put where the placeholders stand, from the right; those too many go to the first."""
    if section.numerals:
        integer, fraction = (figures(part, section.numerals == 2) for part in (integer, fraction))
    marks = [(kind, mark) for kind, text in section.pieces for mark in (text if kind == "digits" else (text,))]
    point = marks.index(("digits", ".")) if ("digits", ".") in marks else len(marks)
    whole = [at for at, (kind, mark) in enumerate(marks[:point]) if kind == "digits" and mark in "0#?"]
    whole = whole[:1] if "," in integer else whole
    written: dict[int, str] = {}
    for at in reversed(whole[1:]):
        written[at], integer = integer[-1:], integer[:-1]
    if whole:
        written[whole[0]], integer = integer, ""
    if point < len(marks):
        written[point] = integer + ("." + fraction if fraction else "")
    fixed = (mark if kind == "literal" or mark == "%" else "" for kind, mark in marks)
    return "".join(written.get(at, text) for at, text in enumerate(fixed))


# --- dates ----------------------------------------------------------------------------------------


def _of_date(section: FormatSection, value: float, since_1904: bool) -> str:
    days, rest = divmod(round(value * 86_400), 86_400)
    day = serial_day(days, since_1904)
    stamp = day + timedelta(seconds=rest)
    twelve = any(kind == "date" and "/" in text for kind, text in section.pieces)
    fields = {
        "y": stamp.year,
        "d": stamp.day,
        "h": (stamp.hour % 12 or 12) if twelve else stamp.hour,
        "s": stamp.second,
    }
    written, before = [], ""
    kinds = [text[0].lower() for kind, text in section.pieces if kind == "date"]
    place = 0
    for kind, text in section.pieces:
        if kind == "literal":
            written.append(text)
        if kind != "date":
            continue
        mark, after = text[0].lower(), "".join(kinds[place + 1 : place + 2])
        place += 1
        if "/" in text:
            written.append("上午" if stamp.hour < 12 else "下午")
        elif mark == "a" or (mark == "d" and len(text) > 2):
            written.append(("星期" if len(text) == 4 else "") + _WEEK[stamp.weekday()])
        elif mark == "m":
            minutes = before == "h" or after == "s"
            written.append(f"{stamp.minute if minutes else stamp.month:0{min(len(text), 2)}d}")
        elif mark == "y" and len(text) < 3:
            written.append(f"{stamp.year % 100:02d}")
        else:
            written.append(f"{fields[mark]:0{min(len(text), 2)}d}")
        before = mark
    return "".join(written)
