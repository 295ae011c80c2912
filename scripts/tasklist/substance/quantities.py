"""Quantities that may be added up: what a clause counts, how many, in which unit of measure.

Only a clause that names its own thing and holds nothing but one exact number at its end (走访企业12家, 义诊3场) counts,
and only in a sentence of which every word before it is understood: a day, a deed, another count. When in doubt, no sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tasklist.substance.clauses import Lexicon, clauses
from tasklist.substance.facts import prepared, without_policy
from tasklist.substance.frames import framed, lasting, qualifies
from tasklist.text.memory import remembered
from tasklist.text.normalize import bare, fold, number

# Longest first: 人次 is not 人, and 万元 not 元.
_MEASURES = (
    "人次 场次 期次 班次 例次 户次 家次 课时 学时 万元 次 场 期 篇 条 份 册 本 张 块 幅 件 起 例 人 名 户 家 台 套 辆 "
    "盏 间 处 项 个 堂 节 讲 部 支 株 棵 袋 盒 箱 元"
)
MEASURE = "|".join(_MEASURES.split())
_NUMERAL = "一二两三四五六七八九十百千〇零"
_D = "[一二两三四五六七八九]"
_UNDER_100 = f"{_D}?十{_D}?|{_D}"
_UNDER_1000 = f"{_D}百(?:{_D}十{_D}?|零{_D})?"
# As one writes an exact number: 三百二十. Not 三四, 五六十, 百, 三百五.
_EXACT = re.compile(rf"{_D}千(?:{_UNDER_1000}|零(?:{_D}十{_D}?|{_D}))?|{_UNDER_1000}|{_UNDER_100}")
_COUNT = re.compile(
    rf"(?P<thing>.*?[^\d.,:/\-{_NUMERAL}第])(?P<amount>\d{{1,3}}(?:,\d{{3}}){{1,8}}|\d{{1,9}}(?:\.\d{{1,4}})?|[{_NUMERAL}]{{1,6}})"
    rf"(?P<measure>{MEASURE})"
)
_MEASURED = re.compile(rf"(?<=[\d{_NUMERAL}万余多几来数])(?:{MEASURE})")
_HELD = re.compile("^(?:开展|组织|举办|举行|召开){1,3}")
_CLAUSE = re.compile(r"[，、：:；;。]+|,(?!\d{3})|[（()）\[\]【】]+")
_OPENS = re.compile(r"[（(\[【]")
_ONE_DAY = re.compile(
    r"(?:于|在)?(?:20\d\d年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号](?:上午|下午|晚上?|当天)?"
)
_EVENT = "义诊|培训|讲座|演练|宣讲|巡诊|随访|筛查|体检|接种|会诊|诊疗|座谈|督导|排查|接诊|救治|巡查"
_SELF = re.compile(r"[我本](?:院|单位|中心|局|所|科室?|委|支部|站|部门|股室?)")
_THING = re.compile(r"[a-z\u4e00-\u9fff《》〈〉]+", re.IGNORECASE)
# Words in the thing itself that make it something else than so many of one's own.
_DOUBT = re.compile(
    "共|总|全部|全体|各|分别|同比|环比|增长|增加|增幅|上升|下降|减少|达|余|多|近|几|超|若干|许多|大批|不少|不足|至少|最|首|上年|上期|上月|"
    "全(?!面)|可(?!视)|限|小计|不|少|曾|误|补报|补填|补录|漏报|要|保证|建议|倡议|希望|指导|带动|推动|支持|帮助|引导|动员|发动|大于|小于|高于|低于|"
    "的|缺|剩|欠|未|无|观看|迎接|接受|接待|此|该|其(?!他)|这|那|汇总|指导各|督促|相当|第|得分|排名|名列|评分|由|被|受(?!理)|来|到我|对我|上级|原"
)
_ABOUT = re.compile(
    "[上下数逾近约成好几多余来超达满将足有同唯任某哪每逐之另再又可能仅只还第小整价率比度龄值均]$|大概|大约|大致|约莫|估计|将近|接近|差不多|可能|或"
)
_PLACE = re.compile("在|到|赴|于|走进|深入")  # two who name one place may tell of one event
_BODY = re.compile(
    f"(?:医院|卫生[院室]|单位|机构|学校|企业|社区|中心)(?:开展|组织|举办)?(?:{_EVENT})$"
)  # another that did it
_NAMED_DAY = re.compile(
    r"(?<!党)日(?!常|间|均|益|语)|节(?!约|能|水|育|点|目|假)|[“”\"‘’「『]|周年|(?:宣传|活动|行动|爱国卫生)(?:周|月)"
)
_SPAN = re.compile(r"(?:本|这个?)(?:月|期|周)")  # says when, not what
_EVENTS = re.compile(f"(?:开展|组织|举办|举行)?(?:{_EVENT})")
_LEAST = 3  # characters a thing that is no event must have
_PEOPLE = re.compile(
    r"\d{1,5}[名人位][\u4e00-\u9fff]{0,8}(?:参加|参训|参学|听课|受益|参会|到会|签字|签到)|参[训会学]\d{1,5}人次?"
)
_TIME = re.compile("[年月日周季期每各]")
_BARE = re.compile(rf"[共计累合总小约近]{{0,2}}(?:\d[\d.,]*|[{_NUMERAL}]+)(?:{MEASURE})?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of something: `thing` and `measure` as typed, `words` the whole clause."""

    thing: str
    amount: Decimal
    measure: str
    words: str

    @property
    def key(self) -> tuple[str, str]:
        """Quantities with one key count the same thing in the same unit of measure, held or done as one says."""
        thing = bare(self.thing)
        return _HELD.sub("", thing, count=1) or thing, self.measure


def counted(sentence: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """The `quantities` of a sentence."""
    return remembered(
        ("quantities", sentence, lexicon.digest),
        lambda: tuple(quantities(sentence, lexicon)),
        lambda found: tuple((one.thing, str(one.amount), one.measure, one.words) for one in found),
        lambda said: tuple(Quantity(thing, Decimal(amount), *rest) for thing, amount, *rest in said),
    )


def quantities(sentence: str, lexicon: Lexicon) -> Iterator[Quantity]:
    """The exact numbers at the end of a clause that are surely the writer's own, in reading order."""
    said = list(_clauses(sentence))
    for place, (words, clause, bracketed) in enumerate(said):
        found = _counted(words)
        if found and not bracketed and countable(found.thing, lexicon) and not _qualified(said[place + 1 :]):
            yield Quantity(found.thing, found.amount, found.measure, clause)
        elif not (
            found
            or _ONE_DAY.fullmatch(words)
            or _PEOPLE.fullmatch(words)
            or _deed(words, lexicon)
            or _slogan(words, lexicon)
        ):
            return
        if lasting(words):
            return


def mentioned(sentence: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Every clause with a number, exact or not: its bare words, and the units of measure its numbers stand in."""
    return remembered(
        ("mentioned", sentence),
        lambda: tuple(_mentioned(sentence)),
        lambda found: tuple((words, sorted(measures)) for words, measures in found),
        lambda said: tuple((words, frozenset(measures)) for words, measures in said),
    )


def _mentioned(sentence: str) -> Iterator[tuple[str, frozenset[str]]]:
    for words, *_ in _clauses(sentence):
        if measures := frozenset(_MEASURED.findall(words)):
            yield bare(words), measures


def _clauses(sentence: str) -> Iterator[tuple[str, str, bool]]:
    """The clauses, folded and as typed, each with whether a bracket opens behind it."""
    start = 0
    for end in (*_CLAUSE.finditer(sentence), None):
        clause = sentence[start : end.start() if end else len(sentence)].strip()
        if fold(clause):
            yield fold(clause), clause, bool(end and _OPENS.search(end[0]))
        if end:
            start = end.end()


def _counted(words: str) -> Quantity | None:
    day = _ONE_DAY.match(words)
    start = day.end() if day else 0
    own = _SELF.match(words, start)
    found = _COUNT.fullmatch(words, own.end() if own else start)
    if not found or not _THING.fullmatch(found["thing"]):
        return None
    amount = _amount(found["amount"])
    return None if amount is None else Quantity(found["thing"], amount, found["measure"], words)


def _amount(text: str) -> Decimal | None:
    if text[0].isascii():
        return Decimal(text.replace(",", ""))
    value = number(text) if _EXACT.fullmatch(text) else None
    return None if value is None else Decimal(value)


def countable(thing: str, lexicon: Lexicon) -> bool:
    """Do these words say by themselves what is counted, that it was done, and by whoever wrote them alone?"""
    own = _SPAN.sub("", thing)
    if _EVENTS.fullmatch(own):
        return True
    numerals = any(char in _NUMERAL + "廿卅" for char in without_policy(thing).replace("统一", ""))
    if numerals or len(own) < _LEAST or _DOUBT.search(thing) or _ABOUT.search(thing) or _one_of_its_kind(thing):
        return False
    return not framed(thing) and _deed(thing, lexicon)


def _one_of_its_kind(thing: str) -> bool:
    """Is a day, a place or another's name in it, so that two who say it may tell of one event?"""
    return bool(_NAMED_DAY.search(thing) or _PLACE.search(thing) or _BODY.search(thing))


def _deed(words: str, lexicon: Lexicon) -> bool:
    """Does a clause tell something that was done, without a word that puts what follows in another light?"""
    if framed(words):
        return False
    found = clauses(prepared(words), lexicon)
    return all(clause.tense == "done" for clause in found) and any(clause.act or clause.generic_act for clause in found)


def _slogan(words: str, lexicon: Lexicon) -> bool:
    """Does a clause say nothing at all (高度重视, 扎实推进)?"""
    if framed(words) or _TIME.search(words):
        return False
    return all(clause.modified and not clause.own for clause in clauses(prepared(words), lexicon))


def _qualified(after: Sequence[tuple[str, str, bool]]) -> bool:
    """Does a later clause change what was counted? One with a number of its own speaks of that."""
    return any(bool(_BARE.fullmatch(words)) or qualifies(words) for words, *_ in after)
