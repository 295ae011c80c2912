"""A sheet on which several units stand: under a column 单位, or in blocks, each behind its own 填报单位 and headings.

Which rows are whose is only read here. That the rows may be taken apart so is for a person to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tasklist.model.book import Grid
from tasklist.plan.unit_names import Names
from tasklist.returns.belonging.identity import is_measure, unit_cells
from tasklist.tables.find import Table, TableRow
from tasklist.tables.heading_rows import Cell
from tasklist.text.line_numbers import label

Meant = Callable[[str, Sequence[str]], tuple[str, ...]]  # whom a name means, beside units that are named in full
_Whose = tuple[str, str]  # the unit, and the words for it where these are no name of it


def apart(tables: Sequence[Table], names: Names, meant: Meant, answers: Sequence[str]) -> tuple[Table, ...]:
    """The tables, or their parts, each with its `owner`, where every row that answers (has a cell of the roles
    `answers`) says whose it is, and not all on a sheet are of one unit. A part `called` as nobody is has the one it may
    mean.
    """
    split = [(table, _parts(table, names, meant, answers)) for table in tables]
    whose: dict[str, set[_Whose]] = {}
    for table, parts in split:
        whose.setdefault(table.name, set()).update((part.owner, part.called) for part in parts)
    several = {sheet for sheet, found in whose.items() if len({owner for owner, _ in found if owner}) > 1}
    several |= {sheet for sheet, found in whose.items() if any(owner for owner, _ in found) and len(found) > 1}
    return tuple(part for table, parts in split for part in ((parts if table.name in several else ()) or (table,)))


def _parts(table: Table, names: Names, meant: Meant, answers: Sequence[str]) -> tuple[Table, ...]:
    """The parts of a table by unit, of one unit alone too; nothing where a row that answers says of none."""
    if table.across or "progress" not in table.columns:
        return ()
    whose = _by_column(table, names, meant) if "unit" in table.columns else _by_blocks(table, names)
    if "unit" in table.columns:
        whose = _quarrelling(table, names, whose)
    spoken = [each for row, each in zip(table.rows, whose, strict=True) if any(map(row.cells.get, answers))]
    parts = tuple(dict.fromkeys(spoken))
    if not parts or not all(map(any, parts)):
        return ()
    rows: dict[_Whose, list[TableRow]] = {part: [] for part in parts}
    last = parts[0]
    for row, each in zip(table.rows, whose, strict=True):
        last = each if each in rows else last
        rows[last].append(row)
    return tuple(
        replace(table, rows=tuple(found), owner=owner, called=called) for (owner, called), found in rows.items()
    )


def _by_column(table: Table, names: Names, meant: Meant) -> list[_Whose]:
    """Whose each row is, by its cell under 单位; empty where that says nothing.

    Where every name stands once, it stands for the rows below it too, up to the next: a block is named on top.
    """
    said = [row.text("unit").strip() for row in table.rows]
    said = ["" if is_measure(text) else text for text in said]
    named = [text for text in said if text]
    if said and said[0] and len(set(named)) == len(named) < len(said):
        for place, text in enumerate(said):
            said[place] = text or said[place - 1]
    exact = {text: _only(names.exact(text)) for text in set(named)}
    near = tuple(dict.fromkeys(exact[text] for text in named if exact[text]))
    owners = {text: (unit, "") if unit else (_only(meant(text, near)), text) for text, unit in exact.items()}
    return [owners.get(text, ("", "")) for text in said]


def _quarrelling(table: Table, names: Names, whose: Sequence[_Whose]) -> list[_Whose]:
    """Whose each row is, nobody's where one unit is named in all rows below a line that is another's name alone."""
    lines = {row: unit for (row, _), unit in _named_alone(table, names)}
    at = [max((line for line in lines if line < row.number), default=0) for row in table.rows]
    inside: dict[int, set[str]] = {}
    for line, (owner, _) in zip(at, whose, strict=True):
        inside.setdefault(line, set()).update((owner,) if owner else ())
    both = {line: "、".join((*inside[line], lines[line])) for line in inside
            if line and len(inside[line]) == 1 and lines[line] not in inside[line]}  # fmt: skip
    return [("", both[line]) if line in both else each for line, each in zip(at, whose, strict=True)]


def _by_blocks(table: Table, names: Names) -> list[_Whose]:
    """Whose each row is, by the last 填报单位 above it that has headings of its own, or the last row that is a unit."""
    labels = dict(_labels(table, names))
    at = [max((label for label in labels if label < row.number), default=0) for row in table.rows]
    return [(labels.get(place, ""), "") for place in at]


def _named_alone(table: Table, names: Names) -> Iterator[tuple[Cell, str]]:
    """The cells of rows that are nothing but a unit's name, numbered or behind a label, in the table or right above its
    headings, with the unit.
    """
    above = {head - 1 for head, _ in table.headings}
    rows = {row.number for row in table.rows} | above
    cells: dict[int, list[Cell]] = {}
    for cell, text in table.sheet.grid.cells.items():
        if cell[0] in rows and text.strip() and cell not in table.headings:
            cells.setdefault(cell[0], []).append(cell)
    for found in cells.values():
        alone = {table.sheet.grid.cells[cell].strip() for cell in found}
        if len(alone) == 1 and (unit := _only(_called(next(iter(alone)), names))):
            yield from ((cell, unit) for cell in found)


def _called(text: str, names: Names) -> tuple[str, ...]:
    """Whom a text names that says nothing else: 二、市中医医院, 填报单位：市中医医院."""
    behind = next((said for _, said in unit_cells(Grid("", {(1, 1): text}))), "")
    return names.labelled(behind) if behind else names.exact(text[label(text)[1] :].strip())


def names_of_blocks(table: Table, names: Names) -> list[Cell]:
    """The cells that say nothing but whose a block of rows is, where rows of several units stand on a sheet."""
    return [cell for cell, _ in _named_alone(table, names)] if table.owner else []


def _labels(table: Table, names: Names) -> Iterator[tuple[int, str]]:
    """The rows that are nothing but a unit's name, and those that say 填报单位：甲 right above headings, with the unit
    (empty when it is not known).
    """
    yield from ((cell[0], unit) for cell, unit in _named_alone(table, names))
    heads = sorted({row for row, _ in table.headings})
    numbers = [row.number for row in table.rows]
    for (at, _), said in unit_cells(table.sheet.grid, table.headings):
        head = next((row for row in heads if row > at), 0)
        if head and not any(at < number < head for number in numbers):
            yield at, _only(names.labelled(said))


def _only(units: Sequence[str]) -> str:
    return units[0] if len(units) == 1 else ""
