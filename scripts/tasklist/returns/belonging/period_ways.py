"""What speaks for a file's period: how it came (folders, the subject of its mail, what the letter says of it), its
marks, its own labels and titles.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from tasklist.returns.belonging.file_words import FileWords, row_marks
from tasklist.returns.belonging.identity import FOLDER, LETTER_OF_IT, MARK, ROW_MARK, SPAN_LABEL, SUBJECT, TITLE, Claim
from tasklist.tables import marks
from tasklist.text.normalize import fold
from tasklist.text.table_titles import is_title


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


def claims_of_labels(said: FileWords, others: Sequence[Claim], kept: Container[str]) -> list[Claim]:
    """What a form itself says behind 报送期： or in a title of the unit's own, typed into last month's form.

    A sheet that is called by another month than the form's marks and name (`others`) speaks for that month alone.
    """
    label, ours = fold(marks.PERIOD_LABEL), {span for claim in others for span in claim.candidates}
    called = {grid.sheet: said.periods_in(grid.sheet) for grid in said.grids}
    apart = {sheet for sheet, spans in called.items() if spans and not ours & {*spans}}
    own = (grid for grid in said.grids if grid.sheet not in apart and grid.sheet not in kept)
    lines = [line for grid in own for line in said.titles(grid, labels=True)]
    found: list[Claim] = []
    for source, meant in (
        (SPAN_LABEL, [line for line in lines if fold(line).startswith(label)]),
        (TITLE, [line for line in lines if is_title(line) and not said.context.furniture.says(line)]),
    ):
        told = {ids: line for line in meant if (ids := said.periods_of(line))}
        found += [Claim(source, ids, line) for ids, line in told.items()] if len(told) == 1 else []
    return found


def quarrelling(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims, where no period is in all of them; else none."""
    return claims if claims and not set.intersection(*(set(each.candidates) for each in claims)) else ()
