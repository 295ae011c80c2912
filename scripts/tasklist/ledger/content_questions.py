"""What a person is asked about the words of answers and of the plan: texts, more time, phrases; and which version."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tasklist.ledger import version_questions
from tasklist.ledger.history import field_name
from tasklist.ledger.rulings import answer_key, extension_key, text_key
from tasklist.ledger.version_questions import about, cell_of
from tasklist.ledger.versions import Resolved
from tasklist.model.finding import Severity
from tasklist.model.ledger import Line
from tasklist.model.place import Place
from tasklist.model.plan import Kind, Period, Plan
from tasklist.model.question import AGREED, BACK, DECLINED, GOOD, NOBODY, ONGOING, Doubt, Question
from tasklist.model.returns import Entry, Return
from tasklist.model.tasks import Task
from tasklist.model.unplaced import Unplaced
from tasklist.plan.speakers import Speakers
from tasklist.plan.task_names import named
from tasklist.plan.unit_names import Names
from tasklist.plan.unreached import unreached
from tasklist.substance.extension import asks_for_time, tasks_named, told_apart, until
from tasklist.text.display import shorten

LIST = "任务清单"
_SHOWN = 60  # characters of a text in an answer or a sentence
_ADVICE = {
    Doubt.TEXT: f"看一眼原文：说得过去的选“{GOOD}”，以后不再提示；要单位补充事实的选“{BACK}”，按空白退回",
    Doubt.EXTENSION: f"同意的在“决定”一栏选，或写一个日期，如 2023-07-10；不同意的选“{DECLINED}”",
    Doubt.DEADLINE: f"在“决定”一栏写应完成的日期，如 2023-12-20；没有具体日期的选“{ONGOING}”",
    Doubt.RESPONSIBLE: f"在“决定”一栏选指的是哪些单位，几个之间用“、”隔开；谁也不指的选“{NOBODY}”",
}


def questions(
    plan: Plan,
    lines: Sequence[Line],
    settled: Resolved,
    extensions: Sequence[Question],
    *,
    decided: Collection[str],
) -> Iterator[Question]:
    """Every question about words that is not `decided` (keys). `extensions`: those about more time (`more_time`)."""
    asked = (
        *version_questions.questions(plan, settled, decided),
        *extensions,
        *_deadlines(plan),
        *_responsible(plan),
        *_texts(plan, lines),
        *_answers(lines),
    )
    return (one for one in asked if one.key not in decided)


def _texts(plan: Plan, lines: Sequence[Line]) -> Iterator[Question]:
    """The answers of the period in which a person should look for the facts."""
    main = field_name("progress", plan.task_list.layout)
    for line in lines:
        entry, verdict = line.answer("progress"), line.verdict
        if not entry or not verdict or not verdict.doubtful or not line.status.answered or asks_for_time(entry.text):
            continue
        seen = f"{line.obligation.label}的{main}“{shorten(entry.text, _SHOWN)}”：{verdict.reason}"
        made = about(entry, Doubt.TEXT, text_key(entry), seen, advice=_ADVICE[Doubt.TEXT], options=(GOOD, BACK))
        yield replace(made, words=f"{entry.text.strip()}\x1f{verdict.reason}")


def _answers(lines: Sequence[Line]) -> Iterator[Question]:
    """What a person should look at in the answer columns of an office's own list, each cell once."""
    for line in lines:
        doubts = [one for one in line.noticed if one.severity is Severity.WARNING]
        for field in dict.fromkeys(one.field for one in doubts):
            if entry := line.answer(field):
                seen = "；".join(one.seen for one in doubts if one.field == field)
                yield about(
                    entry, Doubt.TEXT, answer_key(line, field), seen, advice=_ADVICE[Doubt.TEXT], options=(GOOD, BACK)
                )


def more_time(
    plan: Plan, period: Period, standing: Sequence[Entry], returns: Sequence[Return], *, decided: Collection[str]
) -> tuple[Question, ...]:
    """Everything units write of more time that is not `decided` (keys), in answers of the period and in letters."""
    asked = (*_in_answers(plan, period, standing), *_in_letters(plan, period, returns))
    return tuple(one for one in asked if one.key not in decided)


def _in_answers(plan: Plan, period: Period, standing: Sequence[Entry]) -> Iterator[Question]:
    """What units write about more time in their answers and remarks, and in columns of the list's own."""
    order = plan.roster.order
    for entry in sorted(standing, key=lambda each: (order.get(each.unit, len(order)), each.task or 0, each.field)):
        if entry.kind is Kind.TASKS and entry.span == period.id and entry.field != "contact":
            if not asks_for_time(entry.text):
                continue
            day = until(entry.text, plan.campaign.day(entry.stamp.receipt.earliest or entry.stamp.received))
            granted = (f"{AGREED}{day.isoformat()}",) if day else ()
            for task in _meant(plan, entry.unit, entry.text) or (entry.task,):
                what = "" if task == entry.task else f"为{plan.task_list.name(task)}"
                seen = f"{cell_of(plan, entry)}里{what}申请延期：“{shorten(entry.text, _SHOWN)}”"
                key, advice = extension_key(entry, task), _ADVICE[Doubt.EXTENSION]
                made = about(entry, Doubt.EXTENSION, key, seen, advice=advice, options=(*granted, DECLINED))
                words = entry.text.strip() if task == entry.task else ""
                yield replace(made, claimants=granted, first=entry.stamp.received, task=task, words=words)


def _meant(plan: Plan, unit: str, text: str) -> tuple[int, ...]:
    """The unit's tasks that an ask for more time names."""
    return tuple(task for task in tasks_named(text) if task in plan.duties.get(unit, {}))


def _in_letters(plan: Plan, period: Period, returns: Sequence[Return]) -> Iterator[Question]:
    """What units write of more time in mails or beside their forms: for the task report, or a document they name."""
    names = Names(plan.roster, plan.campaign.office)
    for one in returns:
        for spot in one.unplaced if one.unit in plan.duties else ():
            said = Speakers(names, one.unit).told(spot.text, spot.under or (one.unit,), told_apart)
            for speech in (each for each in said if asks_for_time(each.text)):
                text, unit = speech.text, speech.units[0]
                # 下周一 is that after the day the letter bears.
                day = until(text, plan.campaign.day(one.arrival.receipt.earliest or one.arrival.received))
                granted = (f"{AGREED}{day.isoformat()}",) if day else ()
                named = [each.name for each in plan.campaign.deliverables if each.name.strip("《》") in text]
                name, span = (named[0], "") if len(named) == 1 else ("", one.period or period.id)
                for task in (not name and _meant(plan, unit, text)) or (None,):
                    asked = _of_letter(replace(one, unit=unit), replace(spot, text=text), name, span, task)
                    yield replace(asked, options=(*granted, DECLINED))


def _of_letter(one: Return, spot: Unplaced, name: str, span: str, task: int | None) -> Question:
    what = f"《{name.strip('《》')}》" if name else f"任务{task}" if task else f"{span}的任务进展"
    return Question(
        Doubt.EXTENSION.about(one.unit, span, task, name, spot.text.strip()),
        Doubt.EXTENSION,
        spot.place,
        f"{one.unit}为{what}申请延期：“{shorten(spot.text, _SHOWN)}”",
        _ADVICE[Doubt.EXTENSION],
        first=one.arrival.received,
        unit=one.unit,
        task=task,
        span=span,
        name=name,
    )


def _deadlines(plan: Plan) -> Iterator[Question]:
    """Every 完成时限 for which a person must say the day, each phrase once."""
    phrases: dict[str, list[Task]] = {}
    for task in plan.task_list.tasks:
        if task.deadline.ask:
            phrases.setdefault(task.deadline.text, []).append(task)
    for phrase, tasks in phrases.items():
        seen = f"{_numbers(tasks)}的完成时限“{phrase}”读不懂：{tasks[0].deadline.note or '没有日期'}"
        key, place = Doubt.DEADLINE.about(phrase), Place(LIST)
        yield Question(key, Doubt.DEADLINE, place, seen, _ADVICE[Doubt.DEADLINE], options=(ONGOING,), name=phrase)


def _responsible(plan: Plan) -> Iterator[Question]:
    """Every word of 责任单位 that reaches nobody, once."""
    words: dict[str, list[Task]] = {}
    for task in plan.task_list.tasks:
        for text in unreached(plan, task):
            words.setdefault(text, []).append(task)
    units = plan.roster.units
    groups = dict.fromkeys(group for unit in units for group in unit.groups)
    options = (*groups, *(unit.name for unit in units), NOBODY)
    for text, tasks in words.items():
        seen = f"{_numbers(tasks)}责任单位里的“{text}”没有落到任何单位"
        key, place = Doubt.RESPONSIBLE.about(text), Place(LIST)
        yield Question(
            key, Doubt.RESPONSIBLE, place, seen, _ADVICE[Doubt.RESPONSIBLE], options=options, name=text, several=True
        )


def _numbers(tasks: Sequence[Task]) -> str:
    if not any(task.own_name for task in tasks):
        return f"任务{'、'.join(str(task.seq) for task in tasks)}"
    return named(tasks)
