"""Lines that say only of which period the words below or behind them are: 一、9月份补充：, 10月份任务落实情况."""

from __future__ import annotations

import re

from tasklist.text.normalize import SMALL, fold

_NUMBER = rf"(?:[(（]?{SMALL}[)）]?[、.．:：]|[(（]{SMALL}[)）]|[①-⑳●■◆*·#])?"
_NAMED = (
    rf"(?:[0-9]{{4}}年度?的?)?(?:{SMALL}月份?|第?[1-4一二三四]季度|[上下]半年|第{SMALL}周)"
    r"|[0-9]{4}[-./][0-9]{1,2}(?![-./0-9])"
)
_THIS = r"本(?:个?月|一?期|个?季度?|周)份?"
_LAST = r"上(?:个?月|一?期|个?季度?|周)份?"
_SPAN = rf"(?P<span>{_NAMED}|(?P<this>{_THIS})|(?P<last>{_LAST}))"
_BEFORE = (
    r"(?:现将|现把|以下[是为]?|下面[是为]?|关于|其中|另外?|我[校园院局们]|我单位|[上填]?报送?|补[报充填送]|更正|对|[,，])"
    r"{0,4}"
)
_CALLED = (
    r"(?:的|各项|任务|重点|清单|工作|进展|推进|落实|完成|开展|报送|填报|上报|补报|补充|补填|更正|情况|材料|内容|数据|汇报|报告|报表|表格?"
    r"|部分|说明|如下|方面|[(][^()]{1,12}[)])"
)
_HEADING = re.compile(rf"{_NUMBER}{_BEFORE}{_SPAN}{_CALLED}{{0,8}}(?P<colon>[:：]?)[—-]*")
_SHORT = 24  # characters of a heading
THIS, LAST = "本期", "上期"  # what a line says that means the period running when it came, and the one before


def span_said(line: str) -> tuple[str, bool]:
    """What a line says of the period of the words below it, or behind its colon, as a text that names it (THIS, LAST
    where it means the one running when it came, or the one before), and whether it says nothing else; mostly nothing.
    """
    said = fold(line)
    found = _HEADING.match(said)
    if not found or not (found["colon"] or found.end() == len(said)):
        return "", False
    return THIS if found["this"] else LAST if found["last"] else found["span"], found.end() == len(said)


def is_heading(line: str) -> bool:
    """May a line head what stands below it: is it short, and does it end with a colon?"""
    return line.rstrip().endswith((":", "：")) and len(line.strip()) <= _SHORT
