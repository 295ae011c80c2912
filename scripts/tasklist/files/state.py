"""The one sqlite file, outbox/state.sqlite3: opened here, its tables owned by the modules that use them.

When it is lost or damaged a new one is begun, which remembers that: when files came and what was mailed is unknown.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from tasklist.files import disk
from tasklist.model.errors import UserError, cause

BUSY_SECONDS = 30.0
# Script n leads from version n to n + 1. New tables need none: their owners create them (`ensure`).
MIGRATIONS: tuple[str, ...] = ("",)
# Why this file had to begin anew, and whether a person has answered what was mailed before.
_LOSS = (
    "CREATE TABLE IF NOT EXISTS loss (only INTEGER PRIMARY KEY CHECK (only = 1), why TEXT NOT NULL,"
    " answered INTEGER NOT NULL DEFAULT 0)"
)
_TRACES = ("archive/*/*", "mail/*", "*/汇总表.xlsx", "*/催报清单.xlsx")  # beside the state file: what runs leave


class StateFile(sqlite3.Connection):
    """A connection whose every call goes through `disk.attempt`."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401  as its parent has it
        """Run one statement."""
        return disk.attempt(super().execute, sql, parameters)

    def executescript(self, script: str, /) -> sqlite3.Cursor:
        """Run several statements."""
        return disk.attempt(super().executescript, script)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:  # noqa: ANN401  as its parent has it
        """Run one statement for many rows."""
        return disk.attempt(super().executemany, sql, parameters)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> Literal[False]:
        try:
            return disk.attempt(super().__exit__, kind, error, trace)
        except BaseException:
            self.rollback()
            raise


def connect(path: Path) -> sqlite3.Connection:
    """The state file, made when absent, checked and brought to this program's version.

    Every commit is durable (synchronous=FULL): what the mail queue says happened, happened. Use
    `with connection:` around writes. The caller closes it. A damaged file is put aside under another name and a new
    one begun. Raises UserError when the file is locked, unreadable or from a newer program.
    """
    disk.folder(path.parent)
    try:
        return _opened(path)
    except sqlite3.OperationalError as error:
        raise UserError(_sentence(path, error)) from error
    except sqlite3.DatabaseError:
        pass
    try:
        return _opened(path, _put_aside(path))
    except (OSError, sqlite3.Error) as error:
        raise UserError(f"状态文件 {path} 已损坏，也不能改名（{cause(error)}）：请关闭占用它的程序再运行。") from error


def _opened(path: Path, aside: str = "") -> sqlite3.Connection:
    with suppress(OSError):  # what stands in the way of writing stands in the way of what follows, which tells it
        disk.own_from_the_start(path)  # it holds what was answered, and mail; its journal takes after it
    connection = disk.attempt(sqlite3.connect, path, timeout=BUSY_SECONDS, factory=StateFile)
    try:
        _prepare(connection, path, aside)
    except BaseException:
        connection.close()
        raise
    return connection


def _put_aside(path: Path) -> str:
    """Give a damaged file and its journals another name, which is returned."""
    names = (f"{path.stem}（已损坏{number}）{path.suffix}" for number in count(1))
    aside = next(name for name in names if not path.with_name(name).exists())
    for ending in ("-wal", "-shm", ""):  # the file itself last: what is cut off here is done again
        journal = path.with_name(path.name + ending)
        if journal.exists():
            disk.rename(journal, path.with_name(aside + ending))
    return aside


def loss(connection: sqlite3.Connection) -> str:
    """Why this state file does not reach back to the beginning of the campaign, in Chinese; empty when it does."""
    ensure(connection, (_LOSS,))
    row = connection.execute("SELECT why FROM loss").fetchone()
    return str(row[0]) if row else ""


def unanswered(connection: sqlite3.Connection) -> bool:
    """Is it still to be answered what was mailed before this state file began?"""
    ensure(connection, (_LOSS,))
    return bool(connection.execute("SELECT 1 FROM loss WHERE NOT answered").fetchone())


def answer(connection: sqlite3.Connection) -> None:
    """A person has said what was mailed before this state file began."""
    ensure(connection, (_LOSS,))
    with connection:
        connection.execute("UPDATE loss SET answered = 1")


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


def _prepare(connection: sqlite3.Connection, path: Path, aside: str = "") -> None:
    """Check the file and bring it to this version. `aside`: the damaged one it takes the place of, if there was one."""
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    connection.execute("PRAGMA journal_mode=WAL")  # a network folder may keep its own mode: slower, as safe
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise UserError(f"状态文件 {path} 是由更新版本的程序写的，本程序不敢改动：请改用新版本的程序运行。")
    if not version and (aside or any(next(path.parent.glob(trace), None) for trace in _TRACES)):
        why = f"已损坏，原件改名为 {aside}" if aside else "不见了"
        ensure(connection, (_LOSS,))
        with connection:
            connection.execute("INSERT OR IGNORE INTO loss (only, why) VALUES (1, ?)", (f"{path.name} {why}",))
    for number in range(version, len(MIGRATIONS)):
        connection.executescript(f"BEGIN; {MIGRATIONS[number]}; PRAGMA user_version={number + 1}; COMMIT;")


def _sentence(path: Path, error: sqlite3.Error) -> str:
    if isinstance(error, sqlite3.OperationalError):
        return (
            f"状态文件 {path} 打不开（{cause(error)}）："
            "请关闭占用它的程序，确认所在文件夹可以写入、磁盘没有满，再运行一次。"
        )
    return (
        f"状态文件 {path} 已损坏（{error}）：有备份的请先恢复；没有的，运行一次 merge 会把它改名保存，按留存副本重建。"
    )
