"""A table of papers in a notice: each row a document with its day and units, what is open asked; it is no task list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document

from offices import verb
from prose import HEAD, SIGNED, saved
from tasklist.config.notice.facts import NoticeFacts
from tasklist.config.notice.reading import read_notice
from tasklist.model.book import Book
from tasklist.readers import registry

HEADINGS = ("序号", "材料名称", "报送时间", "报送单位", "备注")
ROWS = (
    ("1", "《年度工作方案》", "4月15日前", "委直属各单位、委注册医疗机构、委机关各科室", "加盖公章"),
    ("2", "上半年工作总结", "6月25日前", "委直属各单位", ""),
    ("3", "年度总结", "2024年12月10日前", "各单位（市中医医院除外）", "含佐证材料"),
)


def tabled(*rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> bytes:
    document = Document()
    for line in (*HEAD, "请按附表所列时间报送材料。", *SIGNED, "报送材料一览表"):
        document.add_paragraph(line)
    table = document.add_table(0, len(headings))
    for row in (headings, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(document)


def facts(data: bytes) -> NoticeFacts:
    book = registry.read(data, "通知.docx")
    assert isinstance(book, Book), book
    return read_notice(book)


def test_each_row_is_a_document_with_its_day_its_units_and_its_row_as_the_sentence() -> None:
    read = facts(tabled(*ROWS))
    assert [(each.name, each.due, each.units, each.spared, each.evidence) for each in read.documents] == [
        ("年度工作方案", "4月15日前", "", (), False),
        ("上半年工作总结", "6月25日前", "委直属各单位", (), False),
        ("年度总结", "2024年12月10日前", "", ("市中医医院",), True),
    ]
    assert read.documents[1].sentence == "2　上半年工作总结　6月25日前　委直属各单位"


def test_a_heading_repeated_on_the_next_page_is_no_paper_and_a_table_without_units_is_everybodys() -> None:
    read = facts(tabled(*(row[:3] for row in (*ROWS[:1], HEADINGS, *ROWS[1:])), headings=HEADINGS[:3]))
    assert [each.units for each in read.documents] == ["", "", ""]


@pytest.mark.parametrize(
    ("row", "question"),
    [
        (("1", "排查表", "每季度末", "委直属各单位", ""), "“每季度末”反复报的"),
        (("1", "排查表", "国庆节前", "委直属各单位", ""), "“国庆节前”是哪一天"),
        (("1", "排查表", "", "委直属各单位", ""), "哪天报"),
        (("1", "排查表", "4月15日前、6月25日前", "委直属各单位", ""), "“4月15日前、6月25日前”是哪一天"),
        (("1", "排查表", "1月15日前", "委直属各单位", ""), "是哪一年的"),
        (("1", "排查表", "4月15日前", "有关方面", ""), "“有关方面”是哪些单位"),
    ],
)
def test_a_row_that_leaves_something_open_is_a_question_with_the_row(row: tuple[str, ...], question: str) -> None:
    read = facts(tabled(row))
    assert read.documents == ()
    assert [(question in each.value, each.sentence) for each in read.open] == [(True, "　".join(filter(None, row)))]


def test_import_list_takes_such_a_table_for_no_task_list(tmp_path: Path) -> None:
    (tmp_path / "通知.docx").write_bytes(tabled(*ROWS))
    home = tmp_path / "步道"
    assert verb("new", tmp_path, str(home))[0] == 0
    code, out, _ = verb("import_list", home, str(tmp_path / "通知.docx"))
    assert (code, "没有任务清单表" in out, (home / "templates/任务清单.xlsx").exists()) == (0, True, False)
    assert "name: 上半年工作总结" in (home / "config.yaml").read_text("utf-8")
