"""A part of the year in a heading is that of an answer column only where the column is answered at all."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from openpyxl import load_workbook

from further_lists import QUARTERS
from own_lists import ISSUED, read
from tasklist.model.plan import Campaign, PeriodRule
from tasklist.returns.belonging.year_parts import other_parts
from tasklist.tables.find import find_tables
from tasklist.tables.layout_words import vocabulary_of
from tasklist.views.forms.official_list import official_template
from tasklist.views.forms.table import grid_of

CAMPAIGN = Campaign("测试", "旗卫生健康委员会", "", ISSUED, "Asia/Shanghai", PeriodRule("quarter", "25"))
TARGETS = replace(
    QUARTERS,
    rows=(
        ("编号", "重点任务", "阶段性目标", "", "", "", "工作进展", "", "", "", "牵头单位"),
        ("", "", "一季度", "二季度", "三季度", "四季度", "一季度", "二季度", "三季度", "四季度", ""),
        ("1-1", "旧楼改造", "完成招标", "开工6栋", "开工9栋", "完工", "", "", "", "", "医政股"),
        ("1-2", "学位扩充", "完成立项", "封顶", "装修", "使用", "", "", "", "", "办公室"),
    ),
    merged=(*((1, column, 2, column) for column in (1, 2, 11)), (1, 3, 1, 6), (1, 7, 1, 10)),
)


def test_the_quarters_of_the_lists_own_targets_are_no_answers_for_other_quarters() -> None:
    task_list = read(TARGETS.excel(), "清单.xlsx").task_list
    sheet = load_workbook(io.BytesIO(official_template(task_list, CAMPAIGN))).worksheets[0]
    table = find_tables(grid_of(sheet), vocabulary_of(task_list.layout))[0]
    assert list(other_parts(task_list.layout, table, date(2024, 3, 31))) == [8, 9, 10]
