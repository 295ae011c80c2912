"""What only a person can settle about the files that came and what found no place in them.

A question is known by what it asks and of which bytes or words, so that an answer once given is not asked for again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

from tasklist.ledger import stray_questions
from tasklist.model.finding import Finding
from tasklist.model.plan import Kind, Plan
from tasklist.model.question import (
    AS_ANSWER,
    AS_USUAL,
    ATTACHED,
    BY_NUMBER,
    DROPPED,
    EACH_ITS_OWN,
    IN_PLACE,
    NIL_REPORT,
    PART_BY_PART,
    ROW_BY_ROW,
    Decision,
    Doubt,
    Question,
)
from tasklist.model.returns import Outcome, Return, Stray
from tasklist.model.told import Tells
from tasklist.plan import periods
from tasklist.text.moments import moment

Told = Collection[tuple[object, str]]
_BOOK = "待办.xlsx"
PERIODS = 12  # earlier periods offered as answers
_FIT = frozenset({"set_aside", "unsupported"})  # what waits so can still be one of the things owed
_ADVICE = {
    Doubt.UNIT: "打开原件核对，在“决定”一栏选它所属的单位；不该收的选“不采用”",
    Doubt.PART: "打开原件看这一张表，在“决定”一栏选它所属的单位；这张表不该收的选“不采用”",
    Doubt.PERIOD: "打开原件核对，在“决定”一栏选它所属的报送期；不该收的选“不采用”",
    Doubt.NUMBERS: f"打开原件对着任务清单看：序号就是清单上的序号的，在“决定”一栏选“{BY_NUMBER}”；是单位自己编的，选"
    f"“{ROW_BY_ROW}”，下次汇总逐行列出来选；要单位补上任务文字重报的选“{DROPPED}”",
    Doubt.FILE: "打开原件看一眼，在“决定”一栏选它是什么；不需要的选“不采用”",
    Doubt.RECEIVED: "核对单位是哪天送来的，在“决定”一栏选，或写成 2023-06-24 16:00 的样子",
}

_OF_WORK = (
    f"打开原件看一眼：写的是几项任务的进展，在“决定”一栏选“{PART_BY_PART}”，下次汇总一段一段列出来选；都是一项的，选那一项“{AS_ANSWER}”；"
    f"只是佐证的，选是哪一项的佐证；不算填报的选“{ATTACHED}”，不需要的选“{DROPPED}”"
)
_OF_VOID = f"先问清单位：确是作废的，在“决定”一栏选“{DROPPED}”；仍要用它的选“{AS_USUAL}”"
_APART = f"；几家的放在一份文件里的选“{EACH_ITS_OWN}”，看到的情况里写明像谁的表就算谁的"


def questions(returns: Sequence[Return], plan: Plan, as_of: datetime, told: Told = frozenset()) -> tuple[Question, ...]:
    """Every open question about files. `returns`: all of the campaign, duplicates already found (any order). `told`:
    what was answered with which text, so that a sheet kept from another period, whose answers came long ago, is not
    asked about.
    """
    texts = stray_questions.texts_answered(returns)
    found = (pair for each in returns for pair in _about(each, plan, as_of, told, texts))
    asked = sorted(found, key=lambda pair: pair[0])
    return by_urgency(one for _, one in asked)


def by_urgency(asked: Iterable[Question]) -> tuple[Question, ...]:
    """The questions, each once, the most urgent kinds first; in a kind as they come."""
    first: dict[str, Question] = {}
    for one in asked:
        known = first.setdefault(one.key, one)
        if one.place not in known.places:  # the same words again, in another version
            first[one.key] = replace(known, also=(*known.also, one.place))
    return tuple(sorted(first.values(), key=lambda one: tuple(Doubt).index(one.doubt)))


def standing(decisions: Sequence[Decision], returns: Sequence[Return]) -> tuple[Decision, ...]:
    """The decisions about files that are here, each told of the place its file stands at now, and all about words."""
    places = {each.arrival.sha256: each.arrival.place() for each in returns}
    return tuple(
        replace(one, question=replace(one.question, place=places[one.question.sha256])) if one.question.sha256 else one
        for one in decisions
        if not one.question.sha256 or one.question.sha256 in places
    )


def _about(
    one: Return, plan: Plan, as_of: datetime, told: Told, texts: stray_questions.Texts
) -> Iterator[tuple[tuple[int, datetime, str], Question]]:
    if one.arrival.replaced or not one.arrival.sha256 or one.archive:
        return
    made: list[Question] = []
    if one.outcome is Outcome.SET_ASIDE and one.question:
        strange = _strange_sheets(one)
        made += [_whose(one, one.question, plan, as_of)] if len(strange) < max(len(one.sheets), 1) else []
        made += [_of_sheet(one, sheet, likely, plan) for sheet, likely in strange]
    elif one.outcome is Outcome.MERGED:
        made += [_when(one, plan)] if one.arrival.receipt.doubt and matters(one, plan) else []
        made += [stray_questions.question(stray, plan, texts) for stray in one.strays if not _told_before(stray, told)]
    for question in made:
        yield (tuple(Doubt).index(question.doubt), one.arrival.received, one.arrival.path), question


def _told_before(stray: Stray, told: Told) -> bool:
    """Is it a sheet kept from an earlier report, all of it as it was handed in then?"""
    return stray.doubt is Doubt.SHEET and all((entry.key, entry.text.strip()) in told for entry in stray.entries)


def _whose(one: Return, asked: Finding, plan: Plan, as_of: datetime) -> Question:
    claimants: tuple[str, ...] = ()
    options: tuple[str, ...] = (ATTACHED,) if one.unit else ()
    if one.doubt is Doubt.UNIT:
        claimants, options = one.claimants, tuple(unit.name for unit in plan.roster.units)
        options = (EACH_ITS_OWN, *options) if one.apart else options
    elif one.doubt is Doubt.PERIOD:
        known = periods.up_to(plan.campaign, plan.campaign.day(as_of))[-PERIODS:]
        claimants = tuple(each for each in one.spans if not periods.is_before(plan.campaign, each))
        options = tuple(period.id for period in reversed(known) if not periods.is_before(plan.campaign, period.id))
    elif one.doubt is Doubt.ROWS:
        claimants, options = one.cures, (IN_PLACE,)
    elif one.doubt is Doubt.NUMBERS:
        claimants, options = (BY_NUMBER,), (ROW_BY_ROW,)
    elif one.cures:
        claimants, options = (DROPPED,), one.cures
    elif one.kind is None and asked.code in _FIT:
        claimants = _owed(plan, one.unit)
        options = tuple(_of_a_whole_file(plan, one)) if one.unit else ()
    return Question(
        one.doubt.of(one.arrival.sha256),
        one.doubt,
        one.arrival.place(),
        one.reason,
        _advice(one, asked, options),
        claimants,
        tuple(dict.fromkeys((*claimants, *options, DROPPED))),
        unit=one.unit,
    )


def _strange_sheets(one: Return) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sheets that are each asked about by themselves: like nobody's, or like several units', beside others."""
    return tuple((sheet, likely) for sheet, likely in one.sheets if len(likely) != 1)


def _of_sheet(one: Return, sheet: str, likely: tuple[str, ...], plan: Plan) -> Question:
    seems = f"说不准是哪个单位的，可能是{'或'.join(likely)}的" if likely else "没有写是哪个单位的，名称也不像哪一家"
    return Question(
        Doubt.PART.about(one.arrival.sha256, sheet),
        Doubt.PART,
        one.arrival.place(sheet, "A1"),
        f"工作表“{sheet}”{seems}",
        _ADVICE[Doubt.PART],
        likely,
        tuple(dict.fromkeys((*likely, *(unit.name for unit in plan.roster.units), DROPPED))),
    )


def _advice(one: Return, asked: Finding, options: Sequence[str]) -> str:
    if one.doubt is Doubt.ROWS:
        return _rows_advice(one.cures)
    if AS_USUAL in options:
        return _OF_VOID
    todo = f"；{asked.todo}" if one.doubt is Doubt.FILE and _BOOK not in asked.todo else ""
    apart = _APART if EACH_ITS_OWN in options else ""
    return (_OF_WORK if PART_BY_PART in options else _ADVICE[one.doubt]) + apart + todo


def _rows_advice(cures: Sequence[str]) -> str:
    moved = "".join(f"确实错了行的，在“决定”一栏选“{cure}”；" for cure in cures)
    return f"打开原件对着任务看：{moved}没有错的选“{IN_PLACE}”；要单位改好重报的选“{DROPPED}”"


def _of_a_whole_file(plan: Plan, one: Return) -> Iterator[str]:
    """What a file of a unit may be that is no table, what its words are first; work told is no report of nothing."""
    nils, proofs = tuple(_nils(plan, one)), tuple(stray_questions.proofs(plan, one.unit))
    if one.tells is Tells.WORK and plan.duties.get(one.unit):
        yield PART_BY_PART
        yield from (f"{option}{AS_ANSWER}" for option in stray_questions.tasks_owed(plan, one.unit))
        yield from (*proofs, ATTACHED)
    else:
        yield from (*nils, *proofs, ATTACHED) if one.tells is Tells.NIL else (*proofs, *nils, ATTACHED)


def _nils(plan: Plan, one: Return) -> Iterator[str]:
    """The periods for which a mail or document may be the word of a unit that it has nothing to report."""
    campaign = plan.campaign
    if plan.duties.get(one.unit):
        came = periods.period_at(campaign, campaign.day(one.arrival.received))
        now = periods.by_id(campaign, one.period) or came
        before = periods.previous(campaign, now)
        begun = before and before.last >= campaign.issued_on
        yield from (f"{NIL_REPORT}{each.id}" for each in dict.fromkeys((now, before if begun else now)) if each)


def _owed(plan: Plan, unit: str) -> tuple[str, ...]:
    """The documents and counted items a unit owes."""
    campaign = plan.campaign
    documents = (each.name for each in campaign.deliverables if unit in each.units)
    return (*documents, *(each.name for each in campaign.quotas if unit in each.units))


def matters(one: Return, plan: Plan) -> bool:
    """Would the file be in time by one moment it may have come at, and late by the other? A letter is neither."""
    if one.kind is None:
        return False
    earliest, dues = one.arrival.receipt.earliest, tuple(_dues(one, plan))
    return not dues or any(one.arrival.received > due and (earliest is None or earliest <= due) for due in dues)


def _dues(one: Return, plan: Plan) -> Iterator[datetime]:
    """When what a file answers is due; nothing where that is not known, as of a counted item."""
    campaign = plan.campaign
    if one.kind is Kind.TASKS:
        came = campaign.day(one.arrival.received)
        yield (periods.by_id(campaign, one.period) or periods.period_at(campaign, came)).due
    elif one.kind is Kind.DELIVERABLE:
        named = {entry.name for entry in one.entries}
        yield from (campaign.end_of(each.due) for each in campaign.deliverables if each.name in named)


def _when(one: Return, plan: Plan) -> Question:
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
        receipt.after or datetime.combine(plan.campaign.issued_on, time.min, plan.campaign.zone),
        receipt.seen or arrival.received,
    )
