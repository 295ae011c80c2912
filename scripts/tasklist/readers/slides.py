"""Slides (.pptx) that hold workbooks or documents: these are read, and what stands on the slides is told."""

from __future__ import annotations

import posixpath
import re

from tasklist.model.book import Book, Grid
from tasklist.readers.embedded_files import embedded_file
from tasklist.readers.limits import Package, Refused, unpack
from tasklist.readers.sheets.xlsx_parts import package_stamp, paragraphs
from tasklist.readers.xml import tree

_EMBEDDED = re.compile(r"ppt/embeddings/[^/]+")
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,5})\.xml")


def read_slides(data: bytes, name: str) -> Book:  # noqa: ARG001  every reader has this shape
    """The files embedded in slides as members, the words of each slide as a Grid. Raises Refused when none is."""
    from tasklist.readers.formats import SLIDES  # noqa: PLC0415  where this reader is declared

    package = unpack(data)
    held = (embedded_file(posixpath.basename(part), package.read(part), "") for part in _parts(package, _EMBEDDED))
    members = tuple(dict(filter(None, held)).items())
    if not members:
        raise Refused(SLIDES.code, SLIDES.seen, SLIDES.advice)
    slides = sorted(_parts(package, _SLIDE), key=lambda part: int(_SLIDE.fullmatch(part)[1]))  # type: ignore[index]
    said = ((number, paragraphs(tree(package.read(part), lenient=True))) for number, part in enumerate(slides, 1))
    grids = tuple(
        Grid(f"幻灯片{number}", {(row, 1): line for row, line in enumerate(lines, 1)}) for number, lines in said
    )
    return Book("pptx", tuple(grid for grid in grids if grid.cells), members=members, modified=package_stamp(package))


def _parts(package: Package, pattern: re.Pattern[str]) -> list[str]:
    return [part for part in package.names if pattern.fullmatch(part)]
