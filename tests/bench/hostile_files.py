# ruff: noqa: T201  a measurement speaks to a person
"""One hostile file among good ones, for every hostile file there is: the good ones merge as without it.

Run: python tests/bench/hostile_files.py [how many good ones, default 20] [only files whose name this pattern finds]
Prints for each file what became of it, the seconds of processor time and the memory it cost; the exit code is the
number of failures.
"""

from __future__ import annotations

import json
import os
import re
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
import hostile_further  # noqa: E402
import inert  # noqa: E402
import offices  # noqa: E402

SECONDS = 10.0  # of processor: what a hostile file may cost beside the run without it, however busy the machine is
PARENT, CHILD = 400 << 20, 1536 << 20


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
        merged(home)
        plain, usual, _ = merged(home)
        acting = inert.acting(home)
        print(f"without: {usual:.1f} s")
        for name, make in (hostile.files(form) | hostile_further.files(form)).items():
            if re.search(only, name):
                failures += not fared(home, name, make(), plain, usual)
                for said in sorted(inert.acting(home) - acting):
                    failures += 1
                    print(f"     acts: {said}")
    print(f"{failures} failures")
    return min(failures, 100)


def fared(home: Path, name: str, data: bytes, plain: Any, usual: float) -> bool:
    """Put the file in, merge, take it out again; did the good ones fare as without it?"""
    path = home / "inbox" / name
    path.write_bytes(data)
    old = time.time() - 60
    os.utime(path, (old, old))
    answer, seconds, (parent, child) = merged(home)
    path.unlink()
    mine = [each for each in answer["files"] if name in each["path"]]
    others = {each["path"]: each for each in answer["files"] if name not in each["path"]}
    same = others == {each["path"]: each for each in plain["files"]}
    well = bool(same and mine and seconds < usual + SECONDS and parent < PARENT and child < CHILD)
    first = mine[0] if mine else {"outcome": "lost", "reason": json.dumps(answer, ensure_ascii=False)[:200]}
    print(
        f"{'ok  ' if well else 'FAIL'} {seconds - usual:5.1f} s {parent >> 20:4d} {child >> 20:4d} MiB "
        f"{len(data):9d} B  {name}: {first['outcome']} {first['reason'][:60]}{'' if same else '  OTHERS DIFFER'}",
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


def merged(home: Path) -> tuple[Any, float, tuple[int, int]]:
    """One merge in a process of its own: its answer, seconds of processor, most memory it and its workers held."""
    (home / "outbox/state.sqlite3").unlink(missing_ok=True)
    options = ["--home", str(home), "--as-of", "2023-06-26T09:00", "--json"]
    watch = (
        "import pathlib,re,resource,sys;sys.path.insert(0,sys.argv[1]);import merge;code=merge.main(sys.argv[2:]);"
        "own,others=map(resource.getrusage,(resource.RUSAGE_SELF,resource.RUSAGE_CHILDREN));"
        "most=re.search(r'VmHWM:\\s+(\\d+)',pathlib.Path('/proc/self/status').read_text())[1];"
        "print();print(own.ru_utime+own.ru_stime+others.ru_utime+others.ru_stime,most,others.ru_maxrss)"
    )
    command = [sys.executable, "-c", watch, str(ROOT / "scripts"), *options]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    out, _, used = done.stdout.strip().rpartition("\n")
    try:
        seconds, parent, child = map(float, used.split())
        answer = json.loads(out)
    except ValueError:
        return {"files": [], "error": f"{done.stdout[-300:]} {done.stderr[-300:]}"}, 0.0, (0, 0)
    answer.setdefault("files", [])
    return answer, seconds, (int(parent) << 10, int(child) << 10)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
