"""Every call to the disk, the state file, a process or the mail server can be made to fail, one at a time.

A `Faults` stands at the doors the program goes through (`files.disk.attempt`, the start of a process, the words of
SMTP), counts, and lets the k-th call fail in the way named.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import shutil
import smtplib
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from offices import CONFIG, FACT, ROSTER, UNITS, answered, office, verb
from tasklist.files import disk, outbox, receipts, state
from tasklist.files.archive import archived

KINDS = ("ENOSPC", "EIO", "EACCES", "EMFILE", "locked", "kill")
_WORDS = {
    "ENOSPC": "database or disk is full",
    "EIO": "disk I/O error",
    "EACCES": "attempt to write a readonly database",
    "EMFILE": "unable to open database file",
    "locked": "database is locked",
}
OLD, NEW = ("--as-of", "2023-06-20T09:00"), ("--as-of", "2023-06-26T18:00")
SCHEDULE = """\
schedule:
  - {do: merge, every: day, at: "17:00"}
  - {do: remind, every: day, at: "17:10"}
  - {do: send, every: day, at: "17:20"}
"""


@dataclass
class Faults:
    """`at` 0: nothing fails, only counted. `fired`: what failed."""

    kind: str = "EIO"
    at: int = 0
    count: int = 0
    fired: str = ""
    only: str = ""  # count but the calls at this door
    doors: dict[str, int] = field(default_factory=dict)

    def step(self, door: str, what: str) -> None:
        """One call; raises, or ends the process, when it is the one."""
        if self.only not in ("", door):
            return
        self.count += 1
        self.doors[door] = self.doors.get(door, 0) + 1
        if self.count != self.at:
            return
        self.fired = f"{door}: {what}"
        if self.kind == "kill":
            os._exit(137)
        if door == "database":
            raise sqlite3.OperationalError(_WORDS[self.kind])
        number = getattr(errno, self.kind, errno.EBUSY)
        raise OSError(number, os.strerror(number))

    @contextmanager
    def standing(self) -> Iterator[Faults]:
        """At the doors."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(disk, "attempt", self._attempt)
            for door, owner, names in (
                ("process", BaseProcess, ("start",)),
                ("smtp", smtplib.SMTP, ("send", "getreply")),
            ):
                for name in names:
                    patch.setattr(owner, name, self._watched(door, name, getattr(owner, name)))
            yield self

    def _attempt(self, act: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        database = act is sqlite3.connect or isinstance(getattr(act, "__self__", None), sqlite3.Connection)
        self.step("database" if database else "disk", f"{getattr(act, '__name__', act)} {arguments[:1]}"[:120])
        return act(*arguments, **more)

    def _watched(self, door: str, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            try:
                self.step(door, name)
            except OSError:
                if door == "smtp":  # as the library does when it cannot speak or hear any more
                    arguments[0].close()
                raise
            return act(*arguments, **more)

        return call


@dataclass(frozen=True)
class Ran:
    """How a run under a fault ended: exit code (137: killed), what it printed, what failed."""

    code: int
    out: str
    err: str
    fired: str


def run(home: Path, command: tuple[str, ...], kind: str, at: int, only: str = "") -> Ran:
    """A verb, its `at`-th call (at the door `only`) failing; killed runs are a process of their own."""
    faults = Faults(kind, at, only=only)
    if kind == "kill":
        child = os.fork()
        if not child:
            try:
                with faults.standing():
                    verb(command[0], home, *command[1:])
            finally:
                os._exit(0)
        return Ran(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), "", "", kind)
    with faults.standing():
        code, out, err = verb(command[0], home, *command[1:])
    return Ran(code, out, err, faults.fired)


def home_before(folder: Path, config: str = CONFIG) -> Path:
    """Two units, one of which has answered before the last run and again since; every verb has run once already."""
    home = office(folder, config + (SCHEDULE if "schedule:" not in config else ""), (ROSTER[0], ROSTER[1], ROSTER[5]))
    answered(home, UNITS[0], {1: FACT})
    for name in ("merge", "flag", "remind", "tick"):
        assert verb(name, home, *OLD)[0] in (0, 1), name
    answered(home, UNITS[0], {1: FACT, 2: "无"})
    answered(home, UNITS[4], {1: FACT.replace("45", "12")}, into="inbox/新到")
    return home


def outputs(home: Path) -> dict[str, str]:
    """Every file of the outbox a person may open → its hash."""
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((home / "outbox").rglob("*"))
        if path.is_file() and not path.name.startswith(("~$", ".", "state", "cache")) and "/log/" not in path.as_posix()
    }


def strays(home: Path) -> list[str]:
    """What a run left that nobody wants: unfinished and temporary files, copies nobody made."""
    names = [path.relative_to(home).as_posix() for path in home.rglob("*")]
    return [
        name
        for name in names
        if "~$" in name or "/.tmp" in name or "（新" in name or "（人工修改" in name or "（已损坏" in name
    ]


def inbox(home: Path) -> dict[str, str]:
    """Every file of the inbox → its hash."""
    files = (path for path in sorted((home / "inbox").rglob("*")) if path.is_file())
    return {path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def missing(home: Path, came: dict[str, str]) -> list[str]:
    """What must be there after every run and is not: the master, and the inbox as it was."""
    found = [] if list((home / "outbox").glob("2*/汇总表.xlsx")) else ["no master"]
    return found + [f"the inbox is not as it was: {path}" for path in came if came[path] != inbox(home).get(path)]


def faults_in(home: Path, known: tuple[dict[str, str], dict[str, str]] | None) -> list[str]:
    """What a fault broke: packages that do not open, receipts without bytes, and files that are neither old nor new,
    where `known` says what stood there before and stands there after.
    """
    found = [
        f"neither old nor new: {path}"
        for path, digest in (outputs(home).items() if known else ())
        if known and digest not in (known[0].get(path), known[1].get(path)) and not path.startswith("outbox/archive/")
        and "（新" not in path
    ]  # fmt: skip
    for path in (home / "outbox").glob("2*/**/*.xlsx"):
        if not path.name.startswith("~$") and zipfile.ZipFile(io.BytesIO(path.read_bytes())).testzip():
            found.append(f"damaged: {path}")
    if (home / outbox.STATE).exists():
        with closing(state.throwaway(home / outbox.STATE)) as connection:
            for path, sha256, _ in receipts.recorded(connection):
                copy = home / archived(path, sha256)
                if not copy.is_file() or hashlib.sha256(copy.read_bytes()).hexdigest() != sha256:
                    found.append(f"a receipt without its bytes: {path}")
    return found


def copied(home: Path, folder: Path) -> Path:
    """A copy of the home folder, the times of its files kept."""
    shutil.copytree(home, folder)
    return folder


VERBS = ("fill", "merge", "flag", "remind", "send", "tick")


@dataclass(frozen=True)
class Stage:
    """One verb on one home: the home before it, what stands there before and after a run without a fault."""

    home: Path
    command: tuple[str, ...]
    again: tuple[str, ...]
    before: dict[str, str]
    after: dict[str, str]
    calls: int

    @property
    def same_moment(self) -> bool:
        """Is the next run as of the same moment, so that its bytes must be the same?"""
        return self.again == self.command


def stage(home: Path, name: str, folder: Path) -> Stage:
    """Run the verb once in a copy of the home, undisturbed and counted."""
    command = (name, *NEW, "--json")
    later = ("tick", "--as-of", "2023-06-26T18:20", "--json")  # a job that failed rests before it is tried again
    counted = Faults()
    calm = copied(home, folder / f"calm-{name}")
    with counted.standing():
        code, _, err = verb(command[0], calm, *command[1:])
    assert code in (0, 1), err
    return Stage(home, command, later if name == "tick" else command, outputs(home), outputs(calm), counted.count)


def trouble(one: Stage, folder: Path, kind: str, at: int) -> list[str]:
    """Let the `at`-th call fail, then run once more: what is wrong after either, in words; empty when nothing is."""
    home = copied(one.home, folder)
    ended = run(home, one.command, kind, at)
    # A file of the inbox that cannot be opened is told in what comes out, which is then neither the old nor the new.
    told = ended.code != 2 and ended.fired.startswith(("disk: open", "disk: read ", "disk: lstat", "disk: scandir"))
    strict = one.same_moment and not told
    found = [
        f"after the fault: {said}" for said in faults_in(home, (one.before, one.after)) if strict or not _other(said)
    ]
    if kind != "kill":
        if ended.code not in (0, 1, 2) or "Traceback" in ended.err:
            found.append(f"exit {ended.code}: {ended.err[-300:]}")
        if ended.code == 2 and not (ended.err.startswith("没有完成：") and '"error"' in ended.out):
            found.append(f"said nothing a person understands: {ended.err[:200]} {ended.out[:200]}")
    code, _, err = verb(one.again[0], home, *one.again[1:])
    if code not in (0, 1):
        found.append(f"the next run: exit {code}: {err[:300]}")
    if one.command[0] == "tick" and strays(home):  # what stands beside a 上报稿 that was open waits for the next merge
        verb("merge", home, *NEW)
    found += [
        f"after the next run: {said}"
        for said in faults_in(home, (one.after, one.after))
        if not _other(said) or (one.same_moment and not (told and "outbox/mail/" in said))
    ]
    # Whose file could not be read is not reminded before a person has looked: it is told so, and the slot is over.
    unlike = (name for name in _differences(one.after, outputs(home)) if not (told and name.startswith("outbox/mail/")))
    found += [f"not what stands there without a fault: {name}" for name in unlike]
    found += [f"stray: {name}" for name in strays(home)]
    shutil.rmtree(home)
    return [f"{one.command[0]} {kind} at {at} ({ended.fired}): {said}" for said in found]


def _other(said: str) -> bool:
    return said.startswith("neither old nor new")


def _differences(wanted: dict[str, str], there: dict[str, str]) -> list[str]:
    """Files too many or too few; a mail is told by its key, for its number depends on what went before."""

    def counted(paths: dict[str, str]) -> Counter[str]:
        names = (re.sub(r"-\d+(-[0-9a-f]{8})?\.eml$", ".eml", path) for path in paths)
        return Counter(name for name in names if not name.startswith("outbox/archive/masters/"))

    left, right = counted(wanted), counted(there)
    return sorted(f"{name} {right[name]} for {left[name]}" for name in left | right if left[name] != right[name])
