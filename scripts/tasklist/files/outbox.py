"""The outbox: atomic writes, and a person's edits of the master never overwritten.

What the program wrote last is remembered by hash. A file that is no longer what was written has been
edited by a person: it is kept beside the new one under a dated name. A file that is open in Excel and
cannot be replaced is left; the new one is written beside it and the run says so.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from tasklist.files import atomic, disk, masters, output_records, state
from tasklist.model.errors import UserError, cause
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.text.file_names import free_name

FOLDER = "outbox"
STATE = "outbox/state.sqlite3"
MASTER = masters.NAME
QUESTIONS = "outbox/待办.xlsx"  # one for all periods
FORMS, CORRECTIONS, MATERIALS, CSV = "下发", "退回补填", "材料", "明细.csv"


def of_period(period_id: str, name: str) -> str:
    """Where a file or folder of a period lies, relative to the home."""
    return f"{FOLDER}/{period_id}/{name}"


@dataclass(frozen=True, slots=True)
class Put:
    """Where a file was written, relative to the home, and what a person should know about it."""

    path: str
    findings: tuple[Finding, ...] = ()


def stands(home: Path, connection: sqlite3.Connection, files: Mapping[str, str]) -> bool:
    """Does every file still hold what the program wrote into it, by these hashes?"""
    try:
        return output_records.written_of(connection, files) == files and all(
            hashlib.sha256(disk.read(home / path)).hexdigest() == sha256 for path, sha256 in files.items()
        )
    except OSError:
        return False


def edited(home: Path, connection: sqlite3.Connection, path: str) -> bytes | None:
    """What stands at `path` (relative to the home), if a person changed it since the program wrote it; else None."""
    state.ensure(connection, output_records.TABLES)
    known = connection.execute("SELECT 1 FROM outputs WHERE path = ?", (path,)).fetchone()
    target = home / path
    try:
        current = disk.read(target) if known and target.is_file() else None
    except OSError:  # it is open, and locked: whoever has it open goes on working
        return None
    return current if current is not None and output_records.edited(connection, path, current) else None


def is_as_written(home: Path, connection: sqlite3.Connection, path: str) -> bool:
    """Does what the program wrote stand at `path`, untouched by a person? Raises OSError."""
    return (home / path).is_file() and not output_records.edited(connection, path, disk.read(home / path))


def put(home: Path, connection: sqlite3.Connection, path: str, data: bytes, as_of: datetime) -> Put:
    """Write `data` to `path` (relative to the home) unless it is there already; a person's edits are kept.

    What was written beside it while it was open (新) goes once the file itself could be replaced. Raises UserError
    when neither the file nor one beside it can be written.
    """
    state.ensure(connection, output_records.TABLES)
    target = home / path
    found: tuple[Finding, ...] = ()
    try:
        current = disk.read(target) if target.exists() else None
        if current == data:
            return _done(home, connection, path, data)
        if (
            current is not None
            and output_records.edited(connection, path, current)
            and not masters.is_original(home, path, current)
        ):
            kept = _keep(target, current, as_of)
            what = "被人改过" if output_records.ours(connection, path) else "没有写出的记录，不知道是谁写的"
            said = f"{path} {what}，原样保存为 {kept.name}，新的汇总照常生成"
            found = (finding("changed_master", said, place=path),)
        output_records.announce(connection, {path: data})
        atomic.save(target, data)
    except PermissionError:
        return _put_beside(home, connection, path, data, found)
    except OSError as error:
        raise UserError(f"{path} 写不进去（{cause(error)}），请检查磁盘空间和文件夹权限后再运行。") from error
    return _done(home, connection, path, data, found)


def put_over(home: Path, connection: sqlite3.Connection, path: str, data: bytes, read: bytes | None) -> Put:
    """Write `data` over a file whose every word a person wrote was taken; `read`: what stood there then, if anything.

    What was saved since, or is open and cannot be replaced, stays as it is until the next run, and that is said.
    """
    state.ensure(connection, output_records.TABLES)
    target = home / path
    said = f"{path} 正被打开，这次没有更新（里面已保存的决定已经读到）；关闭后再运行一次即可更新"
    try:
        current = disk.read(target) if target.exists() else None
        if current != read:
            said = f"{path} 在运行中又保存过，这次没有更新；再运行一次即照办"
            return Put(path, (finding("changed_master", said, place=path),))
        if current != data:
            output_records.announce(connection, {path: data})
            atomic.save(target, data)
    except PermissionError:
        return Put(path, (finding("changed_master", said, place=path),))
    except OSError as error:
        raise UserError(f"{path} 写不进去（{cause(error)}），请检查磁盘空间和文件夹权限后再运行。") from error
    return _done(home, connection, path, data)


def put_all(
    home: Path, connection: sqlite3.Connection, folder: str, files: Mapping[str, bytes], as_of: datetime
) -> tuple[Put, ...]:
    """Write a folder of files; those the program wrote there before and that are no longer wanted are removed.

    A file a person has edited or added is left alone.
    """
    state.ensure(connection, output_records.TABLES)
    paths = {f"{folder}/{name}": data for name, data in files.items()}
    output_records.announce(connection, paths)
    _put_at_once(home, connection, paths)
    return put_each(home, connection, folder, files.items(), as_of)


def _put_at_once(home: Path, connection: sqlite3.Connection, paths: Mapping[str, bytes]) -> None:
    """Write what is new and has nothing of a person's in its way; what is not written is left for its own turn."""
    try:
        new = {path: data for path, data in paths.items() if _is_free(home / path, connection, path, data)}
        if len(new) < 2:
            return
        disk.folder((home / next(iter(new))).parent)
        atomic.save_all({home / path: data for path, data in new.items()})
    except OSError:  # told of the file it is about, when its turn comes
        return
    output_records.record(connection, {path: hashlib.sha256(data).hexdigest() for path, data in new.items()})


def _is_free(target: Path, connection: sqlite3.Connection, path: str, data: bytes) -> bool:
    """Does another file of the program's own stand there, or none at all?"""
    current = disk.read(target) if target.exists() else None
    return current is None or (current != data and not output_records.edited(connection, path, current))


def put_each(
    home: Path, connection: sqlite3.Connection, folder: str, files: Iterable[tuple[str, bytes | None]], as_of: datetime
) -> tuple[Put, ...]:
    """The same of files that no memory holds together: each comes when its turn does; None: it `holds` already."""
    state.ensure(connection, output_records.TABLES)
    done: list[Put] = []
    wanted: set[str] = set()
    for name, data in files:
        path = f"{folder}/{name}"
        done.append(Put(path) if data is None else put(home, connection, path, data, as_of))
        wanted |= {path, done[-1].path}
    known = connection.execute("SELECT path FROM outputs WHERE substr(path, 1, ?) = ?", (len(folder) + 1, f"{folder}/"))
    _remove(home, connection, [path for (path,) in known.fetchall() if path not in wanted])
    return tuple(done)


def holds(home: Path, connection: sqlite3.Connection, path: str, sha256: str) -> bool:
    """Did the program write this to `path`, and does it stand there?"""
    state.ensure(connection, output_records.TABLES)
    try:
        return (
            output_records.settled(connection, path, sha256)
            and hashlib.sha256(disk.read(home / path)).hexdigest() == sha256
        )
    except OSError:
        return False


def _remove(home: Path, connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Remove files the program wrote; one that was edited since stays, and one that is open until the next run."""
    for path in paths:
        target = home / path
        try:
            if target.exists() and not output_records.edited(connection, path, disk.read(target)):
                disk.remove(target)
        except OSError:
            continue
        output_records.forget(connection, path)


def _done(
    home: Path,
    connection: sqlite3.Connection,
    path: str,
    data: bytes,
    found: tuple[Finding, ...] = (),
    *,
    beside: str = "",
) -> Put:
    """Remember what stands at `path` now; what was written beside it while it was open has had its day."""
    sha256 = hashlib.sha256(data).hexdigest()
    if output_records.settled(connection, path, sha256) and not beside:
        return Put(path, found)
    output_records.record(connection, {path: sha256}, beside=beside)
    _remove(home, connection, output_records.written_beside(connection, path))
    return Put(path, found)


def _keep(target: Path, data: bytes, as_of: datetime) -> Path:
    """Keep a person's edits beside the target under a dated name, once however often they are met; where."""
    start = f"{target.stem}（人工修改"
    former = [path for path in sorted(target.parent.iterdir()) if path.name.startswith(start)]
    for path in former:
        if path.is_file() and disk.read(path) == data:
            return path
    name = f"{start}{as_of:%Y%m%d-%H%M}）{target.suffix}"
    kept = target.with_name(free_name(name, {path.name.casefold() for path in former}))
    atomic.save(kept, data)
    return kept


def _put_beside(home: Path, connection: sqlite3.Connection, path: str, data: bytes, found: tuple[Finding, ...]) -> Put:
    """Write beside a file that is open. A former copy of this kind is replaced, unless a person edited or opened it."""
    failure: OSError | None = None
    former = output_records.written_beside(connection, path)
    for other in _names_beside(path):
        target = home / other
        try:
            if target.exists() and (other not in former or output_records.edited(connection, other, disk.read(target))):
                continue
            output_records.announce(connection, {other: data}, path)
            atomic.save(target, data)
        except PermissionError as error:
            failure = error
            continue
        except OSError as error:
            failure = error
            break
        _remove(home, connection, [name for name in former if name != other])
        said = f"{path} 正被打开，不能替换，新的写成了 {target.name}；关闭后再运行一次即可更新"
        return _done(home, connection, other, data, (*found, finding("changed_master", said, place=path)), beside=path)
    why = cause(failure) if failure else "旁边的（新）都被改过或正被打开"
    folder = (home / path).parent
    raise UserError(f"{path} 写不进去（{why}），请检查文件夹 {folder} 的权限和磁盘空间。") from failure


def _names_beside(path: str) -> tuple[str, ...]:
    """The names tried, in turn, for a file that cannot be replaced."""
    one = PurePosixPath(path)
    return tuple(str(one.with_stem(f"{one.stem}（新{turn}）")) for turn in ("", *(f"-{n}" for n in range(2, 10))))
