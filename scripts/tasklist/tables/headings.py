"""What the headings of a table mean: the words for each column, clear and vague, as data.

A heading means the first role with one of its words in it, so a narrower word stands before a wider one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tasklist.text.normalize import bare

# The columns of the official list and of what comes back. A heading means the first role with a word in it,
# so the narrower word stands first: 具体任务完成情况 is progress, not a task; 任务完成时限 a deadline.
TASK_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("contact", ("联络", "联系人", "联系电话", "联系方式", "电话", "手机", "填报人", "经办人")),
    ("settled", ("应完成日期", "人工确定日期")),
    ("deadline", ("时限", "完成时间", "期限", "时间节点", "时间要求", "完成日期", "办结时间")),
    (
        "progress",
        (
            "进展",
            "进度",
            "成效",
            "落实情况",
            "完成情况",
            "推进措施",
            "推进情况",
            "开展情况",
            "工作措施",
            "落实措施",
            "落实举措",
            "主要做法",
            "执行情况",
            "工作情况",
        ),
    ),
    ("lead", ("牵头", "主责", "主办")),
    ("responsible", ("责任", "配合", "落实单位", "承办", "协办")),
    (
        "theme",
        (
            "重点任务",
            "重点工作",
            "主要任务",
            "主要工作",
            "任务类",
            "任务分类",
            "工作类别",
            "工作分类",
            "工作重点",
            "一级任务",
            "二级任务",
            "主题",
            "任务名称",
        ),
    ),
    (
        "detail",
        (
            "具体任务",
            "任务内容",
            "任务事项",
            "任务明细",
            "工作内容",
            "工作事项",
            "具体内容",
            "具体工作",
            "工作任务",
            "任务要求",
            "工作要求",
            "具体举措",
        ),
    ),
    ("unit", ("填报单位", "报送单位", "单位名称")),
    ("remark", ("备注", "说明")),
    ("seq", ("序号", "编号")),
)
# Vaguer words, which count where no clearer heading has the role and only one of them claims it.
TASK_VAGUE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("contact", ("联系",)),
    ("deadline", ("时间", "日期", "节点", "时间安排")),
    ("progress", ("情况", "做法", "举措", "措施", "落实", "小结")),
    ("remark", ("其他", "其它", "附注")),
    ("theme", ("类别", "分类", "项目")),
    ("detail", ("任务", "事项", "内容", "工作")),
    ("responsible", ("单位", "部门", "科室")),
    ("seq", ("序", "项次")),
)
TASK_EXACT = {"号": "seq", "注": "remark", "任务": "detail", "单位": "unit", "no": "seq", "时间": "deadline"}
ANSWERS = ("progress", "contact", "remark")
OFFICIAL = ("seq", "theme", "detail", "lead", "responsible", "deadline")

QUOTA_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("name", ("事项",)),
    ("on", ("日期", "时间")),
    ("item", ("标题", "内容")),
    ("remark", ("备注", "说明")),
)

LONGEST = 30  # bare characters; a task's own text is longer, a heading with a hint in brackets is not
_BRACKETS = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")
# A column about another time, or about what is wrong, is not this period's progress, whatever words follow.
_ASIDE = re.compile(
    r"上一?(?:期|周|月|季|半?年|阶段)|下一?(?:步|期|周|月|季|半?年|阶段)|存在|主?要?问题|困难|完成(?:率|百分比)"
)


@lru_cache(maxsize=4096)  # the same few headings come back with every file
def _short(text: str) -> str:
    """A heading's words alone: brackets count only when nothing is left without them; empty when it is none."""
    short = bare(_BRACKETS.sub("", text)) or bare(text)
    return "" if len(short) > LONGEST or _ASIDE.match(short) else short


@lru_cache(maxsize=4096)
def _meant(short: str, words: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    return next((role for role, parts in words if any(part in short for part in parts)), None)


@dataclass(frozen=True)
class Vocabulary:
    """The roles a kind of table knows, and which of them must be there for a row to be its heading."""

    words: tuple[tuple[str, tuple[str, ...]], ...]
    exact: Mapping[str, str]
    needed: tuple[frozenset[str], ...]  # any one of these sets
    least: int
    vague: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def role(self, text: str) -> str | None:
        """The role a heading names, or None."""
        short = _short(text)
        return self.exact.get(short) or _meant(short, self.words)

    def perhaps(self, text: str) -> str | None:
        """The role a heading names in vaguer words, or None."""
        return _meant(_short(text), self.vague)

    def is_heading(self, roles: Sequence[str]) -> bool:
        """Do these roles, found in one row, make it a heading row?"""
        found = set(roles)
        return len(found) >= self.least and any(need <= found for need in self.needed)


TASKS = Vocabulary(
    TASK_WORDS,
    TASK_EXACT,
    tuple(map(frozenset, (("progress", "detail"), ("progress", "seq"), ("progress", "theme"), ("seq", "detail")))),
    3,
    TASK_VAGUE,
)
QUOTAS = Vocabulary(QUOTA_WORDS, {}, (frozenset({"name", "item"}),), 3)
