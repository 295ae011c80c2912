"""The bytes of what was sent beside the forms, taken out of the files they came in once more, when they are wanted.

All that units send in a period fits into no memory, so nothing but its digest is kept while the returns are judged.
What lies inside a file is taken out where every file is read: in a worker, within its limits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tasklist.app import reading
from tasklist.files import inbox
from tasklist.model.arrival import Arrival
from tasklist.model.book import FILE_BYTES, Book, Refusal
from tasklist.readers import registry
from tasklist.readers.pool import Pool

TOGETHER = 32 << 20  # bytes taken out of a file at a time


class Sent(NamedTuple):
    """A thing that was sent: in which file, whether it is that file or a picture in it, its digest and size."""

    arrival: Arrival
    picture: bool
    sha256: str
    size: int

    @property
    def holder(self) -> tuple[str, str, tuple[str, ...]]:
        """The file of the inbox it lies in, and the way through archives and mails to what holds it."""
        inside = self.arrival.inside if self.picture else self.arrival.inside[:-1]
        return self.arrival.outer, self.arrival.kept, inside


class _Wanted(NamedTuple):
    """What a worker takes out of a file: the way to it, and the digests of what is wanted there."""

    inside: tuple[str, ...]
    digests: frozenset[str]


@dataclass(frozen=True)
class _Taking:
    """What a worker does with a file something is taken out of."""

    passwords: tuple[str, ...]

    def __call__(self, wanted: _Wanted, content: Book | Refusal) -> Book:
        """A Book whose members are what was wanted, called by their digests."""
        for name in wanted.inside:
            members = dict(content.members) if isinstance(content, Book) else {}
            if name in members:  # else it is what a letter itself says
                content = registry.read(members[name], name, self.passwords)
        if isinstance(content, Refusal):
            return Book("taken")
        pictures = (picture.data for grid in content.grids for picture in grid.pictures)
        there = (*(data for _, data in content.members), *pictures)
        found = {hashlib.sha256(data).hexdigest(): data for data in there}
        return Book("taken", members=tuple((digest, found[digest]) for digest in wanted.digests if digest in found))


@dataclass
class SentBytes:
    """Gives the bytes of one thing after another; those that lie together are taken together."""

    home: Path
    pool: Pool[_Wanted, Book]
    held: Mapping[str, bytes] = field(default_factory=dict)

    def of(self, one: Sent, following: Sequence[Sent]) -> bytes | None:
        """The bytes of a thing, before those `following`; None when they cannot be got any more."""
        if one.sha256 not in self.held:
            self.held = {}  # before the next are taken
            self.held = self._alone(one) if not one.arrival.inside and not one.picture else self._taken(one, following)
        return self.held.get(one.sha256)

    def _alone(self, one: Sent) -> Mapping[str, bytes]:
        try:
            return {one.sha256: inbox.content(self.home, one.arrival)}
        except OSError:
            return {}

    def _taken(self, one: Sent, following: Sequence[Sent]) -> Mapping[str, bytes]:
        if one.size > FILE_BYTES:
            return {}
        wanted = frozenset(each.sha256 for each in (one, *_beside(one, following)))
        source = partial(inbox.kept, self.home, one.arrival)
        (made,) = self.pool.make_all([(one.arrival.outer, source, _Wanted(one.holder[2], wanted))])
        return dict(made.members) if isinstance(made, Book) else {}


def _beside(one: Sent, following: Sequence[Sent]) -> Iterator[Sent]:
    """What comes next out of the same file, as long as it is not too much."""
    left = TOGETHER - one.size
    for each in following:
        left -= each.size
        if each.holder != one.holder or left < 0:
            return
        yield each


@contextmanager
def opened(home: Path) -> Iterator[SentBytes]:
    """Of the files of a home. A worker starts when something is first taken out of a file."""
    passwords = reading.passwords()
    with Pool(_Taking(passwords), 1, passwords) as pool:
        yield SentBytes(home, pool)
