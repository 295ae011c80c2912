"""Only a plain file is opened, in no roundabout way."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tasklist.files.disk import content_of


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
