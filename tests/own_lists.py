"""Lists as offices have them, each in its own columns: layouts of public notices, with wording made up."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from docx import Document
from openpyxl import Workbook

from tasklist.config import task_list
from tasklist.config.task_list import Listed
from tasklist.model.book import Book
from tasklist.model.workdays import WEEKENDS_ONLY
from tasklist.readers import registry
from tasklist.tables.list_roles import Settled

ISSUED = date(2024, 1, 15)
Span = tuple[int, int, int, int]  # first row, first column, last row, last column of the table, 1-based
OFFICES = ("医政股", "基层卫生健康股", "疾病预防控制股", "办公室", "机关党办", "规划信息股")
UNITS = ("旗人民医院", "旗疾病预防控制中心", "图克镇卫生院", "嘎鲁图镇卫生院")
ALIASES = {"旗疾病预防控制中心": "旗疾控中心", "基层卫生健康股": "基层股", "疾病预防控制股": "疾控股"}

CONFIG = """\
campaign:
  title: 测试工作
  office: 旗卫生健康委员会
  document_number: ""
  issued_on: 2024-01-15
  timezone: Asia/Shanghai
  task_list: templates/任务清单.xlsx
  roster: templates/单位名册.xlsx
{more}periods: {{every: month, due: 25}}
mail: {{from: office@example.org, report_to: leader@example.org}}
"""


@dataclass(frozen=True)
class OwnList:
    """One list: the rows of its table with what is merged there, the lines around it, and what must be read.

    `roles`: the role of every column; `numbers`: as printed; `themes`: of the first task and of the last.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    heading: int
    roles: tuple[str, ...]
    tasks: tuple[str, ...]
    numbers: tuple[str, ...]
    owing: str
    themes: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    merged: tuple[Span, ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    doubts: int = 0
    tables: tuple[int, ...] = ()  # rows behind which a new table with the same heading begins
    led: tuple[tuple[str, ...], ...] = ()  # in Word: the lines right above each of the tables
    added: int = 0  # answer columns the program adds
    kinds: dict[str, str] = field(default_factory=dict)  # heading → kind

    def word(self) -> bytes:
        """The list as a notice in Word."""
        document = Document()
        document.add_paragraph("关于印发工作任务的通知")
        document.add_paragraph(self.name)
        starts = [self.heading, *self.tables]
        for place, start in enumerate(starts):
            behind = starts[place + 1] if place + 1 < len(starts) else len(self.rows)
            taken = [*range(self.heading), *range(start, behind)]
            for line in self.led[place] if self.led else ():
                document.add_paragraph(line)
            table = document.add_table(0, len(self.rows[0]))
            for number in taken:
                for cell, text in zip(table.add_row().cells, self.rows[number], strict=True):
                    cell.text = text
            for top, left, bottom, right in self.merged:
                if {top - 1, bottom - 1} <= set(taken):
                    first, last = (
                        table.cell(taken.index(row - 1), at - 1) for row, at in ((top, left), (bottom, right))
                    )
                    text = first.text
                    for row in range(top - 1, bottom):
                        for column in range(left - 1, right):
                            table.cell(taken.index(row), column).text = ""
                    first.merge(last).text = text
            document.add_paragraph("")
        for line in self.below:
            document.add_paragraph(line)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    def excel(self) -> bytes:
        """The list as a workbook: title and lines above the table, notes below."""
        book = Workbook()
        sheet = book.worksheets[0]
        lines = (self.name, *self.above)
        for row, line in enumerate(lines, 1):
            sheet.cell(row, 1, line)
        down = len(lines)
        for row, texts in enumerate(self.rows, down + 1):
            for column, text in enumerate(texts, 1):
                if text:
                    sheet.cell(row, column, text)
        for top, left, bottom, right in self.merged:
            sheet.merge_cells(start_row=top + down, start_column=left, end_row=bottom + down, end_column=right)
        for row, line in enumerate(self.below, down + len(self.rows) + 1):
            sheet.cell(row, 1, line)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()


def read(data: bytes, name: str, *, settled: Settled | None = None, owes: Sequence[str] = ()) -> Listed:
    """The list in a file, as import_list reads it."""
    book = registry.read(data, name)
    assert isinstance(book, Book), book
    return task_list.listed_in(book, name, ISSUED, WEEKENDS_ONLY, settled=settled or {}, owes=owes)


def home(folder: Path, more: str = "") -> Path:
    """A home folder with a roster of six offices and four institutions, and no list yet."""
    for name in ("templates", "inbox", "outbox"):
        (folder / name).mkdir(parents=True)
    (folder / "config.yaml").write_text(CONFIG.format(more=more), "utf-8")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["单位名称", "简称", "类别", "上级单位", "联络员", "联系电话", "邮箱"])
    for place, unit in enumerate((*OFFICES, *UNITS), 1):
        group = "委机关股室" if unit in OFFICES else "卫生健康单位、镇卫生院" if "镇" in unit else "卫生健康单位"
        mail, phone = f"unit{place:02}@example.org", f"139000000{place:02}"
        sheet.append([unit, ALIASES.get(unit, ""), group, "", f"联络员{place:02}", phone, mail])
    book.save(folder / "templates/单位名册.xlsx")
    return folder


DECOMPOSITION = OwnList(
    "2024年重点工作任务分解表",
    (
        ("序号", "主要任务", "分管领导", "牵头单位", "配合单位", "完成时限"),
        ("1", "推进县域医共体建设，完成信息平台一期", "李副主任", "医政股", "各卫生健康单位", "9月底前"),
        ("2", "开展老年人健康体检，体检率达到72%以上", "王副主任", "基层卫生健康股", "各镇卫生院", "11月底前"),
        ("3", "完成疾控机构改革任务", "李副主任", "疾病预防控制股", "旗疾控中心", "6月底前"),
    ),
    1,
    ("seq", "task", "leader", "lead", "cooperating", "deadline"),
    ("推进县域医共体建设，完成信息平台一期", "开展老年人健康体检，体检率达到72%以上", "完成疾控机构改革任务"),
    ("1", "2", "3"),
    "lead",
    added=3,
)
RECTIFICATION = OwnList(
    "巡察反馈问题整改任务清单",
    (
        ("序号", "反馈问题", "整改措施", "责任单位", "责任人", "整改时限", "整改进展情况", "是否销号"),
        ("1", "理论学习不够深入", "制定年度学习计划，每季度专题学习", "机关党办", "张某", "3月底前，长期坚持", "", ""),
        ("2", "固定资产管理不规范", "开展清查盘点，建立台账", "规划信息股", "李某", "6月底前", "", ""),
        ("3", "工程结算滞后", "完成3个项目结算审计", "规划信息股、旗人民医院", "李某", "12月31日前", "", ""),
    ),
    1,
    ("seq", "problem", "measure", "responsible", "person", "deadline", "answer", "answer"),
    ("制定年度学习计划，每季度专题学习", "开展清查盘点，建立台账", "完成3个项目结算审计"),
    ("1", "2", "3"),
    "responsible",
    kinds={"整改进展情况": "text", "是否销号": "choice"},
)
CHOSEN = OwnList(
    "创建达标任务表",
    (
        ("序号", "指标", "责任单位", "是否达标", "扣分原因"),
        ("1", "门诊次均费用不高于去年", "旗人民医院", "", ""),
        ("2", "疫苗接种率达到95%", "旗疾控中心", "", ""),
    ),
    1,
    ("seq", "target", "responsible", "answer", "answer"),
    ("门诊次均费用不高于去年", "疫苗接种率达到95%"),
    ("1", "2"),
    "responsible",
    kinds={"是否达标": "choice", "扣分原因": "text"},
)
TWO_ROWS = OwnList(
    "创建国家卫生城镇工作任务目标分解表",
    (
        ("项目", "内容", "检查内容、标准及达到效果", "牵头部门", "", "承办部门", "", "达标时间"),
        ("", "", "", "部门", "责任人", "部门", "责任人", ""),
        ("一、组织管理", "1", "将爱国卫生工作纳入发展规划", "卫健委", "赵某", "机关各股室", "钱某", "6月底前"),
        ("", "2", "爱卫办人员、经费落实", "卫健委", "赵某", "机关各股室", "钱某", "6月底前"),
        ("二、健康教育", "3", "健康教育开课率达到100%", "教体局", "孙某", "各卫生健康单位", "周某", "9月底前"),
        ("", "4", "建成区设置控烟标识", "卫健委", "赵某", "各卫生健康单位", "周某", "常态化推进"),
    ),
    2,
    ("theme", "seq", "target", "lead", "person", "undertaking", "person", "deadline"),
    ("将爱国卫生工作纳入发展规划", "爱卫办人员、经费落实", "健康教育开课率达到100%", "建成区设置控烟标识"),
    ("1", "2", "3", "4"),
    "undertaking",
    (("一、组织管理",), ("二、健康教育",)),
    (
        *((1, column, 2, column) for column in (1, 2, 3, 8)),
        *((1, 4, 1, 5), (1, 6, 1, 7), (3, 1, 4, 1), (5, 1, 6, 1)),
    ),
    added=3,
)
CHAPTERS = OwnList(
    "卫生健康系统2024年改革任务台账",
    (
        ("序号", "改革任务", "阶段目标", "责任股室", "完成时限", "进展情况", "备注"),
        ("一、深化医改（2项）", "", "", "", "", "", ""),
        ("1", "推进药品集中带量采购", "一季度完成报量；二季度执行率90%以上", "医政股", "6月30日", "", ""),
        ("2", "推进按病种付费", "上半年试点2家；年底全覆盖", "规划信息股", "12月", "", ""),
        ("二、公共卫生（1项）", "", "", "", "", "", ""),
        ("3", "疫苗接种率保持95%以上", "每季度通报", "疾病预防控制股", "每季度末", "", ""),
    ),
    1,
    ("seq", "task", "target", "responsible", "deadline", "answer", "answer"),
    ("推进药品集中带量采购", "推进按病种付费", "疫苗接种率保持95%以上"),
    ("1", "2", "3"),
    "responsible",
    (("一、深化医改",), ("二、公共卫生",)),
    ((2, 1, 2, 7), (5, 1, 5, 7)),
)
SEVERAL_MEASURES = OwnList(
    "突出问题整改责任清单",
    (
        ("序号", "问题类别", "突出问题", "整改措施", "责任领导", "责任科室", "整改时限", "整改成效", "是否完成"),
        ("1", "作风方面", "调查研究不深入", "制定调研计划", "王主任", "办公室", "3月底前", "", ""),
        ("", "", "", "每季度到基层调研1次", "王主任", "办公室、医政股", "长期坚持", "", ""),
        ("2", "", "文件简称不规范", "开展文件核校", "王主任", "办公室", "立行立改", "", ""),
        ("3", "服务方面", "预约挂号不便", "开通电话预约", "李副主任", "旗人民医院", "6月底前", "", ""),
        ("", "", "", "培训导诊人员", "李副主任", "旗人民医院", "6月底前", "", ""),
    ),
    1,
    ("seq", "theme", "problem", "measure", "leader", "responsible", "deadline", "answer", "answer"),
    ("制定调研计划", "每季度到基层调研1次", "开展文件核校", "开通电话预约", "培训导诊人员"),
    ("1", "1", "2", "3", "3"),
    "responsible",
    (("作风方面",), ("服务方面",)),
    ((2, 1, 3, 1), (2, 3, 3, 3), (2, 2, 4, 2), (5, 1, 6, 1), (5, 2, 6, 2), (5, 3, 6, 3)),
    kinds={"整改成效": "text", "是否完成": "choice"},
)
RESTARTING = OwnList(
    "2024年卫生健康工作要点任务分工",
    (
        ("序号", "工作任务", "责任科室", "配合单位", "完成时间", "进展情况", "存在问题", "下一步打算"),
        ("一、党的建设", "", "", "", "", "", "", ""),
        ("1", "开展主题党日活动", "机关党办", "各卫生健康单位", "每月", "", "", ""),
        ("2", "开展廉政谈话", "机关党办", "办公室", "6月底前", "", "", ""),
        ("二、医疗服务", "", "", "", "", "", "", ""),
        ("1", "推进智慧医院建设", "规划信息股", "旗人民医院", "12月底前", "", "", ""),
        ("2", "开展医疗质量检查", "医政股", "各卫生健康单位", "每季度末", "", "", ""),
        ("3", "规范病案管理", "医政股", "旗人民医院", "9月底前", "", "", ""),
    ),
    1,
    ("seq", "task", "responsible", "cooperating", "deadline", "answer", "answer", "answer"),
    ("开展主题党日活动", "开展廉政谈话", "推进智慧医院建设", "开展医疗质量检查", "规范病案管理"),
    ("1", "2", "1", "2", "3"),
    "responsible",
    (("一、党的建设",), ("二、医疗服务",)),
    ((2, 1, 2, 8), (5, 1, 5, 8)),
    below=("注：1.完成时间为每月的，于当月25日前报送。",),
)
WITHOUT_NUMBERS = OwnList(
    "公共卫生服务项目绩效目标表",
    (
        (
            "一级指标",
            "二级指标",
            "三级指标",
            "目标值",
            "责任单位",
            "完成时限",
            "实际完成值",
            "完成率（%）",
            "未完成原因说明",
        ),
        ("产出指标", "数量指标", "建立居民健康档案", "不低于90%", "各镇卫生院", "12月底前", "", "", ""),
        ("", "", "65岁以上老年人健康管理", "不低于70%", "各镇卫生院", "12月底前", "", "", ""),
        ("", "质量指标", "高血压规范管理", "不低于62%", "图克镇卫生院", "11月底前", "", "", ""),
        ("效益指标", "满意度指标", "服务对象满意度调查", "不低于85%", "各镇卫生院", "12月底前", "", "", ""),
    ),
    1,
    ("theme", "theme", "task", "target", "responsible", "deadline", "answer", "answer", "answer"),
    ("建立居民健康档案", "65岁以上老年人健康管理", "高血压规范管理", "服务对象满意度调查"),
    ("", "", "", ""),
    "responsible",
    (("产出指标", "数量指标"), ("效益指标", "满意度指标")),
    ((2, 1, 4, 1), (2, 2, 3, 2)),
    kinds={"实际完成值": "number", "完成率（%）": "percent", "未完成原因说明": "text"},
)
DOTTED = OwnList(
    "“十四五”规划重点任务推进台账",
    (
        (
            "编号",
            "重点领域",
            "目标任务",
            "2024年工作目标",
            "牵头单位及责任人",
            "进度安排",
            "实际完成时间",
            "进展状态",
            "推进情况",
        ),
        (
            "1.1",
            "健康服务",
            "扩大家庭医生签约",
            "签约率达到50%",
            "基层股（刘某）",
            "6月底前完成30%；年底完成50%",
            "",
            "",
            "",
        ),
        ("1.2", "", "建设胸痛救治单元", "建成2家", "医政股（陈某）", "二季度启动；四季度验收", "", "", ""),
        ("2.1", "健康环境", "病媒生物防制", "达到C级", "疾控股（周某）", "三季度完成评估", "", "", ""),
    ),
    1,
    ("seq", "theme", "task", "target", "lead", "target", "answer", "answer", "answer"),
    ("扩大家庭医生签约", "建设胸痛救治单元", "病媒生物防制"),
    ("1.1", "1.2", "2.1"),
    "lead",
    (("健康服务",), ("健康环境",)),
    ((2, 2, 3, 2),),
    kinds={"实际完成时间": "date", "进展状态": "choice", "推进情况": "text"},
)
THREE_ROWS = OwnList(
    "平安建设目标责任分解表",
    (
        ("序号", "工作内容", "责任分工", "", "", "", "落实情况"),
        ("", "", "牵头", "", "配合", "", ""),
        ("", "", "股室", "负责人", "单位", "联系人", ""),
        ("（一）", "排查安全隐患", "办公室", "吴某", "各卫生健康单位", "郑某", ""),
        ("（二）", "调处医疗纠纷", "医政股", "冯某", "旗人民医院", "褚某", ""),
    ),
    3,
    ("seq", "task", "lead", "person", "cooperating", "person", "answer"),
    ("排查安全隐患", "调处医疗纠纷"),
    ("（一）", "（二）"),
    "lead",
    merged=(
        *((1, column, 3, column) for column in (1, 2, 7)),
        *((1, 3, 1, 6), (2, 3, 2, 4), (2, 5, 2, 6)),
    ),
)
INSPECTION = OwnList(
    "等级医院评审标准任务分解",
    (
        ("评审章节", "评审条款", "评审要点", "责任科室", "协助科室", "分值", "自查情况", "是否达标", "备注"),
        ("第一章 医院功能", "1-1", "功能任务符合规划", "旗人民医院", "医政股", "5", "", "", ""),
        ("", "1-2", "承担公共卫生任务", "旗人民医院", "疾控股", "3", "", "", ""),
        ("第二章 医疗质量", "2-1", "落实核心制度", "旗人民医院、图克镇卫生院", "医政股", "8", "", "", ""),
    ),
    1,
    ("theme", "seq", "task", "responsible", "cooperating", "kept", "answer", "answer", "answer"),
    ("功能任务符合规划", "承担公共卫生任务", "落实核心制度"),
    ("1-1", "1-2", "2-1"),
    "responsible",
    (("第一章医院功能",), ("第二章医疗质量",)),
    merged=((2, 1, 3, 1),),
    kinds={"自查情况": "text", "是否达标": "choice", "备注": "text"},
)
UNKNOWN_COLUMN = OwnList(
    "重大项目推进计划",
    (
        (
            "序号",
            "项目名称",
            "建设内容",
            "总投资（万元）",
            "包联领导",
            "责任单位",
            "时间节点",
            "工作进展",
            "红黄绿灯",
            "领导签批",
        ),
        ("①", "旗医院迁建", "新建住院楼1栋", "8600", "王主任", "旗人民医院", "主体10月底前封顶", "", "", ""),
        ("②", "卫生院改造", "改造业务用房", "320", "李副主任", "嘎鲁图镇卫生院", "8月底前", "", "", ""),
    ),
    1,
    ("seq", "task", "measure", "kept", "leader", "responsible", "deadline", "answer", "answer", "kept"),
    ("旗医院迁建", "卫生院改造"),
    ("①", "②"),
    "responsible",
    above=("旗卫办发〔2024〕12号", "单位：万元 2024年1月15日"),
    below=("说明：红黄绿灯由单位自评。",),
    doubts=1,
    kinds={"工作进展": "text", "红黄绿灯": "choice"},
)
PAGED = OwnList(
    "爱国卫生运动责任清单",
    (
        ("序号", "重点任务", "具体举措", "主要责任单位", "协同配合单位", "完成时限", "完成情况"),
        ("1", "环境整治", "清理卫生死角", "各镇卫生院", "办公室", "每周五", ""),
        ("2", "环境整治", "整治旱厕", "各镇卫生院", "办公室", "5月底前", ""),
        ("3", "健康促进", "开展健康讲座", "旗疾控中心", "各镇卫生院", "每季度1次", ""),
        ("4", "健康促进", "发放宣传资料", "各卫生健康单位", "旗疾控中心", "全年", ""),
    ),
    1,
    ("seq", "theme", "measure", "responsible", "cooperating", "deadline", "answer"),
    ("清理卫生死角", "整治旱厕", "开展健康讲座", "发放宣传资料"),
    ("1", "2", "3", "4"),
    "responsible",
    (("环境整治",), ("健康促进",)),
    tables=(3,),
)
LISTS = (
    DECOMPOSITION,
    RECTIFICATION,
    TWO_ROWS,
    CHAPTERS,
    SEVERAL_MEASURES,
    RESTARTING,
    WITHOUT_NUMBERS,
    DOTTED,
    THREE_ROWS,
    INSPECTION,
    UNKNOWN_COLUMN,
    PAGED,
)

SUPERVISION = OwnList(
    "督办事项台账",
    (
        ("序号", "督办事项", "交办时间", "承办单位", "办结时限", "办理结果", "是否办结", "承办人及电话"),
        ("1", "处理群众来信", "2024-01-10", "办公室", "2月10日前", "", "", ""),
        ("2", "整改消防隐患", "2024-01-11", "旗人民医院", "1月底", "", "", ""),
    ),
    1,
    ("seq", "task", "kept", "undertaking", "deadline", "answer", "answer", "answer"),
    ("处理群众来信", "整改消防隐患"),
    ("1", "2"),
    "undertaking",
    kinds={"办理结果": "text", "是否办结": "choice", "承办人及电话": "person"},
)
INDICATORS = OwnList(
    "年度指标任务表",
    (
        ("类别", "指标名称", "计量单位", "2023年完成值", "2024年目标值", "责任科室", "完成值", "完成率"),
        ("医疗", "门诊人次", "万人次", "10", "12", "医政股", "", ""),
        ("", "住院人次", "人次", "2000", "2200", "医政股", "", ""),
        ("公卫", "接种率", "%", "94", "95", "疾病预防控制股", "", ""),
    ),
    1,
    ("theme", "target", "counted_in", "kept", "target", "responsible", "answer", "answer"),
    ("门诊人次", "住院人次", "接种率"),
    ("", "", ""),
    "responsible",
    (("医疗",), ("公卫",)),
    ((2, 1, 3, 1),),
    kinds={"完成值": "number", "完成率": "percent"},
)
TWO_LEVELS = OwnList(
    "年度工作任务安排",
    (
        ("序号", "工作任务", "责任单位", "时间", "落实情况"),
        ("一、党建", "", "", "", ""),
        ("（一）理论学习", "", "", "", ""),
        ("1", "专题学习", "机关党办", "每月", ""),
        ("（二）组织建设", "", "", "", ""),
        ("2", "换届选举", "机关党办", "6月", ""),
        ("二、业务", "", "", "", ""),
        ("3", "健康体检", "各镇卫生院", "9月", ""),
        ("合计", "", "", "", ""),
    ),
    1,
    ("seq", "task", "responsible", "deadline", "answer"),
    ("专题学习", "换届选举", "健康体检"),
    ("1", "2", "3"),
    "responsible",
    (("一、党建", "（一）理论学习"), ("二、业务",)),
    tuple((row, 1, row, 5) for row in (2, 3, 5, 7)),
    below=("注：本表一式两份。",),
)
SPLIT = OwnList(
    "健康促进行动责任分解表",
    (
        ("编号", "目标任务", "工作措施", "责任单位", "", "完成时限", "存在问题", "工作进展"),
        ("", "", "", "牵头单位", "配合单位", "", "", ""),
        ("1", "健康促进", "开展讲座", "疾控股", "各卫生健康单位", "每季度", "", ""),
        ("", "", "发放资料", "疾控股", "各镇卫生院", "12月底前", "", ""),
    ),
    2,
    ("seq", "task", "measure", "lead", "cooperating", "deadline", "answer", "answer"),
    ("开展讲座", "发放资料"),
    ("1", "1"),
    "lead",
    merged=(*((1, column, 2, column) for column in (1, 2, 3, 6, 7, 8)), (1, 4, 1, 5), (3, 1, 4, 1), (3, 2, 4, 2)),
)
SAME_WORDS = OwnList(
    "国家卫生县城复审任务分解表",
    (
        ("测评项目", "测评内容", "测评标准", "责任分工", "", "", "", "完成时限", "自查情况", ""),
        ("", "", "", "牵头单位", "", "配合单位", "", "", "是否达标", "扣分原因"),
        ("", "", "", "单位", "责任人", "单位", "责任人", "", "", ""),
        ("环境卫生", "主次干道", "路面清洁", "办公室", "杨某", "旗人民医院", "何某", "2024年4月底前", "", ""),
        ("", "背街小巷", "硬化完好", "办公室", "杨某", "旗人民医院", "何某", "2024年5月底前", "", ""),
    ),
    3,
    ("theme", "task", "target", "lead", "person", "cooperating", "person", "deadline", "answer", "answer"),
    ("主次干道", "背街小巷"),
    ("", ""),
    "lead",
    (("环境卫生",), ("环境卫生",)),
    merged=(
        *((1, column, 3, column) for column in (1, 2, 3, 8)),
        *((1, 4, 1, 7), (1, 9, 1, 10), (2, 4, 2, 5), (2, 6, 2, 7), (2, 9, 3, 9), (2, 10, 3, 10), (4, 1, 5, 1)),
    ),
    kinds={"自查情况·是否达标": "choice", "自查情况·扣分原因": "text"},
)
MORE = (SUPERVISION, INDICATORS, TWO_LEVELS, SPLIT, SAME_WORDS)
