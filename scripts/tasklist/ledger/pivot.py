"""Counted items as a table: units × windows."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from tasklist.ledger.statistics import items
from tasklist.model.ledger import Line


@dataclass(frozen=True, slots=True)
class Pivot:
    """A table of whole numbers: `cells[row][column]`, None where nothing is owed."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]

    @property
    def row_totals(self) -> tuple[int, ...]:
        """The sum of each row."""
        return tuple(sum(cell or 0 for cell in row) for row in self.cells)

    @property
    def column_totals(self) -> tuple[int, ...]:
        """The sum of each column."""
        return tuple(sum(row[place] or 0 for row in self.cells) for place in range(len(self.columns)))

    def part(self, rows: Container[str], columns: Container[str]) -> Pivot:
        """Some rows and columns of the table, less those in which nothing is owed."""
        owed = {
            (name, column)
            for name, row in zip(self.rows, self.cells, strict=True)
            for column, cell in zip(self.columns, row, strict=True)
            if cell is not None and name in rows and column in columns
        }
        names, spans = ({key[side] for key in owed} for side in (0, 1))
        return Pivot(
            tuple(name for name in self.rows if name in names),
            tuple(column for column in self.columns if column in spans),
            tuple(
                tuple(cell for column, cell in zip(self.columns, row, strict=True) if column in spans)
                for name, row in zip(self.rows, self.cells, strict=True)
                if name in names
            ),
        )


def counted(lines: Iterable[Line]) -> Pivot:
    """Counted items of quota lines, unit × window, in the order of the lines."""
    import pandas as pd  # noqa: PLC0415 - half a second that the plain paths need not pay

    lines = tuple(lines)
    rows = tuple(dict.fromkeys(line.obligation.unit for line in lines))
    columns = tuple(sorted({line.obligation.span for line in lines}))
    frame = pd.DataFrame(
        [(line.obligation.unit, line.obligation.span, items(line)) for line in lines], columns=["unit", "span", "n"]
    )
    table = frame.pivot_table(index="unit", columns="span", values="n", aggfunc="sum").reindex(
        index=list(rows), columns=list(columns)
    )
    cells = tuple(tuple(None if pd.isna(cell) else int(cell) for cell in row) for row in table.to_numpy())
    return Pivot(rows, columns, cells)
