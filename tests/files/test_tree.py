"""A folder that cannot be listed is told and takes nothing away; none is passed over in silence."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from offices import FACT, UNITS, answered, merged, office, verb
from tasklist.files import inbox, outbox, state, tree
from tasklist.model.errors import UserError

Shut = Callable[[str, int], None]


@pytest.fixture
def shut(monkeypatch: pytest.MonkeyPatch) -> Shut:
    """Have the system refuse to list the folders of a name."""
    scandir = os.scandir

    def close(name: str, number: int) -> None:
        def refusing(path: Any = ".") -> Any:
            if not isinstance(path, int) and Path(path).name == name:
                raise OSError(number, os.strerror(number))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refusing)

    return close


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    (tmp_path / "inbox/甲").mkdir(parents=True)
    (tmp_path / "inbox/甲/a.txt").write_bytes(b"1")
    with closing(state.connect(tmp_path / outbox.STATE)) as opened:
        yield opened


def scanned(home: Path, connection: sqlite3.Connection, day: int) -> inbox.Scan:
    return inbox.scan(home, connection, datetime(2023, 6, day, 9, tzinfo=UTC), {}, keep=True)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ENAMETOOLONG, errno.ESTALE])
def test_a_folder_that_cannot_be_listed_is_told_and_what_was_known_in_it_stands(
    tmp_path: Path, connection: sqlite3.Connection, shut: Shut, number: int
) -> None:
    scanned(tmp_path, connection, 20)
    shut("甲", number)
    found = scanned(tmp_path, connection, 21)
    told = {(each.path, each.state): each.reason for each in found.arrivals}
    assert list(told) == [("inbox/甲", "refused"), ("inbox/甲/a.txt", ""), ("inbox/甲/a.txt", "refused")]
    assert "文件夹打不开" in told["inbox/甲", "refused"]
    assert found.findings == (), "nothing was withdrawn"


@pytest.mark.parametrize(("name", "number"), [("甲", errno.EMFILE), ("inbox", errno.EACCES)])
def test_no_master_is_made_while_the_machine_is_short_of_something_or_the_inbox_is_closed(
    tmp_path: Path, connection: sqlite3.Connection, shut: Shut, name: str, number: int
) -> None:
    shut(name, number)
    with pytest.raises(UserError, match="没有往下做"):
        scanned(tmp_path, connection, 20)


def test_whose_folder_cannot_be_listed_is_not_called_missing(tmp_path: Path, shut: Shut) -> None:
    home = office(tmp_path / "home")
    answered(home, UNITS[0], {1: FACT, 2: "无", 3: "无"})
    answered(home, UNITS[1], {1: FACT}, into=f"inbox/{UNITS[1]}")
    shut(UNITS[1], errno.EACCES)
    answer: Any = merged(home, "2023-06-27T09:00")
    assert UNITS[1] not in answer["units"]["missing"]
    assert answer["obligations"]["pending"] == 3
    (told,) = (each for each in answer["files"] if each["path"] == f"inbox/{UNITS[1]}")
    assert told["outcome"] == "set_aside" and "文件夹打不开" in told["reason"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes no such path")
def test_a_path_longer_than_the_system_takes_stops_nothing(
    tmp_path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "inbox")
    for _ in range(60):
        os.mkdir("深" * 50)  # noqa: PTH102  a path as a whole would be too long
        os.chdir("深" * 50)
    Path("b.txt").write_bytes(b"2")
    found = scanned(tmp_path, connection, 20).arrivals
    assert [each.path for each in found if not each.state] == ["inbox/甲/a.txt"]
    (told,) = (each.reason for each in found if each.state)
    assert "名称太长" in told and "移到浅一些的文件夹" in told


def test_a_backup_is_not_made_without_a_folder_that_cannot_be_listed(tmp_path: Path, shut: Shut) -> None:
    home = office(tmp_path / "home")
    answered(home, UNITS[1], {1: FACT}, into="inbox/甲")
    shut("甲", errno.EACCES)
    code, _, err = verb("backup", home, str(tmp_path / "a.zip"))
    assert code == 2 and "没有备份" in err
    assert not (tmp_path / "a.zip").exists()


def test_a_junction_of_windows_is_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "_JUNCTION", 0xA0000003)

    def entry(tag: int) -> Any:
        return SimpleNamespace(stat=lambda **_: SimpleNamespace(st_reparse_tag=tag))

    assert tree._is_junction(entry(0xA0000003))
    assert not tree._is_junction(entry(0x9000001A)), "a folder kept in the cloud is a folder"
