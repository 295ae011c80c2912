"""Short forms of a name: what may be left out of it, and what makes it the name of another.

A name says where (县, 清水县), what (疾病预防控制, 经济管理) and what sort of body (中心, 学院). The place may go when
it is that of here; of what lies between, the second sign of a word (经管学院), words that say how a matter is dealt
with (应急局 for 应急管理局), and nearly all when single signs stand for it (疾控中心, 住建局). A word that says what
may not: 经济学院 is no 经济管理学院 for certain, however alone that is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from tasklist.plan.responsible.places import AREAS

PLACED = re.compile(rf"[\u4e00-\u9fff]{{1,4}}[{AREAS}]")


def _numbered(found: re.Match[str]) -> str:
    """第一中学 is 一中, 第二人民医院 二院."""
    return found[1] + (found["kind"] or found[0][-2:].replace("医院", "院").replace("儿园", "幼"))


_SAME: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile("居民委员会"), "居委会"),
    (re.compile("村民委员会"), "村委会"),
    (re.compile("委员会"), "委"),
    (re.compile("办公室|办事处"), "办"),
    (re.compile("联合会"), "联"),
    (re.compile("协会"), "协"),
    (re.compile("监督管理"), "监管"),
    (re.compile("(?<=[中蒙藏壮傣维])医医院"), "医院"),
    (re.compile("卫生健康|卫健|卫生(?=[科股处]$)"), "卫"),
    (re.compile("第?([一二三四五六七八九十]{1,3})(?:初级|高级)?(?:(?P<kind>[中小])学|幼儿园|人民医院)"), _numbered),
    (re.compile("(?<=[一二三四五六七八九十])医院"), "院"),
    (re.compile("以及|[和与及]"), ""),
)
# How a matter is dealt with, or for whom; what is dealt with is another word.
_HOW = re.compile(
    "人民|(?:综合|联合)?行政(?=执法)|(?:综合|监督)(?=执法|监管)|第(?=[一二三四五六七八九十])|(?:安全)?(?:监管|监察)"
    "|管理(?!学院|系)|服务|保障|工作|事务|保护|救援|医学(?=科)|中心(?=[小中]?学|学校|卫生院|幼儿园)|机关(?!党|纪|团|工会)|总(?=工会)"
    "|(?:卫|健康)(?=[科股处]$)|(?:科学|技术|工程)(?=(?:科学|技术|工程)?(?:学院|系))"
)
_SORT = re.compile(
    r"(?:学院|[医卫]院|卫生院|中心|[大中小]学|学校|幼儿园|[大中支总]队|分局|公司|集团|党委|党组|支部|街道|[\u4e00-\u9fff])$"
)
# Words of two signs that say what a house is for: 市中医院 is no short form of 市中心医院.
_KINDS = re.compile("中医|蒙医|藏医|中心|妇幼|口腔|精神|儿童|老年|肿瘤|康复|职业|实验|民族|特殊")
_TELLING = frozenset("一二三四五六七八九十东西南北中上下前后左右新老大小甲乙丙丁内外男女分0123456789")
_LEAST = 2  # signs that stand for what a body is there for
_OF_ONE = frozenset("联协")  # 妇联, 残联, 文联, 科协: one is enough


def plain_name(name: str) -> str:
    """A folded name with one word for each of the many that mean the same."""
    for pattern, word in _SAME:
        name = pattern.sub(word, name)
    return name


def begins(name: str, before: Collection[str]) -> list[str]:
    """Those of the words that may stand before a name of here with which this one begins."""
    return [each for each in before if each and name.startswith(each)]


def fits(short: str, name: str, begun: Sequence[str]) -> bool:
    """Is a text a short form of a name, of which nothing is left out that makes it this one? Both made plain.

    `begun`: what the name begins with and is no other's without.
    """
    if _strange(short, name):
        return False
    shared = [begin for begin in begun if short.startswith(begin)]
    if shared:
        return any(_within(short[len(begin) :], name[len(begin) :]) for begin in shared)
    return _within(short, name) or any(_within(short, name[len(begin) :]) for begin in begun)


def resembles(text: str, names: Collection[str]) -> bool:
    """May a text be short for one of these names, though more is left out: the end of it, or its letters in order?"""
    return any(name.endswith(text) or (not _strange(text, name) and _in_order(text, name)) for name in names)


def _in_order(short: str, name: str) -> bool:
    letters = iter(name)
    return short[0] == name[:1] and name.endswith(short[-2:]) and all(char in letters for char in short)


def _strange(short: str, name: str) -> bool:
    """Is it of another place (东区 is not 东城区), or a house for something else?"""
    placed = PLACED.match(short)
    return bool(placed and not name.startswith(placed[0])) or any(word not in name for word in _KINDS.findall(short))


def _within(short: str, name: str) -> bool:
    sort = _SORT.search(short)
    if not (sort and name.endswith(sort[0])):
        return False
    signs, body = short[: sort.start()], name[: len(name) - len(sort[0])]
    enough = len(signs) >= _LEAST or sort[0] in _OF_ONE
    return _kept(signs, body, name, halved=enough) or (enough and _apart(signs, body))


def _kept(signs: str, body: str, name: str, *, halved: bool) -> bool:
    """Is no word left out whole but those that say how? `halved`: single signs may stand for their word."""
    ends = _behind_how(name, 0)
    for sign in signs:
        kept = {at + 1 for at in ends if body[at : at + 1] == sign}
        second = {at + 1 for at in kept if halved and at < len(body) and body[at] not in _TELLING}
        ends = {end for at in kept | second for end in _behind_how(name, at)}
    return len(body) in ends


def _behind_how(name: str, at: int) -> set[int]:
    ends = {at}
    while found := _HOW.match(name, at):
        at = found.end()
        ends.add(at)
    return ends


def _apart(signs: str, body: str) -> bool:
    """Do single signs, no two of them side by side in the name, stand for all of it?"""
    if any(signs[at : at + 2] in body for at in range(len(signs) - 1)):
        return False
    letters = iter(body)
    return body[:1] == signs[:1] and all(sign in letters for sign in signs)
