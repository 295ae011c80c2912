"""Short forms of a name: what may be left out of it, and what makes it the name of another.

A name says where (县, 清水县), what (疾病预防控制, 经济管理) and what sort of body (中心, 学院). The place may go when
it is that of here; of what lies between, words that say how a matter is dealt with (应急局 for 应急管理局), and nearly
all when single signs stand for the words (疾控中心, 经管学院). A word that says what may not: 经济学院 is no
经济管理学院 for certain, however alone that is, nor 种业管理科 the 种植业管理科. Towns, schools and hospitals bear
names of their own, every sign of which tells: 柳河镇 is no 柳树河镇.

A text that is longer than a known name is another's, unless all it says more is how (县应急管理局 where the roster has
县应急局), or the known one is what a bureau is called for short (人社局).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from tasklist.plan.responsible.places import AREAS, sort_of_town

PLACED = re.compile(rf"[\u4e00-\u9fff]{{1,4}}[{AREAS}]")
_IN_TOWN = re.compile(rf"[\u4e00-\u9fff]{{1,4}}(?:[{AREAS}]|(?<!城)[镇乡]|街道)")


def _numbered(found: re.Match[str]) -> str:
    """第一中学 is 一中, 第二人民医院 二院."""
    return (
        found[1] + (found["level"] or "") + (found["kind"] or found[0][-2:].replace("医院", "院").replace("儿园", "幼"))
    )


_SAME: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile("居民委员会"), "居委会"),
    (re.compile("村民委员会"), "村委会"),
    (re.compile("委员会"), "委"),
    (re.compile("办公室|办事处"), "办"),
    (re.compile("联合会"), "联"),
    (re.compile("协会"), "协"),
    (re.compile("监督管理"), "监管"),
    (re.compile("市场监管"), "市监"),
    (re.compile("城市管理"), "城管"),
    (re.compile("计划生育"), "计生"),
    (re.compile("纪委监委|纪律检查委(?:监察委)?"), "纪委"),
    (re.compile("人大常委会?"), "人大"),
    (re.compile("共青团"), "团"),
    (re.compile("(?<=[中蒙藏壮傣维])医医院"), "医院"),
    (re.compile("卫生健康|卫生(?=[科股处]$)"), "卫健"),
    (
        re.compile("第?([一二三四五六七八九十]{1,3})(?P<level>初级|高级)?(?:(?P<kind>[中小])学|幼儿园|人民医院)"),
        _numbered,
    ),
    (re.compile("(?<=[一二三四五六七八九十])医院"), "院"),
    (re.compile("以及|[和与及]"), ""),
)
# What is left out of a name and written into it as one likes.
_MUTE = (
    "人民|(?:综合|联合)?行政(?=执法)|(?:综合|监督)(?=执法|监管)|第(?=[一二三四五六七八九十])|总(?=工会)"
    "|卫健(?=[科股处]$)"
)
# How a matter is dealt with, or for whom; what is dealt with is another word.
_HOW = (
    "(?:安全)?(?:监管|监察)|管理(?!学院|系)|服务|保障|工作|事务|保护|救援|医学(?=科)"
    "|(?:科学|技术|工程)(?=(?:科学|技术|工程)?(?:学院|系))"
)
_LEFT_OUT = re.compile(
    f"{_MUTE}|{_HOW}|机关(?!党|纪|团|工会)|(?:^|(?<=[镇乡道]))中心(?=[小中]?学|学校|卫生院|幼儿园)|[初高]级(?=中$)"
    "|健康(?=[科股处]$)|(?<=[\u4e00-\u9fff]{2})(?:[镇乡市县区旗]|街道)(?=[\u4e00-\u9fff]{2})"
)
_WRITTEN_IN = re.compile(f"{_MUTE}|{_HOW}")
_SAYING_NOTHING = re.compile(_MUTE)
_SORT = re.compile(
    r"(?:学院|[医卫]院|卫生院|中心|[大中小]学|学校|幼儿园|[大中支总]队|分局|公司|集团|党委|党组|支部|街道|[\u4e00-\u9fff])$"
)
# Words of two signs that say what a house is for: 市中医院 is no short form of 市中心医院.
_KINDS = re.compile("中医|蒙医|藏医|中心|妇幼|口腔|精神|儿童|老年|肿瘤|康复|职业|实验|民族|特殊")
_LEAST = 2  # signs that stand for what a body is there for
_OF_ONE = frozenset("联协")  # 妇联, 残联, 文联, 科协: one is enough
_BUREAU = frozenset("局委厅联协")  # bodies that all offices call by the same short names
_NAMED = re.compile("(?:[大中小]学|幼儿园|医院|[一二三四五六七八九十][中小幼院])$")  # by a name of their own


def plain_name(name: str) -> str:
    """A folded name with one word for each of the many that mean the same."""
    for pattern, word in _SAME:
        name = pattern.sub(word, name)
    return name


def begins(name: str, before: Collection[str]) -> list[str]:
    """Those of the words that may stand before a name of here with which this one begins."""
    return [each for each in before if each and name.startswith(each)]


def fits(short: str, name: str, begun: Sequence[str], sorts: Collection[str] = ()) -> bool:
    """Is a text a short form of a name, of which nothing is left out that makes it this one? Both made plain.

    `begun`: what the name begins with and is no other's without; `sorts`: those of what may stand there that are no
    place: what follows is left as it is (医院感染管理科 is no 感染科).
    """
    if _strange(short, name):
        return False
    return any(
        rest == begins_so if begin in sorts else _within(begins_so, rest)
        for begin, begins_so, rest in _behind(short, name, begun)
    )


def expands(full: str, name: str, begun: Sequence[str]) -> bool:
    """Is a text the full form of a name that is short itself, and says no more than how? Both made plain.

    `begun`: what the text begins with and is that of here.
    """
    return not _strange(name, full) and any(_written_out(short, rest) for _, short, rest in _behind(name, full, begun))


def _behind(short: str, name: str, begun: Sequence[str]) -> list[tuple[str, str, str]]:
    """Beginnings of a name that the short one shares, else lacks, each with both as they go on behind it."""
    shared = [(begin, short[len(begin) :], name[len(begin) :]) for begin in begun if short.startswith(begin)]
    return shared or [("", short, name), *((begin, short, name[len(begin) :]) for begin in begun)]


def resembles(text: str, names: Collection[str]) -> bool:
    """May a text be short for one of these names, though more is left out: the end of it, or its letters in order?"""
    return any(name.endswith(text) or (not _strange(text, name) and _in_order(text, name)) for name in names)


def _in_order(short: str, name: str) -> bool:
    return short[0] == name[:1] and name.endswith(short[-2:]) and _has_in_order(short, name)


def _strange(short: str, name: str) -> bool:
    """Is it of another place (东区 is not 东城区), or a house for something else?"""
    placed = _IN_TOWN.match(short)
    return bool(placed and not name.startswith(placed[0])) or any(word not in name for word in _KINDS.findall(short))


def _parted(short: str, name: str) -> tuple[str, str, str] | None:
    """What stands before the sort of body in a short name and in a full one, and that sort; None where it differs."""
    sort = _SORT.search(short)
    if not (sort and name.endswith(sort[0])):
        return None
    return short[: sort.start()], name[: len(name) - len(sort[0])], sort[0]


def _within(short: str, name: str) -> bool:
    parted = _parted(short, name)
    if not parted:
        return False
    signs, body, sort = parted
    if _kept(signs, body, name, _LEFT_OUT):
        return True
    by_signs = len(signs) >= _LEAST or sort in _OF_ONE
    return by_signs and not _NAMED.search(name) and not sort_of_town(name) and _apart(signs, body)


def _written_out(short: str, full: str) -> bool:
    parted = _parted(short, full)
    if not parted:
        return False
    signs, body, sort = parted
    if _kept(signs, body, full, _WRITTEN_IN if len(signs) <= _LEAST else _SAYING_NOTHING):
        return True
    words = body[: len(body) // 2 * 2 : 2]  # the first signs of 住房城乡建设
    by_signs = len(signs) >= _LEAST or (sort in _OF_ONE and not _KINDS.search(full))
    return sort in _BUREAU and by_signs and _apart(signs, body) and _has_in_order(signs, words)


def _kept(signs: str, body: str, name: str, more: re.Pattern[str]) -> bool:
    """Is all of a body there but words of this pattern?"""
    ends = _over(more, name, {0})
    for sign in signs:
        ends = _over(more, name, {at + 1 for at in ends if body[at : at + 1] == sign})
    return len(body) in ends


def _over(more: re.Pattern[str], name: str, places: set[int]) -> set[int]:
    """The places, and those behind words of a pattern that stand there."""
    ends = set(places)
    for place in places:
        at = place
        while found := more.match(name, at):
            at = found.end()
            ends.add(at)
    return ends


def _apart(signs: str, body: str) -> bool:
    """Do single signs, no two of them side by side in the name, stand for all of it?"""
    if any(signs[at : at + 2] in body for at in range(len(signs) - 1)):
        return False
    return body[:1] == signs[:1] and _has_in_order(signs, body)


def _has_in_order(signs: str, text: str) -> bool:
    letters = iter(text)
    return all(sign in letters for sign in signs)
