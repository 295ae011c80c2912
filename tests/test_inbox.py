"""The inbox is looked at and remembered; nothing in it is ever changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasklist import inbox, outbox, store


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    (tmp_path / "inbox").mkdir()
    opened = store.connect(tmp_path / outbox.STATE)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "QUIET_SECONDS", 0.0)


def day(number: int) -> datetime:
    return datetime(2023, 6, number, 9, tzinfo=UTC)


def seen(home: Path, connection: sqlite3.Connection, number: int) -> list[tuple[str, int, bool]]:
    found = inbox.scan(home, connection, day(number), {}, keep=True)
    return [(each.path, each.received.day, each.replaced) for each in found.arrivals]


def test_a_file_is_received_by_the_run_that_first_saw_it(tmp_path: Path, connection: sqlite3.Connection) -> None:
    (tmp_path / "inbox/a.xlsx").write_bytes(b"1")
    assert seen(tmp_path, connection, 20) == [("inbox/a.xlsx", 20, False)]
    assert seen(tmp_path, connection, 24) == [("inbox/a.xlsx", 20, False)]


def test_a_version_replaced_in_place_is_kept_beside_the_new_one(tmp_path: Path, connection: sqlite3.Connection) -> None:
    path = tmp_path / "inbox/a.xlsx"
    path.write_bytes(b"1")
    seen(tmp_path, connection, 20)
    path.write_bytes(b"2")
    assert seen(tmp_path, connection, 22) == [("inbox/a.xlsx", 20, True), ("inbox/a.xlsx", 22, False)]
    old = inbox.scan(tmp_path, connection, day(22), {}, keep=True).arrivals[0]
    assert inbox.content(tmp_path, old) == b"1"


def test_a_file_dragged_elsewhere_keeps_its_receipt(tmp_path: Path, connection: sqlite3.Connection) -> None:
    path = tmp_path / "inbox/a.xlsx"
    path.write_bytes(b"1")
    seen(tmp_path, connection, 20)
    (tmp_path / "inbox/医院").mkdir()
    path.rename(tmp_path / "inbox/医院/a.xlsx")
    assert seen(tmp_path, connection, 26) == [("inbox/医院/a.xlsx", 20, False)]


def test_what_is_taken_away_goes_with_all_its_versions_and_comes_back(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    path = tmp_path / "inbox/a.xlsx"
    path.write_bytes(b"1")
    seen(tmp_path, connection, 20)
    path.write_bytes(b"2")
    seen(tmp_path, connection, 21)
    path.unlink()
    found = inbox.scan(tmp_path, connection, day(22), {}, keep=True)
    assert found.arrivals == ()
    assert {one.code for one in found.findings} == {"withdrawn"}
    path.write_bytes(b"2")
    assert ("inbox/a.xlsx", 21, False) in seen(tmp_path, connection, 23)


def test_an_earlier_moment_is_told_again_whatever_happened_since(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    path = tmp_path / "inbox/a.xlsx"
    path.write_bytes(b"1")
    then = seen(tmp_path, connection, 20)
    path.write_bytes(b"2")
    seen(tmp_path, connection, 22)
    path.unlink()
    seen(tmp_path, connection, 24)
    assert seen(tmp_path, connection, 20) == then
    assert seen(tmp_path, connection, 24) == []


@pytest.mark.parametrize(
    "name",
    ["~$表.xlsx", ".~lock.表.xlsx#", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/表.xlsx", "表.xlsx.crdownload"],
)
def test_junk_is_ignored_and_counted(tmp_path: Path, connection: sqlite3.Connection, name: str) -> None:
    path = tmp_path / "inbox" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"1")
    (found,) = inbox.scan(tmp_path, connection, day(20), {}, keep=True).arrivals
    assert found.state == "ignored"


def test_a_dry_run_keeps_no_copy(tmp_path: Path, connection: sqlite3.Connection) -> None:
    (tmp_path / "inbox/a.xlsx").write_bytes(b"1")
    (found,) = inbox.scan(tmp_path, connection, day(20), {}, keep=False).arrivals
    assert not (tmp_path / inbox.ARCHIVE).exists()
    assert inbox.content(tmp_path, found) == b"1"


def test_the_sender_of_a_collected_file_travels_with_it(tmp_path: Path, connection: sqlite3.Connection) -> None:
    import hashlib

    (tmp_path / "inbox/a.xlsx").write_bytes(b"1")
    senders = {hashlib.sha256(b"1").hexdigest(): "unit01@example.org"}
    (found,) = inbox.scan(tmp_path, connection, day(20), senders, keep=True).arrivals
    assert found.sender == "unit01@example.org"


def test_earlier_versions_follow_a_file_that_is_moved(tmp_path: Path, connection: sqlite3.Connection) -> None:
    path = tmp_path / "inbox/a.xlsx"
    path.write_bytes(b"1")
    seen(tmp_path, connection, 10)
    path.write_bytes(b"2")
    seen(tmp_path, connection, 15)
    (tmp_path / "inbox/医院").mkdir()
    path.rename(tmp_path / "inbox/医院/a.xlsx")
    assert seen(tmp_path, connection, 16) == [("inbox/医院/a.xlsx", 10, True), ("inbox/医院/a.xlsx", 15, False)]
    (tmp_path / "inbox/医院/a.xlsx").write_bytes(b"3")
    seen(tmp_path, connection, 17)
    (tmp_path / "inbox/医院/a.xlsx").rename(tmp_path / "inbox/b.xlsx")
    assert [day for _, day, _ in seen(tmp_path, connection, 18)] == [10, 15, 17]


def test_a_run_that_looks_back_receives_nothing_new(tmp_path: Path, connection: sqlite3.Connection) -> None:
    (tmp_path / "inbox/a.xlsx").write_bytes(b"1")
    seen(tmp_path, connection, 26)
    (tmp_path / "inbox/late.xlsx").write_bytes(b"2")
    assert seen(tmp_path, connection, 20) == []
    assert ("inbox/late.xlsx", 27, False) in seen(tmp_path, connection, 27)
