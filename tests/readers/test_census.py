"""What no cell shows is counted with its words: every kind of part a workbook may have, and nothing that is no content."""

# ruff: noqa: E501  one part a line

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

import made_workbooks as made
from compound import compound, dropped
from tasklist.model.book import Book, Leftover, Refusal
from tasklist.readers import xml
from tasklist.readers.limits import open_ole
from tasklist.readers.registry import read
from tasklist.readers.sheets import xls_census, xlsx_census, xlsx_parts
from tasklist.readers.sheets.page_headers import header_words

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
XDR = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
WORDS = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"
SHEET = "任务清单"
FORM = made.ordinary()


def relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="http://x/relationships/{kind}" Target="{target}"/>'


def links(*kinds_and_targets: tuple[str, str]) -> bytes:
    inner = "".join(relation(number, *each) for number, each in enumerate(kinds_and_targets, 1))
    return f"<Relationships>{inner}</Relationships>".encode()


def with_parts(parts: dict[str, str | bytes], tail: str = "", *linked: tuple[str, str]) -> bytes:
    """The form with parts added, some of them linked to its first sheet, and elements at the end of that sheet."""
    added = {name: text.encode() if isinstance(text, str) else text for name, text in parts.items()}
    if linked:
        added["xl/worksheets/_rels/sheet1.xml.rels"] = links(*linked)
    end = tail.encode() + b"</worksheet>"
    return made.edited(FORM, {made.SHEET: lambda xml: xml.replace(b"</worksheet>", end)}, added)


def book_of(data: bytes) -> Book:
    book = read(data, "表")
    assert isinstance(book, Book), book
    return book


def anchored(inner: str) -> str:
    corners = (
        "<xdr:from><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        "<xdr:to><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    )
    return f"<xdr:wsDr {XDR} {A} {R}><xdr:twoCellAnchor>{corners}{inner}</xdr:twoCellAnchor></xdr:wsDr>"


def drawn(inner: str, parts: dict[str, str | bytes], *linked: tuple[str, str]) -> bytes:
    """The form with a drawing on its first sheet over G4:G5, and what that drawing links to."""
    added: dict[str, str | bytes] = {"xl/drawings/drawing9.xml": anchored(inner), **parts}
    added["xl/drawings/_rels/drawing9.xml.rels"] = links(*linked)
    return with_parts(added, "", ("drawing", "../drawings/drawing9.xml"))


def frame(content: str) -> str:
    return f"<xdr:graphicFrame><a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></xdr:graphicFrame>"


DIAGRAM = f'<dgm:dataModel xmlns:dgm="d" {A}><dgm:ptLst><dgm:pt><dgm:t>{WORDS.format("第一步")}</dgm:t></dgm:pt><dgm:pt><dgm:t>{WORDS.format("第二步")}</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>'
CHART = f'<c:chartSpace xmlns:c="c" {A}><c:title><c:tx><c:rich>{WORDS.format("培训进度")}</c:rich></c:tx></c:title><c:cat><c:strRef><c:strCache><c:pt><c:v>重点1</c:v></c:pt><c:pt><c:v>不在格里</c:v></c:pt></c:strCache></c:strRef></c:cat></c:chartSpace>'
USER_SHAPES = f'<c:userShapes xmlns:c="c" {A}>{WORDS.format("图上的话")}</c:userShapes>'
DRAWN = {
    "SmartArt": (frame('<dgm:relIds xmlns:dgm="d" r:dm="rId1"/>'), {"xl/diagrams/data1.xml": DIAGRAM}, (("diagramData", "../diagrams/data1.xml"),), ("SmartArt", "第一步\n第二步")),
    "chart": (frame('<c:chart xmlns:c="c" r:id="rId1"/>'), {"xl/charts/chart1.xml": CHART}, (("chart", "../charts/chart1.xml"),), ("图表", "培训进度\n不在格里")),
    "newer chart": (frame('<cx:chart xmlns:cx="c" r:id="rId1"/>'), {"xl/charts/chartEx1.xml": CHART}, (("chartEx", "../charts/chartEx1.xml"),), ("图表", "培训进度\n不在格里")),
    "boxes on a chart": (
        frame('<c:chart xmlns:c="c" r:id="rId1"/>'),
        {"xl/charts/chart1.xml": "<c:chartSpace xmlns:c='c'/>", "xl/charts/_rels/chart1.xml.rels": links(("chartUserShapes", "../drawings/drawing8.xml")), "xl/drawings/drawing8.xml": USER_SHAPES},
        (("chart", "../charts/chart1.xml"),),
        ("图表", "图上的话"),
    ),
    "ink": ('<xdr:contentPart r:id="rId1"/>', {"xl/ink/ink1.xml": "<ink/>"}, (("customXml", "../ink/ink1.xml"),), ("手写墨迹", "（没有文字）")),
    "linked picture": ('<xdr:pic><a:blip r:link="rId1"/></xdr:pic>', {}, (("image", "NULL"),), ("链接的图片", "（没有文字）")),
}  # fmt: skip


@pytest.mark.parametrize("what", DRAWN)
def test_what_is_drawn_is_counted_with_its_words(what: str) -> None:
    inner, parts, linked, (name, words) = DRAWN[what]
    book = book_of(drawn(inner, parts, *linked))
    assert book.leftovers == (Leftover(name, words, SHEET),)
    if name != "链接的图片":
        assert set(book.grids[0].over) == {(4, 7), (5, 7)}
        assert book.grids[0].over[4, 7] == Leftover(name, words)


@pytest.mark.parametrize("tag", ["xdr:sp", "xdr:cxnSp", "xdr:grpSp"])
def test_words_in_shapes_are_text_boxes_with_the_cells_they_lie_over(tag: str) -> None:
    book = book_of(drawn(f"<{tag}><xdr:txBody>{WORDS.format('写在图形里')}</xdr:txBody></{tag}>", {}))
    assert (book.grids[0].floating, book.leftovers) == (("写在图形里",), ())
    assert book.grids[0].over[5, 7].text == "写在图形里"


def vml(inner: str, sort: str, fields: str = "") -> str:
    data = f'<x:ClientData ObjectType="{sort}"><x:Anchor>6, 10, 3, 5, 7, 2, 4, 5</x:Anchor>{fields}</x:ClientData>'
    shape = f'<v:shape id="_x0000_s1025">{inner}{data}</v:shape>'
    return f'<xml xmlns:v="v" xmlns:o="o" xmlns:x="x">{shape}</xml>'


def label(words: str) -> str:
    return f"<v:textbox><div><font>{words}</font></div></v:textbox>"


TICKED = "<x:Checked>1</x:Checked>"


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (vml(label("已完成"), "Checkbox", TICKED), ("已勾选的复选框", "已完成")),
        (vml(label("已完成"), "Checkbox"), ("未勾选的复选框", "已完成")),
        (vml("", "Checkbox", TICKED), ("已勾选的复选框", "（没有文字）")),
        (vml(label("是<br>否"), "Radio", TICKED), ("已勾选的单选按钮", "是否")),
        (vml(label("汇总"), "Button"), ("按钮", "汇总")),
        (vml(label("说明"), "Label"), ("标签控件", "说明")),
        (vml(label("是否完成"), "GBox"), ("分组框", "是否完成")),
        (vml("", "Drop", "<x:Sel>2</x:Sel>"), ("下拉框", "选了第2项")),
        (vml('<v:textpath string="艺术字的话"/>', "Pict"), ("艺术字", "艺术字的话")),
        (vml(label("旧式文本框"), "Rect"), ("文本框", "旧式文本框")),
    ],
)
def test_a_control_is_counted_with_its_label_and_its_tick(part: str, told: tuple[str, str]) -> None:
    book = book_of(with_parts({"xl/drawings/vml9.vml": part}, "", ("vmlDrawing", "../drawings/vml9.vml")))
    assert [(each.what, each.text) for each in book.leftovers] == [told]
    assert book.grids[0].over[4, 7] == Leftover(*told)


@pytest.mark.parametrize(
    "part",
    [vml("", "Checkbox"), vml("", "Button"), vml("", "Spin"), vml(label("批注"), "Note"), vml("", "Drop", "<x:Sel>0</x:Sel>")],
)  # fmt: skip
def test_empty_controls_and_the_boxes_of_comments_are_none(part: str) -> None:
    book = book_of(with_parts({"xl/drawings/vml9.vml": part}, "", ("vmlDrawing", "../drawings/vml9.vml")))
    assert (book.leftovers, book.grids[0].over) == ((), {})


def test_a_tick_that_only_the_properties_of_the_control_know_is_told() -> None:
    parts: dict[str, str | bytes] = {
        "xl/drawings/vml9.vml": vml(label("已完成"), "Checkbox"),
        "xl/ctrlProps/ctrlProp1.xml": '<formControlPr objectType="CheckBox" checked="Checked"/>',
    }
    tail = f'<controls {R}><control shapeId="1025" r:id="rId2" name="Check Box 1"/></controls>'
    linked = (("vmlDrawing", "../drawings/vml9.vml"), ("ctrlProp", "../ctrlProps/ctrlProp1.xml"))
    assert book_of(with_parts(parts, tail, *linked)).leftovers == (Leftover("已勾选的复选框", "已完成", SHEET),)


def test_the_label_of_a_control_is_not_told_a_second_time_as_a_text_box() -> None:
    parts: dict[str, str | bytes] = {
        "xl/drawings/vml9.vml": vml(label("已完成"), "Checkbox", TICKED),
        "xl/drawings/drawing9.xml": anchored(f"<xdr:sp><xdr:txBody>{WORDS.format('已完成')}</xdr:txBody></xdr:sp>"),
    }
    book = book_of(
        with_parts(parts, "", ("drawing", "../drawings/drawing9.xml"), ("vmlDrawing", "../drawings/vml9.vml"))
    )
    assert (book.grids[0].floating, len(book.leftovers)) == ((), 1)


BESIDE = {
    "oleObject": ("oleObject", "../embeddings/oleObject1.bin", "xl/embeddings/oleObject1.bin", b"\xd0\xcf", ("嵌入文件", "oleObject1.bin")),
    "package": ("package", "../embeddings/明细.xlsx", "xl/embeddings/明细.xlsx", b"PK", ("嵌入文件", "明细.xlsx")),
    "control": ("control", "../activeX/activeX1.xml", "xl/activeX/activeX1.xml", '<ax:ocx xmlns:ax="x"><ax:ocxPr ax:name="Caption" ax:value="已办结"/></ax:ocx>', ("控件", "已办结")),
}  # fmt: skip


@pytest.mark.parametrize("what", BESIDE)
def test_what_is_embedded_is_counted(what: str) -> None:
    kind, target, part, content, told = BESIDE[what]
    assert book_of(with_parts({part: content}, "", (kind, target))).leftovers == (Leftover(*told, SHEET),)


CHECKBOX = "{8BD21D40-EC42-11CE-9E0D-00AA006002F3}"
STATE = bytes(12) + b"1\0\0\0" + "已完成整改".encode("utf-16-le") + bytes(2) + "微软雅黑".encode("utf-16-le")


@pytest.mark.parametrize(
    ("bag", "state", "told"),
    [
        (
            '<ax:ocxPr ax:name="Caption" ax:value="已完成"/><ax:ocxPr ax:name="Value" ax:value="1"/>',
            b"",
            ("已勾选的复选框", "已完成"),
        ),
        (
            '<ax:ocxPr ax:name="Caption" ax:value="已完成"/><ax:ocxPr ax:name="Value" ax:value="0"/>',
            b"",
            ("未勾选的复选框", "已完成"),
        ),
        ("", STATE, ("已勾选的复选框", "已完成整改")),
        ("", STATE.replace(b"1\0\0\0", b"0\0\0\0"), ("未勾选的复选框", "已完成整改")),
    ],
)
def test_a_box_of_active_x_is_told_with_its_caption_and_tick_and_the_cell_under_it(
    bag: str, state: bytes, told: tuple[str, str]
) -> None:
    anchor = "<anchor><from><col>7</col><row>4</row></from><to><col>7</col><colOff>9</colOff><row>4</row><rowOff>9</rowOff></to></anchor>"
    tail = f'<controls {R}><control shapeId="1025" r:id="rId1" name="CheckBox1"><controlPr>{anchor}</controlPr></control></controls>'
    box = f'<ax:ocx xmlns:ax="x" ax:classid="{CHECKBOX}">{bag}</ax:ocx>'
    parts: dict[str, str | bytes] = {"xl/activeX/activeX1.xml": box}
    if state:
        parts |= {
            "xl/activeX/activeX1.bin": state,
            "xl/activeX/_rels/activeX1.xml.rels": links(("activeXControlBinary", "activeX1.bin")),
        }
    book = book_of(with_parts(parts, tail, ("control", "../activeX/activeX1.xml")))
    assert book.leftovers == (Leftover(*told, SHEET),)
    assert book.grids[0].over == {(5, 8): Leftover(*told)}


def test_a_file_dropped_into_a_workbook_is_told_by_its_name() -> None:
    held = compound({"\x01Ole10Native": dropped("签到表.pdf", b"%PDF")})
    part = "xl/embeddings/oleObject1.bin"
    link = ("oleObject", "../embeddings/oleObject1.bin")
    assert book_of(with_parts({part: held}, "", link)).leftovers == (Leftover("嵌入文件", "签到表.pdf", SHEET),)
    assert book_of(with_parts({part: held}, "")).leftovers == (Leftover("嵌入文件", "签到表.pdf"),)


def test_a_file_dropped_into_an_old_workbook_is_told_by_its_name() -> None:
    kept = {"\x01Ole10Native": dropped("签到表.pdf", b"%PDF")}
    held = compound({"Workbook": b"", "MBD0001": kept, "MBD0002": {"Workbook": b"x"}, "MBD0003": {"CONTENTS": b"x"}})
    with open_ole(held) as ole:
        assert [each.text for each in xls_census.embedded(ole)] == ["签到表.pdf", "MBD0002.xls", "MBD0003"]


def test_page_headers_backgrounds_and_their_pictures_are_counted() -> None:
    tail = (
        "<headerFooter><oddHeader>&amp;C填报单位：旗蒙医医院</oddHeader><oddFooter>&amp;L另报：督查1次&amp;C第 &amp;P 页</oddFooter>"
        "<firstHeader>&amp;C填报单位：旗蒙医医院</firstHeader></headerFooter>"
        f'<picture {R} r:id="rId1"/><legacyDrawingHF {R} r:id="rId2"/>'
    )
    drawing = (
        '<xml xmlns:v="v" xmlns:o="o"><v:shape id="CH"><v:imagedata o:relid="rId1" o:title="院徽"/></v:shape></xml>'
    )
    parts: dict[str, str | bytes] = {"xl/media/image7.png": made.picture(), "xl/drawings/vml8.vml": drawing}
    book = book_of(with_parts(parts, tail, ("image", "../media/image7.png"), ("vmlDrawing", "../drawings/vml8.vml")))
    assert [(each.what, each.text) for each in book.leftovers] == [
        ("页眉", "填报单位：旗蒙医医院"),
        ("页脚", "另报：督查1次"),
        ("背景图", "image7.png"),
        ("页眉页脚图片", "院徽"),
    ]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("&C第 &P 页 共 &N 页", ""),
        ("&L&D&C- &P -&R&F", ""),
        ('&C&"宋体,加粗"&14&K01+000季度&B小结', "季度小结"),
        ("&L左&C中&R右 &P/&N", "左\n中"),
        ("甲&&乙", "甲&乙"),
        ("&CPage &P of &N", ""),
        ("&C&A", ""),
        ("&L打印日期：&D&R文件：&F", ""),
        ("&L6月24日报：&C督查1次", "6月24日报：\n督查1次"),
        ("&G", ""),
    ],
)
def test_a_header_is_told_without_codes_and_page_numbers(code: str, words: str) -> None:
    assert header_words(code).replace(" /", "").replace("右", "").strip() == words


SILENT = (
    "xl/theme/theme2.xml", "xl/calcChain.xml", "xl/connections.xml", "xl/externalLinks/externalLink1.xml", "xl/persons/person.xml",
    "xl/pivotTables/pivotTable1.xml", "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotCache/pivotCacheRecords1.xml",
    "xl/tables/table1.xml", "xl/queryTables/queryTable1.xml", "xl/slicers/slicer1.xml", "xl/slicerCaches/slicerCache1.xml",
    "xl/timelines/timeline1.xml", "xl/revisions/revisionHeaders.xml", "xl/revisions/userNames.xml", "xl/richData/rdarray.xml",
    "xl/featurePropertyBag/featurePropertyBag.xml", "xl/namedSheetViews/namedSheetView1.xml", "xl/webextensions/webextension1.xml",
    "xl/charts/style1.xml", "xl/charts/colors1.xml", "xl/diagrams/layout1.xml", "xl/diagrams/quickStyle1.xml", "xl/diagrams/colors1.xml",
    "xl/ctrlProps/ctrlProp7.xml", "xl/macrosheets/sheet9.xml", "xl/dialogsheets/sheet9.xml",
    "xl/xmlMaps.xml", "xl/metadata.xml", "xl/printerSettings/printerSettings1.bin", "xl/customProperty/item1.bin", "xl/model/item.data",
    "docProps/custom.xml", "docProps/thumbnail.wmf", "docMetadata/LabelInfo.xml", "customXml/item1.xml", "customXml/itemProps1.xml",
    "customUI/customUI.xml", "_xmlsignatures/sig1.xml", "xl/vbaProject.bin", "xl/activeX/activeX7.bin",
)  # fmt: skip


def test_parts_that_show_nothing_are_no_content() -> None:
    words = f"<x {A}>{WORDS.format('样式名')}</x>"
    assert book_of(with_parts(dict.fromkeys(SILENT, words))).leftovers == ()


@pytest.mark.parametrize(
    ("part", "content", "told"),
    [
        ("xl/newThings/thing1.xml", f"<n:thing xmlns:n='n' {A}>{WORDS.format('新东西里的话')}</n:thing>", ("没有用到的部分", "新东西里的话")),
        ("xl/drawings/drawing77.xml", anchored(f"<xdr:sp><xdr:txBody>{WORDS.format('没人领的图形')}</xdr:txBody></xdr:sp>"), ("没有用到的部分", "没人领的图形")),
        ("xl/diagrams/data7.xml", DIAGRAM, ("没有用到的部分", "第一步\n第二步")),
        ("xl/embeddings/oleObject7.bin", "x", ("嵌入文件", "oleobject7.bin")),
        ("现场照片.jpg", "x", ("图片", "现场照片.jpg")),
    ],
)  # fmt: skip
def test_a_part_that_nothing_leads_to_is_counted_when_it_has_words(
    part: str, content: str, told: tuple[str, str]
) -> None:
    assert book_of(with_parts({part: content})).leftovers == (Leftover(*told),)


def test_a_smartart_of_which_only_the_drawing_is_left_is_told_and_otherwise_once() -> None:
    again = f"<dsp:drawing xmlns:dsp='d' {A}>{WORDS.format('第一步')}{WORDS.format('第二步')}</dsp:drawing>"
    alone = book_of(with_parts({"xl/diagrams/drawing1.xml": again}))
    assert alone.leftovers == (Leftover("SmartArt", "第一步\n第二步"),)
    inner, parts, linked, told = DRAWN["SmartArt"]
    both = book_of(drawn(inner, {**parts, "xl/diagrams/drawing1.xml": again}, *linked))
    assert both.leftovers == (Leftover(*told, SHEET),)


@pytest.mark.parametrize("data", [FORM, made.rich()])
def test_a_workbook_without_such_things_has_no_leftovers(data: bytes) -> None:
    assert book_of(data).leftovers == ()


def test_a_sheet_that_is_one_chart_is_counted() -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    book.add_worksheet("进展").write_column(0, 0, [1, 2, 3])
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"values": "=进展!$A$1:$A$3", "name": "本月"})
    chart.set_title({"name": "整页图表"})
    book.add_chartsheet("图表页").set_chart(chart)
    book.close()
    assert book_of(data.getvalue()).leftovers == (Leftover("图表", "整页图表\n本月", "图表页"),)


def test_the_page_header_of_a_chart_that_is_a_sheet_is_counted() -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    book.add_worksheet("进展").write_column(0, 0, [1, 2, 3])
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"values": "=进展!$A$1:$A$3"})
    page = book.add_chartsheet("图表页")
    page.set_chart(chart)
    page.set_header("&C6月走访9家")
    book.close()
    assert Leftover("页眉", "6月走访9家", "图表页") in book_of(data.getvalue()).leftovers


# --- OpenDocument -----------------------------------------------------------------------------------

URN = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(f'xmlns:{name}="{URN}{name}:1.0"' for name in ("office", "table", "text", "style", "form", "chart"))
SPACES += f' xmlns:draw="{URN}drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'


def ods(table: str, parts: dict[str, str] | None = None) -> bytes:
    data = io.BytesIO()
    body = f'<table:table table:name="进展">{table}</table:table>'
    content = f"<office:document-content {SPACES}><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        for name, text in (parts or {}).items():
            package.writestr(name, text)
    return data.getvalue()


def cell(inner: str) -> str:
    return f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"


def control(tag: str, attributes: str) -> str:
    return f"<office:forms><form:form><form:{tag} {attributes}/></form:form></office:forms>"


CHART_PART = f"<office:document-content {SPACES}><office:body><office:chart><chart:chart><chart:title><text:p>培训进度</text:p></chart:title></chart:chart></office:chart></office:body></office:document-content>"
PAGES = f"<office:document-styles {SPACES}><office:master-styles><style:master-page><style:header><text:p>填报单位：旗蒙医医院</text:p></style:header><style:footer><text:p>第 <text:page-number>1</text:page-number> 页</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"


@pytest.mark.parametrize(
    ("table", "parts", "told"),
    [
        (control("checkbox", 'form:label="已完成" form:current-state="checked"'), {}, Leftover("已勾选的复选框", "已完成", "进展")),
        (control("checkbox", 'form:label="已完成"'), {}, Leftover("未勾选的复选框", "已完成", "进展")),
        (control("radio", 'form:label="是" form:current-selected="true"'), {}, Leftover("已勾选的单选按钮", "是", "进展")),
        (control("button", 'form:label="汇总"'), {}, Leftover("按钮", "汇总", "进展")),
        (cell('<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'), {"Object 1/content.xml": CHART_PART}, Leftover("图表", "培训进度", "进展")),
        (cell('<draw:frame draw:name="明细"><draw:object-ole xlink:href="./Object 2"/></draw:frame>'), {}, Leftover("嵌入文件", "明细", "进展")),
        (cell('<draw:frame><draw:image xlink:href="https://a.example.com/b.png"/></draw:frame>'), {}, Leftover("链接的图片", "https://a.example.com/b.png", "进展")),
        ("", {"styles.xml": PAGES}, Leftover("页眉", "填报单位：旗蒙医医院")),
        ("", {"新东西.xml": f"<x {SPACES}><text:p>没人领的话</text:p></x>"}, Leftover("没有用到的部分", "没人领的话")),
    ],
)  # fmt: skip
def test_what_lies_beside_the_cells_of_an_ods_is_counted(table: str, parts: dict[str, str], told: Leftover) -> None:
    assert book_of(ods(table, parts)).leftovers == (told,)


def test_a_table_in_a_cell_of_an_ods_is_text_of_that_cell_and_moves_no_row() -> None:
    def held(*texts: str) -> str:
        return cell("</table:table-cell><table:table-cell>".join(f"<text:p>{text}</text:p>" for text in texts))

    columns = '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    deep = cell(f"<table:table>{held('己')}</table:table>")
    inner = f'<table:table table:is-sub-table="true">{columns}{held("丙", "丁")}{deep}</table:table>'
    outer = f"<table:table-row><table:table-cell><text:p>乙</text:p></table:table-cell><table:table-cell>{inner}</table:table-cell></table:table-row>"
    grid = book_of(ods(held("甲") + outer + held("戊"))).grids[0]
    assert grid.cells == {(1, 1): "甲", (2, 1): "乙", (2, 2): "丙\t丁\n己", (3, 1): "戊"}
    assert not grid.hidden_columns


@pytest.mark.parametrize("which", ["header-left", "header-first", "footer-left", "footer-first"])
def test_every_header_and_footer_of_an_ods_is_counted(which: str) -> None:
    said = f"<style:{which}><style:region-left><text:p>另报：督查1次</text:p></style:region-left></style:{which}>"
    page = f"<office:master-styles><style:master-page>{said}</style:master-page></office:master-styles>"
    styles = f"<office:document-styles {SPACES}>{page}</office:document-styles>"
    what = "页眉" if which.startswith("header") else "页脚"
    assert book_of(ods("", {"styles.xml": styles})).leftovers == (Leftover(what, "另报：督查1次"),)


@pytest.mark.parametrize("shape", ["line", "polygon", "caption", "connector", "custom-shape", "ellipse", "path"])
def test_words_in_any_shape_of_an_ods_are_text_boxes(shape: str) -> None:
    grid = book_of(ods(cell(f"<draw:{shape}><text:p>写在图形里</text:p></draw:{shape}>"))).grids[0]
    assert grid.floating == ("写在图形里",)
    assert grid.over[1, 1].text == "写在图形里"


@pytest.mark.parametrize("state", ["selected", "current-selected"])
def test_the_entry_chosen_from_a_list_of_an_ods_is_told(state: str) -> None:
    chosen = f'<form:option form:label="已完成" form:{state}="true"/><form:option form:label="未开展"/>'
    forms = f"<office:forms><form:form><form:listbox>{chosen}</form:listbox></form:form></office:forms>"
    assert book_of(ods(forms)).leftovers == (Leftover("列表框", "已完成", "进展"),)


def test_a_list_in_a_cell_of_an_ods_is_its_text() -> None:
    items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in ("培训3次", "走访9家"))
    (grid,) = book_of(ods(cell(f"<text:list>{items}</text:list>"))).grids
    assert grid.cells == {(1, 1): "培训3次\n走访9家"}


def test_empty_controls_of_an_ods_are_none() -> None:
    assert book_of(ods(control("checkbox", ""))).leftovers == ()


@pytest.mark.parametrize("part", ["xl/drawings/drawing1.xml", "xl/comments1.xml"])
def test_a_part_beside_the_cells_that_cannot_be_read_is_told_and_the_cells_count(part: str) -> None:
    book = book_of(made.edited(made.rich(), {part: lambda xml: xml[: len(xml) // 2]}))
    assert book.grids[0].cells == book_of(made.rich()).grids[0].cells
    assert [each.what for each in book.leftovers] == ["读不出的部分"]


def test_a_document_stamp_that_cannot_be_read_costs_nothing() -> None:
    book = book_of(made.edited(FORM, {"docProps/core.xml": lambda xml: xml[:40]}))
    assert (book.grids[0].cells, book.modified) == (book_of(FORM).grids[0].cells, None)


def test_one_long_text_shared_by_thousands_of_cells_is_refused_before_it_is_read() -> None:
    book = io.BytesIO()
    writer = xlsxwriter.Workbook(book)
    sheet = writer.add_worksheet()
    for row in range(3000):
        sheet.write_string(row, 0, "甲" * 30_000)
    writer.close()
    refusal = read(book.getvalue(), "表")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "too_large"


def test_a_part_that_a_sheet_links_to_a_thousand_times_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = ("drawing", "comments", "worksheet", "vmlDrawing")
    parsed = 0

    def counted(part: bytes, *, lenient: bool = False) -> xml.Element:
        nonlocal parsed
        parsed += 1
        return xml.tree(part, lenient=lenient)

    for reader in (xlsx_parts, xlsx_census):
        monkeypatch.setattr(reader, "tree", counted)
    assert book_of(with_parts({}, "", *((kinds[n % 4], "sheet1.xml") for n in range(1_000)))).grids
    assert parsed < 30
