"""What was made of texts before: judged by the same words beside the same texts, a text says the same in every run.

Functions that are asked of thousands of texts ask here first. Nothing is remembered but while a memory is in use, and
none of it can change what they say: a memory holds what the same function of the same program gave.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Any, TypeVar

Made = TypeVar("Made")
Plain = Any  # texts, numbers, and tuples of them

MOST = 400_000  # things remembered at once: the texts of five thousand units


@dataclass
class Memory:
    """What was made, in plain values, by the digest of what it was made of: `known` from before, `used` by now."""

    recall: Callable[[], Mapping[bytes, Plain]]  # asked once, when anything is
    used: dict[bytes, Plain] = field(default_factory=dict)

    @cached_property
    def known(self) -> Mapping[bytes, Plain]:
        """What is known from before."""
        return self.recall()


_in_use: list[Memory] = []


@contextmanager
def using(memory: Memory) -> Iterator[None]:
    """Remember with `memory` from here on."""
    _in_use.append(memory)
    try:
        yield
    finally:
        _in_use.remove(memory)


@contextmanager
def apart() -> Iterator[dict[bytes, Plain]]:
    """Work with what is known, and have what is new by itself, to be told to another process."""
    known = _in_use[-1].known if _in_use else {}
    memory, new = Memory(lambda: known), dict[bytes, Plain]()
    with using(memory):
        yield new
    new |= {key: value for key, value in memory.used.items() if key not in known}


def recall() -> None:
    """Call to mind what is known from before, so that processes that are forked from here share it."""
    if _in_use:
        _ = _in_use[-1].known


def learn(told: Mapping[bytes, Plain]) -> None:
    """Remember what another process found."""
    if _in_use and len(_in_use[-1].used) < MOST:
        _in_use[-1].used.update(told)


def remembered(
    asked: tuple[object, ...], work: Callable[[], Made], plain: Callable[[Made], Plain], made: Callable[[Plain], Made]
) -> Made:
    """What `work` gives. `asked`: its name and all it looks at. `plain` and `made` turn what it gave there and back."""
    if not _in_use:
        return work()
    memory = _in_use[-1]
    key = blake2b(_told(asked), digest_size=16).digest()
    found = memory.used.get(key)
    if found is None:
        found = memory.known.get(key)
        if found is None:
            result = work()
            if len(memory.used) < MOST:
                memory.used[key] = plain(result)
            return result
        memory.used[key] = found
    return made(found)


def _told(asked: Plain) -> bytes:
    """What was asked, as bytes: the same for equal values, whichever objects they are (so marshal's version 2)."""
    try:
        return marshal.dumps(asked, 2)
    except ValueError:  # a text of a kind of its own
        return repr(asked).encode("utf-8", "surrogatepass")
