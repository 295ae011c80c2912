"""Returns on paper: workbooks whose every word knows what it means, so that a damaged one still tells the truth.

A `Draft` is a workbook on paper: pages of rows, every typed cell a `Word` that carries the answers it is part of.
However a draft is damaged, what its words mean travels with them, so `Draft.truth()` is right by construction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tasklist.model.book import Book, Grid
from tasklist.model.layout import NINE, Layout
from tasklist.tables import marks
from tasklist.tables.headings import ANSWERS
from tasklist.text.normalize import bare

Key = tuple[int, str]  # what a word answers: task number and field
OFFICIAL = ("seq", "theme", "theme2", "detail", "lead", "responsible", "deadline", *ANSWERS)


@dataclass(frozen=True)
class Word:
    """One typed cell. `answers`: what it is (part of) the answer to. Cells of one `group` side by side are merged.

    `own`: the unit's own words, which no task asked for: they must stand in 未归位内容. `means`: the answer in it,
    where a label stands in front. `apart`: the answer to each, where several stand in one cell. `whose`: the other
    unit whose answer it is, on the unit's own sheet.
    """

    text: str
    answers: frozenset[Key] = frozenset()
    group: int = 0
    own: bool = False
    means: str = ""
    apart: tuple[tuple[Key, str], ...] = ()
    whose: str = ""


@dataclass(frozen=True)
class Row:
    """A row by column name (`kind` head or task, `more` for one that continues), or text at offsets (`kind` text)."""

    kind: str
    cells: Mapping[str, Word] = field(default_factory=dict)
    line: tuple[tuple[int, Word], ...] = ()
    task: int = 0
    hidden: bool = False

    def at_home(self, *names: str) -> bool:
        """Has it all these cells, none of them merged, and in each no other answer than its own?"""
        words = {name: self.cells.get(name) for name in names}
        return all(
            word is not None and not word.group and not word.apart and {field for _, field in word.answers} <= {name}
            for name, word in words.items()
        )

    def put(self, **cells: Word) -> Row:
        """The row with these cells instead."""
        return replace(self, cells={**self.cells, **cells})


@dataclass(frozen=True)
class Page:
    """A sheet. `columns` are names, left to right; `top` and `left` are empty rows and columns before it.

    `whose`: the other unit whose form it is, which damages leave alone.
    """

    name: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    top: int = 0
    left: int = 0
    hidden: str = ""
    hidden_columns: frozenset[str] = frozenset()
    whose: str = ""

    def edit(self, change: Callable[[Row], Row]) -> Page:
        """The page with every row changed."""
        return replace(self, rows=tuple(map(change, self.rows)))

    def tasks(self, change: Callable[[Row], Row]) -> Page:
        """The page with every task row changed."""
        return self.edit(lambda row: change(row) if row.kind == "task" else row)

    @property
    def has_table(self) -> bool:
        """Does it hold the task table?"""
        return any(row.kind == "head" for row in self.rows)

    def typed(self) -> dict[tuple[int, int], Word]:
        """Every cell as (row, column), merged ones included."""
        found: dict[tuple[int, int], Word] = {}
        for number, row in enumerate(self.rows, self.top + 1):
            for place, name in enumerate(self.columns, self.left + 1):
                if name in row.cells:
                    found[number, place] = row.cells[name]
            found |= {(number, self.left + offset): word for offset, word in row.line}
        return found

    def render(self) -> tuple[dict[tuple[int, int], Word], tuple[tuple[int, int, int, int], ...]]:
        """The cells that show text, and the merged ranges."""
        typed = self.typed()
        shown = {cell: word for cell, word in typed.items() if not word.group}
        ranges: list[tuple[int, int, int, int]] = []
        groups: dict[int, set[tuple[int, int]]] = {}
        for cell, word in typed.items():
            if word.group:
                groups.setdefault(word.group, set()).add(cell)
        for left in groups.values():
            first = True
            while left:
                area = _rectangle(left)
                words = [typed[cell] for cell in sorted(area)]
                if first:
                    shown[min(area)] = replace(words[0], answers=frozenset().union(*(word.answers for word in words)))
                if len(area) > 1:
                    ranges.append((*min(area), *max(area)))
                left.difference_update(area)
                first = False
        return {cell: word for cell, word in sorted(shown.items()) if word.text.strip()}, tuple(sorted(ranges))

    def grid(self) -> Grid:
        """The page as a reader hands it on."""
        shown, merged = self.render()
        return Grid(
            self.name,
            {cell: word.text for cell, word in shown.items()},
            merged,
            self.hidden,
            frozenset(number for number, row in enumerate(self.rows, self.top + 1) if row.hidden),
            frozenset(place for place, name in enumerate(self.columns, self.left + 1) if name in self.hidden_columns),
        )


def _rectangle(cells: set[tuple[int, int]]) -> set[tuple[int, int]]:
    row, column = min(cells)
    right = column
    while (row, right + 1) in cells:
        right += 1
    bottom = row
    while all((bottom + 1, each) in cells for each in range(column, right + 1)):
        bottom += 1
    return {(each, other) for each in range(row, bottom + 1) for other in range(column, right + 1)}


@dataclass(frozen=True)
class Draft:
    """A workbook a unit sends. `may_ask`: answers a program may rightly ask about, because the file says too little.

    `neighbour`: another unit of the roster; `nobodys`: it names one in no roster, and is to be asked about whole.
    """

    name: str
    pages: tuple[Page, ...]
    may_ask: frozenset[Key] = frozenset()
    neighbour: str = ""
    nobodys: bool = False

    @property
    def unit(self) -> str:
        """Whose form it was."""
        return self.name.split("-")[0]

    def tables(self, change: Callable[[Page], Page]) -> Draft:
        """The draft with every page that holds the task table changed."""
        return replace(
            self, pages=tuple(change(page) if page.has_table and not page.whose else page for page in self.pages)
        )

    def truth(self, whose: str = "") -> dict[Key, list[str]]:
        """(task, field) → the pieces of its answer, in reading order; a piece said twice stands once.

        `whose`: of the other unit of this name, whose form lies in the workbook too.
        """
        found: dict[Key, list[str]] = {}
        above = ""
        shown = ((page, word) for page in self.pages for word in page.render()[0].values())
        for word in (word for page, word in shown if (word.whose or page.whose) == whose):
            for key in sorted(word.answers):
                pieces, said = found.setdefault(key, []), dict(word.apart).get(key) or word.means or word.text
                if key[1] == "contact":  # 同上 is the contact above, in whatever way that came to be written
                    said = above = above if word.text in _DITTOS and above else said
                if bare(said) not in map(bare, pieces):
                    pieces.append(said)
        return found

    @property
    def others(self) -> tuple[str, ...]:
        """The other units whose forms or answers lie in the workbook."""
        return tuple(sorted({*(page.whose for page in self.pages), *(word.whose for word in self.words())} - {""}))

    def words(self) -> Iterator[Word]:
        """Every cell that shows text, page by page."""
        return (word for page in self.pages for word in page.render()[0].values())

    def book(self) -> Book:
        """The draft as a reader hands it on."""
        return Book("xlsx", tuple(page.grid() for page in self.pages))


_DITTOS = ("同上", "〃")


def correct(
    name: str, grids: Iterable[Grid], answers: Mapping[Key, str], neighbour: str = "", layout: Layout = NINE
) -> Draft:
    """A unit's form, read from its own bytes, with `answers` typed into their cells. `layout`: the list's columns."""
    return Draft(name, tuple(_page(grid, answers, layout) for grid in grids), neighbour=neighbour)


def _names(layout: Layout) -> tuple[str, ...]:
    """The names of the columns, one each: of several levels of 重点任务 theme, theme2 and so on."""
    if layout == NINE:
        return OFFICIAL
    keys = [column.key for column in layout.columns]
    return tuple(
        key if keys.index(key) == place else f"{key}{keys[: place + 1].count(key)}" for place, key in enumerate(keys)
    )


def _heads(grid: Grid, layout: Layout) -> range:
    """The heading rows of a grid, none where it holds no task table."""
    if layout == NINE:
        row = next((row for (row, _), text in sorted(grid.cells.items()) if text == "序号"), 0)
        return range(row, row + 1) if row else range(0)
    tops = {column.heading[0] for column in layout.columns}
    counts = Counter(row for (row, _), text in grid.cells.items() if text in tops)
    row = next((row for row, found in sorted(counts.items()) if 2 * found >= len(tops)), 0)
    return range(row, row + layout.depth) if row else range(0)


def _page(grid: Grid, answers: Mapping[Key, str], layout: Layout) -> Page:
    merged = {
        (row, column): (number, (top, left))
        for number, (top, left, bottom, right) in enumerate(grid.merged, 1)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }

    def word(cell: tuple[int, int]) -> Word | None:
        number, origin = merged.get(cell, (0, cell))
        text = grid.cells.get(origin, "")
        return Word(text, group=number) if text or number else None

    heads = _heads(grid, layout)
    tokens = {cell: token.task for cell, text in grid.cells.items() if (token := marks.mark_in(text)) and token.task}
    names = (*_names(layout), "mark") if heads else ()
    rows: list[Row] = []
    for number in range(1, max((row for row, _ in grid.cells), default=0) + 1):
        task = next((seq for (row, _), seq in tokens.items() if row == number), 0)
        cells = {place: found for place in range(1, len(names) + 5) if (found := word((number, place)))}
        if number in heads or task:
            named = {name: cells[place] for place, name in enumerate(names, 1) if place in cells}
            for role in layout.answers if task else ():
                named[role] = Word(answers.get((task, role), ""), frozenset({(task, role)}))
            rows.append(Row("task" if task else "head", named, task=task))
        else:
            rows.append(Row("text", line=tuple(cells.items())))
    return Page(grid.sheet, names, tuple(rows), hidden=grid.hidden, hidden_columns=frozenset({"mark"}) & set(names))
