"""Home folders of any size whose returns truly merge: made by XlsxWriter alone, not by this program's own forms.

A province's worth of units in towns and districts, the shipped list of 14 tasks, one workbook a unit without any
mark of ours; the texts differ, some cells are blank or say nothing. The same seed makes the same files.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from random import Random

import openpyxl
import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2023-06-26T09:00"
PERIOD = "2023-06"
HEADINGS = (
    *("序号", "重点任务", "具体任务", "牵头单位", "责任单位", "完成时限"),
    *("工作任务推进措施及进展情况", "联络员及联系电话", "备注"),
)
_FIRST = "东南西北上下大小新古青白黄红金银石龙凤云长高平清永安和德兴宝"
_SECOND = "山河川湖泉滩湾岭坪台寨堡营屯集关桥塘井林岗沟原洲城"
_KINDS = ("中心卫生院", "人民医院", "中医医院", "妇幼保健院", "疾病预防控制中心", "社区卫生服务中心")
_ACTS = (
    "专题学习",
    "主题党日",
    "义诊",
    "健康讲座",
    "业务培训",
    "入户宣传",
    "座谈会",
    "知识竞赛",
    "岗位练兵",
    "环境整治",
)
_WHAT = ("参加", "发放宣传册", "服务群众", "走访", "收集意见", "整改问题")


def make(home: Path, units: int, seed: int = 1, tasks: int = 0) -> Path:
    """A home of `units` units whose returns of June 2023 lie in the inbox; `home` must not exist.

    `tasks`: how many the list has, the shipped ones and others like them; 0 is the shipped ones alone.
    """
    shutil.copytree(ROOT / "templates", home / "templates")
    (home / "outbox").mkdir()
    (home / "inbox").mkdir()
    shutil.copy(ROOT / "tests" / "examples" / "demo-2023" / "config.yaml", home / "config.yaml")
    called = list(names(units))
    _roster(home / "templates" / "单位名册.xlsx", called)
    listed = home / "templates" / "任务清单.xlsx"
    if tasks:
        _lengthen(listed, tasks, Random(f"{seed}-tasks"))
    rows = _tasks(listed)
    for number, unit in enumerate(called):
        path = home / "inbox" / f"{unit}-2023年6月填报表.xlsx"
        answer(path, unit, number, rows, Random(f"{seed}-{unit}"))
    return home


def answer(path: Path, unit: str, number: int, tasks: Sequence[Sequence[str]], chance: Random) -> None:
    """One unit's workbook, saved on 20 June."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime(2023, 6, 20)})  # noqa: DTZ001
        page = book.add_worksheet("任务清单")
        bold, wrapped = book.add_format({"bold": True, "border": 1}), book.add_format({"text_wrap": True, "border": 1})
        page.merge_range(0, 0, 0, 8, "乌审旗卫健系统全方位建设“模范自治区”工作任务清单", bold)
        page.write_string(1, 0, f"填报单位：{unit}")
        page.write_string(1, 6, "报送期：2023年6月")
        page.write_row(2, 0, HEADINGS, bold)
        for row, task in enumerate(tasks, 3):
            page.write_number(row, 0, int(task[0]), wrapped)
            for column, text in enumerate(task[1:], 1):
                page.write_string(row, column, text, wrapped)
            page.write_string(row, 6, told(unit, chance), wrapped)
            page.write_string(row, 7, f"联络员{number + 1:02d} 139{number:08d}", wrapped)
            page.write_blank(row, 8, None, wrapped)
        page.set_column(2, 6, 40)
    saved = datetime.fromisoformat("2023-06-20T09:00:00+08:00").timestamp()
    os.utime(path, (saved, saved))


def told(unit: str, chance: Random) -> str:
    """An answer: mostly one with facts, now and then one without."""
    lot = chance.random()
    if lot < 0.06:
        return chance.choice(("", "无", "暂无", "已完成", "正在积极推进", "本月未开展，计划7月组织。"))
    parts = [
        f"6月{chance.randint(1, 24)}日组织{chance.choice(_ACTS)}{chance.randint(1, 5)}次，"
        f"{chance.choice(_WHAT)}{chance.randint(8, 400)}人次"
        for _ in range(chance.randint(1, 4))
    ]
    return f"{unit if lot > 0.8 else '我单位'}{'；'.join(parts)}。"


def names(count: int) -> Iterator[str]:
    """The names of so many units."""
    for number in range(count):
        town, kind = divmod(number, len(_KINDS))
        district, place = divmod(town, len(_FIRST) * len(_SECOND))
        first, second = divmod(place, len(_SECOND))
        yield f"{_FIRST[district % len(_FIRST)]}旗{_FIRST[first]}{_SECOND[second]}镇{_KINDS[kind]}"


def _roster(path: Path, names: Sequence[str]) -> None:
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    page.delete_rows(3, page.max_row)
    for number, name in enumerate(names):
        kind = "卫生健康单位、卫生健康单位党支部"
        contact, phone, mail = f"联络员{number + 1:02d}", f"139{number:08d}", f"unit{number}@example.org"
        for column, text in enumerate((name, name.partition("旗")[2], kind, None, contact, phone, mail), 1):
            page.cell(number + 3, column).value = text
    book.save(path)


def _lengthen(path: Path, count: int, chance: Random) -> None:
    """More tasks below the shipped ones, each in words of its own."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    below = [[cell.value for cell in row] for row in page.iter_rows(min_row=4) if str(row[0].value or "").isdigit()]
    first = 4 + len(below)
    for merged in [span for span in page.merged_cells.ranges if span.min_row >= first]:
        page.unmerge_cells(merged.coord)
    page.delete_rows(first, page.max_row)  # what stands under the table
    for number in range(len(below) + 1, count + 1):
        row, old = first + number - len(below) - 1, below[number % len(below)]
        detail = f"{chance.choice(_FIRST)}{chance.choice(_SECOND)}第{number}网格：{old[3]}"
        for column, value in enumerate((number, *old[1:3], detail, *old[4:]), 1):
            page.cell(row, column).value = value
    book.save(path)


def _tasks(path: Path) -> list[tuple[str, ...]]:
    """The six official columns left of the answers, one row a task."""
    page = openpyxl.load_workbook(path).worksheets[0]
    found: list[tuple[str, ...]] = []
    theme = ""
    for row in page.iter_rows(min_row=4, values_only=True):
        number, first, second, detail, lead, responsible, deadline = (str(value or "") for value in row[:7])
        if number.isdigit():
            theme = f"{first}{second}" if first else theme
            found.append((number, theme, detail, lead, responsible, deadline))
    return found
