"""A table is found wherever it stands, and its headings mean what they say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasklist.config.task_list import HEADINGS
from tasklist.model.book import Grid
from tasklist.tables.find import find_tables
from tasklist.tables.headings import QUOTAS, TASKS
from tasklist.tables.nearest_headings import nearest_headings

OFFICIAL = list(HEADINGS)


def grid(*rows: list[str], top: int = 1, left: int = 1, merged: tuple[tuple[int, int, int, int], ...] = ()) -> Grid:
    cells = {
        (top + row, left + column): text for row, texts in enumerate(rows) for column, text in enumerate(texts) if text
    }
    return Grid("表", cells, merged)


def line(seq: str, detail: str = "组织学习", progress: str = "") -> list[str]:
    return [seq, "主题", detail, "委", "各单位", "6月底前", progress, "", ""]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("工作任务推进措施及进展情况", "progress"),
        ("进展\n情况", "progress"),
        ("落实情况（2023年6月）", "progress"),
        ("推进措施及进展", "progress"),
        ("完 成 情 况", "progress"),
        ("具体任务完成情况", "progress"),
        ("联络员及联系电话", "contact"),
        ("联系人", "contact"),
        ("完成时限", "deadline"),
        ("完成时间", "deadline"),
        ("牵头部门", "lead"),
        ("责任科室", "responsible"),
        ("具体任务", "detail"),
        ("重点任务", "theme"),
        ("序　号", "seq"),
        ("备　注", "remark"),
        ("应完成日期", "settled"),
        ("经费来源", None),
        ("上月进展情况", None),
        ("下一步工作措施", None),
        ("存在问题", None),
        ("工作进度", "progress"),
        ("主责部门", "lead"),
        ("联络人", "contact"),
        ("组织铸牢中华民族共同体意识专题学习并且按时报送进展情况的有关要求说明", None),
    ],
)
def test_a_heading_is_read_by_its_meaning(heading: str, role: str | None) -> None:
    assert TASKS.role(heading) == role


def test_the_official_table_is_found_under_a_title_and_away_from_the_corner() -> None:
    found = find_tables(grid(["清单"], OFFICIAL, line("1"), line("2"), top=5, left=3), TASKS)
    assert [[row.text("seq") for row in table.rows] for table in found] == [["1", "2"]]
    assert found[0].columns["progress"] == (9,)


def test_columns_may_stand_in_any_order_beside_columns_nobody_asked_for() -> None:
    heads = ["备注", "进展情况", "经费（万元）", "序号", "具体任务"]
    (table,) = find_tables(grid(heads, ["无", "已开会", "3", "1", "组织学习"]), TASKS)
    assert (table.rows[0].text("progress"), table.rows[0].text("seq")) == ("已开会", "1")
    assert table.extra == {3: "经费（万元）"}


def test_a_heading_in_two_rows_is_one_heading() -> None:
    top = ["序号", "具体任务", "工作进展", "", "联络员"]
    below = ["", "", "推进措施", "进展情况", ""]
    merges = ((1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5))
    (table,) = find_tables(grid(top, below, ["1", "组织学习", "开会", "2次", "联络员01"], merged=merges), TASKS)
    assert table.columns["progress"] == (3, 4)
    assert table.rows[0].text("progress") == "开会 2次"
    assert table.heading(4) == "工作进展进展情况"


def test_months_under_one_heading_belong_to_it() -> None:
    top, below = ["序号", "具体任务", "进展情况", "", "联络员"], ["", "", "2023年5月", "2023年6月", ""]
    merges = ((1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5))
    signs = ["1", "2", "3", "4", "5"]
    (table,) = find_tables(grid(top, below, signs, ["1", "组织学习", "开会", "2次", "联络员01"], merged=merges), TASKS)
    assert [table.heading(column) for column in (2, 3, 4)] == ["具体任务", "进展情况2023年5月", "进展情况2023年6月"]
    assert [row.text("seq") for row in table.rows] == ["1"]


def test_a_short_line_below_a_wide_heading_is_no_half_of_it() -> None:
    top, merges = ["序号", "具体任务", "进展情况", ""], ((1, 3, 1, 4), (2, 3, 2, 4))
    for row in (["一", "学习", "完成", ""], ["", "", "完成", ""]):
        for merged in (merges, merges[:1]):
            (table,) = find_tables(grid(top, row, ["2", "走访企业", "12家", ""], merged=merged), TASKS)
            assert [each.text("progress") for each in table.rows] == ["完成", "12家"]


def test_a_table_in_the_last_columns_of_a_sheet_is_read() -> None:
    heads = ["序号", "具体任务", "进展情况"]
    found = find_tables(grid([*heads, *heads], ["1", "学习", "2次", "2", "走访", "3次"], left=(1 << 14) - 5), TASKS)
    assert [table.rows[0].text("progress") for table in found] == ["2次", "3次"]


def test_a_heading_repeated_at_a_page_break_opens_no_new_table() -> None:
    (table,) = find_tables(grid(OFFICIAL, line("1"), OFFICIAL, line("2")), TASKS)
    assert [row.text("seq") for row in table.rows] == ["1", "2"]
    assert {row for row, _ in table.headings} == {1, 3}


def test_a_second_table_with_other_columns_is_another_table() -> None:
    other = ["序号", "具体任务", "进展情况"]
    found = find_tables(grid(OFFICIAL, line("1"), other, ["2", "走访企业", "12家"]), TASKS)
    assert [table.rows[0].text("seq") for table in found] == ["1", "2"]


def test_a_theme_over_two_columns_has_two_levels() -> None:
    heads = ["序号", "重点任务", "", "具体任务", "进展情况"]
    (table,) = find_tables(grid(heads, ["3", "三项工程", "家园", "学习", ""], merged=((1, 2, 1, 3),)), TASKS)
    assert table.columns["theme"] == (2, 3)


def test_a_progress_cell_merged_over_two_rows_answers_both() -> None:
    rows = grid(OFFICIAL, line("1", progress="开会2次"), line("2", "走访"), merged=((2, 7, 3, 7),))
    (table,) = find_tables(rows, TASKS)
    assert [row.text("progress") for row in table.rows] == ["开会2次", "开会2次"]
    assert table.rows[1].cells["progress"] == ((2, 7),)


def test_lines_of_a_table_are_never_taken_for_a_heading() -> None:
    (table,) = find_tables(grid(OFFICIAL, line("1", "报送工作进展情况"), line("2", "完成时限要求")), TASKS)
    assert len(table.rows) == 2


def test_where_no_heading_is_the_nearest_row_is_named() -> None:
    letter = grid(["关于报送情况的函"], ["编号", "内容", "完成了没有"])
    assert find_tables(letter, TASKS) == ()
    assert nearest_headings((letter,), TASKS) == ("编号", "内容", "完成了没有")


def test_the_sheet_of_counted_items_is_found_by_its_own_headings() -> None:
    (table,) = find_tables(grid(["事项", "日期", "标题或内容", "备注"], ["动态信息", "2022-06-01", "义诊", ""]), QUOTAS)
    assert table.rows[0].text("item") == "义诊"


def test_a_vague_heading_counts_only_where_no_clear_one_has_the_role() -> None:
    (table,) = find_tables(grid(["序号", "事项", "责任单位", "情况"], ["1", "组织学习", "办公室", "开会2次"]), TASKS)
    assert (table.rows[0].text("detail"), table.rows[0].text("progress")) == ("组织学习", "开会2次")
    (table,) = find_tables(grid(["序号", "具体任务", "进展情况", "情况"], ["1", "组织学习", "开会2次", "良好"]), TASKS)
    assert table.columns["progress"] == (3,)
    assert table.extra == {4: "情况"}


def test_a_row_of_column_numbers_belongs_to_the_heading() -> None:
    signs = ["甲", "乙", "丙", "1", "2", "3", "4", "5", "6"]
    for numbers in ([str(place) for place in range(1, 10)], signs):
        (table,) = find_tables(grid(OFFICIAL, numbers, line("1"), line("2")), TASKS)
        assert [row.text("seq") for row in table.rows] == ["1", "2"]


def test_a_line_over_the_whole_width_is_no_cell_of_the_table() -> None:
    rows = grid(OFFICIAL, ["一、主题"], line("1"), line("2"), merged=((2, 1, 2, 9),))
    (table,) = find_tables(rows, TASKS)
    assert [row.text("seq") for row in table.rows if row.texts] == ["1", "2"]


def test_a_row_of_the_table_is_no_second_half_of_its_heading() -> None:
    (table,) = find_tables(grid(OFFICIAL, ["", "", "开展测试。"], line("2")), TASKS)
    assert table.rows[0].text("detail") == "开展测试。"


def test_a_column_of_per_cents_that_the_list_itself_asks_for_is_its_answer() -> None:
    words = replace(TASKS, own={"进度": "progress", "完成率": "progress"})
    (table,) = find_tables(grid(["序号", "具体任务", "进度（%）", "完成率"], ["1", "修建道路", "65%", "70%"]), words)
    assert [row.text("progress").split() for row in table.rows] == [["65%", "70%"]]


@pytest.mark.parametrize("code", ["95808760", "C5E9A1B2", "15E3C49D"])
def test_the_mark_of_a_row_is_no_word_against_its_heading(code: str) -> None:
    """A mark holds eight signs of hashes: by chance they are all digits, as a telephone number is."""
    sheet = grid(["事项", "日期", "标题或内容", "备注", f"RW.15E3C49D.{code}.2026-Q2.0.38023D"])
    assert [table.top for table in find_tables(sheet, QUOTAS)] == [1]


@pytest.mark.parametrize("note", ["备忘：另有材料", "联系人：联络员01", "2023年6月20日", "13900000001"])
def test_a_note_beside_the_heading_row_hides_no_table(note: str) -> None:
    (table,) = find_tables(grid([*OFFICIAL, "", note], line("1", progress="已完成")), TASKS)
    assert [row.text("progress") for row in table.rows] == ["已完成"]


def test_a_line_of_answers_is_no_heading_for_a_heading_word_in_it() -> None:
    assert not find_tables(grid(["序号", "任务", "落实情况良好", "备注：无"]), TASKS)
