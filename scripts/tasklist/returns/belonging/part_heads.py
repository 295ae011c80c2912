"""Lines of a document or mail that stand over a table and say whose it is: 二、东校区, 填报单位：乙医院."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tasklist.model.book import Grid
from tasklist.plan.speakers import Speakers, words_of_heading
from tasklist.returns.belonging.file_words import FileWords
from tasklist.returns.belonging.identity import LABEL, TITLE, Claim, unit_cells


def claims_of_heads(said: FileWords, grid: Grid) -> Iterator[Claim]:
    """What the lines right above a table claim of it: a label anywhere among them, or the last as its heading."""
    lines = grid.led.get(1, ())
    labels = unit_cells(replace(grid, cells={(row, 1): line for row, line in enumerate(lines, start=1)}))
    told = [(text, said.context.names.labelled(text)) for _, text in labels]
    yield from (Claim(LABEL, units, text, like=() if units else said.near.like(text)) for text, units in told)
    if not told and lines and (units := _headed(said, lines[-1])) and not _greets(said, lines[-1]):
        yield Claim(TITLE, units, lines[-1].strip(), short=not _named(said, lines[-1]))


def heads(said: FileWords) -> frozenset[str]:
    """The lines that are nothing but the heading of whose table stands below."""
    claims = (claim for grid in said.grids for claim in claims_of_heads(said, grid))
    return frozenset(claim.words for claim in claims if claim.source == TITLE)


def _headed(said: FileWords, line: str) -> tuple[str, ...]:
    """The units a line that says nothing else is the heading of, in short words those related to the file's own."""
    return _named(said, line) or said.near.related(words_of_heading(line))


def _named(said: FileWords, line: str) -> tuple[str, ...]:
    """The units named in full by a line that says nothing else."""
    return tuple(filter(None, Speakers(said.context.names, "").heading(line)[0]))


def _greets(said: FileWords, line: str) -> bool:
    """Is a line that ends with a colon the first of a text in which no other table is headed so?"""
    first = next((lines[0] for grid in said.grids if (lines := grid.led.get(1, ()))), "")
    others = (grid.led[1][-1] for grid in said.grids if grid.led.get(1))
    return (
        line == first
        and line.rstrip().endswith((":", "："))
        and not any(other != line and _headed(said, other) for other in others)
    )
