# ruff: noqa: T201  a measurement speaks to a person
"""How long a large inbox takes, stage by stage, and against reading the same files with named peers.

Run: python tests/bench/many_returns.py [how many returns, default 1000]
Prints seconds per stage and ratios measured in this same run; asserts nothing.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from openpyxl import load_workbook  # noqa: E402

import worlds  # noqa: E402
from tasklist.ledger.build import build_ledger  # noqa: E402
from tasklist.ledger.summary import Summary  # noqa: E402
from tasklist.model.plan import Plan  # noqa: E402
from tasklist.model.returns import Arrival  # noqa: E402
from tasklist.plan import obligations  # noqa: E402
from tasklist.readers.pool import Readers  # noqa: E402
from tasklist.returns.context import Context  # noqa: E402
from tasklist.returns.interpret import interpret  # noqa: E402
from tasklist.substance.word_lists import DEFAULT_WORDS  # noqa: E402
from tasklist.views.forms import content, official_list, unit_form  # noqa: E402
from tasklist.views.master import workbook  # noqa: E402

SAMPLE = 100  # files the slower peers read; their time is scaled up


def main() -> None:
    """Make the returns, run the stages, print the table."""
    units = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    made = worlds.plan(units=units, tasks=14)
    made = replace(made, campaign=replace(made.campaign, quotas=(), deliverables=()))
    with tempfile.TemporaryDirectory() as folder:
        files = returns(made, Path(folder))
        print(f"{units} returns of 14 tasks, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB")
        stages(made, files)
        peers(files)


def returns(made: Plan, folder: Path) -> list[Path]:
    """One filled form per unit."""
    period = worlds.period()
    answered = {
        (
            unit.name,
            period.id,
            task.seq,
            "progress",
        ): f"{unit.name}：6月{task.seq}日组织学习{task.seq}次，参训{40 + task.seq}人"
        for unit in made.roster.units
        for task in made.task_list.tasks
    }
    sheets = content.sheets(made, period, worlds.moment(20), answered)
    files = []
    for unit, data in unit_form.forms(official_list.official_template(made.task_list, made.campaign), sheets):
        files.append(folder / f"{unit}.xlsx")
        files[-1].write_bytes(data)
    return files


def stages(made: Plan, files: list[Path]) -> None:
    """Read, place, join, render."""
    with clock("read (isolated workers)"), Readers() as readers:
        books = list(readers.read_all((f"inbox/{path.name}", path) for path in files))
    context, now = Context(made), datetime(2023, 6, 24, tzinfo=UTC)
    with clock("place"):
        found = [interpret(Arrival(name, name, now, now, 1), book, context) for name, book in books]
    with clock("join"):
        joined = build_ledger(made, worlds.period(), worlds.moment(26), found, DEFAULT_WORDS)
    with clock("render the master"):
        data = workbook.render(Summary(joined))
    done = sum(line.status.answered for line in joined.lines)
    print(
        f"  {done} of {len(joined.lines)} lines answered, master {len(data) / 1e6:.1f} MB, "
        f"{len(obligations.obligations(made, worlds.period(), worlds.moment(26)))} obligations"
    )


def peers(files: list[Path]) -> None:
    """The same files through openpyxl and pandas, one process, values only."""
    import pandas as pd

    from tasklist.readers import registry

    def ours(path: Path) -> Any:
        return registry.read(path.read_bytes(), path.name)

    def openpyxl(path: Path) -> Any:
        book = load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
        return [[cell for row in page.iter_rows(values_only=True) for cell in row] for page in book.worksheets]

    readers: dict[str, Callable[[Path], Any]] = {
        "this project, one process": ours,
        "openpyxl": openpyxl,
        "pandas + openpyxl": lambda path: pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl"),
        "pandas + calamine": lambda path: pd.read_excel(path, sheet_name=None, header=None, engine="calamine"),
    }
    base = 0.0
    for name, read in readers.items():
        started = time.perf_counter()
        for path in files[:SAMPLE]:
            read(path)
        each = (time.perf_counter() - started) / len(files[:SAMPLE])
        base = base or each
        print(f"  {name:28} {each * 1000:7.2f} ms a file   {each / base:5.1f} ×")


@contextmanager
def clock(stage: str) -> Iterator[None]:
    """Print how long a stage took."""
    started = time.perf_counter()
    yield
    print(f"  {stage:28} {time.perf_counter() - started:7.2f} s")


if __name__ == "__main__":
    main()
