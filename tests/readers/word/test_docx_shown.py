"""Of a Word document what a person sees is read: ticks, chosen entries, no hidden words, no prompts."""

from __future__ import annotations

import pytest

from tasklist.model.book import Book, Leftover
from tasklist.readers.word.docx import read_docx
from word_files import PIXEL, Link, links, p, r, root, tbl, tc, word_file


def opened(body: str, more: dict[str, bytes] | None = None, linked: tuple[Link, ...] = ()) -> Book:
    return read_docx(word_file(body, more, linked), "a.docx")


def cell(*inside: str) -> Book:
    """A document of one table of one cell."""
    return opened(tbl([tc(p(*inside))]))


def said(*inside: str) -> str:
    """What the one cell shows; nothing else of the document is left."""
    book = cell(*inside)
    assert book.leftovers == ()
    return book.grids[0].cells.get((1, 1), "")


def field(kind: str, settings: str, result: str = "") -> str:
    separate = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{settings}</w:ffData></w:fldChar></w:r>'
        f"<w:r><w:instrText> {kind} </w:instrText></w:r>{separate}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def sdt(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def sym(font: str, char: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'


def order(instruction: str) -> str:
    """A field that keeps no result."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")}
    return f"{marks['begin']}<w:r><w:instrText>{instruction}</w:instrText></w:r>{marks['end']}"


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r" eq \o\ac(□,√)", "☑"),
        (r"EQ \o\ac(□,×)", "☒"),
        (r" eq \o\ac(○,2)", "②"),
        (r" eq \o\ac(○,危)", "危"),
        (r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(zhu),铸)', "铸"),
        (r" EQ \F(3,4) ", "3/4"),
        (r' SYMBOL 254 \f "Wingdings" \s 12', "☑"),
        (" PAGE ", ""),
    ],
)
def test_a_field_without_result_shows_what_its_instruction_draws(instruction: str, shown: str) -> None:
    assert said("已完成", order(instruction)) == f"已完成{shown}"


def test_a_field_to_click_and_type_is_a_prompt() -> None:
    assert said(order(" MACROBUTTON NoMacro 单击此处填写进展 ")) == ""


# --- hidden text --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "look", ["<w:vanish/>", '<w:vanish w:val="1"/>', '<w:rStyle w:val="Quiet"/>', '<w:rStyle w:val="Heir"/>']
)
def test_hidden_words_are_no_answer_and_are_pointed_out(look: str) -> None:
    quiet = '<w:style w:styleId="Quiet"><w:rPr><w:vanish/></w:rPr></w:style>'
    heir = '<w:style w:styleId="Heir"><w:basedOn w:val="Quiet"/></w:style>'
    styles = {"word/styles.xml": root("styles", quiet + heir)}
    book = opened(tbl([tc(p("已完成。", r("（暂不上报）", look)))]), styles, (("rId1", "styles", "styles.xml"),))
    assert book.grids[0].cells == {(1, 1): "已完成。"}
    assert book.leftovers == (Leftover("隐藏文字", "（暂不上报）", "表1"),)


def styled(name: str) -> str:
    return f'<w:tblPr><w:tblStyle w:val="{name}"/></w:tblPr>'


WHITE = '<w:color w:val="FFFFFF"/>'
BLUE = '<w:shd w:val="clear" w:color="auto" w:fill="0070C0"/>'


@pytest.mark.parametrize(
    ("table", "unseen"),
    [
        (tbl([tc(p("已完成", r("3次", WHITE)))]), True),
        (tbl([tc(p("已完成3次"))]), False),
        (tbl([tc(p(r("已完成3次", WHITE)), BLUE)]), False),
        (tbl([tc(p(r("已完成3次", WHITE + BLUE)))]), False),
        (tbl([tc(p(r("已完成3次", WHITE + '<w:highlight w:val="blue"/>')))]), False),
        (
            tbl([tc(p(r("已完成3次", WHITE)))]).replace("<w:tblPr/>", styled("Blue")),
            False,
        ),
        (
            tbl([tc(p(r("已完成3次", WHITE)))]).replace("<w:tblPr/>", styled("Grid")),
            True,
        ),
    ],
)
def test_white_words_on_white_are_read_and_told_as_unseen(table: str, unseen: bool) -> None:
    look = f'<w:style w:styleId="Blue"><w:tblStylePr>{BLUE}</w:tblStylePr></w:style><w:style w:styleId="Grid"/>'
    book = opened(table, {"word/styles.xml": root("styles", look)}, (("rId1", "styles", "styles.xml"),))
    assert book.grids[0].cells == {(1, 1): "已完成3次"}
    assert bool(book.grids[0].unseen) is unseen


def test_a_mark_switched_off_hides_nothing() -> None:
    assert said(r("看得见", '<w:vanish w:val="0"/>')) == "看得见"


def test_words_of_a_hidden_paragraph_style_are_hidden() -> None:
    styles = {"word/styles.xml": root("styles", '<w:style w:styleId="Q"><w:rPr><w:vanish/></w:rPr></w:style>')}
    hidden = '<w:p><w:pPr><w:pStyle w:val="Q"/></w:pPr><w:r><w:t>内部备注</w:t></w:r></w:p>'
    book = opened(hidden + p("正文"), styles, (("rId1", "styles", "styles.xml"),))
    assert book.grids[0].cells == {(1, 1): "正文"}
    assert book.leftovers == (Leftover("隐藏文字", "内部备注", "正文"),)


def test_words_struck_by_their_style_are_struck() -> None:
    styles = {"word/styles.xml": root("styles", '<w:style w:styleId="S"><w:rPr><w:strike/></w:rPr></w:style>')}
    body = tbl([tc(p(r("作废", '<w:rStyle w:val="S"/>')))])
    assert opened(body, styles, (("rId1", "styles", "styles.xml"),)).grids[0].struck == {(1, 1): "作废"}


# --- form fields --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "☑"),
        ("<w:checkBox><w:default w:val='1'/></w:checkBox>", "☑"),
        ("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "☐"),
        ("<w:checkBox><w:default w:val='0'/></w:checkBox>", "☐"),
        ("<w:checkBox/>", "☐"),
    ],
)
def test_a_tick_of_a_form_field_is_read(settings: str, shown: str) -> None:
    assert said(field("FORMCHECKBOX", settings), "已完成") == f"{shown}已完成"


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ("<w:result w:val='1'/>", "已完成"),
        ("<w:default w:val='1'/>", "已完成"),
        ("", "未开展"),
        ("<w:result w:val='7'/>", ""),
    ],
)
def test_the_entry_chosen_from_a_list_is_read(settings: str, shown: str) -> None:
    entries = "<w:listEntry w:val='未开展'/><w:listEntry w:val='已完成'/>"
    assert said(field("FORMDROPDOWN", f"<w:ddList>{settings}{entries}</w:ddList>")) == shown


def test_the_entry_a_program_wrote_out_once_more_is_read_once() -> None:
    listed = "<w:ddList><w:result w:val='1'/><w:listEntry w:val='未开展'/><w:listEntry w:val='已完成'/></w:ddList>"
    assert said(field("FORMDROPDOWN", listed, r("已完成"))) == "已完成"


def test_the_result_of_a_text_field_is_read_and_its_instruction_is_not() -> None:
    assert said(field("FORMTEXT", "<w:textInput/>", r("6月8日验收"))) == "6月8日验收"
    assert said(field("FORMTEXT", "<w:textInput/>", r("\u2002\u2002\u2002"))) == ""


def test_results_of_other_fields_are_read() -> None:
    assert said('<w:fldSimple w:instr=" DATE ">' + r("2023年6月") + "</w:fldSimple>") == "2023年6月"
    assert said(f"<w:hyperlink>{r('见通知')}</w:hyperlink>") == "见通知"


# --- content controls ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "prompt",
    [
        "单击或点击此处输入文字。",
        "单击此处输入文字。",
        "点击此处输入文字",
        "点击或轻触此处输入文字。",
        "单击或点击此处输入文字。单击或点击此处输入文字。",
        "单击或点击以输入日期。",
        "选择一项。",
        "[键入文字]",
        "Click or tap here to enter text.",
        "Choose an item.",
    ],
)
@pytest.mark.parametrize("mark", ["<w:showingPlcHdr/>", ""])
def test_the_prompt_of_an_empty_control_is_blank(prompt: str, mark: str) -> None:
    assert said(sdt(mark, r(prompt))) == ""


@pytest.mark.parametrize(
    "prompt",
    [
        "单击此处",
        "点击图标添加图片",
        "请选择完成情况",
        "请输入内容。",
        "从下拉列表中选择",
        "双击此处添加文字",
        "选择一个选项",
        "Select an option",
    ],
)
def test_what_a_control_that_shows_its_prompt_asks_for_is_blank_and_elsewhere_a_text(prompt: str) -> None:
    assert said(sdt("<w:showingPlcHdr/>", r(prompt))) == ""
    assert said(sdt("", r(prompt))) == prompt


@pytest.mark.parametrize("answer", ["选择优秀党员3名", "请上级领导检查指导", "点击量3000次", "已完成"])
def test_an_answer_under_the_mark_of_a_prompt_is_no_prompt_for_being_short(answer: str) -> None:
    assert said(sdt("<w:showingPlcHdr/>", r(answer))) == answer


def test_a_prompt_is_blank_where_the_control_holds_the_paragraph_or_the_cell() -> None:
    prompt = sdt("<w:showingPlcHdr/>", p("单击或点击此处输入文字。"))
    whole = sdt("<w:showingPlcHdr/>", tc("选择一项。"))
    book = opened(tbl(["1", tc(prompt), whole, "末"]))
    assert book.grids[0].cells == {(1, 1): "1", (1, 4): "末"}
    assert book.leftovers == ()


def test_a_prompt_of_the_documents_own_is_known_by_the_glossary() -> None:
    name, words = '<w:docPartPr><w:name w:val="A1"/></w:docPartPr>', p("请写本月进展")
    own = f"<w:docPart>{name}<w:docPartBody>{words}</w:docPartBody></w:docPart>"
    more = {"word/glossary/document.xml": root("glossaryDocument", f"<w:docParts>{own}</w:docParts>")}
    linked = (("rId1", "glossaryDocument", "glossary/document.xml"),)
    mark = '<w:placeholder><w:docPart w:val="A1"/></w:placeholder><w:showingPlcHdr/>'
    assert opened(tbl([tc(p(sdt(mark, r("请写本月进展"))))]), more, linked).grids[0].cells == {}


def test_an_answer_a_program_wrote_into_a_control_counts_though_the_mark_still_stands() -> None:
    assert said(sdt("<w:showingPlcHdr/>", r("6月8日已培训40人"))) == "6月8日已培训40人"


@pytest.mark.parametrize(
    ("state", "glyph", "shown"),
    [
        ('<w14:checked w14:val="1"/>', "☒", "☑"),
        ('<w14:checked w14:val="0"/>', "☐", "☐"),
        ("", "☐", "☐"),
        ("<w14:checked/>", "√", "☑"),
    ],
)
def test_a_tick_of_a_control_is_read(state: str, glyph: str, shown: str) -> None:
    box = f"<w14:checkbox>{state}</w14:checkbox>"
    assert said(sdt(box, r(glyph)), "已完成") == f"{shown}已完成"
    assert opened(tbl([sdt(box, tc(glyph))])).grids[0].cells == {(1, 1): shown}


def test_the_choice_of_a_control_is_its_text() -> None:
    listed = '<w:dropDownList><w:listItem w:displayText="已完成"/><w:listItem w:displayText="未开展"/></w:dropDownList>'
    assert said(sdt(listed, r("已完成"))) == "已完成"


# --- signs of symbol fonts ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("font", "char", "shown"),
    [
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "0052", "☑"),
        ("Wingdings 2", "F0A3", "□"),
        ("Wingdings 2", "F050", "√"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0FD", "☒"),
        ("Wingdings", "F0FC", "√"),
        ("Wingdings", "F0A8", "□"),
        ("wingdings", "F06F", "□"),
        ("Webdings", "F061", "√"),
        ("Symbol", "F0D6", "√"),
        ("Symbol", "F0B3", "≥"),
        ("宋体", "2611", "☑"),
    ],
)
def test_a_sign_of_a_symbol_font_is_the_character_it_looks_like(font: str, char: str, shown: str) -> None:
    assert said(sym(font, char), "已完成") == f"{shown}已完成"


@pytest.mark.parametrize("text", ["R", "\uf052"])
def test_a_letter_in_a_symbol_font_is_the_sign_it_shows(text: str) -> None:
    look = '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'
    assert said(r(text, look), "已完成  ", r("£", look), "未完成") == "☑已完成  □未完成"


def test_a_sign_no_table_knows_is_kept() -> None:
    assert said(sym("Wingdings", "F04A"), "好") == "\uf04a好"


def test_of_a_sign_with_a_fallback_one_is_read() -> None:
    choice = '<mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="2705"/></mc:Choice>'
    twice = f"<w:r><mc:AlternateContent>{choice}<mc:Fallback><w:t>✅</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    assert said(twice, "已完成") == "✅已完成"


# --- tracked changes ----------------------------------------------------------------------------


def test_unaccepted_changes_are_read_as_accepted_and_said() -> None:
    changed = '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins w:id="2">' + r("新") + "</w:ins>"
    book = cell(changed)
    assert book.grids[0].cells == {(1, 1): "新"}
    assert "修订" in book.remarks[0]
    assert book.leftovers == (Leftover("修订删去的文字", "旧"),)


def test_moved_words_are_read_where_they_went() -> None:
    moved = f'<w:moveFrom w:id="1">{r("甲")}</w:moveFrom>' + r("乙") + f'<w:moveTo w:id="2">{r("甲")}</w:moveTo>'
    assert said(moved) == "乙甲"


# --- headers and footers ------------------------------------------------------------------------


def test_headers_say_each_line_once_and_page_numbers_say_nothing() -> None:
    more = {
        "word/header1.xml": root("hdr", p("第一医院")),
        "word/header2.xml": root("hdr", p("第一医院")),
        "word/footer1.xml": root("ftr", p("— ", field("PAGE", "", r("1")), " —")),
        "word/footer2.xml": root("ftr", p("第 ", field("PAGE", "", r("1")), " 页  共 ", r("3"), " 页")),
    }
    linked = tuple((f"rId{number}", name[5:11], name[5:]) for number, name in enumerate(more))
    book = opened(p("正文"), more, linked)
    assert {grid.sheet: dict(grid.cells) for grid in book.grids} == {
        "正文": {(1, 1): "正文"},
        "页眉页脚": {(1, 1): "第一医院"},
    }
    assert book.leftovers == ()


def test_headers_of_every_section_and_of_first_and_even_pages_are_read() -> None:
    section = '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr></w:pPr></w:p>'
    first, even = (
        f'<w:{each}" r:id="rId' for each in ('headerReference w:type="first', 'footerReference w:type="even')
    )
    last = f'<w:sectPr>{first}2"/>{even}3"/></w:sectPr>'
    more = {
        "word/header1.xml": root("hdr", p("第一医院")),
        "word/header2.xml": root("hdr", p("第二医院")),
        "word/footer1.xml": root("ftr", p("另报：督查1次")),
    }
    linked = tuple((f"rId{number}", name[5:11], name[5:]) for number, name in enumerate(more, 1))
    book = opened(p("甲") + section + p("乙") + last, more, linked)
    assert book.grids[1].cells == {(1, 1): "第一医院", (2, 1): "第二医院", (3, 1): "另报：督查1次"}


def test_words_in_grouped_shapes_over_a_cell_are_text_boxes() -> None:
    def box(words: str) -> str:
        return f"<wps:wsp><wps:txbx><w:txbxContent>{p(words)}</w:txbxContent></wps:txbx></wps:wsp>"

    space = 'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    group = f"<wpg:wgp {space}>{box('培训2次')}<wpg:grpSp>{box('走访3户')}</wpg:grpSp></wpg:wgp>"
    drawing = (
        f"<w:drawing><wp:anchor><a:graphic><a:graphicData>{group}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    book = opened(tbl([f"<w:tc><w:p><w:r>{drawing}</w:r></w:p></w:tc>", "已完成"]))
    assert (book.grids[0].cells, book.grids[0].floating) == ({(1, 2): "已完成"}, ("培训2次", "走访3户"))
    assert book.grids[0].over[1, 1].text == "培训2次"


def test_boxes_and_pictures_of_a_header_are_there() -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('内部资料')}</w:txbxContent></v:textbox></w:pict></w:r>"
    picture = '<w:r><w:drawing><a:blip r:embed="rId7"/></w:drawing></w:r>'
    more = {
        "word/header1.xml": root("hdr", p(box, picture)),
        "word/_rels/header1.xml.rels": links(("rId7", "image", "media/logo.png")),
        "word/media/logo.png": PIXEL,
    }
    book = opened(p("正文"), more, (("rId1", "header", "header1.xml"),))
    assert book.grids[1].cells == {(1, 1): "内部资料"}
    assert [picture.name for picture in book.grids[1].pictures] == ["logo.png"]
    assert book.leftovers == ()
