"""The one sqlite file, outbox/state.sqlite3: opened here, its tables owned by the modules that use them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tasklist.files.atomic import own
from tasklist.model.errors import UserError, cause

BUSY_SECONDS = 30.0
# Script n leads from version n to n + 1. New tables need none: their owners create them (`ensure`).
MIGRATIONS: tuple[str, ...] = ("",)


def connect(path: Path) -> sqlite3.Connection:
    """The state file, made when absent, checked and brought to this program's version.

    Every commit is durable (synchronous=FULL): what the mail queue says happened, happened. Use
    `with connection:` around writes. The caller closes it. Raises UserError when the file is damaged,
    locked, unreadable or from a newer program.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        _prepare(connection, path)
        own(path)  # it holds what was answered, and mail
    except (sqlite3.Error, UserError) as error:
        if connection is not None:
            connection.close()
        raise error if isinstance(error, UserError) else UserError(_sentence(path, error)) from error
    return connection


def throwaway(path: Path) -> sqlite3.Connection:
    """A copy in memory of the state file as it stands (empty when there is none), for runs that write nothing.

    Works where nothing can be written either. Raises UserError as `connect` does.
    """
    copy = sqlite3.connect(":memory:")
    try:
        if path.is_file():
            _copied(path, copy)
        _prepare(copy, path)
    except (sqlite3.Error, UserError) as error:
        copy.close()
        raise error if isinstance(error, UserError) else UserError(_sentence(path, error)) from error
    return copy


def _copied(path: Path, copy: sqlite3.Connection) -> None:
    """Copy without leaving a trace: an open journal must be read too, a closed file is taken as it lies there."""
    journal = path.with_name(f"{path.name}-wal")
    mode = "mode=ro" if journal.exists() else "immutable=1"
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=BUSY_SECONDS)) as source:
        source.backup(copy)


def ensure(connection: sqlite3.Connection, tables: Sequence[str]) -> None:
    """Create what is absent; each of `tables` is one `CREATE … IF NOT EXISTS` statement of its owner."""
    for statement in tables:
        connection.execute(statement)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    connection.execute("PRAGMA journal_mode=WAL")  # a network folder may keep its own mode: slower, as safe
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise UserError(f"状态文件 {path} 是由更新版本的程序写的，本程序不敢改动：请改用新版本的程序运行。")
    for number in range(version, len(MIGRATIONS)):
        connection.executescript(f"BEGIN; {MIGRATIONS[number]}; PRAGMA user_version={number + 1}; COMMIT;")


def _sentence(path: Path, error: sqlite3.Error) -> str:
    if isinstance(error, sqlite3.OperationalError):
        return (
            f"状态文件 {path} 打不开（{cause(error)}）："
            "请关闭占用它的程序，确认所在文件夹可以写入、磁盘没有满，再运行一次。"
        )
    return (
        f"状态文件 {path} 已损坏（{error}）：请先把它改名保存，再从备份恢复；没有备份时，改名后直接运行会重建一份，"
        "但收件时间和发信记录会丢失，发信前请先核对哪些邮件已经发过。"
    )
