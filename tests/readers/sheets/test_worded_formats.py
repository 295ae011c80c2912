"""A cell is read as the screen shows it, whatever is stored behind it."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
import xlsxwriter

import made_workbooks as made
from tasklist.model.book import Book, Grid
from tasklist.readers.registry import read
from tasklist.readers.sheets.symbol_fonts import as_signs
from tasklist.readers.sheets.worded_formats import Shown, format_of

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""


@pytest.mark.parametrize(
    ("code", "value", "seen"),
    [
        ('[=1]"已完成";[=0]"未完成";General', 1, "已完成"),
        ('[=1]"已完成";[=0]"未完成";General', 0, "未完成"),
        ('"已开展专题培训"0"场"', 12, "已开展专题培训12场"),
        ('"已开展专题培训"0"场"', 12.6, "已开展专题培训13场"),
        ('[>100]"超过"0"人";[>10]0"人";"少"', 3, "少"),
        ('"√";;"×"', 1, "√"),
        ('"√";;"×"', 0, "×"),
        ('#,##0"人次"', 1234567, "1,234,567人次"),
        ('0.0"万元"', 3.25, "3.3万元"),
        ('0.0,"千元"', 12345, "12.3千元"),
        ('0!.0,"万元"', 123456, "12.3万元"),
        ('0\\.0,"万元"', 123456, "12.3万元"),
        ('"开展"# ?/?"天"', 2.5, "开展2 1/2天"),
        ('# ?/?"天"', 0.5, "1/2天"),
        ('"完成"?/?', 0.75, "完成3/4"),
        ('"共"# ??/??"天"', 3, "共3天"),
        ('0.##"公里"', 3.5, "3.5公里"),
        ('[Red]0"次";[Blue]-0"次"', -4, "-4次"),
        ('G/通用格式"次"', 3, "3次"),
        ('[$-804]"于"m"月"d"日完成"', 45107, "于6月30日完成"),
        ('yyyy"年"m"月"d"日上午完成" aaaa', 45107, "2023年6月30日上午完成 星期五"),
        ("[$人民币-804]0.00", 3, "人民币3.00"),
        ("0000-0000000", 4771234567, "0477-1234567"),
        ('0%"完成"', 0.25, "25%完成"),
        ("[DBNum1][$-804]General", 12, "一十二"),
        ("[DBNum1][$-804]General", 3, "三"),
        ("[DBNum1][$-804]General", 100010000, "一亿〇一万"),
        ("[DBNum1][$-804]General", 0.5, "〇.五"),
        ("[DBNum2][$-804]General", 305, "叁佰零伍"),
        ("[DBNum2][$-804]General", -1234567, "-壹佰贰拾叁万肆仟伍佰陆拾柒"),
        ("[DBNum1][$-804]0", 2023, "二〇二三"),
        ('[DBNum1][$-804]"第"0"次"', 3, "第三次"),
        ('[DBNum1][$-804]General"场"', 10050, "一万〇五十场"),
    ],
)
def test_a_format_that_says_something_is_read_with_its_words(code: str, value: float, seen: str) -> None:
    shown = format_of(code).number(value)
    assert shown.text == seen
    assert shown.stored


@pytest.mark.parametrize(
    ("code", "value", "seen"),
    [
        ("#,##0.00", 1234.5, "1234.5"),
        ('"￥"#,##0.00', 3, "3"),
        ("000-0000-0000", 13800000000, "13800000000"),
        ("0.00E+00", 13912345678, "13912345678"),
        ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, "0"),
        ('[$-804]yyyy"年"m"月"d"日";@', 45107, "2023-06-30"),
        ("# ?/?", 0.5, "0.5"),
        ('[h]"小时"mm"分"', 1.25, "30:00"),
        ("[DBNum3][$-804]General", 305, "305"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', 45107, "2023-06-30"),
        ("[$-804]aaaa", 45107, "2023-06-30"),
    ],
)
def test_a_format_that_only_dresses_leaves_the_number_whole(code: str, value: float, seen: str) -> None:
    assert format_of(code).number(value) == Shown(seen)


@pytest.mark.parametrize(
    ("code", "text", "shown"),
    [
        ('"已完成："@', "专题学习3次", Shown("已完成：专题学习3次", "专题学习3次")),
        ('0;0;0;"附："@', "清单", Shown("附：清单", "清单")),
        ("@", "清单", Shown("清单")),
        (";;;", "清单", Shown("", "清单")),
        ('0"次"', "清单", Shown("清单")),
    ],
)
def test_a_text_is_read_with_the_words_of_its_format(code: str, text: str, shown: Shown) -> None:
    assert format_of(code).text(text) == shown


@pytest.mark.parametrize(
    "code", ['"', "[", "\\", ";;;;;;", '0"', "[=x]0", "@@", "General;General;General;General;0", "."]
)
def test_a_format_that_is_none_loses_nothing(code: str) -> None:
    shown = format_of(code).number(7)
    assert "7" in shown.text + shown.stored


@pytest.mark.parametrize(
    ("font", "typed", "seen"),
    [("Wingdings 2", "R", "☑"), ("Wingdings 2", "P", "√"), ("Wingdings", "þ", "☑"), ("Wingdings", "\uf0fc", "√"),
     ("Webdings", "a", "√"), ("Symbol", "Ö", "√"), ("宋体", "R", "R"), ("Wingdings", "完", "完")],
)  # fmt: skip
def test_a_letter_in_a_font_of_signs_is_the_sign(font: str, typed: str, seen: str) -> None:
    assert as_signs(typed, font) == seen


def workbook() -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet("进展")

    def look(**properties: object) -> xlsxwriter.format.Format:
        return book.add_format(properties)

    sheet.write(0, 0, 1, look(num_format='[=1]"已完成";[=0]"未完成";General'))
    sheet.write(0, 1, 12, look(num_format='"已开展专题培训"0"场"'))
    sheet.write(0, 2, "专题学习3次", look(num_format='"已完成："@'))
    sheet.write(0, 3, 5, look(num_format=";;;"))
    sheet.write(0, 4, 4771234567, look(num_format="0000-0000000"))
    sheet.write(0, 5, 45107, look(num_format='"于"m"月"d"日完成"'))
    sheet.write(0, 6, "R", look(font_name="Wingdings 2"))
    sheet.write(0, 7, 0, look(num_format="0;-0;;@"))
    sheet.write(1, 0, "白字", look(font_color="#FFFFFF"))
    sheet.write(1, 1, "蓝底白字", look(font_color="#FFFFFF", bg_color="#0000FF"))
    sheet.write_rich_string(1, 2, "前", look(font_name="Wingdings"), "þ", "后")
    white = {"font_color": "#FFFFFF"}
    sheet.write_rich_string(1, 3, "义诊2场", look(**white), "（内部：未开展）")
    blue = look(bg_color="#0000FF")
    sheet.write_rich_string(1, 4, "义诊3场", look(**white), "（蓝底）", blue)
    book.close()
    return data.getvalue()


SEEN = {
    (1, 1): "已完成",
    (1, 2): "已开展专题培训12场",
    (1, 3): "已完成：专题学习3次",
    (1, 4): "5",
    (1, 5): "0477-1234567",
    (1, 6): "于6月30日完成",
    (1, 7): "☑",
    (2, 1): "白字",
    (2, 2): "蓝底白字",
    (2, 3): "前☑后",
    (2, 4): "义诊2场（内部：未开展）",
    (2, 5): "义诊3场（蓝底）",
}


def as_a_person_sees_it(grid: Grid) -> None:
    assert dict(grid.cells) == SEEN
    assert grid.unseen == {(1, 4), (2, 1), (2, 4)}
    assert grid.stored == {
        (1, 1): "1", (1, 2): "12", (1, 3): "专题学习3次", (1, 5): "4771234567", (1, 6): "2023-06-30"
    }  # fmt: skip


def grid_of(data: bytes) -> Grid:
    book = read(data, "表")
    assert isinstance(book, Book)
    return book.grids[0]


def test_a_workbook_is_read_as_it_is_seen_and_what_it_stores_is_told() -> None:
    as_a_person_sees_it(grid_of(workbook()))


@pytest.mark.libreoffice
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("target", ["ods", "xls"])
def test_saved_by_another_program_it_is_seen_the_same(target: str, tmp_path: Path) -> None:
    as_a_person_sees_it(grid_of(made.converted(SOFFICE, workbook(), target, tmp_path)))


@pytest.mark.libreoffice
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed")
def test_every_word_another_program_shows_is_read(tmp_path: Path) -> None:
    seen = made.converted(SOFFICE, workbook(), "csv:Text - txt - csv (StarCalc):44,34,76,1", tmp_path).decode()
    told = {text for row in csv.reader(seen.splitlines()) for text in row if text} - {
        "R",
        "前þ后",
    }  # a text file has no fonts
    assert told <= set(grid_of(workbook()).cells.values())


def test_a_box_that_lives_in_a_cell_is_read_with_its_tick() -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet()
    sheet.insert_checkbox(0, 0, True)
    sheet.insert_checkbox(0, 1, False)
    sheet.write_boolean(0, 2, True)
    book.close()
    assert grid_of(data.getvalue()).cells == {(1, 1): "☑", (1, 2): "☐", (1, 3): "TRUE"}
