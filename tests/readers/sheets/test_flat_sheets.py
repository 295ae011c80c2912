"""Spreadsheets saved as one XML file: OpenDocument's is read without LibreOffice, Excel's of 2003 with it."""

from __future__ import annotations

import base64
import shutil

import pytest

from made_workbooks import picture
from tasklist.model.book import Book, Refusal
from tasklist.readers import registry

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "table": "table", "text": "text", "draw": "drawing", "style": "style", "chart": "chart",
    }.items()
)  # fmt: skip
IMAGE = base64.b64encode(picture()).decode()
CHART = (
    "<draw:frame><draw:object><office:document><office:body><office:chart><chart:chart><chart:title>"
    "<text:p>各院进度</text:p></chart:title><chart:series><chart:data-label><text:p>见说明</text:p></chart:data-label>"
    "</chart:series></chart:chart></office:chart></office:body></office:document>"
    "</draw:object></draw:frame>"
)
FLAT = f"""<?xml version="1.0"?>
<office:document {SPACES} office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:master-styles><style:master-page style:name="a"><style:header><text:p>内部资料</text:p></style:header>
</style:master-page></office:master-styles>
<office:body><office:spreadsheet><table:table table:name="任务清单">
<table:table-row><table:table-cell><text:p>序号</text:p></table:table-cell>
<table:table-cell><text:p>进展情况</text:p><draw:frame><draw:image><office:binary-data>{IMAGE}</office:binary-data>
</draw:image></draw:frame></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>
<table:table-cell><text:p>6月召开会议2次</text:p>{CHART}</table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document>"""
EXCEL_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="任务清单"><Table><Row><Cell><Data ss:Type="String">序号</Data></Cell><Cell>
<Data ss:Type="String">进展情况</Data></Cell></Row></Table></Worksheet></Workbook>"""


def read(text: str, name: str) -> Book | Refusal:
    return registry.read(text.encode(), name)


def test_a_flat_opendocument_is_read_with_all_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasklist.readers.sheets.flat_sheets.office_program", lambda: "")
    book = read(FLAT, "a.fods")
    assert isinstance(book, Book)
    (grid,) = book.grids
    assert grid.cells == {(1, 1): "序号", (1, 2): "进展情况", (2, 1): "1", (2, 2): "6月召开会议2次"}
    assert [each.data for each in grid.pictures] == [picture()]
    assert {(each.what, each.text) for each in book.leftovers} == {("页眉", "内部资料"), ("图表", "各院进度\n见说明")}


def test_a_flat_opendocument_cut_short_is_refused() -> None:
    assert isinstance(read(FLAT[: len(FLAT) // 2], "a.fods"), Refusal)


def test_a_workbook_in_the_xml_of_2003_is_named_where_nothing_can_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasklist.readers.sheets.flat_sheets.office_program", lambda: "")
    refusal = read(EXCEL_2003, "a.xml")
    assert isinstance(refusal, Refusal)
    assert (refusal.code, "XML 格式的表格" in refusal.reason) == ("unsupported", True)


@pytest.mark.libreoffice
def test_comments_and_page_headers_of_the_xml_of_2003_are_told_once() -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed")
    note = '<Comment ss:Author="联络员01"><ss:Data xmlns="http://www.w3.org/TR/REC-html40">请看附件</ss:Data></Comment>'
    page = (
        '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><PageSetup>'
        '<Header x:Data="&amp;C6月走访9家" xmlns:x="urn:schemas-microsoft-com:office:excel"/>'
        "</PageSetup></WorksheetOptions>"
    )
    text = EXCEL_2003.replace("进展情况</Data>", f"进展情况</Data>{note}").replace(
        "</Worksheet>", f"{page}</Worksheet>"
    )
    book = read(text, "a.xls")
    assert isinstance(book, Book)
    notes = [words for grid in book.grids for words in grid.notes.values()]
    told = [*notes, *(each.text for each in book.leftovers)]
    assert sorted(told) == ["6月走访9家", "请看附件"]


@pytest.mark.libreoffice
def test_a_workbook_in_the_xml_of_2003_is_read_through_libreoffice() -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed")
    book = read(EXCEL_2003, "a.xml")
    assert isinstance(book, Book)
    assert book.grids[0].cells == {(1, 1): "序号", (1, 2): "进展情况"}
