"""Lists as public notices have them, each a layout of its own: numbers of measures and roads, one column alone."""

from __future__ import annotations

from own_lists import OwnList

NUMBERED_MEASURES = OwnList(
    "专项检查反馈问题整改措施台账",
    (
        ("序号", "问题", "措施编号", "整改措施", "责任单位", "完成时限", "措施进展", "是否完成"),
        ("1", "理论学习不够", "1-1", "制定学习计划", "机关党办", "6月底前", "", ""),
        ("", "", "1-2", "每月集中学习1次", "机关党办、旗人民医院", "长期坚持", "", ""),
        ("2", "文件偏多", "2-1", "精简发文", "办公室", "立行立改", "", ""),
        ("3", "服务态度不好", "3-1", "开展培训", "旗人民医院", "立即", "", ""),
        ("", "", "3-2", "开展暗访", "医政股、旗人民医院", "立行立改，持续推进", "", ""),
    ),
    1,
    ("kept", "problem", "seq", "measure", "responsible", "deadline", "answer", "answer"),
    ("制定学习计划", "每月集中学习1次", "精简发文", "开展培训", "开展暗访"),
    ("1-1", "1-2", "2-1", "3-1", "3-2"),
    "responsible",
    merged=((2, 1, 3, 1), (2, 2, 3, 2), (5, 1, 6, 1), (5, 2, 6, 2)),
    kinds={"措施进展": "text", "是否完成": "choice"},
)
ROADS = OwnList(
    "通村公路隐患排查治理清单",
    (
        ("路线编号", "路线名称", "起讫桩号", "责任单位", "完成时限", "治理进展", "实际完成时间"),
        ("X201", "至图克公路", "K0-K12", "图克镇卫生院", "6月底前", "", ""),
        ("Y033", "至嘎鲁图公路", "K3-K8", "嘎鲁图镇卫生院", "9月底前", "", ""),
    ),
    1,
    ("seq", "task", "kept", "responsible", "deadline", "answer", "answer"),
    ("至图克公路", "至嘎鲁图公路"),
    ("X201", "Y033"),
    "responsible",
    kinds={"治理进展": "text", "实际完成时间": "date"},
)
HAZARDS_ALONE = OwnList(
    "消防安全隐患清单",
    (
        ("隐患描述", "是否销号", "治理进展"),
        ("消防通道堆放杂物", "", ""),
        ("安全阀未按期校验", "", ""),
        ("应急照明损坏", "", ""),
    ),
    1,
    ("problem", "answer", "answer"),
    ("消防通道堆放杂物", "安全阀未按期校验", "应急照明损坏"),
    ("", "", ""),
    "everybody",
    doubts=1,
    kinds={"是否销号": "choice", "治理进展": "text"},
)
ALL = (NUMBERED_MEASURES, ROADS, HAZARDS_ALONE)
