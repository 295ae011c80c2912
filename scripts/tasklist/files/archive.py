"""Copies of what was received: every version ever received, once, by its hash, before anything else is done with it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tasklist.files import atomic, disk
from tasklist.model.errors import UserError, cause

ARCHIVE = "outbox/archive"


def archived(path: str, sha256: str) -> str:
    """Where a version received at this path is kept, relative to the home, with the ending of its name then."""
    stem, dot, ending = path.rsplit("/", 1)[-1].rpartition(".")
    safe = stem and ending.isascii() and ending.isalnum()
    return f"{ARCHIVE}/{sha256[:2]}/{sha256}{dot + ending.lower() if safe else ''}"


def unclaimed(home: Path, claimed: Collection[str]) -> tuple[str, ...]:
    """The copies no receipt vouches for, relative to the home: their receipts are lost. `claimed`: all others."""
    found = (path.relative_to(home).as_posix() for path in (home / ARCHIVE).glob("??/*") if path.is_file())
    return tuple(sorted(path for path in found if path not in claimed))


@dataclass(slots=True)
class Archive:
    """The copies of one run. `trusted`: those a receipt vouches for, by their place relative to the home.

    A copy without a receipt may be what a crash left of it: it is compared byte by byte, and written anew. Receipts
    are written after `settle`, so no receipt ever stands without its bytes.
    """

    home: Path
    trusted: Collection[str]
    writes: bool = True
    _fresh: list[Path] = field(default_factory=list)

    def keep(self, path: str, sha256: str, data: bytes) -> bool:
        """See to it that there is a copy of these bytes; was there one before? Raises UserError."""
        kept = archived(path, sha256)
        there = self.home / kept
        held = self._holds(there, data, trusted=kept in self.trusted)
        if self.writes and not held:
            try:
                atomic.save_undurably(there, data)
            except OSError as error:
                raise _unwritable(error) from error
        if not held or kept not in self.trusted:
            self._fresh.append(there)
        return held

    def settle(self) -> None:
        """Have the new copies reach the disk, bytes and names, in one go. Raises UserError."""
        if self.writes and self._fresh:
            try:
                disk.own(self.home / ARCHIVE)
                disk.settle(self._fresh)
            except OSError as error:
                raise _unwritable(error) from error
        self._fresh.clear()

    @staticmethod
    def _holds(there: Path, data: bytes, *, trusted: bool) -> bool:
        """Not when somebody saved another text over it."""
        with suppress(OSError):
            return there.stat().st_size == len(data) and (trusted or disk.content_of(there) == data)
        return False


def _unwritable(error: OSError) -> UserError:
    return UserError(f"留存副本写不进 {ARCHIVE}/（{cause(error)}），请检查磁盘空间和文件夹权限。")
