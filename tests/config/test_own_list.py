"""Any office's list is understood by meaning: which column is what, its own numbers, its levels, what is asked."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from openpyxl import Workbook

import further_lists
import own_lists
import public_lists
import six_lists
import stranger_lists
from further_lists import FURTHER, PARTED
from own_lists import ISSUED, LISTS, OwnList, read
from six_lists import SIX
from tasklist.model.layout import NINE, AnswerKind, Role
from tasklist.model.plan import Campaign, PeriodRule
from tasklist.tables.list_layout import described
from tasklist.tables.list_roles import SettledColumn
from tasklist.tables.parts_of_year import part_of_year
from tasklist.text.normalize import bare
from tasklist.views.forms import official_list
from tasklist.views.forms.unit_form import study

CAMPAIGN = Campaign("测试", "旗卫生健康委员会", "", ISSUED, "Asia/Shanghai", PeriodRule("month", "25"))
KINDS = ("xlsx", "docx")
ALL = (*LISTS, *own_lists.MORE, *FURTHER, *SIX, *public_lists.ALL, *stranger_lists.STRANGERS)


def data(own: OwnList, kind: str) -> bytes:
    return own.excel() if kind == "xlsx" else own.word()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("own", ALL, ids=lambda own: own.name)
def test_every_column_is_understood_by_its_meaning(own: OwnList, kind: str) -> None:
    found = read(data(own, kind), f"清单.{kind}")
    layout = found.task_list.layout
    assert tuple(column.role.value for column in layout.columns)[: len(own.roles)] == own.roles, list(described(layout))
    assert len(layout.columns) == len(own.roles) + own.added
    assert layout.owing == (own.owing,)
    for heading, wanted in own.kinds.items():
        assert [column.kind for column in layout.columns if column.title == heading] == [AnswerKind(wanted)]
    assert len(found.doubts) == own.doubts, found.doubts


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("own", ALL, ids=lambda own: own.name)
def test_numbers_and_levels_are_those_of_the_office(own: OwnList, kind: str) -> None:
    found = read(data(own, kind), f"清单.{kind}")
    tasks = found.task_list.tasks
    assert [task.seq for task in tasks] == list(range(1, len(own.tasks) + 1))
    assert tuple(task.detail for task in tasks) == own.tasks
    assert found.task_list.title == own.name
    assert tuple(task.says("seq") if own.numbers[0] else "" for task in tasks) == own.numbers
    assert (tasks[0].themes, tasks[-1].themes) == own.themes


@pytest.mark.parametrize("own", ALL, ids=lambda own: own.name)
def test_its_own_output_imported_again_is_the_same_list_and_the_same_bytes(own: OwnList) -> None:
    first = read(own.excel(), "清单.xlsx").task_list
    made = official_list.official_template(first, CAMPAIGN)
    again = read(made, "任务清单.xlsx").task_list
    assert [(t.seq, t.number, t.themes, t.detail, t.cells, t.deadline) for t in again.tasks] == [
        (t.seq, t.number, t.themes, t.detail, t.cells, t.deadline) for t in first.tasks
    ]
    assert [(c.key, c.role, c.heading, c.kind) for c in again.layout.columns] == [
        (c.key, c.role, c.heading, c.kind) for c in first.layout.columns
    ]
    assert (again.title, again.layout.above, again.layout.below) == (own.name, own.above, own.below)
    assert official_list.official_template(again, CAMPAIGN) == made


@pytest.mark.parametrize("own", ALL, ids=lambda own: own.name)
def test_the_heading_of_the_template_is_as_deep_as_the_lists_and_every_task_stands_below_it(own: OwnList) -> None:
    found = read(own.excel(), "清单.xlsx").task_list
    table = study(official_list.official_template(found, CAMPAIGN), found.layout).layout
    assert (table.last - table.first + 1, len({seq for seq, _ in table.looks} - {0})) == (
        found.layout.depth,
        len(found.tasks),
    )


def test_the_nine_columns_stay_the_nine_columns() -> None:
    from offices import task_list

    made = official_list.official_template(task_list(), CAMPAIGN)
    found = read(made, "任务清单.xlsx").task_list
    assert found.layout is NINE and not any(task.cells for task in found.tasks)


def test_titles_between_the_tables_of_a_document_are_its_levels() -> None:
    found = read(PARTED.word(), "清单.docx").task_list
    assert [task.themes for task in found.tasks] == [
        *[("一、深化医改",)] * 2,
        ("二、公共卫生",),
        ("三、党建", "（一）学习"),
        ("三、党建", "（二）廉政"),
    ]
    assert (found.title, found.layout.chapters, found.doubts) == (PARTED.name, 2, ())
    made = official_list.official_template(found, CAMPAIGN)
    again = read(made, "任务清单.xlsx").task_list
    assert [task.cells for task in again.tasks] == [task.cells for task in found.tasks]


def test_a_title_in_two_lines_is_one_and_what_stands_below_it_is_kept() -> None:
    document = Document()
    for line in ("附件", "旗卫生健康委2024年改革要点", "任务分解台账", "（截至2024年6月25日）"):
        document.add_paragraph(line)
    table = document.add_table(0, 4)
    for texts in (("序号", "任务", "责任单位", "进展"), ("1", "成立管委会", "办公室", "")):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    found = read(stream.getvalue(), "清单.docx").task_list
    assert (found.title, found.layout.above) == ("旗卫生健康委2024年改革要点任务分解台账", ("（截至2024年6月25日）",))


@pytest.mark.parametrize(
    ("last", "title", "doubts"), [("台账", "2024年任务台账", 0), ("总账", "2024年医疗任务台账", 1)]
)
def test_sheets_with_a_title_each_have_in_common_what_the_whole_list_is_called(
    last: str, title: str, doubts: int
) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, end in (("医疗", "台账"), ("公卫", last)):
        sheet = book.create_sheet(name)
        sheet["A1"], sheet["A2"] = "附件1", f"2024年{name}任务{end}清单" if end == "总账" else f"2024年{name}任务{end}"
        sheet.append(["序号", "任务", "责任单位", "进展"])
        sheet.append([1, f"做好{name}", "办公室", ""])
    stream = io.BytesIO()
    book.save(stream)
    found = read(stream.getvalue(), "清单.xlsx")
    assert (found.task_list.title, found.task_list.layout.above, len(found.doubts)) == (title, (), doubts)
    assert [task.themes for task in found.task_list.tasks] == [("医疗",), ("公卫",)]


def test_labels_left_open_for_whoever_fills_the_list_in_are_not_its_own_words() -> None:
    around = ("旗卫发〔2024〕3号", "单位名称（盖章）：　　　填报日期：　年　月　日", "填报时间：　　单位：万元")
    found = read(replace(own_lists.RECTIFICATION, above=around).excel(), "清单.xlsx").task_list
    assert found.layout.above == ("旗卫发〔2024〕3号", "单位：万元")


def test_a_title_of_the_notice_over_its_only_table_is_no_level() -> None:
    alone = replace(further_lists.PARTED, tables=(), led=(("二、任务分工",),))
    assert read(alone.word(), "清单.docx").task_list.layout.chapters == 0


def test_the_dates_inside_a_target_are_milestones() -> None:
    first, second, third = read(own_lists.CHAPTERS.word(), "清单.docx").task_list.tasks
    assert [(str(day), clause) for day, clause in first.stages] == [
        ("2024-03-31", "一季度完成报量"),
        ("2024-06-30", "二季度执行率90%以上"),
    ]
    assert [str(day) for day, _ in second.stages] == ["2024-06-30", "2024-12-31"]
    assert third.stages == ()


def test_stage_targets_in_a_column_for_each_quarter_are_milestones() -> None:
    first, second = read(further_lists.STAGES.excel(), "清单.xlsx").task_list.tasks
    assert [(str(day), clause) for day, clause in first.stages][:2] == [
        ("2024-03-31", "一季度：制定方案"),
        ("2024-06-30", "二季度：挂牌"),
    ]
    assert [str(day) for day in second.deadline.due] == ["2024-03-31", "2024-06-30", "2024-12-31"]


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("第一季度", ((0, 3), "")),
        ("工作进展情况三季度", ((0, 9), "工作进展情况")),
        ("前三季度完成值", ((0, 9), "完成值")),
        ("上半年进展", ((0, 6), "进展")),
        ("1—6月完成值", ((0, 6), "完成值")),
        ("截至10月底进展", ((0, 10), "截至进展")),
        ("2025年工作目标", ((2025, 12), "工作目标")),
        ("全年任务", ((0, 12), "任务")),
        ("进展情况", None),
        ("12345电话", None),
    ],
)
def test_the_part_of_the_year_a_heading_names(heading: str, found: object) -> None:
    assert part_of_year(heading) == found


def test_columns_for_each_quarter_share_a_key_and_one_of_them_is_asked() -> None:
    layout = read(further_lists.QUARTERS.excel(), "清单.xlsx").task_list.layout
    assert layout.answers == ("progress",)
    asked = [column.heading[-1] for column in layout.during(date(2024, 5, 31)).columns if column.key == "progress"]
    assert asked == ["第二季度"]
    assert layout.during(date(2024, 5, 31)).during(date(2024, 10, 1)) == layout.during(date(2024, 10, 1))


def test_two_answers_for_each_half_of_the_year_are_two_answers() -> None:
    layout = read(further_lists.HALVES.excel(), "清单.xlsx").task_list.layout
    assert layout.answers == ("progress", "存在问题")
    asked = {column.key: column.title for column in layout.during(date(2024, 9, 30)).columns if column.kind}
    assert (asked["progress"], asked["存在问题"]) == ("下半年·完成情况", "下半年·存在问题")


def test_targets_year_by_year_are_milestones() -> None:
    stages = read(further_lists.YEARS.excel(), "清单.xlsx").task_list.tasks[0].stages
    assert [(str(day), clause) for day, clause in stages] == [
        ("2024-12-31", "2024年目标：立项"),
        ("2025-12-31", "2025年目标：主体完工"),
        ("2026-12-31", "2026年目标：投用"),
    ]


def test_a_list_without_a_column_for_the_date_takes_the_dates_of_its_targets() -> None:
    first = read(own_lists.DOTTED.excel(), "清单.xlsx").task_list.tasks[0]
    assert [str(day) for day in first.deadline.due] == ["2024-06-30", "2024-12-31"]
    assert "取自目标" in first.deadline.words


def test_config_settles_a_column_and_who_reports() -> None:
    told = {bare("领导签批"): SettledColumn(Role.ANSWER, AnswerKind.CHOICE, ("同意", "不同意"), True)}
    found = read(own_lists.UNKNOWN_COLUMN.excel(), "清单.xlsx", settled=told)
    column = found.task_list.layout.columns[-1]
    assert (column.kind, column.choices, column.needed) == (AnswerKind.CHOICE, ("同意", "不同意"), True)
    assert found.doubts == ()
    both = read(own_lists.DECOMPOSITION.excel(), "清单.xlsx", owes=(Role.LEAD, Role.COOPERATING))
    assert both.task_list.tasks[0].responsible == "医政股、各卫生健康单位"
    assert both.task_list.tasks[0].lead == "医政股"


def test_a_heading_that_config_names_and_the_list_has_not_is_told() -> None:
    found = read(own_lists.CHAPTERS.excel(), "清单.xlsx", settled={bare("销号"): SettledColumn(Role.KEPT)})
    assert any("销号" in doubt and "没有这一栏" in doubt for doubt in found.doubts)


def test_a_number_missing_and_one_given_twice_are_told() -> None:
    rows = own_lists.RECTIFICATION.rows
    gap = numbered(rows, {3: "5"})
    assert any("缺3、4" in doubt for doubt in read(gap, "清单.xlsx").doubts)
    twice = numbered(rows, {3: "2"})
    assert any("序号2重复" in doubt for doubt in read(twice, "清单.xlsx").doubts)


def numbered(rows: tuple[tuple[str, ...], ...], numbers: dict[int, str]) -> bytes:
    changed = tuple((numbers.get(place, row[0]), *row[1:]) for place, row in enumerate(rows))
    return OwnList("清单", changed, 1, (), (), (), "").excel()


def changed(own: OwnList, place: tuple[int, int], text: str) -> bytes:
    rows = [list(row) for row in own.rows]
    rows[place[0]][place[1]] = text
    return OwnList(own.name, tuple(map(tuple, rows)), own.heading, (), (), (), "").excel()


def test_what_is_doubtful_of_answer_columns_and_of_who_reports_is_asked() -> None:
    filled = changed(own_lists.RECTIFICATION, (1, 6), "已完成选址")
    assert any("已有内容" in doubt for doubt in read(filled, "清单.xlsx").doubts)
    nobody = changed(own_lists.RECTIFICATION, (0, 3), "经费来源")
    found = read(nobody, "清单.xlsx")
    assert found.task_list.layout.owing == ("person",)
    assert any("没有责任单位一栏" in doubt for doubt in found.doubts)
    rows = [list(row) for row in own_lists.RESTARTING.rows]
    rows[0][5:] = ["一季度进展", "二季度落实情况", "三季度成效"]
    quarters = OwnList("清单", tuple(map(tuple, rows)), 1, (), (), (), "").excel()
    assert any("各管一段时间" in doubt for doubt in read(quarters, "清单.xlsx").doubts)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("said", ["合计", "小　计", "医疗小计（2项）", "总计"])
def test_a_row_of_sums_is_no_task(said: str, kind: str) -> None:
    own = replace(
        own_lists.RECTIFICATION,
        rows=(
            ("序号", "项目", "任务内容", "年度计划投资", "责任单位", "进展情况"),
            ("1", "医疗", "新建门诊楼", "3200", "医政股", ""),
            ("2", "医疗", "更新设备", "4500", "办公室", ""),
            (said, "", "", "7700", "", ""),
            ("3", "公卫", "完成报告合计", "200", "办公室", ""),
        ),
        heading=1,
        merged=((4, 1, 4, 3),),
    )
    found = read(data(own, kind), f"清单.{kind}")
    assert [task.detail for task in found.task_list.tasks] == ["新建门诊楼", "更新设备", "完成报告合计"]
    assert (found.task_list.layout.chapters, found.doubts) == (0, ())


def parted(above: str, inside: str) -> OwnList:
    heading = ("序号", "工作任务", "责任单位", "完成时限", "进展情况")
    return replace(
        own_lists.RECTIFICATION,
        name="平安建设任务清单",
        rows=(
            heading,
            ("1", "开展夜间巡逻", "医政股", "2024年6月底前", ""),
            (inside, "", "", "", ""),
            heading,
            ("1", "排查矛盾纠纷", "办公室", "2024年9月底前", ""),
        ),
        heading=1,
        merged=((3, 1, 3, 5),),
        above=(above,),
        below=(),
    )


@pytest.mark.parametrize(
    ("above", "inside"),
    [
        ("一、社会治安", "二、矛盾化解"),
        ("一、社会治安（1项）", "二、矛盾化解（1项）"),
        ("（一）社会治安", "（二）矛盾化解"),
    ],
)
def test_a_title_right_above_the_heading_of_a_sheet_is_its_first_chapter(above: str, inside: str) -> None:
    listed = read(parted(above, inside).excel(), "清单.xlsx").task_list
    wanted = [(above.removesuffix("（1项）"),), (inside.removesuffix("（1项）"),)]
    assert [task.themes for task in listed.tasks] == wanted
    assert (listed.title, listed.layout.above) == ("平安建设任务清单", ())
    again = read(official_list.official_template(listed, CAMPAIGN), "任务清单.xlsx").task_list
    assert [task.cells for task in again.tasks] == [task.cells for task in listed.tasks]


def test_a_line_above_the_heading_that_is_none_of_its_chapters_stays_above() -> None:
    listed = read(parted("二、任务分工", "一、社会治安").excel(), "清单.xlsx").task_list
    assert (listed.tasks[0].themes, listed.layout.above) == ((), ("二、任务分工",))


AROUND = replace(
    own_lists.DECOMPOSITION,
    led=(("旗卫发〔2024〕12号", "单位：人", "填报单位：（盖章）"),),
    below=(
        "注：1.进展要写明时间、做法和结果。",
        "2.每月25日前报送。",
        "填表说明：各单位如实填写。",
        "联系人：联络员77，电话：0839-3260001",
        "三、工作要求",
        "说得很长的正文。",
    ),
)


def test_what_stands_around_the_table_of_a_document_is_kept_for_print_and_the_notices_own_text_is_not() -> None:
    found = read(AROUND.word(), "通知.docx").task_list
    assert (found.title, found.layout.above) == (AROUND.name, ("旗卫发〔2024〕12号", "单位：人"))
    assert found.layout.below == AROUND.below[:4]


def test_the_title_of_a_list_is_the_line_right_above_it_and_not_another_ones() -> None:
    lines = ("附件2", "2024年工作任务分解表")
    found = read(replace(own_lists.DECOMPOSITION, name="2024年全旗卫生健康工作要点", led=(lines,)).word(), "通知.docx")
    assert (found.task_list.title, found.task_list.layout.above) == (lines[1], ())


@pytest.mark.parametrize(
    ("sheets", "themes"),
    [(("医疗类", "公卫类"), [("医疗类",), ("公卫类",), ("公卫类",)]), (("Sheet1", "Sheet2"), [()] * 3)],
)
def test_sheets_with_names_of_their_own_are_the_levels_of_a_list_that_has_no_others(
    sheets: tuple[str, ...], themes: list[tuple[str, ...]]
) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = own_lists.DECOMPOSITION.rows
    for name, lines in zip(sheets, (rows[1:2], rows[2:]), strict=True):
        sheet = book.create_sheet(name)
        for line in ((own_lists.DECOMPOSITION.name,), rows[0], *lines):
            sheet.append(line)
    stream = io.BytesIO()
    book.save(stream)
    first = read(stream.getvalue(), "清单.xlsx").task_list
    assert [task.themes for task in first.tasks] == themes
    again = read(official_list.official_template(first, CAMPAIGN), "任务清单.xlsx").task_list
    assert [task.themes for task in again.tasks] == themes


@pytest.mark.parametrize("led", [(), (("填报单位：　　　　　　单位：万元",),)])
def test_what_stands_beside_the_place_for_the_units_name_is_kept(led: tuple[tuple[str, ...], ...]) -> None:
    own = replace(six_lists.CIVIL, above=("填报单位：　　　　　　单位：万元",), led=led)
    found = own_lists.read(own.word() if led else own.excel(), "清单.docx" if led else "清单.xlsx").task_list.layout
    assert found.above == ("单位：万元",)
    assert {column.counted_in for column in found.columns if column.kind is AnswerKind.NUMBER} == {"万元"}


def test_a_line_is_called_by_its_own_number_with_its_chapter_or_by_its_words() -> None:
    measures = read(public_lists.NUMBERED_MEASURES.excel(), "清单.xlsx").task_list
    assert [task.name for task in measures.tasks][-2:] == ["措施编号3-1", "措施编号3-2"]
    anew = read(own_lists.RESTARTING.excel(), "清单.xlsx").task_list
    assert [task.name for task in anew.tasks] == [
        *("“一、党的建设”序号1", "“一、党的建设”序号2", "“二、医疗服务”序号1", "“二、医疗服务”序号2", "序号3")
    ]
    several = read(own_lists.SEVERAL_MEASURES.excel(), "清单.xlsx").task_list
    assert [task.name for task in several.tasks][:3] == ["序号1“制定调研计划”", "序号1“每季度到基层调研1次”", "序号2"]
    none = read(own_lists.WITHOUT_NUMBERS.excel(), "清单.xlsx").task_list
    assert none.name(1) == "“建立居民健康档案”"
    assert read(own_lists.DECOMPOSITION.excel(), "清单.xlsx").task_list.name(2) == "任务2"


def test_one_cause_in_many_lines_is_said_once() -> None:
    rows = (own_lists.DECOMPOSITION.rows[0], *((str(n), f"工作{n}", "", "", "", "6月底前") for n in range(1, 52)))
    doubts = read(replace(own_lists.DECOMPOSITION, rows=rows).excel(), "清单.xlsx").doubts
    assert [said for said in doubts if "没有写责任单位" in said] == [
        "有51行没有写责任单位：Sheet 的 B3、B4、B5、B6、B7等"
    ]


def test_a_column_headed_as_a_task_and_empty_beside_the_tasks_is_for_the_units_to_fill_in() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["编号", "重点事项", "责任单位", "办结时限", "推进举措及成效", "需要说明的事项"])
    page.append([1, "排查整治河道岸线的违建，逐处建立台账", "各镇", "5月底前"])
    page.append([2, "修编河流整治方案并报审", "各镇", "6月底前"])
    stream = io.BytesIO()
    book.save(stream)
    found = read(stream.getvalue(), "清单.xlsx")
    roles = {column.title: column.role for column in found.task_list.layout.columns}
    assert roles["重点事项"] is Role.TASK and roles["需要说明的事项"] is Role.ANSWER
    assert [task.detail for task in found.task_list.tasks] == [
        "排查整治河道岸线的违建，逐处建立台账",
        "修编河流整治方案并报审",
    ]
    assert len(found.doubts) == 1 and "需要说明的事项" in found.doubts[0]
