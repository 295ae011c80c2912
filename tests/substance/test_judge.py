"""The substance check: certain only where it is certain, no false alarm on a text with facts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasklist.model.ledger import Verdict
from tasklist.substance import judge as judging
from tasklist.substance.copies import copies
from tasklist.substance.facts import facts, prepared
from tasklist.substance.judge import judge
from tasklist.substance.progress_text import ProgressText, Surroundings
from tasklist.substance.word_lists import DEFAULT_WORDS

PHRASES = Path(__file__).parents[1] / "examples" / "phrases"
TASK = (
    "加强干部教育。各级党组织理论学习中心组每年组织专题学习不少于1次，"
    "书记专题讲课不少于1次，开展主题党日活动不少于1次。"
)
FACT = "3月15日组织专题学习1次，参训45人"
LAST = "各病区开展患者满意度回访，收集意见并反馈到科室"


def table(name: str) -> list[tuple[str, str, str]]:
    lines = (PHRASES / name).read_text("utf-8").splitlines()[1:]
    return [
        (text.replace("␣", "\u3000"), second, third) for text, second, third, *_ in (row.split("\t") for row in lines)
    ]


# The rows of the table that are described instead of written, and what surrounds a text that points upward.
DESCRIBED = {
    "(the task's own text, ≥ 90 % the same, or with 已/正在 in front)": ("正在" + TASK, Surroundings(task_text=TASK)),
    "(the form's hint text)": ("请填写工作措施及进展情况", Surroundings()),
    "(the same text as this unit's last period)": (LAST, Surroundings(last=LAST)),
    "(the same text as another unit's)": (LAST, Surroundings(peers=(("第二医院", LAST),))),
    "(one text pasted in many rows)": (LAST, Surroundings(others=(LAST, LAST, LAST))),
    "同上": ("同上", Surroundings(above=FACT)),
}


@pytest.mark.parametrize(("text", "code", "certain"), table("substance.tsv"))
def test_every_row_of_the_agreed_table_is_judged_as_written(text: str, code: str, certain: str) -> None:
    said, context = DESCRIBED.get(text, (text, Surroundings()))
    verdict = judge(said, context)
    assert (verdict.code, "yes" if verdict.certain else "no") == (code, certain)


GROUPS = {
    "facts": lambda verdict: not verdict.blank and not verdict.doubtful,
    "soft": lambda verdict: verdict.doubtful and not verdict.certain,
    "empty": lambda verdict: verdict.blank,
    "answer": lambda verdict: verdict.code in ("nil", "not_started") and not verdict.blank and not verdict.doubtful,
}


@pytest.mark.parametrize(("text", "group", "code"), table("progress.tsv"))
def test_what_hospitals_write_is_judged_as_a_clerk_would(text: str, group: str, code: str) -> None:
    verdict = judge(text, Surroundings())
    assert GROUPS[group](verdict), verdict
    assert group != "answer" or verdict.code == code


AROUND = (
    Surroundings(
        TASK, last=LAST, peers=(("第二医院", FACT), ("第三医院", "")), others=("已落实", "已落实", FACT, FACT)
    ),
    Surroundings(above=FACT, attached=True, has_picture=True, due_passed=True),
    Surroundings(TASK, above="无", broken="#REF!", copied_share=60, others=(LAST,) * 2),
)


@pytest.mark.parametrize("around", AROUND, ids=("others' words", "more came", "a broken cell"))
def test_judging_a_text_by_itself_first_comes_to_what_the_rules_say_in_their_order(around: Surroundings) -> None:
    known = [text for name in ("progress.tsv", "substance.tsv") for text, *_ in table(name)]
    for text in (
        *known,
        FACT,
        LAST,
        TASK,
        "正在" + TASK,
        "",
        "#REF!",
        "同上",
        "详见附件",
        "见图",
        "7月5日计划召开动员会",
    ):
        said = ProgressText(text, around)
        spoken = next(filter(None, (rule(said) for rule in judging._RULES)), None)
        verdict = judge(text, around)
        assert (verdict.code, verdict.certain, verdict.reason) == (
            (spoken.code, spoken.certain, spoken.reason) if spoken else ("ok", False, verdict.reason)
        )


def test_the_table_of_examples_is_large_and_has_every_kind() -> None:
    counts = Counter(group for _, group, _ in table("progress.tsv"))
    assert counts["facts"] >= 150
    assert counts["soft"] >= 150
    assert set(counts) == set(GROUPS)


def test_a_verdict_quotes_the_words_it_rests_on() -> None:
    assert judge("按要求推进，已走访企业12家", Surroundings()).quote == "12家"
    assert judge("已落实", Surroundings()).quote == "已落实"
    assert judge("下一步将制定方案", Surroundings()).quote == "下一步将制定方案"


# --- the task's own words -----------------------------------------------------------------------


@pytest.mark.parametrize("text", [TASK, "已" + TASK, "我院正在" + TASK, TASK[:-6], TASK.replace("，", " ,") + "已完成"])
def test_the_task_copied_is_blank(text: str) -> None:
    assert judge(text, Surroundings(task_text=TASK)).blank


@pytest.mark.parametrize(
    "text", [TASK + "5月8日已组织。", "已组织专题学习2次，书记讲课1次", "主题党日活动4月开展了", "未" + TASK]
)
def test_the_task_with_a_fact_of_ones_own_is_no_copy(text: str) -> None:
    assert not judge(text, Surroundings(task_text=TASK)).blank


def test_a_part_of_the_task_is_only_doubtful() -> None:
    verdict = judge("各级党组织理论学习中心组每年组织专题学习", Surroundings(task_text=TASK))
    assert (verdict.code, verdict.certain) == ("copied_task", False)


def test_a_task_of_a_few_words_is_not_copied_with_certainty() -> None:
    assert not judge("已建立台账", Surroundings(task_text="建立台账")).blank


# --- the same text elsewhere --------------------------------------------------------------------


def test_a_text_is_not_the_same_when_its_figures_changed() -> None:
    before = "本月各科室开展安全自查，发现隐患3处，已全部整改"
    assert judge(before.replace("3", "5"), Surroundings(last=before)).code == "ok"
    assert judge(before.replace("，", ","), Surroundings(last=before)).code == "copied_last"


@pytest.mark.parametrize(("one", "other"), [("1.5万元", "15万元"), ("3-5间", "35间"), ("12.5%", "125%")])
def test_a_sign_within_a_number_makes_it_another_number(one: str, other: str) -> None:
    before, now = (f"本月购置双语导诊设备，改造诊室，验收{figure}" for figure in (one, other))
    assert judge(now, Surroundings(last=before)).code == "ok"
    assert copies({"第一医院": before, "第二医院": now}, 90) == {}


def test_formulas_and_nil_reports_are_never_copies() -> None:
    assert judge("已完成", Surroundings(last="已完成", peers=(("第二医院", "已完成"),))).code == "bare_claim"
    assert judge("本期无此类情况", Surroundings(last="本期无此类情况")).code == "nil"


def test_the_units_with_the_same_text_are_named() -> None:
    peers = tuple((f"第{number}医院", LAST) for number in "二三四五")
    assert "第二医院、第三医院、第四医院等4个单位" in judge(LAST, Surroundings(peers=peers)).reason


@pytest.mark.parametrize("nothing", ["/", "——", "……"])
def test_a_sign_for_nothing_is_no_text_that_another_could_have_been_copied_from(nothing: str) -> None:
    for around in (Surroundings(last=nothing), Surroundings(others=(nothing,) * 5)):
        assert judge(LAST, around) == judge(LAST, Surroundings())


def test_one_other_row_alike_is_not_pasted_in_many() -> None:
    assert judge(LAST, Surroundings(others=(LAST,))).code == "ok"


def test_copies_across_units_are_found_in_the_order_given() -> None:
    texts = {
        "第一医院": LAST,
        "第二医院": "已完成",
        "第三医院": LAST.replace("，", "、") + "。",
        "第四医院": "已完成",
        "第五医院": LAST[:-2],
        "第六医院": LAST + "12条",
    }
    found = copies(texts, 90)
    assert found["第一医院"] == ("第三医院", "第五医院")
    assert list(found) == ["第一医院", "第三医院", "第五医院"]


@given(st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.text("开展培训回访收集意见3次。", min_size=0, max_size=14)))
def test_copies_are_mutual(texts: dict[str, str]) -> None:
    found = copies(texts, 90)
    assert all(unit in found[peer] for unit, peers in found.items() for peer in peers)


# --- what stands around the text ----------------------------------------------------------------


def test_ditto_needs_something_above() -> None:
    assert not judge("同上", Surroundings(above=FACT)).certain
    assert FACT[:6] in judge("同上", Surroundings(above=FACT)).reason
    assert judge("同上", Surroundings(above="")).blank
    assert judge("同上", Surroundings(above="无")).certain


def test_a_pointer_is_fine_when_the_document_came() -> None:
    assert judge("详见附件", Surroundings(attached=True)).code == "ok"
    assert "附件未见" in judge("详见附件", Surroundings()).reason


def test_a_picture_or_a_broken_formula_is_no_blank() -> None:
    assert judge("", Surroundings(has_picture=True)).code == "pointer"
    assert judge("", Surroundings(broken="无缓存值的公式")).code == "broken"
    assert judge(FACT, Surroundings(broken="#REF!")).code == "ok"


def test_a_dated_plan_answers_until_the_task_is_due() -> None:
    text = "计划7月10日召开动员会"
    assert not judge(text, Surroundings()).doubtful
    assert judge(text, Surroundings(due_passed=True)).code == "plan_only"


def test_a_decision_of_the_clerk_settles_a_text() -> None:
    import dataclasses

    words = dataclasses.replace(DEFAULT_WORDS, accepted=("按要求推进",), rejected=(FACT,))
    assert judge("按要求推进。", Surroundings(words=words)).code == "ok"
    assert judge(FACT, Surroundings(words=words)).blank


# --- evidence -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("5月9日召开", ["date"]),
        ("二〇二三年五月九日", ["date"]),
        ("参训四十余人", ["quantity"]),
        ("第3期简报", ["quantity"]),
        ("知晓率98.5%", ["quantity"]),
        ("投入3.5万元", ["quantity"]),
        ("印发《实施方案》", ["document"]),
        ("印发〔2023〕5号", ["document"]),
        ("上半年", ["coarse"]),
        ("根据《实施方案》要求", []),
        ("第十二届", []),
        ("二十大精神", []),
        ("增强“四个意识”、做到“两个维护”", []),
        ("落实“十四五”规划", []),
        ("一是加强领导；二是落实责任", []),
        ("1.加强领导 2、落实责任", []),
        ("12月底前完成", []),
        ("截至6月25日", []),
        ("每年不少于2次", []),
        ("完成率100%", []),
        ("24小时值班", []),
        ("10+6+N", []),
        ("13900000001", []),
    ],
)
def test_figures_that_say_something_are_facts_and_policy_numerals_are_not(text: str, kinds: list[str]) -> None:
    assert [fact.kind for fact in facts(prepared(text)) if fact.words != "二〇二三年"] == kinds


# --- properties ---------------------------------------------------------------------------------

FRAGMENTS = st.lists(
    st.sampled_from(
        [text for text, *_ in table("progress.tsv")] + ["，", "。", "计划", "未", "①", "/", "#REF!", "请填写"]
    ),
    max_size=4,
).map("".join)
TEXTS = st.one_of(FRAGMENTS, st.text(max_size=40))


@given(TEXTS, TEXTS, TEXTS, st.booleans(), st.booleans())
def test_any_text_gets_a_verdict_of_a_known_kind(text: str, other: str, task: str, flag: bool, broken: bool) -> None:
    context = Surroundings(
        task_text=task,
        last=other,
        peers=(("甲", other),),
        others=(other, task, other),
        above=other,
        attached=flag,
        broken="#N/A" if broken else "",
        has_picture=flag,
        due_passed=broken,
    )
    verdict = judge(text, context)
    codes = str(Verdict.__doc__)
    assert verdict.code in codes
    assert verdict.reason
    assert len(verdict.quote) <= 80


@given(TEXTS)
def test_adding_a_fact_never_leaves_a_certain_blank(text: str) -> None:
    assert not judge(f"{text}。{FACT}。", Surroundings()).blank


@given(TEXTS)
def test_a_certain_blank_is_never_a_text_with_done_facts(text: str) -> None:
    verdict = judge(text, Surroundings())
    assert not (verdict.blank and any(fact.solid for fact in facts(prepared(text))))


@settings(max_examples=150)
@given(FRAGMENTS, st.data())
def test_spaces_and_full_width_forms_change_nothing(text: str, data: st.DataObject) -> None:
    spaced = "".join(char + data.draw(st.sampled_from(["", "", " ", "\u3000"])) for char in text)
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    expected = judge(text, Surroundings())
    for variant in (spaced, wide):
        verdict = judge(variant, Surroundings())
        assert (verdict.code, verdict.certain) == (expected.code, expected.certain)


@pytest.mark.parametrize(
    "text",
    [
        "数据已核对", "系统已切换", "土地已流转", "停水通知已发", "已结案", "已通过初审", "装了路灯", "换届完成",
        "督促整改到位，复查合格", "已报县政府批准", "疏通沟渠", "修复渠道", "绿化补种", "停工", "采购中", "已备案",
        "审核中", "成立领导小组", "种苗已调运到位", "土地证已办", "规划方案过会", "图书上架", "电话通知全部农户",
        "党员已转正", "化肥已到位", "CT球管已换", "课表已调整", "保单已签",
    ],
)  # fmt: skip
def test_what_was_done_to_what_in_so_many_words_is_a_fact_and_so_is_a_state_reached(text: str) -> None:
    verdict = judge(text, Surroundings())
    assert not verdict.doubtful and not verdict.blank, verdict


@pytest.mark.parametrize(
    "text",
    [
        "已跟进", "已布置", "已交镇政府", "系统已填报", "已归档", "已融入日常工作", "取得了较好成绩", "超额完成",
        "已传达至各村", "已考虑", "已达预期", "效果已显现", "作风已转变", "会议已召开", "资料已齐全", "方案已落实",
        "口头汇报", "已网报", "维持原状", "办公室牵头", "100分", "已自查自纠", "照章办事",
        "运行平稳", "推进中", "已报县教育局备案", "守住底线", "领导说了算", "各项指标均达到要求",
    ],
)  # fmt: skip
def test_what_one_does_with_any_matter_at_all_is_none(text: str) -> None:
    assert judge(text, Surroundings()).doubtful


def test_not_being_due_yet_is_an_answer() -> None:
    assert judge("未到开展时间", Surroundings()).code == "not_started"
