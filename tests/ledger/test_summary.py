"""The one report value: every part is worked out once, and says what the ledger says."""

from __future__ import annotations

from dataclasses import fields, replace

import worlds
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Status
from tasklist.model.plan import Kind
from tasklist.model.settings import Job
from worlds import line, moment, unit

PARTS = [name for name, part in vars(Summary).items() if hasattr(part, "attrname")]


def test_every_part_is_worked_out_once() -> None:
    made = Summary(worlds.world(4, 3), (worlds.world(4, 3, month=5),))
    assert {"now", "gaps", "matters", "trend", "calls"} < set(PARTS)
    assert all(getattr(made, name) is getattr(made, name) for name in PARTS)
    assert [each.name for each in fields(made)] == ["ledger", "history", "upward"]


def test_the_five_figures_stand_beside_those_of_the_last_period() -> None:
    name = unit(0).name
    now, may = (worlds.ledger((line(name, status),)) for status in (Status.REPORTED, Status.MISSING))
    assert [card.change for card in Summary(now, (may,)).cards] == ["持平", "▲1", "▲1", "持平", "持平"]
    assert {card.change for card in Summary(now).cards} == {"—"}


def test_the_trend_ends_with_this_period() -> None:
    made = Summary(worlds.world(4, 3), (worlds.world(4, 3, month=4), worlds.world(4, 3, month=5)))
    assert [one.name for one in made.trend] == ["2023年4月", "2023年5月", "2023年6月"]
    assert made.trend[-1].counts == made.now.total.counts


def test_soon_reaches_as_far_as_the_earliest_reminder_of_the_schedule() -> None:
    made = worlds.ledger((line(unit(0).name, Status.NOT_DUE),), as_of=moment(10))
    assert Summary(made).gaps == ()
    campaign = replace(made.plan.campaign, schedule=(Job("remind", before_due=20),))
    (gap,) = Summary(replace(made, plan=replace(made.plan, campaign=campaign))).gaps
    assert (gap.unit.name, len(gap.soon)) == (unit(0).name, 1)


def test_only_those_with_something_overdue_are_called_and_who_owes_most_comes_first() -> None:
    few, many = unit(0).name, unit(1).name
    soon = line(unit(2).name, Status.NOT_DUE)
    soon = replace(soon, obligation=replace(soon.obligation, due=moment(29)))
    lines = (line(few, Status.MISSING), line(many, Status.MISSING), line(many, Status.PARTIAL, 2), soon)
    made = Summary(worlds.ledger(lines, worlds.plan(3, 2)))
    assert [gap.unit.name for gap in made.gaps] == [few, many, unit(2).name]
    assert [gap.unit.name for gap in made.calls] == [many, few]


def test_blanks_and_doubts_name_the_tasks() -> None:
    made = worlds.world()
    said = Summary(made)
    assert sum(map(len, said.blanks.values())) == said.now.total.blank
    assert sum(map(len, said.doubts.values())) == said.now.total.doubtful
    assert tuple(said.blanks) == said.now.blank


def test_everything_owed_is_crossed_with_the_units_that_owe_it() -> None:
    made = Summary(worlds.world(6, 3))
    assert [one.kind for one in made.owed] == sorted((one.kind for one in made.owed), key=tuple(Kind).index)
    assert sum(one.answered for one in made.owed) == made.now.total.answered
    news = made.owed[-1]
    for name, one in news.units.items():
        lines = [each for each in made.ledger.by_unit[name] if each.obligation.kind is Kind.QUOTA]
        short = sum(max(2 - len(each.entries), 0) for each in lines)
        assert (one.counted, one.wanted) == (4 - short, 4)


def test_the_worst_of_several_windows_is_the_standing_of_a_quota() -> None:
    owed = replace(line("甲", Status.LATE).obligation, kind=Kind.QUOTA, name="信息", task=None, at_least=1)
    lines = tuple(
        replace(line("甲", status), obligation=replace(owed, span=f"2023-0{month}"))
        for month, status in enumerate((Status.REPORTED, Status.LATE, Status.NOT_DUE), 1)
    )
    (one,) = Summary(worlds.ledger(lines)).owed
    assert (one.units["甲"].status, one.units["甲"].wanted) == (Status.LATE, 2)
