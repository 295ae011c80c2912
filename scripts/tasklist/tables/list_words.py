"""What the headings of an office's own list mean: finer roles than a return is read by, as data.

A heading means the first role with one of its words in it, so a narrower word stands before a wider one. What a
heading leaves open (措施: given, or to be filled in?) is settled by what stands under it, see `list_layout`.
"""

from __future__ import annotations

from itertools import product

from tasklist.tables.headings import Vocabulary

_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("unit", ("填报单位", "报送单位")),
    ("contact", ("联络", "联系人", "联系电话", "联系方式", "电话", "手机", "填报人", "经办人")),
    ("settled", ("应完成日期", "人工确定日期")),
    ("seq", ("序号", "编号", "编码", "代码")),
    ("counted_in", ("计量单位", "度量单位", "数量单位")),
    (
        "kept",
        (
            *(
                "应急措施",
                "临时措施",
                "保障措施",
                "来源",
                "依据",
                "交办时间",
                "交办日期",
                "下达时间",
                "启动时间",
                "开始时间",
                "分值",
                "权重",
                "审批",
                "签批",
            ),
            *(
                f"{what}{of}"
                for what in ("验收", "复查", "复核", "审核", "核查")
                for of in ("人", "意见", "结果", "结论")
            ),
            *(f"{what}{how}" for what in ("隐患", "风险", "问题") for how in ("部位", "等级", "级别", "地点")),
            *(f"{what}得分" for what in ("考核", "考评", "检查", "核查", "复核", "核定")),
            *(
                f"{what}{who}"
                for what in ("监督", "督办", "督导", "督查", "验收", "审核", "评分", "评价", "考核", "考评")
                for who in ("单位", "部门")
            ),
        ),
    ),
    ("date", ("实际完成时间", "实际完成日期", "实际办结", "销号时间", "销号日期")),
    ("choice", ("是否", "状态", "亮灯", "红黄绿", "销号情况", "销号", "与否")),
    (
        "aside",
        (
            "原因",
            "佐证",
            "印证",
            "证明材料",
            "支撑材料",
            "支撑资料",
            "材料目录",
            "照片",
            "图片",
            "影像",
            "同比",
            "环比",
        ),
    ),
    ("number", ("完成数", "完成值", "实际值", "完成量", "完成投资", "得分", "自评分", "自查分", "扣分")),
    ("leader", ("领导",)),
    ("lead", ("牵头单位及", "牵头部门及", "牵头科室及", "牵头股室及", "牵头单位和", "牵头部门和")),
    (
        "responsible",
        (
            "责任单位及",
            "责任部门及",
            "责任科室及",
            "责任股室及",
            "责任单位和",
            "责任部门和",
            "责任主体",
            "责任单位责任",
        ),
    ),
    (
        "person",
        (
            "责任人",
            "负责人",
            "承办人",
            "主管人",
            "牵头人",
            "主办人",
            "包联人",
            "包案人",
            "专人",
            "包保人",
            "具体人员",
            "责任干部",
            "负责同志",
            "责任同志",
            "责任医师",
        ),
    ),
    ("project", ("项目名称", "工程名称")),
    ("measure", ("建设内容", "建设规模", "建设任务", "实施内容")),
    ("measure", ("任务分解", "分解任务")),
    (
        "target",
        ("考核要点", "评分要点", "评分办法", "评分方法", "考核办法", "考核方法", "评价办法", "评价方法", "计分办法"),
    ),
    ("target", ("进度安排", "进度计划", "时间进度", "阶段安排", "预期")),
    (
        "deadline",
        (
            "时限",
            "完成时间",
            "期限",
            "时间节点",
            "时间要求",
            "完成日期",
            "办结时间",
            "达标时间",
            "整改时间",
            "完成节点",
            "起止时间",
            "截止",
            "落实时间",
        ),
    ),
    (
        "progress",
        (
            "进展",
            "进度",
            "成效",
            "落实情况",
            "完成情况",
            "推进情况",
            "开展情况",
            "执行情况",
            "工作情况",
            "整改情况",
            "整改结果",
            "办理情况",
            "办理结果",
            "自查情况",
            "工作小结",
        ),
    ),
    ("cooperating", ("配合", "协办", "会办", "协同", "协助", "协作", "参与单位", "参与部门", "参加单位", "参加部门")),
    ("undertaking", ("承办", "落实单位", "落实部门", "实施单位", "实施主体", "实施部门", "执行单位", "执行部门")),
    ("lead", ("牵头", "主责", "主办", "主管部门", "主管单位")),
    ("responsible", ("责任",)),
    ("task", ("目标任务", "任务目标", "年度任务")),
    (
        "theme",
        (
            "问题类",
            "重点任务",
            "重点工作",
            "主要任务",
            "主要工作",
            "任务类",
            "任务分类",
            "工作类别",
            "工作分类",
            "工作重点",
            "一级",
            "二级",
            "三级",
            "主题",
            "任务名称",
            "领域",
            "板块",
            "方面",
            "章节",
        ),
    ),
    ("target", ("目标", "标准", "指标", "效果", "成果", "达标", "工作要求", "任务要求", "具体要求")),
    ("problem", ("问题", "短板", "隐患", "风险点", "差距", "反馈意见", "具体表现", "诉求")),
    ("measure", ("措施", "举措", "做法", "办法", "路径", "抓手")),
    ("task", ("任务", "事项", "案由", "工作内容", "具体内容", "具体工作", "重点内容", "检查内容", "要点")),
    ("remark", ("备注", "说明")),
    ("seq", tuple(f"{what}号" for what in ("立项", "督办", "案", "任务", "事项", "项目", "问题", "措施"))),
)
_VAGUE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("contact", ("联系",)),
    ("deadline", ("时间", "日期", "节点")),
    ("progress", ("情况", "小结")),
    ("remark", ("其他", "其它", "附注")),
    ("theme", ("类别", "分类", "项目")),
    ("task", ("事项", "内容", "工作", "要求")),
    ("responsible", ("单位", "部门", "科室", "股室")),
    ("seq", ("序", "项次")),
    ("name", ("名称",)),
)
WHAT = ("task", "measure", "target", "problem", "theme", "project", "name")  # columns that say what is to be done
_WHO = (
    "responsible",
    "lead",
    "undertaking",
    "cooperating",
    "person",
    "leader",
    "deadline",
    "progress",
    "number",
    "choice",
)
_OWED, _TOLD = ("responsible", "lead", "undertaking"), ("progress", "number", "choice")

LISTS = Vocabulary(
    _WORDS,
    {"号": "seq", "注": "remark", "任务": "task", "no": "seq", "时间": "deadline"},
    (*map(frozenset, product(WHAT, _WHO)), *map(frozenset, product(_OWED, ("deadline",), _TOLD))),
    3,
    _VAGUE,
    rows=3,
    loose=True,
    pairs=(
        *(frozenset((what, "progress")) for what in WHAT),
        *map(frozenset, product(("task", "theme", "measure", "problem"), _OWED)),
        frozenset(("problem", "measure")),
    ),
)
