"""What the words around a unit's name in a text make of it: somebody else's name, or the one a paper is sent to."""

from __future__ import annotations

import re
from itertools import takewhile

_PLACE_SIGN = "市旗县区州盟"
# Words that make the institution behind them another one: 第二人民医院 is not 人民医院.
_OTHER_BEFORE = re.compile(
    r"(第[一二三四五六七八九十\d]+|[中蒙藏维]医|中西医结合|妇幼|妇女儿童|精神|口腔|肿瘤|儿童|传染病|康复|老年|附属|"
    r"[省市旗县区州盟镇乡])$"
)
# Parts of an institution that are somebody else in a roster: 北区, 东院区, 二分院, 江南门诊部, 某村卫生室.
_PARTS = "分院|分校|分园|分部|分所|分站|分中心|分支部?|院区|校区|门诊部|卫生室|服务站|服务点|村医室"
_INCLUDES = r"[（(]?(?:包?含|包括|内含|及(?:其|所属|下属|各)|下辖|暨|[及与和、](?=各?分[院校园部所站]))"
# Behind a unit's name: that what is below it is meant as well: （含呼吉尔特分院）, 及其分院.
_INCLUDING = re.compile(
    rf"{_INCLUDES}(?:下属|所属|下辖|各|个)*(?P<whom>[\u4e00-\u9fff\d]{{0,12}}?(?:{_PARTS}|教学点|校点))[)）]?"
)
_OTHER_BEHIND = re.compile(
    rf"(?!{_INCLUDES})[（(]?(?:第[一二三四五六七八九十\d]+(?:分院|门诊|医院)|[\u4e00-\u9fff\d]{{0,6}}?(?:{_PARTS})(?!域)"
    r"|[东南西北中新老总][东南西北]?[区院部](?![域长级门])|附属)"
)
# Whom a text is sent to, asked of or settled with does not fill it in: 报送至…, 请于6月25日前报…, 抄送…
_SENT_TO = re.compile(
    r"(?:(?:报|送|交|发|传|寄|反馈|汇总|提交|回)(?:送|报|交|回|给)?(?:至|到|给|往)|(?:抄|主|呈|转|分)送|抄报|呈报|致|联系人?|咨询|经|由|"
    r"请示)[:：]?$"
)
# Whom something was done with, or where: of a sender who is known, no word of whose letter it is.
_PARTNER = re.compile(r"(?:与|和|同|跟|及|联合|会同|协同|配合|邀请|组织|到|在|赴|去|前往|为|对|向|给)$")
_HANDED_IN = re.compile(r"(?:上?报送?|送|交|递交|提交|呈|汇总)[:：]?$")
_ENDS = re.compile(r"$|[,.;:!?。，；：！？)）】\]]|审阅|审定|备案|审核|汇总|存档|邮箱|收$")
_ASKS = re.compile(
    r"(?:汇总|收(?=$|[,。，])|印发|下发|制发?(?=$|[,。，])|编制|要求|通知|联系|负责汇总|统一汇总|审核|邮箱|电话)"
)
_TOLD_BY = 2  # characters before a common ending: where there are fewer, one mistyped leaves nothing to know it by
_FULL_NAME = re.compile(r"[\u4e00-\u9fff]{0,12}")  # 县卫健委 before 办公室: the one who is greeted by the full name
# What may stand right before a name that begins with 市, 旗 or 县 without naming another place.
_NEUTRAL_BEFORE = "于的报送由自和及与在件年月日期号份表单告据对给向为转替帮发呈"


def addressed(before: str, behind: str) -> bool:
    """Is the name between these words the one a paper is sent to, or who asks for it (请于6月25日前报…)?"""
    if _SENT_TO.search(before) or _ASKS.match(behind):
        return True
    salutation = behind in (":", "：") and bool(_FULL_NAME.fullmatch(before))
    return salutation or bool(_HANDED_IN.search(before) and _ENDS.match(behind))


def partner(before: str) -> bool:
    """Is the name behind these words one of those something was done with, or at: 6月10日与…联合签约?"""
    return bool(_PARTNER.search(before))


def of_another(before: str, name: str, behind: str, place: str) -> bool:
    """Do the words around a name make it another institution's? `place`: that of the office (乌审旗), or empty."""
    if (name[0].isdigit() and before[-1:].isdigit()) or (name[-1].isdigit() and behind[:1].isdigit()):
        return True  # 120 is no part of 20241201
    if _OTHER_BEHIND.match(behind):
        return True
    if name[0] in _PLACE_SIGN:
        stem = place[:-1]
        instead = before.endswith("代") and name[0] != "县"  # 代旗医院报; 代县 is a place
        free = instead or not before or not "\u4e00" <= before[-1] <= "\u9fff" or before[-1] in _NEUTRAL_BEFORE
        return not (free or (stem and before.endswith(stem) and name[0] == place[-1]))
    if place and (before.endswith(place) or before == place[-1]):
        return False
    return bool(_OTHER_BEFORE.search(before))


def including(behind: str) -> tuple[str, int]:
    """What the words behind a name say is meant as well (（含东山分院）, 及其分院), and where that ends; or nothing."""
    found = _INCLUDING.match(behind)
    return (found["whom"], found.end()) if found else ("", 0)


def common_start(one: str, other: str) -> int:
    """How many characters two texts have in common from the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def alike(one: str, other: str) -> bool:
    """Have two names more in common than how they end? 双搭镇人民政府 may mean 双塔镇人民政府, not 石桥镇人民政府."""
    end = common_start(one[::-1], other[::-1])
    mine, theirs = one[: len(one) - end], other[: len(other) - end]
    return max(len(mine), len(theirs)) < _TOLD_BY or bool({*mine} & {*theirs})
