"""What only a person can settle about the files that came: one question each, the most urgent first.

A question is known by what it asks and of which bytes, so that an answer once given is not asked for again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from tasklist.model.finding import Finding
from tasklist.model.ledger import Ledger
from tasklist.model.plan import Kind, Plan
from tasklist.model.question import ATTACHED, DROPPED, Decision, Doubt, Question
from tasklist.model.returns import Outcome, Return
from tasklist.plan import periods
from tasklist.text.moments import moment

PERIODS = 12  # earlier periods offered as answers
_FIT = frozenset({"set_aside", "unsupported"})  # what waits so can still be one of the things owed
_ADVICE = {
    Doubt.UNIT: "打开原件核对，在“决定”一栏选它所属的单位；不该收的选“不采用”",
    Doubt.PERIOD: "打开原件核对，在“决定”一栏选它所属的报送期；不该收的选“不采用”",
    Doubt.RECEIVED: "核对单位是哪天送来的，在“决定”一栏选，或写成 2023-06-24 16:00 的样子",
}


def questions(returns: Sequence[Return], plan: Plan, as_of: datetime) -> tuple[Question, ...]:
    """Every open question of the campaign. `returns`: all of them, duplicates already found (any order)."""
    asked = sorted((pair for each in returns for pair in _about(each, plan, as_of)), key=lambda pair: pair[0])
    first: dict[str, Question] = {}
    for _, one in asked:
        first.setdefault(one.key, one)
    return tuple(first.values())


def standing(decisions: Sequence[Decision], returns: Sequence[Return]) -> tuple[Decision, ...]:
    """The decisions about files that are here, each told of the place its file stands at now."""
    places = {each.arrival.sha256: each.arrival.place() for each in returns}
    return tuple(
        replace(one, question=replace(one.question, place=places[one.question.sha256]))
        for one in decisions
        if one.question.sha256 in places
    )


def effect(ledger: Ledger, decision: Decision) -> str:
    """What became of the file a decision is about, in Chinese."""
    record = next((each for each in ledger.files if each.sha256 == decision.question.sha256), None)
    if record is None:
        return "文件已不在收件夹"
    if any(one.key == decision.key for one in ledger.questions):
        return f"没有起作用：{record.reason}"
    told = [record.outcome.label, record.unit, record.period, record.reason]
    if decision.question.doubt is Doubt.RECEIVED:
        told.insert(0, f"按 {moment(record.received)} 收到算")
    return "，".join(filter(None, told))


def _about(one: Return, plan: Plan, as_of: datetime) -> Iterator[tuple[tuple[int, datetime, str], Question]]:
    if one.arrival.replaced or not one.arrival.sha256 or one.archive:
        return
    made = None
    if one.outcome is Outcome.SET_ASIDE and one.question:
        made = _whose(one, one.question, plan, as_of)
    elif one.outcome is Outcome.MERGED and one.arrival.receipt.doubt and _matters(one, plan):
        made = _when(one)
    if made:
        yield (tuple(Doubt).index(made.doubt), one.arrival.received, one.arrival.path), made


def _whose(one: Return, asked: Finding, plan: Plan, as_of: datetime) -> Question:
    claimants: tuple[str, ...] = ()
    options: tuple[str, ...] = (ATTACHED,) if one.unit else ()
    if one.doubt is Doubt.UNIT:
        claimants, options = one.claimants, tuple(unit.name for unit in plan.roster.units)
    elif one.doubt is Doubt.PERIOD:
        known = periods.up_to(plan.campaign, plan.campaign.day(as_of))[-PERIODS:]
        claimants, options = one.spans, tuple(period.id for period in reversed(known))
    elif one.kind is None and asked.code in _FIT:
        claimants = _owed(plan, one.unit)
    return Question(
        one.doubt.of(one.arrival.sha256),
        one.doubt,
        one.arrival.place(),
        one.reason,
        _ADVICE.get(one.doubt) or f"{asked.todo}；或在“决定”一栏选一个",
        claimants,
        tuple(dict.fromkeys((*claimants, *options, DROPPED))),
    )


def _owed(plan: Plan, unit: str) -> tuple[str, ...]:
    """The documents and counted items a unit owes."""
    campaign = plan.campaign
    documents = (each.name for each in campaign.deliverables if unit in each.units)
    return (*documents, *(each.name for each in campaign.quotas if unit in each.units))


def _matters(one: Return, plan: Plan) -> bool:
    """Would the file be in time by one of the moments it may have come at, and late by the other?"""
    period = periods.by_id(plan.campaign, one.period)
    if one.kind is not Kind.TASKS or period is None:
        return True
    earliest = one.arrival.receipt.earliest
    return one.arrival.received > period.due and (earliest is None or earliest <= period.due)


def _when(one: Return) -> Question:
    arrival, receipt = one.arrival, one.arrival.receipt
    options = tuple(dict.fromkeys(moment(each) for each in (receipt.earliest, arrival.received) if each))
    return Question(
        Doubt.RECEIVED.of(arrival.sha256),
        Doubt.RECEIVED,
        arrival.place(),
        receipt.doubt,
        _ADVICE[Doubt.RECEIVED],
        (),
        options,
        receipt.after,
        receipt.seen or arrival.received,
    )
