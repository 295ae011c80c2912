"""What stands beside a file because that was open takes its place when it is closed, and never a person's work away."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tasklist.files import atomic, outbox, stand_ins, state

NOW = datetime(2023, 6, 26, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
LIST, BESIDE = "outbox/2023-06/催报清单.xlsx", "outbox/2023-06/催报清单（新）.xlsx"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A list was written, is open, and the next one stands beside it."""
    with closing(state.connect(tmp_path / outbox.STATE)) as connection:
        outbox.put(tmp_path, connection, LIST, b"1", NOW)
        with pytest.MonkeyPatch.context() as patch:
            real = atomic.save

            def refusing(path: Path, data: bytes, **more: bool) -> None:
                if path == tmp_path / LIST:
                    raise PermissionError(13, "open")
                real(path, data, **more)

            patch.setattr(atomic, "save", refusing)
            assert outbox.put(tmp_path, connection, LIST, b"2", NOW).path == BESIDE
        yield connection


def there(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / "outbox/2023-06").iterdir()}


def test_what_was_written_beside_an_open_file_takes_its_place_when_it_is_closed(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    stand_ins.put_in_place(tmp_path, connection)
    assert there(tmp_path) == {"催报清单.xlsx": b"2"}
    assert outbox.put(tmp_path, connection, LIST, b"3", NOW).findings == ()  # it is no person's edit
    assert there(tmp_path) == {"催报清单.xlsx": b"3"}


@pytest.mark.parametrize("edited", [LIST, BESIDE])
def test_nothing_a_person_wrote_in_either_is_moved_or_written_over(
    tmp_path: Path, connection: sqlite3.Connection, edited: str
) -> None:
    (tmp_path / edited).write_bytes(b"mine")
    before = there(tmp_path)
    stand_ins.put_in_place(tmp_path, connection)
    assert there(tmp_path) == before


def test_while_it_is_still_open_both_stay(
    tmp_path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*_: Path) -> None:
        raise PermissionError(13, "open")

    before = there(tmp_path)
    monkeypatch.setattr(stand_ins.disk, "rename", refusing)
    stand_ins.put_in_place(tmp_path, connection)
    assert there(tmp_path) == before
    monkeypatch.undo()
    stand_ins.put_in_place(tmp_path, connection)
    assert there(tmp_path) == {"催报清单.xlsx": b"2"}
