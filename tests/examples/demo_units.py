"""The units of demo-2023 and what they have to tell: the texts stand in demo-2023/answers.tsv, month by month.

The texts are invented; the numbers in them come from the unit's place in the roster.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from making import Answers, blank_forms, fill_in, opened, saved

HERE = Path(__file__).parent / "demo-2023"
FILLED_AS_OF = {5: "2023-05-04T09:00", 6: "2023-06-01T09:00"}  # month → when its forms went out
OFFICE = "乌审旗卫生健康委员会"

PARTY = "乌审旗卫生健康委员会党组"
GENERAL = "乌审旗卫生健康委员会办公室"
STAFF = "乌审旗卫生健康委员会人事股"
MEDICAL = "乌审旗卫生健康委员会医政医管股"
GRASSROOTS = "乌审旗卫生健康委员会基层卫生健康股"
HOSPITAL = "乌审旗人民医院"
MONGOLIAN = "乌审旗蒙医综合医院"
MOTHERS = "乌审旗妇幼保健计划生育服务中心"
DISEASE = "乌审旗疾病预防控制中心"
ENFORCERS = "乌审旗卫生健康综合行政执法大队"
GALUT = "嘎鲁图镇中心卫生院"
WULAN = "乌兰陶勒盖镇卫生院"
TUKE = "图克镇中心卫生院"
HUJIRT = "图克镇中心卫生院呼吉尔特分院"
WUSHENZHAO = "乌审召镇中心卫生院"
SULDE = "苏力德苏木卫生院"
WUDING = "无定河镇中心卫生院"


@cache
def office(month: int) -> tuple[tuple[str, ...], dict[str, frozenset[int]], dict[str, bytes]]:
    """The units in roster order, what each owes, and its untouched form of a month."""
    made, _, forms = blank_forms(HERE, FILLED_AS_OF[month])
    plan = made.plan
    return tuple(plan.roster.order), {unit: frozenset(tasks) for unit, tasks in plan.duties.items()}, forms


@cache
def sentences() -> dict[tuple[int, int, str], list[str]]:
    """(month, task, 党组 / 股室 / 单位) → ways to say it."""
    found: dict[tuple[int, int, str], list[str]] = {}
    with (HERE / "answers.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            found.setdefault((int(row["month"]), int(row["task"]), row["who"]), []).append(row["text"])
    return found


def told(unit: str, month: int = 6) -> dict[int, tuple[str, ...]]:
    """A full answer of a unit: every task it owes, with numbers of its own."""
    units, owed, _ = office(month)
    place = units.index(unit) + 1
    who = "党组" if unit == PARTY else "股室" if unit.startswith(OFFICE) else "单位"
    answers: dict[int, tuple[str, ...]] = {}
    for task in sorted(owed[unit]):
        dice = place * 37 + task * 11 + (6 - month) * 5
        ways = sentences()[month, task, who]
        progress = ways[(place + task) % len(ways)].format(
            d=1 + dice % 19,
            a=1 + dice % 3,
            b=3 + dice % 6,
            c=2 + dice % 4,
            n=12 + dice * 7 % 50,
            m=80 + dice * 13 % 320,
            p=80 + dice % 18,
        )
        remark = "附签到表和照片" if dice % 7 == 0 else ""
        answers[task] = (progress, f"联络员{place:02d} 139{place:08d}", remark)
    return answers


def form(unit: str, answers: Answers, at: str, month: int = 6) -> bytes:
    """A unit's form of a month with these answers typed in."""
    workbook = opened(office(month)[2][unit])
    fill_in(workbook, answers)
    return saved(workbook, at)
