"""What a form holds before a unit has written in it: the official template's own words, comments and pictures.

What stands here is no unit's answer and nobody's evidence, however often it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tasklist.model.book import Book, Grid, Picture
from tasklist.tables.find import find_tables
from tasklist.tables.headings import TASKS
from tasklist.text.normalize import bare, fold, number


@dataclass(frozen=True, slots=True)
class Furniture:
    """The template's own: texts outside its task table, comments, and the content of its pictures."""

    texts: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    pictures: frozenset[bytes] = frozenset()

    def says(self, text: str) -> bool:
        """Does the template say this outside its task table?"""
        return _told(text) in self.texts

    def notes_say(self, note: str) -> bool:
        """Is this a comment of the template, with or without an author in front?"""
        author, _, said = note.partition("\n")
        signed = author.rstrip().endswith((":", "："))
        return _told(note) in self.notes or (signed and _told(said) in self.notes)

    def shows(self, picture: Picture) -> bool:
        """Is this a picture of the template: a logo, a seal? Its content decides, not its place or its name."""
        return picture.data in self.pictures


NOTHING = Furniture()


def gathered(books: Iterable[Book]) -> Furniture:
    """What these books hold: the template as the office keeps it, and as it is once a form is made of it."""
    books = tuple(books)
    grids = [grid for book in books for grid in book.grids]
    texts = {_told(text) for grid in grids for text in (*_outside(grid), *grid.floating)}
    texts |= {_told(each.text) for book in books for each in book.leftovers}
    notes = {_told(text) for grid in grids for text in grid.notes.values()}
    pictures = {picture.data for grid in grids for picture in grid.pictures}
    return Furniture(frozenset(texts), frozenset(notes), frozenset(pictures))


def _outside(grid: Grid) -> list[str]:
    rows = (row for table in find_tables(grid, TASKS) for row in table.rows)
    inside = {cell for row in rows if number(row.text("seq")) is not None for cell in row.texts}
    return [text for cell, text in grid.cells.items() if cell not in inside]


def _told(text: str) -> str:
    return bare(text) or fold(text)  # a text of signs alone (√, ——) is told by its signs
