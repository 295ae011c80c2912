# ruff: noqa: T201  a measurement speaks to a person
"""One hostile file among good ones, for every hostile file there is: the good ones merge as without it.

Run: python tests/bench/hostile_files.py [how many good ones, default 20] [only files whose name holds this]
Prints for each file what became of it, the seconds of processor time and the memory it cost; the exit code is the
number of failures.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import hostile  # noqa: E402
import offices  # noqa: E402

SECONDS = 10.0  # of processor: what a hostile file may cost beside the run without it, however busy the machine is
PARENT = 400 << 20


def main() -> int:
    """Make the home, merge it without and with each file."""
    good = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    only = sys.argv[2] if len(sys.argv) > 2 else ""
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        home = home_of(Path(folder), good)
        last = max((home / "inbox").iterdir())  # the form the hostile ones are made of is nobody else's
        form = last.read_bytes()
        last.unlink()
        plain, usual, _ = merged(home)
        print(f"without: {usual:.1f} s")
        for name, make in hostile.files(form).items():
            if only in name:
                failures += not fared(home, name, make(), plain, usual)
    print(f"{failures} failures")
    return min(failures, 100)


def fared(home: Path, name: str, data: bytes, plain: Any, usual: float) -> bool:
    """Put the file in, merge, take it out again; did the good ones fare as without it?"""
    path = home / "inbox" / name
    path.write_bytes(data)
    old = time.time() - 60
    os.utime(path, (old, old))
    answer, seconds, memory = merged(home)
    path.unlink()
    mine = [each for each in answer["files"] if name in each["path"]]
    others = {each["path"]: each for each in answer["files"] if name not in each["path"]}
    same = others == {each["path"]: each for each in plain["files"]}
    well = bool(same and mine and seconds < usual + SECONDS and memory < PARENT)
    first = mine[0] if mine else {"outcome": "lost", "reason": json.dumps(answer, ensure_ascii=False)[:200]}
    print(
        f"{'ok  ' if well else 'FAIL'} {seconds - usual:5.1f} s {memory >> 20:4d} MiB {len(data):9d} B  {name}: "
        f"{first['outcome']} {first['reason'][:60]}{'' if same else '  OTHERS DIFFER'}",
        flush=True,
    )
    return well


def home_of(folder: Path, good: int) -> Path:
    """A home with so many good returns, of its units in turn."""
    config = offices.CONFIG.replace("mail:", "engine: {workers: 1}\nmail:")
    roster = [
        offices.ROSTER[0],
        *([f"第{n:03d}卫生院", "", "卫生健康单位", "", f"联络员{n}", "", "", "", ""] for n in range(good + 1)),
    ]
    home = offices.office(folder / "home", config, roster)
    for row in roster[1:]:
        path = offices.answered(home, str(row[0]), {1: offices.FACT, 2: f"{row[0]}6月8日建教育点1个", 3: "无"})
        os.utime(path, (path.stat().st_mtime - 60,) * 2)  # not still being copied
    return home


def merged(home: Path) -> tuple[Any, float, int]:
    """One merge in a process of its own: its answer, its seconds of processor, the most memory it held."""
    (home / "outbox/state.sqlite3").unlink(missing_ok=True)
    command = [
        sys.executable,
        str(ROOT / "scripts/merge.py"),
        "--home",
        str(home),
        "--as-of",
        "2023-06-26T09:00",
        "--json",
    ]
    watch = (
        "import resource,subprocess,sys;p=subprocess.run(sys.argv[1:],capture_output=True,text=True);"
        "print(p.stdout);print(p.stderr[-500:],file=sys.stderr);u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(u.ru_utime+u.ru_stime,u.ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", watch, *command], capture_output=True, encoding="utf-8", check=False)
    out, _, used = done.stdout.strip().rpartition("\n")
    seconds, memory = used.split()
    try:
        answer = json.loads(out)
    except ValueError:
        answer = {"files": [], "units": {}, "error": f"{out[-300:]} {done.stderr[-300:]}"}
    answer.setdefault("files", [])
    answer.setdefault("units", {})
    return answer, float(seconds), int(memory) << 10


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
