"""What one file may bring: the cells, signs and pieces that are looked at one by one, and one remark for the rest.

A file that holds more is in the archive whole: what is not looked at is counted, named with its range, and opened by
a link. The bounds are far above any form; a master that came back is as large as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from tasklist.model.arrival import Arrival
from tasklist.model.book import Book, Grid, cell_name
from tasklist.model.finding_kinds import finding
from tasklist.model.returns import Outcome, Return
from tasklist.model.unplaced import Unplaced
from tasklist.text.display import shorten

CELLS = 20_000  # of one file, looked at one by one: the largest honest list had a tenth of it
CHARACTERS = 2_000_000  # of one file
TEXT = 32_767  # characters of one cell: what a cell of Excel holds
PIECES = 2_000  # comments, text boxes, pictures and things beside the sheets, each
NAME = 100  # characters of a sheet's name: Excel allows 31
LISTED = 2_000  # cells without a place that are listed one by one

_Item = TypeVar("_Item")
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Rest:
    """What of a sheet is not looked at one by one: where, and how much."""

    sheet: str
    where: str
    things: int

    def unplaced(self, arrival: Arrival, unit: str) -> Unplaced:
        """The one line that stands for all of it."""
        text = f"（{self.where} 里还有 {self.things} 处内容，没有逐处列出）"
        reason = "一个文件里的内容太多，其余的没有逐格核对；原件已存档，请打开查看"
        return Unplaced(arrival.place(self.sheet, self.where), text, reason, unit, count=self.things)


def within(book: Book) -> tuple[Book, tuple[Rest, ...]]:
    """The book as far as it is looked at, and what is left over."""
    cells, characters = CELLS, CHARACTERS
    grids: list[Grid] = []
    left: list[Rest] = []
    for grid in book.grids:
        kept = _named(grid)
        if kept.size > PIECES or sum(map(len, kept.cells.values())) > TEXT:  # else it is as small as any form
            kept, rest = _cut(kept, cells, characters)
            left += rest
        cells -= len(kept.cells)
        characters -= sum(map(len, kept.cells.values()))
        grids.append(kept)
    more = len(book.leftovers) - PIECES
    if more > 0:
        left.append(Rest("", f"表格以外第 {PIECES + 1} 处起", more))
    remarks = book.remarks[:PIECES]
    return replace(book, grids=tuple(grids), leftovers=book.leftovers[:PIECES], remarks=remarks), tuple(left)


def _named(grid: Grid) -> Grid:
    return grid if len(grid.sheet) <= NAME else replace(grid, sheet=shorten(grid.sheet, NAME))


def _cut(grid: Grid, cells: int, characters: int) -> tuple[Grid, list[Rest]]:
    """A sheet as far as it is looked at, row by row; a text longer than a cell holds says how much it goes on."""
    kept: dict[tuple[int, int], str] = {}
    beyond: list[tuple[int, int]] = []
    for cell in sorted(grid.cells):
        text = _of_a_cell(grid.cells[cell])
        if len(kept) < cells and len(text) <= characters and not beyond:
            kept[cell] = text
            characters -= len(text)
        else:
            beyond.append(cell)
    broken = _some(grid.broken)
    made = replace(
        grid,
        cells=kept,
        notes=_some(grid.notes),
        broken=broken,
        floating=grid.floating[:PIECES],
        pictures=grid.pictures[:PIECES],
    )
    lost = grid.size - made.size
    where = _range(beyond) if beyond else "批注、文本框和图片"
    return made, [Rest(grid.sheet, where, lost)] if lost else []


def _of_a_cell(text: str) -> str:
    if len(text) <= TEXT:
        return text
    return f"{text[: TEXT - 40]}…（后面还有 {len(text) - TEXT + 40} 个字，请打开原件查看）"


def _some(pieces: Mapping[_Key, _Item]) -> dict[_Key, _Item]:
    return dict(islice(pieces.items(), PIECES))


def _range(cells: Sequence[tuple[int, int]]) -> str:
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    return f"{cell_name((min(rows), min(columns)))}:{cell_name((max(rows), max(columns)))}"


def accounted(made: Return, left: Sequence[Rest]) -> Return:
    """The Return with what was not looked at, and no more lines for what found no place than a person would read."""
    if made.archive or made.outcome not in (Outcome.MERGED, Outcome.SET_ASIDE):
        return made
    listed, more = _listed(made.unplaced)
    rest = [one.unplaced(made.arrival, made.unit) for one in left]
    if not rest and not more:
        return made
    of = made.arrival.place()
    told = tuple(finding("remark", one.text.strip("（）"), of=of, place=one.place, unit=made.unit) for one in rest)
    seen = made.seen + sum(one.count for one in rest) if made.seen is not None else None
    return replace(made, unplaced=(*listed, *more, *rest), seen=seen, findings=(*made.findings, *told))


def _listed(unplaced: Sequence[Unplaced]) -> tuple[tuple[Unplaced, ...], tuple[Unplaced, ...]]:
    """The first of them, those that are about a task before others, and one line a sheet for the rest."""
    if len(unplaced) <= LISTED:
        return tuple(unplaced), ()
    order = sorted(range(len(unplaced)), key=lambda place: (not unplaced[place].tasks, place))
    chosen = set(order[:LISTED])
    others: dict[tuple[str, str], list[Unplaced]] = {}
    for place, one in enumerate(unplaced):
        if place not in chosen:
            others.setdefault((one.place.sheet, one.why), []).append(one)
    return tuple(unplaced[place] for place in sorted(chosen)), tuple(map(_together, others.values()))


def _together(several: Sequence[Unplaced]) -> Unplaced:
    first, last = several[0], several[-1]
    text = f"（{first.place.cell} 到 {last.place.cell} 还有 {len(several)} 处，没有逐处列出，请打开原件查看）"
    tasks = tuple(dict.fromkeys(_tasks(several)))
    return replace(first, text=text, tasks=tasks, count=sum(one.count for one in several))


def _tasks(several: Iterable[Unplaced]) -> Iterator[int]:
    return (task for one in several for task in one.tasks)
