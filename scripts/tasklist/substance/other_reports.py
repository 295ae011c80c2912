"""Short answers that only point to another period's report or to another cell: 已于10月完成，见10月报表, 详见右栏."""

from __future__ import annotations

import re

from tasklist.text.normalize import SMALL

_FEW = 40  # characters such an answer may have
_MONTH = rf"(?:\d{{4}}年|[去今]年)?{SMALL}月(?:份|上旬|中旬|下旬|初|底|末)?"
_WHEN = rf"(?:{_MONTH}|第?[1-4一二三四]季度|上(?:个?月|一?期|次|周|季度))"
_FORM = r"(?:填?报表|月报|报送的?|上报的?|填报的?|所?报的?|表格?|台账|清单|内容|数据|情况|进展){0,3}"
_CELL = r"(?:[左右上下前后旁]|备注|另|隔壁|下一|上一|旁边){1,2}(?:[边侧面]|的|一){0,2}(?:栏|列|格|边|侧)"
_THIS = r"(?:此|本|该|这)(?:一?(?:项|条|栏|格|任务)|任务)(?:的?(?:内容|填报|进展))?"
_SEES = rf"(?:已|均|具体|内容|情况){{0,2}}(?:详见|请见|参见|见|写在|填在|同)(?:{_WHEN}的?{_FORM}|{_CELL})(?:内容|填报)?"
_POINTS = re.compile(
    rf"{_SEES}|(?:请|仍|均)?以(?:{_WHEN}的?{_FORM}|{_CELL}(?:内容)?|原报的?{_FORM})为准"
    rf"|{_THIS}(?:已?作废|取消|不算)|(?:故|本[月期])?(?:不再|不另|无需再|不用再)(?:重复|另行)?(?:上报|报送|填报|填写|报|填)"
)
_TELLS = re.compile(
    rf"(?:{_THIS}|本项)?(?:已|均|全部|就|在|于){{0,4}}{_WHEN}(?:已|就|均|全部|按期|如期){{0,3}}"
    r"(?:完成|办结|落实|整改|结束|报送|上报|报|填报)(?:完毕|到位|过|了)?"
)
_CLAUSES = re.compile(r"[,，;；。.、]")


def points(text: str) -> bool:
    """Is a folded text nothing but such pointing, beside a word of when it was done?"""
    clauses = [clause for clause in _CLAUSES.split(text) if clause] if len(text) <= _FEW else []
    pointing = [clause for clause in clauses if _POINTS.fullmatch(clause)]
    return bool(pointing) and all(clause in pointing or _TELLS.fullmatch(clause) for clause in clauses)
