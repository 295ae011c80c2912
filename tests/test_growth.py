"""Nothing is quadratic in units, tasks, files or periods: three times as many cost three times the operations, in every
stage. Counted, never timed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from types import FrameType

import pytest

import worlds
from tasklist.ledger import upward
from tasklist.ledger.build import build_ledger, standing_texts
from tasklist.ledger.summary import Summary
from tasklist.model.arrival import Arrival
from tasklist.model.book import Book, Grid
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Plan
from tasklist.model.returns import Return
from tasklist.model.roster import Unit
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


def form(made: Plan, unit: Unit, number: int = 0, *, month: str = "2023年6月", name: str = "") -> Return:
    """The form of a unit, filled in with the answers of a number, as it was read."""
    now, file = worlds.moment(20), name or unit.name
    cells = {(1, 1): f"填报单位：{unit.name}", (1, 4): f"报送期：{month}"}
    cells |= {(2, column): text for column, text in enumerate(made.task_list.headings, 1)}
    for task in made.task_list.tasks:
        row = (str(task.seq), task.theme, task.detail, task.lead, task.responsible, task.deadline.text)
        cells |= {(2 + task.seq, column): text for column, text in enumerate(row, 1)}
        cells[2 + task.seq, 7] = answer(number, task.seq)
    arrival = Arrival(f"inbox/{file}.xlsx", sha256(file.encode()).hexdigest(), now, now, 1)
    return interpret(arrival, Book("xlsx", (Grid("任务清单", cells),)), Context(made))


@lru_cache
def returns(units: int) -> tuple[Return, ...]:
    made = plan(units)
    return tuple(form(made, unit, number) for number, unit in enumerate(made.roster.units))


@lru_cache
def versions(files: int) -> tuple[Return, ...]:
    """One unit's form, so many times, and never twice the same."""
    made = plan(1)
    return tuple(form(made, made.roster.units[0], 4 * number + 1, name=f"第{number}次") for number in range(files))


@lru_cache
def months(count: int) -> tuple[Return, ...]:
    """One unit's forms of so many months."""
    made, names = plan(1), [f"{2023 + (5 + past) // 12}年{(5 + past) % 12 + 1}月" for past in range(count)]
    return tuple(form(made, made.roster.units[0], number, month=name, name=name) for number, name in enumerate(names))


def joined(made: Plan, came: Sequence[Return]) -> Ledger:
    return build_ledger(made, worlds.period(), worlds.moment(26), came, DEFAULT_WORDS)


@lru_cache
def summary(units: int) -> Summary:
    ledger = joined(plan(units), returns(units))
    assert all(line.status.answered for line in ledger.lines)
    return Summary(ledger)


def _interpreted(units: int) -> object:
    returns.cache_clear()
    return returns(units)


def _long_form(tasks: int) -> Return:
    """One return of so many tasks, every other row of it blank."""
    made, unit, now = plan(1, tasks), plan(1, tasks).roster.units[0], worlds.moment(20)
    cells = {(1, 1): f"填报单位：{unit.name}", (1, 4): "报送期：2023年6月"}
    cells |= {(2, column): text for column, text in enumerate(made.task_list.headings, 1)}
    for task in made.task_list.tasks:
        cells |= {(2 + task.seq, 1): str(task.seq), (2 + task.seq, 3): task.detail}
        cells |= {(2 + task.seq, 7): answer(task.seq, task.seq)} if task.seq % 2 else {}
    arrival = Arrival(f"inbox/{unit.name}.xlsx", "0" * 64, now, now, 1)
    return interpret(arrival, Book("xlsx", (Grid("任务清单", cells),)), Context(made))


@lru_cache
def long_list(tasks: int) -> Summary:
    """One unit that owes so many tasks and has answered every other."""
    return Summary(joined(plan(1, tasks), (_long_form(tasks),)))


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
    "join": lambda units: joined(plan(units), returns(units)),
    "join a long list": lambda tasks: joined(plan(1, tasks), (_long_form(tasks),)),
    "join versions of a file": lambda files: joined(plan(1), versions(files)),
    "join one of many periods": lambda count: joined(plan(1), months(count)),
    "what stands of many periods": lambda count: standing_texts(months(count), plan(1), DEFAULT_WORDS),
    "sum up": _summed,
    "master": lambda units: workbook.render(Summary(summary(units).ledger)),
    "upward": lambda units: upward.build(summary(units).ledger, DEFAULT_WORDS),
    "master of a long list": lambda tasks: workbook.render(Summary(long_list(tasks).ledger)),
    "upward of a long list": lambda tasks: upward.build(long_list(tasks).ledger, DEFAULT_WORDS),
    "circular": lambda units: circular.render(Summary(summary(units).ledger)),
    "page": lambda units: page.page(Summary(summary(units).ledger)),
    "forms": _sheets,
}


@pytest.mark.parametrize("stage", STAGES)
def test_three_times_as_many_cost_no_more_than_three_times_the_operations(stage: str) -> None:
    work = STAGES[stage]
    for size in (FEW, MANY):  # what is remembered between runs is remembered for both
        work(size)
    few, many = operations(lambda: work(FEW)), operations(lambda: work(MANY))
    assert many <= 3.3 * few + 200
