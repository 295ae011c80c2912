"""Returns laid out as no form was: what is sure is placed, what is not is asked in a sentence, nothing is lost."""

from __future__ import annotations

import base64
import io
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml as ooxml
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.drawing.image import Image
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from damages.drafts import correct
from made_workbooks import converted, picture
from offices import DETAILS, UNITS, answered, form, merged, office, sheet, verb
from saved import as_html
from tasklist.model.book import Book
from tasklist.readers import registry
from tasklist.tables import marks
from todo_book import todo

SAID = {seq: f"6月{seq + 3}日组织专题学习{seq}次，参训{seq * 7}人" for seq in (1, 2, 3)}
WHO = {seq: f"联络员{seq:02d} 1381111000{seq}" for seq in (1, 2, 3)}
SHORT = ("序号", "具体任务", "进展情况", "联络员及联系电话")
UNIT = UNITS[0]
SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return office(tmp_path / "home")


def line(seq: int) -> list[object]:
    return [seq, DETAILS[seq - 1], SAID[seq], WHO[seq]]


def page_of(book: Workbook) -> tuple[Worksheet, int, dict[int, int]]:
    """The task sheet of a form, the column of progress, and task → row."""
    page = book.worksheets[0]
    head = next(row for row in range(1, 9) if str(page.cell(row, 1).value) == "序号")
    column = next(cell.column for cell in page[head] if "进展" in str(cell.value))
    rows = {int(str(cell.value)): cell.row for cell in page["A"][head:] if str(cell.value).isdigit()}
    return page, column, rows


def filled(home: Path) -> Workbook:
    book = load_workbook(form(home, UNIT))
    page, column, rows = page_of(book)
    for seq, row in rows.items():
        page.cell(row, column).value, page.cell(row, column + 1).value = SAID[seq], WHO[seq]
    return book


def saved(book: Workbook, home: Path, name: str = f"{UNIT}.xlsx") -> Path:
    path = home / "inbox" / name
    book.save(path)
    return path


def result(home: Path) -> tuple[dict[str, Any], dict[int, tuple[str, str]], list[tuple[str, str]]]:
    """The file's record, task → (progress, contact) as 明细台账 has them, and (text, reason) of 未归位内容."""
    answer: Any = merged(home)
    (record,) = answer["files"]
    cells = record["cells"]
    assert cells["seen"] == cells["merged"] + cells["template"] + cells["superseded"] + cells["unplaced"]
    book = load_workbook(home / "outbox/2023-06/汇总表.xlsx")
    detail = [[str(cell or "") for cell in row] for row in book["明细台账"].iter_rows(values_only=True)]
    told = {int(row[2]): (row[7], row[8]) for row in detail if row[0] == UNIT and row[2].isdigit() and row[7] + row[8]}
    waiting = [[str(cell or "") for cell in row] for row in book["未归位内容"].iter_rows(min_row=5, values_only=True)]
    asked = [(row[4], row[5]) for row in waiting if row[1].startswith("inbox/")]
    assert len(asked) == cells["unplaced"]
    return record | {"findings": answer["findings"]}, told, asked


def everything(numbers: Sequence[int] = (1, 2, 3)) -> dict[int, tuple[str, str]]:
    return {seq: (SAID[seq], WHO[seq]) for seq in numbers}


def test_two_halves_of_a_list_side_by_side_are_both_read(home: Path) -> None:
    sheet(home / "inbox" / f"{UNIT}.xlsx", [[*SHORT, None, *SHORT], [*line(1), None, *line(2)], line(3)])
    _, told, asked = result(home)
    assert (told, asked) == (everything(), [])


def two_tables(head: list[object], other: Sequence[str] = SHORT, mine: Sequence[str] = SHORT) -> list[list[object]]:
    """This month's table with another one beside it, which says the same only of task 3."""
    rows = [
        [*line(seq), None, seq, DETAILS[seq - 1], SAID[seq] if seq == 3 else f"另外{seq}次", WHO[seq]] for seq in SAID
    ]
    return [*([head] if head else []), [*mine, None, *other], *rows]


def test_two_tables_side_by_side_ask_where_they_differ(home: Path) -> None:
    sheet(home / "inbox" / f"{UNIT}.xlsx", two_tables([]))
    answer, told, asked = result(home)
    assert told == {1: ("", WHO[1]), 2: ("", WHO[2]), 3: (SAID[3], WHO[3])}
    assert {text for text, _ in asked} == {SAID[1], SAID[2], "另外1次", "另外2次"}
    assert all("不同的填报" in reason and "!H" in reason for _, reason in asked)
    assert not [each for each in answer["findings"] if each["code"] == "blank"], "what waits may be the answer"


@pytest.mark.parametrize("where", ["above", "headings"])
def test_of_two_months_side_by_side_the_other_one_is_set_apart(home: Path, where: str) -> None:
    may, june = [text.replace("进展", "5月进展") for text in SHORT], [text.replace("进展", "6月进展") for text in SHORT]
    head: list[object] = ["报送期：2023年6月", None, None, None, None, "报送期：2023年5月"]
    rows = two_tables(head) if where == "above" else two_tables([], may, june)
    sheet(home / "inbox" / f"{UNIT}.xlsx", rows)
    _, told, asked = result(home)
    assert told == everything()
    assert {"另外1次", "另外2次", SAID[3]} <= {text for text, _ in asked}
    assert all("2023-05" in reason for text, reason in asked if text in SAID.values() or text in WHO.values())


@pytest.mark.parametrize(("may", "june"), [("5月", "6月"), ("2023年5月", "2023年6月")])
def test_of_two_months_under_one_heading_the_other_one_is_set_apart(home: Path, may: str, june: str) -> None:
    top, below = ["序号", "具体任务", "进展情况", None, SHORT[3]], [None, None, may, june, None]
    rows = [[seq, DETAILS[seq - 1], f"5月{seq}日学习{seq}次", SAID[seq], WHO[seq]] for seq in SAID]
    path = sheet(home / "inbox" / f"{UNIT}.xlsx", [top, below, *rows])
    book = load_workbook(path)
    for merge in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        book.worksheets[0].merge_cells(merge)
    book.save(path)
    _, told, asked = result(home)
    assert told == everything()
    assert asked == [(f"5月{seq}日学习{seq}次", f"多出的一栏“进展情况{may}”") for seq in SAID]


def test_two_units_side_by_side_are_asked_with_both_named(home: Path) -> None:
    top = [f"填报单位：{UNITS[0]}", None, None, None, None, f"填报单位：{UNITS[1]}"]
    sheet(home / "inbox/进展.xlsx", [top, [*SHORT, None, *SHORT], [*line(1), None, *line(1)]])
    record, _, _ = result(home)
    assert record["outcome"] == "set_aside"
    assert UNITS[0] in record["reason"] and UNITS[1] in record["reason"]


@pytest.mark.parametrize("cards", [False, True])
@pytest.mark.parametrize("titled", [False, True])
def test_headings_down_the_side_are_read_like_those_above(home: Path, cards: bool, titled: bool) -> None:
    columns = [SHORT, *(line(seq) for seq in SAID)]
    rows = [list(pair) for seq in SAID for pair in zip(SHORT, line(seq), strict=True)]
    title: list[list[object]] = [["工作任务进展情况表"]] if titled else []
    rows = rows if cards else [list(row) for row in zip(*columns, strict=True)]
    sheet(home / "inbox" / f"{UNIT}.xlsx", [*title, *rows])
    record, told, asked = result(home)
    assert (record["outcome"], told) == ("merged", everything())
    assert {text for text, _ in asked} <= {"工作任务进展情况表"}


LABELS: dict[str, list[list[object]]] = {
    "in one row": [["填报单位", UNIT, "报送期", "2023年6月"]],
    "in a row each": [["填报单位", UNIT], ["报送期", "2023年6月"]],
    "with their words": [[f"填报单位：{UNIT}", "报送期：2023年6月", "截止：2023年6月25日"]],
    "with nothing behind them": [["填报单位：", "报送期："]],
}


@pytest.mark.parametrize("cards", [False, True])
@pytest.mark.parametrize("labels", LABELS)
def test_the_unit_and_the_period_above_tasks_side_by_side_are_no_heading(home: Path, cards: bool, labels: str) -> None:
    columns = [SHORT, *(line(seq) for seq in SAID)]
    rows = [list(pair) for seq in SAID for pair in zip(SHORT, line(seq), strict=True)]
    rows = rows if cards else [list(row) for row in zip(*columns, strict=True)]
    sheet(home / "inbox" / f"{UNIT}.xlsx", [["工作任务进展情况表"], *LABELS[labels], *rows])
    record, told, _ = result(home)
    assert (record["outcome"], told) == ("merged", everything())


def test_a_lone_line_that_names_the_unit_is_no_table(home: Path) -> None:
    sheet(home / "inbox/6月.xlsx", [["填报单位", UNIT], ["本月无事项"]])
    record, told, _ = result(home)
    assert (record["outcome"], told, "内部错误" in record["reason"]) == ("set_aside", {}, False)


def test_one_task_on_each_sheet_is_read_across(home: Path) -> None:
    book = Workbook()
    for seq in SAID:
        page = book.worksheets[0] if seq == 1 else book.create_sheet(f"任务{seq}")
        for pair in zip(SHORT, line(seq), strict=True):
            page.append(list(pair))
    saved(book, home)
    assert result(home)[1:] == (everything(), [])


def test_a_form_sent_as_a_picture_says_so(home: Path) -> None:
    book = Workbook()
    book.worksheets[0].add_image(Image(io.BytesIO(picture(7))))
    saved(book, home)
    record, _, asked = result(home)
    assert (record["outcome"], "图片里的字读不出来" in record["reason"], len(asked)) == ("set_aside", True, 1)
    assert list((home / "outbox/2023-06/材料" / UNIT).iterdir())


def test_the_two_halves_of_a_wide_form_on_two_sheets_are_no_quarrel_about_the_unit(home: Path) -> None:
    book = Workbook()
    left, right = book.worksheets[0], book.create_sheet("右")
    left.append(["序号", "重点任务", "具体任务"])
    right.append(["责任单位", "完成时限", "进展情况", "备注"])
    for seq, said in SAID.items():
        left.append([seq, "主题一", DETAILS[seq - 1]])
        right.append(["委机关各股室、各卫生健康单位", "6月底前", said, ""])
    saved(book, home)
    record, _, asked = result(home)
    assert (record["outcome"], record["unit"]) == ("set_aside", UNIT)
    assert "没有找到" in record["reason"]
    assert set(SAID.values()) <= {text for text, _ in asked}


def test_several_tasks_answered_in_one_row_are_asked_by_their_numbers(home: Path) -> None:
    rows = [["1-2", "两项合并推进", "6月共开会3次，参会90人", WHO[1]], line(3)]
    sheet(home / "inbox" / f"{UNIT}.xlsx", [SHORT, *rows])
    record, told, asked = result(home)
    assert told == everything([3])
    assert {reason for _, reason in asked} == {"序号写的是“1-2”，像是几项任务合填在一行，或是单位自己的编号"}
    assert "own_task" not in {one["code"] for one in record["findings"]}


def test_answers_in_the_remark_column_are_pointed_out(home: Path) -> None:
    book = filled(home)
    page, column, rows = page_of(book)
    for row in rows.values():
        page.cell(row, column + 2).value, page.cell(row, column).value = page.cell(row, column).value, None
    saved(book, home)
    record, told, asked = result(home)
    assert (told, asked) == ({seq: ("", WHO[seq]) for seq in SAID}, [])
    assert not [one for one in record["findings"] if one["code"] == "blank" and one["unit"] == UNIT]
    (asked_of_all,) = todo(home)
    assert "备注" in asked_of_all["看到的情况"] and SAID[1] in asked_of_all["看到的情况"]


def test_answers_beside_the_table_are_listed_with_their_task(home: Path) -> None:
    book = filled(home)
    page, column, rows = page_of(book)
    for row in rows.values():
        page.cell(row, 14).value, page.cell(row, column).value = page.cell(row, column).value, None
    saved(book, home)
    _, _, asked = result(home)
    assert asked == [(SAID[seq], f"任务{seq}这一行里，没有表头的一栏") for seq in SAID]


def test_what_a_unit_writes_on_our_own_sheets_is_listed(home: Path) -> None:
    book = filled(home)
    page = book.create_sheet(marks.CORRECTION_SHEET, 0)
    for row in (
        ["退回补填说明"],
        ["序号", "位置", "核查结果"],
        ["1", "H4", "空白", "已补，见H4"],
        [None, None, "另附照片"],
    ):
        page.append(row)
    saved(book, home)
    _, told, asked = result(home)
    assert told == everything()
    assert asked == [(text, f"写在“{marks.CORRECTION_SHEET}”表里，这张表不用填") for text in ("已补，见H4", "另附照片")]


def test_rows_put_out_of_sight_by_a_filter_are_read_and_mentioned(home: Path) -> None:
    book = filled(home)
    page, _, rows = page_of(book)
    page.auto_filter.ref = f"A{min(rows.values()) - 1}:I{max(rows.values())}"
    for row in list(rows.values())[:2]:
        page.row_dimensions[row].hidden = True
    saved(book, home)
    record, told, asked = result(home)
    assert (told, asked) == (everything(), [])
    assert "hidden" in {one["code"] for one in record["findings"]}


def test_one_cell_merged_over_two_tasks_and_three_columns_answers_both(home: Path) -> None:
    book = filled(home)
    page, column, rows = page_of(book)
    top, bottom = rows[1], rows[2]
    page.cell(top, column).value = "任务1、2：6月5日合并学习2次，参训30人"
    for row, place in ((top, 1), (bottom, 0), (bottom, 1)):
        page.cell(row, column + place).value = None
    page.merge_cells(start_row=top, start_column=column, end_row=bottom, end_column=column + 2)
    saved(book, home)
    _, told, asked = result(home)
    assert {seq: text for seq, (text, _) in told.items()} == dict.fromkeys(
        (1, 2), "任务1、2：6月5日合并学习2次，参训30人"
    ) | {3: SAID[3]}
    assert asked == []


def test_a_locked_workbook_is_read_and_an_encrypted_one_asks_for_its_password(home: Path) -> None:
    book = filled(home)
    book.worksheets[0].protection.set_password("abc")
    book.security = WorkbookProtection(workbookPassword="1234", lockStructure=True)
    path = saved(book, home)
    _, told, asked = result(home)
    assert (told, asked) == (everything(), [])
    locked = io.BytesIO()
    with path.open("rb") as plain:
        ooxml.OOXMLFile(plain).encrypt("123", locked)
    path.write_bytes(locked.getvalue())
    answer: Any = merged(home, "2023-06-27")
    assert "密码" in next(each["reason"] for each in answer["files"] if each["outcome"] == "set_aside")


def test_a_workbook_saved_as_strict_open_xml_is_read(home: Path) -> None:
    path = saved(filled(home), home)
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    strict = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            for part in (b"spreadsheetml/2006/main", b"officeDocument/2006/relationships"):
                data = data.replace(old + part, new + part.replace(b"/2006", b""))
            target.writestr(name, data)
    path.write_bytes(strict.getvalue())
    _, told, asked = result(home)
    assert (told, asked) == (everything(), [])


def test_a_workbook_saved_as_a_single_web_page_is_read(home: Path) -> None:
    book = registry.read(form(home, UNIT).read_bytes(), "a.xlsx")
    assert isinstance(book, Book)
    said = {(seq, "progress"): text for seq, text in SAID.items()} | {(seq, "contact"): who for seq, who in WHO.items()}
    page = base64.encodebytes(as_html(correct("a.xlsx", book.grids[:1], said)))
    head = (
        'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="--part"\r\n\r\n'
    )
    part = "----part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    (home / "inbox" / f"{UNIT}.mht").write_bytes(head.encode() + part.encode() + page + b"\r\n----part--\r\n")
    record, told, asked = result(home)
    assert (record["outcome"], told, asked) == ("merged", everything(), [])


@needs_office
def test_an_old_workbook_under_the_name_of_a_new_one_is_read(home: Path, tmp_path: Path) -> None:
    path = saved(filled(home), home)
    path.write_bytes(converted(str(SOFFICE), path.read_bytes(), "xls", tmp_path))
    _, told, asked = result(home)
    assert (told, asked) == (everything(), [])


@pytest.mark.parametrize("ending", ["xlsx", pytest.param("ods", marks=needs_office)])
def test_our_own_sheets_untouched_leave_nothing_to_ask(home: Path, tmp_path: Path, ending: str) -> None:
    assert verb("fill", home, "--as-of", "2023-05-01", "--period", "2023-05")[0] == 0
    may = next(path for path in (home / "outbox/2023-05/下发").iterdir() if path.name.startswith(f"{UNIT}-"))
    book = load_workbook(may)
    page, column, rows = page_of(book)
    for seq, row in rows.items():
        page.cell(row, column).value = f"5月{seq}日开会\n共{seq}次"
    saved(book, home, "五月.xlsx")
    merged(home, "2023-05-20")
    answered(home, UNIT, {1: "无"}, name="六月.xlsx")
    merged(home, "2023-06-20")
    verb("flag", home, "--as-of", "2023-06-20")
    back = (home / f"outbox/2023-06/退回补填/{UNIT}-2023年6月退回补填.xlsx").read_bytes()
    grids = registry.read(back, "a.xlsx")
    assert isinstance(grids, Book)
    assert {marks.CORRECTION_SHEET, marks.LAST_SHEET} <= {grid.sheet for grid in grids.grids}
    data = back if ending == "xlsx" else converted(str(SOFFICE), back, ending, tmp_path)
    (home / f"inbox/退回补填.{ending}").write_bytes(data)
    answer: Any = merged(home, "2023-06-22")
    assert {each["path"]: each["cells"]["unplaced"] for each in answer["files"]} == dict.fromkeys(
        ("inbox/五月.xlsx", "inbox/六月.xlsx", f"inbox/退回补填.{ending}"), 0
    )
