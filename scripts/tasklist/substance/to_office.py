"""Short answers that speak to the office instead of telling of work: a question, a request, a complaint of the form."""

from __future__ import annotations

import re

from tasklist.substance.clauses import Lexicon
from tasklist.substance.problems import problem

_FEW = 60  # characters such an answer may have
_HOW = "怎么|怎样|如何|是否|什么|哪[里个些项]|要不要|需不需要|该不该|用不用|能不能|可不可以"
_FILL = "填报?|填写|上报|报送|报|写|做|操作|统计|算|归"
_WE = "(?:[我本](?:们|校|院|局|村|镇|乡|站|所|单位|公司){0,2})?"
_THIS = "(?:[这此该本]一?(?:项|个|条|栏|表|格)?(?:工作|任务|内容)?)?"
_UNSURE = "不知道?|不清楚|不明白|不懂|不了解|不会|不确定|没看懂|看不懂"
_FORM = "表格?|报表|填报|填表|台账|材料|清单|数据|上报|报送|报告|每[日天周月]都?要?报"
_REQUEST = (
    "(?:希望|建议|恳?请求?|望|盼)[^,。;]{0,10}(?:减少|简化|精简|取消|合并|免|支持|解决|协调|帮助|拨付|明确|指导|答复|考虑|延期)"
    f"(?:{_FORM}|频次|一下|此项|本项|该项|这项|任务|为盼|为感)?"
)
_QUESTION = re.compile(
    r"(?:请问|请教|咨询|想问|问一下|麻烦问).*"
    rf"|{_THIS}是[^,。;]{{1,8}}还是[^,。;]{{1,8}}"
    rf"|{_THIS}{_WE}{_THIS}(?:{_UNSURE})[^,。;]{{0,10}}(?:{_HOW}|{_FILL}|要求|内容|意思|表)[^,。;]{{0,10}}"
    rf"|{_THIS}(?:{_HOW})(?:{_FILL}).{{0,8}}|{_REQUEST}"
)
_TOO_MUCH = (
    "太?过?于?(?:繁琐|频繁|麻烦|复杂|琐碎|啰嗦|重复)|[太过]多|"
    "负担(?:太|过|很|较|比较)?重|意义不大|没什么?意义|无意义|形式主义|每[日天周月季]都?要?报"
)
_NO_HANDS = (
    "(?:工作|事情?)?(?:太|很|比较)忙|没(?:有)?(?:时间|空|人|人手|人干|精力|办法)(?:填|报|写|弄|做)?"
    "|人(?:手)?(?:太|很)?少|人员少|(?:工作量|任务)(?:太|很|较)?(?:大|重)"
)
_COMPLAINT = re.compile(
    rf"(?:(?:{_FORM})[^,。;]{{0,8}}(?:{_TOO_MUCH})|(?:基层|工作|我们?|一线)[^,。;]{{0,6}}(?:{_TOO_MUCH})|{_TOO_MUCH}"
    rf"|{_NO_HANDS}"
    r"|(?:实在)?(?:无法|没法|不好|难以|没时间|没空|来不及|顾不上)(?:填报?|填写|上报|报送|统计|完成|完成填报)(?:数据|材料|表格|此项)?)了?"
)
_CLAUSES = re.compile(r"[,，;；。.、!！?？]")


def speaks_to_office(text: str, lexicon: Lexicon) -> bool:
    """Is a folded text nothing but a question, a request or a complaint?"""
    if len(text) > _FEW:
        return False
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    return bool(clauses) and (_asks(text) or all(_asks(each) or _complains(each, lexicon) for each in clauses))


def _asks(clause: str) -> bool:
    return clause.rstrip("。.!！")[-1:] in tuple("?？吗呢么") or bool(_QUESTION.fullmatch(clause))


def _complains(clause: str, lexicon: Lexicon) -> bool:
    return bool(_COMPLAINT.fullmatch(clause)) or problem(clause, lexicon)
