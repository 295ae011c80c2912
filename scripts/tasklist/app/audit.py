"""Is everything there that the records speak of, and is nothing there they do not know? Looks only, mends nothing."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tasklist.files import decisions, disk, masters, outbox, output_records, receipts, state
from tasklist.files.archive import ARCHIVE, archived
from tasklist.mail import collected, filing, queue
from tasklist.mail.queue import State
from tasklist.model.book import Refusal
from tasklist.model.errors import cause
from tasklist.readers import registry
from tasklist.tables.marks import master_digest
from tasklist.text.display import visible


class Problem(StrEnum):
    """What is wrong with a thing the records speak of."""

    MISSING = "missing"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    CHANGED = "changed"
    OPEN = "open"

    @property
    def label(self) -> str:
        """The problem in Chinese."""
        return {"missing": "缺失", "damaged": "损坏", "foreign": "来历不明", "changed": "被改过", "open": "未了结"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is not as it should be: `about` is state, copy, receipt, master, output, decision or mail."""

    problem: Problem
    about: str
    path: str
    said: str
    todo: str


Check = Iterator[Remark | None]  # one for each thing looked at; None: as it should be
RESTORE = "从备份里恢复它"
_COPY = re.compile(r"([0-9a-f]{64})(?:\.[a-z0-9]+)?")


def audit(home: Path, connection: sqlite3.Connection) -> tuple[dict[str, int], tuple[Remark, ...]]:
    """How many things of each kind were looked at, and what is not as it should be."""
    looked: Counter[str] = Counter()
    found: list[Remark] = []
    for about, check in _CHECKS.items():
        for remark in check(home, connection):
            looked[about] += 1
            found += [remark] if remark else []
    return dict(looked), tuple(found)


def _state(_: Path, connection: sqlite3.Connection) -> Check:
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    broken = verdict != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone() is not None
    yield (
        Remark(Problem.DAMAGED, "state", outbox.STATE, f"收发记录内部对不上（{verdict}）", RESTORE) if broken else None
    )
    if state.unanswered(connection):
        said = f"{state.loss(connection)}，以前的收件时间和发信记录没有了"
        todo = "有备份的恢复它；没有的运行 send --settle sent（以前的邮件都发过）或 send --settle again（没发过）"
        yield Remark(Problem.MISSING, "state", outbox.STATE, said, todo)


def _copies(home: Path, connection: sqlite3.Connection) -> Check:
    vouched = receipts.copies(connection)
    for path in sorted((home / ARCHIVE).glob("*/*")):
        name = path.relative_to(home).as_posix()
        if path.parent.name == "masters":
            continue
        named = _COPY.fullmatch(path.name)
        if not named or named[1][:2] != path.parent.name:
            yield Remark(Problem.FOREIGN, "copy", name, "留存副本的文件夹里有不是程序放的文件", "移到别处")
        elif (sha256 := _hash(path)) != named[1]:
            said = f"打不开（{sha256}）" if len(sha256) != len(named[1]) else "内容与收到时不一样"
            yield Remark(
                Problem.DAMAGED, "copy", name, f"留存副本{said}", f"{RESTORE}；原文件还在收件夹的，汇总一次即补上"
            )
        elif name not in vouched:
            yield Remark(
                Problem.FOREIGN, "copy", name, "这份留存副本没有收件记录", "以前收过、记录丢失的，可作存档；不用处理"
            )
        else:
            yield None


def _receipts(home: Path, connection: sqlite3.Connection) -> Check:
    for path, sha256, size in receipts.recorded(connection):
        copy = home / archived(path, sha256)
        if not copy.is_file():
            said = f"收到过（校验码 {sha256[:16]}），留存副本 {archived(path, sha256)} 不在"
            yield Remark(Problem.MISSING, "receipt", path, said, f"{RESTORE}；原文件还在收件夹的，汇总一次即补上")
        elif copy.stat().st_size != size:
            yield Remark(Problem.DAMAGED, "receipt", path, f"收到时 {size} 字节，留存副本不是", RESTORE)
        else:
            yield None


def _masters(home: Path, connection: sqlite3.Connection) -> Check:
    known = masters.originals(connection)
    there = {path.stem: path for path in sorted((home / masters.MASTERS).glob("*"))}
    for digest in sorted(known.keys() - there.keys()):
        name = masters.original(digest)
        yield Remark(Problem.MISSING, "master", name, "留存的汇总表不在，由它改成的更正以后认不出", RESTORE)
    for digest, path in there.items():
        name = path.relative_to(home).as_posix()
        if digest in known and _hash(path) != known[digest]:
            yield Remark(Problem.DAMAGED, "master", name, "留存的汇总表与写出时不一样", RESTORE)
        elif digest not in known and _digest(path) != digest:
            yield Remark(Problem.FOREIGN, "master", name, "这不是程序留存的汇总表", "移到别处")
        else:
            yield None


def _digest(path: Path) -> str:
    try:
        book = registry.read(disk.read(path), path.name)
    except OSError:
        return ""
    return "" if isinstance(book, Refusal) else master_digest(book)


def _outputs(home: Path, connection: sqlite3.Connection) -> Check:
    written, cut_off = output_records.written(connection), output_records.cut_off(connection)
    for path, sha256 in sorted(written.items()):
        if not (home / path).exists():
            yield Remark(Problem.MISSING, "output", path, "程序写出的文件不在了", "再运行一次原来的命令即重新写出")
        elif (there := _hash(home / path)) != sha256 and (path, there) not in cut_off:
            yield Remark(Problem.CHANGED, "output", path, "写出以后被改过", "下次运行会原样另存，不会覆盖")
        else:
            yield None
    folders = {(home / path).parent for path in written}
    for file in sorted(each for folder in folders if folder.is_dir() for each in folder.iterdir() if each.is_file()):
        name = file.relative_to(home).as_posix()
        if file.parent == home / outbox.FOLDER or name in written or "（人工修改" in file.name:
            continue
        if (name, _hash(file)) not in cut_off:
            yield Remark(Problem.FOREIGN, "output", name, "不是程序写出的文件", "自己放的可以不管")


def _decisions(_: Path, connection: sqlite3.Connection) -> Check:
    seen = {path for path, _, _ in receipts.recorded(connection)}
    for key, place in decisions.about(connection):
        if place is None:
            yield Remark(Problem.DAMAGED, "decision", key, "这条决定的记录读不出来", RESTORE)
        elif (place.outer or place.file) not in seen:
            yield Remark(Problem.FOREIGN, "decision", str(place), "这条决定说的文件没有收件记录", "核对后可以不管")
        else:
            yield None


def _mails(home: Path, connection: sqlite3.Connection) -> Check:
    filed: dict[str, list[str]] = {}
    for row in queue.rows(connection):
        about = f"“{row.subject}”发给 {row.recipient}"
        if row.state is State.SENT and row.answer.startswith(f"{filing.MAILS}/"):
            filed.setdefault(row.answer, []).append(row.message_id)
        elif row.state is State.QUEUED and not queue.wire_of(connection, row):
            yield Remark(
                Problem.DAMAGED, "mail", row.answer, f"{about}：待发，但邮件内容不在", "运行 send --again 重新生成"
            )
        elif row.state is not State.SENT:
            said = f"{about}：{row.state.label}{f'（{visible(row.answer)}）' if row.answer else ''}"
            yield Remark(Problem.OPEN, "mail", "", said, "待发的下次会再发；其余见 send --settle")
        else:
            yield None
    for path, numbers in sorted(filed.items()):
        yield _filed(home, path, numbers)
    for file in sorted((home / filing.MAILS).glob("*.eml")):
        name = file.relative_to(home).as_posix()
        if name not in filed:
            yield Remark(Problem.FOREIGN, "mail", name, "这封邮件没有发信记录", "记录丢失以前写的，可作存档")
    received = {sha256 for _, sha256, _ in receipts.recorded(connection)}
    for sha256, name in sorted(collected.kept(connection).items()):
        lost = sha256 not in received and _hash(home / name) != sha256
        said = "从邮箱取回以后、汇总以前不见了或被改过"
        yield Remark(Problem.MISSING, "mail", name, said, "从邮箱里另存一份放进收件夹") if lost else None


def _filed(home: Path, path: str, numbers: list[str]) -> Remark | None:
    try:
        head = disk.read(home / path)[:1000].decode("ascii", "replace")
    except OSError as error:
        return Remark(
            Problem.MISSING,
            "mail",
            path,
            f"写成文件的邮件不在（{cause(error)}）",
            "已寄出的不用管；要再发运行 send --again",
        )
    if any(number in head for number in numbers):
        return None
    return Remark(Problem.DAMAGED, "mail", path, "写成文件的邮件与记录不符", "要再发运行 send --again")


def _hash(path: Path) -> str:
    """The hash of a file's bytes, or why it cannot be read."""
    try:
        return hashlib.sha256(disk.content_of(path)).hexdigest()
    except OSError as error:
        return cause(error)


_CHECKS: dict[str, Callable[[Path, sqlite3.Connection], Check]] = {
    "state": _state,
    "copy": _copies,
    "receipt": _receipts,
    "master": _masters,
    "output": _outputs,
    "decision": _decisions,
    "mail": _mails,
}
