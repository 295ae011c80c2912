"""Word documents: every word of the document ends in a Grid, as a person sees it."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tasklist.model.book import Book, Grid, Leftover
from tasklist.readers.limits import Refused
from tasklist.readers.word import doc
from tasklist.readers.word.doc import read_by_office as read_doc
from tasklist.readers.word.docx import read_docx

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63606060600000000500"
    "01a5f645400000000049454e44ae426082"
)


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def body_of(xml: str) -> Book:
    """A document whose body is this WordprocessingML."""
    document = Document()
    for element in parse_xml(f"<w:body {nsdecls('w', 'r')} {EXTRA}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    return read_docx(saved(document), "a.docx")


EXTRA = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def sheets(book: Book) -> dict[str, dict[tuple[int, int], str]]:
    return {grid.sheet: dict(grid.cells) for grid in book.grids}


def test_tables_paragraphs_and_headers_each_have_their_grid() -> None:
    document = Document()
    document.add_paragraph("任务清单")
    document.add_paragraph("")
    document.add_table(1, 2).cell(0, 1).text = "甲\n乙"
    document.add_paragraph("填报人：联络员01")
    document.add_table(1, 1).cell(0, 0).text = "丙"
    document.sections[0].header.paragraphs[0].text = "第一医院"
    document.core_properties.modified = datetime(2023, 6, 1, 8, 30)  # noqa: DTZ001  stored as UTC
    book = read_docx(saved(document), "a.docx")
    assert sheets(book) == {
        "表1": {(1, 2): "甲\n乙"},
        "表2": {(1, 1): "丙"},
        "正文": {(1, 1): "任务清单", (2, 1): "填报人：联络员01"},
        "页眉页脚": {(1, 1): "第一医院"},
    }
    assert book.modified == datetime(2023, 6, 1, 8, 30, tzinfo=UTC)
    assert book.format == "docx"


def test_a_merged_value_stands_once_at_the_top_left() -> None:
    document = Document()
    table = document.add_table(4, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "竖"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "横"
    table.cell(2, 1).merge(table.cell(3, 2)).text = "块"
    grid = read_docx(saved(document), "a.docx").grids[0]
    assert grid.cells == {(1, 1): "竖", (1, 2): "横", (3, 2): "块"}
    assert grid.merged == ((1, 1, 2, 1), (1, 2, 1, 3), (3, 2, 4, 3))


def test_old_horizontal_merges_skipped_columns_and_covered_words_are_read() -> None:
    grid = body_of(
        tbl(
            tc(p("甲"), '<w:hMerge w:val="restart"/>') + tc(p(""), "<w:hMerge/>") + tc(p("乙")),
            '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc(p("丙"), '<w:vMerge w:val="restart"/>'),
            '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc(p("被遮住"), "<w:vMerge/>"),
            tc(p("无处可续"), "<w:vMerge/>"),
        )
    ).grids[0]
    assert grid.cells == {(1, 1): "甲", (1, 3): "乙", (2, 2): "丙", (4, 1): "无处可续"}
    assert grid.merged == ((1, 1, 1, 2), (2, 2, 3, 2))
    assert grid.floating == ("被遮住",)


def test_tracked_deletions_are_gone_and_insertions_are_there() -> None:
    deleted = "<w:r><w:delText>旧</w:delText></w:r>"
    changed = f'<w:p><w:del w:id="1">{deleted}</w:del><w:ins w:id="2"><w:r><w:t>新</w:t></w:r></w:ins></w:p>'
    gone = '<w:trPr><w:del w:id="3"/></w:trPr>' + tc(p("删去的行"))
    assert sheets(body_of(tbl(tc(changed), gone, tc(p("后一行"))))) == {"表1": {(1, 1): "新", (2, 1): "后一行"}}


def test_content_controls_and_text_boxes_are_entered_and_fallbacks_are_not_doubled() -> None:
    box = f"<w:txbxContent>{p('框内')}{tbl(tc(p('框内表')))}</w:txbxContent>"
    drawing = (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    inner = f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
    control = f"<w:sdt><w:sdtContent>{tbl(tc(inner))}</w:sdtContent></w:sdt>"
    assert sheets(body_of(drawing + control)) == {
        "表1": {(1, 1): "框内表"},
        "表2": {(1, 1): "控件"},
        "正文": {(1, 1): "框内"},
    }


def test_a_text_box_over_a_table_floats_there() -> None:
    anchored = (
        f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{p('贴在表上')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    assert body_of(tbl(tc(anchored))).grids[0].floating == ("贴在表上",)


def test_a_nested_table_is_text_of_its_cell_unless_the_outer_one_is_only_a_frame() -> None:
    inner = tbl(tc(p("甲")) + tc(p("乙")), tc(p("丙")))
    assert sheets(body_of(tbl(tc(p("前") + inner + p("")) + tc(p("旁"))))) == {
        "表1": {(1, 1): "前\n甲 乙\n丙", (1, 2): "旁"}
    }
    assert sheets(body_of(tbl(tc(inner + p(""))))) == {"表1": {(1, 1): "甲", (1, 2): "乙", (2, 1): "丙"}}


def test_comments_struck_text_breaks_and_pictures_are_kept_by_cell() -> None:
    document = Document()
    cell = document.add_table(1, 2).cell(0, 1)
    run = cell.paragraphs[0].add_run("第一行\n第二行\t尾")
    run.font.strike = True
    document.add_comment(run, text="请核对", author="联络员01")
    cell.paragraphs[0].add_run().add_picture(io.BytesIO(PIXEL))
    grid = read_docx(saved(document), "a.docx").grids[0]
    assert grid.cells == {(1, 2): "第一行\n第二行\t尾"}
    assert grid.notes == {(1, 2): "请核对"}
    assert grid.struck == {(1, 2): "第一行第二行尾"}
    assert [(picture.name, picture.data, picture.cell) for picture in grid.pictures] == [("image1.png", PIXEL, (1, 2))]


def test_automatic_numbers_are_written_out() -> None:
    document = Document()
    table = document.add_table(3, 2)
    for row in table.rows:
        row.cells[0].paragraphs[0].style = "List Number"
        row.cells[1].text = "任务"
    grid = read_docx(saved(document), "a.docx").grids[0]
    assert [grid.cells[row, 1] for row in (1, 2, 3)] == ["1.", "2.", "3."]


def test_an_object_whose_content_is_not_in_the_file_is_told() -> None:
    book = body_of('<w:p><w:r><w:object><o:OLEObject Type="Link" ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>')
    assert book.leftovers == (Leftover("嵌入的对象", "Excel.Sheet.12"),)


@pytest.mark.parametrize("span", ["0", "-3", "999999999999", "1000", "abc"])
def test_an_absurd_span_stays_within_words_own_limit(span: str) -> None:
    (grid,) = body_of(tbl(tc(p("甲"), f'<w:gridSpan w:val="{span}"/>'))).grids
    assert all(right <= 63 for _, _, _, right in grid.merged)


def test_a_document_with_macros_is_read_like_any_other() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(Document()))) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "[Content_Types].xml":
                plain = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
                assert plain in data
                data = data.replace(plain, b"vnd.ms-word.document.macroEnabled.main+xml")
            new.writestr(info.filename, data)
    assert read_docx(out.getvalue(), "a.docm").grids == ()


def test_a_damaged_document_is_refused_at_every_length() -> None:
    document = Document()
    document.add_paragraph("正文")
    data = saved(document)
    for sixteenth in range(16):
        with pytest.raises(Refused):
            read_docx(data[: len(data) * sixteenth // 16], "a.docx")


def test_a_zip_that_is_no_document_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(Refused) as refused:
        read_docx(out.getvalue(), "a.docx")
    assert refused.value.refusal.code == "unreadable"
    assert ".docx" in refused.value.refusal.reason


def table_document() -> bytes:
    document = Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "进展情况"
    table.cell(1, 1).text = "3月5日培训45人"
    document.add_paragraph("填报人：联络员01")
    return saved(document)


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_legacy_doc_gives_the_same_table(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(table_document())
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "doc", "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    book = read_doc((tmp_path / "a.doc").read_bytes(), "a.doc")
    assert book.format == "doc"
    grid = Grid("表1", {(1, 1): "进展情况", (2, 2): "3月5日培训45人"}, merged=((1, 1, 1, 2),), fields={1: 2, 2: 2})
    assert book.grids[0] == grid


def test_without_libreoffice_the_clerk_is_told_to_save_as_docx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "office_program", lambda: "")
    with pytest.raises(Refused) as refused:
        read_doc(b"\xd0\xcf\x11\xe0", "a.doc")
    assert refused.value.refusal.code == "unsupported"
    assert ".docx" in refused.value.refusal.reason
