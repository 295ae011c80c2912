"""A table cut in two is one table; a cell stands in the column a person sees it in."""

from __future__ import annotations

import pytest

from tasklist.model.book import Grid, Leftover
from tasklist.readers.word.docx import read_docx
from word_files import NAMESPACES, p, tbl, tc, word_file

HEAD = ("序号", "任务", "时限", "进展")
WIDTHS = (900, 2000, 1000, 3000)


def row(number: str) -> tuple[str, ...]:
    return (number, f"任务{number}", "年底", f"进展{number}")


def grids(body: str) -> list[Grid]:
    return [grid for grid in read_docx(word_file(body), "a.docx").grids if grid.sheet != "正文"]


FIRST = tbl(HEAD, row("1"), row("2"), widths=WIDTHS)


@pytest.mark.parametrize(
    "between",
    [
        "<w:p/>",
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>",
        p("（续表）"),
        p("任务清单（续）") + "<w:p/>",
    ],
)
def test_a_table_whose_numbers_go_on_is_one_table(between: str) -> None:
    (grid,) = grids(FIRST + between + tbl(row("3"), row("4"), widths=WIDTHS))
    assert [grid.cells[line, 1] for line in range(1, 6)] == ["序号", "1", "2", "3", "4"]
    assert grid.cells[5, 4] == "进展4"
    assert grid.fields == {1: 4, 2: 4, 3: 4, 4: 4, 5: 4}


def test_a_table_cut_in_three_is_one_table() -> None:
    pieces = [tbl(row(number), widths=WIDTHS) for number in "345"]
    (grid,) = grids(FIRST + "".join("<w:p/>" + piece for piece in pieces))
    assert grid.cells[6, 1] == "5"


def test_a_row_cut_in_two_goes_on_below_itself() -> None:
    (grid,) = grids(FIRST + "<w:p/>" + tbl(("", "", "", "下半句"), row("3"), widths=WIDTHS))
    assert (grid.cells[4, 4], grid.cells[5, 1]) == ("下半句", "3")


def test_a_heading_repeated_by_hand_stays_with_its_table() -> None:
    (grid,) = grids(FIRST + "<w:p/>" + tbl(HEAD, row("3"), widths=WIDTHS))
    assert (grid.cells[4, 1], grid.cells[5, 1]) == ("序号", "3")


@pytest.mark.parametrize(
    "second",
    [
        tbl(("1", "甲", "乙", "丙"), widths=WIDTHS),  # counts anew
        tbl(("4", "甲", "乙", "丙"), widths=WIDTHS),  # a number is missing
        tbl(("3", "甲", "乙"), widths=WIDTHS[:3]),  # other columns
        tbl(("签字", "", "日期", ""), widths=(1, 2, 3, 4)),  # columns of other widths
    ],
)
def test_another_table_stays_another_table(second: str) -> None:
    assert len(grids(FIRST + "<w:p/>" + second)) == 2


def test_a_table_without_numbers_behind_words_stays_another_table() -> None:
    assert len(grids(FIRST + p("附表：") + tbl(("", "", "", "另一张"), widths=WIDTHS))) == 2


def test_what_lies_beside_the_second_half_moves_down_with_it() -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('贴')}</w:txbxContent></v:textbox></w:pict></w:r>"
    second = tbl(("3", tc(p("任务3", box)), tc("年底", '<w:gridSpan w:val="2"/>')), widths=WIDTHS)
    struck = tbl(
        ("4", "任务4", "年底", tc("<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>作废</w:t></w:r></w:p>")), widths=WIDTHS
    )
    (grid,) = grids(FIRST + "<w:p/>" + second + "<w:p/>" + struck)
    assert grid.merged == ((4, 3, 4, 4),)
    assert grid.floating == ("贴",)
    assert grid.struck == {(5, 4): "作废"}


def test_a_row_says_how_many_columns_it_reaches() -> None:
    skipped = '<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>'
    uneven = ("3", "任务3", "进展3")
    (grid,) = grids(tbl(HEAD, (skipped + tc("甲"), tc("乙")), uneven, widths=WIDTHS))
    assert grid.fields == {1: 4, 2: 4, 3: 3}
    assert (grid.cells[2, 2], grid.cells[2, 3]) == ("甲", "乙")


def test_what_lies_over_a_cell_without_text_is_known_by_its_cell() -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('已完成')}</w:txbxContent></v:textbox></w:pict></w:r>"
    art = '<w:r><w:drawing><dgm:relIds r:dm="rId5"/></w:drawing></w:r>'
    data = f"<dgm:dataModel {NAMESPACES}><dgm:t><a:p><a:r><a:t>第一步</a:t></a:r></a:p></dgm:t></dgm:dataModel>"
    more = {"word/diagrams/data1.xml": data.encode()}
    linked = (("rId5", "diagramData", "diagrams/data1.xml"),)
    body = tbl(("1", tc(p(box))), ("2", tc(p(art))), ("3", tc(p("有字", box))))
    book = read_docx(word_file(body, more, linked), "a.docx")
    assert book.grids[0].over == {(1, 2): Leftover("文本框", "已完成"), (2, 2): Leftover("SmartArt", "第一步")}
    assert book.leftovers == (Leftover("SmartArt", "第一步"),)
