# ruff: noqa: T201  a measurement speaks to a person
"""A master of 120 units × 30 tasks with texts of 5 to 6,000 characters, printed to its end and held against itself.

Run: python tests/bench/large_print.py FOLDER [units tasks longest]
Leaves master.xlsx and master.pdf in FOLDER to be looked at; says how long each stage took and every fault found.
LibreOffice needs some minutes for the several thousand pages. The suite prints smaller ones (tests/test_printing.py).
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import openpyxl  # noqa: E402

import printing  # noqa: E402
import worlds  # noqa: E402
from tasklist.ledger.summary import Summary  # noqa: E402
from tasklist.views.master.workbook import render  # noqa: E402

HOUR = 3600


def main(folder: Path, units: int = 120, tasks: int = 30, longest: int = 6000) -> int:
    """Print one master and check it; 1 when a fault was found."""
    ledger = worlds.world(units, tasks, longest)
    lengths = [len(line.text) for line in ledger.lines if line.text]
    print(f"{units} units × {tasks} tasks, {len(lengths)} texts of {min(lengths)} to {max(lengths)} characters,")
    print(f"{sum(lengths):,} in all")
    folder.mkdir(parents=True, exist_ok=True)
    with clock("rendered"):
        data = render(Summary(ledger))
    (folder / "master.xlsx").write_bytes(data)
    with clock("printed"):
        pdf = printing.converted(folder / "master.xlsx", "pdf", folder, HOUR)
    pages = printing.pages(pdf)
    book = openpyxl.load_workbook(io.BytesIO(data))
    print(f"{len(pages)} pages, {len(data) / 1e6:.1f} MB")
    with clock("compared"):
        bare = [pages[number - 1] for number in printing.headless(book, pages)]
        faults = [
            *(f"an empty page: {page}" for page in pages if len(page) <= 40),
            *(f"a page without headings: {page[:60]}" for page in bare if "每时段不少于" not in page),
            *(f"not printed: {cell}" for cell in printing.unprinted(book, pages)),
            *(f"clipped: {cell}" for cell in printing.clipped([book], folder / "probe")),
        ]
    print(*faults[:50], f"{len(faults)} faults", sep="\n")
    return int(bool(faults))


@contextmanager
def clock(stage: str) -> Iterator[None]:
    """Print how long a stage took."""
    started = time.perf_counter()
    yield
    print(f"  {stage:12} {time.perf_counter() - started:7.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *map(int, sys.argv[2:])))
