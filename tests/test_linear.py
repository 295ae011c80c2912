"""Every pattern of the program takes time in proportion to its text, whatever the text repeats.

Each compiled pattern is found by importing the package, and is fed the pieces its own repetitions fear, again and
again, 40,000 characters of them; the processor's own clock, which no other program's work moves, ends what is not
linear: what takes a fair part of the time that the quickest of all quadratic searches takes on the same machine.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import random
import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as grammar  # type: ignore[import-not-found]
import signal
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import tasklist
from tasklist.tables import headings
from tasklist.tables.list_words import LISTS

LENGTH = 40_000
QUADRATIC = re.compile(r"\([^)]*\)")  # the quickest of its kind: every step compares one sign
SHARE = 4  # of the quadratic search's time is given to the others; a linear one takes a thousandth
METHODS = {"search", "match", "fullmatch", "sub", "subn", "findall", "finditer", "split"}
ANCHORED = {"match", "fullmatch"}
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
SIGNS = ("（", "(", " ", "\n", "1", "a", "中", "、", "。", ".", "-", "<", '"', "=")


def modules() -> list[str]:
    return sorted(each.name for each in pkgutil.walk_packages(tasklist.__path__, "tasklist.") if not each.ispkg)


def patterns(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """The compiled patterns in a value: itself, or in the tables it holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict):
        yield from (found for pair in value.items() for each in pair for found in patterns(each, depth + 1))
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        yield from (found for each in value for found in patterns(each, depth + 1))


def ways(module: ModuleType, name: str) -> set[str]:
    """How a pattern is used: by the methods called on its name, in any way when it lies in a table."""
    tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name
    } & METHODS
    return used or METHODS


def sample(items: Any, chance: random.Random) -> str:
    """A text the parsed pattern matches, or nearly."""
    return "".join(one(*item, chance) for item in items)


CLASSES = {
    codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " ", codes.CATEGORY_WORD: "中",
    codes.CATEGORY_NOT_DIGIT: "中", codes.CATEGORY_NOT_SPACE: "中", codes.CATEGORY_NOT_WORD: ",",
}  # fmt: skip


def one(code: Any, value: Any, chance: random.Random) -> str:
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.NOT_LITERAL:
        return "中" if value != ord("中") else "x"
    if code is codes.ANY:
        return "中"
    if code is codes.IN:
        return among(value, chance)
    if code in REPEATS:
        return sample(value[2], chance) * max(value[0], 1)
    if code is codes.SUBPATTERN:
        return sample(value[3], chance)
    if code is codes.ATOMIC_GROUP:
        return sample(value, chance)
    return sample(chance.choice(value[1]), chance) if code is codes.BRANCH else ""


def among(value: Any, chance: random.Random) -> str:
    chosen = [
        chr(each) if code is codes.LITERAL else chr(each[0]) if code is codes.RANGE else CLASSES[each]
        for code, each in value
        if code in (codes.LITERAL, codes.RANGE, codes.CATEGORY)
    ]
    if value[0][0] is codes.NEGATE:
        return next(char for char in "中1 a,(（\u3400" if char not in chosen)
    return chance.choice(chosen)


def feared(pattern: re.Pattern[Any]) -> list[str]:
    """What a pattern may stumble on when it comes again and again: what it repeats, with and without what is before."""
    chance, found = random.Random(1), list(SIGNS)
    tree = grammar.parse(pattern.pattern, pattern.flags & ~(re.UNICODE if isinstance(pattern.pattern, str) else 0))

    def visit(items: Any, before: str) -> None:
        for place, (code, value) in enumerate(items):
            here = before + sample(items[:place], chance)
            if code in REPEATS:
                if value[1] is codes.MAXREPEAT or value[1] >= 50:
                    found.extend((sample(value[2], chance), here + sample(value[2], chance)))
                visit(list(value[2]), here)
            elif code is codes.SUBPATTERN:
                visit(list(value[3]), here)
            elif code is codes.ATOMIC_GROUP:
                visit(list(value), here)
            elif code is codes.BRANCH:
                for branch in value[1]:
                    visit(list(branch), here)
            elif code in (codes.ASSERT, codes.ASSERT_NOT):
                visit(list(value[1]), here)

    visit(list(tree), "")
    found += [sample(tree, chance) for _ in range(3)]
    return [piece for piece in dict.fromkeys(found) if piece]


class Endless(Exception):  # noqa: N818
    """Time is up."""


@cache
def allowed() -> float:
    """Seconds of the processor one search may take on this machine; what runs longer is ended from here on."""

    def stop(*_: object) -> None:
        raise Endless

    signal.signal(signal.SIGVTALRM, stop)
    before = time.process_time()
    QUADRATIC.search("(" * LENGTH)
    return (time.process_time() - before) / SHARE


def ends(pattern: re.Pattern[Any], way: str, text: Any) -> bool:
    signal.setitimer(signal.ITIMER_VIRTUAL, allowed())
    try:
        if way in ANCHORED:
            getattr(pattern, way)(text)
        else:
            for _ in pattern.finditer(text):
                pass
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except Endless:
        return False
    return True


def stumbles(pattern: re.Pattern[Any], used: set[str]) -> str:
    """The piece that makes a search endless, or nothing."""
    tried = (used & ANCHORED) | ({"finditer"} if used - ANCHORED else set())
    for piece in feared(pattern):
        text: Any = (piece * (LENGTH // len(piece) + 1))[:LENGTH] + "\x01"
        if isinstance(pattern.pattern, bytes):
            text = text.encode("latin-1", "replace")
        if not all(ends(pattern, way, text) for way in tried):
            return piece
    return ""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the processor's own clock is POSIX's")
@pytest.mark.parametrize("name", modules())
def test_every_pattern_is_linear_in_what_it_fears(name: str) -> None:
    module = importlib.import_module(name)
    endless = {
        f"{label}: {str(pattern.pattern)[:80]}": piece
        for label, value in vars(module).items()
        if not isinstance(value, ModuleType)
        for pattern in patterns(value)
        if (piece := stumbles(pattern, ways(module, label)))
    }
    assert endless == {}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the processor's own clock is POSIX's")
@pytest.mark.parametrize("kind", [headings.TASKS, headings.QUOTAS, LISTS])
def test_what_is_a_heading_and_nothing_else_is_found_in_one_way(kind: headings.Vocabulary) -> None:
    made = headings._whole(kind.words + kind.vague)
    assert not stumbles(made, {"fullmatch"})
    assert made.fullmatch("2023年具体工作任务完成时限") and not made.fullmatch("152701199001011234")


def test_the_test_itself_finds_what_is_quadratic_or_worse() -> None:
    assert stumbles(QUADRATIC, {"search"})
    assert stumbles(re.compile(r"(?:[0-9、]+\s*)+页"), {"fullmatch"})
    assert not stumbles(re.compile(r"\([^)]{0,40}\)"), {"search"})
    assert not stumbles(re.compile(r"x*y"), {"fullmatch"})
