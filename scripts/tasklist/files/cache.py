"""outbox/cache.sqlite3: what was worked out before, kept by a digest of everything it was worked out from.

It may be deleted at any time and is never a source of truth: what is not in it, or cannot be read, is worked out anew,
and a key covers the program itself. What has not been used for longest goes when it grows past its bound.
"""

from __future__ import annotations

import contextlib
import copyreg
import hashlib
import io
import pickle
import sqlite3
import sys
import sysconfig
import zlib
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta, tzinfo
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tasklist.files import disk
from tasklist.model import packed as _packed  # noqa: F401  nouns are packed quickly

CACHE = "outbox/cache.sqlite3"
LIMIT = 512 << 20  # bytes of values kept: a nation's returns of some periods
_LARGEST = 16 << 20  # bytes of one value: pictures are read again sooner than kept twice
_BUSY_SECONDS = 5.0
_PACKAGE = Path(__file__).resolve().parents[2]  # the scripts
_TABLE = """CREATE TABLE IF NOT EXISTS kept
    (key BLOB PRIMARY KEY, used INTEGER NOT NULL, size INTEGER NOT NULL, value BLOB NOT NULL)"""


class Cache:
    """What is known already. `connection`: None when nothing can be kept; `write`: may anything be added?"""

    def __init__(self, connection: sqlite3.Connection | None = None, *, write: bool = False) -> None:
        self._connection = connection
        self._write = write
        self._used: list[bytes] = []
        self._added = 0
        self._turn = 1 + (self._row("SELECT max(used) FROM kept") or 0)

    def get(self, key: bytes) -> Any:  # noqa: ANN401  whoever asks knows what was put under the key
        """What was put under a key; None when there is nothing that can be read."""
        value = self._row("SELECT value FROM kept WHERE key = ?", key)
        if value is None:
            return None
        try:
            found = _Unpickler(io.BytesIO(zlib.decompress(value))).load()
        except Exception:  # damaged, or foreign: worked out anew
            return None
        self._used.append(key)
        return found

    def put(self, key: bytes, value: object) -> None:
        """Keep a value made of the nouns of the model, of texts, numbers and moments."""
        if not (self._connection and self._write):
            return
        stream = io.BytesIO()
        packer = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
        packer.dispatch_table = _PACKED
        packer.dump(value)
        data = zlib.compress(stream.getvalue(), 1)
        if len(data) <= _LARGEST:
            self._do("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", [(key, self._turn, len(data), data)])
            self._added += 1

    def close(self) -> None:
        """Note what was of use, and let go what has not been for longest."""
        if self._connection and self._write:
            self._do("UPDATE kept SET used = ? WHERE key = ?", [(self._turn, key) for key in self._used])
            self._trim()
            with contextlib.suppress(sqlite3.Error):
                self._connection.commit()
        if self._connection:
            self._connection.close()

    def _trim(self) -> None:
        over = (self._row("SELECT sum(size) FROM kept") or 0) - LIMIT if self._added else 0
        if over > 0:
            rows = self._connection.execute("SELECT key, size FROM kept ORDER BY used, key") if self._connection else ()
            gone: list[tuple[bytes]] = []
            for key, size in rows:
                gone.append((key,))
                over -= size
                if over <= 0:
                    break
            self._do("DELETE FROM kept WHERE key = ?", gone)

    def _row(self, statement: str, *values: bytes) -> Any:  # noqa: ANN401  a cell of the one table
        if self._connection is None:
            return None
        try:
            row = self._connection.execute(statement, values).fetchone()
        except sqlite3.Error:
            return None
        return row[0] if row else None

    def _do(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        if self._connection:
            with contextlib.suppress(sqlite3.Error):  # a full disk costs time at the next run, nothing else
                self._connection.executemany(statement, rows)


@contextlib.contextmanager
def opened(home: Path, *, write: bool) -> Iterator[Cache]:
    """The cache of a home; one that cannot be opened is begun anew, or there is none. Never raises for what it is."""
    found = Cache(_connection(home / CACHE, write=write), write=write)
    try:
        yield found
    finally:
        found.close()


def _connection(path: Path, *, write: bool) -> sqlite3.Connection | None:
    for again in (False, True):
        connection = None
        try:
            if not write:
                source = f"{path.absolute().as_uri()}?mode=ro"
                connection = sqlite3.connect(source, uri=True, timeout=_BUSY_SECONDS)
                connection.execute("SELECT count(*) FROM (SELECT key FROM kept LIMIT 1)")
                return connection
            disk.folder(path.parent)
            disk.own_from_the_start(path)  # it holds what was answered
            connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
            connection.execute("PRAGMA synchronous=OFF")  # what a power cut takes is worked out anew
            connection.execute(_TABLE)
            return connection
        except (sqlite3.Error, OSError):
            if connection is not None:
                connection.close()
            if again or not write:
                return None
            with contextlib.suppress(OSError):
                disk.remove(path)
    return None


# --- keys ---------------------------------------------------------------------------------------


def key(*parts: object) -> bytes:
    """The digest of values: equal values have equal keys, in every process; it covers every field of every noun."""
    found = hashlib.sha256()
    for part in parts:
        _feed(found.update, part)
    return found.digest()


def _feed(told: Callable[[bytes], object], value: object) -> None:
    if isinstance(value, str):
        text = value.encode("utf-8", "surrogatepass")
        told(b"s%d:" % len(text) + text)
    elif value is None or isinstance(value, (bool, int, float, date, time, timedelta, tzinfo)):
        told(f"{type(value).__name__}{value!r};".encode())
    elif isinstance(value, (bytes, bytearray)):
        told(b"b%d:" % len(value) + value)
    elif isinstance(value, Enum):
        _feed(told, (type(value).__name__, value.value))
    else:
        told(f"({type(value).__name__}".encode())
        for part in _parts(value):
            _feed(told, part)
        told(b")")


def _parts(value: object) -> Iterator[object]:
    if is_dataclass(value):
        yield from (getattr(value, field.name) for field in fields(value))
    elif isinstance(value, Mapping):
        yield from (part for pair in value.items() for part in pair)
    elif isinstance(value, Set):
        yield from sorted(key(part) for part in value)
    elif isinstance(value, (tuple, list)):
        yield from value
    else:
        raise TypeError(f"no key can be made of a {type(value).__name__}")


@cache
def own_files() -> bytes:
    """The digest of this program's own files."""
    found = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in (".py", ".j2") and path.is_file():
            found.update(path.relative_to(_PACKAGE).as_posix().encode() + disk.read(path))
    return found.digest()


@cache
def program() -> bytes:
    """The digest of this program, its Python and its libraries: whatever one of them made may differ from another's."""
    found = hashlib.sha256(sys.version.encode() + own_files())
    libraries = Path(sysconfig.get_path("purelib"))
    if libraries.is_dir():
        found.update("\n".join(sorted(each.name for each in libraries.glob("*.dist-info"))).encode())
    return found.digest()


# --- values -------------------------------------------------------------------------------------


_PACKED = copyreg.dispatch_table | {ZoneInfo: lambda zone: (ZoneInfo, (zone.key,))}


class _Unpickler(pickle.Unpickler):
    """Makes nouns of the model and moments, and nothing else: the file may have come from anywhere."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  as the library has it
        plain = (module, name) in _PLAIN
        if not plain and not (module.startswith("tasklist.model.") and name.isidentifier()):
            raise pickle.UnpicklingError(f"{module}.{name}")
        found = super().find_class(module, name)
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


_PLAIN = {
    ("zoneinfo", "ZoneInfo"),
    *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
}
