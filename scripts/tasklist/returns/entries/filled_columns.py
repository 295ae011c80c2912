"""Whole columns that were filled in beside their own: under another heading of the list, or under one nobody asked for.

What stands there is offered as one thing: as the progress of its tasks where that is empty, as one of the list's own
columns that the table lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from tasklist.model.layout import AnswerKind
from tasklist.model.plan import Kind
from tasklist.model.returns import Stray
from tasklist.returns.entries.answers import Answers
from tasklist.returns.rows.exchanged import is_contact
from tasklist.returns.rows.fates import Answer, Placement
from tasklist.returns.rows.task_matching import pairs
from tasklist.substance.clauses import compiled
from tasklist.substance.extension import asks_for_time
from tasklist.substance.facts import facts, prepared
from tasklist.substance.judge import judge
from tasklist.substance.problems import problem
from tasklist.substance.progress_text import Surroundings
from tasklist.tables import marks
from tasklist.tables.find import Table
from tasklist.tables.headings import is_answer, of_another_time
from tasklist.text import phones
from tasklist.text.display import shorten
from tasklist.text.normalize import bare, fold

COLUMN = 3  # answers in one other column that are a column filled in beside its own, and no slips


def one_column(answers: Answers, table: Table, told: Sequence[Answer], into: tuple[str, ...], why: str) -> Stray:
    """Answers to many tasks that all stand in one other column: they are asked about together.

    `into`: the columns of the list they may be of, likeliest first; `why`: what a person is told of them.
    """
    unit, span, field = answers.unit_of(table), answers.evidence.period.value, told[0].field
    cells = [(answer, answers.at(table.name, table.on_sheet(cell))) for answer in told for cell in answer.cells]
    entries = tuple(
        replace(
            answers.entry(
                unit, Kind.TASKS, into[0], answer.text, tuple(at for one, at in cells if one is answer),
                span=span, task=answer.task,
            ),
            placed=True,
        )
        for answer in told
    )  # fmt: skip
    tasks = tuple(dict.fromkeys(answer.task for answer in told)) if "progress" in into else ()
    asked_of = tuple((into[0], at, answer.text) for answer, at in cells)
    return Stray(
        cells[0][1], told[0].text, why, unit, span, asked_of, tasks,
        entries=entries, alone=False, stands=field, into=into,
    )  # fmt: skip


def heading(table: Table, answer: Answer) -> str:
    """What stands over the column of an answer."""
    return shorten(table.heading(answer.cells[0][1]), 20)


def silent(answers: Answers, placed: Placement) -> Set[int]:
    """The tasks whose progress is empty; none where a choice, a number or a day is asked for: words are none of it."""
    main = answers.evidence.context.plan.task_list.layout.find("progress")
    if main and main.kind is not AnswerKind.TEXT:
        return frozenset()
    return placed.progress.keys() - {answer.task for answer in placed.answers if answer.field == "progress"}


def tells_of_work(answer: Answer, answers: Answers) -> bool:
    """Does a text under a heading that asks for something else tell what was done, and not what is wanting?"""
    if marks.mark_in(answer.text) or is_answer(answer.text) or asks_for_time(answer.text):
        return False
    words = answers.evidence.context.words
    if not facts(prepared(phones.without_numbers(answer.text))) or problem(fold(answer.text), compiled(words)):
        return False
    return judge(answer.text, Surroundings(words=words)).code == "ok"


def added(answers: Answers, table: Table, placed: Placement) -> Iterator[Stray]:
    """The columns nobody asked for, in the rows of tasks: as progress that is empty there, or as one of the list's
    columns that the table lacks.
    """
    empty = silent(answers, placed)
    for column in table.extra:
        title = table.heading(column)
        if _is_another(answers, title):
            continue
        told = [each for each in _under(table, placed, column) if not marks.mark_in(each.text)]
        work = [each for each in told if each.task in empty and tells_of_work(each, answers)]
        vacant = _vacant(answers, table, title, told)
        if len({each.task for each in work}) < COLUMN and vacant[:1] and _near(answers, vacant[0], title):
            work = []
        rest = [each for each in told if each not in work]
        if work:
            yield one_column(answers, table, work, ("progress", *vacant), _as_progress(work, title))
        if rest and vacant:
            yield one_column(answers, table, rest, vacant, _as_another(answers, rest, title, vacant))


def _as_progress(told: Sequence[Answer], title: str) -> str:
    tasks = len({each.task for each in told})
    return f"等{tasks}项任务的字都写在“{shorten(title, 20)}”一栏，进展一栏空着，像是整列填错了栏"


def _as_another(answers: Answers, told: Sequence[Answer], title: str, vacant: Sequence[str]) -> str:
    layout = answers.evidence.context.plan.task_list.layout
    names = "、".join(f"“{column.title}”" for key in vacant if (column := layout.find(key)))
    more = f"等{len(told)}处" if len(told) > 1 else ""
    return f"{more}写在自己加的“{shorten(title, 20)}”一栏，表里没有{names}一栏"


def _is_another(answers: Answers, title: str) -> bool:
    """Is a column of another time, or what the form itself says again?"""
    evidence = answers.evidence
    named = evidence.periods_in(title)
    other = bool(named) and evidence.period.value not in named
    again = bare(title) == bare(marks.LAST_HEADING) or evidence.another_part(title)
    return not bare(title) or other or again or of_another_time(title)


def _under(table: Table, placed: Placement, column: int) -> Iterator[Answer]:
    """What stands under a column nobody asked for in the rows of tasks."""
    for row, task in placed.rows.items():
        cell = (row, column)
        if text := table.sheet.grid.cells.get(cell, "").strip():
            yield Answer(task, "", text, (cell,))


def _vacant(answers: Answers, table: Table, title: str, told: Sequence[Answer]) -> tuple[str, ...]:
    """The list's own columns to answer, other than progress, that the table has not: the nearest to a heading first.

    What tells whom to call may be nothing but the contact, and that is nothing else.
    """
    layout = answers.evidence.context.plan.task_list.layout
    calls = any(is_contact(each.text) for each in told)
    keys = [
        column.key
        for column in layout.columns
        if column.kind and not column.aside and (column.kind is AnswerKind.PERSON) == calls
    ]
    left = [key for key in dict.fromkeys(keys) if key != "progress" and key not in table.columns]
    return tuple(sorted(left, key=lambda key: -_likeness(answers, key, title)))


def _likeness(answers: Answers, key: str, title: str) -> int:
    column = answers.evidence.context.plan.task_list.layout.find(key)
    return len(pairs(title) & pairs(column.title)) if column else 0


def _near(answers: Answers, key: str, title: str) -> bool:
    return _likeness(answers, key, title) > 0
