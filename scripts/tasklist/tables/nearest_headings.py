"""The row of a file that is most like a heading, for the message that says none was found."""

from __future__ import annotations

from collections.abc import Sequence

from tasklist.model.book import Grid
from tasklist.tables.heading_rows import MergedGrid
from tasklist.tables.headings import Vocabulary


def nearest_headings(grids: Sequence[Grid], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The texts of the row most like a heading, for the message that says none was found."""
    best: tuple[int, tuple[str, ...]] = (0, ())
    for grid in grids:
        sheet = MergedGrid(grid)
        for row in sheet.rows[:200]:
            texts = [sheet.text((row, column)) for column in sheet.columns(row)]
            score = len({role for role in map(vocabulary.role, texts) if role})
            if score > best[0]:
                best = (score, tuple(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip())))
    return best[1]
