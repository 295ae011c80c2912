"""Answers taken sentence by sentence: facts are told from plans, problems and empty words, and nothing is rewritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.substance.clauses import compiled
from tasklist.substance.quantities import countable, quantities
from tasklist.substance.sentences import Sense, pieces, read
from tasklist.substance.word_lists import DEFAULT_WORDS

FACT, PROBLEM, PLAN, NONE, EMPTY = Sense.FACT, Sense.PROBLEM, Sense.PLAN, Sense.NONE, Sense.EMPTY
PHRASES = Path(__file__).parents[1] / "examples/phrases/progress.tsv"
LEXICON = compiled(DEFAULT_WORDS)


def senses(text: str, task: str = "") -> list[tuple[str, Sense]]:
    return [(one.text, one.sense) for one in read(text, DEFAULT_WORDS, task)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("6月12日组织学习1次，参训45人。", FACT),
        ("印发《实施方案》", FACT),
        ("发现问题2个，已整改", FACT),
        ("走访慰问困难职工12人，收集建议5条", FACT),
        ("和旗中医院签了医联体协议", FACT),
        ("没有问题", EMPTY),
        ("定期研究分析，及时解决存在问题", EMPTY),
        ("本期无此类情况", NONE),
        ("尚未开展，待文件下发", NONE),
        ("高度重视，加强领导", EMPTY),
        ("X月X日召开XX会议", EMPTY),
        ("2023年6月30日", EMPTY),
        ("下一步将召开推进会", PLAN),
        ("目前人员不足，仅有医师2名", PROBLEM),
        ("恳请上级协调解决更新经费12万元", PROBLEM),
        ("建议统一制作展板", PROBLEM),
        ("存在问题：无", EMPTY),
        ("存在问题：经费没有着落", PROBLEM),
    ],
)
def test_a_sentence_is_a_fact_a_problem_a_plan_or_nothing(text: str, wanted: Sense) -> None:
    assert [sense for _, sense in senses(text)] == [wanted]


def test_a_heading_says_what_stands_below_it_until_the_next() -> None:
    text = (
        "一、工作开展情况\n（一）6月3日召开部署会。\n二、存在问题\n1.场地太小。2.宣传册300份不够用\n"
        "三、下一步打算\n1.7月组织培训2次。2.走访30户"
    )
    assert senses(text) == [
        ("工作开展情况", EMPTY),
        ("6月3日召开部署会", FACT),
        ("存在问题", EMPTY),
        ("场地太小", PROBLEM),
        ("宣传册300份不够用", PROBLEM),
        ("下一步打算", EMPTY),
        ("7月组织培训2次", PLAN),
        ("走访30户", PLAN),
    ]


def test_a_plan_lasts_to_the_full_stop_and_no_further() -> None:
    text = "下一步，我院将组织培训2次；走访30户。6月12日已义诊1场。"
    assert [sense for _, sense in senses(text)] == [PLAN, PLAN, FACT]


def test_what_the_task_itself_says_is_no_fact() -> None:
    assert senses("每年组织学习2次。", "各单位每年组织学习2次以上") == [("每年组织学习2次", EMPTY)]


def test_a_sentence_is_not_cut_inside_quotation_marks_or_where_a_line_was_wrapped() -> None:
    assert pieces("学习《关于加强。的通知》1次。开展义诊3场\n培训2次") == (
        "学习《关于加强。的通知》1次",
        "开展义诊3场 培训2次",
    )


@given(st.text(alphabet="6月12日义诊3场，。；：\n1.2、（一）《》“”无建议下一步x ", max_size=60))
def test_every_sentence_stands_in_the_text_as_it_was_typed(text: str) -> None:
    plain = "".join(text.split())
    assert all("".join(one.split()) in plain for one in pieces(text))


def counted(sentence: str) -> list[tuple[str, str, str]]:
    return [
        (one.thing, f"{one.amount:f}", one.measure) for one in quantities(sentence) if countable(one.thing, LEXICON)
    ]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("6月12日组织专题学习1次，发放宣传册三百份", [("组织专题学习", "1", "次"), ("发放宣传册", "300", "份")]),
        ("义诊3场、培训2次", [("义诊", "3", "场"), ("培训", "2", "次")]),
        ("发放宣传册1,200份", [("发放宣传册", "1200", "份")]),
        ("本月上门服务6次", [("本月上门服务", "6", "次")]),
    ],
)
def test_a_clause_that_names_its_thing_and_one_exact_number_may_be_added_up(
    sentence: str, wanted: list[tuple[str, str, str]]
) -> None:
    assert counted(sentence) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "发放宣传册约300份",
        "开展义诊20余场",
        "全系统开展义诊20场",
        "上半年开展义诊20场",
        "截至6月5日，开展义诊2场",
        "累计发放宣传册300份",
        "参加旗里组织的培训1次",
        "与嘎查联合开展义诊1场",
        "满意率提高5个",
        "设职工教育点、青年教育点各1个",
        "开展培训2次120人",
        "发放300份",
        "本月服务20人次",
        "在此举办青年职工交流2场",
        "召开第3次会议",
        "议定1项具体措施",
    ],
)
def test_when_in_doubt_nothing_is_added_up(sentence: str) -> None:
    assert counted(sentence) == []


def test_the_examples_of_honest_and_of_empty_texts_are_told_apart() -> None:
    rows = [row.split("\t") for row in PHRASES.read_text("utf-8").splitlines()[1:]]
    held = {text: any(sense is FACT for _, sense in senses(text)) for text, *_ in rows}
    assert [text for text, group, verdict in rows if (group, verdict) == ("facts", "ok") and not held[text]] == []
    assert [text for text, group, _ in rows if group != "facts" and held[text]] == []
