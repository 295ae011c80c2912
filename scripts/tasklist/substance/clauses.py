"""A text clause by clause: done, planned or denied, and what each clause says of its own.

What is left when slogans, filler words and names of acts are taken out is the clause's own matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256

from tasklist.substance.facts import Fact, without_documents
from tasklist.substance.word_lists import Words
from tasklist.text.normalize import bare, fold

_SENTENCE = re.compile(r"[。;!?！]+")
_CLAUSE = re.compile(r"[,、]+|:+(?!\d)")
_TARGET = re.compile(r".{0,8}(?:年底|月底|年内|全年|今年|\d月|\d日|前完成|早日|尽快)")
_WILL = re.compile(
    r"会|要|于|在|按|根据|结合|以|通过|从|把|对|再|加|每|近|下|本|今|明|后|\d{1,2}[月日]|[一二三四五六七八九十]{1,2}月"
)
_FINISHED = re.compile(
    r"已|目前|现有|完成了|完毕|截至|截止|实际(?=完成|开展|走访|组织|召开|举办|到位|投入|支出|使用|发放|培训|参[加训会]|建成|入户|检查|整改|办理)"
)
_HARDLY_PLANS = {
    **dict.fromkeys(("确保", "争取", "力争", "适时"), _TARGET),
    **dict.fromkeys(
        ("后续", "今后", "明年", "下月", "下周"),
        re.compile(r"$|[,:]|将|拟|计划|继续|会|要|工作|我|加|按|再|开展|组织|召开"),
    ),
}
_NOT_AFTER: dict[str, tuple[str, ...]] = {
    "计划": (
        "按",
        "照",
        "据",
        "有",
        "工作",
        "年度",
        "实施",
        "培训",
        "学习",
        "制定",
        "制定了",
        "的",
        "整改",
        "招聘",
        "采购",
        "行动",
    ),
    "拟": ("模", "虚"),
    "准备": ("好", "做", "前期", "各项"),
    "谋划": ("同", "统筹"),
}
_NO_REPORT = (
    "名(?!单)|销|警|废|考(?!核)|刊|[^,。;]{1,10}(?:批准|审批|批复|审定|核准|立项)"  # 已报名, 已报销, 已报县政府批准
)
_NO_WORDS = re.compile(r"[\W\d_a-z]+")
_WE = re.compile(r"(?:[我本](?:院|单位|中心|局|所|科|委|站))?(?:下一?步|近期|年内|现)?")  # 拟投入15万元
_MEANT_FOR = re.compile(r"(?!于|在|将|对|把|按)[\u4e00-\u9fff]{3,8}已")  # 拟录用人员已公示
_DRAWN_UP = "定订写稿制就好"  # 拟定考核指标7项 is done
_NEED_AN_ACT = ("将", "计划", "拟", "准备", "筹备", "筹划", "谋划")
_NOUNS_TOO = ("学习", "宣传", "教育", "服务", "培训", "检查", "整改", "考核", "督查")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one list, ready for looking up."""

    exact: Mapping[str, str]  # a whole bare text → category
    acts: frozenset[str]
    generic_acts: frozenset[str]
    modifiers: frozenset[str]  # slogans too: an act beside one needs an object of its own
    kinds: Mapping[str, frozenset[str]]  # a known word → what it is: act, generic, modifier, claim
    lengths: Mapping[str, tuple[int, ...]]  # first sign → how long the words are that begin with it, longest first
    digest: bytes  # of the whole list
    plan: re.Pattern[str]
    denied: re.Pattern[str]
    pointer: re.Pattern[str]
    nil: re.Pattern[str]


@dataclass(frozen=True)
class Clause:
    """One clause: where it stands, whether it tells of something done, planned or denied, and what is its own."""

    start: int
    end: int
    text: str
    tense: str  # done, plan or denied
    lexicon: Lexicon = field(repr=False)

    @cached_property
    def _parted(self) -> tuple[str, frozenset[str]]:
        """What is left of it, and what the words taken out are; many clauses are asked for their tense alone."""
        return _parted(self.text, self.lexicon)

    @property
    def own(self) -> str:
        """What is left without slogans, fillers and acts."""
        return self._parted[0]

    @property
    def act(self) -> bool:
        """Does it name an act?"""
        return "act" in self._parted[1]

    @property
    def generic_act(self) -> bool:
        """Does it name an act that needs an object (开展, 组织)?"""
        return "generic" in self._parted[1]

    @property
    def modified(self) -> bool:
        """Does it hold a slogan or a modifier?"""
        return "modifier" in self._parted[1]

    @property
    def under_way(self) -> bool:
        """Is 正在 all that modifies it (正在铺设管道)?"""
        return "正在" in self.text and "modifier" not in _parted(self.text.replace("正在", ""), self.lexicon)[1]

    @property
    def claim(self) -> bool:
        """Does it claim that something was done?"""
        return "claim" in self._parted[1]


# What one carries out is a policy by its name (落实三项制度); 推进 counts what it brings about, but 推动十项重点工作.
_CARRIED_OUT = re.compile(
    r"(?P<any>按照?|对照|参照|落实|贯彻|执行|践行|坚持|围绕|聚焦|做到|遵守|树立|实行|紧盯)好?(?:年度|全年|本年度?|(?:正面|负面|责任|任务|问题)?清单)?(?P<quote>[\"“‘「][^\"“”‘’「」]{0,12})?$"
    r"|(?:推动|推进|抓好|做好|打好|深化|强化|健全|完善|构建|打造)(?P<mark>[\"“‘「][^\"“”‘’「」]{0,12})?$"
)
_NEAR = 32  # characters around a word that may take its force; more than any known word has
_OF_POLICIES = re.compile("[项个大类级条种]$")
_AIMS = re.compile(r"(?:围绕|紧盯|瞄准|对标|聚焦|锚定)[^,;。:]{0,12}$")  # 围绕全年增长6%目标
_AIM = re.compile(r"[^,;。:\d]{0,4}(?:目标|指标)")
_DUTY = re.compile("(?:制度?|机制|要求|规定|原则|责任|标准)$")
_TO_ITS_END = re.compile("[^,;。、:]*")


def in_a_name(fact: Fact, text: str, lexicon: Lexicon) -> bool:
    """落实三项制度, 做到5个到位, 落实“三管三必须”: is a number part of what a policy is called?"""
    before = text[max(0, fact.at - _NEAR) : fact.at] if fact.kind == "quantity" else ""
    if _AIMS.search(before) and _AIM.match(text, fact.at + len(fact.words)):
        return True
    verb = _CARRIED_OUT.search(before)
    if not verb or not (verb["any"] or not fact.words[0].isdigit()):
        return False
    rest = _TO_ITS_END.match(text, fact.at + len(fact.words))
    after, kinds = _parted(rest[0] if rest else "", lexicon)
    named = bool(rest and rest[0]) and not after and "act" not in kinds
    duty = bool(rest and _DUTY.search(rest[0]))  # 执行八小时值班制度
    return bool(verb["quote"] or verb["mark"]) or duty or (named and bool(_OF_POLICIES.search(fact.words)))


@lru_cache(maxsize=4)
def compiled(words: Words) -> Lexicon:
    """The look-up form of a word list."""
    exact: dict[str, str] = {}
    for category in ("claims", "hints", "tests", "soft_placeholders", "placeholders", "rejected", "accepted"):
        exact |= {bare_of(word): category for word in getattr(words, category)}
    modifiers = (*words.modifiers, *words.slogans)
    kinds: dict[str, set[str]] = {word: set() for word in (*words.fillers, *words.plans)}
    named = (("act", words.acts), ("generic", words.generic_acts), ("modifier", modifiers), ("claim", words.claims))
    for kind, known in named:
        for word in known:
            kinds.setdefault(word, set()).add(kind)
    lengths: dict[str, set[int]] = {}
    for word in kinds:
        lengths.setdefault(word[:1], set()).add(len(word))
    return Lexicon(
        exact=exact,
        acts=frozenset(words.acts),
        generic_acts=frozenset(words.generic_acts),
        modifiers=frozenset(modifiers),
        kinds={word: frozenset(known) for word, known in kinds.items()},
        lengths={first: tuple(sorted(known, reverse=True)) for first, known in lengths.items()},
        digest=sha256(repr(words).encode("utf-8", "surrogatepass")).digest(),
        plan=_any(words.plans),
        denied=_any(words.not_started),
        pointer=re.compile(f"(?:{_any(words.pointers).pattern})(?!{_NO_REPORT})", re.IGNORECASE),
        nil=_any(words.nils),
    )


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = sorted((re.escape(fold(word)) for word in words if fold(word)), key=lambda word: (-len(word), word))
    return re.compile("|".join(alternatives) or r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def bare_of(text: str) -> str:
    """`wording.bare`, remembered: the same texts are compared again and again."""
    return bare(text)


def clauses(text: str, lexicon: Lexicon) -> tuple[Clause, ...]:
    """Clauses in order, covering the text; a plan lasts to the end of its sentence."""
    covered = without_documents(text)
    found: list[Clause] = []
    start = 0
    for sentence in [*(match.end() for match in _SENTENCE.finditer(text)), len(text) + 1]:
        plan = False
        for end in [*(match.end() for match in _CLAUSE.finditer(text, start, sentence)), sentence]:
            piece = text[start:end]
            plan = bool(planned(covered[start:end], lexicon)) or (plan and not _FINISHED.search(piece))
            denied = bool(lexicon.denied.search(piece))
            tense = "plan" if plan else "denied" if denied else "done"
            found.append(Clause(start, end, covered[start:end], tense, lexicon))
            start = end
    return tuple(found)


def planned(piece: str, lexicon: Lexicon) -> str:
    """The word of intention in a clause, or empty. Many of these words also stand in what was done (按计划完成)."""
    finished = _FINISHED.search(piece)
    for match in lexicon.plan.finditer(piece):
        word, start, end = match[0], *match.span()
        before, after = piece[max(0, start - _NEAR) : start], piece[end : end + _NEAR]
        if word in _HARDLY_PLANS and not _HARDLY_PLANS[word].match(after):
            continue
        if before.endswith(_NOT_AFTER.get(word, ())):
            continue
        if word == "拟" and _MEANT_FOR.match(after):
            continue
        if word == "拟" and _WE.fullmatch(before) and after[:1] not in ("", *_DRAWN_UP):
            return word
        told = finished is not None and finished.end() <= start
        if word in _NEED_AN_ACT and (told or not _intends(word, after, lexicon)):
            continue
        if word == "待" and after.startswith(("遇", "产", "业", "岗", "人", "客")):
            continue
        if word == "待" and before and not before.endswith(("正", "有", "尚", "还", "仍", "需", "暂")):
            continue
        return word
    return ""


def _intends(word: str, after: str, lexicon: Lexicon) -> bool:
    """Does an intention follow? 将 before a noun is 把 (将任务纳入考核), 计划 is often a noun (学习计划)."""
    if word in ("计划", "准备", "筹备", "筹划", "谋划") and after[:1] in ("", "中", "阶"):
        return True
    follows = _word(after, 0, lexicon)
    if word == "将" and follows in _NOUNS_TOO:
        return after[len(follows) : len(follows) + 1] in ("", ",", "。", ";")
    known = follows in lexicon.modifiers or follows in lexicon.acts or follows in lexicon.generic_acts
    return known or bool(_WILL.match(after))


def own_words(text: str, lexicon: Lexicon) -> str:
    """What is left of a text without the words known."""
    return _parted(text, lexicon)[0]


def own_length(text: str, lexicon: Lexicon) -> int:
    """How long the words of its own are in a text that has any; a known sign may be part of one (转正, 化肥)."""
    return len(_parted(text, lexicon, shortest=2)[0]) if own_words(text, lexicon) else 0


def _parted(text: str, lexicon: Lexicon, shortest: int = 1) -> tuple[str, frozenset[str]]:
    """What is left of a clause without the words known, and what those are; a `shortest` word has so many signs."""
    own: list[str] = []
    kinds: set[str] = set()
    at = 0
    while at < len(text):
        word = _word(text, at, lexicon) if text[at] in lexicon.lengths else ""
        if len(word) >= shortest:
            kinds |= lexicon.kinds[word]
        else:
            own.append(text[at])
        at += len(word) or 1
    return _NO_WORDS.sub("", "".join(own).lower()), frozenset(kinds)


def _word(text: str, at: int, lexicon: Lexicon) -> str:
    """The longest known word that begins here, or empty."""
    for length in lexicon.lengths.get(text[at : at + 1], ()):
        word = text[at : at + length]
        if word in lexicon.kinds:
            return word
    return ""
