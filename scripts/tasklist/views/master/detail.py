"""明细台账: the flat table, one row per unit × task, as a real Excel table with its filter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tasklist.ledger.answer_values import value
from tasklist.ledger.history import OFFICE, shown_place
from tasklist.ledger.statistics import is_on_time
from tasklist.ledger.status import status_colour
from tasklist.ledger.summary import Summary
from tasklist.model.layout import NINE, ListColumn
from tasklist.model.ledger import Colour, Line
from tasklist.model.place import Place
from tasklist.model.plan import Kind
from tasklist.model.roster import Unit
from tasklist.model.tasks import Task, TaskList
from tasklist.plan.deadlines.deadlines import next_due
from tasklist.text.moments import moment
from tasklist.views import style
from tasklist.views.master.columns import Column, printed, put_headings, put_rows
from tasklist.views.master.sheet import Sheet, ShownCell, Value, lamp, opened

PAPER_A3 = 8


@dataclass(frozen=True, slots=True)
class DetailRow:
    """What a row is written from: a line, its task and unit, where its answer stood, and where that can be read now."""

    line: Line
    task: Task
    unit: Unit | None
    place: Place | None
    link: Place | None
    received: datetime | None

    def answer(self, field_name: str) -> str:
        """The standing text of one field, or empty."""
        entry = self.line.answer(field_name)
        return entry.text if entry else ""

    @property
    def spot(self) -> str:
        """Sheet and cell the answer stood in, as far as they are known."""
        return "!".join(part for part in (self.place.sheet, self.place.cell) if part) if self.place else ""


def write(sheet: Sheet, summary: Summary) -> None:
    """Headings in the first row, then the table: a row per unit and task, to sort and filter.

    A text taller than a row may be goes on in further rows, which repeat the unit, the task, the light and the time and
    whose 状态 is （续1）, （续2）…: filtered they stay together, and a count of any 状态 leaves them out.
    """
    columns = columns_of(summary.ledger.plan.task_list)
    rest: Iterator[DetailRow] | None = records(summary)
    while rest is not None:
        sheet.widths([column.width for column in columns])
        row, rest = put_rows(sheet, columns, rest, 1)
        if row == 1:
            for place in range(len(columns)):
                sheet.put(1, place, "（本期没有要填报进展的任务）" if not place else "")
            row = 2
        _tabled(sheet, columns, row)
        sheet = sheet.following() if rest is not None else sheet


def _tabled(sheet: Sheet, columns: Sequence[Column[DetailRow]], row: int) -> None:
    """Make what is written above `row` a table with its headings, and lay out its page."""
    put_headings(sheet, columns, 0)
    sheet.page.set_row(0, 33)
    sheet.page.add_table(
        0, 0, row - 1, len(columns) - 1,
        {
            "name": "明细" if sheet.number == 1 else f"明细{sheet.number}",
            "style": None,
            "columns": [{"header": column.heading, "header_format": sheet.format("heading")} for column in columns],
        },
    )  # fmt: skip
    printed(sheet, len(columns), row - 1, 0, paper=PAPER_A3)
    sheet.page.freeze_panes(1, 3)
    sheet.page.set_column_pixels(len(columns), len(columns), 80)
    sheet.back(0, len(columns))
    sheet.tell_links(1, len(columns))


def columns_of(tasks: TaskList) -> tuple[Column[DetailRow], ...]:
    """The columns of 明细台账: those of the contract, and those a list in columns of its own adds."""
    return (*COLUMNS, *_own_columns(tasks))


def records(summary: Summary) -> Iterator[DetailRow]:
    """What every row is written from, in the order of the ledger."""
    ledger = summary.ledger
    units = {unit.name: unit for unit in ledger.plan.roster.units}
    for line in ledger.lines:
        task = ledger.plan.task_list.find(line.obligation.task or 0)
        if line.obligation.kind is Kind.TASKS and task:
            place = line.place or (line.entries[0].place if line.entries else None)
            entry = next((entry for entry in line.entries if entry.place == place), None)
            received = line.came or (entry.stamp.received if entry else None)
            yield DetailRow(
                line, task, units.get(line.obligation.unit), place, shown_place(line, summary.gone), received
            )


def _unit(row: DetailRow) -> Value:
    light = row.line.light
    tint = style.LIGHTS[light.colour] if light.colour is Colour.RED else None
    return ShownCell(row.line.obligation.unit, tint=tint)


def _status(row: DetailRow) -> Value:
    line = row.line
    return ShownCell(line.status.label, tint=style.LIGHTS[status_colour(line.status, in_time=is_on_time(line))])


def _due(row: DetailRow) -> str:
    days = "、".join(map(str, _due_days(row.line, row.task)))
    return days or ("常态化" if row.task.deadline.ongoing else "")


def _file(row: DetailRow) -> Value:
    """The link stands beside the place where there is one, else here."""
    file = row.place.file if row.place else ""
    return file if row.spot else opened(row.link, file)


def _due_days(line: Line, task: Task) -> tuple[date, ...]:
    """The task's milestones; of a recurring deadline the day that follows the report's own."""
    following = next_due(task.deadline, line.obligation.due.date()) if task.deadline.every else None
    return task.deadline.due or ((following,) if following else ())


def said(line: Line) -> str:
    """说明: both lights in words, the reason of a waiver or an extension, the office's own correction."""
    parts = [line.time.sentence, line.content.sentence if line.content.sentence != line.time.sentence else ""]
    if line.obligation.exempt:
        parts.append(f"免报：{line.obligation.exempt}")
    if line.obligation.extended:
        parts.append(f"延期：{line.obligation.extended}")
    if any(entry.office for entry in line.entries):
        parts.append(OFFICE)
    return "；".join(dict.fromkeys(part for part in parts if part))


COLUMNS: tuple[Column[DetailRow], ...] = (
    Column("单位", 18, _unit, repeated=True),
    Column("类别", 12, lambda row: "、".join(row.unit.groups) if row.unit else "", repeated=True),
    Column("序号", 7, lambda row: row.task.seq, "centre", repeated=True),
    Column("重点任务", 24, lambda row: row.task.theme, repeated=True),
    Column("具体任务", 36, lambda row: row.task.detail, repeated=True),
    Column("完成时限", 13, lambda row: row.task.deadline.text, repeated=True),
    Column("应完成日期", 13, _due, "centre", repeated=True),
    Column("工作任务推进措施及进展情况", 60, lambda row: row.line.text),
    Column("联络员及联系电话", 16, lambda row: row.answer("contact")),
    Column("备注", 12, lambda row: row.answer("remark")),
    Column("状态", 9, _status, "centre", counting=True),
    Column("灯", 7, lambda row: lamp(row.line.light), "centre", repeated=True),
    Column("说明", 32, lambda row: said(row.line)),
    Column("来源文件", 24, _file),
    Column("来源位置", 15, lambda row: opened(row.link, row.spot), "centre"),
    Column("收到时间", 13, lambda row: moment(row.received), "centre", repeated=True),
)

_SHOWN = frozenset({"seq", "theme", "detail", "deadline", "progress", "contact", "remark"})  # by the columns above


def _own_columns(tasks: TaskList) -> list[Column[DetailRow]]:
    """The columns of a list that is not the official one, behind those of the contract: its number, its own words,
    the dates in its targets, what units answer beside progress, contact and remark.
    """
    if tasks.layout == NINE:
        return []
    found: list[Column[DetailRow]] = []
    taken = {column.heading for column in COLUMNS}

    def add(heading: str, width: float, value: Callable[[DetailRow], Value], *, repeated: bool = True) -> None:
        names = (heading, f"{heading}（清单）", *(f"{heading}（清单{number}）" for number in range(2, 99)))
        name = next(name for name in names if name and name not in taken)
        taken.add(name)
        found.append(Column(name, width, value, repeated=repeated))

    if any(task.number for task in tasks.tasks):
        add("清单序号", 9, lambda row: row.task.says("seq"))
    for column in tasks.layout.columns:
        if column.key in _SHOWN:
            continue
        if column.kind:
            add(column.title, 14, _answered(column), repeated=False)
        else:
            add(column.title, 16, _listed(column.key))
    if any(task.stages for task in tasks.tasks):
        add("阶段节点", 24, lambda row: "\n".join(f"{day} {clause}" for day, clause in row.task.stages))
    return found


def _answered(column: ListColumn) -> Callable[[DetailRow], Value]:
    return lambda row: value(column, row.line, row.task).shown


def _listed(key: str) -> Callable[[DetailRow], Value]:
    return lambda row: row.task.says(key)
