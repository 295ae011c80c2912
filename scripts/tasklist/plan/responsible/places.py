"""Areas in phrases of 责任单位: 县（市、区）, 各县区, 乡镇（街道）, however many of them are written out."""

from __future__ import annotations

import re
import unicodedata

AREAS = "省市县区旗州盟"
_LIST = re.compile(r"(?<=[县市区旗州乡镇盟])[(（]((?:[、,，]?(?:县|市|区|旗|州|盟|乡|镇|街道|开发区|园区))+)[)）]")
_COUNTY = "[县市区旗]{1,3}(?:(?:人民)?政府)?"
_TOWN = "(?:[乡镇]{1,2}(?:(?:人民)?政府)?|街道(?:办事处|办)?)"
_VILLAGE = "(?:村(?:民委员会|委会)?|社区(?:居委会|居民委员会)?)"
_AND = "[、,，和及与]"
_CLOSED = "$|[、,，;；。和及与 ”’」』\"']"
_SPELT = re.compile(
    rf"(?<=各)(?:(?:{_COUNTY}{_AND})+{_COUNTY}|(?:{_TOWN}{_AND})+{_TOWN}|{_VILLAGE}{_AND}{_VILLAGE})"
    rf"(?={_CLOSED}|[)）])"
)
_BOTH = re.compile(rf"(?<=各)({_TOWN})[(（]({_TOWN})[)）](?={_CLOSED})")
PARTY_TOO = re.compile("(?<=[镇乡])党委[、和及与]?(?=(?:人民)?政府)|(?<=街道)党工委[、和及与]?(?=办事处)")
_OFFICES = re.compile(rf"(?:人民)?政府|办事处|办|民委员会|委会|居委会|居民委员会|{_AND}")
_COUNTIES = re.compile("(?:[县区旗州盟]|市(?!场|政|容)){2,6}")
_TOWNS = re.compile("(?:[乡镇]|苏木){1,3}街道?|街道?[乡镇]{1,2}")
_GOVERNMENT = re.compile("(?:人民)?政府")
_SORTS = re.compile("街道?|[镇乡村]|苏木|嘎查|社区")
_ALL_SORTS = re.compile("(?:[乡镇]|苏木)街(?!道)")  # 镇街: all that a county is parted in
_ONLY_TOWNS = re.compile(
    "(?:街道?|[镇乡]|苏木){1,4}(?:(?:人民)?政府|办事处|办)?"
    "|(?:村|社区|嘎查|[(（]社区[)）]){1,3}(?:(?<=村)(?:民委员会|委会)|(?<=社区)(?:居民委员会|居委会)|党支部|两委)?"
)
_SORT_END = re.compile(
    "(?P<sort>街道|[镇乡村]|苏木|嘎查|社区)(?:(?:人民)?政府|办事处|办|党委|党工委|民委员会|委会|居民委员会|居委会)?$"
)
_THE_REST = {"街道", "社区"}  # who says these alone leaves no other open; 各乡镇, 各村 may be said of all


def plain_areas(text: str) -> str:
    """县（市、区）应急管理局 as one word: 县市区应急管理局. 各镇政府、街道办事处: 各镇街道."""
    text = _LIST.sub(lambda match: re.sub("[、,，]", "", match[1]), text)
    text = _BOTH.sub(lambda match: _OFFICES.sub("", match[1] + match[2]), text)
    return _SPELT.sub(lambda match: _OFFICES.sub("", match[0]), text)


def plain_line(text: str) -> str:
    """A name or phrase in plain signs on one line, areas as one word."""
    return plain_areas(" ".join(unicodedata.normalize("NFKC", text).split()))


def same_areas(said: str, known: str) -> tuple[bool, str, str]:
    """Do two texts begin with the same kind of areas (县区, 县市区)? And what stands behind; 政府 is nothing."""
    for areas in (_COUNTIES, _TOWNS):
        here, there = areas.match(said), areas.match(known)
        if here and there:
            ends = (text[found.end() :] for text, found in ((said, here), (known, there)))
            end, other = ("" if _GOVERNMENT.fullmatch(each) else each for each in ends)
            return True, end, other
    return False, "", ""


def sorts_of_towns(text: str) -> frozenset[str]:
    """Which sorts of towns or villages a text means that says no more: 乡镇街道, 各镇政府; none of any other text."""
    if not _ONLY_TOWNS.fullmatch(text):
        return frozenset()
    said = frozenset("街道" if sort == "街" else sort for sort in _SORTS.findall(text))
    return said | {"乡", "镇"} if _ALL_SORTS.match(text) else said


def sort_of_town(name: str) -> str:
    """What sort of town or village a name is of: 镇 of 城关镇人民政府, 村 of 上坪村."""
    found = _SORT_END.search(name)
    return found["sort"] if found else ""


def may_mean_more(text: str) -> bool:
    """Is a sort of town or village said that is often said of all of them (各乡镇, 各村; not 各街道, 各村委会)?"""
    return not (sorts_of_towns(text) <= _THE_REST or text.endswith(("委会", "委员会")))
