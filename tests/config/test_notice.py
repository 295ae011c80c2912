"""The prose of a notice: every fact the README lists is read with its sentence; what is open is never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from docx import Document

from prose import DEMANDS, HEAD, SIGNED, STEPS, saved, written
from tasklist.config.notice.demands import progress_owed
from tasklist.config.notice.facts import NoticeFacts
from tasklist.config.notice.reading import read_notice
from tasklist.model.book import Book
from tasklist.readers import registry


def facts(lines: Sequence[str]) -> NoticeFacts:
    return facts_in(written(lines))


def facts_in(data: bytes) -> NoticeFacts:
    book = registry.read(data, "通知.docx")
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


def test_twice_a_year_is_counted_by_the_half() -> None:
    (count,) = facts((*HEAD, "各单位每半年至少组织1次专题培训。")).counts
    assert (count.name, count.at_least, count.per) == ("专题培训", 1, "half-year")


def test_the_rhythm_of_progress_is_a_period_and_no_document() -> None:
    assert WHOLE.rhythm
    assert (WHOLE.rhythm.every, WHOLE.rhythm.due, WHOLE.rhythm.sentence) == ("month", "25", DEMANDS[3])


@pytest.mark.parametrize("name", ["整治进展", "排查整改进展", "工作进展情况"])
def test_progress_by_whatever_name_is_the_rhythm_of_the_periods(name: str) -> None:
    rhythm = facts((*HEAD, f"各单位每月28日前报送{name}。")).rhythm
    assert rhythm is not None
    assert (rhythm.every, rhythm.due, rhythm.name) == ("month", "28", name)


def test_stages_are_read_with_their_ends() -> None:
    assert [(name, said.value) for name, said in WHOLE.stages] == [
        ("摸底阶段", "2024年4月底前"),
        ("建设阶段", "2024年5月—9月底前"),
        ("验收阶段", "2024年10月中旬前"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "行动分三个阶段：动员部署阶段（2024年3月）、组织实施阶段（2024年4月—10月，含月度调度）、总结评估阶段（2024年11月）。",
        "三、工作分为3个阶段进行，动员部署阶段（2024年3月），组织实施阶段（2024年4月—10月）和总结评估阶段（2024年11月）。",
    ],
)
def test_stages_announced_in_one_sentence_are_read_one_by_one(sentence: str) -> None:
    names = [name for name, _ in facts((*HEAD, sentence)).stages]
    assert names == ["动员部署阶段", "组织实施阶段", "总结评估阶段"]


def test_stages_in_one_sentence_are_all_read_under_a_heading_of_steps() -> None:
    told = "动员部署（3月15日前）；排查整改（3月16日至9月30日）；总结验收（10月1日至11月20日）。"
    stages = facts((*HEAD, "三、时间安排", f"分三步走。{told}")).stages
    assert [(name, said.value, said.sentence) for name, said in stages] == [
        ("动员部署", "3月15日前", told),
        ("排查整改", "3月16日至9月30日", told),
        ("总结验收", "10月1日至11月20日", told),
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
        "工会主席每季度至少召开1次会议。",
        "各单位每两个月至少报送1条信息。",  # no window of the settings
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


Owed = tuple[str, str, tuple[str, ...]]  # name, units, those left out


def owed(sentence: str) -> list[Owed]:
    read = facts((*HEAD, sentence))
    return [(each.name, each.units, each.spared) for each in (*read.documents, *read.counts)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("除市中医医院外，各单位每月至少报送2条信息。", [("信息", "", ("市中医医院",))]),
        ("除市中医医院外，其他各单位于6月30日前报送工作总结。", [("工作总结", "", ("市中医医院",))]),
        ("各单位（不含市中医医院）每季度报送简报不少于1期。", [("简报", "", ("市中医医院",))]),
        ("（六）市人民医院、市中医医院每周至少报送2条信息。", [("信息", "市人民医院、市中医医院", ())]),
        ("1.委直属各单位于6月30日前报送工作总结。", [("工作总结", "委直属各单位", ())]),
        (
            "各医院每周至少报送2条信息、其他单位每月至少报送1条。",
            [("信息（每周）", "各医院", ()), ("信息（每月）", "", ("各医院",))],
        ),
        (
            "市人民医院每周、委直属其他单位每月至少报送1条信息。",
            [("信息（每周）", "市人民医院", ()), ("信息（每月）", "委直属单位", ("市人民医院",))],
        ),
        (
            "各区卫健局于4月15日前报送工作方案，市直各医院于4月20日前。",
            [("工作方案（4月15日前）", "各区卫健局", ()), ("工作方案（4月20日前）", "市直各医院", ())],
        ),
        (
            "各区卫健局于4月15日前、市直各医院于4月20日前报送工作方案。",
            [("工作方案（4月15日前）", "各区卫健局", ()), ("工作方案（4月20日前）", "市直各医院", ())],
        ),
        ("请于4月15日下班前将回执报送至市卫生健康委办公室。", [("回执", "", ())]),
        ("工作总结请于12月20日前报送至我委。", [("工作总结", "", ())]),
        (
            "市中医医院每月报送信息4条，市妇幼保健院3条，其他单位2条。",
            [
                ("信息（市中医医院）", "市中医医院", ()),
                ("信息（市妇幼保健院）", "市妇幼保健院", ()),
                ("信息（其他单位）", "", ("市中医医院", "市妇幼保健院")),
            ],
        ),
        (
            "各县（市、区）卫健局，市直各医院务必于3月31日前报送台账。",
            [("台账", "各县（市、区）卫健局、市直各医院", ())],
        ),
        ("各单位每月报送简报不少于2期、案例不少于1篇。", [("简报", "", ()), ("案例", "", ())]),
        ("请于3月15日前将参会回执（附件1）发送至邮箱a@example.org。", [("参会回执", "", ())]),
        ("请市养老院把活动小结于10月28日前交社会科。", [("活动小结", "市养老院", ())]),
        ("市中医医院要调整责任人，并将名单于4月5日前报我委（医政科）。", [("名单", "市中医医院", ())]),
        (
            "各区委办公室（党组）要于6月30日前和12月15日前，分别报送上半年落实情况报告和全年落实情况报告。",
            [("上半年落实情况报告", "各区委办公室（党组）", ()), ("全年落实情况报告", "各区委办公室（党组）", ())],
        ),
        (
            "除市中医医院外，各医院每月至少报送1篇信息；各区卫健局每季度至少报送2篇信息。",
            [("信息（每月）", "各医院", ("市中医医院",)), ("信息（每季度）", "各区卫健局", ())],
        ),
        ("各单位要明确专人负责，于3月20日前将联络员名单报送市卫生健康委。", [("联络员名单", "", ())]),
    ],
)
def test_who_owes_is_read_with_those_left_out_and_without_the_marks_of_a_list(
    sentence: str, expected: list[Owed]
) -> None:
    assert owed(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "市卫生健康委于12月31日前向市政府报送总结。",  # the office's own
        "我委每季度通报1次进展情况。",
        "我委将每月通报各单位报送情况。",
        "2023年12月20日前，各单位报送了工作总结。",  # what was
        "去年12月20日前，各单位均报送工作总结。",
        "我委按季度通报各单位信息报送情况，年底评选先进。",
        "鼓励各单位每周至少报送1条信息。",  # nobody must
        "未按时于每月25日前报送的，将予以通报。",
        "各单位于6月底前完成整改。",  # nothing to send in
    ],
)
def test_what_no_unit_owes_is_no_key_and_no_question_but_is_told(sentence: str) -> None:
    read = facts((*HEAD, sentence))
    assert (read.documents, read.counts, read.rhythm, read.open) == ((), (), None, ())
    assert read.unused == (sentence,)


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("各单位每月1日、15日前报送工作进展情况。", "每月1日、15日前"),
        ("各单位每两月报送1次工作情况。", "每两月"),
        ("各单位收到本通知后10个工作日内报送实施方案。", "“收到本通知后10个工作日内”是哪一天"),
        ("各单位每月至少报送信息2条，其中典型案例不少于一条。", "其中典型案例不少于一条"),
        ("各单位于3月20日前完成自查，形成自查报告报送我委。", "哪天报"),
        ("请各单位填写回执，于4月15日下班前报我委。", "报什么材料"),
        ("各单位于“七一”前报送党建工作总结。", "“‘七一’前”是哪一天"),
        ("各单位国庆节前报送汛期工作总结。", "“国庆节前”是哪一天"),
        ("各单位每两周报送一次隐患排查情况。", "没有“每两周”这样的周期"),
        ("各单位逢双月5日前报送工作进展情况。", "没有“逢双月5日前”这样的周期"),
        ("各单位每日17时前报送汛情日报。", "没有“每日”这样的周期"),
        ("材料报送截止时间为6月30日。", "哪天报"),
        ("各单位10月20日前推荐候选人1名，填写推荐表（附件2）报送社会科。", "哪天报"),
        ("各班组要抓紧，于6月30日前报送工作总结。", "由谁报"),
        ("各责任单位于6月30日前报送工作总结。", "各责任单位"),
        ("从5月起，每周五下班前报送工作进展情况。", "从5月起"),
        ("各地于6月30日前报送工作总结。", "各地"),
        ("各单位报送典型案例不少于3件。", "典型案例不少于3件"),
    ],
)
def test_what_the_settings_have_no_words_for_is_a_question(sentence: str, asked: str) -> None:
    read = facts((*HEAD, sentence))
    assert [(asked in each.value, each.sentence) for each in read.open] == [(True, sentence)]


def test_a_document_beside_a_rhythm_and_the_hour_of_a_rhythm_are_kept() -> None:
    read = facts((*HEAD, "各单位每月25日17:00前报送工作进展情况，12月20日前报送年度总结，并附佐证材料。"))
    assert read.rhythm
    assert (read.rhythm.every, read.rhythm.due) == ("month", "25 17:00")
    assert [(each.name, each.due, each.evidence) for each in read.documents] == [("年度总结", "12月20日前", True)]


_WHO = ("各单位", "除市中医医院外，各单位", "市人民医院、市中医医院", "我委", "鼓励各单位", "")
_WHEN = ("于6月30日前", "每月25日前", "每周", "每两月", "收到通知后5日内", "2023年6月底前", "25日前")
_WHAT = ("报送工作总结", "至少报送2条信息", "完成整改", "报送进展情况", "将名单报我委", "，市中医医院于7月1日前")


@pytest.mark.parametrize("what", _WHAT)
@pytest.mark.parametrize("when", _WHEN)
def test_no_sentence_with_a_time_is_lost(when: str, what: str) -> None:
    for who in _WHO:
        sentence = f"{who}{when}{what}。"
        read = facts((*HEAD, sentence))
        said = [each.sentence for each in (*read.documents, *read.counts, *read.open)] + list(read.unused)
        assert sentence in [*said, read.rhythm and read.rhythm.sentence], sentence


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("联系人：周明、李华，电话：5551234、13800000001。", "周明、李华 5551234、13800000001"),
        ("联系人：周明 5551234；李华 5551235", "周明 5551234、李华 5551235"),
        ("联系人：周明（政工科），电话：5551234；邮箱：a@example.org，QQ：659960173", "周明（政工科） 5551234"),
        ("联系人及电话：周明，0839-5551234转8012", "周明 0839-5551234转8012"),
    ],
)
def test_every_name_and_telephone_of_the_contact_line_is_kept(line: str, expected: str) -> None:
    read = facts((*HEAD, line, *SIGNED))
    assert read.contact
    assert read.contact.value == expected
    assert read.unused == ()


def test_a_day_off_moves_the_rhythm_or_the_documents_of_its_sentence() -> None:
    read = facts((*HEAD, "各单位每月25日前报送工作进展情况，遇节假日顺延。", "6月30日前报送总结，遇节假日顺延。"))
    assert read.rhythm
    assert read.rhythm.roll == "next"
    assert [each.due for each in read.documents] == ["6月30日前，遇节假日顺延"]


def test_all_the_notice_is_addressed_to_is_everybody() -> None:
    read = facts(("关于做好国企改革工作的通知", "各市属国有企业：", "各企业于6月30日前报送工作总结。"))
    assert [(each.name, each.units) for each in read.documents] == [("工作总结", "")]
    assert read.spoken == ("各市属国有企业",)


def test_progress_of_some_units_is_asked_of_the_others_where_there_is_a_list_and_counted_where_there_is_none() -> None:
    read = facts((*HEAD, "市人民医院每月5日前报送工作进展情况。"))
    assert read.rhythm
    assert (read.rhythm.every, read.rhythm.due, read.open) == ("month", "5", ())
    assert ["市人民医院" in each.value for each in progress_owed(read, listed=True).open] == [True]
    without = progress_owed(read, listed=False)
    assert [(each.name, each.at_least, each.per, each.units) for each in without.counts] == [
        ("工作进展情况", 1, "month", "市人民医院")
    ]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("每月最后一个工作日前", ("month", "end", "previous")),
        ("每季度末月20日前", ("quarter", "20", "")),
        ("每周五下班前", ("week", "5", "")),
    ],
)
def test_a_rhythm_is_said_as_the_settings_say_it(phrase: str, expected: tuple[str, str, str]) -> None:
    read = facts((*HEAD, f"各单位{phrase}报送工作进展情况。")).rhythm
    assert read
    assert (read.every, read.due, read.roll) == expected


def asked(*lines: str) -> NoticeFacts:
    """What a notice of one office to its units says with these lines."""
    return facts((*HEAD, *lines, *SIGNED))


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("各单位分别于3月20日、6月20日前将进展情况报送市卫生健康委。", ["3月20日", "6月20日前"]),
        ("各单位于4、6、8月末分别报送隐患排查情况。", ["4月末", "6月末", "8月末"]),
        ("各单位于4月底前一次性报送自查报告，附现场照片。", ["4月底前"]),
    ],
)
def test_one_paper_is_owed_by_each_of_its_days(line: str, days: list[str]) -> None:
    read = asked(line)
    assert ([each.due for each in read.documents], read.open) == (days, ())


@pytest.mark.parametrize(
    ("line", "question"),
    [
        (
            "市人民医院、市中医医院分别于3月20日、6月20日前报送工作方案。",
            "这几个日期各报什么",
        ),  # each one, or each both?
        ("市人民医院、市中医医院分别于3月20日、6月20日前报送工作方案、工作总结。", "这几个日期各报什么"),
        ("各单位于4、6、8月末报送隐患排查情况。", "这几个日期各报什么"),
        ("各单位分别于6月、9月20日前报送进展情况。", "“6月、9月20日前”是哪一天"),
    ],
)
def test_days_that_may_mean_two_things_are_one_question_and_never_a_date(line: str, question: str) -> None:
    read = asked(line)
    assert read.documents == () and [each.value for each in read.open] == [question]


def test_days_take_their_papers_in_order_where_they_are_not_as_many_as_the_units() -> None:
    read = asked(
        "各乡镇、局属各单位分别于4月30日、7月31日、12月15日前报送实施方案、半年小结和年度总结。",
        "各街道分别于4月30日、10月31日前报送《联络员登记表》、三季度情况。",
    )
    assert [(each.name, each.due) for each in read.documents] == [
        ("实施方案", "4月30日"),
        ("半年小结", "7月31日"),
        ("年度总结", "12月15日前"),
        ("联络员登记表", "4月30日"),
        ("三季度情况", "10月31日前"),
    ]
    assert read.open == ()


def test_a_word_of_manner_is_left_out_before_its_verb_and_kept_in_a_name() -> None:
    read = asked("各单位5月31日前统一报送集中整治小结。", "各单位6月30日前将自查表加盖公章后报我委。")
    assert [each.name for each in read.documents] == ["集中整治小结", "自查表"]


def test_one_kind_among_those_a_notice_is_addressed_to_is_not_everybody() -> None:
    head = ("关于党建信息的通知", "各直属机关党委（总支、支部）：")
    read = facts((*head, "各机关党委每周报送信息不少于3条，各党总支每月报送不少于4条，各党支部每月报送不少于2条。"))
    assert [each.units for each in read.counts] == ["各机关党委", "各党总支", "各党支部"]
    read = facts(("关于安全的通知", "各县（市、区）教育局：", "各县教育局每月至少报送2条信息。"))
    assert [each.units for each in read.counts] == ["各县教育局"]
    read = facts(("关于安全的通知", "各区人民政府办公室：", "各区人民政府每月至少报送2条信息。"))
    assert [each.units for each in read.counts] == ["各区人民政府"]


def test_a_signature_and_what_follows_a_table_are_no_part_of_a_sentence_without_a_stop() -> None:
    read = facts((*HEAD, "各单位每月至少报送2条健康教育动态信息", *SIGNED))
    assert [each.name for each in read.counts] == ["健康教育动态信息"]
    document = Document()
    for text in (*HEAD, "各单位要按下表所列的内容，于6月30日前报送工作总结"):
        document.add_paragraph(text)
    document.add_table(1, 2).cell(0, 0).text = "内容"
    document.add_paragraph("单位负责人（签字）：填报人：")
    read = facts_in(saved(document))
    assert [(each.name, each.due) for each in read.documents] == [("工作总结", "6月30日前")]
    assert "单位负责人" not in read.documents[0].sentence and read.unused == ()


def test_what_is_asked_for_at_least_so_often_is_never_lost() -> None:
    assert asked("各单位至少举办专场招聘会3场。").unused == ("各单位至少举办专场招聘会3场。",)
    assert [each.name for each in asked("各单位每月开展应急演练不少于1次。").counts] == ["应急演练"]


def test_two_who_issue_a_notice_together_are_both_named_and_asked_about() -> None:
    head = ("东水〔2024〕3号", "东川市水利局 东川市农业农村局", "关于做好防汛工作的紧急通知")
    read = facts((*head, "各县（市、区）水利局、农业农村局：", "请抓好落实。", "2024年3月1日"))
    assert read.office is None and [each.value for each in read.open] == [
        "汇总单位有几种写法：东川市水利局、东川市农业农村局"
    ]
    assert read.title and read.title.value == "防汛工作"
    assert read.issued_on and read.issued_on.value == "2024-03-01"
    assert read.spoken == ("各县（市、区）水利局", "农业农村局")


def test_a_title_under_a_table_is_no_part_of_whom_it_is_addressed_to() -> None:
    head = ("关于报送2024年重点任务清单落实情况的通知", "市直各部门，各县区人民政府：", "请抓好落实。")
    read = facts((*head, "联系方式：督查室，5554444；传真：5553334。", "东川市人民政府办公室", "2024年1月18日"))
    assert (read.spoken, read.unused) == (("市直各部门", "各县区人民政府"), ())
    assert read.contact and read.contact.value == "督查室 5554444"


def test_a_day_that_was_past_when_the_notice_was_issued_is_asked_for_its_year() -> None:
    read = asked("各单位于2月20日前报送工作计划。", "各单位于12月20日前报送工作总结。", "2025年1月5日前报送清单。")
    assert [(each.name, each.due) for each in read.documents] == [
        ("工作总结", "12月20日前"),
        ("清单", "2025年1月5日前"),
    ]
    assert [each.value for each in read.open] == ["“2月20日前”是哪一年的，按印发的那一年算已经过了"]


def test_cases_and_other_things_in_pieces_are_counted_too() -> None:
    read = asked("各单位每月报送信息不少于2条；每季度至少推荐典型案例1个。")
    assert [(each.name, each.at_least, each.per) for each in read.counts] == [
        ("信息", 2, "month"),
        ("典型案例", 1, "quarter"),
    ]
