"""Opening what was made, as if a person had double-clicked it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path


def open_with_the_desktop(path: Path) -> None:
    """Open a file or folder in the machine's own program for it; where there is none, nothing happens."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            os.startfile(path)  # noqa: S606 (a file of the campaign's own)
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener:
        with contextlib.suppress(OSError):
            subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
