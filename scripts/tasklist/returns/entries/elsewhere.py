"""Answers that stand beside where they belong: under another column's heading, or in another task's cell.

Nothing is taken from where it stands without a person's word; until then the task they may be of is not blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from tasklist.model.question import EMPTIED
from tasklist.model.returns import Stray
from tasklist.plan.task_names import mentioned
from tasklist.returns.entries.answers import Answers
from tasklist.returns.entries.filled_columns import COLUMN, added, heading, one_column, silent, tells_of_work
from tasklist.returns.rows.fates import Answer, Placement
from tasklist.substance.extension import asks_for_time
from tasklist.substance.facts import facts, prepared
from tasklist.substance.judge import judge
from tasklist.substance.progress_text import Surroundings
from tasklist.tables import marks
from tasklist.tables.find import Table
from tasklist.text import phones, task_numbers
from tasklist.text.taken_back import void_item

_BESIDE = ("contact", "remark")
_HONEST = frozenset({"nil", "not_started", "bare_claim"})  # what says in a few words how a task stands
_SENTENCE = re.compile(r"[。；]|[\u4e00-\u9fff]{4}[，,][\u4e00-\u9fff]{2}")
_ENCLOSED = re.compile(r"^\s*[（(]?(?:另?附|详?见)")  # what a remark says of enclosures
_NUMBERED = re.compile(r"^[\s。；;，,]*(?:任务|序号)")  # 第二项 may be the unit's own


def asked(answers: Answers) -> Iterator[Stray]:
    """Each such text, offered as the answer to the task."""
    for table, placed in answers.placed:
        yield from _taken_back(answers, table, placed)
        yield from _beside(answers, table, placed)
        yield from _in_others(answers, table, placed)
        yield from _of_the_rest(answers, table, placed)
        yield from added(answers, table, placed)


def _beside(answers: Answers, table: Table, placed: Placement) -> Iterator[Stray]:
    """What stands under 联络员 or 备注 beside an empty cell of progress, and says what was done; many as one thing."""
    empty = silent(answers, placed)
    for field in answers.evidence.context.plan.task_list.layout.answers:
        told = [answer for answer in placed.answers if answer.field == field and answer.task in empty]
        told = [answer for answer in told if _says(answer, answers)]
        tasks = len({answer.task for answer in told})
        if tasks >= COLUMN:
            why = f"等{tasks}项任务的字都写在“{heading(table, told[0])}”一栏，进展一栏空着，像是整列填错了栏"
            yield one_column(answers, table, told, ("progress",), why)
            continue
        for answer in told:
            why = f"写在“{heading(table, answer)}”一栏，{_name(answers, answer.task)}的进展一栏空着，像是这一项的进展"
            yield _stray(answers, table, answer, PartOfAnswer(answer.text, (answer.task,), why))


def _taken_back(answers: Answers, table: Table, placed: Placement) -> Iterator[Stray]:
    """What says in a task's row that it counts no more: 此项作废 as its progress or under 备注, （作废）6月12日…."""
    progress = {answer.task for answer in placed.answers if answer.field == "progress"}
    for answer in placed.answers:
        if answer.field != "contact" and answer.task in progress and void_item(answer.text):
            why = f"写在{_name(answers, answer.task)}那一行，说这一项作废"
            stray = _stray(answers, table, answer, PartOfAnswer(answer.text, (answer.task,), why))
            yield replace(stray, ways=(EMPTIED,))


def _says(answer: Answer, answers: Answers) -> bool:
    """Does a text tell of work, and not whom to call or what is enclosed?"""
    text, context = answer.text, answers.evidence.context
    if answer.field not in _BESIDE:  # a column of the office's own, which asks for something
        return tells_of_work(answer, answers)
    if asks_for_time(text) or _ENCLOSED.match(text) or marks.mark_in(text):
        return False
    rest = phones.without_numbers(text)
    if facts(prepared(rest)) or judge(text, Surroundings(words=context.words)).code in _HONEST:
        return True
    return bool(_SENTENCE.search(text)) and not phones.numbers(text)


def _in_others(answers: Answers, table: Table, placed: Placement) -> Iterator[Stray]:
    """Sentences in the cell of a task that begin with the number of another (…；任务4：…)."""
    for answer in placed.answers:
        for text in _parts(answer.text) if answer.field == "progress" else ():
            if tasks := _others(answers, table, answer.task, text):
                names = "、".join(_name(answers, task) for task in tasks)
                why = f"写在{_name(answers, answer.task)}的格子里，说的是{names}"
                yield _stray(answers, table, answer, PartOfAnswer(text, tasks, why))


def _of_the_rest(answers: Answers, table: Table, placed: Placement) -> Iterator[Stray]:
    """What says in the cell of one task how all of them or all others stand, while their cells are empty."""
    empty = tuple(sorted(silent(answers, placed)))
    for answer in placed.answers:
        if empty and answer.field == "progress" and (said := task_numbers.of_the_rest(answer.text)):
            left_out = {*mentioned(answers.evidence.context.plan.task_list, task_numbers.but(said)[0])}
            if tasks := tuple(task for task in empty if task not in left_out):
                why = f"写在{_name(answers, answer.task)}的格子里，像是说各项任务的，其余 {len(tasks)} 项的格子空着"
                yield _stray(answers, table, answer, PartOfAnswer(said, tasks, why))


def _parts(text: str) -> Iterator[str]:
    """The parts of a text that begin with the number of a task, but for one at its very beginning."""
    cuts = [at for at, begin in task_numbers.starts(text) if text[:at].strip() and _NUMBERED.match(text[begin:])]
    for begin, end in pairwise([*cuts, len(text)]):
        yield text[begin:end].strip().strip("；;，,")


def _others(answers: Answers, table: Table, here: int, text: str) -> tuple[int, ...]:
    """The tasks of the unit that a part of a text is about; none where it is about the task it stands beside, too."""
    duties = answers.evidence.context.plan.duties.get(answers.unit_of(table), {})
    first = next(iter(re.split(r"[：:，,。；;]", text)), "")
    said = [answers.evidence.context.matcher.number(number) for number, _ in task_numbers.named(first)]
    tasks = tuple(dict.fromkeys(task for task in said if task is not None))
    return tasks if len(said) == len(tasks) and here not in tasks and all(task in duties for task in tasks) else ()


class PartOfAnswer(NamedTuple):
    """Words that may answer tasks, and why."""

    text: str
    tasks: tuple[int, ...]
    why: str


def _name(answers: Answers, task: int) -> str:
    return answers.evidence.context.plan.task_list.name(task)


def _stray(answers: Answers, table: Table, answer: Answer, part: PartOfAnswer) -> Stray:
    where = answers.at(table.name, table.on_sheet(answer.cells[0]))
    unit, span = answers.unit_of(table), answers.evidence.period.value
    cells = (("progress", where, part.text),)
    return Stray(where, part.text, part.why, unit, span, cells, part.tasks, alone=False, stands=answer.field)
