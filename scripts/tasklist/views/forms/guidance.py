"""What a form tells its unit while it is filled in: what is left, what was said last period, where to sign.

By plain formulas, colours and comments; what stands here is the form's own when it comes back (`tables.marks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tasklist.model.book import cell_name
from tasklist.model.settings import LastText
from tasklist.tables import marks
from tasklist.views import style
from tasklist.views.forms.rules import mark_same, mark_unanswered, name_cell
from tasklist.views.forms.sheet import (
    CellStyle,
    Workbook,
    comment,
    merge,
    narrow,
    set_formula,
    set_width,
    widths,
)
from tasklist.views.forms.table import TableLayout, TaskTable, insert_row

NO_ANSWERS = ("无", "暂无", "/", "、", "—", "-")  # what is no answer and stays coloured; “本期无” with a reason is one
_COUNT_ROOM = 18.0  # characters of width the two lines of the count need
_COUNT_HEIGHT = 30.0
_NEVER = 10_000_000  # beyond every row a sheet can have
_LAST_WIDTH = 40.0
_SIGN_ROOM = (20.0, 9.0, 14.0, 10.5, 14.0)  # of the labels and cells of the signature line, left to right


def counted(layout: TableLayout) -> dict[str, int]:
    """Where answers are waited for, key → column: progress, and what the list says may not be left blank."""
    own = layout.own
    asked = [column for column in own.columns if column.kind and not column.aside]
    needed = {column.key for column in asked if column.needed or column.key == "progress"}
    return {key: layout.columns[key][0] for key in own.answers if key in needed and key in layout.columns}


def with_room(desk: TaskTable) -> tuple[TaskTable, int]:
    """The table with a free place above its heading at the right edge, and the first column of that place.

    Where a line above the heading leaves no room, one is put in.
    """
    layout, sheet = desk.layout, desk.sheet
    chars = widths(sheet, layout.edge)
    start = _from_right(chars, layout.edge, _COUNT_ROOM) or 1
    row = layout.first - 1
    if row < 1 or not _freed(desk, row, start):
        insert_row(sheet, layout)
        desk, row = desk.moved_down(), layout.first
    sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height or 0.0, _COUNT_HEIGHT)
    return desk, start


def _freed(desk: TaskTable, row: int, start: int) -> bool:
    """Is the row of the form's own lines free from column `start` on, or made so by ending the last line before it?"""
    sheet, edge = desk.sheet, desk.layout.edge
    told = [cell.column for cell in sheet[row] if cell.value is not None]
    spans = [
        each for each in sheet.merged_cells.ranges if each.min_row <= row <= each.max_row and each.max_col >= start
    ]
    if not told or max(told) >= start or any(each.min_row != each.max_row or each.max_col > edge for each in spans):
        return False
    if not all(marks.own_text(str(cell.value)) for cell in sheet[row] if cell.value is not None):
        return False
    chars = widths(sheet, edge)
    room = sum(chars[column] for column in range(max(told), start))
    if style.text_width(str(sheet.cell(row, max(told)).value)) * _WIDER > room:
        return False
    for each in spans:
        narrow(sheet, (row, each.min_col), (row, each.max_col), max(start - 1, each.min_col))
    return True


_WIDER = 1.15  # the lines above the table are written larger than a column's characters


def count_left(
    desk: TaskTable, start: int, rows: Mapping[int, int], answers: Mapping[int, Mapping[str, str]]
) -> dict[str, str]:
    """Write, from column `start` on above the heading, how many answers are still to be given and where the first is.

    `rows`: task number → its row. The formula → the text it gives now.
    """
    layout, row = desk.layout, desk.layout.first - 1
    first, last = min(rows.values()), max(rows.values())
    columns = counted(layout)
    formula = _formula(desk, list(columns.values()), (first, last))
    waiting = [
        (at, column)
        for key, column in columns.items()
        for seq, at in rows.items()
        if _waits(answers.get(seq, {}).get(key, ""))
    ]
    shown = marks.still_open(len(waiting), cell_name(waiting[0])) if waiting else marks.ALL_ANSWERED
    for column in range(start, layout.edge + 1):
        desk.pen.put(desk.sheet, (row, column), "", CellStyle(style.HINT_LINK, "right", ruled=False))
    merge(desk.sheet, (row, start), (row, layout.edge))
    set_formula(desk.sheet.cell(row, start), formula)
    for column in columns.values():
        mark_unanswered(desk.sheet, column, (first, last), NO_ANSWERS, style.UNANSWERED)
    return {formula: shown}


def _waits(text: str) -> bool:
    return text.strip() in ("", *NO_ANSWERS)


def _formula(desk: TaskTable, columns: Sequence[int], rows: tuple[int, int]) -> str:
    """How many cells of these columns hold no answer, in the rows that carry a mark, and a link to the first.

    SUMPRODUCT works on whole columns in every program since Excel 2003, without being entered as an array.
    """
    marked = f"(LEN({_span(desk.layout.mark_column, rows)})>0)"
    words = ",".join(f'"{word}"' for word in ("", *NO_ANSWERS))
    empty = [f'(TRIM(SUBSTITUTE({_span(column, rows)},"　",""))={{{words}}})*{marked}' for column in columns]
    number = "+".join(f"SUMPRODUCT({each})" for each in empty)
    place = ""
    for column, each in reversed(list(zip(columns, empty, strict=True))):
        letters = cell_name((1, column)).rstrip("1")
        first = f"SUMPRODUCT(MIN(ROW({_span(column, rows)})+{_NEVER}*(1-{each})))"
        there = f'"{letters}"&{first}'
        place = f"IF(SUMPRODUCT({each})>0,{there},{place})" if place else there
    before, between = marks.still_open("@", "").split("@")
    said = f'"{before}"&{number}&"{between}"&{place}'.replace("\n", '"&CHAR(10)&"')
    sheet = desk.sheet.title.replace("'", "''").replace('"', '""')
    return f"""=IF({number}=0,"{marks.ALL_ANSWERED}",HYPERLINK("#'{sheet}'!"&{place},{said}))"""


def _span(column: int, rows: tuple[int, int]) -> str:
    return f"{cell_name((rows[0], column))}:{cell_name((rows[1], column))}"


def show_last(desk: TaskTable, how: LastText, rows: Mapping[int, int], last: Mapping[int, str], author: str) -> None:
    """Show what was answered last period (`last`, by task number) beside each answer, as a comment or in a column."""
    said = {seq: last[seq] for seq in rows if last.get(seq)}
    column = desk.layout.columns["progress"][0]
    if how == "note":
        for seq, text in said.items():
            comment(desk.sheet, (rows[seq], column), f"{marks.LAST_PREFIX}\n{text}", author=author)
    elif how == "column" and said:
        beside = desk.layout.free_columns(2)[1]
        set_width(desk.sheet, beside, _LAST_WIDTH)
        head = CellStyle(style.HINT, "center", style.HEADING_TINT.fill)
        desk.pen.put(desk.sheet, (desk.layout.last, beside), marks.LAST_HEADING, head)
        for seq, text in said.items():
            desk.pen.put(desk.sheet, (rows[seq], beside), text, CellStyle(style.HINT))


def mark_repeated(
    workbook: Workbook, desk: TaskTable, rows: Mapping[int, int], places: Mapping[int, tuple[int, int]]
) -> None:
    """Colour an answer for as long as it is last period's; `places`: task number → its cell in the sheet 上期填报."""
    column = desk.layout.columns["progress"][0]
    for seq, place in places.items():
        name = f"last_{seq}"
        name_cell(workbook, name, marks.LAST_SHEET, place)
        mark_same(desk.sheet, (rows[seq], column), name, style.REPEATED)


def sign_here(desk: TaskTable, row: int) -> bool:
    """Write the signature line as labels and cells to type in; False when the table is too narrow for that."""
    edges = list(_sign_edges(widths(desk.sheet, desk.layout.edge), desk.layout.edge))
    if len(edges) != len(_SIGN_ROOM):
        return False
    texts = (marks.SIGNED_BY[0], marks.SIGNED_BY[1], "", marks.SIGNED_BY[2], "")
    for place, ((first, last), text) in enumerate(zip(edges, texts, strict=True)):
        look = CellStyle(style.NOTE, "left" if not text or not place else "right", ruled=False, open=not text)
        for column in range(first, last + 1):
            desk.pen.put(desk.sheet, (row, column), text if column == first else "", look)
        merge(desk.sheet, (row, first), (row, last))
        if not text:
            mark_unanswered(desk.sheet, first, (row, row), (), style.UNANSWERED)
    return True


def _sign_edges(chars: Mapping[int, float], edge: int) -> Iterator[tuple[int, int]]:
    """(first, last) column of each part of the signature line, as wide as it needs; fewer when there is no room."""
    found: list[tuple[int, int]] = []
    last = edge
    for need in reversed(_SIGN_ROOM[1:]):
        first = _from_right(chars, last, need)
        if not first:
            return
        found.append((first, last))
        last = first - 1
    if last >= 1 and sum(chars[i] for i in range(1, last + 1)) >= _SIGN_ROOM[0]:
        found.append((1, last))
    yield from reversed(found)


def _from_right(chars: Mapping[int, float], last: int, need: float) -> int:
    """The column from which on to `last` there is this much width; 0 when there is none."""
    return next((each for each in range(last, 0, -1) if sum(chars[i] for i in range(each, last + 1)) >= need), 0)
