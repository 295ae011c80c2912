"""The table of a list in the office's own columns: its heading, its chapters, what each cell says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from tasklist.model.layout import AnswerKind, Layout
from tasklist.model.tasks import Task
from tasklist.views import style
from tasklist.views.column_widths import column_widths
from tasklist.views.forms.rules import choices, prompt
from tasklist.views.forms.sheet import CellStyle, Worksheet, merge, set_width
from tasklist.views.forms.table import TableLayout, TaskTable
from tasklist.views.heading_cells import chapters, head_cells, head_heights

_UPPER = 26.0  # points of a heading row that stands over another one
_PROMPTS = {
    AnswerKind.TEXT: "请写清：什么时间、做了什么、结果多少；没有的写“本期无”并说明原因。",
    AnswerKind.CHOICE: "请从下拉列表里选一项：{}。",
    AnswerKind.NUMBER: "请只填数字，单位写在表头或备注里。",
    AnswerKind.PERCENT: "请填百分比，如 85%。",
    AnswerKind.DATE: "请填日期，如 2024-06-30；没有的空着。",
    AnswerKind.PERSON: "请写姓名和电话，中间空一格。",
}


_OTHER_PART = "本期不填这一栏：以前的已经填好，只在有误时改，改了的由汇总单位核对；以后的到时候再填。"


def own_layout(layout: Layout, heading: int) -> TableLayout:
    """The columns of a list from the first one on, its heading from row `heading` down."""
    columns: dict[str, tuple[int, ...]] = {}
    for place, column in enumerate(layout.columns, 1):
        columns[column.key] = (*columns.get(column.key, ()), place)
    return TableLayout(columns, heading, heading + layout.depth - 1, {}, {}, own=layout)


def set_widths(sheet: Worksheet, layout: Layout) -> None:
    """Give the columns their widths, together those of the official list."""
    total = sum(map(sum, style.OFFICIAL_WIDTHS.values()))
    for column, chars in enumerate(column_widths(layout, total), 1):
        set_width(sheet, column, chars)


def write_head(desk: TaskTable) -> None:
    """Write the heading rows."""
    own, first = desk.layout.own, desk.layout.first
    for cell in head_cells(own):
        tint = style.ANSWER_TINT if cell.answer else style.HEADING_TINT
        top, bottom = first + cell.top, first + cell.bottom
        for row in range(top, bottom + 1):
            for column in range(cell.left + 1, cell.right + 2):
                text = cell.text if (row, column) == (top, cell.left + 1) else ""
                desk.pen.put(desk.sheet, (row, column), text, CellStyle(style.HEADING, "center", tint.fill))
        merge(desk.sheet, (top, cell.left + 1), (bottom, cell.right + 1))
    widths = column_widths(own, sum(map(sum, style.OFFICIAL_WIDTHS.values())))
    for row, tall in enumerate(head_heights(own, widths, _UPPER, style.HEADING_HEIGHT), first):
        desk.sheet.row_dimensions[row].height = tall


def cell_texts(task: Task, answer: Mapping[str, str], layout: TableLayout) -> list[tuple[str, int, str]]:
    """(role, column, text) of every column of a line."""
    own, said = layout.own, dict(task.cells)
    levels = task.themes[len(chapters(task)) :]
    found = []
    for key, span in layout.columns.items():
        for place, column in enumerate(span if key != "settled" else ()):
            if key == "theme":
                text = levels[place] if place < len(levels) else ""
            elif key in own.answers:
                text = answer.get(key, "") or (task.remark if key == "remark" else "")
                text = text if place == 0 else ""
            else:
                text = said.get(key, "") if place == 0 else ""
            found.append((key, column, text))
    return found


def joint_keys(layout: Layout) -> tuple[str, ...]:
    """The columns whose cells run down over the lines they belong to."""
    return tuple(dict.fromkeys(column.key for column in layout.columns if column.joint and not column.kind))


def joint_runs(tasks: Sequence[Task], key: str, level: int) -> Iterator[tuple[int, int, str]]:
    """(first, last, text) of the cells of one joint column over these tasks; of themes, of this level."""

    def told(place: int) -> tuple[object, ...]:
        task = tasks[place]
        levels = task.themes[len(chapters(task)) :]
        if key == "theme":
            return chapters(task), levels[: level + 1]
        return chapters(task), dict(task.cells).get(key, "") or place

    for _, group in groupby(range(len(tasks)), key=told):
        places = list(group)
        task = tasks[places[0]]
        levels = task.themes[len(chapters(task)) :]
        text = (levels[level] if level < len(levels) else "") if key == "theme" else dict(task.cells).get(key, "")
        yield places[0], places[-1], text


def add_prompts(sheet: Worksheet, layout: TableLayout, rows: tuple[int, int]) -> None:
    """A hint on every column units answer, and the list to choose from."""
    for column in layout.own.columns:
        if not column.kind or column.key not in layout.columns:
            continue
        place, title = layout.columns[column.key][0], column.title[:32]
        text = _OTHER_PART if column.aside else _PROMPTS[column.kind].format("、".join(column.choices))
        if column.kind is AnswerKind.CHOICE and not column.aside:
            choices(sheet, place, rows, column.choices, title=title, text=text)
        else:
            prompt(sheet, place, rows, title, text)
