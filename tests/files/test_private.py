"""What units wrote, mail and state are readable by their owner alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tasklist.files import archive, atomic, masters, state

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the folder's own rights hold here")


def test_a_private_file_and_its_folder_are_their_owners_alone_and_others_stay_open(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        atomic.save(tmp_path / "archive" / "a.xlsx", b"1", private=True)
        atomic.save(tmp_path / "outbox" / "b.xlsx", b"2")
    finally:
        os.umask(before)
    rights = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert rights == {"archive": 0o700, "a.xlsx": 0o600, "outbox": 0o755, "b.xlsx": 0o644}


def test_the_archive_is_its_owners_alone_with_every_folder_in_it(tmp_path: Path) -> None:
    copies = archive.Archive(tmp_path, ())
    copies.keep("inbox/a.xlsx", "ab" * 32, b"1")
    copies.settle()
    folders = [tmp_path / archive.ARCHIVE, tmp_path / archive.ARCHIVE / "ab"]
    assert [path.stat().st_mode & 0o777 for path in folders] == [0o700, 0o700]


def test_every_copy_of_a_master_is_its_owners_alone(tmp_path: Path) -> None:
    connection = state.connect(tmp_path / "state.sqlite3")
    masters.keep_original(tmp_path, connection, "ab", b"master")
    connection.close()
    kept = tmp_path / masters.original("ab")
    assert [path.stat().st_mode & 0o777 for path in (kept, kept.parent)] == [0o600, 0o700]


def test_the_state_file_is_its_owners_alone_also_when_it_was_not_before(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    state.connect(path).close()
    path.chmod(0o644)
    state.connect(path).close()
    assert path.stat().st_mode & 0o777 == 0o600
