"""Words by which a sender takes a whole report back, or says which of two counts: （作废）, 请以本次附件为准."""

from __future__ import annotations

import re

from tasklist.text import task_numbers
from tasklist.text.normalize import fold

_VOID = re.compile(r"[(（【\[]?(?:已|此[份表件])?(?:作废|废弃|勿用)[)）】\]]?")
_THIS = r"(?:此|这|本|该|今天|今日|现在)(?:次|份|个|封|稿|版|邮件|信|填?报表|表|附件|所?[填上]?报送?|发|的){0,5}"
_ENCLOSED = r"(?:所附|随信|附件)(?:中|里|的|所附|填?报表|表格?){0,3}"
_COUNTS = re.compile(rf"[(（【\[]?请?以(?:{_THIS}|{_ENCLOSED})为准[)）】\]]?")
_REPORT = r"(?:[填上]?报(?:送|表|的)?|表格?|材料|清单|邮件|附件|文件)"
_NO_MORE = r"(?:作废|废止|废弃|勿用|不算数|撤回|撤销|无效|不再有效)"
_PAPER = r"(?:报表|月报|报告|表(?![彰扬决])|材料|清单|邮件|附件|文件)"
_WHICH = (
    r"(?:[昨前今][天日]|[上下]午|早上|中午|晚上|刚[才刚]|先前|此前|之前|前面|上[次一]?|第?[一二三1-9]次|[这那本该此][份个封张版次]?"
    r"|\d{1,2}月(?:\d{1,2}[日号])?份?|我(?:单位|[局院中心县区处科]{1,2})?|所|已|报送?|[上填]报|发送?|提交|的)"
)
_TAKES_BACK = re.compile(
    rf"{_REPORT}[^。！!？?；;]{{0,30}}?{_NO_MORE}"
    rf"|撤回{_WHICH}{{0,8}}{_PAPER}|(?:撤销|作废){_WHICH}{{1,8}}{_PAPER}"
)
_OF_SHEET = re.compile(r"(?:^|[(（【\[_\-—\s])(?:旧|废)的?(?=$|[)）】\]_\-—\s\d])|[旧废][版表稿件]|^原[版稿]$")
# A cell that says no more than that its row or what was told before counts no more: 此项作废, 原填内容作废，请删除.
_ROW = r"(?:(?:[此本该这上]一?|以上|上述|前面?)?[项条行栏格]?(?:任务|工作)?)"
_TOLD = (
    r"(?:(?:原|此前|之前|先前|上次|上[月期])?(?:来|先)?的?"
    r"(?:所|已)?(?:填报|上报|报送|填写|填|报)?的?(?:内容|情况|进展)?)"
)
_BEHIND = r"(?:[，,。；;、\s]*(?:请|予以)?(?:删除|忽略|去掉|谢谢))?[。！!]?"
_ITEM = re.compile(rf"[(（【\[]?{_ROW}{_TOLD}(?:请|予以|已|现|均|全部|作为?){{0,3}}{_NO_MORE}[)）】\]]?{_BEHIND}")
_EDGE = re.compile(r"^[(（【\[]已?(?:作废|废弃|勿用)[)）】\]]|[(（【\[]已?(?:作废|废弃|勿用)[)）】\]]$")


def void(name: str) -> str:
    """The words in a file's name that say it no longer counts: （作废）; mostly none."""
    found = _VOID.search(name)
    return found[0] if found else ""


def void_sheet(name: str) -> str:
    """The words in a sheet's name that say it counts no more: （作废）, 旧表; mostly none."""
    found = _OF_SHEET.search(name.strip())
    return void(name) or (found[0].strip("(（【[_-— ") if found else "")


def void_item(text: str) -> bool:
    """Does what stands in a row say that the row counts no more: 此项作废, （作废）6月12日…?"""
    said = "".join(text.split())
    return len(said) > 1 and bool(_ITEM.fullmatch(said) or _EDGE.search(said))


def counts(text: str) -> str:
    """The words that say that the file they name, or come with, is the one that counts; mostly none."""
    found = None if task_numbers.places(text) else _COUNTS.search("".join(text.split()))
    return found[0] if found else ""


def takes_back(text: str) -> bool:
    """Does a line of a letter take a whole report back, and no answer to a task by its name?"""
    return bool(_TAKES_BACK.search(fold(text))) and not task_numbers.places(text)
