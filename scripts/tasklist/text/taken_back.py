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
_TAKES_BACK = re.compile(rf"{_REPORT}[^。！!？?；;]{{0,30}}?(?:作废|撤回|撤销|不算数|无效)")


def void(name: str) -> str:
    """The words in a file's name that say it no longer counts: （作废）; mostly none."""
    found = _VOID.search(name)
    return found[0] if found else ""


def counts(text: str) -> str:
    """The words that say that the file they name, or come with, is the one that counts; mostly none."""
    found = None if task_numbers.places(text) else _COUNTS.search("".join(text.split()))
    return found[0] if found else ""


def takes_back(text: str) -> bool:
    """Does a line of a letter take a whole report back, and no answer to a task by its name?"""
    return bool(_TAKES_BACK.search(fold(text))) and not task_numbers.places(text)
