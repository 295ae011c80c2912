"""What is written is whole, a person's edits are kept, and an open file stops nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from tasklist.files import atomic, outbox, state
from tasklist.model.errors import UserError

NOW = datetime(2023, 6, 26, 9, tzinfo=UTC)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = state.connect(tmp_path / outbox.STATE)
    yield opened
    opened.close()


def put(home: Path, connection: sqlite3.Connection, data: bytes) -> outbox.Put:
    return outbox.put(home, connection, "outbox/2023-06/汇总表.xlsx", data, NOW)


def names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "outbox/2023-06").iterdir())


def test_what_the_program_wrote_it_replaces(tmp_path: Path, connection: sqlite3.Connection) -> None:
    put(tmp_path, connection, b"1")
    assert put(tmp_path, connection, b"2").findings == ()
    assert names(tmp_path) == ["汇总表.xlsx"]


def test_what_a_person_edited_is_kept_beside_the_new_one_and_said(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    put(tmp_path, connection, b"1")
    (tmp_path / "outbox/2023-06/汇总表.xlsx").write_bytes(b"edited")
    done = put(tmp_path, connection, b"2")
    assert [one.code for one in done.findings] == ["changed_master"]
    kept = tmp_path / "outbox/2023-06/汇总表（人工修改20230626-0900）.xlsx"
    assert kept.read_bytes() == b"edited"
    assert put(tmp_path, connection, b"3").findings == ()


def test_what_stands_there_without_a_record_is_kept_and_nobody_is_said_to_have_edited_it(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    (tmp_path / "outbox/2023-06").mkdir()
    (tmp_path / "outbox/2023-06/汇总表.xlsx").write_bytes(b"of a run whose record is lost")
    (said,) = put(tmp_path, connection, b"1").findings
    assert "人改过，" not in said.message and "没有写出的记录" in said.message
    assert names(tmp_path) == ["汇总表.xlsx", "汇总表（人工修改20230626-0900）.xlsx"]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of files that are open in Excel: on Windows nothing can take their place."""
    held: set[str] = set()
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target).name in held:
            raise PermissionError(13, "open in Excel")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    return held


def test_a_file_that_cannot_be_replaced_gets_one_neighbour_until_it_can(
    tmp_path: Path, connection: sqlite3.Connection, opened: set[str]
) -> None:
    put(tmp_path, connection, b"1")
    opened.add("汇总表.xlsx")
    done = put(tmp_path, connection, b"2")
    assert done.path == "outbox/2023-06/汇总表（新）.xlsx"
    assert (tmp_path / done.path).read_bytes() == b"2"
    assert "打开" in done.findings[0].message
    assert (tmp_path / put(tmp_path, connection, b"3").path).read_bytes() == b"3"
    assert names(tmp_path) == ["汇总表.xlsx", "汇总表（新）.xlsx"]
    opened.clear()
    assert put(tmp_path, connection, b"4").findings == ()
    assert names(tmp_path) == ["汇总表.xlsx"]


def test_a_neighbour_that_is_open_or_edited_too_is_left(
    tmp_path: Path, connection: sqlite3.Connection, opened: set[str]
) -> None:
    put(tmp_path, connection, b"1")
    opened.add("汇总表.xlsx")
    first = put(tmp_path, connection, b"2").path
    (tmp_path / first).write_bytes(b"edited")
    second = put(tmp_path, connection, b"3").path
    opened.add(second.rsplit("/", 1)[1])
    third = put(tmp_path, connection, b"4").path
    assert len({first, second, third}) == 3
    opened.clear()
    put(tmp_path, connection, b"5")
    assert names(tmp_path) == ["汇总表.xlsx", "汇总表（新）.xlsx"]
    assert (tmp_path / first).read_bytes() == b"edited"


def test_edits_in_a_file_that_stays_open_are_kept_once(
    tmp_path: Path, connection: sqlite3.Connection, opened: set[str]
) -> None:
    put(tmp_path, connection, b"1")
    (tmp_path / "outbox/2023-06/汇总表.xlsx").write_bytes(b"edited")
    opened.add("汇总表.xlsx")
    for hour in range(3):
        outbox.put(tmp_path, connection, "outbox/2023-06/汇总表.xlsx", b"2", NOW + timedelta(hours=hour))
    assert names(tmp_path) == ["汇总表.xlsx", "汇总表（人工修改20230626-0900）.xlsx", "汇总表（新）.xlsx"]


def test_a_form_that_is_open_keeps_its_neighbour(
    tmp_path: Path, connection: sqlite3.Connection, opened: set[str]
) -> None:
    folder = "outbox/2023-06/退回补填"
    outbox.put_all(tmp_path, connection, folder, {"甲.xlsx": b"1"}, NOW)
    opened.add("甲.xlsx")
    outbox.put_all(tmp_path, connection, folder, {"甲.xlsx": b"2"}, NOW)
    assert (tmp_path / folder / "甲（新）.xlsx").read_bytes() == b"2"


@pytest.mark.parametrize("names", [*permutations(["甲（新）.xlsx", "甲（新区）.xlsx", "甲.xlsx"])])
def test_files_whose_own_names_look_like_a_neighbour_all_stay(
    tmp_path: Path, connection: sqlite3.Connection, names: tuple[str, ...]
) -> None:
    folder = "outbox/2023-06/材料"
    for _ in range(2):
        outbox.put_all(tmp_path, connection, folder, {name: name.encode() for name in names}, NOW)
    assert {path.name for path in (tmp_path / folder).iterdir()} == set(names)


def test_a_full_disk_is_one_sentence(
    tmp_path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic, "save", full)
    with pytest.raises(UserError, match="磁盘已满"):
        put(tmp_path, connection, b"1")


def test_forms_nobody_needs_any_more_go_and_a_persons_own_files_stay(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    folder = "outbox/2023-06/退回补填"
    outbox.put_all(tmp_path, connection, folder, {"甲.xlsx": b"1", "乙.xlsx": b"2", "丙.xlsx": b"3"}, NOW)
    (tmp_path / folder / "乙.xlsx").write_bytes(b"edited")
    (tmp_path / folder / "自己的.xlsx").write_bytes(b"own")
    outbox.put_all(tmp_path, connection, folder, {"丙.xlsx": b"3"}, NOW)
    assert sorted(path.name for path in (tmp_path / folder).iterdir()) == ["丙.xlsx", "乙.xlsx", "自己的.xlsx"]
