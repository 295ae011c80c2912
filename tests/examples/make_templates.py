"""Writes the shipped task lists and rosters: `python tests/examples/make_templates.py`, same bytes every time.

Numbers, headings, deadlines and responsible phrases are those of the two notices; the wording of the tasks is our own.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import chinese_calendar  # noqa: E402

from tasklist.config import word_lists  # noqa: E402
from tasklist.config.task_list import HEADINGS  # noqa: E402
from tasklist.model.plan import Campaign, PeriodRule  # noqa: E402
from tasklist.model.tasks import Deadline, Task, TaskList  # noqa: E402
from tasklist.views import style  # noqa: E402
from tasklist.views.forms.official_list import official_template  # noqa: E402
from tasklist.views.forms.roster import roster_workbook  # noqa: E402
from tasklist.views.forms.sheet import (  # noqa: E402
    CellStyle,
    CellWriter,
    Workbook,
    Worksheet,
    merge,
    new_workbook,
    save,
    set_page,
    set_width,
)

Columns = tuple[tuple[str, int], ...]
WORDS: Columns = (("类别", 14), ("词语", 30), ("处理", 8), ("备注", 44))
HOLIDAYS: Columns = (("日期", 14), ("类型", 10), ("名称", 20))

# --- the notice of 2023 -------------------------------------------------------------------------

MODEL_TITLE = "乌审旗卫健系统全方位建设“模范自治区”工作任务清单"
BRANCHES, ALL = "卫健委党组、各卫生健康单位党支部", "卫健委机关各股室、各卫生健康单位"
ONGOING, FEBRUARY = "常态化推进", "2月底前，常态化推进"
MAIN_LINE = ("把牢一条主线",)
PLACES = ("打造铸牢中华民族共同体意识实践教育阵地",)
PROJECTS = "以“中华民族一家亲，同心共筑中国梦”为目标，深入实施干部教育，共建共享和依法治理工程"
HOME, SHARED, LAWFUL = "实施共建精神家园工程", "实施共建共享现代化工程", "实施依法治理工程"
TOGETHER = ("与党建、党风廉政、意识形态和业务同步",)
MODEL_TASKS = (
    (
        MAIN_LINE,
        "各项工作都围绕铸牢中华民族共同体意识这条主线来谋划、部署和检验，有利于主线的多做、做细、做实。",
        BRANCHES,
        ONGOING,
    ),
    (
        PLACES,
        "利用党员活动中心等场所建设实践教育阵地，探索设立职工、巾帼、青年等专项教育点，把教育延伸到基层。",
        BRANCHES,
        ONGOING,
    ),
    (
        (PROJECTS, HOME),
        "加强干部教育：理论学习中心组专题学习、书记讲专题课、主题党日，每年各不少于1次。",
        ALL,
        "3月底前",
    ),
    ((PROJECTS, SHARED), "实施健康乌审行动，做好传统医药资源的保护和开发利用。", ALL, "6月底前"),
    ((PROJECTS, LAWFUL), "建立涉民族因素矛盾纠纷排查化解机制，对相关政策和项目开展社会稳定风险评估。", ALL, ONGOING),
    (
        (PROJECTS, LAWFUL),
        "做好全国民族团结进步示范旗复测复评和评选表彰，优化“10+6+N”创建体系：建强10个主阵地主窗口，抓实6项活动载体。",
        ALL,
        ONGOING,
    ),
    (TOGETHER, "纳入党组（党支部）重要议事日程，书记为第一责任人，定期研究，班子成员带头落实。", BRANCHES, FEBRUARY),
    (TOGETHER, "纳入党建工作责任制，作为部署、落实、述职、评议、考核的内容。", BRANCHES, FEBRUARY),
    (TOGETHER, "纳入年度意识形态工作重点和责任清单，常态化开展专项检查并及时纠偏。", ALL, FEBRUARY),
    (TOGETHER, "纳入政治考察，结果供干部评比奖励、职级晋升、提拔任用参考。", ALL, FEBRUARY),
    (TOGETHER, "纳入二级单位实绩考核，考核结果与年度考核、评选评优挂钩。", ALL, FEBRUARY),
    (TOGETHER, "纳入卫健工作规划，各单位同时纳入本单位年度工作计划。", ALL, FEBRUARY),
    (TOGETHER, "纳入卫生健康业务工作，主动认领任务，做到年初部署、年中检查、年终总结。", ALL, FEBRUARY),
    (TOGETHER, "纳入基层党支部重点工作，由卫健党工委督促实施六大工程，党支部带头抓落实。", ALL, FEBRUARY),
)
HOSPITALS, OFFICES = "卫生健康单位", "委机关股室"
MODEL_UNITS = (
    ("乌审旗卫生健康委员会党组", "卫健委党组、委党组", "委党组", ""),
    ("乌审旗卫生健康委员会办公室", "委办公室、卫健委办公室", OFFICES, ""),
    ("乌审旗卫生健康委员会人事股", "人事股、卫健委人事股", OFFICES, ""),
    ("乌审旗卫生健康委员会医政医管股", "医政医管股、医政股", OFFICES, ""),
    ("乌审旗卫生健康委员会蒙中医药股", "蒙中医药股", OFFICES, ""),
    ("乌审旗卫生健康委员会疾病预防控制股", "疾控股、疾病预防控制股", OFFICES, ""),
    ("乌审旗卫生健康委员会基层卫生健康股", "基层卫生股、基层股", OFFICES, ""),
    ("乌审旗人民医院", "旗人民医院、旗医院", HOSPITALS, ""),
    ("乌审旗蒙医综合医院", "旗蒙医综合医院、旗蒙医院", HOSPITALS, ""),
    ("乌审旗妇幼保健计划生育服务中心", "旗妇幼保健计划生育服务中心、旗妇幼中心", HOSPITALS, ""),
    ("乌审旗疾病预防控制中心", "旗疾病预防控制中心、旗疾控中心", HOSPITALS, ""),
    ("乌审旗卫生健康综合行政执法大队", "旗卫生执法大队、执法大队", HOSPITALS, ""),
    ("嘎鲁图镇中心卫生院", "嘎鲁图卫生院", HOSPITALS, ""),
    ("乌兰陶勒盖镇卫生院", "乌兰陶勒盖卫生院", HOSPITALS, ""),
    ("图克镇中心卫生院", "图克卫生院", HOSPITALS, ""),
    ("图克镇中心卫生院呼吉尔特分院", "呼吉尔特分院", HOSPITALS, "图克镇中心卫生院"),
    ("乌审召镇中心卫生院", "乌审召卫生院", HOSPITALS, ""),
    ("苏力德苏木卫生院", "苏力德卫生院", HOSPITALS, ""),
    ("无定河镇中心卫生院", "无定河卫生院", HOSPITALS, ""),
    ("无定河镇中心卫生院纳林河分院", "纳林河分院", HOSPITALS, "无定河镇中心卫生院"),
)

# --- the notice of 2022 -------------------------------------------------------------------------

NATION_TITLE = "广元市卫生健康系统创建全国民族团结进步示范市工作任务清单"
EVERYONE = "委直属各单位，委注册医疗机构，委机关各科室"
NATION_TASKS = (
    (
        ("认真学习贯彻党的民族理论和政策",),
        "把民族理论和政策列入中心组学习、“三会一课”和主题党日，每年组织学习2次以上。",
        EVERYONE,
        "12月20日前",
    ),
    (
        ("扎实开展“八进”活动",),
        "进机关、乡镇（街道）、社区（村）、学校、宗教活动场所、企业、“两新”组织和家庭；服务窗口为少数民族群众提供咨询和帮办。",
        EVERYONE,
        "9月底前",
    ),
    (
        ("帮助提升民族地区医疗卫生整体水平",),
        "对少数民族较集中的乡、村给予扶持，推进基本公共卫生服务均等化；在对口支援中着力培养当地技术骨干。",
        EVERYONE,
        ONGOING,
    ),
    (
        ("扎实开展民族团结进步示范单位争创工作",),
        "把创建与中心工作结合，在培训和活动中体现民族团结内容，依法保障各族群众权益，争创示范单位。",
        EVERYONE,
        "10月中旬前",
    ),
    (
        ("大力开展民族团结宣传教育",),
        "用好宣传栏、横幅、讲座和“两微一端”，宣传政策、成就和先进典型。",
        EVERYONE,
        ONGOING,
    ),
)
DIRECT, REGISTERED, SECTIONS = "委直属单位", "委注册医疗机构", "委机关科室"
NATION_UNITS = (
    ("广元市中心医院", "市中心医院", DIRECT, ""),
    ("广元市第一人民医院", "市第一人民医院、市一医院", DIRECT, ""),
    ("广元市中医医院", "市中医医院、市中医院", DIRECT, ""),
    ("广元市精神卫生中心", "市精神卫生中心、市精卫中心", DIRECT, ""),
    ("广元市疾病预防控制中心", "市疾病预防控制中心、市疾控中心", DIRECT, ""),
    ("广元市妇幼保健院", "市妇幼保健院、市妇幼", DIRECT, ""),
    ("广元市中心血站", "市中心血站、市血站", DIRECT, ""),
    ("广元市卫生健康综合行政执法支队", "市卫生执法支队、执法支队", DIRECT, ""),
    ("广元市紧急医疗救援中心", "市紧急医疗救援中心、市120中心", DIRECT, ""),
    ("广元市卫生健康信息中心", "市卫生健康信息中心、市信息中心", DIRECT, ""),
    ("广元康宁医院", "康宁医院", REGISTERED, ""),
    ("广元惠民医院", "惠民医院", REGISTERED, ""),
    ("广元利州同心医院", "同心医院", REGISTERED, ""),
    ("广元明光眼科医院", "明光眼科", REGISTERED, ""),
    ("广元嘉陵骨科医院", "嘉陵骨科", REGISTERED, ""),
    ("广元安和康复医院", "安和康复", REGISTERED, ""),
    ("广元市卫生健康委员会办公室", "委办公室", SECTIONS, ""),
    ("广元市卫生健康委员会机关党办", "机关党办、委机关党办", SECTIONS, ""),
    ("广元市卫生健康委员会人事科", "人事科", SECTIONS, ""),
    ("广元市卫生健康委员会规划财务科", "规划财务科、规财科", SECTIONS, ""),
    ("广元市卫生健康委员会医政医管科", "医政医管科、医政科", SECTIONS, ""),
    ("广元市卫生健康委员会疾病预防控制科", "疾病预防控制科、疾控科", SECTIONS, ""),
    ("广元市卫生健康委员会基层卫生健康科", "基层卫生健康科、基层科", SECTIONS, ""),
    ("广元市卫生健康委员会中医药管理科", "中医药管理科、中医科", SECTIONS, ""),
)

Rows = tuple[tuple[tuple[str, ...], str, str, str], ...]


def task_list(title: str, lead: str, rows: Rows) -> TaskList:
    tasks = tuple(
        Task(seq, themes, detail, lead, responsible, Deadline(deadline))
        for seq, (themes, detail, responsible, deadline) in enumerate(rows, 1)
    )
    return TaskList(title, tasks, HEADINGS)


def titled(name: str, title: str, columns: Columns) -> tuple[Workbook, Worksheet, CellWriter]:
    """A workbook of one sheet with its title in row 1 and its headings in row 2."""
    (workbook, sheet), pen = new_workbook(name), CellWriter()
    for column, (heading, width) in enumerate(columns, 1):
        set_width(sheet, column, width)
        pen.put(sheet, (2, column), heading, CellStyle(style.HEADING, "center", style.HEADING_TINT.fill))
    pen.put(sheet, (1, 1), title, CellStyle(style.TITLE, "center", ruled=False))
    merge(sheet, (1, 1), (1, len(columns)))
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 45, 27
    return workbook, sheet, pen


def listing(name: str, title: str, columns: Columns, rows: Sequence[Sequence[str]]) -> bytes:
    """A plain list for the clerk to keep: the words of the substance check, the holidays."""
    workbook, sheet, pen = titled(name, title, columns)
    for place, row in enumerate(rows, 3):
        for column, text in enumerate(row, 1):
            pen.put(sheet, (place, column), text, CellStyle())
    sheet.freeze_panes = "A3"
    set_page(sheet, last_row=len(rows) + 2, last_column=len(columns), heading=(2, 2), landscape=False)
    return save(workbook, title=title, author="tasklist", created=date(2023, 4, 4))


def roster(title: str, office: str, day: date, units: tuple[tuple[str, str, str, str], ...]) -> bytes:
    rows = [
        (*unit, f"联络员{place:02d}", f"139{place:08d}", f"unit{place:02d}@example.org", "", "")
        for place, unit in enumerate(units, 1)
    ]
    return roster_workbook(title, office, day, rows)


def write_list(folder: Path, office: str, day: date, tasks: TaskList) -> None:
    campaign = Campaign(tasks.title, office, "", day, "Asia/Shanghai", PeriodRule())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "任务清单.xlsx").write_bytes(official_template(tasks, campaign))


def write_roster(folder: Path, office: str, day: date, units: tuple[tuple[str, str, str, str], ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "单位名册.xlsx").write_bytes(roster(f"{office}单位名册", office, day, units))


def holidays(year: int) -> list[tuple[str, str, str]]:
    """The official days off and make-up working days of one year, as an example of how to write another."""
    official = chinese_calendar.constants
    rows = [(day, "放假", name) for day, name in official.holidays.items()]
    rows += [(day, "上班", f"{name}调休") for day, name in official.workdays.items()]
    return [
        (day.isoformat(), kind, _FEASTS[name.removesuffix("调休")] + name.partition("调休")[1])
        for day, kind, name in sorted(rows)
        if day.year == year
    ]


_FEASTS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}


def main() -> None:
    office, day = "乌审旗卫生健康委员会", date(2023, 4, 4)
    write_list(ROOT / "templates", office, day, task_list(MODEL_TITLE, "卫健委", MODEL_TASKS))
    write_roster(ROOT / "templates", office, day, MODEL_UNITS)
    (ROOT / "templates/词表.xlsx").write_bytes(
        listing("词表", "核查词表：加一行就多认一个词；不想用的把“加入”改成“去掉”", WORDS, word_lists.rows()[1:])
    )
    (ROOT / "templates/节假日.xlsx").write_bytes(listing("节假日", "节假日和调休上班日", HOLIDAYS, holidays(2023)))
    office, day = "广元市卫生健康委员会", date(2022, 5, 1)
    examples = ROOT / "tests" / "examples"
    write_roster(examples / "nation-2022" / "templates", office, day, NATION_UNITS)
    # The notice has no list of tasks; one is invented for the campaign lived through in tests/campaign_2022.py.
    write_list(examples / "campaign-2022", office, day, task_list(NATION_TITLE, "市卫生健康委", NATION_TASKS))


if __name__ == "__main__":
    main()
