"""What many tests need: a workbook written from rows, as a clerk would have typed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from tasklist.files import inbox

Rows = Sequence[Sequence[object]]


@pytest.fixture(scope="session", autouse=True)
def whole_files() -> Iterator[None]:
    """Files made by a test are whole: no need to watch them grow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inbox, "QUIET_SECONDS", 0.0)
        yield


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
