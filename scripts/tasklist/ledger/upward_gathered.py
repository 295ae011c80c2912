"""What the units say of one task in 上报稿: every fact and problem once, with all who said it, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tasklist.ledger.history import opens
from tasklist.model.ledger import Line, Status
from tasklist.model.tasks import Task
from tasklist.model.upward import LeftOut, Source
from tasklist.substance import sentences
from tasklist.substance.frames import lasting
from tasklist.substance.sentences import Sense, Sentence
from tasklist.substance.word_lists import Words
from tasklist.text.normalize import fold, wording

TWICE = "同一句话写了两遍"
_STALE = {"copied_last": "与上期所填相同，待核实", "copied_self": "多行填了同一段文字，待核实"}
_SELF = re.compile(r"[我本](?:院|单位|中心|局|所|科室?|委|支部|站|部门|股室?)")


@dataclass(frozen=True)
class SaidOnce:
    """One thing said, once: its words, and the own words and cell of every unit that said it."""

    sentence: Sentence
    by: dict[str, tuple[Sentence, Source]]
    turn: int  # how many facts of the same unit stand before it

    @property
    def units(self) -> tuple[str, ...]:
        """Who said it, in roster order."""
        return tuple(self.by)

    @property
    def rank(self) -> tuple[int, int, int]:
        """What is said sooner when room is short: every unit's first, what many say, what is rich in facts."""
        return self.turn, -len(self.by), -self.sentence.weight

    @property
    def sources(self) -> tuple[Source, ...]:
        """The own words and cell of each."""
        return tuple(source for _, source in self.by.values())


def gathered(
    lines: Iterable[Line],
    task: Task,
    words: Words,
    left: Mapping[tuple[str, str], str],
    fields: Sequence[str] = ("progress", "remark"),
) -> tuple[list[SaidOnce], list[SaidOnce], list[LeftOut]]:
    """The facts and the problems in these `fields`, each said once, and what is neither."""
    facts: dict[str, SaidOnce] = {}
    problems: dict[str, SaidOnce] = {}
    left_out: list[LeftOut] = []
    for line in lines:
        turn = 0
        for sentence, source, reason in _sentences(line, task, words, left, fields):
            if reason:
                left_out.append(LeftOut(source, reason))
                continue
            said = problems if sentence.sense is Sense.PROBLEM else facts
            one = said.setdefault(_key(sentence.text), SaidOnce(sentence, {}, turn))
            turn += said is facts and not one.by
            if source.unit in one.by:
                left_out.append(LeftOut(source, TWICE))
            else:
                one.by[source.unit] = (sentence, source)
    return list(facts.values()), list(problems.values()), left_out


def _sentences(
    line: Line, task: Task, words: Words, left: Mapping[tuple[str, str], str], fields: Sequence[str]
) -> Iterator[tuple[Sentence, Source, str]]:
    """Every sentence of an answer and of its 备注, its source, and why it is left out, or empty."""
    if not line.status.answered:
        return
    aside = line.answer("remark")
    framed = aside is not None and lasting(fold(aside.text))  # 备注：以上为累计数
    stale = _STALE.get(line.verdict.code, "") if line.verdict else ""
    for name in fields:
        entry = line.answer(name)
        if entry is None:
            continue
        place = opens(entry, left)
        for whole in sentences.read(entry.text, words, task.detail):
            sentence = replace(whole, text=_without_name(whole.text, line.obligation.unit))
            source = Source(line.obligation.unit, sentence.text, entry.place, place)
            if sentence.sense is Sense.PROBLEM:
                yield sentence, source, ""
            elif name == "remark":
                yield sentence, source, "备注里没有问题或请求"
            elif line.status is Status.NIL:
                yield sentence, source, "零报告，已计入家数"
            else:
                reason = stale if sentence.sense is Sense.FACT else sentence.sense.value
                yield replace(sentence, alone=False) if framed else sentence, source, reason


def _without_name(text: str, unit: str) -> str:
    """A sentence without the unit's own name before its day: its short name stands in front anyhow."""
    called = len(unit) if text.startswith(unit) else found.end() if (found := _SELF.match(text)) else 0
    return text[called:] if text[called : called + 1].isdecimal() else text


def _key(text: str) -> str:
    """What makes two sentences the same: their words and numbers, without what each calls itself."""
    return wording(_SELF.sub("", text)) or wording(text)
