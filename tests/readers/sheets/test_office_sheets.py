"""Old workbooks and ones with inner faults: LibreOffice reads them; what is cut short or harmful it never sees."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile

import pytest

import made_workbooks as made
from saved import zipped
from tasklist.model.book import Book, Refusal
from tasklist.readers.registry import read
from tasklist.readers.sniff import sniff

NEEDS_OFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
SYLK = b'ID;PWXL;N;E\r\nC;Y1;X1;K"Task"\r\nC;Y2;X1;K"12 visits"\r\nE\r\n'
DIF = b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,1\r\n""\r\nTUPLES\r\n0,1\r\n""\r\nDATA\r\n0,0\r\n""\r\n'
DIF += b'-1,0\r\nBOT\r\n1,0\r\n"Task"\r\n-1,0\r\nEOD\r\n'


def dbf(words: str) -> bytes:
    """A table of FoxPro with one field and one record."""
    text = words.encode("gbk").ljust(20)
    head = struct.pack("<4BIHH17xBxx", 3, 123, 6, 20, 1, 65, 21, 0x4D)
    return head + b"JZ".ljust(11, b"\0") + b"C" + bytes(4) + bytes([20]) + bytes(15) + b"\r" + b" " + text + b"\x1a"


def lotus(text: str) -> bytes:
    """A worksheet of Lotus 1-2-3 with one label."""
    label = b"'" + text.encode() + b"\0"
    records = ((0, b"\x06\x04"), (15, struct.pack("<Bhh", 0xFF, 0, 0) + label), (1, b""))
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)


def openoffice(kind: str, words: str) -> bytes:
    """A table as OpenOffice 1 saved it, in a workbook (calc) or a document (writer)."""
    spaces = " ".join(f'xmlns:{each}="http://openoffice.org/2000/{each}"' for each in ("office", "table", "text"))
    table = (
        f"<table:table table:name='t'><table:table-row><table:table-cell><text:p>{words}</text:p></table:table-cell>"
    )
    body = f"<office:body>{table}</table:table-row></table:table></office:body>"
    used = {"calc": "spreadsheet", "writer": "text"}[kind]
    files = {
        "mimetype": f"application/vnd.sun.xml.{kind}",
        "content.xml": f'<office:document-content {spaces} office:class="{used}">{body}</office:document-content>',
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">'
        f'<manifest:file-entry manifest:media-type="application/vnd.sun.xml.{kind}" manifest:full-path="/"/>'
        '<manifest:file-entry manifest:media-type="text/xml" manifest:full-path="content.xml"/></manifest:manifest>',
    }
    return zipped(*((name, text.encode()) for name, text in files.items()))


OLD = {
    "sylk": (SYLK, ".slk"),
    "dif": (DIF, ".dif"),
    "dbf": (dbf("开会2次"), ".dbf"),
    "lotus": (lotus("Task"), "Lotus"),
    "sxc": (openoffice("calc", "Task"), ".sxc"),
}


@pytest.mark.parametrize("kind", OLD)
def test_an_old_workbook_is_called_what_it_is_where_nobody_can_read_it(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasklist.readers.sheets.office_sheets.office_program", lambda: "")
    refusal = read(OLD[kind][0], "6月.xls")
    assert sniff(OLD[kind][0]) == kind
    assert isinstance(refusal, Refusal)
    assert (refusal.code, OLD[kind][1] in refusal.reason, "认不出" in refusal.reason) == ("unsupported", True, False)


@pytest.mark.parametrize(
    "text", ["ID;Projekt;Stand\r\n1;Schule;fertig\r\n", "TABLE,进展\r\n1,开会\r\n", "id;pxl\r\n1;2\r\n"]
)
def test_a_table_in_text_that_begins_alike_is_still_text(text: str) -> None:
    assert sniff(text.encode()) == "csv"


@pytest.mark.libreoffice
@NEEDS_OFFICE
@pytest.mark.parametrize("kind", ["sylk", "dif", "lotus", "sxc"])
def test_an_old_workbook_is_read_by_libreoffice(kind: str) -> None:
    book = read(OLD[kind][0], "6月.xls")
    assert isinstance(book, Book)
    assert (book.format, book.grids[0].cells[1, 1]) == (kind, "Task")


def beyond() -> bytes:
    """A workbook that says of one cell that it stands behind the last column there is."""
    return made.edited(made.ordinary(), {made.SHEET: lambda xml: xml.replace(b'r="A2"', b'r="XFE2"', 1)})


@pytest.mark.libreoffice
@NEEDS_OFFICE
def test_libreoffice_has_a_second_look_at_a_workbook_with_inner_faults() -> None:
    book = read(beyond(), "表.xlsx")
    assert isinstance(book, Book)
    assert any("由 LibreOffice 打开后读取" in remark and "没有读取" not in remark for remark in book.remarks)
    assert book.grids[0].cells


def test_without_libreoffice_such_a_workbook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasklist.readers.sheets.office_sheets.office_program", lambda: "")
    refusal = read(beyond(), "表.xlsx")
    assert isinstance(refusal, Refusal)
    assert "XFE2" in refusal.reason


def test_libreoffice_has_a_second_look_at_an_old_workbook_no_reader_of_ours_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tasklist.readers.sheets.office_sheets.office_program", lambda: "soffice")
    monkeypatch.setattr("tasklist.readers.sheets.office_sheets.converted", lambda *_: made.ordinary())
    book = read(bytes.fromhex("09080800000000103732363203020e00000000001000000000000000f03f0a000000"), "表.xls")
    assert isinstance(book, Book) and book.format == "xls"
    assert any("由 LibreOffice 打开后读取" in remark for remark in book.remarks)


def test_a_sheet_without_content_is_told_and_the_others_are_read() -> None:
    listed = b'<sheet name="\xe6\xa8\xa1\xe5\x9d\x97" sheetId="9"/></sheets>'
    lost = made.edited(made.ordinary(), {"xl/workbook.xml": lambda xml: xml.replace(b"</sheets>", listed)})
    book = read(lost, "表.xlsx")
    assert isinstance(book, Book) and book.grids[0].cells
    assert "工作表“模块”的内容不在文件里" in book.remarks


@pytest.mark.parametrize("harm", ["cut", "entities"])
def test_nobody_looks_a_second_time_at_what_is_cut_short_or_harmful(harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("LibreOffice was asked")

    monkeypatch.setattr("tasklist.readers.sheets.office_sheets.office_program", lambda: "soffice")
    monkeypatch.setattr("tasklist.readers.sheets.office_sheets.converted", never)
    bomb = b'<!DOCTYPE w [<!ENTITY a "ha">]><worksheet'
    whole = made.ordinary()
    harmful = made.edited(whole, {made.SHEET: lambda xml: xml.replace(b"<worksheet", bomb, 1)})
    assert isinstance(read(whole[: len(whole) // 2] if harm == "cut" else harmful, "表.xlsx"), Refusal)


NAMED = (
    '<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">',
    "<!DOCTYPE html>",
    '<!DOCTYPE module SYSTEM "http://example.com/module.dtd" >',
)


@pytest.mark.parametrize("named", NAMED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_that_is_only_named_does_no_harm(named: str, encoding: str) -> None:
    data = io.BytesIO(made.ordinary())
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("Basic/script-lb.xml", f"{named}<a/>".encode(encoding))
    assert isinstance(read(data.getvalue(), "表.xlsx"), Book)


@pytest.mark.parametrize(
    "declared", ["<!DOCTYPE a [ ]>", "<!DOCTYPE a SYSTEM 'b' [<!ELEMENT a ANY>]>", "<!ENTITY a 'b'>"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_with_declarations_of_its_own_is_refused(declared: str, encoding: str) -> None:
    data = io.BytesIO(made.ordinary())
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("Basic/script-lb.xml", f"{declared}<a/>".encode(encoding))
    refusal = read(data.getvalue(), "表.xlsx")
    assert isinstance(refusal, Refusal)
    assert "DOCTYPE" in refusal.reason


@pytest.mark.libreoffice
@NEEDS_OFFICE
def test_a_document_of_the_first_openoffice_is_read_by_libreoffice() -> None:
    book = read(openoffice("writer", "开会2次"), "6月.sxw")
    assert isinstance(book, Book) and book.format == "sxw"
    assert "开会2次" in [text for grid in book.grids for text in grid.cells.values()]


def test_a_damaged_workbook_of_the_first_openoffice_is_half_copied() -> None:
    broken = bytearray(openoffice("calc", "Task"))
    broken[broken.index(b"content.xml") + 60] ^= 0x10
    refusal = read(bytes(broken), "6月.sxc")
    assert isinstance(refusal, Refusal) and refusal.code == "half_copied"
