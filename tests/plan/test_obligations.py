"""What is owed: all of it, by everyone, whatever comes; who opens, closes, is spared or given time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import worlds
from tasklist.model.plan import Deliverable, Kind, Obligation, Period, PeriodRule, Plan, Quota, Waiver
from tasklist.model.tasks import Deadline
from tasklist.plan import obligations, periods, quotas
from worlds import ZONE, moment

ISSUED = date(2023, 4, 4)
FIRST, SECOND = worlds.unit(0).name, worlds.unit(1).name


def made(units: int = 2, tasks: int = 3, first: dict[str, Any] | None = None, **campaign: Any) -> Plan:
    """A small plan; `first`: what is special about the first unit."""
    base = worlds.plan(units, tasks)
    changed = tuple(replace(unit, **(first or {})) if unit.name == FIRST else unit for unit in base.roster.units)
    return replace(base, campaign=replace(base.campaign, **campaign), roster=replace(base.roster, units=changed))


def period_of(built: Plan, day: date) -> Period:
    return periods.period_at(built.campaign, day)


def owed(built: Plan, as_of: datetime, month: int | None = None) -> tuple[Obligation, ...]:
    period = period_of(built, date(2023, month or as_of.month, 1))
    return obligations.obligations(built, period, as_of)


def of(found: tuple[Obligation, ...], unit: str, kind: Kind | None = None) -> list[Obligation]:
    return [each for each in found if each.unit == unit and kind in (None, each.kind)]


def spans(found: tuple[Obligation, ...], unit: str = FIRST) -> list[str]:
    return [each.span for each in of(found, unit, Kind.QUOTA)]


# --- everything, once -------------------------------------------------------------------------------


@given(st.dates(ISSUED, date(2023, 12, 31)), st.integers(1, 5), st.integers(0, 6))
def test_on_any_day_everything_is_owed_exactly_once_in_the_official_order(day: date, units: int, tasks: int) -> None:
    built = made(units, tasks, quotas=(Quota("信息", 1, "week", tuple(worlds.unit(n).name for n in range(units))),))
    found = obligations.obligations(
        built, period_of(built, day), datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)
    )
    keys = Counter((each.unit, each.kind, each.span, each.task, each.name) for each in found)
    assert set(keys.values()) == {1}
    windows = list(quotas.windows(made().campaign, Quota("信息", 1, "week", ()), day))
    assert len(found) == units * (tasks + len(built.campaign.deliverables) + len(windows))
    order = built.roster.order
    assert [order[each.unit] for each in found] == sorted(order[each.unit] for each in found)


@given(st.dates(ISSUED, date(2023, 12, 30)))
def test_a_day_more_never_makes_a_window_or_a_deliverable_disappear(day: date) -> None:
    built, noon = made(1, 1), datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)
    later = noon + timedelta(days=1)
    before, after = (obligations.obligations(built, period_of(built, each.date()), each) for each in (noon, later))
    kept = {(each.kind, each.name, each.span) for each in before if each.kind is not Kind.TASKS}
    assert kept <= {(each.kind, each.name, each.span) for each in after}


def test_the_words_that_caused_a_duty_travel_with_it() -> None:
    found = owed(made(), moment(10))
    assert of(found, FIRST, Kind.TASKS)[0].why == "各卫生健康单位"
    assert of(found, FIRST, Kind.QUOTA)[0].why == "每月不少于2次"


def test_a_deliverable_stands_in_every_period_from_the_notice_to_the_end() -> None:
    for month in range(4, 13):
        names = [each.name for each in of(owed(made(), moment(28, month=month)), FIRST, Kind.DELIVERABLE)]
        assert names == ["实施方案", "年度总结"]


# --- windows ----------------------------------------------------------------------------------------


def test_windows_are_shown_once_they_have_begun_and_stay() -> None:
    assert spans(owed(made(), moment(31, month=5))) == ["2023-04", "2023-05"]
    assert spans(owed(made(), moment(1, 0, month=6))) == ["2023-04", "2023-05", "2023-06"]


def test_the_table_of_an_earlier_period_ends_with_that_period() -> None:
    assert spans(owed(made(), moment(10, month=9), month=5)) == ["2023-04", "2023-05"]


def test_before_the_notice_no_window_is_owed() -> None:
    assert spans(owed(made(), moment(3, month=4))) == []


@pytest.mark.parametrize(
    ("issued", "first"), [(date(2023, 6, 16), "2023-06"), (date(2023, 6, 17), "2023-07")], ids=["half", "less"]
)
def test_a_window_already_begun_is_owed_when_half_of_its_days_remain(issued: date, first: str) -> None:
    built = made(issued_on=issued)
    assert spans(owed(built, moment(10, month=8)))[0] == first


def test_after_the_last_listed_period_windows_go_on() -> None:
    only = Period(
        "第一次", "第一次", date(2023, 4, 4), date(2023, 5, 31), datetime(2023, 5, 31, 23, 59, 59, tzinfo=ZONE)
    )
    built = made(periods=PeriodRule(listed=(only,)))
    assert spans(obligations.obligations(built, only, moment(10, month=8)))[-1] == "2023-08"


def test_a_listed_period_ends_where_the_next_one_is_the_current_one() -> None:
    def listed(name: str, opens: date, closes: date) -> Period:
        return Period(name, name, opens, closes, datetime(closes.year, closes.month, closes.day, 18, tzinfo=ZONE))

    first = listed("一", date(2023, 4, 4), date(2023, 5, 31))
    second = listed("二", date(2023, 7, 1), date(2023, 7, 31))
    built = made(periods=PeriodRule(listed=(first, second)))
    assert spans(obligations.obligations(built, first, moment(10, month=7))) == ["2023-04", "2023-05"]
    assert spans(obligations.obligations(built, second, moment(10, month=7))) == [
        "2023-04",
        "2023-05",
        "2023-06",
        "2023-07",
    ]


@pytest.mark.parametrize(
    ("day", "span"),
    [
        (date(2023, 4, 2), None),
        (date(2023, 4, 3), "2023-W14"),
        (date(2023, 4, 4), "2023-W14"),
        (date(2023, 4, 9), "2023-W14"),
        (date(2023, 4, 10), "2023-W15"),
        (date(2024, 1, 1), "2024-W01"),
        (date(2022, 1, 1), None),
    ],
)
def test_an_item_counts_in_the_window_of_its_day_when_that_is_owed(day: date, span: str | None) -> None:
    window = quotas.window_of(made().campaign, Quota("信息", 1, "week", (FIRST,)), day)
    assert (window and window.id) == span


# --- units that open and close ----------------------------------------------------------------------


def test_a_unit_enters_on_the_day_it_opens() -> None:
    built = made(first={"opens": date(2023, 6, 15)})
    assert of(owed(built, moment(14, 23)), FIRST) == []
    assert len(of(owed(built, moment(15, 0)), FIRST, Kind.TASKS)) == 3


def test_a_unit_never_owed_what_fell_due_before_it_opened() -> None:
    built = made(first={"opens": date(2023, 6, 15)})
    names = [each.name for each in of(owed(built, moment(28)), FIRST, Kind.DELIVERABLE)]
    assert names == ["年度总结"]  # 实施方案 was due on 10 June
    assert spans(owed(built, moment(28))) == ["2023-06"]
    assert of(owed(built, moment(28), month=5), FIRST, Kind.TASKS) == []


def test_a_unit_that_joins_late_in_a_window_owes_the_next_one() -> None:
    assert spans(owed(made(first={"opens": date(2023, 6, 20)}), moment(3, month=7))) == ["2023-07"]


def test_a_unit_leaves_on_the_day_after_it_closed_with_all_it_owed() -> None:
    built = made(first={"closes": date(2023, 7, 12)})
    assert len(of(owed(built, moment(12, 23, month=7)), FIRST)) == 3 + 2 + 4
    assert of(owed(built, moment(13, 0, month=7)), FIRST) == []
    assert of(owed(built, moment(20, month=9)), FIRST) == []
    assert len(of(owed(built, moment(20, month=9)), SECOND)) == 3 + 2 + 6


def test_the_table_of_the_time_before_it_closed_keeps_the_unit() -> None:
    built = made(first={"closes": date(2023, 7, 12)})
    june = owed(built, moment(20, month=9), month=6)
    assert len(of(june, FIRST, Kind.TASKS)) == 3
    assert spans(june) == ["2023-04", "2023-05", "2023-06"]
    assert [each.name for each in of(june, FIRST, Kind.DELIVERABLE)] == ["实施方案"]


def test_a_unit_that_closed_between_due_day_and_now_still_owes_that_report() -> None:
    built = made(first={"closes": date(2023, 6, 27)})
    assert len(of(owed(built, moment(29)), FIRST, Kind.TASKS)) == 3


# --- exempt and extended ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waiver", "spared"),
    [
        (Waiver(FIRST, "无此业务", task=2), {"任务2"}),
        (Waiver(FIRST, "无此业务", name="年度总结"), {"年度总结"}),
        (Waiver(FIRST, "无此业务", name="动态信息"), {"动态信息"}),
        (Waiver(FIRST, "停业"), {"任务1", "任务2", "任务3", "实施方案", "年度总结", "动态信息"}),
        (Waiver(SECOND, "停业"), set()),
    ],
)
def test_an_exemption_covers_what_it_names_and_keeps_its_reason(waiver: Waiver, spared: set[str]) -> None:
    found = of(owed(made(waivers=(waiver,)), moment(10)), FIRST)
    assert {each.name or each.label for each in found if each.exempt} == spared
    assert {each.exempt for each in found} <= {"", waiver.reason}


def test_an_extension_moves_the_due_moment_to_the_end_of_its_day() -> None:
    built = made(waivers=(Waiver(FIRST, "搬迁", name="实施方案", until=date(2023, 7, 5)),))
    moved = of(owed(built, moment(10)), FIRST, Kind.DELIVERABLE)[0]
    assert (moved.due, moved.extended) == (datetime(2023, 7, 5, 23, 59, 59, tzinfo=moved.due.tzinfo), "搬迁")
    assert of(owed(built, moment(10)), SECOND, Kind.DELIVERABLE)[0].extended == ""


def test_an_extension_that_ends_before_the_due_day_changes_nothing_and_is_not_told() -> None:
    built = made(waivers=(Waiver(FIRST, "搬迁", task=1, until=date(2023, 6, 20)),))
    task = of(owed(built, moment(10)), FIRST)[0]
    assert (task.due.day, task.extended) == (25, "")


def test_of_two_extensions_the_later_one_stands_in_any_order() -> None:
    waivers = (Waiver(FIRST, "早", task=1, until=date(2023, 6, 28)), Waiver(FIRST, "晚", until=date(2023, 7, 3)))
    for some in (waivers, waivers[::-1]):
        task = of(owed(made(waivers=some), moment(10)), FIRST)[0]
        assert (task.due.month, task.due.day, task.extended) == (7, 3, "晚")


def test_what_was_due_before_the_notice_is_charged_to_nobody() -> None:
    old = Deliverable("自查报告", date(2023, 3, 31), (FIRST, SECOND))
    found = owed(made(deliverables=(old,)), moment(10))
    assert [each.exempt for each in found if each.kind is Kind.DELIVERABLE] == ["下发时已过"] * 2
    assert {each.exempt for each in owed(made(), moment(10), month=3)} == {"下发时已过", ""}
    assert all(each.exempt for each in owed(made(), moment(10), month=3) if each.kind is Kind.TASKS)


def test_what_was_due_before_the_notice_is_owed_again_when_it_was_extended() -> None:
    old = Deliverable("自查报告", date(2023, 3, 31), (FIRST,))
    extended = Waiver(FIRST, "重新布置", name="自查报告", until=date(2023, 6, 30))
    found = of(owed(made(deliverables=(old,), waivers=(extended,)), moment(10)), FIRST, Kind.DELIVERABLE)
    assert (found[0].exempt, found[0].extended) == ("", "重新布置")


# --- milestones -------------------------------------------------------------------------------------


def dated(days: tuple[date, ...], unit: dict[str, Any] | None = None, **campaign: Any) -> Plan:
    built = made(first=unit, **campaign)
    task = replace(built.task_list.tasks[0], deadline=Deadline("…", days))
    return replace(built, task_list=replace(built.task_list, tasks=(task,)))


def test_a_milestone_past_at_issue_is_not_charged_but_the_next_one_is() -> None:
    assert obligations.milestones(dated((date(2023, 2, 28), date(2023, 9, 30))), FIRST, 1) == (date(2023, 9, 30),)
    assert obligations.milestones(dated((ISSUED,)), FIRST, 1) == (ISSUED,)


def test_a_milestone_from_before_a_unit_opened_is_not_its_own() -> None:
    built = dated((date(2023, 5, 31), date(2023, 9, 30)), {"opens": date(2023, 6, 1)})
    assert obligations.milestones(built, FIRST, 1) == (date(2023, 9, 30),)
    assert len(obligations.milestones(built, SECOND, 1)) == 2


def test_an_extension_moves_the_milestones_before_it() -> None:
    waiver = Waiver(FIRST, "搬迁", task=1, until=date(2023, 7, 15))
    built = dated((date(2023, 5, 31), date(2023, 6, 30), date(2023, 9, 30)), waivers=(waiver,))
    assert obligations.milestones(built, FIRST, 1) == (date(2023, 7, 15), date(2023, 9, 30))


def test_ongoing_work_and_strangers_have_no_milestone() -> None:
    built = dated(())
    assert (
        obligations.milestones(built, FIRST, 1)
        == obligations.milestones(built, "别处", 1)
        == obligations.milestones(built, FIRST, 9)
        == ()
    )


def test_a_day_named_in_a_deadline_ends_with_its_last_second() -> None:
    assert made().campaign.end_of(date(2023, 6, 25)) == datetime(2023, 6, 25, 23, 59, 59, tzinfo=ZONE)


def test_the_plan_keeps_who_owes_what_because_of_which_words() -> None:
    base = worlds.plan(3, 0)
    tasks = (worlds.task(1, responsible="委直属单位"), worlds.task(2, responsible="委机关股室、1号单位"))
    built = obligations.build_plan(base.campaign, base.roster, replace(base.task_list, tasks=tasks))
    assert [list(built.duties[worlds.unit(n).name]) for n in range(3)] == [[1, 2], [], [2]]
