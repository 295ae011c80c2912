"""Who a stretch of a notice says owes something: its words for the units, who is spared, or the office itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasklist.text.normalize import fold

_AND = re.compile(r"(?:[、，,]|以及|[和及与])(?![^（(]{0,40}[)）])")  # none within brackets: 各县（市、区）应急管理局
_ORGANISATION = re.compile(
    r"(?:单位|机构|中心|血站|[支大中]队|站|局|所|(?<![住入出])院|[学院党]校|各[校园地]|幼儿园|大学|中学|小学|[科股处]室|[科股处]|"
    r"支部|总支|党组|党委|[纪工团]委|委员会|委会|政府|健委|康委|改委|部门|(?<![全内干外局])部|(?<![交督承协催])办|办事处|办公室|街道|[乡镇村]|苏木|嘎查|社区|"
    r"[市区县旗]|[协工商学]会|[妇残文]联|工商联|公司|集团|企业|银行|[场厂馆台]|[合供报联]社)"
    r"(?:主要)?(?:负责人|负责同志|党组织)?(?:[（(][^（()）]{0,12}[)）])?$"
)
_ALL = re.compile(
    r"(?:全系统|系统内|全[省市县区旗])?(?:所有|其[他它余])?(?:各(?:地[、各]*)?单位(?:各部门)?|(?<=所有)单位|(?<=其[他它余])单位)"
)
_ACTS = re.compile("通报|督促|指导|督导|督查|检查|协调|对|向")  # what is done to units, no name of any
_LONGEST = 30  # characters of a name
VAGUE = re.compile(r"各地|有关|相关|部分|个别|(?:责任|牵头|配合)(?:单位|部门|科室)")
CLASS = re.compile(r"各|全|其他|其它|其余|所有|有关|相关|(?:单位|机构|部门|[科股处]室)$")
OTHERS = re.compile(r"其他|其它|其余")
_LEADS = re.compile(r"^(?:请|由|要求|同时|另外?|其中|并且?|此外|凡|对|务请|特别是)+")
_TRAILS = re.compile(
    r"(?:[于在另再也还]|请|要|应当?|须|必须|需|务必|均|都|按要求|按时|及时|统一|分别|原则上|负责|每次|[，,]){1,8}$"
)
_MODAL = re.compile(
    r"报送|上报|提交|组织|开展|召开|完成|至少|不少于|分别|要(?!求|点)|应当?(?!急)|必?须|需(?!求)|务必|均|请|[于在]|结合|根据|按照|每(?!个)|将|把|[，,]"
)
_MANNERS = re.compile(
    "要|应|须|需|并|及|认真|抓紧|按|结合|将|把|对照|以|通过|经|同|另|一次性|如实|逐级|逐项|正式|分批|单独|主动|切实|统一|集中|分别|书面|汇总|其中|至少|不少于|从|自|截止|最迟|"
    "不得|不迟|不晚|至迟|最晚|原则|务必|随|逐|每|第"
)  # what a clause without a subject begins with
_SPARED = re.compile(r"除了?(?P<who>[^，,。；;]{2,60}?)(?:之外|以外|外)的?[，,]?")
_SPARED_IN = re.compile(
    r"[（(](?:(?:除|不含|不包括|不包含)(?P<who>[^（()）]{2,60}?)(?:之?外|以外)?|(?P<who2>[^（()）]{2,60}?)除外)[)）]"
)
_OURS = re.compile(r"(?:我|本)(?:委|局|办|厅|部|会|院|中心|单位)|(?:[^各，。]{0,12}领导小组|专班|指挥部)(?:办公室)?")


@dataclass(frozen=True, slots=True)
class Owing:
    """The notice's words for who owes, empty for everybody, and those it leaves out."""

    units: str = ""
    spared: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Who it is, as a person says it."""
        spared = f"（{'、'.join(self.spared)}除外）" if self.spared else ""
        return f"{self.units or '全部单位'}{spared}"


def parts(text: str) -> list[str]:
    """The names in a row of them."""
    return [part for part in _AND.split(text) if part]


def owing(text: str) -> Owing | None:
    """Who owes, of a stretch that names units and nothing else; None when it is no such stretch."""
    who, spared = without_spared(text)
    who = _TRAILS.sub("", _LEADS.sub("", who))
    if not who:
        return None
    if _ALL.fullmatch(who) and (spared or not OTHERS.search(who)):
        return Owing("", spared)
    return Owing(who, spared) if _is_units(who) else None


def everybody_or(who: str) -> str:
    """The words for units, empty when they mean everybody."""
    return "" if who == "单位" or _ALL.fullmatch(who) else who


def without_spared(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without 除某院外 and （某院除外）, and the units named there."""
    found: list[str] = []

    def keep(match: re.Match[str]) -> str:
        said = next(filter(None, match.groupdict().values()))
        found.extend(parts(said))
        return ""

    for pattern in (_SPARED_IN, _SPARED):
        text = pattern.sub(keep, text)
    return text, tuple(found)


def subject(text: str) -> Owing | None:
    """The units a clause begins with: 各单位 of 各单位要高度重视."""
    for match in _MODAL.finditer(text):
        if found := owing(text[: match.start()]):
            return found
    return None


def is_office(text: str, office: str) -> bool:
    """Is this the office that issued the notice: 我委, its name, its name shortened, a desk of its own?"""
    text = re.sub(r"[（(][^（()）]*[)）]", "", text)
    who = fold(_TRAILS.sub("", _LEADS.sub("", text)))
    if _OURS.fullmatch(who):
        return True
    if not office or len(who) < 2:
        return False
    desk = re.search(
        r"(?:办公室|[\u4e00-\u9fff]{2,6}[科股处]室?)$", who
    )  # 市教育局基教科: how long its name is, is not known
    ends = range(desk.start(), len(who)) if desk else ()
    return any(_shortens(who[:end], fold(office)) for end in (len(who), *ends))


def _shortens(short: str, name: str) -> bool:
    """Has `short` the letters of `name` in their order, and its kind of body at the end: 市卫生健康委, 市卫健委?"""
    letters = iter(name)
    return len(short) >= 3 and short[-1] in name[-3:] and all(char in letters for char in short)


def _is_units(text: str) -> bool:
    each = parts(text)
    return bool(each) and all(
        _ORGANISATION.search(part) and len(part) <= _LONGEST and not _ACTS.match(part) for part in each
    )


def is_stranger(text: str) -> bool:
    """Does a stretch before a time or a verb name somebody who is no unit: 有关方面, 主要负责同志?"""
    plain = _TRAILS.sub("", _LEADS.sub("", text))
    return bool(plain) and not _MANNERS.match(plain)


def is_other_class(text: str) -> bool:
    """Does a clause begin with a class of somebody nobody here knows: 各级要…, 各班组要…?"""
    return bool(re.match(r"(?:请|由)?各[\u4e00-\u9fff]{1,12}?(?:要|应|须|需|务必|必须)", text))
