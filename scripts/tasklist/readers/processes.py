"""What the system tells of a process at work: the machine may be busy, so that the clock on the wall says little."""

from __future__ import annotations

import os
import sys
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK") if sys.platform != "win32" else 100  # a second


def at_work(pid: int) -> tuple[int, bool] | None:
    """(CPU ticks a process and what it started have used, does one run or wait for a processor?).

    None where the system does not say.
    """
    known = dict(filter(None, map(_stat, Path("/proc").glob("[0-9]*"))))
    if pid not in known:
        return None
    family = {pid}
    while children := {child for child, (parent, _, _) in known.items() if parent in family} - family:
        family |= children
    return sum(known[each][1] for each in family), any(known[each][2] for each in family)


def _stat(folder: Path) -> tuple[int, tuple[int, int, bool]] | None:
    """A process: its parent, the ticks it used, does it run; None when it has gone meanwhile."""
    try:
        fields = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return None
    waited_for = sum(map(int, fields[11:15]))  # its own and those of children that have ended
    return int(folder.name), (int(fields[1]), waited_for, fields[0] == "R")
