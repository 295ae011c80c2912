"""The last net: what fails while one file's content is interpreted or shown costs that file, and the rest goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from tasklist.app import inner_errors
from tasklist.app.reading import Received
from tasklist.files.outbox import Put
from tasklist.model.finding_kinds import finding
from tasklist.model.returns import Return
from tasklist.returns.interpret import failed

MOST = 5  # files a run goes on without; when more fail, it is no file's fault
_Made = TypeVar("_Made")


def enduring(received: Received, make: Callable[[Received], _Made]) -> tuple[Received, _Made]:
    """What `make` makes of everything received, or of everything but the files whose content makes it fail.

    They are looked for by halves, and set aside. Raises what no single file is to blame for.
    """
    for _ in range(MOST):
        try:
            return received, make(received)
        except Exception as error:
            if isinstance(error, sqlite3.Error) or not inner_errors.is_ours(error):
                raise
            guilty = _guilty(received, make)
            if guilty is None:
                raise
            path = inner_errors.keep(received.office.home, inner_errors.report(error, "showing a file"))
            aside = failed(guilty.arrival, inner_errors.told(path), seen=held(guilty), unit=guilty.unit)
            received = replace(received, returns=tuple(aside if each is guilty else each for each in received.returns))
    return received, make(received)


def held(made: Return) -> int:
    """How many things a file that was read holds."""
    sources = {source for entry in made.entries for source in entry.sources}
    return made.template + sum(one.count for one in made.unplaced) + len(sources) if made.seen is None else made.seen


def _guilty(received: Received, make: Callable[[Received], object]) -> Return | None:
    """The one file without which it would not fail, as far as halving finds it."""
    suspects: Sequence[Return] = received.returns
    while len(suspects) > 1:
        half = len(suspects) // 2
        found = next((part for part in (suspects[:half], suspects[half:]) if _fails(received, part, make)), None)
        if found is None:
            return None
        suspects = found
    return suspects[0] if suspects and not _fails(received, (), make) else None


def _fails(received: Received, returns: Sequence[Return], make: Callable[[Received], object]) -> bool:
    try:
        make(replace(received, returns=tuple(returns)))
    except Exception as error:
        return inner_errors.is_ours(error)
    return False


def companion(home: Path, name: str, write: Callable[[], Sequence[Put]]) -> tuple[Put, ...]:
    """What `write` wrote; when it fails by a mistake of the program's own, a finding says so and the rest goes on."""
    try:
        return tuple(write())
    except Exception as error:
        if isinstance(error, sqlite3.Error) or not inner_errors.is_ours(error):
            raise
        path = inner_errors.keep(home, inner_errors.report(error, f"writing {name}"))
        return (Put(name, (finding("not_made", f"{name} 没有做成，{inner_errors.told(path)}", place=name),)),)
