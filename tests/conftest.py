"""What many tests need: a workbook written from rows, as a clerk would have typed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from openpyxl import Workbook

from tasklist.files import inbox

if TYPE_CHECKING:
    from golden import Case, Run

Rows = Sequence[Sequence[object]]

# The same examples everywhere, and no clock: a busy machine changes no outcome. Hypothesis would also draw constants of
# whatever modules are loaded by then, and so other examples after other tests and after every change of the program.
providers._get_local_constants = lambda: providers._local_constants
# `--hypothesis-profile=default` seeks new ones.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def whole_files() -> Iterator[None]:
    """Files made by a test are whole: no need to watch them grow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inbox, "QUIET_SECONDS", 0.0)
        yield


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Case], Run]:
    """`example(case)` plays a whole example, once for all tests that look at what came of it."""
    import golden

    return cache(lambda case: golden.run(case, tmp_path_factory.mktemp(case.name) / "home"))


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """`workbook("a.xlsx", rows, merge=("A1:C1",), sheet="名册")` writes it under tmp_path and gives the path."""

    def write(name: str, rows: Rows, merge: Sequence[str] = (), sheet: str = "Sheet1") -> Path:
        book = Workbook()
        page = book.worksheets[0]
        page.title = sheet
        for row in rows:
            page.append(list(row))
        for area in merge:
            page.merge_cells(area)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        return path

    return write
