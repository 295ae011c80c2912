"""The balance of one file: every cell, comment, text box and picture gets one fate, and the clerk is told.

A fate is ANSWERED (it stands in an entry), TEMPLATE (the form's own text), or the reason it is unplaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tasklist import mark
from tasklist.catalogue import finding
from tasklist.evidence import Evidence
from tasklist.form import Cell, Table
from tasklist.model import Finding, Grid, Outcome, Place, Return, Unplaced, cell_name
from tasklist.placing import ANSWERED, TEMPLATE, Placement
from tasklist.wording import bare, fold, shorten

Fates = dict[Place, str]

# The form's own signature line, filled in: its labels, in the unit's own wording, with a name or a date behind each.
_SIGNED = (
    r"(?:(?:单位|主要)?负责人(?:签字|签名)?|(?:填报|填表)人|(?:填报|填表|报送)(?:日期|时间)|联系电话)"
    r"(?:[（(][^）)]*[）)])*[:：]"
)
_SIGNATURE = re.compile(rf"(?:{_SIGNED}[^:：。；;，,]{{0,24}}?)+")


def things(path: str, grid: Grid) -> list[tuple[Place, str]]:
    """Everything a person could have put on a sheet, with its place: exactly `grid.size` things."""

    def at(where: str) -> Place:
        return Place(path, grid.sheet, where)

    shown = {cell: text for cell, text in grid.broken.items() if cell not in grid.cells} | dict(grid.cells)
    return [
        *((at(cell_name(cell)), text) for cell, text in sorted(shown.items())),
        *((at(f"{cell_name(cell)}批注"), text) for cell, text in sorted(grid.notes.items())),
        *((at(f"文本框{number}"), text) for number, text in enumerate(grid.floating, 1)),
        *((at(f"图片{number}"), picture.name) for number, picture in enumerate(grid.pictures, 1)),
    ]


def everything(evidence: Evidence) -> list[tuple[Place, str]]:
    """The things of all sheets of a file."""
    return [thing for grid in evidence.book.grids for thing in things(evidence.arrival.path, grid)]


def of_table(evidence: Evidence, table: Table, placed: Placement) -> Fates:
    """The fates of a table's cells: as placed; texts under merged cells; columns nobody asked for."""

    def at(cell: Cell) -> Place:
        return Place(evidence.arrival.path, table.name, cell_name(cell))

    fates = {at(cell): fate for cell, fate in placed.fates.items()}
    for cell in table.sheet.buried:
        same = bare(table.sheet.grid.cells[cell]) == bare(table.sheet.text(cell))
        fates.setdefault(at(cell), TEMPLATE if same else "被合并单元格盖住、看不见的文字")
    for row in table.rows:
        for cell in row.cells.get("unit", ()):
            if not evidence.context.names.exact(row.texts[cell]):
                fates[at(cell)] = "单位一栏里的文字，不是名册上的单位"
    for column, heading in table.extra.items():
        rows = {row.number for row in table.rows}
        cells = (cell for cell in table.sheet.grid.cells if cell[1] == column and cell[0] in rows)
        fates |= dict.fromkeys(map(at, cells), f"多出的一栏“{shorten(heading, 20)}”")
    return fates


def balanced(made: Return, evidence: Evidence, fates: Mapping[Place, str], default: str) -> Return:
    """`made` with every cell accounted for: answers stand in its entries, the rest is template or unplaced.

    `default` is the reason for what is neither in `fates` nor the form's own text.
    """
    waiting: list[Unplaced] = []
    answered: set[Place] = set()
    template = 0
    for grid in evidence.book.grids:
        broken = {cell_name(cell) for cell in grid.broken if cell not in grid.cells}
        for spot, text in things(evidence.arrival.path, grid):
            fate = fates.get(spot)
            if fate == ANSWERED and made.entries:
                answered.add(spot)
                continue
            if spot.cell in broken:
                waiting.append(Unplaced(spot, text, "单元格里是出错的公式，或没有算出值的公式", made.unit))
            elif fate == TEMPLATE or (fate != ANSWERED and own_words(evidence, grid, text)):
                template += 1
            else:
                reason = default if fate in (None, ANSWERED) else fate
                waiting.append(Unplaced(spot, text, _special(spot) or reason or default, made.unit))
    claimed = {source for entry in made.entries for source in entry.sources}
    if evidence.book.grids and claimed != answered:
        return _out_of_balance(made, evidence)
    pictures = tuple(picture for grid in evidence.book.grids for picture in grid.pictures)
    listed = _listed(waiting, made) if made.outcome is Outcome.MERGED else ()
    return replace(
        made,
        unplaced=tuple(waiting),
        template=template,
        seen=template + len(waiting) + len(claimed),
        pictures=pictures,
        findings=made.findings + listed,
    )


def _out_of_balance(made: Return, evidence: Evidence) -> Return:
    """A mistake of the program's own: the file is set aside whole, every word of it listed, and the batch goes on."""
    where, reason = evidence.arrival.path, "程序核对这个文件的格子时对不上数，没有并入；请把文件交给维护人员"
    everything_ = everything(evidence)
    return replace(
        made,
        outcome=Outcome.SET_ASIDE,
        reason=reason,
        entries=(),
        answer_cells=(),
        unplaced=tuple(Unplaced(spot, text, reason, made.unit) for spot, text in everything_),
        template=0,
        seen=len(everything_),
        findings=(finding("set_aside", f"{where}：{reason}", unit=made.unit, place=where, todo="交给维护人员"),),
    )


def own_words(evidence: Evidence, grid: Grid, text: str) -> bool:
    """Is a text outside every table the form's own, the official template's, or a signature line filled in?"""
    context = evidence.context
    return (
        grid.sheet in mark.OWN_SHEETS
        or not text.strip()
        or mark.own_text(text)
        or own_note(text)
        or mark.read(text) is not None
        or bool(_SIGNATURE.fullmatch(fold(text)))
        or bare(text) in context.furniture
        or bare(text) == bare(context.plan.task_list.title)
        or context.matcher.is_theme(text)
    )


def own_note(text: str) -> bool:
    """Is this a comment our own correction workbook carries (with or without an author in front)?"""
    return fold(mark.NOTE_PREFIX) in fold(text)[:40]


def instead_of_text(grid: Grid, cell: Cell) -> str:
    """What stands in a cell instead of text: an error, a picture, a comment; or empty."""
    if cell in grid.broken:
        return f"单元格显示 {grid.broken[cell]}"
    if any(picture.cell == cell for picture in grid.pictures):
        return "单元格里只有图片"
    if cell in grid.notes and not own_note(grid.notes[cell]):
        return "文字写在批注里"
    return ""


def noticed(evidence: Evidence) -> Iterator[Finding]:
    """What the clerk should know of a file: the reader's remarks, hidden cells, struck-through texts."""
    unit, path = evidence.unit.value, evidence.arrival.path
    for said in evidence.book.remarks:
        yield finding("remark", f"{path}：{said}", unit=unit, place=path)
    for grid in evidence.grids:
        hidden = [
            cell
            for cell, text in sorted(grid.cells.items())
            if _is_hidden(grid, cell) and not own_words(evidence, grid, text)
        ]
        if hidden:
            where = Place(path, grid.sheet, cell_name(hidden[0]))
            said = f"{path} 的“{grid.sheet}”有 {len(hidden)} 个有字的单元格被隐藏，如 {where.cell}"
            yield finding("hidden", said, unit=unit, place=where)
        for cell in sorted(grid.struck & set(grid.cells)):
            where = Place(path, grid.sheet, cell_name(cell))
            yield finding("struck", f"{where} 的文字带删除线：{shorten(grid.cells[cell], 30)}", unit=unit, place=where)


def _listed(waiting: Sequence[Unplaced], made: Return) -> tuple[Finding, ...]:
    if not waiting:
        return ()
    first = waiting[0]
    example = f"{first.place.cell}“{shorten(first.text, 20)}”：{first.reason}"
    said = f"{made.arrival.path} 有 {len(waiting)} 处内容未归位，如 {example}"
    return (finding("unplaced", said, unit=made.unit, place=first.place),)


def _is_hidden(grid: Grid, cell: Cell) -> bool:
    return bool(grid.hidden) or cell[0] in grid.hidden_rows or cell[1] in grid.hidden_columns


def _special(spot: Place) -> str:
    """Why a thing that is no cell text cannot stand in the master."""
    for sign, reason in (("批注", "批注"), ("文本框", "文本框里的文字"), ("图片", "图片，已另存到“材料”文件夹")):
        if sign in spot.cell:
            return reason
    return ""
