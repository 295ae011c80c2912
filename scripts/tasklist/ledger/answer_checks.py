"""What a person must look at in the answer columns of an office's own list: blank, of another kind, contradicting.

It is found once, when the lines are made, and stands in them: figures, lights, sheets, letters and verbs all tell it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tasklist.ledger.answer_states import contradictions, done_on
from tasklist.ledger.answer_values import Value, is_yes, least, value
from tasklist.ledger.rulings import answer_key
from tasklist.model.finding import Finding, Quote, Severity
from tasklist.model.finding_kinds import finding
from tasklist.model.layout import NINE, AnswerKind, ListColumn, Role
from tasklist.model.ledger import Colour, Light, Line
from tasklist.model.plan import Kind, Plan
from tasklist.model.tasks import TaskList
from tasklist.text.display import shorten
from tasklist.text.loose_days import loose_day
from tasklist.text.moments import month_day
from tasklist.text.normalize import fold

_USUAL = frozenset({"progress", "contact", "remark"})
_DAY = re.compile(r"\d{1,2}月|\d{4}[-./]\d{1,2}|\d{1,2}[./]\d{1,2}")


def with_noticed(lines: Sequence[Line], plan: Plan, accepted: Collection[str]) -> tuple[Line, ...]:
    """The lines, each with what was seen in its answer columns and its light for content no better than that.

    `accepted`: the keys of the doubts a person has said need no mending.
    """
    tasks = plan.task_list
    if tasks.layout == NINE:
        return tuple(lines)
    columns = [column for column in tasks.layout.columns if column.kind and not column.aside and _has_checks(column)]
    return tuple(_noticed(line, columns, plan, accepted) for line in lines)


def _has_checks(column: ListColumn) -> bool:
    return column.key not in _USUAL or (column.key == "progress" and column.kind is not AnswerKind.TEXT)


def _noticed(line: Line, columns: Sequence[ListColumn], plan: Plan, accepted: Collection[str]) -> Line:
    """What stands in a row is looked at, and in a row with an answer what is blank, too."""
    if line.obligation.kind is not Kind.TASKS or not line.returned or line.obligation.exempt:
        return line
    looked = (column for column in columns if line.status.answered or column.key != "progress")  # its verdict has told
    every = (*(one for column in looked for one in _of(line, column, plan)), *_contradicting(line, plan.task_list))
    unclear = {one.field for one in every if one.code == "answer_contradicts"}
    every = tuple(one for one in every if one.code != "answer_unproved" or one.field not in unclear)
    found = tuple(one for one in every if answer_key(line, one.field) not in accepted)
    return replace(line, noticed=found, content=_light(line.content, found)) if found else line


def _light(own: Light, found: Sequence[Finding]) -> Light:
    """The light for content, made worse by the worst that was seen."""
    order = (Colour.RED, Colour.YELLOW, Colour.GREEN, Colour.GREY)
    colours = {Severity.ERROR: Colour.RED, Severity.WARNING: Colour.YELLOW}
    told = [Light(colours[one.severity], one.seen) for one in found if one.severity in colours]
    return min((own, *told), key=lambda light: order.index(light.colour))


def _of(line: Line, column: ListColumn, plan: Plan) -> Iterator[Finding]:
    tasks = plan.task_list
    said = value(column, line, tasks.find(line.obligation.task or 0))
    if not said.shown:
        if column.needed and line.status.answered:
            yield _about(line, column, "answer_blank", f"“{column.title}”没有填")
        return
    if said.doubt:
        code = "answer_choice" if column.kind is AnswerKind.CHOICE else "answer_kind"
        yield _about(line, column, code, f"“{column.title}”填的是“", Quote(shorten(said.shown, 20)), f"”，{said.doubt}")
    if column.kind is AnswerKind.CHOICE and not said.doubt:
        yield from _unproved(line, column, said, tasks)
    yield from _ahead(line, column, plan)
    if column.kind is AnswerKind.PERCENT and not said.doubt:
        yield from _below(line, column, said, tasks)


def _contradicting(line: Line, tasks: TaskList) -> Iterator[Finding]:
    """Two answers of a row that say the opposite of one another, told at the first."""
    for one, other in contradictions(line, tasks):
        seen = (f"“{one.column.title}”填的是“", Quote(shorten(one.words, 20)), f"”，“{other.column.title}”却写着“")
        yield _about(line, one.column, "answer_contradicts", *seen, Quote(shorten(other.words, 30)), "”")


def _ahead(line: Line, column: ListColumn, plan: Plan) -> Iterator[Finding]:
    """The day on which a task was done, while it had not come yet when that was handed in."""
    entry = line.answer(column.key)
    told = loose_day(entry.text) if entry and done_on(column, plan.task_list) else None
    if not entry or not told:
        return
    campaign, came = plan.campaign, plan.campaign.day(entry.stamp.received)
    years = range(min(campaign.issued_on.year, came.year), came.year + 1)
    if all(told.begins(year) > came for year in years):
        said = (f"“{column.title}”填的是“", Quote(shorten(entry.text, 20)), f"”，交来时（{month_day(came)}）还没有到")
        yield _about(line, column, "answer_ahead", *said)


def _unproved(line: Line, column: ListColumn, said: Value, tasks: TaskList) -> Iterator[Finding]:
    """销号 without a day or a piece of evidence."""
    if "销号" not in column.title or not is_yes(said.shown):
        return
    days = [each.key for each in tasks.layout.columns if each.kind is AnswerKind.DATE]
    told = [entry.text for key in (*days, "progress", "remark") if (entry := line.answer(key))]
    proof = any(_DAY.search(fold(text)) or "附" in text for text in told)
    if not proof:
        yield _about(
            line, column, "answer_unproved", f"“{column.title}”填的是“{said.shown}”，没有写哪天完成，也没有佐证"
        )


def _below(line: Line, column: ListColumn, said: Value, tasks: TaskList) -> Iterator[Finding]:
    """A per cent under the one the list's target asks."""
    task = tasks.find(line.obligation.task or 0)
    targets = [each.key for each in tasks.layout.columns if each.role is Role.TARGET or each.key == "detail"]
    asked = next((found for key in targets if task and (found := least(task.says(key))) is not None), None)
    number = float(said.shown.rstrip("%"))
    if asked is not None and number < asked:
        yield _about(line, column, "answer_below", f"“{column.title}”{said.shown}，目标是{asked:g}%")


def _about(line: Line, column: ListColumn, code: str, *said: str | Quote) -> Finding:
    """A finding of one answer cell: where it stands, or where the task's main answer does."""
    owed, entry = line.obligation, line.answer(column.key)
    place = entry.place if entry else line.place
    first = f"{owed.label}的"
    return finding(code, first, *said, unit=owed.unit, link="", task=owed.task, place=place, field=column.key)
