"""明细台账: the flat table, one row per unit × task, as a real Excel table with its filter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from tasklist.ledger.history import OFFICE, gone, shown_place
from tasklist.model.ledger import Colour, Ledger, Line
from tasklist.model.plan import Kind, Task, Unit
from tasklist.model.returns import Outcome
from tasklist.plan.deadlines.deadlines import next_due
from tasklist.text.moments import moment
from tasklist.views import style
from tasklist.views.master.sheet import Column, Sheet, ShownCell, Value, lamp, opened, printed, put_row

COLUMNS = (
    Column("单位", 18),
    Column("类别", 12),
    Column("序号", 7, "centre"),
    Column("重点任务", 24),
    Column("具体任务", 36),
    Column("完成时限", 13),
    Column("应完成日期", 13, "centre"),
    Column("工作任务推进措施及进展情况", 60),
    Column("联络员及联系电话", 16),
    Column("备注", 12),
    Column("状态", 9, "centre"),
    Column("灯", 7, "centre"),
    Column("说明", 32),
    Column("来源文件", 24),
    Column("来源位置", 15, "centre"),
    Column("收到时间", 13, "centre"),
)
# Repeated in the rows a text taller than a row goes on in: whose it is, and what the table is filtered and sorted by.
KEPT = (*range(7), 11, 15)
STATUS = 10
PAPER_A3 = 8


def write(sheet: Sheet, ledger: Ledger) -> None:
    """Headings in the first row, then the table: a row per unit and task, to sort and filter.

    A text taller than a row may be goes on in further rows, which repeat the unit, the task, the light and the time and
    whose 状态 is （续1）, （续2）…: filtered they stay together, and a count of any 状态 leaves them out.
    """
    sheet.widths([column.width for column in COLUMNS])
    units = {unit.name: unit for unit in ledger.plan.roster.units}
    read = [record for record in ledger.files if record.outcome is not Outcome.IGNORED]
    came = {record.path: record.received for record in sorted(read, key=lambda record: record.received)}
    left = gone(ledger)
    row = 1
    for line in ledger.lines:
        task = ledger.plan.task_list.find(line.obligation.task or 0)
        if line.obligation.kind is Kind.TASKS and task:
            values = _values(line, task, units.get(line.obligation.unit), came, left)
            row = put_row(sheet, COLUMNS, values, row, keep=KEPT, told=STATUS)
    if row == 1:
        for place in range(len(COLUMNS)):
            sheet.put(1, place, "（没有）" if not place else "")
        row = 2
    for place, column in enumerate(COLUMNS):
        sheet.put(0, place, column.heading, "heading")
    sheet.page.set_row(0, 33)
    sheet.page.add_table(
        0, 0, row - 1, len(COLUMNS) - 1,
        {
            "name": "明细",
            "style": None,
            "columns": [{"header": column.heading, "header_format": sheet.format("heading")} for column in COLUMNS],
        },
    )  # fmt: skip
    printed(sheet, len(COLUMNS), row - 1, 0, paper=PAPER_A3)
    sheet.page.freeze_panes(1, 3)
    sheet.page.set_column_pixels(len(COLUMNS), len(COLUMNS), 80)
    sheet.back(0, len(COLUMNS))
    sheet.tell_links(1, len(COLUMNS))


def _values(
    line: Line, task: Task, unit: Unit | None, came: Mapping[str, datetime], left: Mapping[tuple[str, str], str]
) -> list[Value]:
    contact, remark = line.answer("contact"), line.answer("remark")
    place = line.place or (line.entries[0].place if line.entries else None)
    entry = next((entry for entry in line.entries if entry.place == place), None)
    link = shown_place(line, left)
    file = place.file if place else ""
    where = "!".join(part for part in (place.sheet, place.cell) if part) if place else ""
    return [
        ShownCell(line.obligation.unit, tint=style.LIGHTS[line.light.colour])
        if line.light.colour is Colour.RED
        else line.obligation.unit,
        "、".join(unit.groups) if unit else "",
        task.seq,
        task.theme,
        task.detail,
        task.deadline.text,
        "、".join(map(str, _due_days(line, task))) or ("常态化" if task.deadline.ongoing else ""),
        line.text,
        contact.text if contact else "",
        remark.text if remark else "",
        ShownCell(line.status.label, tint=style.LIGHTS[line.time.colour]),
        lamp(line.light),
        said(line),
        file if where else opened(link, file, 24),
        opened(link, where, 15),
        moment(entry.stamp.received if entry else came.get(file)),
    ]


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
