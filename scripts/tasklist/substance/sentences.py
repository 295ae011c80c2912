"""An answer sentence by sentence: which hold facts, which tell a problem, which only plan, which say nothing.

A sentence is quoted as it was typed, white space aside. What is announced under a heading (下一步打算：, 存在问题：) is
what the heading says until the next one, and a plan lasts to the full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tasklist.substance.borrowed import only_sees
from tasklist.substance.clauses import Lexicon, bare_of, compiled, in_a_name
from tasklist.substance.facts import READ, Fact, facts, prepared, unfilled, without
from tasklist.substance.frames import elsewhere, lasting, looks_back, qualifies
from tasklist.substance.judge import judged
from tasklist.substance.pieces import Saying, pieces
from tasklist.substance.problems import problem, settled
from tasklist.substance.progress_text import Surroundings
from tasklist.substance.short_texts import as_before, left_standing, only_prompt, told
from tasklist.substance.to_office import speaks_to_office
from tasklist.substance.word_lists import Words
from tasklist.text.memory import remembered
from tasklist.text.normalize import fold, wording


class Sense(StrEnum):
    """What a sentence is good for, in the words of a reason to leave it out."""

    FACT = "有事实"
    PROBLEM = "问题或请求"
    PLAN = "是打算或目标，不是已做的事"
    NONE = "如实说明没有或尚未开展"
    EMPTY = "没有时间、事项和数量"
    FRAMED = "写在另有所指的标题下（如去年、全市、尚未完成），单独列出会变意思"
    TABLE = "是粘贴的表格，离开表头说不清，请看原表"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was typed, without its full stop. `weight`: how many facts it holds.

    `statement`: the whole one it is a part of, one text for all its parts; `title`: the heading above. `alone`: does
    nothing around it change what its numbers count?
    """

    text: str
    sense: Sense
    weight: int = 0
    title: str = ""
    statement: str = ""
    alone: bool = True

    @property
    def within(self) -> str:
        """The statement under its heading. As long as the answer may be: not to be made for every sentence of many."""
        return f"{self.title}；{self.statement}"


_SENSES = {sense.value: sense for sense in Sense}
_NOTHING = ("placeholders", "soft_placeholders")
# What the verdict on a sentence by itself makes of it.
_MEANT = {"ok": Sense.FACT, "plan_only": Sense.PLAN, "not_started": Sense.NONE, "nil": Sense.NONE}

_HEADINGS = (
    (
        "plan",
        re.compile(
            r"下一?步|下一?阶段|今后|接下来|(?:下月|下季度|下半年|下周)(?:工作|计划|打算)|工作(?:打算|计划)(?=:|$)"
            r"|(?:[一二三四五六七八九十两\d年度全总体本单位我院各项主要重点具体工作上级考核绩效]{0,12})"
            r"(?:目标|任务|指标|要求)(?:任务|目标|指标|要求|数|值)?(?:如下)?(?=:|为|是|$)"
        ),
    ),
    (
        "problem",
        re.compile(
            r"(?:目前)?(?:仍|还)?存在(?:的|着)?(?:主要|突出)?(?:问题|困难|不足)"
            r"|(?:主要|工作)?(?:问题|困难|不足|意见|建议|请求)(?:[和与及、]?(?:困难|不足|建议|意见|请求|问题))?(?=:|$)"
        ),
    ),
    ("", re.compile(r"(?:工作)?(?:开展|进展|完成|落实|推进)情况(?=:|$)|主要做法(?=:|$)|(?:工作)?成效(?=:|$)")),
)
_HEADING_TAIL = re.compile(r".{0,8}?:|.{0,4}$")  # what may stand behind the word of a heading


_TITLE = 14  # characters of a sentence without a fact that may be a heading


def read(text: str, words: Words, task_text: str = "") -> tuple[Sentence, ...]:
    """The sentences of an answer in order, each with its sense; what the task itself says is no fact."""
    asked = ("sentences", text, compiled(words).digest, task_text)
    return remembered(
        asked,
        lambda: _read(text, words, task_text),
        lambda found: tuple(
            (one.text, one.sense.value, one.weight, one.title, one.statement, one.alone) for one in found
        ),
        lambda said: tuple(Sentence(text, _SENSES[sense], *rest) for text, sense, *rest in said),
    )


def _read(text: str, words: Words, task_text: str) -> tuple[Sentence, ...]:
    judged = _Judged(Surroundings(task_text=task_text, words=words), compiled(words), wording(task_text))
    above, inline = "", -1  # what the heading above announces, and the statement it stands in beside words of its own
    running = False  # does a plan go on?
    title, foreign = "", False  # the heading itself; is it about another time or others?
    told, found = pieces(text), []
    statements = {number: "；".join(each.text for each in parts) for number, parts in _statements(told).items()}
    for one, alone in zip(told, _alone(text, told), strict=True):
        plain = fold(one.text)
        sense, weight = judged.sense(one, plain)
        if sense is Sense.FACT and not one.item and inline not in (-1, one.statement) and above == "problem":
            above, inline = "", -1  # 存在问题：车辆不足。6月2日义诊1场。
        here, above, own = _section(plain, above)
        if own != plain:
            inline = one.statement if bare_of(own) else -1
        sense, weight = judged.under(here, own, plain, (sense, weight), running=running)
        if one.title or (sense is not Sense.FACT and len(plain) <= _TITLE):
            title, foreign = one.text, elsewhere(plain)
        elif sense is Sense.FACT and foreign:
            sense, weight = Sense.FRAMED, 0
        running = sense is Sense.PLAN and not one.last
        found.append(Sentence(one.text, sense, weight, title, statements[one.statement], alone))
    return tuple(found)


def _statements(told: Sequence[Saying]) -> dict[int, list[Saying]]:
    found: dict[int, list[Saying]] = {}
    for one in told:
        found.setdefault(one.statement, []).append(one)
    return found


def _alone(text: str, told: Sequence[Saying]) -> Iterator[bool]:
    """Of every sentence, whether no frame is set before it in the text, around it in its statement, or after it all."""
    framed = looks_back(fold(text))
    for statement in _statements(told).values():
        qualified = [qualifies(fold(one.text)) for one in statement]
        for own in qualified:
            yield not framed and sum(qualified) == own
        framed = framed or any(lasting(fold(one.text), title=one.title) for one in statement)


def _section(plain: str, above: str) -> tuple[str, str, str]:
    """What a sentence belongs to, what the sentences below it do, and its own words behind a heading."""
    for name, pattern in _HEADINGS:
        if found := pattern.match(plain):
            tail = _HEADING_TAIL.match(plain, found.end())
            return name, name if tail else above if name else "", plain[tail.end() if tail else 0 :]
    return above, above, plain


def _beside(ready: str, found: tuple[Fact, ...]) -> str:
    """What a prepared sentence says beside its facts, bare: a day alone is none."""
    return bare_of(without(ready, found))


@dataclass(frozen=True)
class _Judged:
    """What the sentences of one answer are judged by."""

    around: Surroundings
    lexicon: Lexicon
    task: str  # the wording of it

    def nothing(self, plain: str) -> bool:
        """Is it no more than a heading, a sign for nothing, or an explicit nothing?"""
        known = self.lexicon.exact.get(bare_of(plain), "")
        return not bare_of(plain) or known in _NOTHING or bool(self.lexicon.nil.search(plain))

    def under(self, here: str, own: str, plain: str, alone: tuple[Sense, int], *, running: bool) -> tuple[Sense, int]:
        """The sense of a sentence under a heading: `own`, its words behind one, `alone`, its sense without."""
        if own != plain and self.nothing(own):
            return Sense.EMPTY, 0
        if here == "problem" and not self.nothing(own) and not settled(own):
            return Sense.PROBLEM, 0
        return (Sense.PLAN, 0) if (here == "plan" or running) and "已" not in plain else alone

    def sense(self, one: Saying, plain: str) -> tuple[Sense, int]:
        """The sense of a sentence by its own words, and how many facts it holds."""
        if one.table:
            return Sense.TABLE, 0
        borrowed = (
            wording(one.text) in self.task or as_before(plain) or told(plain, self.around.words) or only_sees(plain)
        )
        if borrowed or only_prompt(plain) or left_standing(plain):
            return Sense.EMPTY, 0
        if problem(plain, self.lexicon) or speaks_to_office(plain, self.lexicon):
            return Sense.PROBLEM, 0
        ready = prepared(one.text[:READ]).strip(";")
        found = facts(ready)
        solid = sum(1 for fact in found if fact.solid and not in_a_name(fact, ready, self.lexicon))
        if (unfilled(ready) and not solid) or not _beside(ready, found):
            return Sense.EMPTY, 0
        if solid and not self.lexicon.plan.search(ready) and not self.lexicon.denied.search(ready):
            return Sense.FACT, solid  # nothing planned and nothing denied: no need to look at every clause
        meant = _MEANT.get(judged(one.text, self.around).code, Sense.EMPTY)
        intended = meant is Sense.NONE and self.lexicon.plan.search(ready) and not self.lexicon.denied.search(ready)
        return Sense.PLAN if intended else meant, 0
