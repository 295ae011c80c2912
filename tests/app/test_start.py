"""--help is there at once, and a verb does not import what it has no need of."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from run import VERBS

SCRIPTS = Path(__file__).parents[2] / "scripts"
HEAVY = {  # what takes its time: every library, and rooms of our own that make their tables when imported
    *("pandas", "numpy", "openpyxl", "xlsxwriter", "lxml", "docx", "yagmail", "imap_tools", "smtplib", "email"),
    *("jinja2", "pydantic", "yaml", "rapidfuzz", "chinese_calendar", "rich", "sqlite3", "multiprocessing", "zoneinfo"),
    *("tasklist.app.cli", "tasklist.app.office", "tasklist.plan", "tasklist.substance", "tasklist.readers"),
}


def imported(*command: str) -> set[str]:
    """The modules a script imports until it ends."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", str(SCRIPTS / command[0]), *command[1:]],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={"PYTHONUTF8": "1"},
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"on_schedule", "test"}))
def test_help_imports_nothing_heavy(verb: str) -> None:
    assert not imported(f"{verb}.py", "--help") & HEAVY
