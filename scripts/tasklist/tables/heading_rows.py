"""Where the headings of a sheet stand and which column means what.

A heading may stand at any row, in one row or two, with its columns in any order and columns nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tasklist.model.book import Grid
from tasklist.tables.headings import LONGEST, Vocabulary, is_answer, is_part_of_year
from tasklist.tables.marks import own_text
from tasklist.text.normalize import bare, fold

Cell = tuple[int, int]

_SURE = 5  # different roles of a list that make short texts its heading, however many more columns it has
COLUMN_SIGNS = "甲乙丙丁戊己庚辛"  # 甲 乙 1 2 3 …: how forms number their columns


@dataclass(frozen=True)
class MergedGrid:
    """A grid whose merged ranges answer like their top-left cell."""

    grid: Grid

    @cached_property
    def _covered(self) -> Mapping[Cell, Cell]:
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.grid.merged
            if (bottom - top + 1) * (right - left + 1) <= 10_000  # a merge over whole columns covers nothing useful
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }

    @cached_property
    def widths(self) -> Mapping[Cell, int]:
        """Top-left cell of a merged range → how many columns it covers."""
        return {(top, left): right - left + 1 for top, left, _, right in self.grid.merged}

    def origin(self, cell: Cell) -> Cell:
        """The cell whose text is shown here: itself, or the top-left of its merged range."""
        return self._covered.get(cell, cell)

    def text(self, cell: Cell) -> str:
        """The text a person sees here, or empty."""
        return self.grid.cells.get(self.origin(cell), "")

    @cached_property
    def buried(self) -> tuple[Cell, ...]:
        """Cells that hold text nobody sees, because a merged range covers them."""
        return tuple(cell for cell in sorted(self.grid.cells) if self.origin(cell) != cell)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Every row that shows anything, top to bottom."""
        shown = {row for row, _ in self.grid.cells} | {row for row, _ in self.grid.broken}
        return tuple(sorted(shown | {row for (row, _), origin in self._covered.items() if origin in self.grid.cells}))

    @cached_property
    def _columns(self) -> Mapping[int, tuple[int, ...]]:
        found: dict[int, set[int]] = {}
        for row, column in [*self.grid.cells, *self.grid.broken]:
            found.setdefault(row, set()).add(column)
        for (row, column), origin in self._covered.items():
            if origin in self.grid.cells:
                found.setdefault(row, set()).add(column)
        return {row: tuple(sorted(columns)) for row, columns in found.items()}

    def columns(self, row: int) -> tuple[int, ...]:
        """Every column of a row that shows anything, left to right."""
        return self._columns.get(row, ())


@dataclass(frozen=True)
class Head:
    """A heading of rows `first`…`last`: role → columns; its cells; the columns without a role, by their heading."""

    first: int
    last: int
    columns: Mapping[str, tuple[int, ...]]
    cells: frozenset[Cell]
    extra: Mapping[int, str]


def heading_rows(sheet: MergedGrid, vocabulary: Vocabulary) -> Iterator[Head]:
    """Every heading of a sheet, top to bottom."""
    skip = 0
    for row in sheet.rows:
        if row <= skip:
            continue
        head = _head(sheet, vocabulary, row, row)
        for last in range(row + 1, row + vocabulary.rows):
            if not _continues(sheet, vocabulary, last - 1):
                break
            below = _head(sheet, vocabulary, row, last)
            # One row more only when that says more: otherwise it is a line of the table.
            if below and (head is None or _says_more(below, head, vocabulary)):
                head = below
        if head:
            head = _with_signs(sheet, head)
            skip = head.last
            yield head


def _says_more(below: Head, head: Head, vocabulary: Vocabulary) -> bool:
    """Does a heading of one row more say all that the shorter one does, or tell apart what that says as one?"""
    if vocabulary.loose or vocabulary.own:
        return len(below.columns) >= len(head.columns)
    return set(below.columns) >= set(head.columns)


def _with_signs(sheet: MergedGrid, head: Head) -> Head:
    """The heading with the row of column numbers below it, when there is one."""
    row = head.last + 1
    texts = [fold(sheet.text((row, column))).strip("()（）") for column in sheet.columns(row)]
    numbers = [text for text in texts if text not in COLUMN_SIGNS]
    if len(texts) < 3 or numbers != [str(place) for place in range(1, len(numbers) + 1)]:
        return head
    signs = frozenset((row, column) for column in sheet.columns(row))
    return Head(head.first, row, head.columns, head.cells | signs, head.extra)


def _continues(sheet: MergedGrid, vocabulary: Vocabulary, row: int) -> bool:
    """May this row and the next be the halves of one heading: short texts only, the lower ones all heading words?"""
    upper = [sheet.text((row, column)) for column in sheet.columns(row)]
    if any(_no_heading(text) or own_text(text) for text in upper):
        return False  # a text, or a label above the table (填报单位： | 报送期：)
    if sum(bool(vocabulary.role(text)) for text in upper) < 2:
        return False
    own = [(row + 1, column) for column in sheet.columns(row + 1) if sheet.origin((row + 1, column))[0] == row + 1]
    lower = [sheet.text(cell) for cell in own]
    halves = all(any(bare(text) in vocabulary.parts for text in texts) for texts in (upper, lower))
    joined = any(sheet.origin((row + 1, column))[0] == row for column in sheet.columns(row + 1))
    if (
        not halves
        and not joined
        and vocabulary.is_heading([role for cell in own if (role := vocabulary.role(sheet.text(cell)))])
    ):
        return False  # a whole heading below: what stands above it is a line like 填报单位：… 联系人：…
    if not own:
        return joined
    return all(_lower_half(sheet, vocabulary, cell) for cell in own)


def _no_heading(text: str) -> bool:
    return len(bare(text)) > LONGEST or fold(text).isdigit()


def _lower_half(sheet: MergedGrid, vocabulary: Vocabulary, cell: Cell) -> bool:
    text, above = sheet.text(cell), sheet.text((cell[0] - 1, cell[1]))
    if _no_heading(text):
        return False
    if vocabulary.role(text) or bare(text) == bare(above) or _splits(sheet, cell) or vocabulary.is_part(text):
        return True
    # 完成 over 时限, 进展 over 情况: half words that mean something only together.
    half = vocabulary.perhaps(text) if vocabulary.role(above) else vocabulary.role(above + text)
    return len(bare(text)) <= 4 and bool(half)


def _splits(sheet: MergedGrid, cell: Cell) -> bool:
    """Is a cell one of several that together stand under a wider one (5月 | 6月 below 进展情况)?"""
    whole = sheet.origin((cell[0] - 1, cell[1]))
    parts = {sheet.origin((cell[0], column)) for column in range(whole[1], whole[1] + sheet.widths.get(whole, 1))}
    return len(parts) > 1 and all(sheet.text(part).strip() for part in parts)


def _head(sheet: MergedGrid, vocabulary: Vocabulary, first: int, last: int) -> Head | None:
    """The heading made of rows `first`…`last`, or None when they are none."""
    roles: dict[int, str] = {}
    extra: dict[int, str] = {}
    answers: set[int] = set()
    span = sorted({column for row in range(first, last + 1) for column in sheet.columns(row)})
    for column in span:
        parts = list(dict.fromkeys(sheet.text((row, column)) for row in range(first, last + 1)))
        role = _own_role(sheet, vocabulary, column, range(first, last + 1)) or next(
            filter(None, map(vocabulary.role, (*reversed(parts), "".join(parts)))), None
        )
        if role:
            roles[column] = role
        elif any(part.strip() for part in parts):
            extra[column] = " ".join("".join(parts).split())
        if any(map(is_answer, parts)):
            if role:
                return None  # a line of the table
            answers.add(column)
    for column in _beside_own(sheet, vocabulary, roles, range(first, last + 1)):
        extra[column] = " ".join(
            "".join(dict.fromkeys(sheet.text((row, column)) for row in range(first, last + 1))).split()
        )
        del roles[column]
    if len(set(roles.values())) >= 2:
        for column, role in _vague(vocabulary, extra, set(roles.values())):
            roles[column] = role
            del extra[column]
    # A title that spans the whole table is one cell, not many headings.
    origins = {sheet.origin((first, column)) for column in roles}
    whole = len(origins) >= vocabulary.least - (last - first) and vocabulary.is_heading(list(roles.values()))
    named = [sheet.text((first, column)) for column in span if roles.get(column) != "settled"]
    if not whole and not (first == last and vocabulary.is_pair(named)):
        return None
    if not _are_headings(sheet, vocabulary, roles, range(first, last + 1)):
        return None
    if answers and not _behind(sheet, vocabulary, answers, roles, range(first, last + 1)):
        return None  # a line of the table
    columns: dict[str, list[int]] = {}
    for column, role in sorted(roles.items()):
        columns.setdefault(role, []).append(column)
    _second_theme(columns, extra, roles)
    cells = frozenset(sheet.origin((row, column)) for row in range(first, last + 1) for column in sheet.columns(row))
    return Head(first, last, {role: tuple(found) for role, found in columns.items()}, cells, extra)


def _own_role(sheet: MergedGrid, vocabulary: Vocabulary, column: int, rows: range) -> str | None:
    """The column of an office's own list whose whole heading stands here, its merged upper rows lost or not."""
    if not vocabulary.own:
        return None
    direct = [sheet.text((row, column)) for row in rows]
    spread = [text or _left_of(sheet, row, column) for row, text in zip(rows[:-1], direct[:-1], strict=True)]
    for parts in (direct, [*spread, direct[-1]]):
        role = vocabulary.heading_of("".join(dict.fromkeys(parts)))
        if role:
            return role
    return None


def _beside_own(sheet: MergedGrid, vocabulary: Vocabulary, roles: Mapping[int, str], rows: range) -> set[int]:
    """Columns whose words would make them what a column under the list's own heading is: nobody asked for them."""
    own = {column for column in roles if _own_role(sheet, vocabulary, column, rows)}
    taken = {roles[column] for column in own}
    return (
        {column for column, role in roles.items() if column not in own and role in taken} if vocabulary.own else set()
    )


def _left_of(sheet: MergedGrid, row: int, column: int) -> str:
    """The nearest text to the left in a row: a heading over several columns whose merge was lost."""
    texts = (sheet.text((row, left)) for left in range(column - 1, max(column - 8, 0), -1))
    return next(filter(str.strip, texts), "")


def _behind(sheet: MergedGrid, vocabulary: Vocabulary, found: set[int], roles: Mapping[int, str], rows: range) -> bool:
    """Do texts that are no headings (备忘：另有材料) stand behind the table's last, and all of those nothing else?"""
    texts = ({sheet.text((row, column)) for row in rows} for column in roles)
    return min(found) > max(roles) and all(any(map(vocabulary.names, each)) for each in texts)


def _are_headings(sheet: MergedGrid, vocabulary: Vocabulary, roles: Mapping[int, str], rows: range) -> bool:
    """Are the cells of these rows headings: enough of them by themselves to make a heading row, or most of them?

    An answer may hold a heading's word (加强责任落实, 工作情况良好); a heading is made of nothing else.
    """
    plain: dict[int, str] = {}
    shown: set[tuple[Cell, ...]] = set()
    named: set[tuple[Cell, ...]] = set()
    for column in sorted({column for row in rows for column in sheet.columns(row)}):
        texts = dict.fromkeys(sheet.text((row, column)) for row in rows)
        place = tuple(sheet.origin((row, column)) for row in rows)
        shown.add(place)
        if column in roles and any(
            vocabulary.names(text) or is_part_of_year(text) for text in (*texts, "".join(texts))
        ):
            plain[column] = roles[column]
            named.add(place)
    short = all(len(bare(sheet.text(cell))) <= LONGEST for place in shown for cell in place)
    if vocabulary.loose and short and (2 * len(roles) >= len(shown) or len(set(roles.values())) >= _SURE):
        return True
    return vocabulary.is_heading(list(plain.values())) or 2 * len(named) >= len(shown)


def _vague(vocabulary: Vocabulary, extra: Mapping[int, str], taken: set[str]) -> list[tuple[int, str]]:
    """Columns whose vaguer heading gives them a role that no other column has or claims.

    In a list of tasks without any other column of progress, those headed by a month alone are that.
    """
    listed = "progress" in vocabulary.roles - taken and bool(taken & {"detail", "theme"})
    months = [column for column, text in extra.items() if listed and is_part_of_year(text)]
    if months:
        return [(column, "progress") for column in months]
    claims = [
        (column, role) for column, text in extra.items() if (role := vocabulary.perhaps(text)) and role not in taken
    ]
    said = [role for _, role in claims]
    return [(column, role) for column, role in claims if said.count(role) == 1]


def _second_theme(columns: dict[str, list[int]], extra: Mapping[int, str], roles: Mapping[int, str]) -> None:
    """The column without a heading between 重点任务 and the next one is its second level (the merge was lost)."""
    theme = columns.get("theme", [])
    if len(theme) == 1 and theme[0] + 1 not in roles and theme[0] + 1 not in extra and theme[0] + 2 in roles:
        theme.append(theme[0] + 1)
