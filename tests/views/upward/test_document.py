"""上报稿.docx: the notice's own table on A4 on its side, one row per task, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

import worlds
from tasklist.ledger import upward
from tasklist.model.ledger import Status
from tasklist.model.upward import ClerkText, UpwardReport
from tasklist.readers import registry
from tasklist.substance.word_lists import DEFAULT_WORDS
from tasklist.tables import marks, upward_table
from tasklist.views.upward.boxes import stands
from tasklist.views.upward.document import render
from worlds import line, unit


def report() -> UpwardReport:
    return upward.build(worlds.world(6, 4, 60), DEFAULT_WORDS)


def opened(one: UpwardReport, *, footnotes: bool = False) -> Any:
    return docx.Document(io.BytesIO(render(one, footnotes=footnotes)))


def test_the_page_lies_on_its_side_and_the_headings_stand_on_every_page() -> None:
    document = opened(report())
    section, table = document.sections[0], document.tables[0]
    assert [round(section.page_width.mm), round(section.page_height.mm)] == [297, 210]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    heads = list(dict.fromkeys(cell.text for cell in table.rows[0].cells))
    assert heads == list(report().task_list.headings)
    fonts = [run._element.rPr.rFonts.get(qn("w:eastAsia")) for run in document.paragraphs[0].runs]
    assert fonts == ["方正小标宋简体"]


def test_there_is_one_row_per_task_and_it_reads_back_as_it_was_shown() -> None:
    made = report()
    assert len(opened(made).tables[0].rows) == 1 + len(made.tasks)
    for footnotes in (False, True):
        read = upward_table.texts(registry.read(render(made, footnotes=footnotes), "上报稿.docx"))  # type: ignore[arg-type]
        for row in made.tasks:
            assert read[row.task.seq, "progress"].split() == made.shown(row, "progress").split()


def test_themes_are_merged_downward_as_in_the_notice() -> None:
    plan = worlds.plan(1, 3)
    themes = (("乙", "子"), ("乙", "丑"), ("丙",))
    tasks = tuple(replace(one, themes=theme) for one, theme in zip(plan.task_list.tasks, themes, strict=True))
    lines = tuple(line(unit(0).name, Status.REPORTED, seq, "6月2日义诊1场。") for seq in (1, 2, 3))
    made = worlds.ledger(lines, replace(plan, task_list=replace(plan.task_list, tasks=tasks)))
    rows = opened(upward.build(made, DEFAULT_WORDS)).tables[0].rows
    cells = [[(cell.text, cell._tc.grid_span) for cell in row.cells[1:3]] for row in rows[1:]]
    assert [[text for text, _ in row] for row in cells] == [["乙", "子"], ["乙", "丑"], ["丙", "丙"]]
    assert rows[1]._tr.tc_lst[1].vMerge == "restart" and rows[2]._tr.tc_lst[1].vMerge == "continue"


def test_footnote_numbers_stand_on_request_with_a_list_of_cells() -> None:
    made = report()
    plain, noted = opened(made), opened(made, footnotes=True)
    assert not re.search(r"［\d+］", plain.tables[0].rows[1].cells[7].text)
    numbers = re.findall(r"［(\d+)］", noted.tables[0].rows[1].cells[7].text)
    assert numbers == [str(one.number) for one in made.tasks[0].progress if one.sources]
    told = "\n".join(paragraph.text for paragraph in noted.paragraphs)
    assert all(f"［{number}］任务1" in told for number in numbers) and "!Sheet1!G4" in told


def test_a_telephone_is_never_broken_and_reads_back_as_it_was_typed() -> None:
    made = report()
    phone = "联络员01 0839-3260001-8012"
    tasks = tuple(replace(row, contact=phone) for row in made.tasks)
    document = opened(replace(made, tasks=tasks))
    cells = document.tables[0].rows[1]._tr.tc_lst
    assert len(list(cells[-2].iter(qn("w:noBreakHyphen")))) == 2
    assert cells[-2].width.mm >= len("0839-3260001-8012") * 1.85
    assert sum(cell.width.mm for cell in cells) == pytest.approx(267, abs=1)
    book = registry.read(render(replace(made, tasks=tasks)), "上报稿.docx")
    assert upward_table.texts(book)[1, "contact"] == phone  # type: ignore[arg-type]


def test_a_short_row_is_kept_whole_and_a_tall_one_may_be_parted() -> None:
    answers = ("6月2日义诊1场。", "；".join(f"6月{day}日召开第{day}次部署会，{day}人参加" for day in range(1, 25)))
    lines = tuple(line(unit(0).name, Status.REPORTED, seq, said) for seq, said in enumerate(answers, 1))
    plan = worlds.plan(1, 2)
    tasks = tuple(replace(one, detail="义诊", responsible="各单位") for one in plan.task_list.tasks)
    made = worlds.ledger(lines, replace(plan, task_list=replace(plan.task_list, tasks=tasks)))
    rows = opened(upward.build(made, DEFAULT_WORDS)).tables[0].rows[1:]
    assert [bool(row._tr.xpath("w:trPr/w:cantSplit")) for row in rows] == [True, False]


def test_a_row_is_parted_only_where_its_short_cells_stand_whole_before_the_cut() -> None:
    assert [(one.first, one.whole, one.parted) for one in stands([(300, 100), (200, 60), (300, 40), (250, 40)])] == [
        (False, False, False),
        (True, True, False),  # 90 points are left, and its short cells may take more: on the next page, whole
        (False, False, True),
        (False, False, False),
    ]
    first, second = stands([(391, 50), (300, 50)])  # a point over the page, or not over it at all
    assert (first.whole, second.whole) == (False, True)
    below = list(stands([(200, 50), (400, 300)]))[1]  # much would be left empty: parted
    assert not below.whole and below.parted


def test_long_remarks_take_room_from_the_progress() -> None:
    def width(remark: str) -> float:
        said = line(unit(0).name, Status.REPORTED, 1, "6月2日义诊1场。")
        more = worlds.entry(unit(0).name, remark, 1, "remark")
        made = worlds.ledger((replace(said, entries=(*said.entries, more)),), worlds.plan(1, 1))
        return float(opened(upward.build(made, DEFAULT_WORDS)).tables[0].rows[1]._tr.tc_lst[-1].width.mm)

    assert width("；".join(f"恳请上级协调解决培训场地第{word}处" for word in "甲乙丙丁戊己庚")) > width("经费不足。")


def test_a_persons_text_stands() -> None:
    made = report()
    kept = {(1, "progress"): ClerkText("我写的\n两段", made.tasks[0].drawn("progress"))}
    assert opened(replace(made, clerk=kept)).tables[0].rows[1].cells[7].text == "我写的\n两段"


def test_the_mark_is_in_the_properties_and_nothing_of_the_library_shows() -> None:
    data = render(report())
    about = docx.Document(io.BytesIO(data)).core_properties
    mark = marks.mark_in(about.keywords)
    assert about.category == "tasklist-upward" and mark and mark.period == "2023-06" and mark.task == 0
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name]
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b'eastAsia="en-US"' not in package.read("word/styles.xml")


def test_the_same_report_is_the_same_bytes() -> None:
    assert render(report()) == render(report())
