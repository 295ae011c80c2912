# ruff: noqa: T201  a measurement speaks to a person
"""Every file of a folder through the inbox: what became of each, what was slow or large, and whether anything crashed.

Run: python scripts/test.py --corpus DIR [LEDGER]
One file at a time is put into the inbox of a small home, read, interpreted, joined and shown in a master. LEDGER is a
table (outcome, tab, path in DIR) of what is expected: one that is not there yet is written, with one that is whatever
differs is named, an unexpected success too. Without it nothing is written anywhere. The exit code is 1 when something
crashed, was endless or differs.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import offices  # noqa: E402
from tasklist.app import arguments, cli, inner_errors, reading  # noqa: E402
from tasklist.files import inbox  # noqa: E402
from tasklist.ledger.summary import Summary  # noqa: E402
from tasklist.model.ledger import FileRecord  # noqa: E402
from tasklist.views.master import workbook  # noqa: E402

ENDLESS = 60.0  # seconds of the processor in this process
LISTED = 10


@dataclass(frozen=True)
class Fared:
    """How one file fared: its outcome and reason, the processor's seconds here and in the readers, the size it made."""

    path: str
    outcome: str
    reason: str
    here: float
    readers: float
    master: int


class Endless(Exception):  # noqa: N818
    """Time is up."""


def main(folder: Path, ledger: Path | None) -> int:
    """Run every file, print the tables, compare with the ledger or write one."""
    fared = []
    for number, one in enumerate(each(folder), 1):
        fared.append(one)
        if number % 50 == 0:
            print(f"  {number} …", file=sys.stderr, flush=True)
    told(fared)
    found = {one.path: one.outcome for one in fared}
    expected = read(ledger) if ledger and ledger.exists() else None
    if ledger and expected is None:
        ledger.write_text("".join(f"{outcome}\t{path}\n" for path, outcome in sorted(found.items())), "utf-8")
        print(f"ledger written: {ledger}")
    different = {path: outcome for path, outcome in (expected or {}).items() if found.get(path, "gone") != outcome}
    for path, outcome in sorted(different.items()):
        print(f"DIFFERS {path}: expected {outcome}, found {found.get(path, 'gone')}")
    return int(bool(different) or any(one.outcome in ("crash", "endless") for one in fared))


def each(folder: Path) -> Iterator[Fared]:
    """The files in order, each in an inbox of its own."""
    signal.signal(signal.SIGVTALRM, stop)
    inbox.QUIET_SECONDS = 0.0  # nobody is still copying a file of the folder: waiting for that would be all the time
    with tempfile.TemporaryDirectory() as temporary:
        home = offices.office(Path(temporary) / "home")
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield one_file(home, folder, path)


def one_file(home: Path, folder: Path, path: Path) -> Fared:
    """Put it in, make everything of it, take it out."""
    inside = home / "inbox" / path.name
    shutil.copyfile(path, inside)
    os.utime(inside, (time.time() - 60,) * 2)
    shutil.rmtree(home / inner_errors.FOLDER, ignore_errors=True)
    began, before = time.process_time(), _of_children()
    master = 0
    signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS)
    try:
        record, data = rendered(home)
        outcome, reason, master = record.outcome.value, record.reason, len(data)
    except Endless:
        outcome, reason = "endless", ""
    except BaseException as error:  # whatever it is, it is what we are here to find
        outcome, reason = "crash", f"{type(error).__name__}: {error}"[:200]
        if isinstance(error, KeyboardInterrupt):
            raise
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        inside.unlink()
    if any((home / inner_errors.FOLDER).glob("*.txt")):
        outcome, reason = "crash", next((home / inner_errors.FOLDER).glob("*.txt")).read_text("utf-8")
    name = path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()
    return Fared(name, outcome, reason, time.process_time() - began, _of_children() - before, master)


def stop(*_: object) -> None:
    raise Endless


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def rendered(home: Path) -> tuple[FileRecord, bytes]:
    """The record of the one file in the inbox, and the master made of it."""
    given = arguments.parser("merge", "").parse_args(["--home", str(home), "--as-of", "2023-06-26T09:00", "--dry-run"])
    desk = cli.desk(given)
    with desk.state() as connection:
        received = reading.receive(desk, connection)
        summary = Summary(received.ledger(desk.period))
        data = workbook.render(summary)
    return next(one for one in summary.ledger.files if not one.member), data


def told(fared: list[Fared]) -> None:
    """Counts, the reasons with one file each, the slowest, the largest, the crashes."""
    print(
        f"{len(fared)} files: "
        + ", ".join(f"{n} {name}" for name, n in Counter(o.outcome for o in fared).most_common())
    )
    reasons: dict[tuple[str, str], list[str]] = {}
    for one in fared:
        reasons.setdefault((one.outcome, one.reason[:60]), []).append(one.path)
    for (outcome, reason), paths in sorted(reasons.items(), key=lambda pair: -len(pair[1])):
        print(f"  {len(paths):5d} {outcome:10} {reason}  {paths[0]}")
    for label, key in (("slowest here", "here"), ("slowest readers", "readers"), ("largest masters", "master")):
        print(f"{label}:")
        for one in sorted(fared, key=lambda one: -float(getattr(one, key)))[:LISTED]:
            print(f"  {one.here:6.2f} s {one.readers:6.2f} s {one.master:9d} B  {one.outcome:10} {one.path}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"most memory: {most} MiB here, {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10} MiB in a reader"
    )
    for one in fared:
        if one.outcome in ("crash", "endless"):
            print(f"{one.outcome.upper()} {one.path}: {one.reason}")


def read(ledger: Path) -> dict[str, str]:
    """Path → the outcome that is expected."""
    rows = (line.split("\t", 1) for line in ledger.read_text("utf-8").splitlines() if "\t" in line)
    return {path: outcome for outcome, path in rows}


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("ledger", type=Path, nargs="?")
    given = asked.parse_args()
    sys.exit(main(given.folder, given.ledger))
