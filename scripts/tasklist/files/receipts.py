"""Receipts: when a run first saw a version at a path, and when it was gone or replaced there.

With them and the archive any earlier moment can be told again (`as_of`). The same bytes count as received when they
were first seen anywhere: a file dragged into a unit's folder does not become late by it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from tasklist.files import state
from tasklist.files.archive import archived
from tasklist.model.arrival import Arrival, Receipt
from tasklist.model.finding import Finding
from tasklist.model.finding_kinds import finding
from tasklist.model.place import Place
from tasklist.text.moments import moment

TABLES = (
    """CREATE TABLE IF NOT EXISTS receipts (
        path TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime TEXT NOT NULL,
        seen TEXT NOT NULL, gone TEXT, replaced INTEGER NOT NULL DEFAULT 0,
        unseen TEXT, appeared TEXT, doubt TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (path, sha256, seen))""",
    # the last run that looked: what the next one sees anew came after it
    "CREATE TABLE IF NOT EXISTS looked (only INTEGER PRIMARY KEY CHECK (only = 1), moment TEXT NOT NULL)",
    # the latest moment a master was made as of: what it told of that time stays told
    "CREATE TABLE IF NOT EXISTS told (only INTEGER PRIMARY KEY CHECK (only = 1), moment TEXT NOT NULL)",
)

BY_RUN, BY_DISK = "汇总时首次看到", "放进收件夹的时间"
_UNDONE = "后来换回了以前的一版，这一版不再计入"


@dataclass(frozen=True, slots=True)
class Seen:
    """A file on disk now. `state` and `reason` as in Arrival; `sha256` is empty when it was not read.

    `appeared`: when the disk says it got there. `doubt`: why neither that nor the run tells when it came, or empty.
    """

    path: str
    sha256: str
    size: int
    mtime: datetime
    state: str = ""
    reason: str = ""
    appeared: datetime | None = None
    doubt: str = ""


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables, and the columns that a state file of an earlier program lacks."""
    state.ensure(connection, TABLES)
    known = {row[1] for row in connection.execute("PRAGMA table_info(receipts)")}
    for name, kind in (("unseen", "TEXT"), ("appeared", "TEXT"), ("doubt", "TEXT NOT NULL DEFAULT ''")):
        if name not in known:
            connection.execute(f"ALTER TABLE receipts ADD COLUMN {name} {kind}")


def note(connection: sqlite3.Connection, seen: Sequence[Seen], as_of: datetime) -> None:
    """Note what is new and what is gone. A run that looks back notes nothing: what is here now was not then.

    A file that is there and could not be read now (no hash) changes nothing: what it was when it was last read stands.
    """
    now = as_of.isoformat()
    last = latest(connection)
    if last and last > as_of:
        return
    here = {each.path: each for each in seen}
    looked = _looked(connection)
    unseen = looked if looked and datetime.fromisoformat(looked) < as_of else None
    with connection:
        connection.execute("INSERT OR REPLACE INTO looked VALUES (1, ?)", (now,))
        rows = connection.execute("SELECT path, sha256, seen FROM receipts WHERE gone IS NULL ORDER BY path").fetchall()
        for path, sha, first in rows:
            now_here = here.get(path)
            if now_here is None or now_here.sha256 not in (sha, ""):
                connection.execute(
                    "UPDATE receipts SET gone = ?, replaced = ? WHERE path = ? AND sha256 = ? AND seen = ?",
                    (now, int(now_here is not None), path, sha, first),
                )
        current = {(path, sha) for path, sha, _ in rows}
        for each in seen:
            if each.sha256 and (each.path, each.sha256) not in current:
                connection.execute(
                    "INSERT OR IGNORE INTO receipts (path, sha256, size, mtime, seen, unseen, appeared, doubt)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        each.path, each.sha256, each.size, each.mtime.isoformat(), now, unseen,
                        each.appeared.isoformat() if each.appeared else None, each.doubt,
                    ),
                )  # fmt: skip


def standing_in(connection: sqlite3.Connection, folder: str) -> list[str]:
    """The paths below a folder of the inbox at which a file stood when it was last looked at."""
    rows = connection.execute("SELECT DISTINCT path FROM receipts WHERE gone IS NULL ORDER BY path").fetchall()
    return [path for (path,) in rows if path.startswith(f"{folder}/")]


def nothing_known(connection: sqlite3.Connection) -> bool:
    """Has no run ever looked, as far as the state file knows?"""
    return _looked(connection) is None and not connection.execute("SELECT 1 FROM receipts LIMIT 1").fetchone()


def copies(connection: sqlite3.Connection) -> frozenset[str]:
    """Where the copies lie that a receipt vouches for, relative to the home."""
    prepare(connection)
    return frozenset(archived(path, sha) for path, sha in connection.execute("SELECT path, sha256 FROM receipts"))


def recorded(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """(path, sha256, size) of every version there is a receipt for."""
    prepare(connection)
    return connection.execute("SELECT DISTINCT path, sha256, size FROM receipts ORDER BY path, sha256").fetchall()


def _looked(connection: sqlite3.Connection) -> str | None:
    """When the inbox was last looked at, as it is stored; None before the first time."""
    row = connection.execute("SELECT moment FROM looked").fetchone()
    return row[0] if row else None


def latest(connection: sqlite3.Connection) -> datetime | None:
    """The latest moment anything is known of; a run before it looks back."""
    rows = [*connection.execute("SELECT seen, gone FROM receipts"), *connection.execute("SELECT moment FROM told")]
    return max((datetime.fromisoformat(stamp) for row in rows for stamp in row if stamp), default=None)


def tell(connection: sqlite3.Connection, moment: datetime) -> None:
    """Note that a master was made as of `moment`: a run before it looks back from now on."""
    last = latest(connection)
    if last is None or last < moment:
        with connection:
            connection.execute("INSERT OR REPLACE INTO told VALUES (1, ?)", (moment.isoformat(),))


@dataclass(frozen=True, slots=True)
class _First:
    """When and where some bytes were first seen, and when they came."""

    seen: datetime
    path: str
    came: datetime
    receipt: Receipt


def _first_seen(connection: sqlite3.Connection) -> dict[str, _First]:
    """Content hash → its first sight anywhere."""
    first: dict[str, _First] = {}
    rows = connection.execute("SELECT sha256, seen, path, unseen, appeared, doubt FROM receipts ORDER BY seen, path")
    for sha, seen, path, unseen, appeared, doubt in rows:
        if sha not in first:
            moment = datetime.fromisoformat(seen)
            receipt = Receipt(BY_RUN, moment, datetime.fromisoformat(unseen) if unseen else None, doubt)
            first[sha] = _First(moment, path, moment, receipt)
            if appeared:
                there = datetime.fromisoformat(appeared)
                came = receipt.within(there).astimezone(moment.tzinfo)
                first[sha] = _First(moment, path, came, replace(receipt, by=BY_DISK if came == there else BY_RUN))
    return first


def versions_at(connection: sqlite3.Connection, as_of: datetime) -> tuple[list[Arrival], list[Arrival]]:
    """Every version that counts at `as_of`: those standing at their path, and those replaced by a newer one there.

    With them, ignored, those that count no more because an earlier one was put back in their place. All follow a
    file that was moved: they are told under its new path.
    """
    rows = connection.execute("SELECT path, sha256, size, mtime, seen, gone, replaced FROM receipts ORDER BY seen")
    versions: dict[str, list[Arrival]] = {}
    taken_away: set[Arrival] = set()
    for path, sha, size, mtime, seen, gone, replaced in rows.fetchall():
        since = datetime.fromisoformat(seen)
        if since <= as_of:
            left = gone is not None and datetime.fromisoformat(gone) <= as_of
            arrival = Arrival(
                path, sha, since, datetime.fromisoformat(mtime), size, replaced=left, kept=archived(path, sha)
            )
            versions.setdefault(path, []).append(arrival)
            taken_away |= {arrival} if left and not replaced else set()
    settled = {path: _without_taken_back(found) for path, found in versions.items()}
    stands = {(each.sha256, path) for path, found in settled.items() for each in found if not each.replaced}
    left_over = {path: [each for each in found if not _moved_on(each, stands)] for path, found in settled.items()}
    first = _first_seen(connection)
    standing = {path: found for path, found in sorted(settled.items()) if not all(each.replaced for each in found)}
    known: list[Arrival] = []
    undone: dict[str, Arrival] = {}
    for path, found in sorted(versions.items()):
        target = path if path in standing else _moved_to(path, settled, standing)
        if target:  # otherwise the clerk took the file away, all of it
            told = {each: _known(each, target, first[each.sha256]) for each in found}
            known += _in_turn([told[each] for each in left_over[path] if each not in taken_away])
            undone |= {each.sha256: told[each] for each in found if each not in settled[path]}
    counted = {each.sha256 for each in known}
    return known, [replace(each, state="ignored", reason=_UNDONE) for sha, each in undone.items() if sha not in counted]


def _known(version: Arrival, path: str, first: _First) -> Arrival:
    """A version at the path it stands at now, with what is known of when and where it first came."""
    return replace(
        version, path=path, received=first.came, turn=first.seen, receipt=first.receipt, first_path=first.path
    )


def _without_taken_back(versions: list[Arrival]) -> list[Arrival]:
    """The versions of a path; where an earlier one was put back, those between are a mistake undone."""
    kept: list[Arrival] = []
    for each in versions:
        before = [version.sha256 for version in kept]
        if each.sha256 in before:
            del kept[before.index(each.sha256) :]
        kept.append(each)
    return kept


def _moved_on(version: Arrival, stands: set[tuple[str, str]]) -> bool:
    """Does a version that left its path stand at another one: was it moved there, and the next no version of it?"""
    return version.replaced and any(sha == version.sha256 and path != version.path for sha, path in stands)


def _in_turn(versions: list[Arrival]) -> list[Arrival]:
    """The versions of a path, each counted later than the one it replaced, whenever its bytes were first seen."""
    turns: list[Arrival] = []
    for each in versions:
        own = each.turn or each.received
        after = turns[-1].turn + timedelta(microseconds=1) if turns and turns[-1].turn else own
        turns.append(replace(each, turn=max(own, after)))
    return turns


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


def taken_back(undone: Arrival) -> Finding:
    """What to do about a version in whose place an earlier one was put back: a mistake undone, or a new one made."""
    place = PurePosixPath(undone.path)
    beside = place.with_name(f"{place.stem}（补）{PurePosixPath(undone.kept).suffix}")
    return finding(
        "unplaced",
        undone.place(),
        f" 换回了以前的一版，中间 {moment(undone.received)} 收到的一版不再计入",
        place=undone.kept,
        todo=f"如果仍以中间那一版为准，把 {undone.kept} 另存为 {beside}，再汇总一次",
    )


def withdrawn(connection: sqlite3.Connection, as_of: datetime, known: Sequence[Arrival]) -> Iterator[Finding]:
    """Documents taken out of the inbox and put nowhere else, each by the last path it had there."""
    standing, here = {each.sha256 for each in known}, {each.path for each in known}
    last: dict[str, tuple[datetime, datetime, str, bool]] = {}
    rows = connection.execute("SELECT path, sha256, seen, gone, replaced FROM receipts WHERE gone IS NOT NULL")
    for path, sha, seen, gone, replaced in rows.fetchall():
        left = datetime.fromisoformat(gone)
        if left <= as_of and sha not in standing:
            stay = (left, datetime.fromisoformat(seen), path, bool(replaced))
            last[sha] = max(last.get(sha, stay), stay)
    for path in sorted({path for _, _, path, replaced in last.values() if not replaced} - here):
        yield finding("withdrawn", Place(path), " 以前收到过，现已不在收件夹，不再计入", place=path)
