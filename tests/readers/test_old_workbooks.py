"""Old .xls files as they lie about: bare streams, zeros behind, faults in the head; cut short, they stay refused."""

from __future__ import annotations

import io
import random
import shutil
import struct
from pathlib import Path

import olefile
import openpyxl
import pytest
import xlsxwriter

import made_workbooks as made
from tasklist.model.book import Book, Leftover, Refusal
from tasklist.readers.limits import Refused
from tasklist.readers.registry import read
from tasklist.readers.sheets import calamine, xls

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
WORDS = "单位".encode("gbk")
NEEDS_OFFICE = pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed")


def record(kind: int, form: str = "", *values: object, tail: bytes = b"") -> bytes:
    body = struct.pack("<" + form, *values) + tail
    return struct.pack("<HH", kind, len(body)) + body


CODE_PAGE = record(0x42, "H", 936)
STREAMS = {
    "Excel 2": record(0x09, "HH", 2, 0x10)
    + CODE_PAGE
    + record(0x00, "4H", 0, 2, 0, 2)
    + record(0x04, "HH4B", 0, 0, 0, 0, 0, len(WORDS), tail=WORDS)
    + record(0x03, "HH3Bd", 1, 1, 0, 0, 0, 12.0)
    + record(0x0A),
    **{
        f"Excel {version}": record(kind, "3H", version, 0x10, 0)
        + CODE_PAGE
        + record(0x200, "5H", 0, 2, 0, 2, 0)
        + record(0x204, "4H", 0, 0, 0, len(WORDS), tail=WORDS)
        + record(0x203, "3Hd", 1, 1, 0, 12.0)
        + record(0x0A)
        for version, kind in ((3, 0x209), (4, 0x409))
    },
}


@pytest.mark.parametrize("version", STREAMS)
@pytest.mark.parametrize("behind", [b"", bytes(4096), b"rubbish" * 100])
def test_a_bare_stream_of_an_old_excel_is_read_whatever_lies_behind_its_end(version: str, behind: bytes) -> None:
    book = read(STREAMS[version] + behind, "表")
    assert isinstance(book, Book)
    assert book.grids[0].cells == {(1, 1): "单位", (2, 2): "12"}


@pytest.mark.parametrize("version", STREAMS)
def test_a_bare_stream_without_its_end_is_half_copied(version: str) -> None:
    for few in (4, 8, 20):
        refusal = read(STREAMS[version][:-few], "表")
        assert isinstance(refusal, Refusal)
        assert refusal.code == "half_copied"


CROSSED_OUT = record(0x00, tail=bytes(54))  # where the password's record was


@pytest.mark.parametrize("version", ["Excel 3", "Excel 4"])
@pytest.mark.parametrize("put_in", [CROSSED_OUT, record(0x00, "5H", 0, 2, 0, 2, 0), bytes(4), bytes(8 * 4)])
def test_a_record_crossed_out_or_a_little_padding_is_no_broken_copy(version: str, put_in: bytes) -> None:
    stream = STREAMS[version].replace(CODE_PAGE, CODE_PAGE + put_in)
    book = read(stream, "表")
    assert isinstance(book, Book)
    assert book.grids[0].cells == {(1, 1): "单位", (2, 2): "12"}


@pytest.mark.parametrize("version", ["Excel 3", "Excel 4"])
def test_zeros_as_many_as_a_sector_are_a_broken_copy(version: str) -> None:
    refusal = read(STREAMS[version].replace(CODE_PAGE, CODE_PAGE + bytes(512)), "表")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "half_copied"


@pytest.fixture(scope="module")
def modern(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet("进展")
    sheet.write(0, 0, "任务")
    sheet.set_header("&L左页眉&C中页眉&R第&P页")
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.insert_button(5, 1, {"caption": "提交"})
    sheet.insert_textbox(7, 1, "文本框里的话")
    sheet.write_column(20, 0, [1, 2, 3])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=进展!$A$21:$A$23"})
    chart.set_title({"name": "图表标题"})
    sheet.insert_chart(30, 4, chart)
    book.close()
    return made.converted(SOFFICE, data.getvalue(), "xls", tmp_path_factory.mktemp("xls"))


@pytest.mark.libreoffice
@NEEDS_OFFICE
@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n", bytes(512), b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"])
def test_bytes_before_the_head_of_an_xls_keep_nobody_from_reading_it(before: bytes, modern: bytes) -> None:
    book = read(before + modern, "表")
    assert isinstance(book, Book)
    assert book == read(modern, "表")
    cut = read(before + modern[: len(modern) // 2], "表")
    assert isinstance(cut, Refusal)


@pytest.mark.libreoffice
@NEEDS_OFFICE
def test_what_lies_beside_the_cells_of_an_xls_is_counted(modern: bytes) -> None:
    book = read(modern, "表")
    assert isinstance(book, Book)
    assert book.leftovers == (
        Leftover("页眉", "左页眉\n中页眉", "进展"),
        Leftover("按钮", "提交", "进展"),
        Leftover("图表", "图表标题", "进展"),
    )
    assert book.grids[0].floating == ("文本框里的话",)
    assert book.grids[0].over[8, 2] == Leftover("图形", "文本框里的话")


@pytest.mark.libreoffice
@NEEDS_OFFICE
def test_zeros_behind_an_xls_and_faults_in_its_head_are_passed_over(modern: bytes) -> None:
    faulty = bytearray(modern)
    struct.pack_into("<H", faulty, 24, 0x21)  # minor version
    struct.pack_into("<I", faulty, 52, 7)  # reserved, must be zero
    for data in (modern + bytes(4096), bytes(faulty)):
        book = read(data, "表")
        assert isinstance(book, Book)
        assert book.grids[0].cells[1, 1] == "任务"


@pytest.mark.libreoffice
@NEEDS_OFFICE
@pytest.mark.parametrize("fault", [xls.xlrd.XLRDError, xls.FormulaError, ZeroDivisionError])
def test_a_second_reader_looks_at_what_the_first_gives_up_on(
    modern: bytes, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def gives_up(**_: object) -> None:
        raise fault("contradiction")

    monkeypatch.setattr(xls.xlrd, "open_workbook", gives_up)
    book = read(modern, "表")
    assert isinstance(book, Book)
    assert book.grids[0].cells[1, 1] == "任务"
    assert "请打开原文件看一眼" in book.remarks[0]


@pytest.mark.libreoffice
@NEEDS_OFFICE
def test_a_ticked_box_of_an_xls_is_told_as_ticked(modern: bytes) -> None:
    stream = bytearray(olefile.OleFileIO(io.BytesIO(modern)).openstream("Workbook").read())
    at = stream.index(struct.pack("<HHH", 0x15, 0x12, 0x07))  # the button becomes a box
    struct.pack_into("<H", stream, at + 4, 0x0B)
    (size,) = struct.unpack_from("<H", stream, at - 2)
    ticks = struct.pack("<HHHHHH", 0x12, 8, 1, 0, 0, 0)
    body = bytes(stream[at : at + 22]) + ticks + struct.pack("<HH", 0, 0)
    told = xls.of_sheet([(0x5D, body)], "进展", xls.GridBuilder())
    assert [(each.what, each.text) for each in told] == [("已勾选的复选框", "（没有文字）")]
    assert size >= 22


def test_an_excel_95_workbook_has_no_leftovers() -> None:
    book = read(made.ancient(), "表")
    assert isinstance(book, Book)
    assert book.leftovers == ()


def test_damage_never_stops_the_program() -> None:
    chance = random.Random(20231128)
    good = STREAMS["Excel 4"] + made.ancient()
    for _ in range(300):
        broken = bytearray(good[: chance.randrange(20, len(good))])
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        assert isinstance(read(bytes(broken), "表"), Book | Refusal)


def test_a_sheet_that_is_one_chart_is_told_with_its_words() -> None:
    name, words = "图表页".encode("utf-16-le"), "整页图表".encode("utf-16-le")
    page = record(0x809, "4H", 0x600, 0x20, 0, 0) + record(0x100D, "HBB", 0, 4, 1, tail=words) + record(0x0A)
    listed = struct.pack("<IBBBB", 0, 0, 2, 3, 1) + name
    assert xls._chart_sheet(page, 0, listed) == [Leftover("图表", "整页图表", "图表页")]
    assert xls._chart_sheet(page[:-4], 0, listed) == []


def test_a_range_of_millions_of_empty_places_is_refused_before_they_are_made() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = book.worksheets[0]["XFD1000"] = "字"
    made = io.BytesIO()
    book.save(made)
    with pytest.raises(Refused) as refused:
        calamine.grids(made.getvalue())
    assert refused.value.refusal.code == "too_large"


@pytest.mark.libreoffice
@NEEDS_OFFICE
def test_a_faulty_xls_with_a_stray_cell_far_away_is_read_by_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gives_up(**_: object) -> None:
        raise xls.xlrd.XLRDError("contradiction")

    book = openpyxl.Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["IV65536"] = "任务", "游离"
    stream = io.BytesIO()
    book.save(stream)
    data = made.converted(SOFFICE, stream.getvalue(), "xls", tmp_path)
    monkeypatch.setattr(xls.xlrd, "open_workbook", gives_up)
    monkeypatch.setattr(xls.calamine, "grids", None)  # a range so wide would take it a gigabyte
    seen = read(data, "表")
    assert isinstance(seen, Book)
    assert seen.grids[0].cells == {(1, 1): "任务", (65536, 256): "游离"}
    assert "LibreOffice" in seen.remarks[-1]
