"""上报稿 says nothing no unit wrote but its frames; figures, sums and sentences are right, led back and counted."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from tasklist.ledger import upward
from tasklist.ledger.upward_told import told
from tasklist.model.ledger import Ledger, Line, Status, Verdict
from tasklist.model.plan import Plan
from tasklist.model.returns import Place
from tasklist.model.upward import Passage, UpwardTask
from tasklist.substance.clauses import compiled
from tasklist.substance.quantities import quantities
from tasklist.substance.word_lists import DEFAULT_WORDS
from worlds import line, unit


def plan(units: int, length: int = 600, **more: object) -> Plan:
    made = worlds.plan(units, 1)
    campaign = replace(made.campaign, upward=replace(made.campaign.upward, length=length))
    return replace(made, campaign=campaign, **more)  # type: ignore[arg-type]


def drawn(answers: list[str], length: int = 600) -> UpwardTask:
    """The row of one task that these units, in order, answered; an empty answer is none."""
    lines = [
        line(unit(place).name, Status.REPORTED if text else Status.MISSING, 1, text)
        for place, text in enumerate(answers)
    ]
    return of(tuple(lines), plan(len(answers), length))


def of(lines: tuple[Line, ...], made: Plan) -> UpwardTask:
    return upward.build(worlds.ledger(lines, made), DEFAULT_WORDS).tasks[0]


def text(row: UpwardTask) -> str:
    return row.drawn("progress")


def test_the_first_sentence_counts_the_units_by_status_and_adds_up() -> None:
    statuses = (Status.REPORTED, Status.LATE, Status.NIL, Status.MISSING, Status.PARTIAL, Status.EXEMPT, Status.NOT_DUE)
    row = of(tuple(line(unit(place).name, status) for place, status in enumerate(statuses)), plan(7))
    assert text(row).split("\n")[0] == "责任单位7家，已报2家，零报告1家，未报1家，漏项1家，未到期1家，免报1家。"
    assert [len(one.sources) for one in row.progress[:7]] == [7, 2, 1, 1, 1, 1, 1]


def test_a_task_nobody_owes_says_so() -> None:
    row = of((), plan(2))
    assert text(row) == upward.NOBODY


def test_units_speak_in_roster_order_behind_their_short_names_and_slogans_are_left_out() -> None:
    row = drawn(["高度重视。6月2日召开部署会。", "", "6月5日义诊1场；随访20人次。下一步将走访30户。"])
    assert text(row).split("\n")[1] == "1号单位：6月2日召开部署会。3号单位：6月5日义诊1场；随访20人次。"
    assert [(one.source.words, one.reason) for one in row.left_out] == [
        ("高度重视", "没有时间、事项和数量"),
        ("下一步将走访30户", "是打算或目标，不是已做的事"),
    ]


def test_a_sentence_of_several_units_stands_once_with_all_of_them_named_each_with_its_cell() -> None:
    row = drawn(["我院印发《实施方案》。", "印发《实施方案》。"])
    assert text(row).split("\n")[1] == "1号单位、2号单位：我院印发《实施方案》。"
    assert [(one.unit, one.words, one.place) for one in row.progress[-1].sources] == [
        ("第01卫生健康单位", "我院印发《实施方案》", Place("inbox/第01卫生健康单位.xlsx", "Sheet1", "G4")),
        ("第02卫生健康单位", "印发《实施方案》", Place("inbox/第02卫生健康单位.xlsx", "Sheet1", "G4")),
    ]


@pytest.mark.parametrize("called", ["我单位", "本院", unit(0).name])
def test_who_speaks_is_told_once_before_the_day_and_a_partner_is_kept(called: str) -> None:
    row = drawn([f"{called}6月2日召开部署会。{called}与旗医院6月5日联合义诊1场。"])
    assert text(row).split("\n")[1] == f"1号单位：6月2日召开部署会；{called}与旗医院6月5日联合义诊1场。"
    assert [one.sources[0].words for one in row.progress[-2:]] == [one.text for one in row.progress[-2:]]


def test_like_quantities_are_added_up_with_their_parts() -> None:
    row = drawn(["6月2日发放宣传册300份。", "6月3日发放宣传册120份，义诊2场。", "义诊1场。"])
    assert text(row).split("\n")[1] == (
        "同类合计：发放宣传册420份（1号单位300份、2号单位120份）；义诊3场（2号单位2场、3号单位1场）。"
    )


def test_a_thing_one_unit_counts_twice_is_not_added_up() -> None:
    assert "合计" in text(drawn(["走访企业3家。", "走访企业4家。", "走访企业5家。"]))
    assert "合计" not in text(drawn(["走访企业3家。走访企业5家。", "走访企业4家。"]))


def test_what_may_be_counted_twice_is_not_added_up() -> None:
    twice = drawn(["义诊3场。6月2日义诊1场。", "义诊1场。"])
    one_event = drawn(["6月2日义诊1场。", "6月2日义诊1场。"])
    other_measure = drawn(["发放宣传册3箱。", "发放宣传册300份。"])
    assert not any("合计" in text(row) for row in (twice, one_event, other_measure))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("投入资金1.5万元", "投入资金15万元"),
        ("6月2日验收3-5间", "6月2日验收35间"),
        ("检测均值12.5", "检测均值125"),
        ("6月2日抽查12%", "6月2日抽查12"),
        ("完成三、四病区改造", "完成三四病区改造"),
        ("6月2日验收1 5间", "6月2日验收15间"),
        ("检测值≥3的12例", "检测值3的12例"),
        ("6月2日铺设3²间", "6月2日铺设32间"),
        ("6月2日比分3:5", "6月2日比分35"),
    ],
)
def test_sentences_whose_numbers_differ_are_never_one(one: str, other: str) -> None:
    row = drawn([one, other])
    assert [len(each.sources) for each in row.progress if each.text in (one, other)] == [1, 1]


def test_sentences_that_differ_in_stops_and_quotation_marks_are_one() -> None:
    row = drawn(["6月2日，学习《条例》；", "6月2日学习“条例”", "６月２日 学习条例"])
    assert len(row.progress[-1].sources) == 3


EVENTS = [
    "4月11日",
    "2023年4月11日",
    "4.11",
    "4月11号",
    "四月十一日",
    "2023-4-11",
    "4月10日至12日",
    "4月10、11日",
    "11日",
]


@pytest.mark.parametrize("day", EVENTS)
@pytest.mark.parametrize("told", ["{}召开会议，义诊2场", "{}召开会议；义诊2场", "{}活动情况：1.义诊2场"])
def test_one_day_is_one_day_however_it_is_written(day: str, told: str) -> None:
    assert "合计" not in text(drawn(["4月11日召开会议，义诊3场。", told.format(day)]))
    assert "合计" in text(drawn(["4月11日召开会议，义诊3场。", told.format("4月15日")]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("会同旗妇联开展活动，义诊3场", "义诊3场"),
        ("到2号单位开展帮扶，义诊3场", "义诊2场"),
        ("走访企业2家，义诊3场", "走访企业2家，义诊3场"),
        ("今年，义诊3场", "义诊2场"),
        ("全市，义诊3场", "全市，义诊2场"),
        ("2022年6月2日，义诊3场", "义诊2场"),
        ("5月工作情况：\n1.义诊3场", "义诊2场"),
        ("五月份工作情况\n1.义诊3场", "义诊2场"),
        ("到希望小学开展活动，义诊3场", "到希望小学开展活动，义诊2场"),
        ("举办“健康杯”比赛，义诊3场", "举办“健康杯”比赛，义诊2场"),
        ("举办文艺汇演1场，演员60人", "举办文艺汇演1场，观众500余人"),
        ("巡查1次，服务群众210人次", "巡查2次，服务群众210人次"),
        ("6月12日义诊1场，服务群众120人次", "义诊2场，服务群众120人次"),
    ],
)
def test_what_two_may_tell_of_one_event_or_of_more_than_themselves_is_not_added(one: str, other: str) -> None:
    assert "合计" not in text(drawn([one, other]))


def test_a_remark_that_says_what_the_numbers_are_forbids_a_sum() -> None:
    lines = [line(unit(place).name, Status.REPORTED, 1, f"义诊{place + 2}场。") for place in range(2)]
    for remark, added in (("附照片3张", True), ("以上均为累计数", False), ("含分院", False)):
        entry = worlds.entry(unit(0).name, remark, 1, "remark")
        row = of((replace(lines[0], entries=(*lines[0].entries, entry)), lines[1]), plan(2))
        assert ("合计" in text(row)) is added


def test_a_heading_of_the_period_itself_forbids_nothing() -> None:
    assert "合计" in text(drawn(["6月工作情况：\n1.义诊3场", "义诊2场"]))


def test_a_sum_is_of_all_who_say_the_thing_or_of_none() -> None:
    assert "合计" in text(drawn(["义诊3场。", "义诊2场。", "高度重视，义诊1场。"]))
    assert "合计" not in text(drawn(["义诊3场。", "义诊2场。", "今年，义诊30场。"]))
    assert "合计" not in text(drawn(["义诊3场。1至6月，义诊9场。", "义诊2场。"]))
    for other in ("累计走访企业40家", "走访企业12家应为10家", "走访企业约20家", "走访企业20余家"):
        assert "合计" not in text(drawn(["走访企业3家。", "走访企业2家。", other]))


def test_what_is_held_or_done_is_one_thing_however_it_is_said() -> None:
    assert "义诊6场" in text(drawn(["义诊3场。", "开展义诊2场。", "组织义诊1场。"]))
    assert "合计" not in text(drawn(["开展义诊3场，组织义诊2场。", "义诊1场。"]))


def test_each_holds_its_own_meetings_and_lessons_as_often_as_another() -> None:
    assert "开展专题学习2次" in text(drawn(["开展专题学习1次，参学45人。", "开展专题学习1次，参学30人。"]))


def test_what_was_really_done_is_a_fact_beside_the_plan() -> None:
    row = drawn(["计划走访企业20家，实际走访企业12家。"])
    assert not row.left_out and "实际走访企业12家" in text(row)


def test_a_table_is_left_out_and_counted() -> None:
    row = drawn(["6月2日义诊1场。\n时间\t内容\t人数\n4月1日\t义诊\t30"])
    assert text(row).split("\n")[1:] == ["1号单位：6月2日义诊1场。", "另有1家单位填的是表格，未列入，请看原表。"]


def test_a_branch_and_its_parent_are_not_added_up_nor_an_answer_in_doubt() -> None:
    answers = ["义诊3场。", "义诊1场。"]
    made = plan(2)
    first, second = made.roster.units
    family = replace(made, roster=replace(made.roster, units=(first, replace(second, parent=first.aliases[0]))))
    lines = tuple(line(unit(place).name, Status.REPORTED, 1, said) for place, said in enumerate(answers))
    doubted = (lines[0], replace(lines[1], verdict=Verdict("copied_peer", False, "与另一家相同")))
    assert "合计" in text(of(lines, made))
    assert "合计" not in text(of(lines, family)) and "合计" not in text(of(doubted, made))


def test_the_same_as_last_period_is_left_out_to_be_looked_at() -> None:
    stale = replace(line(unit(0).name, Status.REPORTED, 1), verdict=Verdict("copied_last", False, "与上期所填相同"))
    row = of((stale,), plan(1))
    assert "\n" not in text(row) and {one.reason for one in row.left_out} == {"与上期所填相同，待核实"}


def test_problems_and_requests_go_to_the_remarks_wherever_they_were_written() -> None:
    said = line(unit(0).name, Status.REPORTED, 1, "6月2日义诊1场。存在问题：经费不足。")
    remark = worlds.entry(unit(0).name, "附照片。恳请上级协调解决车辆1台。", 1, "remark")
    row = of((replace(said, entries=(*said.entries, remark)),), plan(1))
    assert row.drawn("remark") == "1号单位：存在问题：经费不足；恳请上级协调解决车辆1台。"
    assert "经费" not in text(row)


def test_what_the_length_has_no_room_for_is_counted_and_listed() -> None:
    answers = [f"6月{day}日召开部署会，参会{day + 20}人；印发分工表{day}份。" for day in range(1, 21)]
    row = drawn(answers, 200)
    found = re.search(r"另有(\d+)条（涉及(\d+)家单位）限于篇幅未列。$", text(row))
    rest = [one for one in row.left_out if one.reason == upward.NO_ROOM]
    assert found and len(text(row)) <= 200
    assert (int(found[1]), int(found[2])) == (len(rest), len({one.source.unit for one in rest}))


def test_every_unit_has_its_first_sentence_before_any_has_its_second() -> None:
    row = drawn(["6月1日召开甲会。6月2日召开乙会。6月3日召开丙会。", "6月4日召开丁会。"], 100)
    assert "2号单位：6月4日召开丁会" in text(row)


def test_why_tells_every_cell_behind_a_row() -> None:
    made = worlds.ledger((line(unit(0).name, Status.REPORTED, 1, "6月2日义诊1场。"),), plan(1))
    report = upward.build(made, DEFAULT_WORDS)
    assert "     ← 第01卫生健康单位　inbox/第01卫生健康单位.xlsx!Sheet1!G4" in told(report, report.tasks[0])


# --- for any answers -----------------------------------------------------------------------------

POOL = """
6月12日组织专题学习1次 发放宣传册300份 义诊3场 参训45人 高度重视 下一步将走访30户 存在问题：经费不足 恳请上级协调解决
印发《方案（试行）》 我院走访企业12家
一、工作开展情况 1. （二） 无 约20份 截至6月5日 建议 “三会一课” [1] <b> 合计5家 义诊2场
发放宣传册上百份 义诊两三场 今年 全市 会同妇联 任务目标 一、二期改造 12、13日 培训1.5万人 因设备老化 更新设备3台 望协调
"""
TABLE = "时间\t内容\t人数\n4月1日\t义诊\t30\n"
WORDS = st.sampled_from([*POOL.split(), TABLE])
MARKS = st.sampled_from(["，", "。", "；", "：", "\n", "、", ""])
ANSWER = st.lists(st.tuples(st.one_of(WORDS, st.text(max_size=6)), MARKS), max_size=8).map(
    lambda parts: "".join(word + mark for word, mark in parts)
)
FIGURE = re.compile(r"[\u4e00-\u9fff]+\d+家")
SUM = re.compile(r"(.+?)(\d+(?:\.\d+)?)(\D+?)（(.+)）")
REST = re.compile(r"另有\d+条（涉及\d+家单位）限于篇幅未列。|另有\d+家单位填的是表格，未列入，请看原表。")


def plain(words: str) -> str:
    return "".join(words.split())


def accounted(one: Passage, answers: dict[str, str], names: dict[str, str]) -> bool:
    """Is a passage one of the frames, with its numbers right, or a unit's own words?"""
    if FIGURE.fullmatch(one.text) and one.before == "" and one.after in ("，", "。"):
        return True
    if REST.fullmatch(one.text):
        return True
    own = all(plain(source.words) in plain(answers[source.unit]) for source in one.sources)
    if one.before.lstrip("\n") in (upward.SUMS, "；"):
        found = SUM.fullmatch(one.text)
        assert found
        thing, total, measure, parts = found.groups()
        counted = [each for source in one.sources for each in quantities(source.words, compiled(DEFAULT_WORDS))]
        alike = {each.key for each in counted if (each.thing, each.measure) == (thing, measure)}
        amounts = [each.amount for each in counted if each.key in alike]
        shown = [Decimal(part) for part in re.findall(rf"号单位(\d+(?:\.\d+)?){re.escape(measure)}", parts)]
        assert shown == amounts or parts == f"{len(amounts)}家单位"
        return own and sum(amounts) == Decimal(total) and len(amounts) == len(one.sources)
    said = one.text in [source.words for source in one.sources]
    lead = one.before.strip().removesuffix("：")
    named = lead == "" or lead == "、".join(names[source.unit] for source in one.sources)
    return own and said and named


@settings(max_examples=150)
@given(st.lists(ANSWER, min_size=1, max_size=6), st.sampled_from([100, 200, 600]))
def test_nothing_is_said_but_what_a_unit_wrote_and_the_frames_whatever_was_answered(
    answers: list[str], length: int
) -> None:
    row = drawn(answers, length)
    given_by = {unit(place).name: answer for place, answer in enumerate(answers)}
    names = {unit(place).name: unit(place).aliases[0] for place in range(len(answers))}
    assert all(accounted(one, given_by, names) for one in (*row.progress, *row.remark))
    assert len(text(row)) <= length
    counts = [int(number) for number in re.findall(r"(\d+)家", text(row).split("\n")[0])]
    assert counts[0] == sum(counts[1:]) == len(answers)


def test_the_same_ledger_gives_the_same_report_and_all_its_numbers_run_through() -> None:
    made: Ledger = worlds.world(12, 4)
    one, two = upward.build(made, DEFAULT_WORDS), upward.build(made, DEFAULT_WORDS)
    assert one == two
    numbers = [each.number for row in one.tasks for each in (*row.progress, *row.remark)]
    assert numbers == list(range(1, len(numbers) + 1))
