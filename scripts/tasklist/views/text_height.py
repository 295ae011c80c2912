"""How much room a text takes, and where it is cut when it takes more than a row or a cell has."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from tasklist.text.display import visible
from tasklist.text.memory import remembered
from tasklist.views import style
from tasklist.views.style import text_height

ROW_LIMIT = 396.0  # points; a little under Excel's limit, and under a printed page
MOST_ROWS = 80  # of one text: a cell of 32,767 wide characters takes 75 in the widest column of the master
_FEW = 20  # characters of a text that is sooner measured than remembered
_TOO_TALL = -1.0
LONG = 160  # characters from which a text is measured in bulk
_LONG_WORD = re.compile("[!-~]{9}")  # leaves much of a line empty, and programs differ in where they break it


def pieces(text: str, width: float, points: float, tallest: float = ROW_LIMIT) -> tuple[str, ...]:
    """`text` cut so that each piece stands in a row of `tallest` points and a cell's 32,767 characters.

    Joined, the pieces are the text; of one that would take more than MOST_ROWS the last says how much is left to be
    read in the file itself. A cut falls after a line or a sentence where one is near.
    """
    if _whole(whole := visible(text), *_block(width, points, tallest)):
        return (whole,)
    found = tuple(islice(_cuts(text, width, points, tallest), MOST_ROWS + 1))
    if len(found) <= MOST_ROWS:
        return found
    left = len(visible(text)) - sum(map(len, found[: MOST_ROWS - 1]))
    return (*found[: MOST_ROWS - 1], f"（后面还有 {left} 个字，表里放不下，请打开原件查看）")


@lru_cache(1 << 15)  # most of what stands in a table stands there often: its task, its unit, its file
def standing(text: str, width: float, points: float, tallest: float = ROW_LIMIT) -> float | None:
    """How tall a text stands in one row; None when it must go on in another (`pieces`)."""

    def work() -> float:
        return _tall(text, width, points) if len(pieces(text, width, points, tallest)) == 1 else _TOO_TALL

    tall = work() if len(text) < _FEW else remembered(("standing", text, width, points, tallest), work, float, float)
    return None if tall == _TOO_TALL else tall


def first_piece(text: str, width: float, points: float, tallest: float) -> str:
    """The first of the `pieces`, without cutting the others."""
    return next(_cuts(text, width, points, tallest))


def _cuts(text: str, width: float, points: float, tallest: float) -> Iterator[str]:
    """The pieces one after the other; each is cut from as much of the text as a row could hold at the very most."""
    text = visible(text)
    room, lines = _block(width, points, tallest)
    most = (room + 1) * lines + 1
    start = 0
    while start < len(text) and not _whole(ahead := text[start : start + most], room, lines):
        end = start + _cut(ahead, room, lines)
        yield text[start:end]
        start = end
    if start < len(text) or not text:
        yield text[start:]


@lru_cache(1024)
def _block(width: float, points: float, tallest: float) -> tuple[int, int]:
    """How many wide characters a line surely holds, and how many lines a piece has."""
    return max(int(style.places(width, points) / 2), 1), style.lines_in(tallest, points)


def _whole(text: str, room: int, lines: int) -> bool:
    if len(text) <= min(room, lines):  # each character may be a line of its own
        return True
    if len(text) > (room + 1) * lines:
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
