"""The 2022 notice lived day by day: what the ledger counts equals what a slow clerk counts from the raw files."""

from __future__ import annotations

import io
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import openpyxl
import pytest

from campaign_2022 import (
    CLOSED,
    CLOSES,
    DOCUMENTS,
    DUE,
    HOME,
    ISSUED,
    LAST,
    LIST,
    NEEDED,
    NEWCOMER,
    ONE_DAY,
    OPENS,
    WAIVERS,
    Sent,
    due_of,
    end,
    moment,
    returned,
    stream,
)
from slow_clerk import Clerk, Row, rates
from tasklist.config import roster, task_list
from tasklist.config.campaign import campaign_of
from tasklist.config.holidays import calendar_of
from tasklist.config.yaml_file import read_settings
from tasklist.ledger.build import build_ledger
from tasklist.ledger.pivot import counted
from tasklist.ledger.statistics import figures
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Colour, Ledger, Status
from tasklist.model.plan import Plan
from tasklist.model.returns import Outcome, Return
from tasklist.plan import obligations, periods
from tasklist.substance import judge as substance
from tasklist.substance.progress_text import Surroundings
from tasklist.substance.word_lists import DEFAULT_WORDS
from tasklist.views.master.workbook import render


@pytest.fixture(scope="module")
def made() -> Plan:
    """The example's own settings, with a unit that opens, one that closes, exemptions and an extension."""
    settings = read_settings(HOME)
    units = roster.load(settings.roster)
    dated = {NEWCOMER: {"opens": OPENS}, CLOSED: {"closes": CLOSES}}
    units = replace(units, units=tuple(replace(unit, **dated.get(unit.name, {})) for unit in units.units))
    calendar = calendar_of(settings, HOME)
    campaign = replace(campaign_of(settings, units, calendar), waivers=WAIVERS)
    tasks = task_list.load(LIST, LIST.name, campaign.issued_on, calendar)
    return obligations.build_plan(campaign, units, tasks)


@pytest.fixture(scope="module")
def dropped(made: Plan) -> tuple[Sent, ...]:
    return stream(made)


@pytest.fixture(scope="module")
def read(made: Plan, dropped: tuple[Sent, ...]) -> tuple[Return, ...]:
    return tuple(returned(sent, made) for sent in dropped)


@pytest.fixture(autouse=True, scope="module")
def judged_once() -> Iterator[None]:
    """A text in the same surroundings has the same verdict, so a day need not judge again what the day before did."""
    judge = substance.judge
    known: dict[object, Any] = {}

    def once(text: str, context: Surroundings) -> Any:
        key = (text, context.task_text, context.last, context.peers, context.others, context.above, context.due_passed)
        if key not in known:
            known[key] = judge(text, context)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(substance, "judge", once)
        yield


def ledger_of(made: Plan, read: tuple[Return, ...], now: datetime) -> Ledger:
    """The ledger as a run at `now` would build it."""
    period = periods.period_at(made.campaign, now.date())
    return build_ledger(made, period, now, [each for each in read if each.arrival.received <= now], DEFAULT_WORDS)


def compare(table: Ledger, clerk: Clerk) -> None:
    """Every number of the ledger against the clerk's."""
    rows, now = clerk.rows, figures(table)
    lines = {(each.obligation.unit, each.obligation.label): each for each in table.lines}
    for row, line in zip(rows, table.lines, strict=True):
        owed = line.obligation
        what = str(owed.task) if owed.task else owed.name
        assert (owed.unit, what, owed.span, owed.due) == (row.unit, row.what, row.span, row.due), row
        assert (line.status, line.returned, line.received) == (row.status, row.returned, row.first), row
        if row.kind == "task":
            assert line.light.colour is row.colour, (row, line.time, line.content)
        if row.kind == "quota" and row.status is not Status.EXEMPT:
            told = f"应报{NEEDED[row.what]}条，收到{row.count}条" + (
                f"，其中补报{row.made_up}条" if row.made_up else ""
            )
            assert line.content.sentence == told
    assert len(lines) == len(rows)
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, []).append(row)
    assert now.total == clerk.tally("合计", rows)
    assert now.units == tuple(clerk.tally(unit, some) for unit, some in by_unit.items())
    groups = {unit.name: unit.groups for unit in clerk.made.roster.units}
    assert now.groups == tuple(
        clerk.tally(group, [row for row in rows if group in groups[row.unit]])
        for group in ("委直属单位", "委注册医疗机构", "委机关科室")
    )
    tasks = {str(task): [row for row in rows if (row.kind, row.what) == ("task", str(task))] for task in range(1, 6)}
    assert now.tasks == tuple(clerk.tally(task, some) for task, some in tasks.items())
    assert now.lights == tuple(
        tuple(len([row for row in some if row.colour is colour]) for colour in Colour) for some in tasks.values()
    )
    compare_units(now, by_unit)
    compare_rates(now, rows)
    compare_counts(table, rows)
    outcomes, cells = clerk.files()
    assert now.files == outcomes
    assert now.other_files == len(clerk.known) - sum(outcomes.values())
    got = now.cells
    assert (got.seen, got.merged, got.template, got.superseded, got.unplaced) == cells


def compare_units(now: Any, by_unit: dict[str, list[Row]]) -> None:
    tasks_of = {unit: [row for row in rows if row.kind == "task"] for unit, rows in by_unit.items()}
    came = [unit for unit, rows in tasks_of.items() if any(row.returned and not row.empty for row in rows)]
    mute = tuple(unit for unit, rows in tasks_of.items() if any(row.empty for row in rows))
    assert now.expected == tuple(by_unit)
    assert now.returned == tuple(came)
    assert now.empty == mute
    silent = [unit for unit in by_unit if unit not in (*came, *mute)]
    owing = {unit for unit in silent if any(row.status is Status.MISSING for row in tasks_of[unit])}
    assert now.missing == tuple(unit for unit in silent if unit in owing)
    assert now.not_due == tuple(unit for unit in silent if unit not in owing)
    assert now.on_time == tuple(
        unit
        for unit in came
        if not any(row.first and row.first > row.due for row in by_unit[unit] if row.kind == "task")
    )
    assert now.blank == tuple(unit for unit, rows in by_unit.items() if any(row.blank for row in rows))
    assert now.doubtful == tuple(unit for unit, rows in by_unit.items() if any(row.doubtful for row in rows))


def compare_rates(now: Any, rows: list[Row]) -> None:
    expected = rates(rows)
    total = now.total
    assert [total.reporting_rate, total.timely_rate, total.complete_rate, total.sound_rate] == expected
    assert all(rate is None or 0 <= rate <= 1 for rate in expected)


def compare_counts(table: Ledger, rows: list[Row]) -> None:
    """频次台账: unit × window, with totals."""
    for quota in NEEDED:
        some = [row for row in rows if row.what == quota]
        lines = [line for line in table.lines if line.obligation.name == quota]
        if not some:
            assert not lines
            continue
        pivot = counted(lines)
        by_hand = {(row.unit, row.span): row.count for row in some}
        for unit, cells in zip(pivot.rows, pivot.cells, strict=True):
            assert cells == tuple(by_hand.get((unit, span)) for span in pivot.columns)
        assert sum(pivot.row_totals) == sum(pivot.column_totals) == sum(by_hand.values())


def days(month: int) -> list[date]:
    first = max(ISSUED, date(2022, month, 1))
    return [first + timedelta(days=n) for n in range(monthrange(2022, month)[1] - first.day + 1)]


@pytest.mark.parametrize("month", DUE)
def test_on_every_day_every_figure_equals_the_slow_count(
    made: Plan, dropped: tuple[Sent, ...], read: tuple[Return, ...], month: int
) -> None:
    for day in days(month):
        now = end(day)
        compare(ledger_of(made, read, now), Clerk(made, dropped, now))


@cache
def edges() -> tuple[datetime, ...]:
    """Just before and just after each due moment, and the mornings a unit comes or goes."""
    dues = [due_of(month) for month in DUE] + [end(day) for day in DOCUMENTS.values()]
    near = [due + timedelta(seconds=n) for due in dues for n in (-1, 1)]
    return (*near, *(moment(day, 0) for day in (OPENS, CLOSES, CLOSES + ONE_DAY, LAST)))


def test_around_every_due_moment_every_figure_equals_the_slow_count(
    made: Plan, dropped: tuple[Sent, ...], read: tuple[Return, ...]
) -> None:
    for now in edges():
        if now.year == 2022:
            compare(ledger_of(made, read, now), Clerk(made, dropped, now))


@pytest.mark.parametrize("day", [date(2022, 6, 21), date(2022, 9, 1), LAST], ids=str)
def test_the_written_sheets_show_the_slow_count(
    made: Plan, dropped: tuple[Sent, ...], read: tuple[Return, ...], day: date
) -> None:
    clerk = Clerk(made, dropped, end(day))
    book = openpyxl.load_workbook(io.BytesIO(render(Summary(ledger_of(made, read, clerk.now)))))
    sheets = {name: list(book[name].iter_rows(values_only=True)) for name in ("报送情况", "频次台账")}
    by_unit = {unit: [row for row in clerk.rows if row.unit == unit] for unit in {row.unit: 0 for row in clerk.rows}}
    compare_matrix(sheets["报送情况"], clerk, by_unit)
    compare_windows(sheets["频次台账"], clerk)


def compare_matrix(written: list[tuple[Any, ...]], clerk: Clerk, by_unit: dict[str, list[Row]]) -> None:
    """报送情况: each unit's numbers and rates as they stand in the workbook."""
    at = next(place for place, row in enumerate(written) if row[0] == "单位")
    for unit, row in zip(by_unit, written[at + 1 :], strict=False):
        shown = dict(zip(written[at], row, strict=True))
        tally = clerk.tally(unit, by_unit[unit])
        assert (shown["单位"], shown["应报"]) == (unit, len(by_unit[unit]))
        assert tuple(shown[status.label] for status in Status) == tally.counts
        shares = [shown[word] for word in ("报送率", "及时率", "完整率", "有效率")]
        assert shares == ["—" if rate is None else pytest.approx(rate) for rate in rates(by_unit[unit])]


def compare_windows(written: list[tuple[Any, ...]], clerk: Clerk) -> None:
    """频次台账: the count of every unit and window as it stands in the workbook, each exactly once."""
    seen: dict[tuple[str, str, str], str] = {}
    quota, spans = "", ()
    for row in written:
        first = str(row[0] or "")
        if first == "计入的每一件":
            break
        quota = next((name for name in NEEDED if first.startswith(f"{name}（")), quota)
        if first == "单位":
            spans = row[1 : row.index("合计")]
        elif first in {unit.name for unit in clerk.made.roster.units}:
            seen |= {(first, quota, span): str(value) for span, value in zip(spans, row[1:], strict=False) if value}
    owed = [row for row in clerk.rows if row.kind == "quota"]
    expected = {(row.unit, row.what, heading(row.span)): str(row.count) for row in owed}
    for status, word in ((Status.NOT_DUE, "—"), (Status.EXEMPT, "免报")):
        some = (row for row in owed if row.status is status and (word == "免报" or not row.count))
        expected |= {(row.unit, row.what, heading(row.span)): word for row in some}
    assert seen == expected


def heading(span: str) -> str:
    """2022-W16, 2022-05 and 2022 as the workbook heads their columns."""
    year, _, place = span.partition("-")
    if not place.startswith("W"):
        return f"{year}年{int(place)}月" if place else f"{year}年"
    first = date.fromisocalendar(int(year), int(place[1:]), 1)
    last = first + timedelta(days=6)
    return f"{first.month}月{first.day}日—{f'{last.month}月' * (last.month != first.month)}{last.day}日"


def test_every_status_and_every_way_of_arriving_occurs_in_the_year(made: Plan, dropped: tuple[Sent, ...]) -> None:
    clerk = Clerk(made, dropped, end(LAST))
    assert {row.status for row in clerk.rows} == set(Status) - {Status.PENDING}  # nothing waits for a person here
    assert {Outcome.MERGED, Outcome.SUPERSEDED, Outcome.DUPLICATE} <= {
        outcome for month in range(1, 13) for outcome, n in clerk.files(month)[0].items() if n
    }
    assert any(row.made_up for row in clerk.rows)
    assert any(row.count > NEEDED[row.what] for row in clerk.rows if row.kind == "quota")


def test_the_order_in_which_the_files_lie_there_changes_nothing(made: Plan, read: tuple[Return, ...]) -> None:
    now = end(date(2022, 7, 3))
    assert ledger_of(made, read[::-1], now) == ledger_of(made, read, now)


def test_a_unit_that_sends_nothing_lowers_the_rate(made: Plan, read: tuple[Return, ...]) -> None:
    silent = replace(made.roster.units[0], name="广元市新设医院", aliases=())
    deliverables = tuple(replace(each, units=(*each.units, silent.name)) for each in made.campaign.deliverables)
    more = obligations.build_plan(
        replace(made.campaign, deliverables=deliverables),
        replace(made.roster, units=(*made.roster.units, silent)),
        made.task_list,
    )
    for month in DUE:
        now = due_of(month) + timedelta(seconds=1)
        before, after = (figures(ledger_of(each, read, now)).total for each in (made, more))
        assert after.expected > before.expected
        for rate in ("reporting_rate", "timely_rate"):
            assert 0 < getattr(after, rate) < getattr(before, rate) <= 1
