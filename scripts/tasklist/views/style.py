"""How every workbook looks: fonts by name, colours, widths, the page, and how tall Chinese text stands.

Plain values only: each view makes its own library's style objects from them. Fonts and sizes follow the
habit of official documents (title 方正小标宋, headings 黑体, body 仿宋, notes 楷体); the names are written
into the file, so a computer that has the fonts shows them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from tasklist.model.ledger import Colour


@dataclass(frozen=True, slots=True)
class Face:
    """A font by name, its size in points and its colour as RRGGBB."""

    name: str
    points: float
    bold: bool = False
    colour: str = "000000"


TITLE = Face("方正小标宋简体", 22)
SUBTITLE = Face("楷体_GB2312", 12)
HEADING = Face("黑体", 11)
BODY = Face("仿宋_GB2312", 11)
NOTE = Face("楷体_GB2312", 11)
NUMBER = Face("宋体", 11)
HINT = Face("宋体", 9, colour="7F7F7F")
HINT_LINK = Face("宋体", 10, colour="1F4E79")


@dataclass(frozen=True, slots=True, eq=False)
class Tint:
    """A cell's background and the text colour that stays readable on it, as RRGGBB; there is one of each.

    A light has a `strong` colour too, for the areas of a chart, and a `sign` for where colours are not seen.
    """

    fill: str
    text: str = "000000"
    strong: str = ""
    sign: str = ""


LIGHTS = {
    Colour.RED: Tint("F8CBAD", "9C0006", "C00000", "×"),
    Colour.YELLOW: Tint("FFEB9C", "7F6000", "FFC000", "△"),
    Colour.GREEN: Tint("E2EFDA", "375623", "70AD47"),
    Colour.GREY: Tint("EDEDED", "595959", "A6A6A6", "·"),
}
HEADING_TINT = Tint("F2F2F2")
ANSWER_TINT = Tint("FFF2CC")  # the headings of the columns a unit fills in
UNANSWERED = "FFF9E5"  # a cell still to be filled in, while it is
REPEATED = "FCE4D6"  # an answer that is last period's, while it is
RULE = "000000"  # the lines of a printed table
LINK = "1F4E79"

# Widths in characters of the official nine columns; 重点任务 has two. Together they fill A4 landscape at full size.
OFFICIAL_WIDTHS = {
    "seq": (5.0,),
    "theme": (9.5, 9.5),
    "detail": (29.5,),
    "lead": (9.5,),
    "responsible": (14.5,),
    "deadline": (11.0,),
    "progress": (35.5,),
    "contact": (13.0,),
    "remark": (9.0,),
}

# The page: A4 landscape, one page wide. Margins in inches, left, right, top, bottom; header and footer.
PAPER_A4 = 9
A4 = (595.3, 841.9)  # short and long side in points
MARGINS = (0.5, 0.5, 0.5, 0.6)
HEADER_MARGIN = 0.3
FOOTER = "第 &P 页 共 &N 页"

CELL_LIMIT = 32_767  # characters a cell holds
SHEET_ROWS = 1_048_576  # rows a sheet holds
TALLEST = 409.0  # points, Excel's limit for a row
HEADING_HEIGHT = 42.0  # points of a heading row: two lines and air
ANSWER_HEIGHT = 52.5  # points a row keeps free for an answer that is not there yet

CHAR_POINTS = 5.25  # one character of column width: seven pixels at 96 per inch
_LEADING = 1.45  # of the tallest font that may stand in for 仿宋
_PADDING = 4.5  # points above and below together
_SPARE = 0.98  # printers and programs differ by a line or so
_CLOSING = "，。、；：！？）》」』】〕”’％…—,.;:!?)]}%"
_WORDS = re.compile(  # an address may be broken behind a stroke or a question mark
    # most signs by the first branch, which no white space and no letter fits
    rf"[\u3001-\uffff][{re.escape(_CLOSING)}]*|\s|(?:[!-~]*?[/?-](?=[!-~])|[!-~]+|.)[{re.escape(_CLOSING)}]*",
    re.DOTALL,
)


def text_height(text: str, width_chars: float, points: float) -> float:
    """How tall a row must be, in points, to show `text` wrapped in a column of `width_chars` characters.

    A wide character counts two halves of `points`; no closing mark begins a line. At most TALLEST: a text
    that needs more must be continued elsewhere.
    """
    return min(full_height(text, width_chars, points), TALLEST)


def full_height(text: str, width_chars: float, points: float) -> float:
    """How tall `text` stands in a column of this width, in points, over as many rows as that takes."""
    room = places(width_chars, points)
    return lines_height(sum(_lines(paragraph, room) for paragraph in text.split("\n")), points)


def places(width_chars: float, points: float) -> float:
    """How many half-width places a line of a column of this width has."""
    return max((width_chars - 1) * CHAR_POINTS / (points / 2), 2.0)


def lines_height(lines: float, points: float) -> float:
    """How tall this many lines stand, in points."""
    return math.ceil((lines * points * _LEADING + _PADDING) / 0.75) * 0.75


def lines_in(height: float, points: float) -> int:
    """How many lines a row of this height surely shows, at least one."""
    return max(int((height - _PADDING) / (points * _LEADING)), 1)


def page_room(width_chars: float, *, portrait: bool = False) -> float:
    """How many points of rows stand on one A4 page when a table this wide is fitted to its width."""
    tall, wide = A4[::-1] if portrait else A4
    left, right, top, bottom = (inches * 72 for inches in MARGINS)
    scale = min(1.0, (wide - left - right) / max(width_chars * CHAR_POINTS, 1.0))
    return (tall - top - bottom) / scale * _SPARE


def text_width(text: str) -> int:
    """How many half-width places `text` takes: two for a wide character, none for a combining one."""
    return len(text) if text.isascii() else sum(map(_places, text))


@lru_cache(1 << 15)  # more than a campaign's texts have different signs
def _places(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


_LETTER, _CAPITAL = 0.12, 0.4  # what digits and letters, and what broad ones take beyond a place, where 仿宋 is missing
_BROAD = re.compile("[A-Z%@&]")
_BROADEST = 2.0  # places no sign goes beyond


def ink_width(text: str, places: int) -> float:
    """The half-width `places` of a text, with what its letters take beyond them in a font that stands in."""
    return places + _LETTER * len(text.encode("ascii", "ignore")) + _CAPITAL * len(_BROAD.findall(text))


@lru_cache(1 << 16)  # most words are one sign and what closes behind it: measured once, not once a cell
def _word(word: str) -> float:
    """The half-width places one word takes."""
    return ink_width(word, text_width(word))


def _lines(paragraph: str, room: float) -> int:
    """How many lines of `room` half-width places a paragraph fills."""
    if len(paragraph) * _BROADEST <= room:  # the most it can take: no need to look at the words
        return 1
    words = _WORDS.findall(paragraph)
    widths = list(map(_word, words))
    ahead = int(room / 2) + 2  # as many words as a line mostly has
    lines, used, at = 1, 0.0, 0
    while at < len(words):
        ends = list(accumulate(widths[at : at + ahead], initial=used))  # where each word would end in the line
        fit = bisect_right(ends, room) - 1
        at, used = at + fit, ends[fit]
        if fit == len(ends) - 1:
            continue
        if words[at].isspace():
            used = room
        else:  # a word longer than a line begins a new one and is cut where that ends
            full = math.ceil(widths[at] / max(room - 1, 1)) - 1  # no letter is cut in two
            lines, used = lines + 1 + full, max(widths[at] - full * room, 1)
        at += 1
    return lines
