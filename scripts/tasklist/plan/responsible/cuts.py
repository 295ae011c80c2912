"""The words of a 责任单位 phrase that are no names, and where it is cut: labels, roles, 除…外, brackets that remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasklist.plan.responsible.names import OTHERS

LABEL = re.compile(r"(?:牵头|责任|配合|主办|协办|参与|参加|落实|主责|实施|承办|报送)(?:单位|部门|科室|股室|处室)?:")
EVERY = re.compile("[各全]|所有|有关|相关")
ROLES = (
    "按照?(?:各自)?职责(?:分工)?(?:分别)?(?:负责|落实|配合)?|(?:牵头|具体|共同|分别)?负责(?!人|同志)|(?:具体|共同|组织)(?:实施|落实)"
    "|(?:保障|支持|指导|督导|监督|督办)(?=$|[、,;。)])|牵头|配合|会同|联合(?!会)|协同|协助|参与|落实"
)
_NOUNS = r"单位|部门|共?\d+[家个所]|\s"
_HARD = re.compile(rf"[、,;。/|+]|{ROLES}")
_SOFT = re.compile(r"以及|[及和与并]| ")
QUOTES = re.compile("[“”‘’\"'「」『』]")
CUTS = re.compile(rf"[()除外]|{QUOTES.pattern}|{_HARD.pattern}|{_SOFT.pattern}")
_EXCEPT = re.compile(
    r"除了?(?P<who>[^()]{1,60}?)(?:之外|以外|外)的?,?|(?:^|[,;。])(?P<who3>[^(),;。除]{1,60})(?:除外|之外|以外)的"
    r"|[,;](?P<who2>[^(),;。除]{1,60})除外(?![^()]{0,40}\))|[,;]不(?:含|包括|包含)(?P<who4>[^(),;。]{1,60})"
)
NUMBERED = re.compile(r"(?:^|(?<=[ ,;、。]))(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,2})\)|\d{1,2}[、.)])(?!\d)")
SUCH_AS = r"(?<=[\u4e00-\u9fff\ue000-\uf8ff])(?<![甲乙丙高同平])等"
SOME_OF_A_KIND = re.compile(
    "[镇乡县区村]|乡镇|街道|社区|(?!.{0,4}(?:有关|相关)|各|单位|部门)[\u4e00-\u9fff]{1,8}(?:医院|学校|[中小]学|机构|企业|单位|部门|中心|乡镇|街道|社区)"
)
AND_OTHERS = re.compile(
    rf"{SUCH_AS}[\d一二三四五六七八九十]*[家个]?(?:(?:有关|相关)(?:学院|学校|乡镇|街道|社区|村|企业|站所)"
    r"|(?:有关|相关)?(?:医疗)?(?:卫生)?(?:健康)?(?:单位|部门|医院|机构|卫生院|[科股处]室)?)(?=$|[、，,；;。（(])"
)
OF_ALL = re.compile(r"(?<=[\u4e00-\u9fff\ue000-\uf8ff])等(?=各|所有|全部|全体)")
_EMPTY = re.compile(rf"(?:{ROLES}|{_NOUNS})*+")

# What stands in brackets behind a mention.
_REMARK = re.compile(
    rf"(?:{ROLES}|{_NOUNS}|科室|股室|处室|医院|主[办责抓管]|协办|承办|共同|责任|主要|成员|组长|下同|排名不分先后"
    r"|[列排]?(?:第一|首)位?的?为?|党委|党组|党总支|党支部|党工委|[、,;])*+|(?:联系人|联络员|负责人|责任人|分管领导|联系电话|电话).*"
)
LESS = re.compile(r"(?:不含|不包括|不包含|除)(?P<who>.+?)(?:之外|以外|外|除外)?|(?P<who2>.+?)除外")
WITH = re.compile(r"(?:含|包括|包含|及)(?:其|所属|下属)?(?P<who>.+)")
_UNNAMED = re.compile(
    "(?:卫健|卫生健康|[本我全省市县区旗州盟委局直属机关])*(?:各|所有|全部|全体|其他|其它|其余|部分|有关|相关)"
)  # 各有关医院（甲医院、乙医院）: the brackets say which
ALSO_CALLED = re.compile(r"(?:以下)?(?:原名?(?!则)|又[名称]|亦称|简称|加?挂)(?P<who>.+?)(?:牌子?)?")


def mentions(text: str) -> Iterator[str]:
    """The stretches between hard separators, brackets kept whole."""
    depth, start, place = 0, 0, 0
    while place < len(text):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        match = _HARD.match(text, place) if depth <= 0 else None
        if match:
            yield text[start:place]
            start = place = match.end()
        else:
            place += 1
    yield text[start:]


def without_brackets(text: str) -> tuple[str, Sequence[str]]:
    """A mention without its brackets, and what stands in them."""
    return re.sub(r"\([^()]*\)?", " ", text).replace(")", ""), re.findall(r"\(([^()]*)\)?", text)


def behind_brackets(text: str) -> list[str]:
    """What stands behind each of the brackets of a mention, and is of the words in them too (党委（校长）办公室)."""
    return [rest.strip() for rest in re.findall(r"\([^()]*\)?([^()]*)", text)]


def without_exceptions(text: str) -> tuple[str, list[tuple[str, bool]]]:
    """A phrase without those it takes out, and these: each with whether it must be one of the others."""
    away = [
        (next(filter(None, found.groups())), bool(found["who2"] or found["who3"])) for found in _EXCEPT.finditer(text)
    ]
    return _EXCEPT.sub("、", text), away


def is_empty(text: str) -> bool:
    """Is a piece no more than roles and nouns (牵头单位)?"""
    return bool(_EMPTY.fullmatch(text))


def is_remark(text: str) -> bool:
    """Do brackets only remark on the unit before them (牵头)?"""
    return bool(_REMARK.fullmatch(text))


def is_unnamed(text: str) -> bool:
    """Does a piece say no names, only how many (各有关…)?"""
    return bool(_UNNAMED.match(text))


def other_than_nobody(mention: str) -> bool:
    """Does a mention say 其他 without taking anybody out itself (其他各单位, not 其他各单位（不含某院）)?"""
    head, brackets = without_brackets(mention)
    return bool(OTHERS.search(head)) and not any(map(LESS.fullmatch, brackets))


def halves(text: str) -> list[tuple[str, str]]:
    """What stands before and behind each 和, 与, 及 or blank."""
    cuts = (match for match in _SOFT.finditer(text) if match.start() and match.end() < len(text))
    return [(text[: cut.start()], text[cut.end() :]) for cut in cuts]


def narrows(text: str, names: Sequence[str], inside: Sequence[str]) -> bool:
    """Do brackets list some of the units before them, without a role: only these, or for example these?"""
    return set(inside) < set(names) and len(names) > 1 and bool(inside) and not re.search(ROLES, text)
