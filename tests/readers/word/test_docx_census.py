"""Nothing a Word document shows is lost: what no grid holds is a leftover with its words and its place."""

from __future__ import annotations

import io

import pytest
from docx import Document

from compound import dropped
from tasklist.model.book import Book, Leftover
from tasklist.readers.embedded_files import native_file
from tasklist.readers.word.docx import read_docx
from word_files import NAMESPACES, PIXEL, Link, links, p, r, root, tbl, tc, word_file


def opened(body: str, more: dict[str, bytes] | None = None, linked: tuple[Link, ...] = ()) -> Book:
    return read_docx(word_file(body, more, linked), "a.docx")


def plain(tag: str, inside: str) -> bytes:
    """A part of another vocabulary."""
    return f"<{tag} {NAMESPACES}>{inside}</{tag}>".encode()


def ap(text: str) -> str:
    return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"


def leftovers(body: str, more: dict[str, bytes] | None = None, linked: tuple[Link, ...] = ()) -> set[tuple[str, str]]:
    return {(each.what, each.text) for each in opened(p("正文") + body, more, linked).leftovers}


def test_a_document_read_whole_leaves_nothing() -> None:
    document = Document()
    document.add_heading("任务清单", 1)
    paragraph = document.add_paragraph("填报人：联络员01", style="List Number")
    paragraph.add_run("\n第二行\t尾").bold = True
    document.add_comment(paragraph.runs[0], text="请核对\n再核对", author="联络员01")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "并"
    table.cell(2, 2).add_table(1, 2).cell(0, 1).text = "嵌套"
    table.cell(2, 1).paragraphs[0].add_run().add_picture(io.BytesIO(PIXEL))
    document.sections[0].header.paragraphs[0].text = "第一医院"
    document.sections[0].footer.paragraphs[0].add_run().add_picture(io.BytesIO(PIXEL))
    out = io.BytesIO()
    document.save(out)
    assert read_docx(out.getvalue(), "a.docx").leftovers == ()


def test_words_of_a_smartart_are_told_without_its_prompts() -> None:
    words = f"<dgm:pt><dgm:t>{ap('第一步')}</dgm:t></dgm:pt><dgm:pt><dgm:t>{ap('第二步')}</dgm:t></dgm:pt>"
    prompt = f'<dgm:pt><dgm:prSet phldrT="[文本]" phldr="1"/><dgm:t>{ap("[文本]")}</dgm:t></dgm:pt>'
    more = {"word/diagrams/data1.xml": plain("dgm:dataModel", words + prompt)}
    linked = (("rId1", "diagramData", "diagrams/data1.xml"),)
    assert leftovers("", more, linked) == {("SmartArt", "第一步\n第二步")}


def test_words_of_a_chart_are_told_each_once() -> None:
    names = "<c:strCache><c:pt><c:v>一季度</c:v></c:pt><c:pt><c:v>二季度</c:v></c:pt></c:strCache>"
    more = {"word/charts/chart1.xml": plain("c:chartSpace", ap("完成率") + names + names)}
    assert leftovers("", more, (("rId1", "chart", "charts/chart1.xml"),)) == {("图表", "完成率\n一季度\n二季度")}


def test_categories_of_several_levels_and_names_written_out_are_words_of_a_chart() -> None:
    levels = "<c:lvl><c:pt><c:v>人民医院</c:v></c:pt></c:lvl><c:lvl><c:pt><c:v>2023年</c:v></c:pt></c:lvl>"
    names = f"<c:multiLvlStrCache>{levels}</c:multiLvlStrCache><c:strLit><c:pt><c:v>培训</c:v></c:pt></c:strLit>"
    more = {"word/charts/chart1.xml": plain("c:chartSpace", f"{names}<c:tx><c:v>场次</c:v></c:tx>")}
    told = {("图表", "人民医院\n2023年\n培训\n场次")}
    assert leftovers("", more, (("rId1", "chart", "charts/chart1.xml"),)) == told


def test_a_chart_without_a_word_is_still_there() -> None:
    more = {"word/charts/chart1.xml": plain("c:chartSpace", "")}
    assert leftovers("", more, (("rId1", "chart", "charts/chart1.xml"),)) == {("图表", "chart1.xml")}


def test_words_drawn_as_art_and_in_drawings_are_told() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict></w:r>'
    drawn = f"<w:r><w:drawing>{ap('图中的字')}</w:drawing></w:r>"
    assert leftovers(p(art, drawn)) == {("艺术字", "内部资料"), ("图形", "图中的字")}


@pytest.mark.parametrize(
    ("kind", "tag", "inner", "what"),
    [
        ("footnotes", "footnotes", "footnote", "脚注"),
        ("endnotes", "endnotes", "endnote", "尾注"),
        ("comments", "comments", "comment", "批注"),
    ],
)
def test_notes_nothing_refers_to_are_told(kind: str, tag: str, inner: str, what: str) -> None:
    more = {f"word/{kind}.xml": root(tag, f'<w:{inner} w:id="1">{p("另行说明")}</w:{inner}>')}
    assert leftovers("", more, (("rId1", kind, f"{kind}.xml"),)) == {(what, "另行说明")}


def test_a_picture_of_a_note_is_told() -> None:
    drawing = '<w:r><w:drawing><a:blip r:embed="rId7"/></w:drawing></w:r>'
    more = {
        "word/footnotes.xml": root("footnotes", f'<w:footnote w:id="1">{p("见图", drawing)}</w:footnote>'),
        "word/_rels/footnotes.xml.rels": links(("rId7", "image", "media/a.png")),
        "word/media/a.png": PIXEL,
    }
    body = p("正文", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    book = opened(body, more, (("rId1", "footnotes", "footnotes.xml"),))
    assert book.grids[0].notes == {(1, 1): "见图"}
    assert book.leftovers == (Leftover("图片", "a.png"),)


def test_a_control_whose_state_only_its_program_knows_is_told() -> None:
    assert leftovers(p('<w:r><w:object><w:control w:name="CheckBox1"/></w:object></w:r>')) == {("控件", "CheckBox1")}


def test_words_a_broken_field_keeps_from_sight_are_told() -> None:
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    assert leftovers(p("前", begin, r("没有分隔的字"), end, "后")) == {("隐藏文字", "没有分隔的字")}


def test_what_is_said_twice_and_read_once_is_told_once() -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('已完成')}</w:txbxContent></v:textbox></w:pict></w:r>"
    book = opened(tbl([tc(p("已完成", box))]))
    assert (book.grids[0].cells, book.grids[0].floating) == ({(1, 1): "已完成"}, ("已完成",))
    assert book.leftovers == ()


def test_a_box_within_a_box_over_a_table_is_read() -> None:
    inner = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('里')}</w:txbxContent></v:textbox></w:pict></w:r>"
    outer = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('外', inner)}</w:txbxContent></v:textbox></w:pict></w:r>"
    book = opened(tbl([tc(p(outer))]))
    assert book.grids[0].floating == ("外\n里",)
    assert book.leftovers == ()


# --- embedded files -----------------------------------------------------------------------------


def embedded(target: str, program: str, data: bytes, kind: str = "package") -> Book:
    shape = '<v:shape><v:imagedata r:id="rId9"/></v:shape>'
    held = f'<o:OLEObject Type="Embed" ProgID="{program}" r:id="rId8"/>'
    more = {f"word/{target}": data, "word/media/preview.emf": b"emf"}
    linked = (("rId8", kind, target), ("rId9", "image", "media/preview.emf"))
    return opened(p("见下表") + p(f"<w:r><w:object>{shape}{held}</w:object></w:r>"), more, linked)


def test_an_embedded_file_is_a_member_and_its_preview_is_none() -> None:
    book = embedded("embeddings/Sheet1.xlsx", "Excel.Sheet.12", b"PK")
    assert book.members == (("Sheet1.xlsx", b"PK"),)
    assert [grid.pictures for grid in book.grids] == [()]
    assert book.leftovers == ()


def test_a_formula_is_a_picture_and_no_file() -> None:
    book = embedded("embeddings/oleObject1.bin", "Equation.3", b"\xd0\xcf\x11\xe0", "oleObject")
    assert book.members == ()
    assert [picture.name for picture in book.grids[0].pictures] == ["preview.emf"]
    assert book.leftovers == ()


def test_a_file_nothing_shows_is_told() -> None:
    more = {"word/embeddings/Sheet1.xlsx": b"PK"}
    assert leftovers("", more, (("rId8", "package", "embeddings/Sheet1.xlsx"),)) == {("嵌入的文件", "Sheet1.xlsx")}


def test_the_workbook_behind_a_chart_is_no_file_of_its_own() -> None:
    more = {
        "word/charts/chart1.xml": plain("c:chartSpace", ap("完成率")),
        "word/charts/_rels/chart1.xml.rels": links(("rId1", "package", "../embeddings/Sheet1.xlsx")),
        "word/embeddings/Sheet1.xlsx": b"PK",
    }
    assert leftovers("", more, (("rId1", "chart", "charts/chart1.xml"),)) == {("图表", "完成率")}


def test_a_file_dropped_into_a_document_keeps_its_name() -> None:
    stream = dropped("清单.csv", b"1,2")
    assert native_file(stream, "oleObject1.bin", b"") == ("清单.csv", b"1,2")
    assert native_file(stream[:40], "oleObject1.bin", b"all") == ("oleObject1.bin", b"all")


# --- imported pieces ----------------------------------------------------------------------------


def imported(name: str, data: bytes) -> Book:
    return opened(p("前") + '<w:altChunk r:id="rId5"/>' + p("后"), {f"word/{name}": data}, (("rId5", "aFChunk", name),))


def test_an_imported_piece_is_read_as_what_it_is() -> None:
    page = (
        "<html><body><table><tr><td>序号</td><td>进展</td></tr><tr><td>1</td><td>已完成</td></tr></table></body></html>"
    )
    for name, data in (
        ("chunk.html", page.encode()),
        ("chunk.docx", word_file(tbl(("序号", "进展"), ("1", "已完成")))),
    ):
        book = imported(name, data)
        assert [dict(grid.cells) for grid in book.grids if grid.sheet.startswith("导入1")] == [
            {(1, 1): "序号", (1, 2): "进展", (2, 1): "1", (2, 2): "已完成"}
        ]
        assert book.leftovers == ()
    assert "已完成" in "".join("".join(grid.cells.values()) for grid in imported("a.txt", "已完成".encode()).grids)


def test_an_imported_piece_nobody_can_read_is_told() -> None:
    (left,) = imported("chunk.dat", b"\x00\x01\x02\x03" * 9).leftovers
    assert left.what == "导入的片段"
    assert left.text.startswith("chunk.dat：")


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("a.txt", "6月5日培训3次\n参训45人".encode()),
        ("a.html", "<html><p>6月5日培训3次</p><p>参训45人</p></html>".encode()),
        ("a.docx", word_file(p("6月5日培训3次") + p("参训45人"))),
    ],
)
def test_an_imported_piece_in_a_cell_is_text_of_the_cell(name: str, piece: bytes) -> None:
    body = tbl([tc('<w:altChunk r:id="rId5"/>' + p("甲"))])
    book = opened(body, {f"word/{name}": piece}, (("rId5", "aFChunk", name),))
    assert book.grids[0].cells == {(1, 1): "6月5日培训3次\n参训45人\n甲"}
    assert book.leftovers == ()


def test_an_imported_piece_in_a_cell_that_nobody_can_read_lies_over_it_and_is_told() -> None:
    body = tbl([tc('<w:altChunk r:id="rId5"/>' + p(""))])
    book = opened(body, {"word/a.pdf": b"%PDF-1.4"}, (("rId5", "aFChunk", "a.pdf"),))
    assert book.grids[0].over == {(1, 1): Leftover("导入的片段", "a.pdf")}
    assert [each.what for each in book.leftovers] == ["导入的片段"]


def test_the_words_written_over_others_are_told_and_stand_in_no_answer() -> None:
    base = "<w:rubyBase><w:r><w:t>铸</w:t></w:r></w:rubyBase>"
    over = f"<w:r><w:ruby><w:rt><w:r><w:t>zhu</w:t></w:r></w:rt>{base}</w:ruby></w:r>"
    assert leftovers(p(over)) == {("注音", "zhu")}
