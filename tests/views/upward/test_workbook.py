"""上报稿.xlsx: the official form with one row per task, every word led back, text as text, the same bytes."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import printing
import worlds
from tasklist.ledger import upward
from tasklist.model.ledger import Ledger, Status
from tasklist.model.tasks import Task
from tasklist.model.upward import ClerkText, Passage, UpwardReport
from tasklist.readers import registry
from tasklist.substance.word_lists import DEFAULT_WORDS
from tasklist.tables import marks, upward_table
from tasklist.views.upward import workbook
from tasklist.views.upward.layout import theme_spans
from worlds import line, unit


def report(made: Ledger | None = None) -> UpwardReport:
    return upward.build(made or worlds.world(12, 6), DEFAULT_WORDS)


def opened(one: UpwardReport) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook.render(one)))


def themed(*themes: tuple[str, ...]) -> Ledger:
    """A ledger whose tasks stand under these themes."""
    plan = worlds.plan(2, len(themes))
    tasks = tuple(replace(one, themes=theme) for one, theme in zip(plan.task_list.tasks, themes, strict=True))
    made = replace(plan, task_list=replace(plan.task_list, tasks=tasks))
    return worlds.ledger(tuple(line(unit(0).name, Status.REPORTED, seq + 1) for seq in range(len(themes))), made)


def test_the_paper_has_title_office_day_headings_and_one_row_per_task() -> None:
    made = report()
    sheet = opened(made)["上报稿"]
    assert sheet["A1"].value == made.title
    assert sheet["A2"].value == "填报单位：市卫生健康委办公室　　报送期：2023年6月"
    assert sheet["H2"].value == "填报日期：2023年6月28日"
    heads = [cell.value for cell in sheet[3] if cell.value]
    assert heads == list(made.task_list.headings)
    numbers = [row[0].value for row in sheet.iter_rows(min_row=4) if row[0].value]
    assert numbers == [row.task.seq for row in made.tasks]
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "$3:$3",
        "landscape",
        9,
    )


def test_what_is_read_back_is_what_was_shown() -> None:
    made = report()
    book = registry.read(workbook.render(made), "上报稿.xlsx")
    read = upward_table.texts(book)  # type: ignore[arg-type]
    assert {key: text for key, text in read.items() if text} == {
        (row.task.seq, name): made.shown(row, name)
        for row in made.tasks
        for name in ("progress", "contact", "remark")
        if made.shown(row, name)
    }


def test_themes_of_two_levels_are_merged_over_their_tasks_and_one_of_one_level_takes_both_columns() -> None:
    tasks = [
        Task(seq, themes, "", "", "", worlds.task(1).deadline)
        for seq, themes in enumerate([("甲",), ("乙", "子"), ("乙", "子"), ("乙", "丑"), ("丙",)], 1)
    ]
    spans = [(one.first, one.last, one.left, one.right, one.text) for one in theme_spans(tasks)]
    assert spans == [
        (0, 0, 0, 1, "甲"),
        (1, 3, 0, 0, "乙"),
        (1, 2, 1, 1, "子"),
        (3, 3, 1, 1, "丑"),
        (4, 4, 0, 1, "丙"),
    ]
    sheet = opened(report(themed(("乙", "子"), ("乙", "子"), ("丙",))))["上报稿"]
    assert {str(span) for span in sheet.merged_cells.ranges} >= {"B3:C3", "B4:B5", "C4:C5", "B6:C6"}


def test_every_piece_of_the_text_stands_in_the_sources_with_its_cell() -> None:
    made = report()
    sheet = opened(made)["来源"]
    told = {(row[0].value, row[4].value, row[6].value) for row in sheet.iter_rows(min_row=5) if row[0].value}
    for row in made.tasks:
        for one in (*row.progress, *row.remark):
            wanted = {(one.number, source.unit, str(source.place or "") or None) for source in one.sources}
            assert one.note or wanted <= told


def test_what_was_left_out_is_listed_with_its_reason() -> None:
    made = report()
    sheet = opened(made)["未列入"]
    listed = "\n".join(str(row[2].value) for row in sheet.iter_rows(min_row=5))
    assert all(one.source.words in listed for row in made.tasks for one in row.left_out)


def test_the_hidden_mark_says_office_period_and_task_as_a_form_does() -> None:
    made = report()
    book = opened(made)
    mark = marks.mark_in(book["上报稿"]["K4"].value)
    assert mark == marks.Mark(made.task_list.digest, marks.unit_digest(made.office), "2023-06", 1)
    assert book["上报稿"].column_dimensions["K"].hidden and book["_meta"].sheet_state == "veryHidden"


def test_a_persons_text_stands_and_both_are_shown_beside_each_other() -> None:
    made = report()
    row = made.tasks[0]
    kept = {(1, "progress"): ClerkText("我写的", row.drawn("progress")), (2, "remark"): ClerkText("旧话", "从前的")}
    book = opened(replace(made, clerk=kept))
    assert book["上报稿"]["H4"].value == "我写的"
    edited = [[cell.value for cell in line[:5]] for line in book["人工改动"].iter_rows(min_row=5)]
    assert edited[0][:3] == [1, "进展", "我写的"] and edited[0][4] == "您写的"
    assert edited[1][:3] == [2, "备注", "旧话"] and "请核对" in edited[1][4]


def test_text_from_outside_is_text() -> None:
    made = worlds.ledger((line(unit(0).name, Status.REPORTED, 1, "=HYPERLINK(1)义诊3场。<r>6月2日义诊1次</r>。"),))
    data = workbook.render(report(made))
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_the_same_report_is_the_same_bytes() -> None:
    assert workbook.render(report()) == workbook.render(report())


@pytest.mark.libreoffice()
@pytest.mark.skipif(not printing.AVAILABLE, reason=printing.MISSING)
def test_on_paper_nothing_is_clipped_or_lost_and_every_page_has_its_headings(tmp_path: Path) -> None:
    book = opened(report(worlds.world(30, 8)))
    for name in book.sheetnames[1:]:
        if name != "_meta":
            del book[name]
    book.save(tmp_path / "上报稿.xlsx")
    assert printing.clipped([book], tmp_path) == []
    printed = printing.pages(printing.converted(tmp_path / "上报稿.xlsx", "pdf", tmp_path))
    assert printing.headless(book, printed) == []
    assert len(printed) <= len(report(worlds.world(30, 8)).tasks)


@pytest.mark.parametrize("tasks", range(1, 9))
def test_the_heading_of_what_units_added_stands_on_the_page_of_its_first_line(tasks: int) -> None:
    own = tuple(
        Passage(
            day, f"6月{day}日组织了清单以外的专题活动，走访困难群众{day}户，发放宣传册{day}00份。（1号单位）" * 4, ()
        )
        for day in range(1, 10)
    )
    made = replace(report(worlds.world(20, tasks, 200)), own=own)
    sheet = opened(made)["上报稿"]
    ends = [0, *(each.id for each in sheet.row_breaks.brk), sheet.max_row]
    heads = sheet.row_dimensions[3].height
    (head,) = [row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith("单位自加")]
    assert head not in ends
    for first, end in itertools.pairwise(ends):
        tall = sum(sheet.row_dimensions[row].height for row in range(first + 1, end + 1))
        assert tall + (heads if first else 0) <= workbook.PAGE + 1
