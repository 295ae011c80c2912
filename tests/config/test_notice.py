"""The prose of a notice: every fact the README lists is read with its sentence; what is open is never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from prose import DEMANDS, HEAD, SIGNED, STEPS, written
from tasklist.config.notice.facts import NoticeFacts
from tasklist.config.notice.reading import read_notice
from tasklist.model.book import Book
from tasklist.readers import registry


def facts(lines: Sequence[str]) -> NoticeFacts:
    book = registry.read(written(lines), "通知.docx")
    assert isinstance(book, Book), book
    return read_notice(book)


WHOLE = facts((*HEAD, *STEPS, "四、工作要求", *DEMANDS, *SIGNED))


@pytest.mark.parametrize(
    ("fact", "value", "sentence"),
    [
        ("title", "健康步道建设年实施方案", HEAD[2] + HEAD[3]),
        ("office", "东川市卫生健康委员会", HEAD[0]),
        ("document_number", "东卫发〔2024〕8号", HEAD[1]),
        ("issued_on", "2024-03-06", "东川市卫生健康委员会　2024年3月6日"),
        ("contact", "周明 5551234", DEMANDS[4]),
    ],
)
def test_what_a_notice_says_of_itself_is_read_with_its_sentence(fact: str, value: str, sentence: str) -> None:
    said = getattr(WHOLE, fact)
    assert (said.value, said.sentence) == (value, sentence)


def test_documents_take_their_dates_in_order_where_the_notice_says_respectively() -> None:
    read = [(each.name, each.due, each.units, each.evidence) for each in WHOLE.documents]
    assert read == [
        ("建设方案", "4月20日前", "", False),
        ("建设进度情况", "7月10日前", "", False),
        ("年度总结", "12月5日前", "", True),
    ]
    assert {each.sentence for each in WHOLE.documents} == {
        "4月20日前和7月10日前、12月5日前，" + DEMANDS[0].split("，", 1)[1]
    }


def test_counts_are_read_with_their_window_their_units_and_who_the_others_are() -> None:
    read = [(each.name, each.at_least, each.per, each.units, each.spared) for each in WHOLE.counts]
    named = ("市人民医院", "市中医医院")
    assert read == [
        ("建设动态信息（每周）", 2, "week", "、".join(named), ()),
        ("建设动态信息（每月）", 1, "month", "委直属单位、委注册医疗机构", named),
        ("健走活动", 1, "quarter", "", ()),
    ]


def test_the_rhythm_of_progress_is_a_period_and_no_document() -> None:
    assert WHOLE.rhythm
    assert (WHOLE.rhythm.every, WHOLE.rhythm.due, WHOLE.rhythm.sentence) == ("month", "25", DEMANDS[3])


def test_stages_are_read_with_their_ends() -> None:
    assert [(name, said.value) for name, said in WHOLE.stages] == [
        ("摸底阶段", "2024年4月底前"),
        ("建设阶段", "2024年5月—9月底前"),
        ("验收阶段", "2024年10月中旬前"),
    ]


def test_units_named_one_by_one_are_told_from_words_for_several() -> None:
    assert WHOLE.named == ("市人民医院", "市中医医院")
    assert WHOLE.spoken == ("委直属各单位", "委注册医疗机构", "委机关各科室", "委直属单位")
    assert WHOLE.open == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "4月20日前和7月10日前，各单位分别报送建设方案、进度情况、年度总结。",  # two days, three documents
        "4月20日前和7月10日前，各单位报送建设方案、进度情况。",  # nobody says which is when
        "6月30日前，各单位报送相关内容。",  # what is that
        "6月30日前，有关方面报送工作总结。",  # and who
        "领导小组每季度至少召开1次会议。",
        "各单位每半年至少报送1条信息。",  # no window of the settings
        "委直属其他单位每月至少报送1条信息。",  # other than whom
        "各单位每月报送1-2条信息。",
        "各单位每季度首月15日前报送工作进展情况。",
    ],
)
def test_a_sentence_that_leaves_something_open_is_handed_back_and_nothing_is_taken(sentence: str) -> None:
    read = facts((*HEAD, sentence))
    assert (read.documents, read.counts, read.rhythm) == ((), (), None)
    assert [each.sentence for each in read.open] == [sentence]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("各单位于6月30日前将工作总结报送至市卫生健康委办公室。", [("工作总结", "6月30日前", "")]),
        ("请委直属各单位于6月30日前报送工作方案。", [("工作方案", "6月30日前", "委直属各单位")]),
        (
            "6月20日前、12月20日前，各单位分别报送工作总结。",
            [("工作总结（6月20日前）", "6月20日前", ""), ("工作总结（12月20日前）", "12月20日前", "")],
        ),
        ("6月30日前，各单位报送工作方案、责任清单。", [("工作方案", "6月30日前", ""), ("责任清单", "6月30日前", "")]),
    ],
)
def test_other_ways_to_ask_for_a_document(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(each.name, each.due, each.units) for each in facts((*HEAD, sentence)).documents] == expected


def test_two_offices_or_two_numbers_are_a_question() -> None:
    read = facts((HEAD[0], "东卫发〔2024〕8号", "东卫办〔2024〕9号", "西川市教育局关于开展步道建设的通知"))
    assert read.office is None
    assert read.document_number is None
    assert len(read.open) == 2


def test_another_notices_number_and_day_in_the_text_are_not_its_own() -> None:
    read = facts((*HEAD[2:], "2023年1月5日印发的方案同时废止。"))
    assert read.document_number is None
    assert read.issued_on is None


def test_the_day_of_printing_goes_before_the_day_of_signing() -> None:
    read = facts((*HEAD, *SIGNED, "东川市卫生健康委员会办公室 2024年3月8日印发"))
    assert read.issued_on
    assert read.issued_on.value == "2024-03-08"


def test_sentences_broken_over_lines_are_read_whole() -> None:
    broken = ("4月20日前和7月10日前、12月5日前，各单位分别报", "送建设方案和建设进度情况、年度总结（含佐证材料）。")
    whole = [replace(each, sentence="") for each in WHOLE.documents]
    assert [replace(each, sentence="") for each in facts((*HEAD, *broken)).documents] == whole


def test_a_notice_that_says_nothing_gives_nothing() -> None:
    assert not facts(("通知", "请认真学习。")).found
