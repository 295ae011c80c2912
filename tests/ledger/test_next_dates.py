"""What falls due next: nearest first, one line a day, an extension with its unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import worlds
from tasklist.ledger.next_dates import next_dates
from tasklist.model.ledger import Ledger, Line, Status
from tasklist.model.plan import Phase
from tasklist.model.tasks import Deadline
from worlds import line, unit


def dates(ledger: Ledger) -> list[str]:
    return [f"{day.year}年{day.month}月{day.day}日：{'、'.join(names)}" for day, names in next_dates(ledger)]


def test_what_falls_due_next_is_told_nearest_first() -> None:
    made = worlds.ledger((line(unit(0).name, Status.NOT_DUE),), as_of=worlds.moment(20))
    assert dates(made) == ["2023年6月25日：2023年6月任务进展"]


def test_an_extension_is_told_with_its_unit_and_what_it_is_for() -> None:
    def later(name: str, seq: int) -> Line:
        made = line(name, Status.NOT_DUE, seq)
        owed = replace(made.obligation, due=worlds.moment(15, month=7), extended="报告收悉")
        return replace(made, obligation=owed)

    lines = (line(unit(0).name, Status.REPORTED), later(unit(1).name, 1), later(unit(1).name, 2))
    many = tuple(later(unit(place).name, 3) for place in range(2, 7))
    assert dates(worlds.ledger(lines, worlds.plan(7, 3)))[0] == (
        f"2023年7月15日：2023年6月任务进展（{unit(1).name}延期的任务1、2）"
    )
    (told,) = [text for text in dates(worlds.ledger(many, worlds.plan(7, 3))) if "7月15日" in text]
    assert told.count("延期的任务3") == 3 and told.endswith("等5家）")


def test_the_near_date_of_a_task_itself_is_told_when_it_is_charged_to_someone() -> None:
    days = {1: date(2023, 6, 30), 2: date(2023, 6, 27), 3: date(2023, 12, 20), 4: date(2023, 6, 30)}
    base = worlds.plan(2, 4)
    tasks = tuple(replace(one, deadline=Deadline("", (days[one.seq],))) for one in base.task_list.tasks)
    made = replace(base, task_list=replace(base.task_list, tasks=tasks))
    owed = tuple(line(unit(0).name, Status.REPORTED, seq) for seq in (1, 2, 3))
    free = line(unit(0).name, Status.EXEMPT, 4)
    assert dates(worlds.ledger((*owed, free), made))[0] == "2023年6月30日：任务1完成时限"
    assert dates(worlds.ledger((*owed, free), made))[1:] == ["2023年7月25日：2023年7月任务进展"]


def test_a_stage_of_the_campaign_is_called_a_stage_once() -> None:
    made = worlds.ledger((line(unit(0).name, Status.REPORTED),))
    phases = (Phase("部署", date(2023, 7, 1)), Phase("推进阶段", date(2023, 7, 2)))
    campaign = replace(made.plan.campaign, phases=phases)
    told = dates(replace(made, plan=replace(made.plan, campaign=campaign)))
    assert told[:2] == ["2023年7月1日：部署阶段结束", "2023年7月2日：推进阶段结束"]


def test_after_a_period_is_due_the_next_one_is_told() -> None:
    made = worlds.ledger((line(unit(0).name, Status.REPORTED),))
    assert dates(made) == ["2023年7月25日：2023年7月任务进展"]
    assert dates(replace(made, as_of=worlds.moment(20))) == []
