"""A list in the office's own columns on paper: where its columns stand, its heading, and a page of blocks written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from tasklist.model.layout import AnswerKind, Layout, Role
from tasklist.model.tasks import Task
from tasklist.tables.marks import AGAIN
from tasklist.views import style
from tasklist.views.column_widths import column_widths
from tasklist.views.heading_cells import chapters, head_cells, head_heights, new_chapters
from tasklist.views.master.own_blocks import POINTS, OwnBlock, OwnRow, Paper
from tasklist.views.master.sheet import Sheet
from tasklist.views.master.task_list import PAGE
from tasklist.views.style import text_height
from tasklist.views.text_height import pieces

TOTAL = 139.0  # characters of A4 upright on its side, with a little to spare for fonts that stand in
_SHRUNK = 0.97  # of what a page printed smaller should hold by its width: programs round the scale down
UPPER = 26.0  # points of a heading row that stands over another one
_LEFT = frozenset({Role.TASK, Role.PROBLEM, Role.MEASURE, Role.TARGET, Role.KEPT})


@dataclass(frozen=True)
class OwnPaper:
    """Columns as they are printed. `unit`: the one that names a unit in place of the list's words, -1: none does;
    `gathered`: what all units answered to a task stands in one cell.
    """

    shown: Layout
    unit: int = -1
    gathered: bool = False

    @cached_property
    def answers(self) -> dict[int, str]:
        """Column → key of the answers."""
        return {place: column.key for place, column in enumerate(self.shown.columns) if column.kind}

    @cached_property
    def main(self) -> int:
        """The column of the main answer."""
        return next(place for place, key in self.answers.items() if key == "progress")

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """Their widths in characters."""
        return column_widths(self.shown, TOTAL, gathered=self.gathered)

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.shown.columns) - 1

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """How tall the rows of the heading stand."""
        return head_heights(self.shown, self.widths, UPPER, 30.0)

    def look(self, place: int) -> str:
        """The look of a column's cells."""
        column = self.shown.columns[place]
        left = column.role in _LEFT or column.kind is AnswerKind.TEXT or (self.gathered and place == self.main)
        return "official" if left else "official_centre"

    def fixed(self, task: Task) -> dict[int, str]:
        """Column → what the list says of a task, where no unit's own words stand."""
        said, levels = dict(task.cells), list(task.themes[len(chapters(task)) :])
        found = {}
        for place, column in enumerate(self.shown.columns):
            if place == self.unit or column.kind:
                continue
            if column.key == "theme":
                found[place] = levels.pop(0) if levels else ""
            else:
                found[place] = said.get(column.key, "")
        return found

    def block(self, task: Task, before: Task | None, rows: Sequence[OwnRow]) -> OwnBlock:
        """The block of a task, with the chapters that begin with it."""
        wide = sum(self.widths)
        above = [(text, text_height(text, wide, POINTS) + 6) for text in new_chapters(task, before)]
        return OwnBlock(task, tuple(rows), self.fixed(task), tuple(above))

    def pages(self, above: float) -> Paper:
        """How much the pages hold, with `above` points over the heading of the first. A table broader than the paper is
        printed smaller, and more of it stands on a page.
        """
        room = PAGE * max(1.0, _SHRUNK * sum(self.widths) / TOTAL) - sum(self.heights)
        return Paper(self.widths, room, room - above, self.unit)


def write_lines(sheet: Sheet, paper: OwnPaper, title: str, lines: Sequence[str]) -> tuple[int, float]:
    """Write the title and the lines under it; the row after them, and how many points they take."""
    wide = sum(paper.widths)
    tall = text_height(title, wide, style.TITLE.points) + 8
    sheet.merge((0, 0, 0, paper.last), title, "title")
    sheet.page.set_row(0, tall)
    for row, line in enumerate(lines, 1):
        need = max(text_height(line, wide, style.SUBTITLE.points), 21.0)
        sheet.merge((row, 0, row, paper.last), line, "left")
        sheet.page.set_row(row, need)
        tall += need
    return len(lines) + 1, tall


def write_head(sheet: Sheet, paper: OwnPaper, first: int) -> int:
    """Write the heading from row `first`; the row after it."""
    for cell in head_cells(paper.shown):
        sheet.merge((first + cell.top, cell.left, first + cell.bottom, cell.right), cell.text, "heading")
    for place, tall in enumerate(paper.heights):
        sheet.page.set_row(first + place, tall)
    return first + paper.shown.depth


def write_notes(sheet: Sheet, paper: OwnPaper, row: int) -> int:
    """Write the notes under the list's table; the row after them."""
    for line in paper.shown.below:
        sheet.merge((row, 0, row, paper.last), line, "note")
        sheet.page.set_row(row, text_height(line, sum(paper.widths), style.NOTE.points) + 3)
        row += 1
    return row


def write_page(sheet: Sheet, paper: OwnPaper, page: Sequence[OwnBlock], row: int) -> tuple[int, list[int]]:
    """Write the blocks of one page; the row after them, and the first row of each."""
    starts = []
    for block in page:
        for text, tall in block.chapters:
            sheet.merge((row, 0, row, paper.last), text, "official")
            sheet.page.set_row(row, tall)
            row += 1
        starts.append(row)
        for one in block.rows:
            for place, text in one.texts.items():
                tint = one.tint if place in (paper.unit, paper.main) else None
                sheet.put(row, place, text, paper.look(place), tint=tint)
            if one.mark:
                sheet.put(row, paper.last + 1, one.mark)
            sheet.page.set_row(row, one.height)
            row += 1
    for place in paper.fixed(page[0].task):
        for first, last in _runs(paper, page, place):
            end = starts[last] + len(page[last].rows) - 1
            room = sum(block.height for block in page[first : last + 1])
            text = _begun(paper, page[first], place, room)
            sheet.merge((starts[first], place, end, place), text, paper.look(place))
    return row, starts


def _runs(paper: OwnPaper, page: Sequence[OwnBlock], place: int) -> Iterator[tuple[int, int]]:
    """The blocks (first, last) one cell of a column runs over: of a joint column those that say the same."""
    column = paper.shown.columns[place]
    themes = [at for at, each in enumerate(paper.shown.columns[: place + 1]) if each.key == "theme"]

    def told(number: int) -> tuple[object, ...]:
        task = page[number].task
        said = paper.fixed(task)
        if not column.joint or not said[place]:
            return (number,)
        outer = tuple(said[at] for at in themes) if column.key == "theme" else ()
        return (chapters(task), outer, said[place])

    for _, group in groupby(range(len(page)), key=told):
        same = list(group)
        yield same[0], same[-1]


def _begun(paper: OwnPaper, block: OwnBlock, place: int, room: float) -> str:
    """A text of the list in a block: what was shown on the page before is named once more as far as it fits."""
    if block.fixed[place] != AGAIN:
        return block.fixed[place]
    whole = AGAIN + paper.fixed(block.task)[place]
    part = pieces(whole, paper.widths[place], POINTS, room)[0]
    return part if part == whole else f"{part[:-1]}…"
