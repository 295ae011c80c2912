"""A small campaign with its official template, and one unit's form as the program fills it."""

from __future__ import annotations

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import openpyxl

from tasklist.config.task_list import HEADINGS
from tasklist.model.plan import Campaign, PeriodRule
from tasklist.model.tasks import Deadline, Task, TaskList
from tasklist.views.forms.official_list import official_template
from tasklist.views.forms.table import grid_of
from tasklist.views.forms.unit_form import FormSheet

TASK_LIST = TaskList(
    "某市重点工作任务清单",
    (
        Task(1, ("一条主线",), "把主线落实到各项工作。", "委机关", "各单位", Deadline("常态化推进")),
        Task(2, ("三项工程", "家园工程"), "组织专题学习不少于1次。", "委机关", "各单位", Deadline("3月底前")),
        Task(3, ("三项工程", "法治工程"), "排查化解矛盾纠纷。", "委机关", "各单位", Deadline("6月底前")),
        Task(4, ("三项工程", "法治工程"), "做好复测复评。", "委机关", "各单位", Deadline("常态化推进")),
        Task(5, ("四个同步",), "纳入年度计划。", "委机关", "各单位", Deadline("2月底前，常态化推进")),
    ),
    HEADINGS,
    "0a1b2c3d",
)
CAMPAIGN = Campaign("某市重点工作", "某市卫生健康委员会", "", date(2023, 4, 4), "Asia/Shanghai", PeriodRule())
TEMPLATE = official_template(TASK_LIST, CAMPAIGN)
SHEET = FormSheet(
    unit="某市人民医院",
    period="2023-06",
    period_name="2023年6月",
    due=datetime(2023, 6, 25, 23, 59, 59, tzinfo=ZoneInfo("Asia/Shanghai")),
    title=TASK_LIST.title,
    office=CAMPAIGN.office,
    created=CAMPAIGN.issued_on,
    list_digest=TASK_LIST.digest,
    tasks=TASK_LIST.tasks,
)


def opened(data: bytes, *, shown: bool = False) -> openpyxl.Workbook:
    """A saved workbook, opened; with what its formulas show in their place, if `shown`."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=shown)


def texts(data: bytes, sheet: str = "任务清单") -> list[str]:
    """Every text of a sheet, row by row."""
    return list(grid_of(opened(data, shown=True)[sheet]).cells.values())
