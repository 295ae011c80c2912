"""Is a text in a task's row the list's own? Proved word by word; what goes beyond the official words is the unit's."""

from __future__ import annotations

import re
from functools import lru_cache

from tasklist.model.tasks import Task
from tasklist.returns.rows.task_matching import beyond
from tasklist.tables.headings import TASKS
from tasklist.text.normalize import bare, ordinal

_CLAUSE = 2  # characters of a text that may be a piece of the list's own
_PLAIN = 4  # characters of a piece that is one in a text of any length; of a long text a word like 重点 is none
_PART = 8  # how many times as long a text may be of which fewer are a piece
_TICK = re.compile(r"[√✓✔☑✅■●×✗✘✕☒○〇△▲★☆※]")
_NUMBERED = re.compile(r"^\s*[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[、.．）)\s]+")
_LABEL = re.compile(r"\s{0,9}[（(【\[]?(?P<label>[^:：\n】\]]{2,16})[】\]）)]?\s{0,9}[:：]\s*(?P<said>.+)", re.DOTALL)


def official(task: Task, role: str, text: str) -> bool:
    """Is this the list's own text for a task: under its own heading, perhaps abbreviated, or under another, whole?"""
    if role == "seq" and ordinal(text) is not None:
        return True
    return any(_says(text, words, loosely=own == role) for own, words in _texts(task))


def verbatim(task: Task, role: str, text: str) -> bool:
    """The same without tolerance: not a word or a slip of the pen beyond the list's own."""
    said = bare(_NUMBERED.sub("", text))
    if role == "seq" and ordinal(text) is not None:
        return True
    if not bare(text):
        return not _TICK.search(text)
    return any(said == bare(words) or (own == role and _is_piece(said, bare(words))) for own, words in _texts(task))


def _is_piece(said: str, whole: str) -> bool:
    """Is a text a piece of the list's own, long enough to be no word anybody might write?"""
    long = len(said) >= _PLAIN or len(said) * _PART >= len(whole)
    return long and len(said) >= _CLAUSE and said in whole and not said.isdigit()


def _texts(task: Task) -> tuple[tuple[str, str], ...]:
    beside = (("lead", task.lead), ("responsible", task.responsible), ("deadline", task.deadline.text))
    return _texts_of(task.themes, task.detail, (*beside, *task.cells))


@lru_cache(1 << 12)
def _texts_of(themes: tuple[str, ...], detail: str, beside: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    above = [pair for theme in (*themes, "".join(themes)) for pair in (("theme", theme), ("detail", theme + detail))]
    return (*above, ("detail", detail), *beside)


@lru_cache(1 << 14)  # every return holds the list's own texts
def _says(text: str, official_words: str, *, loosely: bool) -> bool:
    written, wanted = bare(text), bare(official_words)
    if not written:
        return not _TICK.search(text)
    if written == wanted:
        return True
    if loosely and _is_piece(written, wanted):
        return True
    return bool(wanted) and not beyond(bare(_NUMBERED.sub("", text)), wanted)


def typed_below(task: Task, text: str) -> tuple[str, bool]:
    """What stands behind a task's whole official text in one cell, and whether a label calls it progress."""
    return _below(tuple(words for _, words in _texts(task) if words and words.endswith(task.detail)), text)


@lru_cache(1 << 12)
def _below(whole: tuple[str, ...], text: str) -> tuple[str, bool]:
    for number in (_NUMBERED.match(text), None):
        start = number.end() if number else 0
        for words in whole:
            rest = _behind(text[start:], bare(words))
            if rest is not None and bare(rest):
                found = _LABEL.fullmatch(rest)
                labelled = found and TASKS.role(found["label"]) == "progress" and TASKS.names(found["label"])
                return (found["said"].strip(), True) if found and labelled else (rest.strip(), False)
    return "", False


def _behind(text: str, wanted: str) -> str | None:
    """What follows the bare text `wanted` where `text` begins with it, or None."""
    place, left = 0, wanted
    while left and place < len(text):
        here = bare(text[place])
        if not left.startswith(here):
            return None
        left = left[len(here) :]
        place += 1
    return None if left else text[place:].lstrip("。．.；;，,、：:！!")
