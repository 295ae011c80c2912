"""The inbox is evidence: looked at, hashed, copied once into the archive, never changed.

A receipt says when a run first saw a version at a path and when it was gone or replaced there. With the
receipts and the archive any earlier moment can be told again (`as_of`). The same bytes count as received
when they were first seen anywhere: a file dragged into a unit's folder does not become late by it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tasklist import store
from tasklist.catalogue import finding
from tasklist.errors import UserError, cause
from tasklist.model import Arrival, Finding
from tasklist.records import ARCHIVE, archived

FOLDER = "inbox"
QUIET_SECONDS = 2.0  # a file untouched for so long is taken for whole; a younger one is looked at twice
LARGEST = 200 * 1024 * 1024  # bytes; a return of 14 tasks has some 20 thousand

_JUNK_NAMES = {".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", ".gitkeep", ".gitignore", "__macosx"}
_JUNK_STARTS = ("~$", ".~", "._", "~wrl", ".sync", ".nutstore")
_JUNK_ENDS = (".tmp", ".crdownload", ".part", ".lnk", ".url", ".td", ".downloading")

TABLES = (
    """CREATE TABLE IF NOT EXISTS receipts (
        path TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime TEXT NOT NULL,
        seen TEXT NOT NULL, gone TEXT, replaced INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (path, sha256, seen))""",
)


@dataclass(frozen=True, slots=True)
class Scan:
    """What the inbox holds as known at a moment: arrivals by path, and findings about files that left."""

    arrivals: tuple[Arrival, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file on disk now. `state` and `reason` as in Arrival; `sha256` is empty when it was not read."""

    path: str
    sha256: str
    size: int
    mtime: datetime
    state: str = ""
    reason: str = ""
    disk: Path = Path()


def junk(path: str) -> bool:
    """Is this a file no unit sent: a lock file of Excel or WPS, a system file, an unfinished download?"""
    parts = [part.lower() for part in path.split("/")]
    return any(part in _JUNK_NAMES or part.startswith(_JUNK_STARTS) for part in parts) or parts[-1].endswith(_JUNK_ENDS)


def scan(
    home: Path, connection: sqlite3.Connection, as_of: datetime, senders: Mapping[str, str], *, keep: bool
) -> Scan:
    """Look at inbox/, record receipts, and tell what was there at `as_of`. `keep`: copy new versions to the archive.

    Raises UserError when the folder is missing or the archive cannot be written.
    """
    store.ensure(connection, TABLES)
    root = home / FOLDER
    if not root.is_dir():
        raise UserError(f"没有找到收件夹 {FOLDER}/，请在 {home} 下建立它，再把各单位交回的文件放进去。")
    seen = list(_look(root))
    _record(connection, [each for each in seen if each.sha256], as_of)
    if keep:
        _archive(home, seen)
    received = _first_seen(connection)
    arrivals = [
        Arrival(each.path, each.sha256, as_of, each.mtime, each.size, state=each.state, reason=each.reason)
        for each in seen
        if not each.sha256
    ]
    known = [replace(each, received=received[each.sha256]) for each in _known(connection, as_of)]
    since: dict[str, datetime] = {}
    for each in known:
        since[each.path] = min(since.get(each.path, each.received), each.received)
    arrivals += [
        replace(
            each,
            sender=senders.get(each.sha256, ""),
            since=since[each.path] if since[each.path] < each.received else None,
        )
        for each in known
    ]
    arrivals.sort(key=lambda each: (each.path, each.received, each.sha256))
    return Scan(tuple(arrivals), tuple(_withdrawn(connection, as_of)))


def content(home: Path, arrival: Arrival) -> bytes:
    """The bytes of a version: from the archive, or from the inbox when it was not kept (a dry run)."""
    kept = home / archived(arrival.path, arrival.sha256)
    return kept.read_bytes() if kept.exists() else _read(home / arrival.path)


# --- looking ------------------------------------------------------------------------------------


def _look(root: Path) -> Iterator[_Seen]:
    found = sorted(_files(root), key=lambda path: path.relative_to(root).as_posix())
    young = {path: before for path in found if (before := _young(path))}
    if young:
        time.sleep(QUIET_SECONDS)
    for path in found:
        name = f"{FOLDER}/{path.relative_to(root).as_posix()}"
        yield _one(path, _printable(name), young.get(path))


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders.sort()
        linked = [name for name in folders if (Path(folder) / name).is_symlink()]
        yield from (Path(folder) / name for name in (*names, *linked))


def _young(path: Path) -> os.stat_result | None:
    """The state of a file that may still be growing, or None. This is the disk's clock, not the campaign's."""
    try:
        found = path.lstat()
    except OSError:
        return None
    now = time.time()
    return found if any(0 <= now - moment < QUIET_SECONDS for moment in (found.st_mtime, found.st_ctime)) else None


def _one(path: Path, name: str, before: os.stat_result | None) -> _Seen:
    nothing = datetime.fromtimestamp(0, UTC)
    try:
        found = path.lstat()
        mtime = datetime.fromtimestamp(int(found.st_mtime), UTC)
        if junk(name.removeprefix(f"{FOLDER}/")):
            return _Seen(name, "", found.st_size, mtime, "ignored", "系统或办公软件的临时文件")
        if not stat.S_ISREG(found.st_mode):
            what = "链接" if stat.S_ISLNK(found.st_mode) else "管道、设备之类的特殊文件"
            return _Seen(name, "", 0, mtime, "refused", f"是{what}，不是普通文件，没有读取；请放入文件本身")
        if before and (before.st_size, before.st_mtime_ns, before.st_ino) != (
            found.st_size, found.st_mtime_ns, found.st_ino,
        ):  # fmt: skip
            return _Seen(name, "", found.st_size, mtime, "pending", "大小还在变化，像是没有拷贝完")
        if found.st_size > LARGEST:
            return _Seen(name, "", found.st_size, mtime, "refused", f"超过 {LARGEST // 2**20} MB，没有读取")
        data = _read(path)
    except OSError as error:
        return _Seen(name, "", 0, nothing, "refused", f"打不开（{cause(error)}），请检查权限或关闭占用它的程序")
    return _Seen(name, hashlib.sha256(data).hexdigest(), len(data), mtime, disk=path)


def _read(path: Path) -> bytes:
    """The bytes of a regular file, never through a link and never waiting on a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123  Path.open takes no flags
        return file.read()


def _printable(name: str) -> str:
    """A path that can be stored and shown: bytes that are no UTF-8 become their escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


# --- receipts -----------------------------------------------------------------------------------


def _record(connection: sqlite3.Connection, seen: list[_Seen], as_of: datetime) -> None:
    """Note what is new and what is gone. A run that looks back notes nothing: what is here now was not then."""
    now = as_of.isoformat()
    stamps = [stamp for row in connection.execute("SELECT seen, gone FROM receipts") for stamp in row if stamp]
    if stamps and max(map(datetime.fromisoformat, stamps)) > as_of:
        return
    here = {each.path: each for each in seen}
    with connection:
        rows = connection.execute("SELECT path, sha256, seen FROM receipts WHERE gone IS NULL ORDER BY path").fetchall()
        for path, sha, first in rows:
            now_here = here.get(path)
            if now_here is None or now_here.sha256 != sha:
                connection.execute(
                    "UPDATE receipts SET gone = ?, replaced = ? WHERE path = ? AND sha256 = ? AND seen = ?",
                    (now, int(now_here is not None), path, sha, first),
                )
        current = {(path, sha) for path, sha, _ in rows}
        for each in seen:
            if (each.path, each.sha256) not in current:
                connection.execute(
                    "INSERT OR IGNORE INTO receipts (path, sha256, size, mtime, seen) VALUES (?, ?, ?, ?, ?)",
                    (each.path, each.sha256, each.size, each.mtime.isoformat(), now),
                )


def _first_seen(connection: sqlite3.Connection) -> dict[str, datetime]:
    """Content hash → when it was first seen anywhere."""
    first: dict[str, datetime] = {}
    for sha, seen in connection.execute("SELECT sha256, seen FROM receipts"):
        moment = datetime.fromisoformat(seen)
        first[sha] = min(first.get(sha, moment), moment)
    return first


def _known(connection: sqlite3.Connection, as_of: datetime) -> list[Arrival]:
    """Every version that counts at `as_of`: those standing at their path, and those replaced by a newer one there.

    Earlier versions follow a file that was moved: they are told under its new path.
    """
    rows = connection.execute("SELECT path, sha256, size, mtime, seen, gone, replaced FROM receipts ORDER BY seen")
    versions: dict[str, list[Arrival]] = {}
    taken_away: set[Arrival] = set()
    for path, sha, size, mtime, seen, gone, replaced in rows.fetchall():
        since = datetime.fromisoformat(seen)
        if since <= as_of:
            left = gone is not None and datetime.fromisoformat(gone) <= as_of
            arrival = Arrival(path, sha, since, datetime.fromisoformat(mtime), size, replaced=left)
            versions.setdefault(path, []).append(arrival)
            taken_away |= {arrival} if left and not replaced else set()
    versions = {path: _without_taken_back(found) for path, found in versions.items()}
    standing = {path: found for path, found in sorted(versions.items()) if not all(each.replaced for each in found)}
    known: list[Arrival] = []
    for path, found in sorted(versions.items()):
        target = path if path in standing else _moved_to(path, versions, standing)
        if target:  # otherwise the clerk took the file away, all of it
            known += [replace(each, path=target) for each in found if each not in taken_away]
    return known


def _without_taken_back(versions: list[Arrival]) -> list[Arrival]:
    """The versions of a path without those whose predecessor was put back in their place: a mistake undone."""
    content = [each.sha256 for each in versions]
    kept = (place for place in range(len(content)) if not set(content[: place + 1]) & set(content[place + 1 :]))
    return [versions[place] for place in kept]


def _moved_to(path: str, versions: dict[str, list[Arrival]], standing: dict[str, list[Arrival]]) -> str | None:
    """Where the last version of a path that is gone lives on, over any number of moves."""
    seen: set[str] = set()
    while path not in standing:
        seen.add(path)
        last = versions[path][-1].sha256
        targets = [other for other, found in sorted(versions.items()) if any(each.sha256 == last for each in found)]
        following = next((other for other in targets if other in standing), None)
        following = following or next((other for other in targets if other not in seen), None)
        if following is None:
            return None
        path = following
    return path


def _withdrawn(connection: sqlite3.Connection, as_of: datetime) -> Iterator[Finding]:
    """Documents taken out of the inbox and put nowhere else, each by the last path it had there."""
    known = _known(connection, as_of)
    standing, here = {each.sha256 for each in known}, {each.path for each in known}
    last: dict[str, tuple[datetime, datetime, str, bool]] = {}
    rows = connection.execute("SELECT path, sha256, seen, gone, replaced FROM receipts WHERE gone IS NOT NULL")
    for path, sha, seen, gone, replaced in rows.fetchall():
        left = datetime.fromisoformat(gone)
        if left <= as_of and sha not in standing:
            stay = (left, datetime.fromisoformat(seen), path, bool(replaced))
            last[sha] = max(last.get(sha, stay), stay)
    for path in sorted({path for _, _, path, replaced in last.values() if not replaced} - here):
        yield finding("withdrawn", f"{path} 以前收到过，现已不在收件夹，不再计入", place=path)


# --- archive ------------------------------------------------------------------------------------


def _archive(home: Path, seen: list[_Seen]) -> None:
    for each in seen:
        if not each.sha256:
            continue
        kept = home / archived(each.path, each.sha256)
        if kept.exists():
            continue
        try:
            data = _read(each.disk)
            if hashlib.sha256(data).hexdigest() == each.sha256:
                store.save(kept, data)
        except OSError as error:
            raise UserError(f"留存副本写不进 {ARCHIVE}/（{cause(error)}），请检查磁盘空间和文件夹权限。") from error
