"""Only a plain file is opened, in no roundabout way."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tasklist.files import disk
from tasklist.files.disk import ChangedError, content_of


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such kind of file")
def test_pipes_links_folders_and_missing_files_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    assert content_of(tmp_path / "file") == b"words"
    for name in ("pipe", "link", "folder", "gone"):
        with pytest.raises(OSError, match=r"."):
            content_of(tmp_path / name)


@pytest.mark.skipif(sys.platform != "linux", reason="this file of Linux alone is longer than its size")
def test_a_file_that_goes_on_past_its_size_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[object] = []

    def noted(act: Callable[..., object], *arguments: object) -> object:
        taken.append(act(*arguments))
        return taken[-1]

    monkeypatch.setattr(disk, "attempt", noted)
    with pytest.raises(ChangedError):
        content_of(Path("/proc/self/stat"))
    assert isinstance(taken[-1], bytes) and len(taken[-1]) == 1
