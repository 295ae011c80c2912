"""The balance of one file: every cell, comment, text box and picture gets one fate, and the clerk is told.

A fate is ANSWERED (it stands in an entry), TEMPLATE (the form's own text), or why it is unplaced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from tasklist.model.arrival import Arrival
from tasklist.model.book import Book, Grid, cell_name
from tasklist.model.finding import Finding, Quote
from tasklist.model.finding_kinds import finding
from tasklist.model.place import Place
from tasklist.model.returns import Outcome, Return, SentPicture
from tasklist.model.unplaced import Loose, Unplaced
from tasklist.returns.accounts.added_columns import ONLY_HEADING, own_heading
from tasklist.returns.accounts.own_words import (
    OwnWords,
    in_margins,
    label_lines,
    own_note,
    own_words,
    signature,
    signed_cells,
    table_rows,
)
from tasklist.returns.belonging import parts
from tasklist.returns.belonging.evidence import Evidence
from tasklist.returns.belonging.periods_apart import label_cells
from tasklist.returns.rows.fates import ANSWERED, TEMPLATE, Fate, Placement
from tasklist.tables import marks
from tasklist.tables.find import Table
from tasklist.tables.heading_rows import Cell
from tasklist.text.display import shorten
from tasklist.text.normalize import bare

Fates = dict[Place, Fate]
PICTURE, NOTE, BOX = "图片", "批注", "文本框"
MARGINS = ("页眉", "页脚")


class Thing(NamedTuple):
    """One thing a person put into a file; `what` it is where it is no cell's text: 批注, 图片, 页眉 and the like."""

    place: Place
    text: str
    what: str = ""


def things(arrival: Arrival, grid: Grid) -> list[Thing]:
    """Everything a person could have put on a sheet, with its place: exactly `grid.size` things."""

    def at(where: str, text: str, what: str = "") -> Thing:
        return Thing(arrival.place(grid.sheet, where), text, what)

    shown = {cell: text for cell, text in grid.broken.items() if cell not in grid.cells} | dict(grid.cells)
    return [
        *(at(cell_name(cell), text) for cell, text in sorted(shown.items())),
        *(at(f"{cell_name(cell)}{NOTE}", text, NOTE) for cell, text in sorted(grid.notes.items())),
        *(at(f"{BOX}{number}", text, BOX) for number, text in enumerate(grid.floating, 1)),
        *(at(f"{PICTURE}{number}", picture.name, PICTURE) for number, picture in enumerate(grid.pictures, 1)),
    ]


def beside(arrival: Arrival, book: Book) -> list[Thing]:
    """What a file holds beside its grids, each with a place of its own."""
    numbers: Counter[tuple[str, str]] = Counter()
    found = []
    for one in book.leftovers:
        numbers[one.sheet, one.what] += 1
        where = f"{one.what}{numbers[one.sheet, one.what]}"
        found.append(Thing(arrival.place(one.sheet, where), one.text, one.what))
    return found


def everything(evidence: Evidence) -> list[Thing]:
    """The things of all sheets of a file, and what lies beside them."""
    on_sheets = [thing for grid in evidence.book.grids for thing in things(evidence.arrival, grid)]
    return on_sheets + beside(evidence.arrival, evidence.book)


def of_table(evidence: Evidence, table: Table, placed: Placement) -> Fates:
    """The fates of a table's cells: as placed; texts under merged cells; columns nobody asked for."""

    def at(cell: Cell) -> Place:
        return evidence.arrival.place(table.name, table.cell_name(cell))

    fates = {at(cell): fate for cell, fate in placed.fates.items()}
    for cell in table.sheet.buried:
        same = bare(table.sheet.grid.cells[cell]) == bare(table.sheet.text(cell))
        fates.setdefault(at(cell), TEMPLATE if same else Fate("被合并单元格盖住、看不见的文字"))
    named = (*parts.names_of_blocks(table, evidence.context.names), *label_cells(table, evidence.heads_rows))
    fates |= {at(cell): TEMPLATE for cell in named}
    unit = evidence.unit_of(table)
    for row in table.rows:
        for cell in row.cells.get("unit", ()):
            said = row.texts[cell]
            if not evidence.context.names.exact(said) and unit not in evidence.near.meant(said, evidence.owners):
                fates[at(cell)] = Fate("单位一栏里的文字，不是名册上的单位")
    numbers = {row.number for row in table.rows}
    for column, heading in table.extra.items():
        ours = _last_said(evidence) if bare(heading) == bare(marks.LAST_HEADING) else frozenset()
        later = evidence.another_part(table.heading(column))
        other = Fate(f"“{shorten(heading, 20)}”一栏现在还不用填") if later else extra_column(heading)
        for cell, text in table.sheet.grid.cells.items():
            if cell[1] == column and cell[0] in numbers:
                fates[at(cell)] = TEMPLATE if bare(text) in ours else other
        fates |= {at(cell): ONLY_HEADING for cell in own_heading(evidence, table, column)}
    return fates


def of_nobody(table: Table) -> str:
    """Why a part of a file that was taken apart is nobody's."""
    called = f"单位一栏写的“{shorten(table.called, 20)}”不在名册里" if table.called else ""
    return f"{called or f'工作表“{table.name}”没有写是哪个单位的'}，分开时没有算给谁"


def _last_said(evidence: Evidence) -> frozenset[str]:
    """What the form's own sheet 上期填报 says was answered last period (bare), a text over several rows as one."""
    said: dict[str, list[str]] = {}
    for grid in evidence.book.grids:
        for row, column in sorted(grid.cells) if grid.sheet == marks.LAST_SHEET else ():
            if column == marks.LAST_TEXT:
                said.setdefault(grid.cells.get((row, 1), ""), []).append(grid.cells[row, column])
    return frozenset(bare("".join(part.removeprefix(marks.AGAIN) for part in parts)) for parts in said.values())


def extra_column(heading: str) -> Fate:
    """The fate of what stands in a column nobody asked for."""
    return Fate(f"多出的一栏“{shorten(heading, 20)}”")


def balanced(made: Return, evidence: Evidence, fates: Mapping[Place, Fate], default: str) -> Return:
    """`made` with every cell accounted for: answers stand in its entries, the rest is template or unplaced.

    `default` is the reason for what is neither in `fates` nor the form's own text.
    """
    waiting: list[Unplaced] = []
    answered: set[Place] = set()
    template = 0
    signed: list[str] = []
    for grid in evidence.book.grids:
        broken = {cell_name(cell) for cell in grid.broken if cell not in grid.cells}
        furnished, otherwise = _furnished(evidence, grid), default
        if grid.sheet in marks.OWN_SHEETS:
            otherwise = f"写在“{grid.sheet}”表里，这张表不用填"
        lines = label_lines(grid, min((each.top for each in evidence.lists if each.name == grid.sheet), default=0))
        ours = OwnWords(evidence, lines, table_rows(grid), signed_cells(grid))
        for thing in things(evidence.arrival, grid):
            spot, text, _ = thing
            fate = fates.get(spot)
            if fate == ANSWERED and made.entries:
                answered.add(spot)
                continue
            own = fate == TEMPLATE or spot in furnished or (fate != ANSWERED and ours(spot, text, fate))
            if spot.cell in broken and spot.cell not in lines:
                waiting.append(Unplaced(spot, text, "单元格里是出错的公式，或没有算出值的公式", made.unit))
            elif own or spot.cell in broken:
                template += 1
                signed += [text] if spot.cell in ours.signed or signature(text) else []
            else:
                waiting.append(_unplaced(thing, fate, otherwise, made.unit))
    for spot, text, what in beside(evidence.arrival, evidence.book):
        is_own = in_margins if what in MARGINS else own_words
        if fates.get(spot) == TEMPLATE or (is_own(evidence, text) and not others_named(evidence, text)):
            template += 1
        else:
            loose = Loose.PICTURE if what.endswith(PICTURE) else Loose.ASIDE
            waiting.append(Unplaced(spot, text, f"{what}里的内容，不在表格里", made.unit, loose=loose))
    claimed = {source for entry in made.entries for source in entry.sources}
    if evidence.book.grids and claimed != answered:
        return _out_of_balance(made, evidence)
    told = listed(waiting, made) if made.outcome is Outcome.MERGED else ()
    return replace(
        made,
        unplaced=tuple(waiting),
        template=template,
        seen=template + len(waiting) + len(claimed),
        pictures=tuple(_pictures(evidence, made)),
        signed=tuple(dict.fromkeys(signed)),
        findings=made.findings + told,
    )


def _pictures(evidence: Evidence, made: Return) -> Iterator[SentPicture]:
    """The pictures of a file that are not the template's, with the task whose row they are anchored in."""
    rows = {(each.place.sheet, int(re.sub(r"\D", "", each.place.cell))): each.task for each in made.answer_cells}
    for grid in evidence.book.grids:
        for number, picture in enumerate(grid.pictures, 1):
            if evidence.context.furniture.shows(picture):
                continue
            row, column = picture.cell or (0, 0)
            over = (each for each in grid.merged if each[0] <= row <= each[2] and each[1] <= column <= each[3])
            task = rows.get((grid.sheet, min([row, *(each[0] for each in over)])))
            yield SentPicture(picture, task, evidence.arrival.place(grid.sheet, f"{PICTURE}{number}"))


def _out_of_balance(made: Return, evidence: Evidence) -> Return:
    """A mistake of the program's own: the file is set aside whole, every word of it listed, and the batch goes on."""
    reason = "程序核对这个文件的格子时对不上数，没有并入；请把文件交给维护人员"
    everything_ = everything(evidence)
    asked = finding("set_aside", reason, unit=made.unit, of=evidence.arrival.place(), todo="交给维护人员")
    return replace(
        made,
        outcome=Outcome.SET_ASIDE,
        reason=reason,
        entries=(),
        answer_cells=(),
        unplaced=tuple(Unplaced(spot, text, reason, made.unit) for spot, text, _ in everything_),
        template=0,
        seen=len(everything_),
        findings=(asked,),
        question=asked,
    )


def _furnished(evidence: Evidence, grid: Grid) -> set[Place]:
    """What stands on a sheet because the program put it there: the template's comments and pictures, our own sheets."""
    furniture = evidence.context.furniture
    ours = grid.cells if grid.sheet in marks.behind_the_paper(evidence.book) else _written_by_us(grid)
    cells = [cell_name(cell) for cell in ours]
    notes = [f"{cell_name(cell)}{NOTE}" for cell, note in grid.notes.items() if furniture.notes_say(note)]
    pictures = [f"{PICTURE}{number}" for number, picture in enumerate(grid.pictures, 1) if furniture.shows(picture)]
    return {evidence.arrival.place(grid.sheet, where) for where in (*cells, *notes, *pictures)}


def _written_by_us(grid: Grid) -> Iterator[Cell]:
    """The cells of 上期填报 and 补填说明 that the form came with: a title and lines, a heading, numbered rows."""
    if grid.sheet == marks.META_SHEET:
        yield from grid.cells
    elif grid.sheet in marks.OWN_SHEETS:
        head = next((row for row, column in sorted(grid.cells) if grid.cells[row, column] == "序号"), 0)
        width = next(column for column in count(1) if (head, column + 1) not in grid.cells)
        last = next(row for row in count(head) if not grid.cells.get((row + 1, 1), "").isdigit())
        for row, column in grid.cells:
            if (row < head and column == 1) or (head <= row <= last and column <= width):
                yield row, column


def instead_of_text(evidence: Evidence, grid: Grid, cell: Cell) -> tuple[str, str]:
    """What a unit put into a cell instead of text, as the code of a verdict and in words; or both empty."""
    furniture = evidence.context.furniture
    if cell in grid.broken:
        return "broken", f"单元格显示 {grid.broken[cell]}"
    if any(picture.cell == cell and not furniture.shows(picture) for picture in grid.pictures):
        return "picture", "单元格里只有图片"
    if cell in grid.notes and not own_note(grid.notes[cell]) and not furniture.notes_say(grid.notes[cell]):
        return "comment", "文字写在批注里"
    above = grid.over.get(cell)
    if above and not furniture.says(above.text):
        return "covered", f"{above.what}“{shorten(above.text, 30)}”盖在这一格上，格里没有文字"
    return "", ""


def others_named(evidence: Evidence, text: str) -> tuple[str, ...]:
    """The units a text beside the tables names, when the file's own is not among them."""
    named = evidence.context.names.within(text)
    return () if evidence.unit.value in named else named


def listed(waiting: Sequence[Unplaced], made: Return) -> tuple[Finding, ...]:
    """The finding that tells of what found no place and must be looked at, or none."""
    waiting = [spot for spot in waiting if spot.asks]
    if not waiting:
        return ()
    first = waiting[0]
    said = (made.arrival.place(), f" 有 {len(waiting)} 处内容未归位，如 {first.place.cell}“")
    words = (Quote(shorten(first.text, 20)), "”：", Quote(first.why))
    return (finding("unplaced", *said, *words, unit=made.unit, place=first.place),)


def _unplaced(thing: Thing, fate: Fate | None, otherwise: str, unit: str) -> Unplaced:
    """Why a thing is unplaced: what is no cell's text cannot stand in the master, whatever it says."""
    kept = "图片，已另存到“材料”文件夹" if unit else "图片，文件认领后另存到“材料”文件夹"
    if special := {NOTE: NOTE, BOX: "文本框里的文字", PICTURE: kept}.get(thing.what, ""):
        loose = Loose.PICTURE if thing.what == PICTURE else Loose.ASIDE
        return Unplaced(thing.place, thing.text, special, unit, loose=loose)
    given = fate if fate and fate != ANSWERED else Fate("")
    why = given.reason or otherwise
    more = (given.loose, given.row, given.units, given.under, given.head, given.spans)
    return Unplaced(thing.place, thing.text, why, unit, given.tasks, 1, given.asks, *more)
