"""The cells of a table in Word, drawn box by box: spans, merges down, pieces with their footnote numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasklist.model.upward import FIELDS, UpwardReport, UpwardTask
from tasklist.tables.upward_table import NOTE
from tasklist.text.display import visible
from tasklist.views import style, word
from tasklist.views.style import full_height
from tasklist.views.word import WD_ALIGN_PARAGRAPH, WD_CELL_VERTICAL_ALIGNMENT, Cell, Mm, Paragraph, Pt, Row, Table

POINTS = 10.5
CHAR = 1.85  # millimetres of a character of width, as style counts them
WHOLE = 90.0  # a row of more points, a fifth of a page, may be parted: no page is left emptier than that
PAGE, ABOVE = 450.0, 60.0  # points of rows a page holds, and what stands over those of the first
_SPARE = 60.0  # points by which the place of a row may be judged wrong: fonts differ
_LITTLE = 24.0  # points over a page by which a row may not be over it at all
_NEAR = 1.15  # a row that fills nearly what is left of a page may be parted by another font
TOP, MIDDLE = WD_CELL_VERTICAL_ALIGNMENT.TOP, WD_CELL_VERTICAL_ALIGNMENT.CENTER
LEFT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER


def text_line(paragraph: Paragraph, text: str, name: str, points: float, align: WD_ALIGN_PARAGRAPH) -> Paragraph:
    """Write a line of text into a paragraph, without space around it."""
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    word.font(paragraph.add_run(visible(text)), name, points)
    return paragraph


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a row: the columns it spans, its pieces with their footnote numbers, and whether it is merged down."""

    left: int
    right: int
    parts: tuple[tuple[str, str], ...]
    align: WD_ALIGN_PARAGRAPH = CENTRE
    merge: str | None = None  # restart or continue
    parted: bool = False  # may its paragraphs go on on the next page?


@dataclass(frozen=True, slots=True)
class Stand:
    """How a row is likely to stand on its page: the first one there, whole, or parted over two."""

    first: bool
    whole: bool
    parted: bool


def stands(rows: Iterable[tuple[float, float]]) -> Iterator[Stand]:
    """How rows stand one below the other; of each how tall it is, and how tall its short cells are.

    A row is parted only where its short cells stand whole before the cut, or a third of the page would be left empty.
    """
    left, over = PAGE - ABOVE, 0.0
    for place, (tall, short) in enumerate(rows):
        moved = place > 0 and tall > left and (tall <= WHOLE or min(short + _SPARE, PAGE / 3) > left)
        left = PAGE if moved else left
        first = moved or 0 < over <= _LITTLE  # or at the foot of the page before, where it is kept whole
        yield Stand(first, first or tall <= WHOLE, tall * _NEAR > left)
        over = tall - left
        left = (left - tall) % PAGE


def table_row(table: Table, boxes: Iterable[Box], name: str, widths: Sequence[float], *, parted: bool = False) -> Row:
    """Add a row of these boxes in this font; `widths`: of the columns, in millimetres. `parted`: over two pages."""
    row: Row = table.add_row()  # type: ignore[no-untyped-call]  # the library does not say
    for empty in row._tr.tc_lst:
        row._tr.remove(empty)
    for box in boxes:
        cell = Cell(row._tr._add_tc(), table)
        cell.width = Mm(sum(widths[box.left : box.right + 1]))
        if box.right > box.left:
            cell._tc.grid_span = box.right - box.left + 1
        if box.merge:
            cell._tc.vMerge = box.merge
        cell.vertical_alignment = TOP if parted else MIDDLE
        if box.merge != "continue":
            _fill(cell, box, name)
    return row


def heights(boxes: Iterable[Box], widths: Sequence[float]) -> tuple[float, float]:
    """How tall a row of these boxes is likely to stand, in points, and how tall its cells that are not parted."""
    tall, short = 0.0, 0.0
    for box in boxes:
        text = visible("".join(map("".join, box.parts)))
        need = full_height(text, sum(widths[box.left : box.right + 1]) / CHAR, POINTS)
        tall, short = max(tall, need), short if box.parted else max(short, need)
    return tall, short


def _fill(cell: Cell, box: Box, name: str) -> None:
    """Write the pieces; a line break in them begins a paragraph."""
    paragraph = text_line(cell.paragraphs[0], "", name, POINTS, box.align)
    paragraph.paragraph_format.keep_together = not box.parted
    for text, note in box.parts:
        first, *others = visible(text).split("\n")
        _text(paragraph, first, name)
        for line in others:
            paragraph = text_line(cell.add_paragraph(), "", name, POINTS, box.align)
            _text(paragraph, line, name)
        if note:
            run = paragraph.add_run(note)
            word.font(run, style.NUMBER.name, POINTS)
            run.font.superscript = True


def _text(paragraph: Paragraph, text: str, name: str) -> None:
    run = paragraph.add_run()
    word.unbroken(run, text)
    word.font(run, name, POINTS)


def parts(report: UpwardReport, row: UpwardTask, name: str, footnotes: bool) -> Iterator[tuple[str, str]]:
    """The pieces of a consolidated text, with `footnotes` each with its number."""
    passages = dict(row.passages).get(name, ())
    if not footnotes or name == "contact" or report.written(row, name) is not None:
        yield report.shown(row, name) if name in FIELDS else "".join(map(str, passages)), ""
        return
    for passage in passages:
        yield passage.before + passage.text, NOTE.format(number=passage.number) if passage.sources else ""
        yield passage.after, ""
