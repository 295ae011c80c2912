"""待办.xlsx as a table: the headings it is written and read by, and what a person's words mean as an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from tasklist.model.book import Book
from tasklist.model.layout import Layout
from tasklist.model.question import AGREED, AS_COLUMN, AS_PROGRESS, OF_PERIOD, Doubt, Question, unpacked
from tasklist.model.told import Move
from tasklist.tables import small_tables
from tasklist.text.display import shorten
from tasklist.text.moments import moment
from tasklist.text.normalize import bare, fold

ANSWER, REMARK, KEY = "决定", "备注", "编码"
ASKED = "问题原文"  # the hidden sheet with every question as it was asked
PROOF = "的佐证材料"  # behind the task or document that a picture or document proves
_DAY = timedelta(days=1)
_MONTH_DAY = re.compile(r"(\d{1,2})[月./-](\d{1,2})[日号]?")
_TASK = re.compile(r"(?:任务|第)?(\d{1,4})(?:项|条)?")
_TASKS = re.compile(r"(?:(?P<unit>[^，：]{2,80}?)的)?任务(?P<tasks>\d{1,4}(?:、\d{1,4}){0,300})")

_MOVE = re.compile(r"把任务(?P<at>\d{1,4})(?:填的移到任务(?P<to>\d{1,4})|、(?P<other>\d{1,4})填的对调)")


class AnswerRow(NamedTuple):
    """What a person wrote beside a question."""

    answer: str
    remark: str


def written(book: Book, file: str) -> Mapping[str, AnswerRow]:
    """The key of every question → what is written in its row, also when that is nothing.

    Raises UserError when the columns cannot be found.
    """
    table = small_tables.find(book, file, (KEY, ANSWER), (REMARK,))
    return {
        key: AnswerRow(row[ANSWER].strip(), row.get(REMARK, "").strip())
        for row in table.rows.values()
        for key in row[KEY].split()
    }


def asked(book: Book) -> Mapping[str, Question]:
    """The key of every row → the question as it was asked, as far as the workbook still knows."""
    cells = next((grid.cells for grid in book.grids if grid.sheet == ASKED), {})
    found: dict[str, Question] = {}
    for (row, column), key in cells.items():
        try:
            found |= {key: unpacked(key, cells[row, 2])} if column == 1 else {}
        except (ValueError, KeyError, TypeError):  # it is not as we wrote it
            continue
    return found


def meant(question: Question, said: str, zone: tzinfo, units: Callable[[str], Sequence[str]] = lambda _: ()) -> str:
    """The possible answer that a person's words mean, or empty when they mean none. `units`: those a name is of."""
    options = {bare(option): option for option in question.options}
    if (
        question.doubt in (Doubt.UNIT, Doubt.PART)
        and bare(said) not in options
        and len(named_units := units(said)) == 1
    ):
        return options.get(bare(named_units[0]), "")
    if found := options.get(bare(said)):
        return found
    if any(map(tasks_of, question.options)) and (tasks := _tasks_said(said)):
        said_so = [option for option in question.options if tasks_of(option) == tasks]
        own = [option for option in said_so if not unit_of(option)]  # of the unit the question is about
        return own[0] if len({option.partition(OF_PERIOD)[2] for option in own}) == 1 else ""
    if found := _begun(question, said):
        return found
    if question.several:
        parts = [options.get(bare(part), "") for part in small_tables.several(said)]
        return "、".join(parts) if parts and all(parts) else ""
    return _dated(question, said, zone) if question.doubt.dated else ""


def _begun(question: Question, said: str) -> str:
    """The only possible answer that begins so (同意, 甲, the first characters of a unit's name), or empty."""
    begun = [option for option in question.options if bare(said) and bare(option).startswith(bare(said))]
    return begun[0] if len(begun) == 1 and not bare(said).isdigit() else ""


def _tasks_said(said: str) -> tuple[int, ...]:
    """The tasks a person means by their numbers alone: 3, 任务3, 任务1、2."""
    parts = [_TASK.fullmatch(bare(part)) for part in small_tables.several(said)]
    return tuple(int(part[1]) for part in parts if part) if all(parts) else ()


def tasks_of(answer: str) -> tuple[int, ...]:
    """The numbers of the tasks an answer names in front (任务7　…, 任务1、2、3）, none for any other."""
    found = _TASKS.match(answer)
    return tuple(map(int, found["tasks"].split("、"))) if found else ()


def unit_of(answer: str) -> str:
    """The unit whose tasks an answer names, where words may be several units' (甲医院的任务7　…）; else empty."""
    found = _TASKS.match(answer)
    return (found["unit"] or "") if found else ""


def as_column(field: str, layout: Layout) -> str:
    """The answer that takes a whole column that stands elsewhere as one of the list's, as it is offered."""
    column = layout.find(field)
    return AS_PROGRESS if field == "progress" or column is None else AS_COLUMN.format(column.title)


def said_to_move(move: Move) -> str:
    """The answer that puts what stands at one task to another, as it is offered."""
    return f"把任务{move.at}、{move.to}填的对调" if move.both else f"把任务{move.at}填的移到任务{move.to}"


def move_of(answer: str) -> Move | None:
    """What an answer puts from one task to another, or None for any other."""
    found = _MOVE.match(answer)
    return Move(int(found["at"]), int(found["to"] or found["other"]), both=bool(found["other"])) if found else None


def _dated(question: Question, said: str, zone: tzinfo) -> str:
    first, last = (each.astimezone(zone).date() if each else None for each in (question.first, question.last))
    if question.doubt is not Doubt.RECEIVED:
        on = _day(said.removeprefix(AGREED.strip()), first, last)
        beyond = on and ((first and on < first) or (last and on > last))
        return "" if on is None or beyond else f"{AGREED if question.doubt is Doubt.EXTENSION else ''}{on.isoformat()}"
    on = _day(said, first, last)
    when = datetime.combine(on, time(), zone) if on else small_tables.civil_moment(said, zone)
    if when is None or question.last is None or when > question.last:
        return ""
    # A day alone is its beginning; the file may have come later on that day.
    return "" if question.first and when + _DAY <= question.first else moment(when)


def _day(said: str, first: date | None, last: date | None) -> date | None:
    """The day a person wrote, also without its year (6月30日): then the only one from `first` to `last`; where one of
    them is open, the nearest to the other.
    """
    short = _MONTH_DAY.fullmatch("".join(fold(said).split()))
    if not short or not (first or last):
        return small_tables.day(said)
    if first and last:
        years = list(range(first.year, last.year + 1))
    else:
        years = [first.year, first.year + 1] if first else [last.year, last.year - 1] if last else []
    days = [small_tables.day(f"{year}-{short[1]}-{short[2]}") for year in years]
    fit = [day for day in days if day and not (first and day < first) and not (last and day > last)]
    return fit[0] if fit and not (first and last and len(fit) > 1) else None


def impossible(question: Question, said: str) -> str:
    """What is wrong with an answer that means none of the possible ones, for the person who wrote it."""
    seen = f"“{shorten(said, 30)}”不是可选的答案，没有采用"
    if question.several:
        return f"{seen}；请在下拉列表里选，几个之间用“、”隔开"
    if not question.doubt.dated:
        return f"{seen}；请在下拉列表里选一个"
    if question.doubt is not Doubt.RECEIVED:
        return f"{seen}；请在下拉列表里选一个，或写一个日期，如 2023-07-10"
    between = f"，不早于 {moment(question.first)}" if question.first else ""
    return f"{seen}；请写 {moment(question.last)} 以前的时间{between}，如 2023-06-24 16:00"
