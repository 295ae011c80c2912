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


def withdrawn(home: Path, connection: sqlite3.Connection, number: int) -> list[str]:
    found = inbox.scan(home, connection, day(number), {}, keep=True).findings
    assert {one.code for one in found} <= {"withdrawn"}
    return [one.place for one in found]


def test_a_file_moved_twice_and_taken_away_is_one_document_at_its_last_path(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    path = tmp_path / "inbox/z.xlsx"
    path.write_bytes(b"1")
    seen(tmp_path, connection, 10)
    for number, name in ((11, "m.xlsx"), (12, "a.xlsx")):
        path = path.rename(tmp_path / "inbox" / name)
        assert withdrawn(tmp_path, connection, number) == []
    path.unlink()
    assert withdrawn(tmp_path, connection, 13) == ["inbox/a.xlsx"]
    assert withdrawn(tmp_path, connection, 12) == []


def test_a_version_replaced_in_place_is_not_withdrawn_and_its_successor_is(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    path = tmp_path / "inbox/a.xlsx"
    for number, data in ((10, b"1"), (11, b"2")):
        path.write_bytes(data)
        assert withdrawn(tmp_path, connection, number) == []
    path = path.rename(tmp_path / "inbox/b.xlsx")
    assert withdrawn(tmp_path, connection, 12) == []
    path.unlink()
    assert withdrawn(tmp_path, connection, 13) == ["inbox/b.xlsx"]


def test_a_copy_that_still_stands_keeps_a_document_from_being_withdrawn(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / "inbox" / name).write_bytes(b"1")
    seen(tmp_path, connection, 10)
    (tmp_path / "inbox/b.xlsx").unlink()
    assert withdrawn(tmp_path, connection, 11) == []
    (tmp_path / "inbox/a.xlsx").unlink()
    assert withdrawn(tmp_path, connection, 12) == ["inbox/a.xlsx"]


def test_what_came_back_under_another_name_is_not_withdrawn(tmp_path: Path, connection: sqlite3.Connection) -> None:
    path = tmp_path / "inbox/a.xlsx"
    path.write_bytes(b"1")
    seen(tmp_path, connection, 10)
    path.unlink()
    assert withdrawn(tmp_path, connection, 11) == ["inbox/a.xlsx"]
    (tmp_path / "inbox/b.xlsx").write_bytes(b"1")
    assert withdrawn(tmp_path, connection, 12) == []


def test_a_mark_of_exclamation_in_a_name_makes_no_junk_of_it(tmp_path: Path, connection: sqlite3.Connection) -> None:
    (tmp_path / "inbox/急!._表.xlsx").write_bytes(b"1")
    (found,) = inbox.scan(tmp_path, connection, day(20), {}, keep=True).arrivals
    assert found.state == ""


def test_a_later_version_knows_when_the_first_one_came(tmp_path: Path, connection: sqlite3.Connection) -> None:
    path = tmp_path / "inbox/a.docx"
    path.write_bytes(b"1")
    seen(tmp_path, connection, 10)
    path.write_bytes(b"2")
    found = inbox.scan(tmp_path, connection, day(15), {}, keep=True).arrivals
    assert [(each.received.day, each.since and each.since.day) for each in found] == [(10, None), (15, 10)]


def test_a_version_put_back_in_place_undoes_what_came_between(tmp_path: Path, connection: sqlite3.Connection) -> None:
    path = tmp_path / "inbox/a.xlsx"
    for number, data in ((10, b"1"), (12, b"2"), (14, b"1")):
        path.write_bytes(data)
        seen(tmp_path, connection, number)
    assert seen(tmp_path, connection, 15) == [("inbox/a.xlsx", 10, False)]
    assert seen(tmp_path, connection, 12) == [("inbox/a.xlsx", 10, True), ("inbox/a.xlsx", 12, False)]
    path.write_bytes(b"3")
    assert seen(tmp_path, connection, 16) == [("inbox/a.xlsx", 10, True), ("inbox/a.xlsx", 16, False)]
