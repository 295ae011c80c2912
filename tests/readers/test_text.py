"""Text, csv and HTML tables: what a person sees in them is what the Grid holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.readers.decode import BIG5_REMARK, GB18030_REMARK, UTF16_REMARK
from tasklist.readers.html import read_html
from tasklist.readers.limits import Refused
from tasklist.readers.sniff import sniff
from tasklist.readers.text import read_text

ROWS = [
    ["序号", "具体任务", "进展情况"],
    ["1", "健康讲座", "3月5日，讲座1场；参加45人"],
    ["2", "义诊", '他说"好"\n第二行'],
]
CELLS = {(row, column): text for row, line in enumerate(ROWS, 1) for column, text in enumerate(line, 1)}


def written(delimiter: str) -> str:
    return "\r\n".join(
        delimiter.join('"' + text.replace('"', '""') + '"' if set(text) & set('\n",;\t') else text for text in line)
        for line in ROWS
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_encoding_and_delimiter_gives_the_same_cells(encoding: str, delimiter: str) -> None:
    book = read_text(written(delimiter).encode(encoding), "第一医院.csv")
    (grid,) = book.grids
    assert grid.cells == CELLS
    assert grid.sheet == "第一医院"
    assert book.remarks == ((GB18030_REMARK,) if encoding == "gb18030" else ())


def test_a_table_in_the_code_of_traditional_characters_is_read_and_told() -> None:
    text = "序號,重點任務,工作進展情況,聯絡員\r\n1,加強幹部教育,6月9日組織專題學習2次參訓40人,王大明\r\n"
    book = read_text(text.encode("big5"), "a.csv")
    assert book.grids[0].cells[2, 3] == "6月9日組織專題學習2次參訓40人"
    assert book.remarks == (BIG5_REMARK,)


def test_a_word_of_another_script_makes_no_traditional_text() -> None:
    book = read_text("序号,进展\n1,引进日本の设备α型2台，已完成安装调试验收\n".encode("gb18030"), "a.csv")
    assert book.grids[0].cells[2, 2].startswith("引进日本の设备α型")
    assert book.remarks == (GB18030_REMARK,)


@pytest.mark.parametrize("sign", "；｜，、")
def test_wide_signs_set_columns_apart_where_every_row_has_as_many(sign: str) -> None:
    rows = (("序号", "重点", "任务", "进展", "备注"), *(("1", "甲", "乙", "丙", ""),) * 3)
    text = "\n".join(map(sign.join, rows))
    assert read_text(text.encode(), "a.csv").grids[0].cells[2, 4] == "丙"
    assert read_text(f"{text}{sign}".encode(), "a.csv").grids[0].cells[2, 1] == f"1{sign}甲{sign}乙{sign}丙{sign}"


def test_wide_signs_of_the_prose_cut_nothing() -> None:
    text = "任务1：6月5日开会，学习，检查，整改，落实\n任务2：培训，考核\n任务3：未开展，下月补，已报，已批，已办\n"
    assert read_text(text.encode(), "a.txt").grids[0].cells[1, 1] == "任务1：6月5日开会，学习，检查，整改，落实"


def test_plain_lines_without_any_delimiter_are_one_column() -> None:
    assert read_text("第一行\n\n第三行\n".encode(), "说明.txt").grids[0].cells == {(1, 1): "第一行", (3, 1): "第三行"}


def test_commas_of_the_prose_do_not_cut_a_tab_separated_file() -> None:
    text = "序号\t进展\n1\t开会,学习,检查\n2\t培训,考核\n"
    assert read_text(text.encode(), "a.txt").grids[0].cells[2, 2] == "开会,学习,检查"


def test_the_excel_hint_and_the_formula_that_keeps_zeros_are_understood() -> None:
    cells = read_text('sep=;\n电话;="0477123"\n'.encode(), "a.csv").grids[0].cells
    assert cells == {(1, 1): "电话", (1, 2): "0477123"}


def test_an_unpaired_quote_swallows_nothing_and_is_remarked() -> None:
    book = read_text('1,"开了会\n2,发了文\n'.encode(), "a.csv")
    assert book.grids[0].cells == {(1, 1): "1", (1, 2): '"开了会', (2, 1): "2", (2, 2): "发了文"}
    assert "引号" in book.remarks[0]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ('1,"两学一做"学习教育2次,王', ["1", '"两学一做"学习教育2次', "王"]),
        ('1,"三会一课"6月8日1次\n', ["1", '"三会一课"6月8日1次']),
        ('1,他说"好",王', ["1", '他说"好"', "王"]),
        ('1,"学习,培训",王', ["1", "学习,培训", "王"]),
        ('1,"他说""好""",王', ["1", '他说"好"', "王"]),
        ('1,"",王', ["1", "", "王"]),
        ('1, "两学一做" ,王', ["1", '"两学一做"', "王"]),
    ],
)
def test_quotation_marks_of_the_author_stay(line: str, fields: list[str]) -> None:
    (grid,) = read_text(line.encode(), "a.csv").grids
    assert dict(grid.cells) == {(1, column): text for column, text in enumerate(fields, 1) if text}
    assert grid.fields == {1: len(fields)}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read_and_told(encoding: str) -> None:
    data = written(",").encode(encoding)
    assert sniff(data) == "csv"
    book = read_text(data, "a.csv")
    assert (book.grids[0].cells, book.remarks) == (CELLS, (UTF16_REMARK,))


def test_a_line_end_of_one_byte_behind_wide_text_is_no_damage() -> None:
    book = read_text("甲,1\r\n乙,2".encode("utf-16") + b"\n", "a.csv")
    assert book.grids[0].cells == {(1, 1): "甲", (1, 2): "1", (2, 1): "乙", (2, 2): "2"}


def test_mongolian_and_kana_in_wide_text_without_a_mark_are_words() -> None:
    assert sniff("ᠮᠣᠩᠭᠣᠯ,ᠤᠯᠤᠰ\nひらがな,カタカナ\n".encode("utf-16-le")) == "csv"


def test_mixed_line_ends_are_all_line_ends() -> None:
    cells = read_text("甲,1\r\n乙,2\n丙,3\r丁,4".encode(), "a.csv").grids[0].cells
    assert [cells[row, 2] for row in (1, 2, 3, 4)] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("squeezed", ["1.39E+10", "1.3E+10", "1.39e10"])
def test_a_telephone_squeezed_by_a_spreadsheet_is_pointed_out(squeezed: str) -> None:
    book = read_text(f"任务,电话\n培训,{squeezed}\n义诊,{squeezed}\n".encode(), "a.csv")
    (said,) = book.remarks
    assert said.startswith(f"B2 等 2 格写成了“{squeezed}”")


def test_a_squeezed_telephone_with_every_digit_is_restored() -> None:
    book = read_text("任务,电话\n培训,1.3900000001E+10\n".encode(), "a.csv")
    assert (book.grids[0].cells[2, 2], book.remarks) == ("13900000001", ())


def test_a_csv_that_ends_inside_a_row_says_so() -> None:
    book = read_text("序号,任务,进展,电话\n1,甲,完成,139\n2,乙,完成,139\n3,丙,开展了".encode(), "a.csv")
    assert "最后一行" in book.remarks[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("序号,进展\r\n1,完成\r\n2,完成\r\n3", True),  # every row has two fields but the last
        ("序号,进展\r\n1,完成\r\n2,完成\r\n3,开展了", False),  # many programs end so
        ("序号,进展\r\n1,完成\r\n2,完成\r\n3,开展了\r\n", False),
        ("进展表\n序号,进展\n1,完成\n2,完成\n填报人：联络员01", False),
    ],
)
def test_a_csv_that_ends_inside_the_first_field_of_a_row_says_so_where_that_can_be_told(text: str, told: bool) -> None:
    assert bool(read_text(text.encode(), "a.csv").remarks) is told


@pytest.mark.parametrize("sign", ["\0", "\x16", "\x1f"])
def test_fields_that_another_program_ended_with_a_sign_nobody_sees_are_text(sign: str) -> None:
    data = f"序号{sign},具体任务,进展情况{sign}\r\n1{sign},学习,已开会2次{sign}\r\n".encode()
    assert sniff(data) == "csv"
    book = read_text(data, "表.csv")
    cells = book.grids[0].cells
    assert cells[1, 2] == "具体任务"
    assert cells[2, 3].rstrip("\x16") == "已开会2次", "a sign inside a field is shown as a sign later"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x00\x01\x02\x03" * 100, "unreadable"),
        (bytes(range(256)) * 8, "unreadable"),
        (written(",").encode() + b"\x00" * 2000, "half_copied"),
        ("进展情况良好，已经开展".encode()[:-1], "half_copied"),
        ("进展情况，培训、检查".encode() + b"\xe4" + "走访慰问".encode(), "half_copied"),
        ("进展".encode("utf-16")[:-1], "half_copied"),
    ],
)
def test_what_is_no_whole_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_text(data, "坏.csv")
    assert refused.value.refusal.code == code


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for reader in (read_text, read_html):
        try:
            assert reader(data, "a.csv").format in ("csv", "html")
        except Refused as refused:
            assert refused.refusal.code in ("unreadable", "half_copied", "too_large")


@given(
    st.lists(
        st.lists(st.text('进展,;\t\n" a1', max_size=6).map(str.strip), min_size=2, max_size=4), min_size=1, max_size=5
    )
)
def test_a_csv_with_one_delimiter_in_every_row_is_read_back(rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    data = "".join("|".join('"' + text.replace('"', '""') + '"' for text in row) + "\n" for row in rows)
    cells = read_text(f"sep=|\n{data}".encode(), "a.csv").grids[0].cells
    shown = {(r, c): text for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1) if text}
    assert cells == shown


PAGE = """<html xmlns:x="urn:x"><head><meta http-equiv=Content-Type content="text/html; charset=gb2312">
<style>td {color: red}</style><title>标题</title><script>var a = "<table>";</script></head><body>表前
<table><tr><td rowspan=2>竖<br>行</td><td colspan="2">横</td></tr>
<tr><td><p>甲</p><p>乙</p>丙</td><td>&nbsp;丁&amp;</td></tr>
<tr style="display: none"><th>藏</th></tr></table>表后</body></html>"""


def test_an_html_table_saved_as_xls_has_its_spans_breaks_and_hidden_rows() -> None:
    book = read_html(PAGE.encode("gbk"), "a.xls")
    table, body = book.grids
    assert table.cells == {(1, 1): "竖\n行", (1, 2): "横", (2, 2): "甲\n乙\n丙", (2, 3): "丁&", (3, 1): "藏"}
    assert table.merged == ((1, 1, 2, 1), (1, 2, 1, 3))
    assert table.hidden_rows == {3}
    assert (body.sheet, body.cells) == ("正文", {(1, 1): "表前", (2, 1): "表后"})


def test_sheet_names_of_excel_are_kept() -> None:
    page = "<!--[if gte mso 9]><xml><x:Name>第一医院</x:Name></xml><![endif]--><table><tr><td>1</td></tr></table>"
    assert read_html(page.encode(), "a.xls").grids[0].sheet == "第一医院"


def test_sheet_names_of_libreoffice_are_kept_and_are_no_words_of_the_page() -> None:
    listed = (
        '<p><center><h1>Overview</h1><A HREF="#table0">6月</A><br><A HREF="#table1">2023年5月</A><br></center></p><hr>'
    )
    page = "".join(
        f'<A NAME="table{at}"><h1>Sheet {at + 1}: <em>{name}</em></h1></A><table><tr><td>{at}</td></tr></table>'
        for at, name in enumerate(("6月", "2023年5月"))
    )
    book = read_html(f"<body>{listed}{page}<p>另附说明</p></body>".encode(), "a.html")
    assert [(grid.sheet, list(grid.cells.values())) for grid in book.grids] == [
        ("6月", ["0"]),
        ("2023年5月", ["1"]),
        ("正文", ["另附说明"]),
    ]
    other = read_html(f"<body>{page}<table><tr><td>乙</td></tr></table></body>".encode(), "a.html")
    assert [grid.sheet for grid in other.grids] == ["表1", "表2", "表3", "正文"]
    assert "Sheet 2: 2023年5月" in other.grids[3].cells.values()


def test_a_layout_table_gives_its_inner_tables() -> None:
    page = "<table><tr><td>说明<table><tr><td>甲</td></tr></table><table><tr><td>乙</td></tr></table></td></tr></table>"
    grids = read_html(page.encode(), "a.html").grids
    assert [(grid.sheet, list(grid.cells.values())) for grid in grids] == [
        ("表1", ["甲"]),
        ("表2", ["乙"]),
        ("正文", ["说明"]),
    ]


def test_a_table_within_an_answer_is_text_of_its_cell() -> None:
    inner = "<table><tr><td>时间</td><td>次数</td></tr><tr><td>6月5日</td><td>2次</td></tr></table>"
    rows = "".join(
        f"<tr><td>{seq}</td><td>任务{seq}</td><td>学习：{inner if seq == 2 else ''}</td></tr>" for seq in (1, 2, 3)
    )
    (grid,) = read_html(f"<table>{rows}</table>".encode(), "a.html").grids
    assert grid.cells[2, 3] == "学习：\n时间 次数\n6月5日 2次"
    assert grid.cells[3, 2] == "任务3"


def test_a_list_laid_out_in_a_table_of_menus_is_the_table() -> None:
    menu = "<tr><td>首页</td><td>通知</td><td>下载</td></tr>"
    rows = "".join(f"<tr><td>{seq}</td><td>任务{seq}</td><td>学习</td></tr>" for seq in range(1, 5))
    page = f"<table>{menu}{menu}<tr><td colspan=3><table>{rows}</table></td></tr></table>"
    grids = read_html(page.encode(), "a.html").grids
    assert [grid.sheet for grid in grids] == ["表1", "正文"]
    assert grids[0].cells[4, 2] == "任务4"


def test_the_caption_of_a_table_is_told() -> None:
    grids = read_html("<table><caption>6月清单</caption><tr><td>甲</td></tr></table>".encode(), "a.html").grids
    assert [list(grid.cells.values()) for grid in grids] == [["甲"], ["6月清单"]]


@pytest.mark.parametrize(
    "hidden",
    [
        '<span style="display: none">旧</span>',
        '<span class="x a">旧</span>',
        "<b>旧</b>",
        '<div style="color:red; visibility:hidden">旧</div>',
        "<p hidden>旧</p>",
    ],
)
def test_words_a_page_hides_are_no_answer_and_are_told(hidden: str) -> None:
    page = f"<style>.a, i {{display:none}} b{{display : none}}</style><table><tr><td>{hidden}培训3次</td></tr></table>"
    book = read_html(page.encode(), "a.html")
    assert book.grids[0].cells == {(1, 1): "培训3次"}
    assert [(one.what, one.text, one.sheet) for one in book.leftovers] == [("隐藏文字", "旧", "表1")]


@pytest.mark.parametrize(
    ("cell", "unseen"),
    [
        ("<td style='color:#FFFFFF'>培训3次</td>", True),
        ("<td><font color=white>培训3次</font></td>", True),
        ("<td class=w>培训3次</td>", True),
        ("<td style='display:none'>培训3次</td>", True),
        ("<td style='color:white;background:#0070C0'>培训3次</td>", False),
        ("<td bgcolor=#0070C0><font color=white>培训3次</font></td>", False),
        ("<td style='background-color:white'>培训3次</td>", False),
    ],
)
def test_white_words_on_white_are_read_and_told_as_unseen(cell: str, unseen: bool) -> None:
    page = f"<style><!-- .w\n{{mso-style-parent:a; color:white;}} --></style><table><tr>{cell}</tr></table>"
    (grid,) = read_html(page.encode(), "a.html").grids
    assert grid.cells == {(1, 1): "培训3次"}
    assert bool(grid.unseen) is unseen


def test_the_comment_of_a_cell_is_kept_with_it_as_libreoffice_writes_it() -> None:
    inner = "<table><tr><td><comment>内</comment>里</td></tr></table>"
    page = (
        "<style>comment {display:none}</style><comment>页</comment><table>"
        "<tr><td>1</td><td><a></a><comment>6月5日培训3次\n参训45人</comment><br></td></tr>"
        f"<tr><td>2</td><td><comment>补充</comment>义诊{inner}</td><td>表</td></tr>"
        "<tr><td>3</td><td>4</td><td>5</td></tr></table>"
    )
    book = read_html(page.encode(), "a.html")
    assert book.grids[0].cells[2, 2] == "义诊\n里"
    assert book.grids[0].notes == {(1, 2): "6月5日培训3次\n参训45人", (2, 2): "补充"}
    assert (1, 2) not in book.grids[0].cells
    assert [one.text for one in book.leftovers] == ["页", "内"]


def test_words_a_style_strikes_through_are_told() -> None:
    page = "<table><tr><td><span style='text-decoration:line-through'>旧<s>旧</s></span>新</td></tr></table>"
    assert read_html(page.encode(), "a.html").grids[0].struck == {(1, 1): "旧旧"}


def test_a_list_that_does_not_say_what_was_chosen_lies_over_its_cell() -> None:
    page = "<table><tr><td><select><option>已完成<option>未开展</select></td></tr></table>"
    book = read_html(page.encode(), "a.html")
    assert book.grids[0].cells == {}
    assert [(one.what, one.text) for one in book.leftovers] == [
        ("下拉框", "可选已完成、未开展，网页里没有记下选的是哪一项")
    ]
    assert set(book.grids[0].over) == {(1, 1)}


@pytest.mark.parametrize("end", ["</body></html>", "</BODY >\n</HTML>\n", "</html>"])
def test_what_stands_behind_the_end_of_a_page_is_read_too(end: str) -> None:
    page = f"<html><body><table><tr><td>甲</td></tr></table>{end}病毒已扫描<p>签名</p>"
    second = f"<html><head><title>二</title></head><body><table><tr><td>乙</td></tr></table>{end}"
    grids = read_html((page + second).encode(), "a.html").grids
    assert [list(grid.cells.values()) for grid in grids] == [["甲"], ["乙"], ["病毒已扫描", "签名"]]


@pytest.mark.parametrize("body", ["table", "tbody", "thead", "form", "center"])
def test_cells_of_a_page_that_lie_in_no_row_are_a_row(body: str) -> None:
    rows = "<th>序号<th>任务<tr><td>1<td>培训</tr><td>2<td>义诊"
    page = f"<table><{body}>{rows}</{body}></table>" if body != "table" else f"<table>{rows}</table>"
    (grid,) = read_html(page.encode(), "a.html").grids
    assert grid.cells == {(1, 1): "序号", (1, 2): "任务", (2, 1): "1", (2, 2): "培训", (3, 1): "2", (3, 2): "义诊"}


def test_words_in_a_table_and_in_none_of_its_cells_stand_before_it() -> None:
    page = "<table>填报单位<tr>甲院<td>1</td>二</tr><div>三<b>四</b></div><tr><td>2</td></tr></table>后"
    table, body = read_html(page.encode(), "a.html").grids
    assert list(table.cells.values()) == ["1", "2"]
    assert sorted(body.cells.values()) == sorted(["填报单位", "甲院", "二", "三四", "后"])
    assert body.cells[5, 1] == "后"


def test_a_table_that_begins_in_another_stands_behind_it() -> None:
    grids = read_html("<table><tr><td>甲</td></tr><table><tr><td>乙</td></tr></table></table>".encode(), "a.html").grids
    assert [list(grid.cells.values()) for grid in grids] == [["甲"], ["乙"]]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<pre>第一行\n第二行</pre>第三行\n接着", ["第一行", "第二行", "第三行 接着"]),
        ("<dl><dt>任务1<dd>已完成</dl>", ["任务1", "已完成"]),
        ("<section>一</section><article>二</article><blockquote>三</blockquote><center>四</center>", [*"一二三四"]),
        ("<textarea>培训\n义诊</textarea>", ["培训", "义诊"]),
        ("<style>p{}</style><title>题</title><section>一</section><main>二</main>三<p>四", [*"一二三四"]),
    ],
)
def test_the_lines_of_a_page_are_those_a_browser_shows(page: str, said: list[str]) -> None:
    (body,) = read_html(f"<html>{page}</html>".encode(), "a.html").grids
    assert list(body.cells.values()) == said


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<ol><li>培训<li>义诊</ol>", ["1. 培训", "2. 义诊"]),
        ("<ol start=3><li>培训<li><p>义诊</p><li value=7>走访</ol>", ["3. 培训", "4. 义诊", "7. 走访"]),
        (
            "<ol type=A><li>培训<ul><li>三次</ul><li style='display:none'>旧<li>义诊</ol>",
            ["A. 培训", "三次", "B. 义诊"],
        ),
        ("<ol style='list-style-type: cjk-ideographic'><li>培训<li>义诊</ol>", ["一、培训", "二、义诊"]),
        ("<ol style='list-style: none'><li>培训</ol><ul><li>义诊</ul>", ["培训", "义诊"]),
        ("<ol start=-1 type=a><li>培训</ol>", ["-1. 培训"]),
        ("<ol><li><input type=checkbox checked> 培训</ol>", ["1. ☑ 培训"]),
    ],
)
def test_the_numbers_a_page_shows_before_the_items_of_a_list_are_read(page: str, said: list[str]) -> None:
    assert [*read_html(page.encode(), "a.html").grids[-1].cells.values()] == said
    (table,) = read_html(f"<table><tr><td>{page}</td></tr></table>".encode(), "a.html").grids
    assert table.cells[1, 1].splitlines() == said


def test_pictures_and_lists_around_the_tables_of_a_page_are_told() -> None:
    page = "<p>附：<img src='x/现场.jpg'><select><option>甲<option>乙</select></p><table><tr><td>1</td></tr></table>"
    told = [(one.what, one.text, one.sheet) for one in read_html(page.encode(), "a.html").leftovers]
    assert told == [("图片", "现场.jpg", ""), ("下拉框", "可选甲、乙，网页里没有记下选的是哪一项", "")]


def test_a_page_that_only_shows_others_is_told() -> None:
    page = b'<html><frameset><frame src="a.files/sheet001.htm"><noframes><body>x</body></noframes></frameset></html>'
    with pytest.raises(Refused) as refused:
        read_html(page, "a.htm")
    assert refused.value.refusal.code == "frames"


def test_boxes_fields_struck_words_and_pictures_of_a_page_are_seen() -> None:
    page = (
        "<table><tr><td><input type=checkbox checked>已完成 <input type=checkbox>未完成</td>"
        "<td><input value='培训3次'></td>"
        "<td><s>旧</s></td><td><select><option>甲<option selected>乙</select></td></tr>"
        "<tr><td><img src='x/现场.jpg'></td></tr></table>"
    )
    book = read_html(page.encode(), "a.html")
    grid = book.grids[0]
    assert grid.cells == {(1, 1): "☑已完成 □未完成", (1, 2): "培训3次", (1, 3): "旧", (1, 4): "乙"}
    assert (grid.struck, grid.fields) == ({(1, 3): "旧"}, {1: 4, 2: 1})
    assert [(one.what, one.text) for one in book.leftovers] == [("图片", "现场.jpg")]


def test_spans_that_cover_more_than_any_table_has_places_cost_no_time_but_the_file() -> None:
    page = "<table>" + "<tr><td rowspan=65534 colspan=1000>字" * 200
    with pytest.raises(Refused) as refused:
        read_html(page.encode(), "a.html")
    assert refused.value.refusal.code == "too_large" and "向下合并" in refused.value.refusal.seen


def test_absurd_spans_stay_within_the_table() -> None:
    page = '<table><tr><td rowspan="99999999" colspan="99999">甲</td></tr><tr><td>乙</td></tr></table>'
    (grid,) = read_html(page.encode(), "a.html").grids
    assert grid.merged == ((1, 1, 2, 1000),)


def test_a_page_nested_without_end_is_refused_not_cut() -> None:
    with pytest.raises(Refused) as refused:
        read_html(b"<table><tr><td>" * 3000 + "进展".encode(), "a.xls")
    assert refused.value.refusal.code == "too_large"


def test_an_empty_page_is_an_empty_book() -> None:
    assert read_html(b"", "a.xls").grids == ()


def test_a_chinese_text_of_which_a_byte_is_broken_is_told_to_be_damaged() -> None:
    data = f"序号,任务,进展\n1,培训,{'6月5日培训45人；' * 20}\n2,宣传,6月8日3场\n".encode("gb18030")
    with pytest.raises(Refused) as refused:
        read_text(data.replace("宣".encode("gb18030"), b"\xff\xff"), "a.csv")
    assert "损坏" in refused.value.refusal.reason
