"""The inbox is evidence: looked at, hashed, copied once into the archive, never changed.

What a run saw is noted in the receipts, which tell what was there at any moment.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from errno import ENAMETOOLONG
from pathlib import Path

from tasklist.files import disk, receipts, state
from tasklist.files.archive import Archive
from tasklist.files.disk import ChangedError, content_of, short
from tasklist.files.receipts import Seen
from tasklist.files.tree import Tree, below
from tasklist.model.arrival import Arrival
from tasklist.model.book import FILE_BYTES
from tasklist.model.errors import UserError, cause
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.text.moments import moment
from tasklist.text.packing import packing

FOLDER = "inbox"
_NOW = timedelta(minutes=2)  # a run so near the computer's clock is one of now, and does not mean to look back
QUIET_SECONDS = 2.0  # a file untouched for so long is taken for whole; a younger one is looked at twice

_LOST = "收件记录（outbox/state.sqlite3）丢失，这个文件以前已经收到过，何时收到的记录没有了"

_JUNK_NAMES = {".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", ".gitkeep", ".gitignore", "__macosx"}
_JUNK_STARTS = ("~$", ".~", "._", "~wrl", ".sync", ".nutstore")
_JUNK_ENDS = (".tmp",)
# What browsers, net disks and 迅雷 call a file while they are still loading it down.
_UNFINISHED = (".crdownload", ".part", ".partial", ".opdownload", ".td", ".xltd", ".downloading", ".aria2")


@dataclass(frozen=True, slots=True)
class Scan:
    """What the inbox holds as known at a moment: arrivals by path, and findings about files that left."""

    arrivals: tuple[Arrival, ...]
    findings: tuple[Finding, ...]


def junk(path: str) -> bool:
    """Is this a file no unit sent: a lock file of Excel or WPS, a system file?"""
    parts = [part.lower() for part in path.split("/")]
    return any(part in _JUNK_NAMES or part.startswith(_JUNK_STARTS) for part in parts) or parts[-1].endswith(_JUNK_ENDS)


def left_out(path: str) -> str:
    """Why a file is not read, when its name alone says that no unit sent it or meant to; else empty."""
    return "系统或办公软件的临时文件" if junk(path) else packing(path)


def scan(
    home: Path, connection: sqlite3.Connection, as_of: datetime, senders: Mapping[str, str], *, keep: bool
) -> Scan:
    """Look at inbox/, record receipts, and tell what was there at `as_of`. `keep`: copy new versions to the archive.

    Raises UserError when the folder is missing or the archive cannot be written.
    """
    receipts.prepare(connection)
    root = home / FOLDER
    if not root.exists() and keep and receipts.latest(connection) is None:
        disk.folder(root)  # nothing ever came: there is nothing it could have been moved away with
    if not root.is_dir():
        raise UserError(f"没有找到收件夹 {FOLDER}/，请在 {home} 下建立它，再把各单位交回的文件放进去。")
    noted = came(as_of)
    last = receipts.latest(connection)
    _refuse_a_wrong_clock(last, noted, as_of)
    back = last is not None and noted < last
    archive = Archive(home, receipts.copies(connection), writes=keep and not back)
    doubt = _LOST if state.loss(connection) and receipts.nothing_known(connection) else ""
    tree = below(root)
    seen = [*_closed(connection, root, tree), *_look(root, tree.files, archive, doubt)]
    archive.settle()
    receipts.note(connection, [each for each in seen if each.state != "ignored"], noted)
    unread = [
        Arrival(each.path, each.sha256, as_of, each.mtime, each.size, state=each.state, reason=each.reason)
        for each in seen
        if not each.sha256
    ]
    known, undone = receipts.versions_at(connection, as_of)
    arrivals = sorted(
        [*unread, *_versions(home, known, senders), *undone],
        key=lambda each: (each.path, each.received, each.sha256),
    )
    return Scan(
        tuple(arrivals),
        (*_doubts(arrivals), *receipts.withdrawn(connection, as_of, known), *map(receipts.taken_back, undone)),
    )


def _refuse_a_wrong_clock(last: datetime | None, noted: datetime, as_of: datetime) -> None:
    """A run of now that is before one already made: the computer's clock is wrong. Raises UserError."""
    if last and noted < last and abs(_clock(as_of) - as_of) < _NOW:
        raise UserError(
            f"收件记录里最近一次是 {moment(last)}，比电脑现在的时钟还晚，没有往下做；请核对电脑的日期和时间。"
            "要看那以前的情况，请写 --as-of。"
        )


def _versions(home: Path, known: Sequence[Arrival], senders: Mapping[str, str]) -> Iterator[Arrival]:
    """The versions that count, each with its sender and when the first one at its path came."""
    since: dict[str, datetime] = {}
    paths: dict[str, list[str]] = {}
    for each in known:
        since[each.path] = min(since.get(each.path, each.received), each.received)
        if not each.replaced:
            paths.setdefault(each.sha256, []).append(each.path)
    for each in known:
        yield replace(
            _held(home, each),
            sender=senders.get(each.sha256, ""),
            collected=each.sha256 in senders,
            since=since[each.path] if since[each.path] < each.received else None,
            copies=tuple(sorted(path for path in paths.get(each.sha256, ()) if path != each.path)),
        )


def _doubts(arrivals: Iterable[Arrival]) -> Iterator[Finding]:
    """What is not known of when files came."""
    for each in arrivals:
        if each.receipt.doubt:
            yield finding("received_when", each.receipt.doubt, of=each.place())


def told(connection: sqlite3.Connection, as_of: datetime) -> None:
    """A master was made of what had arrived by `as_of`."""
    receipts.tell(connection, came(as_of))


def _clock(like: datetime) -> datetime:
    """The computer's own clock, in the zone of `like`."""
    return datetime.fromtimestamp(int(time.time()), like.tzinfo)


def came(as_of: datetime) -> datetime:
    """When a file first seen as of this moment came: never before its time."""
    return min(as_of, _clock(as_of))


class LockedError(OSError):
    """A copy in the archive is there, and cannot be opened for now."""


def content(home: Path, arrival: Arrival) -> bytes:
    """The bytes of a version: from the archive, or from the inbox when it was not kept (a dry run).

    Raises OSError when neither holds them any more: other bytes are never handed on; LockedError when the copy is there
    and cannot be opened. Raises UserError when nothing can be read.
    """
    locked: OSError | None = None
    for place in (arrival.kept, arrival.path):
        try:
            data = content_of(home / place)
        except OSError as error:
            _unless_short(place, error)
            if place == arrival.kept and (home / place).is_file():
                locked = error
        else:
            if hashlib.sha256(data).hexdigest() == arrival.sha256:
                return data
    if locked:
        raise LockedError(locked.errno, f"收到时留存的副本 {arrival.kept} 打不开（{cause(locked)}）") from locked
    raise OSError(None, f"收到时留存的副本 {arrival.kept} 已不在或被改动过，请从备份里恢复它")


def kept(home: Path, arrival: Arrival) -> bytes:
    """The bytes of the archive or mail a member came in, as they were kept. Raises OSError."""
    return content_of(home / (arrival.kept or arrival.outer))


def _held(home: Path, version: Arrival) -> Arrival:
    """An earlier version, refused when its bytes are nowhere any more: nothing that replaced it tells of that."""
    if version.replaced:
        try:
            content(home, version)
        except LockedError as error:
            return replace(version, state="locked", reason=str(error.strerror))
        except OSError as error:
            return replace(version, state="refused", reason=cause(error))
    return version


# --- looking ------------------------------------------------------------------------------------


def _closed(connection: sqlite3.Connection, root: Path, tree: Tree) -> Iterator[Seen]:
    """The folders that cannot be listed, and every file that was known to lie in them: what it was stands.

    Raises UserError when it is the inbox itself, or the machine is short of something.
    """
    for folder, error in sorted(tree.closed.items()):
        if folder == root:
            raise UserError(
                f"收件夹 {FOLDER}/ 打不开（{cause(error)}），没有往下做：请检查权限和网络后再运行。"
            ) from error
        name = _named(folder, root)
        yield _not_opened(name, error, "文件夹打不开，里面的文件没有读取")
        for path in receipts.standing_in(connection, name):
            yield _not_opened(path, error, "所在的文件夹打不开")


def _look(root: Path, found: Sequence[Path], archive: Archive, doubt: str) -> Iterator[Seen]:
    """Every file, read once; its bytes are in the archive before the next one is opened. `doubt`: of those known."""
    young = {path: before for path in found if (before := _young(path))}
    if young:
        time.sleep(QUIET_SECONDS)
    for path in found:
        yield _one(path, _named(path, root), young.get(path), archive, doubt)


def _young(path: Path) -> os.stat_result | None:
    """The state of a file that may still be growing, or None. This is the disk's clock, not the campaign's."""
    try:
        found = path.lstat()
    except OSError:
        return None
    now = time.time()
    return found if any(0 <= now - moment < QUIET_SECONDS for moment in (found.st_mtime, found.st_ctime)) else None


def _one(path: Path, name: str, before: os.stat_result | None, archive: Archive, doubt: str) -> Seen:
    try:
        found = disk.attempt(path.lstat)
        if unread := _unread(name, found, before):
            return unread
        data = content_of(path)
    except OSError as error:
        return _not_opened(name, error)
    sha256 = hashlib.sha256(data).hexdigest()
    known = archive.keep(name, sha256, data)
    mtime, appeared = _moment(found.st_mtime), _appeared(found)
    return Seen(name, sha256, len(data), mtime, appeared=appeared, doubt=doubt if known else "")


def _unread(name: str, found: os.stat_result, before: os.stat_result | None) -> Seen | None:
    """A file that is not opened at all, with the reason. `before`: what it was a moment ago, when it was young."""
    mtime, size = _moment(found.st_mtime), found.st_size
    if why := left_out(name.removeprefix(f"{FOLDER}/")):
        return Seen(name, "", size, mtime, "ignored", why)
    if name.lower().endswith(_UNFINISHED):
        why = "没有下载完（还在下载，或者下载中断了），请下载完再汇总，中断了的重新下载、删去这一个"
        return Seen(name, "", size, mtime, "pending", why)
    if not stat.S_ISREG(found.st_mode):
        what = "链接" if stat.S_ISLNK(found.st_mode) or stat.S_ISDIR(found.st_mode) else "管道、设备之类的特殊文件"
        return Seen(name, "", 0, mtime, "refused", f"是{what}，不是普通文件，没有读取")
    if before and (before.st_size, before.st_mtime_ns, before.st_ino) != (size, found.st_mtime_ns, found.st_ino):
        return Seen(name, "", size, mtime, "pending", "大小还在变化，像是没有拷贝完")
    if size > FILE_BYTES:
        return Seen(name, "", size, mtime, "refused", f"超过 {FILE_BYTES >> 20} MB，没有读取")
    return None


def _not_opened(name: str, error: OSError, what: str = "打不开") -> Seen:
    """A file or folder that could not be read now: it comes with the next run when it is only on its way."""
    _unless_short(name, error)
    if isinstance(error, ChangedError):
        state, why = "pending", "读取时还在变化，像是没有拷贝完"
    elif isinstance(error, FileNotFoundError):
        state, why = "pending", "读取时被移走或改名"
    else:
        advice = "请把里面的移到浅一些的文件夹" if error.errno == ENAMETOOLONG else "请检查权限或关闭占用它的程序"
        state, why = "refused", f"{what}（{cause(error)}），{advice}"
    return Seen(name, "", 0, _moment(0), state, why)


def _unless_short(name: str, error: OSError) -> None:
    """Raises UserError when it is not the file's fault: no master is made of an inbox that could not be read."""
    if short(error):
        raise UserError(
            f"{name} 读不了（{cause(error)}），没有往下做：请关掉别的程序、腾出空间，再运行一次。"
        ) from error


def _appeared(found: os.stat_result) -> datetime:
    """When a file got to where it lies: on Linux its inode changed then, on Windows it was created there."""
    return _moment(getattr(found, "st_birthtime", found.st_ctime) if os.name == "nt" else found.st_ctime)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)


def _named(path: Path, root: Path) -> str:
    """A path that can be stored and shown, from the inbox on: bytes that are no UTF-8 become their escapes."""
    name = f"{FOLDER}/{path.relative_to(root).as_posix()}"
    return os.fsencode(name).decode("utf-8", "backslashreplace")
