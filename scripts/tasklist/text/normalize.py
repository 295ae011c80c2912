"""How texts are compared: full-width forms folded, spaces and punctuation set aside, numerals read.

Comparing never changes what is shown: the verbatim text always travels beside its folded form.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

# How small numbers are written, for the patterns that look for them: a numeral; a month, a day, a number of a line.
NUMERAL = "[一二三四五六七八九十]"
SMALL = rf"(?:\d{{1,2}}|{NUMERAL}{{1,3}})"

_PUNCTUATION = re.compile(r"[\s\W_]+")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}  # full-width forms
_STOPS = "，,。、；;：:！!？?（）()《》〈〉【】[]「」『』“”‘’\"'…—·"
_BRACKETS = re.compile(r"[（(][^）)]{0,100}[）)]")
# White space, control characters, and the format characters (category Cf) that leave no ink.
_UNSEEN = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]+"
)


@lru_cache(maxsize=8192)  # the official texts are folded again for every row of every return
def fold(text: str) -> str:
    """`text` in NFKC (full-width digits and letters become plain), invisible characters and all spaces removed.

    What a web page calls a blank (&nbsp;) is one.
    """
    if "&" in text:
        text = html.unescape(text)
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """`fold(text)` in lower case without punctuation: what two texts have in common whoever typed them."""
    return _PUNCTUATION.sub("", fold(text)).lower()


@lru_cache(maxsize=8192)
def wording(text: str) -> str:
    """What makes two sentences one: their words, and every sign that makes a number what it is.

    `bare` takes 1.5 for 15 and 三、四 for 三四; here a sign between two numerals stays, and beside one any that is no
    mere stop, quotation mark or bracket (%, -, ≥).
    """
    plain = _UNSEEN.sub(lambda gap: " " if any(map(str.isspace, gap[0])) else "", text.translate(_PLAIN)).lower()

    def kept(found: re.Match[str]) -> str:
        before, after = (_numeral(plain[place : place + 1]) for place in (found.start() - 1, found.end()))
        signs = found[0].replace(" ", "")
        if before and after:
            return signs or " "
        return "".join(sign for sign in signs if sign not in _STOPS) if before or after else ""

    return _PUNCTUATION.sub(kept, plain)


def _numeral(char: str) -> bool:
    return char.isnumeric() or char == "两"


def without_brackets(name: str) -> str:
    """`bare(name)` without what stands in brackets."""
    return bare(_BRACKETS.sub("", name))


def number(text: str) -> int | None:
    """A whole number in digits or Chinese numerals (`12`, `１２`, `十二`), 15 characters at most, or None."""
    folded = fold(text)
    if len(folded) > 15:
        return None
    if folded.isascii() and folded.isdigit():
        return int(folded)
    if not folded or any(char not in _DIGITS and char not in _UNITS for char in folded):
        return None
    if not any(char in _UNITS for char in folded):
        return int("".join(str(_DIGITS[char]) for char in folded))
    total, digit = 0, 0
    for char in folded:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * _UNITS[char]
            digit = 0
    return total + digit


def verbatim(text: str, folded: str) -> str:
    """The words of `text` that fold to `folded`, as they were typed; `folded` itself when they are not found.

    `folded` may have been cut by `shorten`: its … stays.
    """
    words = folded.removesuffix("…")
    marks: list[int] = []
    plain = ""
    for place, char in enumerate(text):
        here = fold(char)
        plain += here
        marks += [place] * len(here)
    start = plain.find(words)
    if not words or start < 0:
        return folded
    return text[marks[start] : marks[start + len(words) - 1] + 1] + folded[len(words) :]


_ORDINAL = re.compile(
    r"(?:任务|序号|编号|第|no)*[(（]?([0-9]+|[〇零一二三四五六七八九十]+)(?:\.0+)?[)）]?[、.．。项条号]*", re.IGNORECASE
)


_PRINTED = re.compile(
    r"(?:任务|序号|编号|第|no\.?)*[(\[【]?(?P<said>[^)\]】]*(?:[)\]】][^)\]】]+)*)[)\]】]?", re.IGNORECASE
)


def printed_number(text: str) -> str:
    """A printed number as it is compared, out of its dress: `3．2、` → 3.2, `（二）` → 二, `1—2` → 1-2."""
    said = re.sub(r"[—–―~]", "-", fold(text)).rstrip("、.。:;项条号")
    found = _PRINTED.fullmatch(said)
    return (found["said"] if found else said).lower()


def ordinal(text: str) -> int | None:
    """The number a 序号 cell says, whatever its dress (`3`, `03`, `3.`, `（三）`, `第3项`, `③`), or None."""
    found = _ORDINAL.fullmatch(fold(text))
    return number(found[1]) if found else None
