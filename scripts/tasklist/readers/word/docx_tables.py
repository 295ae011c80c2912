"""The tables of a Word document as Grids: merged cells laid out, a table cut in two put together again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasklist.model.book import Grid, Leftover, Picture
from tasklist.readers.word.docx_markup import Element, W, cells, count_of, merge_of, rows, whole
from tasklist.readers.word.docx_story import Story, StoryPart

_Cell = tuple[int, int]
_MANY = 4  # so many columns of the very same widths are the same table going on


@dataclass
class TablePart:
    """One `w:tbl` as it stands: its Grid, the widths of its columns, and whether words part it from the one before."""

    grid: Grid
    widths: tuple[int, ...]
    height: int
    parted: bool
    hidden: list[str] = field(default_factory=list)


def table_part(story: Story, part: str, table: Element, parted: bool) -> TablePart:
    """A table of a part, read; its Grid gets its name when all are joined."""
    laid = layout(table)
    content = {(row, column): story.seen(cell, part) for row, column, cell in laid.shown}
    boxes = [story.whole(box, part) for seen in content.values() for box in seen.boxes]
    buried = [story.whole(cell, part) for cell in laid.covered]
    over = {place: _over(seen) for place, seen in content.items() if not seen.text}
    grid = replace(
        laid_out("", content, laid.merged, [*boxes, *buried]),
        fields=laid.ends,
        over={place: found for place, found in over.items() if found},
    )
    hidden = [words for seen in [*content.values(), *boxes, *buried] for words in seen.hidden]
    widths = tuple(whole(column.get(f"{W}w", "")) for column in table.findall(f"{W}tblGrid/{W}gridCol"))
    return TablePart(grid, widths, len(laid.ends), parted, hidden)


def _over(seen: StoryPart) -> Leftover | None:
    """What lies over a cell that holds no text of its own: a drawing or a box, with its words."""
    boxes = (("文本框", "".join(node.text or "" for node in box.iter(f"{W}t"))) for box in seen.boxes)
    return next((Leftover(what, words) for what, words in (*seen.drawn, *boxes) if words.strip()), None)


def laid_out(
    sheet: str,
    content: Mapping[_Cell, StoryPart],
    merged: tuple[tuple[int, int, int, int], ...] = (),
    beside: Sequence[StoryPart] = (),
) -> Grid:
    """What cells show, and what lies over and under them, as a Grid."""
    return Grid(
        sheet,
        {place: seen.text for place, seen in content.items() if seen.text},
        merged=merged,
        notes={place: "\n".join(seen.notes) for place, seen in content.items() if seen.notes},
        struck={place: "".join(seen.struck) for place, seen in content.items() if seen.struck},
        unseen=frozenset(place for place, seen in content.items() if seen.unseen),
        floating=tuple(text for seen in beside for text in (seen.text, *seen.notes) if text),
        pictures=(
            *(Picture(name, data, place) for place, seen in content.items() for name, data in seen.pictures),
            *(Picture(name, data) for seen in beside for name, data in seen.pictures),
        ),
    )


def joined(parts: Sequence[TablePart]) -> list[TablePart]:
    """The tables, each that goes on after a page break or a line put under the one it goes on from."""
    tables: list[TablePart] = []
    for each in parts:
        if tables and _goes_on(tables[-1], each):
            tables[-1] = _under(tables[-1], each)
        else:
            tables.append(each)
    for number, each in enumerate(tables, 1):
        each.grid = replace(each.grid, sheet=f"表{number}")
    return tables


def _goes_on(above: TablePart, below: TablePart) -> bool:
    """Same columns, and the numbers go on; or nothing stands between and no number speaks against it."""
    if not above.widths or len(above.widths) != len(below.widths):
        return False
    last, first = _numbers(above), _numbers(below)
    follows = bool(first and last) and first[0][1] == last[-1][1] + 1
    if follows and first[0][0] == 1:
        return True
    same = len(above.widths) >= _MANY and above.widths == below.widths
    return same and not below.parted and (follows or not first)


def _numbers(table: TablePart) -> list[tuple[int, int]]:
    """(row, number) of the rows that begin with a number."""
    firsts = sorted((row, text.strip(" .、．")) for (row, column), text in table.grid.cells.items() if column == 1)
    return [(row, int(text)) for row, text in firsts if text.isascii() and text.isdigit() and len(text) < 5]


def _under(above: TablePart, below: TablePart) -> TablePart:
    down = above.height

    def at(cell: _Cell) -> _Cell:
        return cell[0] + down, cell[1]

    first, second = above.grid, below.grid
    grid = replace(
        first,
        cells={**first.cells, **{at(cell): text for cell, text in second.cells.items()}},
        merged=first.merged
        + tuple((top + down, left, bottom + down, right) for top, left, bottom, right in second.merged),
        notes={**first.notes, **{at(cell): text for cell, text in second.notes.items()}},
        struck={**first.struck, **{at(cell): words for cell, words in second.struck.items()}},
        unseen=first.unseen | {at(cell) for cell in second.unseen},
        floating=first.floating + second.floating,
        over={**first.over, **{at(cell): found for cell, found in second.over.items()}},
        fields={**first.fields, **{row + down: end for row, end in second.fields.items()}},
        led={**first.led, **{row + down: lines for row, lines in second.led.items()}},
        pictures=first.pictures
        + tuple(replace(each, cell=at(each.cell) if each.cell else None) for each in second.pictures),
    )
    return replace(above, grid=grid, height=down + below.height, hidden=above.hidden + below.hidden)


@dataclass
class CellPlaces:
    """Where the cells of a table stand: those that show (row, column, cell), those a merge covers, the merged ranges,
    and the last column each row reaches, empty cells counted.
    """

    shown: list[tuple[int, int, Element]] = field(default_factory=list)
    covered: list[Element] = field(default_factory=list)
    ranges: list[list[int]] = field(default_factory=list)
    ends: dict[int, int] = field(default_factory=dict)

    @property
    def merged(self) -> tuple[tuple[int, int, int, int], ...]:
        """The ranges of more than one cell."""
        return tuple((top, left, down, right) for top, left, down, right in self.ranges if (top, left) != (down, right))


def layout(table: Element) -> CellPlaces:
    """Where the cells of a table stand, merges and skipped columns followed."""
    laid = CellPlaces()
    above: dict[int, list[int]] = {}  # column → the range a vertical merge may continue
    for row, element in enumerate(rows(table), start=1):
        column = 1 + count_of(element, f"{W}trPr/{W}gridBefore")
        last: list[int] | None = None
        below: dict[int, list[int]] = {}
        for cell in cells(element):
            right = column + max(count_of(cell, f"{W}tcPr/{W}gridSpan"), 1) - 1
            vertical = merge_of(cell, "vMerge")
            if last is not None and merge_of(cell, "hMerge") == "continue":
                last[3] = right
                laid.covered.append(cell)
            elif vertical == "continue" and column in above:
                last = above[column]
                last[2] = row
                below[column] = last
                laid.covered.append(cell)
            else:
                last = [row, column, row, right]
                laid.ranges.append(last)
                laid.shown.append((row, column, cell))
                if vertical:
                    below[column] = last
            column = right + 1
        laid.ends[row] = column - 1 + count_of(element, f"{W}trPr/{W}gridAfter")
        above = below
    return laid
