"""One status for every obligation, and two lights that say in a sentence what they mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasklist.ledger import status
from tasklist.model.arrival import Stamp
from tasklist.model.ledger import Colour, Light, Status, Verdict
from tasklist.model.place import Place
from tasklist.model.plan import Kind, Obligation
from tasklist.model.returns import Entry
from tasklist.model.settings import Checks
from worlds import ZONE

DUE = datetime(2023, 12, 20, 23, 59, 59, tzinfo=ZONE)
BEFORE, AFTER = DUE - timedelta(days=2), DUE + timedelta(days=3)
TASK = Obligation("甲", Kind.TASKS, "2023-12", DUE, "各单位", task=3)
SUMMARY = Obligation("甲", Kind.DELIVERABLE, "", DUE, "12月20日前", name="工作总结", evidence=True)
PAPER = replace(SUMMARY, name="工作方案", evidence=False)
NEWS = Obligation("甲", Kind.QUOTA, "2023-W51", DUE, "每周不少于2次", name="动态信息", at_least=2)
KINDS = (TASK, SUMMARY, PAPER, NEWS)

OK = Verdict("ok", True, "有事实")
EMPTY = Verdict("empty", True, "没有填写")
NONE = Verdict("placeholder", True, "以占位词代替内容", "无")
NIL = Verdict("nil", True, "如实零报告")
SOFT = Verdict("slogan", False, "没有找到时间、事项和数量", "高度重视")
BROKEN = Verdict("broken", True, "单元格显示 #REF!")
NOT_YET = Verdict("not_started", True, "如实说明尚未开展")


def came(*moments: datetime, field: str = "progress") -> tuple[Entry, ...]:
    return tuple(
        Entry("甲", TASK.kind, field, "……", Place("a.xlsx"), Stamp(moment, None, moment, "a.xlsx", str(n)))
        for n, moment in enumerate(moments)
    )


def decide(
    owed: Obligation, entries: tuple[Entry, ...] = (), verdict: Verdict | None = None, as_of: datetime = AFTER
) -> Status:
    return status.decide(owed, entries, verdict, bool(entries) or verdict is not None, as_of)


# --- status -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("owed", KINDS, ids=lambda owed: owed.name or "task")
def test_nothing_came_is_not_due_until_the_due_moment_has_passed_and_missing_after_it(owed: Obligation) -> None:
    assert [decide(owed, as_of=DUE + timedelta(seconds=n)) for n in (-1, 0, 1)] == [
        Status.NOT_DUE,
        Status.NOT_DUE,
        Status.MISSING,
    ]


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (OK, Status.REPORTED),
        (SOFT, Status.REPORTED),
        (NOT_YET, Status.REPORTED),
        (NIL, Status.NIL),
        (NONE, Status.PARTIAL),
        (EMPTY, Status.PARTIAL),
        (BROKEN, Status.PARTIAL),
    ],
    ids=lambda each: each.code if isinstance(each, Verdict) else "",
)
def test_what_the_text_says_decides_what_an_answer_in_time_is(verdict: Verdict, expected: Status) -> None:
    assert decide(TASK, came(BEFORE), verdict) is expected


def test_an_answer_is_late_by_its_first_receipt_and_not_by_a_second() -> None:
    assert decide(TASK, came(DUE), OK) is Status.REPORTED
    assert decide(TASK, came(DUE + timedelta(seconds=1)), OK) is Status.LATE


def test_a_blank_form_is_partial_before_the_due_day_too() -> None:
    assert decide(TASK, (), EMPTY, BEFORE) is Status.PARTIAL


def test_a_document_without_its_evidence_and_evidence_without_its_document_are_partial() -> None:
    document, evidence = came(BEFORE, field="document"), came(BEFORE, field="evidence")
    assert decide(SUMMARY, document) is decide(SUMMARY, evidence) is decide(PAPER, evidence) is Status.PARTIAL
    assert decide(SUMMARY, document + evidence) is decide(PAPER, document) is Status.REPORTED


def test_a_document_whose_evidence_came_late_is_late() -> None:
    assert decide(SUMMARY, came(BEFORE, field="document") + came(AFTER, field="evidence")) is Status.LATE


def test_a_correction_does_not_make_a_document_late() -> None:
    assert decide(PAPER, came(BEFORE, AFTER, field="document")) is Status.REPORTED


@pytest.mark.parametrize(
    ("moments", "as_of", "expected"),
    [
        ((BEFORE,), BEFORE, Status.NOT_DUE),
        ((BEFORE,), AFTER, Status.PARTIAL),
        ((BEFORE, DUE), BEFORE, Status.REPORTED),
        ((BEFORE, AFTER), AFTER, Status.LATE),
        ((AFTER,), AFTER, Status.PARTIAL),
        ((BEFORE, BEFORE, AFTER), AFTER, Status.REPORTED),
    ],
)
def test_a_quota_is_filled_when_enough_came_and_in_time_when_enough_came_in_time(
    moments: tuple[datetime, ...], as_of: datetime, expected: Status
) -> None:
    assert decide(NEWS, came(*moments, field="item"), None, as_of) is expected


def test_an_item_in_a_form_that_came_in_time_is_in_time_and_one_in_a_late_form_is_not() -> None:
    later = replace(NEWS, at_least=1)
    (entry,) = came(AFTER, field="item")
    assert decide(later, (replace(entry, until=AFTER + timedelta(days=1)),), None, AFTER) is Status.REPORTED
    assert decide(later, (replace(entry, until=AFTER - timedelta(hours=1)),), None, AFTER) is Status.LATE


@pytest.mark.parametrize("owed", KINDS, ids=lambda owed: owed.name or "task")
def test_an_exemption_stands_above_everything(owed: Obligation) -> None:
    spared = replace(owed, exempt="停业")
    assert decide(spared) is decide(spared, came(AFTER, field="document"), OK) is Status.EXEMPT


@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.sampled_from(["document", "evidence"]), st.integers(-99, 99)), max_size=5),
    st.sampled_from([None, OK, NONE, NIL, SOFT]),
    st.integers(-99, 99),
    st.randoms(),
)
def test_the_status_does_not_depend_on_the_order_of_what_came(
    owed: Obligation, what: list[tuple[str, int]], verdict: Verdict | None, now: int, shuffle: object
) -> None:
    entries = [one for field, hours in what for one in came(DUE + timedelta(hours=hours), field=field)]
    mixed = sorted(entries, key=lambda _: shuffle.random())  # type: ignore[attr-defined]
    verdict = (verdict or OK) if owed is TASK and entries else None
    as_of = DUE + timedelta(hours=now)
    assert decide(owed, tuple(entries), verdict, as_of) is decide(owed, tuple(mixed), verdict, as_of)


@given(st.lists(st.integers(-60, 60), max_size=4), st.integers(1, 3))
def test_one_item_more_never_makes_a_quota_worse(hours: list[int], at_least: int) -> None:
    order = (Status.REPORTED, Status.LATE, Status.PARTIAL, Status.MISSING)
    owed = replace(NEWS, at_least=at_least)
    moments = [DUE + timedelta(hours=n) for n in hours]
    found = [order.index(decide(owed, came(*moments[:n], field="item"))) for n in range(len(moments) + 1)]
    assert found == sorted(found, reverse=True)


# --- when it was there in full ----------------------------------------------------------------------


def test_what_is_owed_is_there_in_full_with_its_last_part() -> None:
    pair = came(BEFORE, field="document") + came(AFTER, field="evidence")
    assert status.fulfilled(SUMMARY, pair) == AFTER
    assert status.fulfilled(PAPER, pair) == BEFORE
    assert status.fulfilled(NEWS, came(AFTER, DUE, BEFORE, field="item")) == DUE
    assert status.fulfilled(TASK, came(AFTER, BEFORE)) == BEFORE


def test_while_a_part_lacks_nothing_is_there_in_full() -> None:
    assert status.fulfilled(SUMMARY, came(BEFORE, field="document")) is None
    assert status.fulfilled(NEWS, came(BEFORE, field="item")) is None
    assert status.fulfilled(TASK, ()) is None


# --- the light for time -----------------------------------------------------------------------------


def light(owed: Obligation, state: Status, as_of: datetime = AFTER, received: datetime | None = None) -> Light:
    return status.time_light(owed, state, received, as_of, Checks(due_soon_days=7))


@pytest.mark.parametrize(
    ("owed", "state", "as_of", "colour", "sentence"),
    [
        (SUMMARY, Status.MISSING, AFTER, Colour.RED, "12月20日到期，已逾期3天，未见工作总结"),
        (TASK, Status.MISSING, DUE.replace(day=21), Colour.RED, "12月20日到期，已逾期1天，未见任务3"),
        (NEWS, Status.MISSING, AFTER, Colour.RED, "12月20日到期，已逾期3天，未见动态信息（2023-W51）"),
        (SUMMARY, Status.PARTIAL, AFTER, Colour.RED, "12月20日到期，已逾期3天，工作总结尚未报全"),
        (SUMMARY, Status.PARTIAL, BEFORE, Colour.YELLOW, "工作总结尚未报全，12月20日到期"),
        (TASK, Status.NOT_DUE, BEFORE, Colour.YELLOW, "12月20日到期，还有2天"),
        (TASK, Status.NOT_DUE, DUE, Colour.YELLOW, "今日（12月20日）到期"),
        (TASK, Status.NOT_DUE, DUE - timedelta(days=7), Colour.YELLOW, "12月20日到期，还有7天"),
        (TASK, Status.NOT_DUE, DUE - timedelta(days=8), Colour.GREY, "12月20日到期，还有8天"),
        (replace(TASK, exempt="无此业务"), Status.EXEMPT, AFTER, Colour.GREY, "免报：无此业务"),
        (
            replace(TASK, extended="搬迁"),
            Status.MISSING,
            AFTER,
            Colour.RED,
            "12月20日到期（延期：搬迁），已逾期3天，未见任务3",
        ),
    ],
)
def test_the_time_light_says_when_it_was_due_and_what_lacks(
    owed: Obligation, state: Status, as_of: datetime, colour: Colour, sentence: str
) -> None:
    assert light(owed, state, as_of) == Light(colour, sentence)


@pytest.mark.parametrize("state", [Status.LATE, Status.NIL])
def test_an_answer_after_the_due_moment_is_yellow_with_its_days_a_nil_report_too(state: Status) -> None:
    assert light(TASK, state, received=AFTER) == Light(Colour.YELLOW, "12月20日到期，迟报3天")


@pytest.mark.parametrize("state", [Status.REPORTED, Status.NIL])
def test_an_answer_in_time_is_green(state: Status) -> None:
    assert light(TASK, state, received=BEFORE) == Light(Colour.GREEN, "按时报送（12月20日到期）")


def test_an_hour_after_a_due_hour_is_overdue_but_no_day() -> None:
    noon = replace(TASK, due=DUE.replace(hour=12, minute=0, second=0))
    evening = noon.due + timedelta(hours=6)
    assert light(noon, Status.MISSING, evening).sentence == "12月20日到期，已逾期不足1天，未见任务3"
    assert light(noon, Status.PARTIAL, evening).colour is Colour.RED
    assert light(noon, Status.LATE, evening, evening).sentence == "12月20日到期，迟报不足1天"


def test_days_are_those_of_the_campaign_and_not_of_the_clock_that_asks() -> None:
    utc = datetime.fromisoformat("2023-12-20T16:30:00+00:00")  # half past midnight of the 21st at home
    assert light(TASK, Status.MISSING, utc).sentence.startswith("12月20日到期，已逾期1天")


# --- the light for content --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "colour", "sentence"),
    [
        (None, Colour.GREY, "未收到，无从判断"),
        (EMPTY, Colour.RED, "没有填写"),
        (NONE, Colour.RED, "以占位词代替内容"),
        (BROKEN, Colour.RED, "单元格显示 #REF!"),
        (SOFT, Colour.YELLOW, "建议核实：没有找到时间、事项和数量（“高度重视”）"),
        (NIL, Colour.GREEN, "如实零报告"),
        (NOT_YET, Colour.GREEN, "如实说明尚未开展"),
        (OK, Colour.GREEN, "有事实"),
    ],
)
def test_the_content_light_gives_the_verdict_and_its_words(
    verdict: Verdict | None, colour: Colour, sentence: str
) -> None:
    state = decide(TASK, came(BEFORE) if verdict else (), verdict)
    assert status.content_light(TASK, state, verdict) == Light(colour, sentence)


@pytest.mark.parametrize(
    ("fields", "colour", "sentence"),
    [
        ((), Colour.GREY, "未收到，无从判断"),
        (("document",), Colour.RED, "缺佐证材料"),
        (("evidence",), Colour.RED, "只有佐证材料，缺正文"),
        (("document", "evidence"), Colour.GREEN, "材料已收到"),
    ],
)
def test_the_content_light_of_a_document_says_which_half_lacks(
    fields: tuple[str, ...], colour: Colour, sentence: str
) -> None:
    entries = tuple(one for field in fields for one in came(BEFORE, field=field))
    assert status.content_light(SUMMARY, decide(SUMMARY, entries), None, entries) == Light(colour, sentence)


@pytest.mark.parametrize(
    ("moments", "as_of", "colour", "sentence"),
    [
        ((), BEFORE, Colour.GREY, "应报2条，收到0条"),
        ((), AFTER, Colour.RED, "应报2条，收到0条"),
        ((BEFORE,), BEFORE, Colour.GREY, "应报2条，收到1条"),
        ((BEFORE,), AFTER, Colour.RED, "应报2条，收到1条"),
        ((BEFORE, AFTER), AFTER, Colour.GREEN, "应报2条，收到2条，其中补报1条"),
        ((BEFORE, BEFORE, DUE), AFTER, Colour.GREEN, "应报2条，收到3条"),
    ],
)
def test_the_content_light_of_a_quota_counts_and_marks_what_was_made_up(
    moments: tuple[datetime, ...], as_of: datetime, colour: Colour, sentence: str
) -> None:
    items = came(*moments, field="item")
    assert status.content_light(NEWS, decide(NEWS, items, None, as_of), None, items) == Light(colour, sentence)


def test_what_is_exempt_is_grey_whatever_came() -> None:
    for owed in KINDS:
        spared = replace(owed, exempt="停业")
        assert status.content_light(spared, Status.EXEMPT, EMPTY, came(BEFORE)) == Light(Colour.GREY, "免报")


# --- the task's own dates ---------------------------------------------------------------------------

GREEN = Light(Colour.GREEN, "按时报送")
DAYS = (date(2023, 6, 30), date(2023, 9, 30))


def milestone(answered: bool, today: date, verdict: Verdict | None = None, days: tuple[date, ...] = DAYS) -> Light:
    return status.with_milestone(GREEN, days, answered, verdict, today)


def test_a_passed_milestone_without_any_answer_is_red_and_says_which() -> None:
    assert milestone(False, date(2023, 10, 3)) == Light(Colour.RED, "完成时限9月30日已过3天，仍未见进展")
    assert milestone(False, date(2023, 7, 1)).sentence == "完成时限6月30日已过1天，仍未见进展"


def test_the_named_day_itself_is_not_past() -> None:
    assert milestone(False, date(2023, 6, 30)) is GREEN


@pytest.mark.parametrize("code", ["not_started", "plan_only"])
def test_a_mere_plan_after_the_milestone_is_red_and_an_answer_is_not(code: str) -> None:
    late = date(2023, 10, 3)
    assert milestone(True, late, Verdict(code, False, "…")).colour is Colour.RED
    assert milestone(True, late, OK) is GREEN
    assert milestone(True, late) is GREEN


def test_ongoing_work_has_no_date_to_be_overdue_by() -> None:
    assert milestone(False, date(2023, 12, 31), days=()) is GREEN


def test_a_red_light_keeps_its_own_sentence() -> None:
    red = Light(Colour.RED, "6月25日到期，已逾期3天，未见任务3")
    assert status.with_milestone(red, DAYS, False, None, date(2023, 12, 31)) is red
