"""Is an answer only what stands elsewhere: the task's text, last period's, another unit's, a word that points there?

A text with a fact of its own is none of these.
"""

from __future__ import annotations

import re

from tasklist.model.ledger import Verdict
from tasklist.substance import short_texts
from tasklist.substance.clauses import bare_of
from tasklist.substance.copies import SHORTEST, alike
from tasklist.substance.facts import READ, facts, prepared
from tasklist.substance.progress_text import RESIDUE, SOME, ProgressText
from tasklist.text.display import shorten
from tasklist.text.normalize import fold

_LINK = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+")
_LEADING = re.compile(
    r"^(?:[我本](?:院|单位|中心|局|所|科|委|支部|部门|站)|已经?|正在|正|现已|目前|按照?要求|持续|认真|积极|切实|严格|扎实|将|继续|一直)+"
)
_DENIAL = re.compile(r".{0,8}?(?:未|没有|尚)")
_SEE = re.compile(
    r"(?:详见|参见|参照|另见|(?<![意罕常可预会看遇接听再主])见)[^,。;]{0,10}?(?:总结|方案|附件|附表|材料|报告|台账|文件|汇报|清单|系统|平台|通知|简报|图|照片|档案|纪要|网站|邮箱|群)"
)
# The whole text sends elsewhere: 见压缩包, 详见第一项进展, 具体见附件3《工作总结》.
_ONLY_SEES = re.compile(
    r"(?:具体|详细|相关)?(?:内容|情况|进展|工作|材料|数据|说明){0,2}(?:请|可)?(?:详见|参见|另见|请见|参阅|查看|查阅|见|详(?!细))"
    r"(?!效|成效|习|证|面|义|底|识|解|长|诸|缝)(?:[^,。;]{1,12}|[^,。;《]{0,8}《[^》]{1,40}》)[。.]?"
)
_HAPPENED = re.compile(r"[已了过]|完成|开展|召开|组织|建成|投入|发放")
_MANY_ROWS = 2  # other rows with the same text before it counts as pasted


def task_repeated(said: ProgressText) -> Verdict | None:
    """The task's own text, whole or a piece of it."""
    task = bare_of(said.context.task_text)
    if len(task) < SOME or _new_facts(said, said.context.task_text) or _denies(said):
        return None
    text = _LEADING.sub("", said.bare)
    text = re.sub(r"(?:已完成|已落实|已开展|正在推进|推进中|落实中|进行中|完成)$", "", text)
    bare_task = _LEADING.sub("", task)
    if said.bare == task or text == bare_task or alike(text, bare_task, said.context.copied_share):
        more = bare_task in text and text != bare_task  # …。本期无: what stands around it may be the answer
        return Verdict("copied_task", len(task) >= SHORTEST and not more, "照抄了任务原文", said.quote)
    if len(text) >= 12 and text in task:
        return Verdict("copied_task", False, "是任务原文中的一段", said.quote)
    return None


def _denies(said: ProgressText) -> bool:
    """Does the text say 未 or 尚未 where the task does not?"""
    opening = _DENIAL.match(said.bare) and not _DENIAL.match(bare_of(said.context.task_text))
    return bool(opening or said.lexicon.denied.search(said.text)) and not said.lexicon.denied.search(
        fold(said.context.task_text)
    )


def _new_facts(said: ProgressText, other: str) -> bool:
    known = {fact.words for fact in facts(prepared(other))}
    return any(fact.words not in known for fact in said.facts)


def points_elsewhere(said: ProgressText) -> Verdict | None:
    """同上, 详见附件, a link: what it says stands in another place."""
    if only_sees(said.text):
        return _pointer(said, said.text)
    found = said.lexicon.pointer.search(said.text) or _SEE.search(said.text) or _LINK.search(said.text)
    if found is None or said.substantial or short_texts.stage(said.text, said.context.words):
        return None
    return _pointer(said, found[0])


def only_sees(text: str) -> bool:
    """Does a folded text as a whole send elsewhere (见压缩包, 详见附件3《工作总结》)?"""
    return bool(_ONLY_SEES.fullmatch(text)) and not _HAPPENED.search(text[1:])


def _pointer(said: ProgressText, quote: str) -> Verdict | None:
    if len(bare_of(said.text.replace(quote, ""))) > 3 * RESIDUE:
        return None
    if re.search(r"(?:同|见|如)(?:上|前)(?:一?个?[期月周季年次]|年度)", said.text):
        return Verdict("pointer", False, "只写了与上期相同，没有写本期做了什么", quote)
    if quote.startswith(("同上", "见上", "如上", "同前")):
        if not fold(said.context.above) or said.lexicon.exact.get(bare_of(said.context.above)):
            return Verdict("pointer", True, "写了“同上”，上面却没有内容", quote)
        return Verdict("pointer", False, f"以上一行为准：{shorten(said.context.above, 20)}", quote)
    if said.context.attached and re.search(r"附|材料|文件|总结|方案|报告|台账", quote):
        return Verdict("ok", True, "所指的材料已收到", quote)
    return Verdict("pointer", False, "内容在别处，附件未见" if "附" in quote else "内容在别处，这里没有写", quote)


def copied(said: ProgressText) -> Verdict | None:
    """The same as last period, as another unit, or as the unit's other rows."""
    if len(said.bare) < SHORTEST:
        return None
    share = said.context.copied_share
    if said.context.last and _same(said, said.context.last, share):
        return Verdict("copied_last", False, "与上期所填相同", said.quote)
    same = {text: bool(text) and _same(said, text, share) for text in {text for _, text in said.context.peers}}
    units = [unit for unit, text in said.context.peers if same[text]]
    if units:
        shown = "、".join(units[:3]) + (f"等{len(units)}个单位" if len(units) > 3 else "")
        return Verdict("copied_peer", False, f"与{shown}所填相同", said.quote)
    if sum(1 for text in said.context.others if text and _same(said, text, share)) >= _MANY_ROWS:
        return Verdict("copied_self", False, "多行填了同一段文字", said.quote)
    return None


def _same(said: ProgressText, other: str, share: int) -> bool:
    other = other[:READ]
    text = bare_of(other)
    return (said.bare == text or alike(said.bare, text, share)) and not _new_facts(said, other)
