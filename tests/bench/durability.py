# ruff: noqa: T201  a measurement speaks to a person
"""Every call of every verb made to fail, then random kills: python tests/bench/durability.py [every|all] [KILLS].

`every` (default): each call fails once, the kinds of fault taking turns; `all`: each call in each way (hours).
Prints what is wrong after a fault or after the run that follows it; nothing is printed of what is as it should be.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import faults  # noqa: E402
from offices import verb  # noqa: E402
from tasklist.files import inbox  # noqa: E402


def main() -> int:
    """Faults, then kills; 1 when anything was wrong."""
    ways = sys.argv[1] if len(sys.argv) > 1 else "every"
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    inbox.QUIET_SECONDS = 0.0
    with tempfile.TemporaryDirectory() as folder:
        home = faults.home_before(Path(folder) / "home")
        wrong = sum(failing(home, Path(folder), name, ways == "all") for name in faults.VERBS) if ways != "none" else 0
        wrong += killed(home, Path(folder), kills)
    return int(bool(wrong))


def failing(home: Path, folder: Path, name: str, every_way: bool) -> int:
    """Let each call of a verb fail; how much was wrong."""
    start, one, wrong, tried = time.monotonic(), faults.stage(home, name, folder), 0, 0
    for at in range(1, one.calls + 1):
        for kind in faults.KINDS if every_way else (faults.KINDS[at % len(faults.KINDS)],):
            tried += 1
            for said in faults.trouble(one, folder / "tried", kind, at):
                wrong += 1
                print(said, flush=True)
    print(f"{name}: {tried} faults in {one.calls} calls, {wrong} wrong, {time.monotonic() - start:.0f} s", flush=True)
    return wrong


def killed(home: Path, folder: Path, kills: int) -> int:
    """kill -9 at random instants, the verbs taking turns on one home; then one undisturbed run of each.

    Only a kill that came before the verb was done counts.
    """
    chance, wrong, hits, long = random.Random(1), 0, 0, dict.fromkeys(faults.VERBS, 0.5)
    work = faults.copied(home, folder / "killed")
    turn = -1
    while hits < kills:
        turn += 1
        name = faults.VERBS[turn % len(faults.VERBS)]
        child = os.fork()
        start = time.monotonic()
        if not child:
            devnull = os.open(os.devnull, os.O_WRONLY)
            os.dup2(devnull, 1), os.dup2(devnull, 2)
            verb(
                name,
                work,
                "--as-of",
                f"2023-06-{26 + (turn + 540) // 1440}T{(turn + 540) // 60 % 24:02}:{turn % 60:02}",
            )
            os._exit(0)
        if turn >= len(faults.VERBS):
            time.sleep(chance.uniform(0, long[name]))
            os.kill(child, signal.SIGKILL)
        hits += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        if turn < len(faults.VERBS):
            long[name] = time.monotonic() - start
        for said in faults.faults_in(work, {}, {}):
            if "neither" not in said:
                wrong += 1
                print(f"kill {turn}: {said}", flush=True)
    for name in faults.VERBS:
        code, _, err = verb(name, work, "--as-of", "2023-06-30T23:00")
        wrong += code not in (0, 1)
        print(f"{name} afterwards: {code} {err}".rstrip(), flush=True)
    left = faults.strays(work)
    mails = [path.name.rsplit("-", 1)[0] for path in (work / "outbox/mail").glob("*.eml")]
    doubled = sorted({name for name in mails if mails.count(name) > 1})
    audited = subprocess.run(
        [sys.executable, str(ROOT / "scripts/audit.py"), "--home", str(work)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    print(audited.stdout.strip())
    print(
        f"{turn + 1} runs, {hits} killed before they were done, {wrong} wrong, strays {left}, mails doubled {doubled}"
    )
    return wrong + len(left) + len(doubled)


if __name__ == "__main__":
    sys.exit(main())
