"""Quantities that may be added up: what a clause counts, how many, in which unit of measure.

Only a clause that names its own thing and holds nothing but one exact number at its end (走访企业12家, 义诊3场) counts.
Totals, shares, averages, requirements, approximations and other people's events are left alone: when in doubt, no sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tasklist.substance.clauses import Lexicon, clauses
from tasklist.substance.facts import prepared
from tasklist.text.normalize import bare, fold, number

# Longest first: 人次 is not 人, and 万元 not 元.
_MEASURES = (
    "人次 场次 期次 班次 例次 户次 家次 课时 学时 万元 次 场 期 篇 条 份 册 本 张 块 幅 件 起 例 人 名 户 家 台 套 辆 "
    "盏 间 处 项 个 堂 节 讲 部 支 株 棵 袋 盒 箱 元"
)
_NUMERAL = "一二两三四五六七八九十百千〇零"
_COUNT = re.compile(
    rf"(?P<thing>.*?[^\d.,:/\-{_NUMERAL}第])(?P<amount>\d{{1,3}}(?:,\d{{3}}){{1,8}}|\d{{1,9}}(?:\.\d{{1,4}})?|[{_NUMERAL}]{{1,6}})"
    rf"(?P<measure>{'|'.join(_MEASURES.split())})"
)
_CLAUSES = re.compile(r"[，、：:（）()\[\]]+|,(?!\d{3})")
_DAY = re.compile(
    r"(?:于|在|自|从)?(?:20\d\d年)?\d{1,2}月\d{1,2}[日号]?(?:[至到和—~-]+(?:\d{1,2}月)?\d{1,2}[日号]?)?(?:上午|下午|晚上?|起|当天)?"
)
# Words beside a number that make it something else than so many of one's own: totals, shares, what others did.
_DOUBT = re.compile(
    "共|总|累计|合计|全部|全[系委局院市县旗区省镇乡体]|各|每|均|分别|其中|平均|同比|环比|增长|增加|增幅|上升|下降|减少|比|占|率|达|余|多|约|近|几|来|超|"
    "左右|以上|以下|不足|不少于|至少|最近|首|上年|去年|上期|上月|上半年|下半年|年初|截至|截止|目标|应(?!急)|需|拟|缺|剩|取消|未|无|没有|"
    "参加|参与|出席|观看|迎接|接受|配合|协助|联合|共同|此|该|其|这|那|汇总|指导各|督促|下属|所属|辖区|相当|计划(?!生育)|"
    "第|得分|排名|名列|评分"
)
_SPAN = re.compile(r"(?:本|这个?|上个?)(?:月|期|季度?|周|年度?)|[一二三四]季度")  # says when, not what
_SO_FAR = re.compile("截[至止]|累计|以来|上半年|下半年|年初")  # what follows is a total up to some day
_EVENTS = re.compile("义诊|培训|讲座|演练|宣讲|巡诊|随访|筛查|体检|接种|会诊|诊疗|座谈|督导|排查|接诊|救治|巡查")
_LEAST = 3  # characters a thing that is no event must have


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of something: `thing` and `measure` as typed, `words` the whole clause."""

    thing: str
    amount: Decimal
    measure: str
    words: str

    @property
    def key(self) -> tuple[str, str]:
        """Quantities with one key count the same thing in the same unit of measure."""
        return bare(self.thing), self.measure


def quantities(sentence: str) -> Iterator[Quantity]:
    """The single exact numbers at the end of a clause of a sentence, in reading order, up to one that is a total."""
    for clause in _CLAUSES.split(sentence):
        words = fold(clause)
        if _SO_FAR.search(words):
            return
        day = _DAY.match(words)
        found = _COUNT.fullmatch(words, day.end() if day else 0)
        if not found or any(char.isdigit() for char in found["thing"]):
            continue
        amount = _amount(found["amount"])
        if amount is not None:
            yield Quantity(found["thing"], amount, found["measure"], clause.strip())


def _amount(text: str) -> Decimal | None:
    if text[0].isascii():
        return Decimal(text.replace(",", ""))
    value = number(text)
    return None if value is None else Decimal(value)


def countable(thing: str, lexicon: Lexicon) -> bool:
    """Do these words say by themselves what is counted, that it was done, and by whoever wrote them alone?"""
    own = _SPAN.sub("", thing)
    if _EVENTS.fullmatch(own):
        return True
    if len(own) < _LEAST or _DOUBT.search(thing):
        return False
    return all(
        clause.tense == "done" and (clause.act or clause.generic_act) for clause in clauses(prepared(thing), lexicon)
    )
