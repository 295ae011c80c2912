"""What is remembered changes nothing that is said, and saves working it out again."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from tasklist.substance import facts, quantities, sentences
from tasklist.substance.clauses import compiled
from tasklist.substance.extension import asks_for_time
from tasklist.substance.judge import judge
from tasklist.substance.progress_text import Surroundings
from tasklist.substance.word_lists import DEFAULT_WORDS, Words
from tasklist.text import memory
from tasklist.text.memory import Memory
from tasklist.views import text_height

TEXTS = (
    "6月12日组织专题学习1次，参训45人；计划7月开展义诊。存在问题：经费不足。",
    "无",
    "我单位高度重视，扎实推进各项工作。",
    "6月3日至5日义诊3场，服务群众260人次。\n下一步打算：继续宣传。",
)
ASKED: dict[str, Callable[[str], object]] = {
    "verdict": lambda text: judge(text, Surroundings(task_text="组织专题学习", others=("无", "无"))),
    "sentences": lambda text: sentences.read(text, DEFAULT_WORDS, "组织专题学习"),
    "evidence": facts.evidence,
    "quantities": lambda text: quantities.counted(text, compiled(DEFAULT_WORDS)),
    "more time": asks_for_time,
    "height": lambda text: text_height.standing.__wrapped__(text * 20, 30, 10),
    "too tall": lambda text: text_height.standing.__wrapped__(f"{text}{'再宣传一次。' * 900}", 30, 10),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_is_remembered_is_what_was_worked_out(name: str) -> None:
    ask = ASKED[name]
    plainly = [ask(text) for text in TEXTS]
    first = Memory(dict)
    with memory.using(first):
        assert [ask(text) for text in TEXTS] == plainly
    later = Memory(lambda: first.used)
    with memory.using(later):
        assert [ask(text) for text in TEXTS] == plainly
    assert later.used == first.used
    assert len(first.used) == len(TEXTS)


def test_another_list_of_words_or_other_surroundings_are_judged_anew() -> None:
    with memory.using(Memory(dict)):
        assert judge("佐证齐全", Surroundings()).code != "placeholder"
        assert judge("佐证齐全", Surroundings(words=Words(rejected=("佐证齐全",)))).code == "placeholder"
        last = Surroundings(last="6月12日组织专题学习1次，参训45人")
        assert judge("6月12日组织专题学习1次，参训45人", Surroundings()).code == "ok"
        assert judge("6月12日组织专题学习1次，参训45人", last).code == "copied_last"


def test_nothing_is_remembered_when_no_memory_is_in_use() -> None:
    unused = Memory(dict)
    with memory.using(unused):
        pass
    judge("无", Surroundings())
    assert unused.used == {}


def test_equal_texts_are_one_to_it_whichever_objects_they_are() -> None:
    known = Memory(dict)
    text = TEXTS[0]
    with memory.using(known):
        for same in (text, "".join(list(text)), sys.intern(text[:40]) + text[40:], Own(text)):
            assert facts.evidence(same) == facts.evidence(text)
    assert len(known.used) == 2  # a text of a kind of its own is another


class Own(str):
    """A text of a kind of its own, as some libraries give."""


def test_what_a_worker_finds_is_what_is_new_and_whoever_learns_it_works_nothing_out_again() -> None:
    asked = memory.Memory(dict)
    with memory.using(asked):
        facts.evidence(TEXTS[0])
        memory.recall()
        with memory.apart() as found:
            said = [facts.evidence(text) for text in TEXTS]
        assert len(found) == len(TEXTS)
        assert len(asked.used) == 1
        memory.learn(found)
        with_what_was_found = dict(asked.used)
        assert [facts.evidence(text) for text in TEXTS] == said
        assert asked.used == with_what_was_found
    with memory.using(Memory(lambda: found)), memory.apart() as again:
        assert [facts.evidence(text) for text in TEXTS] == said
    assert not again  # it was known
