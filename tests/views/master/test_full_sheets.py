"""A sheet that is full goes on in a numbered one: nothing is cut, every part can be read and printed by itself."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

import excel_limits
import worlds
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Ledger
from tasklist.model.place import Place
from tasklist.model.unplaced import Unplaced
from tasklist.views.master import rows as rows_of
from tasklist.views.master.sheet import SHEETS, Sheet, finished, workbook
from tasklist.views.master.workbook import render

ROWS = 150  # instead of Excel's million
GROWN = ("任务清单汇总", "明细台账", "未归位内容")


@pytest.fixture(scope="module")
def made() -> Ledger:
    made = worlds.world(30, 12)
    stray = tuple(
        Unplaced(Place("inbox/登记簿.csv", "登记簿", f"A{row}"), f"第{row}张", "不是任务") for row in range(1, 301)
    )
    return replace(made, unplaced=stray)


@pytest.fixture(scope="module")
def data(made: Ledger) -> bytes:
    return render(Summary(made), ROWS)


@pytest.fixture(scope="module")
def book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def parts(book: Any, name: str) -> list[Any]:
    """A sheet and those it goes on in, as they stand."""
    return [sheet for sheet in book if sheet.title.split("（")[0] == name]


def rows(book: Any, name: str, head: int, width: int) -> list[tuple[Any, ...]]:
    """All rows of a sheet and of those it goes on in, below `head` rows, without their links."""
    found = (sheet.iter_rows(min_row=head + 1, values_only=True) for sheet in parts(book, name))
    return [row[:width] for each in found for row in each if any(row)]


@pytest.mark.parametrize("name", GROWN)
def test_a_full_sheet_goes_on_behind_itself_in_numbered_ones_with_the_same_head(book: Any, name: str) -> None:
    grown = parts(book, name)
    assert len(grown) > 1
    assert [sheet.title for sheet in grown] == [name, *(f"{name}（{turn}）" for turn in range(2, len(grown) + 1))]
    at = book.sheetnames.index(name)
    assert book.sheetnames[at : at + len(grown)] == [sheet.title for sheet in grown]
    heads = {tuple(str(cell.value) for row in sheet["A1:I3"] for cell in row) for sheet in grown}
    assert len(heads if name != "明细台账" else {head[:9] for head in heads}) == 1
    assert all(sheet.max_row <= ROWS for sheet in grown)
    assert {sheet.freeze_panes for sheet in grown} == {grown[0].freeze_panes}
    assert {(sheet.page_setup.orientation, sheet.print_title_rows) for sheet in grown} == {
        (grown[0].page_setup.orientation, grown[0].print_title_rows)
    }
    assert all(sheet.print_area for sheet in grown)


@pytest.mark.parametrize(("name", "head", "width"), [("明细台账", 1, 16), ("未归位内容", 4, 7)])
def test_the_parts_hold_the_rows_of_the_whole_in_their_order(
    made: Ledger, book: Any, name: str, head: int, width: int
) -> None:
    whole = openpyxl.load_workbook(io.BytesIO(render(Summary(made))))
    assert rows(book, name, head, width) == rows(whole, name, head, width)


def test_every_part_can_be_filtered_and_the_first_page_leads_to_each(book: Any) -> None:
    tables = [list(sheet.tables) for sheet in parts(book, "明细台账")]
    assert tables == [["明细"], *([f"明细{turn}"] for turn in range(2, len(tables) + 1))]
    assert all(sheet.auto_filter.ref for sheet in parts(book, "未归位内容"))
    led = {link.location for row in book[SHEETS[0]].iter_rows() for cell in row if (link := cell.hyperlink)}
    assert {f"'{name}'!A1" for name in book.sheetnames[1:-1]} <= led


def test_excel_takes_every_part_and_a_master_of_its_size_has_none(made: Ledger, data: bytes) -> None:
    assert not excel_limits.faults(data)
    whole = openpyxl.load_workbook(io.BytesIO(render(Summary(made))), read_only=True)
    assert tuple(whole.sheetnames)[:-1] == SHEETS


def test_rows_that_are_packed_come_out_as_they_went_in(monkeypatch: pytest.MonkeyPatch, made: Ledger) -> None:
    def said(data: bytes) -> dict[str, list[Any]]:
        book = openpyxl.load_workbook(io.BytesIO(data))
        return {
            sheet.title: [
                (cell.coordinate, cell.value, cell.font.b, cell.fill.fgColor.rgb, cell.hyperlink and cell.hyperlink.ref)
                for row in sheet.iter_rows()
                for cell in row
            ]
            + [str(sheet.merged_cells), [(at, each.height) for at, each in sheet.row_dimensions.items()]]
            for sheet in book
        }

    loose = said(render(Summary(made)))
    monkeypatch.setattr(rows_of, "_PACK", 32)
    packed = render(Summary(made))
    assert said(packed) == loose
    assert not excel_limits.faults(packed)


def test_a_row_that_is_packed_takes_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_of, "_PACK", 32)
    stream = io.BytesIO()
    page = Sheet(workbook(stream, "", office="", as_of=worlds.moment(26)), "表")
    for row in range(100):
        page.put(row, 0, "字")
    page.page.settle(100)
    page.put(2, 1, "上面的几行还开着")
    page.put(40, 1, "晚了")
    with pytest.raises(AssertionError, match="row 41 was packed"):
        finished(page.book, stream)
