"""A mistake of the program's own: a report for whoever mends it, without a word of any unit, and one sentence."""

from __future__ import annotations

import hashlib
import platform
import sys
import traceback
from pathlib import Path

from tasklist.files import atomic, outbox
from tasklist.model.errors import UserError

FOLDER = f"{outbox.FOLDER}/log"
PACKAGES = ("openpyxl", "xlsxwriter", "lxml", "python_calamine", "rapidfuzz", "pandas")


def report(error: BaseException, doing: str) -> str:
    """Where in the program it happened. The error's own words and all values stay out: they may be a unit's."""
    frames = (
        f"  {Path(frame.f_code.co_filename).name}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    )
    chain = [error]
    while (before := chain[-1].__cause__ or chain[-1].__context__) and len(chain) < 5:
        chain.append(before)
    return "\n".join(
        (
            f"doing: {doing}",
            f"error: {' from '.join(type(each).__name__ for each in chain)}",
            f"python: {platform.python_version()} on {sys.platform}",
            f"packages: {', '.join(_version(name) for name in PACKAGES if name in sys.modules)}",
            "frames:",
            *frames,
            "",
        )
    )


def _version(name: str) -> str:
    return f"{name} {getattr(sys.modules[name], '__version__', '?')}"


def keep(home: Path, said: str) -> str:
    """Write a report; its path relative to the home, or empty when it cannot be written. One error, one file."""
    path = f"{FOLDER}/内部错误-{hashlib.sha256(said.encode()).hexdigest()[:8]}.txt"
    try:
        if not (home / path).exists():
            atomic.save(home / path, said.encode(), private=True)
    except OSError:
        return ""
    return path


def told(path: str) -> str:
    """Where the report is, for a sentence."""
    return f"请把 {path}（里面没有填报内容）发给维护人员" if path else "错误报告写不进 outbox/log/，请先检查磁盘"


def is_ours(error: BaseException) -> bool:
    """Is this a mistake of the program's own, not a person's, the disk's or the network's?"""
    return isinstance(error, Exception) and not isinstance(error, UserError | OSError)
