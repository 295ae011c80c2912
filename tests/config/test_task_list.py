"""The official list is read from Word or Excel, word for word, and whatever is doubtful is said."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from notice import notice
from shipped import ISSUED, SHIPPED, facts, read
from tasklist.config import task_list
from tasklist.config.task_list import HEADINGS
from tasklist.model.errors import UserError
from tasklist.model.plan import Campaign, PeriodRule
from tasklist.model.workdays import WEEKENDS_ONLY
from tasklist.views.forms import official_list

CAMPAIGN = Campaign(SHIPPED.title, "乌审旗卫生健康委员会", "", ISSUED, "Asia/Shanghai", PeriodRule("month", "25"))


def rows(*lines: list[str]) -> bytes:
    book = Workbook()
    for line in ([*HEADINGS], *lines):
        book.worksheets[0].append(line)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def line(seq: str, detail: str, theme: str = "主题") -> list[str]:
    return [seq, theme, detail, "卫健委", "各卫生健康单位", "6月底前", "", "", ""]


@pytest.mark.parametrize(
    ("pages", "tables"),
    [
        ((14,), False),
        ((5, 5, 4), False),
        ((5, 5, 4), True),
        ((3, 4, 2, 5), False),
        ((3, 4, 2, 5), True),
        ((1,) * 14, False),
    ],
)
def test_the_notices_own_table_is_read_word_for_word_however_it_is_paged(pages: tuple[int, ...], tables: bool) -> None:
    listed = read(notice(SHIPPED.title, SHIPPED.tasks, pages, tables=tables), "通知.docx")
    assert facts(listed.task_list) == facts(SHIPPED)
    assert listed.doubts == ()
    assert listed.task_list.headings == HEADINGS
    assert listed.task_list.title == SHIPPED.title


@pytest.mark.parametrize(
    "prose",
    [
        "各单位要对照清单逐项建立整改台账。",
        "2.基层减负工作任务清单",
        "附件：1.基层减负工作任务清单",
        "（三）压实责任，建立工作台账",
    ],
)
def test_a_sentence_or_an_item_of_the_annexes_is_no_title(prose: str) -> None:
    assert read(notice(SHIPPED.title, SHIPPED.tasks, prose=[prose]), "通知.docx").task_list.title == SHIPPED.title
    assert read(notice("", SHIPPED.tasks, prose=[prose, "请遵照执行。"]), "通知.docx").task_list.title == ""


def test_its_own_output_read_back_gives_the_same_tasks() -> None:
    listed = read(notice(SHIPPED.title, SHIPPED.tasks), "通知.docx")
    again = read(official_list.official_template(listed.task_list, CAMPAIGN), "任务清单.xlsx")
    assert again.task_list == listed.task_list
    assert again.doubts == ()


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("办公室\n人事股\n旗人民医院", "办公室 人事股 旗人民医院"),
        ("办公室　 人事股", "办公室 人事股"),
        ("医政股（牵头）\n疾控股", "医政股（牵头） 疾控股"),
        ("委机关各股\n室、各卫生健\n康单位", "委机关各股室、各卫生健康单位"),
        ("办公室、\n人事股", "办公室、人事股"),
        ("办 公 室", "办公室"),
    ],
)
def test_units_on_lines_of_their_own_stay_apart_and_a_broken_name_is_mended(typed: str, read_as: str) -> None:
    row = line("1", "开展宣传")
    row[4] = typed
    (task,) = read(rows(row), "清单.xlsx").task_list.tasks
    assert task.responsible == read_as


def test_the_list_does_not_depend_on_where_it_was_read_from() -> None:
    listed = read(notice(SHIPPED.title, SHIPPED.tasks), "通知.docx")
    assert listed.task_list.digest == SHIPPED.digest


def test_a_gap_a_double_and_a_task_without_number_are_said() -> None:
    gap = read(rows(line("1", "组织学习一次"), line("3", "走访企业")), "清单.xlsx")
    assert any("缺2" in doubt for doubt in gap.doubts)
    double = read(rows(line("1", "组织学习一次"), line("1", "走访企业")), "清单.xlsx")
    assert any("序号1重复" in doubt for doubt in double.doubts)
    lost = read(rows(line("1", "组织学习一次"), line("", "走访企业并建立台账")), "清单.xlsx")
    assert any("没有序号" in doubt and "走访企业" in doubt and "A3" in doubt for doubt in lost.doubts)
    assert [task.seq for task in lost.task_list.tasks] == [1]


def test_numbers_may_be_dressed() -> None:
    listed = read(rows(line("1.", "组织学习一次"), line("（二）", "走访企业"), line("③", "建立台账")), "清单.xlsx")
    assert [task.seq for task in listed.task_list.tasks] == [1, 2, 3]
    assert listed.doubts == ()


def test_a_task_that_runs_on_over_the_page_is_one_task() -> None:
    data = rows(
        line("1", "组织学习一次，并在学习之后"),
        [*HEADINGS],
        ["", "", "开展测试。", "", "", "", "", "", ""],
        line("2", "走访企业"),
    )
    listed = read(data, "清单.xlsx")
    assert [task.detail for task in listed.task_list.tasks] == ["组织学习一次，并在学习之后开展测试。", "走访企业"]
    assert any("已接在任务1后面" in doubt for doubt in listed.doubts)


def test_a_file_without_the_list_names_the_headings_it_has() -> None:
    book = Workbook()
    book.worksheets[0].append(["日期", "任务内容", "价格"])
    data = io.BytesIO()
    book.save(data)
    with pytest.raises(UserError, match="任务内容"):
        read(data.getvalue(), "菜单.xlsx")


def test_a_list_that_is_missing_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有找到任务清单"):
        task_list.load(tmp_path / "没有.xlsx", "templates/任务清单.xlsx", ISSUED, WEEKENDS_ONLY)


def test_themes_left_blank_are_those_above(workbook: Callable[..., Path]) -> None:
    lines = [
        [*HEADINGS],
        line("1", "组织学习一次", "主题一"),
        line("2", "走访企业", ""),
        line("3", "建立台账", "主题二"),
    ]
    listed = task_list.load(workbook("清单.xlsx", lines), "清单.xlsx", ISSUED, WEEKENDS_ONLY)
    assert [task.themes for task in listed.tasks] == [("主题一",), ("主题一",), ("主题二",)]
