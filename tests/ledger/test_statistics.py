"""The numbers: four measures never mixed, every balance adds up, the pivots agree with the plain counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from tasklist.ledger.balances import conclusion, file_balance, obligation_balance
from tasklist.ledger.statistics import elsewhere, figures, tally
from tasklist.model.ledger import Status, Verdict
from tasklist.model.plan import Kind
from tasklist.model.returns import Outcome
from tasklist.text.display import percent
from worlds import line, moment, record, unit


def named(place: int) -> str:
    return unit(place).name


@given(st.lists(st.sampled_from(tuple(Status)), max_size=40))
@settings(max_examples=60)
def test_every_obligation_is_counted_once_and_no_rate_passes_one(statuses: list[Status]) -> None:
    total = tally("all", [line("甲", status, seq + 1) for seq, status in enumerate(statuses)])
    assert total.expected == sum(total.counts) == len(statuses)
    for rate in (total.reporting_rate, total.timely_rate, total.complete_rate, total.sound_rate):
        assert rate is None or 0 <= rate <= 1


def test_what_is_exempt_or_not_yet_due_does_not_lower_a_rate() -> None:
    total = tally("甲", [line("甲", Status.REPORTED), line("甲", Status.EXEMPT, 2), line("甲", Status.NOT_DUE, 3)])
    assert (total.expected, total.due, total.reporting_rate, total.timely_rate) == (3, 1, 1.0, 1.0)


def test_nothing_expected_is_no_rate_at_all() -> None:
    total = tally("甲", [line("甲", Status.EXEMPT)])
    assert total.reporting_rate is None
    assert percent(total.reporting_rate) == "—"


def test_a_late_report_is_reported_but_not_timely() -> None:
    total = tally("甲", [line("甲", Status.LATE), line("甲", Status.REPORTED, 2)])
    assert (total.reporting_rate, total.timely_rate) == (1.0, 0.5)


def test_a_blank_item_came_but_is_not_complete() -> None:
    total = tally("甲", [line("甲", Status.PARTIAL), line("甲", Status.REPORTED, 2)])
    assert (total.reporting_rate, total.complete_rate, total.blank) == (1.0, 0.5, 1)


def test_a_slogan_is_complete_but_not_sound() -> None:
    slogan = Verdict("slogan", False, "没有事实")
    total = tally("甲", [line("甲", Status.REPORTED, verdict=slogan), line("甲", Status.REPORTED, 2)])
    assert (total.complete_rate, total.sound_rate, total.doubtful) == (1.0, 0.5, 1)


def test_a_nil_report_after_the_due_date_is_not_timely() -> None:
    late = line("甲", Status.NIL, received=moment(27))
    assert tally("甲", [late]).on_time == 0


def test_a_unit_that_owes_tasks_has_returned_when_a_task_line_came() -> None:
    owed = replace(line(named(0), Status.MISSING).obligation, kind=Kind.QUOTA, name="动态信息", task=None)
    quota = replace(line(named(0), Status.REPORTED), obligation=owed)
    now = figures(worlds.ledger((line(named(0), Status.MISSING), quota, line(named(1), Status.REPORTED))))
    assert now.returned == (named(1),)
    assert now.missing == (named(0),)


def test_a_unit_without_tasks_has_returned_when_anything_came() -> None:
    owed = replace(line(named(0), Status.MISSING).obligation, kind=Kind.DELIVERABLE, name="方案", task=None)
    now = figures(worlds.ledger((replace(line(named(0), Status.REPORTED), obligation=owed),)))
    assert now.returned == (named(0),)


def test_a_summary_owed_in_december_makes_nobody_missing_in_june() -> None:
    owed = replace(line(named(0), Status.MISSING).obligation, kind=Kind.DELIVERABLE, name="总结", task=None)
    now = figures(worlds.ledger((replace(line(named(0), Status.NOT_DUE), obligation=owed),)))
    assert (now.expected, now.missing) == ((), ())
    assert conclusion(now) == "本期没有单位应报。"


def test_an_exempt_unit_is_not_expected() -> None:
    assert figures(worlds.ledger((line(named(0), Status.EXEMPT),))).expected == ()


@pytest.mark.parametrize("size", [(5, 3), (20, 14)])
def test_groups_units_and_tasks_add_up_to_the_whole(size: tuple[int, int]) -> None:
    made = worlds.world(*size)
    now = figures(made)
    assert sum(one.expected for one in now.units) == now.total.expected == len(made.lines)
    assert sum(one.expected for one in now.groups) == now.total.expected
    assert sum(one.expected for one in now.tasks) == size[0] * size[1]
    assert all(sum(lights) == one.expected for lights, one in zip(now.lights, now.tasks, strict=True))
    assert set(now.expected) == set(now.returned) | set(now.missing)


def test_the_balance_lines_add_up_as_they_are_printed() -> None:
    now = figures(worlds.world())
    for text in (obligation_balance(now.total), file_balance(now)):
        left, right = text.split(" = ")
        number = [int("".join(filter(str.isdigit, part))) for part in (left, *right.split(" + "))]
        assert number[0] == sum(number[1:])


def test_the_members_of_an_archive_are_not_counted_twice() -> None:
    whole, member = record("甲", path="inbox/a.zip"), record("甲", path="inbox/a.zip!甲.xlsx", outer="inbox/a.zip")
    now = figures(worlds.ledger((line("甲", Status.REPORTED),), files=(whole, member)))
    assert now.files[Outcome.MERGED] == 1
    assert now.cells == whole.cells


def test_the_forms_of_other_periods_are_told_apart_from_those_of_this_one() -> None:
    made = worlds.world(4, 3)
    name = worlds.unit(0).name
    may = worlds.record(name, path="inbox/5月.xlsx", period="2023-05")
    unknown = worlds.record("", Outcome.SET_ASIDE, "inbox/不明.xlsx", unit="", period="")
    document = worlds.record(name, path="inbox/方案.docx", kind=Kind.DELIVERABLE, period="")
    now, then = figures(replace(made, files=(*made.files, may, unknown, document))), figures(made)
    assert sum(now.files.values()) == sum(then.files.values()) + 2
    assert (then.other_files, now.other_files) == (0, 1)
    assert now.cells.seen == then.cells.seen + unknown.cells.seen + document.cells.seen
    assert file_balance(now).endswith("（另有其他报送期的1个）")
    assert "另有" not in file_balance(then)


def test_a_path_is_of_another_period_by_the_version_that_stands_there_now() -> None:
    now = record(named(0))
    may = record(named(0), path="inbox/5月.xlsx", period="2023-05")
    before = record(named(0), path=now.path, period="2023-05", replaced=True)
    made = replace(worlds.ledger((line(named(0), Status.REPORTED),)), files=(may, before, now))
    assert elsewhere(made) == {"inbox/5月.xlsx": "2023-05"}
