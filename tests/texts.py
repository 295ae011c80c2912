"""Returns written as text: rows of the official columns, joined as a csv or an HTML page would have them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from laboratory import RECEIVED, UNITS, context
from tasklist.config.task_list import HEADINGS
from tasklist.model.arrival import Arrival
from tasklist.model.book import Book
from tasklist.model.returns import Return
from tasklist.readers import registry
from tasklist.returns.interpret import interpret

UNIT = UNITS[0]
WHO = "王晓明 13811110001"


def said(seq: int) -> str:
    """What the unit says to a task."""
    return f"6月{seq + 2}日召开第{seq}次专题推进会，培训职工{20 + seq}人"


def rows() -> list[list[str]]:
    """The heading and one row for each of the fourteen tasks."""
    tasks = context().plan.task_list.tasks
    official = (
        [str(one.seq), *one.themes[:1], one.detail, one.lead, one.responsible, one.deadline.text] for one in tasks
    )
    return [list(HEADINGS), *([*each, said(seq), WHO, ""] for seq, each in enumerate(official, start=1))]


def csv(change: Callable[[list[list[str]]], Sequence[Sequence[str]]] = lambda table: table) -> str:
    """The table as someone without a spreadsheet writes it: no quotation marks."""
    return "".join(",".join(row) + "\n" for row in change(rows()))


def html(change: Callable[[list[list[str]]], Sequence[Sequence[str]]] = lambda table: table) -> str:
    """The table as a page."""
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in change(rows()))
    return f"<html><body><table>{body}</table></body></html>"


def read(data: bytes | str, name: str = f"{UNIT}6月.csv") -> Book:
    """The Book of a file."""
    book = registry.read(data.encode() if isinstance(data, str) else data, name)
    assert isinstance(book, Book), book
    return book


def returned(book: Book, name: str = f"{UNIT}6月.csv") -> Return:
    """What becomes of it; every thing in it has one fate."""
    made = interpret(Arrival(f"inbox/{name}", "0" * 64, RECEIVED, RECEIVED, 1), book, context())
    sources = {source for entry in made.entries for source in entry.sources}
    assert made.seen == len(sources) + made.template + len(made.unplaced)
    return made


def answers(made: Return, field: str = "progress") -> dict[int, str]:
    """Task → what is placed for it."""
    return {entry.task or 0: entry.text for entry in made.entries if entry.field == field}


def cut(number: int, column: int, text: str) -> Callable[[list[list[str]]], Sequence[Sequence[str]]]:
    """A change that writes `text` into a row (1 is the first task) at a column (0 the first)."""

    def changed(table: list[list[str]]) -> Sequence[Sequence[str]]:
        table[number][column] = text
        return table

    return changed


def split(book: Book, at: int) -> Book:
    """The first sheet cut in two below a row, the lower part a sheet of its own without a heading."""
    first, *rest = book.grids
    upper = {cell: text for cell, text in first.cells.items() if cell[0] <= at}
    lower = {(row - at, column): text for (row, column), text in first.cells.items() if row > at}
    return replace(
        book, grids=(replace(first, cells=upper, fields={}), replace(first, sheet="续", cells=lower, fields={}), *rest)
    )
