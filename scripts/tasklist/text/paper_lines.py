"""Lines that stand on every paper and say nothing of the work: page numbers, days, titles, whose hand it is in."""

from __future__ import annotations

import re

from tasklist.text.normalize import NUMERAL, fold

_NUMBER = r"[-—–_·(]{0,3}\d{1,4}(?:/\d{1,4})?[-—–_·)]{0,3}"
_PAGE = (
    r"[-—–(]{0,3}(?:第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|共\d{1,4}页|(?:page|p)\.?\d{1,4}(?:(?:of|/)\d{1,4})?)"
    r"[-—–)]{0,3}"
)
_TIME = r"(?:[上下]午)?(?:\d{1,2}[:：]\d\d)?"
_DAY = (
    rf"(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}[日号](?:(?:星期|周)[一二三四五六日天])?{_TIME}"
    rf"|(?:\d{{4}}[-./])?\d{{1,2}}[-./]\d{{1,2}}{_TIME}"
    rf"|[二〇零○一三四五六七八九]{{4}}年{NUMERAL}{{1,2}}月{NUMERAL}{{1,3}}日"
)
_OF_PAPER = r"[\u4e00-\u9fff]{1,12}[〔\[(]\d{4}[〕\])]第?\d{1,4}号|[(]?[此本]页(?:以下)?无正文[)]?|[(](?:盖章|公章)[)]"
_TITLE = r"关于[^。；;，,]{2,60}(?:的|情况)(?:函|公函|复函|报告|汇报|说明|情况)"
# A title that says one of these says more than what the paper is about.
_MORE = re.compile(r"延|缓|推迟|更正|订正|修改|补充|撤|作废|零报告|任务\d|第\d{1,3}项|调整|变更|取消|停")
_LINE = re.compile("|".join((_NUMBER, _PAGE, _DAY, _OF_PAPER, _TITLE)), re.IGNORECASE)
_NAME = r"[\u4e00-\u9fff]{2,4}\d{0,3}"
_HAND = re.compile(
    r"(?:主要|分管|主管|单位)?(?:副?院长|主任|书记|局长|科长|站长|所长|领导|负责人|签发人?|审核人?|审批人?|填表人|报送人|制表人?"
    rf"|经手人|复核人?|拟稿人?|校对)(?:签[字名]|[(]签[字章名][)])?[:：]{_NAME}|{_NAME}[(](?:签[字名章]|盖章|公?章)[)]"
    r"|[\u4e00-\u9fff]{2,12}\d{0,3}[:：,，]?1[3-9]\d{9}"
)
_STOPS = "*·•、,，。.:："


def is_of_paper(line: str) -> bool:
    """Is a line a page number, a lone number or day, the number or the title of a paper?"""
    said = fold(line).strip(_STOPS)
    return bool(_LINE.fullmatch(said)) and not _MORE.search(said)


def is_hand(line: str) -> bool:
    """Is a line a name with its office, its signature or its telephone number?"""
    return bool(_HAND.fullmatch(fold(line).strip(_STOPS)))
