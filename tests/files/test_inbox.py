"""The inbox is looked at and remembered; nothing in it is ever changed."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tasklist.files import archive, disk, inbox, outbox, state
from tasklist.model.arrival import Arrival
from tasklist.model.errors import UserError
from tasklist.model.finding import Severity


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    (tmp_path / "inbox").mkdir()
    opened = state.connect(tmp_path / outbox.STATE)
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
    ["~$表.xlsx", ".~lock.表.xlsx#", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/表.xlsx", "表.xlsx.tmp"],
)
def test_junk_is_ignored_and_counted(tmp_path: Path, connection: sqlite3.Connection, name: str) -> None:
    path = tmp_path / "inbox" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"1")
    (found,) = inbox.scan(tmp_path, connection, day(20), {}, keep=True).arrivals
    assert found.state == "ignored"


@pytest.mark.parametrize(
    "name", ["表.xlsx.crdownload", "表.xlsx.baiduyun.downloading", "表.XLSX.TD", "表.part", "未确认 12.crdownload"]
)
def test_what_is_not_loaded_down_whole_is_left_for_a_later_run_and_told(
    tmp_path: Path, connection: sqlite3.Connection, name: str
) -> None:
    (tmp_path / "inbox" / name).write_bytes(b"PK")
    (found,) = inbox.scan(tmp_path, connection, day(20), {}, keep=True).arrivals
    assert (found.state, "没有下载完" in found.reason) == ("pending", True)


def test_a_dry_run_keeps_no_copy(tmp_path: Path, connection: sqlite3.Connection) -> None:
    (tmp_path / "inbox/a.xlsx").write_bytes(b"1")
    (found,) = inbox.scan(tmp_path, connection, day(20), {}, keep=False).arrivals
    assert not (tmp_path / archive.ARCHIVE).exists()
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
    return [str(one.place) for one in found]


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
    assert counted(tmp_path, connection, 15) == [("inbox/a.xlsx", 10, False)]
    assert counted(tmp_path, connection, 12) == [("inbox/a.xlsx", 10, True), ("inbox/a.xlsx", 12, False)]
    path.write_bytes(b"3")
    assert counted(tmp_path, connection, 16) == [("inbox/a.xlsx", 10, True), ("inbox/a.xlsx", 16, False)]


def counted(home: Path, connection: sqlite3.Connection, number: int) -> list[tuple[str, int, bool]]:
    found = inbox.scan(home, connection, day(number), {}, keep=True)
    return [(each.path, each.received.day, each.replaced) for each in found.arrivals if not each.state]


def test_what_came_between_is_listed_and_told_until_it_is_put_beside_the_other(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    path = tmp_path / "inbox/a.xlsm"
    for number, data in ((10, b"1"), (12, b"2"), (14, b"1")):
        path.write_bytes(data)
        seen(tmp_path, connection, number)
    path.rename(tmp_path / "inbox/a.xlsx")
    found = inbox.scan(tmp_path, connection, day(15), {}, keep=True)
    (told,) = found.findings
    (undone,) = [each for each in found.arrivals if each.state]
    assert (told.severity, str(told.place)) == (Severity.WARNING, undone.kept)
    assert "inbox/a.xlsx 换回了以前的一版，中间 2023-06-12 09:00 收到的一版不再计入" in told.message
    assert (undone.path, undone.state, undone.replaced) == ("inbox/a.xlsx", "ignored", True)
    assert (tmp_path / undone.kept).read_bytes() == b"2"
    assert f"把 {undone.kept} 另存为 inbox/a（补）.xlsm" in told.todo
    (tmp_path / "inbox/a（补）.xlsm").write_bytes((tmp_path / undone.kept).read_bytes())
    found = inbox.scan(tmp_path, connection, day(16), {}, keep=True)
    assert not found.findings
    assert [(each.path, each.received.day) for each in found.arrivals] == [
        ("inbox/a.xlsx", 10),
        ("inbox/a（补）.xlsm", 12),
    ]


@pytest.mark.parametrize("ending", ["xlsx", "et", "表", ""])
def test_an_earlier_version_is_read_whatever_the_file_is_called_today(
    tmp_path: Path, connection: sqlite3.Connection, ending: str
) -> None:
    path = tmp_path / "inbox/进展.xlsm"
    for number, data in ((10, b"1"), (12, b"2")):
        path.write_bytes(data)
        seen(tmp_path, connection, number)
    path.rename(path.with_suffix(f".{ending}" if ending else ""))
    found = inbox.scan(tmp_path, connection, day(14), {}, keep=True).arrivals
    assert [inbox.content(tmp_path, each) for each in found] == [b"1", b"2"]
    assert [(tmp_path / each.kept).read_bytes() for each in found] == [b"1", b"2"]


def test_a_copy_that_somebody_wrote_over_is_made_anew_while_the_file_stands(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    path = tmp_path / "inbox/a.xlsx"
    path.write_bytes(b"1")
    (first,) = inbox.scan(tmp_path, connection, day(10), {}, keep=True).arrivals
    (tmp_path / first.kept).write_bytes(b"another")
    assert inbox.content(tmp_path, first) == b"1"
    seen(tmp_path, connection, 11)
    path.write_bytes(b"2")
    old, _ = inbox.scan(tmp_path, connection, day(12), {}, keep=True).arrivals
    assert inbox.content(tmp_path, old) == b"1"


@pytest.mark.parametrize("lost", [None, b"3"])
def test_other_bytes_are_never_handed_on_for_a_version_whose_copy_is_lost(
    tmp_path: Path, connection: sqlite3.Connection, lost: bytes | None
) -> None:
    path = tmp_path / "inbox/a.xlsx"
    for number, data in ((10, b"1"), (12, b"2")):
        path.write_bytes(data)
        old, *_ = inbox.scan(tmp_path, connection, day(number), {}, keep=True).arrivals
    kept = tmp_path / old.kept
    if lost:
        kept.write_bytes(lost)
    else:
        kept.unlink()
    with pytest.raises(OSError, match=r"outbox/archive/.*已不在或被改动过"):
        inbox.content(tmp_path, old)
    old, new = inbox.scan(tmp_path, connection, day(13), {}, keep=True).arrivals
    assert (old.state, new.state) == ("refused", "")
    assert old.kept in old.reason
    assert inbox.content(tmp_path, new) == b"2"


def contents(home: Path, connection: sqlite3.Connection, number: int) -> dict[str, list[bytes]]:
    """What counts at each path, the oldest first."""
    found: dict[str, list[bytes]] = {}
    arrivals = inbox.scan(home, connection, day(number), {}, keep=True).arrivals
    for each in sorted((each for each in arrivals if not each.state), key=lambda each: each.turn or each.received):
        found.setdefault(each.path, []).append(inbox.content(home, each))
    return found


def test_what_was_moved_to_another_folder_counts_there_alone(tmp_path: Path, connection: sqlite3.Connection) -> None:
    for name in ("甲", "乙"):
        (tmp_path / "inbox" / name).mkdir()
    (tmp_path / "inbox/甲/表.xlsx").write_bytes(b"of the second")
    seen(tmp_path, connection, 10)
    (tmp_path / "inbox/甲/表.xlsx").rename(tmp_path / "inbox/乙/表.xlsx")
    (tmp_path / "inbox/甲/表.xlsx").write_bytes(b"of the first")
    wanted = {"inbox/甲/表.xlsx": [b"of the first"], "inbox/乙/表.xlsx": [b"of the second"]}
    assert contents(tmp_path, connection, 12) == wanted


def test_two_files_exchanged_between_two_folders_are_exchanged(tmp_path: Path, connection: sqlite3.Connection) -> None:
    paths = [tmp_path / "inbox" / name / "表.xlsx" for name in ("甲", "乙")]
    for path, words in zip(paths, (b"1", b"2"), strict=True):
        path.parent.mkdir()
        path.write_bytes(words)
    seen(tmp_path, connection, 10)
    for path, words in zip(paths, (b"2", b"1"), strict=True):
        path.write_bytes(words)
    assert contents(tmp_path, connection, 12) == {"inbox/甲/表.xlsx": [b"2"], "inbox/乙/表.xlsx": [b"1"]}


def test_what_takes_the_place_of_another_counts_after_it_however_early_it_came(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    (tmp_path / "inbox/right.xlsx").write_bytes(b"right")
    seen(tmp_path, connection, 10)
    (tmp_path / "inbox/a.xlsx").write_bytes(b"wrong")
    seen(tmp_path, connection, 11)
    (tmp_path / "inbox/right.xlsx").replace(tmp_path / "inbox/a.xlsx")
    assert contents(tmp_path, connection, 12) == {"inbox/a.xlsx": [b"wrong", b"right"]}
    assert ("inbox/a.xlsx", 10, False) in seen(tmp_path, connection, 12)


def test_a_version_put_back_and_replaced_again_is_a_version_like_any_other(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    for number, words in ((10, b"A"), (11, b"B"), (12, b"A"), (13, b"B")):
        (tmp_path / "inbox/a.xlsx").write_bytes(words)
        found = contents(tmp_path, connection, number)["inbox/a.xlsx"]
        assert found == {10: [b"A"], 11: [b"A", b"B"], 12: [b"A"], 13: [b"A", b"B"]}[number]


def test_a_run_before_the_last_master_looks_back_though_nothing_came_since(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    (tmp_path / "inbox/a.xlsx").write_bytes(b"1")
    seen(tmp_path, connection, 20)
    seen(tmp_path, connection, 27)
    inbox.told(connection, day(27))
    (tmp_path / "inbox/late.xlsx").write_bytes(b"2")
    assert seen(tmp_path, connection, 22) == [("inbox/a.xlsx", 20, False)]
    assert ("inbox/late.xlsx", 28, False) in seen(tmp_path, connection, 28)


def test_a_look_at_the_inbox_that_made_no_master_holds_nothing_back(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    seen(tmp_path, connection, 27)
    (tmp_path / "inbox/a.xlsx").write_bytes(b"1")
    assert seen(tmp_path, connection, 20) == [("inbox/a.xlsx", 20, False)]


def test_a_run_of_a_day_to_come_receives_today_and_hides_nothing_from_the_next(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    (tmp_path / "inbox/a.xlsx").write_bytes(b"1")
    (early,) = inbox.scan(tmp_path, connection, datetime.now(UTC) + timedelta(days=400), {}, keep=True).arrivals
    inbox.told(connection, datetime.now(UTC) + timedelta(days=400))
    assert early.received <= datetime.now(UTC)
    (tmp_path / "inbox/b.xlsx").write_bytes(b"2")
    assert len(inbox.scan(tmp_path, connection, datetime.now(UTC), {}, keep=True).arrivals) == 2


def test_a_clock_that_was_set_back_is_said_and_nothing_is_taken_for_missing(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    (tmp_path / "inbox/a.xlsx").write_bytes(b"1")
    seen(tmp_path, connection, 20)
    with connection:
        connection.execute("INSERT INTO told VALUES (1, '2999-01-01T09:00:00+08:00')")
    with pytest.raises(UserError, match="核对电脑的日期和时间"):
        inbox.scan(tmp_path, connection, datetime.now(UTC), {}, keep=True)


# --- when a file came -----------------------------------------------------------------------------


def came(home: Path, connection: sqlite3.Connection, as_of: datetime) -> dict[str, tuple[datetime, str]]:
    """Path → when it came and how that is known."""
    found = inbox.scan(home, connection, as_of, {}, keep=True)
    return {each.path: (each.received, each.receipt.by) for each in found.arrivals}


def test_a_file_came_when_the_disk_says_it_got_there_between_the_two_runs(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    came(tmp_path, connection, now - timedelta(hours=16))
    (tmp_path / "inbox/a.xlsx").write_bytes(b"1")
    there = datetime.fromtimestamp(int((tmp_path / "inbox/a.xlsx").stat().st_ctime), UTC)
    later = now + timedelta(minutes=1)
    assert came(tmp_path, connection, later) == {"inbox/a.xlsx": (there, "放进收件夹的时间")}


def test_a_time_outside_the_two_runs_counts_as_its_nearer_end(tmp_path: Path, connection: sqlite3.Connection) -> None:
    seen(tmp_path, connection, 20)
    (tmp_path / "inbox/a.xlsx").write_bytes(b"1")
    assert came(tmp_path, connection, day(22)) == {"inbox/a.xlsx": (day(22), "汇总时首次看到")}


def test_the_documents_own_stamp_moves_no_receipt(tmp_path: Path, connection: sqlite3.Connection) -> None:
    seen(tmp_path, connection, 20)
    path = tmp_path / "inbox/a.xlsx"
    path.write_bytes(b"1")
    os.utime(path, (day(21).timestamp(),) * 2)
    assert came(tmp_path, connection, day(22))["inbox/a.xlsx"][0] == day(22)


def test_a_lost_state_file_makes_the_times_doubtful_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / outbox.STATE
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox/a.xlsx").write_bytes(b"1")
    with closing(state.connect(path)) as connection:
        came(tmp_path, connection, day(20))
    path.unlink()
    (tmp_path / "inbox/b.xlsx").write_bytes(b"2")
    with closing(state.connect(path)) as connection:
        found = inbox.scan(tmp_path, connection, day(27), {}, keep=True)
    assert {each.path: bool(each.receipt.doubt) for each in found.arrivals} == {
        "inbox/a.xlsx": True,
        "inbox/b.xlsx": False,
    }
    assert [one.code for one in found.findings] == ["received_when"]


# --- files that change while they are read --------------------------------------------------------


def during_the_read(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen to a file after it was opened and before it is read."""
    attempt = disk.attempt

    def interrupted(act: Callable[..., object], *arguments: object, **more: object) -> object:
        if getattr(act, "__name__", "") == "read" and not done:
            done.append(True)
            happens()
        return attempt(act, *arguments, **more)

    done: list[bool] = []
    monkeypatch.setattr(disk, "attempt", interrupted)


def one(home: Path, connection: sqlite3.Connection) -> Arrival:
    (found,) = inbox.scan(home, connection, day(20), {}, keep=True).arrivals
    return found


@pytest.mark.parametrize("change", [b"12345", b"1", b"98"], ids=["grows", "shrinks", "other words of the same size"])
def test_a_file_that_changes_while_it_is_read_waits_for_the_next_run(
    tmp_path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, change: bytes
) -> None:
    path = tmp_path / "inbox/a.xlsx"
    path.write_bytes(b"12")
    os.utime(path, (1, 1))
    with monkeypatch.context() as patch:
        during_the_read(patch, lambda: path.write_bytes(change))
        found = one(tmp_path, connection)
    assert (found.state, found.reason) == ("pending", "读取时还在变化，像是没有拷贝完")
    assert not (tmp_path / archive.ARCHIVE).exists()
    found = one(tmp_path, connection)
    assert (found.state, (tmp_path / found.kept).read_bytes()) == ("", change)


def test_a_file_replaced_while_it_is_read_is_read_whole_as_it_was(
    tmp_path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, new = tmp_path / "inbox/a.xlsx", tmp_path / "new"
    path.write_bytes(b"12")
    new.write_bytes(b"345")
    with monkeypatch.context() as patch:
        during_the_read(patch, lambda: new.replace(path))
        found = one(tmp_path, connection)
    assert (tmp_path / found.kept).read_bytes() == b"12"
    later = inbox.scan(tmp_path, connection, day(21), {}, keep=True).arrivals
    assert [(tmp_path / each.kept).read_bytes() for each in later] == [b"12", b"345"]


def test_a_file_that_vanishes_before_it_is_opened_is_told_and_stops_nothing(
    tmp_path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"inbox/{name}.xlsx").write_bytes(name.encode())
    lstat = Path.lstat

    def vanishing(path: Path) -> os.stat_result:
        if path.name == "a.xlsx" and path.exists():
            path.unlink()
        return lstat(path)

    monkeypatch.setattr(Path, "lstat", vanishing)
    found = inbox.scan(tmp_path, connection, day(20), {}, keep=True).arrivals
    assert [(each.path, each.state) for each in found] == [("inbox/a.xlsx", "pending"), ("inbox/b.xlsx", "")]


def test_a_file_that_cannot_be_read_now_takes_nothing_away_of_what_it_was(
    tmp_path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "inbox/a.xlsx"
    path.write_bytes(b"1")
    seen(tmp_path, connection, 20)
    path.write_bytes(b"2")

    def refused(_: Path) -> bytes:
        raise PermissionError(13, "open in Excel")

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "content_of", refused)
        found = inbox.scan(tmp_path, connection, day(21), {}, keep=True)
    assert [(each.state, each.replaced) for each in found.arrivals] == [("", False), ("refused", False)]
    assert found.findings == ()
    assert seen(tmp_path, connection, 22) == [("inbox/a.xlsx", 20, True), ("inbox/a.xlsx", 22, False)]


# --- bytes, then receipt --------------------------------------------------------------------------


def test_a_file_is_read_once_and_what_is_parsed_is_the_copy(
    tmp_path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "inbox/a.xlsx"
    path.write_bytes(b"12")
    opened: list[Path] = []
    content_of = disk.content_of
    monkeypatch.setattr(inbox, "content_of", lambda path: (opened.append(path), content_of(path))[1])
    found = one(tmp_path, connection)
    assert opened == [path]
    path.write_bytes(b"34")
    assert inbox.content(tmp_path, found) == b"12"


def test_the_archive_waits_for_the_disk_once_however_many_files_come(
    tmp_path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    attempt = disk.attempt

    def counted(act: Callable[..., object], *arguments: object, **more: object) -> object:
        calls.append(getattr(act, "__name__", "").lstrip("_"))
        return attempt(act, *arguments, **more)

    for number in range(30):
        (tmp_path / f"inbox/{number}.xlsx").write_bytes(str(number).encode())
    monkeypatch.setattr(disk, "attempt", counted)
    inbox.scan(tmp_path, connection, day(20), {}, keep=True)
    assert calls.count("fsync") + calls.count("barrier") == (1 if sys.platform == "linux" else calls.count("fsync"))


def test_a_copy_no_receipt_vouches_for_is_written_anew_when_it_is_not_the_same(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    """After a crash of the machine the copy may be there, of the right size, and hold nothing."""
    (tmp_path / "inbox/a.xlsx").write_bytes(b"12")
    kept = tmp_path / archive.archived("inbox/a.xlsx", hashlib.sha256(b"12").hexdigest())
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"\0\0")
    assert (tmp_path / one(tmp_path, connection).kept).read_bytes() == b"12"


def test_a_missing_inbox_is_made_when_nothing_ever_came_and_asked_for_when_something_had(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    inbox.scan(tmp_path, connection, day(20), {}, keep=True)
    came = tmp_path / "inbox/a.txt"
    came.write_text("一", "utf-8")
    inbox.scan(tmp_path, connection, day(21), {}, keep=True)
    came.unlink()
    came.parent.rmdir()
    with pytest.raises(UserError, match="没有找到收件夹"):
        inbox.scan(tmp_path, connection, day(22), {}, keep=True)
