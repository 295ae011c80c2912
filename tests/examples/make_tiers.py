"""Writes the three tiers of tiers-2023: `python tests/examples/make_tiers.py`, the same files every time.

Two counties with their units, the city above them with a hospital of its own, the province above the city; every
tier has its own day. All of it is invented.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from making import document, own_table, put, saved
from openpyxl import Workbook

from offices import task_list
from tasklist.config.task_list import HEADINGS
from tasklist.model.plan import Campaign, PeriodRule
from tasklist.views.forms import official_list

HERE = Path(__file__).parent / "tiers-2023"
EAST, WEST, SOUTH = "东县卫生健康局", "西县卫生健康局", "南县卫生健康局"
CITY, OTHER, PROVINCE = "江州市卫生健康委", "河州市卫生健康委", "示例省卫生健康委"
EAST_UNITS, WEST_UNITS = ("东县人民医院", "东县中医医院", "东县疾控中心"), ("西县人民医院", "西县妇幼保健院")
OWN = "江州市第一人民医院"
UNIT, GATHERS = "卫生健康单位", "汇总单位"
HEAD = ("单位名称", "简称", "类别", "上级单位", "联络员", "联系电话", "邮箱")
TITLE = "试点工作任务清单"
OFFICES = {  # folder → office, the day it is due, (unit, class, office above it) of its roster
    "东县": (EAST, 20, [(name, UNIT, EAST) for name in EAST_UNITS]),
    "西县": (WEST, 20, [(name, UNIT, WEST) for name in WEST_UNITS]),
    "市": (
        CITY,
        23,
        [
            (OWN, UNIT, CITY),
            *((name, GATHERS, CITY) for name in (EAST, WEST, SOUTH)),
            *((name, UNIT, EAST) for name in EAST_UNITS),
            *((name, UNIT, WEST) for name in WEST_UNITS),
        ],
    ),
    "省": (
        PROVINCE,
        25,
        [
            (CITY, GATHERS, ""),
            (OTHER, GATHERS, ""),
            *((name, GATHERS, CITY) for name in (EAST, WEST, SOUTH)),
            (OWN, UNIT, CITY),
            *((name, UNIT, EAST) for name in EAST_UNITS),
            *((name, UNIT, WEST) for name in WEST_UNITS),
        ],
    ),
}
TOLD: Mapping[str, Sequence[str]] = {
    EAST_UNITS[0]: (
        "6月12日组织专题学习1次，参训45人",
        "6月5日走访企业3家，发放宣传册120份",
        "6月9日义诊1次，服务160人次",
    ),
    EAST_UNITS[1]: ("6月14日专题学习1次，参训23人", "无", "已完成"),
    WEST_UNITS[0]: ("6月8日专题学习2次，参训61人", "", "6月16日义诊2次，服务210人次"),
    WEST_UNITS[1]: (
        "本月未开展，计划7月组织。",
        "6月19日建立青年教育点2个",
        "6月9日义诊1次，服务160人次",
    ),
    OWN: ("6月13日专题学习1次，参训88人", "6月20日建立教育点1个", "6月21日义诊1次，服务300人次"),
}
CONFIG = """\
campaign:
  title: {title}
  office: {office}
  issued_on: 2023-06-01
  timezone: Asia/Shanghai
  task_list: templates/任务清单.xlsx
  roster: templates/单位名册.xlsx
periods: {{every: month, due: {due}}}   # 各级各有各的截止日：县20日，市23日，省25日
deliverables: [{{name: 实施方案, due: 2023-06-24, units: [卫生健康单位]}}]
quotas: [{{name: 动态信息, at_least: 1, per: month, units: [卫生健康单位]}}]
"""


def told(unit: str, at: str) -> bytes:
    """A unit's own table."""
    number = next(units.index(unit) for units in (EAST_UNITS, WEST_UNITS, (OWN,)) if unit in units) + 1
    rows = [
        (
            str(task.seq),
            task.theme,
            task.detail,
            task.lead,
            task.responsible,
            task.deadline.text,
            text,
            f"联络员{number:02d}",
            "",
        )
        for task, text in zip(task_list().tasks, TOLD[unit], strict=True)
    ]
    return own_table(f"填报单位：{unit}", HEADINGS, rows, at)


def roster(rows: Sequence[tuple[str, str, str]]) -> bytes:
    """The roster of an office."""
    book = Workbook()
    page = book.worksheets[0]
    page.append(HEAD)
    for number, (name, kind, above) in enumerate(rows, 1):
        contact = (f"联络员{number:02d}", f"0839-32600{number:02d}", f"unit{number:02d}@example.org")
        page.append((name, "", kind, above, *contact))
    return saved(book, "2023-06-01T02:00")


def files() -> Iterator[tuple[str, bytes]]:
    """Every file of the example by its path."""
    campaign = Campaign(TITLE, PROVINCE, "", date(2023, 6, 1), "Asia/Shanghai", PeriodRule("month", "25"))
    yield "任务清单.xlsx", official_list.official_template(task_list(), campaign)
    for folder, (office, due, rows) in OFFICES.items():
        yield f"{folder}/config.yaml", CONFIG.format(title=TITLE, office=office, due=due).encode()
        yield f"{folder}/单位名册.xlsx", roster(rows)
    first, second, _ = EAST_UNITS
    yield f"东县/arrivals/2023-06-19T1700/{first}.xlsx", told(first, "2023-06-19T02:00")
    plan = document("2023-06-19T03:00", "实施方案", "成立工作专班。")
    yield f"东县/arrivals/2023-06-19T1700/{first}-实施方案.docx", plan
    item = document("2023-06-19T04:00", "义诊进社区", "服务160人次。")
    yield f"东县/arrivals/2023-06-19T1700/{first}-动态信息-6月9日.docx", item
    # late for the county, in time for the province
    yield f"东县/arrivals/2023-06-21T1500/{second}.xlsx", told(second, "2023-06-21T03:00")
    for unit in WEST_UNITS:
        yield f"西县/arrivals/2023-06-19T1700/{unit}.xlsx", told(unit, "2023-06-19T02:00")
    yield f"市/arrivals/2023-06-22T1700/{OWN}.xlsx", told(OWN, "2023-06-22T02:00")


if __name__ == "__main__":
    put(HERE, dict(files()))
