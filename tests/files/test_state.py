from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tasklist.files import atomic, state
from tasklist.model.errors import UserError


def test_a_new_state_file_is_made_with_its_folder_and_version(tmp_path: Path) -> None:
    path = tmp_path / "outbox" / "state.sqlite3"
    connection = state.connect(path)
    assert path.is_file()
    assert connection.execute("PRAGMA user_version").fetchone() == (len(state.MIGRATIONS),)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    connection.close()


def test_what_was_committed_is_there_when_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    tables = ("CREATE TABLE IF NOT EXISTS words (word TEXT)",)
    for word in ("一", "二"):
        connection = state.connect(path)
        state.ensure(connection, tables)
        with connection:
            connection.execute("INSERT INTO words VALUES (?)", (word,))
        connection.close()
    connection = state.connect(path)
    assert connection.execute("SELECT word FROM words ORDER BY rowid").fetchall() == [("一",), ("二",)]
    connection.close()


def test_a_damaged_file_is_put_aside_and_a_new_one_remembers_it(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    for number in (1, 2):
        path.write_bytes(b"this was never a database" * 400)
        connection = state.connect(path)
        assert state.loss(connection) == f"state.sqlite3 已损坏，原件改名为 state（已损坏{number}）.sqlite3"
        connection.close()
        assert (tmp_path / f"state（已损坏{number}）.sqlite3").read_bytes().startswith(b"this was never")


def test_a_run_that_writes_nothing_says_of_a_damaged_file_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    path.write_bytes(b"this was never a database" * 400)
    with pytest.raises(UserError, match=r"已损坏.*改名保存"):
        state.throwaway(path)
    assert [each.name for each in tmp_path.iterdir()] == ["state.sqlite3"]


def test_a_half_copied_file_is_damaged_too(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE words (word TEXT)")
    connection.executemany("INSERT INTO words VALUES (?)", [("字" * 900,)] * 100)
    connection.commit()
    connection.close()
    path.write_bytes(path.read_bytes()[:50_000])
    state.connect(path).close()
    assert (tmp_path / "state（已损坏1）.sqlite3").stat().st_size == 50_000


@pytest.mark.parametrize("trace", ["archive/ab/abc.xlsx", "mail/a.eml", "2023-06/汇总表.xlsx", "2023-06/催报清单.xlsx"])
def test_a_state_file_that_is_gone_is_missed_where_runs_left_something(tmp_path: Path, trace: str) -> None:
    (tmp_path / trace).parent.mkdir(parents=True)
    (tmp_path / trace).write_bytes(b"1")
    connection = state.connect(tmp_path / "state.sqlite3")
    assert (state.loss(connection), state.unanswered(connection)) == ("state.sqlite3 不见了", True)
    state.answer(connection)
    assert (state.loss(connection), state.unanswered(connection)) == ("state.sqlite3 不见了", False)
    connection.close()


def test_the_first_state_file_of_a_campaign_misses_nothing(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    connection = state.connect(tmp_path / "state.sqlite3")
    assert (state.loss(connection), state.unanswered(connection)) == ("", False)
    connection.close()


def test_a_file_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=999")
    connection.close()
    with pytest.raises(UserError, match="更新版本"):
        state.connect(path)


def test_a_folder_in_the_files_place_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite3").mkdir()
    with pytest.raises(UserError, match="打不开"):
        state.connect(tmp_path / "state.sqlite3")


def test_an_older_file_is_brought_to_this_version_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "state.sqlite3"
    state.connect(path).close()
    monkeypatch.setattr(state, "MIGRATIONS", (*state.MIGRATIONS, "CREATE TABLE added (word TEXT)"))
    for _ in range(2):
        connection = state.connect(path)
        assert connection.execute("SELECT count(*) FROM added").fetchone() == (0,)
        connection.close()


def test_a_saved_file_is_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "夹" / "文件.eml"
    atomic.save(path, b"one")
    atomic.save(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]
