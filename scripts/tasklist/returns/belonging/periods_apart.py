"""Tables, or blocks of rows on one sheet, that stand each under a line that says of which period it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from tasklist.model.book import Grid
from tasklist.plan import periods
from tasklist.returns.context import Context
from tasklist.tables.find import Table, TableRow
from tasklist.tables.heading_rows import Cell
from tasklist.text.display import shorten
from tasklist.text.period_lines import LAST, THIS, span_said

Label = tuple[str, str]  # a period, and the line that says it
SpanOf = Callable[[str, bool], str]  # the one period a line names; `inside`: among answers, where it must say only that
_NOBODYS: Label = ("", "")
_LONGEST = 40  # characters of a line that heads a table


def heading_of(line: str, context: Context, came: date, running: Sequence[str]) -> tuple[str, bool]:
    """The period a line says the words below or behind it are of, and whether it says nothing else; mostly none.

    本月 is the one of those `running` when it came, where there is but one.
    """
    (words, alone), campaign = span_said(line), context.plan.campaign
    if words in (THIS, LAST):
        now = periods.by_id(campaign, running[0]) if len(running) == 1 else None
        meant = now if now is None or words == THIS else periods.previous(campaign, now)
        return (meant.id, alone) if meant else ("", False)
    ids = context.periods_named(words, came) if words else ()
    known = len(ids) == 1 and periods.by_id(campaign, ids[0]) and not periods.is_before(campaign, ids[0])
    return (ids[0], alone) if known else ("", False)


def by_period(tables: Sequence[Table], span_of: SpanOf) -> tuple[Table, ...]:
    """The tables, or their parts, each with the period of the line above it, where those of a sheet name more than one,
    or one for some of the rows only.
    """
    split: list[tuple[Table, list[Table]]] = []
    said: dict[str, set[str]] = {}
    for table in tables:
        labels = {} if table.across else _labels(table, span_of)
        split.append((table, list(_parts(table, labels)) if labels else [table]))
        said.setdefault(table.name, set()).update(part.during for part in split[-1][1])
    found: list[Table] = []
    for table, parts in split:
        found += parts if table.sheet.grid.led or len(said[table.name]) > 1 else [table]
    return tuple(found) if len({table.during for table in found}) > 1 else tuple(tables)


def where_of_another(table: Table, span: str) -> str:
    """What says that a table, or the block of rows it is, is of another period."""
    return f"“{shorten(table.under, 30)}”下面填的是{span}的" if table.under else f"工作表“{table.name}”写的是{span}"


def label_cells(table: Table, span_of: SpanOf) -> list[Cell]:
    """The cells that say nothing but of which period a block of rows is, where rows of several stand on a sheet."""
    if not table.during:
        return []
    alone = _alone(table.sheet.grid)
    return [cell for row, (text, cells) in alone.items() if span_of(text, _inside(table, row)) for cell in cells]


def _parts(table: Table, labels: Mapping[int, Label]) -> Iterator[Table]:
    def label(row: TableRow) -> Label:
        above = [at for at in labels if at <= row.number]
        return labels[max(above)] if above else _NOBODYS

    rows = [row for row in table.rows if row.number not in labels or row.number in table.sheet.grid.led]
    for (during, under), own in groupby(rows, label):
        yield replace(table, rows=tuple(own), during=during, under=under)


def _labels(table: Table, span_of: SpanOf) -> dict[int, Label]:
    """Row → the period that it, or the line above it in a document, says of the rows below."""
    found: dict[int, Label] = {}
    for row, lines in table.sheet.grid.led.items():
        told = [(span, line) for line in lines if len(line) <= _LONGEST and (span := span_of(line, False))]
        found |= {row: told[-1]} if told else {}
    for row, (text, _) in _alone(table.sheet.grid).items():
        if len(text) <= _LONGEST and (span := span_of(text, _inside(table, row))):
            found[row] = (span, text)
    return found


def _inside(table: Table, row: int) -> bool:
    """Does a row stand among the answers, not above headings?"""
    heads = sorted({head for head, _ in table.headings if head > row})
    return not heads or any(row < each.number < heads[0] for each in table.rows)


def _alone(grid: Grid) -> dict[int, tuple[str, list[Cell]]]:
    """The rows in which one text stands alone, with the cells it stands in."""
    rows: dict[int, list[Cell]] = {}
    for cell, text in sorted(grid.cells.items()):
        if text.strip():
            rows.setdefault(cell[0], []).append(cell)
    said = {row: ({grid.cells[cell].strip() for cell in cells}, cells) for row, cells in rows.items()}
    return {row: (next(iter(texts)), cells) for row, (texts, cells) in said.items() if len(texts) == 1}
