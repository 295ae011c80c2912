"""Two runs at once: one works, the other says who does; a dead one holds nothing; what it left is swept."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

import pytest

from tasklist.files import atomic
from tasklist.files.lock import BusyError, alone

FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="the other run is forked")


def other(home: Path) -> int:
    """A run that holds the outbox until it is killed; its process number."""
    ready, told = os.pipe()
    child = os.fork()
    if not child:
        with alone(home, verb="merge"):
            os.write(told, b"1")
            signal.pause()
    os.close(told)
    os.read(ready, 1)
    os.close(ready)
    return child


@FORKS
def test_a_second_run_is_told_which_verb_holds_the_lock_since_when_and_a_dead_one_is_taken_over(tmp_path: Path) -> None:
    child = other(tmp_path)
    try:
        with (
            pytest.raises(BusyError, match=rf"另一个命令 merge（\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d 开始，进程 {child}）"),
            alone(tmp_path, patience=0),
        ):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with alone(tmp_path, patience=0, verb="send"):
        assert "send" in (tmp_path / "outbox/.holder").read_text("utf-8")
    assert not (tmp_path / "outbox/.holder").exists()


@FORKS
def test_what_a_killed_run_left_unfinished_is_swept_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "outbox/2023-06"
    atomic.save(folder / "汇总表.xlsx", b"1")
    half = folder / f"~${'0' * 16}.tmp"
    half.write_bytes(b"half")
    (folder / "~$汇总表.xlsx").write_bytes(b"open in Excel")
    (tmp_path / "outbox/.tmp").mkdir()
    (tmp_path / "outbox/.tmp/openpyxl.abc").write_bytes(b"half a sheet")
    with alone(tmp_path):
        assert not half.exists()
        assert Path(tempfile.gettempdir()) == tmp_path / "outbox/.tmp"
        assert list((tmp_path / "outbox/.tmp").iterdir()) == []
    left = {path.name for path in (tmp_path / "outbox").rglob("*") if path.is_file()}
    assert left == {".lock", "汇总表.xlsx", "~$汇总表.xlsx"}
    assert Path(tempfile.gettempdir()) != tmp_path / "outbox/.tmp"


def test_a_file_system_without_locks_is_served_by_a_file_that_names_its_holder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tasklist.files import lock

    class NoLocks(lock.FileLock):  # type: ignore[misc, valid-type]
        def acquire(self, *_: object, **__: object) -> None:
            raise NotImplementedError

    monkeypatch.setattr(lock, "FileLock", NoLocks)
    with alone(tmp_path, verb="merge"), pytest.raises(BusyError, match="merge"), alone(tmp_path, patience=0):
        pass
    with alone(tmp_path, patience=0):
        pass
