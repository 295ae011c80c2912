"""What a person is asked about rows, cells and words that found no place: which task they answer, and in which way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from itertools import product
from typing import NamedTuple

from tasklist.model.plan import Kind, Plan
from tasklist.model.question import (
    AMENDED,
    AS_NAMED,
    AS_PROGRESS,
    ATTACHED,
    BESIDE,
    DROPPED,
    EMPTIED,
    IN_ROWS,
    INSTEAD,
    INTO,
    NIL,
    NIL_REPORT,
    OF_PERIOD,
    OWN_WORK,
    PART_BY_PART,
    Doubt,
    Question,
)
from tasklist.model.returns import Outcome, Return, Stray
from tasklist.plan import periods
from tasklist.plan.task_names import task_words
from tasklist.tables.question_rows import PROOF, as_column, said_to_move, tasks_of
from tasklist.text.amending import amended
from tasklist.text.display import shorten

Mended = Mapping[tuple[str, str], tuple[int, ...]]  # unit, period → tasks
Texts = Mapping[tuple[str, str], Mapping[int, Sequence[str]]]  # unit, period → task → what was answered to it
_ADVICE = {
    Doubt.TASK: "打开原件核对，在“决定”一栏选它是哪一项任务的进展，是代替原来填的还是补在后面；不用的选“不采用”",
    Doubt.SHEET: "打开原件核对：是补报那一期的，在“决定”一栏选“并入”（代替那一期已报的）；只是留着参考的，选“不采用”",
    Doubt.ITEM: "打开原件核对，在“决定”一栏选它是哪一项频次事项；不用的选“不采用”",
    Doubt.DAY: "问清是哪一天的，在“决定”一栏写上日期，如 2023-06-09；不用的选“不采用”",
    Doubt.OWN_TASK: "在“决定”一栏选：其实是清单里某一项的，选那一项；要保留的选“留作单位自加的工作”；不要的选“不采用”",
    Doubt.CELL: "打开原件看一眼，在“决定”一栏选：看过、不用的选“不采用”",
}
_OF_PICTURES = "打开原件看一眼，在“决定”一栏选它是哪一项的佐证材料；只留着参考的选“作为附件”，不用的选“不采用”"
_OF_A_COLUMN = "打开原件核对，在“决定”一栏选：{told}；{kept}的选“不采用”"
_OF_MOVES = (
    "打开原件核对，确实填错了地方的选“把任务…填的移到…”；移走的那一项没有别的填报的，算没有填，原件不改；不是这样的，选它是哪一项任务的进展；"
    f"不用的选“{DROPPED}”"
)
_WAYS = {  # way of answering → what it does
    NIL: "确是没有可报的选“按零报告”，有具体填报的任务不受影响",
    AMENDED: "选“照信里说的改”，只改填报里的那几个字",
    EMPTIED: "同意去掉的选“原来填的作废”，这一项算没有填",
}
_OF_SEVERAL = "这几项都是它的，选“任务{}”{apart}"
_OF_PARTS = (
    f"打开原件核对：各段都是写明的那项任务的，在“决定”一栏选“{AS_NAMED}”，报过的用这次的代替；有的不是，或要补在原来填的后面，"
    f"选“{PART_BY_PART}”，下次汇总一段一段列出来选；不用的选“不采用”"
)
_APART = f"；各段说的不是同一项，选“{PART_BY_PART}”，下次汇总一段一段列出来选"
_NOTES: Mapping[tuple[str, ...], str] = {  # the only ways words may answer a task → what they are
    (NIL,): "；这只说没有，不是进展",
    (EMPTIED,): "；这是要求去掉原来填的，不是进展",
    (INSTEAD,): "；这只说没有变化，不是新的进展：原来填的仍有效的选“不采用”",
}


def tasks_owed(plan: Plan, unit: str) -> Iterator[str]:
    """The tasks a unit owes, as they are offered."""
    for seq in plan.duties.get(unit, ()):
        task = plan.task_list.find(seq)
        own = f"（{task.own_name}）" if task and task.own_name else ""
        yield f"任务{seq}{own}　{task_words(task) if task else ''}"


def proofs(plan: Plan, unit: str) -> Iterator[str]:
    """The documents and tasks of a unit that a picture or document may be the evidence of."""
    campaign = plan.campaign
    yield from (f"《{each.name.strip('《》')}》{PROOF}" for each in campaign.deliverables if unit in each.units)
    yield from (f"{option}{PROOF}" for option in tasks_owed(plan, unit))


def question(stray: Stray, plan: Plan, texts: Texts) -> Question:
    """What is asked of something that found no place. `texts`: what the units answered."""
    if stray.entries:
        return _as_what(stray, plan)
    mended = _mended(stray, plan, texts)
    offered = _answers(stray, plan, mended, texts)
    return Question(
        stray.key,
        stray.doubt,
        stray.place,
        f"{stray.unit}：“{shorten(stray.text, 80)}”{stray.reason}{_note(stray, mended)}",
        _advice(stray, offered),
        offered.claimants,
        tuple(dict.fromkeys((*offered.options, DROPPED))),
        unit=stray.unit,
        span=stray.span,
    )


class _Answers(NamedTuple):
    """What something may be by its own words, and every answer that is possible; in which `ways` words may answer, and
    may they only `move` what was answered?
    """

    claimants: tuple[str, ...]
    options: tuple[str, ...]
    ways: frozenset[str] = frozenset()
    move: bool = False


def _mended(stray: Stray, plan: Plan, texts: Texts) -> Mended:
    """The tasks in whose answers the words stand that a stray says are wrong; of those it names, if any."""
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for unit, span in product(stray.units, stray.spans or (stray.span,)) if stray.amends else ():
        told = texts.get((unit, span), {})
        able = (task for task in plan.duties.get(unit, {}) if not stray.tasks or task in stray.tasks)
        if tasks := tuple(task for task in able if any(amended(text, stray.amends) for text in told.get(task, ()))):
            found[unit, span] = tasks
    return found


def _note(stray: Stray, mended: Mended) -> str:
    """What a person should know of words that are no plain answer."""
    when = (
        "；信里没有写是哪一期的" if len(stray.spans) > 1 else "".join(f"；信里写明是 {span} 的" for span in stray.spans)
    )
    return _what_they_are(stray, mended) + when


def _what_they_are(stray: Stray, mended: Mended) -> str:
    if stray.amends and not mended:
        wrong = "、".join(f"“{shorten(wrong, 20)}”" for wrong, _ in stray.amends)
        return f"；收到的填报里找不到要改的{wrong}，或不止一处"
    return _NOTES.get(stray.ways, "") if stray.tasks and not stray.row else ""


def _advice(stray: Stray, offered: _Answers) -> str:
    if stray.proof:
        return _OF_PICTURES
    if stray.parts:
        return _OF_PARTS
    if offered.move:
        return _OF_MOVES
    options, more = offered.options, (said for way, said in _WAYS.items() if way in offered.ways)
    if len(stray.tasks) > 1 and not stray.row and stray.doubt is Doubt.TASK and stray.tasks in map(tasks_of, options):
        several = _OF_SEVERAL.format("、".join(map(str, stray.tasks)), apart=_APART if stray.apart else "")
        return "；".join((_ADVICE[Doubt.TASK], several, *more))
    asked = Doubt.TASK if stray.doubt is Doubt.CELL and any(map(tasks_of, options)) else stray.doubt
    return "；".join((_ADVICE[asked], *more))


def _answers(stray: Stray, plan: Plan, mended: Mended, texts: Texts) -> _Answers:
    """The answers of a stray that is no part of what the file answers elsewhere."""
    if stray.proof:
        return _evidence(stray, plan)
    if stray.parts:
        return _Answers((AS_NAMED,), (AS_NAMED, PART_BY_PART))
    tasks = tuple(tasks_owed(plan, stray.unit))
    words = any(name for name, _, _ in stray.cells)
    whole = (
        stray.row or bool(stray.head) or len(stray.cells) == 1
    )  # of many cells with one reason each may be about another task
    kept = (OWN_WORK,) if stray.row else ()
    if stray.row or not (words and (whole or stray.others)):
        claimants = tuple(option for option in tasks if set(tasks_of(option)) <= set(stray.tasks)) if words else ()
        offered = tasks if whole else ()
        options = (*kept, *offered) if stray.own else (*claimants, *offered, *kept) if words else (ATTACHED,)
        return _Answers(claimants, options)
    offers = [_of_unit(stray, unit, plan, mended, texts) for unit in stray.units]
    moves = tuple(_moves(stray, texts))
    claimants = moves or tuple(option for each in offers for option in each.likely)
    apart = (PART_BY_PART,) if stray.apart else ()
    options = (*claimants, *apart, *(option for each in offers for option in (*each.nil, *each.all)))
    return _Answers(claimants, options, frozenset().union(*(each.ways for each in offers)), bool(moves))


def _evidence(stray: Stray, plan: Plan) -> _Answers:
    """What pictures may prove: first the task in whose row they stand, or each its own."""
    possible = tuple(proofs(plan, stray.unit))
    own = (option for option in possible if (tasks := tasks_of(option)) and {*tasks} <= {*stray.tasks})
    claimants = (IN_ROWS,) if len(stray.tasks) > 1 else tuple(own)
    return _Answers(claimants, (*claimants, *possible, ATTACHED))


def _moves(stray: Stray, texts: Texts) -> Iterator[str]:
    """The answers that put what stands at one task to another, where anything stands there."""
    for move, span in product(stray.moves, stray.spans or (stray.span,)):
        told = texts.get((stray.unit, span), {})
        if move.at in told and (not move.both or move.to in told):
            ways = (INSTEAD, BESIDE) if move.to in told and not move.both else ("",)
            when = f"{OF_PERIOD}{span}" if stray.spans else ""
            yield from (f"{said_to_move(move)}{way}{when}" for way in ways)


class _Offer(NamedTuple):
    """What words may answer of one unit: by what they name, a report of nothing, and everything; in which ways."""

    likely: tuple[str, ...]
    nil: tuple[str, ...]
    all: tuple[str, ...]
    ways: frozenset[str]


def _of_unit(stray: Stray, unit: str, plan: Plan, mended: Mended, texts: Texts) -> _Offer:
    spans, duties = stray.spans or (stray.span,), plan.duties.get(unit, {})
    each = [
        (option, way, span)
        for option in tasks_owed(plan, unit)
        for way in stray.ways
        for span in spans
        if way != AMENDED or {*tasks_of(option)} <= {*mended.get((unit, span), ())}
    ]
    named = [
        one for one in each if set(tasks_of(one[0])) <= set(stray.tasks) or (not stray.tasks and one[1] == AMENDED)
    ]
    owed = [seq for seq in stray.tasks if seq in duties]
    joint = f"任务{'、'.join(map(str, owed))}"
    several = [(joint, way, span) for way in stray.ways if way != AMENDED for span in spans] if len(owed) > 1 else []
    # Words that name tasks, or stand beside some that do, are no report that there is nothing of all of them.
    whole_report = (
        duties
        and NIL in stray.ways
        and not stray.amends
        and not stray.others
        and (stray.alone or {*duties} <= {*stray.tasks})
    )
    nil = tuple(f"{NIL_REPORT}{span}" for span in spans) if whole_report else ()

    def shown(several: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
        whose = f"{unit}的" if unit != stray.unit else ""
        made = (
            f"{whose}{option}{_where_filled(option, way, texts.get((unit, span), {}))}"
            f"{f'{OF_PERIOD}{span}' if stray.spans else ''}"
            for option, way, span in several
        )
        return tuple(dict.fromkeys(made))

    return _Offer(shown((*several, *named)), nil, shown(each), frozenset(way for _, way, _ in (*several, *each)))


def _where_filled(option: str, way: str, told: Collection[int]) -> str:
    """A way of answering tasks, as it is offered: where nothing was filled in, nothing is replaced or added to."""
    return way if way not in (INSTEAD, BESIDE) or {*tasks_of(option)} & {*told} else ""


def texts_answered(returns: Iterable[Return]) -> Texts:
    """What was answered, task by task, in all that is merged."""
    found: dict[tuple[str, str], dict[int, list[str]]] = {}
    for entry in (entry for one in returns if one.outcome is Outcome.MERGED for entry in one.entries):
        if entry.kind is Kind.TASKS and entry.field == "progress" and entry.task and not (entry.amends or entry.moves):
            found.setdefault((entry.unit, entry.span), {}).setdefault(entry.task, []).append(entry.text)
    return found


def _as_what(stray: Stray, plan: Plan) -> Question:
    """Whether a sheet is of the period it names, and which item, or of which day, a counted row is."""
    first = stray.entries[0]
    seen = stray.text if stray.doubt is Doubt.SHEET else f"“{shorten(stray.text, 80)}”{stray.reason}"
    options = (
        tuple(as_column(field, plan.task_list.layout) for field in stray.into)
        if stray.into
        else {
            Doubt.SHEET: (f"{INTO}{first.span}",),
            Doubt.ITEM: tuple(entry.name for entry in stray.entries),
        }.get(stray.doubt, ())
    )
    return Question(
        stray.key,
        stray.doubt,
        stray.place,
        f"{stray.unit}：{seen}",
        _of_a_column(stray, options) if stray.into else _ADVICE[stray.doubt],
        options=(*options, DROPPED),
        first=_first_counted(first.name, plan) if stray.doubt is Doubt.DAY else None,
        last=first.stamp.received,
        unit=stray.unit,
        span=stray.span,
    )


def _of_a_column(stray: Stray, options: Sequence[str]) -> str:
    told = [f"确是进展的选“{AS_PROGRESS}”"] if AS_PROGRESS in options else []
    others = [each for each in options if each != AS_PROGRESS]
    which = "或".join(f"“{each}”" for each in others)
    told += [f"是{'那' if len(others) == 1 else '哪'}一栏的，选{which}"] if others else []
    kept = "本来就该写在那一栏" if stray.stands else "不用"
    return _OF_A_COLUMN.format(told="；".join(told), kept=kept)


def _first_counted(name: str, plan: Plan) -> datetime:
    """From when on items of a quota may count: the window in which the notice was issued is the first."""
    campaign = plan.campaign
    (per,) = (quota.per for quota in campaign.quotas if quota.name == name)
    return datetime.combine(periods.span_at(per, campaign.issued_on).first, time.min, campaign.zone)
