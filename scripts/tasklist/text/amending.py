"""Words mended in a text as somebody says: what is wrong, and what should stand there."""

from __future__ import annotations

from collections.abc import Sequence

from tasklist.text.normalize import fold


def amended(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The text with every wrong word put right; empty when one of them is not there, or more than once.

    A figure is only found whole: 2月6日 is none in 12月6日.
    """
    for wrong, right in pairs:
        found = _places(text, wrong)
        if len(found) != 1:
            return ""
        begin, end = found[0]
        text = text[:begin] + right + text[end:]
    return text


def _places(text: str, words: str) -> list[tuple[int, int]]:
    typed = [place for place, char in enumerate(text) for _ in fold(char)]
    folded, wanted = "".join(map(fold, text)), fold(words)
    found: list[tuple[int, int]] = []
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if not (_runs_on(folded, at) or _runs_on(folded, end)):
            found.append((typed[at], typed[end - 1] + 1))
        at = folded.find(wanted, at + 1)
    return found


def _runs_on(text: str, at: int) -> bool:
    """Does a number go on over this place?"""
    return text[max(at - 1, 0) : at].isdigit() and text[at : at + 1].isdigit()
