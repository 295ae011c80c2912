"""Nothing is quadratic: twice the units cost about twice the operations, in every stage. Counted, never timed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from types import FrameType

import pytest

import worlds
from tasklist.ledger import upward
from tasklist.ledger.build import build_ledger, standing_texts
from tasklist.ledger.summary import Summary
from tasklist.model.arrival import Arrival
from tasklist.model.book import Book, Grid
from tasklist.model.plan import Plan
from tasklist.model.returns import Return
from tasklist.returns.context import Context
from tasklist.returns.interpret import interpret
from tasklist.substance.copies import copies
from tasklist.substance.word_lists import DEFAULT_WORDS
from tasklist.views.forms import content
from tasklist.views.master import workbook
from tasklist.views.reports import circular, page

FEW, MANY = 20, 60


def operations(work: Callable[[], object]) -> int:
    """How many calls a piece of work makes, of Python's own functions too."""
    count = 0

    def noted(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(noted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@lru_cache
def plan(units: int, tasks: int = 4) -> Plan:
    made = worlds.plan(units, tasks)
    return replace(made, campaign=replace(made.campaign, quotas=(), deliverables=()))


def answer(unit: int, task: int) -> str:
    """Every fourth unit says the same."""
    if unit % 4 == 0:
        return f"第{task}项工作按照要求组织开展了学习和宣传活动"
    return f"6月{unit % 28 + 1}日组织第{task}项活动{unit + 1}次，参加{unit * 3 + task}人，发放资料{unit * 7 + 5}份。"


@lru_cache
def returns(units: int) -> tuple[Return, ...]:
    made, found, now = plan(units), [], worlds.moment(20)
    context = Context(made)
    for number, unit in enumerate(made.roster.units):
        cells = {(1, 1): f"填报单位：{unit.name}", (1, 4): "报送期：2023年6月"}
        cells |= {(2, column): text for column, text in enumerate(made.task_list.headings, 1)}
        for task in made.task_list.tasks:
            row = (str(task.seq), task.theme, task.detail, task.lead, task.responsible, task.deadline.text)
            cells |= {(2 + task.seq, column): text for column, text in enumerate(row, 1)}
            cells[2 + task.seq, 7] = answer(number, task.seq)
        arrival = Arrival(f"inbox/{unit.name}.xlsx", f"{number:064x}", now, now, 1)
        found.append(interpret(arrival, Book("xlsx", (Grid("任务清单", cells),)), context))
    return tuple(found)


@lru_cache
def summary(units: int) -> Summary:
    ledger = build_ledger(plan(units), worlds.period(), worlds.moment(26), returns(units), DEFAULT_WORDS)
    assert all(line.status.answered for line in ledger.lines)
    return Summary(ledger)


def _interpreted(units: int) -> object:
    returns.cache_clear()
    return returns(units)


def _long_form(tasks: int) -> object:
    """One return of so many tasks, every other row of it blank."""
    made, unit, now = plan(1, tasks), plan(1, tasks).roster.units[0], worlds.moment(20)
    cells = {(1, 1): f"填报单位：{unit.name}", (1, 4): "报送期：2023年6月"}
    cells |= {(2, column): text for column, text in enumerate(made.task_list.headings, 1)}
    for task in made.task_list.tasks:
        cells |= {(2 + task.seq, 1): str(task.seq), (2 + task.seq, 3): task.detail}
        cells |= {(2 + task.seq, 7): answer(task.seq, task.seq)} if task.seq % 2 else {}
    arrival = Arrival(f"inbox/{unit.name}.xlsx", "0" * 64, now, now, 1)
    return interpret(arrival, Book("xlsx", (Grid("任务清单", cells),)), Context(made))


def _joined(units: int) -> object:
    return build_ledger(plan(units), worlds.period(), worlds.moment(26), returns(units), DEFAULT_WORDS)


def _copies(units: int) -> object:
    return copies({str(number): answer(number, 1) for number in range(units)})


def _summed(units: int) -> object:
    fresh = Summary(summary(units).ledger)
    return fresh.now, fresh.matters, fresh.gaps, fresh.owed, fresh.dates, fresh.digest, fresh.gone


def _sheets(units: int) -> object:
    standing = standing_texts(returns(units), plan(units), DEFAULT_WORDS)
    return content.sheets(plan(units), worlds.period(), worlds.moment(26), standing)


STAGES: dict[str, Callable[[int], object]] = {
    "interpret": _interpreted,
    "a long form": _long_form,
    "copies": _copies,
    "join": _joined,
    "sum up": _summed,
    "master": lambda units: workbook.render(Summary(summary(units).ledger)),
    "upward": lambda units: upward.build(summary(units).ledger, DEFAULT_WORDS),
    "circular": lambda units: circular.render(Summary(summary(units).ledger)),
    "page": lambda units: page.page(Summary(summary(units).ledger)),
    "forms": _sheets,
}


@pytest.mark.parametrize("stage", STAGES)
def test_three_times_the_units_cost_no_more_than_three_times_the_operations(stage: str) -> None:
    work = STAGES[stage]
    for units in (FEW, MANY):  # what is remembered between runs is remembered for both
        work(units)
    few, many = operations(lambda: work(FEW)), operations(lambda: work(MANY))
    assert many <= 3.3 * few + 200
