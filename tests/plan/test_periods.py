"""Periods: which one a day falls in, when it is due, what a name says, and the windows of quotas."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from known_calendar import CALENDAR
from tasklist.model.plan import Campaign, Period, PeriodRule
from tasklist.plan import periods

ZONE = "Asia/Shanghai"
ISSUED = date(2023, 4, 4)
KINDS = ("week", "month", "quarter", "half-year", "year")
MONTHLY = PeriodRule("month", "25")


def of(rule: PeriodRule) -> Campaign:
    return Campaign("专项工作", "卫健委", "", ISSUED, ZONE, rule, calendar=CALENDAR)


def at(rule: PeriodRule, day: date) -> Period:
    return periods.period_at(of(rule), day)


def ids(rule: PeriodRule, text: str, seen: date | None = None) -> list[str]:
    return [period.id for period in periods.named(of(rule), text, seen=seen)]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


LISTED = PeriodRule(
    listed=(
        Period("方案", "第一次报送", date(2023, 4, 4), date(2023, 5, 30), moment("2023-05-30 23:59:59")),
        Period("总结", "第二次报送", date(2023, 6, 1), date(2023, 12, 20), moment("2023-12-20 23:59:59")),
    )
)


@pytest.mark.parametrize(
    ("every", "due", "period_id", "name", "expected"),
    [
        ("week", "周五 17:00", "2023-W24", "2023年第24周（6月12日—6月18日）", "2023-06-16 17:00:00"),
        ("week", "7", "2023-W24", "2023年第24周（6月12日—6月18日）", "2023-06-18 23:59:59"),
        ("month", "25", "2023-06", "2023年6月", "2023-06-25 23:59:59"),
        ("month", "31", "2023-06", "2023年6月", "2023-06-30 23:59:59"),
        ("month", "end 18:30", "2023-06", "2023年6月", "2023-06-30 18:30:00"),
        ("quarter", "25", "2023-Q2", "2023年第二季度", "2023-06-25 23:59:59"),
        ("quarter", "01-15", "2023-Q2", "2023年第二季度", "2023-04-15 23:59:59"),
        ("half-year", "20", "2023-H1", "2023年上半年", "2023-06-20 23:59:59"),
        ("year", "06-25", "2023", "2023年", "2023-06-25 23:59:59"),
        ("year", "20", "2023", "2023年", "2023-12-20 23:59:59"),
    ],
)
def test_a_day_falls_in_one_period_with_its_due_moment(
    every: str, due: str, period_id: str, name: str, expected: str
) -> None:
    period = at(PeriodRule(every, due), date(2023, 6, 14))
    assert (period.id, period.name, period.due) == (period_id, name, moment(expected))
    assert period.opens <= date(2023, 6, 14) <= period.closes


def test_a_due_day_on_a_holiday_rolls_when_the_rule_says_so() -> None:
    days = {roll: at(PeriodRule("month", "23", roll), date(2023, 6, 1)).due.date() for roll in ("", "next", "previous")}
    assert days == {"": date(2023, 6, 23), "next": date(2023, 6, 25), "previous": date(2023, 6, 21)}


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    assert at(PeriodRule("week", "5"), date(2023, 1, 1)).id == "2022-W52"
    assert at(PeriodRule("week", "5"), date(2024, 12, 30)).id == "2025-W01"


def test_of_listed_periods_the_last_opened_counts_and_before_all_the_first() -> None:
    assert at(LISTED, date(2023, 5, 31)).id == "方案"
    assert at(LISTED, date(2023, 6, 1)).id == "总结"
    assert at(LISTED, date(2023, 1, 1)).id == "方案"
    assert periods.previous(of(LISTED), LISTED.listed[1]) == LISTED.listed[0]
    assert periods.previous(of(LISTED), LISTED.listed[0]) is None
    assert periods.following(of(LISTED), LISTED.listed[0]) == LISTED.listed[1]
    assert periods.following(of(LISTED), LISTED.listed[-1]) is None
    assert periods.up_to(of(LISTED), date(2023, 5, 1)) == LISTED.listed[:1]


@pytest.mark.parametrize("rule", [*(PeriodRule(every, "5") for every in KINDS), LISTED])
def test_a_period_is_found_again_by_its_id(rule: PeriodRule) -> None:
    period = at(rule, date(2023, 6, 14))
    assert periods.by_id(of(rule), period.id) == period
    assert periods.by_id(of(rule), "2023-99") is None
    assert periods.by_id(of(rule), "") is None


@given(st.sampled_from(KINDS), st.dates(date(2000, 1, 10), date(2099, 1, 1)))
def test_periods_follow_one_another_without_gap_or_overlap(every: str, day: date) -> None:
    rule = PeriodRule(every, "end")
    period = at(rule, day)
    before = periods.previous(of(rule), period)
    assert before is not None
    assert before.closes + timedelta(days=1) == period.opens
    assert periods.following(of(rule), before) == period
    assert periods.up_to(of(rule), day, begin=before.opens) == (before, period)
    assert periods.by_id(of(rule), period.id) == period


@pytest.mark.parametrize("every", KINDS)
@pytest.mark.parametrize("due", ["", "32", "0", "13-01", "五", "25 25:00", "月底"])
def test_a_due_day_that_cannot_be_is_named_with_the_right_way_to_write_it(every: str, due: str) -> None:
    assert "请写" in periods.rule_problem(PeriodRule(every, due))


def test_a_right_rule_has_no_problem() -> None:
    assert not periods.rule_problem(MONTHLY)
    assert not periods.rule_problem(LISTED)
    assert "报送周期" in periods.rule_problem(PeriodRule("", "25"))


@pytest.mark.parametrize(
    ("every", "text", "expected"),
    [
        ("month", "2023-06", ["2023-06"]),
        ("month", "市医院2023年6月任务清单进展.xlsx", ["2023-06"]),
        ("month", "２０２３年６月", ["2023-06"]),
        ("month", "进展202306", ["2023-06"]),
        ("month", "2023.6", ["2023-06"]),
        ("month", "6月份进展", ["2023-06"]),
        ("month", "六月", ["2023-06"]),
        ("month", "十二月份", ["2023-12"]),
        ("month", "1月", ["2024-01"]),
        ("month", "5月6月", ["2023-05", "2023-06"]),
        ("month", "2023年6月28日", []),
        ("month", "6月28日报送", []),
        ("month", "20230628", []),
        ("month", "2023-06-28", []),
        ("month", "IMG_20230628153000", []),
        ("month", "4月—6月", []),
        ("month", "二季度", []),
        ("month", "3个月", []),
        ("month", "13900000001", []),
        ("month", "2023-13", []),
        ("quarter", "二季度", ["2023-Q2"]),
        ("quarter", "2023年第二季度", ["2023-Q2"]),
        ("quarter", "2023Q3", ["2023-Q3"]),
        ("quarter", "一季度", ["2024-Q1"]),
        ("half-year", "上半年总结", ["2023-H1"]),
        ("half-year", "2024年下半年", ["2024-H2"]),
        ("half-year", "2023-H1", ["2023-H1"]),
        ("week", "第24周", ["2023-W24"]),
        ("week", "2023-W24", ["2023-W24"]),
        ("week", "2023年第二十四周", ["2023-W24"]),
        ("year", "2023年度", ["2023"]),
        ("year", "2023", ["2023"]),
        ("year", "2023年6月", []),
    ],
)
def test_a_name_says_which_periods_it_means(every: str, text: str, expected: list[str]) -> None:
    assert ids(PeriodRule(every, "5"), text) == expected


def test_a_month_without_a_year_is_the_last_one_opened_when_the_file_came() -> None:
    assert ids(MONTHLY, "6月") == ["2023-06"]
    assert ids(MONTHLY, "6月", date(2024, 6, 20)) == ["2024-06"]
    assert ids(MONTHLY, "6月", date(2024, 5, 20)) == ["2023-06"]


@pytest.mark.parametrize("text", ["去年6月", "上年度6月份", "上一年6月"])
def test_last_year_is_the_year_before_it_came(text: str) -> None:
    assert ids(MONTHLY, text, date(2023, 6, 20)) == ["2022-06"]


def test_a_listed_period_is_named_by_its_id_or_its_name() -> None:
    assert ids(LISTED, "市医院第一次报送.xlsx") == ["方案"]
    assert ids(LISTED, "总结") == ["总结"]
    assert ids(LISTED, "工作总结.docx") == []


def test_spans_have_their_full_calendar_extent() -> None:
    found = tuple(periods.spans("month", ISSUED, date(2023, 6, 1)))
    assert [window.id for window in found] == ["2023-04", "2023-05", "2023-06"]
    assert (found[0].first, found[-1].last) == (date(2023, 4, 1), date(2023, 6, 30))
    assert not tuple(periods.spans("month", date(2023, 6, 1), date(2023, 5, 1)))


@given(st.sampled_from(KINDS), st.text(alphabet="0123456789年月日第一二十上下半季度周wqh-./（） ", max_size=16))
def test_no_name_raises(every: str, text: str) -> None:
    ids(PeriodRule(every, "5"), text)
    periods.by_id(of(PeriodRule(every, "5")), text)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ("2023-W16", "4月17日—23日"),
        ("2023-W18", "5月1日—7日"),
        ("2023-W17", "4月24日—30日"),
        ("2023-W22", "5月29日—6月4日"),
        ("2023-05", "2023年5月"),
        ("2023-Q2", "2023年第二季度"),
        ("2023-H1", "2023年上半年"),
        ("第一次", "第一次"),
        ("", ""),
    ],
)
def test_a_span_is_told_in_words_and_a_week_by_its_days(span: str, words: str) -> None:
    assert periods.spoken(span) == words
