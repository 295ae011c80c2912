"""What of a file found no place, and what of that the office keeps in sight."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tasklist.model.place import Place


class Loose(StrEnum):
    """What a thing is that found no place: a cell, or a text around the tables; a line of a letter, or of another file
    without a table; what is no cell's text.
    """

    CELL = "cell"
    LETTER = "letter"
    DOCUMENT = "document"
    PICTURE = "picture"
    ASIDE = "aside"

    @property
    def is_line(self) -> bool:
        """Is it a line of a text, and no cell of a table or picture?"""
        return self in (Loose.LETTER, Loose.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """未归位: a thing that found no place, with its text and the reason; `tasks`: those the reason is about.

    `count`: how many cells the line stands for, where a file holds more than are listed one by one. `asks`: must a
    person look at it? `row`: of a cell in the row of a task, how that row is called; `reason` is what may be said of
    any row alike. `units`: of words in one unit's letter that may be other units', all they may be of; `under`: those
    by the name under which they stand; `head`: the line above them that only says of which task they are; `spans`: the
    periods they may be of, where their letter has parts of several.
    """

    place: Place
    text: str
    reason: str
    unit: str = ""
    tasks: tuple[int, ...] = ()
    count: int = 1
    asks: bool = True
    loose: Loose = Loose.CELL
    row: str = ""
    units: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    head: str = ""
    spans: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The whole reason."""
        return f"{self.row}{self.reason}"


@dataclass(frozen=True, slots=True)
class OwnWork:
    """单位自加的工作: a task the unit added to the list, which the office keeps in sight; where it stands."""

    unit: str
    span: str
    title: str
    text: str
    place: Place
