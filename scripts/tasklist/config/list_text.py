"""The words of a list without their layout: stray spaces and line breaks are no words."""

from __future__ import annotations

import re

_ENDS = re.compile(r"[。；：！？.;:!?]$")
_LATIN_GAP = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[A-Za-z0-9])")
# One 责任单位 per line, or blanks between: after what a name may end with, before what is more than its last letter.
_NEXT_UNIT = re.compile(r"(?<=[股室科处院所站队办委部局会组校馆司心位人）)])\s+(?=[\u4e00-\u9fff]{2})")


def words(text: str) -> str:
    """A short text with its layout taken out: no spaces or breaks between Chinese characters."""
    kept = _LATIN_GAP.sub("\x00", text.strip())
    return re.sub(r"\s+", "", kept).replace("\x00", " ")


def paragraphs(text: str) -> str:
    """A long text with its paragraphs kept: a line that does not end a sentence runs on into the next."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    joined: list[str] = []
    for line in lines:
        if joined and not _ENDS.search(joined[-1]):
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined)


def units(text: str) -> str:
    """The words of 责任单位, names on lines of their own kept apart."""
    return words(_NEXT_UNIT.sub("\x00", text))
