"""The official task list, read from Excel or from the notice's own Word table, by heading.

Verbatim means the official words: stray spaces at the ends, line breaks inside an organisation's name and
bookmarks are layout, not words. Numbers must run 1…N; which is missing or twice is said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tasklist.config.list_around import above, counted_in
from tasklist.config.list_text import paragraphs, units, words
from tasklist.config.list_title import TITLES, own_title, own_titles, title_of
from tasklist.config.office_files import book_of
from tasklist.config.own_list import OwnList, find_own, own_tasks
from tasklist.model.book import Book, cell_name
from tasklist.model.errors import UserError
from tasklist.model.layout import NINE, AnswerKind
from tasklist.model.plan import Campaign
from tasklist.model.tasks import Deadline, Task, TaskList
from tasklist.model.workdays import Calendar
from tasklist.plan.deadlines.deadlines import read_deadline
from tasklist.tables.find import Table, TableRow, find_tables
from tasklist.tables.headings import TASKS
from tasklist.tables.list_roles import Settled
from tasklist.tables.list_rows import list_rows, untitled
from tasklist.tables.list_words import LISTS
from tasklist.tables.nearest_headings import nearest_headings
from tasklist.text.display import shorten
from tasklist.text.normalize import bare, ordinal

HEADINGS = (
    "序号",
    "重点任务",
    "具体任务",
    "牵头单位",
    "责任单位",
    "完成时限",
    "工作任务推进措施及进展情况",
    "联络员及联系电话",
    "备注",
)
NOTHING: Settled = {}
UNTITLED = "任务清单"
_NEEDED = {"seq": "序号", "detail": "具体任务", "responsible": "责任单位", "deadline": "完成时限"}


@dataclass(frozen=True)
class Listed:
    """A list as read, and what a person should check of it (`doubts`, Chinese sentences with their places)."""

    task_list: TaskList
    doubts: tuple[str, ...]


def without(campaign: Campaign) -> TaskList:
    """The list of a notice that has none: it asks for documents and counts only."""
    return TaskList(campaign.title, (), HEADINGS)


def load(
    path: Path,
    shown: str,
    issued_on: date,
    calendar: Calendar,
    *,
    settled: Settled = NOTHING,
    owes: Sequence[str] = (),
) -> TaskList:
    """The task list in a workbook; `shown` is the path as messages name it. `settled`, `owes`: see `listed_in`.

    Raises UserError for a missing or unreadable file, a missing heading, and numbers of the official layout that do
    not run 1…N; what is doubtful of an office's own layout is in its `doubts`.
    """
    if not path.exists():
        raise UserError(f"没有找到任务清单 {shown}，请用 import_list 导入，或核对 config.yaml 的 campaign.task_list。")
    book = book_of(path, "任务清单", shown=shown, todo="请关闭占用它的程序后再试")
    listed = listed_in(book, shown, issued_on, calendar, settled=settled, owes=owes)
    if listed.doubts and listed.task_list.layout is NINE:
        raise UserError(f"{shown} 的任务清单有问题：{listed.doubts[0]}")
    return listed.task_list if listed.task_list.title else replace(listed.task_list, title=UNTITLED)


def has_list(book: Book) -> bool:
    """Is there a task list in a book at all? A notice may ask for documents and counts only."""
    return bool(_tables(book) or find_own(book, NOTHING, ()))


def _tables(book: Book) -> list[Table]:
    return [table for grid in book.grids for table in find_tables(grid, TASKS) if set(_NEEDED) <= set(table.columns)]


def listed_in(
    book: Book,
    shown: str,
    issued_on: date,
    calendar: Calendar,
    *,
    settled: Settled = NOTHING,
    owes: Sequence[str] = (),
) -> Listed:
    """The list in a book, whatever it was stored as. Raises UserError when there is no such table.

    The nine official columns are read as they are; any other columns are understood by meaning. `settled`: what a
    person said of columns (`campaign.columns`); `owes`: of which roles the units report (`campaign.owes`).
    """
    tables = _tables(book)
    official = bool(tables) and not settled and not owes and all(map(_is_official, tables))
    if not official and (own := find_own(book, settled, owes)):
        return _own(own, book, shown, issued_on, calendar)
    if not tables:
        seen = "、".join(shorten(text, 12) for text in nearest_headings(book.grids, LISTS)[:12]) or "没有文字"
        raise UserError(
            f"{shown} 里没有找到任务清单，表头应有任务（或问题、措施、目标）和责任单位、时限等栏；"
            f"最接近的一行是：{seen}。"
        )
    # One list may run over several tables of a document; tables with other headings are other things.
    rows = [(table, row) for table in tables for row in table.rows if row.texts]
    doubts: list[str] = []
    tasks = tuple(_tasks(rows, issued_on, calendar, doubts))
    doubts += _numbering(tasks)
    if not tasks:
        raise UserError(f"{shown} 的任务清单里一项任务也没有，请检查“序号”和“具体任务”两列。")
    title = title_of(book.grids, tables[0], TITLES)
    return Listed(TaskList(title, tasks, _headings(tables[0]), _digest(tasks)), tuple(doubts))


def _is_official(table: Table) -> bool:
    """Has the table the nine official columns in their order and no others, and no chapters across it?"""
    places = sorted((column, role) for role, span in table.columns.items() if role != "settled" for column in span)
    roles = tuple(dict.fromkeys(role for _, role in places))
    single = all(len(table.columns.get(role, ())) <= (2 if role == "theme" else 1) for role in roles)
    nine = tuple(column.key for column in NINE.columns)
    return roles == nine and single and not table.extra and not any(row.chapter for row in list_rows(untitled(table)))


def _own(own: OwnList, book: Book, shown: str, issued_on: date, calendar: Calendar) -> Listed:
    doubts = list(own.understood.doubts)
    tasks = own_tasks(own, issued_on, calendar, doubts)
    if not tasks:
        raise UserError(f"{shown} 的任务清单里一项任务也没有，请检查表头下面的各行。")
    if own.others:
        doubts.append(f"另有{own.others}张表的表头不同，没有当作清单读")
    title = own_title(book.grids, own.tables, doubts)
    lines = above(own.tables[0], title, own_titles(own.tables)[0])
    unit = counted_in(lines)
    columns = (
        replace(column, counted_in=unit) if column.kind is AnswerKind.NUMBER else column
        for column in own.layout.columns
    )
    layout = replace(own.layout, columns=tuple(columns), above=lines)
    headings = tuple(column.title for column in layout.columns)
    return Listed(TaskList(title, tasks, headings, _digest(tasks), layout, tuple(doubts)), tuple(doubts))


def _tasks(
    rows: Sequence[tuple[Table, TableRow]], issued_on: date, calendar: Calendar, doubts: list[str]
) -> Iterator[Task]:
    themes: tuple[str, ...] = ()
    task: Task | None = None
    for table, row in rows:
        seq, detail = ordinal(row.text("seq")), paragraphs(row.text("detail"))
        where = f"{table.name}!{cell_name((row.number, table.columns['seq'][0]))}"
        if seq is None and not detail:
            continue  # a note under the table
        themes = _themes(table, row, themes)
        if seq is None and task and not row.text("responsible") and not row.text("deadline"):
            doubts.append(f"{where} 没有序号，已接在任务{task.seq}后面：“{shorten(detail, 20)}”")
            task = replace(task, detail=paragraphs(f"{task.detail}\n{detail}"))
            continue
        if task:
            yield task
        deadline = read_deadline(words(row.text("deadline")), issued_on, calendar, words(row.text("settled")))
        task = _task(seq, themes, detail, row, deadline) if seq is not None else None
        doubts += [f"{where} {said}" for said in _lacking(seq, detail, row)]
    if task:
        yield task


def _task(seq: int, themes: tuple[str, ...], detail: str, row: TableRow, deadline: Deadline) -> Task:
    responsible = units(row.text("responsible"))
    return Task(seq, themes, detail, words(row.text("lead")), responsible, deadline, row.text("remark"))


def _lacking(seq: int | None, detail: str, row: TableRow) -> Iterator[str]:
    """What a line of the list should say and does not."""
    if seq is None:
        yield f"没有序号，任务是“{shorten(detail, 20)}”"
        return
    if not detail:
        yield f"序号{seq}没有具体任务"
    if not row.text("responsible"):
        yield f"任务{seq}没有责任单位"


def _themes(table: Table, row: TableRow, before: tuple[str, ...]) -> tuple[str, ...]:
    """The levels of 重点任务 of a row; a blank one is the one above (a vertical merge that was lost, a page break)."""
    columns = table.columns.get("theme", ())
    cells = row.cells.get("theme", ())
    said = dict.fromkeys(columns, "")
    for cell in cells:
        if cell[1] in said:
            said[cell[1]] = words(row.texts[cell])
    levels = [text for text in said.values() if text]
    if not levels:
        return before
    first = said[columns[0]] if columns else ""
    if not first:
        return (before[0], *levels) if before else tuple(levels)
    return tuple(levels)


def _numbering(tasks: Sequence[Task]) -> list[str]:
    seqs = [task.seq for task in tasks]
    twice = sorted({seq for seq in seqs if seqs.count(seq) > 1})
    missing = sorted(set(range(1, max(seqs, default=0) + 1)) - set(seqs))
    found = []
    if twice:
        found.append(f"序号{'、'.join(map(str, twice))}重复，请改成从1连续编号")
    if missing:
        found.append(f"序号应从1连续到{max(seqs)}，缺{'、'.join(map(str, missing[:20]))}")
    return found


def _headings(table: Table) -> tuple[str, ...]:
    """The official headings in the official order, verbatim where the table has them."""
    roles = ("seq", "theme", "detail", "lead", "responsible", "deadline", "progress", "contact", "remark")
    texts = {}
    for role in roles:
        for column in table.columns.get(role, ())[:1]:
            heads = [table.sheet.text(cell) for cell in sorted(table.headings) if cell[1] == column]
            texts[role] = "".join("".join(dict.fromkeys(heads)).split())
    return tuple(texts.get(role, standard) for role, standard in zip(roles, HEADINGS, strict=True))


def _digest(tasks: Sequence[Task]) -> str:
    text = "\n".join(f"{task.seq}|{bare(task.detail)}" for task in tasks)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
