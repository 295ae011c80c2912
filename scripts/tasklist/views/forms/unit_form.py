"""The official task list as a workbook, and from it one form per unit: only its tasks, prefilled, protected, marked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from tasklist.model.errors import UserError
from tasklist.model.layout import NINE, Layout
from tasklist.model.plan import Campaign, Deliverable, Quota
from tasklist.model.settings import LastText
from tasklist.model.tasks import Task, TaskList
from tasklist.tables import marks
from tasklist.tables.find import find_tables
from tasklist.tables.heading_rows import nearest_headings
from tasklist.tables.layout_words import vocabulary_of
from tasklist.text.moments import chinese, chinese_due
from tasklist.views import style
from tasklist.views.forms import extra_sheets
from tasklist.views.forms.guidance import count_left, mark_repeated, show_last, with_room
from tasklist.views.forms.own_table import add_prompts, own_layout, set_widths, write_head
from tasklist.views.forms.rows import notes_height, write_lines, write_notes
from tasklist.views.forms.rules import prompt
from tasklist.views.forms.sheet import (
    CellStyle,
    CellWriter,
    Workbook,
    Worksheet,
    activate,
    fit_row,
    merge,
    new_workbook,
    protect,
    save,
    set_page,
    set_text,
    set_width,
    widths,
)
from tasklist.views.forms.table import (
    TableLayout,
    TaskTable,
    clear,
    grid_of,
    insert_row,
    make_official,
    official_layout,
    read_layout,
)
from tasklist.views.forms.template import open_template

OWN_DATE = "应完成日期"
_OWN_DATE_PROMPT = "程序读不懂的完成时限，由经办人在这里填上日期；有几个日期时用顿号隔开。这一列不打印，也不下发。"
_TITLE_GAP = 9
_SIGNATURE_HEIGHT = 27.0
_PROMPTS = {
    "progress": (
        "这一格怎么填",
        "请写清：什么时间、做了什么、结果多少（场次、人次、份数等）。"
        "本期没有开展的，写“本期无”并说明原因。上期内容见“上期填报”表（如有）。",
    ),
    "contact": ("联络员及联系电话", "请写一位联络员的姓名和电话，中间空一格。"),
    "remark": ("备注", "佐证材料名称、需要上级协调的事项等；没有可以不填。"),
}


@dataclass(frozen=True)
class FormSheet:
    """What one unit's form says: whose it is, what it owes, what it has already answered.

    `tasks`: those it owes, in list order. `answers`: task number → field (progress, contact, remark) → the text
    that stands this period. `last`: task number → last period's progress, beside each answer as `last_text` says.
    `created`: the stamp written into the file (the notice's date), so that the same content gives the same bytes.
    """

    unit: str
    period: str
    period_name: str
    due: datetime
    title: str
    office: str
    created: date
    list_digest: str = ""
    tasks: tuple[Task, ...] = ()
    answers: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    last: Mapping[int, str] = field(default_factory=dict)
    quotas: tuple[Quota, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    layout: Layout = NINE
    last_text: LastText = "note"
    duties: tuple[str, ...] = ()  # what the unit must do for which of its tasks, in the roles the list gives it

    @property
    def labels(self) -> tuple[str, str, str]:
        """填报单位, 报送期 and 截止, as they stand above the table."""
        return (
            f"{marks.UNIT_LABEL}{self.unit}",
            f"{marks.PERIOD_LABEL}{self.period_name}",
            f"{marks.DUE_LABEL}{chinese_due(self.due)}",
        )


@dataclass(frozen=True)
class Original:
    """A template studied once, for any number of forms: its bytes, its task sheet and how that is laid out."""

    data: bytes
    sheet: str
    layout: TableLayout


@dataclass(frozen=True)
class Form:
    """A form on the desk: the open workbook, its task sheet, and where each task and answer stands."""

    workbook: Workbook
    sheet: Worksheet
    pen: CellWriter
    rows: Mapping[int, int]
    columns: Mapping[str, int]
    results: Mapping[str, str]


def official_template(task_list: TaskList, campaign: Campaign) -> bytes:
    """The list in the official layout: title, nine headings, 重点任务 over two columns, theme blocks merged.

    Right of the nine, outside the printed page, the office's own column 应完成日期 settles what cannot be read.
    """
    (workbook, sheet), pen = new_workbook("任务清单"), CellWriter()
    own, above = task_list.layout, task_list.layout.above
    head = 3 + len(above)
    layout = official_layout(head) if own == NINE else own_layout(own, head)
    desk, edge, first = TaskTable(sheet, pen, layout), layout.edge, layout.last + 1
    _set_widths(desk)
    pen.put(sheet, (1, 1), task_list.title, CellStyle(style.TITLE, "center", ruled=False))
    merge(sheet, (1, 1), (1, edge))
    room = sum(widths(sheet, edge).values())
    sheet.row_dimensions[1].height = style.text_height(task_list.title, room, style.TITLE.points) + _TITLE_GAP
    for row, line in enumerate(above, 2):
        pen.put(sheet, (row, 1), line, CellStyle(style.SUBTITLE, ruled=False))
        merge(sheet, (row, 1), (row, edge))
    _labels(desk, head - 1, (marks.UNIT_LABEL, marks.PERIOD_LABEL, marks.DUE_LABEL))
    _headings(desk, task_list.headings)
    written = write_lines(desk, task_list.tasks, {}, first, below=_SIGNATURE_HEIGHT, one_row=True)
    end = written[-1].rows[-1] if written else layout.last
    _own_dates(desk, edge + 1, range(layout.last, end + 1))
    last = write_notes(desk, (*own.below, marks.SIGNATURE), end + 1)
    sheet.row_dimensions[last].height = _SIGNATURE_HEIGHT
    sheet.freeze_panes = f"A{first}"
    set_page(sheet, last_row=last, last_column=edge, heading=(layout.first, layout.last), landscape=True)
    return save(workbook, title=task_list.title, author=campaign.office, created=campaign.issued_on)


def _set_widths(desk: TaskTable) -> None:
    if desk.layout.own != NINE:
        set_widths(desk.sheet, desk.layout.own)
        return
    for role, span in desk.layout.columns.items():
        for column, chars in zip(span, style.OFFICIAL_WIDTHS[role], strict=True):
            set_width(desk.sheet, column, chars)


def _headings(desk: TaskTable, texts: Sequence[str]) -> None:
    if desk.layout.own != NINE:
        write_head(desk)
        return
    row = desk.layout.last
    for (role, span), text in zip(desk.layout.columns.items(), texts, strict=True):
        tint = style.ANSWER_TINT if role in desk.layout.own.answers else style.HEADING_TINT
        for column in span:
            shown = text if column == span[0] else ""
            desk.pen.put(desk.sheet, (row, column), shown, CellStyle(style.HEADING, "center", tint.fill))
        merge(desk.sheet, (row, span[0]), (row, span[-1]))
    desk.sheet.row_dimensions[row].height = style.HEADING_HEIGHT


def _own_dates(desk: TaskTable, column: int, rows: range) -> None:
    set_width(desk.sheet, column, 14)
    head = CellStyle(style.HINT, "center", style.HEADING_TINT.fill)
    desk.pen.put(desk.sheet, (rows[0], column), OWN_DATE, head)
    for row in rows[1:]:
        desk.pen.put(desk.sheet, (row, column), "", CellStyle(style.HINT, "center", number_format="yyyy-mm-dd"))
    if len(rows) > 1:
        prompt(desk.sheet, column, (rows[1], rows[-1]), OWN_DATE, _OWN_DATE_PROMPT)


def form(template: bytes, content: FormSheet) -> bytes:
    """One unit's form, made from the official template. Raises UserError when the template holds no task table."""
    return finish(draw(study(template, content.layout), content), content)


def forms(template: bytes, contents: Iterable[FormSheet]) -> Iterator[tuple[str, bytes]]:
    """(unit, form) for each content, in the order given.

    Each is drawn on a fresh copy of the template: nothing of one unit can show up in another's form, and a form
    is the same bytes alone and among others. Raises UserError as `form` does.
    """
    original: Original | None = None
    for content in contents:
        original = original or study(template, content.layout)
        yield content.unit, finish(draw(original, content), content)


def finish(form: Form, content: FormSheet) -> bytes:
    """The form as bytes."""
    made = {"title": content.title, "author": content.office}
    return save(form.workbook, **made, created=content.created, results=form.results)


def study(template: bytes, own: Layout = NINE) -> Original:
    """Find the task table of a template, whose columns are `own`.

    Raises UserError when it is no workbook or holds no such table.
    """
    words = vocabulary_of(own)
    sheets = sorted(open_template(template).worksheets, key=lambda sheet: sheet.sheet_state != "visible")
    grids = [grid_of(sheet) for sheet in sheets]
    for sheet, grid in zip(sheets, grids, strict=True):
        for table in find_tables(grid, words):
            if "progress" in table.columns and "detail" in table.columns:
                return Original(template, sheet.title, read_layout(sheet, table, own))
    seen = "、".join(nearest_headings(grids, words)) or "没有文字"
    named = [column.title for key in ("detail", "progress") if (column := own.find(key))]
    todo = "请补上表头" if own == NINE else "请运行 import_list，把这份清单重新导入一次"
    raise UserError(f"任务清单模板里没有找到带“{'”和“'.join(named)}”两栏的表，看到的是：{seen}；{todo}。")


def draw(original: Original, content: FormSheet) -> Form:
    """One unit's form, still open: a correction colours it before it is saved."""
    workbook, pen, layout = open_template(original.data), CellWriter(), original.layout
    sheet = workbook[original.sheet]
    clear(sheet, layout)
    make_official(sheet, pen, layout)
    desk, room = with_room(_fill_head(TaskTable(sheet, pen, layout), content.labels))
    layout, first = desk.layout, desk.layout.last + 1
    notes = _own_notes(content)
    written = write_lines(desk, content.tasks, content.answers, first, notes_height(desk, notes))
    rows = {line.task.seq: line.rows[0] for line in written}
    end = written[-1].rows[-1] if written else first - 1
    for seq, row in rows.items():
        token = marks.token(content.list_digest, content.unit, content.period, seq)
        pen.put(sheet, (row, layout.mark_column), token, CellStyle(style.HINT, ruled=False))
    set_width(sheet, layout.mark_column, 12, hidden=True)
    last = write_notes(desk, notes, end + 1)
    set_page(sheet, last_row=last, last_column=layout.edge, heading=(layout.first, layout.last), landscape=True)
    sheet.freeze_panes = f"A{first}"
    columns = {role: layout.columns[role][0] for role in layout.own.answers if role in layout.columns}
    if rows and layout.own != NINE:
        add_prompts(sheet, layout, (first, end))
    for role, column in columns.items() if rows and layout.own == NINE else ():
        prompt(sheet, column, (first, end), *_PROMPTS[role])
    results = count_left(desk, room, rows, content.answers) if rows else {}
    show_last(desk, content.last_text, rows, content.last, content.office)
    protect(sheet)
    mark_repeated(workbook, desk, rows, _add_annexes(workbook, pen, content, workbook.index(sheet)))
    return Form(workbook, sheet, pen, rows, columns, results)


def _fill_head(desk: TaskTable, labels: Sequence[str]) -> TaskTable:
    """Fill 填报单位, 报送期 and 截止 where the template has a place for them, else in a row above the headings."""
    layout = desk.layout
    missing = [label for label in labels if not _fill_label(desk.sheet, layout.first, label)]
    if not missing:
        return desk
    insert_row(desk.sheet, layout)
    _labels(desk, layout.first, missing)
    return desk.moved_down()


def _fill_label(sheet: Worksheet, heading: int, label: str) -> bool:
    """Write a label's value behind its name above the table; False when the name is not there."""
    name, _, _ = label.partition("：")
    place = re.compile(rf"{name}\s*[:：][\s_＿]*")
    for row in range(1, heading):
        for cell in sheet[row]:
            if cell.value is not None and place.search(str(cell.value)):
                set_text(cell, place.sub(lambda _: f"{label}　　", str(cell.value)).rstrip())
                fit_row(sheet, (row, cell.column))
                return True
    return False


def _labels(desk: TaskTable, row: int, texts: Sequence[str]) -> None:
    """Up to three texts side by side over the width of the table."""
    columns, edge = desk.layout.columns, desk.layout.edge
    starts = sorted({1, columns["detail"][0] + 1, columns["progress"][0]})[: len(texts)]
    if desk.layout.own != NINE:  # its task or its answer may stand anywhere
        starts = [1, 1 + math.ceil(edge / 3), 1 + math.ceil(2 * edge / 3)][: len(texts)]
    desk.sheet.row_dimensions[row].height = 24
    for start, end, text in zip(starts, [*(each - 1 for each in starts[1:]), edge], texts, strict=False):
        desk.pen.put(desk.sheet, (row, start), text, CellStyle(style.SUBTITLE, ruled=False))
        merge(desk.sheet, (row, start), (row, end))
        fit_row(desk.sheet, (row, start))


def _own_notes(content: FormSheet) -> list[str]:
    notes = [] if content.tasks else [marks.NO_TASKS]
    if content.duties:
        notes.append(f"{marks.DUTY_LABEL}{'；'.join(content.duties)}。")
    notes += _materials(content)
    if content.quotas:
        rules = "".join(map(extra_sheets.rule, content.quotas))
        notes.append(f"{marks.RULE_LABEL}{rules}请填在“{marks.QUOTA_SHEET}”表。")
    return notes


def _materials(content: FormSheet) -> list[str]:
    """The line about the documents that are asked for, or none."""
    named = "；".join(map(_material, content.deliverables))
    return [f"{marks.MATERIALS_LABEL}{named}。"] if named else []


def _material(deliverable: Deliverable) -> str:
    evidence = "，附佐证材料" if deliverable.evidence else ""
    return f"{deliverable.name}（{chinese(deliverable.due)}前{evidence}）"


def _add_annexes(workbook: Workbook, pen: CellWriter, content: FormSheet, place: int) -> Mapping[int, tuple[int, int]]:
    """The sheets beside the task list; task number → the cell of 上期填报 with last period's answer."""
    if content.quotas or not content.tasks:
        token = marks.token(content.list_digest, content.unit, content.period, 0)
        extra_sheets.add_quotas(
            workbook,
            pen,
            place=place + 1,
            labels=content.labels,
            materials=() if content.tasks else _materials(content),
            quotas=content.quotas,
            token=token,
        )
    last = [(task.seq, task.detail, text) for task in content.tasks if (text := content.last.get(task.seq, ""))]
    at_end = len(workbook.sheetnames)
    places = extra_sheets.add_last(workbook, pen, place=at_end, labels=content.labels, rows=last) if last else {}
    contacts = filter(None, (said.get("contact", "") for said in content.answers.values()))
    facts = marks.meta(content.list_digest, content.unit, content.period, content.title, contacts)
    extra_sheets.add_meta(workbook, facts)
    activate(workbook, workbook.worksheets[place if content.tasks else place + 1])
    if not content.tasks:  # a table without a row is nothing to open with
        workbook.worksheets[place].sheet_state = "hidden"
    return places
