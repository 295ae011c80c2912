"""How much room a text takes, and where it is cut when it takes more than a row or a cell has."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from tasklist.text.display import visible
from tasklist.views import style
from tasklist.views.style import text_height

ROW_LIMIT = 396.0  # points; a little under Excel's limit, and under a printed page
LONG = 160  # characters from which a text is measured in bulk
_LONG_WORD = re.compile("[!-~]{9}")  # leaves much of a line empty, and programs differ in where they break it


def pieces(text: str, width: float, points: float, tallest: float = ROW_LIMIT) -> tuple[str, ...]:
    """`text` cut so that each piece stands in a row of `tallest` points and a cell's 32,767 characters.

    Joined, the pieces are the text. A cut falls after a line or a sentence where one is near.
    """
    text = visible(text)
    room = max(int(style.places(width, points) / 2), 1)  # wide characters a line surely holds
    lines = style.lines_in(tallest, points)
    found = []
    while text and not _fits(text, room, lines):
        end = _cut(text, room, lines)
        found.append(text[:end])
        text = text[end:]
    return (*found, text) if text or not found else tuple(found)


def _fits(text: str, room: int, lines: int) -> bool:
    if len(text) > room * lines * 2:
        return False
    return sum(max(math.ceil(len(paragraph) / room), 1) for paragraph in text.split("\n")) <= lines


def _cut(text: str, room: int, lines: int) -> int:
    end, used = 0, 0
    for paragraph in text.split("\n"):
        need = max(math.ceil(len(paragraph) / room), 1)
        if used + need > lines:
            end += (lines - used) * room
            break
        end, used = end + len(paragraph) + 1, used + need
    end = min(max(end, 1), len(text))
    near = max(text.rfind(mark, max(end - 2 * room, 1), end) for mark in "\n。；")
    return near + 1 if near > 0 else end


def height(values: Sequence[str], widths: Sequence[float], points: float, least: float = 18.0) -> float:
    """The height of a row whose cells hold these texts in columns of these widths."""
    tall = [_tall(text, width, points) for text, width in zip(values, widths, strict=True) if text]
    return max(least, *tall, 0.0)


@lru_cache(4096)  # the same task text stands in a hundred rows
def _tall(text: str, width: float, points: float) -> float:
    if _LONG_WORD.search(text):
        return min(math.ceil(text_height(text, width, points) * 1.07), style.TALLEST)
    if len(text) < LONG:
        return text_height(text, width, points)
    # Thousands of long texts: counted by the codec at once instead of sign by sign, a little on the tall side.
    room = max(style.places(width, points) - 3, 2.0)
    parts = (style.ink_width(part, len(part.encode("gbk", "replace"))) for part in text.split("\n"))
    return min(style.lines_height(sum(max(math.ceil(part / room), 1) for part in parts), points), style.TALLEST)
