"""Owed joined with came: every line one status, every file one outcome, in whatever order the files lie."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from made_returns import FACT, NIL, OTHER, SLOGAN, document, form, item
from tasklist.ledger.build import build_ledger
from tasklist.ledger.statistics import figures
from tasklist.model.ledger import Colour, Ledger, Line, Status
from tasklist.model.plan import Kind, Plan, Quota, Waiver
from tasklist.model.returns import Outcome, Return
from tasklist.model.tasks import Deadline
from tasklist.plan import obligations, periods
from tasklist.substance.word_lists import DEFAULT_WORDS
from worlds import moment

FIRST, SECOND = worlds.unit(0).name, worlds.unit(1).name
MADE = worlds.plan(2, 3)


def built(*returns: Return, as_of: datetime | None = None, made: Plan = MADE, month: int = 6) -> Ledger:
    now = as_of or moment(28)
    period = periods.period_at(made.campaign, date(2023, month, 1))
    return build_ledger(made, period, now, returns, DEFAULT_WORDS)


def line(table: Ledger, task: int = 1, unit: str = FIRST) -> Line:
    return next(each for each in table.by_unit[unit] if each.obligation.task == task)


def named(table: Ledger, name: str, span: str = "", unit: str = FIRST) -> Line:
    return next(each for each in table.by_unit[unit] if (each.obligation.name, each.obligation.span) == (name, span))


def with_deadline(deadline: Deadline, **campaign: Any) -> Plan:
    tasks = tuple(replace(task, deadline=deadline) for task in MADE.task_list.tasks)
    return replace(MADE, task_list=replace(MADE.task_list, tasks=tasks), campaign=replace(MADE.campaign, **campaign))


# --- tasks ------------------------------------------------------------------------------------------


def test_a_unit_that_sends_nothing_has_every_line_it_owes() -> None:
    table = built()
    assert [line.obligation for line in table.lines] == list(obligations.obligations(MADE, table.period, table.as_of))
    assert {each.status for each in table.lines} == {Status.MISSING, Status.NOT_DUE}


def test_each_answer_of_a_form_finds_its_line() -> None:
    table = built(form(FIRST, {1: FACT, 2: "", 3: NIL}, moment(20)))
    assert [line(table, task).status for task in (1, 2, 3)] == [Status.REPORTED, Status.PARTIAL, Status.NIL]
    assert [line(table, task).returned for task in (1, 2, 3)] == [True] * 3
    assert line(table).place == line(table).entries[0].place
    assert str(line(table, 2).place) == f"inbox/{FIRST}.xlsx!任务!G5"
    assert {line(table, task, SECOND).status for task in (1, 2, 3)} == {Status.MISSING}


def test_a_placeholder_is_an_omission_and_a_slogan_is_an_answer_to_look_at() -> None:
    table = built(form(FIRST, {1: "无", 2: SLOGAN}, moment(20)))
    assert (line(table).status, line(table).content.colour) == (Status.PARTIAL, Colour.RED)
    assert (line(table, 2).status, line(table, 2).content.colour) == (Status.REPORTED, Colour.YELLOW)


def test_a_task_the_form_does_not_show_is_an_omission_of_a_unit_that_returned() -> None:
    assert line(built(form(FIRST, {1: FACT}, moment(20))), 3).status is Status.PARTIAL


def test_a_broken_cell_is_told_as_such_and_not_as_empty() -> None:
    table = built(form(FIRST, {1: ""}, moment(20), instead={1: ("broken", "单元格显示 #REF!")}))
    assert (line(table).status, line(table).content.sentence) == (Status.PARTIAL, "单元格显示 #REF!")


def test_an_answer_corrected_after_the_due_day_stays_in_time_and_shows_the_correction() -> None:
    table = built(form(FIRST, {1: FACT}, moment(20)), form(FIRST, {1: OTHER}, moment(27), "改"))
    assert (line(table).status, line(table).text, line(table).received) == (Status.REPORTED, OTHER, moment(20))
    assert [each.loser.text for each in table.superseded] == [FACT]


def test_a_placeholder_in_time_and_an_answer_after_it_is_late() -> None:
    table = built(form(FIRST, {1: "无"}, moment(20)), form(FIRST, {1: FACT}, moment(27), "改"))
    assert (line(table).status, line(table).received) == (Status.LATE, moment(27))
    assert line(table).time.sentence == "6月25日到期，迟报2天"


def test_a_blank_never_erases() -> None:
    table = built(form(FIRST, {1: FACT}, moment(20)), form(FIRST, {1: ""}, moment(22), "空"))
    assert (line(table).status, line(table).text) == (Status.REPORTED, FACT)


def test_a_blank_form_is_no_report_however_early_it_came() -> None:
    early, again = form(FIRST, {1: ""}, moment(20)), form(FIRST, {1: "无"}, moment(27), "再")
    assert line(built(early)).received == moment(20)
    assert line(built(early, again)).received == moment(20)
    now = figures(built(early))
    assert (now.total.on_time, now.total.returned, now.returned, now.empty) == (0, 0, (), (FIRST,))
    assert FIRST not in now.missing, "it came, and is called neither reported nor missing"
    told = figures(built(early, form(FIRST, {1: FACT}, moment(27), "改")))
    assert (told.returned, told.on_time) == ((FIRST,), ()), "the first answer decides the time"


def test_two_versions_of_one_run_are_told_apart_and_that_is_a_finding() -> None:
    first = form(FIRST, {1: FACT}, moment(20), "甲", modified=moment(19))
    second = form(FIRST, {1: OTHER}, moment(20), "乙", modified=moment(18))
    table = built(first, second)
    assert line(table).text == FACT
    assert [each.code for each in table.findings] == ["tie"]


def test_another_periods_answer_is_no_answer_of_this_one() -> None:
    table = built(form(FIRST, {1: FACT}, moment(20, month=5), period="2023-05"))
    assert (line(table).status, line(table).returned) == (Status.MISSING, False)


# --- the task's own date ----------------------------------------------------------------------------


def test_a_milestone_gone_by_without_a_word_is_red_before_the_report_is_due() -> None:
    made = with_deadline(Deadline("5月底前", (date(2023, 5, 31),)))
    assert line(built(as_of=moment(10), made=made)).time.sentence == "完成时限5月31日已过10天，仍未见进展"


def test_what_was_told_in_an_earlier_period_is_not_forgotten_in_the_next() -> None:
    made = with_deadline(Deadline("5月底前", (date(2023, 5, 31),)))
    may = form(FIRST, {1: FACT}, moment(20, month=5), period="2023-05")
    assert line(built(may, as_of=moment(10), made=made)).time.sentence == "6月25日到期，还有15天"
    blank = form(FIRST, {1: "无"}, moment(20, month=5), period="2023-05")
    assert line(built(blank, as_of=moment(10), made=made)).time.colour is Colour.RED


def test_an_honest_not_yet_after_the_milestone_is_red() -> None:
    made = with_deadline(Deadline("5月底前", (date(2023, 5, 31),)))
    told = form(FIRST, {1: "因场地没有落实，尚未开展。"}, moment(8))
    assert line(built(told, as_of=moment(10), made=made)).time.colour is Colour.RED


def test_a_deadline_past_at_issue_is_never_red_and_ongoing_work_is_never_overdue() -> None:
    for deadline in (
        Deadline("2月底前", (date(2023, 2, 28),), note="下发时已过"),
        Deadline("常态化推进", ongoing=True),
    ):
        table = built(as_of=moment(10), made=with_deadline(deadline))
        assert {line(table, task).time.colour for task in (1, 2, 3)} == {Colour.GREY}


def test_of_two_dates_only_the_one_past_at_issue_is_spared() -> None:
    deadline = Deadline("2月底前…，5月底前…", (date(2023, 2, 28), date(2023, 5, 31)), note="下发时已过")
    assert line(built(as_of=moment(10), made=with_deadline(deadline))).time.colour is Colour.RED


def test_an_extension_also_moves_the_tasks_own_date() -> None:
    waiver = Waiver(FIRST, "搬迁", task=1, until=date(2023, 6, 20))
    made = with_deadline(Deadline("5月底前", (date(2023, 5, 31),)), waivers=(waiver,))
    assert line(built(as_of=moment(20), made=made)).time.colour is Colour.YELLOW
    assert line(built(as_of=moment(21), made=made)).time.sentence == "完成时限6月20日已过1天，仍未见进展"


# --- documents --------------------------------------------------------------------------------------


def test_a_document_without_evidence_is_partial_until_the_evidence_comes() -> None:
    text, proof = document(FIRST, "实施方案", moment(5)), document(FIRST, "实施方案", moment(9), "evidence")
    assert named(built(text), "实施方案").status is Status.PARTIAL
    assert named(built(text), "实施方案").content.sentence == "缺佐证材料"
    whole = named(built(text, proof), "实施方案")
    assert (whole.status, whole.received) == (Status.REPORTED, moment(9))


def test_evidence_after_the_due_day_makes_the_whole_late_by_its_own_days() -> None:
    text, proof = document(FIRST, "实施方案", moment(5)), document(FIRST, "实施方案", moment(14), "evidence")
    late = named(built(text, proof), "实施方案")
    assert (late.status, late.time.sentence) == (Status.LATE, "6月10日到期，迟报4天")


def test_the_same_document_sent_again_in_another_month_is_not_late() -> None:
    first = document(FIRST, "实施方案", moment(25, month=5), sha="one", folder="五月")
    again = document(FIRST, "实施方案", moment(20), sha="one", folder="六月")
    proof = document(FIRST, "实施方案", moment(25, month=5), "evidence")
    assert named(built(again, first, proof), "实施方案").status is Status.REPORTED


# --- counted items ----------------------------------------------------------------------------------


def test_an_item_counts_in_the_window_of_its_day_however_late_it_comes() -> None:
    items = [item(MADE, FIRST, "动态信息", f"义诊{n}", date(2023, 5, 10 + n), moment(n + 1)) for n in range(3)]
    table = built(*items)
    may = named(table, "动态信息", "2023-05")
    assert (may.status, may.content.sentence) == (Status.LATE, "应报2条，收到3条，其中补报3条")
    assert may.time.sentence == "5月31日到期，迟报2天"  # the second item filled it, on 2 June


def test_what_is_too_much_in_one_window_fills_no_other() -> None:
    items = [item(MADE, FIRST, "动态信息", f"义诊{n}", date(2023, 5, 10 + n), moment(20, month=5)) for n in range(9)]
    table = built(*items, as_of=moment(2, month=7))
    assert named(table, "动态信息", "2023-05").status is Status.REPORTED
    assert named(table, "动态信息", "2023-06").status is Status.MISSING


def test_an_item_listed_in_the_form_and_dropped_as_a_document_counts_once() -> None:
    dropped = item(MADE, FIRST, "动态信息", "6月5日义诊活动", date(2023, 6, 5), moment(6))
    listed = item(MADE, FIRST, "动态信息", "义诊活动", date(2023, 6, 5), moment(20), "表").entries
    table = built(dropped, form(FIRST, {1: FACT}, moment(20), items=listed))
    assert len(named(table, "动态信息", "2023-06").entries) == 1


def test_a_list_that_repeats_all_items_of_the_year_makes_none_of_them_late() -> None:
    made = replace(MADE, campaign=replace(MADE.campaign, quotas=(Quota("信息", 1, "week", (FIRST,)),)))
    day = date(2023, 5, 9)
    first = item(made, FIRST, "信息", "义诊", day, moment(10, month=5)).entries
    again = item(made, FIRST, "信息", "义诊", day, moment(24), "六月表").entries
    forms = [
        form(FIRST, {1: FACT}, moment(10, month=5), "五月", "2023-05", items=first),
        form(FIRST, {1: OTHER}, moment(24), "六月", items=again),
    ]
    assert named(built(*forms, made=made), "信息", "2023-W19").status is Status.REPORTED


def test_an_item_from_a_window_before_the_notice_counts_nowhere() -> None:
    early = item(MADE, FIRST, "动态信息", "旧闻", date(2023, 3, 31), moment(5, month=4))
    assert not any(each.entries for each in built(early).lines)


# --- files ------------------------------------------------------------------------------------------


def test_the_same_bytes_twice_are_one_file_and_one_duplicate() -> None:
    first = form(FIRST, {1: FACT}, moment(20))
    copy = replace(first, arrival=replace(first.arrival, path="inbox/副本.xlsx", received=moment(21)))
    outcomes = {each.path: each.outcome for each in built(first, copy).files}
    assert outcomes == {first.arrival.path: Outcome.MERGED, "inbox/副本.xlsx": Outcome.DUPLICATE}


def test_one_document_put_into_two_folders_answers_both() -> None:
    names = ("实施方案", "年度总结")
    table = built(*(document(FIRST, name, moment(5), sha="same") for name in names))
    assert all(named(table, name).returned for name in names)
    assert {each.outcome for each in table.files} == {Outcome.MERGED}


def test_a_document_that_came_again_in_another_month_is_listed_as_known() -> None:
    first = document(FIRST, "年度总结", moment(25, month=5), sha="same", folder="五月")
    again = document(FIRST, "年度总结", moment(20), sha="same", folder="六月")
    repeated = next(each for each in built(first, again).files if "六月" in each.path)
    assert (repeated.outcome, repeated.reason) == (Outcome.SUPERSEDED, "同一件先前已收到，只计一次")


def test_a_form_of_which_nothing_stands_is_superseded_and_its_cells_say_so() -> None:
    table = built(form(FIRST, {1: FACT}, moment(20)), form(FIRST, {1: OTHER}, moment(21), "改"))
    old = next(each for each in table.files if each.path == f"inbox/{FIRST}.xlsx")
    assert (old.outcome, old.cells.superseded, old.cells.merged) == (Outcome.SUPERSEDED, 1, 0)


# --- whatever comes, in whatever order --------------------------------------------------------------

TEXTS = st.sampled_from(["", "无", FACT, OTHER, SLOGAN, NIL])
MOMENTS = st.tuples(st.integers(1, 28), st.integers(0, 23)).map(lambda at: moment(*at))
UNITS = st.sampled_from([FIRST, SECOND])


@st.composite
def some_returns(draw: st.DrawFn) -> list[Return]:
    found: list[Return] = []
    for place in range(draw(st.integers(0, 6))):
        unit, at = draw(UNITS), draw(MOMENTS)
        what = draw(st.sampled_from(["form", "document", "evidence", "item"]))
        if what == "form":
            texts = draw(st.dictionaries(st.integers(1, 3), TEXTS, min_size=1))
            found.append(form(unit, texts, at, f"{place}", modified=draw(st.none() | MOMENTS)))
        elif what == "item":
            day, title = date(2023, draw(st.integers(4, 6)), 5), draw(st.sampled_from(["义诊", "学习"]))
            found.append(item(MADE, unit, "动态信息", title, day, at, f"{place}"))
        else:
            found.append(document(unit, "实施方案", at, what, sha=draw(st.sampled_from(["", "x"])), folder=str(place)))
    return found


FEW = settings(max_examples=40)


@given(some_returns(), st.randoms(use_true_random=False))
@FEW
def test_the_order_of_the_returns_does_not_matter(returns: list[Return], shuffle: Any) -> None:
    mixed = list(returns)
    shuffle.shuffle(mixed)
    assert built(*mixed) == built(*returns)


@given(some_returns(), MOMENTS)
@FEW
def test_every_obligation_has_one_line_and_every_cell_one_fate(returns: list[Return], as_of: datetime) -> None:
    table = built(*(each for each in returns if each.arrival.received <= as_of), as_of=as_of)
    assert [each.obligation for each in table.lines] == list(obligations.obligations(MADE, table.period, as_of))
    total = figures(table).total
    assert total.expected == sum(total.counts) == len(table.lines)
    cells = figures(table).cells
    assert cells.seen == cells.merged + cells.template + cells.superseded + cells.unplaced
    assert cells.seen == sum(len(each.entries) + each.template for each in returns if each.arrival.received <= as_of)
    for rate in (total.reporting_rate, total.timely_rate, total.complete_rate, total.sound_rate):
        assert rate is None or 0 <= rate <= 1


@given(some_returns())
@FEW
def test_a_silent_unit_more_lowers_the_rates_once_the_day_has_passed(returns: list[Return]) -> None:
    more = worlds.plan(3, 3)
    before, after = (figures(built(*returns, made=made)).total for made in (MADE, more))
    for rate in ("reporting_rate", "timely_rate"):
        was, now = getattr(before, rate), getattr(after, rate)
        assert now < was if was else now == 0


@given(some_returns(), MOMENTS)
@FEW
def test_what_arrives_later_does_not_change_what_was_known(returns: list[Return], as_of: datetime) -> None:
    known = [each for each in returns if each.arrival.received <= as_of]
    late = [each for each in returns if each.arrival.received > as_of]
    table = built(*known, as_of=as_of)
    again = built(*(each for each in (*late, *known) if each.arrival.received <= as_of), as_of=as_of)
    assert again == table


@given(some_returns())
@FEW
def test_no_answer_once_given_is_lost_by_more_files(returns: list[Return]) -> None:
    answered: set[object] = set()
    for n in range(len(returns) + 1):
        some = sorted(returns, key=lambda each: (each.arrival.received, each.arrival.path))[:n]
        now = {each.obligation for each in built(*some).lines if each.status.answered}
        assert answered <= now
        answered = now


def test_only_the_kind_that_is_owed_counts_as_returned() -> None:
    table = built(document(FIRST, "实施方案", moment(5)))
    assert not line(table).returned
    assert named(table, "实施方案").returned
    assert {each.obligation.kind for each in table.lines if each.returned} == {Kind.DELIVERABLE}
