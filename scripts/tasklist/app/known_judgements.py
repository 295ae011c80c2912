"""What texts were found to say, and how tall they stand, kept in the cache: ten new returns are ten to judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tasklist.files import cache
from tasklist.files.cache import Cache
from tasklist.text import memory
from tasklist.text.memory import Memory, Plain

_PARTS = 32  # a part is written anew when there is something new in it, without what was of no more use


@contextmanager
def remembering(kept: Cache, period: str) -> Iterator[None]:
    """Work with what runs of the same period knew, and keep what this one knows at its end."""
    keys = [cache.key("judged", cache.program(), period, part) for part in range(_PARTS)]

    def recall() -> Mapping[bytes, Plain]:
        return {name: value for key in keys for name, value in (kept.get(key) or {}).items()}

    known = Memory(recall)
    with memory.using(known):
        yield
    parts: list[dict[bytes, Plain]] = [{} for _ in keys]
    for name, value in known.used.items():
        parts[name[0] % _PARTS][name] = value
    for key, part in zip(keys, parts, strict=True):
        if part and not part.keys() <= known.known.keys():
            kept.put(key, part)
