"""Has this progress text substance? Verdicts by evidence; only what is certain acts by itself.

Certain: empty, a sign for nothing, the form's own hint, a test word, the task's own text. Everything softer is
建议核实 with the words it rests on. A day, a quantity, a named document or a named act is evidence of fact;
零报告 and an honest 尚未开展 are answers. A false accusation is worse than a miss: what is not understood passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tasklist.model.ledger import Verdict
from tasklist.substance import borrowed, nothing_done, other_reports, short_texts
from tasklist.substance.clauses import bare_of, own_words
from tasklist.substance.facts import READ, beside_basis, phones, unfilled, without
from tasklist.substance.progress_text import RESIDUE, SOME, ProgressText, Surroundings
from tasklist.substance.to_office import speaks_to_office
from tasklist.text.display import shorten
from tasklist.text.memory import Plain, remembered
from tasklist.text.normalize import verbatim

_ERROR_CELL = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)", re.IGNORECASE)
_TICKS = re.compile(r"[√✓✔☑✅●★◆■√V]+")
_BARE_NUMBER = re.compile(r"[\d.,]+[%分]?|百分之百")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_CONTACT_WORDS = re.compile(
    r"联络员|联系人|负责人|填报人|经办人|联系电话|联系方式|电话|手机号?码?|邮箱|办公室|主任|科长|院长|同志|[:,;、./()-]"
)
_HINT_OPENING = re.compile(
    r"[(\[【]?(?:请[各贵本][\u4e00-\u9fff]{1,4}?|请|此处|在此|此栏)(?:在此|于此)?(?:处)?(?:如实|认真|据实|逐项|简要|按要求)*(?:填写|填报|填入|输入|写明|注明|简要说明|简述|概述)"
)
_NOW = re.compile("^(?:目前|现|暂时?|较?上[月期周]|本[月期周])+(?=无|没有)")  # 暂无此项工作, 没有变化
_BEFORE = re.compile(r"(?:底|月|日|年)(?:之|以)?前(?:全部|全面|基本|保质保量)?(?:完成|落实|开展|达到)")
_WHOLE_TEXTS = {  # category of a text that is nothing but a listed word → code, certain, reason
    "placeholders": ("placeholder", True, "以占位词代替内容"),
    "soft_placeholders": ("placeholder", False, "没有说明原因"),
    "claims": ("bare_claim", False, "只说做了，没有时间、事项和数量"),
    "hints": ("hint", True, "是表格自带的提示或栏目名"),
    "tests": ("test", True, "是测试文字"),
}
_LONGEST_HINT = 60
_CONTACTS = 100  # a list of more contacts than this is more than contacts


def judge(text: str, context: Surroundings) -> Verdict:
    """The verdict on one progress text, a doubt's quote as it was typed. Never raises; spaces change nothing.

    What the text says by itself is worked out once, and remembered; then whatever stands around it is looked at.
    """
    alone = context.alone
    place, verdict = remembered(
        ("verdict", text, *alone.told),
        lambda: _by_itself(text, alone),
        _plain,
        lambda said: (said[0], Verdict(*said[1:])),
    )
    if context == alone:
        return verdict
    said = ProgressText(text[:READ], context)
    rule = _RULES[place] if place < len(_RULES) else None
    found = borrowed.copied(said) if place > _COPIED else None
    if not found and rule in _LOOK_AROUND:
        found = rule(said)
    return _told(text, found) if found else verdict


def judged(text: str, context: Surroundings) -> Verdict:
    """The verdict on a text by itself, worked out."""
    return _by_itself(text, context.alone)[1]


def _by_itself(text: str, alone: Surroundings) -> tuple[int, Verdict]:
    """The place of the rule that speaks first, and what it says."""
    said = ProgressText(text[:READ], alone)
    spoken = ((place, rule(said)) for place, rule in enumerate(_RULES))
    ok = Verdict("ok", False, "没有时间、数量，但有具体内容")
    place, verdict = next(((place, found) for place, found in spoken if found), (len(_RULES), ok))
    return place, _told(text, verdict)


def _plain(found: tuple[int, Verdict]) -> Plain:
    place, verdict = found
    return place, verdict.code, verdict.certain, verdict.reason, verdict.quote


def _told(text: str, verdict: Verdict) -> Verdict:
    """The verdict as it is told of the whole text, with the words it rests on as they were typed."""
    verdict = replace(verdict, quote=verbatim(text[:READ], verdict.quote)) if verdict.doubtful else verdict
    return verdict if len(text) <= READ else _of_its_beginning(verdict)


def _of_its_beginning(verdict: Verdict) -> Verdict:
    """What the beginning of a very long text proves of the whole: that something is there, never that nothing is."""
    if verdict.code == "ok":
        return verdict
    return replace(verdict, certain=False, reason=f"{verdict.reason}（文字太长，只看了前{READ}个字）")


# --- the rules, in the order they are asked -----------------------------------------------------


def _decided(said: ProgressText) -> Verdict | None:
    category = said.lexicon.exact.get(said.bare) if said.bare else None
    if category == "accepted":
        return Verdict("ok", True, "经办人已认可", said.quote)
    if category == "rejected":
        return Verdict("placeholder", True, "经办人已判为没有实质内容", said.quote)
    return None


def _unreadable(said: ProgressText) -> Verdict | None:
    if said.text and not _ERROR_CELL.fullmatch(said.text):
        return None
    if said.text or said.context.broken:
        return Verdict("broken", True, "单元格显示错误，公式没有值", said.quote or said.context.broken)
    if said.context.has_picture:
        return Verdict("pointer", False, "只有图片，没有文字")
    return Verdict("empty", True, "没有填写")


def _sign_for_nothing(said: ProgressText) -> Verdict | None:
    if _TICKS.fullmatch(said.text):
        return Verdict("bare_claim", False, "只打了勾，没有时间、事项和数量", said.quote)
    if not said.bare:
        return Verdict("placeholder", True, "只有符号，没有内容", said.quote)
    category = said.lexicon.exact.get(said.bare, "")
    if category in _WHOLE_TEXTS:
        return Verdict(*_WHOLE_TEXTS[category], said.quote)
    if said.lexicon.exact.get(_NOW.sub("", said.bare).replace("没有", "无")) == "soft_placeholders":
        return Verdict(*_WHOLE_TEXTS["soft_placeholders"], said.quote)
    return None


_FEW = 40  # characters a text of a few words may have


def _in_few_words(said: ProgressText) -> Verdict | None:
    """A text of a few words that fits one of the small grammars as a whole."""
    if len(said.text) > _FEW:
        return None
    words = said.context.words
    kinds = (
        (short_texts.not_ours, ("nil", True, "如实说明不涉及")),
        (short_texts.cut_short, ("placeholder", False, "话没有说完")),
        (short_texts.only_deed, _WHOLE_TEXTS["claims"]),
        (short_texts.only_who, ("slogan", False, "只写了由谁负责，没有写做了什么")),
        (lambda text: short_texts.only_house(text) and not said.says, ("misplaced", False, "只有单位名称")),
        (short_texts.only_prompt, ("hint", True, "是表格自带的提示或栏目名")),
        (short_texts.as_before, ("pointer", False, "只写了与上期相同，没有写本期做了什么")),
        (other_reports.points, ("pointer", False, "内容在别的报表或别的栏里，这里没有写")),
        (lambda text: short_texts.told(text, words), ("pointer", False, "只说汇报过，没有写做了什么")),
    )
    return next((Verdict(*verdict, said.quote) for fits, verdict in kinds if fits(said.text)), None)


def _to_the_office(said: ProgressText) -> Verdict | None:
    if said.done or said.lexicon.denied.search(said.text) or not speaks_to_office(said.text, said.lexicon):
        return None
    return Verdict("slogan", False, "是提问、请求或意见，没有写做了什么", said.quote)


def _unticked(said: ProgressText) -> Verdict | None:
    return Verdict("placeholder", False, "方框都没有打勾", said.quote) if said.unticked else None


def _left_standing(said: ProgressText) -> Verdict | None:
    shows = short_texts.left_standing(said.text)
    return Verdict("hint", False, "像是表格自带的示例或填写说明", said.quote) if shows else None


def _stage_reached(said: ProgressText) -> Verdict | None:
    reached = short_texts.stage(said.text, said.context.words) or said.changed
    return Verdict("ok", True, "写明到了哪一步", reached) if reached else None


def _looks_like_none(said: ProgressText) -> Verdict | None:
    if len(said.bare) > 2 and len(set(said.bare)) == 1 and not said.bare.isdigit():
        return Verdict(*_WHOLE_TEXTS["tests"], said.quote)
    if _HINT_OPENING.match(said.text) and not said.facts and len(said.bare) <= _LONGEST_HINT:
        return Verdict("hint", True, "是表格自带的提示", said.quote)
    if _BARE_NUMBER.fullmatch(said.text) and not phones(said.text):
        return Verdict("bare_claim", False, "只有数字，没有说明是什么", said.quote)
    return None


def _another_column(said: ProgressText) -> Verdict | None:
    contacts = phones(said.text) + (_EMAIL.findall(said.text) if "@" in said.text else [])
    rest = said.text
    for contact in dict.fromkeys(contacts[:_CONTACTS]):
        rest = rest.replace(contact, "")
    rest = re.sub(r"\.0$", "", rest)
    if contacts and len(_CONTACT_WORDS.sub("", rest)) <= 2 * SOME and not said.done:
        return Verdict("misplaced", False, "像是联系方式，应填在联络员一栏", said.quote)
    if said.facts and not bare_of(without(said.text, said.facts)):
        kind = said.facts[0].kind
        if kind in ("date", "coarse"):
            return Verdict("misplaced", False, "只有日期，像是完成时限一栏的", said.quote)
    return None


def _substantial(said: ProgressText) -> Verdict | None:
    if said.done:
        return Verdict("ok", True, "有事实", said.done[0].words)
    if said.acts:
        return Verdict("ok", True, "有具体事项", shorten(said.acts[0].text.strip(",;。、~"), 20))
    return None


def _specimen(said: ProgressText) -> Verdict | None:
    blank = "" if said.done else unfilled(said.text)
    return Verdict("hint", False, "样例里的空没有填", blank) if blank else None


def _only_planned(said: ProgressText) -> Verdict | None:
    plans = [clause for clause in said.clauses if clause.tense == "plan"]
    promised = _BEFORE.search(said.text)
    if promised and "已" not in said.text:
        return Verdict("plan_only", False, "只写了完成时限，没有已做的事", promised[0])
    if not plans:
        return None
    dates = [
        fact.words for fact in said.facts if fact.kind in ("date", "coarse") and said.clause(fact.at).tense == "plan"
    ]
    if dates and any(plan.act for plan in plans) and not said.context.due_passed:
        return Verdict("not_started", False, "有带日期的计划", dates[0])
    return Verdict("plan_only", False, "只写了下一步打算，没有已做的事", plans[0].text.strip(",;。、~")[:20])


def _empty_words(said: ProgressText) -> Verdict | None:
    own = "".join(own_words(beside_basis(clause.text), said.lexicon) for clause in said.clauses)
    plain = not any(clause.modified for clause in said.clauses)
    new = not said.context.task_text or bare_of(own) not in bare_of(said.context.task_text)
    share, enough = (0.4, SOME) if plain else (0.5, RESIDUE)
    if new and len(own) >= enough and len(own) >= share * len(said.bare):
        return None
    if any(clause.claim for clause in said.clauses) and (plain or "已" in said.text or "完成" in said.text):
        return Verdict("bare_claim", False, "只说做了，没有时间、事项和数量", said.quote)
    return Verdict("slogan", False, "没有找到时间、事项和数量", said.quote)


_RULES: tuple[Callable[[ProgressText], Verdict | None], ...] = (
    _decided,
    _unreadable,
    _sign_for_nothing,
    _in_few_words,
    _unticked,
    _left_standing,
    _looks_like_none,
    _another_column,
    borrowed.task_repeated,
    borrowed.points_elsewhere,
    nothing_done.no_trouble,
    nothing_done.nothing_to_report,
    nothing_done.not_yet,
    _to_the_office,
    borrowed.copied,
    _specimen,
    _substantial,
    _stage_reached,
    _only_planned,
    _empty_words,
)
# Whether a rule speaks, the text alone decides, and then these say more or less by what stands around it. One rule
# speaks of what stands around alone.
_LOOK_AROUND = (_unreadable, borrowed.points_elsewhere, _only_planned)
_COPIED = _RULES.index(borrowed.copied)
