"""The outbox: atomic writes, and a person's edits of the master never overwritten.

What the program wrote last is remembered by hash. A file that is no longer what was written has been
edited by a person: it is kept beside the new one under a dated name. A file that is open in Excel and
cannot be replaced is left; the new one is written beside it and the run says so.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tasklist import store
from tasklist.catalogue import finding
from tasklist.errors import UserError, cause
from tasklist.model import Finding

FOLDER = "outbox"
STATE = "outbox/state.sqlite3"
MASTER = "汇总表.xlsx"
MASTERS = "outbox/archive/masters"  # every master written, so that a person's changes to one can be told
FORMS, CORRECTIONS, MATERIALS = "下发", "退回补填", "材料"
TABLES = ("CREATE TABLE IF NOT EXISTS outputs (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL)",)


@dataclass(frozen=True, slots=True)
class Put:
    """Where a file was written, relative to the home, and what a person should know about it."""

    path: str
    findings: tuple[Finding, ...] = ()


def put(home: Path, connection: sqlite3.Connection, path: str, data: bytes, as_of: datetime) -> Put:
    """Write `data` to `path` (relative to the home) unless it is there already; a person's edits are kept.

    Raises UserError when neither the file nor one beside it can be written.
    """
    store.ensure(connection, TABLES)
    target = home / path
    found: tuple[Finding, ...] = ()
    try:
        current = target.read_bytes() if target.exists() else None
        if current == data:
            _remember(connection, path, data)
            return Put(path)
        if current is not None and _edited(connection, path, current):
            kept = _beside(target, f"人工修改{as_of:%Y%m%d-%H%M}", current)
            store.save(kept, current)
            said = f"{path} 被人改过，原样保存为 {kept.name}，新的汇总照常生成"
            found = (finding("changed_master", said, place=f"{path}"),)
        store.save(target, data)
    except PermissionError:
        return _put_beside(connection, path, target, data, found)
    except OSError as error:
        raise UserError(f"{path} 写不进去（{cause(error)}），请检查磁盘空间和文件夹权限后再运行。") from error
    _remember(connection, path, data)
    return Put(path, found)


def put_all(
    home: Path, connection: sqlite3.Connection, folder: str, files: Mapping[str, bytes], as_of: datetime
) -> tuple[Put, ...]:
    """Write a folder of files; those the program wrote there before and that are no longer wanted are removed.

    A file a person has edited or added is left alone.
    """
    store.ensure(connection, TABLES)
    done = tuple(put(home, connection, f"{folder}/{name}", data, as_of) for name, data in files.items())
    wanted = {f"{folder}/{name}" for name in files}
    rows = connection.execute(
        "SELECT path, sha256 FROM outputs WHERE substr(path, 1, ?) = ?", (len(folder) + 1, folder + "/")
    )
    for path, sha in rows.fetchall():
        target = home / path
        if path in wanted:
            continue
        try:
            if target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() == sha:
                target.unlink()
        except OSError:
            continue  # open in Excel: it stays until the next run
        with connection:
            connection.execute("DELETE FROM outputs WHERE path = ?", (path,))
    return done


def _edited(connection: sqlite3.Connection, path: str, current: bytes) -> bool:
    row = connection.execute("SELECT sha256 FROM outputs WHERE path = ?", (path,)).fetchone()
    return row is None or row[0] != hashlib.sha256(current).hexdigest()


def _remember(connection: sqlite3.Connection, path: str, data: bytes) -> None:
    with connection:
        connection.execute(
            "INSERT INTO outputs VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256",
            (path, hashlib.sha256(data).hexdigest()),
        )


def _beside(target: Path, word: str, data: bytes) -> Path:
    """A free name beside the target, or the one that already holds exactly this."""
    for number in range(1, 1000):
        name = f"{target.stem}（{word}{'' if number == 1 else f'-{number}'}）{target.suffix}"
        path = target.with_name(name)
        if not path.exists() or path.read_bytes() == data:
            return path
    raise UserError(f"{target.parent} 里名为 {target.stem}（{word}…）的文件太多，请清理后再运行。")


def _put_beside(
    connection: sqlite3.Connection, path: str, target: Path, data: bytes, found: tuple[Finding, ...]
) -> Put:
    try:
        other = _beside(target, "新", data)
        store.save(other, data)
    except OSError as error:
        raise UserError(
            f"{path} 写不进去（{cause(error)}），请检查文件夹 {target.parent} 的权限和磁盘空间。"
        ) from error
    relative = f"{path.rsplit('/', 1)[0]}/{other.name}"
    _remember(connection, relative, data)
    said = f"{path} 正被打开，不能替换，新的写成了 {other.name}；关闭后再运行一次即可更新"
    return Put(relative, (*found, finding("changed_master", said, place=path)))
