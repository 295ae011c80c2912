"""How broad and tall the columns of an office's own list stand: nothing of a heading is cut, figures have room."""

from __future__ import annotations

from dataclasses import replace

import pytest

import own_lists
import public_lists
import six_lists
from own_lists import OwnList
from tasklist.model.layout import Layout
from tasklist.views.column_widths import column_widths
from tasklist.views.heading_cells import head_cells, head_heights
from tasklist.views.master.own_blocks import paged, rows_of
from tasklist.views.master.own_paper import TOTAL, OwnPaper
from tasklist.views.master.task_list import PAGE
from tasklist.views.style import HEADING, text_height

WIDE = (public_lists.MEETING, public_lists.HAZARDS, six_lists.REPORT, six_lists.ROUNDS)


def layout_of(own: OwnList) -> Layout:
    return own_lists.read(own.excel(), "清单.xlsx").task_list.layout


@pytest.mark.parametrize("own", WIDE, ids=lambda own: own.name)
def test_every_heading_has_room_for_all_it_says(own: OwnList) -> None:
    layout = layout_of(own)
    widths = column_widths(layout, TOTAL)
    tall = head_heights(layout, widths, 26.0, 42.0)
    for cell in head_cells(layout):
        need = text_height(cell.text, sum(widths[cell.left : cell.right + 1]), HEADING.points)
        assert need <= sum(tall[cell.top : cell.bottom + 1]), cell.text


def test_a_table_broader_than_the_paper_has_more_of_it_on_a_page() -> None:
    layout = layout_of(six_lists.REPORT)
    twice = replace(layout, columns=(*layout.columns, *layout.columns))
    narrow, wide = OwnPaper(layout), OwnPaper(twice)
    scale = TOTAL / sum(wide.widths)
    held = wide.pages(0).room + sum(wide.heights)
    assert scale < 0.8 and 0.9 * PAGE <= held * scale <= PAGE
    assert held > 1.2 * (narrow.pages(0).room + sum(narrow.heights))


def test_a_main_answer_of_figures_has_the_room_of_a_text_where_all_units_stand_in_one_cell() -> None:
    layout = layout_of(public_lists.HAZARDS)
    place = layout.span("progress")[0]
    alone, together = (column_widths(layout, TOTAL, gathered=gathered)[place] for gathered in (False, True))
    assert (alone, together) == (8.5, 18.0)


def test_tall_rows_are_parted_so_that_no_page_but_the_last_is_half_empty() -> None:
    paper = OwnPaper(layout_of(six_lists.REPORT), unit=3)
    long = "".join(f"6月{day}日走访企业{day}家，发放资料{day}份。" for day in range(1, 26))
    task = own_lists.read(six_lists.REPORT.excel(), "清单.xlsx").task_list.tasks[0]
    texts = {3: "旗人民医院", paper.main: long}
    rows = [row for _ in range(9) for row in rows_of(texts, paper.widths, 3, None, "mark")]
    sheets = list(paged([paper.block(task, None, rows)], paper.pages(0)))
    filled = [sum(block.height + sum(tall for _, tall in block.chapters) for block in page) for page in sheets]
    room = paper.pages(0).room
    assert len(sheets) > 2 and all(0.75 * room <= used <= room + 1 for used in filled[:-1])
    said = "".join(row.texts[paper.main] for page in sheets for block in page for row in block.rows)
    assert said == long * 9
    assert {row.texts[3] for page in sheets for block in page for row in block.rows} == {
        "旗人民医院",
        "旗人民医院（续）",
    }
