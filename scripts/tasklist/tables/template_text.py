"""What a form holds before a unit has written in it: the official template's own words, comments and pictures.

What stands here is no unit's answer and nobody's evidence, however often it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tasklist.model.book import Book, Grid, Picture
from tasklist.model.layout import NINE, Layout
from tasklist.tables.find import TableRow, find_tables
from tasklist.tables.headings import TASKS, Vocabulary
from tasklist.tables.layout_words import vocabulary_of
from tasklist.text.normalize import bare, fold, number


@dataclass(frozen=True, slots=True)
class Furniture:
    """The template's own: texts outside its task table, comments, and the content of its pictures.

    `samples`: what it shows as an answer; `sheets`: its sheets beside that of the task table; `sheet` and `columns`:
    where that table stands, role → columns.
    """

    texts: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    samples: frozenset[str] = frozenset()
    sheets: frozenset[str] = frozenset()
    sheet: str = ""
    columns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def says(self, text: str) -> bool:
        """Does the template say this outside its task table?"""
        return _told(text) in self.texts

    def notes_say(self, note: str) -> bool:
        """Is this a comment of the template, with or without an author in front?"""
        author, _, said = note.partition("\n")
        signed = author.rstrip().endswith((":", "："))
        return _told(note) in self.notes or (signed and _told(said) in self.notes)

    def is_sample(self, text: str) -> bool:
        """Is this answer the template's own, left as it was?"""
        return _told(text) in self.samples

    def shows(self, picture: Picture) -> bool:
        """Is this a picture of the template: a logo, a seal? Its content decides, not its place or its name."""
        return picture.sha256 in self.pictures


NOTHING = Furniture()


def gathered(books: Iterable[Book], layout: Layout = NINE) -> Furniture:
    """What these books hold: the template as the office keeps it, and as it is once a form is made of it.

    `layout`: the columns of its task table.
    """
    words = vocabulary_of(layout)
    books = tuple(books)
    grids = [grid for book in books for grid in book.grids]
    texts = {_told(text) for grid in grids for text in (*_outside(grid, words), *grid.floating)}
    texts |= {_told(each.text) for book in books for each in book.leftovers}
    notes = {_told(text) for grid in grids for text in grid.notes.values()}
    pictures = {picture.sha256 for grid in grids for picture in grid.pictures}
    tables = [table for grid in grids for table in find_tables(grid, words) if "progress" in table.columns]
    own = tables[0] if tables else None
    return Furniture(
        frozenset(texts),
        frozenset(notes),
        frozenset(pictures),
        frozenset(text for table in tables for row in table.rows for text in _answers(row, layout.answers)),
        frozenset(grid.sheet for grid in grids) - {own.name} if own else frozenset(),
        own.name if own else "",
        own.columns if own else {},
    )


_SAMPLE = 6  # characters of an answer the template shows that are no mere 无 or 是


def _answers(row: TableRow, answers: Sequence[str]) -> list[str]:
    said = [_told(row.texts[cell]) for role in answers for cell in row.cells.get(role, ())]
    return [text for text in said if len(text) >= _SAMPLE]


def _outside(grid: Grid, words: Vocabulary) -> list[str]:
    rows = (row for table in find_tables(grid, words) for row in table.rows)
    by_text = words is not TASKS  # a list of the office's own may number its lines in any way, or not at all
    lines = (row for row in rows if number(row.text("seq")) is not None or (by_text and bare(row.text("detail"))))
    inside = {cell for row in lines for cell in row.texts}
    return [text for cell, text in grid.cells.items() if cell not in inside]


def _told(text: str) -> str:
    return bare(text) or fold(text)  # a text of signs alone (√, ——) is told by its signs
