"""The lines of a task table written anew: as tall as their texts, themes merged over their blocks, cut into pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, product

from tasklist.model.layout import NINE
from tasklist.model.tasks import Task
from tasklist.tables import marks
from tasklist.views import style
from tasklist.views.forms.guidance import sign_here
from tasklist.views.forms.own_table import cell_texts, joint_keys, joint_runs
from tasklist.views.forms.sheet import (
    CellStyle,
    break_after,
    dress,
    merge,
    raise_text,
    set_height,
    set_text,
    unlock,
    widths,
)
from tasklist.views.forms.table import TableLayout, TaskTable
from tasklist.views.heading_cells import new_chapters
from tasklist.views.text_height import ROW_LIMIT


@dataclass(frozen=True)
class FormLine:
    """A task in the table and its rows: more than one where a text is taller than a row may be.

    `above`: the rows of the chapters that begin with it.
    """

    task: Task
    rows: tuple[int, ...]
    above: tuple[int, ...] = ()


def write_lines(
    board: TaskTable,
    tasks: Sequence[Task],
    answers: Mapping[int, Mapping[str, str]],
    first: int,
    below: float,
    *,
    one_row: bool = False,
) -> list[FormLine]:
    """The tasks from row `first`, each as tall as its longest text, themes merged over their blocks.

    A text taller than a row gets several, every cell of the task merged down over them: what is read back is one
    cell still. With `one_row` (the list itself, which is read row by row) it keeps to one at the limit.
    A block ends where a page ends and is named again on the next one, as in the official print; `below` points
    are kept free on the last page for what stands under the table.
    """
    layout, sheet = board.layout, board.sheet
    chars = widths(sheet, max([layout.edge, *(column for _, column in layout.extra)]))
    lines: list[FormLine] = []
    for task in tasks:
        row = lines[-1].rows[-1] + 1 if lines else first
        above = _write_chapters(board, new_chapters(task, lines[-1].task if lines else None), row, chars)
        line = _write_line(board, task, answers.get(task.seq, {}), row + len(above), chars, one_row=one_row)
        lines.append(replace(line, above=above))
    for page in _pages(board, lines, chars, below):
        for block in _blocks(page, layout):
            _merge_block(board, block, chars)
        if page[-1] is not lines[-1]:
            break_after(sheet, page[-1].rows[-1])
    return lines


def _write_chapters(board: TaskTable, texts: Sequence[str], first: int, chars: Mapping[int, float]) -> tuple[int, ...]:
    """The rows of chapters over the whole width of the table, from row `first`."""
    sheet, edge = board.sheet, board.layout.edge
    for row, text in enumerate(texts, first):
        board.pen.put(sheet, (row, 1), text, CellStyle(style.HEADING, "left", style.HEADING_TINT.fill))
        for column in range(2, edge + 1):
            board.pen.put(sheet, (row, column), "", CellStyle(style.HEADING, "left", style.HEADING_TINT.fill))
        merge(sheet, (row, 1), (row, edge))
        room = sum(chars[column] for column in range(1, edge + 1))
        set_height(sheet, row, style.text_height(text, room, style.HEADING.points) + 6, grows=False)
    return tuple(range(first, first + len(texts)))


def _write_line(
    board: TaskTable, task: Task, answer: Mapping[str, str], row: int, chars: Mapping[int, float], *, one_row: bool
) -> FormLine:
    sheet, extra, joint = board.sheet, board.layout.extra, joint_keys(board.layout.own)
    texts = _texts(task, answer, board.layout)
    texts += [("", column, extra[seq, column]) for seq, column in sorted(extra) if seq == task.seq]
    needed = style.ANSWER_HEIGHT
    for role, column, text in texts:
        board.write(task.seq, (row, column), role, text)
        if role not in joint:
            shown = str(sheet.cell(row, column).value or "")
            needed = max(needed, style.full_height(shown, chars[column], board.points(row, column)))
    count = 1 if one_row or needed <= style.TALLEST else math.ceil(needed / ROW_LIMIT)
    rows = tuple(range(row, row + count))
    for each in rows[:-1]:
        set_height(sheet, each, ROW_LIMIT, grows=False)
    # A row of merged cells alone must not grow: the program that fits it to its text would see none and shrink it.
    set_height(sheet, rows[-1], max(needed - ROW_LIMIT * (count - 1), style.ANSWER_HEIGHT), grows=count == 1)
    for role, column, _ in texts if count > 1 else ():
        for each in rows[1:]:
            board.write(task.seq, (each, column), role, "")
        if role not in joint:
            merge(sheet, (rows[0], column), (rows[-1], column))
            raise_text(sheet, (rows[0], column))
    return FormLine(task, rows)


def _texts(task: Task, answer: Mapping[str, str], layout: TableLayout) -> list[tuple[str, int, str]]:
    """(role, column, text) of every official column of a line."""
    if layout.own != NINE:
        return cell_texts(task, answer, layout)
    themes = task.themes if len(layout.columns.get("theme", ())) > 1 else (task.theme,)
    texts: dict[str, tuple[str, ...]] = {
        "seq": (str(task.seq),),
        "theme": themes,
        "detail": (task.detail,),
        "lead": (task.lead,),
        "responsible": (task.responsible,),
        "deadline": (task.deadline.text,),
        "progress": (answer.get("progress", ""),),
        "contact": (answer.get("contact", ""),),
        "remark": (answer.get("remark", "") or task.remark,),
    }
    return [
        (role, column, (*texts.get(role, ()), "", "")[place] if place < 2 else "")
        for role, span in layout.columns.items()
        if role != "settled"
        for place, column in enumerate(span)
    ]


@dataclass(frozen=True)
class _Block:
    """Rows that share a theme of one level, and the columns it stands in."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    text: str
    paged: bool  # it runs over pages of its own

    @classmethod
    def of(cls, lines: Lines, columns: tuple[int, ...], text: str) -> _Block:
        """The block these lines are."""
        return cls(_rows_of(lines), columns, text, any(len(line.rows) > 1 for line in lines))


Lines = Sequence[FormLine]


def _rows_of(lines: Lines) -> tuple[int, ...]:
    return tuple(row for line in lines for row in line.rows)


def _own_blocks(lines: Lines, layout: TableLayout) -> Iterator[_Block]:
    """The cells that run down over several lines of a list in its own columns, left to right."""
    tasks = [line.task for line in lines]
    for key in joint_keys(layout.own):
        for level, column in enumerate(layout.columns.get(key, ())):
            for first, last, text in joint_runs(tasks, key, level):
                yield _Block.of(lines[first : last + 1], (column,), text)


def _blocks(lines: Lines, layout: TableLayout) -> Iterator[_Block]:
    """The theme blocks of these lines, outer level first; a theme without a second level takes both columns."""
    span = layout.columns.get("theme", ())
    if layout.own != NINE:
        yield from _own_blocks(lines, layout)
        return
    if not span:
        return
    for themes, block in groupby(lines, key=lambda line: line.task.themes[:1]):
        inner = list(block)
        two = len(span) > 1 and any(len(line.task.themes) > 1 for line in inner)
        yield _Block.of(inner, span[:1] if two else span, "".join(themes))
        for sub, part in groupby(inner if two else [], key=lambda line: line.task.themes[1:2]):
            yield _Block.of(list(part), span[1:], "".join(sub))


def _lacking(board: TaskTable, block: _Block, chars: Mapping[int, float]) -> float:
    """How much taller each row of a block must be for the theme's own text."""
    points = board.points(block.rows[0], block.columns[0])
    needed = style.text_height(block.text, sum(chars[column] for column in block.columns), points)
    return max(0.0, (needed - sum(map(board.height, block.rows))) / len(block.rows))


def _merge_block(board: TaskTable, block: _Block, chars: Mapping[int, float]) -> None:
    merge(board.sheet, (block.rows[0], block.columns[0]), (block.rows[-1], block.columns[-1]))
    for place in product(block.rows, block.columns):  # under the first cell nothing stands hidden
        set_text(board.sheet.cell(*place), "")
    set_text(board.sheet.cell(block.rows[0], block.columns[0]), block.text)
    if block.paged:
        raise_text(board.sheet, (block.rows[0], block.columns[0]))
    lacking = _lacking(board, block, chars)
    for row in block.rows if lacking else ():
        board.sheet.row_dimensions[row].height = min(board.height(row) + lacking, style.TALLEST)


def _pages(board: TaskTable, lines: Lines, chars: Mapping[int, float], below: float) -> list[Lines]:
    """The lines cut into printed pages, as full as they get."""
    layout = board.layout
    across = sum(chars[column] for column in range(1, layout.edge + 1))
    room = style.page_room(across) - sum(board.height(row) for row in range(layout.first, layout.last + 1))
    above = sum(board.height(row) for row in range(1, layout.first))

    def tall(page: Lines) -> float:
        lacking = sum(len(block.rows) * _lacking(board, block, chars) for block in _blocks(page, layout))
        return lacking + bare(page)

    def bare(page: Lines) -> float:
        return sum(board.height(row) for line in page for row in (*line.above, *line.rows))

    pages: list[Lines] = []
    while lines:
        free = room - (0 if pages else above)
        most = next((count for count in range(1, len(lines) + 1) if bare(lines[:count]) > free), len(lines))
        fitting = [count for count in range(1, most + 1) if tall(lines[:count]) <= free]
        count = max(fitting, default=1)
        if 1 < count == len(lines) and tall(lines) + below > free:
            count -= 1  # so that the signatures do not stand alone on a page
        pages.append(lines[:count])
        lines = lines[count:]
    return pages


def write_notes(board: TaskTable, lines: Sequence[str], first: int) -> int:
    """`lines` of the form's own and then the template's notes below the table, from row `first`; the last row."""
    sheet, layout = board.sheet, board.layout
    chars = sum(widths(sheet, layout.edge).values())
    for row, text in enumerate(lines, first):
        board.pen.put(sheet, (row, 1), text, CellStyle(style.NOTE, ruled=False))
        merge(sheet, (row, 1), (row, layout.edge))
        sheet.row_dimensions[row].height = _note_height(text, chars)
    start = first + len(lines)
    for row, note in enumerate(layout.notes, start):
        sheet.row_dimensions[row].height = note.height
        if note.signature and sign_here(board, row):
            continue
        for column, value, look in note.cells:
            cell = sheet.cell(row, column)
            cell.value = value  # type: ignore[assignment]
            dress(cell, look)
            if marks.to_sign(str(value)):
                unlock(cell)
        for left, right in note.spans:
            merge(sheet, (row, left), (row, right))
    return start + len(layout.notes) - 1


def notes_height(board: TaskTable, lines: Sequence[str]) -> float:
    """How tall `lines` and the template's notes will stand below the table, in points."""
    chars = sum(widths(board.sheet, board.layout.edge).values())
    return sum(_note_height(text, chars) for text in lines) + sum(note.height or 15.0 for note in board.layout.notes)


def _note_height(text: str, chars: float) -> float:
    return style.text_height(text, chars, style.NOTE.points) + 3
