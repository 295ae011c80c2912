# ruff: noqa: T201  a measurement speaks to a person
"""What whole jobs cost against named peers on the same files, each in a process of its own, in alternation.

Run: python tests/bench/whole_jobs.py [--units 20 100 300] [--tasks 14] [--rounds 3] [--only merge,again,...]
[--json FILE] [--picture FILE.svg]

Wall, CPU seconds of the whole tree and the memory of the whole tree at its fullest (what processes share is counted
once); the ratio is CPU against the naive pandas loop of the same run. The peers only read and concatenate: they look
at nothing that is in the cells. Polars takes part where it is installed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from html import escape
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread

sys.path.insert(0, str(Path(__file__).parent))

import homes

VERBS = homes.ROOT / "scripts"
_PANDAS = """
import sys, pathlib, pandas
files = sorted(pathlib.Path(sys.argv[1], "inbox").glob("*.xlsx"))
frames = [pandas.read_excel(path, header=2{engine}).assign(file=path.name) for path in files]
pandas.concat(frames).to_excel(sys.argv[2], index=False{writer})
"""
_POLARS = """
import sys, pathlib, polars
files = sorted(pathlib.Path(sys.argv[1], "inbox").glob("*.xlsx"))
read = lambda path: polars.read_excel(path, read_options={"header_row": 2}, infer_schema_length=0)
frames = [read(path).with_columns(polars.lit(path.name).alias("file")) for path in files]
polars.concat(frames, how="diagonal").write_excel(sys.argv[2])
"""
_OPENPYXL = """
import sys, pathlib, openpyxl
for number, _ in enumerate(pathlib.Path(sys.argv[1], "inbox").glob("*.xlsx")):
    openpyxl.load_workbook(pathlib.Path(sys.argv[1], "templates", "任务清单.xlsx")).save(sys.argv[2])
"""
_BARE = """
import sys, pathlib, python_calamine, xlsxwriter
book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True})
page, at = book.add_worksheet(), 0
for path in sorted(pathlib.Path(sys.argv[1], "inbox").glob("*.xlsx")):
    for row in python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[3:]:
        page.write_row(at, 0, [path.name, *row])
        at += 1
book.close()
"""


@dataclass(frozen=True)
class Cost:
    """One process tree: seconds of the clock, CPU seconds, MB of all its processes together at the fullest moment."""

    wall: float
    cpu: float
    memory: float


def cost(command: Sequence[str]) -> Cost:
    """Run a command to its end and say what it cost; raises when it failed."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    ended, fullest = Event(), [0.0]
    watch = Thread(target=_watch, args=(child.pid, ended, fullest))
    watch.start()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    ended.set()
    watch.join()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {child.returncode}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(fullest[0], usage.ru_maxrss / 1024))


def _watch(parent: int, ended: Event, fullest: list[float]) -> None:
    """Note the memory of a process and its children (MB, what they share once) until it has ended; Linux only."""
    while not ended.wait(0.1):
        fullest[0] = max(fullest[0], sum(map(_memory, _tree(parent))))


def _tree(parent: int) -> list[int]:
    """The processes below one, itself among them, as /proc has them now."""
    below: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended
            below.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
    found = [parent]
    for pid in found:
        found += below.get(pid, ())
    return found


def _memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def jobs(home: Path, scratch: Path) -> dict[str, Callable[[], Cost]]:
    """Name → one run of it. `merge` forgets everything first; `again` finds nothing changed; `ten` ten files more."""
    flat = str(scratch / "flat.xlsx")

    def verb(name: str, *more: str) -> Cost:
        return cost([sys.executable, str(VERBS / f"{name}.py"), *more])

    def run(name: str, *more: str) -> Cost:
        return verb(name, "--home", str(home), "--as-of", homes.AS_OF, "--quiet", *more)

    def cold() -> Cost:
        subprocess.run(["rm", "-rf", str(home / "outbox")], check=True)
        (home / "outbox").mkdir()
        return run("merge")

    def touched() -> Cost:
        for path in sorted((home / "inbox").glob("*.xlsx"))[:10]:
            with path.open("ab") as file:  # bytes behind a zip's end: another version that says the same
                file.write(b"\0")
            os.utime(path, (1687230000, 1687230000))
        return run("merge")

    def blank() -> Cost:
        """Forms as a campaign begins: nothing was answered yet."""
        (home / "inbox").rename(scratch / "away")
        (home / "inbox").mkdir()
        subprocess.run(["rm", "-rf", str(home / "outbox")], check=True)
        try:
            return run("fill")
        finally:
            (home / "inbox").rmdir()
            (scratch / "away").rename(home / "inbox")

    def script(text: str) -> Cost:
        return cost([sys.executable, "-W", "ignore", "-c", text, str(home), flat])

    return {
        "bare interpreter": lambda: cost([sys.executable, "-c", "pass"]),
        "merge --help": lambda: verb("merge", "--help"),
        "naive pandas": lambda: script(_PANDAS.format(engine="", writer="")),
        "pandas + calamine": lambda: script(
            _PANDAS.format(engine=", engine='calamine'", writer=", engine='xlsxwriter'")
        ),
        **({"polars": lambda: script(_POLARS)} if find_spec("polars") and find_spec("fastexcel") else {}),
        "calamine + XlsxWriter": lambda: script(_BARE),
        "merge": cold,
        "merge again": lambda: run("merge"),
        "merge, ten changed": touched,
        "check": lambda: run("check"),
        "why": lambda: run("why", next(homes.names(1)), "3"),
        "flag": lambda: run("flag"),
        "openpyxl, open and save": lambda: script(_OPENPYXL),
        "fill": blank,
    }


def main() -> None:
    """Measure, print the table, and keep the figures when asked."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--units", type=int, nargs="+", default=[20, 100])
    asked.add_argument("--tasks", type=int, default=0, help="of the list; 0: the 14 shipped")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--only", default="")
    asked.add_argument("--json", type=Path)
    asked.add_argument("--picture", type=Path)
    args = asked.parse_args()
    found: dict[int, dict[str, list[Cost]]] = {}
    for units in args.units:
        with tempfile.TemporaryDirectory() as folder:
            home = homes.make(Path(folder) / "home", units, tasks=args.tasks)
            table = {
                name: job
                for name, job in jobs(home, Path(folder)).items()
                if not args.only or name in args.only.split(",")
            }
            found[units] = {name: [] for name in table}
            for _ in range(args.rounds):
                for name, job in table.items():
                    found[units][name].append(job())
        print(f"{units} returns of {args.tasks or 14} tasks, median of {args.rounds}")
        _print(found[units])
    _exponents(found)
    if args.json:
        said = {
            str(units): {name: list(map(asdict, runs)) for name, runs in each.items()} for units, each in found.items()
        }
        args.json.write_text(json.dumps(said, ensure_ascii=False, indent=1), "utf-8")
    if args.picture:
        largest = max(found)
        args.picture.write_text(picture(found[largest], f"{largest} returns: CPU seconds of the whole job"), "utf-8")


def _print(table: dict[str, list[Cost]]) -> None:
    base = statistics.median(run.cpu for run in table.get("naive pandas", [Cost(0, math.nan, 0)]))
    print(f"  {'':26}{'wall s':>8}{'CPU s':>8}{'spread':>14}{'MB':>7}{'CPU/pandas':>12}")
    for name, runs in table.items():
        cpu = sorted(run.cpu for run in runs)
        middle = statistics.median(cpu)
        print(
            f"  {name:26}{statistics.median(run.wall for run in runs):8.2f}{middle:8.2f}"
            f"{f'{cpu[0]:.2f}–{cpu[-1]:.2f}':>14}{max(run.memory for run in runs):7.0f}{middle / base:12.2f}",
            flush=True,
        )


def picture(table: dict[str, list[Cost]], title: str) -> str:
    """Bars of the CPU seconds of every job, as SVG."""
    bars = {name: statistics.median(run.cpu for run in runs) for name, runs in table.items()}
    scale = 420 / max(bars.values())
    rows = [
        f'<text x="250" y="{at + 15}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="258" y="{at}" width="{max(1, seconds * scale):.1f}" height="20" fill="#4472c4"/>'
        f'<text x="{262 + seconds * scale:.1f}" y="{at + 15}">{seconds:.1f}</text>'
        for at, (name, seconds) in zip(range(60, 60 + 28 * len(bars), 28), bars.items(), strict=True)
    ]
    below = 60 + 28 * len(bars) + 14
    said = "pandas, polars and calamine only read and concatenate: they look at nothing that is in the cells."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="740" height="{below + 16}" font-family="sans-serif"'
        f' font-size="13"><rect width="100%" height="100%" fill="white"/>'
        f'<text x="20" y="32" font-size="16">{escape(title)}</text>{"".join(rows)}'
        f'<text x="20" y="{below}" fill="#555">{said}</text></svg>\n'
    )


def _exponents(found: dict[int, dict[str, list[Cost]]]) -> None:
    """How each job grows between the smallest and the largest size: 1 is in step with the returns."""
    small, large = min(found), max(found)
    if small == large:
        return
    print(f"growth of CPU seconds from {small} to {large} returns (exponent)")
    for name, runs in found[large].items():
        rise = statistics.median(run.cpu for run in runs) / statistics.median(run.cpu for run in found[small][name])
        print(f"  {name:26}{math.log(rise) / math.log(large / small):8.2f}")


if __name__ == "__main__":
    main()
