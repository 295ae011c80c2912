"""What a leader asks first: the answers stand in order, and each is what a slow count of the ledger's lines gives."""

from __future__ import annotations

import contextlib
import io
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace

import openpyxl
import pytest

import golden
import printing
import worlds
from golden import Case, Run
from markup import Reader
from tasklist.app import cli, reading, upward
from tasklist.files.state import throwaway
from tasklist.ledger.summary import Summary
from tasklist.model.finding_kinds import finding
from tasklist.model.ledger import Ledger, Status
from tasklist.model.plan import Kind
from tasklist.model.returns import Outcome
from tasklist.views.attention import Part, parts
from tasklist.views.master.workbook import render
from tasklist.views.reports import page
from worlds import line, moment, unit

MOMENTS = [
    *(("demo-2023", "2023-06", f"2023-06-{at}") for at in ("20T17:00", "24T18:00", "26T09:00")),
    ("nation-2022", "2022-05", "2022-05-31T09:00"),
    ("nation-2022", "2022-06", "2022-07-01T09:00"),
    ("nation-2022", "2022-12", "2022-12-21T09:00"),
]
BY_NAME = {case.name: case for case in golden.CASES}


@pytest.fixture(params=MOMENTS, ids=lambda each: f"{each[0]}-{each[2]}")
def summary(request: pytest.FixtureRequest, example: Callable[[Case], Run]) -> Summary:
    """An example as it stood at a moment."""
    name, period, at = request.param
    args = Namespace(home=example(BY_NAME[name]).home, period=period, as_of=at, json=False, quiet=True, dry_run=True)
    desk = cli.desk(args)
    with contextlib.closing(throwaway(desk.home / "outbox/state.sqlite3")) as connection:
        received = reading.receive(desk, connection)
    ledger = received.ledger(desk.period)
    return Summary(ledger, received.history(desk.period), upward.drawn(ledger, desk.office.words))


def told(made: Summary, heading: str) -> str:
    """The words of one part."""
    (part,) = [each for each in said(made) if each.heading.startswith(heading)]
    return "\n".join(one.text for one in part.items)


def said(made: Summary) -> tuple[Part, ...]:
    return parts(made, lambda one: f"{one.contact} {one.phone}")


def forms(ledger: Ledger) -> Iterator[tuple[str, list[object]]]:
    """Unit → its task lines that count, or all its lines when it has none."""
    for name, lines in ledger.by_unit.items():
        tasks = [one for one in lines if one.obligation.kind is Kind.TASKS and one.status is not Status.EXEMPT]
        yield name, list(tasks or lines)


def test_the_answers_are_those_of_a_slow_count(summary: Summary) -> None:
    ledger, found = summary.ledger, summary.attention
    for name, lines in forms(ledger):
        came = any(one.returned and not one.empty for one in lines)
        waits = any(one.status is Status.PENDING for one in lines)
        empty = any(one.empty for one in lines)
        expected = any(one.obligation.kind is Kind.TASKS or one.status is not Status.NOT_DUE for one in lines)
        owes = any(one.status is Status.MISSING for one in lines)
        assert (name in {one.unit for one in found.silent}) == (
            expected and not came and (empty or (owes and not waits))
        )
    for name, lines in ledger.by_unit.items():
        assert (name in found.pending) == any(one.status is Status.PENDING for one in lines)
    for standing in found.standings:
        lines = [
            one for one in ledger.lines if one.obligation.name == standing.name and one.status is not Status.EXEMPT
        ]
        if standing.counted:
            due = [one for one in lines if one.status not in (Status.NOT_DUE, Status.PENDING)]
            assert standing.owing == sum(one.obligation.at_least for one in due)
            short = sum(
                max(one.obligation.at_least - len([e for e in one.entries if e.field == "item"]), 0) for one in due
            )
            assert standing.owing - standing.came == short
        else:
            assert standing.owing == len(lines)
            missing = {one.obligation.unit for one in lines if one.status is Status.MISSING}
            assert missing <= {unit for unit, _ in standing.lacking} or standing.open


def test_who_was_late_and_who_is_incomplete_are_all_named_and_nobody_else(summary: Summary) -> None:
    ledger, found = summary.ledger, summary.attention
    assert {(one.unit, one.what) for one in found.tardy} == set(came_late(ledger))
    for tardy in found.tardy:
        days = [
            (each.received.date() - each.obligation.due.date()).days
            for each in ledger.by_unit[tardy.unit]
            if each.received and each.received > each.obligation.due and each.obligation.name == tardy.what
        ]
        assert tardy.days == max(*days, 1)
        assert tardy.what or tardy.running == running(summary, tardy.unit)
    for name, lines in ledger.by_unit.items():
        form = [one for one in lines if one.obligation.kind is Kind.TASKS] or lines
        over = [one for one in lines if one.obligation.due < ledger.as_of]
        came = any(one.returned and not one.empty for one in form)
        lacking = [
            one
            for one in over
            if (one.status in (Status.PARTIAL, Status.MISSING) and one.obligation.kind is Kind.TASKS and came)
            or (one.status is Status.PARTIAL and one.obligation.kind is Kind.DELIVERABLE)
        ]
        words = dict(found.incomplete).get(name, "")
        assert bool(words) == bool(lacking)
        assert all(str(one.obligation.task or one.obligation.name) in words for one in lacking)


def came_late(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Unit and what of it came late, counted by hand: forms, documents; of who has no form, this period's items."""
    for name, lines in ledger.by_unit.items():
        form = [one for one in lines if one.obligation.kind is Kind.TASKS]
        for one in lines:
            kind, due = one.obligation.kind, one.obligation.due
            if not (one.received and one.received > due and one.status in (Status.LATE, Status.PARTIAL, Status.NIL)):
                continue
            here = ledger.period.opens <= due.date() <= ledger.period.last and one.status is Status.LATE
            if kind is not Kind.QUOTA or (here and not form):
                yield name, one.obligation.name if kind is not Kind.TASKS else ""


def running(made: Summary, name: str) -> int:
    """Counted by hand: for how many periods running a unit's form was late, periods in which it owed none left out."""
    count = 1
    for ledger in reversed([one for one in made.history if one.period.due < made.ledger.period.due]):
        lines = ledger.by_unit.get(name, ())
        form = [one for one in lines if one.obligation.kind is Kind.TASKS] or list(lines)
        owed = [one for one in form if one.status not in (Status.EXEMPT, Status.NOT_DUE)]
        if not owed:
            continue
        if not any(one.received and one.received > one.obligation.due for one in form):
            break
        count += 1
    return count


def test_files_that_wait_and_what_only_a_leader_can_answer_are_all_counted(summary: Summary) -> None:
    ledger, found = summary.ledger, summary.attention
    waiting = [one for one in ledger.files if one.outcome in (Outcome.SET_ASIDE, Outcome.PENDING)]
    assert found.files == len(waiting)
    assert len(found.decisions) == sum(one.kind.asks_leader for one in ledger.findings)
    forwarded = told_ready(summary, "请领导决定")
    assert all(one.unit in forwarded for one in found.decisions)
    assert not any(each.path.rpartition("/")[2] in forwarded for each in ledger.files if each.unit), (
        "no leader opens it"
    )


def told_ready(made: Summary, heading: str) -> str:
    """The sentences of one part that are ready to be forwarded."""
    (part,) = [each for each in said(made) if each.heading.startswith(heading)]
    return "\n".join(one.ready for one in part.items)


def test_page_one_fits_its_paper_and_no_heading_ends_a_page(summary: Summary) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(summary)))
    assert printing.overfull(book["总览"]) == []


def test_page_one_mail_and_phone_page_name_everybody_in_this_order(summary: Summary) -> None:
    words = "".join(Reader(page.page(summary)).words)
    headings = [part.heading for part in said(summary)]
    places = [words.index(heading) for heading in headings]
    assert places == sorted(places)
    assert [heading for heading in headings if heading.startswith(("未报送", "还没有"))] == headings[:1]
    for one in summary.attention.silent:
        assert one.unit in words[: words.index("迟报（")]
    for part in said(summary):
        for item in part.items:
            assert item.text in words
            assert item.ready in words


def test_every_decision_has_a_sentence_that_names_whom_it_is_about(summary: Summary) -> None:
    (decisions,) = [part for part in said(summary) if part.heading == "请领导决定"]
    past = summary.ledger.as_of > summary.ledger.period.due
    forwarded = "".join(one.ready for one in decisions.items)
    assert all(one.ready.endswith("。") for one in decisions.items if not one.text.startswith("另有"))
    assert all(one.unit in forwarded for one in summary.attention.silent) or not past


def history(*statuses: Status) -> Summary:
    """One unit over periods, the last of them June; a late form came a day and a half after its day."""
    ledgers = []
    for month, status in enumerate(statuses, 7 - len(statuses)):
        late = {"received": moment(27, month=month)} if status is Status.LATE else {}
        made = worlds.ledger((line(unit(0).name, status, **late),), as_of=moment(28))
        ledgers.append(replace(made, period=worlds.period(month)))
    return Summary(ledgers[-1], tuple(ledgers[:-1]))


def test_how_many_periods_running_is_counted_back_to_the_first_that_was_in_order() -> None:
    ran = history(Status.MISSING, Status.REPORTED, Status.MISSING, Status.MISSING)
    assert "（连续2期）" in told(ran, "未报送")
    assert "连续" not in told(history(Status.REPORTED, Status.MISSING), "未报送")


def test_a_period_that_is_not_due_yet_is_not_counted_as_missed() -> None:
    ran = history(Status.MISSING, Status.MISSING)
    early = Summary(replace(ran.ledger, as_of=moment(10)), ran.history)
    assert "（上期未报）" in told(early, "还没有报送")


def test_figures_of_the_paper_for_the_office_above_are_told_and_no_heading_stands_without_any(summary: Summary) -> None:
    rows = summary.upward.tasks if summary.upward else ()
    achieved = [part for part in said(summary) if part.heading.startswith("本期做成的")]
    assert bool(achieved) == any(row.counted for row in rows)
    for part in achieved:
        assert all(any(each in one.text for row in rows for each in row.counted) for one in part.items)


def test_what_only_a_leader_can_answer_is_apart_from_what_the_clerk_has_in_hand() -> None:
    found = (
        finding("nobody", "任务1责任单位里的“某某”没有落到任何单位", task=1),
        finding("set_aside", "单位对不上", place="inbox/表.xlsx"),
    )
    made = Summary(replace(worlds.ledger((line(unit(0).name, Status.REPORTED),)), findings=found))
    assert "责任单位没有落到任何单位1件" in told(made, "请领导决定")
    assert "文件待处理1件" in told(made, "等汇总单位核对的")


def test_a_telephone_can_be_tapped_where_the_config_shows_it() -> None:
    made = worlds.ledger((line(unit(0).name, Status.MISSING),))
    campaign = made.plan.campaign
    shown = replace(campaign, mail=replace(campaign.mail, show_phones=True))
    open_page = page.page(Summary(replace(made, plan=replace(made.plan, campaign=shown))))
    assert '<a href="tel:13900000001">13900000001</a>' in open_page
    assert "tel:" not in page.page(Summary(made))
