"""An answer sentence by sentence: which hold facts, which tell a problem, which only plan, which say nothing.

A sentence is quoted as it was typed, white space aside. What is announced under a heading (下一步打算：, 存在问题：) is
what the heading says until the next one, and a plan lasts to the full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tasklist.substance.clauses import Lexicon, bare_of, compiled
from tasklist.substance.facts import READ, Fact, facts, prepared, unfilled, without
from tasklist.substance.judge import judge
from tasklist.substance.progress_text import Surroundings
from tasklist.substance.short_texts import as_before, left_standing, only_prompt, told
from tasklist.substance.word_lists import Words
from tasklist.text.normalize import fold


class Sense(StrEnum):
    """What a sentence is good for, in the words of a reason to leave it out."""

    FACT = "有事实"
    PROBLEM = "问题或请求"
    PLAN = "是打算，不是已做的事"
    NONE = "如实说明没有或尚未开展"
    EMPTY = "没有时间、事项和数量"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was typed, without its full stop. `weight`: how many facts it holds."""

    text: str
    sense: Sense
    weight: int = 0


_ORDINAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_ITEM = (
    rf"(?:[（(【\[]{_ORDINAL}[）)】\]]、?|{_ORDINAL}[、．]|{_ORDINAL}\.(?!\d)|{_ORDINAL}\.(?=\d{{1,2}}月)|[①-⒛㈠-㈩❶-❿]|[一二三四五六七八九十]{{1,2}}是[:：]?"
    rf"|第[一二三四五六七八九十][,，、])"
)
_NUMBER = re.compile(rf"\s*{_ITEM}\s*")
_ENDS = re.compile(
    rf"[。！？!?；;]+[”’」』）)]?|(?<![\r\n])[\r\n]++(?=\s{{0,20}}{_ITEM})|(?<=[：:])\s{{0,20}}(?={_ITEM})"
)
_NOTHING = ("placeholders", "soft_placeholders")
# What the verdict on a sentence by itself makes of it.
_MEANT = {"ok": Sense.FACT, "plan_only": Sense.PLAN, "not_started": Sense.NONE, "nil": Sense.NONE}
_OPEN, _CLOSE = "（([【《“「『", "）)]】》”」』"

_HEADINGS = (
    (
        "plan",
        re.compile(
            r"下一?步|下一?阶段|今后|接下来|(?:下月|下季度|下半年|下周)(?:工作|计划|打算)|工作(?:打算|计划)(?=:|$)"
        ),
    ),
    (
        "problem",
        re.compile(
            r"(?:目前)?(?:仍|还)?存在(?:的|着)?(?:主要|突出)?(?:问题|困难|不足)"
            r"|(?:主要|工作)?(?:问题|困难|不足|意见|建议|请求)(?:[和与及、]?(?:困难|不足|建议|意见|请求|问题))?(?=:|$)"
        ),
    ),
    ("", re.compile(r"(?:工作)?(?:开展|进展|完成|落实|推进)情况(?=:|$)|主要做法(?=:|$)|(?:工作)?成效(?=:|$)")),
)
_HEADING_TAIL = re.compile(r".{0,8}?:|.{0,4}$")  # what may stand behind the word of a heading
_NEED = "经费 资金 人员 人手 人才 力量 编制 设备 设施 床位 场地 用房 车辆 药品 试剂 技术 专业人员 医师 护士".replace(
    " ", "|"
)
_ABOVE = "上级 贵委 领导 主管部门 相关部门 有关部门 财政 编办 人社 委 局 旗 县 区 市 省 自治区 国家".replace(" ", "|")
_PROBLEM = re.compile(
    rf"(?<![没未无不决改找摆对现])(?:存在|面临|遇到|有)[^,。]{{0,10}}(?:问题|困难|不足|短板|堵点)(?!\d|群众|职工|患者|家庭|户|党员|线索)"
    rf"|困难(?:是|在于|较大|很大|突出)|(?:{_NEED})[^,。、]{{0,6}}(?:不足|短缺|紧缺|缺乏|紧张|匮乏|欠缺|不够|老化|缺口|未到位|不到位)"
    rf"|(?:^|,|:)(?:急需|亟需|亟待|缺少|缺乏|急缺)|(?:^|,|:)建议(?!\d|[^,。]{{0,6}}\d+[条项份个])"
    rf"|恳请|恳求|(?:^|,|:)(?:特?请求?|希望|盼望?|望)(?:{_ABOVE})[^,。]{{0,24}}(?:协调|解决|支持|明确|增加|拨付|帮助|给予|批复|指导|下达|配备|出台)"
    rf"|需(?:要)?(?:{_ABOVE})[^,。]{{0,16}}(?:协调|解决|支持|明确|增加|拨付|帮助|批复|配备)"
)
_SETTLED = re.compile(
    r"(?:已|均已|全部|当日|立即|现场)[^,。]{0,6}(?:整改|解决|办结|协调|落实|改正|答复|化解)|(?:问题|困难)[^,。]{0,4}\d+[个件条项起处]"
)


def read(text: str, words: Words, task_text: str = "") -> tuple[Sentence, ...]:
    """The sentences of an answer in order, each with its sense; what the task itself says is no fact."""
    judged = _Judged(Surroundings(task_text=task_text, words=words), compiled(words), bare_of(task_text))
    above, running = "", False  # what the heading above announces; does a plan go on?
    found = []
    for said, full_stop in _pieces(text):
        plain = fold(said)
        here, above, own = _section(plain, above)
        sense, weight = judged.sense(said, plain)
        if own != plain and judged.nothing(own):
            sense, weight = Sense.EMPTY, 0
        elif here == "problem" and not judged.nothing(own) and not _SETTLED.search(own):
            sense, weight = Sense.PROBLEM, 0
        elif (here == "plan" or running) and "已" not in plain:
            sense, weight = Sense.PLAN, 0
        running = sense is Sense.PLAN and not full_stop
        found.append(Sentence(said, sense, weight))
    return tuple(found)


def pieces(text: str) -> tuple[str, ...]:
    """The sentences of a text, as they were typed but for white space, without list numbers and full stops."""
    return tuple(said for said, _ in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """(the sentence, did it end with a full stop)."""
    start, inside = 0, _inside(text)
    for end in (*_ENDS.finditer(text), None):
        if end and inside[end.start()]:
            continue
        said = text[start : end.start() if end else len(text)]
        number = _NUMBER.match(said)
        said = " ".join(said[number.end() if number else 0 :].split()).strip("，,、。；; ")
        if bare_of(said):
            yield said, not end or not end[0].startswith(("；", ";"))
        if end:
            start = end.end()


def _inside(text: str) -> bytearray:
    """1 where a place lies between brackets or quotation marks; one never closed opens nothing."""
    inside = bytearray(len(text) + 1)
    opened: list[int] = []
    for place, char in enumerate(text):
        if char in _OPEN:
            opened.append(place)
        elif char in _CLOSE and opened:
            first = opened.pop() + 1
            if not opened:
                inside[first : place + 1] = b"\1" * (place + 1 - first)
    return inside


def _section(plain: str, above: str) -> tuple[str, str, str]:
    """What a sentence belongs to, what the sentences below it do, and its own words behind a heading."""
    for name, pattern in _HEADINGS:
        if found := pattern.match(plain):
            tail = _HEADING_TAIL.match(plain, found.end())
            return name, name if tail else above if name else "", plain[tail.end() if tail else 0 :]
    return above, above, plain


def _beside(ready: str, found: tuple[Fact, ...]) -> str:
    """What a prepared sentence says beside its facts, bare: a day alone is none."""
    return bare_of(without(ready, found))


@dataclass(frozen=True)
class _Judged:
    """What the sentences of one answer are judged by."""

    around: Surroundings
    lexicon: Lexicon
    task: str  # its text, bare

    def nothing(self, plain: str) -> bool:
        """Is it no more than a heading, a sign for nothing, or an explicit nothing?"""
        known = self.lexicon.exact.get(bare_of(plain), "")
        return not bare_of(plain) or known in _NOTHING or bool(self.lexicon.nil.search(plain))

    def sense(self, said: str, plain: str) -> tuple[Sense, int]:
        """The sense of a sentence by its own words, and how many facts it holds."""
        elsewhere = bare_of(said) in self.task or as_before(plain) or told(plain, self.around.words)
        if elsewhere or only_prompt(plain) or left_standing(plain):
            return Sense.EMPTY, 0
        if _PROBLEM.search(plain) and not _SETTLED.search(plain):
            return Sense.PROBLEM, 0
        ready = prepared(said[:READ]).strip(";")
        found = facts(ready)
        solid = sum(1 for fact in found if fact.solid)
        if (unfilled(ready) and not solid) or not _beside(ready, found):
            return Sense.EMPTY, 0
        if solid and not self.lexicon.plan.search(ready) and not self.lexicon.denied.search(ready):
            return Sense.FACT, solid  # nothing planned and nothing denied: no need to look at every clause
        return _MEANT.get(judge(said, self.around).code, Sense.EMPTY), 0
