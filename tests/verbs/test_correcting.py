"""Corrections that end: what a unit moves or empties as it was told does not stay where it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from offices import DETAILS, FACT, UNITS, merged, office, sheet, verb
from tasklist.config.task_list import HEADINGS
from todo_book import say

FIRST = UNITS[0]
MAY, MENDED = "5月12日组织专题学习1次，参训31人", "5月12日组织专题学习2次，参训62人"
PLAIN = "已按要求开展相关工作。"
TEXT = "6月5日走访牧户8户，发放宣传册30份"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A unit has written its progress into the remark, and the office sends it back."""
    made = office(tmp_path / "home")
    rows = [list(HEADINGS), ["1", "", DETAILS[0], "", "", "", FACT, "张三", "已报纸质件"]]
    rows.append(["2", "", DETAILS[1], "", "", "", "", "张三", TEXT])
    sheet(made / f"inbox/{FIRST}.xlsx", rows)
    merged(made, "2023-06-20T09:00")
    assert verb("flag", made, "--as-of", "2023-06-20T10:00")[0] in (0, 1)
    return made


def corrected(home: Path, *cells: tuple[int, str, str | None]) -> None:
    """The correction workbook, (task, heading, text) typed in, sent back."""
    (source,) = (home / "outbox/2023-06/退回补填").glob(f"{FIRST}*")
    target = home / "inbox" / source.name
    shutil.copyfile(source, target)
    book = load_workbook(target)
    page = next(each for each in book.worksheets if each.title != "补填说明" and each.sheet_state == "visible")
    row = next(cell.row for line in page.iter_rows(max_row=8) for cell in line if cell.value == "序号")
    heads = {str(cell.value): cell.column for cell in page[row] if cell.value}
    rows = {str(page.cell(at, heads["序号"]).value): at for at in range(row, page.max_row + 1)}
    for task, heading, text in cells:
        page.cell(rows[str(task)], heads[heading]).value = text
    book.save(target)


def stands(home: Path, task: int) -> tuple[str, str, str]:
    """Progress, contact and remark of a task, as 明细台账 has them."""
    rows = list(load_workbook(home / "outbox/2023-06/汇总表.xlsx")["明细台账"].iter_rows(values_only=True))
    heads = {name: at for at, name in enumerate(rows[0])}
    row = next(row for row in rows if row[0] == FIRST and row[heads["序号"]] == task)
    progress, contact, remark = (str(row[heads[name]] or "") for name in HEADINGS[6:9])
    return progress, contact, remark


def test_an_answer_moved_from_the_remark_to_the_progress_is_in_one_place(home: Path) -> None:
    assert stands(home, 2) == ("", "张三", TEXT)
    corrected(home, (2, HEADINGS[6], TEXT), (2, HEADINGS[8], None))
    merged(home, "2023-06-21T09:00")
    assert stands(home, 2) == (TEXT, "张三", "")
    assert stands(home, 1) == (FACT, "张三", "已报纸质件")
    _, story, _ = verb("why", home, FIRST, "2", "--as-of", "2023-06-21T09:00")
    assert "（清空）" in story and "第0个" not in story


def test_a_remark_and_a_contact_may_be_emptied_and_the_former_ones_are_shown_as_overtaken(home: Path) -> None:
    corrected(home, (1, HEADINGS[7], None), (1, HEADINGS[8], None))
    merged(home, "2023-06-21T09:00")
    assert stands(home, 1) == (FACT, "", "")
    lost = load_workbook(home / "outbox/2023-06/汇总表.xlsx")["版本与冲突"]
    assert "已报纸质件" in " ".join(str(cell.value) for row in lost.iter_rows() for cell in row)


def test_the_progress_itself_is_never_emptied_by_a_blank(home: Path) -> None:
    corrected(home, (1, HEADINGS[6], None))
    merged(home, "2023-06-21T09:00")
    assert stands(home, 1)[0] == FACT


def test_a_text_a_person_sends_back_stands_coloured_in_the_units_correction_with_the_reason(home: Path) -> None:
    sheet(home / f"inbox/{UNITS[1]}.xlsx", [list(HEADINGS), ["1", "", DETAILS[0], "", "", "", PLAIN, "李四", ""]])
    merged(home, "2023-06-21T09:00")
    say(home, "内容行不行", "退回", UNITS[1])
    merged(home, "2023-06-21T10:00")
    assert verb("flag", home, "--as-of", "2023-06-21T11:00")[0] == 1
    (path,) = (home / "outbox/2023-06/退回补填").glob(f"{UNITS[1]}*")
    book = load_workbook(path)
    told = [str(cell.value or "") for row in book["补填说明"].iter_rows() for cell in row]
    assert any(PLAIN in each for each in told) and not any("待办" in each for each in told)
    page = next(each for each in book.worksheets if each.title != "补填说明" and each.sheet_state == "visible")
    (cell,) = [cell for row in page.iter_rows() for cell in row if cell.value == PLAIN]
    (other,) = [
        page.cell(cell.row, column) for column in range(1, cell.column) if page.cell(cell.row, column).value == "1"
    ]
    assert cell.fill.fgColor.rgb != other.fill.fgColor.rgb, "the cell in question is coloured"


def test_an_edited_master_of_another_period_corrects_that_period_alone(home: Path) -> None:
    sheet(home / f"inbox/2023-05/{UNITS[1]}.xlsx", [list(HEADINGS), ["1", "", DETAILS[0], "", "", "", MAY, "李四", ""]])
    merged(home, "2023-06-21T09:00", "--period", "2023-05")
    book = load_workbook(home / "outbox/2023-05/汇总表.xlsx")
    (cell,) = [cell for row in book["明细台账"].iter_rows() for cell in row if cell.value == MAY and cell.row > 1]
    cell.value = MENDED
    book.save(home / "inbox/改过的汇总表.xlsx")
    for month, there in (("2023-06", False), ("2023-05", True)):
        merged(home, "2023-06-22T09:00", "--period", month)
        page = load_workbook(home / f"outbox/{month}/汇总表.xlsx")["明细台账"]
        texts = [str(cell.value) for row in page.iter_rows() for cell in row]
        assert (MENDED in texts) is there
