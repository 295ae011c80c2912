"""What units wrote, mail and state are readable by their owner alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import faults
from offices import CONFIG, verb
from servers import odd_imap
from tasklist.app import inner_errors
from tasklist.files import archive, atomic, masters, outbox, state
from tasklist.model import arrival

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


def test_after_every_verb_whatever_holds_words_mail_or_state_is_its_owners_alone_and_a_restored_home_is_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKLIST_TEST_PASSWORD", "secret")
    before = os.umask(0o022)
    try:
        with odd_imap.serving(
            odd_imap.Server({1: b"From: unit01@example.org\r\nSubject: x\r\n\r\nwords\r\n"})
        ) as server:
            collect = f", collect: {{host: 127.0.0.1, port: {server.port}, tls: none, user: office, "
            config = CONFIG.replace(
                "leader@example.org}", f"leader@example.org{collect}password_env: TASKLIST_TEST_PASSWORD}}}}"
            )
            home = faults.home_before(tmp_path / "home", config)
            (home / outbox.STATE).unlink()
            for name in ("check", "fill", "collect", "merge", "flag", "remind", "send", "tick", "audit"):
                assert verb(name, home, *faults.NEW)[0] in (0, 1), name
        assert verb("tick", home, "--log")[0] in (0, 1)
        inner_errors.keep(home, "said")
        assert verb("backup", home, str(tmp_path / "a.zip"))[0] == 0
        assert verb("restore", tmp_path / "again", str(tmp_path / "a.zip"))[0] == 0
    finally:
        os.umask(before)
    for each in (home, tmp_path / "again"):
        assert [path.relative_to(each).as_posix() for path in open_to_others(each)] == []
    assert (home / "outbox/2023-06/汇总表.xlsx").stat().st_mode & 0o777 == 0o644, "it is for the office"


def open_to_others(home: Path) -> list[Path]:
    """What others may read besides what is for the office: inbox, templates, settings, the folders of the periods."""
    found = (path for top in ("outbox", arrival.MAILS) for path in (home / top).rglob("*"))
    inside = [path for path in found if path.stat().st_mode & 0o077]
    return [path for path in inside if path.relative_to(home).parts[1][:2] != "20" and path.name not in FOR_ALL]


FOR_ALL = (".lock", "待办.xlsx")
