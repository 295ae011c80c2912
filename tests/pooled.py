"""A pool whose workers only read, for the tests of the pool itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from tasklist.model.book import Book, Refusal
from tasklist.readers.limits import SECONDS
from tasklist.readers.pool import Pool, Source


class Readers(Pool[None, Book | Refusal]):
    """Files in, what was read out."""

    def __init__(self, workers: int = 0, passwords: tuple[str, ...] = (), seconds: float = SECONDS) -> None:
        super().__init__(as_read, workers, passwords, seconds)

    def __enter__(self) -> Readers:
        return self

    def read_all(self, files: Iterable[tuple[str, Source]]) -> Iterator[tuple[str, Book | Refusal]]:
        """(name, Book or Refusal) for every (name, function that gives the bytes), in the order given."""
        names: deque[str] = deque()

        def jobs() -> Iterator[tuple[str, Source, None]]:
            for name, source in files:
                names.append(name)
                yield name, source, None

        for made in self.make_all(jobs()):
            yield names.popleft(), made


def as_read(_job: None, content: Book | Refusal) -> Book | Refusal:
    return content
