"""One form per unit, made from the official template: only its tasks, prefilled, protected, marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tasklist.model.errors import UserError
from tasklist.model.layout import NINE, Layout
from tasklist.model.plan import Deliverable, Quota
from tasklist.model.settings import LastText
from tasklist.model.tasks import Task
from tasklist.tables import marks
from tasklist.tables.find import find_tables
from tasklist.tables.layout_words import vocabulary_of
from tasklist.tables.nearest_headings import nearest_headings
from tasklist.text.moments import chinese, chinese_due
from tasklist.views import style
from tasklist.views.forms import extra_sheets
from tasklist.views.forms.guidance import count_left, mark_repeated, show_last, with_room
from tasklist.views.forms.head import entitle, fill_head
from tasklist.views.forms.own_table import add_prompts
from tasklist.views.forms.rows import notes_height, write_lines, write_notes
from tasklist.views.forms.rules import prompt
from tasklist.views.forms.sheet import (
    CellStyle,
    CellWriter,
    Workbook,
    Worksheet,
    activate,
    protect,
    save,
    set_page,
    set_width,
)
from tasklist.views.forms.table import (
    TableLayout,
    TaskTable,
    clear,
    grid_of,
    make_official,
    read_layout,
)
from tasklist.views.forms.template import copies, open_template

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
    listed: str = ""  # what the list itself is called in the template

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
    """A template studied once, for any number of forms: fresh copies of it, its task sheet and how that is laid out."""

    fresh: Callable[[], Workbook]
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


def form(template: bytes, content: FormSheet) -> bytes:
    """One unit's form, made from the official template. Raises UserError when the template holds no task table."""
    return drawn(study(template, content.layout), content)


def drawn(original: Original, content: FormSheet) -> bytes:
    """One unit's form. On a fresh copy of the template: nothing of one unit can show up in another's form."""
    return finish(draw(original, content), content)


def finish(form: Form, content: FormSheet) -> bytes:
    """The form as bytes."""
    made = {"title": content.title, "author": content.office}
    return save(form.workbook, **made, created=content.created, results=form.results)


def study(template: bytes, own: Layout = NINE) -> Original:
    """Find the task table of a template, whose columns are `own`.

    Raises UserError when it is no workbook or holds no such table.
    """
    words = vocabulary_of(own)
    workbook = open_template(template)
    fresh = copies(workbook)
    sheets = sorted(workbook.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
    grids = [grid_of(sheet) for sheet in sheets]
    for sheet, grid in zip(sheets, grids, strict=True):
        for table in find_tables(grid, words):
            if "progress" in table.columns and "detail" in table.columns:
                return Original(fresh, sheet.title, read_layout(sheet, table, own))
    seen = "、".join(nearest_headings(grids, words)) or "没有文字"
    named = [column.title for key in ("detail", "progress") if (column := own.find(key))]
    todo = "请补上表头" if own == NINE else "请运行 import_list，把这份清单重新导入一次"
    raise UserError(f"任务清单模板里没有找到带“{'”和“'.join(named)}”两栏的表，看到的是：{seen}；{todo}。")


def draw(original: Original, content: FormSheet) -> Form:
    """One unit's form, still open: a correction colours it before it is saved."""
    workbook, pen, layout = original.fresh(), CellWriter(), original.layout
    sheet = workbook[original.sheet]
    clear(sheet, layout)
    make_official(sheet, pen, layout)
    entitle(sheet, layout.first, content.listed, content.title)
    desk, room = with_room(fill_head(TaskTable(sheet, pen, layout), content.labels))
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
