"""The same thing has the same colour wherever it is shown."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

import worlds
from tasklist.ledger import status as rules
from tasklist.ledger.status import COLOURS, status_colour, time_light
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Colour, Ledger, Light, Status
from tasklist.model.settings import Checks
from tasklist.views import style
from tasklist.views.master.workbook import render
from tasklist.views.reports import page
from worlds import line, moment, unit

NAME = unit(0).name
LATE_NIL = line(NAME, Status.NIL, len(Status) + 1, received=moment(27))
SOON = line(NAME, Status.NOT_DUE, len(Status) + 2, time=Light(Colour.YELLOW, "6月30日到期，还有2天"))
PASSED = line(NAME, Status.REPORTED, len(Status) + 3, time=Light(Colour.RED, "完成时限6月20日已过8天，仍未见进展"))
SOME = line(NAME, Status.PARTIAL, len(Status) + 4, time=Light(Colour.YELLOW, "尚未报全，6月30日到期"))
EVERY = (*(line(NAME, status, seq) for seq, status in enumerate(Status, 1)), LATE_NIL, SOON, PASSED, SOME)


@pytest.fixture(scope="module")
def made() -> Ledger:
    return worlds.ledger(EVERY, worlds.plan(1, len(EVERY)))


@pytest.fixture(scope="module")
def book(made: Ledger) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(Summary(made))))


def fill(cell: Any) -> str:
    return str(cell.fill.start_color.rgb)[2:]


def column(sheet: Any, heading: str) -> dict[int, Any]:
    """序号 → the cell of a column of 明细台账."""
    places = {cell.value: cell.column for cell in sheet[1]}
    return {row[places["序号"] - 1].value: row[places[heading] - 1] for row in sheet.iter_rows(min_row=2)}


def test_a_status_has_one_colour_in_both_tables(book: Any) -> None:
    detail = column(book["明细台账"], "状态")
    headings, row = (book["报送情况"][number] for number in (4, 5))
    matrix = {int(head.value): cell for head, cell in zip(headings, row, strict=True) if str(head.value).isdigit()}
    assert len(detail) == len(matrix) == len(EVERY)
    for seq in detail:
        assert fill(detail[seq]) == fill(matrix[seq]), detail[seq].value
    assert fill(detail[LATE_NIL.obligation.task]) == style.LIGHTS[COLOURS[Status.LATE]].fill


def test_a_light_has_one_colour_in_table_page_and_chart(book: Any, made: Ledger) -> None:
    detail = column(book["明细台账"], "灯")
    drawn = re.findall(r'<rect [^>]*fill="#(\w+)"', page.page(Summary(made)))
    assert [fill(detail[seq]) for seq in sorted(detail)] == drawn
    assert [cell.value for cell in detail.values()] == [one.light.colour.value for one in made.lines]
    with zipfile.ZipFile(io.BytesIO(render(Summary(made)))) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if re.search(r"charts/chart\d", name)]
    (lights,) = [chart for chart in charts if "各项任务的灯" in chart]
    for colour in Colour:
        if colour is not Colour.GREY:  # hatched, for a black and white print
            assert style.LIGHTS[colour].strong in lights


def test_another_colour_for_what_is_late_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules.COLOURS, Status.LATE, Colour.RED)
    owed = replace(line(NAME, Status.LATE).obligation)
    assert time_light(owed, Status.LATE, moment(27), moment(28), Checks()).colour is Colour.RED
    assert status_colour(Status.NIL, in_time=False) is status_colour(Status.LATE, in_time=False) is Colour.RED
