"""A world of near twins: units whose names hold one another's, tasks that differ in a word or two."""

from __future__ import annotations

from datetime import date
from functools import cache

from laboratory import ISSUED, World
from tasklist.app.office import furniture
from tasklist.config.task_list import HEADINGS
from tasklist.model.plan import Campaign, PeriodRule
from tasklist.model.roster import Roster, Unit
from tasklist.model.tasks import Deadline, Task, TaskList
from tasklist.plan.obligations import build_plan
from tasklist.returns.context import Context
from tasklist.views.forms.official_list import official_template

NAMES = (
    "新民镇卫生院", "新民镇中心卫生院", "新民镇卫生院北区分院", "东新民镇卫生院", "新民街道卫生院",
    "市人民医院", "市人民医院东院区", "市第一人民医院", "市第十一人民医院", "市第一人民医院分院", "市妇幼保健院",
    "市妇幼保健计划生育服务中心", "市中医医院", "市中西医结合医院", "市疾病预防控制中心", "市疾病预防控制中心检验所",
)  # fmt: skip
TEXTS = (
    ("安全生产", "每季度开展1次安全生产检查，建立问题台账。"),
    ("安全生产", "每半年开展1次安全生产检查，建立问题台账。"),
    ("安全生产", "每季度开展1次消防安全检查，建立问题台账。"),
    ("队伍建设", "组织党员集中学习不少于4次，开展主题党日活动。"),
    ("队伍建设", "组织干部集中学习不少于4次，开展主题教育活动。"),
    ("队伍建设", "组织干部集中培训不少于4次，开展主题教育活动。"),
    ("疫情防控", "完善甲类传染病应急预案，组织开展应急演练。"),
    ("疫情防控", "完善乙类传染病应急预案，组织开展应急演练。"),
    ("疫情防控", "完善丙类传染病应急预案，组织开展应急演练。"),
    ("项目建设", "推进东院区门诊综合楼建设项目，6月底前主体封顶。"),
    ("项目建设", "推进西院区门诊综合楼建设项目，6月底前主体封顶。"),
    ("项目建设", "推进西院区住院综合楼建设项目，6月底前主体封顶。"),
    ("健康促进", "65岁以上老年人健康管理率达到70%以上。"),
    ("健康促进", "高血压患者规范管理率达到70%以上。"),
    ("健康促进", "2型糖尿病患者规范管理率达到70%以上。"),
)


@cache
def twins() -> World:
    """The world, with the forms of three units whose names are the most alike."""
    tasks = tuple(
        Task(seq, (theme,), text, "市卫健委", "各单位", Deadline("6月底前", (date(2023, 6, 30),)))
        for seq, (theme, text) in enumerate(TEXTS, 1)
    )
    task_list = TaskList("市重点工作任务清单", tasks, HEADINGS, "7a5b3c1d")
    campaign = Campaign("重点工作", "市卫生健康委员会", "", ISSUED, "Asia/Shanghai", PeriodRule("month", "25"))
    template = official_template(task_list, campaign)
    plan = build_plan(campaign, Roster(tuple(Unit(name, (), ("医疗机构",)) for name in NAMES)), task_list)
    units = ("新民镇卫生院", "市人民医院", "市第一人民医院")
    neighbours = ("新民镇中心卫生院", "市人民医院东院区", "市第十一人民医院")
    return World(Context(plan, furniture(template)), template, units, neighbours)
