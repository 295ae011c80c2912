"""A workbook called by a counted item holds one in each row: all are counted, and an undated one is asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from offices import CONFIG, UNITS, merged, office
from todo_book import open_rows, say

QUOTAS = "quotas: [{{name: 工作动态信息, at_least: {0}, per: month, units: 卫生健康单位}}]\n"
ROWS = (("6月3日", "开展义诊"), ("6月12日", "专题学习"), ("6月18日", "发放资料"))


def register(home: Path, rows: tuple[tuple[str, str], ...], title: str, name: str) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for line in ((title,), (f"填报单位：{UNITS[1]}",), ("序号", "日期", "标题")):
        page.append(line)
    for number, row in enumerate(rows, 1):
        page.append((number, *row))
    book.save(home / "inbox" / name)


def counted(answer: Any) -> int:
    return int(answer["obligations"]["reported"])


@pytest.mark.parametrize("title", ["工作动态信息", "旗蒙医医院6月工作动态信息统计表"])
def test_every_row_of_a_register_is_an_item(tmp_path: Path, title: str) -> None:
    home = office(tmp_path / "home", CONFIG + QUOTAS.format(3))
    register(home, ROWS, title, "蒙医医院动态信息.xlsx")
    answer = merged(home)
    assert counted(answer) == 1 and not (home / "outbox/待办.xlsx").exists()


def test_an_undated_row_of_a_register_is_asked_about_and_counts_when_the_day_is_given(tmp_path: Path) -> None:
    home = office(tmp_path / "home", CONFIG + QUOTAS.format(3))
    register(home, (*ROWS[:2], ("", "发放资料")), "工作动态信息", "蒙医医院动态信息.xlsx")
    assert counted(merged(home)) == 0 and open_rows(home) == ["频次事项是哪一天的"]
    say(home, "频次事项是哪一天的", "2023-06-18")
    assert counted(merged(home, "2023-06-26T10:00")) == 1 and not open_rows(home)


def test_a_workbook_called_otherwise_registers_nothing(tmp_path: Path) -> None:
    home = office(tmp_path / "home", CONFIG + QUOTAS.format(1))
    register(home, ROWS, "值班安排", "蒙医医院值班.xlsx")
    assert counted(merged(home)) == 0
