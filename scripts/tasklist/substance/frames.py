"""What stands around a number and makes it another's, another time's, a demand or a share; and the days a text names.

A frame said once holds for what follows (今年，…; 全市：…; 会同…). Under one, no number is simply a unit's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tasklist.text.normalize import number
from tasklist.text.patterns import quick

# Done together with others: the others may tell it too.
_JOINT = (
    r"会同|联合(?!国)|协同|携手|联手|联动|联办|共同(?!体)|共办|共建|一同|联袂|一起(?!来|草)|一道(?!防线|题)|合办|合力举办|协办|承办|主办|合作(?!社)"
    r"|(?:与|和|同|跟)(?!志|步|时|期|样|比|意|类|等|行|级|仁|学|事|心|业|化|谐|平|睦)[^,。;:]{1,16}"
    r"(?:联|一同|一块|合|协|携|开展|举办|组织|召开|进行|实施|承接|走访|义诊|培训|巡诊|筛查|慰问)"
)
_WITH = (
    r"应邀|受邀|受托|委托|抽调|参加|参与|出席|配合(?!度)|协助|支援|选派|邀请|来我|来院|陪同|随同|跟随|随[^,。访着]{1,10}[队组团]|牵头|组团"
    r"|由[^,。]{1,12}(?:组织|主持|负责|承担|举办|开展)|在[^,。]{1,16}(?:组织|支持|指导|帮助|带领)下"
    r"|妇联|团委|残联|红十字会|协会|学会|基金会|慈善|派出所|街道办|法院|检察院|[司法公安民政教育财政医保人社]{2}局|双方|两院|三方"
)
_ABOVE = r"(?:[市县区旗省盟州](?:里|委|政府|局|卫)|上级)"  # what they hold is theirs
# Of a longer or another time than the period.
_SPAN = (
    r"任期|建院|同期|期间|前期|前[一二三四两\d]|今年|本年|去年|上年|往年|历年|全年|年度|年内|[一二三四五两\d]年来|以来|[上下]半年|半年|季度|累计|总计|合计|截[至止]|至今|迄今|目前为止"
    r"|近(?:期|来|日|[一二两三四五几\d])|上个?月|上一?期|[上下]个?(?:周|星期)|[一二两三四五六七八九十\d]个月|历次|年初|年中|年底|自\d|起至"
    r"|\d{1,2}月?份?[—–~～至到-]+\d{1,2}月(?!\d)|[一二三四五六七八九十]{1,3}月?份?[至到]+[一二三四五六七八九十]{1,3}月"
    r"|20\d\d年(?!\d{1,2}月\d)"
)
# Of more than the unit that writes, or of a part of it.
_SCOPE = (
    r"全(?:市|县|区(?!域)|旗|省|国|镇|乡|系统|行业|域|州|盟|街道|辖区)|[市县区旗省盟州]级|辖区|下属|所属|下辖|系统内|区域内|各(?:级|地|乡|镇|旗|县|市|区|村|科|分院|单位)"
    r"|成员单位|医共体|医联体|集团|分院|总院|含(?!义|量|氧|盐|糖|水)|包括|包含"
)
# What is asked for, and not what was done.
_DEMAND = (
    r"目标|任务|指标|要求|计划(?!生育)|规划|定额|下达|考核|承诺|预[计期]|拟|应(?!急|用|对|邀|聘|届)|需|须|标准|[原额]定"
)
# Shares, means, approximations; what was put off or taken back.
_OTHER = (
    r"平均|人均|户均|均为|每|其中|占|比(?:例|上|去|往)|率|约|左右|上下|大概|大约|估计|不等|以上|以下|上述|前述|更正|应为|笔误|重复|同一"
    r"|取消|改期|延期|推迟|暂停|作废|未(?:能|开展|举办|实施|完成)|没有"
)
_BEFORE = quick("|".join((_JOINT, _WITH, _ABOVE, _SPAN, _SCOPE, _DEMAND, _OTHER)))
_LASTING = quick("|".join((_JOINT, _SPAN, _SCOPE, rf"{_ABOVE}[^,。;:]{{0,12}}(?:组织|举办|开展|牵头|安排)")))
_LOOKS_BACK = re.compile(
    r"(?:以上|上述|前述|上列|所列|表中)[^,。;]{0,8}(?:数|为|系|均|含|活动|工作|项)|(?:^|[,。;(])(?:注|说明|备注|附注)\d?:|数据(?:为|系|均|含|口径)"
    r"|\*{1,3}(?=[^*]|$)"
)
_TITLE = 14  # characters of a statement that is no more than a heading for what follows
_DEMANDED = re.compile(rf"(?:{_DEMAND})")
_OPENING = re.compile(r"[,:]")
_DEMAND_TITLE = re.compile(r"(?:目标|任务|指标|要求|计划|标准)(?:任务|目标|要求|数|如下|为|是)?$")
_ELSEWHERE = re.compile(
    r"去年|上年|往年|历年|上期|上个?月|全(?:市|县|区(?!域)|旗|省|国|镇|乡|系统|行业|州|盟|辖区)|辖区内?(?:各|共)|下属|所属单位"
    r"|[未没](?:有)?(?:完成|开展|落实|启动|达标|办结|到位)|尚未|待(?:办|完成|落实|推进|开展|解决)|拟(?!定)|下月|明年|预计|取消|暂停"
)


@lru_cache(maxsize=8192)  # a clause is asked about for every clause beside it
def framed(words: str) -> bool:
    """Does a folded text hold anything that changes what a number beside it counts?"""
    return bool(_BEFORE.search(words))


@lru_cache(maxsize=8192)
def lasting(words: str, *, title: bool = False) -> bool:
    """Does a folded statement set a frame for the ones after it? A `title` sets one by what it demands as well."""
    short = title or len(words) <= _TITLE
    return bool(_LASTING.search(words)) or (short and bool(_DEMANDED.search(words)))


def qualifies(words: str) -> bool:
    """Does a folded clause beside a number change what it counts? One with a number of its own speaks of that."""
    return lasting(words) if any(map(str.isdigit, words)) else framed(words)


def looks_back(words: str) -> bool:
    """Does a folded text qualify what was said before it (以上均为累计数, 注：含分院)?"""
    return bool(_LOOKS_BACK.search(words))


def opened(words: str) -> bool:
    """Does the first clause of a folded statement hold for all its halves?"""
    cut = _OPENING.search(words)
    opening = words[: cut.start()] if cut else words
    announced = bool(cut and cut[0] == ":" and _ELSEWHERE.search(opening))
    return announced or bool(_LASTING.search(opening)) or bool(cut and _DEMAND_TITLE.search(opening))


def elsewhere(words: str) -> bool:
    """Is a folded heading about another time, about others, or about what was not done? What follows is no deed."""
    return bool(_ELSEWHERE.search(words))


# --- the days a text names ------------------------------------------------------------------------

_ONE = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAYS = quick(
    rf"(?P<month>{_ONE})月(?P<days>{_ONE}[日号]?(?:(?:[、,和及与]|[至到—–~～-]{{1,3}})(?:{_ONE}月)?{_ONE}(?:[日号]|(?=[、,和及与至到—–~～-]{_ONE}[日号]))?(?![月\d]))*)"
    rf"|(?<!\d)(?:20\d\d[-./])?(?P<m>1[0-2]|0?[1-9])[-./](?P<d>3[01]|[12]\d|0?[1-9])(?![\d%万元])"
    rf"|(?<!\d)20\d\d(?P<mm>0[1-9]|1[0-2])(?P<dd>0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|(?P<day>{_ONE})[日号](?!楼|院|线|机|文|公)"
)
_SOME_DAY = re.compile(
    r"(?:上|本|这|下)(?:周|星期)|周[一二三四五六日末]|星期|昨[天日]|前[天日](?!,)|今[天日]|近日|日前|[上中下]旬|月[初中末底]|节日?期间|假期"
)
_STEP = re.compile(rf"([至到—–~～-]{{1,3}})?(?:({_ONE})月)?({_ONE})[日号]?")
Day = tuple[int | None, int]  # month, where it is named, and day


def days(words: str) -> frozenset[Day]:
    """The days a folded text names, whatever the year; (None, 0): one that is not told exactly."""
    found = {day for match in _DAYS.finditer(words) for day in _of(match)}
    return frozenset(found | ({(None, 0)} if _SOME_DAY.search(words) else set()))


def _of(match: re.Match[str]) -> Iterator[Day]:
    if match["m"] or match["mm"]:
        yield int(match["m"] or match["mm"]), int(match["d"] or match["dd"])
    elif match["day"]:
        yield None, number(match["day"]) or 0
    else:
        month, last = number(match["month"]), 0
        for through, other, text in _STEP.findall(match["days"]):
            if through and other:
                yield None, 0
            month, day = number(other) if other else month, number(text) or 0
            yield from ((month, each) for each in range(last + 1 if through and last < day else day, day + 1))
            last = day


def any_two_on_one_day(texts: Iterable[frozenset[Day]]) -> bool:
    """May two texts be about the same day? A month that is not named may be any; a day not told exactly too."""
    months: dict[int, set[int | None]] = {}  # day → the months named with it in the texts before
    for days_of_one in texts:
        for month, day in days_of_one:
            met = months.get(day, ())
            if 0 in months or (day == 0 and months) or None in met or month in met or (month is None and met):
                return True
        for month, day in days_of_one:
            months.setdefault(day, set()).add(month)
    return False
