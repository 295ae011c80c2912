"""Opening what others put on the disk: only what is a plain file, in no roundabout way."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def content_of(path: Path) -> bytes:
    """The bytes of a regular file, never through a link and never waiting on a pipe. Raises OSError."""
    with open(os.open(path, _FLAGS), "rb") as file:  # noqa: PTH123  Path.open takes no flags
        if not S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(None, "不是普通文件")
        return file.read()
