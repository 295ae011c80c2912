"""What the way a file came says of its period, its folders, the subject of its mail, what the letter says of it; and
its marks.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from tasklist.returns.belonging.file_words import FileWords, row_marks
from tasklist.returns.belonging.identity import FOLDER, LETTER_OF_IT, MARK, ROW_MARK, SUBJECT, Claim


def claims_of_the_way(said: FileWords) -> list[Claim]:
    """What each of them claims."""
    named = said.periods_in
    claims = [Claim(FOLDER, ids, each, final=said.moved_into(each)) for each in said.folders if (ids := named(each))]
    if said.subject and (ids := named(said.subject)):
        claims.append(Claim(SUBJECT, ids, said.subject))
    return claims + [Claim(LETTER_OF_IT, ids, each) for each in said.said_of_it if (ids := said.periods_of(each))]


def claims_of_marks(said: FileWords, kept: Container[str]) -> list[Claim]:
    """What its mark and those of its rows claim, but on the sheets that were `kept` from another period."""
    claims = [Claim(MARK, (said.meta.period,), said.meta.period)] if said.meta and said.meta.period else []
    rows = (each for grid in said.grids if grid.sheet not in kept for each in row_marks(grid))
    return claims + [Claim(ROW_MARK, (span,), span) for span in dict.fromkeys(each.period for each in rows) if span]


def quarrelling(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims, where no period is in all of them; else none."""
    return claims if claims and not set.intersection(*(set(each.candidates) for each in claims)) else ()
