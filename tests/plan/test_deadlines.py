"""Phrases of 完成时限 and how they are read: two tables, and what must hold of any phrase."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from known_calendar import CALENDAR
from tasklist.model.tasks import Deadline
from tasklist.model.workdays import WEEKENDS_ONLY
from tasklist.plan.deadlines.dates import REACH, add_months
from tasklist.plan.deadlines.deadlines import next_due, read_deadline

PHRASES = Path(__file__).parents[1] / "examples" / "phrases"
ISSUED = date(2023, 4, 4)
WORDS = (
    *"年月日前后内底末初旬周季号起至到、，；。（）/-—每第一二三四五十0123456789",
    *[
        "2023年",
        "次年",
        "明年",
        "上半年",
        "下半年",
        "二季度",
        "6月",
        "12月",
        "30日",
        "中旬",
        "年底",
        "本月",
        "每月",
        "每周五",
        "每季度",
        "工作日",
        "个月",
        "印发之日起",
        "首月",
        "2023-06-30",
    ],
    *[
        "长期坚持",
        "持续推进",
        "常态化",
        "力争",
        "完成",
        "报送",
        "方案",
        "总结",
        "汛期",
        "验收",
        "会议",
        "适时",
        "延期至",
        "原定",
        "启动",
        "十四五",
        "17:00",
        "左右",
    ],
)
ANY_PHRASE = st.lists(st.sampled_from(WORDS), max_size=9).map("".join) | st.text(max_size=20)
WIDE = str.maketrans("0123456789.-/():,;", "０１２３４５６７８９．－／（）：，；")


def rows(name: str) -> Iterator[tuple[str, date, str, str, str, str]]:
    for line in (PHRASES / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            phrase, issued_on, *rest = [*line.split("\t"), *[""] * 4][:6]
            yield (phrase.replace("\\n", "\n"), date.fromisoformat(issued_on), rest[0], rest[1], rest[2], rest[3])


def shown(deadline: Deadline) -> tuple[str, str, str, str]:
    due = ",".join(day.isoformat() for day in deadline.due)
    return due, "yes" if deadline.ongoing else "", deadline.every or "", "yes" if deadline.ask else ""


ROWS = [row for name in ("deadlines.tsv", "more_deadlines.tsv", "deadlines_2024.tsv") for row in rows(name)]


def of(text: str, issued_on: date = ISSUED, settled: str = "") -> Deadline:
    return read_deadline(text, issued_on, CALENDAR, settled)


@pytest.mark.parametrize(("phrase", "issued_on", "due", "ongoing", "every", "ask"), ROWS)
def test_a_phrase_of_the_tables_is_read_exactly(
    phrase: str, issued_on: date, due: str, ongoing: str, every: str, ask: str
) -> None:
    found = of(phrase, issued_on)
    assert shown(found) == (due, ongoing, every, ask), found.note
    assert found.text == phrase
    assert found.words.startswith("读作：")
    assert found.note or not found.ask


@pytest.mark.parametrize(("phrase", "issued_on"), [row[:2] for row in ROWS])
def test_spaces_and_full_width_forms_change_nothing(phrase: str, issued_on: date) -> None:
    if "\n" not in phrase:
        assert shown(of(" ".join(phrase), issued_on)) == shown(of(phrase, issued_on))
    assert shown(of(phrase.translate(WIDE), issued_on)) == shown(of(phrase, issued_on))


@given(ANY_PHRASE, st.dates(date(2000, 1, 1), date(2100, 1, 1)), ANY_PHRASE)
def test_no_phrase_raises_or_yields_a_date_beyond_ten_years(text: str, issued_on: date, settled: str) -> None:
    for answer in ("", settled):
        found = read_deadline(text, issued_on, WEEKENDS_ONLY, answer)
        assert list(found.due) == sorted(set(found.due))
        low, high = add_months(issued_on, -12 * REACH), add_months(issued_on, 12 * REACH)
        assert all(low <= day <= high for day in found.due)
        assert not (found.ask and found.due)
        assert found.ask or found.due or found.ongoing or found.every
        assert next_due(found, issued_on) is None or next_due(found, issued_on) >= issued_on  # type: ignore[operator]


@given(ANY_PHRASE)
def test_spaces_anywhere_change_nothing_in_any_phrase(text: str) -> None:
    flat = "".join(text.split())
    assert shown(of("　".join(flat))) == shown(of(flat))


@given(
    st.sampled_from(["汛期", "会议召开", "验收", "项目竣工", "疫情结束", "上级检查", "收到文件", "换届"]),
    st.sampled_from(["前", "后", "后10日内", "期间", "之前"]),
)
def test_a_day_nobody_can_know_is_asked_for_even_beside_a_clear_one(event: str, mark: str) -> None:
    assert of(f"{event}{mark}").ask
    assert of(f"6月底前完成方案，{event}{mark}全面完成").ask


def test_a_deadline_past_at_issue_is_noted_and_one_partly_past_too() -> None:
    assert of("2月底前，常态化推进").note == "下发时已过"
    partly = of("3月底、6月底前")
    assert partly.note == "部分下发时已过：2023-03-31"


def test_words_not_understood_are_quoted_once_with_what_stands_before_them() -> None:
    assert of("中秋国庆前").words == "读作：不能确定日期（“中秋国庆前”读不懂），请在“应完成日期”栏填写"
    assert of("最迟6月底，最迟汛期前").words.count("汛期") == 1


@pytest.mark.parametrize(
    "phrase", ["每周一、三、五", "每周一、周四前", "每周一和周四", "每月10、25日前", "每周二至周四"]
)
def test_several_days_in_each_span_are_asked_never_cut_to_the_first(phrase: str) -> None:
    assert read_deadline(phrase, ISSUED, CALENDAR).ask


def test_the_reading_is_one_chinese_sentence() -> None:
    assert of("2023年6月底前，常态化推进").words == "读作：2023-06-30 前完成，之后常态化"
    assert of("每周五17:00前").words == "读作：每周五前（当日 17:00 前）"
    assert of("汛期前").words == "读作：不能确定日期（“汛期前”读不懂），请在“应完成日期”栏填写"


@pytest.mark.parametrize("phrase", ["月底前", "中旬前", "下旬", "下半月", "15日前", "5日至20日", "即日起至月底"])
def test_a_day_without_a_month_is_asked_for_and_told_where_to_type_it(phrase: str) -> None:
    found = of(phrase)
    assert (found.ask, found.due) == (True, ())
    assert "没有写明是哪个月，请在“应完成日期”栏填上年月日" in found.note
    assert found.words.count("应完成日期") == 1
    assert of(phrase, settled="2023-04-30").due == (date(2023, 4, 30),)
    assert not of(f"6月启动，{phrase.removeprefix('即日起至')}完成").ask


@pytest.mark.parametrize(
    ("phrase", "start", "due"),
    [
        ("5月初至5月底", date(2023, 5, 1), date(2023, 5, 31)),
        ("8月底—9月初", date(2023, 8, 31), date(2023, 9, 10)),
        ("6月底启动，12月底前完成", date(2023, 6, 30), date(2023, 12, 31)),
        ("6月至9月底", date(2023, 6, 1), date(2023, 9, 30)),
    ],
)
def test_what_begins_at_a_months_beginning_or_end_begins_then(phrase: str, start: date, due: date) -> None:
    found = of(phrase)
    assert (found.start, found.due, found.ask) == (start, (due,), False)


@pytest.mark.parametrize(
    ("phrase", "start", "due"),
    [
        ("5月8日9:00—5月12日17:00", date(2023, 5, 8), date(2023, 5, 12)),
        ("5月8日（星期一）上午9时起，至5月12日（星期五）17时止", date(2023, 5, 8), date(2023, 5, 12)),
        ("2023年5月8日8:00-20日18:00", date(2023, 5, 8), date(2023, 5, 20)),
    ],
)
def test_the_hour_a_range_begins_at_makes_its_first_day_no_deadline(phrase: str, start: date, due: date) -> None:
    found = of(phrase)
    assert (found.start, found.due, found.ask) == (start, (due,), False)


def test_hedges_and_extensions_are_kept_as_notes() -> None:
    assert of("力争6月底前").note == "原文有“力争”"
    assert of("6月底前（已延期至9月底前）").note == "原定 2023-06-30，已改期"
    assert of("每月25日前（遇节假日顺延）").note == "遇节假日顺延"


def test_working_days_in_a_year_without_holidays_say_so() -> None:
    assert read_deadline("10个工作日内", ISSUED, WEEKENDS_ONLY).note.startswith("节假日表缺2023年，按周末推算")


@pytest.mark.parametrize(
    "typed", ["2023-06-30", "2023/6/30", "2023年6月30日", "45107", "2023-06-30 00:00:00", "6月30日"]
)
def test_a_date_a_person_typed_settles_the_phrase_for_good(typed: str) -> None:
    found = of("汛期前", settled=typed)
    assert (found.text, found.due, found.ask, found.note) == ("汛期前", (date(2023, 6, 30),), False, "人工确定")


def test_several_typed_dates_are_kept_and_the_ongoing_part_of_the_phrase_stays() -> None:
    found = of("汛期前完成，长期坚持", settled="2023-6-30、2023-12-31")
    assert found.due == (date(2023, 6, 30), date(2023, 12, 31))
    assert found.ongoing
    assert of("6月底前", settled="2023-06-30 2023-09-30").due == (date(2023, 6, 30), date(2023, 9, 30))


@pytest.mark.parametrize("phrase", ["汛期前", "6月底前"])
@pytest.mark.parametrize("typed", ["看情况", "2023-02-30", "2093-06-30", "？"])
def test_a_typed_date_that_cannot_be_read_is_not_passed_over(phrase: str, typed: str) -> None:
    found = of(phrase, settled=typed)
    assert found.ask
    assert found.due == ()
    assert typed in found.note


@pytest.mark.parametrize(
    ("phrase", "after", "expected"),
    [
        ("6月底、12月底前", date(2023, 7, 1), date(2023, 12, 31)),
        ("6月底前", date(2023, 6, 30), date(2023, 6, 30)),
        ("6月底前", date(2023, 7, 1), None),
        ("长期坚持", date(2023, 7, 1), None),
        ("每周五前", date(2023, 6, 14), date(2023, 6, 16)),
        ("每月25日前", date(2023, 6, 26), date(2023, 7, 25)),
        ("每月31日前", date(2023, 6, 2), date(2023, 6, 30)),
        ("每月底前", date(2024, 2, 3), date(2024, 2, 29)),
        ("每季度首月15日", date(2023, 4, 16), date(2023, 7, 15)),
        ("每季度末报告、年底前报告", date(2023, 4, 4), date(2023, 6, 30)),
        ("每半年", date(2023, 7, 1), date(2023, 12, 31)),
        ("每年12月底前", date(2024, 1, 1), date(2024, 12, 31)),
        ("每年6月底前", date(2023, 7, 1), date(2024, 6, 30)),
        ("自6月起每月25日前", date(2023, 4, 4), date(2023, 6, 25)),
        ("5月20日前首报，此后每月20日前续报", date(2023, 4, 4), date(2023, 5, 20)),
        ("5月底前制定方案，之后每月底前报送进展", date(2023, 6, 1), date(2023, 6, 30)),
    ],
)
def test_the_next_due_day_is_the_first_milestone_or_recurrence_ahead(
    phrase: str, after: date, expected: date | None
) -> None:
    assert next_due(of(phrase), after) == expected


@pytest.mark.parametrize("phrase", ["立即", "立行立改", "即知即改", "马上整改", "立即整改"])
def test_what_is_to_be_done_at_once_needs_no_day_where_every_report_tells_of_it(phrase: str) -> None:
    found = read_deadline(phrase, ISSUED, WEEKENDS_ONLY, told_anyway=True)
    assert (found.ask, found.due, found.ongoing, found.reading) == (False, (), False, "没有固定日期，随每期报送")
    assert read_deadline(phrase, ISSUED, WEEKENDS_ONLY).ask


@pytest.mark.parametrize("phrase", ["适时", "尽快", "按上级要求", "立即启动，按要求完成"])
def test_a_manner_that_does_not_mean_at_once_is_asked(phrase: str) -> None:
    assert read_deadline(phrase, ISSUED, WEEKENDS_ONLY, told_anyway=True).ask
