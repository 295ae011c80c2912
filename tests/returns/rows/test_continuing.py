"""A table goes on without a heading: joined when columns and numbers fit, and until then nothing in it is blank."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasklist.model.book import Book, Grid
from tasklist.model.question import Doubt
from texts import UNIT, WHO, answers, csv, html, read, returned, rows, said, split

EVERY = {seq: said(seq) for seq in range(1, 15)}
NAME = f"{UNIT}6月.xlsx"


@pytest.mark.parametrize("at", [2, 8, 14])
def test_the_next_sheet_goes_on_where_the_table_stopped(at: int) -> None:
    made = returned(split(read(csv()), at), NAME)
    assert (answers(made), made.unplaced) == (EVERY, ())
    assert [cell for cell in made.answer_cells if cell.waiting] == []


def test_the_next_table_of_a_page_goes_on_behind_a_paragraph() -> None:
    page = html().split("<tr>")
    text = "<tr>".join(page[:7]) + "</table><p>（接上页）</p><table><tr>" + "<tr>".join(page[7:])
    made = returned(read(text, f"{UNIT}6月.html"), f"{UNIT}6月.html")
    assert answers(made) == EVERY


def test_a_table_in_three_pieces_is_one() -> None:
    first = split(read(csv()), 5)
    pieces = split(replace(first, grids=first.grids[1:]), 4)
    made = returned(replace(first, grids=(first.grids[0], *pieces.grids)), NAME)
    assert answers(made) == EVERY


def test_a_table_with_numbers_alone_goes_on_when_they_count_on_and_asks_once_for_all_of_them() -> None:
    table = [[row[0], row[6], row[7]] for row in rows()]
    whole = "".join(",".join(row) + "\n" for row in table)
    asked = returned(split(read(whole), 8), NAME)
    assert asked.doubt is Doubt.NUMBERS
    assert all(number in asked.reason for number in ("1、2", "11、12"))


def test_lines_below_the_rest_of_a_table_stay_lines() -> None:
    book = split(read(csv()), 8)
    below = replace(book.grids[1], cells=dict(book.grids[1].cells) | {(20, 1): "请领导审阅"})
    made = returned(replace(book, grids=(book.grids[0], below)), NAME)
    assert answers(made) == EVERY
    assert [each.text for each in made.unplaced] == ["请领导审阅"]


@pytest.mark.parametrize(
    "changed",
    [
        lambda cells: {(row, column + 1): text for (row, column), text in cells.items()},  # one column on
        lambda cells: cells | {(row, 3): "单位自己的任务" for row, column in cells if column == 3},
        lambda cells: cells | {(1, 3): rows()[1][2], (1, 1): "1"},  # a task the table has had
    ],
)
def test_a_rest_that_does_not_fit_is_asked_and_nothing_is_called_blank(changed: object) -> None:
    book = split(read(csv()), 8)
    other = replace(book.grids[1], cells=changed(dict(book.grids[1].cells)))  # type: ignore[operator]
    made = returned(replace(book, grids=(book.grids[0], other)), NAME)
    assert answers(made) == {seq: said(seq) for seq in range(1, 8)}
    assert said(10) in {each.text for each in made.unplaced}
    assert {cell.task for cell in made.answer_cells if cell.waiting} >= set(range(8, 15))


def test_a_sheet_of_other_things_is_no_rest() -> None:
    book = Book("xlsx", (read(csv()).grids[0], Grid("通讯录", {(1, 1): "姓名", (1, 2): "电话", (2, 1): WHO})))
    made = returned(book, NAME)
    assert answers(made) == EVERY
    assert {cell.waiting for cell in made.answer_cells if cell.waiting} == {"表格以外的文字"}


def test_a_sheet_with_a_person_where_the_progress_should_be_does_not_go_on() -> None:
    def moved(table: list[list[str]]) -> list[list[str]]:
        return [row if at < 9 else [*row[:6], row[7], row[6], *row[8:]] for at, row in enumerate(table)]

    made = returned(split(read(csv(moved)), 8), NAME)
    assert answers(made) == {seq: text for seq, text in EVERY.items() if seq < 8}
    assert {spot.task for spot in made.answer_cells if spot.waiting} >= set(range(8, 15))


def test_a_filled_label_in_a_row_of_a_table_nobody_could_join_is_listed() -> None:
    whose = "联络员：王晓明　联系电话：13811110001"

    def moved(table: list[list[str]]) -> list[list[str]]:
        return [row if at < 9 else [row[0], "甲", *row[1:7], whose] for at, row in enumerate(table)]

    made = returned(split(read(csv(moved)), 8), NAME)
    assert sum(whose == each.text for each in made.unplaced) == 6
