"""The honest answers that there was nothing to do (零报告) or that nothing is done yet (尚未开展), and what is neither.

That there is no trouble and nobody has a wish (暂无困难, 无建议) is an answer to another question.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tasklist.model.ledger import Verdict
from tasklist.substance.clauses import own_words
from tasklist.substance.progress_text import RESIDUE, SOME, ProgressText

_REASON = re.compile(
    r"因|由于|原因|待|等|需|受|缺|计划|拟|将|预计|不具备|困难|经费|\d月|月底|下半年|季度|暂停|推迟|延期"
)
_WE = (
    r"(?:本|我|该|全|各)?(?:期|月|季度|周|年度?|院|单位|中心|局|所|科室?|站|支部|委|辖区|部门|学?校|[村镇乡县]|街道|社区)?(?:内|度)?"
    r"(?:本期|本月|目前|暂|暂时|均|尚|现)?"
)
_NOTHING_SUBJECT = re.compile(
    rf"^(?:经[^,。]{{0,6}},)?{_WE}"
    r"(?:无|没有|未发生|未出现|未收到|未接到|未涉及|不涉及|不存在|不承担|不负责|不适用|不属于)"
    r"(?!人手|人力|时间|精力|办法|条件|资金|经费|场地|用地|缝|死角|盲区|遗漏|故|偿|微不至|私|误|差错|障碍|处不在|害化|纸化"
    r"|烟|菌|时无刻|一|论|法)(?P<what>[^,;。]{2,})"
)
_NOTHING_TAIL = re.compile(
    r"^(?:暂)?无[^,;。]{2,16}(?:发生|情况|事件|事项|案例|病例|人员|投诉|事故|业务|职能|病区|职工)$"
)
_ZERO = re.compile(  # 未发现隐患, 本月零投诉; not 零容忍
    rf"{_WE}未发现(?!问题)[^,;。]{{2,10}}[。]?|{_WE}(?:实现)?零(?!容忍|距离|接触|缺陷|差错|遗漏|死角|障碍|门槛|跑|见面|起步|基础|售|星|散)[^,;。\d]{{2,6}}[。]?"
)
_NO_TROUBLE = re.compile(
    r"(?:目前|现|暂时?|尚|本[期月]|[本我](?:院|校|局|镇|村|单位|部门|街道))*(?:无|没有|不存在)"
    r"(?:任何|其[他它]|特殊|明显|突出|重大|需要?|协调|解决|反映|存在|的|相关|什么)*"
    r"(?:(?:困难|问题|意见|建议|异议|诉求|需求|补充|(?<=其[他它])情况)(?:和|及|与|或|、|以及)?)+[。.]?"
)
_NOT_YET = re.compile(
    r"未能[^,;。]{2,}|(?:尚|还)?未到[^,;。]{0,6}(?:时间|时限|期限|时候|节点|季节|阶段)|时间(?:尚|还)?未到"
)
# 没有培训任务 is none of ours.
_MATTERS = ("任务", "工作", "活动", "项目", "情况", "事项", "计划", "需求", "要求")
_NO_HEADWAY = re.compile(
    r"^[^,;。]{0,6}(?:没有|无|未有)(?:任何|明显|新的?|实质性?)*(?:进展|推进|突破|资金|经费|场地|用地)[,;](?=[^,;。]{4})"
)


def no_trouble(said: ProgressText) -> Verdict | None:
    """暂无困难, 无意见建议: an answer, and not to what was done."""
    if said.bare in said.lexicon.exact or not _NO_TROUBLE.fullmatch(said.text):
        return None
    return Verdict("placeholder", False, "只说没有困难、问题或意见，没有写做了什么", said.quote)


def nothing_to_report(said: ProgressText) -> Verdict | None:
    """无此类情况, 未发生事故: there was nothing to do."""
    explicit = said.lexicon.nil.search(said.text)
    general = _NOTHING_SUBJECT.match(said.text) or _NOTHING_TAIL.match(said.text) or _ZERO.fullmatch(said.text)
    reasoned = re.match(r"(?:无|不涉及|不适用|未涉及)[,;。(:]", said.text) and len(said.bare) >= SOME + 2
    if not (explicit or general or reasoned) or _undone(said):
        return None
    solid = [fact for fact in said.done if fact.kind != "date"]
    if (explicit and not solid) or ((general or reasoned) and not said.done):
        words = explicit or general
        return Verdict("nil", True, "如实零报告", words[0] if words else said.quote)
    return None


def not_yet(said: ProgressText) -> Verdict | None:
    """尚未开展，待经费下达: nothing is done yet, or it is not yet time."""
    stuck = _undone(said)
    found = stuck or _first(said.lexicon.denied, said.text) or _first(_NOT_YET, said.text)
    if not found or said.done or (said.acts and not stuck):
        return None
    reasoned = bool(_REASON.search(said.text.replace(found, "", 1))) or len(said.bare) > 3 * RESIDUE
    reason = "如实说明尚未开展" if reasoned else "如实说明尚未开展，未写原因和打算"
    return Verdict("not_started", reasoned, reason, found)


def _undone(said: ProgressText) -> str:
    """The words that say the work itself stands still (没有进展，承建方停工; 没有按期完成), or empty: no 零报告."""
    if found := _NO_HEADWAY.match(said.text):
        return found[0].strip(",;")
    found = _NOTHING_SUBJECT.match(said.text)
    if not found or "没有" not in found[0] or found["what"].startswith("新增") or found["what"].endswith(_MATTERS):
        return ""
    if own_words(found["what"], said.lexicon) and not said.lexicon.denied.search(said.text, found.end()):
        return ""  # 没有新建项目, but 没有落实资金，暂未开工
    clause = replace(said.clause(found.start("what")), text=found["what"])
    return found[0] if clause.act or clause.generic_act or clause.claim else ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""
