"""Every cell of a task table gets one fate: an answer to a task, the form's own text, or unplaced with a reason.

Nothing here knows files or units: it works on one table and the duties of the unit it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from tasklist.model.layout import Layout
from tasklist.model.tasks import Task, TaskList
from tasklist.returns.rows.dittos import dittos
from tasklist.returns.rows.exchanged import are_exchanged, are_of_work, is_exchanged, is_of_work, is_swapped
from tasklist.returns.rows.fates import ANSWERED, LEFT_OUT, TEMPLATE, Answer, Fate, Placement
from tasklist.returns.rows.official_text import official, typed_below, verbatim
from tasklist.returns.rows.row_tasks import SAMPLE, tasks_of_rows
from tasklist.returns.rows.samples import is_sample
from tasklist.returns.rows.shared_cells import SharedCells
from tasklist.returns.rows.shifted import is_shifted, no_progress
from tasklist.returns.rows.task_matching import How, Match, Matcher
from tasklist.returns.rows.unheaded import numbering, unheaded
from tasklist.substance.borrowed import only_sees
from tasklist.substance.word_lists import DEFAULT_WORDS, Words
from tasklist.tables import marks
from tasklist.tables.find import Table, TableRow
from tasklist.tables.heading_rows import Cell
from tasklist.tables.template_text import NOTHING, Furniture
from tasklist.text import phones
from tasklist.text.display import shorten
from tasklist.text.normalize import bare


@dataclass(frozen=True, slots=True)
class _Case:
    """What every row of a table is placed against; see `place`."""

    table: Table
    matcher: Matcher
    duties: Sequence[int] | None
    waiting: str
    furniture: Furniture
    contacts: Set[str]
    shifted: bool
    exchanged: bool
    of_work: bool

    @property
    def layout(self) -> Layout:
        """The columns of the list."""
        return self.matcher.task_list.layout


def place(
    table: Table,
    matcher: Matcher,
    duties: Sequence[int] | None,
    waiting: str = "",
    *,
    furniture: Furniture = NOTHING,
    beside: Sequence[int] = (),
    contacts: Set[str] = frozenset(),
    words: Words = DEFAULT_WORDS,
) -> Placement:
    """Place every cell under a role of `table`. `duties`: the tasks the unit owes; None when nothing can be placed
    yet, and then every answer waits for the reason `waiting`. `furniture`: what the template says itself. `beside`:
    the numbers in the other parts of a table that goes on from sheet to sheet. `contacts`: what the form said itself
    of whom to call (bare), which is an answer only beside one. `words`: those by which texts are judged.
    """
    placed = Placement(fates=dict.fromkeys(table.headings, TEMPLATE))
    rows = [*tasks_of_rows(table, matcher, duties, furniture, beside)]
    case = _Case(
        table,
        matcher,
        duties,
        waiting,
        furniture,
        contacts,
        shifted=is_shifted(rows, matcher),
        exchanged=are_exchanged(rows),
        of_work=are_of_work(rows),
    )
    for row, match in rows:
        _row(case, row, match, placed)
    shared = SharedCells(placed, matcher, duties or (), words)
    placed.answers = _join([*shared.merged(_resolved(table, placed, matcher.task_list))])
    placed.answers = [*shared.labelled(placed.answers)]
    return placed


def _resolved(table: Table, placed: Placement, listed: TaskList) -> list[Answer]:
    """The answers, 同上 among the contacts read as whoever stands above it; where that is unclear, it asks."""
    found, waiting = dittos(table), {row.number for row, _ in placed.unsettled}
    kept: list[Answer] = []
    for answer in placed.answers:
        cell = answer.cells[0]
        if answer.field == "contact" and (cell in found.unclear or found.rows.get(cell) in waiting):
            why = f"的联系人写着“{shorten(answer.text, 10)}”，紧挨着的上一行没有联系人，不知道指谁"
            placed.fates[cell] = Fate(f"{listed.name(answer.task)}{why}", (answer.task,))
        elif answer.field == "contact" and cell in found.meant:
            placed.dittos[cell] = found.meant[cell]
            kept.append(replace(answer, text=found.meant[cell]))
        else:
            kept.append(answer)
    return kept


def _row(case: _Case, row: TableRow, match: Match, placed: Placement) -> None:
    task = case.matcher.task_list.find(match.task) if match.task is not None else None
    if task is None:
        _stray(case, row, match, placed)
    else:
        _of_task(case, row, task, match.how, placed)


def _stray(case: _Case, row: TableRow, match: Match, placed: Placement) -> None:
    """A row that is no task's: its words wait, the list's own among them do not."""
    rivals = "、".join(map(case.matcher.task_list.name, match.rivals))
    reason = match.reason + (f"（{rivals}）" if len(match.rivals) > 1 else "")
    if match.how is How.OWN and any(row.cells.get(role) for role in case.layout.answers):
        placed.own_tasks.append(row)
    says = any(row.cells.get(role) for role in case.layout.answers)
    if match.reason != SAMPLE and (says or match.how is How.OVER):
        placed.strays.append((row, replace(match, reason=reason)))
    if row.doubt and match.reason != SAMPLE:
        placed.unsettled.append((row, match.rivals))
        placed.fates |= dict.fromkeys(unheaded(case.table, row), Fate(reason, match.rivals))
    for cell, text in row.texts.items():
        fate = TEMPLATE if _known(case.matcher, text, row, cell) else Fate(reason, match.rivals)
        placed.fates.setdefault(cell, fate)


def _of_task(case: _Case, row: TableRow, task: Task, how: How, placed: Placement) -> None:
    table = case.table
    owed = case.duties is not None and task.seq in case.duties
    placed.rows[row.number] = task.seq
    if owed and how is not How.CONTINUED:
        column = table.columns.get("progress", (0,))[0]
        placed.progress.setdefault(task.seq, table.sheet.origin((row.number, column)))
    for cell in unheaded(table, row):
        own = cell[1] == numbering(table) or official(task, "", table.sheet.grid.cells[cell])
        placed.fates.setdefault(cell, TEMPLATE if own else _waits(task, "，没有表头的一栏", "这一行里"))
    answered = any(row.text(role).strip() for role in case.layout.answers if role != "contact")
    mute = not answered and not typed_below(task, row.text("detail"))[0]
    told = row.text("progress").strip()
    shifted = no_progress(row, Match(task.seq, how), case.matcher, shifted=case.shifted)
    if shifted := owed and (shifted or is_swapped(row, case.layout)):
        placed.unsettled.append((row, (task.seq,)))
    for role, cells in row.cells.items():
        for cell in cells:
            text = row.texts[cell]
            if role in case.layout.answers and (why := _displaced(case, row, role, shifted=shifted)):
                placed.fates[cell] = _waits(task, why)
            elif role == "contact" and cell[0] != row.number and phones.another_is_named(told, text):
                continue  # merged down over a row whose answer names its own
            elif mute and role == "contact" and bare(text) in case.contacts:
                placed.fates.setdefault(cell, TEMPLATE)
            elif role in case.layout.answers and is_sample(text, case.furniture):
                placed.fates.setdefault(cell, TEMPLATE if case.furniture.is_sample(text) else Fate(SAMPLE, (task.seq,)))
            elif role in case.layout.answers and owed:
                placed.fates[cell] = ANSWERED
                placed.answers.append(Answer(task.seq, role, _labelled(table, role, cell, text), (cell,)))
            elif role == "detail" and (below := typed_below(task, text))[0]:
                _below_the_task(row, cell, task, below, placed, owed=owed and not shifted)
            else:
                placed.fates.setdefault(cell, _fate(case, task, role, text))


def _displaced(case: _Case, row: TableRow, role: str, *, shifted: bool) -> str:
    """Why what stands under a role may belong under another, or empty."""
    told = row.text("progress").strip()
    if shifted:
        return f"的进展一栏{'是联系人' if told else '空着，别的栏里另有文字'}，像是整行错了一栏"
    nowhere = only_sees(told) or "progress" not in case.table.columns
    if role == "contact" and (case.of_work or (nowhere and is_of_work(row.text("contact")))):
        return "的联系人一栏写的是别的话，不是联系人"
    if role == "contact" and only_sees(row.text("contact").strip()):
        return "的联系人一栏只写着到别处去看，不是联系人"
    both = role in ("contact", "remark") and "contact" in case.table.columns
    exchanged = both and (case.exchanged or is_exchanged(row))
    return "的联系人写在备注一栏，像是这两栏对调了" if exchanged else ""


def _below_the_task(
    row: TableRow, cell: Cell, task: Task, below: tuple[str, bool], placed: Placement, *, owed: bool
) -> None:
    """An answer typed under the task's text, into its cell: it counts when it says so and no other is there."""
    said, labelled = below
    if owed and labelled and not row.text("progress").strip():
        placed.fates[cell] = ANSWERED
        placed.answers.append(Answer(task.seq, "progress", said, (cell,)))
    else:
        placed.fates.setdefault(cell, _waits(task, f"的任务文字下面还写着“{shorten(said, 20)}”，没有填在进展一栏"))


def _waits(task: Task, why: str, where: str = "") -> Fate:
    return Fate(why, (task.seq,), row=f"{task.name}{where}")


def _fate(case: _Case, task: Task, role: str, text: str) -> Fate:
    """What becomes of a cell of a task's row that is no answer the unit owes."""
    if role in case.layout.answers:
        return (
            Fate(case.waiting, asks=case.waiting != LEFT_OUT)
            if case.waiting
            else _waits(task, "的责任单位里没有这个单位")
        )
    if role == "settled":
        return Fate("应完成日期由汇总单位填写")
    if role in case.layout.official and not official(task, role, text):
        return _waits(task, "的固定栏里有清单外的文字")
    return TEMPLATE


def _known(matcher: Matcher, text: str, row: TableRow, cell: Cell) -> bool:
    """Is a cell of a row without a task still the list's own text (a theme, a number, a clause), word for word?

    What only resembles the list may be the very words of a task of the unit's own.
    """
    role = next((role for role, cells in row.cells.items() if cell in cells), "")
    own = matcher.task_list
    if marks.own_line(text):  # a line below the table beside which answers stand
        return True
    return role in own.layout.official and any(verbatim(task, role, text) for task in own.tasks)


def _labelled(table: Table, role: str, cell: Cell, text: str) -> str:
    """The text, with its column's heading in front when progress stands in several columns (推进措施 | 进展情况)."""
    if role != "progress" or len(table.columns["progress"]) < 2:
        return text
    heading = table.heading(cell[1])
    return f"{heading}：{text}" if heading else text


def _join(answers: Sequence[Answer]) -> list[Answer]:
    """Answers to one task in one field, from continued rows or several columns, as one text; what is said again is said
    once.
    """
    joined: dict[tuple[int, str], Answer] = {}
    said: dict[tuple[int, str], set[str]] = {}
    for answer in answers:
        key = (answer.task, answer.field)
        before = joined.get(key)
        if before is None:
            joined[key] = answer
        elif answer.cells[0] not in before.cells:
            separator = " " if answer.field == "contact" else "\n"
            text = before.text if bare(answer.text) in said[key] else f"{before.text}{separator}{answer.text}"
            joined[key] = replace(before, text=text, cells=before.cells + answer.cells)
        said.setdefault(key, set()).add(bare(answer.text))
    return list(joined.values())


def own_task_words(row: TableRow) -> str:
    """What a unit's own task is about, in a few words."""
    return shorten(row.text("detail") or row.text("theme"), 30)
