"""Writes what some units of nation-2022 send: `python tests/examples/make_nation.py`, the same files every time.

Dated documents dropped by name or into the clerk's folders, evidence, counted items, late ones. All of it is invented.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from making import add_items, blank_forms, document, opened, put, saved

HERE = Path(__file__).parent / "nation-2022"
CENTRAL, FIRST_HOSPITAL, TCM = "广元市中心医院", "广元市第一人民医院", "广元市中医医院"
DISEASE, BLOOD, EYES = "广元市疾病预防控制中心", "广元市中心血站", "广元明光眼科医院"
PARTY_OFFICE, STAFF = "广元市卫生健康委员会机关党办", "广元市卫生健康委员会人事科"
WEEKLY, MONTHLY, STUDY = "工作动态信息（每周）", "工作动态信息（每月）", "民族政策理论学习"

ITEMS = {
    CENTRAL: (
        (WEEKLY, "6月2日", "中心医院召开创建工作推进会"),
        (WEEKLY, "2022-06-09", "义诊队走进社区"),
        (WEEKLY, "6月16日", "骨科专家下乡带教", "附照片2张"),
        (WEEKLY, "6.23", "端午慰问各族职工"),
        (WEEKLY, "6月30日", "半年工作小结"),
        (STUDY, "3月15日", "中心组学习民族政策"),
        (STUDY, "6月8日", "中心组专题学习"),
    ),
    DISEASE: (
        (WEEKLY, "6月9日", "健康讲座进校园"),
        (WEEKLY, "6月23日", ""),
        (STUDY, "5月26日", "专题学习民族政策理论"),
    ),
    EYES: ((MONTHLY, "6月18日", "进村查眼病"),),
    STAFF: ((STUDY, "6月2日", "科室学习民族政策"),),
}


def form(unit: str, forms: dict[str, bytes], at: str) -> bytes:
    """A unit's form of June with its counted items typed in; the notice has no task list."""
    workbook = opened(forms[unit])
    add_items(workbook, ITEMS[unit])
    return saved(workbook, at)


def plan(unit: str, at: str) -> bytes:
    """A plan for the year."""
    return document(
        at, f"{unit}创建工作方案", "一、成立工作专班，院长任组长。", "二、5月底前完成动员，9月底前完成推进。"
    )


def progress(unit: str, at: str) -> bytes:
    """A report on how the work goes."""
    return document(at, f"{unit}创建工作推进情况", "截至6月15日，开展活动4场，参加210人次。")


def summary(unit: str, at: str) -> bytes:
    """The report of the year."""
    return document(at, f"{unit}2022年民族团结进步创建工作总结", "全年学习3次，义诊12场，服务1800人次。")


def arrivals() -> dict[str, bytes]:
    """Path below arrivals/ → file."""
    _, _, forms = blank_forms(HERE, "2022-06-01T09:00")
    from made_workbooks import picture

    return {
        # plans, due on 30 May: by file name, by the clerk's folders, and one from nobody
        "2022-05-30T1700/市中心医院创建工作方案.docx": plan(CENTRAL, "2022-05-27T02:00"),
        "2022-05-30T1700/创建工作方案/市一医院.docx": plan(FIRST_HOSPITAL, "2022-05-28T02:00"),
        "2022-05-30T1700/市血站/方案.docx": plan("中心血站", "2022-05-30T02:00"),
        "2022-05-30T1700/创建工作方案（定稿）.docx": document("2022-05-30T03:00", "创建工作方案", "成立工作专班。"),
        # reports on progress, due on 20 June; one plan comes three weeks late
        "2022-06-20T1700/市中心医院创建工作推进情况.docx": progress(CENTRAL, "2022-06-20T01:00"),
        "2022-06-20T1700/机关党办推进情况.docx": progress(PARTY_OFFICE, "2022-06-20T02:00"),
        "2022-06-20T1700/市中医院创建工作方案（补报）.docx": plan(TCM, "2022-06-20T03:00"),
        # the forms of June, with counted items; a bulletin sent as a document of its own
        "2022-06-30T1600/广元市中心医院-2022年6月填报表.xlsx": form(CENTRAL, forms, "2022-06-30T01:00"),
        "2022-06-30T1600/广元市疾病预防控制中心-2022年6月填报表.xlsx": form(DISEASE, forms, "2022-06-30T02:00"),
        "2022-06-30T1600/明光眼科6月.xlsx": form(EYES, forms, "2022-06-30T03:00"),
        "2022-06-30T1600/工作动态信息/市第一人民医院6月15日动态信息.docx": document(
            "2022-06-15T02:00", "市第一人民医院开展民族团结主题党日", "6月15日，45名党员参加。"
        ),
        # a day late
        "2022-07-01T0830/人事科6月.xlsx": form(STAFF, forms, "2022-07-01T00:10"),
        "2022-07-01T0830/市疾控中心创建工作推进情况.docx": progress(DISEASE, "2022-06-30T09:00"),
        # the year's reports, due on 20 December with evidence: complete, without evidence, and late
        "2022-12-20T1600/市中心医院2022年工作总结.docx": summary(CENTRAL, "2022-12-19T02:00"),
        "2022-12-20T1600/市中心医院工作总结佐证材料.docx": document("2022-12-19T03:00", "佐证材料", "活动签到表"),
        "2022-12-20T1600/工作总结/市疾控中心/总结.docx": summary(DISEASE, "2022-12-20T01:00"),
        "2022-12-20T1600/工作总结/市疾控中心/活动照片.png": picture(),
        "2022-12-20T1600/市中医医院工作总结.docx": summary(TCM, "2022-12-20T02:00"),
        "2022-12-21T0830/明光眼科工作总结.docx": summary(EYES, "2022-12-20T09:00"),
    }


def main() -> None:
    """Write everything."""
    put(HERE / "arrivals", arrivals())


if __name__ == "__main__":
    main()
