"""What the headings of a table mean: the words for each column, clear and vague, as data.

A heading means the first role with one of its words in it, so a narrower word stands before a wider one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from tasklist.text import phones
from tasklist.text.normalize import SMALL, bare, fold, ordinal

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

_MORE, _DENIALS = 2, frozenset("未不没非无否")  # characters a retyped heading may have more or less
_PART = 4  # bare characters of a heading by which a changed one is still known
LONGEST = 30  # bare characters; a task's own text is longer, a heading with a hint in brackets is not
_BRACKETS = re.compile(r"[（(【\[][^）)】\]]{0,100}[）)】\]]")
# Headings typed in traditional characters: each such character of the words above, and its plain form.
_TRADITIONAL = str.maketrans(
    "號編點務體內牽頭責單時間節進況聯絡員繫係電話機備註說報稱負領導類別開實執舉協辦經門處歸關據數項",
    "号编点务体内牵头责单时间节进况联络员系系电话机备注说报称负领导类别开实执举协办经门处归关据数项",
)
# A column about another time, or about what is wrong, is not this period's progress, whatever words follow.
_ANOTHER_TIME = r"上一?(?:期|周|月|季|半?年|阶段)|下一?(?:步|期|周|月|季|半?年|阶段)"
_ASIDE = re.compile(rf"{_ANOTHER_TIME}|存在|主?要?问题(?!$)|困难|完成(?:率|百分比)")
# A column of numbers of per cent is its own, whatever word stands before them: 完成进度(%), 进度百分比.
_PERCENT = re.compile(r"[%％]|百分(?:比|率|数)|(?:完成|达标|进度)率|比例")

# What may stand beside a role's word in a heading; a text made of nothing else *is* a heading.
_BESIDE = """
    工作 任务 事项 内容 目标 要求 情况 具体 主要 重点 推进 落实 开展 实施 完成 执行 措施 举措 做法 成效 成果
    效果 进展 进度 取得 阶段性 阶段 目前 当前 现阶段 截至 截止 以来 年度 季度 月份 上半 下半 半年 本 本期 我 各
    院 中心 局 委 单位 部门 科室 股室 处室 机构 人员 人 员 姓名 名称 全称 号码 手机 电话 联系 方式 邮箱 有关
    相关 佐证 材料 其他 其它 时间 日期 时限 节点 期限 时 限 序 号 项 项次 类别 分类 类型 级 标题 说明 填报 填写
    报送 贯彻 汇报 总结 简述 简要 小结 责任 主体 牵头 配合 领导 分管 负责 承办 主办 协办 经办 办结 公开 月 年
    日 周 季 期 及 和 与 或 的 暨 并 其 等 一 二 三 四 五 六 七 八 九 十
"""


@lru_cache(maxsize=4)
def _whole(words: tuple[tuple[str, tuple[str, ...]], ...]) -> re.Pattern[str]:
    """A text made of the words of these roles and of what may stand beside them.

    No text is tried in more ways than it takes: no word that is made of others, no number in several parts.
    """
    parts = {part for _, found in words for part in found} | set(_BESIDE.split())
    simple = sorted((part for part in parts if not _is_made_of(part, parts)), key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(simple)}|\d++(?=[年月季周日期半、至])|^\d{{1,2}})+")


def _is_made_of(word: str, words: Set[str]) -> bool:
    """Is a word two or more of these in a row?"""
    cuts = ((word[:at], word[at:]) for at in range(1, len(word)))
    return any(first in words and (rest in words or _is_made_of(rest, words)) for first, rest in cuts)


_DAY = re.compile(r"(?:20)?\d{2}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|\d{1,2}月\d{1,2}日|\d+(?:\.\d+)?%?")
_LABELLED = re.compile(r"[^:：]{1,12}[:：](?P<said>.+)", re.DOTALL)

_CLAUSE = re.compile("[,;。]")


@lru_cache(maxsize=4096)
def is_answer(text: str) -> bool:
    """Is this what stands under a heading, and no heading: a number, a day, a telephone, 联系人：张三?"""
    folded = fold(text)
    if ordinal(folded.removeprefix("No.")) is not None or _DAY.fullmatch(folded) or phones.numbers(folded):
        return True
    labelled = _LABELLED.fullmatch(fold(_BRACKETS.sub("", text)))
    clauses = [clause for clause in _CLAUSE.split(labelled["said"]) if bare(clause)] if labelled else []
    return not all(map(TASKS.role, clauses))  # 进展：举措、成效 asks; 进展：走访9户，统一编号 answers


def of_another_time(text: str) -> bool:
    """Does a heading begin with another time than the one that is reported of (上期…, 下一步…)?"""
    return bool(re.match(_ANOTHER_TIME, bare(text)))


_PART_OF_YEAR = re.compile(rf"(?:20\d\d年)?{SMALL}月份?|第?[一二三四1-4]季度|本[月期季]度?")


def is_part_of_year(text: str) -> bool:
    """Is a heading nothing but a month or a quarter (6月 | 7月)? What was done then may stand under it."""
    return bool(_PART_OF_YEAR.fullmatch(bare(text)))


def of_per_cent(text: str) -> bool:
    """Does a heading ask for a number of per cent?"""
    return bool(_PERCENT.search(text))


@lru_cache(maxsize=4096)  # the same few headings come back with every file
def _short(text: str) -> str:
    """A heading's words alone: brackets count only when nothing is left without them; empty when it is none."""
    text = text.translate(_TRADITIONAL)
    short = bare(_BRACKETS.sub("", text)) or bare(text)
    return "" if len(short) > LONGEST or _ASIDE.match(short) else short


@lru_cache(maxsize=4096)
def _meant(short: str, words: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    return next((role for role, parts in words if any(part in short for part in parts)), None)


def _retyped(heading: str, said: str) -> bool:
    """Is a heading the other one with a word more or less, and no denial: 是否已完成 for 是否完成?"""
    short, long = sorted((heading, said), key=len)
    rest, more = iter(long), len(long) - len(short)
    denied = _DENIALS & (set(long) - set(short))
    return 0 < more <= _MORE and not denied and all(char in rest for char in short)


@dataclass(frozen=True)
class Vocabulary:
    """The roles a kind of table knows, and which of them must be there for a row to be its heading.

    `rows`: how many rows its heading may have. `loose`: most cells with a role's word make a heading, two of which may
    have one role. `own`: bare
    headings of an office's own list, from the top row down, with what they mean there; `parts`: bare texts that are a
    row's part of such a heading. `pairs`: roles that are the whole heading of a table of two columns.
    """

    words: tuple[tuple[str, tuple[str, ...]], ...]
    exact: Mapping[str, str]
    needed: tuple[frozenset[str], ...]  # any one of these sets
    least: int
    vague: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rows: int = 2
    loose: bool = False
    own: Mapping[str, str] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    pairs: tuple[frozenset[str], ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """Every role its words name."""
        return frozenset(role for role, _ in self.words)

    def role(self, text: str) -> str | None:
        """The role a heading names, or None."""
        if self.own and (key := self._own(bare(text.translate(_TRADITIONAL)))):
            return key
        short = _short(text)
        role = self.exact.get(short) or _meant(short, self.words)
        return None if role == "progress" and of_per_cent(text) else role

    def names(self, text: str) -> bool:
        """Is the text a heading and nothing else: a role's word, and what may stand beside it?"""
        if self.is_part(text):
            return True
        short = _short(text)
        known = short in self.exact or bool(_whole(self.words + self.vague).fullmatch(short))
        return known and bool(self.role(text) or self.perhaps(text))

    def asks(self, heading: str) -> bool:
        """Is this the heading of a column of the office's own list, word for word?"""
        return bare(heading) in self.own

    def _own(self, said: str) -> str | None:
        """The column of the office's own list a bare text names: word for word, or as a part that only it has."""
        if said in self.own or not _PART <= len(said) <= LONGEST:
            return self.own.get(said)
        known = [(heading, key) for heading, key in self.own.items() if len(heading) >= _PART]
        # 工作任务 is no short form of 工作任务推进措施及进展情况: most of a heading must be there.
        found = {key for heading, key in known if heading in said or (said in heading and 2 * len(said) > len(heading))}
        found = found or {key for heading, key in known if _retyped(heading, said)}
        return found.pop() if len(found) == 1 else None

    def heading_of(self, text: str) -> str | None:
        """The column of the office's own list whose whole heading this is, character for character."""
        return self.own.get(bare(text.translate(_TRADITIONAL)))

    def is_part(self, text: str) -> bool:
        """Is this a heading of the office's own list, or one row of it?"""
        said = bare(text.translate(_TRADITIONAL)) if self.own else ""
        return said in self.own or said in self.parts

    def perhaps(self, text: str) -> str | None:
        """The role a heading names in vaguer words, or None."""
        short = _short(text)
        return _meant(short, self.vague) or _meant(short, self.words)

    def is_heading(self, roles: Sequence[str]) -> bool:
        """Do these roles, found in one row, make it a heading row?"""
        found = set(roles)
        told = len(roles) if self.loose else len(found)  # 指标 | 目标值 | 责任单位
        return told >= self.least and any(need <= found for need in self.needed)

    def is_pair(self, texts: Sequence[str]) -> bool:
        """Are these two texts the whole heading of a table of two columns: headings and nothing else?"""
        return len(texts) == 2 and all(map(self.names, texts)) and {*map(self.role, texts)} in self.pairs


TASKS = Vocabulary(
    TASK_WORDS,
    TASK_EXACT,
    tuple(map(frozenset, (("progress", "detail"), ("progress", "seq"), ("progress", "theme"), ("seq", "detail")))),
    3,
    TASK_VAGUE,
    pairs=(frozenset(("detail", "progress")), frozenset(("theme", "progress"))),
)
QUOTAS = Vocabulary(QUOTA_WORDS, {}, (frozenset({"name", "item"}),), 3)
# A register of one counted item, which its file is called by: 日期 and 标题 are all it needs to say.
REGISTER = Vocabulary(QUOTA_WORDS, {}, (frozenset({"on", "item"}),), 2)
